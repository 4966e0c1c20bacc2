//! What of a file not every reader may know, although they read the rest: a name or gender that is safe only with some, an
//! address that is protected and whatever betrays it, who must not be told. A former name is found by, and never shown.

use std::collections::BTreeSet;

use access::Why;
use domain::event::Answers;
use domain::fact::{Fact, NameKind, SafeWith, Who};
use domain::history::{FactHeld, RecordHeld};
use domain::{FileId, Name};
use jiff::civil::Date;
use pack::model::{FieldType, Form, Meaning};

use crate::derive::fact_of;

/// Kinds of fact that tell where somebody is.
const WHERE: [&str; 6] = [
    "school_attendance",
    "school_fact",
    "locality",
    "lives_with",
    "in_care",
    "care_of",
];

/// Who reads, and how near they are.
pub(crate) struct Reader {
    pub worker: FileId,
    pub roles: Vec<Name>,
    /// They work with the person, or answer for somebody who does.
    pub near: bool,
    /// A record or a fact says that they must not learn of something here.
    pub not_told: bool,
    pub today: Date,
}

impl Reader {
    /// Whether a relation is near enough to know what is kept from all who are not named.
    pub fn is_near(why: &Why) -> bool {
        matches!(
            why,
            Why::Involved { .. }
                | Why::Covers { .. }
                | Why::Supervises { .. }
                | Why::Listed
                | Why::Recorded
                | Why::Allocates
                | Why::OwnFile
        )
    }

    fn is(&self, who: &Who) -> bool {
        match who {
            Who::File(file) => file.0 == self.worker.to_string(),
            Who::Role(role) => self.roles.iter().any(|own| own.as_str() == role),
            Who::Words(_) => false,
        }
    }

    fn is_safe(&self, safe: &SafeWith) -> bool {
        match safe {
            SafeWith::Everyone => true,
            SafeWith::OnlyPerson => self.near,
            SafeWith::Listed(whos) => self.near || whos.iter().any(|who| self.is(who)),
        }
    }

    fn knows_the_place(&self, protected_from: &[Who]) -> bool {
        let kept_from_them = self.not_told || protected_from.iter().any(|who| self.is(who));
        !kept_from_them && (self.near || !protected_from.is_empty())
    }

    /// Whether they may know a fact.
    fn may_know(&self, fact: &Fact, held: &FactHeld) -> bool {
        match fact {
            Fact::Name(name) => {
                let former = name.name_kind == NameKind::Former
                    || held.period.to.is_some_and(|to| to < self.today);
                !former && self.is_safe(&name.safe_with)
            }
            Fact::Gender(gender) => self.is_safe(&gender.safe_with),
            Fact::Address(address) => {
                !address.protected || self.knows_the_place(&address.protected_from)
            }
            Fact::MustNotBeTold(told) => !self.is(&told.who),
            _ => true,
        }
    }

    /// Leaves of some facts those they may know; and whether where the person is was among the others.
    pub fn facts(&self, facts: &mut Vec<FactHeld>) -> bool {
        let mut hidden = false;
        facts.retain(|held| {
            let Some(fact) = fact_of(&held.what, &held.value) else {
                return true;
            };
            let may = self.may_know(&fact, held);
            hidden |= !may && matches!(fact, Fact::Address(_));
            may
        });
        if hidden {
            facts.retain(|held| !WHERE.contains(&held.what.as_str()));
        }
        hidden
    }
}

/// Takes out of a record what tells where somebody is.
pub(crate) fn without_place(record: &mut RecordHeld, form: &Form) {
    let telling: BTreeSet<&str> = form
        .fields()
        .filter(|f| *f.kind == FieldType::Site || f.is(Meaning::Place))
        .map(|f| f.id.as_str())
        .collect();
    let parts = record
        .parts
        .values_mut()
        .chain(record.first_parts.values_mut());
    let all = [&mut record.answers, &mut record.first_answers]
        .into_iter()
        .chain(parts);
    all.for_each(|answers: &mut Answers| {
        answers.retain(|field, _| !telling.contains(field.as_str()))
    });
}

/// Of facts of other files: leaves out where those live whose address is protected, and genders that are not safe with all.
pub(crate) fn of_others(facts: &mut Vec<(FileId, Fact)>) {
    let protected: BTreeSet<FileId> = facts
        .iter()
        .filter(|(_, fact)| matches!(fact, Fact::Address(address) if address.protected))
        .map(|(file, _)| *file)
        .collect();
    facts.retain(|(file, fact)| match fact {
        Fact::LivesWith(_) => !protected.contains(file),
        Fact::Gender(gender) => gender.safe_with == SafeWith::Everyone,
        Fact::Address(_) => false,
        _ => true,
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::event::{Occurred, Period};
    use domain::{EventId, FactId};
    use jiff::civil::date;
    use serde_json::{Value, json};

    fn reader(near: bool) -> Reader {
        Reader {
            worker: FileId::from_bits(1),
            roles: vec![Name::known("administrator")],
            near,
            not_told: false,
            today: date(2026, 3, 2),
        }
    }

    fn held(fact: Value) -> FactHeld {
        let Value::Object(mut value) = fact else {
            panic!("a fact is a mapping")
        };
        let what = value.shift_remove("kind").expect("its kind");
        FactHeld {
            id: FactId::from_bits(1),
            what: Name::parse(what.as_str().expect("a text")).expect("a name"),
            value,
            period: Period::default(),
            stated: Occurred::on(date(2026, 1, 1)),
            event: EventId::from_bits(1),
            withdrawn: false,
        }
    }

    fn left(reader: &Reader, facts: Vec<Value>) -> (Vec<String>, bool) {
        let mut facts: Vec<FactHeld> = facts.into_iter().map(held).collect();
        let hidden = reader.facts(&mut facts);
        (facts.iter().map(|f| f.what.to_string()).collect(), hidden)
    }

    fn refuge(from: Value) -> Value {
        json!({"kind": "address", "address_kind": "refuge", "lines": ["1 Samplewaite Rd"],
            "protected": true, "protected_from": from})
    }

    fn school() -> Value {
        json!({"kind": "school_attendance", "site": {"words": "Samplewaite College"}})
    }

    #[test]
    fn a_protected_address_takes_the_school_with_it() {
        let all = || vec![refuge(json!([])), school()];
        assert_eq!(left(&reader(false), all()), (vec![], true));
        let names = vec!["address".to_owned(), "school_attendance".to_owned()];
        assert_eq!(left(&reader(true), all()), (names, false));
    }

    #[test]
    fn who_is_named_does_not_learn_it_however_near() {
        let from = || json!([{"role": "administrator"}]);
        assert!(left(&reader(true), vec![refuge(from()), school()]).1);
        let other = json!([{"words": "her uncle"}]);
        assert!(!left(&reader(false), vec![refuge(other)]).1);
        let told = Reader {
            not_told: true,
            ..reader(true)
        };
        assert!(left(&told, vec![refuge(json!([]))]).1);
    }

    #[test]
    fn a_former_name_is_not_shown_and_an_unsafe_one_only_to_the_near() {
        let former = json!({"kind": "name", "name_kind": "former", "given": "Tui"});
        let own = json!({"kind": "name", "name_kind": "preferred", "given": "Kai", "safe_with": "only_person"});
        let all = || vec![former.clone(), own.clone()];
        assert_eq!(left(&reader(false), all()).0.len(), 0);
        assert_eq!(left(&reader(true), all()).0, ["name"]);
    }
}
