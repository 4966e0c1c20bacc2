//! `alongside recompute`: what stands in the tables beside the chains, compared with what the events give, or brought to it.

use std::io::Write;
use std::process::exit;

use casework::timescale::recompute;
use clap::Args as ClapArgs;
use miette::IntoDiagnostic;

use crate::database::{Database, office, today};
use crate::progress;

/// The most differences that are printed.
const MOST: usize = 100;

/// The arguments of `alongside recompute`.
#[derive(ClapArgs)]
pub struct Args {
    #[command(flatten)]
    database: Database,
    /// Only compare. Fails if there is a difference, and changes nothing.
    #[arg(long)]
    check: bool,
}

/// Carries out the command.
pub fn run(args: &Args, out: &mut impl Write) -> miette::Result<()> {
    let office = office(args.database.open()?);
    let progress = progress::count("files worked out again:");
    if args.check {
        let found = recompute::check(&office, MOST, &mut |n| progress.set_position(n));
        progress.finish_and_clear();
        let (files, differing) = found.into_diagnostic()?;
        for difference in &differing {
            writeln!(out, "file {}: {}", difference.file, difference.what).into_diagnostic()?;
        }
        let at_least = if differing.len() == MOST {
            "at least "
        } else {
            ""
        };
        writeln!(
            out,
            "{files} files, {at_least}{} with a difference",
            differing.len()
        )
        .into_diagnostic()?;
        if !differing.is_empty() {
            out.flush().into_diagnostic()?;
            exit(1);
        }
        return Ok(());
    }
    let rolled = recompute::roll_forward(&office, today()).into_diagnostic()?;
    let mended = recompute::mend(&office, &mut |n| progress.set_position(n));
    progress.finish_and_clear();
    if let Some(day) = rolled {
        writeln!(out, "timescales are now laid out until {day}").into_diagnostic()?;
    }
    writeln!(out, "{} files changed", mended.into_diagnostic()?).into_diagnostic()
}
