//! The rules of a pack one by one: each with a name that stays, its clauses and its place; the pack without one of them;
//! and which clauses are carried out and shown. It never runs anything.
//!
//! A rule's id says its kind and its name: `clock:child-seen`, `field:visit.seen`, `option:visit.seen.yes` (of a field) or
//! `option:reasons.moved` (of a list), `step:closure.authorise`, `section:visit.0`, `stage:episode.closed`,
//! `move:episode.close`, `value:intensity.high`, `escalation:child-seen.0`, `guard:…`, `warning:…`, `eligibility:…`,
//! `notice:…`, `threshold:…`, `form:…`, `matter:…`, `state:…`, `role:…`, `tray:…`, `setting:…`, `list:…`, `resource:…`,
//! `instrument:…`, `measure:…`, `return:…`, `letter:…`. Sections and escalations have no name and are counted from 0.

mod coverage;
mod walk;

use serde::Serialize;

use crate::model::{ClauseId, Pack};

pub use coverage::{ClauseCoverage, Coverage};

/// The id of a rule, such as `clock:child-seen`.
pub type RuleId = String;

/// One rule of a pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RuleEntry {
    /// Its id.
    pub id: RuleId,
    /// What people read.
    pub title: String,
    /// The clauses it carries out.
    pub clauses: Vec<ClauseId>,
    /// `file:line:column`.
    pub place: String,
}

impl Pack {
    /// Every rule, in the order of the pack's parts and within them as written.
    pub fn rule_list(&self) -> Vec<RuleEntry> {
        let mut entries = Vec::new();
        let mut pack = self.clone();
        walk::retain(&mut pack, &mut |rule| {
            entries.push(RuleEntry {
                id: rule.id(),
                title: rule.title.to_owned(),
                clauses: rule.clauses.iter().map(|c| c.value.clone()).collect(),
                place: self.files.place(rule.span),
            });
            true
        });
        entries
    }

    /// The pack with one rule removed and nothing else touched: a field is gone from its section, an option from its list;
    /// what refers to it still does. `None` if there is no such rule. The result is for a run that must fail, never for use.
    pub fn without(&self, rule: &str) -> Option<Self> {
        let mut found = false;
        let mut pack = self.clone();
        walk::retain(&mut pack, &mut |entry| {
            let this = !found && entry.is(rule);
            found |= this;
            !this
        });
        found.then_some(pack)
    }
}
