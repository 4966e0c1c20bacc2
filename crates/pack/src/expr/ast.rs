//! An expression as a tree. Every node knows where it stands in the text; the tree is never deeper than the parser allows,
//! so that it can be walked by recursion.

use std::sync::Arc;

/// A node and its place: characters from the beginning of the text, from 0.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Ast {
    pub at: usize,
    pub kind: Kind,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Kind {
    Null,
    Bool(bool),
    Int(i64),
    Num(f64),
    Text(Arc<str>),
    List(Vec<Ast>),
    Name(Arc<str>),
    /// `a.b`; the node's place is that of `b`.
    Member(Box<Ast>, Arc<str>),
    Not(Box<Ast>),
    Minus(Box<Ast>),
    /// The node's place is that of the operator.
    Binary(Op, Box<Ast>, Box<Ast>),
    If(Box<Ast>, Box<Ast>, Box<Ast>),
    Call(Arc<str>, Vec<Ast>),
    /// `list.exists(name, body)`; the node's place is that of the word.
    Each(Each, Box<Ast>, Arc<str>, Box<Ast>),
}

/// What is done with each item of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Each {
    Exists,
    All,
    Filter,
    Map,
}

impl Each {
    pub const NAMES: [&'static str; 4] = ["exists", "all", "filter", "map"];

    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "exists" => Some(Self::Exists),
            "all" => Some(Self::All),
            "filter" => Some(Self::Filter),
            "map" => Some(Self::Map),
            _ => None,
        }
    }
}

/// An operator between two operands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Op {
    Or,
    And,
    Equal,
    Unequal,
    Less,
    LessEqual,
    More,
    MoreEqual,
    In,
    Add,
    Subtract,
    Multiply,
    Divide,
}

impl Op {
    /// How it is written.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Or => "||",
            Self::And => "&&",
            Self::Equal => "==",
            Self::Unequal => "!=",
            Self::Less => "<",
            Self::LessEqual => "<=",
            Self::More => ">",
            Self::MoreEqual => ">=",
            Self::In => "in",
            Self::Add => "+",
            Self::Subtract => "-",
            Self::Multiply => "*",
            Self::Divide => "/",
        }
    }

    /// How tightly it binds; comparisons do not chain.
    pub fn strength(self) -> u8 {
        match self {
            Self::Or => 1,
            Self::And => 2,
            Self::Add | Self::Subtract => 4,
            Self::Multiply | Self::Divide => 5,
            _ => 3,
        }
    }
}

/// Something an expression refers to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reference {
    /// A variable and the members asked of it: `a.b.c`.
    Name {
        /// The variable, then its members.
        path: Vec<Arc<str>>,
        /// Characters from the beginning of the expression.
        offset: usize,
    },
    /// A call of a function.
    Call {
        /// The function.
        function: Arc<str>,
        /// For each argument the text, if it is a literal text.
        literals: Vec<Option<Arc<str>>>,
        /// Characters from the beginning of the expression.
        offset: usize,
    },
}

impl Ast {
    /// Tells `seen` of every reference, in the order written.
    pub fn walk(&self, seen: &mut dyn FnMut(Reference)) {
        self.walk_in(None, seen);
    }

    fn walk_in(&self, local: Option<&str>, seen: &mut dyn FnMut(Reference)) {
        match &self.kind {
            Kind::Null | Kind::Bool(_) | Kind::Int(_) | Kind::Num(_) | Kind::Text(_) => {}
            Kind::List(parts) => parts.iter().for_each(|part| part.walk_in(local, seen)),
            Kind::Name(_) | Kind::Member(..) => match self.path() {
                Some((path, offset)) => {
                    if path.first().map(|name| &**name) != local {
                        seen(Reference::Name { path, offset });
                    }
                }
                None => {
                    if let Kind::Member(of, _) = &self.kind {
                        of.walk_in(local, seen);
                    }
                }
            },
            Kind::Not(one) | Kind::Minus(one) => one.walk_in(local, seen),
            Kind::Binary(_, left, right) => [left, right]
                .iter()
                .for_each(|part| part.walk_in(local, seen)),
            Kind::If(condition, yes, no) => [condition, yes, no]
                .iter()
                .for_each(|part| part.walk_in(local, seen)),
            Kind::Call(function, arguments) => {
                let literal = |argument: &Ast| match &argument.kind {
                    Kind::Text(text) => Some(text.clone()),
                    _ => None,
                };
                let literals = arguments.iter().map(literal).collect();
                seen(Reference::Call {
                    function: function.clone(),
                    literals,
                    offset: self.at,
                });
                arguments.iter().for_each(|part| part.walk_in(local, seen));
            }
            Kind::Each(_, list, name, body) => {
                list.walk_in(local, seen);
                body.walk_in(Some(name), seen);
            }
        }
    }

    /// The names of `a.b.c` and the place of `a`.
    fn path(&self) -> Option<(Vec<Arc<str>>, usize)> {
        match &self.kind {
            Kind::Name(name) => Some((vec![name.clone()], self.at)),
            Kind::Member(of, name) => {
                let (mut path, at) = of.path()?;
                path.push(name.clone());
                Some((path, at))
            }
            _ => None,
        }
    }
}
