//! stub
use crate::Pack;
use crate::text::Problems;
/// Stub.
pub fn check(_: &Pack, _: &[&str], _: &mut Problems) {}
