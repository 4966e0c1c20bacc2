//! What must then be so.

use jiff::civil::{Date, Time};

use super::moment;
use crate::text::{FromNode, Node, Problems, Span, Spanned};

crate::name_enum! {
    /// How a timescale looks at the moment.
    pub enum ClockLook: "how a timescale looks" {
        /// It runs, and is not soon due.
        Open = "open",
        /// It is due soon.
        DueSoon = "due soon",
        /// It has passed unmet.
        Out = "out of timescale",
        /// It was met in time.
        Met = "met",
        /// It was met, too late.
        MetLate = "met late",
        /// Somebody dismissed it.
        Dismissed = "dismissed",
        /// It was stopped, or its condition no longer holds.
        Stopped = "stopped",
        /// It never started.
        NotRunning = "not running",
    }
}

/// An expectation.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub enum What {
    ClockDue {
        clock: String,
        on: String,
        date: Date,
        time: Option<Time>,
    },
    ClockIs {
        clock: String,
        on: String,
        look: ClockLook,
    },
    MatterOpen {
        matter: String,
        on: String,
        open: bool,
    },
    MatterAt {
        matter: String,
        on: String,
        stage: String,
    },
    State {
        state: String,
        on: String,
        value: String,
    },
    Consent {
        purpose: String,
        on: String,
        state: String,
    },
    Tray {
        tray: String,
        of: String,
        holds: Option<(String, String)>,
    },
    Told {
        who: String,
        about: String,
        on: String,
        told: bool,
    },
    Sees {
        who: String,
        whom: String,
        sees: bool,
    },
    Reads {
        who: String,
        kind: String,
        on: String,
        reads: bool,
    },
    MayWrite {
        who: String,
        kind: String,
        may: bool,
    },
    Title {
        who: String,
        title: String,
    },
    Caseload {
        who: String,
        count: u32,
        band: Option<String>,
    },
    Record {
        what: String,
        on: Option<String>,
        status: String,
    },
    Offers {
        what: String,
        on: Option<String>,
        resource: String,
    },
    Answer {
        field: String,
        what: String,
        on: Option<String>,
        value: String,
    },
    Chronology {
        on: String,
        kind: String,
        holds: bool,
    },
    Measure {
        name: String,
        from: Date,
        to: Date,
        figure: String,
    },
}

/// An expectation with its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Expect {
    /// What must be so.
    pub what: What,
    /// As written.
    pub phrase: String,
    /// Where it stands.
    pub span: Span,
}

impl FromNode for Expect {
    fn expected() -> String {
        "an expectation, such as `clock child-seen on Hana is due 2026-03-05`".into()
    }
    fn from_node(node: &Node, problems: &mut Problems) -> Option<Self> {
        let text = Spanned::<String>::from_node(node, problems)?;
        let words: Vec<&str> = text.split_whitespace().collect();
        match read(&words) {
            Some(what) => Some(Self {
                what,
                phrase: text.value.clone(),
                span: text.span,
            }),
            None => {
                problems
                    .error(text.span, format!("`{}` is not an expectation", *text))
                    .expected("one of the sentences the language reference lists");
                None
            }
        }
    }
}

fn around<'w>(words: &'w [&'w str], at: &str) -> Option<(&'w [&'w str], &'w [&'w str])> {
    let place = words.iter().position(|w| *w == at)?;
    Some((&words[..place], &words[place + 1..]))
}

fn around_all<'w>(words: &'w [&'w str], at: &[&str]) -> Option<(&'w [&'w str], &'w [&'w str])> {
    let place = words.windows(at.len()).position(|w| w == at)?;
    Some((&words[..place], &words[place + at.len()..]))
}

fn name(words: &[&str]) -> Option<String> {
    (!words.is_empty()).then(|| words.join(" "))
}

fn unquoted(words: &[&str]) -> Option<String> {
    name(words).map(|n| n.trim_matches('"').to_owned())
}

fn what_on(words: &[&str]) -> Option<(String, Option<String>)> {
    match around(words, "on") {
        Some((what, on)) => Some((name(what)?, Some(name(on)?))),
        None => Some((name(words)?, None)),
    }
}

fn read(words: &[&str]) -> Option<What> {
    match *words.first()? {
        "clock" => {
            let (before, after) = around(&words[1..], "is")?;
            let (clock, on) = around(before, "on")?;
            let (clock, on) = (name(clock)?, name(on)?);
            if after.first() == Some(&"due") && after.get(1) != Some(&"soon") {
                let (date, time, used) = moment(&after[1..])?;
                return (after.len() == used + 1).then_some(What::ClockDue {
                    clock,
                    on,
                    date,
                    time,
                });
            }
            Some(What::ClockIs {
                clock,
                on,
                look: ClockLook::from_name(&after.join(" "))?,
            })
        }
        "consent" => {
            let (before, state) = around(&words[1..], "is")?;
            let (purpose, on) = around(before, "of")?;
            Some(What::Consent {
                purpose: name(purpose)?,
                on: name(on)?,
                state: name(state)?,
            })
        }
        "tray" => {
            let (tray, after) = around(&words[1..], "of")?;
            let tray = name(tray)?;
            if let Some((of, holds)) = around(after, "holds") {
                let (kind, on) = around(holds, "on")?;
                return Some(What::Tray {
                    tray,
                    of: name(of)?,
                    holds: Some((name(kind)?, name(on)?)),
                });
            }
            let (of, empty) = around(after, "is")?;
            (empty == ["empty"]).then_some(What::Tray {
                tray,
                of: name(of)?,
                holds: None,
            })
        }
        "title" => {
            let (who, title) = around(words.get(2..)?, "is")?;
            Some(What::Title {
                who: name(who)?,
                title: unquoted(title)?,
            })
        }
        "caseload" => {
            let (who, after) = around(words.get(2..)?, "is")?;
            let count = after.first()?.parse().ok()?;
            Some(What::Caseload {
                who: name(who)?,
                count,
                band: name(&after[1..]),
            })
        }
        "answer" => {
            let (field, after) = around(&words[1..], "of")?;
            let (what, value) = around(after, "is")?;
            let (what, on) = what_on(what)?;
            Some(What::Answer {
                field: name(field)?,
                what,
                on,
                value: unquoted(value)?,
            })
        }
        "chronology" => {
            let after = words.get(2..)?;
            let (on, kind, holds) = match around_all(after, &["does", "not", "hold"]) {
                Some((on, kind)) => (on, kind, false),
                None => {
                    let (on, kind) = around(after, "holds")?;
                    (on, kind, true)
                }
            };
            Some(What::Chronology {
                on: name(on)?,
                kind: name(kind)?,
                holds,
            })
        }
        "measure" => {
            let (measure, after) = around(&words[1..], "from")?;
            let (from, after) = around(after, "to")?;
            let (to, figure) = around(after, "is")?;
            let day = |w: &[&str]| w.first()?.parse().ok();
            Some(What::Measure {
                name: name(measure)?,
                from: day(from)?,
                to: day(to)?,
                figure: name(figure)?,
            })
        }
        _ => read_sentence(words),
    }
}

fn read_sentence(words: &[&str]) -> Option<What> {
    for (at, told) in [
        (&["is", "not", "told"][..], false),
        (&["is", "told"][..], true),
    ] {
        if let Some((who, after)) = around_all(words, at) {
            let (about, on) = around(after, "about")?;
            return Some(What::Told {
                who: name(who)?,
                about: name(about)?,
                on: name(on)?,
                told,
            });
        }
    }
    for (at, may) in [
        (&["may", "not", "write"][..], false),
        (&["may", "write"][..], true),
    ] {
        if let Some((who, kind)) = around_all(words, at) {
            return Some(What::MayWrite {
                who: name(who)?,
                kind: name(kind)?,
                may,
            });
        }
    }
    for (at, sees) in [(&["does", "not", "see"][..], false), (&["sees"][..], true)] {
        if let Some((who, whom)) = around_all(words, at) {
            return Some(What::Sees {
                who: name(who)?,
                whom: name(whom)?,
                sees,
            });
        }
    }
    for (at, reads) in [
        (&["does", "not", "read"][..], false),
        (&["reads"][..], true),
    ] {
        if let Some((who, after)) = around_all(words, at) {
            let (kind, on) = around(after, "on")?;
            return Some(What::Reads {
                who: name(who)?,
                kind: name(kind)?,
                on: name(on)?,
                reads,
            });
        }
    }
    if let Some((what, resource)) = around(words, "offers") {
        let (what, on) = what_on(what)?;
        return Some(What::Offers {
            what,
            on,
            resource: name(resource)?,
        });
    }
    if let Some((before, stage)) = around_all(words, &["is", "at"]) {
        let (matter, on) = around(before, "on")?;
        return Some(What::MatterAt {
            matter: name(matter)?,
            on: name(on)?,
            stage: name(stage)?,
        });
    }
    let (before, after) = around(words, "is")?;
    let after_text = name(after)?;
    if matches!(after_text.as_str(), "open" | "closed") {
        let (matter, on) = around(before, "on")?;
        return Some(What::MatterOpen {
            matter: name(matter)?,
            on: name(on)?,
            open: after_text == "open",
        });
    }
    if matches!(after_text.as_str(), "complete" | "returned" | "removed")
        || after_text.starts_with("waiting for ")
    {
        let (what, on) = what_on(before)?;
        return Some(What::Record {
            what,
            on,
            status: after_text,
        });
    }
    let (state, on) = around(before, "of")?;
    Some(What::State {
        state: name(state)?,
        on: name(on)?,
        value: after_text,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_expectation_reads_like_a_sentence() {
        let read_all = |text: &str| read(&text.split_whitespace().collect::<Vec<_>>());
        for (text, clock) in [
            ("clock child-seen on Hana is due 2026-03-05", true),
            ("clock child-seen on Hana is due soon", true),
            ("episode on Hana is at closed", false),
            ("episode on Hana is open", false),
            ("intensity of Hana is high", false),
            ("consent service of Hana is refused", false),
            ("tray to-sign of Mere holds closure on Hana", false),
            ("tray to-sign of Mere is empty", false),
            ("Mere is told concern-raised about Hana", false),
            ("Mere is not told concern-raised about Hana", false),
            ("Rua does not see Hana", false),
            ("Rua does not read assessment on Hana", false),
            ("Rua may not write assessment", false),
            ("title of Rua is \"Support worker\"", false),
            ("caseload of Ana is 3 below", false),
            ("closure on Hana is waiting for authorise", false),
            ("answer fruit of closure on Hana is apple", false),
            ("chronology of Hana holds closure", false),
            ("measure new from 2026-01-01 to 2026-06-30 is 3", false),
            ("report-of-concern on Hana offers reporting-guide", false),
        ] {
            let what = read_all(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(
                matches!(what, What::ClockDue { .. } | What::ClockIs { .. }),
                clock,
                "{text}"
            );
        }
        assert!(read_all("perhaps").is_none());
    }
}
