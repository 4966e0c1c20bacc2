//! `alongside pack book`: the pack written back as one HTML file.

use std::io::Write;
use std::path::PathBuf;

use clap::Args as ClapArgs;
use miette::{Context, IntoDiagnostic};

use super::proof;

/// `alongside pack book`.
#[derive(ClapArgs)]
pub struct BookArgs {
    /// The pack's folder.
    dir: PathBuf,
    /// Where to write it; `NAME-book.html` in the present folder if not said.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Do not carry scenarios out: the book says which rules cite a clause, and not what shows it.
    #[arg(long)]
    quick: bool,
}

/// Carries out the command.
pub fn book(args: &BookArgs, out: &mut impl Write) -> miette::Result<()> {
    let pack = proof::usable(&args.dir, out)?;
    let coverage = if args.quick {
        None
    } else {
        proof::all_pass(&pack)?;
        Some(proof::coverage_of(&pack, false)?)
    };
    let file = args
        .out
        .clone()
        .unwrap_or_else(|| PathBuf::from(format!("{}-book.html", pack.head.pack.value)));
    let html = print::book::html(&pack, coverage.as_ref());
    std::fs::write(&file, html)
        .into_diagnostic()
        .wrap_err_with(|| format!("cannot write {}", file.display()))?;
    writeln!(out, "{}", file.display()).into_diagnostic()
}
