//! The forms: what each is for, who writes it, who signs it in what order, what it sets going, and its questions.

use pack::model::{Form, OwnWork, Requirement, Rule, SigningStep, ToFamily, Trigger};

use super::condition::Scope;
use super::markup::Out;
use super::name::{Book, humanise};
use super::question;
use super::rich::{Rich, rich};

pub(super) fn chapter<'a>(book: &Book<'a>, out: &mut Out) {
    let pack: &'a pack::Pack = book.pack;
    if pack.forms.is_empty() {
        return;
    }
    out.heading(2, "forms", "Forms");
    out.paragraph("In the order of their titles. A form is saved whatever is missing, unless a rule says otherwise.");
    let mut forms: Vec<&'a Form> = pack.forms.iter().collect();
    forms.sort_by_key(|f| (f.title.to_lowercase(), f.record.value.clone()));
    for form in forms {
        out.within("section", &[("class", "form")], |out| one(book, form, out));
    }
}

fn one<'a>(book: &Book<'a>, form: &'a Form, out: &mut Out) {
    let kind = form.record.as_str();
    out.heading(3, &format!("form:{kind}"), &form.title);
    if let Some(purpose) = &form.purpose {
        out.paragraph(purpose.as_str());
    }
    let filed = form.filed_on.iter().map(|s| Rich::text(&book.a_subject(s)));
    let mut filed = Rich::join(filed, " or ");
    if form.about_siblings {
        filed.say(", or of several at once with a part for each");
    }
    let within = form.within.as_ref().map(|m| book.matter(m));
    let occurred = form.occurred.as_ref().and_then(|o| form.field(o));
    let copied = form.copy_forward.iter().filter_map(|f| form.field(f));
    let copied = copied.map(|f| book.question(form, f));
    let private = book.roles(&form.private, " and ");
    out.facts(vec![
        ("Written by", writers(book, form)),
        ("Filed on the file of", filed),
        ("Belongs to", within.unwrap_or_default()),
        ("Category", Rich::text(&book.category(&form.category))),
        ("Serves", serves(form)),
        (
            "Happened on",
            occurred.map(|f| book.question(form, f)).unwrap_or_default(),
        ),
        ("In the chronology", significant(book, form)),
        ("Family", Rich::text(to_family(form.visible_to_family))),
        (
            "A new one starts with",
            match form.copy_forward.is_empty() {
                true => Rich::default(),
                false => rich!["the last one’s answers to ", Rich::join(copied, " and ")],
            },
        ),
        (
            "Read only by",
            match private.is_empty() {
                true => Rich::default(),
                false => rich!["its author, and ", private],
            },
        ),
        ("Sets going", sets_going(book, form)),
        ("Rules on it", rules_on(book, form)),
        ("Clauses", book.clauses(&form.clause)),
        ("Written as", book.written(kind, form.record.span)),
    ]);
    signing(book, form, out);
    question::sections(book, form, out);
}

/// Roles named by the form, and roles whose own list names it.
fn writers(book: &Book<'_>, form: &Form) -> Rich {
    let roles = book.pack.roles.iter().filter(|r| r.writes(&form.record));
    let mut names: Vec<Rich> = form.written_by.iter().map(|r| book.role(r)).collect();
    for role in roles {
        let link = book.role(&role.role);
        if !names.contains(&link) && form.written_by.is_empty() {
            names.push(link);
        }
    }
    Rich::join(names, " or ")
}

/// What it serves, in words.
fn serves(form: &Form) -> Rich {
    let said = form
        .serves
        .iter()
        .map(|s| Rich::text(&humanise(s.value.name())));
    Rich::join(said, " and ")
}

fn significant<'a>(book: &Book<'a>, form: &'a Form) -> Rich {
    match &form.significant {
        Requirement::No => Rich::default(),
        Requirement::Yes => Rich::text("Always drafted in"),
        Requirement::When(when) => {
            rich![
                "Drafted in where ",
                book.condition(&Scope::of_form(form), when)
            ]
        }
    }
}

fn to_family(family: ToFamily) -> &'static str {
    match family {
        ToFamily::Never => "Taken out of whatever the family receives",
        ToFamily::Reviewed => "May be shown after somebody has looked it through",
        ToFamily::Yes => "May be shown as it is",
    }
}

/// What listens to the form: matters, moves, timescales, notices.
fn sets_going(book: &Book<'_>, form: &Form) -> Rich {
    let kind = form.record.as_str();
    let listens = |triggers: &[Trigger]| triggers.iter().any(|t| *t.thing == *kind);
    let pack = book.pack;
    let mut all = Vec::new();
    for matter in &pack.matters {
        if matter.opens_by.iter().any(|f| **f == *kind) {
            all.push(rich!["opens ", book.matter(&matter.matter)]);
        }
        for mv in &matter.moves {
            if mv.on.as_ref().is_some_and(|on| *on.thing == *kind) {
                let anchor = format!("move:{}.{}", *matter.matter, *mv.name);
                let name = book.to(&anchor, &format!("“{}”", humanise(&mv.name)));
                all.push(rich!["may make the move ", name]);
            }
        }
    }
    for clock in &pack.clocks {
        let title = || book.clock(&clock.clock);
        if listens(&clock.starts) || listens(&clock.before) {
            all.push(rich!["starts the timescale ", title()]);
        }
        if listens(&clock.met_by) {
            all.push(rich!["meets the timescale ", title()]);
        }
        if listens(&clock.stops) {
            all.push(rich!["ends the timescale ", title()]);
        }
    }
    for rule in &pack.rules {
        match rule {
            Rule::Notice(n) if listens(&n.on) => {
                let who = book.roles(&n.tell, " and ");
                let anchor = format!("notice:{}", *n.notice);
                all.push(rich!["tells ", who, ": ", book.to(&anchor, &n.says)]);
            }
            Rule::Threshold(t) if listens(&t.counts) => {
                let anchor = format!("threshold:{}", *t.threshold);
                all.push(rich!["is counted: ", book.to(&anchor, &t.says)]);
            }
            _ => {}
        }
    }
    Rich::points(all)
}

/// What is refused or asked on it.
fn rules_on(book: &Book<'_>, form: &Form) -> Rich {
    let listens = |triggers: &[Trigger]| triggers.iter().any(|t| *t.thing == *form.record);
    let rules = book.pack.rules.iter().filter_map(|rule| {
        let (word, triggers, says) = match rule {
            Rule::Guard(g) => ("may be refused: ", &g.stops, &g.says),
            Rule::Warning(w) => ("may warn: ", &w.on, &w.says),
            Rule::Eligibility(e) => ("is tested: ", &e.on, &e.says),
            Rule::Notice(_) | Rule::Threshold(_) => return None,
        };
        let anchor = format!("{}:{}", rule.kind(), **rule.name());
        listens(triggers).then(|| rich![word, book.to(&anchor, says)])
    });
    Rich::points(rules.chain(on_moves(book, form)))
}

/// What refuses a move that the form would make.
fn on_moves<'b>(book: &'b Book<'_>, form: &'b Form) -> impl Iterator<Item = Rich> + 'b {
    let made = book.pack.matters.iter().flat_map(move |matter| {
        let moves = matter.moves.iter();
        let made = moves.filter(|m| m.on.as_ref().is_some_and(|on| *on.thing == *form.record));
        made.map(move |mv| (matter, mv))
    });
    made.flat_map(move |(matter, mv)| {
        super::process::guards(book, &matter.matter, mv).map(move |guard| {
            let name = humanise(&mv.name);
            let link = book.to(&format!("guard:{}", *guard.guard), &guard.says);
            rich!["may be refused with the move “", name, "”: ", link]
        })
    })
}

/// The chain of signatures: written, each step in order, complete.
fn signing<'a>(book: &Book<'a>, form: &'a Form, out: &mut Out) {
    out.line("h4", &[], "Signing");
    if form.signing.is_empty() {
        out.paragraph("Complete when it is submitted: nobody else signs.");
        return;
    }
    out.within("ol", &[("class", "chain")], |out| {
        out.line(
            "li",
            &[],
            rich![Rich::strong("Submitted"), " by its author"],
        );
        for step in &form.signing {
            let id = format!("step:{}.{}", *form.record, *step.step);
            out.line("li", &[("id", &id)], a_step(book, form, step));
        }
        out.line("li", &[("class", "end")], Rich::strong("Complete"));
    });
}

fn a_step<'a>(book: &Book<'a>, form: &'a Form, step: &'a SigningStep) -> Rich {
    let title = step.title.clone().unwrap_or_else(|| humanise(&step.step));
    let mut said = rich![Rich::strong(title), " by ", book.roles(&step.by, " or ")];
    let mut more = Vec::new();
    let scope = Scope::of_form(form);
    if let Some(needs) = &step.needs {
        more.push(rich!["only where ", book.condition(&scope, needs)]);
    }
    if let Some(skip) = &step.skip_when {
        more.push(rich!["left out where ", book.condition(&scope, skip)]);
    }
    if step.may_return {
        more.push(Rich::text("may be sent back"));
    }
    more.push(Rich::text(match step.own_work {
        OwnWork::Never => "nobody signs their own work",
        OwnWork::Recorded => "own work may be signed with a reason, which somebody else looks at",
    }));
    if let Some(tray) = &step.to {
        more.push(rich!["waits in ", book.tray(tray)]);
    }
    if !step.clause.is_empty() {
        more.push(book.clauses(&step.clause));
    }
    said.add(Rich::small(Rich::each(more, "; ")));
    said
}
