//! What expressions ask of a file: the answers at hand, the matter's stage and states, and the functions of the language.

use std::cell::Cell;

use domain::event::{Answers, Occurred, Subject};
use domain::history::{MatterHeld, RecordHeld, RecordStatus};
use domain::{FileId, History, MatterId};
use jiff::civil::Date;
use serde_json::Value;

use super::{Settings, val};
use crate::Pack;
use crate::expr::{Env, EvalError, Val, expression_name};

/// Who acts, as conditions may ask.
#[derive(Debug, Clone, Default)]
pub struct Actor<'a> {
    /// The worker's own file.
    pub history: Option<&'a History>,
    /// Roles held in the service, the role they act in first.
    pub roles: Vec<String>,
}

/// How a timescale looks at the moment of the act.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Look {
    /// A cycle of it is open.
    pub open: bool,
    /// A cycle of it is out of timescale.
    pub late: bool,
}

/// Everything an expression may see.
#[derive(Clone)]
pub struct Context<'a> {
    /// The pack.
    pub pack: &'a Pack,
    /// The file's history.
    pub history: &'a History,
    /// The file.
    pub file: FileId,
    /// The matter at hand.
    pub matter: Option<MatterId>,
    /// Answers of the record at hand, or attributes of the happening.
    pub answers: Option<&'a Answers>,
    /// Only what had happened by then; everything for `None`.
    pub as_of: Option<Occurred>,
    /// The day of the act.
    pub today: Date,
    /// Who acts.
    pub actor: Option<&'a Actor<'a>>,
    /// The service's settings.
    pub settings: &'a Settings,
    /// How a timescale looks at the moment of the act, by its name.
    pub late: Option<&'a dyn Fn(&str) -> Look>,
    /// Set when an expression asked what it could not be told; nothing is refused because of it.
    pub failed: &'a Cell<bool>,
}

impl Context<'_> {
    /// Whether a condition holds here. One that cannot be worked out does not hold, and says so in `failed`.
    pub fn holds(&self, condition: &crate::model::Condition) -> bool {
        condition.expr.holds(self).unwrap_or_else(|_| {
            self.failed.set(true);
            false
        })
    }

    /// The value of an expression; null where it cannot be worked out.
    pub fn value(&self, condition: &crate::model::Condition) -> Val {
        condition.expr.eval(self).unwrap_or_else(|_| {
            self.failed.set(true);
            Val::Null
        })
    }

    fn matter(&self) -> Option<&MatterHeld> {
        self.history.matter(self.matter?)
    }

    fn seen(&self, at: &Occurred) -> bool {
        self.as_of.is_none_or(|then| at.order() <= then.order())
    }

    /// Records of a kind that stand, of the matter at hand where there is one.
    fn records<'s>(
        &'s self,
        kind: &'s str,
    ) -> impl DoubleEndedIterator<Item = &'s RecordHeld> + 's {
        self.history
            .records
            .iter()
            .filter(move |r| r.stands() && r.kind == *kind && self.seen(&r.occurred))
            .filter(|r| self.matter.is_none() || r.matter.is_none() || r.matter == self.matter)
    }

    fn answers_of(&self, record: &RecordHeld) -> Val {
        let answers = record.answers_for(self.file);
        Val::map(answers.iter().map(|(k, v)| (k, val(v))))
    }

    fn fact_of(&self, history: &History, kind: &str, day: Date) -> Val {
        let kind = kind.replace('-', "_");
        let held = history
            .facts
            .iter()
            .rfind(|f| f.what == *kind && !f.withdrawn && f.period.holds(day));
        held.map_or(Val::Null, |f| {
            let from = f.period.from.map(|d| ("from", Val::Date(d)));
            let to = f.period.to.map(|d| ("to", Val::Date(d)));
            Val::map(
                f.value
                    .iter()
                    .map(|(k, v)| (k.as_str(), val(v)))
                    .chain(from)
                    .chain(to),
            )
        })
    }

    fn born(&self) -> Option<Date> {
        born(self.history)
    }

    /// Months of age on the day.
    fn age_months(&self) -> Option<i64> {
        let born = self.born()?;
        let span = born.until((jiff::Unit::Month, self.today)).ok()?;
        Some(i64::from(span.get_years()) * 12 + i64::from(span.get_months()))
    }

    fn state(&self, name: &str) -> Option<Val> {
        let state = self
            .pack
            .states
            .iter()
            .find(|s| expression_name(&s.state) == name)?;
        let matter = if Subject::parse(&state.on).is_some() {
            None
        } else {
            self.matter
        };
        let held = self
            .history
            .state(matter, &state.state, self.as_of.as_ref());
        Some(held.map_or(Val::Null, |v| Val::text(v.as_str())))
    }

    fn stage(&self) -> Val {
        let stage = self
            .matter()
            .and_then(|m| m.stages.iter().rfind(|s| self.seen(&s.from)));
        stage.map_or(Val::Null, |s| Val::text(s.stage.as_str()))
    }

    fn consent(&self, purpose: &str) -> Val {
        super::react::consent_on(
            self.pack,
            self.history,
            self.file,
            purpose,
            self.today,
            self.as_of.as_ref(),
        )
        .map_or(Val::Null, |c| Val::text(c.state))
    }
}

/// The birthday a file's facts give, where it is known to the day or estimated.
pub(crate) fn born(history: &History) -> Option<Date> {
    let fact = history
        .facts
        .iter()
        .rfind(|f| f.what == "birth" && !f.withdrawn)?;
    find_date(&Value::Object(fact.value.clone()))
}

fn find_date(value: &Value) -> Option<Date> {
    match value {
        Value::String(text) => text.parse().ok(),
        Value::Object(members) => members.values().find_map(find_date),
        _ => None,
    }
}

fn text(arguments: &[Val], place: usize) -> Option<&str> {
    match arguments.get(place) {
        Some(Val::Text(text)) => Some(text),
        _ => None,
    }
}

fn same(a: &Val, b: &Val) -> bool {
    match (a, b) {
        (Val::List(items), b) => items.iter().any(|a| same(a, b)),
        (a, b) => match (a.number(), b.number()) {
            (Some(a), Some(b)) => a == b,
            _ => a == b,
        },
    }
}

impl Env for Context<'_> {
    fn var(&self, name: &str) -> Val {
        if let Some(answers) = self.answers {
            let found = answers
                .iter()
                .find(|(k, _)| *k == name || expression_name(k) == name);
            if let Some((_, value)) = found {
                return val(value);
            }
        }
        match name {
            "stage" => self.stage(),
            "today" => Val::Date(self.today),
            _ => self.state(name).unwrap_or_default(),
        }
    }

    fn call(&self, function: &str, arguments: &[Val]) -> Result<Val, EvalError> {
        let first = || text(arguments, 0).unwrap_or_default();
        Ok(match function {
            "count" => {
                let wanted = text(arguments, 1).zip(arguments.get(2));
                let count = self.records(first()).filter(|r| {
                    wanted.is_none_or(|(field, value)| {
                        let answers = r.answers_for(self.file);
                        same(&answers.get(field).map_or(Val::Null, val), value)
                    })
                });
                Val::Int(count.count() as i64)
            }
            "latest" => {
                let last = self
                    .records(first())
                    .max_by_key(|r| (r.occurred.order(), r.recorded));
                last.map_or(Val::Null, |r| self.answers_of(r))
            }
            "complete" => {
                let last = self
                    .records(first())
                    .max_by_key(|r| (r.occurred.order(), r.recorded));
                Val::Bool(last.is_some_and(|r| r.status == RecordStatus::Complete))
            }
            "consent" => self.consent(first()),
            "involved" => {
                let role = first();
                Val::Bool(self.history.involvements.iter().any(|i| {
                    i.role == *role
                        && (self.matter.is_none() || Some(i.matter) == self.matter)
                        && self.seen(&i.from)
                        && i.to.as_ref().is_none_or(|to| {
                            self.as_of.is_some_and(|then| to.order() > then.order())
                        })
                }))
            }
            "open_matters" => {
                let kind = first();
                let open = self
                    .history
                    .matters
                    .iter()
                    .filter(|m| m.kind == *kind && m.is_open());
                Val::Int(open.count() as i64)
            }
            "running" | "late" => {
                let clock = first();
                let look = self.late.map(|of| of(clock)).unwrap_or_default();
                Val::Bool(if function == "late" {
                    look.late
                } else {
                    look.open
                })
            }
            "age" => self.age_months().map_or(Val::Null, |m| Val::Int(m / 12)),
            "age_months" => self.age_months().map_or(Val::Null, Val::Int),
            "fact" => self.fact_of(self.history, first(), self.today),
            "worker" => {
                let own = self.actor.and_then(|a| a.history);
                own.map_or(Val::Null, |h| self.fact_of(h, first(), self.today))
            }
            "acting_as" => Val::Bool(
                self.actor
                    .is_some_and(|a| a.roles.iter().any(|r| r == first())),
            ),
            "worker_may" => Val::Bool(self.actor.is_some_and(|a| {
                a.roles
                    .iter()
                    .filter_map(|r| self.pack.role(r))
                    .any(|r| r.may.iter().any(|m| m.name() == first()))
            })),
            "setting" => {
                let value = self.settings.on(self.pack, first(), self.today);
                value.map_or(Val::Null, |v| val(&v))
            }
            other => return Err(EvalError::Unknown(other.into())),
        })
    }
}
