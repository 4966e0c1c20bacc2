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
        tests: &[],
    },
    Feature {
        name: "caseload-count",
        what: "how many open matters each worker leads",
        tests: &[],
    },
    Feature {
        name: "ids-and-audit-trail",
        what: "every record has an id, and every change and view is kept with who and when",
        tests: &[],
    },
    Feature {
        name: "person-access-needs",
        what: "disability, languages, interpreters and what else somebody needs to take part",
        tests: &[],
    },
    Feature {
        name: "person-identity",
        what: "names, birth, ethnicities, iwi and identifiers over time",
        tests: &[],
    },
    Feature {
        name: "relationships-self-defined",
        what: "family and whānau as the person names them",
        tests: &[],
    },
    Feature {
        name: "reminder-calendar",
        what: "what is due soon and late, by worker and by day",
        tests: &[],
    },
    Feature {
        name: "tighten-only-settings",
        what: "a service may set what the pack lets it, one way only",
        tests: &[],
    },
    Feature {
        name: "worker-file",
        what: "a file about each worker: roles, registration, training, supervision",
        tests: &[],
    },
];

/// Their names.
pub fn names() -> Vec<&'static str> {
    FEATURES.iter().map(|feature| feature.name).collect()
}
