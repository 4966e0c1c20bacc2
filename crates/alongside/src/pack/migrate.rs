//! `alongside pack migrate`: what a later version of a pack would change in a database, and the move to it.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::exit;
use std::sync::Arc;

use ::pack::{Pack, Sources};
use casework::matter::migrate::{self, Plan};
use clap::Args as ClapArgs;
use jiff::Timestamp;
use miette::{IntoDiagnostic, miette};
use store::Store;

use super::{proof, publish};
use crate::database::{Database, ids, office};
use crate::progress;

/// `alongside pack migrate`.
#[derive(ClapArgs)]
pub struct MigrateArgs {
    /// The folder of the later version.
    dir: PathBuf,
    /// The older version: its folder, or its number if it is published in the database.
    #[arg(long, value_name = "DIR|VERSION")]
    from: String,
    #[command(flatten)]
    database: Database,
    /// Only list what would change. Fails if an answer or a matter has no place.
    #[arg(long)]
    dry_run: bool,
}

/// Carries out the command.
pub fn run(args: &MigrateArgs, out: &mut impl Write) -> miette::Result<()> {
    let new = proof::usable(&args.dir, out)?;
    let store = args.database.open()?;
    let old = older(&args.from, &new, &store)?;
    if old.head.pack.value != new.head.pack.value {
        return Err(miette!(
            "{} is another pack than {}",
            old.head.pack.value,
            new.head.pack.value
        ));
    }
    if old.reference() == new.reference() {
        return Err(miette!(
            "both are version {}: give the changed pack a new version",
            new.head.version.value
        ));
    }
    let office = office(store);
    let progress = progress::count("files looked at:");
    let plan = migrate::plan(&office, &old, &new, &mut |n| progress.set_position(n));
    progress.finish_and_clear();
    let plan = plan.into_diagnostic()?;
    let unplaced = plan.without_a_place();
    if args.dry_run {
        list(&plan, out).into_diagnostic()?;
        writeln!(
            out,
            "{} open matters and {} records would change; {unplaced} without a place",
            plan.matters.len(),
            plan.records.len()
        )
        .into_diagnostic()?;
        if unplaced > 0 {
            out.flush().into_diagnostic()?;
            exit(1);
        }
        return Ok(());
    }
    let stuck = plan.matters.iter().filter(|m| m.goes_on_at.is_none());
    if let Some(first) = stuck.clone().next() {
        return Err(miette!(
            "{} open matters stand at a stage that version {} does not have, the first at `{}`: say in its migration where they go \
             on; --dry-run lists them",
            stuck.count(),
            new.head.version.value,
            first.stage
        ));
    }
    let sources = Sources::read_dir(&args.dir).into_diagnostic()?;
    publish::publish(&office.store, &sources, &new)?;
    let progress = progress::count("moving:");
    let moved = migrate::carry_out(
        &office,
        &mut ids(),
        Timestamp::now(),
        &plan,
        (&old.reference(), &new),
        &mut |n| progress.set_position(n),
    );
    progress.finish_and_clear();
    writeln!(
        out,
        "{} open matters now run under version {}; records keep the version they were written under",
        moved.into_diagnostic()?,
        new.head.version.value
    )
    .into_diagnostic()
}

fn older(from: &str, new: &Pack, store: &Store) -> miette::Result<Arc<Pack>> {
    if Path::new(from).is_dir() {
        let (pack, problems) = super::read(Path::new(from))?;
        return pack
            .map(Arc::new)
            .ok_or_else(|| miette!("the pack in {from} cannot be used:\n{problems}"));
    }
    let name = &new.head.pack.value;
    let published = store
        .read(|tx| store::pack_version::load(tx, name, from))
        .into_diagnostic()?
        .ok_or_else(|| miette!("`{from}` is neither a folder nor a published version of {name}"))?;
    let files = published.sources.iter();
    let sources = Sources::of(files.map(|(path, text)| (path.as_str(), text.as_str())));
    let (pack, problems) = Pack::read(&sources);
    pack.map(Arc::new)
        .ok_or_else(|| miette!("the published version {from} cannot be read:\n{problems}"))
}

fn list(plan: &Plan, out: &mut impl Write) -> std::io::Result<()> {
    for change in &plan.matters {
        let goes_on = change.goes_on_at.as_ref().map_or_else(
            || "no such stage in the later version".to_owned(),
            |stage| format!("goes on at {stage}"),
        );
        writeln!(
            out,
            "file {}: {} {} at {}: {goes_on}",
            change.file, change.kind, change.matter, change.stage
        )?;
    }
    for change in &plan.records {
        let place = format!("file {}: {} {}", change.file, change.kind, change.record);
        for moved in &change.moves.moved {
            writeln!(out, "{place}: {moved}")?;
        }
        for unplaced in &change.moves.unplaced {
            writeln!(out, "{place}: {unplaced} has no place")?;
        }
    }
    Ok(())
}
