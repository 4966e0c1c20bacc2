//! Finds everything wrong with an expression before it is ever evaluated: unknown names, operators between things that do
//! not go together, options that do not exist, calls with the wrong arguments. What is wrong counts as "any" from there on,
//! so that one mistake is reported once.

mod calls;
mod operators;

use super::ExprProblem;
use super::ast::{Ast, Kind};
use super::builtin;
use super::compare::{comparable, fits, unified};
use super::types::{Scope, Type};

pub(super) fn check(
    root: &Ast,
    scope: &Scope,
    wanted: Option<&Type>,
) -> Result<Type, Vec<ExprProblem>> {
    let mut checker = Checker {
        scope,
        local: None,
        problems: Vec::new(),
    };
    let found = checker.of(root);
    if let Some(wanted) = wanted {
        checker.want(root, &found, wanted);
    }
    let mut problems = checker.problems;
    if problems.is_empty() {
        return Ok(found);
    }
    problems.sort_by(|a, b| (a.offset, &a.message).cmp(&(b.offset, &b.message)));
    problems.dedup();
    Err(problems)
}

pub(super) struct Checker<'a> {
    scope: &'a Scope,
    /// The variable of `exists` and its kin, while in the body.
    local: Option<(&'a str, Type)>,
    pub problems: Vec<ExprProblem>,
}

impl<'a> Checker<'a> {
    pub fn of(&mut self, ast: &'a Ast) -> Type {
        match &ast.kind {
            Kind::Null => Type::Null,
            Kind::Bool(_) => Type::Bool,
            Kind::Int(_) => Type::Int,
            Kind::Num(_) => Type::Number,
            Kind::Text(_) => Type::Text,
            Kind::List(parts) => self.list(parts),
            Kind::Name(name) => self.name(ast.at, name),
            Kind::Member(of, name) => {
                let of = self.of(of);
                self.member(ast.at, &of, name)
            }
            Kind::Not(one) => {
                let found = self.of(one);
                self.want(one, &found, &Type::Bool);
                Type::Bool
            }
            Kind::Minus(one) => {
                let found = self.of(one);
                self.want(one, &found, &Type::Number);
                if found == Type::Int {
                    Type::Int
                } else {
                    Type::Number
                }
            }
            Kind::Binary(op, left, right) => self.binary(ast.at, *op, left, right),
            Kind::If(condition, yes, no) => {
                let found = self.of(condition);
                self.want(condition, &found, &Type::Bool);
                let (yes, no) = (self.of(yes), self.of(no));
                unified(&yes, &no).unwrap_or_else(|| {
                    self.problem(
                        ast.at,
                        format!("`?` gives {} or {}", yes.describe(), no.describe()),
                        "one kind of value",
                    );
                    Type::Any
                })
            }
            Kind::Call(name, arguments) => self.call(ast.at, name, arguments),
            Kind::Each(each, list, name, body) => self.each(ast.at, *each, list, name, body),
        }
    }

    pub fn problem(&mut self, at: usize, message: impl Into<String>, expected: impl Into<String>) {
        self.problems
            .push(ExprProblem::new(at, message).expected(expected));
    }

    /// Reports a value that does not fit; a literal text is looked up among the options of a choice.
    pub fn want(&mut self, ast: &'a Ast, found: &Type, wanted: &Type) {
        if matches!(wanted, Type::Choice(_) | Type::Choices(_)) && comparable(found, wanted) {
            return self.options(ast, wanted);
        }
        if matches!((&ast.kind, wanted), (Kind::Text(_), Type::Choice(_))) {
            return self.options(ast, wanted);
        }
        if !fits(found, wanted) {
            self.problem(
                start(ast),
                format!("{} stands here", found.describe()),
                wanted.describe(),
            );
        }
    }

    /// Reports literal texts that are not among the options that they are set against.
    pub fn options(&mut self, ast: &'a Ast, against: &Type) {
        let (Type::Choice(options) | Type::Choices(options)) = against else {
            return;
        };
        match &ast.kind {
            Kind::Text(text) if !options.iter().any(|option| **option == **text) => {
                let listed = options
                    .iter()
                    .map(|option| format!("'{option}'"))
                    .collect::<Vec<_>>()
                    .join(", ");
                let problem = ExprProblem::new(ast.at, format!("'{text}' is not an option"));
                self.problems.push(
                    problem
                        .expected(format!("one of {listed}"))
                        .nearest(text, options.iter()),
                );
            }
            Kind::List(parts) => parts.iter().for_each(|part| self.options(part, against)),
            _ => {}
        }
    }

    fn list(&mut self, parts: &'a [Ast]) -> Type {
        let mut item: Option<Type> = None;
        for part in parts {
            let found = self.of(part);
            item = Some(match item {
                None => found,
                Some(before) => unified(&before, &found).unwrap_or_else(|| {
                    let message =
                        format!("{} in a list of {}", found.describe(), before.describe());
                    self.problem(start(part), message, "items of one kind");
                    Type::Any
                }),
            });
        }
        Type::list(item.unwrap_or(Type::Null))
    }

    fn name(&mut self, at: usize, name: &str) -> Type {
        if let Some((local, kind)) = &self.local
            && *local == name
        {
            return kind.clone();
        }
        if let Some(kind) = self.scope.variables.get(name) {
            return kind.clone();
        }
        let mut problem = ExprProblem::new(at, format!("unknown name `{name}`"));
        if self.scope.functions.contains_key(name) || builtin::NAMES.contains(&name) {
            problem = problem.expected(format!("`{name}(…)`, since it is a function"));
        } else {
            let local = self.local.iter().map(|(local, _)| *local);
            problem = problem.nearest(
                name,
                local.chain(self.scope.variables.keys().map(String::as_str)),
            );
            if problem.nearest.is_none()
                && self.scope.variables.len() <= 12
                && !self.scope.variables.is_empty()
            {
                problem = problem.expected(quoted("one of ", self.scope.variables.keys()));
            }
        }
        self.problems.push(problem);
        Type::Any
    }

    fn member(&mut self, at: usize, of: &Type, name: &str) -> Type {
        match of {
            Type::Any => Type::Any,
            Type::Null => Type::Null,
            Type::Map(map) => match map.fields.get(name) {
                Some(kind) => kind.clone(),
                None => {
                    let mut problem =
                        ExprProblem::new(at, format!("unknown name `{name}` in {}", map.name))
                            .nearest(name, map.fields.keys());
                    if problem.nearest.is_none() && !map.fields.is_empty() {
                        problem = problem.expected(quoted("one of ", map.fields.keys()));
                    }
                    self.problems.push(problem);
                    Type::Any
                }
            },
            Type::List(_) | Type::Choices(_) => {
                let expected = format!("`.exists(x, …x.{name}…)`, `.all`, `.filter` or `.map`");
                self.problem(at, format!("`.{name}` of {}", of.describe()), expected);
                Type::Any
            }
            _ => {
                self.problem(
                    at,
                    format!("{} has no members (`.{name}`)", of.describe()),
                    "a thing with members",
                );
                Type::Any
            }
        }
    }
}

/// Where an expression begins (an operator's own place is in its middle).
pub(super) fn start(ast: &Ast) -> usize {
    match &ast.kind {
        Kind::Binary(_, left, _) => start(left),
        Kind::Member(of, _) => start(of),
        Kind::If(condition, ..) => start(condition),
        Kind::Each(_, list, ..) => start(list),
        _ => ast.at,
    }
}

fn quoted<'n>(before: &str, names: impl Iterator<Item = &'n String>) -> String {
    let names: Vec<String> = names.take(40).map(|name| format!("`{name}`")).collect();
    format!("{before}{}", names.join(", "))
}
