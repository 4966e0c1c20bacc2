//! Casework on both databases: what is worked out from a file's events; and the parts of the engine a clause may name.

mod derive;
mod parts;
