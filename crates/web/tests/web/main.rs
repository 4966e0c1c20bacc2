//! Pages as a browser asks for them, through the whole application, on both databases.

mod access;
mod admin;
mod browser;
mod drop_in;
mod facts;
mod file;
mod finding;
#[path = "../../src/form/tests/inputs.rs"]
mod inputs;
mod leading;
mod my_day;
mod signing_in;
mod taking_in;
mod visiting;
mod writing;
