//! A permit is made by `access::permit` alone.

use access::{Ask, Permit, Reach, Why};
use domain::FileId;

fn main() {
    let file = FileId::from_bits(1);
    let _permit = Permit {
        file,
        actor: file,
        reach: Reach::Writable,
        ask: Ask::SeeFile,
        why: Why::OwnFile,
        facts: std::marker::PhantomData,
    };
}
