//! One user action per file; owns the transaction and recomputes timescales.

pub mod derive;
