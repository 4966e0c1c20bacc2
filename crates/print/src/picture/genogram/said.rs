//! A genogram in sentences, for those who do not see it and for whoever wants to check it: who everybody is to the subject,
//! then every tie that these do not tell, then who lives together. Nothing is said that the drawing does not show.

mod kin;

use std::collections::{BTreeMap, BTreeSet};

use super::graph::{Graph, Link};
use super::symbol::age;
use super::{Symbol, TieKind};

/// All of them, in order.
pub(super) fn sentences(graph: &Graph) -> Vec<String> {
    if graph.people.is_empty() {
        return vec!["Nobody is shown.".to_owned()];
    }
    let mut teller = Teller {
        graph,
        met: BTreeSet::new(),
        told: Vec::new(),
    };
    teller.subject();
    teller.families();
    teller.others();
    teller.unmentioned();
    teller.homes();
    teller.told
}

/// Who is shown, in one sentence.
pub(super) fn summary(graph: &Graph) -> String {
    let names: Vec<String> = (0..graph.people.len()).map(|p| name(graph, p)).collect();
    match names.len() {
        0 => "Nobody is shown.".to_owned(),
        1 => format!("One person: {}.", listed(&names)),
        count => format!("{count} people: {}.", listed(&names)),
    }
}

struct Teller<'g, 'a> {
    graph: &'g Graph<'a>,
    /// Whose age has been told.
    met: BTreeSet<usize>,
    told: Vec<String>,
}

impl Teller<'_, '_> {
    /// Somebody by name; the first time with all that their symbol says.
    fn who(&mut self, person: usize) -> String {
        let name = name(self.graph, person);
        let Some(shown) = self
            .graph
            .people
            .get(person)
            .filter(|_| self.met.insert(person))
        else {
            return name;
        };
        let mut more: Vec<String> = age(&shown.age).into_iter().collect();
        match (shown.symbol, shown.died) {
            (Symbol::Triangle, true) => more.push("a pregnancy that was lost".to_owned()),
            (Symbol::Triangle, false) => more.push("not born yet".to_owned()),
            (_, true) => more.push("has died".to_owned()),
            (_, false) => (),
        }
        if more.is_empty() {
            name
        } else {
            format!("{name} ({})", more.join(", "))
        }
    }

    fn all(&mut self, people: &[usize]) -> String {
        let names: Vec<String> = people.iter().map(|p| self.who(*p)).collect();
        listed(&names)
    }

    fn say(&mut self, sentence: String, disputed: bool) {
        let end = if disputed { "; this is disputed." } else { "." };
        self.told.push(sentence + end);
    }

    /// Whom it is about, and what everybody is to them.
    fn subject(&mut self) {
        let subject = self.graph.subject;
        if self.graph.people.get(subject).is_some_and(|p| p.subject) {
            let who = self.who(subject);
            self.say(format!("{who} is the person this genogram is about"), false);
        }
        for person in (0..self.graph.people.len()).filter(|p| *p != subject) {
            if let Some((term, disputed)) = kin::term(self.graph, person, subject) {
                let (who, of) = (self.who(person), self.who(subject));
                self.say(format!("{who} is {term} of {of}"), disputed);
            }
        }
    }

    /// Parents with their children, each set of parents once. Those of the subject are told already.
    fn families(&mut self) {
        type Key = (TieKind, Vec<usize>, bool);
        let mut families: BTreeMap<Key, Vec<usize>> = BTreeMap::new();
        for child in 0..self.graph.people.len() {
            let mut kinds: BTreeMap<(TieKind, bool), Vec<usize>> = BTreeMap::new();
            for tie in self.graph.into(child, TieKind::is_parent) {
                if child != self.graph.subject {
                    kinds
                        .entry((tie.kind, tie.disputed))
                        .or_default()
                        .push(tie.from);
                }
            }
            for ((kind, disputed), mut parents) in kinds {
                parents.sort_unstable();
                families
                    .entry((kind, parents, disputed))
                    .or_default()
                    .push(child);
            }
        }
        for ((kind, parents, disputed), children) in families {
            let one = match parents[..] {
                [one] => kin::gendered(self.graph, one, "the father", "the mother", "a parent"),
                _ => "the parents",
            };
            let adoptive = if kind == TieKind::AdoptiveParentOf {
                " by adoption"
            } else {
                ""
            };
            let verb = if parents.len() == 1 { "is" } else { "are" };
            let (parents, children) = (self.all(&parents), self.all(&children));
            self.say(
                format!("{parents} {verb} {one} of {children}{adoptive}"),
                disputed,
            );
        }
    }

    /// Every tie that is not yet told.
    fn others(&mut self) {
        let graph = self.graph;
        for tie in &graph.ties {
            if !tie.kind.is_parent() && !self.is_told(tie) {
                let (from, to) = (self.who(tie.from), self.who(tie.to));
                let sentence = sentence(graph, tie, &from, &to);
                self.say(sentence, tie.disputed);
            }
        }
    }

    /// Whether it follows from what is told of parents, or was told as what somebody is to the subject.
    fn is_told(&self, tie: &Link) -> bool {
        let subject = self.graph.subject;
        let follows = self.graph.is_implied(tie)
            && !matches!(tie.kind, TieKind::Twin | TieKind::StepParentOf);
        let other = match (tie.from == subject, tie.to == subject) {
            (true, _) => tie.to,
            (_, true) => tie.from,
            _ => return follows,
        };
        let told = kin::direct(self.graph, other, subject);
        told.is_some_and(|told| (told.from, told.to, told.kind) == (tie.from, tie.to, tie.kind))
            || follows
    }

    /// Those nobody is tied to.
    fn unmentioned(&mut self) {
        for person in 0..self.graph.people.len() {
            if !self.met.contains(&person) {
                let who = self.who(person);
                self.say(format!("{who} is shown without a tie to the others"), false);
            }
        }
    }

    fn homes(&mut self) {
        let graph = self.graph;
        for (home, inside) in &graph.homes {
            let who = self.all(inside);
            let how = if inside.len() == 1 {
                "lives here"
            } else {
                "live together"
            };
            let label = one_line(&home.label);
            let label = if label.is_empty() {
                "A household".to_owned()
            } else {
                label
            };
            self.say(format!("{label}: {who} {how}"), false);
        }
    }
}

fn sentence(graph: &Graph, tie: &Link, from: &str, to: &str) -> String {
    use TieKind::*;
    let own = tie.label.map(one_line);
    let aside = own
        .as_ref()
        .map_or(String::new(), |own| format!(" ({own})"));
    let of = |man, woman, other| kin::gendered(graph, tie.from, man, woman, other);
    match tie.kind {
        ParentOf | AdoptiveParentOf => format!("{from} is a parent of {to}{aside}"),
        StepParentOf => {
            let term = of("step-father", "step-mother", "step-parent");
            format!("{from} is a {term} of {to}{aside}")
        }
        FosterCarerOf => format!("{from} is a foster carer of {to}{aside}"),
        KinCarerOf => format!("{from} brings up {to} within the family{aside}"),
        GrandparentOf => {
            let term = of("grandfather", "grandmother", "grandparent");
            format!("{from} is a {term} of {to}{aside}")
        }
        AuntOrUncleOf => {
            let term = of("an uncle", "an aunt", "an aunt or uncle");
            format!("{from} is {term} of {to}{aside}")
        }
        Partner => format!("{from} and {to} are partners{aside}"),
        FormerPartner => format!("{from} and {to} are former partners{aside}"),
        Twin => format!("{from} and {to} are twins{aside}"),
        FullSibling => format!("{from} and {to} are siblings{aside}"),
        HalfSibling => format!("{from} and {to} are half-siblings{aside}"),
        StepSibling => format!("{from} and {to} are step-siblings{aside}"),
        AdoptiveSibling => format!("{from} and {to} are siblings by adoption{aside}"),
        FosterSibling => format!("{from} and {to} are foster siblings{aside}"),
        Sibling => format!("{from} and {to} are siblings, it is not said how{aside}"),
        Cousin => format!("{from} and {to} are cousins{aside}"),
        OtherKin => format!("{from} and {to} are kin{aside}"),
    }
}

fn name(graph: &Graph, person: usize) -> String {
    let name = graph.people.get(person).map(|p| one_line(&p.name));
    name.filter(|n| !n.is_empty())
        .unwrap_or_else(|| "Somebody without a name here".to_owned())
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// "Mere, Pita and Hana".
fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
