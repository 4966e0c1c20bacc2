//! What kind of answer a question takes, in plain words, and all that bounds it.

use pack::model::{Field, FieldType, Form, Per, StartsFrom};

use super::condition::Scope;
use super::markup::Out;
use super::name::{Book, humanise, number, spoken};
use super::rich::{Rich, rich};

/// The kind of answer, and all that bounds it.
pub(super) fn answer<'a>(
    book: &Book<'a>,
    form: &'a Form,
    group: Option<&'a Field>,
    field: &'a Field,
    path: &str,
    out: &mut Out,
) -> Rich {
    let mut said = kind(book, form, group, field);
    for bound in bounds(book, form, group, field) {
        said.add(rich![", ", bound]);
    }
    if field.many {
        said.say(", several");
    }
    let options = field.options.iter().map(|option| {
        let mut label =
            Rich::text(&option.label).anchored(out, &format!("option:{path}.{}", *option.id));
        if option.retired {
            label.say(" (no longer offered)");
        }
        if !option.clause.is_empty() {
            label.add(rich![" (", book.clauses(&option.clause), ")"]);
        }
        label
    });
    let mut options: Vec<Rich> = options.collect();
    if field.other {
        options.push(Rich::text("something else, written in"));
    }
    said.add(Rich::points(options));
    let bands = field
        .bands
        .iter()
        .map(|band| Rich::text(&format!("up to {}: {}", band.to, band.label)));
    said.add(Rich::points(bands));
    let mut more = Vec::new();
    if let Some(sets) = &field.sets {
        more.push(rich!["Sets the state ", book.state(sets)]);
    }
    if field.per == Some(Per::Child) {
        let each = book.pack.word("child");
        more.push(Rich::text(&format!("A part for each {each}")));
    }
    if let Some(default) = &field.default {
        let options = book.options(field);
        let label = options.iter().find(|o| *o.id == *default.as_str());
        let label = label.map_or(default.as_str(), |o| &o.label);
        more.push(rich!["Starts as ", Rich::quote(label)]);
    }
    if let Some(from) = &field.starts_from {
        more.push(Rich::text(match from.value {
            StartsFrom::Significant => {
                "A new one starts with a line for each significant record, and with the lines of the last one"
            }
            StartsFrom::Caseload => {
                "A new one starts with a line for each person the worker works with"
            }
        }));
    }
    if field.report {
        more.push(Rich::text("Counted in reports"));
    }
    if !field.private.is_empty() {
        let by = book.roles(&field.private, " and ");
        more.push(rich!["Read only by its author, and ", by]);
    }
    if field.not_told {
        more.push(Rich::text(
            "Whoever is named here must not learn of this record",
        ));
    }
    if !field.resources.is_empty() {
        let offered = field.resources.iter().map(|r| book.resource(r));
        more.push(rich!["Offered beside it: ", Rich::join(offered, " and ")]);
    }
    for line in more {
        said.add(Rich::small(line));
    }
    said
}

fn kind<'a>(book: &Book<'a>, form: &'a Form, group: Option<&'a Field>, field: &'a Field) -> Rich {
    let of = |record: &str| match &field.of {
        Some(of) if book.pack.matter(of).is_some() => book.matter(of),
        Some(of) => book.form(of),
        None => Rich::text(record),
    };
    let from = |one: &str, several: &str| match &field.list {
        Some(list) => rich![several, " the list ", book.list(list)],
        None => Rich::text(one),
    };
    let plain = match field.kind.value {
        FieldType::Choice => return from("one of:", "one of"),
        FieldType::Choices => return from("any of:", "any of"),
        FieldType::Checklist => return from("tick what applies:", "tick what applies of"),
        FieldType::Record => return rich!["a record: ", of("any kind")],
        FieldType::Records => return rich!["records: ", of("any kind")],
        FieldType::Matter => return rich!["one of: ", of("whatever is open or closed")],
        FieldType::Consent => {
            let purpose = field
                .purpose
                .as_ref()
                .map(|p| spoken(p))
                .unwrap_or_default();
            return Rich::text(&format!(
                "agreement for “{purpose}”: who agreed, how, when and until when; or refused, withdrawn, narrowed or not asked"
            ));
        }
        FieldType::Score => {
            return match &field.instrument {
                Some(name) => rich!["scores of ", book.instrument(name)],
                None => Rich::text("scores"),
            };
        }
        FieldType::Computed => {
            let scope = group.map_or_else(
                || Scope::of_form(form),
                |group| Scope::of_group(form, group),
            );
            return match &field.compute {
                Some(compute) => rich!["worked out: ", book.computed(&scope, compute)],
                None => Rich::text("worked out"),
            };
        }
        FieldType::Text => "a line of text",
        FieldType::TextLong => "text",
        FieldType::Words => "somebody’s own words, with whose they are",
        FieldType::YesNo => "yes or no",
        FieldType::YesNoUnknown => "yes, no or not known",
        FieldType::Number => "number",
        FieldType::Integer => "whole number",
        FieldType::Money => "amount of money",
        FieldType::Minutes => "minutes",
        FieldType::Hours => "hours",
        FieldType::Percent => "per cent",
        FieldType::Date => "date",
        FieldType::Time => "time",
        FieldType::Datetime => "date and time",
        FieldType::AboutDate => "date, or as much of it as is known",
        FieldType::Person => "somebody with a file",
        FieldType::People => "people with files",
        FieldType::NamedPerson => "somebody by name, with or without a file",
        FieldType::NamedPeople => "people by name, with or without files",
        FieldType::Worker => "a worker",
        FieldType::Workers => "workers",
        FieldType::Site => return Rich::text(&book.a_subject("site")),
        FieldType::Agency => return Rich::text(&book.a_subject("agency")),
        FieldType::GroupFile => "a group programme",
        FieldType::Post => "a post",
        FieldType::Attachment => "a document",
        FieldType::Attachments => "documents",
        FieldType::Told => "who was told, when, how and by whom",
        FieldType::Scale => "rating",
        FieldType::Group => "rows, each with the questions below",
        FieldType::Note => "text to read; nothing to answer",
    };
    Rich::text(plain)
}

fn bounds<'a>(
    book: &Book<'a>,
    form: &'a Form,
    group: Option<&'a Field>,
    field: &'a Field,
) -> Vec<Rich> {
    let mut all = Vec::new();
    let rows = match field.kind.value {
        FieldType::Group => " rows",
        _ => "",
    };
    let least = field.min.map(number);
    let most = field.max.map(number);
    match (least, most) {
        (Some(least), Some(most)) => all.push(format!("from {least} to {most}{rows}")),
        (Some(least), None) => all.push(format!("at least {least}{rows}")),
        (None, Some(most)) => all.push(format!("at most {most}{rows}")),
        (None, None) => {}
    }
    all.extend(field.unit.iter().map(|unit| format!("in {unit}")));
    let longest = field.max_length;
    all.extend(longest.map(|n| format!("at most {n} characters")));
    if field.not_future {
        all.push("not in the future".into());
    }
    if field.not_past {
        all.push("not in the past".into());
    }
    let mut all: Vec<Rich> = all.into_iter().map(Rich::from).collect();
    if let Some(other) = &field.not_before {
        let scope = group.map_or_else(
            || Scope::of_form(form),
            |group| Scope::of_group(form, group),
        );
        let other = match scope.field(other) {
            Some((form, field)) => book.question(form, field),
            None => Rich::text(&humanise(other)),
        };
        all.push(rich!["not before ", other]);
    }
    all
}
