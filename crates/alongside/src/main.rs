//! The command line: reads arguments and the clock, calls casework, prints.
fn main() {}
