//! The program as a person runs it. One module for each command.

mod calendar;
mod demo;
mod filled;
mod instrument;
mod ledger;
mod pack;

use std::process::{Command, Output};

/// Runs the program with these arguments.
fn alongside(args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_alongside"));
    command.args(args).output().expect("the program starts")
}

/// What it printed, whether to the one stream or the other, with runs of space made one: messages are wrapped.
fn said(output: &Output) -> String {
    let text = [output.stdout.as_slice(), output.stderr.as_slice()].concat();
    let text = String::from_utf8_lossy(&text).replace('│', " ");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
