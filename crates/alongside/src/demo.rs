//! `alongside demo`: fills a database with an invented provider, whose young people nobody ever met, and says what can be
//! done with it. A database that holds a service already is left as it is.

mod embedded;

use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

use casework::Office;
use casework::read::overview::overview;
use casework::scenario::story;
use clap::Args as ClapArgs;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use miette::{Context, IntoDiagnostic, miette};
use pack::scenario::Story;
use pack::text::Problems;
use pack::{Pack, Sources};

use crate::database::{Database, ids, office, today};
use crate::features;
use crate::progress::bar;

/// The arguments of `alongside demo`.
#[derive(ClapArgs)]
pub struct Args {
    #[command(flatten)]
    database: Database,
    /// Fill the database and stop.
    #[arg(long)]
    no_serve: bool,
    /// The folder of another pack than the program's own.
    #[arg(long, value_name = "DIR", requires = "story")]
    pack: Option<PathBuf>,
    /// Another story than the program's own.
    #[arg(long, value_name = "FILE")]
    story: Option<PathBuf>,
}

/// Carries out the command.
pub fn run(args: &Args, out: &mut impl Write) -> miette::Result<()> {
    let office = office(args.database.open_or_make()?);
    let services = office.store.read(store::service::all).into_diagnostic()?;
    if services.is_empty() {
        fill(args, &office, out)?;
    } else {
        writeln!(
            out,
            "This database holds a service already: what was entered is kept, and nothing is added."
        )
        .into_diagnostic()?;
    }
    for service in office.store.read(store::service::all).into_diagnostic()? {
        glance(&office, service.service, out)?;
    }
    next(args, out).into_diagnostic()
}

fn fill(args: &Args, office: &Office, out: &mut impl Write) -> miette::Result<()> {
    let (pack, story) = chosen(args)?;
    crate::pack::publish::publish(&office.store, &pack.0, &pack.1)?;
    let progress = bar(story.scenario.steps.len(), "a story is told");
    let seed = ids()();
    let end_of_next_year = Date::new(today().year().saturating_add(1), 12, 31).unwrap_or(Date::MAX);
    let when = (Timestamp::now(), end_of_next_year);
    let told = story::tell(office, &pack.1, &story, when, seed, &mut |done| {
        progress.set_position(done as u64);
    });
    progress.finish_and_clear();
    told.into_diagnostic()
        .wrap_err("the database is filled in part: throw it away and begin again")?;
    writeln!(
        out,
        "Loaded {} people and {} days of work of an invented provider, {}.",
        story.scenario.people.len(),
        days(&story),
        story.agency
    )
    .into_diagnostic()
}

fn days(story: &Story) -> usize {
    let days = story.scenario.steps.iter().map(|step| step.date);
    days.collect::<std::collections::BTreeSet<_>>().len()
}

/// The pack with its sources, and the story that ends in the last seven days.
fn chosen(args: &Args) -> miette::Result<((Sources, Arc<Pack>), Story)> {
    let setting = embedded::text("demo/demo.yaml").unwrap_or_default();
    let said = |key: &str| {
        let prefix = format!("{key}:");
        let line = setting.lines().find_map(|l| l.strip_prefix(&prefix));
        line.map(str::trim).unwrap_or_default()
    };
    let sources = match &args.pack {
        Some(dir) => Sources::read_dir(dir)
            .into_diagnostic()
            .wrap_err_with(|| format!("cannot read the pack in {}", dir.display()))?,
        None => embedded::pack(said("pack")),
    };
    let (pack, problems) = Pack::checked(&sources, &features::names());
    let pack = pack.ok_or_else(|| unusable("the pack", &problems))?;
    let (name, text) = match &args.story {
        Some(file) => {
            let text = std::fs::read_to_string(file)
                .into_diagnostic()
                .wrap_err_with(|| format!("cannot read {}", file.display()))?;
            (file.display().to_string(), text)
        }
        None => {
            let name = format!("demo/{}", said("story"));
            let text = embedded::text(&name).unwrap_or_default().to_owned();
            (name, text)
        }
    };
    let (read, problems) = Story::read(&name, &text);
    let read = read.ok_or_else(|| unusable("the story", &problems))?;
    let zone = TimeZone::get(&read.scenario.zone).into_diagnostic()?;
    let here = Timestamp::now().to_zoned(zone).date();
    let (story, problems) = Story::ending_before(&name, &text, here);
    let story = story.ok_or_else(|| unusable("the story", &problems))?;
    Ok(((sources, Arc::new(pack)), story))
}

fn unusable(what: &str, problems: &Problems) -> miette::Report {
    miette!("{what} cannot be used:\n{problems}")
}

fn glance(office: &Office, service: domain::ServiceId, out: &mut impl Write) -> miette::Result<()> {
    let seen = overview(office, service, Timestamp::now()).into_diagnostic()?;
    let mut text = format!(
        "\n{} (pack {})\n\nWho works there\n",
        seen.service, seen.pack
    );
    for (name, title) in &seen.workers {
        text.push_str(&format!("  {name:<28} {title}\n"));
    }
    text.push_str("\nWhere the work stands\n");
    for (matter, stage, count) in &seen.stages {
        text.push_str(&format!("  {count:>4}  {matter}: {stage}\n"));
    }
    text.push_str("\nWhat is late\n");
    if seen.late.is_empty() {
        text.push_str("  nothing\n");
    }
    for (title, count, since) in &seen.late {
        let since = since.map_or_else(String::new, |day| format!(" (the first was due {day})"));
        text.push_str(&format!("  {count:>4}  {title}{since}\n"));
    }
    out.write_all(text.as_bytes()).into_diagnostic()
}

fn next(args: &Args, out: &mut impl Write) -> std::io::Result<()> {
    let database = shown(&args.database.database);
    let program = std::env::args()
        .next()
        .unwrap_or_else(|| "alongside".into());
    let pack = args.pack.as_ref().map_or_else(
        || {
            let setting = embedded::text("demo/demo.yaml").unwrap_or_default();
            let name = setting.lines().find_map(|l| l.strip_prefix("pack:"));
            format!("packs/{}", name.map(str::trim).unwrap_or_default())
        },
        |dir| dir.display().to_string(),
    );
    writeln!(out, "\nWhat you can do next")?;
    for (what, command) in [
        (
            "Keep the head of the ledger",
            format!("ledger head --database {database}"),
        ),
        (
            "Look whether anything was changed",
            format!("ledger verify --database {database} --head HEAD"),
        ),
        (
            "Work everything out again and compare",
            format!("recompute --database {database} --check"),
        ),
        ("Read the practice as a manual", format!("pack book {pack}")),
        (
            "Carry out the scenarios of the pack",
            format!("pack test {pack}"),
        ),
        (
            "See how each clause is met",
            format!("pack coverage {pack}"),
        ),
    ] {
        writeln!(out, "  {what:<38} {program} {command}")?;
    }
    if args.no_serve {
        writeln!(
            out,
            "\nThere are no pages yet: everything so far is done on the command line."
        )
    } else {
        writeln!(
            out,
            "\nThere are no pages to serve yet, so this stops here, as with --no-serve."
        )
    }
}

/// A database's address without what must not be repeated.
fn shown(url: &str) -> String {
    match url.strip_prefix("sqlite:") {
        Some(path) => format!("sqlite:{path}"),
        None => "URL".into(),
    }
}
