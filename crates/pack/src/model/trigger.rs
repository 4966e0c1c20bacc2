//! Triggers (`thing.what`, perhaps with a condition) and conditions.

use crate::expr::Expr;
use crate::text::{Fields, FromNode, Ident, Node, Problems, Spanned, Value};

/// A condition: the text as written and its expression.
#[derive(Debug, Clone)]
pub struct Condition {
    /// As written, with its place.
    pub text: Spanned<String>,
    /// As parsed.
    pub expr: Expr,
}

impl FromNode for Condition {
    fn expected() -> String {
        "an expression, such as \"seen == 'yes'\"".into()
    }
    fn from_node(node: &Node, problems: &mut Problems) -> Option<Self> {
        let text = Spanned::<String>::from_node(node, problems)?;
        match Expr::parse(&text) {
            Ok(expr) => Some(Self { text, expr }),
            Err(problem) => {
                problem.report(text.span, problems);
                None
            }
        }
    }
}

/// What a rule listens to.
#[derive(Debug, Clone)]
pub struct Trigger {
    /// The noun.
    pub thing: Spanned<Ident>,
    /// What becomes of it.
    pub what: Spanned<Ident>,
    /// Only where this holds of the happening.
    pub when: Option<Condition>,
    /// A date field of the record to count from, instead of when it happened.
    pub at: Option<Spanned<Ident>>,
}

impl Trigger {
    fn event(
        text: Spanned<String>,
        problems: &mut Problems,
    ) -> Option<(Spanned<Ident>, Spanned<Ident>)> {
        let split = text
            .split_once('.')
            .and_then(|(a, b)| Some((Ident::parse(a)?, Ident::parse(b)?)));
        let Some((thing, what)) = split else {
            problems
                .error(text.span, format!("`{}` is not an event", *text))
                .expected("`thing.what`, such as `visit.recorded` or `episode.opened`");
            return None;
        };
        let after = text.span.inside(thing.chars().count() + 1);
        Some((Spanned::new(thing, text.span), Spanned::new(what, after)))
    }
}

impl FromNode for Trigger {
    fn expected() -> String {
        "an event such as `visit.recorded`, or a mapping with `event`".into()
    }
    fn from_node(node: &Node, problems: &mut Problems) -> Option<Self> {
        if matches!(node.value, Value::Map(_)) {
            let mut fields = Fields::of(node, "a trigger", problems)?;
            let event = fields.required::<Spanned<String>>("event");
            let when = fields.optional::<Condition>("when");
            let at = fields.optional::<Spanned<Ident>>("at");
            fields.done();
            let (thing, what) = Self::event(event?, problems)?;
            return Some(Self {
                thing,
                what,
                when,
                at,
            });
        }
        let (thing, what) = Self::event(Spanned::<String>::from_node(node, problems)?, problems)?;
        Some(Self {
            thing,
            what,
            when: None,
            at: None,
        })
    }
}
