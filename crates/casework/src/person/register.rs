//! Registering somebody: a file with what is known of them. Look for a match first.

use domain::event::{Answers, Body, Period, Subject};
use domain::{FileId, Name, ServiceId};

use crate::Result;
use crate::fact::{State, checked};
use crate::office::{Acting, Ids, Office};
use crate::unit::Unit;

/// What is known of somebody at first: kinds of fact with their fields and periods.
pub type Known = Vec<(Name, Answers, Period)>;

/// Opens a file for a person, family, group or another subject of the acting service.
///
/// # Errors
/// `Invalid` with every field that needs another look; `NotAllowed` for a role in another service.
pub fn register(
    office: &Office,
    acting: &Acting,
    ids: Ids<'_>,
    subject: Subject,
    known: &Known,
) -> Result<FileId> {
    office.act(acting, ids, |unit| {
        crate::permit::may_register(unit, subject)?;
        let service = unit.acting.service;
        // Staff and places are the agency's whose service it is.
        let case = matches!(subject, Subject::Person | Subject::Family | Subject::Group);
        let agency = if case {
            None
        } else {
            store::service::by_id(unit.tx, service)?.map(|row| row.agency)
        };
        let file = inside(unit, subject, Some(service), agency, known)?;
        for (what, value, _) in known {
            if let Some(fact) = crate::derive::fact_of(what, value) {
                crate::fact::names_what_is_there(unit, file, &fact)?;
            }
        }
        Ok(file)
    })
}

/// As [`register`], in a transaction at hand and without asking leave.
pub(crate) fn inside(
    unit: &mut Unit<'_, '_>,
    subject: Subject,
    service: Option<ServiceId>,
    agency: Option<FileId>,
    known: &Known,
) -> Result<FileId> {
    let file = FileId::from_bits(unit.fresh());
    let now = unit.now()?;
    unit.append_to(
        vec![(file, None)],
        now,
        Body::FileOpened {
            subject,
            service,
            agency,
        },
    )?;
    let mut problems = Vec::new();
    for (what, value, period) in known {
        let state = State {
            file,
            what: what.clone(),
            value: value.clone(),
            period: *period,
            corrects: None,
        };
        match checked(unit, &state) {
            Ok(body) => {
                unit.append_to(vec![(file, None)], now, body)?;
            }
            Err(crate::Error::Invalid(found)) => problems.extend(found.into_iter().map(|mut p| {
                p.field = format!("{what}.{}", p.field);
                p
            })),
            Err(other) => return Err(other),
        }
    }
    if problems.is_empty() {
        Ok(file)
    } else {
        Err(crate::Error::Invalid(problems))
    }
}
