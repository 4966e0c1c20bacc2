//! Practice: a pack carried out over a file's history. Pure: the same pack, history, settings and calendar always give the
//! same answer. It decides what a form asks, what a guard says, which moves follow, when timescales are due, and what
//! waits in a tray; it never writes, and never asks the time.

mod clocks;
mod env;
mod form;
mod react;
mod settings;
mod signals;
mod value;

pub use clocks::{ClockCycle, Place, cycles, reasons};
pub use env::{Actor, Context, Look};
pub use form::{Asked, Asking, FieldProblem, Kept, Scope, Submission, asked, options, read_form};
pub use react::{
    ConsentNow, Refusal, Warned, consent_on, guards, may_enter_items, moves_after, notices_after,
    significant, steps_from, thresholds_after, warnings,
};
pub use settings::{Settings, opening_hours};
pub use value::val;
