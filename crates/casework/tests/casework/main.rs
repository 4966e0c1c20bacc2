//! Casework on both databases: what is worked out from a file's events, stories of a service at work, and what bad input
//! comes to.

mod attachments;
mod derive;
mod find;
mod looked;
mod measures;
mod once;
mod story;
mod views;
mod world;
