//! A pack that uses the whole language, and what its book says of it. Every free text of the pack ends in `@@`, so that
//! it can be read as it is or with something hostile in every text.

mod conditions;
mod sentences;
mod whole;

use pack::Pack;
use pack::source::Sources;

const HEAD: &str = include_str!("pack/pack.yaml");
const FILES: [(&str, &str); 14] = [
    ("pack.yaml", HEAD),
    ("clauses.yaml", include_str!("pack/clauses.yaml")),
    ("roles.yaml", include_str!("pack/roles.yaml")),
    ("process.yaml", include_str!("pack/process.yaml")),
    ("records/visit.yaml", include_str!("pack/visit.yaml")),
    ("records/plan.yaml", include_str!("pack/plan.yaml")),
    ("lists.yaml", include_str!("pack/lists.yaml")),
    ("instruments/scale.yaml", include_str!("pack/scale.yaml")),
    ("clocks.yaml", include_str!("pack/clocks.yaml")),
    ("rules.yaml", include_str!("pack/rules.yaml")),
    ("trays.yaml", include_str!("pack/trays.yaml")),
    ("settings.yaml", include_str!("pack/settings.yaml")),
    ("resources.yaml", include_str!("pack/resources.yaml")),
    ("returns/year.yaml", include_str!("pack/year.yaml")),
];
const MEASURE: &str = "-- label: Visits@@\n-- clause: C-1\n-- counts: Each visit once@@\nSELECT count(*) FROM v_record\n\
                       WHERE occurred_on BETWEEN :from AND :to\n";
const LETTER: &str = "// label: A letter@@\n// clause: C-1\nDear reader@@\n";

/// The pack with `ending` in place of every `@@`, and perhaps with other text for some of its files.
fn pack_with(ending: &str, others: &[(&str, &str)]) -> Pack {
    let yaml = ending.replace('\\', "\\\\").replace('"', "\\\"");
    let mut sources = Sources::default();
    let mut add = |path: &str, text: String| sources.files.insert(path.into(), text.into_bytes());
    for (path, text) in FILES {
        add(path, text.replace("@@", &yaml));
    }
    add("measures/visits.sql", MEASURE.replace("@@", ending));
    add("letters/letter.typ", LETTER.replace("@@", ending));
    for (path, text) in others {
        add(path, (*text).to_owned());
    }
    let (pack, problems) = Pack::read(&sources);
    assert_eq!(problems.errors(), 0, "{:?}", problems.sorted());
    pack.expect("a pack with a head")
}
