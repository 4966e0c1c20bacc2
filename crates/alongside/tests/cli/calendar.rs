//! `alongside calendar`.

use super::{alongside, said};

fn due(args: &[&str]) -> (bool, String) {
    let all: Vec<&str> = ["calendar", "due"].iter().chain(args).copied().collect();
    let output = alongside(&all);
    (
        output.status.success(),
        String::from_utf8_lossy(&output.stdout).into_owned(),
    )
}

#[test]
fn a_limit_is_printed_alone() {
    for (calendar, from, add, printed) in [
        ("nz-auk", "2026-04-02", "3 working days", "2026-04-09\n"),
        (
            "nz-auk",
            "2026-04-02T16:20",
            "3 working days",
            "2026-04-09\n",
        ),
        ("nz-auk", "2026-04-02 16:20", "1 day", "2026-04-03\n"),
        (
            "nz-auk",
            "2026-04-04 12:00",
            "24 hours",
            "2026-04-05 11:00\n",
        ),
        (
            "st-helena",
            "2026-04-02 16:20:30",
            "72 hours",
            "2026-04-05 16:20\n",
        ),
        ("england", "2024-02-29", "15 years 9 months", "2039-11-29\n"),
    ] {
        let found = due(&["--calendar", calendar, "--from", from, "--add", add]);
        assert_eq!(found, (true, printed.to_owned()), "{calendar} {from} {add}");
    }
}

#[test]
fn limits_count_back_include_and_move_as_told() {
    let base = ["--calendar", "nz-wgn", "--from", "2026-04-09"];
    for (more, printed) in [
        (&["--subtract", "3 working days"][..], "2026-04-02\n"),
        (&["--add", "2 working days", "--inclusive"], "2026-04-10\n"),
        (
            &["--add", "2 days", "--on-closed-day", "next"],
            "2026-04-13\n",
        ),
        (
            &["--add", "2 days", "--on-closed-day", "previous"],
            "2026-04-10\n",
        ),
    ] {
        let args: Vec<&str> = base.iter().chain(more).copied().collect();
        assert_eq!(due(&args), (true, printed.to_owned()), "{more:?}");
    }
    let zoned = [
        "--calendar",
        "nz",
        "--from",
        "2026-09-26 12:00",
        "--add",
        "24 hours",
        "--zone",
        "Etc/UTC",
    ];
    assert_eq!(due(&zoned), (true, "2026-09-27 12:00\n".to_owned()));
}

#[test]
fn an_explanation_stands_before_the_limit() {
    let (_, text) = due(&[
        "--calendar",
        "nz",
        "--from",
        "2026-04-02",
        "--add",
        "1 working day",
        "--explain",
    ]);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 7, "{text}");
    assert_eq!(lines[1], "2026-04-03 Friday    not counted: Good Friday");
    assert_eq!(lines[5], "2026-04-07 Tuesday   counted: 1");
    assert_eq!(lines[6], "2026-04-07");
}

#[test]
fn what_cannot_be_answered_fails_and_prints_no_date() {
    let run = |calendar, from, add| {
        alongside(&[
            "calendar",
            "due",
            "--calendar",
            calendar,
            "--from",
            from,
            "--add",
            add,
        ])
    };
    for (calendar, from, add, says) in [
        (
            "nz-auk",
            "2061-01-01",
            "1 day",
            "calendar nz-auk covers 2015-01-01 to 2060-12-31",
        ),
        (
            "nz-auk",
            "2014-12-31",
            "3 working days",
            "2014-12-31 is outside these years",
        ),
        (
            "england",
            "2060-12-31",
            "1 working day",
            "2061-01-01 is outside these years",
        ),
        (
            "nz",
            "2053-06-10",
            "5 working days",
            "the law has not yet set the date of Matariki in 2053",
        ),
        (
            "nz-akl",
            "2026-04-02",
            "1 day",
            "there is no calendar \"nz-akl\"",
        ),
        (
            "nz",
            "2026-02-30",
            "1 day",
            "\"2026-02-30\" is no day or time",
        ),
        ("nz", "2026-04-02 25:00", "1 day", "is no day or time"),
        ("nz", "yesterday", "1 day", "is no day or time"),
        ("nz", "2026-04-02", "-3 days", "expected a whole number"),
        ("nz", "2026-04-02", "3 moons", "\"moons\" is no unit"),
        (
            "england",
            "2026-04-02",
            "1 school term",
            "has no school terms",
        ),
    ] {
        let output = run(calendar, from, add);
        assert!(!output.status.success(), "{calendar} {from} {add}");
        assert!(output.stdout.is_empty(), "{calendar} {from} {add}");
        assert!(
            said(&output).contains(says),
            "{calendar} {from} {add}: {}",
            said(&output)
        );
    }
}

#[test]
fn the_list_names_every_calendar() {
    let output = alongside(&["calendar", "list"]);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success());
    for code in [
        "nz ",
        "nz-auk ",
        "nz-wko-hkb ",
        "nz-cit ",
        "england ",
        "wales ",
        "st-helena ",
        "st-helena-government ",
    ] {
        assert!(
            text.lines().any(|line| line.starts_with(code)),
            "{code}: {text}"
        );
    }
}

#[test]
fn another_folder_of_calendars_can_be_read() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../calendars");
    let args = [
        "calendar",
        "--calendars",
        folder,
        "due",
        "--calendar",
        "nz-auk",
        "--from",
        "2026-04-02",
    ];
    let args: Vec<&str> = args
        .into_iter()
        .chain(["--add", "3 working days"])
        .collect();
    assert_eq!(alongside(&args).stdout, b"2026-04-09\n");
    let output = alongside(&["calendar", "list", "--calendars", "/no/such/folder"]);
    assert!(!output.status.success());
    assert!(
        said(&output).contains("cannot read the calendars of /no/such/folder"),
        "{}",
        said(&output)
    );
}
