//! The calendars committed with the source, as texts in the binary. Nothing is read from disk.

/// Name (without `.yaml`) and text of each file of `calendars/`, in order of name.
pub(super) const FILES: &[(&str, &str)] = &include!(concat!(env!("OUT_DIR"), "/calendars.rs"));
