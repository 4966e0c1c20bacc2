//! Events: everything that ever changed, as it was appended. An event says what happened, when it
//! *occurred*, when it was *recorded*, who did it and for whom. Events are never edited; a correction is
//! another event.

use std::collections::BTreeMap;
use std::fmt;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::{EventId, FactId, FileId, InvolvementId, MatterId, Name, RecordId, ServiceId};

/// Answers of a form by field id, as they are kept.
pub type Answers = Map<String, Value>;

/// How exactly a date is known.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Precision {
    /// To the day (and, where there is a time, to the minute).
    #[default]
    Day,
    /// "In March 2019": the date is the first of the month.
    Month,
    /// "In 1998": the date is the first of January.
    Year,
    /// "About 1998".
    About,
}

/// When something happened in the life of the people concerned: a civil date in the service's zone,
/// with the time where it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Occurred {
    /// The civil date.
    pub date: Date,
    /// The time of day, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<Time>,
    /// How exactly the date is known.
    #[serde(default, skip_serializing_if = "is_day")]
    pub precision: Precision,
}

fn is_day(precision: &Precision) -> bool {
    *precision == Precision::Day
}

impl Occurred {
    /// A day, its time not known.
    pub fn on(date: Date) -> Self {
        Self {
            date,
            time: None,
            precision: Precision::Day,
        }
    }

    /// A moment to the minute.
    pub fn at(moment: DateTime) -> Self {
        Self {
            date: moment.date(),
            time: Some(moment.time()),
            precision: Precision::Day,
        }
    }

    /// For putting in order: a day without a time stands at its start.
    pub fn order(&self) -> DateTime {
        self.date.to_datetime(self.time.unwrap_or(Time::midnight()))
    }
}

impl fmt::Display for Occurred {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.precision, self.time) {
            (Precision::Day, Some(time)) => {
                write!(f, "{} {:02}:{:02}", self.date, time.hour(), time.minute())
            }
            (Precision::Day, None) => write!(f, "{}", self.date),
            (Precision::Month, _) => write!(f, "{:04}-{:02}", self.date.year(), self.date.month()),
            (Precision::Year, _) => write!(f, "{}", self.date.year()),
            (Precision::About, _) => write!(f, "about {}", self.date.year()),
        }
    }
}

/// What a file is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Subject {
    Person,
    Family,
    Worker,
    Team,
    Post,
    Group,
    Site,
    Agency,
    Volunteer,
}

impl Subject {
    /// Every subject, in the order people are shown them.
    pub const ALL: [Subject; 9] = [
        Self::Person,
        Self::Family,
        Self::Worker,
        Self::Team,
        Self::Post,
        Self::Group,
        Self::Site,
        Self::Agency,
        Self::Volunteer,
    ];

    /// The word the pack language uses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Family => "family",
            Self::Worker => "worker",
            Self::Team => "team",
            Self::Post => "post",
            Self::Group => "group",
            Self::Site => "site",
            Self::Agency => "agency",
            Self::Volunteer => "volunteer",
        }
    }

    /// Reads the word the pack language uses.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.as_str() == text)
    }
}

/// Which pack, in which version, a matter or record runs under. A published version never changes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PackRef {
    /// The pack's name.
    pub pack: Name,
    /// Its version, as written in `pack.yaml`.
    pub version: String,
}

/// The dates between which a fact holds; an end that is not known is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Period {
    /// First day, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// Last day, where it has ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Date>,
}

impl Period {
    /// Whether a day lies in the period, both ends included.
    pub fn holds(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}

/// One change of one kind. The JSON of it is what the ledger commits to: fields may be added with a
/// default, never renamed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[allow(
    missing_docs,
    reason = "the variants say what happened; fields with a rule of their own are documented"
)]
pub enum Body {
    FileOpened {
        subject: Subject,
        /// The service whose file it is; none for what the whole deployment shares.
        service: Option<ServiceId>,
        /// The agency it belongs to, for a worker, team, post or site.
        agency: Option<FileId>,
    },
    /// Outside need-to-know from now on: `allowed` beats every role.
    FileRestricted {
        allowed: Vec<FileId>,
        /// Not even whoever is on duty learns that the file is there.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        not_even_duty: bool,
        why: String,
    },
    FileUnrestricted {
        why: String,
    },
    FactStated {
        fact: FactId,
        what: Name,
        value: Answers,
        period: Period,
        /// The fact that this one corrects, which from now on was never so.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        corrects: Option<FactId>,
    },
    FactEnded {
        fact: FactId,
        on: Date,
    },
    FactRetracted {
        fact: FactId,
        why: String,
    },
    ServiceOpened {
        service: ServiceId,
        slug: Name,
        name: String,
        zone: String,
        calendar: Name,
        pack: PackRef,
    },
    /// A dated setting of a service; it holds from `from` until the next one.
    SettingSet {
        service: ServiceId,
        setting: Name,
        value: Value,
        from: Date,
    },
    /// A form was started by somebody who hands it on; its text stays beside the chain until submitted.
    RecordStarted {
        record: RecordId,
        record_kind: Name,
    },
    RecordSubmitted {
        record: RecordId,
        record_kind: Name,
        category: Name,
        /// 1, then one more for each amendment or resubmission.
        version: u32,
        pack: PackRef,
        /// The file it is listed first on.
        home: FileId,
        answers: Answers,
        /// What is only about one of the people it is filed on.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        parts: BTreeMap<FileId, Answers>,
        significant: bool,
        /// The signing step it waits for; none: complete.
        waits_for: Option<Name>,
        /// It corrects what was wrong from the beginning; otherwise it adds what has happened since.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        corrects: bool,
        /// Why a signed record is amended.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        why: Option<String>,
        /// Warnings that were shown, with what the author answered in the form.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        warned: Vec<Name>,
    },
    RecordReturned {
        record: RecordId,
        step: Name,
        why: String,
    },
    RecordSigned {
        record: RecordId,
        version: u32,
        step: Name,
        waits_for: Option<Name>,
        /// The reason, where somebody signed their own work as an exception the pack allows.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        own_work: Option<String>,
    },
    RecordRemovalAsked {
        record: RecordId,
        why: String,
    },
    /// Out of view because it is on the wrong file; two people did it, and the chain still holds it.
    RecordRemoved {
        record: RecordId,
        asked_by: FileId,
        /// The file the entry belongs on, where it was filed again.
        moved_to: Option<FileId>,
    },
    AttachmentAdded {
        record: Option<RecordId>,
        /// SHA-256 of the content, in hexadecimal.
        sha256: String,
        name: String,
        media_type: String,
        bytes: u64,
    },
    MatterOpened {
        matter: MatterId,
        matter_kind: Name,
        service: ServiceId,
        pack: PackRef,
        stage: Name,
        /// The worker's file, where the matter is about another file as well.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        about: Option<FileId>,
    },
    StageEntered {
        matter: MatterId,
        stage: Name,
        by_move: Name,
        closes: bool,
    },
    MatterReopened {
        matter: MatterId,
        stage: Name,
        why: String,
    },
    /// From now on the matter runs under another version of its pack.
    MatterRepinned {
        matter: MatterId,
        pack: PackRef,
        why: String,
    },
    StateSet {
        /// The matter it is a state of; none: of the file.
        matter: Option<MatterId>,
        state: Name,
        value: Name,
    },
    InvolvementStarted {
        involvement: InvolvementId,
        matter: MatterId,
        worker: FileId,
        role: Name,
    },
    InvolvementEnded {
        involvement: InvolvementId,
        matter: MatterId,
        why: String,
    },
    /// `by` acts for the worker whose file this is delivered to.
    CoverNamed {
        cover: InvolvementId,
        worker: FileId,
        by: FileId,
        from: Date,
        until: Date,
        why: String,
    },
    CoverEnded {
        cover: InvolvementId,
    },
    /// Somebody extended, dismissed or set a timescale.
    Directed {
        matter: Option<MatterId>,
        clock: Name,
        /// The event that started the cycle; none: the one that is open.
        anchor: Option<String>,
        direction: Directive,
        why: String,
    },
    GuardLifted {
        matter: Option<MatterId>,
        guard: Name,
        why: String,
    },
    /// Somebody is told something once; `about` is the rule or timescale, `key` makes it the only one.
    Noticed {
        matter: Option<MatterId>,
        about: Name,
        key: String,
        to: Vec<FileId>,
        says: String,
    },
    /// Both files are about one and the same subject, until undone.
    SameAs {
        other: FileId,
        why: String,
    },
    NotSameAs {
        other: FileId,
        why: String,
    },
}

/// What a direction does to a timescale.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "does", rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Directive {
    ExtendTo { date: Date },
    Dismiss,
    SetInterval { interval: String },
}

/// One event as appended.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// Its own identifier.
    pub id: EventId,
    /// The file of the worker who did it.
    pub actor: FileId,
    /// The worker on whose behalf, under cover.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_behalf: Option<FileId>,
    /// When it happened.
    pub occurred: Occurred,
    /// The service's time zone at that moment (IANA name).
    pub zone: String,
    /// When it was recorded.
    pub recorded: Timestamp,
    /// What changed.
    pub body: Body,
}

/// An event as it stands on one file's chain.
#[derive(Debug, Clone, PartialEq)]
pub struct Delivered {
    /// The place on the chain of the file, from 1.
    pub seq: u64,
    /// The matter of this file it belongs to.
    pub matter: Option<MatterId>,
    /// The event.
    pub event: Event,
}
