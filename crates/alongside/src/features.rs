//! The parts of the engine that a clause of a pack may name as what carries it out, each with the tests that show it. A part
//! without a test counts as met, never as shown.

/// A part of the engine.
pub struct Feature {
    /// The name a clause gives: `how: {feature: name}`.
    pub name: &'static str,
    /// What it does, for whoever writes a pack.
    pub what: &'static str,
    /// The tests that show it, by their names.
    pub tests: &'static [&'static str],
}

/// All of them, by name.
pub const FEATURES: &[Feature] = &[
    Feature {
        name: "access-need-to-know",
        what: "a file is seen only by those whose work it is",
        tests: &[
            "the_decision_is_what_the_plain_statement_says",
            "what_is_hidden_answers_every_ask_like_what_does_not_exist",
            "a_list_shows_exactly_the_files_that_the_decision_reaches",
        ],
    },
    Feature {
        name: "caseload-count",
        what: "how many open matters each worker leads",
        tests: &["a_caseload_counts_people_with_an_open_matter_once_and_places_them_in_the_band"],
    },
    Feature {
        name: "ids-and-audit-trail",
        what: "every record has an id, and every change and view is kept with who and when",
        tests: &[
            "views_are_listed_newest_first_for_a_file_and_for_a_worker",
            "no_statement_changes_or_removes_a_view",
            "an_edited_event_is_found",
        ],
    },
    Feature {
        name: "person-access-needs",
        what: "disability, languages, interpreters and what else somebody needs to take part",
        tests: &["what_somebody_needs_and_where_they_belong_is_known_when_it_matters"],
    },
    Feature {
        name: "person-identity",
        what: "names, birth, ethnicities, iwi and identifiers over time",
        tests: &[
            "one_fact_of_every_kind_is_valid_and_comes_back_as_it_was_stored",
            "a_file_is_found_by_names_numbers_and_places_but_not_by_what_is_protected",
            "what_somebody_needs_and_where_they_belong_is_known_when_it_matters",
        ],
    },
    Feature {
        name: "relationships-self-defined",
        what: "family and whānau as the person names them",
        tests: &[
            "family_is_whom_the_person_names_in_their_own_words",
            "of_every_kind_of_fact_the_files_it_points_at_are_links",
        ],
    },
    Feature {
        name: "reminder-calendar",
        what: "what is due soon and late, by worker and by day",
        tests: &["what_is_due_soon_or_late_stands_in_a_tray_until_it_is_done_and_is_told"],
    },
    Feature {
        name: "tighten-only-settings",
        what: "a service may set what the pack lets it, one way only",
        tests: &["a_service_sets_what_the_pack_lets_it_and_only_one_way"],
    },
    Feature {
        name: "worker-file",
        what: "a file about each worker: roles, registration, training, supervision",
        tests: &["a_workers_file_decides_title_and_allocation_day_by_day"],
    },
];

/// Their names.
pub fn names() -> Vec<&'static str> {
    FEATURES.iter().map(|feature| feature.name).collect()
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::FEATURES;

    /// Every Rust text below a folder, one after another.
    fn texts(dir: &Path, all: &mut String) {
        for entry in fs::read_dir(dir).expect("the folder is there") {
            let path = entry.expect("it can be listed").path();
            if path.is_dir() {
                texts(&path, all);
            } else if path.extension().is_some_and(|e| e == "rs") {
                all.push_str(&fs::read_to_string(&path).expect("it is text"));
            }
        }
    }

    #[test]
    fn every_test_that_is_named_is_there() {
        let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let mut all = String::new();
        for each in fs::read_dir(crates).expect("the crates are there") {
            for within in ["src", "tests"] {
                let dir = each.as_ref().expect("it can be listed").path().join(within);
                if dir.is_dir() {
                    texts(&dir, &mut all);
                }
            }
        }
        for feature in FEATURES {
            assert!(!feature.tests.is_empty(), "{} is not shown", feature.name);
            for test in feature.tests {
                assert!(all.contains(&format!("fn {test}(")), "no test {test}");
            }
        }
    }

    #[test]
    fn names_are_sorted_and_used_once() {
        assert!(FEATURES.windows(2).all(|pair| pair[0].name < pair[1].name));
    }
}
