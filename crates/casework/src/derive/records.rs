//! Records as lists show them, and what was last said about each consent.

use std::collections::{BTreeMap, BTreeSet};

use domain::history::{RecordHeld, RecordStatus};
use jiff::civil::{Date, DateTime};
use pack::model::FieldType;
use pack::practice::{ConsentNow, consent_on};
use store::derived::{Rows, Text, row};

use super::{FileView, occurred_text, text};

/// The service a record is worked on by: its matter's, or the file's.
pub(super) fn service_of(of: &FileView<'_>, record: &RecordHeld) -> Option<Text> {
    let matter = record.matter.and_then(|m| of.history.matter(m));
    matter.map(|m| m.service).or(of.history.service).map(text)
}

pub(super) fn rows(of: &FileView<'_>, rows: &mut Rows) {
    for record in &of.history.records {
        let (status, step) = match &record.status {
            RecordStatus::Waiting(step) => ("waiting", Some(step)),
            RecordStatus::Returned(step, _) => ("returned", Some(step)),
            RecordStatus::Complete => ("complete", None),
            RecordStatus::Removed => ("removed", None),
        };
        let asked = record.removal_asked.as_ref().filter(|_| record.stands());
        rows.push(row::Entry {
            record: text(record.id),
            kind: text(&record.kind),
            category: text(&record.category),
            matter: record.matter.map(text),
            service: service_of(of, record),
            home: record.home == of.file,
            version: record.version.into(),
            author: text(record.author),
            occurred: occurred_text(&record.occurred),
            recorded: record.recorded.as_microsecond(),
            significant: record.significant,
            status: text(status),
            step: step.map(text),
            removal_asked_by: asked.map(|(by, _)| text(by)),
            event: text(record.last_event),
        });
    }
    consents(of, rows);
}

/// What was said last for each purpose that a form of any of the records' packs asks about. Whether it has expired is for
/// whoever knows the day.
fn consents(of: &FileView<'_>, rows: &mut Rows) {
    let packs: BTreeSet<_> = of.history.records.iter().map(|r| &r.pack).collect();
    let mut last: BTreeMap<String, (DateTime, jiff::Timestamp, ConsentNow)> = BTreeMap::new();
    for pack in packs.into_iter().filter_map(|p| (of.practice)(p)) {
        let fields = pack.forms.iter().flat_map(|f| f.fields());
        let fields = fields.filter(|f| *f.kind == FieldType::Consent);
        // A field without a purpose is about everything.
        let purposes: BTreeSet<String> = fields
            .map(|f| f.purpose.as_ref().map_or(String::new(), |p| p.to_string()))
            .collect();
        for purpose in purposes {
            let said = consent_on(&pack, of.history, of.file, &purpose, Date::MIN, None);
            let Some(said) = said else { continue };
            let Some(record) = of.history.record(said.record) else {
                continue;
            };
            let at = said.on.unwrap_or(record.occurred).order();
            let place = (at, record.revised);
            if last
                .get(&purpose)
                .is_none_or(|(at, revised, _)| (*at, *revised) <= place)
            {
                last.insert(purpose, (place.0, place.1, said));
            }
        }
    }
    for (purpose, (_, _, said)) in last {
        rows.push(row::Consent {
            purpose: text(purpose),
            state: text(said.state),
            given_by: said.by.map(text),
            how: said.how.map(text),
            stated: said.on.as_ref().map(occurred_text),
            expires: said.expires.map(text),
            record: text(said.record),
        });
    }
}
