//! Throw-away databases: a test written once runs on a new SQLite file and on a new PostgreSQL
//! database, and neither is left behind. It never skips one of the two, and never touches a
//! database that it did not make.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use jiff::Timestamp;
use postgres::{Client, NoTls};
use store::{MIGRATIONS, Store};
use tempfile::TempDir;

/// Names the server to make databases on: `postgres://user@host:port/database`.
const SERVER: &str = "ALONGSIDE_TEST_POSTGRES";

/// Held on the server while a template is made.
const LOCK: i64 = 0x7465_6d70_6c61_7465;

/// Runs the test on a migrated store of each kind, SQLite first.
pub fn on_both(test: impl Fn(Store)) {
    on_each(true, &|url| {
        test(Store::open(url).expect("a throw-away database opens"));
    });
}

/// Runs the test with the URL of an empty database of each kind, SQLite first; for tests that
/// migrate themselves, or open a database more than once.
pub fn on_both_empty(test: impl Fn(&str)) {
    on_each(false, &test);
}

fn on_each(migrated: bool, test: &dyn Fn(&str)) {
    for make in [Scratch::sqlite, Scratch::postgres] {
        let scratch = make(migrated);
        test(&scratch.url);
    }
}

/// One throw-away database; gone when dropped.
struct Scratch {
    kind: &'static str,
    url: String,
    /// The file's folder, or the database's name on the server.
    _directory: Option<TempDir>,
    database: Option<String>,
}

impl Scratch {
    fn sqlite(migrated: bool) -> Scratch {
        static TEMPLATE: OnceLock<Vec<u8>> = OnceLock::new();
        let directory = TempDir::new().expect("a temporary folder");
        let path = directory.path().join("test.db");
        if migrated {
            let template = TEMPLATE.get_or_init(|| {
                let path = directory.path().join("template.db");
                migrate(&sqlite_url(&path));
                std::fs::read(&path).expect("the migrated file")
            });
            std::fs::write(&path, template).expect("a copy of the migrated file");
        }
        Scratch {
            kind: "SQLite",
            url: sqlite_url(&path),
            _directory: Some(directory),
            database: None,
        }
    }

    fn postgres(migrated: bool) -> Scratch {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("alongside_test_{}_{number}", std::process::id());
        let template = if migrated { template() } else { "template0" };
        let mut server = server();
        for statement in [
            format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"),
            format!("CREATE DATABASE {name} TEMPLATE {template}"),
        ] {
            server.batch_execute(&statement).expect(&statement);
        }
        Scratch {
            kind: "PostgreSQL",
            url: url_of(&name),
            _directory: None,
            database: Some(name),
        }
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("the test failed on {}", self.kind);
        }
        if let Some(name) = &self.database {
            // A database that cannot be dropped goes with the server.
            let drop = format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)");
            let _ = server().batch_execute(&drop);
        }
    }
}

/// The name of the migrated database that others are copied from; made once on each server for
/// each text of the migrations.
fn template() -> &'static str {
    static TEMPLATE: OnceLock<String> = OnceLock::new();
    TEMPLATE.get_or_init(|| {
        let mut hash = DefaultHasher::new();
        for step in MIGRATIONS {
            (step.version, step.name, step.text).hash(&mut hash);
        }
        let name = format!("alongside_template_{:016x}", hash.finish());
        let mut server = server();
        let lock = format!("SELECT pg_advisory_lock({LOCK})");
        server.batch_execute(&lock).expect("the template's lock");
        let known = "SELECT 1 FROM pg_database WHERE datname = $1";
        if server.query_opt(known, &[&name]).expect(known).is_none() {
            // Half-made, it has another name, so a killed run leaves nothing that is used.
            let making = format!("{name}_making");
            for statement in [
                format!("DROP DATABASE IF EXISTS {making} WITH (FORCE)"),
                format!("CREATE DATABASE {making} TEMPLATE template0"),
            ] {
                server.batch_execute(&statement).expect(&statement);
            }
            migrate(&url_of(&making));
            let rename = format!("ALTER DATABASE {making} RENAME TO {name}");
            server.batch_execute(&rename).expect(&rename);
        }
        name
    })
}

fn migrate(url: &str) {
    let store = Store::open(url).expect("an empty database opens");
    store
        .migrate(Timestamp::UNIX_EPOCH)
        .expect("an empty database can be migrated");
}

fn sqlite_url(path: &Path) -> String {
    format!("sqlite:{}", path.display())
}

fn server_url() -> String {
    std::env::var(SERVER).unwrap_or_else(|_| {
        panic!(
            "{SERVER} is not set, so this test cannot run on PostgreSQL: run `make test`, which \
             starts a server, or name one of your own as postgres://user@host:port/database"
        )
    })
}

fn server() -> Client {
    let url = server_url();
    Client::connect(&url, NoTls)
        .unwrap_or_else(|error| panic!("the server that {SERVER} names: {error}"))
}

/// The server's URL with another database.
fn url_of(database: &str) -> String {
    let url = server_url();
    let (place, query) = match url.split_once('?') {
        Some((place, query)) => (place, format!("?{query}")),
        None => (url.as_str(), String::new()),
    };
    let scheme = place.find("://").map_or(0, |at| at + 3);
    let host_end = place[scheme..]
        .find('/')
        .map_or(place.len(), |at| scheme + at);
    format!("{}/{database}{query}", &place[..host_end])
}
