//! What is known of people on file, as matching takes it. Names that are former, or safe only with some, are marked: they
//! are found and never shown. Where an address is protected, what would betray it is left out.

use std::collections::BTreeMap;

use domain::FileId;
use domain::event::Answers;
use domain::fact::{Channel, Fact, NameKind, SafeWith, Who};
use domain::matching::{Candidate, KnownName, Person};

use crate::Result;
use crate::derive::fact_of;

/// The people of some files, in the order of the files.
pub(crate) fn people(tx: &mut store::Tx<'_>, files: &[FileId]) -> Result<Vec<Candidate>> {
    let mut facts: BTreeMap<FileId, Vec<Fact>> = BTreeMap::new();
    for (file, what, value) in store::find::facts_of(tx, files)? {
        let value: Answers = value;
        facts
            .entry(file)
            .or_default()
            .extend(fact_of(&what, &value));
    }
    let candidates = files.iter().map(|file| Candidate {
        id: file.to_string(),
        person: person(facts.remove(file).unwrap_or_default()),
    });
    Ok(candidates.collect())
}

fn person(facts: Vec<Fact>) -> Person {
    let mut person = Person::default();
    let mut protected = false;
    for fact in facts {
        match fact {
            Fact::Name(name) => {
                let former =
                    name.safe_with != SafeWith::Everyone || name.name_kind == NameKind::Former;
                let family = name.family.unwrap_or_default();
                let mut given: Vec<String> = name.given.into_iter().chain(name.preferred).collect();
                if given.is_empty() {
                    given.push(String::new());
                }
                let named = |given| KnownName {
                    given,
                    family: family.clone(),
                    former,
                };
                person.names.extend(given.into_iter().map(named));
            }
            Fact::Birth(birth) => person.birth = Some(birth),
            Fact::Gender(gender) if gender.safe_with == SafeWith::Everyone => {
                person.gender = Some(gender.gender);
            }
            Fact::Identifier(known) => person.identifiers.push((known.system, known.value)),
            Fact::SchoolAttendance(school) => person.schools.push(words(school.site)),
            Fact::Address(address) if address.protected => protected = true,
            Fact::Address(address) => person.localities.extend(address.locality),
            Fact::Contact(contact)
                if matches!(contact.channel, Channel::Phone | Channel::Mobile) =>
            {
                person.phones.push(contact.value);
            }
            Fact::LivesWith(home) => person.households.push(home.household.0),
            _ => {}
        }
    }
    if protected {
        person.schools.clear();
        person.localities.clear();
        person.households.clear();
    }
    person
}

fn words(who: Who) -> String {
    match who {
        Who::File(file) => file.0,
        Who::Role(words) | Who::Words(words) => words,
    }
}
