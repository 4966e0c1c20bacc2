//! `migrations/*.yaml`: how the answers of an older version of a pack move to this one.
use crate::text::{Entries, Ident, OneOrMany, Spanned};

crate::record! {
    /// What becomes of one record kind or matter.
    #[derive(Debug, Clone)]
    pub struct Change: "a change" {
        /// The record kind whose answers move.
        pub record: Option<Spanned<Ident>>,
        /// The matter kind whose stages move.
        pub matter: Option<Spanned<Ident>>,
        /// Old field to new field.
        pub rename: Entries<Spanned<Ident>>,
        /// Fields that are no longer asked.
        pub retire: OneOrMany<Spanned<Ident>>,
        /// Old stage to new stage.
        pub stage: Entries<Spanned<Ident>>,
    }
}

/// All that changes from one version.
#[derive(Debug, Clone)]
pub struct Migration {
    /// The older version: the file's name.
    pub from: String,
    /// What changes.
    pub changes: Vec<Change>,
}
