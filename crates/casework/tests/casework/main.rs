//! Casework on both databases: what is worked out from a file's events.

mod derive;
