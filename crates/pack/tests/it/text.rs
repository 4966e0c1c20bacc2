//! What a person reads when a pack's YAML is wrong, and what the reader gives when it is right.

use pack::text::{Entries, Fields, FromNode, Ident, Node, OneOrMany, Problems, Spanned, parse};

pack::name_enum! {
    /// A unit of time.
    enum Unit: "a unit of time" {
        /// Hours.
        Hours = "hours",
        /// Days.
        Days = "days",
        /// Working days.
        WorkingDays = "working-days",
    }
}

pack::record! {
    /// A length of time.
    #[derive(Debug, PartialEq)]
    struct Within: "a length of time" {
        /// How many.
        count: u32,
        /// Of what.
        unit: Unit,
    }
}

pack::record! {
    /// A time limit.
    #[derive(Debug)]
    struct Clock: "a time limit" {
        /// Its name.
        clock: Spanned<Ident>,
        /// Where it is written.
        clause: OneOrMany<String>,
        /// What it holds while.
        condition: Option<Spanned<String>> as "while",
        /// How long.
        within: Within,
        /// Whether it only advises.
        advisory: bool = false,
        /// Names for people.
        words: Entries<String>,
        /// From when.
        since: Option<jiff::civil::Date>,
    }
}

/// Reads a list of time limits; the problems as printed.
fn read(text: &str) -> (Vec<Clock>, String) {
    let mut problems = Problems::new();
    let file = problems.file("clocks.yaml");
    let clocks = parse(file, text.as_bytes(), &mut problems)
        .and_then(|node| Vec::<Clock>::from_node(&node, &mut problems))
        .unwrap_or_default();
    (clocks, problems.to_string())
}

fn tree(text: &str) -> (Option<Node>, String) {
    let mut problems = Problems::new();
    let file = problems.file("p.yaml");
    let node = parse(file, text.as_bytes(), &mut problems);
    (node, problems.to_string())
}

#[test]
fn a_right_file_gives_its_values_with_their_places() {
    let (clocks, problems) = read(concat!(
        "# time limits\n",
        "- clock: child-seen\n",
        "  clause: [H-038, 'H-207']\n",
        "  while: child.age >= 5\n",
        "  within: {count: 3, unit: working-days}\n",
        "  advisory: yes\n",
        "  words: {mi: Tamaiti, en: \"Child\"}\n",
        "  since: 2026-04-02\n",
        "- {clock: two, clause: H-1, within: {count: 1, unit: hours}}\n",
    ));
    assert_eq!(problems, "");
    let [first, second] = clocks.as_slice() else {
        panic!("two time limits")
    };
    assert_eq!(*first.clock, "child-seen");
    assert_eq!((first.clock.span.line, first.clock.span.column), (2, 10));
    assert_eq!(first.clause.0, ["H-038", "H-207"]);
    let condition = first.condition.as_ref().expect("a condition");
    assert_eq!(
        condition.span.inside(6).column,
        16,
        "the `age` of `child.age`"
    );
    assert_eq!(
        first.within,
        Within {
            count: 3,
            unit: Unit::WorkingDays
        }
    );
    assert!(first.advisory);
    assert_eq!(first.words.get("mi").map(String::as_str), Some("Tamaiti"));
    assert_eq!(first.since, Some(jiff::civil::date(2026, 4, 2)));
    assert_eq!(second.clause.0, ["H-1"]);
    assert!(!second.advisory && second.words.is_empty() && second.since.is_none());
}

#[test]
fn a_file_with_seven_mistakes_reports_all_seven_where_they_stand() {
    let (clocks, problems) = read(concat!(
        "- clock: Child Seen\n",
        "  clause: [H-038, {}]\n",
        "  witin: {count: 3, unit: working-day}\n",
        "- clock: second\n",
        "  clause: H-1\n",
        "  within: {count: -3, unit: days}\n",
        "  advisory: maybe\n",
        "  since: 2026-02-30\n",
        "- clock: third\n",
        "  clause: H-2\n",
        "  clause: H-3\n",
        "  within: {count: 1, unit: days}\n",
    ));
    assert_eq!(clocks.len(), 1, "only the third can be read");
    assert_eq!(
        problems,
        "clocks.yaml:1:10: `Child Seen` is not an identifier; expected an identifier (small letters, digits, `-` and `_`, beginning with a letter); did you mean `child-seen`?\n\
         clocks.yaml:2:19: found a mapping; expected text\n\
         clocks.yaml:3:3: unknown key `witin` in a time limit; did you mean `within`?\n\
         clocks.yaml:6:19: found `-3`; expected a whole number, not negative\n\
         clocks.yaml:7:13: found `maybe`; expected `true` or `false` (or `yes` or `no`)\n\
         clocks.yaml:8:10: found `2026-02-30`; expected a date like 2026-04-02\n\
         clocks.yaml:11:3: the key `clause` stands twice in this mapping\n"
    );
}

#[test]
fn a_missing_key_is_named_with_what_belongs_there() {
    let (_, problems) = read("- {clock: a, clause: b}");
    assert_eq!(
        problems,
        "clocks.yaml:1:3: `within` is missing in a time limit; expected a length of time as a mapping\n"
    );
}

#[test]
fn a_wrong_name_lists_the_right_ones_and_the_nearest() {
    let (_, problems) = read("- {clock: a, clause: b, within: {count: 1, unit: working-day}}");
    assert_eq!(
        problems,
        "clocks.yaml:1:50: `working-day` is not a unit of time; expected one of `hours`, `days`, `working-days`; did you mean `working-days`?\n"
    );
}

#[test]
fn columns_count_characters_whatever_the_line_endings() {
    let (_, unix) = tree("mā: {tō: rā, tō: b}\nx: *y\n");
    let (_, windows) = tree("\u{feff}mā: {tō: rā, tō: b}\r\nx: *y\r\n");
    assert!(
        unix.starts_with("p.yaml:1:14: the key `tō` stands twice in this mapping\n"),
        "{unix}"
    );
    assert_eq!(unix, windows);
    let (node, problems) = tree("# a\r\n\r\na: 1\r\nb:\r\n  - c\r\n  - d\r\n");
    assert_eq!(problems, "");
    let node = node.expect("a tree");
    let b = node.get("b").and_then(Node::list).expect("a list");
    assert_eq!((b[1].span.line, b[1].span.column), (6, 5));
    assert_eq!(b[1].text(), Some("d"));
}

#[test]
fn what_the_subset_leaves_out_is_named_and_reading_goes_on() {
    let table = [
        (
            "a: &x 1\nb: *x\n",
            "p.yaml:1:4: an anchor (`&name`); expected each value written out where it is used\np.yaml:2:4: an alias (`*name`); expected the value itself, written out\n",
        ),
        (
            "a: !!int 1\n",
            "p.yaml:1:4: a tag (`!name`); expected a plain value\n",
        ),
        (
            "a: 1\n---\nb: 2\n",
            "p.yaml:2:1: a second document (`---`); expected one document in a file\n",
        ),
        (
            "<<: {a: 1}\n",
            "p.yaml:1:1: a merge key (`<<`); expected the keys themselves, written out\n",
        ),
        ("[a]: 1\n", "p.yaml:1:1: a list as a key; expected a name\n"),
        (
            "? {a: b}\n: 1\n",
            "p.yaml:1:3: a mapping as a key; expected a name\n",
        ),
        (": 1\n", "p.yaml:1:1: nothing as a key; expected a name\n"),
        (
            "a: b\u{202e}c\n",
            "p.yaml:1:5: a character that turns the direction of the text (U+202E); expected text that can be seen\n",
        ),
        (
            "a: \"b\\u202ec\"\n",
            "p.yaml:1:4: a character that turns the direction of the text (U+202E); expected text that can be seen\n",
        ),
        (
            "a: 1\nb: \u{7}\n",
            "p.yaml:2:4: a control character (U+0007); expected text that can be seen\n",
        ),
    ];
    for (text, expected) in table {
        let (node, problems) = tree(text);
        assert_eq!(problems, expected, "{text:?}");
        assert!(node.is_some(), "{text:?}");
    }
}

#[test]
fn what_cannot_be_read_at_all_says_where() {
    let table: [(&[u8], &str); 8] = [
        (
            b"a: 1\nb: \xff\n",
            "p.yaml:2:4: bytes that are not UTF-8; expected text in UTF-8\n",
        ),
        (
            b"\xff\xfea\0:\0",
            "p.yaml:1:1: bytes that are not UTF-8; expected text in UTF-8\n",
        ),
        (
            b"a: 1\n b\0: 2\n",
            "p.yaml:2:3: a NUL character (U+0000); expected text that can be seen\n",
        ),
        (b"a:\n\t- b\n", "p.yaml:2:2: this is not YAML: tabs"),
        (
            b"a: 'b\n",
            "p.yaml:1:4: this is not YAML: while scanning a quoted scalar",
        ),
        (
            b"a: [b\n",
            "p.yaml:2:1: this is not YAML: while parsing a flow sequence",
        ),
        (b"a: b: c\n", "p.yaml:1:5: this is not YAML: mapping values"),
        (
            b"a: 1\n  b: 2\n",
            "p.yaml:2:4: this is not YAML: mapping values",
        ),
    ];
    for (bytes, expected) in table {
        let mut problems = Problems::new();
        let file = problems.file("p.yaml");
        assert!(parse(file, bytes, &mut problems).is_none(), "{expected}");
        let printed = problems.to_string();
        assert!(
            printed.starts_with(expected),
            "{printed} for {:?}",
            String::from_utf8_lossy(bytes)
        );
    }
}

#[test]
fn words_stay_words_until_a_field_asks_for_more() {
    let (node, _) = tree(
        "country: no\nversion: 1.10\noctal: 010\nempty:\nquoted: '3'\nblock: |\n  two\n  lines\n",
    );
    let node = node.expect("a tree");
    let mut problems = Problems::new();
    let mut fields = Fields::of(&node, "a sheet", &mut problems).expect("a mapping");
    assert_eq!(fields.get::<String>("country").as_deref(), Some("no"));
    assert_eq!(fields.get::<bool>("country"), Some(false));
    assert_eq!(fields.get::<String>("version").as_deref(), Some("1.10"));
    assert_eq!(fields.get::<f64>("version"), Some(1.1));
    assert_eq!(fields.get::<i64>("octal"), None);
    assert_eq!(fields.get::<Option<i64>>("empty"), Some(None));
    assert_eq!(fields.get::<u32>("quoted"), None);
    assert_eq!(fields.get::<String>("block").as_deref(), Some("two\nlines"));
    fields.done();
    assert_eq!(problems.errors(), 2);
}

#[test]
fn exactly_one_of_several_keys_is_asked_for_in_one_breath() {
    let table = [
        ("{within: 1}", Some("within"), ""),
        (
            "{}",
            None,
            "p.yaml:1:1: a limit says none of its kinds; expected one of `within`, `by`\n",
        ),
        (
            "{by: 1, within: 2}",
            Some("by"),
            "p.yaml:1:9: `within` beside `by` in a limit; expected only one of `within`, `by`\n",
        ),
        (
            "{witin: 1}",
            None,
            "p.yaml:1:2: unknown key `witin` in a limit; did you mean `within`?\n",
        ),
    ];
    for (text, expected, printed) in table {
        let mut problems = Problems::new();
        let file = problems.file("p.yaml");
        let node = parse(file, text.as_bytes(), &mut problems).expect("a tree");
        let mut fields = Fields::of(&node, "a limit", &mut problems).expect("a mapping");
        assert_eq!(fields.one_of(&["within", "by"]), expected, "{text}");
        fields.done();
        assert_eq!(problems.to_string(), printed, "{text}");
    }
}

#[test]
fn thousands_of_problems_are_counted_rather_than_printed() {
    let text: String = (0..30_000).map(|n| format!("- k{n}\n")).collect();
    let (_, printed) = read(&text);
    assert_eq!(printed.lines().count(), 501);
    assert!(
        printed.ends_with("and 29500 more\n"),
        "{}",
        printed.lines().last().unwrap_or_default()
    );
}
