//! Opening an account for a worker, or giving one that was closed a new password. Asked for by whoever looks after people, or
//! by the command line.

use domain::FileId;
use pack::model::Act;
use store::Tx;
use store::account::Account;

use crate::office::{Acting, Ids, Office};
use crate::unit::Unit;
use crate::{Error, Result};

/// The longest sign-in name.
const NAME_MOST: usize = 60;

/// A sign-in name as it is kept: small letters and digits without marks, with dots and hyphens between.
///
/// # Errors
/// `Wrong` for one that has anything else in it.
pub fn folded(name: &str) -> Result<String> {
    let folded = domain::text::fold(name.trim());
    let fits = !folded.is_empty()
        && folded.len() <= NAME_MOST
        && folded
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || ".-_@".contains(c));
    if fits {
        Ok(folded)
    } else {
        Err(Error::wrong(
            "a sign-in name has letters, digits, dots and hyphens, up to 60 of them",
            "choose one such as first.last",
        ))
    }
}

/// Opens an account, or sets it anew: the password is to be changed at the first sign-in where `must_change`.
///
/// # Errors
/// `Wrong` for a name that is taken or a weak password; `NotAllowed` for who does not look after people; `NotFound` for a
/// worker who is not there.
pub fn open(
    office: &Office,
    acting: &Acting,
    ids: Ids<'_>,
    worker: FileId,
    (name, password): (&str, &str),
) -> Result<()> {
    let hash = super::password::hash(ids, password, name)?;
    let name = folded(name)?;
    office.store.write(|tx| {
        let mut none = || 0;
        let mut unit = Unit::reading(tx, office, acting, &mut none);
        leave(&mut unit, worker)?;
        put(unit.tx, worker, &name, &hash, true, acting.now)
    })
}

/// As [`open`], for the command line and demonstrations: asks no leave, so no page may call it.
///
/// # Errors
/// As for [`open`].
pub fn outright(
    office: &Office,
    ids: Ids<'_>,
    now: jiff::Timestamp,
    worker: FileId,
    (name, password): (&str, &str),
) -> Result<()> {
    let hash = super::password::hash(ids, password, name)?;
    let name = folded(name)?;
    office
        .store
        .write(|tx| put(tx, worker, &name, &hash, false, now))
}

/// Closes an account and ends its sessions, or opens it again.
///
/// # Errors
/// `NotFound` for a worker without one; `NotAllowed` for one's own, and for who does not look after people.
pub fn disable(office: &Office, acting: &Acting, worker: FileId, disabled: bool) -> Result<()> {
    office.store.write(|tx| {
        let mut none = || 0;
        let mut unit = Unit::reading(tx, office, acting, &mut none);
        leave(&mut unit, worker)?;
        let mut account =
            store::account::of_worker(unit.tx, worker)?.ok_or(Error::NotFound("account"))?;
        account.disabled = disabled;
        account.changed = acting.now;
        store::account::put(unit.tx, &account)?;
        store::session::end_all(unit.tx, worker, None, acting.now)?;
        Ok(())
    })
}

/// Whether somebody may look after the account of a worker: never their own.
pub(crate) fn leave(unit: &mut Unit<'_, '_>, worker: FileId) -> Result<()> {
    unit.file(worker)?;
    let facts = unit.facts(worker)?;
    unit.may(&facts, access::Ask::SeeFile)?;
    if worker == unit.acting.worker {
        return Err(Error::not_allowed(
            "your own account is changed under “Your account”; somebody else can close it",
        ));
    }
    unit.may(&facts, crate::permit::act(Act::People))
}

fn put(
    tx: &mut Tx<'_>,
    worker: FileId,
    name: &str,
    hash: &str,
    must_change: bool,
    now: jiff::Timestamp,
) -> Result<()> {
    if store::account::by_name(tx, name)?.is_some_and(|other| other.worker != worker) {
        return Err(Error::wrong(
            format!("somebody signs in as “{name}” already"),
            "choose another sign-in name",
        ));
    }
    let account = Account {
        worker,
        name: name.to_owned(),
        password: hash.to_owned(),
        second: None,
        second_step: 0,
        disabled: false,
        must_change,
        changed: now,
    };
    store::account::put(tx, &account)?;
    store::session::end_all(tx, worker, None, now)?;
    Ok(())
}

/// The sign-in names of some workers, with whether the account is closed.
///
/// # Errors
/// Those of the database.
pub fn names(office: &Office, workers: &[FileId]) -> Result<Vec<(FileId, String, bool)>> {
    let accounts = office
        .store
        .read(|tx| store::account::of_workers(tx, workers))?;
    Ok(accounts
        .into_iter()
        .map(|a| (a.worker, a.name, a.disabled))
        .collect())
}

/// Everybody who can sign in, with their name, title and service: for the sign-in page of a demonstration and the command
/// line, where there is nothing to hide. At most a hundred of each service.
///
/// # Errors
/// Those of the database.
pub fn everybody(office: &Office, now: jiff::Timestamp) -> Result<Vec<(String, String)>> {
    office.store.read(|tx| {
        let mut all = Vec::new();
        for row in store::service::all(tx)? {
            let Some(view) = office.service(tx, row.service)? else {
                continue;
            };
            let pack = office.pack(tx, &view.pack)?;
            let today = now.to_zoned(view.zone.clone()).date();
            let held = store::lists::workers::of_service(tx, row.service, today, None, 100)?;
            let workers: Vec<FileId> = held.iter().map(|holder| holder.worker).collect();
            let accounts = store::account::of_workers(tx, &workers)?;
            for holder in held {
                let account = accounts.iter().find(|a| a.worker == holder.worker);
                let Some(account) = account.filter(|a| !a.disabled) else {
                    continue;
                };
                let title = pack
                    .role(&holder.role)
                    .map_or_else(|| holder.role.to_string(), |role| role.title.clone());
                let who = format!("{}, {title}, {}", holder.display, row.name);
                if !all.iter().any(|(name, _)| *name == account.name) {
                    all.push((account.name.clone(), who));
                }
            }
        }
        Ok(all)
    })
}
