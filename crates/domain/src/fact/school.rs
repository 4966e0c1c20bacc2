//! Schools over time and what happened there. Year levels and reasons are words of the pack; nothing here knows a school system.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Checked;
use super::check::Check;
use super::identity::{Birth, not_before_birth};
use super::period::Period;
use super::when::PartDate;
use super::who::Who;

/// That the person is enrolled at a school or early-learning place; from when to when is the event's period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SchoolAttendance {
    /// The school.
    pub site: Who,
    /// Year or class, as the school says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year_level: Option<String>,
    /// Form or tutor group, and its teacher.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<String>,
    /// Why they left, once they have.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason_left: Option<String>,
}

impl Checked for SchoolAttendance {
    fn check(&self, check: &mut Check) {
        check.who("site", &self.site);
        check.line_if("year_level", self.year_level.as_ref());
        check.line_if("class", self.class.as_ref());
        check.line_if("reason_left", self.reason_left.as_ref());
    }

    fn check_against(&self, period: &Period, birth: &Birth, check: &mut Check) {
        not_before_birth("period.from", period.from, birth, check);
    }
}

/// What happened or was measured.
///
/// JSON: `{"event": "attendance", "percent": 81}`, inside the fact under `what`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case", deny_unknown_fields)]
pub enum SchoolEvent {
    /// The share of school days attended.
    Attendance {
        /// 0 to 100.
        percent: u8,
    },
    /// Removed for some days.
    StandDown {
        /// School days.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        days: Option<u16>,
    },
    /// Removed until the board decides.
    Suspension,
    /// Removed, to enrol elsewhere.
    Exclusion,
    /// Removed for good at an age when schooling may end.
    Expulsion,
    /// A move from one school or stage to another.
    Transition {
        /// Where to.
        to: Who,
    },
    /// Not enrolled anywhere.
    NotEnrolled,
    /// A result, award or qualification.
    Achievement,
    /// Anything else; the note says what.
    Other,
}

/// Something that happened, or was measured, at school on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SchoolFact {
    /// The day.
    pub on: Date,
    /// What.
    pub what: SchoolEvent,
    /// At which school.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site: Option<Who>,
    /// In words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Checked for SchoolFact {
    fn check(&self, check: &mut Check) {
        match &self.what {
            // A move to the next school is planned ahead.
            SchoolEvent::Transition { to } => {
                check.date("on", self.on);
                check.who("what.to", to);
            }
            SchoolEvent::Attendance { percent } => {
                check.past("on", self.on);
                if *percent > 100 {
                    check.add("what.percent", format!("is {percent}"), "0 to 100");
                }
            }
            SchoolEvent::Other => {
                check.past("on", self.on);
                if self.note.is_none() {
                    check.add(
                        "note",
                        "is missing for something of another kind",
                        "what happened",
                    );
                }
            }
            _ => check.past("on", self.on),
        }
        check.who_if("site", self.site.as_ref());
        check.text_if("note", self.note.as_ref());
    }

    fn check_against(&self, _period: &Period, birth: &Birth, check: &mut Check) {
        not_before_birth("on", Some(PartDate::day(self.on)), birth, check);
    }
}
