//! No permit, no write: an identifier, known or guessed, is not one.

use access::Permit;
use domain::FileId;

fn write(permit: &Permit<'_>) -> FileId {
    permit.file()
}

fn main() {
    let file = FileId::from_bits(1);
    write(file);
    write(&file);
}
