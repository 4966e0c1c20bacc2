//! What is refused until something holds and who can lift it, what is asked, who is told, and what is counted over time.

use pack::model::{Cites, Rule, Trigger};

use super::condition::Scope;
use super::markup::Out;
use super::name::Book;
use super::rich::{Rich, rich};

pub(super) fn chapter(book: &Book<'_>, out: &mut Out) {
    if book.pack.rules.is_empty() {
        return;
    }
    out.heading(2, "rules", "Rules");
    let groups = [
        (
            "guard",
            "What is refused",
            "These stop somebody, and each says who can lift it. Everything else only asks or tells.",
        ),
        (
            "warning",
            "What is asked",
            "These say something, perhaps ask for a reason, and never stop anybody.",
        ),
        (
            "eligibility",
            "Who the service is for",
            "Shown on the form as passed or failed; never a bar.",
        ),
        (
            "notice",
            "Who is told",
            "These tell people, once each time.",
        ),
        (
            "threshold",
            "What adds up over time",
            "These count what happens in a moving window.",
        ),
    ];
    for (kind, title, about) in groups {
        let rules = book.pack.rules.iter().filter(|r| r.kind() == kind);
        let rules: Vec<&Rule> = rules.collect();
        if rules.is_empty() {
            continue;
        }
        out.heading(3, &format!("rules-{kind}"), title);
        out.paragraph(about);
        for rule in rules {
            one(book, rule, out);
        }
    }
}

fn one<'a>(book: &Book<'a>, rule: &'a Rule, out: &mut Out) {
    let name = rule.name();
    let id = format!("{}:{}", rule.kind(), **name);
    let (says, clause) = (says(rule), rule.clause());
    out.within("div", &[("class", "rule")], |out| {
        out.heading(4, &id, says);
        out.paragraph(rich![sentence(book, rule), cited(book, clause)]);
        let written = book.written(name, name.span);
        out.line("p", &[("class", "small")], written);
    });
}

fn says(rule: &Rule) -> &str {
    match rule {
        Rule::Guard(r) => &r.says,
        Rule::Warning(r) => &r.says,
        Rule::Eligibility(r) => &r.says,
        Rule::Notice(r) => &r.says,
        Rule::Threshold(r) => &r.says,
    }
}

fn cited(book: &Book<'_>, clause: &Cites) -> Rich {
    match clause.is_empty() {
        true => Rich::default(),
        false => rich![" ", book.cited(clause)],
    }
}

/// The rule in one or two sentences.
pub(super) fn sentence<'a>(book: &Book<'a>, rule: &'a Rule) -> Rich {
    match rule {
        Rule::Guard(guard) => {
            let scope = Scope::of_triggers(book.pack, &guard.stops);
            let mut said = rich![Rich::strong("Refused:"), " ", book.triggers(&guard.stops)];
            if let Some(when) = &guard.when {
                said.add(rich![", where ", book.condition(&scope, when)]);
            }
            said.add(rich![
                ", unless ",
                book.condition(&scope, &guard.unless),
                ". "
            ]);
            match guard.lifted_by.is_empty() {
                true => said.say("Nobody can lift it."),
                false => {
                    let by = book.roles(&guard.lifted_by, " or ");
                    said.add(rich!["Can be lifted, with a reason, by ", by, "."])
                }
            };
            said
        }
        Rule::Warning(warning) => asked(
            book,
            &warning.on,
            &warning.when,
            warning.needs.as_ref().map(|n| n.as_str()),
            "Said",
        ),
        Rule::Eligibility(rule) => asked(
            book,
            &rule.on,
            &rule.when,
            rule.needs.as_ref().map(|n| n.as_str()),
            "Failed",
        ),
        Rule::Notice(notice) => {
            let scope = Scope::of_triggers(book.pack, &notice.on);
            let told = book.roles(&notice.tell, " and ");
            let mut said = rich![
                told,
                " ",
                Rich::strong("told"),
                " on ",
                book.triggers(&notice.on)
            ];
            if let Some(when) = &notice.when {
                said.add(rich![", where ", book.condition(&scope, when)]);
            }
            said.say(".");
            said
        }
        Rule::Threshold(threshold) => {
            let scope = Scope::of_triggers(book.pack, &threshold.counts);
            let mut said = rich![
                Rich::strong(format!("{} times", threshold.reaches)),
                " within ",
                book.interval(&threshold.within),
                ": ",
                book.triggers(&threshold.counts)
            ];
            if let Some(when) = &threshold.when {
                said.add(rich![", where ", book.condition(&scope, when)]);
            }
            if !threshold.tell.is_empty() {
                said.add(rich!["; ", book.roles(&threshold.tell, " and "), " told"]);
            }
            if let Some(sets) = &threshold.sets {
                let state = book.pack.state(&sets.state);
                let value = state.and_then(|s| s.values.iter().find(|v| *v.id == *sets.value));
                let value = value.map_or(sets.value.as_str(), |v| &v.title);
                said.add(rich![
                    "; ",
                    book.state(&sets.state),
                    " set to ",
                    Rich::quote(value)
                ]);
            }
            said.say(".");
            said
        }
    }
}

fn asked<'a>(
    book: &Book<'a>,
    on: &'a [Trigger],
    when: &'a pack::model::Condition,
    needs: Option<&str>,
    word: &str,
) -> Rich {
    let scope = Scope::of_triggers(book.pack, on);
    let when = book.condition(&scope, when);
    let mut said = rich![
        Rich::strong(word),
        " on ",
        book.triggers(on),
        ", where ",
        when,
        "."
    ];
    if let Some(needs) = needs {
        let question = match scope.field(needs) {
            Some((form, field)) => book.question(form, field),
            None => Rich::code(needs),
        };
        said.add(rich![" Then ", question, " must be answered."]);
    }
    said
}
