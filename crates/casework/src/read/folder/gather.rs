//! Puts a folder together: who did what on each of the files, which other files are mentioned, what those of kin say. It asks
//! for no leave.

use std::collections::BTreeSet;

use access::Scope;
use domain::FileId;
use domain::event::Body;
use domain::fact::{Fact, Who};
use domain::history::RecordStatus;
use jiff::civil::Date;
use serde_json::Value;

use super::{Folder, Happened, Other};
use crate::Result;
use crate::derive::fact_of;
use crate::read::discreet;
use crate::unit::{Open, Unit};

/// Kinds of fact that a picture of a family is drawn from.
const OF_KIN: [&str; 6] = [
    "relationship",
    "lives_with",
    "birth",
    "death",
    "gender",
    "address",
];

/// Takes in what is seen of another file about the same person.
pub(super) fn join(folder: &mut Folder, more: Other, file: FileId) {
    let into = &mut folder.seen;
    into.also.push(file);
    into.matters.extend(more.seen.matters);
    into.facts.extend(more.seen.facts);
    into.records.extend(more.seen.records);
    into.attachments.extend(more.seen.attachments);
    into.cycles.extend(more.seen.cycles);
    into.involved.extend(more.seen.involved);
    folder.place_hidden |= more.place_hidden;
    folder.not_told |= more.not_told;
}

/// Takes in what stands in single events of a file that is read.
pub(super) fn history(folder: &mut Folder, open: &Open, file: FileId) {
    let history = &open.history;
    folder
        .involvements
        .extend(history.involvements.iter().cloned());
    folder.states.extend(history.states.iter().cloned());
    folder.directions.extend(history.directions.iter().cloned());
    folder
        .homes
        .extend(history.matters.iter().map(|m| (m.id, file)));
    for delivered in &open.delivered {
        let event = &delivered.event;
        let why = match &event.body {
            Body::MatterOpened { .. }
            | Body::StageEntered { .. }
            | Body::StateSet { .. }
            | Body::InvolvementStarted { .. } => None,
            Body::MatterReopened { why, .. }
            | Body::InvolvementEnded { why, .. }
            | Body::FileRestricted { why, .. }
            | Body::FileUnrestricted { why }
            | Body::SameAs { why, .. }
            | Body::Directed { why, .. } => Some(why.clone()).filter(|why| !why.is_empty()),
            _ => continue,
        };
        let happened = Happened {
            by: event.actor,
            on_behalf: event.on_behalf,
            recorded: event.recorded,
            why,
        };
        folder.happened.insert(event.id, happened);
    }
}

/// What files of kin say, where they may be read.
pub(super) fn kin(
    unit: &mut Unit<'_, '_>,
    folder: &mut Folder,
    scope: &Scope,
    today: Date,
) -> Result<()> {
    let mut kin: BTreeSet<FileId> = BTreeSet::new();
    let mut households: BTreeSet<FileId> = BTreeSet::new();
    for (fact, _) in folder.facts_on(today) {
        match fact {
            Fact::Relationship(to) => kin.extend(file_of(&to.to)),
            Fact::LivesWith(in_) => households.extend(in_.household.0.parse::<FileId>()),
            _ => {}
        }
    }
    let own: BTreeSet<FileId> = folder
        .seen
        .also
        .iter()
        .copied()
        .chain([folder.seen.file])
        .collect();
    let kin: Vec<FileId> = kin.into_iter().collect();
    let households: Vec<FileId> = households.into_iter().collect();
    let rows = store::lists::kin::facts(unit.tx, (&kin, &households), &OF_KIN, scope)?;
    let mut facts: Vec<(FileId, Fact)> = rows
        .into_iter()
        .filter(|(file, ..)| !own.contains(file))
        .filter_map(|(file, what, value)| Some((file, fact_of(&what, &value)?)))
        .collect();
    discreet::of_others(&mut facts);
    folder.kin = facts;
    Ok(())
}

fn file_of(who: &Who) -> Option<FileId> {
    who.file()?.0.parse().ok()
}

/// Every other file that is mentioned in what the reader sees, and the file itself.
pub(super) fn mentioned(folder: &Folder) -> Vec<FileId> {
    let mut all: BTreeSet<FileId> = BTreeSet::from([folder.seen.file]);
    all.extend(&folder.seen.also);
    all.extend(folder.restricted.iter().flatten());
    all.extend(folder.involvements.iter().map(|i| i.worker));
    for happened in folder.happened.values() {
        all.insert(happened.by);
        all.extend(happened.on_behalf);
    }
    for fact in &folder.seen.facts {
        fact.value
            .values()
            .for_each(|value| collect(value, &mut all));
    }
    for record in &folder.seen.records {
        all.insert(record.author);
        all.extend(record.signatures.iter().map(|s| s.by));
        all.extend(record.removal_asked.iter().map(|(by, _)| *by));
        if !matches!(record.status, RecordStatus::Removed) {
            let answers = record.answers_for(folder.seen.file);
            answers.values().for_each(|value| collect(value, &mut all));
        }
    }
    all.extend(folder.seen.attachments.iter().map(|a| a.by));
    for look in &folder.looks {
        all.insert(look.seen.worker);
        all.extend(look.seen.on_behalf);
    }
    for (file, fact) in &folder.kin {
        all.insert(*file);
        match fact {
            Fact::Relationship(to) => all.extend(file_of(&to.to)),
            Fact::LivesWith(in_) => all.extend(in_.household.0.parse::<FileId>()),
            _ => {}
        }
    }
    all.into_iter().collect()
}

fn collect(value: &Value, into: &mut BTreeSet<FileId>) {
    match value {
        Value::String(text) => into.extend(text.parse::<FileId>()),
        Value::Array(items) => items.iter().for_each(|item| collect(item, into)),
        Value::Object(members) => members.values().for_each(|value| collect(value, into)),
        _ => {}
    }
}
