//! Expressions: the conditions, guards and computed fields of a pack, a subset of CEL. Text is parsed within strict
//! bounds, checked against the types of the names it uses, and evaluated within a budget of steps. An expression never
//! reads a clock or a database, never changes anything, and a missing answer never makes it fail.
//!
//! The subset: literals, lists, names and `a.b`; `== != < <= > >= in`; `&& || !`; `+ - * /`; `? :`; calls of known
//! functions; and `list.exists(x, …)`, `all`, `filter`, `map`, not inside one another. Differences from CEL: `/` on whole
//! numbers does not cut off the fraction, whole and other numbers mix, and a missing answer is null (see [`Expr::eval`]).

mod ast;
mod builtin;
mod check;
mod compare;
mod eval;
mod lexer;
mod parser;
#[cfg(test)]
mod same_as_cel;
mod types;
mod value;

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use serde::{Serialize, Serializer};

use crate::text::{FromNode, Node, Problems, Span, Spanned};
use ast::Ast;
pub use ast::Reference;
pub use eval::{DEFAULT_STEPS, Env, EvalError};
pub use parser::{MAX_CHARACTERS, MAX_DEPTH, MAX_NODES};
pub use types::{Function, MapType, Param, Returns, Scope, Type, expression_name};
pub use value::Val;

/// Something wrong within an expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExprProblem {
    /// Where, in characters from the beginning of the expression (from 0).
    pub offset: usize,
    /// What is wrong.
    pub message: String,
    /// What was expected, without the word "expected".
    pub expected: Option<String>,
    /// The nearest name that would be right.
    pub nearest: Option<String>,
}

impl ExprProblem {
    fn new(offset: usize, message: impl Into<String>) -> Self {
        Self {
            offset,
            message: message.into(),
            expected: None,
            nearest: None,
        }
    }

    fn expected(mut self, expected: impl Into<String>) -> Self {
        self.expected = Some(expected.into());
        self
    }

    fn nearest<S: AsRef<str>>(
        mut self,
        written: &str,
        candidates: impl IntoIterator<Item = S>,
    ) -> Self {
        self.nearest = crate::text::nearest(written, candidates);
        self
    }

    /// Adds the problem to a pack's problems; `span` is where the expression's text stands.
    pub fn report(self, span: Span, problems: &mut Problems) {
        let problem = problems.error(span.inside(self.offset), self.message);
        problem.expected = self.expected;
        problem.nearest = self.nearest;
    }
}

/// A parsed expression. Cheap to clone; compares and prints as its text.
#[derive(Clone)]
pub struct Expr {
    text: Arc<str>,
    root: Arc<Ast>,
}

impl Expr {
    /// Parses an expression of at most [`MAX_CHARACTERS`] characters, [`MAX_NODES`] parts and [`MAX_DEPTH`] levels.
    pub fn parse(text: &str) -> Result<Self, ExprProblem> {
        let root = parser::parse(text)?;
        Ok(Self {
            text: text.into(),
            root: Arc::new(root),
        })
    }

    /// The type of the expression, or everything that is wrong with it in this scope, in the order written.
    pub fn check(&self, scope: &Scope) -> Result<Type, Vec<ExprProblem>> {
        check::check(&self.root, scope, None)
    }

    /// As [`Expr::check`], and the type must fit `wanted` (a condition is [`Type::Bool`]).
    pub fn check_as(&self, scope: &Scope, wanted: &Type) -> Result<Type, Vec<ExprProblem>> {
        check::check(&self.root, scope, Some(wanted))
    }

    /// The value of the expression.
    ///
    /// A missing answer is [`Val::Null`]: `<` and its kin, `in` and `contains` with it are false, `==` and `!=` compare
    /// it, `&&`, `||`, `!` and `?:` take it as false, arithmetic and dates with it give null, and so does division by
    /// zero; `size` and `sum` count it as nothing.
    pub fn eval(&self, env: &dyn Env) -> Result<Val, EvalError> {
        eval::eval(&self.root, env, DEFAULT_STEPS)
    }

    /// As [`Expr::eval`] with another budget of steps.
    pub fn eval_within(&self, env: &dyn Env, steps: u32) -> Result<Val, EvalError> {
        eval::eval(&self.root, env, steps)
    }

    /// Whether a condition holds: true only if the value is true (a missing answer does not hold).
    pub fn holds(&self, env: &dyn Env) -> Result<bool, EvalError> {
        self.eval(env).map(|value| value == Val::Bool(true))
    }

    /// The variables the expression reads (a variable of `exists` and its kin is not one).
    pub fn names(&self) -> BTreeSet<Arc<str>> {
        let mut names = BTreeSet::new();
        self.root.walk(&mut |reference| {
            if let Reference::Name { path, .. } = reference {
                names.extend(path.first().cloned());
            }
        });
        names
    }

    /// Every variable with its members and every call with its literal texts, in the order written: to find out what an
    /// expression depends on.
    pub fn references(&self) -> Vec<Reference> {
        let mut references = Vec::new();
        self.root.walk(&mut |reference| references.push(reference));
        references
    }

    /// The text as written.
    pub fn text(&self) -> &str {
        &self.text
    }
}

impl Spanned<Expr> {
    /// Checks the expression and reports everything wrong with it at its place. Its type if nothing is.
    pub fn check_into(
        &self,
        scope: &Scope,
        wanted: &Type,
        problems: &mut Problems,
    ) -> Option<Type> {
        match self.value.check_as(scope, wanted) {
            Ok(kind) => Some(kind),
            Err(wrong) => {
                wrong
                    .into_iter()
                    .for_each(|problem| problem.report(self.span, problems));
                None
            }
        }
    }
}

impl FromNode for Expr {
    fn expected() -> String {
        "an expression".into()
    }
    fn from_node(node: &Node, problems: &mut Problems) -> Option<Self> {
        let Some(text) = node.text() else {
            return Self::refuse(node, problems);
        };
        match Self::parse(text) {
            Ok(expr) => Some(expr),
            Err(problem) => {
                problem.report(node.span, problems);
                None
            }
        }
    }
}

impl fmt::Debug for Expr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Expr({:?})", self.text)
    }
}
impl fmt::Display for Expr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
impl PartialEq for Expr {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}
impl Eq for Expr {}
impl Serialize for Expr {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}
