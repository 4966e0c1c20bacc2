//! Our parser against the `cel` crate's: whatever both accept they must read alike, and what our grammar makes they must
//! both accept. Both trees are written out as nested lists and compared.

use cel::common::ast::{Expr as Cel, IdedExpr, LiteralValue};
use proptest::prelude::*;

use super::ast::{Ast, Each, Kind, Op};

fn ours(ast: &Ast) -> String {
    let all = |parts: &[Ast]| parts.iter().map(ours).collect::<Vec<_>>().join(" ");
    match &ast.kind {
        Kind::Null => "null".into(),
        Kind::Bool(value) => value.to_string(),
        Kind::Int(number) => number.to_string(),
        Kind::Num(number) => format!("{number:?}"),
        Kind::Text(text) => format!("{text:?}"),
        Kind::List(parts) => format!("[{}]", all(parts)),
        Kind::Name(name) => name.to_string(),
        Kind::Member(of, name) => format!("(. {} {name})", ours(of)),
        Kind::Not(one) => format!("(!_ {})", ours(one)),
        Kind::Minus(one) => match &one.kind {
            Kind::Int(number) => format!("-{number}"),
            Kind::Num(number) => format!("-{number:?}"),
            _ => format!("(-_ {})", ours(one)),
        },
        Kind::Binary(op @ (Op::And | Op::Or), left, right) => {
            let mut terms = Vec::new();
            flat(*op, left, &mut terms);
            flat(*op, right, &mut terms);
            format!("(_{}_ {})", op.sign(), terms.join(" "))
        }
        Kind::Binary(Op::In, left, right) => format!("(@in {} {})", ours(left), ours(right)),
        Kind::Binary(op, left, right) => {
            format!("(_{}_ {} {})", op.sign(), ours(left), ours(right))
        }
        Kind::If(condition, yes, no) => {
            format!("(_?_:_ {} {} {})", ours(condition), ours(yes), ours(no))
        }
        Kind::Call(name, parts) => format!("({name} {})", all(parts)),
        Kind::Each(each, list, name, body) => {
            format!(
                "({} {} {name} {})",
                Each::NAMES[*each as usize],
                ours(list),
                ours(body)
            )
        }
    }
}

fn flat(op: Op, ast: &Ast, terms: &mut Vec<String>) {
    match &ast.kind {
        Kind::Binary(same, left, right) if *same == op => {
            flat(op, left, terms);
            flat(op, right, terms);
        }
        _ => terms.push(ours(ast)),
    }
}

fn theirs(expr: &IdedExpr) -> String {
    let all = |parts: &[IdedExpr]| parts.iter().map(theirs).collect::<Vec<_>>().join(" ");
    match &expr.expr {
        Cel::Literal(LiteralValue::Null) => "null".into(),
        Cel::Literal(LiteralValue::Boolean(value)) => value.inner().to_string(),
        Cel::Literal(LiteralValue::Int(number)) => number.inner().to_string(),
        Cel::Literal(LiteralValue::Double(number)) => format!("{:?}", number.inner()),
        Cel::Literal(LiteralValue::String(text)) => format!("{:?}", text.inner()),
        Cel::List(list) => format!("[{}]", all(&list.elements)),
        Cel::Ident(name) => name.clone(),
        Cel::Select(select) => format!("(. {} {})", theirs(&select.operand), select.field),
        Cel::Call(call) if matches!(call.func_name.as_str(), "_&&_" | "_||_") => {
            let mut terms = Vec::new();
            call.args
                .iter()
                .for_each(|part| their_terms(&call.func_name, part, &mut terms));
            format!("({} {})", call.func_name, terms.join(" "))
        }
        Cel::Call(call) if call.func_name == "-_" => match &call.args[0].expr {
            Cel::Literal(LiteralValue::Int(_) | LiteralValue::Double(_)) => {
                format!("-{}", theirs(&call.args[0]))
            }
            _ => format!("(-_ {})", all(&call.args)),
        },
        Cel::Call(call) if call.target.is_none() => {
            format!("({} {})", call.func_name, all(&call.args))
        }
        Cel::Comprehension(each) => {
            let list = theirs(&each.iter_range);
            let Cel::Call(step) = &each.loop_step.expr else {
                return format!("{each:?}");
            };
            let added = |expr: &IdedExpr| match &expr.expr {
                Cel::Call(add) => match &add.args[1].expr {
                    Cel::List(list) => theirs(&list.elements[0]),
                    other => format!("{other:?}"),
                },
                other => format!("{other:?}"),
            };
            let (word, body) = match step.func_name.as_str() {
                "_||_" => ("exists", theirs(&step.args[1])),
                "_&&_" => ("all", theirs(&step.args[1])),
                "_?_:_" => ("filter", theirs(&step.args[0])),
                "_+_" => ("map", added(&each.loop_step)),
                other => (other, String::new()),
            };
            format!("({word} {list} {} {body})", each.iter_var)
        }
        other => format!("{other:?}"),
    }
}

fn their_terms(op: &str, expr: &IdedExpr, terms: &mut Vec<String>) {
    match &expr.expr {
        Cel::Call(call) if call.func_name == op => call
            .args
            .iter()
            .for_each(|part| their_terms(op, part, terms)),
        _ => terms.push(theirs(expr)),
    }
}

fn alike(text: &str) -> Result<(), String> {
    let Ok(our) = super::parser::parse(text) else {
        return Ok(());
    };
    let their = cel::parser::Parser::new()
        .parse(text)
        .map_err(|wrong| format!("{text}: cel refuses it: {wrong}"))?;
    let (our, their) = (ours(&our), theirs(&their));
    if our == their {
        Ok(())
    } else {
        Err(format!("{text}:\n  ours   {our}\n  theirs {their}"))
    }
}

#[test]
fn common_expressions_are_read_as_cel_reads_them() {
    let table = [
        "a == 1 && b != 'x' || !c",
        "a || b && c || d && e && f",
        "1 + 2 * 3 - 4 / 5 - 6",
        "-a * -(b + 2.5) - -3",
        "a ? b : c ? d : e",
        "a < 1 ? b + 1 : c in ['x', \"y\"]",
        "a.b.c(1)",
        "f(a.b, [1, 2.0, null, true], g())",
        "goals.exists(g, g.met && g.title == 'a') || goals.all(g, !g.met)",
        "size(goals.filter(g, g.minutes > 20)) >= 2",
        "sum(goals.map(g, g.minutes)) / 60",
        "'it\\'s' == \"a\\\\b\\n\\t\\\"\"",
        "a\n  == 'mānuka'",
    ];
    for text in table {
        assert_eq!(alike(text), Ok(()));
    }
}

/// Expressions as text, with only such brackets as are thrown in.
fn expression() -> impl Strategy<Value = String> {
    let leaf = prop::sample::select(vec![
        "a", "b", "a.b", "a.b.c", "1", "2.5", "'x'", "\"ā\"", "null", "true", "[]", "f()",
    ])
    .prop_map(str::to_owned);
    leaf.prop_recursive(4, 24, 3, |inner| {
        let signs = prop::sample::select(vec!["+", "-", "*", "/", "==", "!=", "<", "<=", ">", ">=", "in", "&&", "||"]);
        prop_oneof![
            4 => (inner.clone(), signs, inner.clone()).prop_map(|(a, sign, b)| format!("{a} {sign} {b}")),
            1 => inner.clone().prop_map(|a| format!("({a})")),
            1 => inner.clone().prop_map(|a| format!("!({a})")),
            1 => inner.clone().prop_map(|a| format!("-({a})")),
            1 => (inner.clone(), inner.clone(), inner.clone()).prop_map(|(a, b, c)| format!("{a} ? {b} : {c}")),
            1 => (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("f({a}, {b})")),
            1 => (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("[{a}, {b}]")),
            1 => (prop::sample::select(Each::NAMES.to_vec()), inner).prop_map(|(word, a)| format!("a.b.{word}(x, {a})")),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_expression_is_read_as_cel_reads_it(text in expression()) {
        prop_assert_eq!(alike(&text), Ok(()));
    }
}
