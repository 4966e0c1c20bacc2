//! Conditions in words: `outcome == 'declined'` becomes “What was agreed” is “Declined”. What has no plain words is shown
//! as it is written; nothing is left out and nothing is guessed.

use pack::Pack;
use pack::expr::View;
use pack::model::{Condition, Field, Form, Trigger};

use super::name::Book;
use super::rich::{Rich, rich};

/// Where a condition stands: whose answers its names mean.
#[derive(Default)]
pub(super) struct Scope<'a> {
    forms: Vec<&'a Form>,
    group: Option<&'a Field>,
    /// The dated state, fact or other thing whose own fields are meant.
    pub thing: Option<&'a str>,
}

impl<'a> Scope<'a> {
    pub fn of_form(form: &'a Form) -> Self {
        Self {
            forms: vec![form],
            ..Self::default()
        }
    }

    /// Inside a repeating group of a form.
    pub fn of_group(form: &'a Form, group: &'a Field) -> Self {
        Self {
            forms: vec![form],
            group: Some(group),
            thing: None,
        }
    }

    pub fn of_trigger(pack: &'a Pack, trigger: &'a Trigger) -> Self {
        Self::of_triggers(pack, std::slice::from_ref(trigger))
    }

    /// For a move of a matter, the forms that make it happen.
    pub fn of_triggers(pack: &'a Pack, triggers: &'a [Trigger]) -> Self {
        let mut scope = Self::default();
        for trigger in triggers {
            scope.thing = Some(trigger.thing.as_str());
            scope.forms.extend(pack.form(&trigger.thing));
            let Some(matter) = pack.matter(&trigger.thing) else {
                continue;
            };
            let what = trigger.what.as_str();
            let moves = matter.moves.iter().filter(|m| {
                let closes = || matter.stage(&m.to).is_some_and(|s| s.is_final);
                *m.name == *what || *m.to == *what || (what == "closed" && closes())
            });
            let causes = moves.filter_map(|m| m.on.as_ref()).map(|on| &on.thing);
            scope.forms.extend(causes.filter_map(|t| pack.form(t)));
            if what == "opened" {
                let opened = matter.opens_by.iter().filter_map(|f| pack.form(f));
                scope.forms.extend(opened);
            }
        }
        scope
    }

    /// The question of that name, in the group first.
    pub fn field(&self, id: &str) -> Option<(&'a Form, &'a Field)> {
        let grouped = self.group.iter().flat_map(|g| &g.fields);
        let grouped = grouped.zip(self.forms.first().copied().into_iter().cycle());
        let own = self
            .forms
            .iter()
            .flat_map(|form| form.fields().map(move |field| (field, *form)));
        grouped
            .chain(own)
            .find(|(field, _)| *field.id == *id)
            .map(|(field, form)| (form, field))
    }

    /// Whether names may be fields that no form of the pack declares.
    pub fn is_open(&self) -> bool {
        self.forms.is_empty() && self.thing.is_some()
    }
}

impl<'a> Book<'a> {
    /// The condition in words, or as written.
    pub fn condition(&self, scope: &Scope<'a>, condition: &'a Condition) -> Rich {
        self.holds(scope, &condition.expr.view())
            .unwrap_or_else(|| Rich::code(&condition.text))
    }

    /// A computed answer in words, or as written.
    pub fn computed(&self, scope: &Scope<'a>, condition: &'a Condition) -> Rich {
        let view = condition.expr.view();
        self.operand(scope, &view)
            .map(|said| said.words)
            .or_else(|| self.holds(scope, &view))
            .unwrap_or_else(|| Rich::code(&condition.text))
    }

    /// What something must be so that it holds.
    pub(super) fn holds(&self, scope: &Scope<'a>, view: &View<'a>) -> Option<Rich> {
        self.said(scope, view, true)
    }

    /// The condition, or what is so where it does not hold.
    fn said(&self, scope: &Scope<'a>, view: &View<'a>, yes: bool) -> Option<Rich> {
        match view {
            View::Not(inner) => self.said(scope, inner, !yes),
            View::Bool(value) => Some(Rich::text(if *value == yes { "always" } else { "never" })),
            View::Binary(sign @ ("&&" | "||"), ..) => self.several(scope, view, sign, yes),
            View::Binary(sign, left, right) => self.compared(scope, sign, left, right, yes),
            View::Call(function, arguments) => self.asked(scope, function, arguments, yes),
            View::Path(_) | View::Member(..) => {
                let said = self.operand(scope, view)?.words;
                Some(rich![said, if yes { " is so" } else { " is not so" }])
            }
            View::If(condition, then, otherwise) => Some(rich![
                self.said(scope, then, yes)?,
                " if ",
                self.said(scope, condition, true)?,
                ", otherwise ",
                self.said(scope, otherwise, yes)?
            ]),
            _ => None,
        }
    }

    fn several(&self, scope: &Scope<'a>, view: &View<'a>, sign: &str, yes: bool) -> Option<Rich> {
        fn parts<'v, 'a>(view: &'v View<'a>, sign: &str, found: &mut Vec<&'v View<'a>>) {
            match view {
                View::Binary(s, left, right) if *s == sign => {
                    parts(left, sign, found);
                    parts(right, sign, found);
                }
                other => found.push(other),
            }
        }
        let mut found = Vec::new();
        parts(view, sign, &mut found);
        // Where not all hold, one does not; where none holds, each does not.
        let both = (sign == "&&") == yes;
        let mut said = Vec::new();
        for part in found {
            let inner = self.said(scope, part, yes)?;
            let mixed = is_mixed(part, yes).is_some_and(|joins| joins != both);
            said.push(if mixed { rich!["(", inner, ")"] } else { inner });
        }
        Some(Rich::each(said, if both { " and " } else { " or " }))
    }

    fn compared(
        &self,
        scope: &Scope<'a>,
        sign: &str,
        left: &View<'a>,
        right: &View<'a>,
        yes: bool,
    ) -> Option<Rich> {
        if let (View::Call("count" | "open_matters", arguments), View::Int(n)) = (left, right)
            && let Some(said) = self.how_many(left, arguments, sign, *n, yes)
        {
            return Some(said);
        }
        if *right == View::Null && matches!(sign, "==" | "!=") {
            return self.answered(scope, left, (sign == "!=") == yes);
        }
        let said = self.operand(scope, left)?;
        let value = |view: &View<'a>| self.value(scope, &said, view);
        let verb = match (sign, yes) {
            ("==", true) | ("!=", false) => " is ",
            ("!=", true) | ("==", false) => " is not ",
            ("<", true) => " is less than ",
            ("<", false) => " is not less than ",
            ("<=", true) => " is at most ",
            ("<=", false) => " is not at most ",
            (">", true) => " is more than ",
            (">", false) => " is not more than ",
            (">=", true) => " is at least ",
            (">=", false) => " is not at least ",
            ("in", _) => {
                let View::List(items) = right else {
                    let list = self.operand(scope, right)?.words;
                    let verb = if yes { " is among " } else { " is not among " };
                    return Some(rich![said.words.clone(), verb, list]);
                };
                let items: Option<Vec<Rich>> = items.iter().map(value).collect();
                let verb = if yes { " is " } else { " is neither " };
                let last = if yes { " or " } else { " nor " };
                return Some(rich![said.words.clone(), verb, Rich::join(items?, last)]);
            }
            _ => return None,
        };
        let verb = match (verb, said.is_a_day) {
            (" is less than ", true) => " is before ",
            (" is not less than ", true) => " is not before ",
            (" is more than ", true) => " is after ",
            (" is not more than ", true) => " is not after ",
            (" is at least ", true) => " is on or after ",
            (" is at most ", true) => " is on or before ",
            (verb, _) => verb,
        };
        let value = value(right)?;
        Some(rich![said.words, verb, value])
    }
}

/// Whether the part itself joins several, and whether all of them must hold.
fn is_mixed(part: &View<'_>, yes: bool) -> Option<bool> {
    match part {
        View::Not(inner) => is_mixed(inner, !yes),
        View::Binary("&&", ..) => Some(yes),
        View::Binary("||", ..) => Some(!yes),
        _ => None,
    }
}
