//! Where a database is, from what people write: `sqlite:PATH`, `sqlite::memory:` or
//! `postgres://...`. It opens nothing, and its errors never repeat what was written, which may
//! hold a password.

use std::path::PathBuf;

use super::{Error, Result};

/// The place of a database.
pub enum Address {
    /// A file, or none: in memory, ending with the store.
    Sqlite(Option<PathBuf>),
    /// A server, by the settings of its URL.
    Postgres(Box<postgres::Config>),
}

impl Address {
    /// Reads a database URL.
    pub fn parse(url: &str) -> Result<Self> {
        if let Some(path) = url.strip_prefix("sqlite:") {
            return match path {
                ":memory:" => Ok(Address::Sqlite(None)),
                "" => Err(unclear("sqlite: is followed by the path of a file")),
                path if path.starts_with("//") && !path.starts_with("///") => Err(unclear(
                    "sqlite: is followed by the path itself, without //",
                )),
                path => Ok(Address::Sqlite(Some(PathBuf::from(path)))),
            };
        }
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            return match url.parse() {
                Ok(config) => Ok(Address::Postgres(Box::new(config))),
                Err(_) => Err(unclear("the postgres:// address cannot be read")),
            };
        }
        Err(unclear(
            "a database is sqlite:PATH, sqlite::memory: or postgres://USER@HOST:PORT/NAME",
        ))
    }
}

fn unclear(what: &str) -> Error {
    Error::Other(what.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_database_url_says_which_database() {
        let told = |url: &str| match Address::parse(url) {
            Ok(Address::Sqlite(None)) => "memory".to_owned(),
            Ok(Address::Sqlite(Some(path))) => path.display().to_string(),
            Ok(Address::Postgres(config)) => config.get_dbname().unwrap_or("-").to_owned(),
            Err(error) => {
                assert!(!error.to_string().contains("secret"), "{error}");
                "error".to_owned()
            }
        };
        for (url, expected) in [
            ("sqlite::memory:", "memory"),
            ("sqlite:cases.db", "cases.db"),
            ("sqlite:/var/lib/cases.db", "/var/lib/cases.db"),
            ("sqlite:///var/lib/cases.db", "///var/lib/cases.db"),
            ("sqlite://cases.db", "error"),
            ("sqlite:", "error"),
            ("postgres://me:secret@db:5432/cases", "cases"),
            ("postgresql://me@db/cases", "cases"),
            ("postgres://me:secret@db:port/cases", "error"),
            ("mysql://me:secret@db/cases", "error"),
            ("", "error"),
        ] {
            assert_eq!(told(url), expected, "{url}");
        }
    }
}
