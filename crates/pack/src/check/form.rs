//! Forms as wholes: where they are filed, who signs them, which field says when it happened.

use super::event::RECORD_EVENTS;
use super::process::listed;
use super::{Checker, Class};
use crate::model::{Form, Requirement, SigningStep};

impl<'p> Checker<'p, '_> {
    pub(super) fn forms(&mut self) {
        let pack = self.pack;
        self.unique(
            "record kind",
            pack.forms.iter().map(|f| (&**f.record, f.record.span)),
        );
        for form in &pack.forms {
            self.form(form);
        }
        self.serving();
    }

    fn form(&mut self, form: &'p Form) {
        let kind = &form.record;
        form.filed_on.iter().for_each(|on| self.subject(on));
        if form.filed_on.is_empty() {
            self.out
                .error(
                    kind.span,
                    format!("`{}` does not say what it is filed on", kind.value),
                )
                .expected("`filed_on: person` or another subject");
        }
        if let Some(within) = &form.within {
            self.known(Class::Matter, within, within.span);
        }
        let within = form.within.as_ref();
        if let Some(matter) = within.and_then(|name| self.pack.matter(name)) {
            let together = form
                .filed_on
                .iter()
                .any(|s| matter.on.iter().any(|on| **on == **s));
            if !together && !form.filed_on.is_empty() && !matter.on.is_empty() {
                let span = within.map_or(kind.span, |w| w.span);
                let message = format!(
                    "`{}` stands on {}, `{}` is filed on {}",
                    matter.matter.value,
                    listed(&matter.on),
                    kind.value,
                    listed(&form.filed_on)
                );
                self.out
                    .error(span, message)
                    .expected("a matter on the same file as the record");
            }
        }
        self.category(form);
        self.all_known(Class::Role, form.written_by.iter().chain(&form.private));
        if let Some(occurred) = &form.occurred {
            self.date_field(form, occurred);
        }
        for field in &form.copy_forward {
            self.field_of(form, field, "field", |_| true);
        }
        if form.about_siblings && !form.filed_on.iter().any(|s| **s == "person") {
            self.out
                .error(
                    kind.span,
                    "`about_siblings` in a form that is not filed on a person",
                )
                .expected("`filed_on: person`");
        }
        let scope = self.scope_of_form(form, None);
        if let Requirement::When(significant) = &form.significant {
            self.condition(significant, &scope);
        }
        for section in &form.sections {
            self.all_known(Class::Resource, &section.resources);
            if let Some(when) = &section.when {
                self.condition(when, &scope);
            }
        }
        self.unique(
            "signing step",
            form.signing.iter().map(|s| (&**s.step, s.step.span)),
        );
        for step in &form.signing {
            self.step(step);
            for condition in step.needs.iter().chain(&step.skip_when) {
                self.condition(condition, &scope);
            }
        }
        self.fields(form, &scope);
    }

    fn category(&mut self, form: &Form) {
        if !self.known(Class::Category, &form.category, form.category.span) {
            return;
        }
        let categories = &self.pack.head.categories;
        let never = categories
            .iter()
            .any(|c| *c.category == *form.category && c.on_child_file.is_some());
        for on in form
            .filed_on
            .iter()
            .filter(|s| *s.value == *"person" || *s.value == *"family")
        {
            if never {
                let message = format!(
                    "records of category `{}` never stand on a child's file",
                    form.category.value
                );
                self.out
                    .error(on.span, message)
                    .expected("a file of a worker, team, post or site");
            }
        }
    }

    fn step(&mut self, step: &SigningStep) {
        self.all_known(Class::Role, &step.by);
        self.all_known(Class::Tray, &step.to);
        if step.by.is_empty() && step.to.is_none() {
            self.out
                .error(
                    step.step.span,
                    format!("nobody signs the step `{}`", step.step.value),
                )
                .expected("`by:` a role");
        }
        if RECORD_EVENTS.contains(&step.step.as_str()) {
            self.out
                .error(
                    step.step.span,
                    format!("a step cannot be called `{}`", step.step.value),
                )
                .expected("another name: this one is an event of every record");
        }
    }
}
