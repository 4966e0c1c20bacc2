//! Who is told as time passes: of a timescale that is missed, and of one that escalates. Each telling has a key that makes
//! it the only one; those already given are left out.

use domain::Name;
use domain::calendar::{Counting, Interval};
use domain::clock::State;
use jiff::Timestamp;
use pack::Pack;
use pack::model::{Ref, Within};
use pack::practice::ClockCycle;

use super::{FileView, ServiceView};

/// Somebody to tell at a moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Telling {
    /// When.
    pub at: Timestamp,
    /// Makes it the only one.
    pub key: String,
    /// Roles told.
    pub roles: Vec<Name>,
    /// What they read.
    pub says: String,
}

/// The tellings of a cycle that have not been given yet.
pub fn tellings(
    of: &FileView<'_>,
    pack: &Pack,
    service: &ServiceView,
    found: &ClockCycle,
) -> Vec<Telling> {
    let cycle = &found.cycle;
    let Some(clock) = pack.clock(&found.clock) else {
        return Vec::new();
    };
    if !matches!(cycle.state, State::Running) {
        return Vec::new();
    }
    let mut all = Vec::new();
    let mut push = |at: Timestamp, what: &str, roles: &[Ref], says: String| {
        // A due moment that moved is another matter: it is told again.
        let due = cycle.due.map_or(String::new(), |d| d.by().to_string());
        let key = format!(
            "{}/{}#{}/{what}/{due}",
            found.clock, cycle.key.anchor, cycle.key.number
        );
        if !of.history.noticed.contains(&key) {
            all.push(Telling {
                at,
                key,
                roles: roles.iter().map(|r| r.value.clone()).collect(),
                says,
            });
        }
    };
    if let (Some(due), Some(missed)) = (cycle.due, &clock.if_missed) {
        push(
            due.by(),
            "missed",
            &missed.tell,
            format!("Out of timescale: {}", clock.title),
        );
    }
    for (step, escalation) in clock.escalate.iter().enumerate() {
        let interval: Option<Interval> = match &escalation.after {
            Within::Interval(text) => text.parse().ok(),
            Within::Setting(name) => {
                let value = service.settings.on(pack, name, cycle.anchor.date());
                value.and_then(|v| v.as_str()?.parse().ok())
            }
        };
        let at = interval.and_then(|i| {
            service
                .calendar
                .add(&cycle.anchor, &i, &Counting::default())
                .ok()
        });
        if let Some(at) = at {
            push(
                at.by(),
                &format!("escalation {step}"),
                &escalation.tell,
                format!("Still waiting: {}", clock.title),
            );
        }
    }
    all
}
