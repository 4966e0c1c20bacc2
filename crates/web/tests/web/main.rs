//! Pages as a browser asks for them, through the whole application, on both databases.

mod access;
mod browser;
#[path = "../../src/form/tests/inputs.rs"]
mod inputs;
mod signing_in;
mod writing;
