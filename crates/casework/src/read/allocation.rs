//! Who waits for a worker, family by family, and who in the service knows a family already: for a meeting that allocates.

use std::collections::BTreeSet;

use access::Scope;
use domain::FileId;
use store::lists::carried;
use store::lists::tray;

use super::service::unallocated;
use super::team::leads;
use super::tray::{MOST, Page, Place, families, of, shown};
use crate::Result;
use crate::office::{Acting, Office};
use crate::unit::Unit;

/// Open matters in which nobody leads, waiting longest first, with the families they are of.
///
/// # Errors
/// `NotAllowed` for who does not allocate.
pub fn waiting(office: &Office, acting: &Acting, after: Option<&Place>) -> Result<Page> {
    office.store.read(|tx| {
        let mut none = || 0;
        let mut unit = Unit::reading(tx, office, acting, &mut none);
        let today = unit.here()?.date();
        let pack = unit.pack()?;
        let roles = unit.roles()?;
        leads(&pack, &roles)?;
        let mut page = Page {
            title: String::new(),
            items: Vec::new(),
            families: Vec::new(),
            after: None,
        };
        // Without a matter that anybody leads nobody waits.
        let Some(held) = unallocated(&pack) else {
            return Ok(page);
        };
        let scope = Scope::of(&crate::permit::actor(&mut unit, today)?);
        let mut items = tray::page(unit.tx, of(acting, &scope), &held, after, MOST as i64 + 1)?;
        let more = items.len() > MOST;
        items.truncate(MOST);
        page.after = items.last().filter(|_| more).map(tray::Item::place);
        let (family, families) = families(&mut unit, &items, today)?;
        page.families = families;
        let items = items.into_iter().filter_map(|item| {
            let family = family.get(&item.file).copied().unwrap_or(item.file);
            shown(&pack, &held, item, family)
        });
        page.items = items.collect();
        Ok(page)
    })
}

/// Workers who are or were involved with any of these files, as far as the actor may know of them.
///
/// # Errors
/// `NotAllowed` for who does not allocate.
pub fn knew(office: &Office, acting: &Acting, files: &[FileId]) -> Result<BTreeSet<FileId>> {
    office.store.read(|tx| {
        let mut none = || 0;
        let mut unit = Unit::reading(tx, office, acting, &mut none);
        let today = unit.here()?.date();
        let (pack, roles) = (unit.pack()?, unit.roles()?);
        leads(&pack, &roles)?;
        let scope = Scope::of(&crate::permit::actor(&mut unit, today)?);
        Ok(carried::knew(unit.tx, acting.service, files, &scope)?)
    })
}
