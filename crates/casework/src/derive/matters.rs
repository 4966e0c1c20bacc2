//! Matters, who is involved in them, and dated states.

use std::collections::BTreeMap;

use domain::{MatterId, Name};
use jiff::civil::DateTime;
use store::derived::{Rows, row};

use super::{FileView, occurred_text, text};

pub(super) fn rows(of: &FileView<'_>, rows: &mut Rows) {
    for matter in &of.history.matters {
        rows.push(row::Matter {
            matter: text(matter.id),
            kind: text(&matter.kind),
            service: text(matter.service),
            pack: text(&matter.pack.pack),
            version: text(&matter.pack.version),
            stage: text(matter.stage()),
            opened: occurred_text(&matter.opened),
            closed: matter.closed.as_ref().map(occurred_text),
        });
    }
    for held in &of.history.involvements {
        rows.push(row::Involvement {
            involvement: text(held.id),
            matter: text(held.matter),
            worker: text(held.worker),
            role: text(&held.role),
            started: occurred_text(&held.from),
            ended: held.to.as_ref().map(occurred_text),
        });
    }
    // Of two that began at one moment the one set later stands.
    let mut current: BTreeMap<(Option<MatterId>, &Name), (DateTime, usize)> = BTreeMap::new();
    for (index, state) in of.history.states.iter().enumerate() {
        let this = (state.from.order(), index);
        let last = current.entry((state.matter, &state.state)).or_insert(this);
        *last = this.max(*last);
    }
    for (index, state) in of.history.states.iter().enumerate() {
        let last = current.get(&(state.matter, &state.state));
        rows.push(row::State {
            event: text(state.event),
            matter: state.matter.map(text),
            state: text(&state.state),
            value: text(&state.value),
            started: occurred_text(&state.from),
            current: last.is_some_and(|(_, last)| *last == index),
        });
    }
}
