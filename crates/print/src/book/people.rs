//! Who does the work: each role with what it sees, reads, writes and may do, and the titles that not everybody may carry.

use pack::model::{Act, Role, Sees};

use super::markup::{Out, Row};
use super::name::{Book, spoken};
use super::rich::{Rich, rich};

pub(super) fn chapter(book: &Book<'_>, out: &mut Out) {
    let pack = book.pack;
    if pack.roles.is_empty() && pack.head.categories.is_empty() {
        return;
    }
    out.heading(2, "people", "People");
    let rows = pack.roles.iter().map(|role| {
        Row::of(vec![
            Rich::link(&format!("role:{}", *role.role), &role.title),
            Rich::text(sees(role.sees)),
            reads(book, role),
            may(role),
        ])
    });
    out.table(
        "Roles at a glance",
        &["Role", "Sees the files of", "Reads", "May"],
        rows.collect(),
    );
    for role in &pack.roles {
        out.heading(3, &format!("role:{}", *role.role), &role.title);
        let title = role.protected.as_ref().map(|p| {
            Rich::text(&format!(
                "The title is protected: it is shown only with a current {} on the worker’s file. Otherwise the title shown is \
                 “{}”.",
                spoken(&p.needs),
                p.otherwise
            ))
        });
        let needs = role.needs.iter().map(|n| Rich::text(&spoken(n)));
        out.facts(vec![
            ("Sees the files of", Rich::text(sees(role.sees))),
            ("Reads", reads(book, role)),
            ("Writes", writes(book, role)),
            ("May", may(role)),
            ("Title", title.unwrap_or_default()),
            (
                "Before work is assigned, must hold",
                Rich::join(needs, " and "),
            ),
            ("Clauses", book.clauses(&role.clause)),
            ("Written as", book.written(&role.role, role.role.span)),
        ]);
    }
    categories(book, out);
}

fn sees(sees: Sees) -> &'static str {
    match sees {
        Sees::None => "Nobody",
        Sees::Own => "Those allocated to or covered by them",
        Sees::Supervised => "Their own and those of the workers they supervise",
        Sees::Team => "Their team",
        Sees::Service => "The whole service",
        Sees::Figures => "Nobody: figures only",
    }
}

fn may(role: &Role) -> Rich {
    let acts = role.may.iter().map(|a| Rich::text(act(*a)));
    Rich::join(acts, ", ")
}

fn reads(book: &Book<'_>, role: &Role) -> Rich {
    let reads = role.reads.iter().map(|r| match r.as_str() {
        "all" => Rich::text("Everything"),
        name => Rich::text(&book.category(name)),
    });
    Rich::join(reads, ", ")
}

fn writes(book: &Book<'_>, role: &Role) -> Rich {
    let writes = role.writes.iter().map(|w| match w.as_str() {
        "all" => Rich::text("Every kind of record"),
        name => book.form(name),
    });
    Rich::join(writes, ", ")
}

/// Who reads what, turned around.
fn categories(book: &Book<'_>, out: &mut Out) {
    let pack = book.pack;
    if pack.head.categories.is_empty() {
        return;
    }
    out.heading(3, "categories", "Who reads what");
    out.paragraph("Every record is of one category; access decides by it.");
    let rows = pack.head.categories.iter().map(|category| {
        let name = category.category.as_str();
        let readers = pack.roles.iter().filter(|r| r.reads(name));
        let forms = pack.forms.iter().filter(|f| *f.category == *name);
        let mut title = Rich::text(&category.title);
        if category.on_child_file.is_some() {
            let never = rich!["Never on the file of ", book.a_subject("child")];
            title.add(Rich::small(never));
        }
        Row::of(vec![
            title,
            Rich::join(readers.map(|r| book.role(&r.role)), ", "),
            Rich::join(forms.map(|f| book.form(&f.record)), ", "),
        ])
    });
    out.table(
        "Categories",
        &["Category", "Read by", "Records in it"],
        rows.collect(),
    );
}

/// An act as it is said of somebody who may do it.
pub(super) fn act(act: Act) -> &'static str {
    match act {
        Act::Allocate => "allocate and end allocations",
        Act::Cover => "name who covers for an absent worker",
        Act::HandOver => "hand over work",
        Act::Move => "move work between stages by hand",
        Act::Close => "close by hand",
        Act::Reopen => "reopen",
        Act::Direct => "extend, dismiss or set a timescale",
        Act::Lift => "lift what a rule refuses, with a reason",
        Act::Merge => "say that two files are one person’s",
        Act::Remove => "take a wrong record out of view, with a second person",
        Act::Settings => "change the service’s settings",
        Act::People => "keep workers, roles and sites",
        Act::ReadStaff => "read files of workers",
        Act::Restrict => "restrict a file to named people",
        Act::WhoLooked => "see who has looked at a file",
        Act::Duty => "search everybody of the service at intake or on duty",
        Act::Return => "prepare and submit returns",
    }
}
