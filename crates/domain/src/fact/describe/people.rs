//! Who somebody is, where they belong, how to reach them without doing harm.

use super::choices::{ADDRESS_KINDS, CERTAINTIES, CHANNELS, NAME_KINDS, NEED_AREAS, SAFE};
use super::{Description, Field, Heading, Input, Whom};

const CODE: &str = "Letters, figures and hyphens, as the list of a return has it. Leave it empty if you have no list.";

const NAME: &[Field] = &[
    Field::new("name_kind", "What sort of name", Input::Choice(NAME_KINDS)).needed(),
    Field::new("given", "Given names", Input::Line),
    Field::new("family", "Family name", Input::Line)
        .hint("The whole name of a household, team, place or organisation."),
    Field::new("preferred", "Name used in talking to them", Input::Line)
        .hint("Where it is none of the given names."),
    Field::new("safe_with", "With whom it may be used", Input::SafeWith),
    Field::new(
        "never_on_letters",
        "Must it never stand on a letter or envelope?",
        Input::YesNo,
    ),
];

const BIRTH: &[Field] = &[
    Field::new(
        "certainty",
        "How far it is known",
        Input::Choice(CERTAINTIES),
    )
    .needed(),
    Field::new("date", "Day of birth", Input::Day)
        .needed()
        .when("certainty", "known"),
    Field::new("date", "Born about", Input::PartDate)
        .needed()
        .hint("As precisely as anyone dares: a year will do.")
        .when("certainty", "estimated"),
    Field::new("due", "Day the birth is due", Input::Day)
        .needed()
        .when("certainty", "expected"),
];

const DEATH: &[Field] = &[
    Field::new("date", "When", Input::PartDate).needed(),
    Field::new("before_birth", "Was it a loss before birth?", Input::YesNo),
    Field::new(
        "note",
        "What those who write to the family must know",
        Input::Text,
    ),
];

const GENDER: &[Field] = &[
    Field::new("gender", "Gender, in their own words", Input::Line).needed(),
    Field::new("pronouns", "Pronouns", Input::Line).hint("For instance she/her, they, ia."),
    Field::new("code", "Code a return asks for", Input::Word).hint(CODE),
    Field::new("safe_with", "With whom it may be used", Input::SafeWith),
];

const IDENTIFIER: &[Field] = &[
    Field::new("system", "Which system", Input::Word)
        .needed()
        .hint("A short name with hyphens, such as school-number."),
    Field::new("value", "Number or code, as written", Input::Line).needed(),
];

const ETHNICITY: &[Field] = &[
    Field::new("name", "Ethnicity, in their own words", Input::Line)
        .needed()
        .hint("Add each one they state by itself."),
    Field::new("code", "Code a return asks for", Input::Word).hint(CODE),
];

const AFFILIATION: &[Field] = &[
    Field::new("people", "People or tribe", Input::Line).needed(),
    Field::new("branch", "Branch, sub-tribe or village", Input::Line),
    Field::new("note", "What they say of it", Input::Text),
    Field::new("code", "Code a return asks for", Input::Word).hint(CODE),
];

const LANGUAGE: &[Field] = &[
    Field::new("language", "Language", Input::Line)
        .needed()
        .hint("Signed languages too."),
    Field::new("preferred", "Would they rather use this one?", Input::YesNo),
    Field::new("interpreter", "Is an interpreter needed?", Input::YesNo),
    Field::new("interpreter_note", "About the interpreter", Input::Text)
        .hint("Dialect, gender, who is not acceptable."),
];

const ACCESS_NEED: &[Field] = &[
    Field::new("area", "What it is about", Input::Choice(NEED_AREAS)).needed(),
    Field::new("need", "Their words for it", Input::Line).needed(),
    Field::new("what_helps", "What workers do about it", Input::Text),
    Field::new("code", "Code a return asks for", Input::Word).hint(CODE),
];

const CULTURE_NOTE: &[Field] = &[Field::new("words", "In their own words", Input::Text)
    .needed()
    .hint("What they want workers to know of culture, faith and customs.")];

const ADDRESS: &[Field] = &[
    Field::new(
        "address_kind",
        "What sort of address",
        Input::Choice(ADDRESS_KINDS),
    )
    .needed(),
    Field::new("lines", "Street", Input::Lines)
        .hint("A line each. Without a fixed address: where to find them."),
    Field::new("locality", "Suburb, town or district", Input::Line),
    Field::new("postcode", "Postcode", Input::Line),
    Field::new("country", "Country, if it is not this one", Input::Line),
    Field::new("protected", "Must it be kept from somebody?", Input::YesNo)
        .hint("School, locality and appointments that would betray it are then protected too."),
    Field::new(
        "protected_from",
        "From whom",
        Input::Who {
            whom: Whom::Anybody,
            roles: false,
            several: true,
        },
    )
    .hint("Nobody named: from all who are not named elsewhere."),
];

/// What is safe with a way of reaching somebody, below a path.
macro_rules! contact {
    ($at:literal) => {
        &[
            Field::new(
                concat!($at, "channel"),
                "By which way",
                Input::Choice(CHANNELS),
            )
            .needed(),
            Field::new(concat!($at, "value"), "Number or address", Input::Line).needed(),
            Field::new(concat!($at, "label"), "What it is called", Input::Line)
                .hint("For instance work, the landline, reception."),
            Field::new(
                concat!($at, "safe.call"),
                "May we ring?",
                Input::Choice(SAFE),
            ),
            Field::new(
                concat!($at, "safe.text"),
                "May we text?",
                Input::Choice(SAFE),
            ),
            Field::new(
                concat!($at, "safe.post"),
                "May we write?",
                Input::Choice(SAFE),
            ),
            Field::new(
                concat!($at, "safe.leave_message"),
                "May we leave a message?",
                Input::Choice(SAFE),
            ),
            Field::new(concat!($at, "safe.when"), "When it is safe", Input::Text)
                .hint("For instance after 3 pm on school days."),
            Field::new(
                concat!($at, "safe.must_not_say"),
                "What must not be said or written",
                Input::Text,
            ),
        ]
    };
}
const CONTACT: &[Field] = contact!("");

const AGENCY_CONTACT: &[Field] = &{
    const REACHED: &[Field; 9] = contact!("contact.");
    [
        Field::new("role_label", "What they are there for", Input::Line)
            .needed()
            .hint("For instance contract manager, duty desk."),
        Field::new("name", "Their name, if it is a person", Input::Line),
        REACHED[0],
        REACHED[1],
        REACHED[2],
        REACHED[3],
        REACHED[4],
        REACHED[5],
        REACHED[6],
        REACHED[7],
        REACHED[8],
    ]
};

const SAFE_CONTACT_RULE: &[Field] = &[
    Field::new("rule", "The rule", Input::Text)
        .needed()
        .hint("Shown wherever something is about to be sent: never ring the house."),
    Field::new("safe.call", "May we ring?", Input::Choice(SAFE)),
    Field::new("safe.text", "May we text?", Input::Choice(SAFE)),
    Field::new("safe.post", "May we write?", Input::Choice(SAFE)),
    Field::new(
        "safe.leave_message",
        "May we leave a message?",
        Input::Choice(SAFE),
    ),
    Field::new("safe.when", "When it is safe", Input::Text),
    Field::new(
        "safe.must_not_say",
        "What must not be said or written",
        Input::Text,
    ),
];

pub(super) const KINDS: &[Description] = &[
    Description::new("name", "Name", Heading::Identity, NAME),
    Description::new("birth", "Birth", Heading::Identity, BIRTH).once(),
    Description::new("death", "Death or loss", Heading::Identity, DEATH)
        .hint("Letters and appointments stop at once.")
        .once(),
    Description::new("gender", "Gender and pronouns", Heading::Identity, GENDER),
    Description::new(
        "identifier",
        "Number in another system",
        Heading::Identity,
        IDENTIFIER,
    ),
    Description::new("ethnicity", "Ethnicity", Heading::Culture, ETHNICITY),
    Description::new(
        "affiliation",
        "People, tribe or clan",
        Heading::Culture,
        AFFILIATION,
    ),
    Description::new("language", "Language", Heading::Culture, LANGUAGE),
    Description::new(
        "access_need",
        "Disability or need",
        Heading::Culture,
        ACCESS_NEED,
    ),
    Description::new(
        "culture_note",
        "Culture, faith and customs",
        Heading::Culture,
        CULTURE_NOTE,
    ),
    Description::new("address", "Address", Heading::Contact, ADDRESS),
    Description::new(
        "contact",
        "Telephone, e-mail or other contact",
        Heading::Contact,
        CONTACT,
    ),
    Description::new(
        "safe_contact_rule",
        "Rule for safe contact",
        Heading::Contact,
        SAFE_CONTACT_RULE,
    )
    .hint("Holds for every way of reaching them."),
    Description::new(
        "agency_contact",
        "Whom to ask for",
        Heading::Contact,
        AGENCY_CONTACT,
    ),
];
