//! A file opened for somebody to read in whole: what [`look`](super::file::look) gives, with the names it mentions, who did
//! what when, what the reader may do here, and what they may not know left out. The look is in the log before it leaves.

mod gather;
mod workers;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use access::{Ask, Scope};
use domain::event::{PackRef, Subject};
use domain::fact::Fact;
use domain::history::{Directed, Involvement, MatterHeld, RecordHeld, StateSpan};
use domain::{EventId, FileId, History, MatterId, Name};
use jiff::Timestamp;
use jiff::civil::Date;
use pack::Pack;
use pack::model::{Act, Form, Matter};
use store::view_log::View;

pub use store::view_log::{Kept, Place};

pub use store::lists::beside::Beside;
pub use store::lists::named::Named;
pub use workers::Worker;

use super::discreet::{self, Reader};
use super::file::{Seen, inside};
use super::looked;
use crate::office::{Acting, Office};
use crate::unit::Unit;
use crate::{Error, Result};

/// What a page needs beside the file itself: each costs one statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Want {
    /// Nothing.
    Nothing,
    /// Who works with them under which title, who covers, and the reader's own drafts.
    Beside,
    /// What the files of kin say.
    Kin,
    /// Who looked at it, newest first, after a place: for who may see that.
    Looked(Option<Place>),
}

/// Who did something, and when it was recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Happened {
    /// Who.
    pub by: FileId,
    /// For whom, under cover.
    pub on_behalf: Option<FileId>,
    /// When.
    pub recorded: Timestamp,
    /// The reason given, where one was.
    pub why: Option<String>,
}

/// What the reader may do here. Every act decides again.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct May {
    acts: BTreeSet<&'static str>,
    /// Kinds of record they may write here, in the order of the pack.
    pub writes: Vec<Name>,
    /// Whether they may state facts.
    pub facts: bool,
}

impl May {
    /// Whether they may do an act.
    pub fn act(&self, act: Act) -> bool {
        self.acts.contains(act.name())
    }

    /// Whether they may write a kind of record.
    pub fn write(&self, kind: &str) -> bool {
        self.writes.iter().any(|own| own.as_str() == kind)
    }
}

/// A file opened.
#[derive(Debug, Clone)]
pub struct Folder {
    /// What the reader sees of it and of files about the same person.
    pub seen: Seen,
    /// What it is about.
    pub subject: Subject,
    /// The name it is shown by.
    pub display: String,
    /// Who alone may see it, where it is restricted.
    pub restricted: Option<BTreeSet<FileId>>,
    /// Where they are is kept from this reader.
    pub place_hidden: bool,
    /// A record or a fact says that this reader must not learn of something here.
    pub not_told: bool,
    /// Who has worked with them.
    pub involvements: Vec<Involvement>,
    /// Those who do now, under their titles.
    pub workers: Vec<Worker>,
    /// Dated states.
    pub states: Vec<StateSpan>,
    /// Directions given to timescales.
    pub directions: Vec<Directed>,
    /// On which file each matter stands.
    pub homes: BTreeMap<MatterId, FileId>,
    /// Who did what stands in matters, involvements and directions.
    pub happened: BTreeMap<EventId, Happened>,
    /// The files it mentions.
    pub names: BTreeMap<FileId, Named>,
    /// The packs its matters run under and its records answer, and that of the service.
    pub packs: BTreeMap<PackRef, Arc<Pack>>,
    /// The pack of the service.
    pub pack: Arc<Pack>,
    /// What stands beside it.
    pub beside: Beside,
    /// What files of kin say.
    pub kin: Vec<(FileId, Fact)>,
    /// Who looked at it.
    pub looks: Vec<Kept>,
    /// What the reader may do.
    pub may: May,
}

/// What is shown in place of a name that may not be known.
pub const NOT_SHOWN: &str = "somebody who is not shown to you";

impl Folder {
    /// A file's name as the reader may know it.
    pub fn name(&self, file: FileId) -> &str {
        let found = self.names.get(&file).filter(|named| shows(named));
        found.map_or(NOT_SHOWN, |named| named.display.as_str())
    }

    /// Whether the reader may know of a file.
    pub fn knows(&self, file: FileId) -> bool {
        self.names.get(&file).is_some_and(shows)
    }

    /// Whether the reader may open a file.
    pub fn opens(&self, file: FileId) -> bool {
        self.names.get(&file).is_some_and(|named| named.readable)
    }

    /// The pack whose questions a record answers, with the form.
    pub fn form(&self, record: &RecordHeld) -> Option<(&Pack, &Form)> {
        let pack = self.packs.get(&record.pack)?;
        Some((pack, pack.form(&record.kind)?))
    }

    /// The pack a matter runs under, with its kind.
    pub fn matter(&self, held: &MatterHeld) -> Option<(&Pack, &Matter)> {
        let pack = self.packs.get(&held.pack)?;
        Some((pack, pack.matter(&held.kind)?))
    }

    /// The facts that hold on a day, with when they hold.
    pub fn facts_on(&self, day: Date) -> Vec<(Fact, &domain::history::FactHeld)> {
        let held = self.seen.facts.iter().filter(|f| f.period.holds(day));
        held.filter_map(|f| Some((crate::derive::fact_of(&f.what, &f.value)?, f)))
            .collect()
    }
}

/// Workers, places and organisations are known by name. Of people the reader must be let know, or the file that they read
/// speaks of them as kin does: then their name is a part of it, unless their own file is restricted or elsewhere.
fn shows(named: &Named) -> bool {
    named.known
        || named.tellable
        || !matches!(named.subject.as_str(), "person" | "family" | "group")
}

/// Opens a file; `page` says in the log what of it was shown.
///
/// # Errors
/// `NotFound` for a file that is not there or may not be read.
pub fn open(
    office: &Office,
    acting: &Acting,
    file: FileId,
    page: &'static str,
    want: Want,
) -> Result<Folder> {
    with(office, acting, file, page, want, |_, _| Ok(())).map(|(folder, ())| folder)
}

/// The same, with something more looked up while it is open.
pub(crate) fn with<T>(
    office: &Office,
    acting: &Acting,
    file: FileId,
    page: &'static str,
    want: Want,
    more: impl FnOnce(&mut Unit<'_, '_>, &Folder) -> Result<T>,
) -> Result<(Folder, T)> {
    let (folder, more, views) = office.store.read(|tx| {
        let mut none = || 0;
        let mut unit = Unit::reading(tx, office, acting, &mut none);
        let (folder, views) = read(&mut unit, file, page, want)?;
        let more = more(&mut unit, &folder)?;
        Ok::<_, Error>((folder, more, views))
    })?;
    // On disk before anything of it leaves.
    office
        .store
        .write(|tx| store::view_log::append(tx, &views))?;
    Ok((folder, more))
}

fn read(
    unit: &mut Unit<'_, '_>,
    file: FileId,
    page: &'static str,
    want: Want,
) -> Result<(Folder, Vec<View>)> {
    unit.file(file)?;
    let today = unit.here()?.date();
    let facts = unit.facts(file)?;
    let (seen, on_behalf) = inside(unit, &facts, file)?;
    let history = unit.opened(file)?.history.clone();
    let mut views = vec![view(unit, file, page, on_behalf, &seen.why)];
    let mut folder = Folder {
        subject: history.subject.ok_or(Error::NotFound("file"))?,
        display: String::new(),
        restricted: history.restricted.clone(),
        place_hidden: false,
        not_told: false,
        involvements: Vec::new(),
        workers: Vec::new(),
        states: Vec::new(),
        directions: Vec::new(),
        homes: BTreeMap::new(),
        happened: BTreeMap::new(),
        names: BTreeMap::new(),
        packs: BTreeMap::new(),
        pack: unit.pack()?,
        beside: Beside::default(),
        kin: Vec::new(),
        looks: Vec::new(),
        may: may(unit, &facts, history.subject)?,
        seen,
    };
    discreetly(unit, &facts, &mut folder, file, today)?;
    gather::history(&mut folder, unit.opened(file)?, file);
    packs(unit, &mut folder, &history)?;
    for other in history.same_as {
        // Files about one and the same person are read as one; each look stands in its own file's log.
        let Some((more, on_behalf)) = another(unit, other)? else {
            continue;
        };
        views.push(view(unit, other, page, on_behalf, &more.seen.why));
        gather::join(&mut folder, more, other);
        gather::history(&mut folder, unit.opened(other)?, other);
        let there = unit.opened(other)?.history.clone();
        packs(unit, &mut folder, &there)?;
    }
    let scope = Scope::of(&crate::permit::actor(unit, today)?);
    if want == Want::Kin {
        gather::kin(unit, &mut folder, &scope, today)?;
    }
    if let Want::Looked(after) = want {
        // As for who asks for the list alone.
        let leave = unit.permit(&facts, crate::permit::act(Act::WhoLooked));
        leave.map(drop)?;
        if folder.not_told {
            return Err(Error::NotFound("file"));
        }
        folder.looks = store::view_log::of_file(unit.tx, file, after, looked::MOST)?;
    }
    let mentioned = gather::mentioned(&folder);
    let named = store::lists::named::named(unit.tx, &mentioned, &scope)?;
    folder.names = named.into_iter().map(|n| (n.file, n)).collect();
    if let Some(own) = folder.names.get(&file) {
        folder.display = own.display.clone();
    }
    if want == Want::Beside {
        workers::beside(unit, &mut folder, today)?;
    }
    Ok((folder, views))
}

fn packs(unit: &mut Unit<'_, '_>, folder: &mut Folder, history: &History) -> Result<()> {
    for reference in crate::derive::packs_of(history) {
        let pack = unit.office.pack(unit.tx, &reference)?;
        folder.packs.insert(reference, pack);
    }
    Ok(())
}

/// What a reader sees of another file about the same person; none where they may not read it.
fn another(unit: &mut Unit<'_, '_>, file: FileId) -> Result<Option<(Other, Option<FileId>)>> {
    let found = (|| {
        unit.file(file)?;
        let today = unit.here()?.date();
        let facts = unit.facts(file)?;
        let (mut seen, on_behalf) = inside(unit, &facts, file)?;
        let (place_hidden, not_told) = narrowed(unit, &facts, &mut seen, file, today)?;
        let more = Other {
            seen,
            place_hidden,
            not_told,
        };
        Ok((more, on_behalf))
    })();
    match found {
        Ok(found) => Ok(Some(found)),
        Err(Error::NotFound(_) | Error::NotAllowed { .. }) => Ok(None),
        Err(other) => Err(other),
    }
}

/// What another file about the same person adds.
struct Other {
    seen: Seen,
    place_hidden: bool,
    not_told: bool,
}

fn discreetly(
    unit: &mut Unit<'_, '_>,
    facts: &access::Facts<'_>,
    folder: &mut Folder,
    file: FileId,
    today: Date,
) -> Result<()> {
    let (place_hidden, not_told) = narrowed(unit, facts, &mut folder.seen, file, today)?;
    folder.place_hidden = place_hidden;
    folder.not_told = not_told;
    Ok(())
}

/// Leaves of what somebody sees what they may know; whether where the person is was taken out, and whether they must not learn
/// of something.
fn narrowed(
    unit: &mut Unit<'_, '_>,
    facts: &access::Facts<'_>,
    seen: &mut Seen,
    file: FileId,
    today: Date,
) -> Result<(bool, bool)> {
    let why = unit.permit(facts, Ask::SeeFile)?.why().clone();
    let reader = Reader {
        worker: unit.acting.worker,
        roles: unit.roles()?,
        near: Reader::is_near(&why),
        not_told: unit.not_told(file)?.contains(&unit.acting.worker),
        today,
    };
    let hidden = reader.facts(&mut seen.facts);
    if hidden {
        for record in &mut seen.records {
            let pack = unit.office.pack(unit.tx, &record.pack)?;
            if let Some(form) = pack.form(&record.kind) {
                discreet::without_place(record, form);
            }
        }
    }
    if reader.not_told {
        let mut told = Vec::new();
        for cycle in std::mem::take(&mut seen.cycles) {
            let pack = unit.pack_of(file, cycle.matter)?;
            if pack.clock(&cycle.clock).is_none_or(|c| !c.not_told) {
                told.push(cycle);
            }
        }
        seen.cycles = told;
    }
    Ok((hidden, reader.not_told))
}

/// What somebody may do with a file, asked as every act asks.
fn may(
    unit: &mut Unit<'_, '_>,
    facts: &access::Facts<'_>,
    subject: Option<Subject>,
) -> Result<May> {
    let mut may = May::default();
    for act in Act::ALL {
        if unit.permit(facts, crate::permit::act(*act)).is_ok() {
            may.acts.insert(act.name());
        }
    }
    let pack = unit.pack()?;
    let subject = subject.map_or("", |s| s.as_str());
    for form in pack
        .forms
        .iter()
        .filter(|f| f.filed_on.iter().any(|s| *s.value == *subject))
    {
        let opens = pack
            .matters
            .iter()
            .any(|m| m.opens_by.iter().any(|k| *k.value == *form.record.value));
        let ask = crate::permit::write_record(&form.record, &form.category, opens);
        if unit.permit(facts, ask).is_ok() {
            may.writes.push(form.record.value.clone());
        }
    }
    may.facts = unit.permit(facts, Ask::WriteFacts).is_ok();
    Ok(may)
}

fn view(
    unit: &Unit<'_, '_>,
    file: FileId,
    page: &'static str,
    on_behalf: Option<FileId>,
    why: &str,
) -> View {
    View {
        at: unit.acting.now,
        worker: unit.acting.worker,
        on_behalf: unit.acting.on_behalf.or(on_behalf),
        file,
        what: Name::known(page),
        why: why.to_owned(),
    }
}
