//! Looking at a file and at its records. The look is in the log before anything of it leaves; what a reader may not see
//! is not there.

use access::Ask;
use domain::history::{FactHeld, MatterHeld, RecordHeld};
use domain::{FileId, RecordId};
use pack::model::Form;
use pack::practice::ClockCycle;

use crate::attachment::Held;
use crate::office::{Acting, Office};
use crate::unit::Unit;
use crate::{Error, Result};
use store::view_log::View;

/// A file as one reader sees it.
#[derive(Debug, Clone)]
pub struct Seen {
    /// The file.
    pub file: FileId,
    /// Other files about the same person, read together with it.
    pub also: Vec<FileId>,
    /// Why they see it, in a sentence.
    pub why: String,
    /// Matters.
    pub matters: Vec<MatterHeld>,
    /// Facts that hold, or held.
    pub facts: Vec<FactHeld>,
    /// Records whose category they read, private answers left out.
    pub records: Vec<RecordHeld>,
    /// What is attached to it or to records they read.
    pub attachments: Vec<Held>,
    /// Timescales.
    pub cycles: Vec<ClockCycle>,
    /// Who is involved now: worker, role.
    pub involved: Vec<(FileId, domain::Name)>,
}

/// Looks at a file.
///
/// # Errors
/// `NotFound` for a file that is not there or may not be seen.
pub fn look(office: &Office, acting: &Acting, file: FileId) -> Result<Seen> {
    let (mut seen, view, also) = read(office, acting, file)?;
    let mut views = vec![view];
    // Files about one and the same person are read as one; each look stands in its own file's log.
    for other in also {
        if let Ok((more, view, _)) = read(office, acting, other) {
            seen.also.push(other);
            seen.matters.extend(more.matters);
            seen.facts.extend(more.facts);
            seen.records.extend(more.records);
            seen.attachments.extend(more.attachments);
            seen.cycles.extend(more.cycles);
            seen.involved.extend(more.involved);
            views.push(view);
        }
    }
    // On disk before anything of it leaves.
    office
        .store
        .write(|tx| store::view_log::append(tx, &views))?;
    Ok(seen)
}

fn read(office: &Office, acting: &Acting, file: FileId) -> Result<(Seen, View, Vec<FileId>)> {
    office.store.read(|tx| {
        let mut none = || 0;
        let mut unit = Unit::reading(tx, office, acting, &mut none);
        unit.file(file)?;
        let facts = unit.facts(file)?;
        let seen = inside(&mut unit, &facts, file)?;
        let on_behalf = acting.on_behalf.or(seen.1);
        let view = View {
            at: acting.now,
            worker: acting.worker,
            on_behalf,
            file,
            what: domain::Name::known("file"),
            why: seen.0.why.clone(),
        };
        let also = unit.opened(file)?.history.same_as.iter().copied();
        let also = also.collect();
        Ok((seen.0, view, also))
    })
}

/// A file as the reader sees it, with whom they do so for. It logs nothing: whoever lets anything of it leave does.
pub(crate) fn inside(
    unit: &mut Unit<'_, '_>,
    facts: &access::Facts<'_>,
    file: FileId,
) -> Result<(Seen, Option<FileId>)> {
    let permit = unit.permit(facts, Ask::SeeFile)?;
    if permit.reach() < access::Reach::Readable {
        return Err(Error::NotFound("file"));
    }
    let why = permit.why().to_string();
    let on_behalf = permit.on_behalf();
    let mut seen = Seen {
        file,
        also: Vec::new(),
        why,
        matters: Vec::new(),
        facts: Vec::new(),
        records: Vec::new(),
        attachments: crate::attachment::of_file::readable(unit, facts, file)?,
        cycles: unit.cycles(file)?,
        involved: Vec::new(),
    };
    let history = unit.opened(file)?.history.clone();
    let not_told = unit.not_told(file)?;
    for record in history.records.iter().filter(|r| r.stands()) {
        if not_told.contains(&unit.acting.worker) && hides(unit, file, record)? {
            continue;
        }
        let pack = unit.office.pack(unit.tx, &record.pack)?;
        let Some(form) = pack.form(&record.kind) else {
            continue;
        };
        if unit
            .permit(facts, crate::permit::read_record(record, &form.private))
            .is_ok()
        {
            let mut record = record.clone();
            strip_private(unit, facts, &mut record, form);
            // A brother's part is on the brother's file.
            record.parts.retain(|of, _| *of == file);
            record.first_parts.retain(|of, _| *of == file);
            seen.records.push(record);
        }
    }
    seen.involved = history
        .involvements
        .iter()
        .filter(|i| i.to.is_none())
        .map(|i| (i.worker, i.role.clone()))
        .collect();
    seen.matters = history.matters;
    seen.facts = history.facts.into_iter().filter(|f| !f.withdrawn).collect();
    Ok((seen, on_behalf))
}

/// A record names persons who must not learn of it.
pub(crate) fn hides(unit: &mut Unit<'_, '_>, file: FileId, record: &RecordHeld) -> Result<bool> {
    let pack = unit.office.pack(unit.tx, &record.pack)?;
    let answers = record.answers_for(file);
    Ok(pack.form(&record.kind).is_some_and(|form| {
        form.fields()
            .any(|f| f.not_told && answers.contains_key(f.id.as_str()))
    }))
}

fn strip_private(
    unit: &mut Unit<'_, '_>,
    facts: &access::Facts<'_>,
    record: &mut RecordHeld,
    form: &Form,
) {
    for field in form.fields().filter(|f| !f.private.is_empty()) {
        if unit
            .permit(facts, crate::permit::read_record(record, &field.private))
            .is_err()
        {
            let parts = record
                .parts
                .values_mut()
                .chain(record.first_parts.values_mut());
            let all = [&mut record.answers, &mut record.first_answers]
                .into_iter()
                .chain(parts);
            all.for_each(|answers| {
                answers.shift_remove(field.id.as_str());
            });
        }
    }
}

/// Reads one record.
///
/// # Errors
/// `NotFound` for one that is not there or may not be read.
pub fn record(office: &Office, acting: &Acting, record: RecordId) -> Result<RecordHeld> {
    let home = office.store.read(|tx| store::record::files(tx, record))?;
    // Any of the files it stands on may be the one the reader knows.
    for file in home {
        if let Ok(seen) = look(office, acting, file)
            && let Some(found) = seen.records.into_iter().find(|r| r.id == record)
        {
            return Ok(found);
        }
    }
    Err(Error::NotFound("record"))
}

/// Whether somebody may write a kind of record on a file. One that is not there is answered like one that may not be seen.
///
/// # Errors
/// Those of the database.
pub fn may_write(office: &Office, acting: &Acting, file: FileId, kind: &str) -> Result<bool> {
    office.store.read(|tx| {
        let mut none = || 0;
        let mut unit = Unit::reading(tx, office, acting, &mut none);
        match unit.file(file) {
            Ok(_) => {}
            Err(Error::NotFound(_)) => return Ok(false),
            Err(other) => return Err(other),
        }
        let pack = unit.pack()?;
        let form = pack.form(kind).ok_or(Error::NotFound("form"))?;
        let opens = pack
            .matters
            .iter()
            .any(|m| m.opens_by.iter().any(|k| ***k == *kind));
        let facts = unit.facts(file)?;
        Ok(unit
            .permit(
                &facts,
                crate::permit::write_record(&form.record, &form.category, opens),
            )
            .is_ok())
    })
}

pub(crate) fn log(
    unit: &mut Unit<'_, '_>,
    file: FileId,
    what: &'static str,
    why: &str,
) -> Result<()> {
    let view = store::view_log::View {
        at: unit.acting.now,
        worker: unit.acting.worker,
        on_behalf: unit.acting.on_behalf,
        file,
        what: domain::Name::known(what),
        why: why.into(),
    };
    Ok(store::view_log::append(unit.tx, &[view])?)
}
