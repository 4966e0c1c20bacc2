//! The only crate that speaks SQL: SQLite and PostgreSQL, migrations, search, ledger.
