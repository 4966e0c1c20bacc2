//! Which keys a field of a type must have, may have and makes no sense with; and whether its options, bounds, bands and
//! default fit one another.

use super::Checker;
use crate::model::{Field, FieldType as T, Meaning};

/// Types whose answer is a number.
const NUMBERS: [T; 7] = [
    T::Number,
    T::Integer,
    T::Money,
    T::Minutes,
    T::Hours,
    T::Percent,
    T::Scale,
];
const DATES: [T; 3] = [T::Date, T::Datetime, T::AboutDate];
const CHOICES: [T; 3] = [T::Choice, T::Choices, T::Checklist];
const NAMED: [T; 7] = [
    T::Person,
    T::People,
    T::NamedPerson,
    T::NamedPeople,
    T::Words,
    T::Worker,
    T::Workers,
];

impl Checker<'_, '_> {
    pub(super) fn field_keys(&mut self, field: &Field, in_group: bool) {
        let kind = *field.kind;
        let numbers_or_rows = NUMBERS.contains(&kind) || kind == T::Group;
        let given: [(&str, bool, bool); 18] = [
            (
                "options",
                !field.options.is_empty(),
                CHOICES.contains(&kind),
            ),
            ("list", field.list.is_some(), CHOICES.contains(&kind)),
            ("other", field.other, CHOICES.contains(&kind)),
            ("min", field.min.is_some(), numbers_or_rows),
            ("max", field.max.is_some(), numbers_or_rows),
            ("unit", field.unit.is_some(), NUMBERS.contains(&kind)),
            (
                "max_length",
                field.max_length.is_some(),
                matches!(kind, T::Text | T::TextLong | T::Words),
            ),
            ("not_future", field.not_future, DATES.contains(&kind)),
            ("not_past", field.not_past, DATES.contains(&kind)),
            (
                "not_before",
                field.not_before.is_some(),
                DATES.contains(&kind),
            ),
            ("sets", field.sets.is_some(), kind == T::Choice),
            ("fields", !field.fields.is_empty(), kind == T::Group),
            ("compute", field.compute.is_some(), kind == T::Computed),
            (
                "bands",
                !field.bands.is_empty(),
                matches!(kind, T::Scale | T::Computed),
            ),
            ("instrument", field.instrument.is_some(), kind == T::Score),
            (
                "of",
                field.of.is_some(),
                matches!(kind, T::Record | T::Records | T::Matter),
            ),
            ("purpose", field.purpose.is_some(), kind == T::Consent),
            ("not_told", field.not_told, NAMED.contains(&kind)),
        ];
        for (key, there, fits) in given {
            if there && !fits {
                self.out
                    .error(
                        field.id.span,
                        format!("`{key}` in a field of type `{kind}`"),
                    )
                    .expected("a type that the language reference gives this key");
            }
        }
        if CHOICES.contains(&kind) {
            self.options_given(field);
        }
        let lacks: &[(&str, bool)] = match kind {
            T::Score => &[("instrument", field.instrument.is_none())],
            T::Consent => &[("purpose", field.purpose.is_none())],
            T::Computed => &[("compute", field.compute.is_none())],
            T::Group => &[("fields", field.fields.is_empty())],
            // What a chronology rests on may be a record of any kind.
            T::Record if field.is(Meaning::EntrySource) => &[],
            T::Record | T::Records | T::Matter => &[("of", field.of.is_none())],
            T::Scale => &[("min", field.min.is_none()), ("max", field.max.is_none())],
            _ => &[],
        };
        for (key, lacking) in lacks {
            if *lacking {
                self.out
                    .error(
                        field.kind.span,
                        format!("a field of type `{kind}` without `{key}`"),
                    )
                    .expected(format!("`{key}:` beside it"));
            }
        }
        if in_group && matches!(kind, T::Group) {
            self.out
                .error(field.kind.span, "a group within a group")
                .expected("a group of plain fields");
        }
        self.bounds(field);
        self.default(field);
    }

    fn options_given(&mut self, field: &Field) {
        match (&field.list, field.options.is_empty()) {
            (Some(list), false) => {
                self.out
                    .error(list.span, "`list` beside `options`")
                    .expected("one of the two");
            }
            (None, true) if !self.pack.gaps.touch(super::Class::Kind.file()) => {
                self.out
                    .error(
                        field.kind.span,
                        format!("a field of type `{}` without options", *field.kind),
                    )
                    .expected("`options:` or `list:`");
            }
            _ => {}
        }
    }

    fn bounds(&mut self, field: &Field) {
        if let (Some(min), Some(max)) = (field.min, field.max)
            && min > max
        {
            self.out
                .error(field.id.span, format!("`min` {min} is above `max` {max}"))
                .expected("the smaller number first");
        }
        if let Some(pair) = field.bands.windows(2).find(|w| w[0].to >= w[1].to) {
            let message = format!(
                "the band to {} comes after the band to {}",
                pair[1].to, pair[0].to
            );
            self.out
                .error(field.id.span, message)
                .expected("bands that rise");
        }
        if let (Some(last), Some(max)) = (field.bands.last(), field.max)
            && (last.to as f64) < max
        {
            self.out
                .error(field.id.span, format!("no band holds {max}"))
                .expected(format!("a last band `to: {max}`"));
        }
    }

    fn default(&mut self, field: &Field) {
        let Some(default) = &field.default else {
            return;
        };
        let text = default.as_str();
        let fits = match *field.kind {
            T::Text | T::TextLong => true,
            T::YesNo => matches!(text, "yes" | "no"),
            T::YesNoUnknown => matches!(text, "yes" | "no" | "unknown"),
            T::Choice => {
                let ids = self.option_ids(field);
                if !ids.iter().any(|id| id == text) {
                    let fit: Vec<&str> = ids.iter().map(String::as_str).collect();
                    self.not_among("option", text, default.span, &fit);
                }
                true
            }
            T::Integer | T::Scale => text.parse::<i64>().is_ok(),
            kind if NUMBERS.contains(&kind) => text.parse::<f64>().is_ok_and(f64::is_finite),
            T::Date => text.parse::<jiff::civil::Date>().is_ok(),
            _ => false,
        };
        if !fits {
            self.out
                .error(
                    default.span,
                    format!("`{text}` is no answer to a field of type `{}`", *field.kind),
                )
                .expected("a default of the field's own type");
        }
    }
}
