//! Teams and sites of a service, as whoever looks after them sees them.

use domain::FileId;
use domain::event::Subject;
use store::lists::staff;

use super::{PAGE, keeps_people};
use crate::Result;
use crate::office::{Acting, Office};
use crate::unit::Unit;

/// Where a list goes on.
pub type Place = (String, FileId);

/// A team with who is in it.
#[derive(Debug, Clone)]
pub struct Team {
    /// Its file.
    pub file: FileId,
    /// Its name.
    pub display: String,
    /// Who is in it today.
    pub members: Vec<(FileId, String)>,
    /// Where the list goes on after it.
    pub place: Place,
}

/// A page of teams by name; whether there are more.
///
/// # Errors
/// `NotAllowed` for who does not look after people.
pub fn teams(office: &Office, acting: &Acting, after: Option<&Place>) -> Result<(Vec<Team>, bool)> {
    office.store.read(|tx| {
        let mut none = || 0;
        let mut unit = Unit::reading(tx, office, acting, &mut none);
        let scope = keeps_people(&mut unit)?;
        let today = unit.here()?.date();
        let sorts = [Subject::Team.as_str()];
        let limit = PAGE as i64 + 1;
        let mut all = staff::page(unit.tx, acting.service, &sorts, &scope, after, limit)?;
        let more = all.len() > PAGE;
        all.truncate(PAGE);
        let files: Vec<FileId> = all.iter().map(|team| team.file).collect();
        let members = staff::in_teams(unit.tx, &files, today)?;
        let teams = all.into_iter().map(|team| Team {
            file: team.file,
            place: team.place(),
            members: members
                .iter()
                .filter(|(of, _, _)| *of == team.file)
                .map(|(_, worker, name)| (*worker, name.clone()))
                .collect(),
            display: team.display,
        });
        Ok((teams.collect(), more))
    })
}

/// A site.
#[derive(Debug, Clone)]
pub struct Site {
    /// Its file.
    pub file: FileId,
    /// Its name.
    pub display: String,
    /// What sort of place it is, as the pack has it.
    pub kind: Option<String>,
    /// Whether the service serves it; none where nobody said.
    pub served: Option<bool>,
    /// Where the list goes on after it.
    pub place: Place,
}

/// A page of sites by name; whether there are more.
///
/// # Errors
/// `NotAllowed` for who does not look after people.
pub fn sites(office: &Office, acting: &Acting, after: Option<&Place>) -> Result<(Vec<Site>, bool)> {
    office.store.read(|tx| {
        let mut none = || 0;
        let mut unit = Unit::reading(tx, office, acting, &mut none);
        let scope = keeps_people(&mut unit)?;
        let today = unit.here()?.date();
        let sorts = [Subject::Site.as_str()];
        let limit = PAGE as i64 + 1;
        let mut all = staff::page(unit.tx, acting.service, &sorts, &scope, after, limit)?;
        let more = all.len() > PAGE;
        all.truncate(PAGE);
        let files: Vec<FileId> = all.iter().map(|site| site.file).collect();
        let facts = staff::facts_about(unit.tx, &files, &["site", "served"], today)?;
        let service = acting.service.to_string();
        let sites = all.into_iter().map(|site| {
            let own = || facts.iter().filter(|f| f.file == site.file);
            let kind = own().rfind(|f| *f.what == *"site");
            let kind = kind.and_then(|f| f.value.get("site_kind")?.as_str());
            let holds = |f: &&staff::About| f.from.is_none_or(|from| from <= today);
            let served = own().filter(holds).filter(|f| {
                *f.what == *"served"
                    && f.value.get("service").and_then(|v| v.as_str()) == Some(&*service)
            });
            let served = served.max_by_key(|f| f.from);
            Site {
                file: site.file,
                place: site.place(),
                kind: kind.map(str::to_owned),
                served: served.and_then(|f| f.value.get("served")?.as_bool()),
                display: site.display,
            }
        });
        Ok((sites.collect(), more))
    })
}
