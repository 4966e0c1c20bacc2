//! What could not be read: while a file has mistakes, names that may stand in it are not called unknown elsewhere, so that
//! one mistake is reported once. It never hides a mistake of its own file.

use std::collections::{BTreeMap, BTreeSet};

use super::FileKind;
use crate::text::{Node, Value};

/// Names that stand in files with mistakes.
#[derive(Debug, Clone, Default)]
pub struct Gaps {
    names: BTreeMap<FileKind, BTreeSet<String>>,
    unread: BTreeSet<FileKind>,
}

/// The keys under which a file gives names to things.
fn naming(kind: FileKind) -> &'static [&'static str] {
    match kind {
        FileKind::Pack => &["category"],
        FileKind::Clauses => &["id"],
        FileKind::Roles => &["role"],
        FileKind::Process => &["matter", "stage", "move", "state", "id"],
        FileKind::Records => &["record", "id", "step", "purpose"],
        FileKind::Lists => &["list", "id"],
        FileKind::Instruments => &["instrument"],
        FileKind::Clocks => &["clock"],
        FileKind::Rules => &["guard", "warning", "eligibility", "notice", "threshold"],
        FileKind::Trays => &["tray"],
        FileKind::Settings => &["setting", "id"],
        FileKind::Resources => &["resource"],
        FileKind::Scenarios => &["scenario"],
        _ => &[],
    }
}

impl Gaps {
    /// True if everything was read.
    pub fn is_empty(&self) -> bool {
        self.unread.is_empty() && self.names.is_empty()
    }

    /// Whether a name may stand in what could not be read of a kind of file.
    pub fn may_hold(&self, kind: FileKind, name: &str) -> bool {
        self.unread.contains(&kind)
            || self
                .names
                .get(&kind)
                .is_some_and(|names| names.contains(name))
    }

    /// Whether files of a kind have mistakes at all.
    pub fn touch(&self, kind: FileKind) -> bool {
        self.unread.contains(&kind) || self.names.contains_key(&kind)
    }

    /// The names in files of a kind that have mistakes.
    pub fn names(&self, kind: FileKind) -> impl Iterator<Item = &str> {
        self.names
            .get(&kind)
            .into_iter()
            .flatten()
            .map(String::as_str)
    }

    /// A file that has no tree at all.
    pub(super) fn unread(&mut self, kind: FileKind) {
        self.unread.insert(kind);
    }

    /// A file with mistakes: every name it gives may be of something that could not be read.
    pub(super) fn note(&mut self, kind: FileKind, node: &Node) {
        let names = self.names.entry(kind).or_default();
        collect(node, naming(kind), names);
    }

    /// A name that is known although its file has mistakes.
    pub(super) fn name(&mut self, kind: FileKind, name: &str) {
        self.names.entry(kind).or_default().insert(name.to_owned());
    }
}

fn collect(node: &Node, keys: &[&str], names: &mut BTreeSet<String>) {
    match &node.value {
        Value::List(items) => items.iter().for_each(|item| collect(item, keys, names)),
        Value::Map(entries) => {
            for (key, value) in entries {
                if let (true, Some(text)) = (keys.contains(&key.name.as_str()), value.text()) {
                    names.insert(text.to_owned());
                }
                collect(value, keys, names);
            }
        }
        Value::Scalar(..) | Value::Broken => {}
    }
}
