//! Content as it comes out of the store: closed. It cannot be printed, written out or looked into; a permit for
//! that file and category opens it.

use std::collections::BTreeSet;

use domain::{FileId, Name};

use crate::{Ask, Permit};

/// Closed content of one file and category.
#[must_use = "sealed content is of no use until it is opened"]
pub struct Sealed<T> {
    file: FileId,
    category: Name,
    private: Option<(FileId, BTreeSet<Name>)>,
    content: T,
}

/// The permit was for another file, another category, or not for the private part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the permit is not for this content")]
pub struct Unopened;

impl<T> Sealed<T> {
    /// Closes content that whoever reads the category may read.
    pub fn seal(file: FileId, category: Name, content: T) -> Self {
        Self {
            file,
            category,
            private: None,
            content,
        }
    }

    /// Closes content that these roles alone may read, beside its author and the worker whom the file is about.
    pub fn private(
        file: FileId,
        category: Name,
        author: FileId,
        roles: BTreeSet<Name>,
        content: T,
    ) -> Self {
        Self {
            file,
            category,
            private: Some((author, roles)),
            content,
        }
    }

    /// The file it is of.
    pub fn file(&self) -> FileId {
        self.file
    }

    /// Its category.
    pub fn category(&self) -> &Name {
        &self.category
    }

    /// Opens it with a permit to read that category, or that record, of that file. Private content wants a permit
    /// that was asked for with the same author and roles.
    pub fn open(self, permit: &Permit<'_>) -> Result<T, Unopened> {
        let private = match (&self.private, permit.ask()) {
            (None, _) => true,
            (
                Some((wrote, roles)),
                Ask::ReadRecord {
                    author, private_to, ..
                },
            ) => wrote == author && roles == private_to,
            (Some(_), _) => false,
        };
        let fits =
            permit.file() == self.file && permit.ask().reads() == Some(&self.category) && private;
        if fits {
            Ok(self.content)
        } else {
            Err(Unopened)
        }
    }
}
