//! `alongside ledger`: the head worth keeping elsewhere, and whether everything is still as it was written.

use std::io::Write;
use std::process::exit;

use casework::ledger;
use clap::{Args as ClapArgs, Subcommand};
use miette::{IntoDiagnostic, miette};
use store::chain::Head;

use crate::database::{Database, office};
use crate::progress;

/// The arguments of `alongside ledger`.
#[derive(ClapArgs)]
pub struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand)]
enum Action {
    /// Print the head of the ledger. Keep it away from the database: it shows later whether anything before it was changed.
    Head(Database),
    /// Look whether anything was edited, shortened, put in another order or taken away. Fails if so, and says where.
    Verify(VerifyArgs),
}

#[derive(ClapArgs)]
struct VerifyArgs {
    #[command(flatten)]
    database: Database,
    /// A head that was kept: the ledger must still hold all it held then.
    #[arg(long)]
    head: Option<String>,
}

/// Carries out the command.
pub fn run(args: &Args, out: &mut impl Write) -> miette::Result<()> {
    match &args.action {
        Action::Head(database) => {
            let head = ledger::head(&office(database.open()?)).into_diagnostic()?;
            writeln!(out, "{head}").into_diagnostic()
        }
        Action::Verify(args) => verify(args, out),
    }
}

fn verify(args: &VerifyArgs, out: &mut impl Write) -> miette::Result<()> {
    let kept = args
        .head
        .as_deref()
        .map(|text| text.parse::<Head>().map_err(|wrong| miette!("{wrong}")))
        .transpose()?;
    let office = office(args.database.open()?);
    let progress = progress::count("verifying");
    let found = ledger::verify(&office, kept.as_ref(), &mut |n| progress.set_position(n));
    progress.finish_and_clear();
    let found = found.into_diagnostic()?;
    if found.troubles.is_empty() {
        return writeln!(
            out,
            "verified: {} files, {} entries, head {}",
            found.files, found.entries, found.head
        )
        .into_diagnostic();
    }
    for trouble in &found.troubles {
        writeln!(out, "{trouble}").into_diagnostic()?;
    }
    out.flush().into_diagnostic()?;
    exit(1);
}
