//! Laying a form out for somebody to write on: which questions are asked now, what stands in each, what is wrong with it.
//! What is answered and not asked is carried along unseen and told of. It judges no answer and asks no database.

mod control;
mod place;

use std::collections::BTreeSet;

use domain::FileId;
use domain::instrument::InstrumentDef;
use pack::Pack;
use pack::model::{Field, FieldType, Form, Requirement, Section};
use pack::practice::{Asked, FieldProblem, Submission};

use super::choose::Choices;
use super::pairs::{Filled, pairs};
use super::rows::{Unasked, take_unasked};
use super::show::{Names, in_a_line};
use super::view::{
    AsideView, FieldView, FormView, PartView, ProblemView, ProblemsView, ResourceView, SectionView,
};
use super::{Paper, part_name, shared_name};
pub(crate) use control::title_of;
use place::At;

/// Everything a form is laid out from.
#[derive(Clone, Copy)]
pub struct Layout<'a> {
    /// The form, and for whom.
    pub paper: Paper<'a>,
    /// What stands in it.
    pub given: &'a Submission,
    /// What it asks, given that.
    pub asked: &'a Asked,
    /// What is wrong with it.
    pub problems: &'a [FieldProblem],
    /// What may be chosen.
    pub choices: &'a Choices,
    /// Fields that whoever writes may not read, by name: they are not shown and stay as they are.
    pub unread: &'a BTreeSet<String>,
    /// Instruments whose single answers may be entered, by name.
    pub items: &'a BTreeSet<String>,
}

/// A form laid out, and what is wrong with it.
pub struct Rendered {
    /// The form.
    pub form: FormView,
    /// What is wrong, in the order of the form.
    pub problems: ProblemsView,
}

/// The instrument of a field of scores.
pub fn instrument(pack: &Pack, field: &Field) -> Option<InstrumentDef> {
    let instrument = pack.instrument(field.instrument.as_ref()?)?;
    serde_json::from_value(instrument.definition.clone()).ok()
}

/// The identifier that goes with a name of inputs.
pub fn id_of(name: &str) -> String {
    name.replace('.', "-")
}

/// Lays a form out.
pub fn render(layout: &Layout<'_>) -> Rendered {
    let form = layout.paper.form;
    let filled = Filled::of(&pairs(&layout.paper, layout.given));
    let drawing = place::Drawing {
        layout,
        filled: &filled,
    };
    let sections: Vec<SectionView> = form
        .sections
        .iter()
        .enumerate()
        .filter_map(|(index, section)| drawing.section(index, section))
        .collect();
    let mut asked_only = layout.given.clone();
    let unasked = take_unasked(form, layout.asked, &mut asked_only);
    let hidden = hidden(layout, &asked_only);
    let aside = unasked
        .iter()
        .filter(|u| *u.field.kind != FieldType::Computed)
        .map(|u| aside(layout, u))
        .collect();
    let problems = problems(layout, &sections);
    Rendered {
        form: FormView {
            sections,
            aside,
            hidden,
            shape: shape(layout),
            changes: changes(form),
        },
        problems: ProblemsView { problems },
    }
}

/// What is not asked, as inputs nobody sees: nothing typed is lost while somebody tries another answer.
fn hidden(layout: &Layout<'_>, asked_only: &Submission) -> Vec<(String, String)> {
    let shown = pairs(&layout.paper, asked_only);
    let shown: BTreeSet<&(String, String)> = shown.iter().collect();
    let mut left = pairs(&layout.paper, layout.given);
    left.retain(|pair| !shown.contains(pair));
    left
}

fn aside(layout: &Layout<'_>, unasked: &Unasked) -> AsideView {
    let label = match unasked.part {
        Some(file) => format!("{} ({})", unasked.label, layout.paper.name(file)),
        None => unasked.label.clone(),
    };
    let names = Names {
        pack: layout.paper.pack,
        choices: layout.choices,
        on: None,
    };
    AsideView {
        label,
        text: in_a_line(&names, &unasked.field, &unasked.answer),
    }
}

/// Whether answers change which questions are asked, or what they need.
fn changes(form: &Form) -> bool {
    let conditional = |f: &Field| f.when.is_some() || matches!(f.required, Requirement::When(_));
    form.sections.iter().any(|s| s.when.is_some())
        || form
            .fields()
            .any(|f| conditional(f) || f.fields.iter().any(conditional))
}

/// Changes whenever other questions are asked, or others are needed, or something else is worked out.
fn shape(layout: &Layout<'_>) -> String {
    use sha2::{Digest, Sha256};
    use std::fmt::Write as _;
    let mut text = String::new();
    let parts = layout.asked.parts.values();
    for scope in std::iter::once(&layout.asked.shared).chain(parts) {
        let _ = writeln!(text, "{:?}", scope.sections);
        for (place, asking) in &scope.fields {
            let _ = writeln!(text, "{place} {} {}", asking.asked, asking.required);
        }
        let _ = writeln!(text, "{:?}", scope.computed);
    }
    let hash = Sha256::digest(text.as_bytes());
    let hex: Vec<String> = hash.iter().take(8).map(|b| format!("{b:02x}")).collect();
    hex.concat()
}

/// What is wrong, each with where it stands on the page.
fn problems(layout: &Layout<'_>, sections: &[SectionView]) -> Vec<ProblemView> {
    let mut told: Vec<(usize, ProblemView)> = Vec::new();
    let mut targets = Vec::new();
    for section in sections {
        let parts = section.parts.iter().flat_map(|p| &p.fields);
        for field in section.fields.iter().chain(parts) {
            collect(field, &mut targets);
        }
    }
    for problem in layout.problems {
        let name = match problem.part {
            Some(file) => part_name(file, &problem.field),
            None => shared_name(&problem.field),
        };
        let place = nearest(&targets, &name);
        let whose = problem.part.filter(|_| layout.paper.about.len() > 1);
        let said = control::said(problem);
        let text = match whose {
            Some(file) => format!("{}: {said}", layout.paper.name(file)),
            None => said,
        };
        let href = place.and_then(|p| targets.get(p)).map(|(_, id)| id.clone());
        told.push((place.unwrap_or(usize::MAX), ProblemView { text, href }));
    }
    told.sort_by_key(|(place, _)| *place);
    told.into_iter().map(|(_, problem)| problem).collect()
}

/// The place of a name among those on the page, or of what it stands within.
fn nearest(targets: &[(String, String)], name: &str) -> Option<usize> {
    let mut name = name;
    loop {
        if let Some(found) = targets.iter().position(|(of, _)| of == name) {
            return Some(found);
        }
        name = name.rsplit_once('.')?.0;
    }
}

fn collect(field: &FieldView, targets: &mut Vec<(String, String)>) {
    use super::view::Control;
    targets.push((field.name.clone(), field.target()));
    match &field.control {
        Control::Members(members) => {
            let all = members.members.iter().chain(&members.folded);
            all.for_each(|f| collect(f, targets));
        }
        Control::Rows(rows) => {
            for row in &rows.rows {
                let first = row.fields.first().map(FieldView::target);
                targets.push((row.name.clone(), first.unwrap_or_else(|| field.target())));
                row.fields.iter().for_each(|f| collect(f, targets));
            }
        }
        Control::Score(score) => {
            collect(&score.version, targets);
            let all = score.scores.iter().chain(&score.items).chain(&score.impact);
            all.for_each(|f| collect(f, targets));
        }
        _ => {}
    }
}

impl place::Drawing<'_> {
    fn section(&self, index: usize, section: &Section) -> Option<SectionView> {
        let layout = self.layout;
        let shared: Vec<FieldView> = section
            .fields
            .iter()
            .filter(|f| f.per.is_none())
            .filter_map(|field| self.field(field, &At::shared(field)))
            .collect();
        let parts: Vec<PartView> = layout
            .paper
            .about
            .iter()
            .filter_map(|(file, name)| {
                let fields = section.fields.iter().filter(|f| f.per.is_some());
                let fields: Vec<FieldView> = fields
                    .filter_map(|field| self.field(field, &At::part(*file, field)))
                    .collect();
                (!fields.is_empty()).then(|| PartView {
                    name: name.clone(),
                    fields,
                })
            })
            .collect();
        let shown = layout.asked.shared.sections.get(index) == Some(&true);
        if shared.is_empty() && parts.is_empty() && !(shown && section.note.is_some()) {
            return None;
        }
        Some(SectionView {
            id: format!("section-{}", index + 1),
            title: section.title.clone(),
            note: section.note.clone(),
            resources: resources(
                layout.paper.pack,
                section.resources.iter().map(|r| r.as_str()),
            ),
            fields: shared,
            parts,
        })
    }
}

fn resources<'r>(pack: &Pack, named: impl Iterator<Item = &'r str>) -> Vec<ResourceView> {
    named
        .filter_map(|name| pack.resource(name))
        .map(|resource| {
            let phone = resource
                .phone
                .as_ref()
                .map(|p| format!("tel:{}", p.replace(' ', "")));
            let said = [resource.text.as_deref(), resource.phone.as_deref()];
            let said: Vec<&str> = said.into_iter().flatten().collect();
            ResourceView {
                title: resource.title.clone(),
                href: resource.url.clone().or(phone),
                text: (!said.is_empty()).then(|| said.join(" · ")),
            }
        })
        .collect()
}

/// Whose part something is in.
pub(crate) type Part = Option<FileId>;
