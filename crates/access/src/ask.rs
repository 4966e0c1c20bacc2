//! What is asked of a file.

use std::collections::BTreeSet;
use std::fmt;

use domain::{FileId, Name};

use crate::Reach;

/// What somebody wants of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ask {
    /// To know that it exists, and see who it is about.
    SeeFile,
    /// To read what is in a category.
    ReadCategory(Name),
    /// To read one record, or the part of it that is private.
    ReadRecord {
        /// Its category.
        category: Name,
        /// Its kind.
        kind: Name,
        /// Who wrote it.
        author: FileId,
        /// The roles that alone read it; empty: whoever reads the category.
        private_to: BTreeSet<Name>,
    },
    /// To write a record.
    WriteRecord {
        /// Its kind.
        kind: Name,
        /// Its category.
        category: Name,
    },
    /// To write the record by which somebody comes to the service: on any case file of the service, without
    /// seeing the file. For kinds that open a matter.
    TakeIn {
        /// Its kind.
        kind: Name,
        /// Its category.
        category: Name,
    },
    /// To do an act of the pack language.
    Act(Name),
    /// To do what the pack leaves to some roles.
    InRole {
        /// The roles.
        by: BTreeSet<Name>,
    },
    /// To state facts: of people who are worked with for whoever writes records there, of staff and places for who
    /// keeps people.
    WriteFacts,
    /// To declare on one's own file what everybody declares about themselves: a conflict of interest, leave.
    DeclareOwn,
    /// To sign a record.
    Sign {
        /// Its category.
        category: Name,
        /// Who wrote it.
        author: FileId,
        /// The roles that do this step.
        by: BTreeSet<Name>,
        /// The pack lets authors sign their own, as an exception that somebody looks at.
        own_work_allowed: bool,
    },
}

impl Ask {
    /// The reach that grants it.
    pub fn needs(&self) -> Reach {
        match self {
            Self::SeeFile => Reach::Known,
            Self::ReadCategory(_) | Self::ReadRecord { .. } => Reach::Readable,
            Self::WriteRecord { .. }
            | Self::TakeIn { .. }
            | Self::Act(_)
            | Self::InRole { .. }
            | Self::WriteFacts
            | Self::DeclareOwn
            | Self::Sign { .. } => Reach::Writable,
        }
    }

    /// The category whose open content may be read with it.
    pub(crate) fn reads(&self) -> Option<&Name> {
        match self {
            Self::ReadCategory(category) | Self::ReadRecord { category, .. } => Some(category),
            _ => None,
        }
    }
}

impl fmt::Display for Ask {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SeeFile => f.write_str("see it"),
            Self::ReadCategory(category) => write!(f, "read {category}"),
            Self::ReadRecord { kind, .. } => write!(f, "read {kind}"),
            Self::WriteRecord { kind, .. } | Self::TakeIn { kind, .. } => write!(f, "write {kind}"),
            Self::Act(act) => write!(f, "{act}"),
            Self::InRole { .. } => f.write_str("do this"),
            Self::DeclareOwn => f.write_str("declare this for somebody else"),
            Self::WriteFacts => f.write_str("change what is known of them"),
            Self::Sign { .. } => f.write_str("sign it"),
        }
    }
}
