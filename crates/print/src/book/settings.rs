//! What a service may set for itself, and which way.

use pack::model::{Setting, SettingType, Tighten};

use super::markup::{Out, Row};
use super::name::Book;
use super::rich::Rich;

pub(super) fn chapter(book: &Book<'_>, out: &mut Out) {
    if book.pack.settings.is_empty() {
        return;
    }
    out.heading(2, "settings", "Settings");
    out.paragraph(
        "What a service may set for itself. It may ask more of itself than the source does, never less: each setting says which \
         way it may go.",
    );
    let rows = book.pack.settings.iter().map(|setting| {
        let mut title = Rich::text(&setting.title);
        if let Some(hint) = &setting.hint {
            title.add(Rich::small(hint.as_str()));
        }
        title.add(Rich::small(Rich::code(&setting.setting)));
        Row::with_id(
            format!("setting:{}", *setting.setting),
            vec![
                title,
                value(setting),
                Rich::text(which_way(setting.tighten)),
                book.clauses(&setting.clause),
            ],
        )
    });
    out.table(
        "Settings",
        &["Setting", "Until it is set", "May be set", "Clauses"],
        rows.collect(),
    );
}

fn value(setting: &Setting) -> Rich {
    let default = setting.default.as_str();
    let mut said = match setting.kind {
        SettingType::Choice => {
            let option = setting.options.iter().find(|o| *o.id == *default);
            Rich::text(option.map_or(default, |o| &o.label))
        }
        SettingType::YesNo => Rich::text(match default {
            "true" | "yes" => "yes",
            "false" | "no" => "no",
            other => other,
        }),
        _ => Rich::text(default),
    };
    let others = setting.options.iter().filter(|o| *o.id != *default);
    let others = others.map(|o| Rich::text(&format!("or: {}", o.label)));
    said.add(Rich::points(others));
    said
}

fn which_way(tighten: Tighten) -> &'static str {
    match tighten {
        Tighten::Shorter => "shorter only",
        Tighten::Longer => "longer only",
        Tighten::Smaller => "smaller only",
        Tighten::Larger => "larger only",
        Tighten::Fixed => "not at all",
        Tighten::Free => "either way",
    }
}
