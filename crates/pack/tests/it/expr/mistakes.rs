//! What a person reads when an expression is wrong.

use pack::expr::Expr;

use super::{scope, shown};

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
