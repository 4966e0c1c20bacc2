//! Lists of a handful of rows, each told whole.

use domain::{FileId, MatterId, ServiceId};
use jiff::civil::date;
use store::lists::{cover, cycles, involved, matters, workers};
use store::{Result, Tx, Value, service};
use testkit::databases::on_both;

use crate::{at, id, name, row};

/// A row of `subject`.
fn subject(tx: &mut Tx<'_>, file: FileId, display: &str, sort: &str) -> Result<()> {
    row(
        tx,
        "subject",
        &[
            ("file", file.into()),
            ("subject", "person".into()),
            ("display", display.into()),
            ("sort", sort.into()),
            ("restricted", 0.into()),
        ],
    )
}

/// An open matter of service 1 on a file, with its number.
fn matter(
    tx: &mut Tx<'_>,
    file: u32,
    kind: &str,
    opened: &str,
    closed: Option<&str>,
) -> Result<()> {
    row(
        tx,
        "matter",
        &[
            ("file", id::<FileId>('f', file).into()),
            ("matter", id::<MatterId>('m', file).into()),
            ("kind", kind.into()),
            ("service", id::<ServiceId>('v', 1).into()),
            ("pack", "demo".into()),
            ("version", "1".into()),
            ("stage", "working".into()),
            ("opened", opened.into()),
            ("closed", closed.into()),
        ],
    )
}

fn involve(
    tx: &mut Tx<'_>,
    n: u32,
    file: u32,
    worker: u32,
    role: &str,
    ended: Option<&str>,
) -> Result<()> {
    row(
        tx,
        "involvement",
        &[
            ("file", id::<FileId>('f', file).into()),
            ("involvement", id::<domain::InvolvementId>('n', n).into()),
            ("matter", id::<MatterId>('m', file).into()),
            ("worker", id::<FileId>('w', worker).into()),
            ("role", role.into()),
            ("started", format!("2026-03-{n:02}").into()),
            ("ended", ended.into()),
        ],
    )
}

fn cycle(
    tx: &mut Tx<'_>,
    file: u32,
    matter: Option<u32>,
    clock: &str,
    due: i64,
    outcome: &str,
) -> Result<()> {
    let matter = matter.map_or(String::new(), |n| id::<MatterId>('m', n).to_string());
    row(
        tx,
        "cycle",
        &[
            ("file", id::<FileId>('f', file).into()),
            ("matter", matter.into()),
            ("clock", clock.into()),
            ("key", "k".into()),
            ("n", 1.into()),
            ("service", id::<ServiceId>('v', 1).into()),
            ("anchor", "opened".into()),
            ("due_date", "2026-04-09".into()),
            ("due_at", at(due).into()),
            ("outcome", outcome.into()),
            ("responsible", "lead".into()),
            ("level", "required".into()),
        ],
    )
}

#[test]
fn a_handful_of_rows_is_told_whole() {
    on_both(|store| {
        let filled: Result<()> = store.write(|tx| {
            subject(tx, id('f', 1), "Hana Wharepunga", "wharepunga hana")?;
            subject(tx, id('f', 2), "Rangi Āpiti", "apiti rangi")?;
            subject(tx, id('f', 3), "Mele Fonua", "fonua mele")?;
            subject(tx, id('w', 1), "Ana", "ana")?;
            subject(tx, id('w', 2), "Tui", "tui")?;
            matter(tx, 1, "episode", "2026-03-02", None)?;
            matter(tx, 2, "episode", "2026-03-01", None)?;
            matter(tx, 3, "episode", "2026-02-01", Some("2026-03-05"))?;
            involve(tx, 1, 1, 1, "lead", None)?;
            involve(tx, 2, 1, 2, "lead", None)?;
            involve(tx, 3, 2, 1, "second", None)?;
            involve(tx, 4, 2, 1, "lead", Some("2026-03-20"))?;
            involve(tx, 5, 3, 1, "lead", None)?;
            cycle(tx, 1, Some(1), "seen", 30, "running")?;
            cycle(tx, 1, Some(1), "plan", 20, "met")?;
            cycle(tx, 2, Some(2), "seen", 10, "running")?;
            cycle(tx, 2, None, "review", 40, "running")?;
            cycle(tx, 3, Some(3), "seen", 900, "running")
        });
        assert_eq!(filled, Ok(()));
        let told: Result<()> = store.read(|tx| {
            let mine = involved::of_worker(tx, id('w', 1), None, 10)?;
            let shown: Vec<_> = mine
                .iter()
                .map(|row| (row.display.as_str(), &*row.role, row.since.as_str()))
                .collect();
            assert_eq!(
                shown,
                [
                    ("Rangi Āpiti", "second", "2026-03-03"),
                    ("Hana Wharepunga", "lead", "2026-03-01")
                ]
            );
            let kind = (
                mine[0].kind.clone(),
                mine[0].stage.clone(),
                mine[0].opened.as_str(),
            );
            assert_eq!(kind, (name("episode"), name("working"), "2026-03-01"));

            let without =
                matters::without(tx, (id('v', 1), &name("episode"), &name("lead")), None, 10)?;
            let shown: Vec<_> = without.iter().map(|row| row.matter).collect();
            assert_eq!(shown, [id::<MatterId>('m', 2)]);

            let due = cycles::of_service(tx, id('v', 1), at(100), None, 10)?;
            let shown: Vec<_> = due
                .iter()
                .map(|row| (&*row.clock, row.matter, row.worker, row.due_at))
                .collect();
            assert_eq!(
                shown,
                [
                    ("seen", Some(id('m', 2)), None, at(10)),
                    ("seen", Some(id('m', 1)), Some(id('w', 1)), at(30)),
                    ("review", None, None, at(40)),
                ]
            );
            let hers = cycles::of_worker(tx, id('w', 2), at(100), None, 10)?;
            let shown: Vec<_> = hers.iter().map(|row| (row.file, row.worker)).collect();
            assert_eq!(shown, [(id('f', 1), Some(id('w', 2)))]);
            assert_eq!(cycles::of_file(tx, id('f', 2), at(40), None, 10)?.len(), 1);

            let loads = workers::caseloads(tx, id('v', 1), None, 10)?;
            let shown: Vec<_> = loads
                .iter()
                .map(|row| (row.display.as_str(), &*row.role, row.files, row.matters))
                .collect();
            assert_eq!(
                shown,
                [
                    ("Ana", "lead", 1, 1),
                    ("Ana", "second", 1, 1),
                    ("Tui", "lead", 1, 1)
                ]
            );
            Ok(())
        });
        assert_eq!(told, Ok(()));
    });
}

#[test]
fn roles_covers_and_services_hold_on_their_days() {
    on_both(|store| {
        let filled: Result<()> = store.write(|tx| {
            subject(tx, id('w', 1), "Ana", "ana")?;
            for (n, starts, until) in [
                (1, None, None),
                (2, Some("2026-05-01"), Some("2026-05-31")),
                (3, Some("2026-06-01"), None),
            ] {
                row(
                    tx,
                    "role_held",
                    &[
                        ("file", id::<FileId>('w', 1).into()),
                        ("fact", id::<domain::FactId>('a', n).into()),
                        ("service", id::<ServiceId>('v', 1).into()),
                        ("role", "lead".into()),
                        ("starts", starts.into()),
                        ("until", until.into()),
                    ],
                )?;
            }
            for (n, starts, until, ended) in [
                (1, "2026-05-01", "2026-05-31", 0),
                (2, "2026-05-31", "2026-06-10", 0),
                (3, "2026-05-01", "2026-06-30", 1),
            ] {
                row(
                    tx,
                    "cover",
                    &[
                        ("file", id::<FileId>('w', 1).into()),
                        ("cover", id::<domain::InvolvementId>('n', n).into()),
                        ("by_worker", id::<FileId>('w', 2).into()),
                        ("starts", starts.into()),
                        ("until", until.into()),
                        ("ended", Value::from(ended)),
                    ],
                )?;
            }
            row(
                tx,
                "service",
                &[
                    ("file", id::<FileId>('f', 9).into()),
                    ("service", id::<ServiceId>('v', 1).into()),
                    ("slug", "north".into()),
                    ("name", "North".into()),
                    ("zone", "UTC".into()),
                    ("calendar", "nz".into()),
                    ("pack", "demo".into()),
                    ("version", "1".into()),
                ],
            )?;
            row(
                tx,
                "service_setting",
                &[
                    ("file", id::<FileId>('f', 9).into()),
                    ("event", id::<domain::EventId>('e', 1).into()),
                    ("service", id::<ServiceId>('v', 1).into()),
                    ("setting", "caseload-most".into()),
                    ("value", "16".into()),
                    ("starts", "2026-05-01".into()),
                ],
            )
        });
        assert_eq!(filled, Ok(()));
        let told: Result<()> = store.read(|tx| {
            for (day, roles, covers) in [
                (date(2026, 4, 30), 1, 0),
                (date(2026, 5, 1), 2, 1),
                (date(2026, 5, 31), 2, 2),
                (date(2026, 6, 1), 2, 1),
                (date(2026, 6, 11), 2, 0),
            ] {
                assert_eq!(
                    workers::of_service(tx, id('v', 1), day, None, 9)?.len(),
                    roles,
                    "{day}"
                );
                let on = cover::on(tx, day, None, 9)?;
                assert_eq!(on.len(), covers, "{day}");
                assert_eq!(cover::by_worker(tx, id('w', 2), day)?, on);
                assert_eq!(cover::of_worker(tx, id('w', 1), day)?, on);
                assert!(cover::by_worker(tx, id('w', 1), day)?.is_empty());
            }
            let north = service::by_slug(tx, "north")?;
            assert_eq!(
                north.as_ref().map(|service| service.name.as_str()),
                Some("North")
            );
            assert_eq!(service::by_id(tx, id('v', 1))?, north);
            assert_eq!(service::by_slug(tx, "south")?, None);
            let settings = service::settings(tx, id('v', 1))?;
            let shown: Vec<_> = settings
                .iter()
                .map(|(setting, value, starts)| (setting.as_str(), value.clone(), *starts))
                .collect();
            assert_eq!(shown, [("caseload-most", 16.into(), date(2026, 5, 1))]);
            Ok(())
        });
        assert_eq!(told, Ok(()));
    });
}
