//! Characters that have no place in a pack: they cannot be seen, or make a line read otherwise than it is stored. It
//! never repairs text, it only names what it found and where.

use super::place::{FileId, Span};
use super::problem::Problems;

/// After so many in one file the rest are not listed.
const LISTED: usize = 20;

/// What a hidden character is, or nothing if the character may stand in a pack.
pub(super) fn hidden(c: char) -> Option<&'static str> {
    match c {
        '\t' | '\n' | '\r' => None,
        '\0' => Some("a NUL character"),
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{61c}' => {
            Some("a character that turns the direction of the text")
        }
        '\u{2028}' | '\u{2029}' | '\u{85}' => Some("a line separator that is not a line break"),
        '\u{feff}' => Some("a byte order mark inside the text"),
        '\u{200b}' | '\u{2060}'..='\u{2064}' => Some("an invisible character"),
        c if c.is_control() => Some("a control character"),
        _ => None,
    }
}

/// The code of a character as it is usually written, `U+202E`.
pub(super) fn code(c: char) -> String {
    format!("U+{:04X}", u32::from(c))
}

/// Reports every hidden character of a text with its place. True if there was a NUL, after which nothing can be read.
pub(super) fn report_hidden(file: FileId, text: &str, problems: &mut Problems) -> bool {
    let (mut line, mut column, mut found, mut nul) = (1u32, 1u32, 0usize, false);
    let mut previous = '\n';
    for c in text.chars() {
        if let Some(what) = hidden(c) {
            nul |= c == '\0';
            found += 1;
            if found <= LISTED {
                problems
                    .error(
                        Span::new(file, line, column),
                        format!("{what} ({})", code(c)),
                    )
                    .expected("text that can be seen");
            }
        }
        if c == '\n' {
            line += u32::from(previous != '\r');
            column = 1;
        } else if c == '\r' {
            line += 1;
            column = 1;
        } else {
            column += 1;
        }
        previous = c;
    }
    nul
}

/// Line and column, from 1, of what follows `before`.
pub(super) fn place_after(before: &[u8]) -> (u32, u32) {
    let text = String::from_utf8_lossy(before);
    let (mut line, mut column, mut previous) = (1u32, 1u32, ' ');
    for c in text.chars().filter(|c| *c != '\u{feff}') {
        match c {
            '\n' if previous == '\r' => {}
            '\n' | '\r' => (line, column) = (line.saturating_add(1), 1),
            _ => column = column.saturating_add(1),
        }
        previous = c;
    }
    (line, column)
}
