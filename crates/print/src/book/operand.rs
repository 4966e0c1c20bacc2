//! The parts of a condition in words: questions, states, settings, what was recorded before, and the values they are
//! compared with.

use pack::expr::View;
use pack::model::{Field, FieldType, Option_, StateValue};

use super::condition::Scope;
use super::name::{Book, humanise, number, spoken};
use super::rich::{Rich, rich};

/// One side of a comparison.
pub(super) struct Said<'a> {
    pub words: Rich,
    values: Values<'a>,
    /// Days are before and after, not less and more.
    pub is_a_day: bool,
}

/// What its values are called.
enum Values<'a> {
    Own,
    Options(&'a [Option_]),
    States(&'a [StateValue]),
    /// Stages of any matter.
    Stages,
}

impl<'a> Said<'a> {
    fn plain(words: impl Into<Rich>) -> Self {
        Self {
            words: words.into(),
            values: Values::Own,
            is_a_day: false,
        }
    }

    fn day(words: impl Into<Rich>) -> Self {
        Self {
            is_a_day: true,
            ..Self::plain(words)
        }
    }
}

impl<'a> Book<'a> {
    /// What a name, member, call or sum stands for; `None` where there are no plain words.
    pub(super) fn operand(&self, scope: &Scope<'a>, view: &View<'a>) -> Option<Said<'a>> {
        match view {
            View::Int(n) => Some(Said::plain(n.to_string())),
            View::Number(n) => Some(Said::plain(number(*n))),
            View::Text(text) => Some(Said::plain(Rich::quote(text))),
            View::Path(path) => self.path(scope, path),
            View::Member(object, member) => self.member(object, member),
            View::Binary(sign @ ("+" | "-" | "*" | "/"), left, right) => {
                let word = match *sign {
                    "+" => " plus ",
                    "-" => " minus ",
                    "*" => " times ",
                    _ => " divided by ",
                };
                let side = |view: &View<'a>| {
                    let inner = self.operand(scope, view)?.words;
                    let sum = matches!(view, View::Binary("+" | "-" | "*" | "/", ..));
                    Some(if sum { rich!["(", inner, ")"] } else { inner })
                };
                Some(Said::plain(rich![side(left)?, word, side(right)?]))
            }
            View::If(condition, yes, no) => Some(Said::plain(rich![
                self.operand(scope, yes)?.words,
                " if ",
                self.holds(scope, condition)?,
                ", otherwise ",
                self.operand(scope, no)?.words
            ])),
            View::Call(function, arguments) => self.call(scope, function, arguments),
            _ => None,
        }
    }

    fn path(&self, scope: &Scope<'a>, path: &[&'a str]) -> Option<Said<'a>> {
        if let Some((form, field)) = scope.field(path[0]) {
            let said = self.of_field(self.question(form, field), field);
            return match path[1..] {
                [] => Some(said),
                ["state"] if *field.kind == FieldType::Consent => Some(said),
                [member] => Some(Said::plain(rich![said.words, ", ", spoken(member), ","])),
                _ => None,
            };
        }
        let [name] = path else {
            // A field of a fact, or a part of one: `status.state`.
            let parts = path.strip_suffix(&["state"]).unwrap_or(path);
            let parts: Vec<String> = parts.iter().map(|p| spoken(p)).collect();
            return scope
                .is_open()
                .then(|| Said::plain(Rich::quote(&parts.join(", "))));
        };
        if let Some(state) = self.pack.state(name) {
            return Some(Said {
                words: rich!["the state ", self.state(name)],
                values: Values::States(&state.values),
                is_a_day: false,
            });
        }
        match *name {
            "today" => return Some(Said::day("today")),
            "stage" => {
                return Some(Said {
                    words: Rich::text("the stage"),
                    values: Values::Stages,
                    is_a_day: false,
                });
            }
            "value" => {
                let state = scope.thing.and_then(|thing| self.pack.state(thing));
                return Some(Said {
                    words: Rich::text("the new value"),
                    values: state.map_or(Values::Own, |s| Values::States(&s.values)),
                    is_a_day: false,
                });
            }
            _ => {}
        }
        scope
            .is_open()
            .then(|| Said::plain(Rich::quote(&spoken(name))))
    }

    fn of_field(&self, words: Rich, field: &'a Field) -> Said<'a> {
        let kind = field.kind.value;
        Said {
            words,
            values: match kind {
                FieldType::Choice | FieldType::Choices | FieldType::Checklist => {
                    Values::Options(self.options(field))
                }
                _ => Values::Own,
            },
            is_a_day: matches!(
                kind,
                FieldType::Date | FieldType::Datetime | FieldType::Time | FieldType::AboutDate
            ),
        }
    }

    /// `latest('plan').next_review`, `fact('school-attendance').year_level`
    fn member(&self, object: &View<'a>, member: &'a str) -> Option<Said<'a>> {
        let View::Call(function, arguments) = object else {
            return None;
        };
        let [View::Text(kind)] = arguments[..] else {
            return None;
        };
        match *function {
            "latest" => {
                let form = self.pack.form(kind)?;
                let field = form.field(member)?;
                let question = self.question(form, field);
                let words = rich![question, " in the last ", self.form(kind)];
                Some(self.of_field(words, field))
            }
            "fact" => Some(Said::plain(format!(
                "“{}” of the current {}",
                spoken(member),
                spoken(kind)
            ))),
            "worker" => Some(Said::plain(format!(
                "“{}” of the worker’s own {}",
                spoken(member),
                spoken(kind)
            ))),
            _ => None,
        }
    }

    fn call(&self, scope: &Scope<'a>, function: &str, arguments: &[View<'a>]) -> Option<Said<'a>> {
        let words = |view: &View<'a>| self.operand(scope, view).map(|said| said.words);
        let between = |unit: &str, from: &View<'a>, to: &View<'a>| {
            Some(Said::plain(rich![
                "the number of ",
                unit,
                " from ",
                words(from)?,
                " to ",
                words(to)?
            ]))
        };
        match (function, arguments) {
            ("days_between", [from, to]) => between("days", from, to),
            ("months_between", [from, to]) => between("months", from, to),
            ("years_between", [from, to]) => between("years", from, to),
            ("setting", [View::Text(name)]) => {
                let options = self.pack.setting(name).map(|s| &s.options[..]);
                Some(Said {
                    words: rich!["the service’s setting “", self.setting(name), "”"],
                    values: options.map_or(Values::Own, Values::Options),
                    is_a_day: false,
                })
            }
            ("consent", [View::Text(purpose)]) => Some(Said::plain(rich![
                "today’s agreement to “",
                self.purpose(purpose),
                "”"
            ])),
            ("latest", [View::Text(kind)]) => {
                Some(Said::plain(rich!["an earlier ", self.form(kind)]))
            }
            ("fact", [View::Text(kind)]) => Some(Said::plain(spoken(kind))),
            ("worker", [View::Text(kind)]) => {
                Some(Said::plain(format!("the worker’s own {}", spoken(kind))))
            }
            ("count", _) => Some(Said::plain(rich![
                "the number of ",
                self.counted(arguments)?
            ])),
            ("open_matters", [View::Text(kind)]) => {
                Some(Said::plain(rich!["the number of open ", self.matter(kind)]))
            }
            ("age", []) => Some(Said::plain("the age in years")),
            ("age_months", []) => Some(Said::plain("the age in months")),
            ("size", [of]) => Some(Said::plain(rich!["the number of answers to ", words(of)?])),
            ("sum", [of]) => Some(Said::plain(rich!["the sum of ", words(of)?])),
            ("pluck", [View::Path(group), View::Text(field)]) => {
                let (question, inner) = self.in_group(scope, group, field)?;
                Some(Said::plain(rich![
                    inner.words,
                    " in every row of ",
                    question
                ]))
            }
            ("lower", [of]) => self.operand(scope, of),
            ("date", [View::Text(day)]) => Some(Said::day(*day)),
            _ => None,
        }
    }

    /// What a consent is for, by the label of the first question that asks it.
    fn purpose(&self, purpose: &str) -> Rich {
        let fields = self.pack.forms.iter().flat_map(|form| form.fields());
        let asked = |f: &&Field| f.purpose.as_ref().is_some_and(|p| **p == *purpose);
        match fields.filter(asked).map(|f| &f.label).next() {
            Some(label) => Rich::text(label),
            None => Rich::text(&spoken(purpose)),
        }
    }

    /// A field of a repeating group, as question of the group and question of the field.
    pub(super) fn in_group(
        &self,
        scope: &Scope<'a>,
        group: &[&str],
        field: &str,
    ) -> Option<(Rich, Said<'a>)> {
        let [name] = group else { return None };
        let (form, group) = scope.field(name)?;
        let inner = group.fields.iter().find(|f| *f.id == *field)?;
        let said = self.of_field(self.question(form, inner), inner);
        Some((self.question(form, group), said))
    }

    /// A form, perhaps with an answer: what `count` counts.
    pub(super) fn counted(&self, arguments: &[View<'a>]) -> Option<Rich> {
        match arguments {
            [View::Text(kind)] => Some(self.form(kind)),
            [View::Text(kind), View::Text(field), value] => {
                let form = self.pack.form(kind)?;
                let field = form.field(field)?;
                let said = self.of_field(self.question(form, field), field);
                let value = self.value(&Scope::default(), &said, value)?;
                Some(rich![
                    self.form(kind),
                    " in which ",
                    said.words,
                    " is ",
                    value
                ])
            }
            _ => None,
        }
    }

    /// A value in the words of what it is compared with.
    pub(super) fn value(&self, scope: &Scope<'a>, of: &Said<'a>, view: &View<'a>) -> Option<Rich> {
        match view {
            View::Text(text) => Some(Rich::quote(&self.label(&of.values, text))),
            View::Bool(yes) => Some(Rich::quote(if *yes { "Yes" } else { "No" })),
            View::Null => Some(Rich::text("missing")),
            other => self.operand(scope, other).map(|said| said.words),
        }
    }

    fn label(&self, values: &Values<'a>, id: &str) -> String {
        let found = match values {
            Values::Own => None,
            Values::Options(options) => options.iter().find(|o| *o.id == *id).map(|o| &o.label),
            Values::States(states) => states.iter().find(|s| *s.id == *id).map(|s| &s.title),
            Values::Stages => {
                let mut all = self.pack.matters.iter().flat_map(|m| &m.stages);
                all.find(|s| *s.stage == *id).map(|s| &s.title)
            }
        };
        found.cloned().unwrap_or_else(|| humanise(id))
    }
}
