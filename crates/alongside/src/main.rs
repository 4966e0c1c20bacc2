//! The command line: reads arguments and the clock, calls casework, prints.

mod calendar;
mod features;
mod pack;

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
    /// Practice packs: check, schema, features.
    Pack(pack::Args),
}

fn main() -> miette::Result<()> {
    let out = &mut std::io::stdout().lock();
    match Cli::parse().command {
        Command::Calendar(command) => calendar::run(&command, out),
        Command::Pack(args) => pack::run(&args, out),
    }
}
