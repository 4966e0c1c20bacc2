//! What expressions mean: their values, and what becomes of them when answers are missing.

use jiff::civil::date;
use pack::expr::{Expr, Val};

use super::{Visit, scope};

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
