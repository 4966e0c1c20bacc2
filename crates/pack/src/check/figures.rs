//! Measures, returns, letters and migrations.

use super::{Checker, Class};
use crate::migration::{Change, Migration};

impl Checker<'_, '_> {
    pub(super) fn figures(&mut self) {
        let pack = self.pack;
        self.unique(
            "return",
            pack.returns.iter().map(|r| (&**r.name, r.name.span)),
        );
        for laid_out in &pack.returns {
            self.all_known(Class::Measure, &laid_out.figures);
        }
        for migration in &pack.migrations {
            self.migration(migration);
        }
    }

    fn migration(&mut self, migration: &Migration) {
        let version = |text: &str| -> Option<Vec<u32>> {
            let parts: Option<Vec<u32>> = text.split('.').map(|p| p.parse().ok()).collect();
            parts.filter(|p| p.len() == 3)
        };
        let from = version(&migration.from);
        if from.is_none() || from >= version(&self.pack.head.version) {
            self.out
                .error(
                    migration.from.span,
                    format!("`{}` is not an older version", *migration.from),
                )
                .expected(format!(
                    "a file named after a version before {}, such as `migrations/0.9.0.yaml`",
                    *self.pack.head.version
                ));
        }
        for change in &migration.changes {
            self.change(change, migration.from.span);
        }
    }

    fn change(&mut self, change: &Change, file: crate::text::Span) {
        self.all_known(Class::Kind, &change.record);
        self.all_known(Class::Matter, &change.matter);
        let fields =
            !change.rename.is_empty() || !change.retire.is_empty() || !change.map.is_empty();
        for (there, needs, key) in [
            (fields, change.record.is_none(), "record"),
            (!change.stage.is_empty(), change.matter.is_none(), "matter"),
        ] {
            if there && needs {
                self.out
                    .error(
                        file,
                        format!("a change that does not say whose: `{key}` is missing"),
                    )
                    .expected(format!("`{key}:` beside what changes"));
            }
        }
        if let Some(form) = change.record.as_ref().and_then(|name| self.pack.form(name)) {
            for (_, to) in change.rename.iter() {
                self.field_of(form, to, "field", |_| true);
            }
            for retired in &change.retire {
                if form.field(retired).is_some_and(|f| !f.retired) {
                    self.out
                        .error(retired.span, format!("`{}` is still asked", retired.value))
                        .expected("a field that this version no longer asks");
                }
            }
            for map in &change.map {
                self.field_of(form, &map.field, "field", |_| true);
                let Some(field) = form.field(&map.field) else {
                    continue;
                };
                let options = self.option_ids(field);
                let fit: Vec<&str> = options.iter().map(String::as_str).collect();
                for (_, to) in map.values.iter() {
                    if !fit.is_empty() && !fit.contains(&to.as_str()) {
                        self.not_among(
                            &format!("option of `{}`", map.field.value),
                            to,
                            to.span,
                            &fit,
                        );
                    }
                }
            }
        }
        if let Some(matter) = change
            .matter
            .as_ref()
            .and_then(|name| self.pack.matter(name))
        {
            for (_, to) in change.stage.iter() {
                if matter.stage(to).is_none() {
                    let fit: Vec<&str> = matter.stages.iter().map(|s| s.stage.as_str()).collect();
                    self.not_among(
                        &format!("stage of `{}`", matter.matter.value),
                        to,
                        to.span,
                        &fit,
                    );
                }
            }
        }
    }
}
