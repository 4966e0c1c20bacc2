//! Facts, and so permits, live no longer than the transaction they were loaded in.

use access::{Actor, Facts, RawFacts};
use domain::FileId;

/// Stands for the store's transaction.
struct Tx<'a>(&'a ());

/// Stands for the store's `read`.
fn read<T>(work: impl FnOnce(&mut Tx<'_>) -> T) -> T {
    work(&mut Tx(&()))
}

/// Stands for the store's `load`.
fn load<'a>(_tx: &mut Tx<'a>, actor: &Actor<'a>) -> Facts<'a> {
    Facts::of(actor.clone(), RawFacts::blank(FileId::from_bits(1)))
}

fn roles<'a>(_tx: &mut Tx<'a>) -> Actor<'a> {
    let today = jiff::civil::date(2026, 5, 1);
    Actor::loaded(FileId::from_bits(1), today, [], Default::default())
}

fn main() {
    let _facts = read(|tx| {
        let actor = roles(tx);
        load(tx, &actor)
    });
}
