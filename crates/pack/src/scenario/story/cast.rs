//! The cast: who goes through which pattern, from when, with whom. A name that stands in the cast a second time, or that is
//! a worker's or a site's, is the same one again. It tells nothing itself.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::fill::With;
use super::part::{with, without};
use crate::scenario::{PersonSpec, WorkerSpec, facts};
use crate::text::{Fields, Node, OneOrMany, Problems, Spanned};

/// One entry of the cast.
pub(super) struct Member<'n> {
    pub name: Spanned<String>,
    pub worker: Option<Spanned<String>>,
    pub school: Option<String>,
    pub pattern: Option<Spanned<String>>,
    pub started: Option<Date>,
    /// From this day on nothing more is done.
    pub until: Option<Spanned<String>>,
    /// Kinds of record that are not made.
    pub without: Vec<Spanned<String>>,
    pub with: With<'n>,
    born: Option<Date>,
    sibling_of: Vec<Spanned<String>>,
    facts: Vec<(Spanned<String>, Node)>,
}

impl<'n> Member<'n> {
    pub fn read(node: &'n Node, problems: &mut Problems) -> Option<Self> {
        let mut fields = Fields::of(node, "a member of the cast", problems)?;
        let name = fields.required::<Spanned<String>>("name");
        let born = fields.optional::<Date>("born");
        let sibling_of = fields
            .get::<OneOrMany<Spanned<String>>>("sibling_of")
            .unwrap_or_default()
            .0;
        let school = fields.optional::<String>("school");
        let facts = facts(&mut fields);
        let worker = fields.optional::<Spanned<String>>("worker");
        let pattern = fields.optional::<Spanned<String>>("pattern");
        let started = fields.optional::<Date>("started");
        let until = fields.optional::<Spanned<String>>("until");
        let without = without(&mut fields);
        let with = with(&mut fields);
        if fields.has("pattern") != fields.has("started") {
            let (said, lacks) = if fields.has("pattern") {
                ("pattern", "started")
            } else {
                ("started", "pattern")
            };
            let span = fields.span_of(said);
            fields
                .problems()
                .error(span, format!("`{said}` without `{lacks}`"))
                .expected("both, or neither for somebody who is only known");
        }
        fields.done();
        Some(Self {
            name: name?,
            worker,
            school,
            pattern,
            started,
            until,
            without,
            with,
            born,
            sibling_of,
            facts,
        })
    }

    /// The person of an entry, with what is usual where nothing else is said; none where the name is somebody's already.
    pub fn person(
        &self,
        known: bool,
        usual: Vec<(Spanned<String>, Node)>,
        problems: &mut Problems,
    ) -> Option<PersonSpec> {
        if known {
            if self.born.is_some() || !self.sibling_of.is_empty() || !self.facts.is_empty() {
                problems
                    .error(self.name.span, format!("`{}` is here already", *self.name))
                    .expected("what is known of somebody at their first mention only");
            }
            return None;
        }
        let mut facts = self.facts.clone();
        for (kind, node) in usual {
            if !facts.iter().any(|(k, _)| *k == kind) {
                facts.push((kind, node));
            }
        }
        Some(PersonSpec {
            name: self.name.clone(),
            born: self.born,
            sibling_of: self.sibling_of.clone(),
            school: self.school.clone(),
            facts,
            arrives: None,
        })
    }

    /// What a pattern may ask for about everybody.
    pub fn known(
        &self,
        workers: &[WorkerSpec],
        school: Option<&str>,
        problems: &mut Problems,
    ) -> BTreeMap<&'static str, String> {
        let mut known = BTreeMap::new();
        let name = self.name.as_str();
        let (given, family) = name.rsplit_once(' ').unwrap_or((name, name));
        known.insert("name", name.to_owned());
        known.insert("given", given.to_owned());
        known.insert("family", family.to_owned());
        if let Some(school) = self.school.as_deref().or(school) {
            known.insert("school", school.to_owned());
        }
        if let Some(worker) = &self.worker {
            if !workers.iter().any(|w| *w.name == **worker) {
                problems
                    .error(
                        worker.span,
                        format!("no worker here is called `{}`", **worker),
                    )
                    .expected("a name below `workers`")
                    .nearest(worker, workers.iter().map(|w| w.name.as_str()));
            }
            known.insert("worker", worker.value.clone());
            let over = |w: &&WorkerSpec| w.supervises.iter().any(|s| **s == **worker);
            if let Some(supervisor) = workers.iter().find(over) {
                known.insert("supervisor", supervisor.name.value.clone());
            }
        }
        known
    }
}
