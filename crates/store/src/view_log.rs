//! Who looked at which file, when and why. Rows are added and read, never changed or removed. Whether somebody may look
//! is decided elsewhere, and before anything is shown the row must be on disk: end the transaction first.

use std::collections::BTreeMap;
use std::collections::HashSet;

use domain::{FileId, Name};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::db::{Result, Row, Tx};
use crate::{args, sql};

/// One look at one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// When.
    pub at: Timestamp,
    /// Who, by their worker's file.
    pub worker: FileId,
    /// For whom they acted, under cover.
    pub on_behalf: Option<FileId>,
    /// The file that was looked at.
    pub file: FileId,
    /// What of it was shown: a page's or record kind's name.
    pub what: Name,
    /// Why they may, or the reason they gave.
    pub why: String,
}

/// A view as it was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Its number: later ones have, as a rule, higher ones.
    pub view: i64,
    /// What was looked at.
    pub seen: View,
}

impl Kept {
    /// Where a list goes on after this row.
    pub fn place(&self) -> Place {
        (self.seen.at, self.view)
    }
}

/// A place in a list, newest first.
pub type Place = (Timestamp, i64);

/// Adds views, one statement each, all of them asides.
pub fn append(tx: &mut Tx<'_>, views: &[View]) -> Result<()> {
    tx.aside(|tx| {
        for view in views {
            tx.execute(
                sql!(
                    "INSERT INTO view_log (at, worker, on_behalf, file, what, why) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
                ),
                args![view.at, view.worker, view.on_behalf, view.file, &view.what, &view.why],
            )?;
        }
        Ok(())
    })
}

/// Up to `limit` views of a file, newest first.
pub fn of_file(
    tx: &mut Tx<'_>,
    file: FileId,
    after: Option<Place>,
    limit: i64,
) -> Result<Vec<Kept>> {
    let (at, view) = from(after);
    tx.query(
        sql!(
            "SELECT view, at, worker, on_behalf, file, what, why FROM view_log
             WHERE file = ?1 AND (at, view) < (?2, ?3) ORDER BY at DESC, view DESC LIMIT ?4"
        ),
        args![file, at, view, limit],
        kept,
    )
}

/// Up to `limit` views by a worker, newest first.
pub fn by_worker(
    tx: &mut Tx<'_>,
    worker: FileId,
    after: Option<Place>,
    limit: i64,
) -> Result<Vec<Kept>> {
    let (at, view) = from(after);
    tx.query(
        sql!(
            "SELECT view, at, worker, on_behalf, file, what, why FROM view_log
             WHERE worker = ?1 AND (at, view) < (?2, ?3) ORDER BY at DESC, view DESC LIMIT ?4"
        ),
        args![worker, at, view, limit],
        kept,
    )
}

/// How much was looked at on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Count {
    /// Views.
    pub views: u64,
    /// Different files (of one worker's views) or workers (of one file's).
    pub different: u64,
}

/// A worker's views from an instant until before another, by day of a time zone; days without any are left out.
pub fn per_day_by_worker(
    tx: &mut Tx<'_>,
    worker: FileId,
    (from, until): (Timestamp, Timestamp),
    zone: &TimeZone,
) -> Result<BTreeMap<Date, Count>> {
    let mut days = Days::default();
    tx.for_each(
        sql!("SELECT at, file FROM view_log WHERE worker = ?1 AND at >= ?2 AND at < ?3 ORDER BY at, view"),
        args![worker, from, until],
        |row| days.add(row, zone),
    )?;
    Ok(days.counts)
}

/// A file's views from an instant until before another, by day of a time zone; days without any are left out.
pub fn per_day_of_file(
    tx: &mut Tx<'_>,
    file: FileId,
    (from, until): (Timestamp, Timestamp),
    zone: &TimeZone,
) -> Result<BTreeMap<Date, Count>> {
    let mut days = Days::default();
    tx.for_each(
        sql!("SELECT at, worker FROM view_log WHERE file = ?1 AND at >= ?2 AND at < ?3 ORDER BY at, view"),
        args![file, from, until],
        |row| days.add(row, zone),
    )?;
    Ok(days.counts)
}

/// Counts rows in order of time; holds the different files of one day alone.
#[derive(Default)]
struct Days {
    counts: BTreeMap<Date, Count>,
    day: Option<Date>,
    seen: HashSet<FileId>,
}

impl Days {
    fn add(&mut self, row: &Row, zone: &TimeZone) -> Result<()> {
        let day = zone.to_datetime(row.get(0)?).date();
        if self.day != Some(day) {
            self.day = Some(day);
            self.seen.clear();
        }
        let count = self.counts.entry(day).or_default();
        count.views += 1;
        if self.seen.insert(row.get(1)?) {
            count.different += 1;
        }
        Ok(())
    }
}

/// Newest first from the newest there can be.
fn from(after: Option<Place>) -> (i64, i64) {
    after.map_or((i64::MAX, i64::MAX), |(at, view)| {
        (at.as_microsecond(), view)
    })
}

fn kept(row: &Row) -> Result<Kept> {
    Ok(Kept {
        view: row.get(0)?,
        seen: View {
            at: row.get(1)?,
            worker: row.get(2)?,
            on_behalf: row.get(3)?,
            file: row.get(4)?,
            what: row.get(5)?,
            why: row.get(6)?,
        },
    })
}
