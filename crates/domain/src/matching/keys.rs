//! The keys under which a person is put into an index, so that a database finds candidates cheaply. Two people who match
//! share a key, unless both names are misspelt and no birth is known. A key is a short text; what it begins with
//! tells its sort: `t:` a word of a name, `s:` how a family name sounds, `p:` how a given and a family name sound together,
//! `b:` two of year, month and day of birth, or the year with day and month in order of size.

use std::collections::BTreeSet;

use jiff::ToSpan;

use super::KnownName;
use super::name::words;
use super::nicknames::Nicknames;
use super::sound;
use crate::fact::Birth;

/// The keys of a person on file, sorted, each once. Former names are included: who may see what is found is decided later.
pub fn blocking_keys(names: &[KnownName], birth: Option<&Birth>) -> Vec<String> {
    keys(names, birth, None)
}

/// The keys to look up for a person asked about: those of [`blocking_keys`] and those of other forms of the given names.
pub fn query_keys(
    names: &[KnownName],
    birth: Option<&Birth>,
    nicknames: &Nicknames,
) -> Vec<String> {
    keys(names, birth, Some(nicknames))
}

fn keys(names: &[KnownName], birth: Option<&Birth>, nicknames: Option<&Nicknames>) -> Vec<String> {
    let mut keys = BTreeSet::new();
    for name in names {
        let mut given = words(&name.given);
        let family = words(&name.family);
        if let Some(nicknames) = nicknames {
            let forms: Vec<String> = given
                .iter()
                .flat_map(|word| nicknames.others(word))
                .map(str::to_owned)
                .collect();
            given.extend(forms);
        }
        for word in given
            .iter()
            .chain(&family)
            .chain([&family.concat()])
            .filter(|word| !word.is_empty())
        {
            keys.insert(format!("t:{word}"));
        }
        // Written in order of the alphabet, so that it does not matter which stood in which box.
        let family_sounds =
            sounds(&family.concat()).chain(family.iter().flat_map(|word| sounds(word)));
        for family_sound in family_sounds.collect::<BTreeSet<_>>() {
            keys.insert(format!("s:{family_sound}"));
            for given_sound in given.iter().flat_map(|word| sounds(word)) {
                let (low, high) = if family_sound <= given_sound {
                    (&family_sound, &given_sound)
                } else {
                    (&given_sound, &family_sound)
                };
                keys.insert(format!("p:{low}+{high}"));
            }
        }
    }
    keys.extend(birth.into_iter().flat_map(birth_keys));
    keys.into_iter().collect()
}

fn sounds(word: &str) -> impl Iterator<Item = String> + use<> {
    sound::keys(word).into_iter()
}

/// A slip in one of year, month and day leaves the other two; day and month changed round leaves their order by size.
fn birth_keys(birth: &Birth) -> Vec<String> {
    let date = match birth {
        Birth::Known { date } => *date,
        Birth::Estimated { date } => match date.exact() {
            Some(date) => date,
            None => return Vec::new(),
        },
        // A child comes some weeks before or after the day it is due.
        Birth::Expected { due } => {
            let months = [-1, 0, 1]
                .into_iter()
                .filter_map(|n| due.first_of_month().checked_add(n.months()).ok());
            return months
                .map(|month| format!("b:y{:04}m{:02}", month.year(), month.month()))
                .collect();
        }
    };
    let (year, month, day) = (date.year(), date.month(), date.day());
    vec![
        format!("b:y{year:04}m{month:02}"),
        format!("b:y{year:04}d{day:02}"),
        format!("b:m{month:02}d{day:02}"),
        format!("b:y{year:04}s{:02}-{:02}", month.min(day), month.max(day)),
    ]
}
