//! What sentences about facts need to know: the names of files as the reader may know them, the pack's roles and words.

use std::collections::BTreeMap;

use domain::fact::say::Naming;
use pack::Pack;

/// Names for sentences.
pub struct Names<'a> {
    /// The pack.
    pub pack: &'a Pack,
    /// Names of files and services, by their identifiers.
    pub files: &'a BTreeMap<String, String>,
}

impl Naming for Names<'_> {
    fn file(&self, file: &str) -> Option<String> {
        self.files.get(file).cloned()
    }

    fn role(&self, role: &str) -> Option<String> {
        self.pack.role(role).map(|role| role.title.clone())
    }

    fn word(&self, word: &str) -> String {
        self.pack.word(word).to_owned()
    }
}
