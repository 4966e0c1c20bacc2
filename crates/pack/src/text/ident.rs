//! Identifiers: the names a pack gives to its kinds, fields, roles and timescales. It never says what a name stands for.

use super::from_node::FromNode;
use super::place::{Span, Spanned};
use super::problem::Problems;
use super::tree::{Node, shortened};

pub use domain::Name as Ident;

/// The identifier with its place, or a problem there that suggests one that would do.
pub fn ident_at(text: &str, span: Span, problems: &mut Problems) -> Option<Spanned<Ident>> {
    if let Some(ident) = Ident::parse(text) {
        return Some(Spanned::new(ident, span));
    }
    let problem = problems
        .error(span, format!("`{}` is not an identifier", shortened(text)))
        .expected(Ident::expected());
    let mended: String = text
        .trim()
        .to_lowercase()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join("-");
    problem.nearest = Ident::parse(&mended).map(|ident| ident.to_string());
    None
}

impl FromNode for Ident {
    fn expected() -> String {
        "an identifier (small letters, digits, `-` and `_`, beginning with a letter)".into()
    }
    fn from_node(node: &Node, problems: &mut Problems) -> Option<Self> {
        match node.text() {
            Some(text) => ident_at(text, node.span, problems).map(|ident| ident.value),
            None => Self::refuse(node, problems),
        }
    }
}
