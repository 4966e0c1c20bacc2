//! `alongside instrument`.

use std::path::Path;
use std::process::Output;

use super::{alongside, said};

fn score(version: &str, answers: &str, more: &[&str]) -> Output {
    let pack = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs/massiss");
    let pack = pack.to_string_lossy();
    let mut args = vec![
        "instrument",
        "score",
        &pack,
        "sdq",
        "--version",
        version,
        "--answers",
        answers,
    ];
    args.extend(more);
    alongside(&args)
}

#[test]
fn scores_come_as_json_in_their_order_and_the_holder_is_named() {
    let ones = ["1"; 25].join(",");
    let mixed = "0,2,,1,0,0,2,0,1,1,2,0,0,1,2,1,2,0,0,1,1,0,1,0,2";
    let two_of_emotional = "0,0,1,0,0,0,0,,0,0,0,0,,0,0,,0,0,0,0,0,0,0,1,0";
    for (version, answers, impact, expected) in [
        (
            "self",
            ones.as_str(),
            "1,2,2,2,2,2",
            r#"{"emotional":5,"conduct":5,"hyperactivity":5,"peer":5,"prosocial":5,"total":20,"impact":5}"#,
        ),
        (
            "teacher",
            ones.as_str(),
            "1,3,3,3,3,3",
            r#"{"emotional":5,"conduct":5,"hyperactivity":5,"peer":5,"prosocial":5,"total":20,"impact":6}"#,
        ),
        (
            "parent",
            ones.as_str(),
            "0,3,3,3,3,3",
            r#"{"emotional":5,"conduct":5,"hyperactivity":5,"peer":5,"prosocial":5,"total":20,"impact":0}"#,
        ),
        (
            "self",
            mixed,
            "1,1,,2,0,1",
            r#"{"emotional":1,"conduct":0,"hyperactivity":6,"peer":2,"prosocial":5,"total":9,"impact":1}"#,
        ),
        (
            "self",
            two_of_emotional,
            ",,,,,",
            r#"{"emotional":null,"conduct":2,"hyperactivity":4,"peer":4,"prosocial":0,"total":null,"impact":null}"#,
        ),
    ] {
        let output = score(version, answers, &["--impact", impact]);
        let printed = String::from_utf8_lossy(&output.stdout);
        assert_eq!(printed.trim(), expected);
        assert!(output.status.success());
        assert!(String::from_utf8_lossy(&output.stderr).contains("copyright of youthinmind"));
    }
}

#[test]
fn wrong_answers_are_named_all_at_once() {
    let output = score("dog", "0,3,x,1", &["--impact", "1,4"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty());
    for part in [
        "version is “dog”",
        "answers has 4 places",
        "answers.2 is 3",
        "answers.3 is “x”",
        "impact has 2 places",
        "impact.distress is 4",
    ] {
        assert!(said(&output).contains(part), "{part}: {}", said(&output));
    }
}
