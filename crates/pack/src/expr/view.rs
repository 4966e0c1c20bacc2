//! An expression as others may look at it, to say it in words. It shows the shape and the names; it never evaluates.

use super::Expr;
use super::ast::{Ast, Each, Kind};

/// One node of an expression with its parts.
#[derive(Debug, Clone, PartialEq)]
pub enum View<'a> {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// Another number.
    Number(f64),
    /// A literal text.
    Text(&'a str),
    /// `[a, b]`
    List(Vec<View<'a>>),
    /// A variable and the members asked of it: `a.b.c`.
    Path(Vec<&'a str>),
    /// A member of something that is not a variable: `latest('plan').next_review`.
    Member(Box<View<'a>>, &'a str),
    /// `!a`
    Not(Box<View<'a>>),
    /// `-a`
    Minus(Box<View<'a>>),
    /// Two operands with the sign between them as written, such as `==`.
    Binary(&'static str, Box<View<'a>>, Box<View<'a>>),
    /// `condition ? yes : no`
    If(Box<View<'a>>, Box<View<'a>>, Box<View<'a>>),
    /// A function with its arguments.
    Call(&'a str, Vec<View<'a>>),
    /// `list.exists(name, body)` and its kin: the word, the list, the name, the body.
    Each(&'static str, Box<View<'a>>, &'a str, Box<View<'a>>),
}

impl Expr {
    /// The expression as a tree to look at. No deeper than [`super::MAX_DEPTH`] allows.
    pub fn view(&self) -> View<'_> {
        of(&self.root)
    }
}

fn boxed(ast: &Ast) -> Box<View<'_>> {
    Box::new(of(ast))
}

fn of(ast: &Ast) -> View<'_> {
    match &ast.kind {
        Kind::Null => View::Null,
        Kind::Bool(value) => View::Bool(*value),
        Kind::Int(value) => View::Int(*value),
        Kind::Num(value) => View::Number(*value),
        Kind::Text(text) => View::Text(text),
        Kind::List(parts) => View::List(parts.iter().map(of).collect()),
        Kind::Name(name) => View::Path(vec![name]),
        Kind::Member(object, name) => match of(object) {
            View::Path(mut path) => {
                path.push(name);
                View::Path(path)
            }
            other => View::Member(Box::new(other), name),
        },
        Kind::Not(one) => View::Not(boxed(one)),
        Kind::Minus(one) => View::Minus(boxed(one)),
        Kind::Binary(op, left, right) => View::Binary(op.sign(), boxed(left), boxed(right)),
        Kind::If(condition, yes, no) => View::If(boxed(condition), boxed(yes), boxed(no)),
        Kind::Call(function, arguments) => View::Call(function, arguments.iter().map(of).collect()),
        Kind::Each(each, list, name, body) => {
            let word = match each {
                Each::Exists => "exists",
                Each::All => "all",
                Each::Filter => "filter",
                Each::Map => "map",
            };
            View::Each(word, boxed(list), name, boxed(body))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_expression_shows_its_shape() {
        let expr = Expr::parse("!(a.b == 'x') && latest('plan').on in [1, null]").unwrap();
        let View::Binary("&&", left, right) = expr.view() else {
            panic!("not a conjunction: {:?}", expr.view());
        };
        let equal = View::Binary(
            "==",
            Box::new(View::Path(vec!["a", "b"])),
            Box::new(View::Text("x")),
        );
        assert_eq!(*left, View::Not(Box::new(equal)));
        let latest = View::Call("latest", vec![View::Text("plan")]);
        let list = View::List(vec![View::Int(1), View::Null]);
        assert_eq!(
            *right,
            View::Binary(
                "in",
                Box::new(View::Member(Box::new(latest), "on")),
                Box::new(list)
            )
        );
    }
}
