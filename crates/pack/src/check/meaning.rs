//! What forms say they serve and what fields say they mean: once where only one can be found, and on a field that can bear it.

use super::Checker;
use crate::model::{Field, FieldType, Purpose};

impl Checker<'_, '_> {
    /// A purpose that people are led to from one place has one form.
    pub(super) fn serving(&mut self) {
        let pack = self.pack;
        for purpose in Purpose::ALL.iter().filter(|p| p.is_single()) {
            for second in pack.serving(*purpose).skip(1) {
                let said = second.serves.iter().find(|s| s.value == *purpose);
                let first = pack.serving(*purpose).next();
                let first = first.map_or("", |form| form.record.as_str());
                self.out
                    .error(
                        said.map_or(second.record.span, |s| s.span),
                        format!(
                            "`{}` serves `{purpose}` as `{first}` does",
                            second.record.value
                        ),
                    )
                    .expected("one form that serves it");
            }
        }
        for form in &pack.forms {
            let said = form.serves.iter().map(|s| (s.value.name(), s.span));
            self.unique("purpose", said);
        }
    }

    /// The fields of a form, or of one group in it.
    pub(super) fn meanings(&mut self, fields: &[&Field]) {
        let said = fields.iter().filter_map(|f| f.means.as_ref());
        let said: Vec<_> = said.map(|m| (m.value.name(), m.span)).collect();
        self.unique("meaning", said.into_iter());
        for field in fields {
            self.meaning(field);
        }
    }

    fn meaning(&mut self, field: &Field) {
        let kind = *field.kind;
        if let Some(means) = &field.means
            && !means.value.types().contains(&kind)
        {
            let types: Vec<&str> = means.value.types().iter().map(|t| t.name()).collect();
            self.out
                .error(
                    means.span,
                    format!("`means: {}` in a field of type `{kind}`", means.value),
                )
                .expected(format!("a field of type `{}`", types.join("` or `")));
        }
        let Some(from) = &field.starts_from else {
            return;
        };
        if kind != FieldType::Group {
            self.out
                .error(
                    from.span,
                    format!("`starts_from` in a field of type `{kind}`"),
                )
                .expected("`type: group`");
            return;
        }
        for needed in from.value.needs() {
            if field.inner(*needed).is_none() {
                self.out
                    .error(from.span, format!("no field of the group means `{needed}`"))
                    .expected(format!(
                        "a field with `means: {needed}`, so that lines can start from `{}`",
                        from.value
                    ));
            }
        }
    }
}
