//! Attachments: received as a stream, put on a file or with a draft, read again by who may. Content is found by the file it
//! stands on, never by its hash alone: a hash that stands on no file the reader sees answers as if there were none.

pub mod add;
pub(crate) mod named;
pub mod of_file;
pub mod read;
pub mod receive;

pub use of_file::Held;
pub use store::attachment::Limits;
