//! `records/*.yaml`: forms with their sections, fields and signing steps.

use crate::text::{FromNode, Ident, Node, OneOrMany, Problems, Spanned};

use super::{Cites, Condition, Meaning, Purpose, Ref, StartsFrom};

/// Shorthand for a subject a record is filed on.
pub type FiledOn = Spanned<Ident>;

/// `true`, `false` or a condition.
#[derive(Debug, Clone, Default)]
pub enum Requirement {
    /// Never.
    #[default]
    No,
    /// Always.
    Yes,
    /// Where it holds.
    When(Condition),
}

impl FromNode for Requirement {
    fn expected() -> String {
        "`true`, `false` or a condition".into()
    }
    fn from_node(node: &Node, problems: &mut Problems) -> Option<Self> {
        match node.text() {
            Some("true" | "yes") => Some(Self::Yes),
            Some("false" | "no") => Some(Self::No),
            _ => Condition::from_node(node, problems).map(Self::When),
        }
    }
}

crate::name_enum! {
    /// What kind of answer a field takes.
    pub enum FieldType: "a field type" {
        /// A line of text.
        Text = "text",
        /// Paragraphs.
        TextLong = "text_long",
        /// Somebody's own words, attributed.
        Words = "words",
        /// Yes or no.
        YesNo = "yes_no",
        /// Yes, no or not known.
        YesNoUnknown = "yes_no_unknown",
        /// One of a list.
        Choice = "choice",
        /// Several of a list.
        Choices = "choices",
        /// A number.
        Number = "number",
        /// A whole number.
        Integer = "integer",
        /// An amount of money.
        Money = "money",
        /// A duration in minutes.
        Minutes = "minutes",
        /// A duration in hours.
        Hours = "hours",
        /// A share in per cent.
        Percent = "percent",
        /// A day.
        Date = "date",
        /// A time of day.
        Time = "time",
        /// A day and time.
        Datetime = "datetime",
        /// A date as far as it is known.
        AboutDate = "about_date",
        /// Somebody known to the system.
        Person = "person",
        /// Several of them.
        People = "people",
        /// Somebody named.
        NamedPerson = "named_person",
        /// Several named.
        NamedPeople = "named_people",
        /// A worker.
        Worker = "worker",
        /// Several workers.
        Workers = "workers",
        /// A site.
        Site = "site",
        /// An agency.
        Agency = "agency",
        /// A group programme.
        GroupFile = "group_file",
        /// A post.
        Post = "post",
        /// A record.
        Record = "record",
        /// Several records.
        Records = "records",
        /// A matter.
        Matter = "matter",
        /// An attached document.
        Attachment = "attachment",
        /// Several.
        Attachments = "attachments",
        /// Who agreed to what.
        Consent = "consent",
        /// That somebody was told something, and when.
        Told = "told",
        /// A rating.
        Scale = "scale",
        /// Scores of an instrument.
        Score = "score",
        /// A repeating group.
        Group = "group",
        /// A list of things ticked.
        Checklist = "checklist",
        /// Worked out from other answers.
        Computed = "computed",
        /// Text on the form only.
        Note = "note",
    }
}

crate::record! {
    /// An option of a choice.
    #[derive(Debug, Clone)]
    pub struct Option_: "an option" {
        /// Its name.
        pub id: Spanned<Ident>,
        /// What people read.
        pub label: String,
        /// The clauses it carries out.
        pub clause: Cites,
        /// Kept for old records, never offered.
        pub retired: bool = false,
    }
}

crate::record! {
    /// A band of a scale.
    #[derive(Debug, Clone)]
    pub struct Band: "a band" {
        /// The highest value in it.
        pub to: i64,
        /// What people read.
        pub label: String,
    }
}

crate::name_enum! {
    /// Whom a part is for.
    pub enum Per: "what a part is for" {
        /// Each person the record is filed on.
        Child = "child",
    }
}

crate::record! {
    /// A field of a form.
    #[derive(Debug, Clone)]
    pub struct Field: "a field" {
        /// Its name, for ever.
        pub id: Spanned<Ident>,
        /// The question as people read it.
        pub label: String,
        /// What kind of answer it takes.
        pub kind: Spanned<FieldType> as "type",
        /// A line of help.
        pub hint: Option<String>,
        /// Whether it must be answered.
        pub required: Requirement = Requirement::No,
        /// Shown only where this holds.
        pub when: Option<Condition>,
        /// The clauses it carries out.
        pub clause: Cites,
        /// Options of a choice or checklist.
        pub options: Vec<Option_>,
        /// A shared pick list instead.
        pub list: Option<Ref>,
        /// A free text beside the options.
        pub other: bool = false,
        /// The unit of a number.
        pub unit: Option<String>,
        /// Least value or number of rows.
        pub min: Option<f64>,
        /// Greatest value or number of rows.
        pub max: Option<f64>,
        /// Longest text, in characters.
        pub max_length: Option<u32>,
        /// Whether a date may lie in the future.
        pub not_future: bool = false,
        /// Whether a date may lie in the past.
        pub not_past: bool = false,
        /// A date field that this one may not precede.
        pub not_before: Option<Ref>,
        /// Kept as a typed row for reports as well.
        pub report: bool = false,
        /// The dated state its choice sets.
        pub sets: Option<Ref>,
        /// A part for each person it is filed on.
        pub per: Option<Per>,
        /// The answer a new form starts with.
        pub default: Option<Spanned<String>>,
        /// Several answers.
        pub many: bool = false,
        /// The fields of a repeating group.
        pub fields: Vec<Field>,
        /// What its answer means to lists and pages that know no form.
        pub means: Option<Spanned<Meaning>>,
        /// What the lines of a repeating group start from.
        pub starts_from: Option<Spanned<StartsFrom>>,
        /// The expression of a computed field.
        pub compute: Option<Condition>,
        /// Bands of a scale.
        pub bands: Vec<Band>,
        /// The instrument of a score.
        pub instrument: Option<Ref>,
        /// The kind of record or matter it points at.
        pub of: Option<Ref>,
        /// What a consent is for.
        pub purpose: Option<Ref>,
        /// Only these roles (and the author) read it.
        pub private: OneOrMany<Ref>,
        /// The persons named must not learn of this record.
        pub not_told: bool = false,
        /// Kept for old records, never asked.
        pub retired: bool = false,
        /// Resources offered beside it.
        pub resources: OneOrMany<Ref>,
    }
}

crate::record! {
    /// A section of a form.
    #[derive(Debug, Clone)]
    pub struct Section: "a section" {
        /// Its heading.
        pub title: String,
        /// Shown only where this holds.
        pub when: Option<Condition>,
        /// Text above the fields.
        pub note: Option<String>,
        /// The clauses it carries out.
        pub clause: Cites,
        /// Resources offered with it.
        pub resources: OneOrMany<Ref>,
        /// Its fields.
        pub fields: Vec<Field>,
    }
}

crate::name_enum! {
    /// Whether somebody may sign their own work.
    pub enum OwnWork: "whether own work may be signed" {
        /// Not at all.
        Never = "never",
        /// With a reason, which somebody else reviews.
        Recorded = "recorded",
    }
}

crate::record! {
    /// A step of a signing chain.
    #[derive(Debug, Clone)]
    pub struct SigningStep: "a signing step" {
        /// Its name.
        pub step: Spanned<Ident>,
        /// What people read.
        pub title: Option<String>,
        /// Roles that sign it.
        pub by: OneOrMany<Ref>,
        /// Whether it may be sent back.
        pub may_return: bool = false,
        /// Whether somebody may sign their own work.
        pub own_work: OwnWork = OwnWork::Never,
        /// What must hold before it is signed.
        pub needs: Option<Condition>,
        /// Left out where this holds.
        pub skip_when: Option<Condition>,
        /// The tray it waits in, instead of a role's.
        pub to: Option<Ref>,
        /// The clauses it carries out.
        pub clause: Cites,
    }
}

crate::name_enum! {
    /// Whether the family may be shown a record.
    pub enum ToFamily: "whether the family may see it" {
        /// It is taken out of whatever they receive.
        Never = "never",
        /// After somebody has looked it through.
        Reviewed = "reviewed",
        /// As it is.
        Yes = "yes",
    }
}

crate::record! {
    /// A form: one kind of record.
    #[derive(Debug, Clone)]
    pub struct Form: "a form" {
        /// The record kind.
        pub record: Spanned<Ident>,
        /// What people call it.
        pub title: String,
        /// The clauses it carries out.
        pub clause: Cites,
        /// What it is for, for the book.
        pub purpose: Option<String>,
        /// What it serves.
        pub serves: OneOrMany<Spanned<Purpose>>,
        /// Subjects it may be filed on.
        pub filed_on: OneOrMany<FiledOn>,
        /// The matter it belongs to.
        pub within: Option<Ref>,
        /// What access decides by.
        pub category: Ref,
        /// Roles that write it.
        pub written_by: OneOrMany<Ref>,
        /// May be filed on several people at once.
        pub about_siblings: bool = false,
        /// The field that says when it happened.
        pub occurred: Option<Ref>,
        /// Drafted into the chronology.
        pub significant: Requirement = Requirement::No,
        /// Whether the family may be shown it.
        pub visible_to_family: ToFamily = ToFamily::Reviewed,
        /// Fields that a new one starts with from the last.
        pub copy_forward: OneOrMany<Ref>,
        /// Steps after submitting, in order.
        pub signing: Vec<SigningStep>,
        /// Sections in order.
        pub sections: Vec<Section>,
        /// Only the author and these roles read it, whatever their categories.
        pub private: OneOrMany<Ref>,
    }
}

impl Field {
    /// Whether its answer means this.
    pub fn is(&self, meaning: Meaning) -> bool {
        self.means.as_ref().is_some_and(|m| m.value == meaning)
    }

    /// The field of this group that means this.
    pub fn inner(&self, meaning: Meaning) -> Option<&Field> {
        self.fields.iter().find(|f| f.is(meaning))
    }
}

impl Form {
    /// Its fields in order, without those inside groups.
    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        self.sections.iter().flat_map(|s| &s.fields)
    }

    /// A field by its name.
    pub fn field(&self, id: &str) -> Option<&Field> {
        self.fields().find(|f| **f.id == *id)
    }

    /// Whether it serves this.
    pub fn serves(&self, purpose: Purpose) -> bool {
        self.serves.iter().any(|s| s.value == purpose)
    }

    /// The field that means this: one of its own, or else the first of that meaning inside a group.
    pub fn meaning(&self, meaning: Meaning) -> Option<&Field> {
        let own = self.fields().find(|f| f.is(meaning));
        own.or_else(|| self.fields().find_map(|f| f.inner(meaning)))
    }

    /// A signing step by its name.
    pub fn step(&self, step: &str) -> Option<&SigningStep> {
        self.signing.iter().find(|s| **s.step == *step)
    }
}
