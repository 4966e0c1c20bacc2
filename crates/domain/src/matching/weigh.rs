//! Every weight and every cap of matching, in one place.

use super::name::{self, Folded, NameMatch};
use super::nicknames::Nicknames;
use super::reason::{About, How, Reason};
use super::{Person, birth};
use crate::fact::Birth;
use crate::text::fold;

/// Points for a whole part.
const GIVEN: i16 = 32;
const FAMILY: i16 = 32;
const IDENTIFIER: i16 = 50;
const IDENTIFIER_DIFFERS: i16 = -15;
const PHONE: i16 = 8;
const HOUSEHOLD: i16 = 7;
const SCHOOL: i16 = 6;
const LOCALITY: i16 = 4;
const GENDER: i16 = 2;
const SWAPPED: i16 = -3;

/// Highest score of what can be no more than likely, and than possible.
const AT_MOST_LIKELY: i16 = 89;
const AT_MOST_POSSIBLE: i16 = 69;

/// A person with everything folded once.
pub(super) struct Prepared {
    names: Vec<Folded>,
    birth: Option<Birth>,
    gender: Option<String>,
    identifiers: Vec<(String, String)>,
    schools: Vec<String>,
    localities: Vec<String>,
    phones: Vec<String>,
    households: Vec<String>,
}

impl Prepared {
    pub(super) fn new(person: &Person) -> Prepared {
        let folded = |list: &[String]| {
            list.iter()
                .map(|one| fold(one))
                .filter(|one| !one.is_empty())
                .collect()
        };
        Prepared {
            names: person.names.iter().map(Folded::new).collect(),
            birth: person.birth,
            gender: person
                .gender
                .as_deref()
                .map(fold)
                .filter(|gender| !gender.is_empty()),
            identifiers: person.identifiers.iter().filter_map(identifier).collect(),
            schools: folded(&person.schools),
            localities: folded(&person.localities),
            phones: person
                .phones
                .iter()
                .filter_map(|phone| phone_end(phone))
                .collect(),
            households: person.households.clone(),
        }
    }
}

fn identifier((system, value): &(String, String)) -> Option<(String, String)> {
    let value: String = fold(value)
        .chars()
        .filter(|c| c.is_alphanumeric())
        .collect();
    (!value.is_empty()).then(|| (fold(system), value))
}

/// The last seven figures, so that the ways of writing area and country do not matter.
fn phone_end(phone: &str) -> Option<String> {
    let figures: Vec<char> = phone.chars().filter(char::is_ascii_digit).collect();
    figures
        .len()
        .checked_sub(7)
        .map(|from| figures[from..].iter().collect())
}

/// The score, 0 to 100, and what made it, weightiest first.
pub(super) fn weigh(
    query: &Prepared,
    candidate: &Prepared,
    nicknames: &Nicknames,
) -> (u8, Vec<Reason>) {
    let names = name::compare(&query.names, &candidate.names, nicknames);
    let mut reasons = names.as_ref().map(name_reasons).unwrap_or_default();
    let born = match (&query.birth, &candidate.birth) {
        (Some(one), Some(other)) => Some(birth::compare(one, other)),
        _ => None,
    };
    if let Some((how, points)) = born {
        reasons.push(Reason {
            about: About::Birth,
            how,
            points,
        });
    }
    let identified = identifiers(query, candidate);
    if let Some(same) = identified {
        let (how, points) = if same {
            (How::Same, IDENTIFIER)
        } else {
            (How::Differs, IDENTIFIER_DIFFERS)
        };
        reasons.push(Reason {
            about: About::Identifier,
            how,
            points,
        });
    }
    let common = |one: &[String], other: &[String]| one.iter().any(|value| other.contains(value));
    for (about, points, there) in [
        (
            About::Phone,
            PHONE,
            common(&query.phones, &candidate.phones),
        ),
        (
            About::Household,
            HOUSEHOLD,
            common(&query.households, &candidate.households),
        ),
        (
            About::School,
            SCHOOL,
            common(&query.schools, &candidate.schools),
        ),
        (
            About::Locality,
            LOCALITY,
            common(&query.localities, &candidate.localities),
        ),
        (
            About::Gender,
            GENDER,
            query.gender.is_some() && query.gender == candidate.gender,
        ),
    ] {
        if there {
            reasons.push(Reason {
                about,
                how: How::Same,
                points,
            });
        }
    }
    let sum: i16 = reasons.iter().map(|reason| reason.points).sum();
    let capped = sum
        .min(cap(names, born.map(|(how, _)| how), identified))
        .clamp(0, 100);
    reasons.sort_by_key(|reason| (-reason.points.abs(), reason.about));
    (u8::try_from(capped).unwrap_or(0), reasons)
}

fn name_reasons(names: &NameMatch) -> Vec<Reason> {
    let points = |how: Option<How>, whole: i16| how.map_or(0, |how| whole * name::share(how) / 100);
    let (given, family) = (points(names.given, GIVEN), points(names.family, FAMILY));
    let swapped = if names.swapped { SWAPPED } else { 0 };
    if names.former {
        let sum = given + family + swapped;
        // One reason for the whole name: which part of it fits would tell too much.
        let reason = Reason {
            about: About::FormerName,
            how: How::Alike,
            points: sum,
        };
        return if sum > 0 { vec![reason] } else { Vec::new() };
    }
    let mut reasons = Vec::new();
    if let Some(how) = names.given {
        reasons.push(Reason {
            about: About::GivenName,
            how,
            points: given,
        });
    }
    if let Some(how) = names.family {
        reasons.push(Reason {
            about: About::FamilyName,
            how,
            points: family,
        });
    }
    if names.swapped {
        reasons.push(Reason {
            about: About::GivenName,
            how: How::Swapped,
            points: SWAPPED,
        });
    }
    reasons
}

/// Whether a system that both have gives them the same value; nothing if they have none in common.
fn identifiers(query: &Prepared, candidate: &Prepared) -> Option<bool> {
    let mut in_common = None;
    for (system, value) in &query.identifiers {
        for (other_system, other_value) in &candidate.identifiers {
            if system == other_system {
                if value == other_value {
                    return Some(true);
                }
                in_common = Some(false);
            }
        }
    }
    in_common
}

/// The most that the comparison may come to.
fn cap(names: Option<NameMatch>, born: Option<How>, identified: Option<bool>) -> i16 {
    let same_identifier = identified == Some(true);
    let Some(names) = names else {
        return AT_MOST_LIKELY;
    };
    let given_agrees = matches!(names.given, Some(How::Same | How::SameFirst));
    let family_agrees = names.family == Some(How::Same);
    let given_unlike = matches!(names.given, Some(How::Differs | How::Initial));
    let birth_contradicts = born == Some(How::Differs);
    let birth_agrees = born == Some(How::Same);
    if !same_identifier && (given_unlike || birth_contradicts) {
        return AT_MOST_POSSIBLE;
    }
    let names_agree = given_agrees && family_agrees && !names.former;
    let certain = names_agree
        && identified != Some(false)
        && (birth_agrees || (same_identifier && !birth_contradicts));
    if certain { 100 } else { AT_MOST_LIKELY }
}
