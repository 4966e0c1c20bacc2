//! Calls: whether the function is known, and whether it is called with what it wants.

use std::collections::BTreeMap;

use super::super::ExprProblem;
use super::super::ast::{Ast, Kind};
use super::super::builtin;
use super::super::types::{Function, Param, Returns, Type, expression_name};
use super::{Checker, quoted, start};

impl<'a> Checker<'a> {
    pub(super) fn call(&mut self, at: usize, name: &str, arguments: &'a [Ast]) -> Type {
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
            let problem = ExprProblem::new(at, format!("unknown function `{name}`"));
            let problem = if self.scope.variables.contains_key(name) {
                problem.expected(format!(
                    "`{name}` without brackets, since it is not a function"
                ))
            } else {
                problem.nearest(name, known)
            };
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
