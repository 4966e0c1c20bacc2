//! Finds everything wrong with an expression before it is ever evaluated: unknown names, operators between things that do
//! not go together, options that do not exist, calls with the wrong arguments. What is wrong counts as "any" from there on,
//! so that one mistake is reported once.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::ExprProblem;
use super::ast::{Ast, Each, Kind, Op};
use super::builtin;
use super::compare::{comparable, fits, ordered, unified};
use super::types::{Function, Param, Returns, Scope, Type, expression_name};

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
        Type::list(item.unwrap_or(Type::Any))
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
            Type::Any | Type::Null => Type::Any,
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

    fn binary(&mut self, at: usize, op: Op, left: &'a Ast, right: &'a Ast) -> Type {
        if op == Op::Subtract && self.meant_a_dash(left, right) {
            return Type::Any;
        }
        let (a, b) = (self.of(left), self.of(right));
        match op {
            Op::Or | Op::And => {
                self.want(left, &a, &Type::Bool);
                self.want(right, &b, &Type::Bool);
                Type::Bool
            }
            Op::Equal | Op::Unequal => {
                self.options(left, &b);
                self.options(right, &a);
                if !comparable(&a, &b) {
                    self.cannot_compare(at, op, (&a, left), (&b, right));
                }
                Type::Bool
            }
            Op::Less | Op::LessEqual | Op::More | Op::MoreEqual => {
                if !ordered(&a, &b) {
                    self.cannot_compare(at, op, (&a, left), (&b, right));
                }
                Type::Bool
            }
            Op::In => {
                match b.item() {
                    None => self.problem(
                        start(right),
                        format!("`in` {}", b.describe()),
                        "a list or several choices",
                    ),
                    Some(item) => {
                        self.options(left, &item);
                        self.options(right, &a);
                        if !comparable(&a, &item) {
                            self.cannot_compare(at, op, (&a, left), (&b, right));
                        }
                    }
                }
                Type::Bool
            }
            Op::Add | Op::Subtract | Op::Multiply | Op::Divide => {
                self.want(left, &a, &Type::Number);
                self.want(right, &b, &Type::Number);
                if op != Op::Divide && a == Type::Int && b == Type::Int {
                    Type::Int
                } else {
                    Type::Number
                }
            }
        }
    }

    fn cannot_compare(
        &mut self,
        at: usize,
        op: Op,
        (a, left): (&Type, &Ast),
        (b, right): (&Type, &Ast),
    ) {
        let message = format!(
            "`{}` between {} and {}",
            op.sign(),
            a.describe(),
            b.describe()
        );
        let expected = match (a, b, &left.kind, &right.kind) {
            (Type::Date, _, _, Kind::Text(text)) | (_, Type::Date, Kind::Text(text), _) => {
                format!("`date('{text}')`")
            }
            (Type::Choices(_), ..) | (_, Type::Choices(_), ..) if op != Op::In => {
                "`'…' in` the choices".into()
            }
            (Type::Choice(_), Type::Choice(_), ..) => "two choices that share an option".into(),
            _ if matches!(op, Op::Equal | Op::Unequal | Op::In) => "two values of one kind".into(),
            _ => "two numbers, two dates or two moments".into(),
        };
        self.problem(at, message, expected);
    }

    /// `child-seen`, where a variable `child_seen` was meant.
    fn meant_a_dash(&mut self, left: &Ast, right: &Ast) -> bool {
        let (Kind::Name(a), Kind::Name(b)) = (&left.kind, &right.kind) else {
            return false;
        };
        let known = |name: &str| self.scope.variables.contains_key(name);
        let joined = format!("{a}_{b}");
        if (known(a) && known(b)) || !known(&joined) {
            return false;
        }
        let mut problem = ExprProblem::new(left.at, format!("`{a}-{b}` is `{a}` minus `{b}`"));
        problem.nearest = Some(joined);
        self.problems.push(problem);
        true
    }

    fn each(
        &mut self,
        at: usize,
        each: Each,
        list: &'a Ast,
        name: &'a Arc<str>,
        body: &'a Ast,
    ) -> Type {
        let of = self.of(list);
        let item = of.item().unwrap_or_else(|| {
            self.problem(
                at,
                format!("`.{}` of {}", Each::NAMES[each as usize], of.describe()),
                "a list",
            );
            Type::Any
        });
        if self.scope.variables.contains_key(&**name) {
            self.problem(
                at,
                format!("`{name}` is already a name here"),
                "another name for each item",
            );
        }
        self.local = Some((name, item.clone()));
        let found = self.of(body);
        self.local = None;
        if each == Each::Map {
            return Type::list(found);
        }
        self.want(body, &found, &Type::Bool);
        if each == Each::Filter {
            Type::list(item)
        } else {
            Type::Bool
        }
    }

    fn call(&mut self, at: usize, name: &str, arguments: &'a [Ast]) -> Type {
        if builtin::NAMES.contains(&name) {
            return builtin::check(self, at, name, arguments);
        }
        let Some(function) = self.scope.functions.get(name) else {
            let known = self
                .scope
                .functions
                .keys()
                .map(String::as_str)
                .chain(builtin::NAMES);
            let mut problem =
                ExprProblem::new(at, format!("unknown function `{name}`")).nearest(name, known);
            if self.scope.variables.contains_key(name) {
                problem = problem.expected(format!(
                    "`{name}` without brackets, since it is not a function"
                ));
            }
            self.problems.push(problem);
            arguments
                .iter()
                .for_each(|argument| drop(self.of(argument)));
            return Type::Any;
        };
        self.supplied(at, name, function, arguments)
    }

    /// A call of a function that the surroundings supply.
    fn supplied(
        &mut self,
        at: usize,
        name: &str,
        function: &Function,
        arguments: &'a [Ast],
    ) -> Type {
        let most = function.params.len();
        self.count(
            at,
            name,
            arguments.len(),
            most.saturating_sub(function.optional),
            most,
        );
        let mut literal = None;
        for (index, argument) in arguments.iter().enumerate() {
            match function.params.get(index) {
                Some(Param::Literal(set)) => {
                    let kind = self.literal(name, argument, set);
                    literal = literal.or(Some(kind));
                }
                Some(Param::Value(wanted)) => {
                    let found = self.of(argument);
                    self.want(argument, &found, wanted);
                }
                None => drop(self.of(argument)),
            }
        }
        match &function.returns {
            Returns::Always(kind) => kind.clone(),
            Returns::OfLiteral => literal.unwrap_or(Type::Any),
            Returns::ListOfLiteral => Type::list(literal.unwrap_or(Type::Any)),
        }
    }

    /// The type beside a literal out of a set.
    fn literal(&mut self, function: &str, argument: &'a Ast, set: &BTreeMap<String, Type>) -> Type {
        let Kind::Text(text) = &argument.kind else {
            self.of(argument);
            self.problem(
                start(argument),
                format!("`{function}` of something computed"),
                "a name written in quotes",
            );
            return Type::Any;
        };
        if let Some(kind) = set.get(&**text) {
            return kind.clone();
        }
        let mut problem =
            ExprProblem::new(argument.at, format!("`{function}` does not know '{text}'"));
        let same = set
            .keys()
            .find(|key| expression_name(key) == expression_name(text))
            .cloned();
        problem = problem.nearest(text, set.keys());
        problem.nearest = same.or(problem.nearest);
        if problem.nearest.is_none() && set.len() <= 12 {
            problem = problem.expected(quoted("one of ", set.keys()));
        }
        self.problems.push(problem);
        Type::Any
    }

    /// Reports a wrong number of arguments. True if it is right.
    pub fn count(
        &mut self,
        at: usize,
        name: &str,
        given: usize,
        least: usize,
        most: usize,
    ) -> bool {
        let right = (least..=most).contains(&given);
        if !right {
            let range = if least == most {
                most.to_string()
            } else {
                format!("{least} to {most}")
            };
            let range = if most == usize::MAX {
                format!("at least {least}")
            } else {
                range
            };
            self.problem(at, format!("`{name}` with {given} arguments"), range);
        }
        right
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
