//! `measures/*.sql` and `returns/*.yaml`: figures and their layout. The text is checked here and run by whoever has a database.
use crate::model::Cites;
use crate::text::{Ident, Spanned};

/// One figure.
#[derive(Debug, Clone)]
pub struct Measure {
    /// Its name: the file's.
    pub name: Spanned<Ident>,
    /// What people read.
    pub label: String,
    /// What is counted, when, and once per whom.
    pub counts: String,
    /// The clauses it carries out.
    pub clause: Cites,
    /// Whether it gives a row per client rather than one figure.
    pub rows: bool,
    /// One SELECT over the reporting views.
    pub sql: String,
}

/// A letter or printed form, kept as text.
#[derive(Debug, Clone)]
pub struct Letter {
    /// Its name: the file's.
    pub name: Spanned<Ident>,
    /// What people call it, where its head says so.
    pub label: Option<String>,
    /// The clauses it carries out.
    pub clause: Cites,
    /// Its text.
    pub text: String,
}

crate::record! {
    /// A return: figures laid out.
    #[derive(Debug, Clone)]
    pub struct Return: "a return" {
        /// Its name.
        pub name: Spanned<Ident> as "return",
        /// What people read.
        pub title: String,
        /// The clauses it carries out.
        pub clause: Cites,
        /// Its figures in order.
        pub figures: Vec<Spanned<Ident>>,
    }
}
