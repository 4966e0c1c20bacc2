//! What expressions mean, and what a person reads when one is wrong.

mod mistakes;
mod values;

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
