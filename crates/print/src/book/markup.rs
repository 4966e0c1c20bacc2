//! HTML as it is built: every text is escaped on its way in, every element that is opened is closed, no id stands twice.
//! The result is well-formed XML as well, so that it can be checked by any parser. It knows nothing of packs.

use std::collections::BTreeSet;

/// Escaped text with links and emphasis, such as a sentence or a cell of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Rich(String);

impl Rich {
    pub fn text(text: &str) -> Self {
        let mut html = String::new();
        escape(text, &mut html);
        Self(html)
    }

    fn wrapped(open: &str, inner: &Self, close: &str) -> Self {
        Self(format!("{open}{}{close}", inner.0))
    }

    /// A link to an anchor of the book.
    pub fn link(id: &str, text: &str) -> Self {
        let mut html = String::from("<a href=\"#");
        escape(id, &mut html);
        html.push_str("\">");
        escape(text, &mut html);
        html.push_str("</a>");
        Self(html)
    }

    /// A link out of the book; anything but a web address stays text.
    pub fn web(url: &str) -> Self {
        let safe = url.starts_with("https://") || url.starts_with("http://");
        if !safe || url.chars().any(|c| c.is_whitespace() || c.is_control()) {
            return Self::text(url);
        }
        let text = Self::text(url);
        Self(format!(
            "<a href=\"{}\" rel=\"noreferrer\">{}</a>",
            text.0, text.0
        ))
    }

    pub fn code(text: &str) -> Self {
        Self::wrapped("<code>", &Self::text(text), "</code>")
    }

    pub fn strong(inner: impl Into<Self>) -> Self {
        Self::wrapped("<strong>", &inner.into(), "</strong>")
    }

    /// A line of its own in smaller type.
    pub fn small(inner: impl Into<Self>) -> Self {
        Self::wrapped("<span class=\"small\">", &inner.into(), "</span>")
    }

    /// Somebody's label or answer in quotation marks.
    pub fn quote(text: &str) -> Self {
        Self::text(&format!("“{text}”"))
    }

    /// A small word in a box: a status, a mark.
    pub fn tag(class: &str, text: &str) -> Self {
        let open = format!("<span class=\"tag {class}\">");
        Self::wrapped(&open, &Self::text(text), "</span>")
    }

    /// A list of points.
    pub fn points(items: impl IntoIterator<Item = Self>) -> Self {
        let mut html = String::new();
        for item in items {
            html.push_str(&Self::wrapped("<li>", &item, "</li>").0);
        }
        if html.is_empty() {
            return Self::default();
        }
        Self(format!("<ul>{html}</ul>"))
    }

    /// The same with an id, if it is not empty.
    pub fn anchored(self, out: &mut Out, id: &str) -> Self {
        match out.claim(id) {
            Some(id) => Self(format!("<span id=\"{id}\">{}</span>", self.0)),
            None => self,
        }
    }

    /// `a; b; or c`, for items that have commas in them.
    pub fn alternatives(items: impl IntoIterator<Item = Self>) -> Self {
        let items: Vec<Self> = items.into_iter().collect();
        let count = items.len();
        let mut joined = Self::default();
        for (index, item) in items.into_iter().enumerate() {
            joined.say(match index {
                0 => "",
                _ if index + 1 == count => "; or ",
                _ => "; ",
            });
            joined.add(item);
        }
        joined
    }

    /// `a and b and c`: every joint is said.
    pub fn each(items: impl IntoIterator<Item = Self>, word: &str) -> Self {
        let mut joined = Self::default();
        for (index, item) in items.into_iter().enumerate() {
            joined.say(if index > 0 { word } else { "" });
            joined.add(item);
        }
        joined
    }

    /// `a, b or c`.
    pub fn join(items: impl IntoIterator<Item = Self>, last: &str) -> Self {
        let items: Vec<Self> = items.into_iter().collect();
        let count = items.len();
        let mut joined = Self::default();
        for (index, item) in items.into_iter().enumerate() {
            if index > 0 {
                joined.say(if index + 1 == count { last } else { ", " });
            }
            joined.add(item);
        }
        joined
    }

    pub fn add(&mut self, other: impl Into<Self>) -> &mut Self {
        self.0.push_str(&other.into().0);
        self
    }

    pub fn say(&mut self, text: &str) -> &mut Self {
        escape(text, &mut self.0);
        self
    }

    /// With a capital at its beginning, if it begins with a letter of text.
    pub fn capital(self) -> Self {
        let start = match self.0.strip_prefix("<strong>") {
            Some(_) => "<strong>".len(),
            None => 0,
        };
        let (tag, rest) = self.0.split_at(start);
        let mut chars = rest.chars();
        match chars.next() {
            Some(first) if first.is_alphabetic() => {
                let first: String = first.to_uppercase().collect();
                Self(format!("{tag}{first}{}", chars.as_str()))
            }
            _ => self,
        }
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Without its markup.
    #[cfg(test)]
    pub fn plain(&self) -> String {
        let mut text = String::new();
        let mut inside = false;
        for c in self.0.chars() {
            match c {
                '<' => inside = true,
                '>' => inside = false,
                c if !inside => text.push(c),
                _ => {}
            }
        }
        [
            ("&lt;", "<"),
            ("&gt;", ">"),
            ("&quot;", "\""),
            ("&#39;", "'"),
            ("&amp;", "&"),
        ]
        .iter()
        .fold(text, |text, (from, to)| text.replace(from, to))
    }
}

impl From<&str> for Rich {
    fn from(text: &str) -> Self {
        Self::text(text)
    }
}

impl From<String> for Rich {
    fn from(text: String) -> Self {
        Self::text(&text)
    }
}

/// Several pieces, texts or rich, one after another.
macro_rules! rich {
    ($($piece:expr),* $(,)?) => {{
        let mut all = $crate::book::markup::Rich::default();
        $(all.add($piece);)*
        all
    }};
}
pub(super) use rich;

/// Text as HTML and XML both take it; characters that neither takes become U+FFFD.
pub(super) fn escape(text: &str, html: &mut String) {
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            '\n' | '\t' => html.push(c),
            '\u{fffe}' | '\u{ffff}' => html.push('\u{fffd}'),
            c if c.is_control() => html.push('\u{fffd}'),
            c => html.push(c),
        }
    }
}

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
