//! The pack book: a practice pack written back as a manual that a practice lead can read aloud and correct. One HTML file
//! that needs nothing else: no scripts, no fonts, no network. The same pack always gives the same bytes, and no text of
//! a pack can become markup. It says what the rules say; it never judges whether they fit together.

mod answer;
mod asked;
mod clauses;
mod condition;
mod diagram;
mod drawing;
mod event;
mod forms;
mod instruments;
mod lists;
mod markup;
mod measures;
mod name;
mod operand;
mod page;
mod people;
mod process;
mod question;
mod resources;
mod rich;
mod rules;
mod sentence;
mod settings;
mod standing;
#[cfg(test)]
mod tests;
mod timescales;
mod title;
mod trays;

use pack::Pack;
/// What becomes of every clause: with it the book says which scenarios show a clause, without it only which rules cite it.
pub use pack::rules::Coverage as BookCoverage;

use markup::Out;
use name::Book;

/// The pack as one HTML file (UTF-8, also well-formed XML): title page, people, process, forms, timescales, rules, trays,
/// settings, lists, resources, instruments, measures, and every clause of the source with how it is met. A pack that was
/// only partly read gives a book of what was read.
pub fn html(pack: &Pack, coverage: Option<&BookCoverage>) -> String {
    let book = Book::of(pack);
    let standings = standing::of(pack, coverage);
    let mut out = Out::default();
    people::chapter(&book, &mut out);
    process::chapter(&book, &mut out);
    forms::chapter(&book, &mut out);
    timescales::chapter(&book, &mut out);
    rules::chapter(&book, &mut out);
    trays::chapter(&book, &mut out);
    settings::chapter(&book, &mut out);
    lists::chapter(&book, &mut out);
    resources::chapter(&book, &mut out);
    instruments::chapter(&book, &mut out);
    measures::chapter(&book, &mut out);
    clauses::chapter(&book, &standings, &mut out);
    page::whole(&book, &standings, out)
}
