//! `alongside calendar`: when a limit falls due and why, and which calendars there are. It opens calendar files and
//! prints; the counting is `domain`'s.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand, ValueEnum};
use domain::calendar::{
    Calendar, CountedDay, Counting, Explanation, Interval, Moment, OnClosedDay, StartingDay,
};
use jiff::civil::{Date, DateTime};
use jiff::tz::{TimeZone, TimeZoneDatabase};
use miette::{Context, IntoDiagnostic, miette};
use pack::calendar_file::CalendarLibrary;

/// The arguments of `alongside calendar`.
#[derive(Args)]
pub struct CalendarCommand {
    /// Read the calendars of this folder instead of those in the program.
    #[arg(long, value_name = "DIR", global = true)]
    calendars: Option<PathBuf>,
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand)]
enum Action {
    /// Print when something is due: a date, or a date and local time for a limit in hours.
    Due(DueArgs),
    /// List the calendars with their years and titles.
    List,
}

#[derive(Args)]
struct DueArgs {
    /// Name of the calendar's file, without .yaml.
    #[arg(long, value_name = "CODE")]
    calendar: String,
    /// Starting day or local time, such as 2026-04-02 or "2026-04-02 16:20". Hours from a day count from its start.
    #[arg(long, value_name = "WHEN", allow_hyphen_values = true)]
    from: String,
    #[command(flatten)]
    interval: IntervalArgs,
    /// Time zone, if not the calendar's own.
    #[arg(long, value_name = "ZONE")]
    zone: Option<String>,
    /// Count the starting day as the first.
    #[arg(long)]
    inclusive: bool,
    /// What becomes of a limit on a day that is not worked.
    #[arg(long, value_enum, default_value_t = Closed::Keep)]
    on_closed_day: Closed,
    /// Print each day that was counted or not, with the reason, before the limit.
    #[arg(long)]
    explain: bool,
}

#[derive(Args)]
#[group(required = true, multiple = false)]
struct IntervalArgs {
    /// What to add, such as "3 working days", "72 hours" or "15 years 9 months".
    #[arg(long, value_name = "INTERVAL", allow_hyphen_values = true)]
    add: Option<String>,
    /// What to count back instead.
    #[arg(long, value_name = "INTERVAL", allow_hyphen_values = true)]
    subtract: Option<String>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Closed {
    /// It stays.
    Keep,
    /// It moves to the next working day.
    Next,
    /// It moves to the previous working day.
    Previous,
}

/// Carries out the command and prints to `out`.
pub fn run(command: &CalendarCommand, out: &mut dyn Write) -> miette::Result<()> {
    let library = match &command.calendars {
        None => CalendarLibrary::embedded(),
        Some(folder) => folder_library(folder)?,
    };
    let text = match &command.action {
        Action::Due(args) => due(&library, args)?,
        Action::List => list(&library)?,
    };
    out.write_all(text.as_bytes()).into_diagnostic()
}

fn due(library: &CalendarLibrary, args: &DueArgs) -> miette::Result<String> {
    let calendar = load(library, &args.calendar)?;
    let zone = match &args.zone {
        None => calendar.zone().clone(),
        Some(name) => zone(name)?,
    };
    let from = moment(&args.from, zone)?;
    let how = Counting {
        starting_day: if args.inclusive {
            StartingDay::Inclusive
        } else {
            StartingDay::Exclusive
        },
        on_closed_day: match args.on_closed_day {
            Closed::Keep => OnClosedDay::Keep,
            Closed::Next => OnClosedDay::NextWorkingDay,
            Closed::Previous => OnClosedDay::PreviousWorkingDay,
        },
        opening: None,
    };
    let add = args.interval.add.as_deref();
    let written = add
        .or(args.interval.subtract.as_deref())
        .unwrap_or_default();
    let interval: Interval = written.parse().into_diagnostic()?;
    let found = match (args.explain, add.is_some()) {
        (true, true) => calendar.explain(&from, &interval, &how),
        (true, false) => calendar.explain_back(&from, &interval, &how),
        (false, true) => calendar.add(&from, &interval, &how).map(unexplained),
        (false, false) => calendar.subtract(&from, &interval, &how).map(unexplained),
    };
    let Explanation { due, days, .. } = found.into_diagnostic()?;
    let mut text: String = days.iter().map(explained_day).collect();
    text.push_str(&format!("{due}\n"));
    Ok(text)
}

fn unexplained(due: domain::calendar::Due) -> Explanation {
    Explanation {
        due,
        days: Vec::new(),
        edition: String::new(),
    }
}

fn explained_day(day: &CountedDay) -> String {
    let weekday = format!("{:?}", day.date.weekday());
    let said = match (day.number, &day.closed) {
        (Some(number), _) => format!("counted: {number}"),
        (None, Some(reason)) => format!("not counted: {reason}"),
        (None, None) => "not counted".to_owned(),
    };
    format!("{} {weekday:<9} {said}\n", day.date)
}

fn list(library: &CalendarLibrary) -> miette::Result<String> {
    let mut text = String::new();
    for code in library.codes() {
        let calendar = load(library, code)?;
        let (from, to) = calendar.covers();
        let (edition, title) = (calendar.edition(), calendar.title());
        text.push_str(&format!(
            "{code:<22} {}-{}  edition {edition}  {title}\n",
            from.year(),
            to.year()
        ));
    }
    Ok(text)
}

fn load(library: &CalendarLibrary, code: &str) -> miette::Result<Calendar> {
    library.load(code).map_err(|problems| {
        let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
        miette!("{}", lines.join("\n"))
    })
}

/// The zone by name, from the tables in the program.
fn zone(name: &str) -> miette::Result<TimeZone> {
    let zone = TimeZoneDatabase::bundled().get(name);
    zone.map_err(|_| {
        miette!(
            "\"{}\" is no time zone: expected one such as Europe/Paris",
            name.escape_debug()
        )
    })
}

fn moment(text: &str, zone: TimeZone) -> miette::Result<Moment> {
    let wrong = || {
        let shown = text.escape_debug();
        miette!(
            "\"{shown}\" is no day or time: expected one such as 2026-04-02 or \"2026-04-02 16:20\""
        )
    };
    match text.len() {
        10 => text.parse::<Date>().map(|date| Moment::on(date, zone)),
        _ if text.contains(':') => text
            .parse::<DateTime>()
            .map(|when| Moment::at_civil(when, zone)),
        _ => return Err(wrong()),
    }
    .map_err(|_| wrong())
}

/// The texts of the `.yaml` files of a folder by name. Files within folders of it are not read.
fn folder_library(folder: &Path) -> miette::Result<CalendarLibrary> {
    let shown = || format!("cannot read the calendars of {}", folder.display());
    let mut texts = BTreeMap::new();
    for entry in std::fs::read_dir(folder)
        .into_diagnostic()
        .wrap_err_with(shown)?
    {
        let path = entry.into_diagnostic().wrap_err_with(shown)?.path();
        if let (Some(name), Some("yaml")) =
            (path.file_stem(), path.extension().and_then(|e| e.to_str()))
        {
            let text = std::fs::read_to_string(&path).into_diagnostic();
            let text = text.wrap_err_with(|| format!("cannot read {}", path.display()))?;
            texts.insert(name.to_string_lossy().into_owned(), text);
        }
    }
    Ok(CalendarLibrary::from_texts(texts))
}
