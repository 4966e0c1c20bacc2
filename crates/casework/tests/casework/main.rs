//! Casework on both databases: what is worked out from a file's events, stories of a service at work, and what bad input
//! comes to.

mod derive;
mod hostile;
mod story;
