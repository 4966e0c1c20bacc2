//! SVG as it is written: whole pixels, presentation attributes only, everything a person typed escaped. It never writes a
//! `style`, a script or an address, and knows nothing of what is drawn.

use std::fmt::Write;

use super::{INK, PAPER};
use crate::escape::escape;

/// How a line looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Stroke {
    pub colour: &'static str,
    /// In pixels.
    pub width: i32,
    /// Lengths of dashes and gaps; `None` for an unbroken line.
    pub dash: Option<&'static str>,
}

impl Stroke {
    pub const PLAIN: Stroke = Stroke {
        colour: INK,
        width: 2,
        dash: None,
    };

    pub const fn dashed(dash: &'static str) -> Stroke {
        Stroke {
            dash: Some(dash),
            ..Stroke::PLAIN
        }
    }
}

/// How words look.
#[derive(Debug, Clone, Copy)]
pub(super) struct Words {
    /// Height of letters in pixels.
    pub size: i32,
    pub bold: bool,
    /// `start`, `middle` or `end`.
    pub anchor: &'static str,
    pub colour: &'static str,
}

/// A drawing that grows.
#[derive(Default)]
pub(super) struct Svg {
    body: String,
}

impl Svg {
    /// What is drawn inside belongs together, and is named where there is a name for it.
    pub fn group(&mut self, class: &str, name: Option<&str>, inside: impl FnOnce(&mut Svg)) {
        self.put(format_args!("<g class=\"{class}\">"));
        if let Some(name) = name {
            self.body.push_str("<title>");
            escape(name, &mut self.body);
            self.body.push_str("</title>");
        }
        inside(self);
        self.body.push_str("</g>");
    }

    /// A line through points.
    pub fn line(&mut self, points: &[(i32, i32)], stroke: Stroke) {
        let points = listed(points);
        self.put(format_args!("<polyline points=\"{points}\" fill=\"none\""));
        self.stroke(stroke);
    }

    /// A closed shape through points.
    pub fn polygon(&mut self, points: &[(i32, i32)], fill: &str, stroke: Stroke) {
        let points = listed(points);
        self.put(format_args!("<polygon points=\"{points}\" fill=\"{fill}\""));
        self.stroke(stroke);
    }

    /// A box by its corner and its sides.
    pub fn rect(
        &mut self,
        (x, y): (i32, i32),
        (width, height): (i32, i32),
        fill: &str,
        stroke: Option<Stroke>,
    ) {
        let (width, height) = (width.max(0), height.max(0));
        self.put(format_args!(
            "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" fill=\"{fill}\""
        ));
        match stroke {
            Some(stroke) => self.stroke(stroke),
            None => self.body.push_str("/>"),
        }
    }

    pub fn circle(&mut self, (x, y): (i32, i32), radius: i32, fill: &str, stroke: Stroke) {
        self.put(format_args!(
            "<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\" fill=\"{fill}\""
        ));
        self.stroke(stroke);
    }

    /// One line of words; `y` is where letters stand. A rim of paper keeps lines off them.
    pub fn words(&mut self, at: (i32, i32), how: Words, text: &str) {
        self.text(at, how, text, true);
    }

    /// One line of words without a rim, for a ground that is not paper.
    pub fn plain_words(&mut self, at: (i32, i32), how: Words, text: &str) {
        self.text(at, how, text, false);
    }

    fn text(&mut self, (x, y): (i32, i32), how: Words, text: &str, rim: bool) {
        let Words {
            size,
            anchor,
            colour,
            bold,
        } = how;
        self.put(format_args!(
            "<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\" text-anchor=\"{anchor}\" fill=\"{colour}\""
        ));
        if rim {
            self.put(format_args!(
                " stroke=\"{PAPER}\" stroke-width=\"3\" stroke-linejoin=\"round\" paint-order=\"stroke\""
            ));
        }
        if bold {
            self.body.push_str(" font-weight=\"bold\"");
        }
        self.body.push('>');
        escape(text, &mut self.body);
        self.body.push_str("</text>");
    }

    /// The whole, named and described for those who do not see it. `id` must be unique on its page.
    pub fn finish(
        self,
        id: &str,
        class: &str,
        (width, height): (i32, i32),
        title: &str,
        description: &str,
    ) -> String {
        let mut name = String::new();
        escape(id, &mut name);
        let mut whole = Svg::default();
        whole.put(format_args!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"{class}\" role=\"img\" \
             aria-labelledby=\"{name}-title\" aria-describedby=\"{name}-desc\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
             height=\"{height}\" font-family=\"Arial, Helvetica, sans-serif\"><title id=\"{name}-title\">"
        ));
        escape(title, &mut whole.body);
        whole.put(format_args!("</title><desc id=\"{name}-desc\">"));
        escape(description, &mut whole.body);
        whole.put(format_args!(
            "</desc><rect x=\"0\" y=\"0\" width=\"{width}\" height=\"{height}\" fill=\"{PAPER}\"/>"
        ));
        whole.body.push_str(&self.body);
        whole.body.push_str("</svg>\n");
        whole.body
    }

    fn stroke(&mut self, stroke: Stroke) {
        let Stroke {
            colour,
            width,
            dash,
        } = stroke;
        self.put(format_args!(
            " stroke=\"{colour}\" stroke-width=\"{width}\""
        ));
        if let Some(dash) = dash {
            self.put(format_args!(" stroke-dasharray=\"{dash}\""));
        }
        self.body.push_str("/>");
    }

    fn put(&mut self, text: std::fmt::Arguments<'_>) {
        self.body
            .write_fmt(text)
            .expect("writing to a string never fails");
    }
}

fn listed(points: &[(i32, i32)]) -> String {
    let points: Vec<String> = points.iter().map(|(x, y)| format!("{x},{y}")).collect();
    points.join(" ")
}
