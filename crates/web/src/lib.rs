//! Pages: routes, sessions, templates and assets. Handlers extract, call casework and render; nothing here decides who may
//! see what, speaks SQL, reads a clock or rolls dice.

pub mod assets;
pub mod form;
