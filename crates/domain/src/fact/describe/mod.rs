//! What each kind of fact is called and asks, as data: from it forms are made, what they send is read, and every field is
//! shown. A test holds it against the facts themselves, so that nothing is kept that cannot be seen and put right. It
//! judges nothing: [`Fact::validate`](super::Fact::validate) does.

mod care;
mod choices;
mod people;
mod places;
mod work;

#[cfg(test)]
mod tests;

pub use choices::relation;

/// Under which heading a kind of fact is offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Heading {
    /// Names, birth, gender, numbers.
    Identity,
    /// Where somebody belongs, what they speak and need.
    Culture,
    /// Addresses, numbers and what is safe.
    Contact,
    /// Warnings, and who must not learn of something.
    Safety,
    /// Kin, households, care, guardianship, consent, orders.
    Care,
    /// School.
    School,
    /// What is kept of somebody who works here.
    Work,
    /// Places, posts and organisations.
    Places,
}

impl Heading {
    /// Every heading, in the order people are shown them.
    pub const ALL: [Heading; 8] = [
        Self::Identity,
        Self::Culture,
        Self::Contact,
        Self::Safety,
        Self::Care,
        Self::School,
        Self::Work,
        Self::Places,
    ];

    /// What people read.
    pub fn title(self) -> &'static str {
        match self {
            Self::Identity => "Who they are",
            Self::Culture => "Culture, language and needs",
            Self::Contact => "Where they are and how to reach them",
            Self::Safety => "Safety",
            Self::Care => "Family, care and consent",
            Self::School => "School",
            Self::Work => "Work",
            Self::Places => "Places and organisations",
        }
    }
}

/// What sort of file a field points at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whom {
    /// People and those who work with them.
    Anybody,
    /// Somebody who works here.
    Worker,
    /// A household or family.
    Household,
    /// A school, office or other place.
    Site,
    /// An organisation.
    Agency,
    /// A team.
    Team,
    /// A post.
    Post,
    /// A service, which has no file of its own.
    Service,
}

/// How a field is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Input {
    /// A line.
    Line,
    /// Paragraphs.
    Text,
    /// Lines, each an entry of its own.
    Lines,
    /// A short word of the pack or of a published list: letters, figures, hyphens.
    Word,
    /// A role of the pack.
    Role,
    /// One of a few: what is kept, what people read.
    Choice(&'static [(&'static str, &'static str)]),
    /// Yes or no.
    YesNo,
    /// Yes, no, or not known.
    YesNoUnknown,
    /// A day.
    Day,
    /// A date as far as it is known.
    PartDate,
    /// Somebody with a file, or in words; or a role, where `roles`.
    Who {
        /// Whose files are offered.
        whom: Whom,
        /// Whether it may be a role of the pack.
        roles: bool,
        /// Whether there may be several.
        several: bool,
    },
    /// A file alone.
    File(Whom),
    /// A whole number from 0 to this.
    Number(u16),
    /// A share of full time.
    Share,
    /// With whom something may be used: everyone, the person alone, or those listed.
    SafeWith,
}

/// A field of a kind of fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// Where it stands in the fact's JSON: `safe.call`.
    pub path: &'static str,
    /// What people read.
    pub label: &'static str,
    /// Help.
    pub hint: &'static str,
    /// How it is asked.
    pub input: Input,
    /// Whether there is no such fact without it.
    pub needed: bool,
    /// The field that must have one of these values for this one to be asked.
    pub when: Option<(&'static str, &'static str)>,
}

impl Field {
    pub(super) const fn new(path: &'static str, label: &'static str, input: Input) -> Self {
        Self {
            path,
            label,
            hint: "",
            input,
            needed: false,
            when: None,
        }
    }

    pub(super) const fn needed(mut self) -> Self {
        self.needed = true;
        self
    }

    pub(super) const fn hint(mut self, hint: &'static str) -> Self {
        self.hint = hint;
        self
    }

    pub(super) const fn when(mut self, path: &'static str, value: &'static str) -> Self {
        self.when = Some((path, value));
        self
    }

    /// A name of its own among the fields of its kind: two fields asked in different cases may share a path.
    pub fn name(&self) -> String {
        match self.when {
            Some((_, value)) => format!("{}~{value}", self.path),
            None => self.path.to_owned(),
        }
    }
}

/// A kind of fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Description {
    /// The kind, as it is kept.
    pub kind: &'static str,
    /// What people call it.
    pub title: &'static str,
    /// What belongs here, and what does not.
    pub hint: &'static str,
    /// Where it is offered.
    pub heading: Heading,
    /// Its fields, in the order they are asked.
    pub fields: &'static [Field],
    /// Whether it holds for a time: when it began and ended is asked.
    pub lasts: bool,
}

impl Description {
    pub(super) const fn new(
        kind: &'static str,
        title: &'static str,
        heading: Heading,
        fields: &'static [Field],
    ) -> Self {
        Self {
            kind,
            title,
            hint: "",
            heading,
            fields,
            lasts: true,
        }
    }

    pub(super) const fn hint(mut self, hint: &'static str) -> Self {
        self.hint = hint;
        self
    }

    /// It is about one day, which is a field of its own.
    pub(super) const fn once(mut self) -> Self {
        self.lasts = false;
        self
    }

    /// The sorts of file on which it makes sense.
    pub fn subjects(&self) -> &'static [super::Subject] {
        super::Fact::subjects_of(self.kind)
    }
}

/// Every kind, under its headings.
pub fn all() -> impl Iterator<Item = &'static Description> {
    [people::KINDS, care::KINDS, work::KINDS, places::KINDS]
        .into_iter()
        .flatten()
}

/// A kind by the name it is kept under.
pub fn of(kind: &str) -> Option<&'static Description> {
    all().find(|description| description.kind == kind)
}

/// What people read for a value of a choice; none for one that no field of the kind has.
pub fn label(kind: &str, path: &str, value: &str) -> Option<&'static str> {
    let field = of(kind)?.fields.iter().find(|field| field.path == path)?;
    match field.input {
        Input::Choice(options) => options
            .iter()
            .find(|(kept, _)| *kept == value)
            .map(|(_, read)| *read),
        _ => None,
    }
}
