//! The trays: what waits for whom, and in which order.

use pack::model::{ClockLook, Order, Tray, TrayHolds};

use super::condition::Scope;
use super::markup::{Out, Row};
use super::name::{Book, humanise};
use super::rich::{Rich, rich};

pub(super) fn chapter<'a>(book: &Book<'a>, out: &mut Out) {
    let pack: &'a pack::Pack = book.pack;
    if pack.trays.is_empty() {
        return;
    }
    out.heading(2, "trays", "Trays");
    out.paragraph("What waits for somebody, and where they find it.");
    let rows = pack.trays.iter().map(|tray| {
        let mut title = Rich::text(&tray.title);
        title.add(Rich::small(Rich::code(&tray.tray)));
        let order = match tray.order {
            Order::Oldest => "longest waiting first",
            Order::Priority => "by priority",
            Order::Due => "due first",
        };
        Row::with_id(
            format!("tray:{}", *tray.tray),
            vec![
                title,
                book.roles(&tray.for_, " and "),
                holds(book, tray),
                Rich::text(order),
                book.clauses(&tray.clause),
            ],
        )
    });
    out.table(
        "Trays",
        &["Tray", "For", "Holds", "Order", "Clauses"],
        rows.collect(),
    );
}

fn holds<'a>(book: &Book<'a>, tray: &'a Tray) -> Rich {
    match &tray.holds {
        TrayHolds::Records { kinds, step } => {
            let what = match kinds.is_empty() {
                true => Rich::text("records of every kind"),
                false => Rich::join(kinds.iter().map(|k| book.form(k)), " and "),
            };
            match step {
                Some(step) => {
                    let titled = kinds.iter().find_map(|kind| {
                        let step = book.pack.form(kind)?.step(step)?;
                        step.title.clone()
                    });
                    let title = titled.unwrap_or_else(|| humanise(step));
                    rich![what, ", waiting for ", Rich::quote(&title)]
                }
                None => rich![what, ", sent back to their author"],
            }
        }
        TrayHolds::Matters {
            kinds,
            without,
            when,
        } => {
            let mut said = match kinds.is_empty() {
                true => Rich::text("everything open"),
                false => rich![
                    "open ",
                    Rich::join(kinds.iter().map(|k| book.matter(k)), " and ")
                ],
            };
            if let Some(role) = without {
                said.add(rich![", with nobody allocated as ", book.role(role)]);
            }
            if let Some(when) = when {
                let when = book.condition(&Scope::default(), when);
                said.add(rich![", where ", when]);
            }
            said
        }
        TrayHolds::Clocks { clocks, when } => {
            let look = match when.as_ref().map(|w| w.value) {
                Some(ClockLook::Open) | None => "not met yet",
                Some(ClockLook::Soon) => "due soon or out of timescale",
                Some(ClockLook::Late) => "out of timescale",
            };
            match clocks.is_empty() {
                true => Rich::text(&format!("every timescale {look}")),
                false => {
                    let titles = Rich::points(clocks.iter().map(|c| book.clock(c)));
                    rich![format!("timescales {look}:"), titles]
                }
            }
        }
        TrayHolds::Notices => Rich::text("what they are told"),
        TrayHolds::Exceptions => {
            Rich::text("own work signed, refusals lifted, removals asked for, emergency access")
        }
    }
}
