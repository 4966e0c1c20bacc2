//! Every clause of the source: our words, the reading taken, how it is met, and what shows it.

use pack::model::{Clause, How};
use pack::rules::RuleId;

use super::markup::Out;
use super::name::{Book, spoken};
use super::rich::{Rich, rich};
use super::standing::{ClauseStanding, Standing, Standings};

pub(super) fn chapter(book: &Book<'_>, standings: &Standings, out: &mut Out) {
    if book.pack.clauses.is_empty() {
        return;
    }
    out.heading(2, "clauses", "Every clause of the source");
    out.paragraph(
        "In our own words, never the source’s. A clause is met when a rule of this book or a part of the program carries it out; \
         it is shown when a scenario fails without it.",
    );
    let numbered = || book.pack.clauses.iter().zip(&standings.clauses);
    let open = numbered().filter(|(_, s)| s.standing == Standing::Open);
    let open = open.map(|(clause, _)| {
        let id = &clause.id.0;
        Rich::link(&format!("clause:{id}"), id)
    });
    let open = Rich::join(open, ", ");
    if !open.is_empty() {
        out.paragraph(rich![Rich::strong("Still open:"), " ", open, "."]);
    }
    let (mut section, mut number) = (None, 0);
    for (clause, standing) in numbered() {
        if section != Some(&clause.section) {
            section = Some(&clause.section);
            number += 1;
            out.heading(3, &format!("source-{number}"), &clause.section);
        }
        one(book, clause, standing, standings.run, out);
    }
}

fn one(book: &Book<'_>, clause: &Clause, standing: &ClauseStanding, run: bool, out: &mut Out) {
    let id = format!("clause:{}", clause.id.0);
    out.within("div", &[("class", "rule clause")], |out| {
        out.heading(4, &id, &clause.id.0);
        let words = standing.standing.words(run);
        let mut status = Rich::tag(standing.standing.class(), words);
        if let Some(kind) = &clause.kind {
            status.add(rich![" ", Rich::tag("kind", kind)]);
        }
        out.line("p", &[("class", "status")], status);
        out.paragraph(clause.text.as_str());
        let data = clause.data.iter().map(|d| Rich::text(d));
        let data = Rich::points(data);
        if !data.is_empty() {
            out.line("div", &[], data);
        }
        let why = match &clause.how {
            Some(How::NotSoftware(why)) => Rich::text(why),
            _ => Rich::default(),
        };
        let shown = standing.shown_by.iter().map(|s| Rich::text(s));
        let lacking = standing.not_shown.iter().map(|r| rule(book, r));
        out.facts(vec![
            (
                "Asked of",
                clause.who.as_deref().map_or_else(Rich::default, Rich::text),
            ),
            (
                "Reading taken",
                clause
                    .ambiguity
                    .as_deref()
                    .map_or_else(Rich::default, Rich::text),
            ),
            ("Met by", met_by(book, standing)),
            ("Not there", not_there(clause, standing)),
            ("Shown by", Rich::points(shown)),
            (
                "Not yet shown",
                match standing.shown_by.is_empty() {
                    true => Rich::default(),
                    false => Rich::points(lacking),
                },
            ),
            ("Outside software, because", why),
        ]);
    });
}

/// Parts of the program that the clause names and that a run did not find.
fn not_there(clause: &Clause, standing: &ClauseStanding) -> Rich {
    let Some(How::Feature(names)) = &clause.how else {
        return Rich::default();
    };
    let lacking = names
        .iter()
        .filter(|n| !standing.features.iter().any(|f| *f == *n.as_str()));
    Rich::points(lacking.map(|n| Rich::text(&format!("part of the program: {}", spoken(n)))))
}

fn met_by(book: &Book<'_>, standing: &ClauseStanding) -> Rich {
    let rules = standing.rules.iter().map(|r| rule(book, r));
    let features = standing.features.iter();
    let features = features.map(|f| Rich::text(&format!("part of the program: {}", spoken(f))));
    Rich::points(rules.chain(features))
}

/// A rule by what it is and what it is called, linked to where it stands.
fn rule(book: &Book<'_>, id: &RuleId) -> Rich {
    let (kind, path) = id.split_once(':').unwrap_or(("", id));
    let title = book.rules.get(id).map_or(path, String::as_str);
    let link = |text: &str| book.to(id, text);
    let mut names = path.split('.');
    let first = names.next().unwrap_or_default();
    let quoted = format!("“{title}”");
    match kind {
        "form" => rich!["form ", link(title)],
        "field" => rich!["question ", link(&quoted), " in ", book.form(first)],
        "option" if book.pack.list(first).is_some() && names.clone().count() == 1 => {
            rich!["answer ", link(&quoted), " in the list ", book.list(first)]
        }
        "option" => rich!["answer ", link(&quoted), " in ", book.form(first)],
        "section" => rich!["section ", link(&quoted), " of ", book.form(first)],
        "step" => rich!["signing step ", link(&quoted), " of ", book.form(first)],
        "stage" => rich!["stage ", link(&quoted), " of ", book.matter(first)],
        "move" => rich![
            "move ",
            link(&format!("“{}”", super::name::humanise(title))),
            " of ",
            book.matter(first)
        ],
        "value" => rich!["value ", link(&quoted), " of ", book.state(first)],
        "clock" => rich!["timescale ", link(title)],
        "escalation" => rich!["who is told as time passes on ", link(title)],
        "guard" => rich!["refusal: ", link(title)],
        "warning" | "eligibility" => rich!["question asked: ", link(title)],
        "notice" => rich!["notice: ", link(title)],
        "threshold" => rich!["count over time: ", link(title)],
        "matter" => rich!["process ", link(title)],
        "list" => rich!["list ", book.list(first)],
        "" => link(title),
        other => rich![other, " ", link(title)],
    }
}
