//! How wide words are, before anyone has drawn them: generous guesses for a sans-serif face, so that what fits here fits on
//! every screen. It knows no fonts.

/// How wide a text is at this size, in pixels, rounded up.
pub(super) fn width(text: &str, size: i32) -> i32 {
    let hundredths: i32 = text.chars().map(letter).sum();
    (hundredths * size + 99) / 100
}

/// How wide a letter is, in hundredths of its size.
fn letter(letter: char) -> i32 {
    match letter {
        // Stand as U+FFFD.
        control if control.is_control() => 120,
        'i' | 'j' | 'l' | 'I' | '\'' | '.' | ',' | ':' | ';' | '|' | '!' => 34,
        'f' | 't' | 'r' | ' ' | '(' | ')' | '[' | ']' | '-' | '/' => 42,
        'm' | 'M' | 'W' | '@' | '%' | '…' | '—' => 100,
        'w' => 82,
        '\u{300}'..='\u{36f}' => 0,
        'a'..='z' => 60,
        'A'..='Z' => 76,
        '\u{0}'..='\u{24f}' => 64,
        '\u{250}'..='\u{10ff}' | '\u{1e00}'..='\u{1fff}' | '\u{2000}'..='\u{206f}' => 84,
        _ => 120,
    }
}

/// Text in lines no wider than `most_wide` pixels at this size, at most `most` of them. What does not fit ends in an
/// ellipsis.
pub(super) fn broken(text: &str, size: i32, most_wide: i32, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        // A double name may break behind its hyphen.
        for (part, piece) in word.split_inclusive('-').enumerate() {
            let joint = if part == 0 { " " } else { "" };
            let longer = lines.last().map(|line| format!("{line}{joint}{piece}"));
            match (lines.last_mut(), longer) {
                (Some(line), Some(longer)) if width(&longer, size) <= most_wide => *line = longer,
                _ => lines.push(piece.to_owned()),
            }
        }
    }
    let cut = lines.len() > most;
    lines.truncate(most);
    let last = lines.len().saturating_sub(1);
    for (index, line) in lines.iter_mut().enumerate() {
        if width(line, size) > most_wide || (cut && index == last) {
            *line = shortened(line, size, most_wide);
        }
    }
    lines
}

/// A text with an ellipsis, no wider than this.
fn shortened(text: &str, size: i32, most_wide: i32) -> String {
    let mut kept = String::new();
    for letter in text.chars() {
        let longer = format!("{kept}{letter}…");
        if width(&longer, size) > most_wide {
            break;
        }
        kept.push(letter);
    }
    kept + "…"
}

/// One line of text no wider than this.
pub(super) fn fitted(text: &str, size: i32, most_wide: i32) -> String {
    let line: Vec<&str> = text.split_whitespace().collect();
    let line = line.join(" ");
    if width(&line, size) <= most_wide {
        line
    } else {
        shortened(&line, size, most_wide)
    }
}
