//! Pictures for pages and print: a genogram, a chart of scores, the days to a limit, bars. Each is a pure function from plain
//! data to SVG text or to rows of a table. None decides who may see what: what must not be shown is not handed in. None needs
//! a style sheet, a script or colour to be understood.

pub mod bar;
pub mod days;
pub mod genogram;
mod letters;
pub mod scores;
mod svg;

#[cfg(test)]
mod tests;

/// Text, lines and symbols: 19 to 1 on white.
const INK: &str = "#0b0c0c";
/// Text of the second rank: 7 to 1 on white.
const FAINT: &str = "#505a5f";
/// Lines that carry meaning beside ink: 5 to 1 on white.
const BLUE: &str = "#1d70b8";
/// What stands behind everything.
const PAPER: &str = "#ffffff";
