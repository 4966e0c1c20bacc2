//! The types of expressions and the names a place in a pack may use. Every value may be missing, so there is no type for
//! "may be missing": null goes with all of them. It never holds values.

use std::collections::BTreeMap;
use std::sync::Arc;

/// The type of an expression.
#[derive(Debug, Clone, PartialEq)]
pub enum Type {
    /// Not known: goes with everything, checked when it is evaluated.
    Any,
    /// The literal `null`.
    Null,
    /// Yes or no.
    Bool,
    /// A whole number.
    Int,
    /// Any number; a whole number fits.
    Number,
    /// Text.
    Text,
    /// A civil date.
    Date,
    /// An instant.
    Moment,
    /// The id of one option of these.
    Choice(Arc<[String]>),
    /// The ids of several options of these.
    Choices(Arc<[String]>),
    /// A list.
    List(Box<Type>),
    /// A thing with members.
    Map(Arc<MapType>),
}

/// A thing with members: a record, a person, a repeated group.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MapType {
    /// What it is, for messages: "the visit".
    pub name: String,
    /// Its members by their names in expressions ([`expression_name`]).
    pub fields: BTreeMap<String, Type>,
}

impl Type {
    /// One of these options.
    pub fn choice<S: Into<String>>(options: impl IntoIterator<Item = S>) -> Self {
        Self::Choice(options.into_iter().map(Into::into).collect())
    }

    /// Several of these options.
    pub fn choices<S: Into<String>>(options: impl IntoIterator<Item = S>) -> Self {
        Self::Choices(options.into_iter().map(Into::into).collect())
    }

    /// A list of items of a type.
    pub fn list(item: Self) -> Self {
        Self::List(Box::new(item))
    }

    /// A thing with members; `-` in their ids becomes `_`.
    pub fn map<S: AsRef<str>>(name: &str, fields: impl IntoIterator<Item = (S, Self)>) -> Self {
        let fields = fields
            .into_iter()
            .map(|(id, kind)| (expression_name(id.as_ref()), kind))
            .collect();
        Self::Map(Arc::new(MapType {
            name: name.into(),
            fields,
        }))
    }

    /// The type for a message: "a whole number", "a list of text".
    pub fn describe(&self) -> String {
        match self {
            Self::Any => "a value".into(),
            Self::Null => "null".into(),
            Self::Bool => "yes or no".into(),
            Self::Int => "a whole number".into(),
            Self::Number => "a number".into(),
            Self::Text => "text".into(),
            Self::Date => "a date".into(),
            Self::Moment => "a moment".into(),
            Self::Choice(_) => "a choice".into(),
            Self::Choices(_) => "several choices".into(),
            Self::List(item) if matches!(**item, Self::Any | Self::Null) => "a list".into(),
            Self::List(item) => format!("a list of {}", item.describe()),
            Self::Map(map) => map.name.clone(),
        }
    }

    /// What the items of a list or of several choices are.
    pub(super) fn item(&self) -> Option<Self> {
        match self {
            Self::List(item) => Some((**item).clone()),
            Self::Choices(options) => Some(Self::Choice(options.clone())),
            Self::Any => Some(Self::Any),
            Self::Null => Some(Self::Null),
            _ => None,
        }
    }
}

/// An id as it is written in expressions: `child-seen` is `child_seen`, since `-` is a minus there.
pub fn expression_name(id: &str) -> String {
    id.replace('-', "_")
}

/// A parameter of a function.
#[derive(Debug, Clone, PartialEq)]
pub enum Param {
    /// Any expression of this type.
    Value(Type),
    /// A literal text out of these (as the pack writes them); each with the type that the function gives for it.
    Literal(Arc<BTreeMap<String, Type>>),
}

/// What a function gives.
#[derive(Debug, Clone, PartialEq)]
pub enum Returns {
    /// Always this type.
    Always(Type),
    /// The type beside the literal of its first [`Param::Literal`].
    OfLiteral,
    /// A list of the type beside that literal.
    ListOfLiteral,
}

/// A function that the surroundings of an expression supply.
#[derive(Debug, Clone, PartialEq)]
pub struct Function {
    /// Its parameters in order.
    pub params: Vec<Param>,
    /// How many of the last parameters may be left out.
    pub optional: usize,
    /// What it gives.
    pub returns: Returns,
}

impl Function {
    /// A function of values.
    pub fn of(params: impl IntoIterator<Item = Type>, returns: Type) -> Self {
        let params = params.into_iter().map(Param::Value).collect();
        Self {
            params,
            optional: 0,
            returns: Returns::Always(returns),
        }
    }

    /// A function of one literal out of a set: `latest('visit')`, with what it gives for each.
    pub fn of_literal<S: Into<String>>(literals: impl IntoIterator<Item = (S, Type)>) -> Self {
        let literals = literals
            .into_iter()
            .map(|(name, kind)| (name.into(), kind))
            .collect();
        Self {
            params: vec![Param::Literal(Arc::new(literals))],
            optional: 0,
            returns: Returns::OfLiteral,
        }
    }

    /// The same with another parameter at the end.
    #[must_use]
    pub fn and(mut self, param: Param) -> Self {
        self.params.push(param);
        self
    }

    /// The same giving something else.
    #[must_use]
    pub fn giving(mut self, returns: Returns) -> Self {
        self.returns = returns;
        self
    }

    /// The same, the last so many parameters may be left out.
    #[must_use]
    pub fn optional(mut self, last: usize) -> Self {
        self.optional = last.min(self.params.len());
        self
    }
}

/// The names that an expression may use. Cheap to clone with a few more names added.
#[derive(Debug, Clone, Default)]
pub struct Scope {
    pub(super) variables: BTreeMap<String, Type>,
    pub(super) functions: BTreeMap<String, Arc<Function>>,
}

impl Scope {
    /// No names but the functions of the language.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a variable; `-` in its id becomes `_`. A variable of the same name is replaced.
    pub fn var(&mut self, id: &str, kind: Type) -> &mut Self {
        self.variables.insert(expression_name(id), kind);
        self
    }

    /// Adds a function; `-` in its name becomes `_`. The functions of the language cannot be replaced.
    pub fn function(&mut self, name: &str, function: Function) -> &mut Self {
        self.functions
            .insert(expression_name(name), Arc::new(function));
        self
    }

    /// The type of a variable.
    pub fn get(&self, name: &str) -> Option<&Type> {
        self.variables.get(name)
    }
}
