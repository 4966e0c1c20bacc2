//! What follows from what happened: guards that refuse, warnings, moves, notices, thresholds, the next signature, and
//! today's consent.

use domain::event::Occurred;
use domain::history::{Happening, MatterHeld, RecordStatus};
use domain::instrument::InstrumentDef;
use domain::{FileId, History, Name, RecordId};
use jiff::civil::Date;
use serde_json::{Map, Value};

use super::Context;
use super::form::occurred_of;
use crate::Pack;
use crate::model::{
    Condition, FieldType, Form, Guard, Matter, Move, Notice, Requirement, Rule, SigningStep,
    Threshold, Trigger, Within,
};

/// An act that a guard refuses.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Refusal {
    /// The guard.
    pub guard: Name,
    /// What the person reads.
    pub says: String,
    /// The titles of the roles that can lift it; empty: nobody.
    pub lifted_by: Vec<String>,
}

/// Today's state of a consent.
#[derive(Debug, Clone, PartialEq)]
pub struct ConsentNow {
    /// `given`, `refused`, `withdrawn`, `narrowed`, `not_sought` or `expired`.
    pub state: String,
    /// Who said so.
    pub by: Option<String>,
    /// `verbal` or `written`.
    pub how: Option<String>,
    /// When.
    pub on: Option<Occurred>,
    /// Until when.
    pub expires: Option<Date>,
    /// The record it stands in.
    pub record: RecordId,
}

impl Trigger {
    /// Whether a happening is what this listens to, conditions included.
    pub(crate) fn fits(&self, happening: &Happening, context: &Context<'_>) -> bool {
        self.names(happening)
            && self.when.as_ref().is_none_or(|when| {
                let first = happening
                    .first
                    .as_ref()
                    .filter(|_| happening.what == "recorded");
                std::iter::once(&happening.vars)
                    .chain(first)
                    .any(|answers| {
                        Context {
                            answers: Some(answers),
                            ..context.clone()
                        }
                        .holds(when)
                    })
            })
    }

    /// Whether the names agree.
    pub(crate) fn names(&self, happening: &Happening) -> bool {
        *self.thing.value == *happening.thing && *self.what.value == *happening.what
    }
}

/// The guards that stop an act, those that were lifted left out. `act` is a pair such as (`episode`, `close`).
pub fn guards(context: &Context<'_>, thing: &str, what: &str) -> Vec<Refusal> {
    let rules = context.pack.rules.iter().filter_map(|rule| match rule {
        Rule::Guard(guard) => Some(guard),
        _ => None,
    });
    rules
        .filter(|g| {
            g.stops.iter().any(|t| {
                *t.thing.value == *thing
                    && *t.what.value == *what
                    && t.when.as_ref().is_none_or(|w| context.holds(w))
            })
        })
        .filter(|g| g.when.as_ref().is_none_or(|when| context.holds(when)))
        .filter(|g| !context.holds(&g.unless))
        .filter(|g| !lifted(context, g))
        .map(|g| Refusal {
            guard: g.guard.value.clone(),
            says: g.says.clone(),
            lifted_by: g
                .lifted_by
                .iter()
                .map(|r| {
                    context
                        .pack
                        .role(r)
                        .map_or_else(|| r.to_string(), |role| role.title.clone())
                })
                .collect(),
        })
        .collect()
}

/// A lifted guard lets one act pass: it stands again once the matter has entered another stage, or a record it stops has
/// been submitted since.
fn lifted(context: &Context<'_>, guard: &Guard) -> bool {
    let history = context.history;
    let last = history
        .lifted
        .iter()
        .rev()
        .find(|l| l.guard == **guard.guard && l.matter == context.matter);
    let Some(last) = last else { return false };
    let records = history
        .records
        .iter()
        .filter(|r| r.matter == context.matter);
    let used = records.clone().any(|r| {
        r.revised > last.recorded
            && guard
                .stops
                .iter()
                .any(|t| *t.thing.value == *r.kind && t.what.value == "recorded")
    }) || records
        .flat_map(|r| r.signatures.iter().map(move |s| (r, s)))
        .any(|(r, s)| {
            s.recorded > last.recorded
                && guard
                    .stops
                    .iter()
                    .any(|t| *t.thing.value == *r.kind && *t.what.value == *s.step)
        })
        || context
            .matter
            .and_then(|m| history.matter(m))
            .is_some_and(|m| {
                m.stages
                    .iter()
                    .any(|s| history.place(s.event) > history.place(last.event))
            });
    !used
}

/// Something an act is warned of.
#[derive(Debug, Clone, Copy)]
pub struct Warned<'p> {
    /// The rule.
    pub rule: &'p Name,
    /// What the person reads.
    pub says: &'p str,
    /// The field that must then be answered.
    pub needs: Option<&'p Name>,
    on: &'p [Trigger],
    when: &'p Condition,
}

/// The warnings that an act gives, those of eligibility among them.
pub fn warnings<'p>(context: &Context<'p>, thing: &str, what: &str) -> Vec<Warned<'p>> {
    let rules = context.pack.rules.iter().filter_map(|rule| match rule {
        Rule::Warning(w) => Some(Warned {
            rule: &w.warning.value,
            says: &w.says,
            needs: w.needs.as_ref().map(|n| &n.value),
            on: &w.on,
            when: &w.when,
        }),
        Rule::Eligibility(e) => Some(Warned {
            rule: &e.eligibility.value,
            says: &e.says,
            needs: e.needs.as_ref().map(|n| &n.value),
            on: &e.on,
            when: &e.when,
        }),
        _ => None,
    });
    rules
        .filter(|w| {
            w.on.iter().any(|t| {
                *t.thing.value == *thing
                    && *t.what.value == *what
                    && t.when.as_ref().is_none_or(|w| context.holds(w))
            })
        })
        .filter(|w| context.holds(w.when))
        .collect()
}

/// The first move of a matter that a happening makes.
pub fn moves_after<'p>(
    kind: &'p Matter,
    held: &MatterHeld,
    happening: &Happening,
    context: &Context<'_>,
) -> Option<&'p Move> {
    let here = Context {
        matter: Some(held.id),
        answers: Some(&happening.vars),
        ..context.clone()
    };
    kind.moves.iter().find(|mv| {
        mv.on.as_ref().is_some_and(|t| t.fits(happening, &here))
            && kind.starts_in(mv, held.stage())
            && mv.when.as_ref().is_none_or(|when| here.holds(when))
    })
}

/// The notices that a happening gives.
pub fn notices_after<'p>(happening: &Happening, context: &Context<'p>) -> Vec<&'p Notice> {
    let here = Context {
        matter: happening.matter.or(context.matter),
        answers: Some(&happening.vars),
        ..context.clone()
    };
    let rules = context.pack.rules.iter().filter_map(|rule| match rule {
        Rule::Notice(notice) => Some(notice),
        _ => None,
    });
    rules
        .filter(|n| {
            n.on.iter().any(|t| t.fits(happening, &here))
                && n.when.as_ref().is_none_or(|when| here.holds(when))
        })
        .collect()
}

/// The thresholds that a happening reaches: it is counted itself, and with it the window holds enough.
pub fn thresholds_after<'p>(
    happening: &Happening,
    all: &[Happening],
    context: &Context<'p>,
) -> Vec<&'p Threshold> {
    let rules = context.pack.rules.iter().filter_map(|rule| match rule {
        Rule::Threshold(threshold) => Some(threshold),
        _ => None,
    });
    rules
        .filter(|t| {
            t.counts
                .iter()
                .any(|trigger| trigger.fits(happening, context))
        })
        .filter(|t| t.when.as_ref().is_none_or(|when| context.holds(when)))
        .filter(|t| {
            let Some(opens) = window_start(&t.within, happening.at.date, context) else {
                return false;
            };
            let within = all.iter().filter(|h| {
                h.at.date > opens
                    && h.at.order() <= happening.at.order()
                    && t.counts.iter().any(|trigger| trigger.fits(h, context))
            });
            within.count() >= t.reaches as usize
        })
        .collect()
}

fn window_start(within: &Within, day: Date, context: &Context<'_>) -> Option<Date> {
    let text = match within {
        Within::Interval(text) => text.value.clone(),
        Within::Setting(name) => context
            .settings
            .on(context.pack, name, day)?
            .as_str()?
            .to_owned(),
    };
    let interval: domain::calendar::Interval = text.parse().ok()?;
    // Windows are whole days, weeks, months or years back; the day that long ago is outside.
    let span = interval
        .parts()
        .iter()
        .fold(jiff::Span::new(), |span, part| {
            use domain::calendar::Unit;
            let n = part.n;
            match part.unit {
                Unit::Years => span.years(n),
                Unit::Months => span.months(n),
                Unit::Weeks => span.weeks(n),
                Unit::Days | Unit::WorkingDays => span.days(n),
                _ => span,
            }
        });
    day.checked_sub(span).ok()
}

/// The signing step that comes after `done` (the first for `None`), those left out skipped.
pub fn steps_from<'f>(
    form: &'f Form,
    done: Option<&str>,
    context: &Context<'_>,
) -> Option<&'f SigningStep> {
    let from = match done {
        None => 0,
        Some(step) => form
            .signing
            .iter()
            .position(|s| **s.step == *step)
            .map_or(form.signing.len(), |at| at + 1),
    };
    form.signing[from..]
        .iter()
        .find(|s| s.skip_when.as_ref().is_none_or(|when| !context.holds(when)))
}

/// Whether a record belongs in the chronology.
pub fn significant(form: &Form, context: &Context<'_>) -> bool {
    match &form.significant {
        Requirement::No => false,
        Requirement::Yes => true,
        Requirement::When(condition) => context.holds(condition),
    }
}

/// The state of a consent on a day: what was said last for that purpose.
pub fn consent_on(
    pack: &Pack,
    history: &History,
    file: FileId,
    purpose: &str,
    today: Date,
    as_of: Option<&Occurred>,
) -> Option<ConsentNow> {
    let mut last: Option<(jiff::civil::DateTime, jiff::Timestamp, ConsentNow)> = None;
    for record in history
        .records
        .iter()
        .filter(|r| r.stands() && !matches!(r.status, RecordStatus::Removed))
    {
        if as_of.is_some_and(|then| record.occurred.order() > then.order()) {
            continue;
        }
        let Some(form) = pack.form(&record.kind) else {
            continue;
        };
        let mut fields = form.fields().filter(|f| {
            *f.kind == FieldType::Consent && f.purpose.as_ref().is_some_and(|p| **p == *purpose)
        });
        // Few records say anything of a purpose: the answers of the others are not put together.
        let Some(first) = fields.next() else {
            continue;
        };
        let answers = record.answers_for(file);
        for field in std::iter::once(first).chain(fields) {
            let Some(Value::Object(given)) = answers.get(field.id.as_str()) else {
                continue;
            };
            let of = |name: &str| given.get(name).and_then(Value::as_str).map(str::to_owned);
            let on = given.get("on").and_then(occurred_of);
            let expires = given.get("expires").and_then(occurred_of).map(|o| o.date);
            let order = on.unwrap_or(record.occurred).order();
            let state = of("state").unwrap_or_default();
            let over = state == "given" && expires.is_some_and(|until| until < today);
            let now = ConsentNow {
                state: if over { "expired".into() } else { state },
                by: of("by"),
                how: of("how"),
                on,
                expires,
                record: record.id,
            };
            if last
                .as_ref()
                .is_none_or(|(at, recorded, _)| (*at, *recorded) <= (order, record.revised))
            {
                last = Some((order, record.revised, now));
            }
        }
    }
    last.map(|(_, _, now)| now)
}

/// Where a score goes wrong: place inside the answer, what, and what to do.
type ScoreProblem = (String, String, String);

/// Whether single answers of an instrument may be entered here: it needs no leave, or the service has filed the one it
/// needs.
pub fn may_enter_items(definition: &InstrumentDef, context: &Context<'_>) -> bool {
    let filed = definition.item_level.as_ref().filter(|level| {
        let value = context
            .settings
            .on(context.pack, &level.needs, context.today);
        value
            .as_ref()
            .and_then(Value::as_str)
            .is_some_and(|v| !v.is_empty() && v != "no")
    });
    definition.may_score_items(filed.map(|level| level.needs.as_str()))
}

/// Reads scores that were typed in, or single answers where the service has filed its authorisation.
pub(crate) fn read_score(
    definition: &InstrumentDef,
    answer: &Value,
    context: &Context<'_>,
) -> Result<Value, Vec<ScoreProblem>> {
    let wrong = |place: &str, what: &str, remedy: &str| {
        vec![(place.to_owned(), what.to_owned(), remedy.to_owned())]
    };
    let Value::Object(given) = answer else {
        return Err(wrong(
            "",
            "scores are missing",
            "give the version and its scores",
        ));
    };
    let version = given
        .get("version")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let scores = if let Some(items) = given.get("items") {
        if !may_enter_items(definition, context) {
            let why = definition
                .item_level
                .as_ref()
                .map_or("", |level| level.why.as_str());
            return Err(wrong(
                "items",
                "single answers may not be entered here",
                &format!("give scores. {why}"),
            ));
        }
        let read = |value: Option<&Value>| -> Vec<Option<u8>> {
            let all = value
                .and_then(Value::as_array)
                .map(Vec::as_slice)
                .unwrap_or_default();
            all.iter()
                .map(|v| v.as_u64().and_then(|n| u8::try_from(n).ok()))
                .collect()
        };
        definition.score(
            version,
            &read(Some(items)),
            &read(given.get("impact_items")),
        )
    } else {
        let Some(Value::Object(typed)) = given.get("scores") else {
            return Err(wrong(
                "scores",
                "no scores are given",
                "give at least one score by its name",
            ));
        };
        let mut odd = Vec::new();
        let pairs: Vec<(String, Option<i64>)> = typed
            .iter()
            .map(|(name, value)| {
                let number = value
                    .as_i64()
                    .or_else(|| value.as_str().and_then(|t| t.trim().parse().ok()));
                if number.is_none() && !value.is_null() && value.as_str() != Some("") {
                    odd.push((
                        format!("scores.{name}"),
                        "is not a whole number".to_owned(),
                        "give a whole number".to_owned(),
                    ));
                }
                (name.clone(), number)
            })
            .collect();
        if !odd.is_empty() {
            return Err(odd);
        }
        definition.entered(version, &pairs)
    };
    let scores = scores.map_err(|problems| {
        problems
            .into_iter()
            .map(|p| {
                (
                    format!("scores.{}", p.place),
                    p.message,
                    format!("expected {}", p.expected),
                )
            })
            .collect::<Vec<_>>()
    })?;
    let mut kept = Map::new();
    kept.insert("version".into(), Value::String(version.into()));
    let pairs = scores
        .pairs
        .iter()
        .map(|(name, n)| (name.clone(), n.map_or(Value::Null, Value::from)));
    kept.insert("scores".into(), Value::Object(pairs.collect()));
    Ok(Value::Object(kept))
}
