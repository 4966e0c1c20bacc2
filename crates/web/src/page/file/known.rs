//! A file's facts in sentences, with the names the reader may know.

use casework::read::folder::Folder;
use domain::FileId;
use domain::event::Period;
use domain::fact::Fact;
use domain::fact::say::{self, Naming};
use pack::Pack;

/// Names as the reader of a folder may know them.
pub struct Known<'a> {
    /// The folder.
    pub folder: &'a Folder,
    /// The pack with its words and titles.
    pub pack: &'a Pack,
}

impl Naming for Known<'_> {
    fn file(&self, file: &str) -> Option<String> {
        let file: FileId = file.parse().ok()?;
        self.folder
            .knows(file)
            .then(|| self.folder.name(file).to_owned())
    }

    fn role(&self, role: &str) -> Option<String> {
        self.pack.role(role).map(|role| role.title.clone())
    }

    fn word(&self, word: &str) -> String {
        self.pack.word(word).to_owned()
    }
}

impl Known<'_> {
    /// A fact with when it holds, as a sentence without a full stop.
    pub fn sentence(&self, fact: &Fact, period: &Period) -> String {
        say::sentence(fact, period, self)
    }

    /// Somebody.
    pub fn who(&self, who: &domain::fact::Who) -> String {
        say::who(who, self)
    }
}
