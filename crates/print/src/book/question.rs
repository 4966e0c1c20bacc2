//! The questions of a form: what is asked, what kind of answer it takes, when it is asked and whether it must be answered.

use pack::model::{Field, Form, Requirement, Section};

use super::answer::answer;
use super::condition::Scope;
use super::markup::{Out, Row};
use super::name::Book;
use super::rich::{Rich, rich};

/// All sections of a form.
pub(super) fn sections<'a>(book: &Book<'a>, form: &'a Form, out: &mut Out) {
    for (index, section) in form.sections.iter().enumerate() {
        let id = format!("section:{}.{index}", *form.record);
        out.heading(4, &id, &section.title);
        about(book, form, section, out);
        let mut rows = Vec::new();
        for field in section.fields.iter().filter(|f| !f.retired) {
            let path = format!("{}.{}", *form.record, *field.id);
            rows.push(row(book, form, None, field, &path, out));
            for inner in field.fields.iter().filter(|f| !f.retired) {
                let path = format!("{path}.{}", *inner.id);
                rows.push(row(book, form, Some(field), inner, &path, out));
            }
        }
        let caption = format!("{}: {}", form.title, section.title);
        out.table(&caption, &["Question", "Answer", "Asked", "Clauses"], rows);
        retired(section, form, out);
    }
}

fn about<'a>(book: &Book<'a>, form: &'a Form, section: &'a Section, out: &mut Out) {
    if let Some(when) = &section.when {
        let when = book.condition(&Scope::of_form(form), when);
        out.paragraph(rich!["Only where ", when, "."]);
    }
    if let Some(note) = &section.note {
        out.paragraph(rich!["Shown above the questions: ", Rich::quote(note)]);
    }
    if !section.resources.is_empty() {
        let offered = section.resources.iter().map(|r| book.resource(r));
        out.paragraph(rich![
            "Offered beside it: ",
            Rich::join(offered, " and "),
            "."
        ]);
    }
    out.paragraph(book.cited(&section.clause));
}

/// Questions kept for old records only; they must still be found by those who follow a link.
fn retired(section: &Section, form: &Form, out: &mut Out) {
    let old: Vec<&Field> = section.fields.iter().filter(|f| f.retired).collect();
    if old.is_empty() {
        return;
    }
    let mut said = Vec::new();
    for field in old {
        let path = format!("field:{}.{}", *form.record, *field.id);
        said.push(Rich::quote(&field.label).anchored(out, &path));
    }
    out.paragraph(rich![
        "No longer asked, kept for old records: ",
        Rich::join(said, " and "),
        "."
    ]);
}

fn row<'a>(
    book: &Book<'a>,
    form: &'a Form,
    group: Option<&'a Field>,
    field: &'a Field,
    path: &str,
    out: &mut Out,
) -> Row {
    let mut question = Rich::default();
    if let Some(group) = group {
        question.add(Rich::small(format!("In each row of {}", group.label)));
    }
    question.say(&field.label);
    if let Some(hint) = &field.hint {
        question.add(Rich::small(hint.as_str()));
    }
    question.add(Rich::small(Rich::code(&field.id)));
    Row::with_id(
        format!("field:{path}"),
        vec![
            question,
            answer(book, form, group, field, path, out),
            asked(book, form, group, field),
            book.clauses(&field.clause),
        ],
    )
}

/// When it is asked and whether it must be answered.
fn asked<'a>(book: &Book<'a>, form: &'a Form, group: Option<&'a Field>, field: &'a Field) -> Rich {
    let scope = group.map_or_else(
        || Scope::of_form(form),
        |group| Scope::of_group(form, group),
    );
    let when = field.when.as_ref();
    let mut said = match when {
        Some(when) => rich!["where ", book.condition(&scope, when)],
        None => Rich::default(),
    };
    let must = Rich::strong("must be answered");
    match &field.required {
        Requirement::No => {}
        Requirement::Yes if said.is_empty() => {
            said.add(must);
        }
        Requirement::Yes => {
            said.add(rich!["; then ", must]);
        }
        Requirement::When(required)
            if when.is_some_and(|w| w.text.value == required.text.value) =>
        {
            said.add(rich!["; then ", must]);
        }
        Requirement::When(required) => {
            let required = book.condition(&scope, required);
            let gap = if said.is_empty() { "" } else { "; " };
            said.add(rich![gap, must, " where ", required]);
        }
    }
    said
}
