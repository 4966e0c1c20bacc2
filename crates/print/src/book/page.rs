//! The whole file around the chapters: head, title page, table of contents, landmarks, and the line that runs along every
//! printed page.

use super::markup::{Heading, Out};
use super::name::Book;
use super::rich::Rich;
use super::standing::Standings;
use super::title;

const STYLE: &str = include_str!("book.css");

/// The file, with the chapters already written.
pub(super) fn whole(book: &Book<'_>, standings: &Standings, chapters: Out) -> String {
    let head = &book.pack.head;
    let running = format!("{} {}", head.title, *head.version);
    let headings = &chapters.headings;
    let mut front = Out::default();
    front.within("header", &[("class", "front")], |out| {
        title::page(book, standings, out);
    });
    let labelled = [("aria-labelledby", "contents"), ("class", "contents")];
    front.within("nav", &labelled, |out| {
        out.line("h2", &[("id", "contents")], "Contents");
        contents(headings, out);
    });
    let mut name = Rich::default();
    name.say(&format!("{running}: the pack as a book"));
    let mut body = Out::default();
    body.within("head", &[], |out| {
        out.empty("meta", &[("charset", "utf-8")]);
        let wide = "width=device-width, initial-scale=1";
        out.empty("meta", &[("name", "viewport"), ("content", wide)]);
        out.line("title", &[], name);
        out.drawing(&format!(
            "<style>{STYLE}@page {{ @top-left {{ content: \"{}\"; }} }}\n</style>\n",
            in_css(&running)
        ));
    });
    body.within("body", &[("id", "top")], |out| {
        out.line(
            "a",
            &[("class", "skip"), ("href", "#book")],
            "Skip to the book",
        );
        out.drawing(&front.finish());
        let main = [("id", "book"), ("tabindex", "-1")];
        out.within("main", &main, |out| out.drawing(&chapters.finish()));
        out.within("footer", &[], |out| {
            out.line("p", &[], running.as_str());
            out.line("p", &[], Rich::link("contents", "Back to the contents"));
        });
    });
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n{}</html>\n",
        body.finish()
    )
}

/// Chapters, each with what stands in it.
fn contents(headings: &[Heading], out: &mut Out) {
    out.within("ol", &[], |out| {
        let mut rest = headings;
        while let Some((chapter, after)) = rest.split_first() {
            let end = after.iter().position(|h| h.level == 2);
            let (within, next) = after.split_at(end.unwrap_or(after.len()));
            out.within("li", &[], |out| {
                out.line("span", &[], Rich::link(&chapter.id, &chapter.text));
                if !within.is_empty() {
                    out.within("ul", &[], |out| {
                        for heading in within {
                            out.line("li", &[], Rich::link(&heading.id, &heading.text));
                        }
                    });
                }
            });
            rest = next;
        }
    });
}

/// Text inside a string of a style sheet: everything but letters, digits and spaces by its number.
fn in_css(text: &str) -> String {
    let mut css = String::new();
    for c in text.chars() {
        match c {
            c if c.is_alphanumeric() || c == ' ' => css.push(c),
            c if c.is_control() => css.push(' '),
            c => css.push_str(&format!("\\{:06x} ", u32::from(c))),
        }
    }
    css
}
