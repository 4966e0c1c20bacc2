//! What a pattern's words become for one person: `<child>` and its like, `+14 09:10`, and texts picked by a number that
//! is made of the person's name, so that a story is the same at every telling and two people's notes are not. It knows
//! neither steps nor forms.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use jiff::civil::Date;

use crate::text::{Key, Node, Problems, Span, Value};

/// How deeply texts may stand for texts.
const DEPTH: usize = 8;

/// A named list to pick from, with its place.
pub(super) type Lists<'n> = BTreeMap<&'n str, (Span, &'n [Node])>;

/// Things said by name below one `with`.
pub(super) type With<'n> = &'n [(Key, Node)];

/// What all people of a story pick from.
pub(super) struct Choices<'n> {
    /// A person has one of each, whatever the step.
    pub traits: Lists<'n>,
    /// Another one at each mention.
    pub texts: Lists<'n>,
    /// Which of them were picked from.
    pub used: RefCell<BTreeSet<String>>,
}

/// One telling of a pattern: who it is about, when it began, and what was said of them.
pub(super) struct Filling<'n, 's> {
    pub choices: Rc<Choices<'n>>,
    /// The person's name: what numbers are made of.
    pub name: &'s str,
    pub started: Date,
    /// What is known of everybody: `name`, `given`, `worker` ...
    pub known: BTreeMap<&'static str, String>,
    /// The innermost last.
    pub with: Vec<With<'n>>,
    /// Which of the names in `with` were asked for.
    pub asked: BTreeSet<Span>,
    /// How often each list of texts was picked from.
    pub counts: BTreeMap<String, u64>,
    /// The next day on which people work, from a day on.
    pub working: &'s dyn Fn(Date) -> Date,
    /// Days after the start at which the block at hand begins.
    pub base: i64,
}

/// A number that looks random and is the same in every run.
pub(super) fn number(parts: &[&str]) -> u64 {
    let mut x: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in parts.iter().flat_map(|p| p.bytes().chain([0])) {
        x = (x ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    x ^= x >> 32;
    x = x.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    x ^ (x >> 29)
}

/// `14` or `14~3`: a number, or one of that number and the three after it.
pub(super) fn about(text: &str) -> Option<(i64, u64)> {
    let figures = |t: &str| {
        (!t.is_empty() && t.len() <= 5 && t.bytes().all(|b| b.is_ascii_digit()))
            .then(|| t.parse().ok())
            .flatten()
    };
    match text.split_once('~') {
        Some((least, more)) => Some((figures(least)?, u64::try_from(figures(more)?).ok()?)),
        None => Some((figures(text)?, 0)),
    }
}

/// A whole number below `n`, at least 1 of them.
fn below(of: u64, n: usize) -> usize {
    usize::try_from(of % (n.max(1) as u64)).unwrap_or_default()
}

impl<'n> Filling<'n, '_> {
    /// `14~3` as this person's number.
    pub fn own(&self, text: &str, what: &str) -> Option<i64> {
        let (least, more) = about(text)?;
        if more == 0 {
            return Some(least);
        }
        let drawn = number(&[self.name, what, text, &self.base.to_string()]) % (more + 1);
        Some(least + i64::try_from(drawn).ok()?)
    }

    /// `+14` or `+14~3` as a day.
    pub fn day(&self, word: &str) -> Option<Date> {
        let days = self.own(word.strip_prefix('+')?, "days")?;
        let span = jiff::Span::new().try_days(self.base + days).ok()?;
        Some((self.working)(self.started.checked_add(span).ok()?))
    }

    /// A phrase: words for words, days for `+14`.
    pub fn phrase(&mut self, text: &str, span: Span, problems: &mut Problems) -> String {
        let text = self.text(text, span, DEPTH, problems);
        let words: Vec<String> = text
            .split_whitespace()
            .map(|word| {
                self.day(word)
                    .map_or_else(|| word.into(), |d| d.to_string())
            })
            .collect();
        words.join(" ")
    }

    /// A node of a pattern as it is for this person.
    pub fn node(&mut self, node: &Node, problems: &mut Problems) -> Node {
        self.filled(node, DEPTH, problems)
    }

    fn filled(&mut self, node: &Node, depth: usize, problems: &mut Problems) -> Node {
        let value = match &node.value {
            Value::List(nodes) => Value::List(
                nodes
                    .iter()
                    .map(|n| self.filled(n, depth, problems))
                    .collect(),
            ),
            Value::Map(entries) => Value::Map(
                entries
                    .iter()
                    .map(|(key, value)| {
                        let name = self.text(&key.name, key.span, depth, problems);
                        let key = Key {
                            name,
                            span: key.span,
                        };
                        (key, self.filled(value, depth, problems))
                    })
                    .collect(),
            ),
            Value::Scalar(text, style) => {
                if node.plain().is_some()
                    && let Some(moment) = self.moment(text)
                {
                    Value::Scalar(moment, *style)
                } else if let Some(name) = whole(text) {
                    return self.named(name, node.span, depth, problems);
                } else {
                    Value::Scalar(self.text(text, node.span, depth, problems), *style)
                }
            }
            Value::Broken => Value::Broken,
        };
        Node {
            value,
            span: node.span,
        }
    }

    /// `+14` or `+14 09:10` as a date or a moment.
    fn moment(&self, text: &str) -> Option<String> {
        let (day, time) = match text.split_once(' ') {
            Some((day, time)) => (day, Some(time)),
            None => (text, None),
        };
        let day = self.day(day)?;
        match time {
            None => Some(day.to_string()),
            Some(time) => {
                format!("{time}:00").parse::<jiff::civil::Time>().ok()?;
                Some(format!("{day} {time}"))
            }
        }
    }

    /// What stands for `<name>` as a whole.
    fn named(&mut self, name: &str, span: Span, depth: usize, problems: &mut Problems) -> Node {
        let broken = Node {
            value: Value::Broken,
            span,
        };
        let Some(deeper) = depth.checked_sub(1) else {
            problems.error(span, format!("`<{name}>` stands for itself"));
            return broken;
        };
        match self.find(name) {
            Some(found) => {
                let found = Node {
                    value: found.value,
                    span,
                };
                self.filled(&found, deeper, problems)
            }
            None => {
                self.unknown(name, span, problems);
                broken
            }
        }
    }

    /// A text with everything in `<` and `>` replaced.
    fn text(&mut self, text: &str, span: Span, depth: usize, problems: &mut Problems) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, name, after)) = mention(rest) {
            out.push_str(before);
            match self.named(name, span, depth, problems).value {
                Value::Scalar(text, _) => out.push_str(&text),
                Value::Broken => {}
                _ => {
                    problems
                        .error(span, format!("`<{name}>` is no text"))
                        .expected("a list or mapping to stand alone, not inside a text");
                }
            }
            rest = after;
        }
        out.push_str(rest);
        out
    }

    fn unknown(&self, name: &str, span: Span, problems: &mut Problems) {
        let with = self.with.iter().flat_map(|w| w.iter());
        let names: Vec<&str> = with
            .map(|(key, _)| key.name.as_str())
            .chain(self.known.keys().copied())
            .chain(self.choices.traits.keys().copied())
            .chain(self.choices.texts.keys().copied())
            .collect();
        problems
            .error(span, format!("nothing here is called `<{name}>`"))
            .expected("a name below `with`, `traits` or `texts`, or one of those everybody has")
            .nearest(name, names);
    }

    fn find(&mut self, name: &str) -> Option<Node> {
        let (first, path) = name
            .split_once('.')
            .map_or((name, None), |(f, p)| (f, Some(p)));
        let said = self.with.iter().rev().find_map(|with| {
            with.iter()
                .find(|(key, _)| key.name == first)
                .map(|(key, node)| (key.span, node))
        });
        let found = if let Some((span, node)) = said {
            self.asked.insert(span);
            node.clone()
        } else if let Some(known) = self.known.get(first) {
            Node {
                value: Value::Scalar(known.clone(), crate::text::Style::Plain),
                span: Span::default(),
            }
        } else {
            self.picked(first)?.clone()
        };
        match path {
            Some(path) => path
                .split('.')
                .try_fold(&found, |node, step| node.get(step))
                .cloned(),
            None => Some(found),
        }
    }

    fn picked(&mut self, list: &str) -> Option<&'n Node> {
        self.choices.used.borrow_mut().insert(list.to_owned());
        if let Some((_, nodes)) = self.choices.traits.get(list) {
            return nodes.get(below(number(&[self.name, list]), nodes.len()));
        }
        let (_, nodes) = self.choices.texts.get(list)?;
        let count = self.counts.entry(list.to_owned()).or_default();
        // Every text of the list comes once before any comes again, for each person in an order of their own.
        let n = nodes.len().max(1) as u64;
        let (from, mut stride) = (number(&[self.name, list]), number(&[list, self.name]) % n);
        while stride == 0 || gcd(stride, n) != 1 {
            stride += 1;
        }
        let place = from % n + (*count % n) * stride;
        *count += 1;
        nodes.get(below(place, nodes.len()))
    }
}

fn gcd(a: u64, b: u64) -> u64 {
    if b == 0 { a } else { gcd(b, a % b) }
}

fn whole(text: &str) -> Option<&str> {
    let (before, name, after) = mention(text)?;
    (before.is_empty() && after.is_empty()).then_some(name)
}

/// The first `<name>` of a text: what stands before it, the name, and what follows. Other `<` are only themselves.
fn mention(text: &str) -> Option<(&str, &str, &str)> {
    let mut from = 0;
    while let Some(at) = text.get(from..)?.find('<') {
        let open = from + at;
        let rest = text.get(open + 1..)?;
        let length = rest
            .find(|c: char| !(c.is_ascii_lowercase() || c.is_ascii_digit() || "-._".contains(c)))
            .unwrap_or(rest.len());
        if length > 0 && rest.get(length..)?.starts_with('>') {
            return Some((
                text.get(..open)?,
                rest.get(..length)?,
                rest.get(length + 1..)?,
            ));
        }
        from = open + 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mention_is_a_name_in_angle_brackets_and_nothing_else_is() {
        assert_eq!(mention("a <b-1.c> d"), Some(("a ", "b-1.c", " d")));
        assert_eq!(mention("<x>"), Some(("", "x", "")));
        assert_eq!(
            mention("3 < 4 and 5 > <y>!"),
            Some(("3 < 4 and 5 > ", "y", "!"))
        );
        for none in ["", "<", "<>", "<A>", "< x>", "<x", "x>", "<ā>"] {
            assert_eq!(mention(none), None, "{none}");
        }
    }

    #[test]
    fn about_a_number_is_a_number_and_how_many_more_it_may_be() {
        assert_eq!(about("14"), Some((14, 0)));
        assert_eq!(about("14~3"), Some((14, 3)));
        for none in ["", "~3", "14~", "a", "+1", "-1", "999999"] {
            assert_eq!(about(none), None, "{none}");
        }
    }

    #[test]
    fn numbers_tell_names_apart() {
        let all: BTreeSet<u64> = ["Hana", "Hanā", "Tama"]
            .iter()
            .flat_map(|n| [number(&[n, "a"]), number(&[n, "b"]), number(&["a", n])])
            .collect();
        assert_eq!(all.len(), 9);
    }
}
