//! YAML made to break its reader: it must answer soon, without a panic, whatever the bytes are.

use std::time::{Duration, Instant};

use pack::text::{MAX_BYTES, Problems, parse};
use proptest::prelude::*;

/// Reads the bytes; true if a tree came back. Fails if it took long.
fn survives(name: &str, bytes: &[u8]) -> bool {
    let begun = Instant::now();
    let mut problems = Problems::new();
    let file = problems.file("hostile.yaml");
    let node = parse(file, bytes, &mut problems);
    let printed = problems.to_string();
    assert!(
        node.is_some() || !printed.is_empty(),
        "{name}: nothing read and nothing said"
    );
    assert!(
        begun.elapsed() < Duration::from_secs(20),
        "{name} took {:?}",
        begun.elapsed()
    );
    node.is_some()
}

#[test]
fn hostile_files_are_refused_or_read_in_good_time() {
    let megabyte = MAX_BYTES - 16;
    let half = megabyte / 2;
    let bomb = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: &d [*c, *c]\n".repeat(100);
    let table: Vec<(&str, String)> = vec![
        ("open brackets", "[".repeat(megabyte)),
        ("open braces", "{".repeat(megabyte)),
        ("open braces with keys", "{a: ".repeat(megabyte / 4)),
        ("brackets on lines of their own", "[\n".repeat(half)),
        ("closing brackets", "]".repeat(megabyte)),
        ("dashes", "- ".repeat(half)),
        ("dashes without spaces", "-".repeat(megabyte)),
        ("question marks", "? ".repeat(half)),
        ("colons", ": ".repeat(half)),
        ("colons without spaces", ":".repeat(megabyte)),
        ("commas in a list", format!("[{}", ",".repeat(megabyte))),
        ("keys in a row", "a: ".repeat(megabyte / 3)),
        ("one long word", "a".repeat(megabyte)),
        (
            "one long word as a key",
            format!("{}: b", "a".repeat(megabyte)),
        ),
        ("many words on a line", "a ".repeat(half)),
        ("an open quote", format!("\"{}", "a".repeat(megabyte))),
        (
            "an open quote over lines",
            format!("'{}", "a\n".repeat(half)),
        ),
        ("backslashes", format!("\"{}", "\\\\".repeat(half))),
        ("quotes", "'".repeat(megabyte)),
        ("double quotes", "\"".repeat(megabyte)),
        ("blank lines", "\n".repeat(megabyte)),
        (
            "blank lines in a block",
            format!("a: |\n{}", "\n".repeat(megabyte)),
        ),
        (
            "blank lines with spaces in a block",
            format!("a: >\n{}", "  \n".repeat(megabyte / 3)),
        ),
        ("carriage returns", "\r".repeat(megabyte)),
        ("spaces", " ".repeat(megabyte)),
        ("tabs", "\t".repeat(megabyte)),
        ("comments", "#\n".repeat(half)),
        ("one long comment", "#".repeat(megabyte)),
        ("anchors", "&a ".repeat(megabyte / 3)),
        (
            "many anchors",
            (0..40_000).map(|n| format!("- &a{n} x\n")).collect(),
        ),
        ("aliases", "- *a\n".repeat(megabyte / 5)),
        ("a bomb of aliases", bomb),
        ("tags", "! ".repeat(half)),
        ("tags without spaces", "!".repeat(megabyte)),
        ("percents", "%".repeat(megabyte)),
        ("directives", "%A b\n".repeat(megabyte / 5)),
        (
            "tag directives",
            (0..30_000)
                .map(|n| format!("%TAG !a{n}! tag:x\n"))
                .collect(),
        ),
        ("documents", "---\n".repeat(megabyte / 4)),
        ("document ends", "...\n".repeat(megabyte / 4)),
        ("merge keys", "<<: {a: 1}\n".repeat(megabyte / 11)),
        ("the same key", "a: 1\n".repeat(megabyte / 5)),
        (
            "different keys",
            (0..70_000).map(|n| format!("k{n}: 1\n")).collect(),
        ),
        (
            "stairs",
            (0..1_400)
                .map(|n| format!("{}a:\n", " ".repeat(n)))
                .collect(),
        ),
        (
            "stairs of lists",
            (0..1_000)
                .map(|n| format!("{}-\n", " ".repeat(n)))
                .collect(),
        ),
        ("pipes", "|\n".repeat(half)),
        (
            "a block with a great indent",
            format!("a: |9\n{}", " ".repeat(megabyte)),
        ),
        ("NULs", "\0".repeat(megabyte)),
        ("byte order marks", "\u{feff}".repeat(megabyte / 3)),
        ("line separators", "\u{2028}".repeat(megabyte / 3)),
        ("turned text", "\u{202e}".repeat(megabyte / 3)),
        ("ats", "@".repeat(megabyte)),
        (
            "pairs in a list",
            format!("[{}", "a: b, ".repeat(megabyte / 6)),
        ),
        (
            "pairs without commas",
            format!("[{}", "a: ".repeat(megabyte / 3)),
        ),
        ("questions in a list", format!("[{}", "? ".repeat(half))),
        (
            "quoted keys in braces",
            format!("{{{}", "\"a\":".repeat(megabyte / 4)),
        ),
    ];
    for (name, text) in &table {
        survives(name, text.as_bytes());
    }
    for (name, bytes) in [
        ("no UTF-8", vec![0xff; megabyte]),
        ("cut UTF-8", vec![0xc4; megabyte]),
    ] {
        assert!(!survives(name, &bytes));
    }
    assert!(!survives("too large", &vec![b'a'; MAX_BYTES + 1]));
}

#[test]
fn depth_and_number_of_nodes_are_bounded() {
    assert!(survives(
        "32 levels",
        format!("{}{}", "[".repeat(32), "]".repeat(32)).as_bytes()
    ));
    assert!(!survives(
        "33 levels",
        format!("{}{}", "[".repeat(33), "]".repeat(33)).as_bytes()
    ));
    assert!(survives("99,999 items", "- a\n".repeat(99_999).as_bytes()));
    assert!(!survives(
        "100,000 items",
        "- a\n".repeat(100_000).as_bytes()
    ));
}

/// Bits of YAML that mean something to a parser, to be thrown together.
fn scraps() -> impl Strategy<Value = String> {
    let scrap = prop::sample::select(vec![
        "a",
        "b: ",
        "- ",
        "? ",
        ": ",
        ":",
        "[",
        "]",
        "{",
        "}",
        ", ",
        "\n",
        "\n  ",
        "\n    ",
        "\r\n",
        "\r",
        "\t",
        " ",
        "'",
        "\"",
        "\\",
        "\\u00",
        "\\x4",
        "|",
        ">",
        "|-\n",
        ">+2\n",
        "|0",
        "&x ",
        "*x",
        "!",
        "!!",
        "!<",
        "!a!b ",
        "%",
        "%TAG ",
        "%YAML 1.2\n",
        "---",
        "---\n",
        "...",
        "...\n",
        "#",
        " #",
        "<<",
        "~",
        "null",
        "ā",
        "\u{feff}",
        "\u{85}",
        "\u{2028}",
        "\u{1f600}",
        "@",
        "`",
        "-",
        "?",
        "0",
        "\u{0}",
        "key: value\n",
        "- item\n",
        "x: {y: [z]}\n",
    ]);
    prop::collection::vec(scrap, 0..60).prop_map(|scraps| scraps.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..2_000)) {
        survives("any bytes", &bytes);
    }

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,400}") {
        survives("any text", text.as_bytes());
    }

    #[test]
    fn any_scraps_of_yaml_are_read_or_refused(text in scraps()) {
        survives("scraps", text.as_bytes());
    }

    #[test]
    fn a_quoted_word_comes_back_as_it_was(word in "[a-zāēīōū0-9 ':#,-]{1,40}") {
        let mut problems = Problems::new();
        let file = problems.file("p.yaml");
        let text = format!("a: '{}'", word.replace('\'', "''"));
        let node = parse(file, text.as_bytes(), &mut problems);
        prop_assert_eq!(node.as_ref().and_then(|node| node.get("a")).and_then(|node| node.text()), Some(word.as_str()));
    }
}
