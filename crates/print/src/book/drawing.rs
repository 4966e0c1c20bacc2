//! Small drawings as inline SVG: boxes, lines, words broken to a width. Everything is whole pixels, so that the same pack
//! always gives the same drawing. It knows nothing of what is drawn.

use super::rich::escape;

/// How wide a letter is at 13 px, generously.
const LETTER: i32 = 7;

/// A drawing that grows.
#[derive(Default)]
pub(super) struct Svg {
    body: String,
}

impl Svg {
    pub fn rect(&mut self, class: &str, (x, y): (i32, i32), (width, height): (i32, i32)) {
        self.body.push_str(&format!(
            "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"4\"/>"
        ));
    }

    /// Lines of text around a middle.
    pub fn words(&mut self, class: &str, (x, y): (i32, i32), lines: &[String]) {
        let top = y - (lines.len() as i32 - 1) * 8;
        for (index, line) in lines.iter().enumerate() {
            let y = top + index as i32 * 16 + 4;
            self.body
                .push_str(&format!("<text class=\"{class}\" x=\"{x}\" y=\"{y}\">"));
            escape(line, &mut self.body);
            self.body.push_str("</text>");
        }
    }

    /// A line through points, with a head at its end.
    pub fn arrow(&mut self, class: &str, points: &[(i32, i32)]) {
        let path: Vec<String> = points.iter().map(|(x, y)| format!("{x},{y}")).collect();
        self.body.push_str(&format!(
            "<polyline class=\"{class}\" points=\"{}\"/>",
            path.join(" ")
        ));
        let [.., (fx, fy), (tx, ty)] = points else {
            return;
        };
        let (dx, dy) = ((tx - fx).signum(), (ty - fy).signum());
        let (bx, by) = (tx - dx * 9, ty - dy * 9);
        self.body.push_str(&format!(
            "<polygon class=\"head\" points=\"{tx},{ty} {},{} {},{}\"/>",
            bx + dy * 5,
            by + dx * 5,
            bx - dy * 5,
            by - dx * 5
        ));
    }

    /// The whole, named and described for those who do not see it. `id` must be unique among drawings.
    pub fn finish(
        self,
        id: &str,
        class: &str,
        (width, height): (i32, i32),
        title: &str,
        description: &str,
    ) -> String {
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"{class}\" role=\"img\" viewBox=\"0 0 {width} {height}\" \
             width=\"{width}\" height=\"{height}\" aria-labelledby=\"{id}-t {id}-d\"><title id=\"{id}-t\">"
        );
        escape(title, &mut svg);
        svg.push_str(&format!("</title><desc id=\"{id}-d\">"));
        escape(description, &mut svg);
        svg.push_str("</desc>");
        svg.push_str(&self.body);
        svg.push_str("</svg>\n");
        svg
    }
}

/// Text in lines no wider than this, at most `most` of them; what does not fit ends in an ellipsis.
pub(super) fn broken(text: &str, width: i32, most: usize) -> Vec<String> {
    let fits = (width / LETTER).max(4) as usize;
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let long = word.chars().count();
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + long <= fits => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    let cut = lines.len() > most;
    lines.truncate(most);
    let last = lines.len().saturating_sub(1);
    for (index, line) in lines.iter_mut().enumerate() {
        let more = line.chars().count() > fits;
        if more || (cut && index == last) {
            *line = line.chars().take(fits - 1).collect::<String>() + "…";
        }
    }
    lines
}

/// How wide words are, generously.
pub(super) fn width(text: &str) -> i32 {
    text.chars().count() as i32 * LETTER
}
