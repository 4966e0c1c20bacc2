//! Compares the parts of two names: given with given, family with family, or the two changed round.

use super::KnownName;
use super::nicknames::Nicknames;
use super::reason::How;
use super::sound::{alike, distance};
use crate::text::fold_words;

/// Words of one part that are looked at, and letters of each: names are short, hostile input is not.
const WORDS_MAX: usize = 6;
const LETTERS_MAX: usize = 40;

/// A name as folded words.
pub(super) struct Folded {
    pub(super) given: Vec<String>,
    pub(super) family: Vec<String>,
    pub(super) former: bool,
}

impl Folded {
    pub(super) fn new(name: &KnownName) -> Folded {
        Folded {
            given: words(&name.given),
            family: words(&name.family),
            former: name.former,
        }
    }
}

pub(super) fn words(text: &str) -> Vec<String> {
    // What is cut off here is beyond any real name.
    let text: String = text.chars().take(WORDS_MAX * LETTERS_MAX).collect();
    let words = fold_words(&text);
    words
        .into_iter()
        .take(WORDS_MAX)
        .map(|word| word.chars().take(LETTERS_MAX).collect())
        .collect()
}

/// How two names compare.
#[derive(Debug, Clone, Copy)]
pub(super) struct NameMatch {
    pub(super) given: Option<How>,
    pub(super) family: Option<How>,
    pub(super) swapped: bool,
    pub(super) former: bool,
}

impl NameMatch {
    /// Share of the points for given and family name together, out of 200.
    pub(super) fn weight(&self) -> i16 {
        let weight = |how: Option<How>| how.map_or(0, share);
        weight(self.given) + weight(self.family) - if self.swapped { 10 } else { 0 }
    }
}

/// Which hundredths of a part's points a comparison is worth.
pub(super) fn share(how: How) -> i16 {
    match how {
        How::Same => 100,
        How::SameFirst => 97,
        How::OtherMiddle | How::Nickname => 88,
        How::Shared | How::SoundsAlike => 84,
        How::Misspelt => 82,
        How::Initial => 40,
        _ => 0,
    }
}

/// The best comparison of any name of the one with any name of the other; a name in use is preferred to a former one of
/// the same weight. Nothing when one of them has no name.
pub(super) fn compare(
    query: &[Folded],
    candidate: &[Folded],
    nicknames: &Nicknames,
) -> Option<NameMatch> {
    let mut best: Option<NameMatch> = None;
    for asked in query {
        for known in candidate {
            for found in [
                straight(asked, known, nicknames),
                swapped(asked, known, nicknames),
            ] {
                let better = best.is_none_or(|best| {
                    (found.weight(), !found.former, !found.swapped)
                        > (best.weight(), !best.former, !best.swapped)
                });
                if better {
                    best = Some(found);
                }
            }
        }
    }
    best
}

fn straight(asked: &Folded, known: &Folded, nicknames: &Nicknames) -> NameMatch {
    NameMatch {
        given: given(&asked.given, &known.given, nicknames),
        family: family(&asked.family, &known.family),
        swapped: false,
        former: known.former,
    }
}

fn swapped(asked: &Folded, known: &Folded, nicknames: &Nicknames) -> NameMatch {
    NameMatch {
        given: given(&asked.family, &known.given, nicknames),
        family: family(&asked.given, &known.family),
        swapped: true,
        former: known.former,
    }
}

/// Nothing when one side has no given name; [`How::Differs`] when both have and they are not alike.
fn given(asked: &[String], known: &[String], nicknames: &Nicknames) -> Option<How> {
    let (first, other_first) = (asked.first()?, known.first()?);
    if asked == known || asked.concat() == known.concat() {
        return Some(How::Same);
    }
    let shared = asked.iter().filter(|word| known.contains(word)).count();
    if first == other_first {
        if shared == asked.len().min(known.len()) {
            return Some(How::SameFirst);
        }
        // "Te Rangi" and "Te Awhina" share a particle, not a name.
        return Some(if first.chars().count() > 2 {
            How::OtherMiddle
        } else {
            word(&asked.concat(), &known.concat(), |_, _| false)
        });
    }
    if shared > 1 && shared == asked.len().min(known.len()) {
        return Some(How::SameFirst);
    }
    // A second name in common proves nothing: siblings share them. The first name of one may be the second of the other.
    if asked.contains(other_first) || known.contains(first) {
        return Some(How::Shared);
    }
    Some(word(first, other_first, |a, b| nicknames.alike(a, b)))
}

fn family(asked: &[String], known: &[String]) -> Option<How> {
    if asked.is_empty() || known.is_empty() {
        return None;
    }
    let (one, other) = (asked.concat(), known.concat());
    if one == other {
        return Some(How::Same);
    }
    // Of a double name one part; but "te", "van" and the like alone are no part.
    if asked
        .iter()
        .any(|word| word.chars().count() > 3 && known.contains(word))
    {
        return Some(How::Shared);
    }
    Some(word(&one, &other, |_, _| false))
}

fn word(one: &str, other: &str, stands_for: impl Fn(&str, &str) -> bool) -> How {
    let (short, long) = (
        one.chars().count().min(other.chars().count()),
        one.chars().count().max(other.chars().count()),
    );
    let same_start = one.chars().next() == other.chars().next();
    if stands_for(one, other) {
        return How::Nickname;
    }
    if short == 1 {
        return if same_start {
            How::Initial
        } else {
            How::Differs
        };
    }
    if alike(one, other) {
        return How::SoundsAlike;
    }
    let allowed = match long {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    };
    // A first letter is seldom mistyped, and names that differ only there (Jayden, Hayden) are often siblings'.
    if same_start && distance(one, other) <= allowed {
        How::Misspelt
    } else {
        How::Differs
    }
}
