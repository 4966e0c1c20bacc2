//! The shared pick lists.

use pack::model::{Field, PickList};

use super::markup::Out;
use super::name::{Book, humanise};
use super::rich::{Rich, rich};

pub(super) fn chapter(book: &Book<'_>, out: &mut Out) {
    if book.pack.lists.is_empty() {
        return;
    }
    out.heading(2, "lists", "Lists");
    out.paragraph("Answers that several questions share.");
    for list in &book.pack.lists {
        one(book, list, out);
    }
}

fn one(book: &Book<'_>, list: &PickList, out: &mut Out) {
    let name = list.list.as_str();
    let title = list.title.clone().unwrap_or_else(|| humanise(name));
    out.heading(3, &format!("list:{name}"), &title);
    let mut options = Vec::new();
    for option in &list.options {
        let anchor = format!("option:{name}.{}", *option.id);
        let mut label = Rich::text(&option.label).anchored(out, &anchor);
        if option.retired {
            label.say(" (no longer offered)");
        }
        if !option.clause.is_empty() {
            label.add(rich![" (", book.clauses(&option.clause), ")"]);
        }
        options.push(label);
    }
    out.within("div", &[("class", "columns")], |out| {
        out.line("div", &[], Rich::points(options));
    });
    let asked = book.pack.forms.iter().flat_map(|form| {
        let all = form
            .fields()
            .flat_map(|f| std::iter::once(f).chain(&f.fields));
        let fit = all.filter(|f: &&Field| f.list.as_ref().is_some_and(|l| **l == *name));
        fit.map(move |f| rich![book.question(form, f), " in ", book.form(&form.record)])
    });
    out.facts(vec![
        (
            "A service",
            Rich::text(match list.open {
                true => "may add its own; it takes none away",
                false => "changes nothing",
            }),
        ),
        ("Used by", Rich::join(asked, " and ")),
        ("Clauses", book.clauses(&list.clause)),
        ("Written as", book.written(name, list.list.span)),
    ]);
}
