//! The title page: what the pack is, where its practice comes from, how far the source is carried out, and what the
//! service's words mean.

use pack::model::Counting;

use super::markup::{Out, Row};
use super::name::{Book, spoken};
use super::rich::{Rich, rich};
use super::standing::{Standing, Standings};

/// Everything above the table of contents.
pub(super) fn page(book: &Book<'_>, standings: &Standings, out: &mut Out) {
    let head = &book.pack.head;
    let title = match head.title.trim() {
        "" => head.pack.as_str(),
        title => title,
    };
    out.line("h1", &[], title);
    let names = head.titles.iter().map(|t| Rich::text(t));
    let names = Rich::join(names, " and ");
    if !names.is_empty() {
        out.line("p", &[("class", "also")], rich!["Also called ", names, "."]);
    }
    out.paragraph(
        "This book is written by the pack itself: it says what the system will do. Where it does not say what your practice \
         is, the pack is wrong. Each rule names the place in the pack’s files where it is corrected.",
    );
    let source = head.source.as_ref();
    let counting = match head.counting {
        Counting::Exclusive => "The day after the start is the first day of a timescale.",
        Counting::Inclusive => "The starting day is the first day of a timescale.",
    };
    out.facts(vec![
        ("Pack", Rich::code(&head.pack)),
        ("Version", Rich::text(&head.version)),
        (
            "Source",
            source.map_or_else(Rich::default, |s| Rich::text(&s.title)),
        ),
        (
            "Edition",
            source
                .and_then(|s| s.edition.as_deref())
                .map_or_else(Rich::default, Rich::text),
        ),
        (
            "Published at",
            source
                .and_then(|s| s.url.as_deref())
                .map_or_else(Rich::default, Rich::web),
        ),
        (
            "Belongs to",
            head.umbrella
                .as_deref()
                .map_or_else(Rich::default, |u| Rich::text(&spoken(u))),
        ),
        ("Counting days", Rich::text(counting)),
    ]);
    met(standings, out);
    let mut words: Vec<(&str, Vec<Rich>)> = Vec::new();
    for (word, own) in &head.words.0 {
        let other = Rich::text(&spoken(word));
        match words.iter_mut().find(|(o, _)| o == own) {
            Some((_, others)) => others.push(other),
            None => words.push((own, vec![other])),
        }
    }
    let words = words.into_iter();
    let words = words.map(|(own, of)| Row::of(vec![Rich::text(own), Rich::join(of, ", ")]));
    let words: Vec<Row> = words.collect();
    if !words.is_empty() {
        out.line("h2", &[("id", "words")], "What the words mean");
        out.table(
            "The service’s own words",
            &["This service says", "Where other services say"],
            words,
        );
    }
}

/// How far the source is carried out: a bar, and the same as a table.
fn met(standings: &Standings, out: &mut Out) {
    let all = standings.clauses.len();
    if all == 0 {
        return;
    }
    out.line("h2", &[("id", "met")], "How much of the source is met");
    let counts = Standing::ALL.map(|s| (s, standings.count(s)));
    let said: Vec<(Standing, usize)> = counts
        .into_iter()
        .filter(|(s, n)| *n > 0 || *s == Standing::Open || (*s == Standing::Shown && standings.run))
        .collect();
    let words = said.iter().map(|(standing, n)| {
        let words = standing.words(standings.run).to_lowercase();
        Rich::text(&format!("{n} {words}"))
    });
    let sentence = rich![
        format!("Of {all} clauses: "),
        Rich::join(words, " and "),
        "."
    ];
    out.line("p", &[], sentence);
    out.drawing(&bar(&said, all, standings.run));
    let rows = said.iter().map(|(standing, n)| {
        let swatch = Rich::tag(standing.class(), standing.words(standings.run));
        // In tenths of a per cent, rounded, in whole numbers.
        let tenths = (n * 2000 + all) / (all * 2);
        Row::of(vec![
            swatch,
            Rich::text(&n.to_string()),
            Rich::text(&format!("{}.{} %", tenths / 10, tenths % 10)),
        ])
    });
    out.table(
        "Clauses of the source",
        &["Standing", "Clauses", "Share"],
        rows.collect(),
    );
    if !standings.run {
        out.line(
            "p",
            &[("class", "small")],
            "The scenarios were not run for this copy, so it does not say which clauses they show.",
        );
    }
}

fn bar(said: &[(Standing, usize)], all: usize, run: bool) -> String {
    const WIDTH: usize = 600;
    let mut svg = super::drawing::Svg::default();
    let (mut before, mut words) = (0, Vec::new());
    for (standing, n) in said {
        let from = (before * WIDTH / all) as i32;
        before += n;
        let to = (before * WIDTH / all) as i32;
        if to > from {
            let class = format!("bar {}", standing.class());
            svg.rect(&class, (from, 0), (to - from, 28));
            if to - from > 30 {
                let class = format!("count {}", standing.class());
                svg.words(&class, ((from + to) / 2, 14), &[n.to_string()]);
            }
        }
        words.push(format!("{}: {n}", standing.words(run)));
    }
    svg.finish(
        "met-bar",
        "bar",
        (WIDTH as i32, 28),
        "How much of the source is met",
        &format!("{}. In all {all} clauses.", words.join(", ")),
    )
}
