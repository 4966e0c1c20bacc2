//! Who must not learn of something, and what workers must know before a visit. These facts are read by whatever sends,
//! shows or alerts; they themselves hide nothing.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Checked;
use super::check::Check;
use super::who::Who;

/// Someone who must not learn of something: a person alleged to have harmed, their close ones, a colleague under concern.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MustNotBeTold {
    /// Who.
    pub who: Who,
    /// What they must not learn: "where the children are", "that a report was made".
    pub about: String,
    /// Why.
    pub why: String,
    /// When to look at it again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review_on: Option<Date>,
}

impl Checked for MustNotBeTold {
    fn check(&self, check: &mut Check) {
        check.who("who", &self.who);
        check.text("about", &self.about);
        check.text("why", &self.why);
        if let Some(day) = self.review_on {
            check.date("review_on", day);
        }
    }
}

/// A warning to workers, shown before a visit and at the duty desk even where the rest of the file is restricted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DangerNote {
    /// The danger.
    pub what: String,
    /// What to do: "two workers", "not after dark".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub precaution: Option<String>,
    /// Why it was put there.
    pub why: String,
    /// When it is looked at again.
    pub review_on: Date,
    /// Who decided.
    pub decided_by: Who,
    /// Whether the person was told of the note.
    pub person_told: bool,
    /// Why they were not told, if so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why_not_told: Option<String>,
}

impl Checked for DangerNote {
    fn check(&self, check: &mut Check) {
        check.text("what", &self.what);
        check.text_if("precaution", self.precaution.as_ref());
        check.text("why", &self.why);
        check.date("review_on", self.review_on);
        check.who("decided_by", &self.decided_by);
        check.text_if("why_not_told", self.why_not_told.as_ref());
    }
}
