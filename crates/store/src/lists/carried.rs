//! What a worker carries in numbers, and who has worked with some files before. Over what the actor may know of.

use std::collections::BTreeSet;

use domain::{FileId, Name, ServiceId};

use super::statement::Arguments;
use crate::db::{Result, Tx};

/// A dated state with its value, and how many people are in it; without a state: how many there are.
pub type InState = (Option<(Name, Name)>, i64);

/// How many people a worker works with: all of them under an empty state, then by the value of each dated state.
pub fn by_state(
    tx: &mut Tx<'_>,
    (worker, service): (FileId, ServiceId),
    scope: &access::Scope,
) -> Result<Vec<InState>> {
    let mut args = Arguments::default();
    let (worker, service) = (args.value(worker.to_string()), args.value(service));
    let known = args.known(scope);
    let works = "FROM involvement i JOIN matter m ON m.file = i.file AND m.matter = i.matter JOIN subject s ON s.file = m.file";
    let where_ = format!(
        "WHERE i.worker = {worker} AND i.ended IS NULL AND m.closed IS NULL AND m.service = {service} AND {known}"
    );
    let text = format!(
        "SELECT '', '', count(DISTINCT m.file) {works} {where_}
         UNION ALL
         SELECT t.state, t.value, count(DISTINCT m.file) {works}
             JOIN state t ON t.file = m.file AND t.matter = m.matter AND t.current = 1 {where_}
         GROUP BY t.state, t.value ORDER BY 1, 2"
    );
    tx.query_dyn(&text, &args.all, |row| {
        let name = |text: String| Name::parse(&text);
        let state = name(row.get(0)?).zip(name(row.get(1)?));
        Ok((state, row.get(2)?))
    })
}

/// Who is or was involved with any of some files in a service.
pub fn knew(
    tx: &mut Tx<'_>,
    service: ServiceId,
    files: &[FileId],
    scope: &access::Scope,
) -> Result<BTreeSet<FileId>> {
    let mut args = Arguments::default();
    let service = args.value(service);
    let files = args.texts(files);
    let known = args.known(scope);
    let text = format!(
        "SELECT DISTINCT i.worker FROM involvement i JOIN matter m ON m.file = i.file AND m.matter = i.matter
             JOIN subject s ON s.file = i.file
         WHERE i.file IN {files} AND m.service = {service} AND {known} ORDER BY i.worker"
    );
    let workers = tx.query_dyn(&text, &args.all, |row| row.get(0))?;
    Ok(workers.into_iter().collect())
}
