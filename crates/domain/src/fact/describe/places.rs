//! Places, posts and organisations.

use super::{Description, Field, Heading, Input, Whom};

const fn who(whom: Whom) -> Input {
    Input::Who {
        whom,
        roles: false,
        several: false,
    }
}

const SITE: &[Field] = &[
    Field::new("site_kind", "What sort of place", Input::Word)
        .needed()
        .hint("For instance secondary-school, office, clinic."),
    Field::new("run_by", "Who runs it", who(Whom::Agency)),
];

const SERVED: &[Field] = &[
    Field::new("service", "Service", Input::File(Whom::Service)).needed(),
    Field::new("served", "Does it serve this place?", Input::YesNo).needed(),
    Field::new(
        "why",
        "Why it began, was looked at again or ended",
        Input::Text,
    ),
];

const MEASURE: &[Field] = &[
    Field::new("measure", "Which figure", Input::Word)
        .needed()
        .hint("For instance roll."),
    Field::new("value", "The figure, as published", Input::Line).needed(),
    Field::new("on", "As on", Input::Day).needed(),
    Field::new("source", "Where it comes from", Input::Line),
];

const TEAM_MEMBER: &[Field] = &[
    Field::new("person", "Who", who(Whom::Anybody)).needed(),
    Field::new("profession", "Profession or post there", Input::Line).needed(),
    Field::new("contact", "How to reach them", Input::Line),
];

const SUPPORT_GIVEN: &[Field] = &[
    Field::new("item", "What", Input::Word)
        .needed()
        .hint("For instance private-room, telephone."),
    Field::new("given", "Is it there?", Input::YesNo).needed(),
    Field::new("note", "In words", Input::Text),
];

const POST: &[Field] = &[
    Field::new("title", "What it is called", Input::Line).needed(),
    Field::new("fte", "Share of full time it is funded for", Input::Share)
        .needed()
        .hint("1 is full time, 0.5 is half."),
    Field::new("funding", "Who pays, as the contract names it", Input::Line),
    Field::new(
        "cluster",
        "Places it serves",
        Input::Who {
            whom: Whom::Site,
            roles: false,
            several: true,
        },
    ),
];

const VACANCY: &[Field] = &[
    Field::new("fte", "Unfilled share of full time", Input::Share)
        .needed()
        .hint("1 is full time, 0.5 is half."),
    Field::new("reason", "Why", Input::Line),
];

const LOCALITY: &[Field] = &[
    Field::new("locality", "Area", Input::Line).needed(),
    Field::new("code", "Code of a published list", Input::Word),
];

const AGENCY: &[Field] = &[
    Field::new("agency_kind", "What sort of organisation", Input::Word)
        .needed()
        .hint("For instance provider, funder, police, health."),
];

const ACCREDITATION: &[Field] = &[
    Field::new("standard", "Standard", Input::Line).needed(),
    Field::new("level", "Level", Input::Line),
    Field::new("granted_by", "By whom", who(Whom::Agency)),
    Field::new("granted", "Granted on", Input::Day).needed(),
    Field::new("review_on", "Looked at again on", Input::Day),
    Field::new("expires", "Runs out on", Input::Day),
    Field::new("conditions", "Conditions", Input::Text),
];

pub(super) const KINDS: &[Description] = &[
    Description::new("site", "What sort of place", Heading::Places, SITE),
    Description::new("served", "Served by a service", Heading::Places, SERVED),
    Description::new("measure", "Figure", Heading::Places, MEASURE).once(),
    Description::new(
        "team_member",
        "Somebody of the place's own team",
        Heading::Places,
        TEAM_MEMBER,
    ),
    Description::new(
        "support_given",
        "What the place provides",
        Heading::Places,
        SUPPORT_GIVEN,
    ),
    Description::new("post", "Post", Heading::Places, POST),
    Description::new("vacancy", "Vacancy", Heading::Places, VACANCY),
    Description::new("locality", "Area", Heading::Places, LOCALITY),
    Description::new(
        "agency",
        "What sort of organisation",
        Heading::Places,
        AGENCY,
    ),
    Description::new(
        "accreditation",
        "Accreditation",
        Heading::Places,
        ACCREDITATION,
    ),
];
