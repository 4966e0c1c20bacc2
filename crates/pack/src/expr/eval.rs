//! Evaluates a tree within a budget of steps. It is total over missing answers; the only failures are arithmetic beyond the
//! range of numbers, a value of a kind that the checker could not foresee, the budget, and what the surroundings refuse.

use std::sync::Arc;

use thiserror::Error;

use super::ast::{Ast, Each, Kind, Op};
use super::value::Val;
use super::{builtin, compare};

/// The budget of one evaluation: each node, each item looked at and each hundred characters of text is a step.
pub const DEFAULT_STEPS: u32 = 100_000;

/// What surrounds an expression: the values of its names and the functions beyond the language's own.
pub trait Env {
    /// The value of a variable (`_` for `-`); [`Val::Null`] if there is none.
    fn var(&self, name: &str) -> Val;

    /// The value of a function; [`EvalError::Unknown`] if there is none of the name.
    fn call(&self, function: &str, arguments: &[Val]) -> Result<Val, EvalError>;
}

/// Why an expression has no value.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum EvalError {
    /// A number beyond the range of numbers.
    #[error("a number beyond the range of numbers, at character {offset}")]
    Overflow {
        /// Characters from the beginning of the expression.
        offset: usize,
    },
    /// A value of the wrong kind, which a checked expression meets only where types are not known.
    #[error("{message}, at character {offset}")]
    Kind {
        /// Characters from the beginning of the expression.
        offset: usize,
        /// What was met.
        message: String,
    },
    /// More steps than allowed.
    #[error("the expression takes too many steps")]
    Steps,
    /// A function that is not there.
    #[error("there is no function `{0}`")]
    Unknown(String),
    /// A function could not give an answer.
    #[error("{0}")]
    Refused(String),
}

pub(super) fn eval(root: &Ast, env: &dyn Env, steps: u32) -> Result<Val, EvalError> {
    Evaluation {
        env,
        steps,
        local: None,
    }
    .of(root)
}

struct Evaluation<'a> {
    env: &'a dyn Env,
    steps: u32,
    local: Option<(&'a str, Val)>,
}

impl<'a> Evaluation<'a> {
    fn spend(&mut self, steps: usize) -> Result<(), EvalError> {
        let steps = u32::try_from(steps).map_err(|_| EvalError::Steps)?;
        self.steps = self.steps.checked_sub(steps).ok_or(EvalError::Steps)?;
        Ok(())
    }

    fn of(&mut self, ast: &'a Ast) -> Result<Val, EvalError> {
        self.spend(1)?;
        Ok(match &ast.kind {
            Kind::Null => Val::Null,
            Kind::Bool(value) => Val::Bool(*value),
            Kind::Int(number) => Val::Int(*number),
            Kind::Num(number) => Val::Num(*number),
            Kind::Text(text) => Val::Text(text.clone()),
            Kind::List(parts) => Val::List(self.all(parts)?.into()),
            Kind::Name(name) => match &self.local {
                Some((local, value)) if *local == &**name => value.clone(),
                _ => self.env.var(name),
            },
            Kind::Member(of, name) => match self.of(of)? {
                Val::Null => Val::Null,
                Val::Map(members) => members.get(name).cloned().unwrap_or(Val::Null),
                other => return Err(wrong(ast.at, format!("`.{name}` of {}", other.describe()))),
            },
            Kind::Not(one) => Val::Bool(!self.holds(one)?),
            Kind::Minus(one) => match self.of(one)? {
                Val::Null => Val::Null,
                Val::Int(number) => Val::Int(
                    number
                        .checked_neg()
                        .ok_or(EvalError::Overflow { offset: ast.at })?,
                ),
                Val::Num(number) => Val::Num(-number),
                other => return Err(wrong(ast.at, format!("minus {}", other.describe()))),
            },
            Kind::Binary(op, left, right) => self.binary(ast.at, *op, left, right)?,
            Kind::If(condition, yes, no) => {
                if self.holds(condition)? {
                    self.of(yes)?
                } else {
                    self.of(no)?
                }
            }
            Kind::Call(name, arguments) => {
                let values = self.all(arguments)?;
                for value in &values {
                    self.spend(weight(value))?;
                }
                if builtin::NAMES.contains(&&**name) {
                    builtin::eval(name, &values, ast.at)?
                } else {
                    self.env.call(name, &values)?
                }
            }
            Kind::Each(each, list, name, body) => self.each(ast.at, *each, list, name, body)?,
        })
    }

    fn all(&mut self, parts: &'a [Ast]) -> Result<Vec<Val>, EvalError> {
        parts.iter().map(|part| self.of(part)).collect()
    }

    /// A condition, a missing answer being false.
    fn holds(&mut self, ast: &'a Ast) -> Result<bool, EvalError> {
        match self.of(ast)? {
            Val::Bool(value) => Ok(value),
            Val::Null => Ok(false),
            other => Err(wrong(
                ast.at,
                format!("{} as a condition", other.describe()),
            )),
        }
    }

    fn binary(
        &mut self,
        at: usize,
        op: Op,
        left: &'a Ast,
        right: &'a Ast,
    ) -> Result<Val, EvalError> {
        match op {
            Op::Or => return Ok(Val::Bool(self.holds(left)? || self.holds(right)?)),
            Op::And => return Ok(Val::Bool(self.holds(left)? && self.holds(right)?)),
            _ => {}
        }
        let (a, b) = (self.of(left)?, self.of(right)?);
        self.spend(weight(&a).saturating_add(weight(&b)))?;
        Ok(match op {
            Op::Equal => Val::Bool(compare::equal(&a, &b)),
            Op::Unequal => Val::Bool(!compare::equal(&a, &b)),
            Op::In => match (&a, &b) {
                (Val::Null, _) | (_, Val::Null) => Val::Bool(false),
                (_, Val::List(items)) => {
                    self.spend(items.len().saturating_mul(weight(&a)))?;
                    Val::Bool(items.iter().any(|item| compare::equal(&a, item)))
                }
                _ => return Err(wrong(at, format!("`in` {}", b.describe()))),
            },
            Op::Less | Op::LessEqual | Op::More | Op::MoreEqual => {
                if a == Val::Null || b == Val::Null {
                    return Ok(Val::Bool(false));
                }
                let order = compare::order(&a, &b).ok_or_else(|| wrong(at, between(op, &a, &b)))?;
                Val::Bool(match op {
                    Op::Less => order.is_lt(),
                    Op::LessEqual => order.is_le(),
                    Op::More => order.is_gt(),
                    _ => order.is_ge(),
                })
            }
            _ => arithmetic(at, op, &a, &b)?,
        })
    }

    fn each(
        &mut self,
        at: usize,
        each: Each,
        list: &'a Ast,
        name: &'a Arc<str>,
        body: &'a Ast,
    ) -> Result<Val, EvalError> {
        let items = match self.of(list)? {
            Val::List(items) => items,
            Val::Null => Arc::default(),
            other => return Err(wrong(at, format!("each item of {}", other.describe()))),
        };
        let mut kept = Vec::new();
        let mut answer = each == Each::All;
        for item in items.iter() {
            self.local = Some((name, item.clone()));
            match each {
                Each::Map => kept.push(self.of(body)?),
                Each::Filter => {
                    if self.holds(body)? {
                        kept.push(item.clone());
                    }
                }
                Each::Exists | Each::All => {
                    answer = self.holds(body)?;
                    if answer == (each == Each::Exists) {
                        break;
                    }
                }
            }
        }
        self.local = None;
        Ok(match each {
            Each::Exists | Each::All => Val::Bool(answer),
            Each::Filter | Each::Map => Val::List(kept.into()),
        })
    }
}

fn arithmetic(at: usize, op: Op, a: &Val, b: &Val) -> Result<Val, EvalError> {
    if *a == Val::Null || *b == Val::Null {
        return Ok(Val::Null);
    }
    let overflow = EvalError::Overflow { offset: at };
    if let (Val::Int(a), Val::Int(b)) = (a, b)
        && op != Op::Divide
    {
        let result = match op {
            Op::Add => a.checked_add(*b),
            Op::Subtract => a.checked_sub(*b),
            _ => a.checked_mul(*b),
        };
        return result.map(Val::Int).ok_or(overflow);
    }
    let (Some(x), Some(y)) = (a.number(), b.number()) else {
        return Err(wrong(at, between(op, a, b)));
    };
    let result = match op {
        Op::Add => x + y,
        Op::Subtract => x - y,
        Op::Multiply => x * y,
        _ if y == 0.0 => return Ok(Val::Null),
        _ => x / y,
    };
    if result.is_finite() {
        Ok(Val::Num(result))
    } else {
        Err(overflow)
    }
}

fn wrong(offset: usize, message: String) -> EvalError {
    EvalError::Kind { offset, message }
}

fn between(op: Op, a: &Val, b: &Val) -> String {
    format!(
        "`{}` between {} and {}",
        op.sign(),
        a.describe(),
        b.describe()
    )
}

/// What looking through a value costs, in steps.
fn weight(value: &Val) -> usize {
    match value {
        Val::Text(text) => text.len() / 100,
        Val::List(items) => items.len(),
        _ => 0,
    }
}
