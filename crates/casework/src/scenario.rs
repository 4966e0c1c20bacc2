//! Scenarios of a pack.
