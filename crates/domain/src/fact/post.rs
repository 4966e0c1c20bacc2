//! Funded jobs, whether filled, and teams. A vacancy is on the post, not on the worker who left it.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Checked;
use super::check::Check;
use super::who::{FileRef, Who};

/// A share of full time, in thousandths: more than 0, at most 2. In JSON a text, `"0.5"`, so that sums stay exact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fte(u16);

/// Why a text is not an [`Fte`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "“{0}” is not a share of full time; expected a number such as 0.5, above 0 and at most 2, with up to three decimals"
)]
pub struct NotAnFte(String);

impl Fte {
    /// Full time.
    pub const FULL: Fte = Fte(1_000);

    /// From thousandths of full time, 1 to 2,000.
    pub fn from_thousandths(thousandths: u16) -> Option<Fte> {
        (1..=2_000)
            .contains(&thousandths)
            .then_some(Fte(thousandths))
    }

    /// In thousandths of full time.
    pub fn thousandths(self) -> u16 {
        self.0
    }
}

impl fmt::Display for Fte {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, part) = (self.0 / 1_000, self.0 % 1_000);
        let part = format!("{part:03}");
        match part.trim_end_matches('0') {
            "" => write!(f, "{whole}"),
            part => write!(f, "{whole}.{part}"),
        }
    }
}

impl FromStr for Fte {
    type Err = NotAnFte;

    fn from_str(text: &str) -> Result<Self, NotAnFte> {
        let refused = || NotAnFte(text.chars().take(20).collect());
        let (whole, part) = text.trim().split_once('.').unwrap_or((text.trim(), "0"));
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        if !digits(whole) || !digits(part) || whole.len() > 1 || part.len() > 3 {
            return Err(refused());
        }
        let thousandths = format!("{whole}{part:0<3}")
            .parse()
            .map_err(|_| refused())?;
        Fte::from_thousandths(thousandths).ok_or_else(refused)
    }
}

impl Serialize for Fte {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Fte {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

/// What a post is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Post {
    /// What it is called.
    pub title: String,
    /// The share of full time it is funded for.
    pub fte: Fte,
    /// Who pays for it, as the contract names it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub funding: Option<String>,
    /// The sites it serves, or the name of the group of sites.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cluster: Vec<Who>,
}

impl Checked for Post {
    fn check(&self, check: &mut Check) {
        check.line("title", &self.title);
        check.line_if("funding", self.funding.as_ref());
        check.whos("cluster", &self.cluster, 0);
    }
}

/// That a post is unfilled; from when to when is the event's period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vacancy {
    /// The unfilled share of full time.
    pub fte: Fte,
    /// Why: someone left, is on leave, the post is new.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

impl Checked for Vacancy {
    fn check(&self, check: &mut Check) {
        check.line_if("reason", self.reason.as_ref());
    }
}

/// Membership of a team.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TeamMembership {
    /// The team's file.
    pub team: FileRef,
    /// Whether they lead it.
    #[serde(default)]
    pub leads: bool,
}

impl Checked for TeamMembership {
    fn check(&self, check: &mut Check) {
        check.file("team", &self.team);
    }
}
