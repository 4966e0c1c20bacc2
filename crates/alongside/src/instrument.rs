//! `alongside instrument`: a calculator for somebody with the answered paper in hand. It works out scores, prints them and
//! keeps nothing; entering single answers on a file is another matter, and needs what the instrument says.

use std::io::Write;
use std::path::PathBuf;
use std::process::exit;

use clap::{Args as ClapArgs, Subcommand};
use domain::instrument::InstrumentDef;
use miette::{IntoDiagnostic, miette};

/// The arguments of `alongside instrument`.
#[derive(ClapArgs)]
pub struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand)]
enum Action {
    /// Print the scores of one respondent's answers as JSON, null where there is none.
    Score(ScoreArgs),
}

#[derive(ClapArgs)]
struct ScoreArgs {
    /// The folder of the pack that describes the instrument.
    dir: PathBuf,
    /// The instrument's name.
    instrument: String,
    /// Who answered.
    #[arg(long)]
    version: String,
    /// The answers in the order of the items, with commas between; an empty place is a missing answer.
    #[arg(long, value_name = "LIST", allow_hyphen_values = true)]
    answers: String,
    /// The answers of the supplement, likewise; left out, it was not asked.
    #[arg(long, value_name = "LIST", allow_hyphen_values = true)]
    impact: Option<String>,
}

/// Carries out the command.
pub fn run(args: &Args, out: &mut impl Write) -> miette::Result<()> {
    let Action::Score(args) = &args.action;
    let definition = definition(args)?;
    let mut problems = Vec::new();
    let answers = places("answers", &args.answers, &mut problems);
    let impact = match &args.impact {
        Some(list) => places("impact", list, &mut problems),
        None => Vec::new(),
    };
    let scores = match definition.score(&args.version, &answers, &impact) {
        Ok(scores) if problems.is_empty() => scores,
        scored => {
            problems.extend(
                scored
                    .err()
                    .into_iter()
                    .flatten()
                    .map(|p| format!("{} {}; expected {}", p.place, p.message, p.expected)),
            );
            for problem in &problems {
                eprintln!("{problem}");
            }
            out.flush().into_diagnostic()?;
            exit(1);
        }
    };
    eprintln!("{}", definition.copyright.trim());
    let json = serde_json::to_string(&scores).into_diagnostic()?;
    writeln!(out, "{json}").into_diagnostic()
}

fn definition(args: &ScoreArgs) -> miette::Result<InstrumentDef> {
    let (pack, problems) = super::pack::read(&args.dir)?;
    let pack = pack.ok_or_else(|| {
        eprint!("{problems}");
        miette!("the pack cannot be used: mend what `alongside pack check` names")
    })?;
    let found = pack.instrument(&args.instrument).ok_or_else(|| {
        let known: Vec<&str> = pack.instruments.iter().map(|i| i.id.as_str()).collect();
        miette!(
            "the pack has no instrument `{}`; it has: {}",
            args.instrument,
            known.join(", ")
        )
    })?;
    serde_json::from_value(found.definition.clone()).into_diagnostic()
}

/// The places of a list. What is no answer at all is a problem by its place, counted from 1, and missing after that.
fn places(name: &str, list: &str, problems: &mut Vec<String>) -> Vec<Option<u8>> {
    if list.trim().is_empty() {
        return Vec::new();
    }
    let read = |(place, text): (usize, &str)| match text.trim() {
        "" => None,
        text => text
            .parse()
            .map_err(|_| {
                let shown: String = text.chars().take(20).collect();
                problems.push(format!(
                    "{name}.{} is “{shown}”; expected a whole number or nothing",
                    place + 1
                ));
            })
            .ok(),
    };
    list.split(',').enumerate().map(read).collect()
}
