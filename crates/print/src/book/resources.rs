//! Documents, numbers and links offered at the point of need.

use super::markup::{Out, Row};
use super::name::{Book, humanise};
use super::rich::{Rich, rich};

pub(super) fn chapter(book: &Book<'_>, out: &mut Out) {
    if book.pack.resources.is_empty() {
        return;
    }
    out.heading(2, "resources", "Resources");
    out.paragraph("What is offered where it is needed.");
    let rows = book.pack.resources.iter().map(|resource| {
        let mut title = Rich::text(&resource.title);
        title.add(Rich::small(Rich::code(&resource.resource)));
        let mut what = Vec::new();
        what.extend(resource.kind.as_deref().map(Rich::text));
        what.extend(resource.phone.as_deref().map(Rich::text));
        what.extend(resource.url.as_deref().map(Rich::web));
        what.extend(resource.text.as_deref().map(Rich::text));
        let at = resource.at.iter().map(|at| match at.as_str() {
            form if book.pack.form(form).is_some() => book.form(form),
            stage => place(book, stage),
        });
        Row::with_id(
            format!("resource:{}", *resource.resource),
            vec![
                title,
                Rich::join(what, ", "),
                Rich::join(at, ", "),
                book.clauses(&resource.clause),
            ],
        )
    });
    out.table(
        "Resources",
        &["Resource", "What it is", "Offered at", "Clauses"],
        rows.collect(),
    );
}

/// A stage, or whatever else the name may mean.
fn place(book: &Book<'_>, name: &str) -> Rich {
    let found = book.pack.matters.iter().find(|m| m.stage(name).is_some());
    match found {
        Some(matter) => rich!["the stage ", book.stage(&matter.matter, name)],
        None => Rich::text(&humanise(name)),
    }
}
