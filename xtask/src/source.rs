//! A Rust file taken apart just enough for the rules: code, comments, string literals, test code.
//!
//! It is not a parser: it knows where comments, literals and braces begin and end, and nothing of names or types.
//! A file that does not compile gives some answer, never a panic.

/// A string literal: the line on which it begins (from 1) and its text as written, escapes untouched.
#[derive(Debug, PartialEq)]
pub struct Literal {
    pub line: usize,
    pub text: String,
}

/// A Rust file in layers that keep the lines of the original.
pub struct Source {
    /// The file as written.
    pub text: String,
    /// The code, with comments and the insides of literals as spaces.
    pub code: String,
    /// The comments alone, all else as spaces.
    pub comments: String,
    pub literals: Vec<Literal>,
    /// Names of modules declared `#[cfg(test)] mod name;`.
    pub test_modules: Vec<String>,
    /// The file opens with `#![cfg(test)]`.
    pub all_test: bool,
    in_test: Vec<bool>,
}

impl Source {
    pub fn new(text: &str) -> Source {
        let layers = Layers::of(text);
        let mut source = Source {
            text: text.to_owned(),
            code: layers.code,
            comments: layers.comments,
            literals: layers.literals,
            test_modules: Vec::new(),
            all_test: false,
            in_test: vec![false; text.lines().count() + 1],
        };
        source.mark_tests();
        source
    }

    /// Is this line (from 1) inside an item marked `#[cfg(test)]`?
    pub fn is_test_line(&self, line: usize) -> bool {
        self.all_test || self.in_test.get(line).copied().unwrap_or(false)
    }

    /// Lines of code outside test items: neither blank nor comment alone.
    pub fn lines_of_code(&self) -> usize {
        self.code
            .lines()
            .zip(1..)
            .filter(|(code, line)| !code.trim().is_empty() && !self.is_test_line(*line))
            .count()
    }

    fn mark_tests(&mut self) {
        let code = self.code.clone();
        let mut from = 0;
        while let Some(at) = code[from..].find("#").map(|found| from + found) {
            from = at + 1;
            let Some(attribute) = attribute_at(&code[at..]) else {
                continue;
            };
            if !is_cfg_test(attribute.inside) {
                continue;
            }
            if attribute.inner {
                self.all_test = true;
                return;
            }
            let item = at + attribute.length;
            let length = item_length(&code[item..]);
            let body = &code[item..item + length];
            if let Some(name) = body.trim_end().strip_suffix(';')
                && let Some((_, name)) = name.rsplit_once("mod ")
            {
                self.test_modules.push(name.trim().to_owned());
            }
            let first = line_of(&code, at);
            let last = line_of(&code, item + length);
            for line in first..=last {
                if let Some(mark) = self.in_test.get_mut(line) {
                    *mark = true;
                }
            }
            from = item + length;
        }
    }
}

/// The line (from 1) of the byte `at`.
pub fn line_of(text: &str, at: usize) -> usize {
    text.as_bytes()[..at.min(text.len())]
        .iter()
        .filter(|byte| **byte == b'\n')
        .count()
        + 1
}

struct Attribute<'a> {
    inside: &'a str,
    inner: bool,
    length: usize,
}

/// The attribute that begins at the `#` opening `code`.
fn attribute_at(code: &str) -> Option<Attribute<'_>> {
    let inner = code.starts_with("#!");
    let start = if inner { 2 } else { 1 };
    if !code[start..].starts_with('[') {
        return None;
    }
    let mut depth = 0usize;
    for (at, letter) in code.char_indices().skip(start) {
        match letter {
            '[' => depth += 1,
            ']' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(Attribute {
                inside: &code[start + 1..at],
                inner,
                length: at + 1,
            });
        }
    }
    None
}

fn is_cfg_test(inside: &str) -> bool {
    let inside: String = inside.split_whitespace().collect();
    inside.starts_with("cfg(")
        && !inside.contains("not(test")
        && inside
            .split(|letter: char| !(letter.is_alphanumeric() || letter == '_'))
            .any(|word| word == "test")
}

/// How far the item at the start of `code` goes: to its `;`, or to the brace that closes its first one.
fn item_length(code: &str) -> usize {
    let mut depth = 0usize;
    for (at, letter) in code.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' if depth <= 1 => return at + 1,
            '}' => depth -= 1,
            ';' if depth == 0 => return at + 1,
            _ => {}
        }
    }
    code.len()
}

/// The pass that tells code, comments and literals apart.
struct Layers {
    code: String,
    comments: String,
    literals: Vec<Literal>,
}

#[derive(Clone, Copy)]
enum Layer {
    Code,
    Comment,
    Neither,
}

impl Layers {
    fn of(text: &str) -> Layers {
        let letters: Vec<char> = text.chars().collect();
        let mut layers = Layers {
            code: String::with_capacity(text.len()),
            comments: String::with_capacity(text.len()),
            literals: Vec::new(),
        };
        let mut line = 1;
        let mut at = 0;
        while at < letters.len() {
            let rest = &letters[at..];
            let in_word = at > 0 && is_word(letters[at - 1]);
            let (length, layer) = match rest {
                ['/', '/', ..] => (until_line_end(rest), Layer::Comment),
                ['/', '*', ..] => (block_comment(rest), Layer::Comment),
                ['"', ..] => (quoted(rest, 0), Layer::Neither),
                ['\'', ..] => (character(rest), Layer::Neither),
                ['r' | 'b' | 'c', ..] if !in_word => prefixed(rest),
                _ => (1, Layer::Code),
            };
            let taken = &rest[..length];
            if let (Layer::Neither, Some(open)) =
                (layer, taken.iter().position(|letter| *letter == '"'))
                && taken[0] != '\''
            {
                let hashes = open - taken[..open].iter().take_while(|c| **c != '#').count();
                let close = (length - hashes).saturating_sub(1).max(open + 1);
                layers.literals.push(Literal {
                    line,
                    text: taken[open + 1..close.min(length)].iter().collect(),
                });
            }
            for (place, letter) in taken.iter().enumerate() {
                line += usize::from(*letter == '\n');
                layers.put(*letter, layer, place == 0 || place + 1 == length);
            }
            at += length;
        }
        layers
    }

    /// Puts one letter in its layer and a space in the other; a literal leaves its two ends in the code.
    fn put(&mut self, letter: char, layer: Layer, end: bool) {
        let (code, comment) = match (letter, layer) {
            ('\n', _) => ('\n', '\n'),
            (_, Layer::Code) => (letter, ' '),
            (_, Layer::Comment) => (' ', letter),
            ('"' | '\'', Layer::Neither) if end => (letter, ' '),
            (_, Layer::Neither) => (' ', ' '),
        };
        self.code.push(code);
        self.comments.push(comment);
    }
}

fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

fn until_line_end(rest: &[char]) -> usize {
    rest.iter()
        .position(|letter| *letter == '\n')
        .unwrap_or(rest.len())
}

fn block_comment(rest: &[char]) -> usize {
    let mut depth = 0usize;
    let mut at = 0;
    while at < rest.len() {
        match rest[at..] {
            ['/', '*', ..] => {
                depth += 1;
                at += 2;
            }
            ['*', '/', ..] => {
                depth -= 1;
                at += 2;
                if depth == 0 {
                    return at;
                }
            }
            _ => at += 1,
        }
    }
    rest.len()
}

/// A literal whose opening quote stands at `open`, to the closing quote that no backslash precedes.
fn quoted(rest: &[char], open: usize) -> usize {
    let mut at = open + 1;
    while at < rest.len() {
        match rest[at] {
            '\\' => at += 2,
            '"' => return at + 1,
            _ => at += 1,
        }
    }
    rest.len()
}

/// A character literal, or the single quote of a lifetime.
fn character(rest: &[char]) -> usize {
    match rest {
        ['\'', '\\', _, tail @ ..] => tail
            .iter()
            .position(|letter| *letter == '\'')
            .map_or(rest.len(), |close| close + 4),
        ['\'', _, '\'', ..] => 3,
        _ => 1,
    }
}

/// What begins with `r`, `b` or `c`: a raw, byte or C string, or a word.
fn prefixed(rest: &[char]) -> (usize, Layer) {
    let letters = rest
        .iter()
        .take_while(|letter| matches!(letter, 'r' | 'b' | 'c'))
        .count()
        .min(2);
    let raw = rest[..letters].contains(&'r');
    let hashes = if raw {
        rest[letters..]
            .iter()
            .take_while(|letter| **letter == '#')
            .count()
    } else {
        0
    };
    let open = letters + hashes;
    if rest.get(open) != Some(&'"') {
        return (1, Layer::Code);
    }
    if !raw {
        return (quoted(rest, open), Layer::Neither);
    }
    let length = (open + 1..rest.len())
        .find(|at| {
            rest[*at] == '"'
                && rest.len() > at + hashes
                && rest[at + 1..=at + hashes].iter().all(|c| *c == '#')
        })
        .map_or(rest.len(), |close| close + 1 + hashes);
    (length, Layer::Neither)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_literals(text: &str, expected: &[(usize, &str)]) {
        let found = Source::new(text).literals;
        let found: Vec<(usize, &str)> = found.iter().map(|l| (l.line, l.text.as_str())).collect();
        assert_eq!(found, expected, "in {text}");
    }

    #[test]
    fn literals_of_every_kind_are_found_with_their_lines() {
        check_literals(r#"let a = "one";"#, &[(1, "one")]);
        check_literals("let a =\n  \"two\\\"three\";", &[(2, "two\\\"three")]);
        check_literals(
            r###"f(r#"a "b" c"#, br"d", b"e");"###,
            &[(1, "a \"b\" c"), (1, "d"), (1, "e")],
        );
        check_literals("// \"no\"\n/* \"no /* \" */ */ \"yes\"", &[(2, "yes")]);
        check_literals("let c = '\"'; let l: &'a str = \"x\"; '\\''", &[(1, "x")]);
        check_literals("let r#type = 1; let r = \"\";", &[(1, "")]);
    }

    #[test]
    fn an_unfinished_file_gives_an_answer() {
        for text in [
            "\"open",
            "/* open",
            "r#\"open",
            "'",
            "'\\",
            "#[cfg(test)]",
            "#[cfg(test",
            "r",
        ] {
            assert!(Source::new(text).code.len() <= text.len() + 1, "{text}");
        }
    }

    #[test]
    fn comments_and_literals_leave_the_code() {
        let source = Source::new("let a = \"b\"; // c\n/* d */ e");
        assert_eq!(source.code, "let a = \" \";     \n        e");
        assert_eq!(source.comments.trim(), "// c\n/* d */");
    }

    fn test_lines(text: &str) -> Vec<usize> {
        let source = Source::new(text);
        (1..=text.lines().count())
            .filter(|line| source.is_test_line(*line))
            .collect()
    }

    #[test]
    fn test_items_are_known_to_their_closing_brace() {
        let text = "a();\n#[cfg(test)]\nmod tests {\n  fn b() { '}'; \"}\"; }\n}\nc();\n";
        assert_eq!(test_lines(text), [2, 3, 4, 5]);
        assert_eq!(Source::new(text).lines_of_code(), 2);
        assert_eq!(test_lines("#[cfg(not(test))]\nfn a() {}\n"), [0; 0]);
        assert_eq!(test_lines("#![cfg(test)]\nfn a() {}\n"), [1, 2]);
    }

    #[test]
    fn a_test_module_in_its_own_file_is_named() {
        let source = Source::new("#[cfg(test)]\nmod stories;\nmod other;\n");
        assert_eq!(source.test_modules, ["stories"]);
    }
}
