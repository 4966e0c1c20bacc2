//! A pack's form as a page and back: what was answered becomes named inputs, the inputs become HTML, and what comes back
//! from the browser becomes answers again. Pure: it reads no clock, no database and no session, and decides neither who may
//! write nor whether an answer is right.

pub mod choose;
pub mod dates;
pub mod kind;
pub mod merge;
pub mod pairs;
pub mod parse;
pub mod render;
pub mod rows;
pub mod show;
pub mod tree;
pub mod view;

#[cfg(test)]
mod tests;

use domain::FileId;
use pack::Pack;
use pack::model::Form;

/// A form laid out for somebody to write on: whose it is, and for whom it has parts.
#[derive(Clone, Copy)]
pub struct Paper<'a> {
    /// The pack whose form it is.
    pub pack: &'a Pack,
    /// The form.
    pub form: &'a Form,
    /// The files it is about, its home first, each with the name people are shown.
    pub about: &'a [(FileId, String)],
}

impl Paper<'_> {
    /// The name a file it is about is shown by.
    pub fn name(&self, file: FileId) -> &str {
        let found = self.about.iter().find(|(of, _)| *of == file);
        found.map_or("", |(_, name)| name.as_str())
    }

    /// The files it is about.
    pub fn files(&self) -> Vec<FileId> {
        self.about.iter().map(|(file, _)| *file).collect()
    }
}

/// The name of a shared field's input.
pub fn shared_name(field: &str) -> String {
    format!("a.{field}")
}

/// The name of an input in somebody's part.
pub fn part_name(file: FileId, field: &str) -> String {
    format!("p.{file}.{field}")
}
