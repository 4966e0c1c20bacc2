//! The forms that somebody may write on a file, and with whom together. It logs no look: it shows nothing of the file but
//! whose it is.

use std::sync::Arc;

use domain::event::Subject;
use domain::{FileId, Name};
use pack::Pack;
use pack::model::{Form, Purpose};

use crate::office::{Acting, Office};
use crate::unit::Unit;
use crate::{Error, Result};

/// A form that may be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Writable {
    /// Its kind.
    pub kind: Name,
    /// What people call it.
    pub title: String,
    /// What it is for.
    pub purpose: Option<String>,
    /// The matter it belongs to, as people call it; none: the file itself.
    pub within: Option<String>,
    /// It serves one of the purposes that people are led to.
    pub serves: Option<Purpose>,
    /// It may be about several people at once.
    pub several: bool,
    /// What it belongs to is not open, and it does not open it.
    pub closed: bool,
}

/// What may be written on a file.
pub struct Write {
    /// The file.
    pub file: FileId,
    /// The name it is shown by.
    pub name: String,
    /// The service's pack.
    pub pack: Arc<Pack>,
    /// The forms, in the order of the pack.
    pub forms: Vec<Writable>,
    /// Others whom a form may be about as well: people this file names, whose files the writer sees.
    pub beside: Vec<(FileId, String)>,
}

/// The forms that may be written on a file.
///
/// # Errors
/// `NotFound` for a file that may not be seen.
pub fn of_file(office: &Office, acting: &Acting, file: FileId) -> Result<Write> {
    office.store.read(|tx| {
        let mut none = || 0;
        let mut unit = Unit::reading(tx, office, acting, &mut none);
        inside(&mut unit, file)
    })
}

fn inside(unit: &mut Unit<'_, '_>, file: FileId) -> Result<Write> {
    unit.file(file)?;
    let facts = unit.facts(file)?;
    unit.may(&facts, access::Ask::SeeFile)?;
    let pack = unit.pack()?;
    let subject = unit.opened(file)?.history.subject;
    let mut forms = Vec::new();
    for form in pack.forms.iter().filter(|form| fits(form, subject)) {
        let opener = pack
            .matters
            .iter()
            .find(|m| m.opens_by.iter().any(|k| **k == *form.record));
        let ask = crate::permit::write_record(&form.record, &form.category, opener.is_some());
        if unit.permit(&facts, ask).is_err() {
            continue;
        }
        let within = form.within.as_ref().and_then(|w| pack.matter(w));
        let history = &unit.opened(file)?.history;
        let begun =
            within.is_none_or(|m| history.matters.iter().any(|held| held.kind == *m.matter));
        forms.push(Writable {
            kind: form.record.value.clone(),
            title: form.title.clone(),
            purpose: form.purpose.clone(),
            within: within.map(|m| m.title.clone()),
            serves: form.serves.iter().next().map(|p| p.value),
            several: form.about_siblings,
            closed: opener.is_none() && !begun,
        });
    }
    let mut ids = super::paper::near(unit, &[file])?;
    ids.remove(&file);
    let ids: Vec<FileId> = ids.into_iter().collect();
    let today = unit.here()?.date();
    let scope = access::Scope::of(&crate::permit::actor(unit, today)?);
    let mut beside: Vec<(FileId, String)> = Vec::new();
    if forms.iter().any(|f| f.several) && !ids.is_empty() {
        let near = store::lists::offered::among(unit.tx, &ids, &scope)?;
        let people = near.into_iter().filter(|one| one.subject == "person");
        beside.extend(people.map(|one| (one.file, one.display)));
        beside.sort_by(|a, b| a.1.cmp(&b.1));
    }
    let name = store::find::displays(unit.tx, &[file])?;
    let name = name.into_iter().next().ok_or(Error::NotFound("file"))?.1;
    Ok(Write {
        file,
        name,
        forms,
        beside,
        pack,
    })
}

fn fits(form: &Form, subject: Option<Subject>) -> bool {
    subject.is_some_and(|s| form.filed_on.iter().any(|f| *f.value == *s.as_str()))
}
