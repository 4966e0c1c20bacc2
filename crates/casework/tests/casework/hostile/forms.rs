//! Every form of the first service's pack against submissions that nobody meant: nothing panics, and whatever is accepted
//! reads back equal.

use std::cell::Cell;

use casework::Error;
use domain::FileId;
use pack::model::{Field, FieldType, Form};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Map, Value, json};
use testkit::databases::on_both;
use testkit::world::World;

use crate::story::{a_school_service, casework_pack, referred};

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(|n| json!(n)),
        any::<String>().prop_map(Value::from),
        "[a-z-]{1,12}".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            proptest::collection::btree_map("[a-z_]{1,8}", inner, 0..4)
                .prop_map(|m| Value::Object(m.into_iter().collect())),
        ]
    })
}

/// Chooses from what was drawn, and from zeros when that is used up.
struct Choices<'c>(&'c [u8], Cell<usize>);

impl Choices<'_> {
    fn of(&self, many: usize) -> usize {
        let at = self.1.replace(self.1.get() + 1);
        usize::from(self.0.get(at).copied().unwrap_or_default()) % many.max(1)
    }
}

/// An answer that somebody might mean.
fn plausible(world: &World, field: &Field, pick: &Choices<'_>) -> Value {
    let one = |field: &Field| {
        let list = field.list.as_ref().and_then(|l| world.pack.list(l));
        let options = list.map_or(&field.options[..], |l| &l.options);
        options
            .get(pick.of(options.len()))
            .map_or(Value::Null, |o| json!(o.id.as_str()))
    };
    let day =
        ["2026-03-30", "2026-03-31", "2026-05-01", "2026-02-30"][[0, 0, 1, 1, 2, 3][pick.of(6)]];
    match *field.kind {
        FieldType::YesNo | FieldType::YesNoUnknown => json!((["yes", "no"][pick.of(2)])),
        FieldType::Choice => one(field),
        FieldType::Choices | FieldType::Checklist => json!([one(field), one(field)]),
        FieldType::Date | FieldType::AboutDate => json!(day),
        FieldType::Datetime => json!(format!("{day} 09:15")),
        FieldType::Time => json!("09:15"),
        FieldType::Number
        | FieldType::Integer
        | FieldType::Minutes
        | FieldType::Hours
        | FieldType::Scale
        | FieldType::Percent
        | FieldType::Money => json!(pick.of(14)),
        FieldType::Consent => {
            json!({"state": (["given", "refused", "withdrawn", "narrowed"][pick.of(4)]), "by": "Hana", "how": "written", "on": day})
        }
        FieldType::Told => json!({"to": "Mr Lee", "on": day}),
        FieldType::Words => json!({"who": "Hana", "said": "Kia ora"}),
        FieldType::NamedPerson => {
            json!({"name": "Nan", "file": world.id(["Hana", "Tama", "Moana"][pick.of(3)]).to_string()})
        }
        FieldType::NamedPeople => json!([{"name": "Nan"}, {"name": "Mr Lee"}]),
        FieldType::Person | FieldType::Worker | FieldType::Site => json!(
            world
                .id(["Hana", "Ana", "Kahurangi"][pick.of(3)])
                .to_string()
        ),
        FieldType::Record | FieldType::Records => json!(world.last("Hana", "referral").to_string()),
        FieldType::Score => {
            json!({"version": "self", "scores": {"total": pick.of(41), "prosocial": pick.of(12)}})
        }
        FieldType::Group => {
            let row: Map<String, Value> = field
                .fields
                .iter()
                .filter(|_| pick.of(5) > 0)
                .map(|f| (f.id.to_string(), plausible(world, f, pick)))
                .collect();
            json!([row])
        }
        FieldType::Note | FieldType::Computed => Value::Null,
        _ => json!("Kei te pai"),
    }
}

fn submission(world: &World, form: &Form, pick: &Choices<'_>, odd: &[Value]) -> Map<String, Value> {
    let mut given = Map::new();
    for field in form.fields() {
        let required = !matches!(field.required, pack::model::Requirement::No);
        if !required && pick.of(6) > 0 {
            continue;
        }
        let value = match odd.get(pick.of(80)) {
            Some(odd) => odd.clone(),
            None => plausible(world, field, pick),
        };
        given.insert(field.id.to_string(), value);
    }
    given
}

#[test]
fn whatever_a_form_accepts_reads_back_equal_and_nothing_falls_over() {
    on_both(|store| {
        let world = a_school_service(&store);
        world.site("Kahurangi");
        referred(&world, "Hana", "2026-03-30");
        let pack = casework_pack();
        let accepted = Cell::new(0);
        let mut runner = TestRunner::new(Config {
            cases: 140,
            failure_persistence: None,
            ..Config::default()
        });
        let drawn = (
            0..pack.forms.len(),
            proptest::collection::vec(any::<u8>(), 0..120),
            proptest::collection::vec(any_json(), 0..4),
            any::<bool>(),
        );
        let run = runner.run(&drawn, |(form, bytes, odd, extra)| {
            let form = &pack.forms[form];
            let pick = Choices(&bytes, Cell::new(0));
            let mut given = submission(&world, form, &pick, &odd);
            if extra && let Some(odd) = odd.first() {
                given.insert("nobody_asked".into(), odd.clone());
            }
            let on = if form.filed_on.iter().any(|s| **s == "person") {
                "Hana"
            } else if form.filed_on.iter().any(|s| **s == "worker") {
                "Ana"
            } else {
                "Kahurangi"
            };
            let writer = ["Ana", "Mere", "Moana"].into_iter().find(|who| {
                let desk = world.acting(who).at("2026-03-31 10:00");
                desk.does(|o, a, _| {
                    casework::read::file::may_write(o, a, world.id(on), form.record.as_str())
                })
                .unwrap_or_default()
            });
            let file: FileId = world.id(on);
            let desk = world.acting(writer.unwrap_or("Ana")).at("2026-03-31 10:00");
            match desk
                .records(form.record.as_str())
                .on_file(file)
                .with(given.clone().into())
                .submits()
            {
                Ok(done) => {
                    accepted.set(accepted.get() + 1);
                    let held = world.history(on).record(done.record).cloned();
                    let held = held.ok_or_else(|| TestCaseError::fail("it is not there"))?;
                    let again = desk.amends(on, done.record, 1).submits();
                    let asked_for = matches!(
                        again,
                        Ok(_)
                            | Err(Error::Refused(_)
                                | Error::NotFound(_)
                                | Error::NotAllowed { .. })
                    );
                    prop_assert!(
                        asked_for,
                        "{}: {:?} of {:?}",
                        form.record.as_str(),
                        again,
                        held.answers
                    );
                    if again.is_ok() {
                        let second = world.history(on).record(done.record).cloned();
                        prop_assert_eq!(second.map(|r| r.answers), Some(held.answers));
                    }
                }
                Err(Error::Invalid(problems)) => {
                    prop_assert!(!problems.is_empty());
                    prop_assert!(
                        problems
                            .iter()
                            .all(|p| !p.message.is_empty() && !p.remedy.is_empty()),
                        "{problems:?}"
                    );
                }
                Err(Error::Store(error)) => {
                    prop_assert!(false, "{}: {error:?}", form.record.as_str())
                }
                Err(_) => {}
            }
            Ok(())
        });
        if let Err(failed) = run {
            panic!("{failed}");
        }
        assert!(accepted.get() > 10, "{} were accepted", accepted.get());
        world.is_whole();
    });
}
