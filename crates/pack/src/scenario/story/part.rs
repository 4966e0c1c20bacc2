//! What stands in a pattern: a step with days counted from its beginning, or a block that says how often and for whom. It
//! reads them for one person; it tells nothing.

use super::fill::{Filling, With};
use crate::scenario::Step;
use crate::text::{Fields, FromNode, Key, Node, OneOrMany, Problems, Spanned, Value};

const BLOCK: [&str; 7] = ["at", "every", "times", "share", "with", "pattern", "steps"];

/// Part of a pattern: days after the block it stands in, how often and for how many people of the cast.
pub(super) struct Block<'n> {
    pub at: i64,
    pub every: Option<String>,
    pub times: String,
    pub share: Option<(u64, u64)>,
    pub with: With<'n>,
    pub pattern: Option<Spanned<String>>,
    pub steps: &'n [Node],
}

impl<'n> Block<'n> {
    pub fn read(
        node: &'n Node,
        filling: &mut Filling<'n, '_>,
        problems: &mut Problems,
    ) -> Option<Self> {
        let mut fields = Fields::of(node, "a part of a pattern", problems)?;
        let mut scalar = |fields: &mut Fields<'n, '_>, name: &'static str| {
            let filled = raw(filling, fields.node(name)?, fields.problems());
            Spanned::<String>::from_node(&filled, fields.problems())
        };
        let at = scalar(&mut fields, "at");
        let every = scalar(&mut fields, "every");
        let times = scalar(&mut fields, "times");
        let share = scalar(&mut fields, "share");
        let with = with(&mut fields);
        let pattern = fields.optional::<Spanned<String>>("pattern");
        let steps = fields.node("steps");
        fields.one_of(&["pattern", "steps"]);
        fields.done();
        let list = steps.and_then(Node::list);
        if let (Some(steps), None) = (steps, list) {
            problems
                .error(steps.span, format!("found {}", steps.describe()))
                .expected("a list of steps");
        }
        let said = |problems: &mut Problems,
                    text: &Option<Spanned<String>>,
                    what: &str,
                    expected: &str| {
            let text = text.as_ref()?;
            let own = filling.own(text.strip_prefix('+').unwrap_or(text), what);
            if own.is_none() {
                problems
                    .error(text.span, format!("`{}` is no number", **text))
                    .expected(expected);
            }
            own
        };
        let first = said(problems, &at, "at", "days, such as `+35` or `+35~4`").unwrap_or_default();
        said(problems, &every, "every", "days, such as `14` or `14~2`");
        said(problems, &times, "times", "a number, such as `6` or `6~2`");
        let shared = share.as_ref().map(|share| {
            let (some, of) = share.split_once(" of ")?;
            let (some, of): (u64, u64) = (some.trim().parse().ok()?, of.trim().parse().ok()?);
            (of > 0 && some <= of).then_some((some, of))
        });
        if let (Some(share), Some(None)) = (&share, shared) {
            problems
                .error(share.span, format!("`{}` is no share", **share))
                .expected("such as `2 of 3`");
        }
        Some(Self {
            at: first,
            every: every.map(|e| e.value),
            times: times.map_or_else(|| "1".into(), |t| t.value),
            share: shared.flatten(),
            with,
            pattern,
            steps: list.unwrap_or_default(),
        })
    }
}

/// A number as it is for somebody: names in it are replaced, days are not.
fn raw(filling: &mut Filling<'_, '_>, node: &Node, problems: &mut Problems) -> Node {
    match &node.value {
        Value::Scalar(text, _) if text.starts_with('+') => node.clone(),
        _ => filling.node(node, problems),
    }
}

/// What stands below `with`.
pub(super) fn with<'n>(fields: &mut Fields<'n, '_>) -> With<'n> {
    let Some(node) = fields.node("with") else {
        return &[];
    };
    match node.map() {
        Some(entries) => entries,
        None => {
            fields
                .problems()
                .error(node.span, format!("found {}", node.describe()))
                .expected("values by name");
            &[]
        }
    }
}

pub(super) fn is_block(node: &Node) -> bool {
    node.map()
        .is_some_and(|m| m.iter().any(|(key, _)| BLOCK.contains(&key.name.as_str())))
}

/// One step of a pattern as it is for somebody.
pub(super) fn step(
    node: &Node,
    filling: &mut Filling<'_, '_>,
    problems: &mut Problems,
) -> Option<Step> {
    let (phrase, span, below) = match &node.value {
        Value::Map(entries) if entries.len() == 1 => {
            let (key, below) = entries.first()?;
            (&key.name, key.span, Some(below))
        }
        Value::Scalar(text, _) => (text, node.span, None),
        _ => return Step::refuse(node, problems),
    };
    let first = phrase.split_whitespace().next().unwrap_or_default();
    if filling.day(first).is_none() {
        problems
            .error(
                span,
                format!("`{phrase}` does not begin with a day of its pattern"),
            )
            .expected("`+3 <worker> records ...` or `+3 09:10 <worker> records ...`");
        return None;
    }
    let wrong = problems.errors();
    let phrase = filling.phrase(phrase, span, problems);
    let below = below.map(|below| filling.node(below, problems));
    if problems.errors() > wrong {
        return None;
    }
    let value = match below {
        Some(below) => Value::Map(vec![(Key { name: phrase, span }, below)]),
        None => Value::Scalar(phrase, crate::text::Style::Plain),
    };
    Step::from_node(&Node { value, span }, problems)
}

/// Kinds that a member's story leaves out.
pub(super) fn without(fields: &mut Fields<'_, '_>) -> Vec<Spanned<String>> {
    fields
        .get::<OneOrMany<Spanned<String>>>("without")
        .unwrap_or_default()
        .0
}
