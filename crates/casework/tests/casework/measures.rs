//! A scenario that counts runs by the same acts as anybody's, and its figure is right.

use std::sync::Arc;

use casework::Office;
use casework::scenario::Stage;
use pack::calendar_file::CalendarLibrary;
use pack::{Pack, Sources};
use testkit::databases::on_both;

const MEASURE: &str = "-- label: People fed\n-- clause: F-2\n-- counts: who eats at home, by the requests of the period\n\
    select sum(a.number) from v_answer a where a.field = 'household' and a.occurred_on between :from and :to\n";

/// The small pack of the checker's own tests, with a measure and a scenario that counts.
fn tiny() -> Pack {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../pack/tests/packs/tiny");
    let sources = Sources::read_dir(std::path::Path::new(folder)).expect("the folder");
    let mut files: Vec<(String, String)> = sources
        .files
        .iter()
        .map(|(path, text)| {
            let text = String::from_utf8_lossy(text)
                .replace("max: 30, required: true", "max: 30, required: true, report: true")
                .replace(
                    "- share on Hana is at rung",
                    "- share on Hana is at rung\n      - measure people-fed from 2026-03-01 to 2026-03-31 is 4\n      \
                     - measure people-fed from 2026-04-01 to 2026-04-30 is nothing",
                );
            (path.to_string(), text.to_string())
        })
        .collect();
    files.push(("measures/people-fed.sql".into(), MEASURE.into()));
    let (pack, problems) = Pack::checked(
        &Sources::of(
            files
                .iter()
                .map(|(path, text)| (path.as_str(), text.as_str())),
        ),
        &[],
    );
    pack.unwrap_or_else(|| panic!("{problems:?}"))
}

#[test]
fn a_scenario_counts_with_a_measure_on_both_databases() {
    on_both(|store| {
        let pack = Arc::new(tiny());
        let office = Office::new(store, CalendarLibrary::embedded());
        office.shelve(pack.clone());
        let scenario = &pack.scenarios[0];
        assert!(!pack.measures.is_empty());
        let mut stage = Stage::set(&office, &pack, scenario, 1).expect("a stage");
        assert_eq!(stage.play(scenario), []);
    });
}
