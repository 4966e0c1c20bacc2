//! The command line: reads arguments and the clock, calls casework, prints.

mod calendar;
mod database;
mod demo;
mod features;
mod instrument;
mod ledger;
mod pack;
mod progress;
mod recompute;
mod routes;
mod serve;

use clap::{Parser, Subcommand};

/// Case management for children's services.
#[derive(Parser)]
#[command(name = "alongside", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

/// One variant for each file of this crate that holds a command.
#[derive(Subcommand)]
enum Command {
    /// Holidays, working days and time limits.
    Calendar(calendar::CalendarCommand),
    /// Practice packs: check, test, coverage, book, publish, migrate, schema.
    Pack(pack::Args),
    /// Scored instruments: a calculator that keeps nothing.
    Instrument(instrument::Args),
    /// Fill a database with an invented provider, and say what can be done with it.
    Demo(demo::Args),
    /// Serve the pages of a database.
    Serve(serve::Args),
    /// Every route of the pages.
    Routes(routes::Args),
    /// Whether everything is still as it was written.
    Ledger(ledger::Args),
    /// What is worked out from the events, compared with them or brought to them.
    Recompute(recompute::Args),
}

fn main() -> miette::Result<()> {
    let out = &mut std::io::stdout().lock();
    match Cli::parse().command {
        Command::Calendar(command) => calendar::run(&command, out),
        Command::Pack(args) => pack::run(&args, out),
        Command::Instrument(args) => instrument::run(&args, out),
        Command::Demo(args) => demo::run(&args, out),
        Command::Serve(args) => serve::run(&args),
        Command::Routes(args) => routes::run(&args, out),
        Command::Ledger(args) => ledger::run(&args, out),
        Command::Recompute(args) => recompute::run(&args, out),
    }
}
