//! Progress bars on standard error, where somebody is watching; nothing else.

use indicatif::{ProgressBar, ProgressStyle};

/// A bar of so many steps.
pub fn bar(length: usize, what: &'static str) -> ProgressBar {
    let style = ProgressStyle::with_template("{msg} {bar:30} {pos}/{len} {elapsed}")
        .unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(length as u64)
        .with_style(style)
        .with_message(what)
}

/// A count that goes up without a known end.
pub fn count(what: &'static str) -> ProgressBar {
    let style = ProgressStyle::with_template("{msg} {pos} {elapsed}")
        .unwrap_or_else(|_| ProgressStyle::default_spinner());
    ProgressBar::new_spinner()
        .with_style(style)
        .with_message(what)
}
