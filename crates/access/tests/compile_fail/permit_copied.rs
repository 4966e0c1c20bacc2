//! A permit is used where it was given, not copied.

use access::Permit;

fn copies<T: Clone + Copy>() {}

fn main() {
    copies::<Permit<'static>>();
}
