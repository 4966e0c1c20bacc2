//! The duty desk: one search, one answer, at once. Of a file outside need-to-know, restricted or not, it says that somebody is
//! known, which team to ring, and of danger; never a name, and nothing at all of a file whose restriction says so. Every
//! answer stands in the log of its file before it is given.

use std::collections::{BTreeMap, BTreeSet};

use access::Scope;
use domain::fact::Fact;
use domain::text::fold_words;
use domain::{FileId, Name};
use jiff::civil::Date;
use pack::Pack;
use pack::model::Act;
use store::lists::duty::{self, Around, Asked};
use store::view_log::View;

use super::my_day::{form_title, reads, stage_title, state_title};
use crate::derive::{fact_of, identifier_key, telephone_key};
use crate::office::{Acting, Office};
use crate::unit::Unit;
use crate::{Error, Result};

/// The most answers.
pub const MOST: i64 = 20;
/// Entries of an answer.
const ENTRIES: i64 = 3;

/// What the desk says.
#[derive(Debug, Clone, Default)]
pub struct Desk {
    /// Answers, those who may be seen first.
    pub answers: Vec<Answer>,
    /// Whether more were found than are given: type more.
    pub more: bool,
}

/// One answer.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// Somebody whose file may be seen.
    Seen(Seen),
    /// Somebody is known, and that is all that is told.
    Known {
        /// The team to ring, or the service.
        ring: String,
        /// Warnings to workers.
        danger: Vec<Danger>,
    },
}

/// A warning to workers; why it was given stands on the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Danger {
    /// The danger.
    pub what: String,
    /// What to do.
    pub precaution: Option<String>,
    /// When it is looked at again.
    pub review_on: Date,
}

/// Somebody whose file the one on duty may see.
#[derive(Debug, Clone, PartialEq)]
pub struct Seen {
    /// The file.
    pub file: FileId,
    /// The name it is shown by.
    pub display: String,
    /// Birth as filed.
    pub born: Option<String>,
    /// Whether it is restricted.
    pub restricted: bool,
    /// Title of an open matter, title of its stage, when it was opened.
    pub open: Vec<(String, String, String)>,
    /// To whom it is open.
    pub to: Vec<Whom>,
    /// Title of a state, title of its value.
    pub states: Vec<(String, String)>,
    /// Warnings to workers.
    pub danger: Vec<Danger>,
    /// The last entries they read, last first.
    pub entries: Vec<Entry>,
}

/// A worker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Whom {
    /// Their file.
    pub worker: FileId,
    /// Their name.
    pub name: String,
    /// Their title.
    pub title: String,
    /// Their team.
    pub team: Option<String>,
}

/// An entry at a glance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The record.
    pub record: domain::RecordId,
    /// The form's title.
    pub title: String,
    /// When what it tells happened, as lists keep it.
    pub occurred: String,
    /// Who wrote it.
    pub author: Option<String>,
}

/// Searches by a name, a locality, a number or a reference, whatever was typed.
///
/// # Errors
/// `NotAllowed` for who is not on duty by any of their roles in the service.
pub fn duty(office: &Office, acting: &Acting, typed: &str) -> Result<Desk> {
    let (desk, views) = office.store.read(|tx| search(office, acting, typed, tx))?;
    office
        .store
        .write(|tx| store::view_log::append(tx, &views))?;
    Ok(desk)
}

fn search(
    office: &Office,
    acting: &Acting,
    typed: &str,
    tx: &mut store::Tx<'_>,
) -> Result<(Desk, Vec<View>)> {
    let mut none = || 0;
    let mut unit = Unit::reading(tx, office, acting, &mut none);
    let today = unit.here()?.date();
    let pack = unit.pack()?;
    let roles = unit.roles()?;
    let mut scope = Scope::of(&crate::permit::actor(&mut unit, today)?);
    scope.duty.retain(|service| *service == acting.service);
    let on_duty = pack
        .roles
        .iter()
        .any(|role| roles.contains(&role.role.value) && role.may(Act::Duty));
    if !on_duty || scope.duty.is_empty() {
        return Err(Error::not_allowed("your roles do not put you on duty here"));
    }
    let mut found = duty::found(unit.tx, &asked(typed), &scope, MOST + 1)?;
    let more = found.len() as i64 > MOST;
    found.truncate(MOST as usize);
    let files: Vec<FileId> = found.iter().map(|f| f.file).collect();
    if files.is_empty() {
        return Ok((Desk::default(), Vec::new()));
    }
    let titles: BTreeSet<String> = pack
        .roles
        .iter()
        .filter_map(|r| Some(r.protected.as_ref()?.needs.replace('-', "_")))
        .collect();
    let titles: Vec<String> = titles.into_iter().collect();
    let mut around: BTreeMap<FileId, Vec<Around>> = BTreeMap::new();
    for (file, what) in duty::around(unit.tx, &files, &titles, today)? {
        around.entry(file).or_default().push(what);
    }
    let seen: Vec<FileId> = found.iter().filter(|f| f.known).map(|f| f.file).collect();
    let categories: Vec<String> = reads(&pack, &roles).iter().map(Name::to_string).collect();
    let mut entries: BTreeMap<FileId, Vec<Entry>> = BTreeMap::new();
    for entry in duty::last_entries(unit.tx, &seen, &categories, &guarded(&pack), ENTRIES)? {
        entries.entry(entry.file).or_default().push(Entry {
            record: entry.record,
            title: form_title(&pack, &entry.kind),
            occurred: entry.occurred,
            author: entry.author,
        });
    }
    let service = unit.service_name()?;
    let mut views = Vec::new();
    let mut answers = Vec::new();
    for found in found {
        let about = around.remove(&found.file).unwrap_or_default();
        let why = match found.known {
            true => "on duty: searched, and may see the file",
            false => "on duty: searched; told only whom to ring, and of danger",
        };
        views.push(View {
            at: acting.now,
            worker: acting.worker,
            on_behalf: acting.on_behalf,
            file: found.file,
            what: Name::known("duty"),
            why: why.into(),
        });
        let danger = danger(&about);
        answers.push(if found.known {
            let last = entries.remove(&found.file).unwrap_or_default();
            Answer::Seen(shown(&pack, found, &about, danger, last, today))
        } else {
            let ring = ring(&about).unwrap_or_else(|| service.clone());
            Answer::Known { ring, danger }
        });
    }
    // Two files about somebody, or two of one team, tell no more than one where nobody may be seen.
    let mut told: Vec<Answer> = Vec::new();
    for answer in answers {
        if matches!(answer, Answer::Seen(_)) || !told.contains(&answer) {
            told.push(answer);
        }
    }
    Ok((
        Desk {
            answers: told,
            more,
        },
        views,
    ))
}

/// What was typed, each way it may have been meant.
fn asked(typed: &str) -> Asked {
    let words = fold_words(typed);
    // Keys are of figures or of a reference as a whole; a name has neither.
    let figures = typed.chars().any(|c| c.is_ascii_digit());
    let keys = [identifier_key(typed), telephone_key(typed)];
    Asked {
        keys: keys.into_iter().flatten().filter(|_| figures).collect(),
        places: words.clone(),
        file: typed.trim().parse().ok(),
        words,
    }
}

/// Kinds of records that may be private, or hide themselves from somebody: they are read on the file.
fn guarded(pack: &Pack) -> Vec<String> {
    pack.forms
        .iter()
        .filter(|form| !form.private.is_empty() || form.fields().any(|f| f.not_told))
        .map(|form| form.record.to_string())
        .collect()
}

fn danger(about: &[Around]) -> Vec<Danger> {
    let notes = about.iter().filter_map(|what| match what {
        Around::Danger(value) => fact_of(&Name::known("danger_note"), value),
        _ => None,
    });
    notes
        .filter_map(|fact| match fact {
            Fact::DangerNote(note) => Some(Danger {
                what: note.what,
                precaution: note.precaution,
                review_on: note.review_on,
            }),
            _ => None,
        })
        .collect()
}

/// The teams of who is involved.
fn ring(about: &[Around]) -> Option<String> {
    let teams: BTreeSet<&str> = about
        .iter()
        .filter_map(|what| match what {
            Around::Worker { team, .. } => team.as_deref(),
            _ => None,
        })
        .collect();
    let teams: Vec<&str> = teams.into_iter().collect();
    (!teams.is_empty()).then(|| teams.join(" or "))
}

fn shown(
    pack: &Pack,
    found: duty::Found,
    about: &[Around],
    danger: Vec<Danger>,
    entries: Vec<Entry>,
    today: Date,
) -> Seen {
    let mut seen = Seen {
        file: found.file,
        display: found.display,
        born: found.born,
        restricted: found.restricted,
        open: Vec::new(),
        to: Vec::new(),
        states: Vec::new(),
        danger,
        entries,
    };
    for what in about {
        match what {
            Around::Matter {
                kind,
                stage,
                opened,
                ..
            } => {
                let (title, stage) = stage_title(pack, kind, stage);
                seen.open.push((title, stage, opened.clone()));
            }
            Around::State { state, value } => {
                let state = state_title(pack, state, value);
                if !seen.states.contains(&state) {
                    seen.states.push(state);
                }
            }
            Around::Worker {
                worker,
                name,
                role,
                team,
            } => {
                let whom = Whom {
                    worker: *worker,
                    name: name.clone(),
                    title: title(pack, role, *worker, about, today),
                    team: team.clone(),
                };
                if !seen.to.contains(&whom) {
                    seen.to.push(whom);
                }
            }
            Around::Danger(_) | Around::Held { .. } => {}
        }
    }
    seen
}

/// The title a worker carries in a role, by the facts at hand.
fn title(pack: &Pack, role: &Name, worker: FileId, about: &[Around], today: Date) -> String {
    let Some(known) = pack.role(role) else {
        return role.replace(['-', '_'], " ");
    };
    let Some(protected) = &known.protected else {
        return known.title.clone();
    };
    let needs = protected.needs.replace('-', "_");
    let holds = about.iter().any(|what| match what {
        Around::Held {
            worker: of,
            what,
            value,
        } => {
            *of == worker
                && **what == *needs
                && fact_of(what, value).is_some_and(|fact| fact.stands_on(today))
        }
        _ => false,
    });
    match holds {
        true => known.title.clone(),
        false => protected.otherwise.clone(),
    }
}
