//! One step: `2026-03-02 09:10 Ana records referral on Hana:` and what stands below it.

use jiff::civil::{Date, Time};

use super::expect::Expect;
use super::{entries, moment};
use crate::text::{FromNode, Node, OneOrMany, Problems, Span, Spanned, Value};

/// What somebody does.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub enum Act {
    Records {
        kind: String,
        on: Vec<String>,
    },
    Drafts {
        kind: String,
        on: Vec<String>,
    },
    Amends {
        what: String,
        on: Option<String>,
    },
    Signs {
        step: String,
        what: String,
        on: Option<String>,
    },
    Returns {
        what: String,
        on: Option<String>,
    },
    Allocates {
        whom: String,
        to: String,
        role: String,
    },
    Ends {
        worker: String,
        role: String,
        on: String,
    },
    Hands {
        whom: String,
        to: String,
    },
    Covers {
        worker: String,
        until: Date,
    },
    Moves {
        matter: String,
        on: String,
        by: String,
    },
    Closes {
        matter: String,
        on: String,
    },
    Reopens {
        matter: String,
        on: String,
    },
    Sets {
        state: String,
        on: String,
        to: String,
    },
    States {
        fact: String,
        on: String,
    },
    EndsFact {
        fact: String,
        on: String,
    },
    Extends {
        clock: String,
        on: String,
    },
    Dismisses {
        clock: String,
        on: String,
    },
    Lifts {
        guard: String,
        on: String,
    },
    AsksRemoval {
        what: String,
        on: Option<String>,
    },
    AgreesRemoval {
        what: String,
        on: Option<String>,
    },
    SetsSetting {
        setting: String,
        to: String,
    },
    Restricts {
        whom: String,
        to: Vec<String>,
    },
    Merges {
        whom: String,
        with: String,
    },
    Expect(Vec<Expect>),
}

/// One step of a scenario.
#[derive(Debug, Clone)]
pub struct Step {
    /// The day.
    pub date: Date,
    /// The time; noon where it does not matter.
    pub time: Option<Time>,
    /// Who; empty for expectations.
    pub who: String,
    /// What they do.
    pub act: Act,
    /// What the record is called in later steps.
    pub handle: Option<String>,
    /// Answers and other things below the phrase, without those that begin with `$`.
    pub answers: Vec<(Spanned<String>, Node)>,
    /// The rule that must refuse it.
    pub refused: Option<Spanned<String>>,
    /// Warnings that must be given.
    pub warned: Vec<Spanned<String>>,
    /// Fields that must be found wrong.
    pub invalid: Vec<Spanned<String>>,
    /// When it happened, if not when it is recorded.
    pub occurred: Option<Date>,
    /// An amendment that corrects what was wrong from the beginning.
    pub corrects: bool,
    /// A reason.
    pub why: Option<String>,
    /// The phrase as written.
    pub phrase: String,
    /// Where it stands.
    pub span: Span,
}

impl FromNode for Step {
    fn expected() -> String {
        "a step: `DATE [TIME] WHO does something:` with answers below it".into()
    }
    fn from_node(node: &Node, problems: &mut Problems) -> Option<Self> {
        let (phrase, span, below) = match &node.value {
            Value::Map(entries) if entries.len() == 1 => (
                entries[0].0.name.clone(),
                entries[0].0.span,
                Some(&entries[0].1),
            ),
            Value::Scalar(text, _) => (text.clone(), node.span, None),
            _ => return Self::refuse(node, problems),
        };
        let words: Vec<&str> = phrase.split_whitespace().collect();
        let Some((date, time, used)) = moment(&words) else {
            problems
                .error(span, format!("`{phrase}` does not begin with a date"))
                .expected("`2026-03-02 Ana records ...` or `2026-03-02 09:10 Ana records ...`");
            return None;
        };
        let words = &words[used..];
        if words == ["expect"] {
            let mut expects = Vec::new();
            match below.map(|b| &b.value) {
                Some(Value::List(nodes)) => {
                    for node in nodes {
                        expects.extend(Expect::from_node(node, problems));
                    }
                }
                _ => {
                    problems
                        .error(span, "nothing is expected here")
                        .expected("a list of expectations");
                }
            }
            return Some(Self {
                date,
                time,
                who: String::new(),
                act: Act::Expect(expects),
                handle: None,
                answers: Vec::new(),
                refused: None,
                warned: Vec::new(),
                invalid: Vec::new(),
                occurred: None,
                corrects: false,
                why: None,
                phrase,
                span,
            });
        }
        let Some((who, act, handle)) = read_act(words) else {
            problems.error(span, format!("`{phrase}` is not a step")).expected(
                "WHO records KIND on PERSON; drafts, amends, signs, returns, allocates, ends, hands, covers, moves, closes, reopens, sets, \
                 states, extends, dismisses, lifts, removes, agrees ...: see the language reference",
            );
            return None;
        };
        let mut step = Self {
            date,
            time,
            who,
            act,
            handle,
            answers: Vec::new(),
            refused: None,
            warned: Vec::new(),
            invalid: Vec::new(),
            occurred: None,
            corrects: false,
            why: None,
            phrase: phrase.clone(),
            span,
        };
        for (key, value) in entries(below, "answers by field", problems) {
            match key.as_str() {
                "$refused" => step.refused = Spanned::<String>::from_node(value, problems),
                "$warned" => step.warned = many(value, problems),
                "$invalid" => step.invalid = many(value, problems),
                "$occurred" => step.occurred = Date::from_node(value, problems),
                "$corrects" => step.corrects = bool::from_node(value, problems).unwrap_or_default(),
                "$why" => step.why = String::from_node(value, problems),
                "why"
                    if !matches!(
                        step.act,
                        Act::Records { .. }
                            | Act::Drafts { .. }
                            | Act::Amends { .. }
                            | Act::States { .. }
                    ) =>
                {
                    step.why = String::from_node(value, problems);
                }
                other if other.starts_with('$') => {
                    problems
                        .error(key.span, format!("`{other}` is not known here"))
                        .nearest(
                            other,
                            [
                                "$refused",
                                "$warned",
                                "$invalid",
                                "$occurred",
                                "$corrects",
                                "$why",
                            ],
                        );
                }
                _ => step.answers.push((key, value.clone())),
            }
        }
        Some(step)
    }
}

fn many(node: &Node, problems: &mut Problems) -> Vec<Spanned<String>> {
    OneOrMany::<Spanned<String>>::from_node(node, problems)
        .unwrap_or_default()
        .0
}

/// Splits `Hana and Tama` at the word `and`; names may have several words.
fn names(words: &[&str]) -> Option<Vec<String>> {
    let all: Vec<String> = words.split(|w| *w == "and").map(|w| w.join(" ")).collect();
    all.iter().all(|n| !n.is_empty()).then_some(all)
}

fn name(words: &[&str]) -> Option<String> {
    (!words.is_empty()).then(|| words.join(" "))
}

/// Words before and after the first of a word.
fn around<'w>(words: &'w [&'w str], at: &str) -> Option<(&'w [&'w str], &'w [&'w str])> {
    let place = words.iter().position(|w| *w == at)?;
    Some((&words[..place], &words[place + 1..]))
}

fn on_last(words: &[&str]) -> Option<(String, Option<String>)> {
    match around(words, "on") {
        Some((what, on)) => Some((name(what)?, Some(name(on)?))),
        None => Some((name(words)?, None)),
    }
}

const VERBS: [&str; 21] = [
    "records",
    "drafts",
    "amends",
    "returns",
    "allocates",
    "ends",
    "hands",
    "covers",
    "moves",
    "closes",
    "reopens",
    "sets",
    "states",
    "extends",
    "dismisses",
    "lifts",
    "removes",
    "agrees",
    "signs",
    "restricts",
    "merges",
];

fn read_act(words: &[&str]) -> Option<(String, Act, Option<String>)> {
    // The worker's name may have several words: it ends at the verb.
    let place = words.iter().position(|w| VERBS.contains(w)).or_else(|| {
        // `authorises closure on Hana`: any other step of a chain, as a verb.
        words
            .iter()
            .position(|w| w.ends_with('s') && w.chars().all(|c| c.is_ascii_lowercase() || c == '-'))
    })?;
    let who = name(&words[..place])?;
    let verb = words[place];
    let mut rest = &words[place + 1..];
    let mut handle = None;
    if matches!(verb, "records" | "drafts")
        && let Some((before, after)) = around(rest, "as")
    {
        handle = name(after);
        rest = before;
    }
    let act = match verb {
        "records" | "drafts" => {
            let (kind, on) = match around(rest, "on") {
                Some((kind, on)) => (name(kind)?, names(on)?),
                None => (name(rest)?, Vec::new()),
            };
            if verb == "records" {
                Act::Records { kind, on }
            } else {
                Act::Drafts { kind, on }
            }
        }
        "amends" => {
            let (what, on) = on_last(rest)?;
            Act::Amends { what, on }
        }
        "returns" => {
            let (what, on) = on_last(rest)?;
            Act::Returns { what, on }
        }
        "signs" => {
            let (before, step) = around(rest, "as")?;
            let (what, on) = on_last(before)?;
            Act::Signs {
                step: name(step)?,
                what,
                on,
            }
        }
        "allocates" => {
            let (whom, after) = around(rest, "to")?;
            let (to, role) = around(after, "as")?;
            Act::Allocates {
                whom: name(whom)?,
                to: name(to)?,
                role: name(role)?,
            }
        }
        "ends" => match around(rest, "as") {
            Some((worker, after)) => {
                let (role, on) = around(after, "on")?;
                Act::Ends {
                    worker: name(worker)?,
                    role: name(role)?,
                    on: name(on)?,
                }
            }
            None => {
                let (fact, on) = around(rest, "on")?;
                Act::EndsFact {
                    fact: name(fact)?,
                    on: name(on)?,
                }
            }
        },
        "hands" => {
            let (whom, to) = around(rest, "to")?;
            Act::Hands {
                whom: name(whom)?,
                to: name(to)?,
            }
        }
        "covers" => {
            let (worker, until) = around(rest, "until")?;
            Act::Covers {
                worker: name(worker)?,
                until: until.first()?.parse().ok()?,
            }
        }
        "moves" => {
            let (before, by) = around(rest, "by")?;
            let (matter, on) = around(before, "on")?;
            Act::Moves {
                matter: name(matter)?,
                on: name(on)?,
                by: name(by)?,
            }
        }
        "closes" | "reopens" => {
            let (matter, on) = around(rest, "on")?;
            let (matter, on) = (name(matter)?, name(on)?);
            if verb == "closes" {
                Act::Closes { matter, on }
            } else {
                Act::Reopens { matter, on }
            }
        }
        "sets" => match around(rest, "on") {
            Some((state, after)) => {
                let (on, to) = around(after, "to")?;
                Act::Sets {
                    state: name(state)?,
                    on: name(on)?,
                    to: name(to)?,
                }
            }
            None => {
                let (before, to) = around(rest, "to")?;
                let setting = before.strip_prefix(&["setting"])?;
                Act::SetsSetting {
                    setting: name(setting)?,
                    to: name(to)?,
                }
            }
        },
        "states" => {
            let (fact, on) = around(rest, "on")?;
            Act::States {
                fact: name(fact)?,
                on: name(on)?,
            }
        }
        "extends" | "dismisses" | "lifts" => {
            let (what, on) = around(rest, "on")?;
            let (what, on) = (name(what)?, name(on)?);
            match verb {
                "extends" => Act::Extends { clock: what, on },
                "dismisses" => Act::Dismisses { clock: what, on },
                _ => Act::Lifts { guard: what, on },
            }
        }
        "removes" => {
            let (what, on) = on_last(rest)?;
            Act::AsksRemoval { what, on }
        }
        "agrees" => {
            let (what, on) = on_last(rest.strip_prefix(&["to", "removal", "of"])?)?;
            Act::AgreesRemoval { what, on }
        }
        "restricts" => match around(rest, "to") {
            Some((whom, to)) => Act::Restricts {
                whom: name(whom)?,
                to: names(to)?,
            },
            None => Act::Restricts {
                whom: name(rest)?,
                to: Vec::new(),
            },
        },
        "merges" => {
            let (whom, with) = around(rest, "with")?;
            Act::Merges {
                whom: name(whom)?,
                with: name(with)?,
            }
        }
        step => {
            let (what, on) = on_last(rest)?;
            Act::Signs {
                step: step.strip_suffix('s')?.to_owned(),
                what,
                on,
            }
        }
    };
    Some((who, act, handle))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn act(phrase: &str) -> Option<(String, Act, Option<String>)> {
        read_act(&phrase.split_whitespace().collect::<Vec<_>>())
    }

    #[test]
    fn a_step_reads_like_a_sentence() {
        let (who, what, handle) =
            act("Ana records first-contact on Hana and Tama as talk").unwrap();
        assert_eq!(who, "Ana");
        assert_eq!(
            what,
            Act::Records {
                kind: "first-contact".into(),
                on: vec!["Hana".into(), "Tama".into()]
            }
        );
        assert_eq!(handle.as_deref(), Some("talk"));
        let (who, what, _) = act("Mere Tīwai authorises closure on Hana").unwrap();
        assert_eq!(who, "Mere Tīwai");
        assert_eq!(
            what,
            Act::Signs {
                step: "authorise".into(),
                what: "closure".into(),
                on: Some("Hana".into())
            }
        );
        assert_eq!(
            act("Mere allocates Hana to Ana as social-worker")
                .unwrap()
                .1,
            Act::Allocates {
                whom: "Hana".into(),
                to: "Ana".into(),
                role: "social-worker".into()
            }
        );
        assert!(act("Ana").is_none());
        assert!(act("Ana records").is_none());
        assert!(act("").is_none());
    }
}
