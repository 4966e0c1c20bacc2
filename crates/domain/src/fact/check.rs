//! Collects every problem of one fact, each with its field and what was expected. It never stops at the first.

use jiff::civil::Date;

use super::when::{self, PartDate};
use super::who::{FileRef, Who, is_ident};
use crate::text::{LINE_MAX, Lines, TEXT_MAX, TextProblem, problems, required_problems};

/// One thing wrong with a fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactProblem {
    /// The field, as in the JSON form; places in a list count from 1: `lines.2`, `status.number`.
    pub field: String,
    /// What is wrong, in plain words that continue the field's name ("has a line break …").
    pub message: String,
    /// What would have been accepted.
    pub expected: String,
}

/// Most entries a list inside a fact may have.
const LIST_MAX: usize = 50;

/// The problems found so far in one fact.
pub(super) struct Check {
    today: Option<Date>,
    found: Vec<FactProblem>,
}

impl Check {
    /// Nothing found yet; without `today`, no date is judged to be in the future.
    pub(super) fn new(today: Option<Date>) -> Self {
        Check {
            today,
            found: Vec::new(),
        }
    }

    pub(super) fn done(self) -> Vec<FactProblem> {
        self.found
    }

    pub(super) fn add(
        &mut self,
        field: &str,
        message: impl Into<String>,
        expected: impl Into<String>,
    ) {
        self.found.push(FactProblem {
            field: field.to_owned(),
            message: message.into(),
            expected: expected.into(),
        });
    }

    fn add_text(&mut self, field: &str, problems: Vec<TextProblem>) {
        for problem in problems {
            self.add(field, problem.to_string(), problem.expected());
        }
    }

    /// One line that must be there.
    pub(super) fn line(&mut self, field: &str, text: &str) {
        self.add_text(field, required_problems(text, LINE_MAX, Lines::One));
    }

    /// One line that may be missing, but is not blank when it is there.
    pub(super) fn line_if(&mut self, field: &str, text: Option<&String>) {
        if let Some(text) = text {
            self.line(field, text);
        }
    }

    /// Free text that must be there.
    pub(super) fn text(&mut self, field: &str, text: &str) {
        self.add_text(field, required_problems(text, TEXT_MAX, Lines::Many));
    }

    /// Free text that may be missing or empty.
    pub(super) fn text_if(&mut self, field: &str, text: Option<&String>) {
        if let Some(text) = text {
            self.add_text(field, problems(text, TEXT_MAX, Lines::Many));
        }
    }

    /// A list of lines, none of them blank; `at_least` entries.
    pub(super) fn lines(&mut self, field: &str, lines: &[String], at_least: usize) {
        self.count(field, lines.len(), at_least);
        for (index, line) in lines.iter().enumerate() {
            self.line(&format!("{field}.{}", index + 1), line);
        }
    }

    fn count(&mut self, field: &str, found: usize, at_least: usize) {
        if found < at_least {
            self.add(field, "has no entry", format!("at least {at_least}"));
        }
        if found > LIST_MAX {
            self.add(
                field,
                format!("has {found} entries"),
                format!("at most {LIST_MAX}"),
            );
        }
    }

    /// A word of the pack: letters, figures, `-`, `_`.
    pub(super) fn ident(&mut self, field: &str, text: &str) {
        if !is_ident(text) {
            self.add(
                field,
                "is not an identifier",
                "1 to 64 letters, figures, “-” or “_”",
            );
        }
    }

    /// As [`Check::ident`], where it may be missing.
    pub(super) fn ident_if(&mut self, field: &str, text: Option<&String>) {
        if let Some(text) = text {
            self.ident(field, text);
        }
    }

    pub(super) fn file(&mut self, field: &str, file: &FileRef) {
        if !file.is_well_formed() {
            self.add(
                field,
                "is not the id of a file",
                "1 to 64 letters, figures, “-” or “_”",
            );
        }
    }

    pub(super) fn who(&mut self, field: &str, who: &Who) {
        match who {
            Who::File(file) => self.file(field, file),
            Who::Role(role) => self.ident(field, role),
            Who::Words(words) => self.line(field, words),
        }
    }

    pub(super) fn who_if(&mut self, field: &str, who: Option<&Who>) {
        if let Some(who) = who {
            self.who(field, who);
        }
    }

    pub(super) fn whos(&mut self, field: &str, whos: &[Who], at_least: usize) {
        self.count(field, whos.len(), at_least);
        for (index, who) in whos.iter().enumerate() {
            self.who(&format!("{field}.{}", index + 1), who);
        }
    }

    /// A day in years anybody can mean.
    pub(super) fn date(&mut self, field: &str, date: Date) {
        if !when::is_plausible(date) {
            self.add(field, format!("is {date}"), "a year from 1850 to 2200");
        }
    }

    /// A day that has come.
    pub(super) fn past(&mut self, field: &str, date: Date) {
        self.date(field, date);
        if let Some(today) = self.today
            && date > today
        {
            self.add(
                field,
                format!("is in the future ({date})"),
                format!("{today} or earlier"),
            );
        }
    }

    pub(super) fn past_if(&mut self, field: &str, date: Option<Date>) {
        if let Some(date) = date {
            self.past(field, date);
        }
    }

    /// A date known in part, in years anybody can mean.
    pub(super) fn part(&mut self, field: &str, date: PartDate) {
        if !when::is_plausible(date.earliest()) || !when::is_plausible(date.latest()) {
            self.add(field, format!("is {date}"), "a year from 1850 to 2200");
        }
    }

    /// A date known in part that can have come.
    pub(super) fn past_part(&mut self, field: &str, date: PartDate) {
        self.part(field, date);
        if let Some(today) = self.today
            && date.earliest() > today
        {
            self.add(
                field,
                format!("is in the future ({date})"),
                format!("{today} or earlier"),
            );
        }
    }

    /// `later` does not lie before `earlier`.
    pub(super) fn in_order(&mut self, earlier: Option<Date>, field: &str, later: Option<Date>) {
        if let (Some(earlier), Some(later)) = (earlier, later)
            && later < earlier
        {
            self.add(
                field,
                format!("is {later}, before it began"),
                format!("{earlier} or later"),
            );
        }
    }
}
