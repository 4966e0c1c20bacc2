//! What stands in single events: notices, exceptions that somebody looks at afterwards, cover, services and their settings.

use domain::event::{Body, Delivered};
use domain::{MatterId, RecordId};
use store::derived::{Rows, Text, row};

use super::records::service_of;
use super::{FileView, canonical, text};

pub(super) fn rows(of: &FileView<'_>, rows: &mut Rows) {
    for delivered in of.delivered {
        one(delivered, rows);
        if let Some(exception) = exception(of, delivered) {
            rows.push(exception);
        }
    }
    for cover in &of.history.covers {
        rows.push(row::Cover {
            cover: text(cover.id),
            by_worker: text(cover.by),
            starts: text(cover.from),
            until: text(cover.until),
            ended: cover.ended,
        });
    }
}

fn one(delivered: &Delivered, rows: &mut Rows) {
    let event = &delivered.event;
    match &event.body {
        Body::Noticed {
            about, to, says, ..
        } => {
            for worker in to {
                rows.push(row::Notice {
                    event: text(event.id),
                    worker: text(worker),
                    about: text(about),
                    says: text(says),
                    told: event.recorded.as_microsecond(),
                });
            }
        }
        Body::ServiceOpened {
            service,
            slug,
            name,
            zone,
            calendar,
            pack,
        } => {
            rows.push(row::Service {
                service: text(service),
                slug: text(slug),
                name: text(name),
                zone: text(zone),
                calendar: text(calendar),
                pack: text(&pack.pack),
                version: text(&pack.version),
            });
        }
        Body::SettingSet {
            service,
            setting,
            value,
            from,
        } => {
            rows.push(row::ServiceSetting {
                event: text(event.id),
                service: text(service),
                setting: text(setting),
                value: text(canonical(value)),
                starts: text(from),
            });
        }
        _ => {}
    }
}

/// An exception stands on one file: that on which the record is listed first.
fn exception(of: &FileView<'_>, delivered: &Delivered) -> Option<row::Exception> {
    let event = &delivered.event;
    let of_record = |id: RecordId| match of.history.record(id) {
        Some(record) if record.home != of.file => None,
        Some(record) => Some(service_of(of, record)),
        None => Some(of.history.service.map(text)),
    };
    let of_matter = |matter: Option<MatterId>| {
        let matter = matter.and_then(|m| of.history.matter(m));
        matter.map(|m| m.service).or(of.history.service).map(text)
    };
    let (what, about, why, service): (_, Text, _, _) = match &event.body {
        Body::RecordSigned {
            record,
            own_work: Some(why),
            ..
        } => ("own_work", text(record), why, of_record(*record)?),
        Body::RecordRemovalAsked { record, why } => {
            ("removal_asked", text(record), why, of_record(*record)?)
        }
        Body::GuardLifted { matter, guard, why } => {
            ("guard_lifted", text(guard), why, of_matter(*matter))
        }
        _ => return None,
    };
    Some(row::Exception {
        service,
        event: text(event.id),
        what: text(what),
        about,
        by_worker: text(event.actor),
        why: text(why),
        at: event.recorded.as_microsecond(),
    })
}
