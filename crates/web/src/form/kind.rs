//! How an answer of each type is laid out in inputs. Reading back, filling in and drawing all ask here, so that they agree.
//! It holds no answers.

use pack::model::{Field, FieldType};

/// The layout of one answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// One input with text.
    Line,
    /// One input with paragraphs.
    Area,
    /// One input with a number.
    Number,
    /// One of several offered.
    One,
    /// A time of day.
    Time,
    /// Day, month and year.
    Day,
    /// Day, month, year and time.
    Moment,
    /// A date as far as it is known.
    About,
    /// Several named inputs.
    Members(&'static [Member]),
    /// Scores of an instrument.
    Score,
    /// The fields of a group.
    Row,
    /// Nothing to type.
    None,
}

/// A member of an answer that has several.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Member {
    /// Its name in the answer.
    pub name: &'static str,
    /// What people read.
    pub label: &'static str,
    /// How it is laid out.
    pub layout: Layout,
    /// Folded away until somebody wants it.
    pub folded: bool,
    /// What may be chosen, where it is one of several: name, what people read.
    pub options: &'static [(&'static str, &'static str)],
    /// One a line, kept as a list.
    pub lines: bool,
}

const fn member(name: &'static str, label: &'static str, layout: Layout) -> Member {
    Member {
        name,
        label,
        layout,
        folded: false,
        options: &[],
        lines: false,
    }
}

const fn folded(name: &'static str, label: &'static str, layout: Layout) -> Member {
    Member {
        folded: true,
        ..member(name, label, layout)
    }
}

/// What somebody may have agreed, in the order it is offered.
pub const CONSENT: &[(&str, &str)] = &[
    ("given", "Agreed"),
    ("narrowed", "Agreed in part"),
    ("refused", "Refused"),
    ("withdrawn", "Taken back"),
    ("not_sought", "Not asked"),
];

const CONSENT_HOW: &[(&str, &str)] = &[("verbal", "By word of mouth"), ("written", "In writing")];

const WORDS: &[Member] = &[
    member("said", "What was said", Layout::Area),
    member("who", "Who said it", Layout::Line),
    folded("on", "When", Layout::Moment),
    folded("how", "How", Layout::Line),
];

const NAMED: &[Member] = &[
    member("name", "Name", Layout::Line),
    member("relationship", "Relationship or position", Layout::Line),
    folded("organisation", "Organisation", Layout::Line),
    folded("phone", "Telephone", Layout::Line),
    folded("file", "Their file here", Layout::One),
    folded("note", "Note", Layout::Area),
    folded("agreed", "What they agreed", Layout::Line),
];

const TOLD: &[Member] = &[
    member("to", "Who was told", Layout::Line),
    member("on", "When", Layout::Moment),
    member("how", "How", Layout::Line),
    folded("by", "By whom", Layout::Line),
    folded("why_not", "If not told, why", Layout::Area),
];

const CONSENTED: &[Member] = &[
    Member {
        options: CONSENT,
        ..member("state", "What was agreed", Layout::One)
    },
    member("by", "Who says so", Layout::Line),
    Member {
        options: CONSENT_HOW,
        ..member("how", "How it was said", Layout::One)
    },
    member("on", "When", Layout::Moment),
    folded("expires", "Until", Layout::Moment),
    Member {
        lines: true,
        ..folded("recipients", "With whom, one a line", Layout::Area)
    },
    folded("why", "Why, or what it leaves out", Layout::Area),
];

/// How one answer of a type is laid out.
pub fn layout(kind: FieldType) -> Layout {
    match kind {
        FieldType::Text => Layout::Line,
        FieldType::TextLong => Layout::Area,
        FieldType::Words => Layout::Members(WORDS),
        FieldType::NamedPerson | FieldType::NamedPeople => Layout::Members(NAMED),
        FieldType::Told => Layout::Members(TOLD),
        FieldType::Consent => Layout::Members(CONSENTED),
        FieldType::Number
        | FieldType::Integer
        | FieldType::Money
        | FieldType::Minutes
        | FieldType::Hours
        | FieldType::Percent
        | FieldType::Scale => Layout::Number,
        FieldType::Date => Layout::Day,
        FieldType::Time => Layout::Time,
        FieldType::Datetime => Layout::Moment,
        FieldType::AboutDate => Layout::About,
        FieldType::Score => Layout::Score,
        FieldType::Group => Layout::Row,
        FieldType::Computed | FieldType::Note => Layout::None,
        FieldType::YesNo
        | FieldType::YesNoUnknown
        | FieldType::Choice
        | FieldType::Choices
        | FieldType::Checklist
        | FieldType::Person
        | FieldType::People
        | FieldType::Worker
        | FieldType::Workers
        | FieldType::Site
        | FieldType::Agency
        | FieldType::GroupFile
        | FieldType::Post
        | FieldType::Record
        | FieldType::Records
        | FieldType::Matter
        | FieldType::Attachment
        | FieldType::Attachments => Layout::One,
    }
}

/// Whether a field takes several answers.
pub fn several(field: &Field) -> bool {
    field.many
        || matches!(
            *field.kind,
            FieldType::Choices
                | FieldType::Checklist
                | FieldType::People
                | FieldType::NamedPeople
                | FieldType::Workers
                | FieldType::Records
                | FieldType::Attachments
                | FieldType::Group
        )
}

/// Whether its several answers are numbered rows, rather than boxes to tick.
pub fn in_rows(field: &Field) -> bool {
    several(field) && layout(*field.kind) != Layout::One
}
