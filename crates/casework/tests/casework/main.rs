//! Casework on both databases: what is worked out from a file's events, and acts as anybody does them.

mod attachments;
mod derive;
mod find;
mod looked;
mod measures;
mod once;
mod views;
mod world;
