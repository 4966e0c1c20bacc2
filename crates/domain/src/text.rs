//! Free text as people type it: what is refused (control and direction-changing characters, too much of it) and how it
//! is folded for search (macrons, case, apostrophes). It never changes what was typed: `problems` only reports, and `fold`
//! makes a key that is stored beside the text, never in its place.

use std::fmt;

use unicode_normalization::UnicodeNormalization;

/// The longest single line (a name, a title, a telephone number), in characters.
pub const LINE_MAX: usize = 200;
/// The longest piece of free text inside one fact, in characters.
pub const TEXT_MAX: usize = 4_000;

/// Whether a piece of text may have line breaks and tabs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lines {
    /// One line only.
    One,
    /// Line breaks (LF or CR LF) and tabs are welcome.
    Many,
}

/// Why a piece of text is refused. `Display` gives the sentence for the person who typed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TextProblem {
    /// Nothing but white space where something is required.
    Blank,
    /// More characters than the field holds.
    TooLong {
        /// Characters found.
        found: usize,
        /// Characters allowed.
        max: usize,
    },
    /// A line break or tab in a field of one line.
    LineBreak {
        /// Place of the first one, counted in characters from 1.
        at: usize,
    },
    /// A control character, or one that has no visible form and no meaning in text.
    Control {
        /// Place of the first one, counted in characters from 1.
        at: usize,
        /// The character itself.
        character: char,
    },
    /// A character that changes the direction in which what follows is shown, and so can make text read as something else.
    Direction {
        /// Place of the first one, counted in characters from 1.
        at: usize,
        /// The character itself.
        character: char,
    },
}

impl TextProblem {
    /// What the field would have accepted, in a few words.
    pub fn expected(&self) -> String {
        match self {
            TextProblem::Blank => "at least one visible character".into(),
            TextProblem::TooLong { max, .. } => format!("at most {max} characters"),
            TextProblem::LineBreak { .. } => "a single line".into(),
            TextProblem::Control { .. } | TextProblem::Direction { .. } => {
                "visible characters only".into()
            }
        }
    }
}

impl fmt::Display for TextProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TextProblem::Blank => write!(f, "is empty"),
            TextProblem::TooLong { found, max } => {
                write!(f, "has {found} characters, {} too many", found - max)
            }
            TextProblem::LineBreak { at } => {
                write!(f, "has a line break or tab at character {at}")
            }
            TextProblem::Control { at, character } => write!(
                f,
                "has an invisible control character (U+{:04X}) at character {at}",
                *character as u32
            ),
            TextProblem::Direction { at, character } => write!(
                f,
                "has a character that reverses the reading direction (U+{:04X}) at character {at}",
                *character as u32
            ),
        }
    }
}

/// Every problem of `text` as something typed into a field of at most `max` characters. Empty text has no problem
/// here; where something is required, ask [`required_problems`]. Of each sort the first place is named.
pub fn problems(text: &str, max: usize, lines: Lines) -> Vec<TextProblem> {
    let mut found = Vec::new();
    let count = text.chars().count();
    if count > max {
        found.push(TextProblem::TooLong { found: count, max });
    }
    let (mut line_break, mut control, mut direction) = (None, None, None);
    let mut characters = text.chars().enumerate().peekable();
    while let Some((index, character)) = characters.next() {
        let at = index + 1;
        match character {
            '\n' | '\t' if lines == Lines::Many => {}
            '\r' if lines == Lines::Many
                && characters.peek().is_some_and(|(_, next)| *next == '\n') => {}
            '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' if lines == Lines::One => {
                line_break.get_or_insert(TextProblem::LineBreak { at });
            }
            _ if turns_direction(character) => {
                direction.get_or_insert(TextProblem::Direction { at, character });
            }
            _ if is_refused(character) => {
                control.get_or_insert(TextProblem::Control { at, character });
            }
            _ => {}
        }
    }
    found.extend([line_break, control, direction].into_iter().flatten());
    found
}

/// As [`problems`], and blank text is a problem too.
pub fn required_problems(text: &str, max: usize, lines: Lines) -> Vec<TextProblem> {
    let mut found = problems(text, max, lines);
    if found.is_empty() && text.trim().is_empty() {
        found.push(TextProblem::Blank);
    }
    found
}

/// Embedding, override and isolate characters. The plain marks (U+200E, U+200F) stay allowed: ordinary Arabic and
/// Hebrew text needs them and they cannot reorder what follows.
fn turns_direction(character: char) -> bool {
    matches!(character, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

fn is_refused(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{200B}' | '\u{FEFF}' | '\u{2028}' | '\u{2029}')
        || matches!(character, '\u{FFF9}'..='\u{FFFB}' | '\u{FDD0}'..='\u{FDEF}')
        || (character as u32) & 0xFFFE == 0xFFFE
}

/// The search key of a text: lower case, without macrons and other diacritics of the Latin, Greek and Cyrillic kinds,
/// with one sort of apostrophe, hyphen and space, trimmed. Folding a folded text changes nothing.
pub fn fold(text: &str) -> String {
    let spelt: String = text
        .chars()
        .map(punctuation)
        .nfkd()
        .flat_map(char::to_lowercase)
        .nfkd()
        .filter(|c| !is_diacritic(*c) && !is_invisible(*c))
        .map(punctuation)
        .flat_map(plain_letter)
        .nfc()
        .collect();
    spelt.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The folded words of a text, split at everything that is not a letter or a figure; an apostrophe joins
/// (`O'Neil` is `oneil`), a hyphen separates.
pub fn fold_words(text: &str) -> Vec<String> {
    fold(text)
        .replace('\'', "")
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

fn punctuation(character: char) -> char {
    match character {
        '\u{2018}' | '\u{2019}' | '\u{201B}' | '\u{02B9}' | '\u{02BB}' | '\u{02BC}'
        | '\u{02BD}' | '\u{02BE}' | '\u{02BF}' | '\u{02C8}' | '\u{0060}' | '\u{00B4}'
        | '\u{2032}' | '\u{FF07}' | '\u{A78C}' => '\'',
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' | '\u{FF0D}' => '-',
        other => other,
    }
}

fn is_diacritic(character: char) -> bool {
    matches!(character,
        '\u{0300}'..='\u{036F}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}'
        | '\u{20D0}'..='\u{20FF}' | '\u{FE20}'..='\u{FE2F}')
}

fn is_invisible(character: char) -> bool {
    (character.is_control() && !character.is_whitespace())
        || turns_direction(character)
        || matches!(
            character,
            '\u{00AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}'
        )
}

/// Letters that Unicode does not take apart into a plain letter and a mark.
fn plain_letter(character: char) -> impl Iterator<Item = char> {
    let (first, second) = match character {
        'ß' => ('s', Some('s')),
        'æ' => ('a', Some('e')),
        'œ' => ('o', Some('e')),
        'þ' => ('t', Some('h')),
        'ø' => ('o', None),
        'đ' | 'ð' => ('d', None),
        'ł' => ('l', None),
        'ħ' => ('h', None),
        'ı' => ('i', None),
        other => (other, None),
    };
    std::iter::once(first).chain(second)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_typed_differently_fold_to_the_same_key() {
        for (left, right) in [
            ("Māia", "maia"),
            ("MA\u{0304}IA", "Māia"),
            ("O’Neil", "o'neil"),
            ("Fa\u{02BB}afetai", "fa'afetai"),
            ("Te\u{00A0}Awa  Roa ", "te awa roa"),
            ("Anne–Marie", "anne-marie"),
            ("Siân Łukasz Søren", "sian lukasz soren"),
            ("STRAẞE", "strasse"),
        ] {
            assert_eq!(fold(left), fold(right), "{left:?} and {right:?}");
        }
    }

    #[test]
    fn vowel_signs_of_other_scripts_are_kept() {
        assert_ne!(fold("कि"), fold("क"));
    }

    #[test]
    fn words_are_split_at_hyphens_and_joined_at_apostrophes() {
        assert_eq!(fold_words("Anne-Marie O’Neil"), ["anne", "marie", "oneil"]);
    }

    #[test]
    fn each_sort_of_bad_character_is_named_with_its_place() {
        let table = [
            ("ok", Lines::One, vec![]),
            ("two\nlines", Lines::Many, vec![]),
            ("two\r\nlines", Lines::Many, vec![]),
            (
                "two\nlines",
                Lines::One,
                vec!["has a line break or tab at character 4"],
            ),
            (
                "a\u{7}b",
                Lines::Many,
                vec!["has an invisible control character (U+0007) at character 2"],
            ),
            (
                "a\rb",
                Lines::Many,
                vec!["has an invisible control character (U+000D) at character 2"],
            ),
            (
                "x\u{202E}y\u{0}",
                Lines::One,
                vec![
                    "has an invisible control character (U+0000) at character 4",
                    "has a character that reverses the reading direction (U+202E) at character 2",
                ],
            ),
            (
                "12345678901",
                Lines::One,
                vec!["has 11 characters, 1 too many"],
            ),
        ];
        for (text, lines, expected) in table {
            let found: Vec<String> = problems(text, 10, lines)
                .iter()
                .map(ToString::to_string)
                .collect();
            assert_eq!(found, expected, "{text:?}");
        }
        assert_eq!(
            required_problems(" \t ", 10, Lines::Many),
            [TextProblem::Blank]
        );
    }

    proptest! {
        #[test]
        fn folding_twice_is_folding_once(text in "\\PC{0,40}") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }

        #[test]
        fn any_text_is_judged_without_panic(text in any::<String>()) {
            let clean = problems(&text, 1_000_000, Lines::One).is_empty();
            let bad = text.chars().any(|c| c.is_control() || turns_direction(c));
            prop_assert!(!(clean && bad));
        }
    }
}
