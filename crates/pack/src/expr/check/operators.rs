//! Operators and what is done with each item of a list: whether their operands go together.

use std::sync::Arc;

use super::super::ExprProblem;
use super::super::ast::{Ast, Each, Kind, Op};
use super::super::compare::{comparable, ordered};
use super::super::types::Type;
use super::{Checker, start};

impl<'a> Checker<'a> {
    pub(super) fn binary(&mut self, at: usize, op: Op, left: &'a Ast, right: &'a Ast) -> Type {
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

    pub(super) fn each(
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
}
