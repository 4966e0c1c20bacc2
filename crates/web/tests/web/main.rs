//! Pages as a browser asks for them, through the whole application, on both databases.

mod access;
mod browser;
mod signing_in;
