//! HTML as it is built: every element that is opened is closed, no id stands twice, headings are kept for the table of
//! contents. The result is well-formed XML as well, so that it can be checked by any parser. It knows nothing of packs.

use std::collections::BTreeSet;

use super::rich::{Rich, escape};

/// A heading for the table of contents: level, id, text.
pub(super) struct Heading {
    pub level: u8,
    pub id: String,
    pub text: String,
}

/// The body being written.
#[derive(Default)]
pub(super) struct Out {
    html: String,
    ids: BTreeSet<String>,
    pub headings: Vec<Heading>,
}

impl Out {
    /// The id in escaped form the first time it is asked for, and never again.
    pub fn claim(&mut self, id: &str) -> Option<String> {
        (!id.is_empty() && self.ids.insert(id.to_owned())).then(|| Rich::text(id).0)
    }

    fn attributes(&mut self, attributes: &[(&str, &str)]) {
        for (name, value) in attributes {
            if *name == "id" {
                if let Some(id) = self.claim(value) {
                    self.html.push_str(&format!(" id=\"{id}\""));
                }
                continue;
            }
            self.html.push(' ');
            self.html.push_str(name);
            self.html.push_str("=\"");
            escape(value, &mut self.html);
            self.html.push('"');
        }
    }

    /// An element with what is written inside it.
    pub fn within(&mut self, tag: &str, attributes: &[(&str, &str)], body: impl FnOnce(&mut Self)) {
        self.html.push('<');
        self.html.push_str(tag);
        self.attributes(attributes);
        self.html.push('>');
        body(self);
        self.html.push_str("</");
        self.html.push_str(tag);
        self.html.push_str(">\n");
    }

    /// An element with only text in it.
    pub fn line(&mut self, tag: &str, attributes: &[(&str, &str)], inner: impl Into<Rich>) {
        let inner = inner.into();
        self.within(tag, attributes, |out| out.html.push_str(&inner.0));
    }

    /// An element with nothing in it.
    pub fn empty(&mut self, tag: &str, attributes: &[(&str, &str)]) {
        self.html.push('<');
        self.html.push_str(tag);
        self.attributes(attributes);
        self.html.push_str("/>");
    }

    /// A paragraph, if there is anything to say.
    pub fn paragraph(&mut self, inner: impl Into<Rich>) {
        let inner = inner.into();
        if !inner.is_empty() {
            self.line("p", &[], inner);
        }
    }

    /// A heading of level 2 to 4; those of 2 and 3 stand in the table of contents.
    pub fn heading(&mut self, level: u8, id: &str, text: &str) {
        let tag = match level {
            2 => "h2",
            3 => "h3",
            _ => "h4",
        };
        let text = if text.trim().is_empty() {
            "Without a title"
        } else {
            text
        };
        if level <= 3 && !self.ids.contains(id) {
            self.headings.push(Heading {
                level,
                id: id.to_owned(),
                text: text.to_owned(),
            });
        }
        self.line(tag, &[("id", id)], text);
    }

    /// What is said of something, point by point; empty answers are left out.
    pub fn facts(&mut self, facts: Vec<(&str, Rich)>) {
        let said: Vec<_> = facts.into_iter().filter(|(_, r)| !r.is_empty()).collect();
        if said.is_empty() {
            return;
        }
        self.within("dl", &[], |out| {
            for (name, value) in said {
                out.within("div", &[], |out| {
                    out.line("dt", &[], name);
                    out.line("dd", &[], value);
                });
            }
        });
    }

    /// A table. The first cell of each row is its heading; on a narrow page each row becomes a block, and the roles keep
    /// it a table for those who listen.
    pub fn table(&mut self, caption: &str, heads: &[&str], rows: Vec<Row>) {
        if rows.is_empty() {
            return;
        }
        self.within("table", &[("role", "table")], |out| {
            out.line("caption", &[], caption);
            out.within("thead", &[("role", "rowgroup")], |out| {
                out.within("tr", &[("role", "row")], |out| {
                    for head in heads {
                        let attributes = [("scope", "col"), ("role", "columnheader")];
                        out.line("th", &attributes, *head);
                    }
                });
            });
            out.within("tbody", &[("role", "rowgroup")], |out| {
                for row in rows {
                    out.within("tr", &[("role", "row"), ("id", &row.id)], |out| {
                        for (index, cell) in row.cells.into_iter().enumerate() {
                            let label = heads.get(index).copied().unwrap_or_default();
                            if index == 0 {
                                let attributes = [("scope", "row"), ("role", "rowheader")];
                                out.line("th", &attributes, cell);
                            } else if cell.is_empty() {
                                out.line("td", &[("role", "cell"), ("class", "none")], cell);
                            } else {
                                out.line("td", &[("role", "cell"), ("data-label", label)], cell);
                            }
                        }
                    });
                }
            });
        });
    }

    /// What was written so far.
    pub fn finish(self) -> String {
        self.html
    }

    /// Markup that is already complete: a drawing.
    pub fn drawing(&mut self, svg: &str) {
        self.html.push_str(svg);
    }
}

/// A row of a table.
pub(super) struct Row {
    id: String,
    cells: Vec<Rich>,
}

impl Row {
    pub fn of(cells: Vec<Rich>) -> Self {
        Self {
            id: String::new(),
            cells,
        }
    }

    pub fn with_id(id: impl Into<String>, cells: Vec<Rich>) -> Self {
        Self {
            id: id.into(),
            cells,
        }
    }
}
