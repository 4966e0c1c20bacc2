//! Organisations: what sort they are, what standing they have been granted and whom to ask for.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Checked;
use super::check::Check;
use super::contact::Contact;
use super::who::Who;

/// What sort of organisation an agency is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agency {
    /// A word of the pack: provider, funder, police, health.
    pub agency_kind: String,
}

impl Checked for Agency {
    fn check(&self, check: &mut Check) {
        check.ident("agency_kind", &self.agency_kind);
    }
}

/// A standing an agency has been granted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Accreditation {
    /// The standard.
    pub standard: String,
    /// The level within it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<String>,
    /// By whom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub granted_by: Option<Who>,
    /// When.
    pub granted: Date,
    /// When it is next looked at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review_on: Option<Date>,
    /// When it runs out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires: Option<Date>,
    /// Conditions on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conditions: Option<String>,
}

impl Checked for Accreditation {
    fn check(&self, check: &mut Check) {
        check.line("standard", &self.standard);
        check.line_if("level", self.level.as_ref());
        check.who_if("granted_by", self.granted_by.as_ref());
        check.past("granted", self.granted);
        check.in_order(Some(self.granted), "review_on", self.review_on);
        check.in_order(Some(self.granted), "expires", self.expires);
        check.text_if("conditions", self.conditions.as_ref());
    }
}

/// Whom to ask for at an agency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AgencyContact {
    /// What they are there for: "contract manager", "duty desk".
    pub role_label: String,
    /// Their name, if it is a person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// How to reach them.
    pub contact: Contact,
}

impl Checked for AgencyContact {
    fn check(&self, check: &mut Check) {
        check.line("role_label", &self.role_label);
        check.line_if("name", self.name.as_ref());
        self.contact.check(check);
    }
}
