//! Whether everything in a pack fits together: every name that is used is given somewhere, conditions are of the right type
//! where they stand, timescales say one way of counting, matters can be ended. All problems are reported at once, each at
//! its place. It never changes a pack and never stops early; what could not be read is not complained about twice.

mod clause;
mod clock;
mod event;
mod expression;
mod facts;
mod field;
mod field_keys;
mod figures;
mod form;
mod interval;
mod meaning;
mod names;
mod offered;
mod process;
mod role;
mod rule;
mod scenario;
mod scope;
mod sentence;

use crate::calendar_file::CalendarLibrary;
use crate::expr::Scope;
use crate::model::Pack;
use crate::text::{Problems, Span};

use names::{Class, Names};

/// Reports everything in a pack that does not fit together. `features` are the names of the engine's parts that a clause
/// may name. `problems` must be those the pack was read with, or begin with its [`Pack::files`].
pub fn check(pack: &Pack, features: &[&str], problems: &mut Problems) {
    let names = Names::of(pack);
    let mut checker = Checker {
        pack,
        out: problems,
        functions: Scope::new(),
        names,
        calendars: CalendarLibrary::embedded()
            .codes()
            .map(str::to_owned)
            .collect(),
    };
    checker.functions = checker.engine_functions();
    checker.head();
    checker.clauses(features);
    checker.roles();
    checker.process();
    checker.forms();
    checker.clocks();
    checker.rules();
    checker.offered();
    checker.figures();
    checker.scenarios();
}

/// A pack while it is checked.
struct Checker<'p, 'o> {
    pack: &'p Pack,
    out: &'o mut Problems,
    names: Names<'p>,
    /// The functions every expression of this pack may call.
    functions: Scope,
    /// The calendars there are.
    calendars: Vec<String>,
}

impl<'p> Checker<'p, '_> {
    fn head(&mut self) {
        let head = &self.pack.head;
        let parts: Vec<&str> = head.version.split('.').collect();
        let number =
            |p: &&str| !p.is_empty() && p.len() <= 6 && p.chars().all(|c| c.is_ascii_digit());
        if parts.len() != 3 || !parts.iter().all(number) {
            self.out
                .error(
                    head.version.span,
                    format!("`{}` is not a version", *head.version),
                )
                .expected("three numbers, such as 1.0.0");
        }
        let categories = head
            .categories
            .iter()
            .map(|c| (&**c.category, c.category.span));
        self.unique("category", categories);
    }

    /// Reports names that are given twice, at the second.
    fn unique<'n>(&mut self, what: &str, names: impl Iterator<Item = (&'n str, Span)>) {
        let mut first = std::collections::HashMap::new();
        for (name, span) in names {
            if let Some(first) = first.get(name) {
                let place = self.out.files().place(*first);
                self.out
                    .error(span, format!("the {what} `{name}` is there twice"))
                    .expected(format!("a name of its own; the first is at {place}"));
            } else {
                first.insert(name, span);
            }
        }
    }

    /// Reports a name that is none of those that fit here.
    fn not_among(&mut self, what: &str, written: &str, span: Span, fit: &[&str]) {
        let expected = match fit {
            [] => "there is none".to_owned(),
            [one] => format!("`{one}`"),
            _ if fit.len() <= 12 => format!("one of `{}`", fit.join("`, `")),
            _ => format!("one of {} that there are", fit.len()),
        };
        // "field of `visit`" and "worker of this scenario": the name stands before the "of".
        let of = [" of `", " of this "].iter().find_map(|of| what.find(of));
        let (what, of) = what.split_at(of.unwrap_or(what.len()));
        self.out
            .error(span, format!("there is no {what} `{written}`{of}"))
            .expected(expected)
            .nearest(written, fit);
    }

    /// True if the name is given in the pack (or may be, in what could not be read); if not, that is reported.
    fn known(&mut self, class: Class, written: &str, span: Span) -> bool {
        if self.names.has(class, written) || self.pack.gaps.may_hold(class.file(), written) {
            return true;
        }
        let fit: Vec<&str> = self.names.all(class).collect();
        self.not_among(class.what(), written, span, &fit);
        false
    }

    fn all_known<'r>(
        &mut self,
        class: Class,
        written: impl IntoIterator<Item = &'r crate::model::Ref>,
    ) {
        for name in written {
            self.known(class, name, name.span);
        }
    }
}
