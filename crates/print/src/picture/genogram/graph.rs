//! A genogram made fit to be laid out: people by number, ties between people who are there, each pair tied once in one way.
//! It judges nothing and drops only what is said twice or of nobody.

use std::collections::{BTreeMap, BTreeSet};

use super::{Age, Genogram, Household, Person, TieKind};

/// A family by numbers. Every number is a place in `people`.
pub(super) struct Graph<'a> {
    pub people: Vec<&'a Person>,
    pub ties: Vec<Link<'a>>,
    /// Households with the people in them, in the order of people; at least one each.
    pub homes: Vec<(&'a Household, Vec<usize>)>,
    /// Whom the genogram is about: the first said to be, or the first of all.
    pub subject: usize,
}

/// A tie by numbers.
#[derive(Debug, Clone, Copy)]
pub(super) struct Link<'a> {
    pub from: usize,
    pub to: usize,
    pub kind: TieKind,
    pub disputed: bool,
    pub label: Option<&'a str>,
}

impl TieKind {
    /// Whether it holds both ways.
    pub(super) fn is_mutual(self) -> bool {
        use TieKind::*;
        match self {
            ParentOf | AdoptiveParentOf | StepParentOf | FosterCarerOf | KinCarerOf
            | GrandparentOf | AuntOrUncleOf => false,
            Partner | FormerPartner | Twin | FullSibling | HalfSibling | StepSibling
            | AdoptiveSibling | FosterSibling | Sibling | Cousin | OtherKin => true,
        }
    }

    /// Whether it makes brothers or sisters of the two.
    pub(super) fn is_sibling(self) -> bool {
        use TieKind::*;
        matches!(
            self,
            Twin | FullSibling
                | HalfSibling
                | StepSibling
                | AdoptiveSibling
                | FosterSibling
                | Sibling
        )
    }

    /// Whether the two are or were a couple.
    pub(super) fn is_couple(self) -> bool {
        matches!(self, TieKind::Partner | TieKind::FormerPartner)
    }

    /// Whether it makes a parent, by birth or adoption.
    pub(super) fn is_parent(self) -> bool {
        matches!(self, TieKind::ParentOf | TieKind::AdoptiveParentOf)
    }
}

impl<'a> Graph<'a> {
    pub fn new(genogram: &'a Genogram) -> Self {
        let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
        let mut people: Vec<&Person> = Vec::new();
        for person in &genogram.people {
            if !numbers.contains_key(person.id.as_str()) {
                numbers.insert(&person.id, people.len());
                people.push(person);
            }
        }
        let mut seen = BTreeSet::new();
        let mut ties = Vec::new();
        for tie in &genogram.ties {
            let ends = (numbers.get(tie.from.as_str()), numbers.get(tie.to.as_str()));
            let (Some(&from), Some(&to)) = ends else {
                continue;
            };
            let (low, high) = (from.min(to), from.max(to));
            let key = match tie.kind {
                kind if kind.is_couple() => (low, high, TieKind::Partner),
                kind if kind.is_mutual() => (low, high, kind),
                kind => (from, to, kind),
            };
            if from != to && seen.insert(key) {
                let label = tie.label.as_deref().map(str::trim);
                ties.push(Link {
                    from,
                    to,
                    kind: tie.kind,
                    disputed: tie.disputed,
                    label: label.filter(|l| !l.is_empty()),
                });
            }
        }
        let mut named = BTreeSet::new();
        let homes = genogram
            .households
            .iter()
            .filter(|home| named.insert(home.id.as_str()))
            .map(|home| (home, inhabitants(&people, home)))
            .filter(|(_, inside)| !inside.is_empty())
            .collect();
        let subject = people.iter().position(|p| p.subject).unwrap_or_default();
        Graph {
            people,
            ties,
            homes,
            subject,
        }
    }

    /// Ties of a kind that end at somebody.
    pub fn into<'s>(
        &'s self,
        to: usize,
        kind: impl Fn(TieKind) -> bool + 's,
    ) -> impl Iterator<Item = &'s Link<'a>> {
        self.ties
            .iter()
            .filter(move |tie| tie.to == to && kind(tie.kind))
    }

    /// Parents by birth and adoption, disputed ones too.
    pub fn parents(&self, of: usize) -> BTreeSet<usize> {
        self.into(of, TieKind::is_parent).map(|t| t.from).collect()
    }

    /// Whether there is a tie of a kind between two, either way round.
    pub fn between(&self, one: usize, other: usize, kind: impl Fn(TieKind) -> bool) -> bool {
        self.ties.iter().any(|tie| {
            kind(tie.kind)
                && ((tie.from, tie.to) == (one, other) || (tie.to, tie.from) == (one, other))
        })
    }

    /// Whether two have a parent in common.
    pub fn share_a_parent(&self, one: usize, other: usize) -> bool {
        !self.parents(one).is_disjoint(&self.parents(other))
    }

    /// Whether the rest of the drawing says as much as this tie does, so that it needs no line.
    pub fn is_implied(&self, tie: &Link) -> bool {
        let (from, to) = (tie.from, tie.to);
        match tie.kind {
            TieKind::GrandparentOf => self
                .parents(to)
                .iter()
                .any(|&between| self.parents(between).contains(&from)),
            TieKind::AuntOrUncleOf => self.parents(to).iter().any(|&between| {
                let akin = |one: usize| {
                    self.share_a_parent(one, between)
                        || self.between(one, between, TieKind::is_sibling)
                };
                from != between
                    && (akin(from)
                        || (0..self.people.len()).any(|one| {
                            one != between
                                && akin(one)
                                && self.between(from, one, TieKind::is_couple)
                        }))
            }),
            TieKind::StepParentOf => self
                .parents(to)
                .iter()
                .any(|&parent| self.between(from, parent, TieKind::is_couple)),
            TieKind::Twin => self.share_a_parent(from, to),
            TieKind::FullSibling | TieKind::HalfSibling | TieKind::Sibling => {
                self.share_a_parent(from, to)
            }
            TieKind::AdoptiveSibling | TieKind::FosterSibling => {
                let raised = |kind: TieKind| {
                    kind.is_parent() || matches!(kind, TieKind::FosterCarerOf | TieKind::KinCarerOf)
                };
                self.into(from, raised)
                    .any(|one| self.into(to, raised).any(|other| one.from == other.from))
            }
            TieKind::StepSibling => self.parents(from).iter().any(|&one| {
                self.parents(to)
                    .iter()
                    .any(|&other| one != other && self.between(one, other, TieKind::is_couple))
            }),
            TieKind::Cousin => self.parents(from).iter().any(|&one| {
                self.parents(to).iter().any(|&other| {
                    one != other
                        && (self.share_a_parent(one, other)
                            || self.between(one, other, TieKind::is_sibling))
                })
            }),
            _ => false,
        }
    }

    /// Where somebody stands among brothers and sisters: by year, those without one as they were handed in, twins together.
    pub fn rank(&self, of: usize) -> (i16, usize) {
        self.ties
            .iter()
            .filter(|tie| tie.kind == TieKind::Twin && (tie.from == of || tie.to == of))
            .flat_map(|tie| [tie.from, tie.to])
            .chain([of])
            .map(|one| (self.year(one), one))
            .min()
            .unwrap_or((i16::MAX, of))
    }

    fn year(&self, of: usize) -> i16 {
        match self.people.get(of).map(|p| &p.age) {
            Some(Age::Born(year)) => *year,
            _ => i16::MAX,
        }
    }
}

fn inhabitants(people: &[&Person], home: &Household) -> Vec<usize> {
    let lives = |person: &Person| person.households.contains(&home.id);
    let inside = people.iter().enumerate().filter(|(_, p)| lives(p));
    inside.map(|(number, _)| number).collect()
}
