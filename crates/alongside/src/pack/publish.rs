//! `alongside pack publish`: a version of a pack goes into a database, where it stays as it is for as long as a matter runs
//! under it.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;

use ::pack::{Pack, Sources};
use clap::Args as ClapArgs;
use jiff::Timestamp;
use miette::{IntoDiagnostic, miette};
use store::Store;
use store::pack_version::{Published, Refused};

use super::proof;
use crate::database::Database;

/// `alongside pack publish`.
#[derive(ClapArgs)]
pub struct PublishArgs {
    /// The pack's folder.
    dir: PathBuf,
    #[command(flatten)]
    database: Database,
}

/// Carries out the command.
pub fn run(args: &PublishArgs, out: &mut impl Write) -> miette::Result<()> {
    let pack = proof::usable(&args.dir, out)?;
    let sources = Sources::read_dir(&args.dir).into_diagnostic()?;
    let store = args.database.open_or_make()?;
    let new = publish(&store, &sources, &pack)?;
    let (name, version) = (&pack.head.pack.value, &pack.head.version);
    let what = if new {
        "is published"
    } else {
        "was published before, the same to the byte"
    };
    writeln!(out, "{name} {} {what}", version.value).into_diagnostic()
}

/// Publishes a version; whether it is new.
pub fn publish(store: &Store, sources: &Sources, pack: &Pack) -> miette::Result<bool> {
    let mut texts = BTreeMap::new();
    for (path, bytes) in &sources.files {
        let text = String::from_utf8(bytes.clone())
            .map_err(|_| miette!("`{path}` is not text in UTF-8: it cannot be published"))?;
        texts.insert(path.clone(), text);
    }
    let reference = pack.reference();
    let new = Published {
        pack: reference.pack,
        version: reference.version,
        hash: sources.hash(),
        sources: texts,
    };
    let now = Timestamp::now();
    store
        .write(|tx| store::pack_version::publish(tx, &new, now))
        .map_err(|refused: Refused| miette!("{refused}"))
}
