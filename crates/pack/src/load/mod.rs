//! From the bytes of a pack's files to a [`Pack`]: every file is read, whatever is wrong with the others, and every
//! problem is gathered. It never opens a file, and never asks whether things fit together: that is [`crate::check`]'s.

mod columns;
mod gaps;
mod instrument;
mod kind;
mod measure;
mod sql;

use crate::model::{Head, Matter, Pack, State};
use crate::scenario::Scenario;
use crate::source::Sources;
use crate::text::{Fields, FileId, FromNode, Ident, Node, Problems, Span, Spanned, Value, parse};

pub use gaps::Gaps;
pub use kind::FileKind;

impl Pack {
    /// Reads a pack. It comes back if at least `pack.yaml` could be read, perhaps with parts left out: only without
    /// errors is it whole.
    pub fn read(sources: &Sources) -> (Option<Self>, Problems) {
        let (pack, problems) = read_all(sources);
        (pack.has_head().then_some(pack), problems)
    }

    /// Reads a pack and checks that everything in it fits together; `features` are the names of the engine's parts that
    /// clauses may name. It comes back only if it can be used: there may still be warnings.
    pub fn checked(sources: &Sources, features: &[&str]) -> (Option<Self>, Problems) {
        let (pack, mut problems) = read_all(sources);
        crate::check::check(&pack, features, &mut problems);
        let fits = !problems.has_errors();
        (fits.then_some(pack), problems)
    }

    fn has_head(&self) -> bool {
        *self.head.pack != *Head::default().pack
    }
}

fn read_all(sources: &Sources) -> (Pack, Problems) {
    let mut reader = Reader {
        pack: Pack::default(),
        problems: Problems::new(),
        gaps: Gaps::default(),
    };
    for needed in [FileKind::Pack, FileKind::Clauses] {
        if !sources.files.contains_key(needed.path()) {
            let file = reader.problems.file(needed.path());
            reader
                .problems
                .error(
                    Span::start_of(file),
                    format!("`{}` is missing", needed.path()),
                )
                .expected("every pack has this file");
            reader.gaps.unread(needed);
        }
    }
    for (path, bytes) in &sources.files {
        reader.file(path, bytes);
    }
    let Reader {
        mut pack,
        problems,
        gaps,
    } = reader;
    pack.gaps = gaps;
    pack.files = problems.files().clone();
    (pack, problems)
}

struct Reader {
    pack: Pack,
    problems: Problems,
    gaps: Gaps,
}

impl Reader {
    fn file(&mut self, path: &str, bytes: &[u8]) {
        let file = self.problems.file(path);
        let Some(kind) = FileKind::of(path) else {
            let problem = self.problems.warning(
                Span::start_of(file),
                "a pack has no such file: it is not read",
            );
            problem.nearest = FileKind::nearest(path);
            if problem.nearest.is_none() {
                problem.expected("one of the files the language reference lists");
            }
            return;
        };
        match kind {
            FileKind::Readme => {}
            FileKind::Measures | FileKind::Letters => self.text(kind, file, path, bytes),
            _ => self.yaml(kind, file, path, bytes),
        }
    }

    fn yaml(&mut self, kind: FileKind, file: FileId, path: &str, bytes: &[u8]) {
        let before = self.problems.errors();
        let Some(node) = parse(file, bytes, &mut self.problems) else {
            match kind {
                // One file of several: its name is what others know it by.
                FileKind::Records | FileKind::Instruments | FileKind::Returns => {
                    self.gaps.name(kind, kind::stem(path));
                }
                _ => self.gaps.unread(kind),
            }
            return;
        };
        let (pack, problems) = (&mut self.pack, &mut self.problems);
        match kind {
            FileKind::Pack => {
                if let Some(head) = Head::from_node(&node, problems) {
                    pack.head = head;
                }
            }
            FileKind::Clauses => pack.clauses = list(&node, problems),
            FileKind::Roles => pack.roles = list(&node, problems),
            FileKind::Process => process(&node, pack, problems),
            FileKind::Records => {
                if let Some(form) = crate::model::Form::from_node(&node, problems) {
                    if *form.record != *kind::stem(path) {
                        problems
                            .error(
                                form.record.span,
                                format!("`{}` in the file of another name", *form.record),
                            )
                            .expected(format!(
                                "`record: {}`, as the file is called",
                                kind::stem(path)
                            ));
                    }
                    pack.forms.push(form);
                }
            }
            FileKind::Lists => pack.lists = list(&node, problems),
            FileKind::Instruments => {
                pack.instruments
                    .extend(instrument::read(&node, kind::stem(path), problems));
            }
            FileKind::Clocks => pack.clocks = list(&node, problems),
            FileKind::Rules => pack.rules = list(&node, problems),
            FileKind::Trays => pack.trays = list(&node, problems),
            FileKind::Settings => pack.settings = list(&node, problems),
            FileKind::Resources => pack.resources = list(&node, problems),
            FileKind::Returns => {
                pack.returns
                    .extend(crate::measure::Return::from_node(&node, problems));
            }
            FileKind::Scenarios => match &node.value {
                Value::List(nodes) => {
                    for node in nodes {
                        pack.scenarios.extend(Scenario::from_node(node, problems));
                    }
                }
                _ => pack.scenarios.extend(Scenario::from_node(&node, problems)),
            },
            FileKind::Migrations => pack.migrations.push(crate::migration::Migration {
                from: Spanned::new(kind::stem(path).to_owned(), Span::start_of(file)),
                changes: list(&node, problems),
            }),
            FileKind::Measures | FileKind::Letters | FileKind::Readme => {}
        }
        if self.problems.errors() > before {
            self.gaps.note(kind, &node);
            if matches!(kind, FileKind::Records | FileKind::Instruments) {
                self.gaps.name(kind, kind::stem(path));
            }
        }
    }

    fn text(&mut self, kind: FileKind, file: FileId, path: &str, bytes: &[u8]) {
        let start = Span::start_of(file);
        let stem = kind::stem(path);
        let Ok(text) = std::str::from_utf8(bytes) else {
            self.problems
                .error(start, "bytes that are not UTF-8")
                .expected("text in UTF-8");
            self.gaps.name(kind, stem);
            return;
        };
        let Some(name) = Ident::parse(stem) else {
            self.problems
                .error(start, format!("`{stem}` is not an identifier"))
                .expected(Ident::expected());
            return;
        };
        let name = Spanned::new(name, start);
        match kind {
            FileKind::Measures => match measure::read(name, text, file, &mut self.problems) {
                Some(measure) => self.pack.measures.push(measure),
                None => self.gaps.name(kind, stem),
            },
            _ => {
                let letter = measure::letter(name, text, file, &mut self.problems);
                self.pack.letters.push(letter);
            }
        }
    }
}

/// A file that is one list; an empty file is an empty list.
fn list<T: FromNode>(node: &Node, problems: &mut Problems) -> Vec<T> {
    Vec::from_node(node, problems).unwrap_or_default()
}

fn process(node: &Node, pack: &mut Pack, problems: &mut Problems) {
    if node.is_null() {
        return;
    }
    let Some(mut fields) = Fields::of(node, "the process", problems) else {
        return;
    };
    pack.matters = fields.list::<Matter>("matters");
    pack.states = fields.list::<State>("states");
    fields.done();
}
