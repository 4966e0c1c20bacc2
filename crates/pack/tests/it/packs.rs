//! The two packs of the tests, and packs with something changed.

use std::path::{Path, PathBuf};

use pack::{Pack, Sources};

/// What the engine can do, as far as these packs are concerned.
pub const FEATURES: [&str; 1] = ["known-feature"];

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/packs")
        .join(name)
}

/// The lesson's pack: one form that matters, one timescale, one scenario.
pub fn tiny() -> Sources {
    Sources::read_dir(&folder("tiny")).unwrap()
}

/// A pack that uses everything the language has.
pub fn full() -> Sources {
    Sources::read_dir(&folder("full")).unwrap()
}

/// The full pack with a text in one file replaced; the text must be there.
pub fn changed(file: &str, old: &str, new: &str) -> Sources {
    let mut sources = full();
    let text = String::from_utf8(sources.files[file].clone()).unwrap();
    assert!(text.contains(old), "{file} has no `{old}`");
    let text = text.replacen(old, new, 1);
    sources.files.insert(file.to_owned(), text.into_bytes());
    sources
}

/// Every problem as it is printed.
pub fn problems(sources: &Sources) -> Vec<String> {
    let (_, problems) = Pack::checked(sources, &FEATURES);
    problems.sorted().iter().map(ToString::to_string).collect()
}

/// A pack that must be right.
pub fn whole(sources: &Sources) -> Pack {
    let (pack, problems) = Pack::checked(sources, &FEATURES);
    assert!(problems.is_empty(), "{problems}");
    pack.unwrap()
}
