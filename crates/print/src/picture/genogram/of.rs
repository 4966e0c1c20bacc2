//! A genogram from what files say: each relationship as it is seen from somebody, both ways round, said twice or once. Those
//! who are no family (friends, neighbours, professionals) are left out unless they live in a household that is shown.

use std::collections::{BTreeMap, BTreeSet};

use domain::fact::{Relation, Relationship};

use super::{Genogram, Household, Person, Tie, TieKind};

/// One relationship as somebody's file says it: "`to` is `of`'s `relation`".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Id of the person whose file says it.
    pub of: String,
    /// Id of the other person.
    pub to: String,
    /// What they are.
    pub relation: Relation,
    /// The family's own words, used for kin of another degree.
    pub own_words: Option<String>,
    /// Whether somebody says it is not so.
    pub disputed: bool,
}

impl Said {
    /// A relationship of the file of `of`, whose other end is drawn as the person `to`.
    pub fn new(of: &str, to: &str, relationship: &Relationship) -> Self {
        Said {
            of: of.to_owned(),
            to: to.to_owned(),
            relation: relationship.relation,
            own_words: relationship.own_words.clone(),
            disputed: relationship.disputed,
        }
    }
}

impl Genogram {
    /// Puts together what files say of one family. Both directions of one relationship become one tie, disputed if either says
    /// so. Full brothers and sisters and twins share the parents known of either, as long as these are not more than two.
    ///
    /// `subject` is the id of whom it is about. `word` gives the service's own word for a line, for instance for kin who
    /// bring up a child; `None` keeps the ordinary one.
    pub fn of(
        subject: &str,
        title: &str,
        people: Vec<Person>,
        households: Vec<Household>,
        said: &[Said],
        word: impl Fn(TieKind) -> Option<String>,
    ) -> Self {
        let known: BTreeSet<String> = people.iter().map(|p| p.id.clone()).collect();
        let mut ties: Vec<Tie> = Vec::new();
        for one in said {
            if let Some(tie) = tie(one, &word)
                && known.contains(&tie.from)
                && known.contains(&tie.to)
                && tie.from != tie.to
            {
                merge(&mut ties, tie);
            }
        }
        share_parents(&mut ties);
        let homes: BTreeSet<&str> = households.iter().map(|h| h.id.as_str()).collect();
        let people = people
            .into_iter()
            .map(|person| Person {
                subject: person.id == subject,
                ..person
            })
            .filter(|person| {
                person.subject
                    || ties
                        .iter()
                        .any(|t| t.from == person.id || t.to == person.id)
                    || person.households.iter().any(|h| homes.contains(h.as_str()))
            })
            .collect();
        Genogram {
            title: title.to_owned(),
            people,
            ties,
            households,
        }
    }
}

/// The tie a relationship makes, if it is one of family.
fn tie(said: &Said, word: &impl Fn(TieKind) -> Option<String>) -> Option<Tie> {
    use Relation::*;
    let (kind, turned) = match said.relation {
        Parent => (TieKind::ParentOf, false),
        Child => (TieKind::ParentOf, true),
        AdoptiveParent => (TieKind::AdoptiveParentOf, false),
        AdoptedChild => (TieKind::AdoptiveParentOf, true),
        StepParent => (TieKind::StepParentOf, false),
        StepChild => (TieKind::StepParentOf, true),
        FosterCarer => (TieKind::FosterCarerOf, false),
        FosterChild => (TieKind::FosterCarerOf, true),
        KinCarer => (TieKind::KinCarerOf, false),
        KinCaredChild => (TieKind::KinCarerOf, true),
        Grandparent => (TieKind::GrandparentOf, false),
        Grandchild => (TieKind::GrandparentOf, true),
        AuntOrUncle => (TieKind::AuntOrUncleOf, false),
        NieceOrNephew => (TieKind::AuntOrUncleOf, true),
        Sibling => (TieKind::Sibling, false),
        FullSibling => (TieKind::FullSibling, false),
        HalfSibling => (TieKind::HalfSibling, false),
        StepSibling => (TieKind::StepSibling, false),
        AdoptiveSibling => (TieKind::AdoptiveSibling, false),
        FosterSibling => (TieKind::FosterSibling, false),
        Twin => (TieKind::Twin, false),
        Cousin => (TieKind::Cousin, false),
        OtherKin => (TieKind::OtherKin, false),
        Partner => (TieKind::Partner, false),
        FormerPartner => (TieKind::FormerPartner, false),
        Friend | Neighbour | Professional | WorkedWithBySubject | Other => return None,
    };
    let own = said.own_words.clone().filter(|_| kind == TieKind::OtherKin);
    let (from, to) = if turned {
        (&said.of, &said.to)
    } else {
        (&said.to, &said.of)
    };
    Some(Tie {
        from: from.clone(),
        to: to.clone(),
        kind,
        disputed: said.disputed,
        label: own.or_else(|| word(kind)),
    })
}

/// Adds a tie, or what it adds to one that is there. Of several ways to be brother and sister the closest stands; of
/// partner and former partner, what was said first.
fn merge(ties: &mut Vec<Tie>, tie: Tie) {
    let same = ties.iter_mut().find(|old| {
        let way = (&old.from, &old.to) == (&tie.from, &tie.to);
        let turned = (&old.to, &old.from) == (&tie.from, &tie.to);
        let siblings = old.kind.is_sibling() && tie.kind.is_sibling();
        let couple = old.kind.is_couple() && tie.kind.is_couple();
        ((old.kind == tie.kind || siblings || couple) && way)
            || (turned && tie.kind.is_mutual() && (old.kind == tie.kind || siblings || couple))
    });
    match same {
        Some(old) => {
            old.disputed |= tie.disputed;
            if tie.kind.is_sibling() && tie.kind < old.kind {
                old.kind = tie.kind;
                old.label = tie.label;
            } else if old.label.is_none() && old.kind == tie.kind {
                old.label = tie.label;
            }
        }
        None => ties.push(tie),
    }
}

/// Gives full brothers and sisters the parents known of either.
fn share_parents(ties: &mut Vec<Tie>) {
    let pairs: Vec<(String, String)> = ties
        .iter()
        .filter(|t| matches!(t.kind, TieKind::Twin | TieKind::FullSibling) && !t.disputed)
        .map(|t| (t.from.clone(), t.to.clone()))
        .collect();
    let mut parents: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut disputed: BTreeSet<(String, String)> = BTreeSet::new();
    for tie in ties.iter().filter(|t| t.kind == TieKind::ParentOf) {
        if tie.disputed {
            disputed.insert((tie.from.clone(), tie.to.clone()));
        } else {
            parents
                .entry(tie.to.clone())
                .or_default()
                .insert(tie.from.clone());
        }
    }
    // Each round settles at least one pair for good, or nothing changes any more.
    for _ in 0..=pairs.len() {
        let mut added = false;
        for (one, other) in &pairs {
            let both: BTreeSet<String> = [one, other]
                .into_iter()
                .filter_map(|p| parents.get(p))
                .flatten()
                .cloned()
                .collect();
            if both.len() > 2 || both.contains(one) || both.contains(other) {
                continue;
            }
            for child in [one, other] {
                for parent in &both {
                    let pair = (parent.clone(), child.clone());
                    if !disputed.contains(&pair)
                        && parents
                            .entry(child.clone())
                            .or_default()
                            .insert(parent.clone())
                    {
                        added = true;
                        ties.push(Tie {
                            from: pair.0,
                            to: pair.1,
                            kind: TieKind::ParentOf,
                            disputed: false,
                            label: None,
                        });
                    }
                }
            }
        }
        if !added {
            break;
        }
    }
}
