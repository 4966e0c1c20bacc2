//! Where someone belongs, what they speak and what they need to take part. Codes are words of the pack or of a published
//! list; this module holds no list.

use serde::{Deserialize, Serialize};

use super::Checked;
use super::check::Check;

/// One ethnicity; a person states as many as they like, each a fact of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ethnicity {
    /// The code of the list that a return uses.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The person's own words.
    pub name: String,
}

impl Checked for Ethnicity {
    fn check(&self, check: &mut Check) {
        check.ident_if("code", self.code.as_ref());
        check.line("name", &self.name);
    }
}

/// A people, tribe or clan and, if known, the branch or village of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Affiliation {
    /// The code of the list that a return uses.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The people or tribe.
    pub people: String,
    /// The branch, sub-tribe or village.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub branch: Option<String>,
    /// What the person says of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Checked for Affiliation {
    fn check(&self, check: &mut Check) {
        check.ident_if("code", self.code.as_ref());
        check.line("people", &self.people);
        check.line_if("branch", self.branch.as_ref());
        check.text_if("note", self.note.as_ref());
    }
}

/// A language someone uses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Language {
    /// Its name, signed languages included.
    pub language: String,
    /// Whether it is the one they would rather use.
    #[serde(default)]
    pub preferred: bool,
    /// Whether an interpreter is needed.
    #[serde(default)]
    pub interpreter: bool,
    /// About the interpreter: dialect, gender, who is not acceptable.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interpreter_note: Option<String>,
}

impl Checked for Language {
    fn check(&self, check: &mut Check) {
        check.line("language", &self.language);
        check.text_if("interpreter_note", self.interpreter_note.as_ref());
    }
}

/// What a need is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NeedArea {
    /// Talking, hearing, seeing, being understood.
    Communication,
    /// Large print, easy words, audio.
    Information,
    /// Getting there and in.
    Physical,
    /// Noise, light, crowds.
    Sensory,
    /// Learning and remembering.
    Learning,
    /// Illness, of body or mind.
    Health,
    /// Anything else.
    Other,
}

/// A disability as the person names it, or what they need so that they can take part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccessNeed {
    /// What it is about.
    pub area: NeedArea,
    /// The person's words for it.
    pub need: String,
    /// What workers do about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub what_helps: Option<String>,
    /// The code a return asks for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
}

impl Checked for AccessNeed {
    fn check(&self, check: &mut Check) {
        check.line("need", &self.need);
        check.text_if("what_helps", self.what_helps.as_ref());
        check.ident_if("code", self.code.as_ref());
    }
}

/// What a person or family wants workers to know of their culture, faith and customs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CultureNote {
    /// Their own words.
    pub words: String,
}

impl Checked for CultureNote {
    fn check(&self, check: &mut Check) {
        check.text("words", &self.words);
    }
}
