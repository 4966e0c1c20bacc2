//! Characters to the words of an expression. It never looks further than one character ahead, and reads no more than the
//! subset has: no raw, triple-quoted or byte strings, no exponents, no hexadecimal, no comments.

use std::sync::Arc;

use super::ExprProblem;

/// A word and where it begins.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Token {
    pub at: usize,
    pub kind: Word,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Word {
    Int(i64),
    Num(f64),
    Text(Arc<str>),
    Name(Arc<str>),
    Sign(&'static str),
    End,
}

impl Word {
    /// As it would be written, for a message.
    pub fn describe(&self) -> String {
        match self {
            Self::Int(number) => format!("`{number}`"),
            Self::Num(number) => format!("`{number}`"),
            Self::Text(_) => "a text".into(),
            Self::Name(name) => format!("`{name}`"),
            Self::Sign(sign) => format!("`{sign}`"),
            Self::End => "the end".into(),
        }
    }
}

/// Two-character signs first.
const SIGNS: [&str; 21] = [
    "==", "!=", "<=", ">=", "&&", "||", "<", ">", "!", "+", "-", "*", "/", "?", ":", "(", ")", "[",
    "]", ",", ".",
];

/// The words of a text, with an [`Word::End`] after the last.
pub(super) fn words(text: &str) -> Result<Vec<Token>, ExprProblem> {
    let letters: Vec<char> = text.chars().collect();
    let mut words = Vec::new();
    let mut at = 0;
    while let Some(&first) = letters.get(at) {
        if matches!(first, ' ' | '\t' | '\n' | '\r') {
            at += 1;
            continue;
        }
        let (kind, end) = word(&letters, at, first)?;
        words.push(Token { at, kind });
        at = end;
    }
    words.push(Token {
        at,
        kind: Word::End,
    });
    Ok(words)
}

fn word(letters: &[char], at: usize, first: char) -> Result<(Word, usize), ExprProblem> {
    let run = |from: usize, fits: fn(char) -> bool| {
        from + letters[from.min(letters.len())..]
            .iter()
            .take_while(|letter| fits(**letter))
            .count()
    };
    if first.is_ascii_digit() {
        return number(letters, at, run);
    }
    if first.is_ascii_alphabetic() || first == '_' {
        let end = run(at, |letter| letter.is_ascii_alphanumeric() || letter == '_');
        let name: String = letters[at..end].iter().collect();
        if matches!(letters.get(end), Some('\'' | '"')) {
            return Err(ExprProblem::new(at, format!("`{name}` before a quote"))
                .expected("a plain text in quotes"));
        }
        return Ok((Word::Name(name.into()), end));
    }
    if first == '\'' || first == '"' {
        return quoted(letters, at, first);
    }
    let second = letters.get(at + 1).copied();
    for sign in SIGNS {
        let mut parts = sign.chars();
        if parts.next() == Some(first) && parts.next().is_none_or(|part| Some(part) == second) {
            return Ok((Word::Sign(sign), at + sign.len()));
        }
    }
    let problem = ExprProblem::new(
        at,
        format!("unexpected character `{}`", first.escape_debug()),
    );
    Err(match first {
        '=' => problem.expected("`==`"),
        '&' => problem.expected("`&&`"),
        '|' => problem.expected("`||`"),
        '‘' | '’' | '“' | '”' => problem.expected("straight quotes (`'`)"),
        '{' => problem.expected("no mappings in an expression"),
        '%' => problem.expected("one of `+`, `-`, `*`, `/`"),
        _ if first.is_alphabetic() => problem.expected("names of letters a to z, digits and `_`"),
        _ => problem,
    })
}

fn number(
    letters: &[char],
    at: usize,
    run: impl Fn(usize, fn(char) -> bool) -> usize,
) -> Result<(Word, usize), ExprProblem> {
    let mut end = run(at, |letter| letter.is_ascii_digit());
    let fraction =
        letters.get(end) == Some(&'.') && letters.get(end + 1).is_some_and(char::is_ascii_digit);
    if fraction {
        end = run(end + 1, |letter| letter.is_ascii_digit());
    }
    let text: String = letters[at..end].iter().collect();
    if letters
        .get(end)
        .is_some_and(|letter| letter.is_alphanumeric() || *letter == '_')
    {
        return Err(
            ExprProblem::new(end, format!("a letter after the number `{text}`"))
                .expected("a plain number"),
        );
    }
    let wrong = || ExprProblem::new(at, format!("the number `{text}` is too large"));
    let word = if fraction {
        Word::Num(
            text.parse()
                .ok()
                .filter(|number: &f64| number.is_finite())
                .ok_or_else(wrong)?,
        )
    } else {
        Word::Int(text.parse().map_err(|_| wrong())?)
    };
    Ok((word, end))
}

fn quoted(letters: &[char], at: usize, quote: char) -> Result<(Word, usize), ExprProblem> {
    let mut text = String::new();
    let mut here = at + 1;
    while let Some(&letter) = letters.get(here) {
        match letter {
            _ if letter == quote => return Ok((Word::Text(text.into()), here + 1)),
            '\n' | '\r' => break,
            '\\' => {
                let meant = match letters.get(here + 1) {
                    Some('n') => '\n',
                    Some('t') => '\t',
                    Some(same @ ('\\' | '\'' | '"')) => *same,
                    _ => {
                        return Err(ExprProblem::new(here, "an unknown escape in a text")
                            .expected("one of `\\\\`, `\\'`, `\\\"`, `\\n`, `\\t`"));
                    }
                };
                text.push(meant);
                here += 2;
            }
            _ => {
                text.push(letter);
                here += 1;
            }
        }
    }
    Err(ExprProblem::new(at, "a text without its closing quote")
        .expected(format!("`{quote}` before the end of the line")))
}
