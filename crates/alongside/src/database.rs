//! Opening a database for a command: what it is called on the command line, and the edge's clock and randomness for those
//! who need them. It decides nothing about what is in it.

use casework::Office;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use miette::{IntoDiagnostic, miette};
use pack::calendar_file::CalendarLibrary;
use store::Store;

/// Which database, in every command that needs one.
#[derive(clap::Args)]
pub struct Database {
    /// The database: sqlite:PATH or postgres://USER@HOST:PORT/NAME.
    #[arg(long, value_name = "URL")]
    pub database: String,
}

impl Database {
    /// Opens a database that is there, its schema up to date.
    pub fn open(&self) -> miette::Result<Store> {
        if let Some(path) = self.database.strip_prefix("sqlite:")
            && path != ":memory:"
            && !std::path::Path::new(path).exists()
        {
            return Err(miette!("there is no database at {path}"));
        }
        let store = Store::open(&self.database).into_diagnostic()?;
        let found = store.schema_version().into_diagnostic()?;
        let needed = store::MIGRATIONS.last().map_or(0, |step| step.version);
        if found < needed {
            return Err(miette!(
                "the database has version {found} of the schema and this program needs {needed}: `alongside pack publish` brings \
                 it up to date"
            ));
        }
        Ok(store)
    }

    /// Opens a database, makes it if it is not there, and brings its schema up to date.
    pub fn open_or_make(&self) -> miette::Result<Store> {
        let store = Store::open(&self.database).into_diagnostic()?;
        store.migrate(Timestamp::now()).into_diagnostic()?;
        Ok(store)
    }
}

/// The office over a database, with the calendars of the program.
pub fn office(store: Store) -> Office {
    Office::new(store, CalendarLibrary::embedded())
}

/// New identifiers.
pub fn ids() -> impl FnMut() -> u128 {
    rand::random::<u128>
}

/// The present day, by universal time: exact enough for what is laid out years ahead.
pub fn today() -> Date {
    Timestamp::now().to_zoned(TimeZone::UTC).date()
}
