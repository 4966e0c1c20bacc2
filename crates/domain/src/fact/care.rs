//! Who cares, who is guardian, who may consent and what a court has ordered: four different facts (and parental
//! responsibility, where the law knows it, a fifth). None is ever inferred from another or from kinship.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Checked;
use super::check::Check;
use super::who::Who;

/// Who holds parental responsibility for the person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ParentalResponsibility {
    /// Who.
    pub holder: Who,
    /// On what ground: registered at birth, agreement, order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<String>,
    /// Where it has been limited, how.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limits: Option<String>,
}

impl Checked for ParentalResponsibility {
    fn check(&self, check: &mut Check) {
        check.who("holder", &self.holder);
        check.line_if("basis", self.basis.as_ref());
        check.text_if("limits", self.limits.as_ref());
    }
}

/// How someone came to be guardian.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HowGuardian {
    /// As a parent, by law.
    Parent,
    /// Appointed by a court.
    Court,
    /// Named in a will.
    Will,
    /// Appointed by the other guardians.
    Appointed,
    /// An agency, by statute.
    Agency,
    /// Not known.
    Unknown,
}

/// Who is guardian of the person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Guardianship {
    /// Who.
    pub holder: Who,
    /// How they came to be.
    pub how: HowGuardian,
    /// Whether they are guardian beside others, for a stated purpose only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purpose: Option<String>,
}

impl Checked for Guardianship {
    fn check(&self, check: &mut Check) {
        check.who("holder", &self.holder);
        check.text_if("purpose", self.purpose.as_ref());
    }
}

/// Who cares for the person day by day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CareOf {
    /// Who.
    pub carer: Who,
    /// How it came about: a family arrangement, an agreement, an order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arrangement: Option<String>,
    /// Which part of the time, where it is shared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<String>,
}

impl Checked for CareOf {
    fn check(&self, check: &mut Check) {
        check.who("carer", &self.carer);
        check.line_if("arrangement", self.arrangement.as_ref());
        check.line_if("share", self.share.as_ref());
    }
}

/// Who may consent for the person (or that the person may), and to what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MayConsent {
    /// Who.
    pub holder: Who,
    /// To what: "medical treatment", "sharing with the school"; at least one.
    pub to_what: Vec<String>,
    /// On what ground.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<String>,
}

impl Checked for MayConsent {
    fn check(&self, check: &mut Check) {
        check.who("holder", &self.holder);
        check.lines("to_what", &self.to_what, 1);
        check.line_if("basis", self.basis.as_ref());
    }
}

/// What a court has ordered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CourtOrder {
    /// The sort of order, as the law or the pack names it.
    pub order: String,
    /// The court.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub court: Option<String>,
    /// Its number there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// The day it was made.
    pub made_on: Date,
    /// The day it runs out, if it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// What it orders, in words a worker can follow.
    pub orders: String,
    /// Whom it binds or names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub concerns: Vec<Who>,
}

impl Checked for CourtOrder {
    fn check(&self, check: &mut Check) {
        check.line("order", &self.order);
        check.line_if("court", self.court.as_ref());
        check.line_if("reference", self.reference.as_ref());
        check.past("made_on", self.made_on);
        if let Some(until) = self.until {
            check.date("until", until);
        }
        check.in_order(Some(self.made_on), "until", self.until);
        check.text("orders", &self.orders);
        check.whos("concerns", &self.concerns, 0);
    }
}

/// That an agency has the person in its care.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InCare {
    /// The agency.
    pub agency: Who,
    /// Their social worker.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub worker: Option<Who>,
    /// The office.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site: Option<Who>,
    /// On what ground: the section of the law, an agreement.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<String>,
}

impl Checked for InCare {
    fn check(&self, check: &mut Check) {
        check.who("agency", &self.agency);
        check.who_if("worker", self.worker.as_ref());
        check.who_if("site", self.site.as_ref());
        check.line_if("basis", self.basis.as_ref());
    }
}
