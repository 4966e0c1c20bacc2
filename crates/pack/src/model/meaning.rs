//! What forms serve and what fields mean: the few words by which the engine finds its way in forms it does not know. They say
//! nothing about what a form must ask, and no rule hangs on them.

use super::FieldType;

crate::name_enum! {
    /// What a form serves, so that whoever leads people to forms needs no form's name.
    pub enum Purpose: "what a form serves" {
        /// How people come to the service.
        Referral = "referral",
        /// A visit, or another meeting, as it is noted.
        VisitNote = "visit-note",
        /// A talk with somebody who stays nameless.
        DropIn = "drop-in",
        /// Who agreed to what.
        Consent = "consent",
        /// How things stand, found out together.
        Assessment = "assessment",
        /// What is to change, and who does what.
        Plan = "plan",
        /// Whether the plan works.
        Review = "review",
        /// Scores of an instrument.
        Scores = "scores",
        /// The dated story of a file.
        Chronology = "chronology",
        /// Casework supervision, on the worker's file.
        Supervision = "supervision",
        /// Telling those who protect children.
        Concern = "concern",
        /// What a meeting decided on who works with whom.
        Allocation = "allocation",
        /// Talking with somebody who was missing and came back.
        Interview = "interview",
        /// A visit made by whoever is on duty.
        DutyVisit = "duty-visit",
        /// The end of the work.
        Closure = "closure",
    }
}

impl Purpose {
    /// Whether a pack has one form for it at most: there is one place where people are led to it.
    pub fn is_single(self) -> bool {
        matches!(
            self,
            Self::DropIn
                | Self::Chronology
                | Self::Supervision
                | Self::Allocation
                | Self::DutyVisit
        )
    }
}

crate::name_enum! {
    /// What the answer to a field means to the engine's own lists and pages.
    pub enum Meaning: "what a field means" {
        /// Whether the person was seen.
        Seen = "seen",
        /// Whether they were seen alone.
        Alone = "alone",
        /// Where.
        Place = "place",
        /// Their own words.
        TheirWords = "their-words",
        /// What happened.
        WhatHappened = "what-happened",
        /// What is about one person alone.
        OnlyAbout = "only-about",
        /// How long it took.
        Minutes = "minutes",
        /// Whether it belongs in the chronology.
        Significant = "significant",
        /// What comes next.
        NextStep = "next-step",
        /// When that is.
        NextDate = "next-date",
        /// What matters to them.
        WhatMatters = "what-matters",
        /// A group: goals.
        Goals = "goals",
        /// A goal.
        Goal = "goal",
        /// Where it stands.
        GoalStatus = "goal-status",
        /// A group: tasks.
        Tasks = "tasks",
        /// A task.
        Task = "task",
        /// Where it stands.
        TaskStatus = "task-status",
        /// By when.
        TaskDue = "task-due",
        /// When this is looked at again.
        NextReview = "next-review",
        /// A group: what stands in a chronology.
        Entries = "entries",
        /// The day of an entry.
        EntryDate = "entry-date",
        /// What it says.
        EntryText = "entry-text",
        /// The record it rests on.
        EntrySource = "entry-source",
        /// A group: those a worker works with.
        Children = "children",
        /// One of them.
        Child = "child",
        /// When they were last seen.
        LastSeen = "last-seen",
        /// What was decided.
        Decision = "decision",
        /// A level of need or of service.
        Level = "level",
        /// How urgent it is.
        Priority = "priority",
    }
}

impl Meaning {
    /// The types of field that can mean it.
    pub fn types(self) -> &'static [FieldType] {
        use FieldType as T;
        match self {
            Self::Seen | Self::Alone => &[T::YesNo, T::YesNoUnknown],
            Self::Place => &[T::Choice, T::Text, T::Site],
            Self::TheirWords | Self::WhatMatters => &[T::Words, T::Text, T::TextLong],
            Self::WhatHappened
            | Self::OnlyAbout
            | Self::NextStep
            | Self::Goal
            | Self::Task
            | Self::EntryText => &[T::Text, T::TextLong],
            Self::Minutes => &[T::Minutes],
            Self::Significant => &[T::YesNo],
            Self::NextDate | Self::NextReview | Self::TaskDue => &[T::Date, T::Datetime],
            Self::Goals | Self::Tasks | Self::Entries | Self::Children => &[T::Group],
            Self::GoalStatus | Self::TaskStatus | Self::Level => &[T::Choice],
            Self::EntryDate => &[T::Date, T::Datetime, T::AboutDate],
            Self::EntrySource => &[T::Record],
            Self::Child => &[T::Person],
            Self::LastSeen => &[T::Date],
            Self::Decision => &[T::Text, T::TextLong, T::Choice],
            Self::Priority => &[T::Choice, T::Integer, T::Scale],
        }
    }
}

crate::name_enum! {
    /// What the lines of a repeating group start from in a new draft.
    pub enum StartsFrom: "what lines start from" {
        /// The significant records of the files, oldest first.
        Significant = "significant",
        /// The people the worker works with, whose file it is.
        Caseload = "caseload",
    }
}

impl StartsFrom {
    /// What fields of the group must mean, so that lines can be written.
    pub fn needs(self) -> &'static [Meaning] {
        match self {
            Self::Significant => &[Meaning::EntryDate, Meaning::EntryText, Meaning::EntrySource],
            Self::Caseload => &[Meaning::Child],
        }
    }
}
