//! Who someone is: names, birth, death, gender, numbers of other systems. It never decides who may see a name; it only
//! records with whom each is safe.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Checked;
use super::check::Check;
use super::period::Period;
use super::when::PartDate;
use super::who::Who;

/// What sort of name it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NameKind {
    /// On official papers now.
    Legal,
    /// Given at birth.
    Birth,
    /// Used before and no longer.
    Former,
    /// What the person wants to be called.
    Preferred,
    /// A nickname or other name people know them by.
    Alias,
    /// Taken on adoption.
    Adoptive,
    /// Used for an unborn or not yet named child.
    Placeholder,
}

/// With whom a name may be used.
///
/// JSON: `"everyone"`, `"only_person"` or `{"listed": [{"role": "…"}, {"words": "…"}]}`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SafeWith {
    /// Anyone who may see the file.
    #[default]
    Everyone,
    /// Only in talking with the person themselves.
    OnlyPerson,
    /// The person and those listed.
    Listed(Vec<Who>),
}

/// One name. At least one of its three parts is filled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Name {
    /// What sort of name it is.
    pub name_kind: NameKind,
    /// Given names, in the person's order. The whole name of a household, team, site or agency stands in `family`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub given: Option<String>,
    /// Family name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub family: Option<String>,
    /// The one used in talking to them, where it is none of the given names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub preferred: Option<String>,
    /// With whom this name may be used.
    #[serde(default)]
    pub safe_with: SafeWith,
    /// Whether it must never stand on a letter or envelope.
    #[serde(default)]
    pub never_on_letters: bool,
}

impl Name {
    /// Given (or else preferred) and family name, as shown.
    pub fn shown(&self) -> String {
        let first = self.given.as_ref().or(self.preferred.as_ref());
        [first, self.family.as_ref()]
            .into_iter()
            .flatten()
            .map(String::as_str)
            .collect::<Vec<_>>()
            .join(" ")
    }
}

impl Checked for Name {
    fn check(&self, check: &mut Check) {
        if self.given.is_none() && self.family.is_none() && self.preferred.is_none() {
            check.add(
                "family",
                "is missing, and so are the other parts",
                "a given, family or preferred name",
            );
        }
        check.line_if("given", self.given.as_ref());
        check.line_if("family", self.family.as_ref());
        check.line_if("preferred", self.preferred.as_ref());
        if let SafeWith::Listed(whos) = &self.safe_with {
            check.whos("safe_with.listed", whos, 1);
        }
    }
}

/// When someone was born, as far as it is known.
///
/// JSON: `{"kind": "birth", "certainty": "known", "date": "2010-06-04"}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "certainty", rename_all = "snake_case", deny_unknown_fields)]
pub enum Birth {
    /// The day is known.
    Known {
        /// The day.
        date: Date,
    },
    /// Somebody's estimate.
    Estimated {
        /// As precisely as anyone dares.
        date: PartDate,
    },
    /// Not born yet.
    Expected {
        /// The day the birth is due.
        due: Date,
    },
}

impl Birth {
    /// The first day on which the birth can have been; nothing while it is only expected.
    pub fn earliest(&self) -> Option<Date> {
        match self {
            Birth::Known { date } => Some(*date),
            Birth::Estimated { date } => Some(date.earliest()),
            Birth::Expected { .. } => None,
        }
    }

    /// The last day on which the birth can have been; nothing while it is only expected.
    pub fn latest(&self) -> Option<Date> {
        match self {
            Birth::Known { date } => Some(*date),
            Birth::Estimated { date } => Some(date.latest()),
            Birth::Expected { .. } => None,
        }
    }

    /// Full years on `day`: the fewest and the most the person can have. Nothing before the birth can have been. A birthday on
    /// 29 February falls on 1 March in other years.
    pub fn age_on(&self, day: Date) -> Option<(i16, i16)> {
        let (earliest, latest) = (self.earliest()?, self.latest()?);
        (earliest <= day).then(|| (full_years(latest, day).max(0), full_years(earliest, day)))
    }
}

fn full_years(born: Date, day: Date) -> i16 {
    let had_birthday = (day.month(), day.day()) >= (born.month(), born.day());
    day.year() - born.year() - i16::from(!had_birthday)
}

impl Checked for Birth {
    fn check(&self, check: &mut Check) {
        match self {
            Birth::Known { date } => check.past("date", *date),
            Birth::Estimated { date } => check.past_part("date", *date),
            Birth::Expected { due } => check.date("due", *due),
        }
    }
}

/// That someone has died or a pregnancy was lost. Letters and appointments stop at once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Death {
    /// When, as far as known.
    pub date: PartDate,
    /// A loss before birth.
    #[serde(default)]
    pub before_birth: bool,
    /// What those who write to the family must know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Checked for Death {
    fn check(&self, check: &mut Check) {
        check.past_part("date", self.date);
        check.text_if("note", self.note.as_ref());
    }

    fn check_against(&self, _period: &Period, birth: &Birth, check: &mut Check) {
        not_before_birth("date", Some(self.date), birth, check);
    }
}

/// Adds a problem when the whole of `date` lies before the birth.
pub(super) fn not_before_birth(
    field: &str,
    date: Option<PartDate>,
    birth: &Birth,
    check: &mut Check,
) {
    if let (Some(date), Some(born)) = (date, birth.earliest())
        && date.latest() < born
    {
        check.add(
            field,
            format!("is {date}, before the birth"),
            format!("{born} or later"),
        );
    }
}

/// Gender and pronouns in the person's own words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gender {
    /// Their words.
    pub gender: String,
    /// "she/her", "they", …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pronouns: Option<String>,
    /// The code a return asks for, if the pack has a list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// With whom it is safe to use.
    #[serde(default)]
    pub safe_with: SafeWith,
}

impl Checked for Gender {
    fn check(&self, check: &mut Check) {
        check.line("gender", &self.gender);
        check.line_if("pronouns", self.pronouns.as_ref());
        check.ident_if("code", self.code.as_ref());
        if let SafeWith::Listed(whos) = &self.safe_with {
            check.whos("safe_with.listed", whos, 1);
        }
    }
}

/// A number or code by which another system knows the subject.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Identifier {
    /// The system, a word of the pack.
    pub system: String,
    /// The number or code as written.
    pub value: String,
}

impl Checked for Identifier {
    fn check(&self, check: &mut Check) {
        check.ident("system", &self.system);
        check.line("value", &self.value);
    }
}
