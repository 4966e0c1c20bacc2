//! Why a timescale is due when it is, worked out by the same service and pack as the cycle itself.

use std::cell::Cell;

use domain::clock::Reasons;
use pack::practice::{Place, explained};

use super::FileView;
use super::cycles::Found;

/// Why a cycle of the file is due when it is; none where the pack no longer has the timescale.
pub fn reasons(of: &FileView<'_>, (service, pack, cycle): &Found) -> Option<Reasons> {
    let failed = Cell::new(false);
    let place = Place {
        pack,
        history: of.history,
        file: of.file,
        matter: cycle.matter,
        settings: &service.settings,
        calendar: &service.calendar,
        calendar_zone: &service.zone,
        opening: service.opening.as_ref(),
        horizon: service.horizon,
        failed: &failed,
    };
    explained(&place, cycle)
}
