//! A permit lives no longer than the facts it was decided on.

use access::{Ask, Facts, Permit, permit};

fn kept(facts: Facts<'static>) -> Option<Permit<'static>> {
    permit(&facts, Ask::SeeFile).ok()
}

fn main() {
    let _ = kept;
}
