//! `alongside pack`: what is wrong with a pack, the schema editors use, the parts of the engine a clause may name. It opens
//! folders and prints; the checking is `pack`'s.

mod book;
mod proof;
pub mod publish;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::exit;

use ::pack::text::{Problem, Problems, Severity};
use ::pack::{Pack, Sources};
use clap::{Args as ClapArgs, Subcommand};
use miette::{Context, IntoDiagnostic, miette};

use crate::features;

/// The arguments of `alongside pack`.
#[derive(ClapArgs)]
pub struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand)]
enum Action {
    /// Print everything that is wrong with a pack. Fails if there are errors.
    Check(CheckArgs),
    /// Carry out the scenarios of a pack; with --mutate, also look whether each rule is needed by one.
    Test(proof::TestArgs),
    /// Say for each clause which rules carry it out and which scenario shows it.
    Coverage(proof::CoverageArgs),
    /// Write the pack as one HTML file for people to read.
    Book(book::BookArgs),
    /// Keep this version in a database, so that matters can run under it. A published version never changes.
    Publish(publish::PublishArgs),
    /// Print the JSON Schema of the pack language, for editors.
    Schema(SchemaArgs),
    /// List the parts of the engine that a clause may name, each with the tests that show it.
    Features,
}

#[derive(ClapArgs)]
struct CheckArgs {
    /// The pack's folder.
    dir: PathBuf,
    /// Print the problems as JSON.
    #[arg(long)]
    json: bool,
}

#[derive(ClapArgs)]
struct SchemaArgs {
    /// Of one kind of file alone, such as clocks.yaml or records/visit.yaml.
    #[arg(long, value_name = "PATH")]
    file: Option<String>,
    /// Write one schema for each kind of file into this folder instead.
    #[arg(long, value_name = "DIR", conflicts_with = "file")]
    write: Option<PathBuf>,
}

/// Carries out the command.
pub fn run(args: &Args, out: &mut impl Write) -> miette::Result<()> {
    match &args.action {
        Action::Check(args) => check(args, out),
        Action::Test(args) => proof::test(args, out),
        Action::Coverage(args) => proof::coverage(args, out),
        Action::Book(args) => book::book(args, out),
        Action::Publish(args) => publish::run(args, out),
        Action::Schema(args) => schema(args, out),
        Action::Features => list_features(out),
    }
}

/// Reads a pack and checks it; the pack only if it can be used.
pub fn read(dir: &Path) -> miette::Result<(Option<Pack>, Problems)> {
    let sources = Sources::read_dir(dir)
        .into_diagnostic()
        .wrap_err_with(|| format!("cannot read the pack in {}", dir.display()))?;
    Ok(Pack::checked(&sources, &features::names()))
}

fn check(args: &CheckArgs, out: &mut impl Write) -> miette::Result<()> {
    let (pack, problems) = read(&args.dir)?;
    let all = problems.sorted();
    if args.json {
        let json = serde_json::to_string_pretty(&all).into_diagnostic()?;
        writeln!(out, "{json}").into_diagnostic()?;
    } else {
        write!(out, "{problems}").into_diagnostic()?;
        writeln!(out, "{}", summary(&all)).into_diagnostic()?;
    }
    if pack.is_none() {
        out.flush().into_diagnostic()?;
        exit(1);
    }
    Ok(())
}

/// "3 problems (1 warning)".
fn summary(problems: &[Problem]) -> String {
    let warnings = problems.iter().filter(|p| p.severity == Severity::Warning);
    let count = |n: usize, what: &str| match n {
        1 => format!("1 {what}"),
        _ => format!("{n} {what}s"),
    };
    match warnings.count() {
        0 => count(problems.len(), "problem"),
        n => format!(
            "{} ({})",
            count(problems.len(), "problem"),
            count(n, "warning")
        ),
    }
}

fn schema(args: &SchemaArgs, out: &mut impl Write) -> miette::Result<()> {
    let text = |schema| serde_json::to_string_pretty(&schema).into_diagnostic();
    if let Some(dir) = &args.write {
        std::fs::create_dir_all(dir).into_diagnostic()?;
        for (_, path) in ::pack::load::FileKind::ALL {
            let Some(schema) = ::pack::schema::for_path(path) else {
                continue;
            };
            let stem = path.split(['.', '/']).next().unwrap_or(path);
            let file = dir.join(format!("{stem}.schema.json"));
            std::fs::write(&file, text(schema)? + "\n")
                .into_diagnostic()
                .wrap_err_with(|| format!("cannot write {}", file.display()))?;
            writeln!(out, "{}", file.display()).into_diagnostic()?;
        }
        return Ok(());
    }
    let schema = match &args.file {
        None => ::pack::schema::json_schema(),
        Some(path) => ::pack::schema::for_path(path)
            .ok_or_else(|| miette!("`{path}` is not a YAML file of a pack"))?,
    };
    writeln!(out, "{}", text(schema)?).into_diagnostic()
}

fn list_features(out: &mut impl Write) -> miette::Result<()> {
    for feature in features::FEATURES {
        let shown = match feature.tests {
            [] => "no test yet".to_owned(),
            tests => tests.join(", "),
        };
        writeln!(out, "{}: {} ({shown})", feature.name, feature.what).into_diagnostic()?;
    }
    Ok(())
}
