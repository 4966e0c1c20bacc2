//! The shape of a calendar file and of a file of school terms, as written. No meaning is checked here; dates stay
//! texts so that every bad one can be reported with its place.

use serde::Deserialize;
use serde_saphyr::Spanned;

/// A text that remembers where it stands.
pub(super) type Text = Spanned<String>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawCalendar {
    pub calendar: Text,
    pub title: String,
    pub edition: String,
    pub zone: Option<Text>,
    pub extends: Option<Text>,
    #[serde(default)]
    pub weekend: Vec<Text>,
    pub source: Vec<String>,
    pub note: Option<String>,
    pub years: RawYears,
    pub school_terms: Option<Text>,
    #[serde(default)]
    pub not_yet_fixed: Vec<RawUnfixed>,
    #[serde(default)]
    pub closed_periods: Vec<RawPeriod>,
    #[serde(default)]
    pub days: Vec<RawDay>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawYears {
    pub from: i16,
    pub to: i16,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawDay {
    pub date: Text,
    pub name: String,
    #[serde(default)]
    pub expected: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawUnfixed {
    pub from: Text,
    pub to: Text,
    pub why: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawPeriod {
    pub from: Text,
    pub to: Text,
    pub name: String,
}

/// `title`, `edition`, `source` and `note` are for the reader of the file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawTerms {
    pub school_terms: Text,
    #[serde(rename = "title")]
    pub _title: String,
    #[serde(rename = "edition")]
    pub _edition: String,
    #[serde(rename = "source")]
    pub _source: Vec<String>,
    #[serde(rename = "note")]
    pub _note: Option<String>,
    pub terms: Vec<RawTerm>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawTerm {
    pub year: i16,
    pub term: u8,
    pub starts: RawStarts,
    pub ends: RawEnds,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawStarts {
    /// The same as `latest` if schools have no choice.
    pub earliest: Option<Text>,
    pub latest: Text,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawEnds {
    pub latest: Text,
    #[serde(default)]
    pub may_end_sooner: bool,
}
