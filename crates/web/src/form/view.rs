//! What the templates of a form are given: plain structures with every word, name and identifier worked out. Nothing here
//! knows a pack or an answer.

use askama::Template;

/// A form to write on.
#[derive(Debug, Clone, Template)]
#[template(path = "form/form.html")]
pub struct FormView {
    /// Its sections that ask something.
    pub sections: Vec<SectionView>,
    /// What was answered and is not asked now; it stays until the form is submitted.
    pub aside: Vec<AsideView>,
    /// Inputs carried along unseen.
    pub hidden: Vec<(String, String)>,
    /// Changes whenever other questions are asked.
    pub shape: String,
    /// Answers change which questions are asked.
    pub changes: bool,
}

/// Something wrong, told at the top of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProblemView {
    /// What is wrong and what to do.
    pub text: String,
    /// The input it is about, as a fragment; none where nothing on the page is.
    pub href: Option<String>,
}

/// All that is wrong.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "form/problems.html")]
pub struct ProblemsView {
    /// In the order of the form.
    pub problems: Vec<ProblemView>,
}

/// An answer that is not asked now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AsideView {
    /// The question, with whose part it is in.
    pub label: String,
    /// What was answered, in a line.
    pub text: String,
}

/// Help beside a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResourceView {
    /// Its title.
    pub title: String,
    /// Where it leads.
    pub href: Option<String>,
    /// What it says.
    pub text: Option<String>,
}

/// A section.
#[derive(Debug, Clone)]
pub struct SectionView {
    /// Its heading's identifier.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// Text above the fields.
    pub note: Option<String>,
    /// Help.
    pub resources: Vec<ResourceView>,
    /// What is asked once.
    pub fields: Vec<FieldView>,
    /// What is asked of each person.
    pub parts: Vec<PartView>,
}

/// What is asked of one person in a section.
#[derive(Debug, Clone)]
pub struct PartView {
    /// Whose part it is.
    pub name: String,
    /// The questions.
    pub fields: Vec<FieldView>,
}

/// A question.
#[derive(Debug, Clone, Template)]
#[template(path = "form/field.html")]
pub struct FieldView {
    /// The identifier of its first input, or of what holds its inputs.
    pub id: String,
    /// The name of its inputs.
    pub name: String,
    /// The question.
    pub label: String,
    /// It must be answered before the form is submitted.
    pub needed: bool,
    /// Help.
    pub hint: Option<String>,
    /// Further help.
    pub resources: Vec<ResourceView>,
    /// What is wrong with its answer.
    pub errors: Vec<String>,
    /// How it is asked.
    pub control: Control,
}

/// How a question is asked.
#[derive(Debug, Clone)]
pub enum Control {
    /// A line of text.
    Line(LineView),
    /// Paragraphs.
    Area(AreaView),
    /// One of a few.
    Radios(PickView),
    /// One of many.
    Select(PickView),
    /// Several.
    Checks(PickView),
    /// Boxes of a date.
    Boxes(Vec<BoxView>),
    /// Several inputs that make one answer.
    Members(MembersView),
    /// Numbered entries.
    Rows(RowsView),
    /// Scores of an instrument.
    Score(ScoreView),
    /// Documents to tick, and a way to attach another.
    Documents(PickView),
    /// A text, not a question.
    Text(String),
}

/// A line of text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LineView {
    /// What stands in it.
    pub value: String,
    /// Characters it is about as wide as; 0: the whole width.
    pub width: u8,
    /// `numeric`, `decimal` or `text`.
    pub mode: &'static str,
    /// A unit behind it.
    pub unit: Option<String>,
    /// What stands there when it is left empty.
    pub blank: Option<String>,
}

/// Paragraphs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AreaView {
    /// What stands in it.
    pub value: String,
    /// How many lines it shows.
    pub rows: u8,
    /// The longest it may be, where that is told.
    pub longest: Option<u32>,
}

/// Something to pick.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PickView {
    /// What may be picked.
    pub options: Vec<OptionView>,
    /// What was typed beside the options; none: nothing may be.
    pub other: Option<OtherView>,
    /// Beside one another.
    pub inline: bool,
    /// An answer may be taken back.
    pub clear: bool,
}

/// One of several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OptionView {
    /// The input's identifier.
    pub id: String,
    /// What is sent.
    pub value: String,
    /// What people read.
    pub label: String,
    /// It is picked.
    pub picked: bool,
}

/// Free text beside options.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherView {
    /// The option's input.
    pub id: String,
    /// It is picked.
    pub picked: bool,
    /// What was typed.
    pub text: String,
}

/// One box of a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoxView {
    /// Its identifier.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What people read.
    pub label: &'static str,
    /// What stands in it.
    pub value: String,
    /// How wide it is, in characters.
    pub width: u8,
    /// It is ticked rather than typed in.
    pub tick: bool,
    /// `numeric` or `text`.
    pub mode: &'static str,
}

/// Several inputs that make one answer.
#[derive(Debug, Clone)]
pub struct MembersView {
    /// Shown.
    pub members: Vec<FieldView>,
    /// Folded away.
    pub folded: Vec<FieldView>,
    /// Unfolded, because something stands in them.
    pub open: bool,
}

/// Numbered entries.
#[derive(Debug, Clone)]
pub struct RowsView {
    /// The entries.
    pub rows: Vec<RowView>,
    /// What one is called.
    pub one: String,
}

/// An entry.
#[derive(Debug, Clone)]
pub struct RowView {
    /// Its number, from 1.
    pub number: usize,
    /// Its name, as buttons send it.
    pub name: String,
    /// It has a heading of its own: it asks several things.
    pub headed: bool,
    /// What it asks.
    pub fields: Vec<FieldView>,
    /// What is wrong with it as a whole.
    pub errors: Vec<String>,
}

/// Scores of an instrument.
#[derive(Debug, Clone)]
pub struct ScoreView {
    /// Whose it is.
    pub copyright: String,
    /// Which version was answered.
    pub version: Box<FieldView>,
    /// Scores by name.
    pub scores: Vec<FieldView>,
    /// Single answers by number, where the service may enter them.
    pub items: Vec<FieldView>,
    /// Of its supplement.
    pub impact: Vec<FieldView>,
}

impl FieldView {
    /// The identifier of the input that a link to this question leads to.
    pub fn target(&self) -> String {
        match &self.control {
            Control::Boxes(boxes) => boxes
                .first()
                .map_or_else(|| self.id.clone(), |b| b.id.clone()),
            Control::Members(members) => members
                .members
                .first()
                .map_or_else(|| self.id.clone(), FieldView::target),
            Control::Rows(rows) => {
                let first = rows.rows.first().and_then(|row| row.fields.first());
                first.map_or_else(|| format!("{}-add", self.id), FieldView::target)
            }
            Control::Score(score) => score.version.target(),
            Control::Documents(pick) if pick.options.is_empty() => format!("{}-attach", self.id),
            _ => self.id.clone(),
        }
    }

    /// What a screen reader reads with its inputs: the hint, then what is wrong.
    pub fn described_by(&self) -> String {
        let hint = self.hint.as_ref().map(|_| format!("{}-hint", self.id));
        let error = (!self.errors.is_empty()).then(|| format!("{}-error", self.id));
        let all: Vec<String> = hint.into_iter().chain(error).collect();
        all.join(" ")
    }

    /// The question with what stands for it in a form: asked once, or several inputs.
    pub fn is_set(&self) -> bool {
        !matches!(
            self.control,
            Control::Line(_) | Control::Area(_) | Control::Select(_) | Control::Text(_)
        )
    }
}
