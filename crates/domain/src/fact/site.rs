//! Schools, offices and other places: what they are, whether a service serves them, and the figures a contract looks at.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Checked;
use super::check::Check;
use super::who::{FileRef, Who};

/// What sort of place it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Site {
    /// A word of the pack: secondary school, office, clinic.
    pub site_kind: String,
    /// Who runs it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub run_by: Option<Who>,
}

impl Checked for Site {
    fn check(&self, check: &mut Check) {
        check.ident("site_kind", &self.site_kind);
        check.who_if("run_by", self.run_by.as_ref());
    }
}

/// Whether a service serves the site; from when to when is the event's period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Served {
    /// The service.
    pub service: FileRef,
    /// Whether it does.
    pub served: bool,
    /// Why it began, was reviewed or ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

impl Checked for Served {
    fn check(&self, check: &mut Check) {
        check.file("service", &self.service);
        check.text_if("why", self.why.as_ref());
    }
}

/// A figure as on a day: the roll of a school, an index of need.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    /// Which figure, a word of the pack.
    pub measure: String,
    /// The figure as published, not computed with unless it is a whole number.
    pub value: String,
    /// The day it was so.
    pub on: Date,
    /// Where it comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

impl Measure {
    /// The figure, when it is a whole number.
    pub fn whole(&self) -> Option<i64> {
        self.value.trim().parse().ok()
    }
}

impl Checked for Measure {
    fn check(&self, check: &mut Check) {
        check.ident("measure", &self.measure);
        check.line("value", &self.value);
        check.past("on", self.on);
        check.line_if("source", self.source.as_ref());
    }
}

/// Someone on the site's own team: principal, counsellor, nurse.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TeamMember {
    /// Who.
    pub person: Who,
    /// Their profession or post there.
    pub profession: String,
    /// How to reach them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<String>,
}

impl Checked for TeamMember {
    fn check(&self, check: &mut Check) {
        check.who("person", &self.person);
        check.line("profession", &self.profession);
        check.line_if("contact", self.contact.as_ref());
    }
}

/// One point of what the site provides: a private room, a telephone, someone to ask.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SupportGiven {
    /// Which point, a word of the pack.
    pub item: String,
    /// Whether it is there.
    pub given: bool,
    /// In words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Checked for SupportGiven {
    fn check(&self, check: &mut Check) {
        check.ident("item", &self.item);
        check.text_if("note", self.note.as_ref());
    }
}

/// An area that a team, post or site belongs to or looks after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Locality {
    /// Its name.
    pub locality: String,
    /// The code of a published list of areas.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
}

impl Checked for Locality {
    fn check(&self, check: &mut Check) {
        check.line("locality", &self.locality);
        check.ident_if("code", self.code.as_ref());
    }
}
