//! The keys by which a file is found. What a key begins with tells its sort: `w:` a word of a name that may be shown to
//! anyone who may see the file, `i:` an identifier, `n:` the figures of a telephone number, `a:` a word of a locality; and
//! those of `domain::matching`, over all names, for finding out whether somebody is already known.

use std::collections::BTreeSet;

use domain::fact::{Channel, Fact, NameKind, SafeWith};
use domain::matching::{KnownName, blocking_keys};
use domain::text::fold_words;
use store::derived::{Rows, row};

use super::names::standing;
use super::{FileView, text};

/// An identifier as a key, whatever was typed between its letters and figures; `None` where there are none.
pub fn identifier_key(value: &str) -> Option<String> {
    let plain = fold_words(value).concat();
    (!plain.is_empty()).then(|| format!("i:{plain}"))
}

/// A telephone number as a key: its last seven figures, so that the ways of writing area and country make no
/// difference; `None` for fewer than five.
pub fn telephone_key(value: &str) -> Option<String> {
    let figures: Vec<char> = value.chars().filter(char::is_ascii_digit).collect();
    let last = figures.len().saturating_sub(7);
    (figures.len() >= 5).then(|| format!("n:{}", figures[last..].iter().collect::<String>()))
}

pub(super) fn rows(of: &FileView<'_>, rows: &mut Rows) {
    let mut keys = BTreeSet::new();
    let mut names = Vec::new();
    let mut birth = None;
    for (fact, _) in standing(of) {
        match fact {
            Fact::Name(name) => {
                let open = name.safe_with == SafeWith::Everyone;
                let former = !open || name.name_kind == NameKind::Former;
                let parts = [&name.given, &name.preferred, &name.family];
                if open {
                    let words = parts.into_iter().flatten().flat_map(|p| fold_words(p));
                    keys.extend(words.map(|word| format!("w:{word}")));
                }
                let family = name.family.clone().unwrap_or_default();
                let given: BTreeSet<&String> = [&name.given, &name.preferred]
                    .into_iter()
                    .flatten()
                    .collect();
                let known = |given: String| KnownName {
                    given,
                    family: family.clone(),
                    former,
                };
                names.extend(given.iter().map(|given| known((*given).clone())));
                if given.is_empty() {
                    names.push(known(String::new()));
                }
            }
            Fact::Birth(known) => birth = Some(known),
            Fact::Identifier(identifier) => keys.extend(identifier_key(&identifier.value)),
            Fact::Contact(contact)
                if matches!(contact.channel, Channel::Phone | Channel::Mobile) =>
            {
                keys.extend(telephone_key(&contact.value));
            }
            Fact::Address(address) if !address.protected => {
                let words = address.locality.iter().flat_map(|l| fold_words(l));
                keys.extend(words.map(|word| format!("a:{word}")));
            }
            _ => {}
        }
    }
    keys.extend(blocking_keys(&names, birth.as_ref()));
    let service = of.history.service.map(text);
    for key in keys {
        rows.push(row::SearchKey {
            key: text(key),
            service: service.clone(),
        });
    }
}
