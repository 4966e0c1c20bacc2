//! Who is who to a child. Who lives with them, holds parental responsibility, is guardian, cares, may consent, and what a court
//! has ordered are different facts, and none is told from another.

use casework::read::folder::Folder;
use domain::fact::{Fact, Safe, SafeContact};

use super::super::known::Known;
use crate::ctx::Ctx;

/// Sentences under a heading.
pub struct Sentences {
    /// The heading.
    pub title: &'static str,
    /// The sentences.
    pub lines: Vec<String>,
    /// What to say where there is none.
    pub none: &'static str,
    /// The kind of fact to state.
    pub what: &'static str,
}

/// Who is who.
pub fn who(ctx: &Ctx, folder: &Folder) -> Vec<Sentences> {
    let naming = Known {
        folder,
        pack: &folder.pack,
    };
    let facts = folder.facts_on(ctx.me.today());
    let of = |kind: &str| -> Vec<String> {
        let fitting = facts.iter().filter(|(fact, _)| fact.kind() == kind);
        fitting
            .map(|(fact, held)| naming.sentence(fact, &held.period))
            .collect()
    };
    let uses = |kind: &str| !of(kind).is_empty();
    let kept = "Not shown to you.";
    let mut all = vec![Sentences {
        title: "Lives with",
        lines: of("lives_with"),
        none: if folder.place_hidden {
            kept
        } else {
            "Not recorded."
        },
        what: "lives_with",
    }];
    // The law of some countries knows the one, of others the other; a file shows those it has, and never neither.
    if uses("parental_responsibility") || !uses("guardianship") {
        all.push(Sentences {
            title: "Parental responsibility",
            lines: of("parental_responsibility"),
            none: "Not recorded.",
            what: "parental_responsibility",
        });
    }
    all.push(Sentences {
        title: "Guardian",
        lines: of("guardianship"),
        none: "Not recorded.",
        what: "guardianship",
    });
    all.push(Sentences {
        title: "Day-to-day care",
        lines: of("care_of").into_iter().chain(of("in_care")).collect(),
        none: if folder.place_hidden {
            kept
        } else {
            "Not recorded."
        },
        what: "care_of",
    });
    all.push(Sentences {
        title: "May consent",
        lines: of("may_consent"),
        none: "Not recorded.",
        what: "may_consent",
    });
    all.push(Sentences {
        title: "Court orders",
        lines: of("court_order"),
        none: "None recorded.",
        what: "court_order",
    });
    all
}

/// How they may safely be reached.
pub fn contact(ctx: &Ctx, folder: &Folder) -> Vec<String> {
    let facts = folder.facts_on(ctx.me.today());
    let rules = facts.iter().filter_map(|(fact, _)| match fact {
        Fact::SafeContactRule(rule) => Some(said(&rule.rule, &rule.safe)),
        _ => None,
    });
    let ways = facts.iter().filter_map(|(fact, _)| match fact {
        Fact::Contact(contact) => {
            let label = contact.label.as_ref().map(|l| format!(" ({l})"));
            let way = format!("{}{}", contact.value, label.unwrap_or_default());
            Some(said(&way, &contact.safe))
        }
        _ => None,
    });
    rules.chain(ways).collect()
}

fn said(what: &str, safe: &SafeContact) -> String {
    let asked = [
        ("ring", safe.call),
        ("text", safe.text),
        ("post", safe.post),
        ("leave a message", safe.leave_message),
    ];
    let list = |wanted: Safe| -> Vec<&str> {
        let fitting = asked.iter().filter(|(_, answer)| *answer == wanted);
        fitting.map(|(way, _)| *way).collect()
    };
    let mut said = vec![what.to_owned()];
    let (yes, no) = (list(Safe::Yes), list(Safe::No));
    if !yes.is_empty() {
        said.push(format!("may {}", yes.join(", ")));
    }
    if !no.is_empty() {
        said.push(format!("never {}", no.join(", ")));
    }
    if yes.is_empty() && no.is_empty() {
        said.push("what is safe was not asked".to_owned());
    }
    said.extend(safe.when.iter().cloned());
    if let Some(what) = &safe.must_not_say {
        said.push(format!("must not be said: {what}"));
    }
    said.join(" · ")
}
