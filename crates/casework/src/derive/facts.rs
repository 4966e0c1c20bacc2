//! Facts, what they say of other files, and roles held.

use domain::event::Answers;
use domain::fact::Fact;
use domain::history::FactHeld;
use serde_json::Value;
use store::derived::{Rows, Text, row};

use super::links::links;
use super::{FileView, canonical, text};

/// A fact as events keep it (its kind, and its fields without the kind) as a value; `None` where it is none that the
/// program knows, or not well formed.
pub fn fact_of(what: &str, value: &Answers) -> Option<Fact> {
    let mut whole = value.clone();
    whole.insert("kind".into(), Value::String(what.into()));
    serde_json::from_value(Value::Object(whole)).ok()
}

/// First and last day as lists keep them.
fn days(held: &FactHeld) -> (Option<Text>, Option<Text>) {
    (held.period.from.map(text), held.period.to.map(text))
}

pub(super) fn rows(of: &FileView<'_>, rows: &mut Rows) {
    for held in &of.history.facts {
        let (valid_from, valid_to) = days(held);
        let value = canonical(&Value::Object(held.value.clone()));
        rows.push(row::Fact {
            fact: text(held.id),
            what: text(&held.what),
            value: text(value),
            valid_from: valid_from.clone(),
            valid_to: valid_to.clone(),
            withdrawn: held.withdrawn,
        });
        if held.withdrawn {
            continue;
        }
        let Some(fact) = fact_of(&held.what, &held.value) else {
            continue;
        };
        for (other, kind) in links(&fact) {
            rows.push(row::Link {
                fact: text(held.id),
                other: text(&other.0),
                what: text(&held.what),
                kind,
                valid_from: valid_from.clone(),
                valid_to: valid_to.clone(),
            });
        }
        if let Fact::RoleHeld(role) = &fact {
            let own = of.history.service.map(text);
            let service = role.service.as_ref().map(|s| text(&s.0)).or(own);
            rows.push(row::RoleHeld {
                fact: text(held.id),
                // A role held in a team alone: whose service that is stands on the team's file.
                service: service.unwrap_or_else(|| text("")),
                role: text(&role.role),
                team: role.team.as_ref().map(|t| text(&t.0)),
                starts: valid_from,
                until: valid_to,
            });
        }
    }
}
