//! Fields: what they refer to, conditions that wait for one another, and answers that set a state.

use std::collections::{BTreeMap, BTreeSet};

use super::{Checker, Class};
use crate::expr::{Scope, Type, expression_name};
use crate::model::{Condition, Field, FieldType, Form, Requirement};

impl<'p> Checker<'p, '_> {
    pub(super) fn fields(&mut self, form: &'p Form, scope: &Scope) {
        let own: Vec<_> = form.fields().collect();
        self.unique_fields(&own);
        self.meanings(&own);
        for field in form.fields() {
            self.field(form, field, scope, false);
        }
        self.waiting(form);
    }

    /// Ids differ, also when written in an expression, where `-` is `_`.
    fn unique_fields(&mut self, fields: &[&Field]) {
        let named: Vec<_> = fields
            .iter()
            .map(|f| (expression_name(&f.id), f.id.span))
            .collect();
        self.unique(
            "field",
            named.iter().map(|(name, span)| (name.as_str(), *span)),
        );
    }

    fn field(&mut self, form: &'p Form, field: &'p Field, scope: &Scope, in_group: bool) {
        self.field_keys(field, in_group);
        self.unique("option", field.options.iter().map(|o| (&**o.id, o.id.span)));
        self.all_known(Class::List, &field.list);
        self.all_known(Class::Role, &field.private);
        self.all_known(Class::Resource, &field.resources);
        self.all_known(Class::Instrument, &field.instrument);
        if let Some(of) = &field.of {
            let class = match *field.kind {
                FieldType::Matter => Class::Matter,
                _ => Class::Kind,
            };
            self.known(class, of, of.span);
        }
        if let Some(before) = &field.not_before {
            let beside = scope.get(&expression_name(before));
            if !matches!(beside, Some(Type::Date | Type::Moment | Type::Any)) {
                self.date_field(form, before);
            }
        }
        if let Some(sets) = &field.sets {
            self.sets(form, field, sets);
        }
        if field.per.is_some() && !form.about_siblings {
            self.out
                .error(
                    field.id.span,
                    "a part for each child in a form that is about one",
                )
                .expected("`about_siblings: true` on the form");
        }
        let required = match &field.required {
            Requirement::When(condition) => Some(condition),
            _ => None,
        };
        for condition in field.when.iter().chain(required) {
            self.condition(condition, scope);
        }
        if let Some(compute) = &field.compute {
            self.expression(compute, scope, &Type::Any);
        }
        if *field.kind == FieldType::Group {
            let inner: Vec<_> = field.fields.iter().collect();
            self.unique_fields(&inner);
            self.meanings(&inner);
            let mut row = scope.clone();
            for inner in &field.fields {
                row.var(&inner.id, self.type_of(inner));
            }
            for inner in &field.fields {
                self.field(form, inner, &row, true);
            }
        }
    }

    /// A field that sets a state must offer exactly its values.
    fn sets(&mut self, form: &'p Form, field: &Field, sets: &crate::model::Ref) {
        if !self.known(Class::State, sets, sets.span) {
            return;
        }
        let Some(state) = self.pack.state(sets) else {
            return;
        };
        if *field.kind != FieldType::Choice {
            self.out
                .error(
                    sets.span,
                    format!("`sets` in a field of type `{}`", *field.kind),
                )
                .expected("`type: choice`");
            return;
        }
        let here = self
            .matter_of(form)
            .is_some_and(|m| *m.matter.value == *state.on.value)
            || form.filed_on.iter().any(|s| **s == **state.on)
            || self
                .matter_of(form)
                .is_some_and(|m| m.on.iter().any(|s| **s == **state.on));
        if !here {
            let message = format!("`{}` is a state of `{}`", sets.value, state.on.value);
            self.out
                .error(sets.span, message)
                .expected("a state of the matter or file that the record belongs to");
        }
        let values: BTreeSet<&str> = state.values.iter().map(|v| v.id.as_str()).collect();
        let options: Vec<_> = self
            .options(field)
            .map(|o| (o.id.to_string(), o.id.span))
            .collect();
        let offered: BTreeSet<&str> = options.iter().map(|(id, _)| id.as_str()).collect();
        let fit: Vec<&str> = values.iter().copied().collect();
        for (id, span) in &options {
            if !values.contains(id.as_str()) {
                self.not_among(&format!("value of `{}`", sets.value), id, *span, &fit);
            }
        }
        let missing: Vec<&str> = values.difference(&offered).copied().collect();
        if !missing.is_empty() && !offered.is_empty() {
            self.out
                .error(
                    sets.span,
                    format!("the options lack `{}`", missing.join("`, `")),
                )
                .expected(format!("every value of `{}`", sets.value));
        }
    }

    /// Fields that are shown, asked for or computed only once they themselves are known.
    fn waiting(&mut self, form: &Form) {
        let mut next: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for section in &form.sections {
            for field in &section.fields {
                let own = [&field.when, &section.when, &field.compute];
                let on = own.iter().filter_map(|c| c.as_ref()).flat_map(names);
                next.insert(expression_name(&field.id), on.collect());
            }
        }
        for section in &form.sections {
            for field in &section.fields {
                let name = expression_name(&field.id);
                let Some(ring) = ring(&next, &name) else {
                    continue;
                };
                let own = field.when.as_ref().or(field.compute.as_ref());
                let condition = own.or(section.when.as_ref());
                let span = condition.map_or(field.id.span, |c| c.text.span);
                let message = match ring.as_slice() {
                    [] => format!("`{name}` waits for its own answer"),
                    _ => format!(
                        "`{name}` waits for its own answer, by way of `{}`",
                        ring.join("`, `")
                    ),
                };
                self.out
                    .error(span, message)
                    .expected("a condition on fields that can be answered before it");
            }
        }
    }
}

fn names(condition: &Condition) -> Vec<String> {
    condition
        .expr
        .names()
        .iter()
        .map(|n| n.to_string())
        .collect()
}

/// The way from a field back to itself, without it; the shortest.
fn ring(next: &BTreeMap<String, BTreeSet<String>>, field: &str) -> Option<Vec<String>> {
    let mut came: BTreeMap<&str, &str> = BTreeMap::new();
    let mut open = std::collections::VecDeque::from([field]);
    while let Some(at) = open.pop_front() {
        for after in next.get(at).into_iter().flatten() {
            if after == field {
                let mut way = Vec::new();
                let mut step = at;
                while step != field {
                    way.push(step.to_owned());
                    step = came.get(step)?;
                }
                way.reverse();
                return Some(way);
            }
            if !came.contains_key(after.as_str()) {
                came.insert(after, at);
                open.push_back(after);
            }
        }
    }
    None
}
