//! Clauses: their ids, how each is met, and every place that cites one.

use std::collections::HashSet;

use super::{Checker, Class};
use crate::model::{Cites, Clause, Field, How, Option_, Rule};
use crate::text::Spanned;

impl<'p> Checker<'p, '_> {
    pub(super) fn clauses(&mut self, features: &[&str]) {
        let pack = self.pack;
        let ids = pack.clauses.iter().map(|c| (c.id.0.as_str(), c.id.span));
        self.unique("clause", ids);
        let mut cited: HashSet<&str> = HashSet::new();
        for cites in self.citations() {
            for clause in cites {
                self.known(Class::Clause, &clause.0, clause.span);
                cited.insert(&clause.0);
            }
        }
        // A rule that could not be read may cite any clause.
        let whole = pack.gaps.is_empty();
        for clause in &pack.clauses {
            self.how(
                clause,
                cited.contains(clause.id.0.as_str()),
                whole,
                features,
            );
        }
    }

    fn how(&mut self, clause: &Clause, cited: bool, whole: bool, features: &[&str]) {
        let Spanned { value: id, span } = &clause.id;
        match &clause.how {
            None if !cited && whole => {
                self.out
                    .warning(*span, format!("no rule cites clause `{}`", id.0))
                    .expected("a rule with this clause, or `how:`");
            }
            Some(How::NotSoftware(why)) => {
                if why.trim().is_empty() {
                    self.out
                        .error(
                            *span,
                            format!("clause `{}` is outside software without a reason", id.0),
                        )
                        .expected("a reason that a practice lead would accept");
                }
                if cited {
                    let message = format!(
                        "rules cite clause `{}`, which is said to be outside software",
                        id.0
                    );
                    self.out
                        .warning(*span, message)
                        .expected("`how:` only where no rule carries the clause out");
                }
            }
            Some(How::Feature(names)) => {
                for name in names {
                    if !features.contains(&name.as_str()) {
                        self.out
                            .error(name.span, format!("there is no feature `{}`", name.value))
                            .expected("one of those that `alongside pack features` lists")
                            .nearest(name, features);
                    }
                }
            }
            None => {}
        }
    }

    /// Every list of cited clauses in the pack.
    fn citations(&self) -> Vec<&'p Cites> {
        let pack = self.pack;
        let mut all: Vec<&Cites> = Vec::new();
        all.extend(pack.roles.iter().map(|x| &x.clause));
        for matter in &pack.matters {
            all.push(&matter.clause);
            all.extend(matter.stages.iter().map(|x| &x.clause));
            all.extend(matter.moves.iter().map(|x| &x.clause));
        }
        for state in &pack.states {
            all.push(&state.clause);
            all.extend(state.values.iter().map(|x| &x.clause));
        }
        for form in &pack.forms {
            all.push(&form.clause);
            all.extend(form.signing.iter().map(|x| &x.clause));
            for section in &form.sections {
                all.push(&section.clause);
                of_fields(&section.fields, &mut all);
            }
        }
        for list in &pack.lists {
            all.push(&list.clause);
            of_options(&list.options, &mut all);
        }
        all.extend(pack.instruments.iter().map(|x| &x.clause));
        for clock in &pack.clocks {
            all.push(&clock.clause);
            all.extend(clock.escalate.iter().map(|x| &x.clause));
        }
        all.extend(pack.rules.iter().map(Rule::clause));
        all.extend(pack.trays.iter().map(|x| &x.clause));
        for setting in &pack.settings {
            all.push(&setting.clause);
            of_options(&setting.options, &mut all);
        }
        all.extend(pack.resources.iter().map(|x| &x.clause));
        all.extend(pack.measures.iter().map(|x| &x.clause));
        all.extend(pack.returns.iter().map(|x| &x.clause));
        all.extend(pack.letters.iter().map(|x| &x.clause));
        all
    }
}

fn of_fields<'p>(fields: &'p [Field], all: &mut Vec<&'p Cites>) {
    for field in fields {
        all.push(&field.clause);
        of_options(&field.options, all);
        of_fields(&field.fields, all);
    }
}

fn of_options<'p>(options: &'p [Option_], all: &mut Vec<&'p Cites>) {
    all.extend(options.iter().map(|o| &o.clause));
}
