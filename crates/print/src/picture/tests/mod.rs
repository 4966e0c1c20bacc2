//! What the pictures show, as sentences; and that no data whatever makes one that is broken.

mod bars;
mod days;
mod drawing;
mod family;
mod genograms;
mod hostile;
mod scores;
