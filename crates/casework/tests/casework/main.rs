//! Casework on both databases: what is worked out from a file's events, stories of a service at work, the parts of the
//! engine that clauses name, and what bad input comes to.

mod attachments;
mod derive;
mod find;
mod hostile;
mod looked;
mod measures;
mod once;
mod parts;
mod reads;
mod story;
mod views;
mod world;
