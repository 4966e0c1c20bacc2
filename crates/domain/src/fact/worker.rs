//! What is kept about someone who works for a service: roles, jobs, checks, leave. Names and ways of reaching them are the
//! same facts as for anyone. A password has no place here.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Checked;
use super::check::Check;
use super::identity::{Birth, not_before_birth};
use super::period::Period;
use super::post::Fte;
use super::when::PartDate;
use super::who::{FileRef, Who};

/// A role of the pack, held in a service or team.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoleHeld {
    /// The role, a word of the pack.
    pub role: String,
    /// The service, if the role is held in the whole of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service: Option<FileRef>,
    /// The team, if it is held in one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team: Option<FileRef>,
}

impl Checked for RoleHeld {
    fn check(&self, check: &mut Check) {
        check.ident("role", &self.role);
        if self.service.is_none() && self.team.is_none() {
            check.add(
                "service",
                "is missing, and so is the team",
                "a service or a team",
            );
        }
        if let Some(service) = &self.service {
            check.file("service", service);
        }
        if let Some(team) = &self.team {
            check.file("team", team);
        }
    }

    fn check_against(&self, period: &Period, birth: &Birth, check: &mut Check) {
        not_before_birth("period.from", period.from, birth, check);
    }
}

/// A job with an employer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Employment {
    /// The employer.
    pub employer: Who,
    /// What the job is called there.
    pub title: String,
    /// The share of full time.
    pub fte: Fte,
    /// The post it fills.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub post: Option<FileRef>,
    /// Who pays for it, as the contract names it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub funding: Option<String>,
}

impl Checked for Employment {
    fn check(&self, check: &mut Check) {
        check.who("employer", &self.employer);
        check.line("title", &self.title);
        if let Some(post) = &self.post {
            check.file("post", post);
        }
        check.line_if("funding", self.funding.as_ref());
    }

    fn check_against(&self, period: &Period, birth: &Birth, check: &mut Check) {
        not_before_birth("period.from", period.from, birth, check);
    }
}

/// A qualification gained.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Qualification {
    /// What.
    pub what: String,
    /// From which school or body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// When; usually only the year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gained: Option<PartDate>,
}

impl Checked for Qualification {
    fn check(&self, check: &mut Check) {
        check.line("what", &self.what);
        check.line_if("from", self.from.as_ref());
        if let Some(gained) = self.gained {
            check.past_part("gained", gained);
        }
    }

    fn check_against(&self, _period: &Period, birth: &Birth, check: &mut Check) {
        not_before_birth("gained", self.gained, birth, check);
    }
}

/// A safety check: police, references, identity, work history, risk assessment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vetting {
    /// Which check, a word of the pack.
    pub check: String,
    /// When it was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checked_on: Option<Date>,
    /// What came of it; detail belongs in a record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<String>,
    /// When it must be made again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires: Option<Date>,
}

impl Checked for Vetting {
    fn stands_on(&self, day: Date) -> bool {
        self.expires.is_none_or(|last| day <= last)
    }

    fn check(&self, check: &mut Check) {
        check.ident("check", &self.check);
        check.past_if("checked_on", self.checked_on);
        check.line_if("result", self.result.as_ref());
        check.in_order(self.checked_on, "expires", self.expires);
    }
}

/// Someone the worker is too close to; closes their files to the worker and the worker's reports.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConflictOfInterest {
    /// With whom.
    pub with: Who,
    /// Why, as far as it must be said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// When they declared it.
    pub declared_on: Date,
}

impl Checked for ConflictOfInterest {
    fn check(&self, check: &mut Check) {
        check.who("with", &self.with);
        check.text_if("why", self.why.as_ref());
        check.past("declared_on", self.declared_on);
    }
}

/// Time away; from when to when is the event's period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Leave {
    /// The sort of leave, a word of the pack.
    pub leave_kind: String,
    /// Who covers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub covered_by: Option<FileRef>,
}

impl Checked for Leave {
    fn check(&self, check: &mut Check) {
        check.ident("leave_kind", &self.leave_kind);
        if let Some(file) = &self.covered_by {
            check.file("covered_by", file);
        }
    }
}

/// Who supervises the worker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SupervisedBy {
    /// The supervisor; without a file when contracted from outside.
    pub supervisor: Who,
    /// The sort of supervision, a word of the pack: line, professional, cultural, peer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<String>,
}

impl Checked for SupervisedBy {
    fn check(&self, check: &mut Check) {
        check.who("supervisor", &self.supervisor);
        check.ident_if("form", self.form.as_ref());
    }
}

/// Something the worker can do, speaks, or has been trained to lead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Skill {
    /// What.
    pub skill: String,
    /// Whether they may lead it on their own.
    #[serde(default)]
    pub may_lead: bool,
    /// When trained.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trained: Option<PartDate>,
}

impl Checked for Skill {
    fn check(&self, check: &mut Check) {
        check.line("skill", &self.skill);
        if let Some(trained) = self.trained {
            check.past_part("trained", trained);
        }
    }
}

/// Whether the worker has an account at another system. There is no field for a password, and none may be added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OutsideAccount {
    /// The system, a word of the pack.
    pub system: String,
    /// Whether the account exists.
    pub exists: bool,
}

impl Checked for OutsideAccount {
    fn check(&self, check: &mut Check) {
        check.ident("system", &self.system);
    }
}

/// That a worker has read and accepted a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Acknowledgement {
    /// The document, a word of the pack.
    pub document: String,
    /// Its edition.
    pub edition: String,
    /// When.
    pub on: Date,
}

impl Checked for Acknowledgement {
    fn check(&self, check: &mut Check) {
        check.ident("document", &self.document);
        check.line("edition", &self.edition);
        check.past("on", self.on);
    }
}
