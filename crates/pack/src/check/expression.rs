//! Conditions and computed values: their types where they stand, and the functions that ask about records, timescales,
//! facts and settings of this pack.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::scope::CONSENT_STATES;
use super::{Checker, Class, facts};
use crate::expr::{Expr, Function, Param, Reference, Returns, Scope, Type};
use crate::model::{Act, Condition, FieldType, SettingType};

impl Checker<'_, '_> {
    /// The functions that the engine answers, with the names of this pack as what they may be asked about.
    pub(super) fn engine_functions(&self) -> Scope {
        let mut scope = Scope::new();
        let literal = |class: Class| self.names.all(class).map(|name| (name, Type::Any));
        let about = |class: Class, gives: Type| {
            Function::of_literal(literal(class)).giving(Returns::Always(gives))
        };
        let kinds = self.pack.forms.iter().map(|form| {
            let fields = form.fields().filter(|f| *f.kind != FieldType::Note);
            let fields = fields.map(|f| (f.id.as_str(), self.type_of(f)));
            let last = Type::map(&format!("the last {}", form.record.value), fields);
            (form.record.to_string(), last)
        });
        scope.function("latest", Function::of_literal(kinds));
        let count = about(Class::Kind, Type::Int)
            .and(Param::Value(Type::Text))
            .and(Param::Value(Type::Any));
        scope.function("count", count.optional(2));
        scope.function("complete", about(Class::Kind, Type::Bool));
        let consent = Type::choice(CONSENT_STATES.into_iter().chain(["expired"]));
        scope.function("consent", about(Class::Purpose, consent));
        scope.function("involved", about(Class::Role, Type::Bool));
        scope.function("acting_as", about(Class::Role, Type::Bool));
        scope.function("open_matters", about(Class::Matter, Type::Int));
        scope.function("running", about(Class::Clock, Type::Bool));
        scope.function("late", about(Class::Clock, Type::Bool));
        scope.function("age", Function::of([], Type::Int));
        scope.function("age_months", Function::of([], Type::Int));
        let facts = fact_types();
        for name in ["fact", "worker"] {
            let function = Function {
                params: vec![Param::Literal(facts.clone())],
                optional: 0,
                returns: Returns::OfLiteral,
            };
            scope.function(name, function);
        }
        let acts = Act::NAMES.iter().map(|act| (*act, Type::Any));
        let may = Function::of_literal(acts).giving(Returns::Always(Type::Bool));
        scope.function("worker_may", may);
        let settings = self.pack.settings.iter().map(|setting| {
            let kind = match setting.kind {
                SettingType::Integer => Type::Int,
                SettingType::Choice => Type::choice(setting.options.iter().map(|o| o.id.as_str())),
                SettingType::YesNo => Type::choice(["yes", "no"]),
                SettingType::Date => Type::Date,
                SettingType::Interval | SettingType::Text | SettingType::OpeningHours => Type::Text,
            };
            (setting.setting.to_string(), kind)
        });
        scope.function("setting", Function::of_literal(settings));
        scope
    }

    /// A condition must be yes or no.
    pub(super) fn condition(&mut self, condition: &Condition, scope: &Scope) {
        self.expression(condition, scope, &Type::Bool);
    }

    /// An expression must fit a type.
    pub(super) fn expression(&mut self, written: &Condition, scope: &Scope, wanted: &Type) {
        if let Err(wrong) = written.expr.check_as(scope, wanted) {
            for problem in wrong {
                // What could not be read may give the name that is missing here.
                let named = |mark| problem.message.split(mark).nth(1).unwrap_or_default();
                if !self.may_be_unread(named('`')) && !self.may_be_unread(named('\'')) {
                    problem.report(written.text.span, self.out);
                }
            }
        }
        self.counted_fields(written, &written.expr);
    }

    fn may_be_unread(&self, name: &str) -> bool {
        let gaps = &self.pack.gaps;
        !gaps.is_empty()
            && crate::load::FileKind::ALL.iter().any(|(kind, _)| {
                gaps.may_hold(*kind, name)
                    || gaps
                        .names(*kind)
                        .any(|held| crate::expr::expression_name(held) == name)
            })
    }

    /// `count('kind', 'field', value)`: the field must be the kind's.
    fn counted_fields(&mut self, written: &Condition, expr: &Expr) {
        for reference in expr.references() {
            let Reference::Call {
                function,
                literals,
                offset,
            } = reference
            else {
                continue;
            };
            let (Some(Some(kind)), Some(field)) = (literals.first(), literals.get(1)) else {
                continue;
            };
            if &*function != "count" {
                continue;
            }
            let Some(form) = self.pack.form(kind) else {
                continue;
            };
            let span = written.text.span.inside(offset);
            let Some(field) = field else {
                self.out
                    .error(span, "`count` with a field that is not written out")
                    .expected("count('kind', 'field', value)");
                continue;
            };
            let named = |f: &&crate::model::Field| **f.id == **field;
            let Some(found) = form.fields().find(named) else {
                if !self.may_be_unread(field) {
                    let fit: Vec<&str> = form.fields().map(|f| f.id.as_str()).collect();
                    self.not_among(&format!("field of `{kind}`"), field, span, &fit);
                }
                continue;
            };
            let options = match self.type_of(found) {
                Type::Choice(options) | Type::Choices(options) => options,
                _ => continue,
            };
            if let Some(Some(value)) = literals.get(2)
                && !options.iter().any(|o| **o == **value)
                && !self.may_be_unread(value)
            {
                let fit: Vec<&str> = options.iter().map(String::as_str).collect();
                self.not_among(&format!("option of `{kind}.{field}`"), value, span, &fit);
            }
        }
    }
}

/// Each kind of fact with its fields; written with `-` or with `_`.
fn fact_types() -> Arc<BTreeMap<String, Type>> {
    let mut types = BTreeMap::new();
    for kind in facts::kinds() {
        let fields = facts::fields(kind).unwrap_or_default();
        let fact = Type::map(
            &format!("the fact {kind}"),
            fields.iter().map(|f| (f, Type::Any)),
        );
        types.insert(kind.replace('-', "_"), fact.clone());
        types.insert(kind.to_owned(), fact);
    }
    Arc::new(types)
}
