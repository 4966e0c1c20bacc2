//! The nouns of casework as plain values: no input or output, no async, no reading of the clock.
//!
//! Everything here is a value or a pure function of values. Identifiers, facts, events, the history
//! that a file's events add up to, working days, timescales and scored instruments live here because
//! every other crate speaks in them.

pub mod calendar;
pub mod clock;
pub mod event;
pub mod fact;
pub mod history;
pub mod id;
pub mod instrument;
pub mod matching;
pub mod name;
pub mod text;

pub use event::{Body, Delivered, Event, Occurred, Precision};
pub use history::History;
pub use id::{EventId, FactId, FileId, InvolvementId, MatterId, RecordId, ServiceId};
pub use name::Name;
