//! Facts on screen: a description of each kind becomes inputs, what they send becomes the fact's JSON again, and what stands
//! wrong is told at its field. Pure: it reads no clock and no database, and judges no fact.

pub mod lay;
pub mod names;
mod pairs;
pub mod read;

#[cfg(test)]
mod tests;

pub use names::Names;
pub use pairs::pairs;

use domain::fact::describe::Field;

/// The name of a field's inputs.
pub fn input(field: &Field) -> String {
    format!("v.{}", field.name())
}
