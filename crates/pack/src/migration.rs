//! `migrations/*.yaml`: how the answers of an older version of a pack move to this one.

mod compare;

pub use compare::{Lost, Moves, answers, compare, stage};

use crate::text::{Entries, Ident, OneOrMany, Spanned};

crate::record! {
    /// Old values of a field to new ones.
    #[derive(Debug, Clone)]
    pub struct MapValues: "values of a field that move" {
        /// The field, by its new name.
        pub field: Spanned<Ident>,
        /// Old value to new value.
        pub values: Entries<Spanned<Ident>>,
    }
}

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
        /// Old values of a choice to new ones.
        pub map: OneOrMany<MapValues>,
        /// Old stage to new stage.
        pub stage: Entries<Spanned<Ident>>,
    }
}

/// All that changes from one version.
#[derive(Debug, Clone)]
pub struct Migration {
    /// The older version: the file's name.
    pub from: Spanned<String>,
    /// What changes.
    pub changes: Vec<Change>,
}
