//! What expressions mean, and what a person reads when one is wrong.

use std::collections::BTreeMap;

use jiff::civil::date;
use pack::expr::{Env, EvalError, Expr, Function, Param, Reference, Returns, Scope, Type, Val};
use pack::text::{FromNode, Problems, Spanned, parse};

/// The names of a visit's form.
fn scope() -> Scope {
    let place = Type::choice(["home", "placement", "school"]);
    let score = Type::map("the SDQ", [("total", Type::Int), ("impact", Type::Number)]);
    let goal = Type::map(
        "the goal",
        [
            ("title", Type::Text),
            ("met", Type::Bool),
            ("minutes", Type::Int),
        ],
    );
    let mut scope = Scope::new();
    scope
        .var("age", Type::Int)
        .var("weight", Type::Number)
        .var("name", Type::Text)
        .var("child-seen", Type::Bool)
        .var("place", place.clone())
        .var("home", Type::choice(["owned", "rented"]))
        .var("needs", Type::choices(["speech", "sight"]))
        .var("born", Type::Date)
        .var("held", Type::Moment)
        .var("goals", Type::list(goal))
        .var("scores", Type::list(Type::Int))
        .var(
            "visit",
            Type::map(
                "the visit",
                [
                    ("place", place),
                    ("on", Type::Date),
                    ("child-seen", Type::Bool),
                ],
            ),
        )
        .var("anything", Type::Any)
        .function(
            "latest",
            Function::of_literal([("sdq", score.clone()), ("visit-note", Type::Any)]),
        )
        .function(
            "every",
            Function::of_literal([("sdq", score)]).giving(Returns::ListOfLiteral),
        )
        .function("today", Function::of([], Type::Date))
        .function(
            "count",
            Function::of([Type::Text], Type::Int)
                .and(Param::Value(Type::Int))
                .optional(1),
        );
    scope
}

/// A visit: some answers are there, others are not.
struct Visit;

impl Env for Visit {
    fn var(&self, name: &str) -> Val {
        let goal = |title: &str, met: Option<bool>, minutes: Option<i64>| {
            Val::map([
                ("title", Val::from(title)),
                ("met", met.into()),
                ("minutes", minutes.into()),
            ])
        };
        match name {
            "age" => Val::Int(9),
            "weight" => Val::Num(31.5),
            "name" => Val::from("Mānuka"),
            "child_seen" => Val::Bool(true),
            "place" => Val::from("home"),
            "needs" => Val::list([Val::from("speech")]),
            "born" => Val::from(date(2016, 2, 29)),
            "goals" => Val::list([goal("read", Some(true), Some(30)), goal("swim", None, None)]),
            "scores" => Val::list([Val::Int(3), Val::Null, Val::Int(4)]),
            "visit" => Val::map([("place", Val::from("home")), ("child-seen", Val::Null)]),
            "anything" => Val::from("text"),
            _ => Val::Null,
        }
    }

    fn call(&self, function: &str, arguments: &[Val]) -> Result<Val, EvalError> {
        match (function, arguments) {
            ("latest", [Val::Text(kind)]) if &**kind == "sdq" => {
                Ok(Val::map([("total", Val::Int(17))]))
            }
            ("latest", _) => Ok(Val::Null),
            ("today", []) => Ok(Val::from(date(2026, 4, 2))),
            ("count", [_]) => Ok(Val::Int(2)),
            _ => Err(EvalError::Unknown(function.into())),
        }
    }
}

#[test]
fn expressions_have_the_values_a_reader_expects() {
    let yes = Val::Bool(true);
    let no = Val::Bool(false);
    let table: Vec<(&str, Val)> = vec![
        ("true", yes.clone()),
        ("null", Val::Null),
        ("'it\\'s'", Val::from("it's")),
        ("[1, 2]", Val::list([Val::Int(1), Val::Int(2)])),
        ("1 + 2 * 3 - 4", Val::Int(3)),
        ("(1 + 2) * 3", Val::Int(9)),
        ("10 - 4 - 3", Val::Int(3)),
        ("-age + 10", Val::Int(1)),
        ("7 / 2", Val::Num(3.5)),
        ("7 / 0", Val::Null),
        ("7.0 / 0.0", Val::Null),
        ("weight * 2", Val::Num(63.0)),
        ("age + weight", Val::Num(40.5)),
        ("age == 9.0", yes.clone()),
        ("age >= 5 && age < 18", yes.clone()),
        ("age > 10 || child_seen", yes.clone()),
        ("!child_seen", no.clone()),
        ("place == 'home'", yes.clone()),
        ("place in ['home', 'placement']", yes.clone()),
        ("!(place in ['school'])", yes.clone()),
        ("'speech' in needs && !('sight' in needs)", yes.clone()),
        ("contains(needs, 'speech')", yes.clone()),
        ("name == 'Mānuka'", yes.clone()),
        ("size(name)", Val::Int(6)),
        ("lower('ĀB')", Val::from("āb")),
        ("contains(lower(name), 'nuka')", yes.clone()),
        ("age > 5 ? 'older' : 'younger'", Val::from("older")),
        ("age > 50 ? 1 : age > 5 ? 2 : 3", Val::Int(2)),
        ("born < date('2026-04-02')", yes.clone()),
        ("born == date('2016-02-29')", yes.clone()),
        ("years_between(born, date('2026-02-28'))", Val::Int(9)),
        ("years_between(born, date('2026-03-01'))", Val::Int(10)),
        ("years_between(date('2026-03-01'), born)", Val::Int(-10)),
        (
            "months_between(date('2026-01-31'), date('2026-02-28'))",
            Val::Int(0),
        ),
        (
            "months_between(date('2026-01-15'), date('2026-02-15'))",
            Val::Int(1),
        ),
        (
            "days_between(date('2026-04-02'), date('2026-03-31'))",
            Val::Int(-2),
        ),
        (
            "days_between(date('2023-12-31'), date('2024-12-31'))",
            Val::Int(366),
        ),
        ("days_between(born, today())", Val::Int(3_685)),
        ("goals.exists(g, g.met)", yes.clone()),
        ("goals.all(g, g.met)", no.clone()),
        ("size(goals.filter(g, !g.met))", Val::Int(1)),
        ("sum(goals.map(g, g.minutes))", Val::Int(30)),
        ("goals.exists(g, g.title == name)", no.clone()),
        (
            "goals.filter(g, g.met).exists(g, g.minutes > 20)",
            yes.clone(),
        ),
        ("sum(scores)", Val::Int(7)),
        ("sum([1, 0.5])", Val::Num(1.5)),
        ("sum([])", Val::Int(0)),
        ("max(scores)", Val::Int(4)),
        ("min(age, 4, weight)", Val::Int(4)),
        ("max(born, date('2020-01-01'))", Val::from(date(2020, 1, 1))),
        ("max([])", Val::Null),
        ("round(2.5)", Val::Int(3)),
        ("round(-2.5)", Val::Int(-3)),
        ("latest('sdq').total >= 17", yes.clone()),
        ("visit.place == place", yes.clone()),
        ("count('visits')", Val::Int(2)),
        ("age > 5\n  && place == 'home'", yes.clone()),
        // Answers that are not there.
        ("home == null", yes.clone()),
        ("home == 'owned'", no.clone()),
        ("home != 'owned'", yes.clone()),
        ("home in ['owned']", no.clone()),
        ("held == null", yes.clone()),
        ("visit.on < today()", no.clone()),
        ("visit.on >= today()", no.clone()),
        ("visit.child_seen", Val::Null),
        ("visit.child_seen && true", no.clone()),
        ("visit.child_seen || child_seen", yes.clone()),
        ("!visit.child_seen", yes.clone()),
        ("visit.child_seen ? 1 : 2", Val::Int(2)),
        ("latest('visit-note').what.ever", Val::Null),
        ("latest('visit-note').minutes + 1", Val::Null),
        ("-latest('visit-note').minutes", Val::Null),
        ("years_between(born, visit.on)", Val::Null),
        ("has(visit.on)", no.clone()),
        ("has(name) && has(needs) && has(age)", yes),
        ("has('') || has([])", no),
        ("size(null)", Val::Int(0)),
        ("lower(null)", Val::Null),
    ];
    let scope = scope();
    for (text, value) in table {
        let expr = Expr::parse(text).unwrap_or_else(|problem| panic!("{text}: {problem:?}"));
        assert!(
            expr.check(&scope).is_ok(),
            "{text}: {:?}",
            expr.check(&scope)
        );
        assert_eq!(expr.eval(&Visit), Ok(value), "{text}");
    }
}

#[test]
fn checked_expressions_have_the_types_they_say() {
    let table = [
        ("1 + 2", Type::Int),
        ("1 / 2", Type::Number),
        ("1 + 2.5", Type::Number),
        ("age > 1", Type::Bool),
        ("[1, 2.5]", Type::list(Type::Number)),
        ("['a', null]", Type::list(Type::Text)),
        ("goals.map(g, g.minutes)", Type::list(Type::Int)),
        ("sum(scores)", Type::Int),
        ("min(born, today())", Type::Date),
        ("latest('sdq').impact", Type::Number),
        ("every('sdq').map(s, s.total)", Type::list(Type::Int)),
        ("child_seen ? age : weight", Type::Number),
        ("child_seen ? born : null", Type::Date),
        ("child_seen ? place : 'elsewhere'", Type::Text),
    ];
    for (text, kind) in table {
        let expr = Expr::parse(text).expect("an expression");
        assert_eq!(expr.check(&scope()), Ok(kind), "{text}");
    }
}

/// A problem as `offset: message; expected …; near …`.
fn shown(problem: &pack::expr::ExprProblem) -> String {
    let expected = problem
        .expected
        .iter()
        .map(|expected| format!("; expected {expected}"));
    let nearest = problem
        .nearest
        .iter()
        .map(|nearest| format!("; near {nearest}"));
    let tail: String = expected.chain(nearest).collect();
    format!("{}: {}{tail}", problem.offset, problem.message)
}

#[test]
fn what_does_not_parse_says_where_and_what_was_expected() {
    let table = [
        (
            "",
            "0: the expression is empty; expected a condition or a value",
        ),
        (
            "  ",
            "0: the expression is empty; expected a condition or a value",
        ),
        ("age = 3", "4: unexpected character `=`; expected `==`"),
        ("a & b", "2: unexpected character `&`; expected `&&`"),
        (
            "a and b",
            "2: unexpected `and`; expected an operator or the end; near &&",
        ),
        ("not a", "0: unexpected `not`; expected a value; near !"),
        ("(a", "2: unexpected the end; expected `)`"),
        ("a)", "1: unexpected `)`; expected an operator or the end"),
        ("a ==", "4: unexpected the end; expected a value"),
        ("f(a b)", "4: unexpected `b`; expected `,` or `)`"),
        ("[a,]", "3: unexpected `]`; expected a value"),
        ("a ? b", "5: unexpected the end; expected `:`"),
        (
            "a < b < c",
            "6: two comparisons in a row; expected each on its own, joined by `&&`",
        ),
        (
            "a[0]",
            "1: unexpected `[`; expected no `[…]` after a value (use `exists`, `filter` or `in`)",
        ),
        (
            "{'a': 1}",
            "0: unexpected character `{`; expected no mappings in an expression",
        ),
        (
            "ā > 1",
            "0: unexpected character `ā`; expected names of letters a to z, digits and `_`",
        ),
        (
            "place == ‘home’",
            "9: unexpected character `‘`; expected straight quotes (`'`)",
        ),
        (
            "'abc",
            "0: a text without its closing quote; expected `'` before the end of the line",
        ),
        (
            "'a\\q'",
            "2: an unknown escape in a text; expected one of `\\\\`, `\\'`, `\\\"`, `\\n`, `\\t`",
        ),
        (
            "r'a'",
            "0: `r` before a quote; expected a plain text in quotes",
        ),
        (
            "3d",
            "1: a letter after the number `3`; expected a plain number",
        ),
        (
            "99999999999999999999",
            "0: the number `99999999999999999999` is too large",
        ),
        (
            "package == 1",
            "0: `package` is a word of the language; expected another name",
        ),
        ("a.in", "2: `in` cannot be a name"),
        ("a.1", "2: unexpected `1`; expected a name after the dot"),
        (
            "a.exist(x, x)",
            "2: `.exist(…)` is not known; expected one of `.exists`, `.all`, `.filter`, `.map`, or `exist(…)` if it is a function; near exists",
        ),
        (
            "a.all(x, b.all(y, y))",
            "11: `.all` inside another; expected only one of them at a time",
        ),
        (
            "a.all(1, x)",
            "6: unexpected `1`; expected a name for each item",
        ),
        ("!-a", "1: unexpected `-`; expected a value"),
    ];
    for (text, expected) in table {
        let problem = Expr::parse(text).expect_err(text);
        assert_eq!(shown(&problem), expected, "{text}");
    }
}

#[test]
fn what_does_not_go_together_is_all_reported_where_it_stands() {
    let table: Vec<(&str, Vec<&str>)> = vec![
        (
            "1 > 'a'",
            vec![
                "2: `>` between a whole number and text; expected two numbers, two dates or two moments",
            ],
        ),
        ("agee > 1", vec!["0: unknown name `agee`; near age"]),
        (
            "child-seen",
            vec!["0: `child-seen` is `child` minus `seen`; near child_seen"],
        ),
        (
            "visit.plaice == 'home'",
            vec!["6: unknown name `plaice` in the visit; near place"],
        ),
        (
            "visit.x",
            vec!["6: unknown name `x` in the visit; expected one of `child_seen`, `on`, `place`"],
        ),
        (
            "place == 'hom'",
            vec![
                "9: 'hom' is not an option; expected one of 'home', 'placement', 'school'; near home",
            ],
        ),
        (
            "place in ['home', 'scool']",
            vec![
                "18: 'scool' is not an option; expected one of 'home', 'placement', 'school'; near school",
            ],
        ),
        (
            "'sihgt' in needs",
            vec!["0: 'sihgt' is not an option; expected one of 'speech', 'sight'; near sight"],
        ),
        (
            "contains(needs, 'x')",
            vec!["16: 'x' is not an option; expected one of 'speech', 'sight'"],
        ),
        (
            "place == home",
            vec![
                "6: `==` between a choice and a choice; expected two choices that share an option",
            ],
        ),
        (
            "needs == 'sight'",
            vec!["6: `==` between several choices and text; expected `'…' in` the choices"],
        ),
        (
            "born < '2026-04-02'",
            vec!["5: `<` between a date and text; expected `date('2026-04-02')`"],
        ),
        (
            "born < held",
            vec![
                "5: `<` between a date and a moment; expected two numbers, two dates or two moments",
            ],
        ),
        (
            "date('2026-02-30')",
            vec!["5: this is not a date; expected a date written like '2026-04-02'"],
        ),
        (
            "date(name)",
            vec!["5: this is not a date; expected a date written like '2026-04-02'"],
        ),
        (
            "age && name",
            vec![
                "0: a whole number stands here; expected yes or no",
                "7: text stands here; expected yes or no",
            ],
        ),
        (
            "!age",
            vec!["1: a whole number stands here; expected yes or no"],
        ),
        (
            "name + 'x'",
            vec![
                "0: text stands here; expected a number",
                "7: text stands here; expected a number",
            ],
        ),
        (
            "1 in 2",
            vec!["5: `in` a whole number; expected a list or several choices"],
        ),
        (
            "1 in ['a']",
            vec![
                "2: `in` between a whole number and a list of text; expected two values of one kind",
            ],
        ),
        (
            "[1, 'a']",
            vec!["4: text in a list of a whole number; expected items of one kind"],
        ),
        (
            "age ? 1 : 2",
            vec!["0: a whole number stands here; expected yes or no"],
        ),
        (
            "child_seen ? 1 : 'a'",
            vec!["11: `?` gives a whole number or text; expected one kind of value"],
        ),
        (
            "goals.met",
            vec![
                "6: `.met` of a list of the goal; expected `.exists(x, …x.met…)`, `.all`, `.filter` or `.map`",
            ],
        ),
        (
            "age.x",
            vec!["4: a whole number has no members (`.x`); expected a thing with members"],
        ),
        (
            "age.exists(x, x)",
            vec!["4: `.exists` of a whole number; expected a list"],
        ),
        (
            "goals.exists(age, true)",
            vec!["6: `age` is already a name here; expected another name for each item"],
        ),
        (
            "goals.exists(g, g.minutes)",
            vec!["16: a whole number stands here; expected yes or no"],
        ),
        (
            "goals.exists(g, g.mett) && g.met",
            vec![
                "18: unknown name `mett` in the goal; near met",
                "27: unknown name `g`",
            ],
        ),
        (
            "latst('sdq')",
            vec!["0: unknown function `latst`; near latest"],
        ),
        (
            "latest('sqd').total",
            vec!["7: `latest` does not know 'sqd'; near sdq"],
        ),
        (
            "latest('visit_note')",
            vec!["7: `latest` does not know 'visit_note'; near visit-note"],
        ),
        (
            "latest(name)",
            vec!["7: `latest` of something computed; expected a name written in quotes"],
        ),
        (
            "latest('sdq').totl",
            vec!["14: unknown name `totl` in the SDQ; near total"],
        ),
        ("latest()", vec!["0: `latest` with 0 arguments; expected 1"]),
        (
            "count()",
            vec!["0: `count` with 0 arguments; expected 1 to 2"],
        ),
        (
            "count(1, 'a', 2)",
            vec![
                "0: `count` with 3 arguments; expected 1 to 2",
                "6: a whole number stands here; expected text",
                "9: text stands here; expected a whole number",
            ],
        ),
        (
            "size(age)",
            vec!["5: `size` of a whole number; expected a list or text"],
        ),
        (
            "sum(name)",
            vec!["4: `sum` of text; expected a list of numbers"],
        ),
        (
            "min(1, 'a')",
            vec![
                "4: `min` of a whole number, text; expected numbers, dates or moments of one kind, or a list of such",
            ],
        ),
        (
            "years_between(born, 3)",
            vec!["20: a whole number stands here; expected a date"],
        ),
        (
            "latest == 1",
            vec!["0: unknown name `latest`; expected `latest(…)`, since it is a function"],
        ),
        (
            "age() == 1",
            vec![
                "0: unknown function `age`; expected `age` without brackets, since it is not a function",
            ],
        ),
        (
            "agee > 1 || plce == 'home' || 1 > 'a'",
            vec![
                "0: unknown name `agee`; near age",
                "12: unknown name `plce`; near place",
                "32: `>` between a whole number and text; expected two numbers, two dates or two moments",
            ],
        ),
    ];
    for (text, expected) in table {
        let expr = Expr::parse(text).expect(text);
        let problems = expr.check(&scope()).expect_err(text);
        assert_eq!(
            problems.iter().map(shown).collect::<Vec<_>>(),
            expected,
            "{text}"
        );
    }
}

#[test]
fn an_expression_must_give_what_its_place_wants() {
    let condition = Expr::parse("age + 1").expect("an expression");
    let problems = condition
        .check_as(&scope(), &Type::Bool)
        .expect_err("not a condition");
    assert_eq!(
        problems.iter().map(shown).collect::<Vec<_>>(),
        ["0: a whole number stands here; expected yes or no"]
    );
    assert_eq!(condition.check_as(&scope(), &Type::Number), Ok(Type::Int));
}

#[test]
fn what_types_cannot_foresee_fails_with_its_place() {
    let overflow = |offset| Err(EvalError::Overflow { offset });
    let kind = |offset, message: &str| {
        Err(EvalError::Kind {
            offset,
            message: message.into(),
        })
    };
    let table = [
        ("9223372036854775807 + 1", overflow(20)),
        ("-9223372036854775807 - 2", overflow(21)),
        ("9223372036854775807 * 2", overflow(20)),
        ("sum([9223372036854775807, 1])", overflow(0)),
        ("round(9223372036854775807 * 2.0)", overflow(0)),
        (
            "anything + 1",
            kind(9, "`+` between text and a whole number"),
        ),
        (
            "anything < 1",
            kind(9, "`<` between text and a whole number"),
        ),
        ("anything && true", kind(0, "text as a condition")),
        ("anything.x", kind(9, "`.x` of text")),
        ("anything == 1", Ok(Val::Bool(false))),
        ("missing()", Err(EvalError::Unknown("missing".into()))),
    ];
    for (text, expected) in table {
        assert_eq!(
            Expr::parse(text).expect(text).eval(&Visit),
            expected,
            "{text}"
        );
    }
}

#[test]
fn a_long_list_costs_steps_and_runs_out_of_them() {
    struct Long;
    impl Env for Long {
        fn var(&self, _: &str) -> Val {
            Val::list((0..30_000).map(Val::Int))
        }
        fn call(&self, function: &str, _: &[Val]) -> Result<Val, EvalError> {
            Err(EvalError::Unknown(function.into()))
        }
    }
    let value = |text: &str| Expr::parse(text).expect(text).eval(&Long);
    assert_eq!(value("a.exists(x, x == 20000)"), Ok(Val::Bool(true)));
    assert_eq!(
        value("a.exists(x, x in a)"),
        Ok(Val::Bool(true)),
        "stops at the first"
    );
    assert_eq!(value("a.all(x, x in a)"), Err(EvalError::Steps));
    assert_eq!(
        value("a.all(x, x >= 0 && x < 40000)"),
        Err(EvalError::Steps)
    );
}

#[test]
fn an_expression_names_what_it_depends_on() {
    let expr = Expr::parse(
        "visit.place == place && goals.exists(g, g.met) || latest('sdq').total > f(1, 'x')",
    )
    .expect("one");
    assert_eq!(
        expr.names().iter().map(|name| &**name).collect::<Vec<_>>(),
        ["goals", "place", "visit"]
    );
    let shown: Vec<String> = expr
        .references()
        .into_iter()
        .map(|reference| match reference {
            Reference::Name { path, offset } => format!("{offset} {}", path.join(".")),
            Reference::Call {
                function,
                literals,
                offset,
            } => format!("{offset} {function}{literals:?}"),
        })
        .collect();
    let expected = [
        "0 visit.place",
        "15 place",
        "24 goals",
        "50 latest[Some(\"sdq\")]",
        "72 f[None, Some(\"x\")]",
    ];
    assert_eq!(shown, expected);
}

#[test]
fn a_mistake_in_a_pack_is_shown_at_its_column() {
    let text = concat!(
        "a: agee > 1\n",
        "b: \"place == 'hom'\"\n",
        "c: age >\n",
        "d: >-\n  agee > 1\n",
        "e: |\n   age > 1 &&   agee > 1\n\nf: >\n  age > 1 &&\n  agee > 1\n",
    );
    let mut problems = Problems::new();
    let file = problems.file("rules.yaml");
    let node = parse(file, text.as_bytes(), &mut problems).expect("a tree");
    let rules: BTreeMap<&str, Option<Spanned<Expr>>> = ["a", "b", "c", "d", "e", "f"]
        .into_iter()
        .map(|key| {
            (
                key,
                Spanned::from_node(node.get(key).expect("a rule"), &mut problems),
            )
        })
        .collect();
    for rule in rules.values().flatten() {
        assert_eq!(rule.check_into(&scope(), &Type::Bool, &mut problems), None);
    }
    assert_eq!(
        problems.to_string(),
        "rules.yaml:1:4: unknown name `agee`; did you mean `age`?\n\
         rules.yaml:2:14: 'hom' is not an option; expected one of 'home', 'placement', 'school'; did you mean `home`?\n\
         rules.yaml:3:9: unexpected the end; expected a value\n\
         rules.yaml:5:3: unknown name `agee`; did you mean `age`?\n\
         rules.yaml:7:17: unknown name `agee`; did you mean `age`?\n\
         rules.yaml:10:3: unknown name `agee`; did you mean `age`?\n"
    );
}
