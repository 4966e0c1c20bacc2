//! What spoke for or against a match, in words that reveal nothing of the candidate.

use std::fmt;

/// What a reason is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum About {
    /// Given names.
    GivenName,
    /// Family name.
    FamilyName,
    /// A former name, given and family together.
    FormerName,
    /// Birth.
    Birth,
    /// A number of another system.
    Identifier,
    /// Telephone.
    Phone,
    /// Household.
    Household,
    /// School.
    School,
    /// Where they live or lived.
    Locality,
    /// Gender.
    Gender,
}

/// How the two compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum How {
    /// Equal, but for case, macrons, apostrophes, hyphens and spaces.
    Same,
    /// The same first given name; one side has more names, or they stand in another order.
    SameFirst,
    /// The same first given name, but other names beside it.
    OtherMiddle,
    /// One of several names is the same.
    Shared,
    /// A short or customary form.
    Nickname,
    /// Written differently, sounds alike.
    SoundsAlike,
    /// One or two letters differ.
    Misspelt,
    /// An initial that fits.
    Initial,
    /// Alike in some way (of a former name no more is said).
    Alike,
    /// Given and family name changed places.
    Swapped,
    /// Day and month changed places.
    DayMonthSwapped,
    /// One digit differs, or two neighbours changed places.
    DigitOff,
    /// The same day a year earlier or later.
    YearOff,
    /// Within the same month.
    SameMonth,
    /// Within a year.
    Near,
    /// The estimate allows it.
    Possible,
    /// The due date fits.
    Due,
    /// Not alike at all.
    Differs,
}

/// One thing that spoke for (positive points) or against (negative) a match.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reason {
    /// What it is about.
    pub about: About,
    /// How the two compare.
    pub how: How,
    /// Points it added.
    pub points: i16,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let about = match self.about {
            About::GivenName => "given name",
            About::FamilyName => "family name",
            About::FormerName => return f.write_str("matches a former name"),
            About::Birth => "date of birth",
            About::Identifier => "identifier",
            About::Phone => "telephone",
            About::Household => "household",
            About::School => "school",
            About::Locality => "locality",
            About::Gender => "gender",
        };
        match self.how {
            How::Same => write!(f, "same {about}"),
            How::SameFirst => write!(f, "same first {about}"),
            How::OtherMiddle => write!(f, "same first {about}, other names beside it"),
            How::Shared => write!(f, "one {about} in common"),
            How::Nickname => write!(f, "{about} is a form of the other"),
            How::SoundsAlike => write!(f, "{about} sounds alike"),
            How::Misspelt => write!(f, "{about} differs in a letter or two"),
            How::Initial => write!(f, "{about} fits the initial"),
            How::Alike => write!(f, "{about} is alike"),
            How::Swapped => write!(f, "given and family name changed places"),
            How::DayMonthSwapped => write!(f, "{about} has day and month changed round"),
            How::DigitOff => write!(f, "{about} differs in a digit"),
            How::YearOff => write!(f, "{about} is a year off"),
            How::SameMonth => write!(f, "{about} is in the same month"),
            How::Near => write!(f, "{about} is within a year"),
            How::Possible => write!(f, "{about} fits the estimate"),
            How::Due => write!(f, "{about} fits the due date"),
            How::Differs => write!(f, "{about} differs"),
        }
    }
}
