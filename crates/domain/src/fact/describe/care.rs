//! Kin, care, guardianship, consent and court orders, each a fact of its own that is never inferred from another; safety;
//! school.

use super::choices::{HOW_GUARDIAN, RELATIONS, SCHOOL_EVENTS};
use super::{Description, Field, Heading, Input, Whom};

const fn one(whom: Whom) -> Input {
    Input::Who {
        whom,
        roles: false,
        several: false,
    }
}

const ANYBODY: Input = one(Whom::Anybody);

const MUST_NOT_BE_TOLD: &[Field] = &[
    Field::new("who", "Who must not learn of it", ANYBODY).needed(),
    Field::new("about", "What they must not learn", Input::Text)
        .needed()
        .hint("For instance where the children are, that a report was made."),
    Field::new("why", "Why", Input::Text).needed(),
    Field::new("review_on", "Look at it again on", Input::Day),
];

const DANGER_NOTE: &[Field] = &[
    Field::new("what", "The danger", Input::Text).needed(),
    Field::new("precaution", "What to do", Input::Text)
        .hint("For instance two workers, not after dark."),
    Field::new("why", "Why the note is here", Input::Text).needed(),
    Field::new("review_on", "Look at it again on", Input::Day).needed(),
    Field::new(
        "decided_by",
        "Who decided",
        Input::Who {
            whom: Whom::Worker,
            roles: true,
            several: false,
        },
    )
    .needed(),
    Field::new(
        "person_told",
        "Was the person told of the note?",
        Input::YesNo,
    )
    .needed(),
    Field::new("why_not_told", "If not, why", Input::Text),
];

const LIVES_WITH: &[Field] = &[
    Field::new("household", "Household", Input::File(Whom::Household)).needed(),
    Field::new("role", "The part they have in it", Input::Line)
        .hint("For instance head, every other week, visitor."),
    Field::new("main", "Is it the one they mainly live in?", Input::YesNo),
];

const RELATIONSHIP: &[Field] = &[
    Field::new("to", "Who", ANYBODY).needed(),
    Field::new("relation", "What they are to the person", Input::Choice(RELATIONS))
        .needed()
        .hint("Being kin says nothing about who cares, who is guardian or who may consent: those are facts of their own."),
    Field::new("own_words", "How the family says it", Input::Line).hint("For instance Nan, māmā, my other dad."),
    Field::new("biological", "By blood?", Input::YesNoUnknown),
    Field::new("legal", "In law?", Input::YesNoUnknown),
    Field::new("disputed", "Does somebody say it is not so?", Input::YesNo),
];

const PARENTAL_RESPONSIBILITY: &[Field] = &[
    Field::new("holder", "Who holds it", ANYBODY).needed(),
    Field::new("basis", "On what ground", Input::Line)
        .hint("For instance registered at birth, agreement, order."),
    Field::new("limits", "How it has been limited", Input::Text),
];

const GUARDIANSHIP: &[Field] = &[
    Field::new("holder", "Who is guardian", ANYBODY).needed(),
    Field::new("how", "How they came to be", Input::Choice(HOW_GUARDIAN)).needed(),
    Field::new("purpose", "For a stated purpose only", Input::Text)
        .hint("Where they are guardian beside others."),
];

const CARE_OF: &[Field] = &[
    Field::new("carer", "Who cares day by day", ANYBODY).needed(),
    Field::new("arrangement", "How it came about", Input::Line)
        .hint("For instance agreed in the family, an agreement, an order."),
    Field::new("share", "Which part of the time", Input::Line).hint("Where care is shared."),
];

const MAY_CONSENT: &[Field] = &[
    Field::new("holder", "Who may consent", ANYBODY)
        .needed()
        .hint("It may be the person themselves."),
    Field::new("to_what", "To what", Input::Lines)
        .needed()
        .hint("A line each: medical treatment, sharing with the school."),
    Field::new("basis", "On what ground", Input::Line),
];

const COURT_ORDER: &[Field] = &[
    Field::new("order", "What sort of order", Input::Line).needed(),
    Field::new("court", "Court", Input::Line),
    Field::new("reference", "Its number there", Input::Line),
    Field::new("made_on", "Made on", Input::Day).needed(),
    Field::new("until", "Runs out on", Input::Day),
    Field::new("orders", "What it orders", Input::Text)
        .needed()
        .hint("In words a worker can follow."),
    Field::new(
        "concerns",
        "Whom it binds or names",
        Input::Who {
            whom: Whom::Anybody,
            roles: false,
            several: true,
        },
    ),
];

const IN_CARE: &[Field] = &[
    Field::new("agency", "In the care of", one(Whom::Agency)).needed(),
    Field::new("worker", "Their social worker there", ANYBODY),
    Field::new("site", "Office", one(Whom::Site)),
    Field::new("basis", "On what ground", Input::Line)
        .hint("For instance the section of the law, an agreement."),
];

const SCHOOL_ATTENDANCE: &[Field] = &[
    Field::new("site", "School or early-learning place", one(Whom::Site)).needed(),
    Field::new("year_level", "Year or class", Input::Line),
    Field::new("class", "Form or tutor group, and its teacher", Input::Line),
    Field::new("reason_left", "Why they left", Input::Line),
];

const SCHOOL_FACT: &[Field] = &[
    Field::new("on", "The day", Input::Day).needed(),
    Field::new(
        "what.event",
        "What happened or was measured",
        Input::Choice(SCHOOL_EVENTS),
    )
    .needed(),
    Field::new(
        "what.percent",
        "Per cent of school days attended",
        Input::Number(100),
    )
    .needed()
    .when("what.event", "attendance"),
    Field::new("what.days", "School days removed for", Input::Number(366))
        .when("what.event", "stand_down"),
    Field::new("what.to", "Where to", one(Whom::Site))
        .needed()
        .when("what.event", "transition"),
    Field::new("site", "At which school", one(Whom::Site)),
    Field::new("note", "In words", Input::Text),
];

pub(super) const KINDS: &[Description] = &[
    Description::new(
        "must_not_be_told",
        "Somebody who must not be told",
        Heading::Safety,
        MUST_NOT_BE_TOLD,
    ),
    Description::new(
        "danger_note",
        "Warning to workers",
        Heading::Safety,
        DANGER_NOTE,
    )
    .hint(
        "Shown before a visit and at the duty desk, even where the rest of the file is restricted.",
    ),
    Description::new("lives_with", "Household", Heading::Care, LIVES_WITH)
        .hint("Somebody of two homes has two of these."),
    Description::new("relationship", "Relationship", Heading::Care, RELATIONSHIP)
        .hint("It is told to the other's file too, turned round."),
    Description::new("care_of", "Who cares", Heading::Care, CARE_OF)
        .hint("Kin care too. Care alone does not make a guardian."),
    Description::new("guardianship", "Guardian", Heading::Care, GUARDIANSHIP),
    Description::new(
        "parental_responsibility",
        "Parental responsibility",
        Heading::Care,
        PARENTAL_RESPONSIBILITY,
    ),
    Description::new("may_consent", "Who may consent", Heading::Care, MAY_CONSENT),
    Description::new("court_order", "Court order", Heading::Care, COURT_ORDER),
    Description::new("in_care", "In an agency's care", Heading::Care, IN_CARE),
    Description::new(
        "school_attendance",
        "School enrolment",
        Heading::School,
        SCHOOL_ATTENDANCE,
    ),
    Description::new(
        "school_fact",
        "School event or figure",
        Heading::School,
        SCHOOL_FACT,
    )
    .once(),
];
