//! Figures, returns and letters: what each counts, not how it is worked out.

use super::markup::{Out, Row};
use super::name::{Book, humanise};
use super::rich::Rich;

pub(super) fn chapter(book: &Book<'_>, out: &mut Out) {
    let pack = book.pack;
    if pack.measures.is_empty() && pack.returns.is_empty() && pack.letters.is_empty() {
        return;
    }
    out.heading(2, "measures", "Figures, returns and letters");
    let rows = pack.measures.iter().map(|measure| {
        let mut label = Rich::text(&measure.label);
        label.add(Rich::small(Rich::code(&measure.name)));
        Row::with_id(
            format!("measure:{}", *measure.name),
            vec![
                label,
                Rich::text(&measure.counts),
                Rich::text(match measure.rows {
                    true => "a row for each client",
                    false => "one figure",
                }),
                book.clauses(&measure.clause),
            ],
        )
    });
    let rows: Vec<Row> = rows.collect();
    if !rows.is_empty() {
        out.heading(3, "figures", "Figures");
        out.table("Figures", &["Figure", "Counts", "Gives", "Clauses"], rows);
    }
    for list in &pack.returns {
        out.heading(3, &format!("return:{}", *list.name), &list.title);
        let figures = list.figures.iter().map(|name| {
            let found = pack.measures.iter().find(|m| *m.name == *name.as_str());
            let label = found.map_or_else(|| humanise(name), |m| m.label.clone());
            book.to(&format!("measure:{}", name.value), &label)
        });
        out.paragraph("A return, with these figures in order:");
        out.line("div", &[], Rich::points(figures));
        out.paragraph(book.cited(&list.clause));
    }
    let letters = pack.letters.iter().map(|letter| {
        let label = letter
            .label
            .clone()
            .unwrap_or_else(|| humanise(&letter.name));
        Row::with_id(
            format!("letter:{}", *letter.name),
            vec![Rich::text(&label), book.clauses(&letter.clause)],
        )
    });
    let letters: Vec<Row> = letters.collect();
    if !letters.is_empty() {
        out.heading(3, "letters", "Letters and printed forms");
        out.table("Letters", &["Letter", "Clauses"], letters);
    }
}
