//! The view log: added to, read newest first, counted by day; never changed.

use jiff::tz::TimeZone;
use store::view_log::{self, Count, View};
use store::{Dialect, Result, every_statement};
use testkit::databases::on_both;

use crate::{at, id, name};

fn view(second: i64, worker: u32, file: u32) -> View {
    View {
        at: at(second),
        worker: id('w', worker),
        on_behalf: (worker == 2).then(|| id('w', 1)),
        file: id('f', file),
        what: name("timeline"),
        why: "allocated to Māia".into(),
    }
}

#[test]
fn views_are_listed_newest_first_for_a_file_and_for_a_worker() {
    on_both(|store| {
        let views: Vec<View> = (0..30)
            .map(|n| view(i64::from(n / 3), n % 3, n % 5))
            .collect();
        let added: Result<()> = store.write(|tx| view_log::append(tx, &views));
        assert_eq!(added, Ok(()));
        let (mut seen, mut after) = (Vec::new(), None);
        loop {
            let page: Result<Vec<_>> = store.read(|tx| view_log::of_file(tx, id('f', 2), after, 2));
            let page = page.expect("a page");
            after = page.last().map(view_log::Kept::place);
            if after.is_none() {
                break;
            }
            seen.extend(page.into_iter().map(|kept| kept.seen));
        }
        let expected: Vec<View> = views
            .iter()
            .rev()
            .filter(|v| v.file == id('f', 2))
            .cloned()
            .collect();
        assert_eq!(seen, expected);
        let worker: Result<Vec<_>> =
            store.read(|tx| view_log::by_worker(tx, id('w', 2), None, 100));
        let worker: Vec<View> = worker
            .expect("a page")
            .into_iter()
            .map(|kept| kept.seen)
            .collect();
        let expected: Vec<View> = views
            .iter()
            .rev()
            .filter(|v| v.worker == id('w', 2))
            .cloned()
            .collect();
        assert_eq!(worker, expected);
    });
}

#[test]
fn views_are_counted_by_the_days_of_a_time_zone() {
    on_both(|store| {
        // Clocks go back in the night to 5 April 2026 in Auckland: that day has 25 hours.
        let zone = TimeZone::get("Pacific/Auckland").expect("a zone");
        let moment = |text: &str| {
            let moment: jiff::civil::DateTime = text.parse().expect("a moment");
            moment
                .to_zoned(zone.clone())
                .expect("it exists")
                .timestamp()
                .as_second()
        };
        let views = [
            view(moment("2026-04-04T23:59"), 1, 1),
            view(moment("2026-04-05T00:00"), 1, 1),
            view(moment("2026-04-05T12:00"), 1, 2),
            view(moment("2026-04-05T23:59"), 1, 1),
            view(moment("2026-04-06T00:00"), 1, 3),
            view(moment("2026-04-06T00:00"), 2, 3),
            view(moment("2026-04-08T00:00"), 1, 3),
        ];
        let range = (
            at(moment("2026-04-01T00:00")),
            at(moment("2026-04-08T00:00")),
        );
        let counted: Result<_> = store.write(|tx| {
            view_log::append(tx, &views)?;
            Ok((
                view_log::per_day_by_worker(tx, id('w', 1), range, &zone)?,
                view_log::per_day_of_file(tx, id('f', 3), range, &zone)?,
            ))
        });
        let (worker, file) = counted.expect("counts");
        let day = |day| jiff::civil::date(2026, 4, day);
        let count = |views, different| Count { views, different };
        assert_eq!(
            worker.into_iter().collect::<Vec<_>>(),
            [
                (day(4), count(1, 1)),
                (day(5), count(3, 2)),
                (day(6), count(1, 1))
            ]
        );
        assert_eq!(
            file.into_iter().collect::<Vec<_>>(),
            [(day(6), count(2, 2))]
        );
    });
}

#[test]
fn no_statement_changes_or_removes_a_view() {
    for sql in every_statement() {
        let text = sql.text(Dialect::Sqlite).to_lowercase();
        let touches = ["update view_log", "delete from view_log", "into view_log"]
            .iter()
            .any(|words| text.contains(words));
        assert!(
            !touches || text.starts_with("insert into view_log"),
            "{}",
            sql.place()
        );
    }
}
