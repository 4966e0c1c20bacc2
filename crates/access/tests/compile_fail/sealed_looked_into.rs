//! Sealed content has no way in but `open`, which wants a permit.

use access::Sealed;
use domain::FileId;

fn looked_into(sealed: Sealed<String>) -> String {
    sealed.content
}

fn opened(sealed: Sealed<String>) {
    let _ = sealed.open(&FileId::from_bits(1));
}

fn main() {
    let _ = (looked_into, opened);
}
