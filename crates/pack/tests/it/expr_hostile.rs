//! Expressions made to break their reader: it must answer soon, without a panic, whatever the text is.

use std::time::{Duration, Instant};

use pack::expr::{Env, EvalError, Expr, Function, Scope, Type, Val};
use proptest::prelude::*;

/// Gives every name some value, of any kind.
struct Anything;

impl Env for Anything {
    fn var(&self, name: &str) -> Val {
        match name.len() % 7 {
            0 => Val::Int(i64::MAX),
            1 => Val::list([
                Val::Int(1),
                Val::Null,
                Val::from("a"),
                Val::list([Val::Num(f64::NAN)]),
            ]),
            2 => Val::Null,
            3 => Val::from(jiff::civil::Date::MIN),
            4 => Val::Num(f64::MAX),
            5 => Val::map([("a", Val::Int(i64::MIN)), ("b", Val::from("ā"))]),
            _ => Val::Bool(true),
        }
    }
    fn call(&self, _: &str, arguments: &[Val]) -> Result<Val, EvalError> {
        Ok(arguments.first().cloned().unwrap_or_default())
    }
}

/// Parses, checks and evaluates; true if it parsed. Fails if it took long.
fn survives(name: &str, text: &str) -> bool {
    let begun = Instant::now();
    let mut scope = Scope::new();
    scope
        .var("a", Type::list(Type::Any))
        .var("b", Type::Any)
        .function("f", Function::of([Type::Any], Type::Any));
    let parsed = Expr::parse(text);
    if let Ok(expr) = &parsed {
        drop(expr.check(&scope));
        drop(expr.eval(&Anything));
        drop(expr.references());
    }
    if let Err(problem) = &parsed {
        assert!(
            problem.offset <= text.chars().count(),
            "{name}: {problem:?}"
        );
    }
    assert!(
        begun.elapsed() < Duration::from_secs(10),
        "{name} took {:?}",
        begun.elapsed()
    );
    parsed.is_ok()
}

#[test]
fn hostile_expressions_are_refused_in_good_time() {
    for length in [10_000, 990] {
        let table = [
            ("open brackets", "(".repeat(length)),
            ("open lists", "[".repeat(length)),
            (
                "matched brackets",
                format!(
                    "{}1{}",
                    "(".repeat(length / 2 - 1),
                    ")".repeat(length / 2 - 1)
                ),
            ),
            (
                "calls",
                format!("{}1{}", "f(".repeat(length / 3), ")".repeat(length / 3)),
            ),
            ("minuses", format!("{}1", "-".repeat(length))),
            ("nots", format!("{}b", "!".repeat(length))),
            ("a long sum", format!("a{}", "+a".repeat(length / 2))),
            ("a long or", format!("a{}", "||a".repeat(length / 3))),
            ("a long and-or", format!("a{}", "||a&&a".repeat(length / 6))),
            ("ternaries", format!("{}a", "a?a:".repeat(length / 4))),
            (
                "ternaries inside",
                format!("{}a{}", "a?".repeat(length / 4), ":a".repeat(length / 4)),
            ),
            ("members", format!("a{}", ".a".repeat(length / 2))),
            ("dots", ".".repeat(length)),
            ("each of each", "a.map(x,".repeat(length / 8)),
            (
                "each after each",
                format!("a{}", ".map(x,x)".repeat(length / 9)),
            ),
            (
                "a list of everything",
                format!("[{}1]", "1,".repeat(length / 2 - 1)),
            ),
            ("an open quote", format!("'{}", "a".repeat(length))),
            ("backslashes", "\\".repeat(length)),
            ("quotes", "'".repeat(length)),
            ("NULs", "\0".repeat(length)),
            ("digits", "9".repeat(length)),
            ("commas", ",".repeat(length)),
            ("colons", ":".repeat(length)),
            ("questions", "?".repeat(length)),
            ("macrons", "ā".repeat(length)),
        ];
        for (name, text) in table {
            let parsed = survives(name, &text);
            let flat = matches!(name, "quotes" | "a list of everything");
            assert!(!parsed || flat, "{name} ({length}) was let in");
        }
    }
}

#[test]
fn a_busy_but_reasonable_expression_is_let_in() {
    let chain = (0..60)
        .map(|n| format!("b == {n}"))
        .collect::<Vec<_>>()
        .join(" || ");
    assert!(survives("sixty alternatives", &chain));
    let list = (0..150)
        .map(|n| n.to_string())
        .collect::<Vec<_>>()
        .join(", ");
    assert!(survives(
        "a hundred and fifty items",
        &format!("b in [{list}]")
    ));
    assert!(survives(
        "twenty brackets",
        &format!("{}b{}", "(".repeat(20), ")".repeat(20))
    ));
}

/// Bits of expressions to be thrown together.
fn scraps() -> impl Strategy<Value = String> {
    let scrap = prop::sample::select(vec![
        "a",
        "b",
        "abc",
        "abcd",
        "abcde",
        "abcdef",
        "abcdefg",
        "x",
        ".a",
        ".b",
        ".exists(x, ",
        ".all(x, ",
        ".filter(x,",
        ".map(x,",
        "f(",
        "size(",
        "has(",
        "sum(",
        "min(",
        "max(",
        "round(",
        "lower(",
        "contains(",
        "date(",
        "days_between(",
        "months_between(",
        "years_between(",
        "(",
        ")",
        "[",
        "]",
        ",",
        "+",
        "-",
        "*",
        "/",
        "==",
        "!=",
        "<",
        ">=",
        " in ",
        "&&",
        "||",
        "!",
        "?",
        ":",
        "1",
        "0",
        "2.5",
        "9223372036854775807",
        "'a'",
        "'2026-04-02'",
        "\"\"",
        "true",
        "null",
        " ",
        "\n",
        "'",
        "ā",
        "\u{202e}",
    ]);
    prop::collection::vec(scrap, 0..40).prop_map(|scraps| scraps.concat())
}

/// Expressions that parse, of any types.
fn whole() -> impl Strategy<Value = String> {
    let leaf = prop::sample::select(vec![
        "a",
        "b",
        "abc",
        "abcd",
        "abcde",
        "abcde.a",
        "abcdef",
        "abcdefg",
        "1",
        "0",
        "2.5",
        "9223372036854775807",
        "'a'",
        "date('2026-04-02')",
        "null",
        "true",
        "[]",
    ])
    .prop_map(str::to_owned);
    leaf.prop_recursive(4, 40, 3, |inner| {
        let operators = prop::sample::select(vec![
            "+", "-", "*", "/", "==", "!=", "<", ">=", "in", "&&", "||",
        ]);
        let functions = prop::sample::select(vec![
            "size", "has", "sum", "min", "max", "round", "lower", "f",
        ]);
        let pairs = prop::sample::select(vec![
            "min",
            "max",
            "contains",
            "days_between",
            "months_between",
            "years_between",
        ]);
        prop_oneof![
            (inner.clone(), operators, inner.clone())
                .prop_map(|(a, op, b)| format!("({a} {op} {b})")),
            (functions, inner.clone()).prop_map(|(f, a)| format!("{f}({a})")),
            (pairs, inner.clone(), inner.clone()).prop_map(|(f, a, b)| format!("{f}({a}, {b})")),
            (inner.clone(), inner.clone(), inner.clone())
                .prop_map(|(a, b, c)| format!("({a} ? {b} : {c})")),
            inner.clone().prop_map(|a| format!("!({a})")),
            inner.clone().prop_map(|a| format!("-({a})")),
            (inner.clone(), inner).prop_map(|(a, b)| format!("[{a}, {b}]")),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_parsed_or_refused(text in "\\PC{0,200}") {
        survives("any text", &text);
    }

    #[test]
    fn any_bytes_are_parsed_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..1_200)) {
        survives("any bytes", &String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn any_scraps_of_expressions_are_parsed_or_refused(text in scraps()) {
        survives("scraps", &text);
    }

    #[test]
    fn any_whole_expression_has_a_value_or_an_error(text in whole()) {
        prop_assert!(survives("a whole expression", &text) || text.len() > 400, "{}", text);
    }

    #[test]
    fn what_is_checked_never_meets_a_wrong_kind(text in whole()) {
        // The types of the names as `Anything` gives them; the list of mixed things is left out.
        let mut scope = Scope::new();
        scope.var("ab", Type::Any).var("abc", Type::Date).var("abcd", Type::Number).var("abcdef", Type::Bool)
            .var("abcdefg", Type::Int)
            .var("abcde", Type::map("a thing", [("a", Type::Int), ("b", Type::Text)]));
        if let Ok(expr) = Expr::parse(&text) && expr.check(&scope).is_ok() {
            let value = expr.eval(&Anything);
            prop_assert!(!matches!(value, Err(EvalError::Kind { .. })), "{}: {:?}", text, value);
        }
    }
}
