//! The repository as the rules see it: its files by path, and its Rust files taken apart.
//!
//! It never follows links and never looks into what is built, fetched or ignored.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::{fs, io};

use crate::source::Source;

/// Folders that hold no source of ours, wherever they stand.
const NOT_OURS: [&str; 7] = [
    ".git",
    "node_modules",
    "dist",
    "dist.new",
    ".demo",
    ".cache",
    "__pycache__",
];

/// Text files by path from the root, with `/` between the parts.
pub struct Tree {
    text: BTreeMap<String, String>,
    rust: BTreeMap<String, Source>,
    test_modules: BTreeSet<String>,
}

impl Tree {
    /// The repository around `here`: the nearest folder upwards whose Cargo.toml declares a workspace.
    pub fn read(here: &Path) -> io::Result<Tree> {
        let root = here
            .ancestors()
            .find(|folder| {
                fs::read_to_string(folder.join("Cargo.toml"))
                    .is_ok_and(|text| text.contains("[workspace]"))
            })
            .ok_or_else(|| {
                io::Error::other(format!("no workspace at or above {}", here.display()))
            })?;
        let mut files = Vec::new();
        collect(root, &mut PathBuf::new(), &mut files)?;
        Ok(Tree::of(files))
    }

    /// A tree of the given paths and texts.
    pub fn of(files: impl IntoIterator<Item = (String, String)>) -> Tree {
        let text: BTreeMap<String, String> = files.into_iter().collect();
        let rust: BTreeMap<String, Source> = text
            .iter()
            .filter(|(path, _)| path.ends_with(".rs"))
            .map(|(path, text)| (path.clone(), Source::new(text)))
            .collect();
        let test_modules = rust
            .iter()
            .flat_map(|(path, source)| {
                let folder = folder_of_modules(path);
                source
                    .test_modules
                    .iter()
                    .map(move |name| format!("{folder}{name}"))
            })
            .collect();
        Tree {
            text,
            rust,
            test_modules,
        }
    }

    /// Every text file: path and text.
    pub fn files(&self) -> impl Iterator<Item = (&str, &str)> {
        self.text
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// Every Rust file: path and its parts.
    pub fn rust(&self) -> impl Iterator<Item = (&str, &Source)> {
        self.rust
            .iter()
            .map(|(path, source)| (path.as_str(), source))
    }

    /// The text of one file.
    pub fn text(&self, path: &str) -> Option<&str> {
        self.text.get(path).map(String::as_str)
    }

    /// Is there such a file, or a folder with a file in it?
    pub fn holds(&self, path: &str) -> bool {
        let folder = format!("{}/", path.trim_end_matches('/'));
        path.is_empty()
            || self.text.contains_key(path)
            || self
                .text
                .range(folder.clone()..)
                .next()
                .is_some_and(|(next, _)| next.starts_with(&folder))
    }

    /// Names of the entries directly inside `folder` (files and folders alike).
    pub fn entries(&self, folder: &str) -> BTreeSet<&str> {
        let prefix = format!("{folder}/");
        self.text
            .keys()
            .filter_map(|path| path.strip_prefix(&prefix))
            .filter_map(|rest| rest.split('/').next())
            .collect()
    }

    /// Is the whole file test code: under `tests/`, or a module declared `#[cfg(test)]`?
    pub fn is_test_file(&self, path: &str) -> bool {
        under_tests(path)
            || self.rust.get(path).is_some_and(|source| source.all_test)
            || self.test_modules.iter().any(|module| {
                path.strip_prefix(module.as_str())
                    .is_some_and(|rest| rest == ".rs" || rest.starts_with('/'))
            })
    }
}

/// Does the path run through a folder `tests`?
pub fn under_tests(path: &str) -> bool {
    path.split('/').any(|part| part == "tests")
}

/// The crate a path belongs to: `crates/<name>/...`.
pub fn crate_of(path: &str) -> Option<&str> {
    path.strip_prefix("crates/")?.split_once('/').map(|p| p.0)
}

/// Where a Rust file's child modules stand, ending in `/`.
fn folder_of_modules(path: &str) -> String {
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
    match file {
        "mod.rs" | "lib.rs" | "main.rs" => format!("{folder}/"),
        _ => format!("{}/", path.trim_end_matches(".rs")),
    }
}

fn collect(root: &Path, inside: &mut PathBuf, files: &mut Vec<(String, String)>) -> io::Result<()> {
    for entry in fs::read_dir(root.join(&inside))? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let kind = entry.file_type()?;
        inside.push(&name);
        if kind.is_dir() {
            let built = name == "target" || name.starts_with("target-");
            if !built && !NOT_OURS.contains(&name.as_str()) {
                collect(root, inside, files)?;
            }
        } else if kind.is_file() && name != ".git" {
            // A picture is there, so that a link may lead to it, and says nothing.
            let text = String::from_utf8(fs::read(entry.path())?).unwrap_or_default();
            let parts: Vec<_> = inside.iter().map(|part| part.to_string_lossy()).collect();
            files.push((parts.join("/"), text));
        }
        inside.pop();
    }
    Ok(())
}
