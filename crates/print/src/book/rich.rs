//! Text on its way into the book: escaped as it comes, with links, emphasis and lists around it. No text of a pack can
//! become markup here. It knows nothing of packs.

pub(super) use crate::escape::escape;

use super::markup::Out;

/// Escaped text with links and emphasis, such as a sentence or a cell of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Rich(pub(super) String);

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

    /// An aside that does not share the weight of what it stands in.
    pub fn aside(inner: impl Into<Self>) -> Self {
        Self::wrapped("<span class=\"aside\">", &inner.into(), "</span>")
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
        let mut all = $crate::book::rich::Rich::default();
        $(all.add($piece);)*
        all
    }};
}
pub(super) use rich;
