//! How a file is called in lists, and where it sorts. A name that is safe only with some is never shown here.

use domain::event::Subject;
use domain::fact::{Birth, Fact, Name, NameKind, SafeWith};
use domain::text::fold;
use store::derived::row;

use super::{FileView, fact_of, text};

/// Names shown rather than others come first.
fn rank(kind: NameKind) -> u8 {
    match kind {
        NameKind::Preferred => 0,
        NameKind::Legal => 1,
        NameKind::Adoptive => 2,
        NameKind::Birth => 3,
        NameKind::Alias => 4,
        NameKind::Placeholder => 5,
        NameKind::Former => 6,
    }
}

/// The facts that stand, in the order they were stated, and whether each has ended.
pub(super) fn standing<'a>(of: &FileView<'a>) -> impl Iterator<Item = (Fact, bool)> + use<'a> {
    let facts = of.history.facts.iter().filter(|f| !f.withdrawn);
    facts.filter_map(|f| Some((fact_of(&f.what, &f.value)?, f.period.to.is_some())))
}

pub(super) fn subject(of: &FileView<'_>, subject: Subject) -> row::Subject {
    let facts: Vec<(Fact, bool)> = standing(of).collect();
    let (mut birth, mut death) = (None, None);
    for (fact, _) in &facts {
        match fact {
            Fact::Birth(known) => birth = Some(*known),
            Fact::Death(known) => death = Some(known.date),
            _ => {}
        }
    }
    let (display, sort) = shown(&facts, subject, birth.as_ref());
    row::Subject {
        subject: text(subject.as_str()),
        service: of.history.service.map(text),
        agency: of.history.agency.map(text),
        display: text(display),
        sort: text(sort),
        born: birth.and_then(|b| b.earliest()).map(text),
        died: death.map(|d| text(d.iso())),
        restricted: of.history.restricted.is_some(),
        not_even_duty: of.history.not_even_duty,
    }
}

/// The name shown and the folded text it sorts by: family name, then given names.
fn shown(facts: &[(Fact, bool)], subject: Subject, birth: Option<&Birth>) -> (String, String) {
    let mut names: Vec<(bool, u8, &Name)> = facts
        .iter()
        .filter_map(|(fact, ended)| match fact {
            Fact::Name(name) if name.safe_with == SafeWith::Everyone => {
                Some((*ended, rank(name.name_kind), name))
            }
            _ => None,
        })
        .collect();
    // The latest of a kind first; the sort keeps their order.
    names.reverse();
    names.sort_by_key(|(ended, rank, _)| (*ended, *rank));
    if let Some((_, _, first)) = names.first() {
        // A preferred name is often a given name alone: the family name is that of the next one.
        let family = names.iter().find_map(|(_, _, name)| name.family.as_ref());
        let whole = Name {
            family: first.family.as_ref().or(family).cloned(),
            ..(*first).clone()
        };
        let given = whole.given.as_ref().or(whole.preferred.as_ref());
        return (
            whole.shown(),
            sort(whole.family.as_deref(), given.map(String::as_str)),
        );
    }
    let other = facts.iter().rev().find_map(|(fact, _)| match fact {
        Fact::Post(post) => Some(post.title.clone()),
        Fact::Site(site) => Some(site.site_kind.clone()),
        Fact::Agency(agency) => Some(agency.agency_kind.clone()),
        _ => None,
    });
    let name = match (other, birth) {
        (Some(name), _) => name,
        (None, Some(Birth::Expected { .. })) => "Unborn child".into(),
        (None, _) if subject == Subject::Person => "Name not known".into(),
        (None, _) => "No name yet".into(),
    };
    let sort = fold(&name);
    (name, sort)
}

/// Two spaces sort before any letter, so that a shorter family name comes before a longer one.
fn sort(family: Option<&str>, given: Option<&str>) -> String {
    let parts = [family, given].into_iter().flatten().map(fold);
    parts
        .filter(|p| !p.is_empty())
        .collect::<Vec<_>>()
        .join("  ")
}
