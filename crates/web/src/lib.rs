//! Pages: routes, sessions, templates and assets. Handlers extract, call casework and render; nothing here decides who may
//! see what, speaks SQL, reads a clock or rolls dice.

pub mod app;
pub mod assets;
mod body;
mod ctx;
mod days;
pub mod fact;
pub mod form;
mod frame;
mod headers;
mod page;
mod problem;
pub mod routes;
mod session;

pub use app::App;
pub use routes::router;
