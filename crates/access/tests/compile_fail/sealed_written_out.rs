//! Sealed content is not serialised.

use access::Sealed;

fn stored(sealed: &Sealed<String>) -> Option<String> {
    serde_json::to_string(sealed).ok()
}

fn main() {
    let _ = stored;
}
