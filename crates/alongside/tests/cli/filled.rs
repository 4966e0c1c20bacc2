//! A database that `alongside demo` filled, made once; each test gets a copy of its own.

use std::path::PathBuf;
use std::sync::OnceLock;

use rusqlite::Connection;
use tempfile::TempDir;

use super::{alongside, said};

/// A copy of the filled database.
pub struct Filled {
    _folder: TempDir,
    /// Its file.
    pub path: PathBuf,
    /// What commands call it.
    pub url: String,
}

/// What the command that filled it printed.
pub fn told() -> &'static str {
    &template().1
}

fn template() -> &'static (PathBuf, String) {
    static TEMPLATE: OnceLock<(PathBuf, String)> = OnceLock::new();
    TEMPLATE.get_or_init(|| {
        let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
            .join(format!("filled-{}.db", std::process::id()));
        let _ = std::fs::remove_file(&path);
        let url = format!("sqlite:{}", path.display());
        let output = alongside(&["demo", "--database", &url, "--no-serve"]);
        assert!(output.status.success(), "{}", said(&output));
        (path, said(&output))
    })
}

impl Filled {
    /// A copy of the database.
    pub fn new() -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        let path = folder.path().join("filled.db");
        let from = &template().0;
        // Another program's backup takes what is still in the journal along.
        let source = Connection::open(from).expect("the filled database");
        source
            .execute("VACUUM INTO ?1", [path.display().to_string()])
            .expect("a copy");
        let url = format!("sqlite:{}", path.display());
        Self {
            _folder: folder,
            path,
            url,
        }
    }

    /// The head to keep.
    pub fn head(&self) -> String {
        let output = alongside(&["ledger", "head", "--database", &self.url]);
        assert!(output.status.success(), "{}", said(&output));
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    }

    /// Another program's connection.
    pub fn other_program(&self) -> Connection {
        Connection::open(&self.path).expect("a second connection")
    }
}
