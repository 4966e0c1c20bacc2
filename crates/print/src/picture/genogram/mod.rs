//! A genogram: the family as a diagram with the symbols social workers know, and the same as sentences. Generations stand in
//! rows, couples beside one another, children below them with the oldest to the left. Contradictory, circular and disconnected
//! accounts of a family are drawn as they stand; none is refused and nobody is left out or drawn twice.
//!
//! It does not filter: whoever must not be shown is not handed in, and a tie to somebody who was not handed in is not drawn.

mod couples;
mod graph;
mod homes;
mod layout;
mod legend;
mod of;
mod order;
mod place;
mod route;
mod rows;
mod said;
mod symbol;

pub use of::Said;

use super::svg::Svg;
use graph::Graph;

/// A family, or as much of it as the reader may see.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Genogram {
    /// What the drawing is called, for instance "Genogram of Hana".
    pub title: String,
    /// Everybody shown. Of two with one id the first counts.
    pub people: Vec<Person>,
    /// What they are to one another.
    pub ties: Vec<Tie>,
    /// Who lives together. A household nobody shown lives in is not drawn.
    pub households: Vec<Household>,
}

/// Somebody in a genogram.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Person {
    /// Tells them from the others; never shown.
    pub id: String,
    /// What they are called here, short enough for three lines of a dozen letters.
    pub name: String,
    /// Their symbol.
    pub symbol: Symbol,
    /// When they were born, or how old they are.
    pub age: Age,
    /// Whether they have died.
    pub died: bool,
    /// Whether the genogram is about them.
    pub subject: bool,
    /// Ids of the households they live in.
    pub households: Vec<String>,
}

/// The shape somebody is drawn as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Symbol {
    /// Male: a square.
    Square,
    /// Female: a circle.
    Circle,
    /// Another gender, or not said: a diamond.
    #[default]
    Diamond,
    /// Not born yet, or a pregnancy that was lost (with `died`): a triangle.
    Triangle,
}

/// When somebody was born, as far as it is to be shown. Brothers and sisters stand in order of years.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Age {
    /// Born in this year.
    Born(i16),
    /// In words: "14", "due in June 2026", "about 60".
    Words(String),
    /// Not known or not shown.
    #[default]
    NotSaid,
}

/// What one is to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tie {
    /// Id of the one it is said of.
    pub from: String,
    /// Id of the other.
    pub to: String,
    /// "`from` is … `to`". Where it holds both ways, the order does not matter.
    pub kind: TieKind,
    /// Whether somebody says it is not so.
    pub disputed: bool,
    /// The word for it on the line, in place of the ordinary one.
    pub label: Option<String>,
}

/// The kinds of tie that are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TieKind {
    /// The parent of.
    ParentOf,
    /// The adoptive parent of.
    AdoptiveParentOf,
    /// The step-parent of.
    StepParentOf,
    /// The foster carer of.
    FosterCarerOf,
    /// Bringing up, within the wider family, without being the parent.
    KinCarerOf,
    /// The grandparent of, where the parent between is not shown.
    GrandparentOf,
    /// The aunt or uncle of, where the parent between is not shown.
    AuntOrUncleOf,
    /// The partner of.
    Partner,
    /// The former partner of.
    FormerPartner,
    /// The twin of.
    Twin,
    /// A full brother or sister of.
    FullSibling,
    /// A half-brother or half-sister of.
    HalfSibling,
    /// A step-brother or step-sister of.
    StepSibling,
    /// A brother or sister by adoption of.
    AdoptiveSibling,
    /// A brother or sister by fostering of.
    FosterSibling,
    /// A brother or sister of, it is not known how.
    Sibling,
    /// A cousin of.
    Cousin,
    /// Kin of another degree to.
    OtherKin,
}

/// People who live together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Household {
    /// What people name in their list of households.
    pub id: String,
    /// What it is called: "Nan's home". It is no place for an address.
    pub label: String,
}

/// The genogram as SVG. `id` must be unique on its page; the titles inside are named by it.
pub fn draw(genogram: &Genogram, id: &str) -> String {
    let graph = Graph::new(genogram);
    let layout = layout::Layout::new(&graph);
    let mut svg = Svg::default();
    svg.group("genogram-homes", None, |svg| homes::draw(&layout, svg));
    svg.group("genogram-ties", None, |svg| route::draw(&layout, svg));
    for (person, at) in graph.people.iter().zip(&layout.centres) {
        symbol::draw(person, *at, &mut svg);
    }
    svg.group("genogram-words", None, |svg| {
        route::draw_labels(&layout, svg);
        homes::draw_labels(&layout, svg);
    });
    let height = legend::draw(&graph, &layout, &mut svg);
    let title = if genogram.title.trim().is_empty() {
        "Genogram"
    } else {
        &genogram.title
    };
    svg.finish(
        id,
        "genogram",
        (layout.width, height),
        title,
        &said::summary(&graph),
    )
}

impl Genogram {
    /// Everything the drawing shows, as sentences for the list beside it: first the subject, then what each person is to
    /// them, then every tie, then who lives together.
    pub fn sentences(&self) -> Vec<String> {
        said::sentences(&Graph::new(self))
    }
}
