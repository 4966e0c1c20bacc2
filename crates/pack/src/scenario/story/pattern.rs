//! Patterns: lists of steps with days counted from a start, told again for everybody in the cast who goes through the
//! same. It turns them into ordinary steps; what a step is, it leaves to whoever reads steps.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use jiff::civil::Date;

use super::cast::Member;
use super::fill::{Choices, Filling, Lists, number};
use super::part::{Block, is_block, step};
use crate::scenario::{Act, Step, entries};
use crate::text::{Fields, Node, Problems, Span, Spanned};

/// How deeply patterns may tell patterns.
const DEPTH: usize = 8;
/// How often one block may be told for one person.
const TIMES: i64 = 500;

/// What all people of a story are told by.
pub(super) struct Patterns<'n> {
    patterns: Lists<'n>,
    used: BTreeSet<String>,
    /// Facts of everybody in the cast who comes with a pattern of their own.
    usual: Option<&'n Node>,
    pub choices: Rc<Choices<'n>>,
    /// Nothing happens on this day or later.
    pub end: Option<Date>,
    /// Steps that could not be read, so that each is reported once and not once a person.
    broken: BTreeSet<Span>,
}

fn lists<'n>(node: Option<&'n Node>, what: &str, problems: &mut Problems) -> Lists<'n> {
    let mut lists = Lists::new();
    let Some(node) = node else { return lists };
    let Some(entries) = node.map() else {
        problems
            .error(node.span, format!("found {}", node.describe()))
            .expected(format!("{what} by name"));
        return lists;
    };
    for (key, value) in entries {
        match value.list() {
            Some(nodes) if !nodes.is_empty() => {
                lists.insert(key.name.as_str(), (key.span, nodes));
            }
            _ => {
                problems
                    .error(value.span, format!("`{}` has nothing in it", key.name))
                    .expected("a list");
            }
        }
    }
    lists
}

/// Keys that stand nowhere else, as far as a reader of words can tell.
fn plain_name(name: &str) -> bool {
    !name.is_empty()
        && name
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_')
}

impl<'n> Patterns<'n> {
    pub fn read(fields: &mut Fields<'n, '_>) -> Self {
        let (patterns, traits, texts) = (
            fields.node("patterns"),
            fields.node("traits"),
            fields.node("texts"),
        );
        let usual = fields.node("usual");
        let problems = fields.problems();
        let patterns = lists(patterns, "lists of steps", problems);
        let traits = lists(traits, "lists of what a person may have", problems);
        let texts = lists(texts, "lists of texts", problems);
        for (name, (span, _)) in traits.iter().chain(&texts) {
            if !plain_name(name) {
                problems
                    .error(*span, format!("`{name}` cannot be asked for"))
                    .expected("lower-case letters, figures, `-` and `_`");
            }
            if traits.contains_key(name) && texts.contains_key(name) {
                problems.error(*span, format!("`{name}` stands in `traits` and in `texts`"));
            }
        }
        Self {
            patterns,
            used: BTreeSet::new(),
            usual,
            choices: Rc::new(Choices {
                traits,
                texts,
                used: RefCell::default(),
            }),
            end: None,
            broken: BTreeSet::new(),
        }
    }

    /// What nobody needs is most likely a name written in two ways.
    pub fn unused(&self, problems: &mut Problems) {
        let used = self.choices.used.borrow();
        let lists = self.choices.traits.iter().chain(&self.choices.texts);
        let lists = lists.filter(|(name, _)| !used.contains(**name));
        let patterns = self
            .patterns
            .iter()
            .filter(|(n, _)| !self.used.contains(**n));
        for (name, (span, _)) in lists.chain(patterns) {
            problems
                .error(*span, format!("nobody's story uses `{name}`"))
                .expected("somebody in the cast whose pattern asks for it");
        }
    }

    /// Tells a member's pattern; gives the steps before the story ends, and what is usually known of such a person.
    pub fn tell(
        &mut self,
        member: &Member<'n>,
        known: BTreeMap<&'static str, String>,
        working: &dyn Fn(Date) -> Date,
        problems: &mut Problems,
    ) -> (Vec<Step>, Vec<(Spanned<String>, Node)>) {
        let (Some(pattern), Some(started)) = (&member.pattern, member.started) else {
            return Default::default();
        };
        let mut filling = Filling {
            choices: Rc::clone(&self.choices),
            name: &member.name,
            started,
            known,
            with: vec![member.with],
            asked: BTreeSet::new(),
            counts: BTreeMap::new(),
            working,
            base: 0,
        };
        let until = member.until.as_ref().and_then(|until| {
            let day = filling.day(until).or_else(|| until.parse().ok());
            if day.is_none() {
                problems
                    .error(until.span, format!("`{}` is no day", **until))
                    .expected("`+40`, counted from the start, or a date");
            }
            day
        });
        let mut steps = Vec::new();
        let wrong = problems.errors();
        self.named(pattern, &mut filling, &mut steps, DEPTH, problems);
        let usual: Vec<(Spanned<String>, Node)> = entries(self.usual, "facts by kind", problems)
            .into_iter()
            .map(|(kind, node)| (kind, filling.node(node, problems)))
            .collect();
        let asked = filling.asked;
        for (key, _) in member.with {
            // Behind another mistake, much only looks unused.
            if self.broken.is_empty() && problems.errors() == wrong && !asked.contains(&key.span) {
                problems
                    .error(
                        key.span,
                        format!("nothing in its pattern asks for `<{}>`", key.name),
                    )
                    .expected("a name that the pattern asks for");
            }
        }
        for kind in &member.without {
            let before = steps.len();
            steps.retain(|step| !is_of(&step.act, kind));
            if steps.len() == before {
                problems
                    .error(kind.span, format!("its pattern has no `{}`", **kind))
                    .expected("a kind of record that the pattern would record");
            }
        }
        let end = until.into_iter().chain(self.end).min();
        steps.retain(|step| end.is_none_or(|end| step.date < end));
        (steps, usual)
    }

    fn named(
        &mut self,
        pattern: &Spanned<String>,
        filling: &mut Filling<'n, '_>,
        steps: &mut Vec<Step>,
        depth: usize,
        problems: &mut Problems,
    ) {
        let Some((_, nodes)) = self.patterns.get(pattern.as_str()).copied() else {
            problems
                .error(pattern.span, format!("there is no pattern `{}`", **pattern))
                .expected("a name below `patterns`")
                .nearest(pattern, self.patterns.keys());
            return;
        };
        self.used.insert(pattern.value.clone());
        let Some(deeper) = depth.checked_sub(1) else {
            problems
                .error(
                    pattern.span,
                    format!("`{}` is told by patterns that tell each other", **pattern),
                )
                .expected("no pattern that comes back to itself");
            return;
        };
        self.list(nodes, filling, steps, deeper, problems);
    }

    fn list(
        &mut self,
        nodes: &'n [Node],
        filling: &mut Filling<'n, '_>,
        steps: &mut Vec<Step>,
        depth: usize,
        problems: &mut Problems,
    ) {
        for node in nodes {
            if self.broken.contains(&node.span) {
                continue;
            }
            let wrong = problems.errors();
            if is_block(node) {
                self.block(node, filling, steps, depth, problems);
            } else {
                steps.extend(step(node, filling, problems));
            }
            if problems.errors() > wrong {
                self.broken.insert(node.span);
            }
        }
    }

    fn block(
        &mut self,
        node: &'n Node,
        filling: &mut Filling<'n, '_>,
        steps: &mut Vec<Step>,
        depth: usize,
        problems: &mut Problems,
    ) {
        let Some(block) = Block::read(node, filling, problems) else {
            return;
        };
        if let Some((some, of)) = block.share
            && number(&[
                filling.name,
                "share",
                &format!("{}:{}", node.span.line, node.span.column),
            ]) % of
                >= some
        {
            // Those for whom it is not told use its words all the same.
            if let Some(pattern) = &block.pattern {
                self.used.insert(pattern.value.clone());
            }
            return;
        }
        let times = filling.own(&block.times, "times").unwrap_or(1).min(TIMES);
        let (base, held) = (filling.base, filling.with.len());
        filling.with.push(block.with);
        filling.base = base + block.at;
        for _ in 0..times {
            match &block.pattern {
                Some(pattern) => self.named(pattern, filling, steps, depth, problems),
                None => self.list(block.steps, filling, steps, depth, problems),
            }
            let gap = block.every.as_ref().and_then(|e| filling.own(e, "every"));
            filling.base += gap.unwrap_or(1).max(1);
        }
        filling.base = base;
        filling.with.truncate(held);
    }
}

fn is_of(act: &Act, kind: &str) -> bool {
    match act {
        Act::Records { kind: k, .. } | Act::Drafts { kind: k, .. } => k == kind,
        Act::Amends { what, .. } | Act::Signs { what, .. } | Act::Returns { what, .. } => {
            what == kind
        }
        _ => false,
    }
}
