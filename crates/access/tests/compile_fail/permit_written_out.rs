//! A permit cannot be stored or sent.

use access::Permit;

fn stored(permit: &Permit<'_>) -> Option<String> {
    serde_json::to_string(permit).ok()
}

fn main() {
    let _ = stored;
}
