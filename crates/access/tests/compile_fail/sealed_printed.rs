//! Sealed content prints nothing.

use access::Sealed;

fn printed(sealed: &Sealed<String>) -> String {
    format!("{sealed} {sealed:?}")
}

fn main() {
    let _ = printed;
}
