//! The process: each matter with its stages as a drawing and as a table, the moves between them with what causes and what
//! stops them, and the dated states.

use pack::model::{Guard, Matter, Move, Rule, State};

use super::condition::Scope;
use super::diagram;
use super::markup::{Out, Row};
use super::name::{Book, humanise};
use super::rich::{Rich, rich};

pub(super) fn chapter<'a>(book: &Book<'a>, out: &mut Out) {
    let pack: &'a pack::Pack = book.pack;
    if pack.matters.is_empty() && pack.states.is_empty() {
        return;
    }
    out.heading(2, "process", "The process");
    for (number, matter) in pack.matters.iter().enumerate() {
        one(book, matter, number + 1, out);
    }
    states(book, out);
}

fn one<'a>(book: &Book<'a>, matter: &'a Matter, number: usize, out: &mut Out) {
    let name = matter.matter.as_str();
    out.heading(3, &format!("matter:{name}"), &matter.title);
    let on = matter.on.iter().map(|s| Rich::text(&book.a_subject(s)));
    let opens = matter
        .opens_by
        .iter()
        .map(|f| rich![book.form(f), " being recorded"]);
    let opens = match matter.opens_by.is_empty() {
        true => Rich::text("By hand"),
        false => Rich::join(opens, " or "),
    };
    out.facts(vec![
        ("Stands on the file of", Rich::join(on, " or ")),
        ("Opened by", opens),
        (
            "How many",
            Rich::text(match matter.one_open {
                true => "At most one open at a time on a file",
                false => "Several may be open at a time on a file",
            }),
        ),
        (
            "The worker is",
            matter
                .lead
                .as_ref()
                .map_or_else(Rich::default, |r| book.role(r)),
        ),
        ("Clauses", book.clauses(&matter.clause)),
        ("Written as", book.written(name, matter.matter.span)),
    ]);
    if !matter.stages.is_empty() {
        out.within("figure", &[], |out| {
            let wide = diagram::stages(matter, 3, &format!("stages-{number}-wide"), "stages wide");
            let tall = diagram::stages(matter, 1, &format!("stages-{number}-tall"), "stages tall");
            out.drawing(&wide);
            out.drawing(&tall);
            let caption = format!("The stages of {} and the moves between them.", matter.title);
            out.line("figcaption", &[], caption);
        });
        out.line("h4", &[], "Stages");
        let any = matter.moves.iter();
        let any = any.filter(|m| m.from.iter().any(|from| **from == "any"));
        let any = Rich::join(any.map(|m| Rich::text(&leads(matter, m))), "; ");
        if !any.is_empty() {
            out.paragraph(rich!["From any stage: ", any, "."]);
        }
        out.table(
            "Stages in order",
            &["Stage", "What leads on from it", "Clauses"],
            stages(book, matter),
        );
    }
    if !matter.moves.is_empty() {
        out.line("h4", &[], "Moves");
        out.paragraph("When something happens, the first move that fits is made.");
        let heads = ["Move", "From", "To", "Caused by", "Refused by", "Clauses"];
        let rows = matter.moves.iter().map(|mv| a_move(book, matter, mv));
        out.table("Moves in order", &heads, rows.collect());
    }
}

/// `Begin service → Assessment`
fn leads(matter: &Matter, mv: &Move) -> String {
    let to = matter.stage(&mv.to).map_or(mv.to.as_str(), |s| &s.title);
    format!("{} → {to}", humanise(&mv.name))
}

fn stages(book: &Book<'_>, matter: &Matter) -> Vec<Row> {
    let rows = matter.stages.iter().enumerate().map(|(index, stage)| {
        let mut title = Rich::text(&stage.title);
        if index == 0 {
            title.add(Rich::small("Opens here"));
        }
        if stage.is_final {
            title.add(Rich::small("Ends here: the matter closes"));
        }
        let next = matter
            .moves
            .iter()
            .filter(|m| m.from.iter().any(|from| **from == *stage.stage.as_str()));
        let next = next.map(|m| Rich::text(&leads(matter, m)));
        Row::with_id(
            format!("stage:{}.{}", *matter.matter, *stage.stage),
            vec![title, Rich::points(next), book.clauses(&stage.clause)],
        )
    });
    rows.collect()
}

fn a_move<'a>(book: &Book<'a>, matter: &'a Matter, mv: &'a Move) -> Row {
    let name = matter.matter.as_str();
    let from = mv.from.iter().map(|f| match f.as_str() {
        "any" => Rich::text("any stage"),
        stage => book.stage(name, stage),
    });
    let mut cause = match &mv.on {
        Some(on) => book.trigger(on),
        None => Rich::default(),
    };
    let scope = mv
        .on
        .as_ref()
        .map_or_else(Scope::default, |on| Scope::of_trigger(book.pack, on));
    if let Some(when) = &mv.when {
        cause.add(rich![", where ", book.condition(&scope, when)]);
    }
    if !mv.by.is_empty() {
        let by = book.roles(&mv.by, " or ");
        let hand = if cause.is_empty() {
            "by hand, by "
        } else {
            "; or by hand, by "
        };
        cause.add(rich![hand, by]);
    }
    let guards = guards(book, name, mv);
    let guards = guards.map(|g| Rich::link(&format!("guard:{}", *g.guard), &g.says));
    Row::with_id(
        format!("move:{name}.{}", *mv.name),
        vec![
            Rich::text(&humanise(&mv.name)),
            Rich::join(from, " or "),
            book.stage(name, &mv.to),
            cause,
            Rich::points(guards),
            book.clauses(&mv.clause),
        ],
    )
}

/// The guards that stop a move.
pub(super) fn guards<'a>(
    book: &Book<'a>,
    matter: &str,
    mv: &Move,
) -> impl Iterator<Item = &'a Guard> {
    let pack: &'a pack::Pack = book.pack;
    let wanted = (matter.to_owned(), mv.name.to_string());
    let guards = pack.rules.iter().filter_map(|rule| match rule {
        Rule::Guard(guard) => Some(guard),
        _ => None,
    });
    guards.filter(move |guard| {
        let mut stops = guard.stops.iter();
        stops.any(|t| *t.thing == *wanted.0 && *t.what == *wanted.1)
    })
}

fn states(book: &Book<'_>, out: &mut Out) {
    for state in &book.pack.states {
        out.heading(
            3,
            &format!("state:{}", *state.state),
            &format!("State: {}", state.title),
        );
        let starts = state.starts_as.as_ref().map(|start| {
            let value = state.values.iter().find(|v| *v.id == **start);
            Rich::quote(value.map_or(start.as_str(), |v| &v.title))
        });
        out.paragraph("It is kept with its dates, so that it can be seen what it was on any day.");
        out.facts(vec![
            ("A state of", book.subject(&state.on)),
            ("Starts as", starts.unwrap_or_default()),
            ("Set by", set_by(book, state)),
            ("Clauses", book.clauses(&state.clause)),
            ("Written as", book.written(&state.state, state.state.span)),
        ]);
        let rows = state.values.iter().map(|value| {
            Row::with_id(
                format!("value:{}.{}", *state.state, *value.id),
                vec![Rich::text(&value.title), book.clauses(&value.clause)],
            )
        });
        out.table("Its values", &["Value", "Clauses"], rows.collect());
    }
}

fn set_by(book: &Book<'_>, state: &State) -> Rich {
    let fields = book.pack.forms.iter().flat_map(|form| {
        let setting = form.fields().filter(|f| {
            f.sets
                .as_ref()
                .is_some_and(|s| **s == *state.state.as_str())
        });
        setting.map(move |field| rich![book.question(form, field), " in ", book.form(&form.record)])
    });
    let rules = book.pack.rules.iter().filter_map(|rule| match rule {
        Rule::Threshold(t)
            if t.sets
                .as_ref()
                .is_some_and(|s| *s.state == *state.state.as_str()) =>
        {
            Some(Rich::link(&format!("threshold:{}", *t.threshold), &t.says))
        }
        _ => None,
    });
    let mut all: Vec<Rich> = fields.chain(rules).collect();
    if all.is_empty() {
        all.push(Rich::text("by hand"));
    }
    Rich::join(all, " and ")
}
