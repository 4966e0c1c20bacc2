//! Functions that answer yes or no, in words and in the words of their opposite.

use pack::expr::View;
use pack::model::Act;

use super::condition::Scope;
use super::name::{Book, spoken};
use super::people::act;
use super::rich::{Rich, rich};

impl<'a> Book<'a> {
    pub(super) fn asked(
        &self,
        scope: &Scope<'a>,
        function: &str,
        arguments: &[View<'a>],
        yes: bool,
    ) -> Option<Rich> {
        let not = if yes { " is " } else { " is not " };
        match (function, arguments) {
            ("has", [what]) => self.answered(scope, what, yes),
            ("complete", [View::Text(kind)]) => {
                Some(rich!["the last ", self.form(kind), not, "fully signed"])
            }
            ("involved", [View::Text(role)]) => {
                let some = if yes { "somebody" } else { "nobody" };
                Some(rich![some, " is allocated as ", self.role(role)])
            }
            ("running", [View::Text(clock)]) => {
                Some(rich!["the timescale ", self.clock(clock), not, "running"])
            }
            ("late", [View::Text(clock)]) => {
                let title = self.clock(clock);
                Some(rich!["the timescale ", title, not, "out of timescale"])
            }
            ("acting_as", [View::Text(role)]) => {
                Some(rich!["the person acting", not, self.role(role)])
            }
            ("worker_may", [View::Text(name)]) => {
                let may = Act::ALL.iter().find(|a| a.name() == *name)?;
                let verb = if yes { " may " } else { " may not " };
                Some(rich!["the person acting", verb, act(*may)])
            }
            ("contains", [list, value]) => {
                let said = self.operand(scope, list)?;
                let value = self.value(scope, &said, value)?;
                let verb = if yes {
                    " includes "
                } else {
                    " does not include "
                };
                Some(rich![said.words, verb, value])
            }
            (some @ ("any" | "every"), [View::Path(group), View::Text(field), value]) => {
                let (group, said) = self.in_group(scope, group, field)?;
                let value = self.value(scope, &said, value)?;
                let rows = match (some, yes) {
                    ("any", true) => "in at least one row of ",
                    ("any", false) => "in no row of ",
                    (_, true) => "in every row of ",
                    (_, false) => "not in every row of ",
                };
                Some(rich![rows, group, ", ", said.words, " is ", value])
            }
            _ => None,
        }
    }

    /// Whether there is an answer, a record or a fact.
    pub(super) fn answered(&self, scope: &Scope<'a>, what: &View<'a>, yes: bool) -> Option<Rich> {
        let not = if yes { "is" } else { "is not" };
        match what {
            View::Call("latest", arguments) => match arguments[..] {
                [View::Text(kind)] if yes => Some(rich!["there is a record of ", self.form(kind)]),
                [View::Text(kind)] => Some(rich!["there is no record of ", self.form(kind)]),
                _ => None,
            },
            View::Call("fact" | "worker", arguments) => match arguments[..] {
                [View::Text(kind)] => Some(Rich::text(&format!(
                    "a current {} {not} on file",
                    spoken(kind)
                ))),
                _ => None,
            },
            View::Call("consent", _) => {
                let words = self.operand(scope, what)?.words;
                Some(rich![words, " ", not, " recorded"])
            }
            other => {
                let words = self.operand(scope, other)?.words;
                Some(rich![words, " ", not, " answered"])
            }
        }
    }

    /// A count compared with a number, where it asks for one or none.
    pub(super) fn how_many(
        &self,
        count: &View<'a>,
        arguments: &[View<'a>],
        sign: &str,
        n: i64,
        yes: bool,
    ) -> Option<Rich> {
        let some = match (sign, n) {
            (">", 0) | (">=", 1) | ("!=", 0) => true,
            ("==", 0) | ("<", 1) => false,
            _ => return None,
        };
        let there = if some == yes {
            "there is a record of "
        } else {
            "there is no record of "
        };
        match count {
            View::Call("count", _) => Some(rich![there, self.counted(arguments)?]),
            _ => match arguments {
                [View::Text(kind)] => {
                    let there = if some == yes { "an open " } else { "no open " };
                    Some(rich![there, self.matter(kind), " is on the file"])
                }
                _ => None,
            },
        }
    }
}
