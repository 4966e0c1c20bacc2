//! What is kept of somebody who works for a service.

use super::choices::REGISTRATION_STATES;
use super::{Description, Field, Heading, Input, Whom};

const WORD: &str = "A short name with hyphens.";

const ROLE_HELD: &[Field] = &[
    Field::new("role", "Role", Input::Role).needed(),
    Field::new(
        "service",
        "In the whole of a service",
        Input::File(Whom::Service),
    ),
    Field::new("team", "In a team alone", Input::File(Whom::Team)),
];

const EMPLOYMENT: &[Field] = &[
    Field::new(
        "employer",
        "Employer",
        Input::Who {
            whom: Whom::Agency,
            roles: false,
            several: false,
        },
    )
    .needed(),
    Field::new("title", "What the job is called", Input::Line).needed(),
    Field::new("fte", "Share of full time", Input::Share)
        .needed()
        .hint("1 is full time, 0.5 is half."),
    Field::new("post", "The post it fills", Input::File(Whom::Post)),
    Field::new("funding", "Who pays, as the contract names it", Input::Line),
];

const QUALIFICATION: &[Field] = &[
    Field::new("what", "Qualification", Input::Line).needed(),
    Field::new("from", "From which school or body", Input::Line),
    Field::new("gained", "When", Input::PartDate),
];

const REGISTRATION: &[Field] = &[
    Field::new("body", "Professional body", Input::Line).needed(),
    Field::new(
        "status.state",
        "How far it has come",
        Input::Choice(REGISTRATION_STATES),
    )
    .needed(),
    Field::new("status.number", "Number on the register", Input::Line)
        .needed()
        .when("status.state", "registered"),
    Field::new("status.since", "Since", Input::Day).when("status.state", "registered"),
    Field::new("status.conditions", "Conditions", Input::Text).when("status.state", "registered"),
    Field::new("status.started", "Applied on", Input::Day)
        .needed()
        .when("status.state", "in_process"),
    Field::new("status.expected", "Expected to be finished on", Input::Day)
        .when("status.state", "in_process"),
    Field::new("status.stage", "Which stage", Input::Line).when("status.state", "in_process"),
    Field::new("status.started", "Begun on", Input::Day).when("status.state", "experience_pathway"),
    Field::new("status.note", "What has been agreed", Input::Text)
        .when("status.state", "experience_pathway"),
];

const PRACTISING_CERTIFICATE: &[Field] = &[
    Field::new("body", "Who issued it", Input::Line).needed(),
    Field::new("number", "Number", Input::Line).needed(),
    Field::new("issued", "First day", Input::Day).needed(),
    Field::new("expires", "Last day", Input::Day).needed(),
];

const VETTING: &[Field] = &[
    Field::new("check", "Which check", Input::Word)
        .needed()
        .hint("For instance police, references, identity, work-history, risk-assessment."),
    Field::new("checked_on", "Made on", Input::Day),
    Field::new("result", "What came of it", Input::Line).hint("Detail belongs in a record."),
    Field::new("expires", "To be made again by", Input::Day),
];

const CONFLICT_OF_INTEREST: &[Field] = &[
    Field::new(
        "with",
        "With whom",
        Input::Who {
            whom: Whom::Anybody,
            roles: false,
            several: false,
        },
    )
    .needed(),
    Field::new("why", "Why, as far as it must be said", Input::Text),
    Field::new("declared_on", "Declared on", Input::Day).needed(),
];

const LEAVE: &[Field] = &[
    Field::new("leave_kind", "What sort of leave", Input::Word)
        .needed()
        .hint("For instance annual, sick, study."),
    Field::new("covered_by", "Who covers", Input::File(Whom::Worker))
        .hint("Say who acts for them under “Cover” as well: this alone opens no files."),
];

const SUPERVISED_BY: &[Field] = &[
    Field::new(
        "supervisor",
        "Supervisor",
        Input::Who {
            whom: Whom::Worker,
            roles: false,
            several: false,
        },
    )
    .needed()
    .hint("In words, where somebody from outside does it."),
    Field::new("form", "What sort of supervision", Input::Word)
        .hint("For instance line, professional, cultural, peer."),
];

const SKILL: &[Field] = &[
    Field::new("skill", "What", Input::Line).needed(),
    Field::new("may_lead", "May they lead it on their own?", Input::YesNo),
    Field::new("trained", "When trained", Input::PartDate),
];

const OUTSIDE_ACCOUNT: &[Field] = &[
    Field::new("system", "Which system", Input::Word)
        .needed()
        .hint(WORD),
    Field::new("exists", "Do they have an account there?", Input::YesNo).needed(),
];

const ACKNOWLEDGEMENT: &[Field] = &[
    Field::new("document", "Document", Input::Word)
        .needed()
        .hint(WORD),
    Field::new("edition", "Edition", Input::Line).needed(),
    Field::new("on", "Read and accepted on", Input::Day).needed(),
];

const TEAM_MEMBERSHIP: &[Field] = &[
    Field::new("team", "Team", Input::File(Whom::Team)).needed(),
    Field::new("leads", "Do they lead it?", Input::YesNo),
];

pub(super) const KINDS: &[Description] = &[
    Description::new("role_held", "Role", Heading::Work, ROLE_HELD),
    Description::new("team_membership", "Team", Heading::Work, TEAM_MEMBERSHIP),
    Description::new("supervised_by", "Supervisor", Heading::Work, SUPERVISED_BY),
    Description::new("leave", "Leave", Heading::Work, LEAVE),
    Description::new(
        "conflict_of_interest",
        "Conflict of interest",
        Heading::Work,
        CONFLICT_OF_INTEREST,
    )
    .hint("Closes the files of whoever is named to the worker."),
    Description::new(
        "registration",
        "Professional registration",
        Heading::Work,
        REGISTRATION,
    ),
    Description::new(
        "practising_certificate",
        "Practising certificate",
        Heading::Work,
        PRACTISING_CERTIFICATE,
    ),
    Description::new("employment", "Job", Heading::Work, EMPLOYMENT),
    Description::new(
        "qualification",
        "Qualification",
        Heading::Work,
        QUALIFICATION,
    )
    .once(),
    Description::new("vetting", "Safety check", Heading::Work, VETTING),
    Description::new("skill", "Skill", Heading::Work, SKILL),
    Description::new(
        "outside_account",
        "Account elsewhere",
        Heading::Work,
        OUTSIDE_ACCOUNT,
    )
    .hint("Whether they have one; a password is never kept."),
    Description::new(
        "acknowledgement",
        "Document read and accepted",
        Heading::Work,
        ACKNOWLEDGEMENT,
    )
    .once(),
];
