//! `alongside demo`: fills a database with invented providers, whose young people nobody ever met, and says what can be done
//! with it and who can sign in. A database that holds a service already is left as it is.

mod accounts;
mod embedded;
mod setting;

use std::collections::BTreeSet;
use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

use casework::Office;
use casework::read::overview::overview;
use casework::scenario::story;
use clap::Args as ClapArgs;
use domain::ServiceId;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use miette::{Context, IntoDiagnostic, miette};
use pack::scenario::Story;
use pack::text::Problems;
use pack::{Pack, Sources};

use self::setting::Setting;
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
    #[command(flatten)]
    listen: crate::serve::Listen,
    /// The folder of another pack than the program's own.
    #[arg(long, value_name = "DIR", requires = "story")]
    pack: Option<PathBuf>,
    /// Another story than the program's own.
    #[arg(long, value_name = "FILE")]
    story: Option<PathBuf>,
}

/// A provider to load: its pack with the sources, and its story.
struct Provider {
    sources: Sources,
    pack: Arc<Pack>,
    story: Story,
}

/// Carries out the command.
pub fn run(args: &Args, out: &mut impl Write) -> miette::Result<()> {
    let setting = setting::built_in().map_err(|wrong| unusable("the demonstration", &wrong))?;
    let office = office(args.database.open_or_make()?);
    let services = office.store.read(store::service::all).into_diagnostic()?;
    if services.is_empty() {
        fill(args, &setting, &office, out)?;
    } else {
        writeln!(
            out,
            "This database holds a service already: what was entered is kept, and nothing is added."
        )
        .into_diagnostic()?;
    }
    let services = office.store.read(store::service::all).into_diagnostic()?;
    let services: Vec<ServiceId> = services.into_iter().map(|s| s.service).collect();
    for service in &services {
        glance(&office, *service, out)?;
    }
    next(args, &setting, out).into_diagnostic()?;
    accounts::print(&office, &services, &setting.password, out)?;
    if args.no_serve {
        return Ok(());
    }
    out.flush().into_diagnostic()?;
    crate::serve::serve(&office, &args.listen, false, Some(&setting.password))
}

fn fill(
    args: &Args,
    setting: &Setting,
    office: &Office,
    out: &mut impl Write,
) -> miette::Result<()> {
    // Nothing is written before everything reads.
    let providers = chosen(args, setting)?;
    let mut taken = BTreeSet::new();
    for provider in &providers {
        let Provider {
            sources,
            pack,
            story,
        } = provider;
        crate::pack::publish::publish(&office.store, sources, pack)?;
        let progress = bar(story.scenario.steps.len(), "a story is told");
        let seed = ids()();
        let end_of_next_year =
            Date::new(today().year().saturating_add(1), 12, 31).unwrap_or(Date::MAX);
        let when = (Timestamp::now(), end_of_next_year);
        let told = story::tell(office, pack, story, when, seed, &mut |done| {
            progress.set_position(done as u64);
        });
        progress.finish_and_clear();
        let told = told
            .into_diagnostic()
            .wrap_err("the database is filled in part: throw it away and begin again")?;
        accounts::give(office, &told.workers, &setting.password, &mut taken)?;
        writeln!(
            out,
            "Loaded {} people and {} days of work of an invented provider, {}.",
            story.scenario.people.len(),
            days(story),
            story.agency
        )
        .into_diagnostic()?;
    }
    Ok(())
}

fn days(story: &Story) -> usize {
    let days = story.scenario.steps.iter().map(|step| step.date);
    days.collect::<std::collections::BTreeSet<_>>().len()
}

/// What the command line asks for; without anything, all that is built in.
fn chosen(args: &Args, setting: &Setting) -> miette::Result<Vec<Provider>> {
    let Some(file) = &args.story else {
        let all = setting.load.iter().map(|one| {
            let name = format!("demo/{}", *one.story);
            let text = embedded::text(&name).unwrap_or_default();
            provider(embedded::pack(&one.pack), &name, text)
        });
        return all.collect();
    };
    let sources = match (&args.pack, setting.load.first()) {
        (Some(dir), _) => Sources::read_dir(dir)
            .into_diagnostic()
            .wrap_err_with(|| format!("cannot read the pack in {}", dir.display()))?,
        (None, Some(first)) => embedded::pack(&first.pack),
        (None, None) => {
            return Err(miette!(
                "there is no pack to tell it by: name one with --pack"
            ));
        }
    };
    let text = std::fs::read_to_string(file)
        .into_diagnostic()
        .wrap_err_with(|| format!("cannot read {}", file.display()))?;
    Ok(vec![provider(sources, &file.display().to_string(), &text)?])
}

/// A pack, and a story by it whose chapters end in the last seven days.
fn provider(sources: Sources, name: &str, text: &str) -> miette::Result<Provider> {
    let (pack, problems) = Pack::checked(&sources, &features::names());
    let pack = pack.ok_or_else(|| unusable("the pack", &problems))?;
    let now = Timestamp::now();
    let (story, problems) = Story::ending_before(name, text, |zone| {
        let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
        now.to_zoned(zone).date()
    });
    let story = story.ok_or_else(|| unusable("the story", &problems))?;
    Ok(Provider {
        sources,
        pack: Arc::new(pack),
        story,
    })
}

fn unusable(what: &str, problems: &Problems) -> miette::Report {
    miette!("{what} cannot be used:\n{problems}")
}

fn glance(office: &Office, service: ServiceId, out: &mut impl Write) -> miette::Result<()> {
    let seen = overview(office, service, Timestamp::now()).into_diagnostic()?;
    let mut text = format!(
        "\n{} (pack {})\n\nWho works there\n",
        seen.service, seen.pack
    );
    for worker in &seen.workers {
        text.push_str(&format!("  {:<28} {}\n", worker.name, worker.title));
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

fn next(args: &Args, setting: &Setting, out: &mut impl Write) -> std::io::Result<()> {
    let database = shown(&args.database.database);
    let program = std::env::args()
        .next()
        .unwrap_or_else(|| "alongside".into());
    let pack = args.pack.as_ref().map_or_else(
        || {
            let first = setting.load.first();
            format!("packs/{}", first.map_or("PACK", |one| one.pack.as_str()))
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
            "  {:<38} {program} demo --database {database}",
            "Serve its pages"
        )?;
    }
    Ok(())
}

/// A database's address without what must not be repeated.
fn shown(url: &str) -> String {
    match url.strip_prefix("sqlite:") {
        Some(path) => format!("sqlite:{path}"),
        None => "URL".into(),
    }
}
