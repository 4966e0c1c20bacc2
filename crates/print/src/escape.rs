//! Text that somebody typed, made safe to stand in HTML or SVG. It escapes and changes nothing else, but for what XML cannot
//! hold at all.

/// Text as HTML and XML both take it; characters that neither takes become U+FFFD.
pub(crate) fn escape(text: &str, html: &mut String) {
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
