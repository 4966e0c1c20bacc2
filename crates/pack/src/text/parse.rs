//! Bytes to a tree with places. The parser's events are taken one by one and counted, so that depth, size and number of
//! nodes are bounded before anything is built; what the subset leaves out is reported where it stands, and reading goes
//! on. It never follows an alias.

use std::collections::HashSet;

use saphyr_parser::{Event, Parser, ScalarStyle};

use super::characters::{code, hidden, place_after, report_hidden};
use super::place::{FileId, Span};
use super::problem::Problems;
use super::tree::{Key, Node, Style, Value, shortened};

/// The largest file that is read, in bytes.
pub const MAX_BYTES: usize = 1 << 20;
/// How deeply lists and mappings may be nested.
pub const MAX_DEPTH: usize = 32;
/// How many nodes and keys one file may hold.
pub const MAX_NODES: usize = 100_000;

/// Reads one file. Everything wrong with it as YAML goes to `problems`; nothing comes back if there is no tree to go on
/// with (not UTF-8, too large, a mistake in the YAML). An empty file is an empty scalar at 1:1.
pub fn parse(file: FileId, bytes: &[u8], problems: &mut Problems) -> Option<Node> {
    let start = Span::start_of(file);
    if bytes.len() > MAX_BYTES {
        problems
            .error(
                start,
                format!("the file is too large ({} bytes)", bytes.len()),
            )
            .expected("at most 1 MiB");
        return None;
    }
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(wrong) => {
            let (line, column) = place_after(&bytes[..wrong.valid_up_to()]);
            problems
                .error(Span::new(file, line, column), "bytes that are not UTF-8")
                .expected("text in UTF-8");
            return None;
        }
    };
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if report_hidden(file, text, problems) {
        return None;
    }
    Builder {
        file,
        problems,
        open: Vec::new(),
        root: None,
        nodes: 0,
        documents: 0,
    }
    .run(text)
}

/// What a writer most likely left out, for the parser's commonest complaints.
fn hint(complaint: &str) -> Option<&'static str> {
    let hints = [
        (
            "mapping values are not allowed",
            "one `key: value` on a line, or quotes around text that holds `: `",
        ),
        ("tabs", "spaces at the beginning of a line"),
        ("quoted scalar, found unexpected end", "a closing quote"),
        ("parsing a flow sequence", "a closing `]`"),
        ("parsing a flow mapping", "a closing `}`"),
        (
            "simple key expect",
            "a colon and a space after the key on the line above",
        ),
        ("unexpected character", "quotes around the text"),
        ("expected '-' indicator", "either a list or a mapping"),
    ];
    hints
        .iter()
        .find(|(words, _)| complaint.contains(words))
        .map(|(_, hint)| *hint)
}

/// How far inside a scalar its text begins, if it stands on one line exactly as it is read. (A block's place is that of
/// its first line, not of its `|`.)
fn verbatim(text: &str, style: ScalarStyle, place: saphyr_parser::Span) -> Option<u8> {
    let lines = place.end.line().saturating_sub(place.start.line());
    let written = place.end.index().saturating_sub(place.start.index());
    let (as_read, skip) = match style {
        ScalarStyle::Plain => (lines == 0 && written == text.chars().count(), 0),
        ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => {
            (lines == 0 && written == text.chars().count() + 2, 1)
        }
        ScalarStyle::Literal => (!text.trim_end().contains('\n'), 0),
        ScalarStyle::Folded => (lines <= 1 && !text.trim_end().contains('\n'), 0),
    };
    as_read.then_some(skip)
}

/// A list or mapping whose end has not been seen.
enum Open {
    List(Span, Vec<Node>),
    Map {
        span: Span,
        entries: Vec<(Key, Node)>,
        names: HashSet<String>,
        key: Pending,
    },
}

/// What a mapping is waiting for.
enum Pending {
    Key,
    /// The value of this key; of none if the key was refused, and the value will be dropped.
    Value(Option<Key>),
}

struct Builder<'p> {
    file: FileId,
    problems: &'p mut Problems,
    open: Vec<Open>,
    root: Option<Node>,
    nodes: usize,
    documents: usize,
}

impl Builder<'_> {
    fn run(mut self, text: &str) -> Option<Node> {
        let mut parser = Parser::new_from_str(text);
        loop {
            let (event, place) = match parser.next_event()? {
                Ok(event) => event,
                Err(wrong) => {
                    let span = self.span(wrong.marker());
                    let problem = self
                        .problems
                        .error(span, format!("this is not YAML: {}", wrong.info()));
                    problem.expected = hint(wrong.info()).map(str::to_owned);
                    return None;
                }
            };
            let span = self.span(&place.start);
            match event {
                Event::Nothing | Event::StreamStart | Event::DocumentEnd => {}
                Event::StreamEnd => {
                    let nothing = Node {
                        value: Value::Scalar(String::new(), Style::Plain),
                        span: Span::start_of(self.file),
                    };
                    return Some(self.root.unwrap_or(nothing));
                }
                Event::DocumentStart(_) => {
                    self.documents += 1;
                    if self.documents > 1 {
                        self.problems
                            .error(span, "a second document (`---`)")
                            .expected("one document in a file");
                        return self.root;
                    }
                }
                Event::Alias(_) => {
                    self.problems
                        .error(span, "an alias (`*name`)")
                        .expected("the value itself, written out");
                    self.add(Node {
                        value: Value::Broken,
                        span,
                    })?;
                }
                Event::Scalar(text, style, anchor, tag) => {
                    self.refuse(span, anchor, tag.is_some());
                    let span = Span {
                        verbatim: verbatim(&text, style, place),
                        ..span
                    };
                    let style = match style {
                        ScalarStyle::Plain => Style::Plain,
                        ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => Style::Quoted,
                        ScalarStyle::Literal | ScalarStyle::Folded => Style::Block,
                    };
                    if style == Style::Quoted
                        && let Some((c, what)) = text.chars().find_map(|c| Some((c, hidden(c)?)))
                    {
                        self.problems
                            .error(span, format!("{what} ({})", code(c)))
                            .expected("text that can be seen");
                    }
                    self.add(Node {
                        value: Value::Scalar(text.into_owned(), style),
                        span,
                    })?;
                }
                Event::SequenceStart(anchor, tag) => {
                    self.refuse(span, anchor, tag.is_some());
                    self.open(span, Open::List(span, Vec::new()))?;
                }
                Event::MappingStart(anchor, tag) => {
                    self.refuse(span, anchor, tag.is_some());
                    let map = Open::Map {
                        span,
                        entries: Vec::new(),
                        names: HashSet::new(),
                        key: Pending::Key,
                    };
                    self.open(span, map)?;
                }
                Event::SequenceEnd | Event::MappingEnd => self.close()?,
            }
        }
    }

    fn span(&self, marker: &saphyr_parser::Marker) -> Span {
        let line = u32::try_from(marker.line()).unwrap_or(u32::MAX).max(1);
        let column = u32::try_from(marker.col())
            .unwrap_or(u32::MAX)
            .saturating_add(1);
        Span::new(self.file, line, column)
    }

    fn refuse(&mut self, span: Span, anchor: usize, tag: bool) {
        if anchor != 0 {
            self.problems
                .error(span, "an anchor (`&name`)")
                .expected("each value written out where it is used");
        }
        if tag {
            self.problems
                .error(span, "a tag (`!name`)")
                .expected("a plain value");
        }
    }

    /// Counts a node; nothing if there are too many.
    fn count(&mut self, span: Span) -> Option<()> {
        self.nodes += 1;
        if self.nodes > MAX_NODES {
            self.problems
                .error(span, "the file holds too many values")
                .expected(format!("at most {MAX_NODES}"));
            return None;
        }
        Some(())
    }

    fn open(&mut self, span: Span, opened: Open) -> Option<()> {
        self.count(span)?;
        if self.open.len() >= MAX_DEPTH {
            self.problems
                .error(span, "nested too deeply")
                .expected(format!("at most {MAX_DEPTH} levels"));
            return None;
        }
        self.open.push(opened);
        Some(())
    }

    fn close(&mut self) -> Option<()> {
        let node = match self.open.pop()? {
            Open::List(span, nodes) => Node {
                value: Value::List(nodes),
                span,
            },
            Open::Map { span, entries, .. } => Node {
                value: Value::Map(entries),
                span,
            },
        };
        self.place(node);
        Some(())
    }

    fn add(&mut self, node: Node) -> Option<()> {
        self.count(node.span)?;
        self.place(node);
        Some(())
    }

    /// Puts a finished node into what is open, as an item, a key or a value.
    fn place(&mut self, node: Node) {
        match self.open.last_mut() {
            None => self.root = Some(node),
            Some(Open::List(_, nodes)) => nodes.push(node),
            Some(Open::Map {
                entries,
                names,
                key,
                ..
            }) => match std::mem::replace(key, Pending::Key) {
                Pending::Value(Some(name)) => entries.push((name, node)),
                Pending::Value(None) => {}
                Pending::Key => *key = Pending::Value(key_of(node, names, self.problems)),
            },
        }
    }
}

/// The key a node makes, if it is a name that has not stood in this mapping before.
fn key_of(node: Node, names: &mut HashSet<String>, problems: &mut Problems) -> Option<Key> {
    let span = node.span;
    let Some(name) = node.text() else {
        if node.value != Value::Broken {
            problems
                .error(span, format!("{} as a key", node.describe()))
                .expected("a name");
        }
        return None;
    };
    if node.plain() == Some("<<") {
        problems
            .error(span, "a merge key (`<<`)")
            .expected("the keys themselves, written out");
        return None;
    }
    if !names.insert(name.to_owned()) {
        problems.error(
            span,
            format!("the key `{}` stands twice in this mapping", shortened(name)),
        );
        return None;
    }
    Some(Key {
        name: name.to_owned(),
        span,
    })
}
