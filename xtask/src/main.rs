//! Repository checks that reviewers forget.
fn main() {}
