//! Scored instruments as data: scales of numbered items, totals, a supplement on impact, bands and change. A pack describes
//! the instrument, this module computes. It holds no wording of any questionnaire and knows none by name; whether a
//! service may score single answers at all is asked of [`InstrumentDef::may_score_items`].
//!
//! The rules, one by one:
//! - a *scale* needs `at_least` of its answers; its score is ⌊½ + mean × number of its items⌋, a reversed answer counting
//!   from the other end of the range;
//! - a *total* is the sum of its scales, missing if one of them is;
//! - the *supplement* turns each answer into points and adds up the places that the version counts. A missing answer adds
//!   nothing; when every counted place is missing so is the score; when the gate place was answered with its first answer
//!   ("no"), the score is 0 whatever else was ticked; a missing gate changes nothing.

mod band;
mod decimal;
mod def;
mod entered;
mod found;
mod score;
mod validate;

#[cfg(test)]
mod tests;

pub use band::{BandFound, Change, Direction};
pub use decimal::{Decimal, NotADecimal};
pub use def::{
    AddedValue, AnswerRange, Bands, Better, InstrumentDef, ItemLevel, Place, Scale, Scheme,
    Supplement, Term, Total, Version, When,
};
pub use score::{Problem, Scores};
