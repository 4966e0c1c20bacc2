//! A worker's standing with a professional body and the licence to practise that comes with it. What a standing entitles
//! to (a title, a caseload) is a rule of the pack.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Checked;
use super::check::Check;

/// Standing with a professional body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Registration {
    /// The body.
    pub body: String,
    /// How far it has come.
    pub status: RegistrationStatus,
}

/// How far a registration has come.
///
/// JSON: `{"state": "registered", "number": "…", "since": "2021-02-01"}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case", deny_unknown_fields)]
pub enum RegistrationStatus {
    /// On the register.
    Registered {
        /// The number there.
        number: String,
        /// Since when.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        since: Option<Date>,
        /// Conditions on it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        conditions: Option<String>,
    },
    /// Applied for.
    InProcess {
        /// When the application was made.
        started: Date,
        /// When it is expected to be finished.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        expected: Option<Date>,
        /// Which stage, in the body's words.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        stage: Option<String>,
    },
    /// On the way of proven experience in place of a recognised qualification.
    ExperiencePathway {
        /// When it was begun.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        started: Option<Date>,
        /// What has been agreed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    },
    /// None, and none applied for.
    None,
}

impl Checked for Registration {
    fn stands_on(&self, day: Date) -> bool {
        match &self.status {
            RegistrationStatus::Registered { since, .. } => since.is_none_or(|since| since <= day),
            RegistrationStatus::InProcess { .. }
            | RegistrationStatus::ExperiencePathway { .. }
            | RegistrationStatus::None => false,
        }
    }

    fn check(&self, check: &mut Check) {
        check.line("body", &self.body);
        match &self.status {
            RegistrationStatus::Registered {
                number,
                since,
                conditions,
            } => {
                check.line("status.number", number);
                check.past_if("status.since", *since);
                check.text_if("status.conditions", conditions.as_ref());
            }
            RegistrationStatus::InProcess {
                started,
                expected,
                stage,
            } => {
                check.past("status.started", *started);
                check.in_order(Some(*started), "status.expected", *expected);
                check.line_if("status.stage", stage.as_ref());
            }
            RegistrationStatus::ExperiencePathway { started, note } => {
                check.past_if("status.started", *started);
                check.text_if("status.note", note.as_ref());
            }
            RegistrationStatus::None => {}
        }
    }
}

/// A licence to practise for a time, usually a year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PractisingCertificate {
    /// Who issued it.
    pub body: String,
    /// Its number.
    pub number: String,
    /// First day.
    pub issued: Date,
    /// Last day.
    pub expires: Date,
}

impl Checked for PractisingCertificate {
    fn stands_on(&self, day: Date) -> bool {
        self.issued <= day && day <= self.expires
    }

    fn check(&self, check: &mut Check) {
        check.line("body", &self.body);
        check.line("number", &self.number);
        check.date("issued", self.issued);
        check.date("expires", self.expires);
        check.in_order(Some(self.issued), "expires", Some(self.expires));
    }
}
