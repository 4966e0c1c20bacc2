//! Where a question stands while a form is laid out: its name among the inputs, its place among the problems, whose part it
//! is in; and what is asked there, filled in and wrong.

use domain::FileId;
use pack::model::{Field, FieldType};
use pack::practice::FieldProblem;

use super::{Layout, Part, id_of, resources};
use crate::form::pairs::Filled;
use crate::form::view::FieldView;
use crate::form::{part_name, shared_name};

/// A place on the form.
#[derive(Debug, Clone)]
pub(super) struct At {
    /// The name of its inputs.
    pub name: String,
    /// As problems and conditions name it.
    pub place: String,
    /// Whose part it is in.
    pub part: Part,
}

impl At {
    pub fn shared(field: &Field) -> Self {
        Self {
            name: shared_name(field.id.as_str()),
            place: field.id.to_string(),
            part: None,
        }
    }

    pub fn part(file: FileId, field: &Field) -> Self {
        Self {
            name: part_name(file, field.id.as_str()),
            place: field.id.to_string(),
            part: Some(file),
        }
    }

    /// What stands below it.
    pub fn below(&self, piece: impl std::fmt::Display) -> Self {
        Self {
            name: format!("{}.{piece}", self.name),
            place: format!("{}.{piece}", self.place),
            part: self.part,
        }
    }
}

/// A form being laid out.
pub(super) struct Drawing<'a> {
    pub layout: &'a Layout<'a>,
    pub filled: &'a Filled,
}

impl Drawing<'_> {
    /// What is wrong at exactly this place.
    pub fn errors(&self, at: &At) -> Vec<String> {
        let here = |p: &&FieldProblem| p.field == at.place && p.part == at.part;
        let here = self.layout.problems.iter().filter(here);
        here.map(super::control::said).collect()
    }

    /// A question with everything but the way it is asked.
    pub fn framed(
        &self,
        at: &At,
        label: &str,
        needed: bool,
        control: crate::form::view::Control,
    ) -> FieldView {
        FieldView {
            id: id_of(&at.name),
            name: at.name.clone(),
            label: label.to_owned(),
            needed,
            hint: None,
            resources: Vec::new(),
            errors: self.errors(at),
            control,
        }
    }

    /// A question of the form; nothing where it is not asked.
    pub fn field(&self, field: &Field, at: &At) -> Option<FieldView> {
        let asking = self.layout.asked.scope(at.part)?.at(&at.place);
        if !asking.asked || field.retired || self.layout.unread.contains(field.id.as_str()) {
            return None;
        }
        let control = self.control(field, at)?;
        let label = match *field.kind {
            FieldType::Note => String::new(),
            _ => field.label.clone(),
        };
        let mut view = self.framed(at, &label, asking.required, control);
        view.hint = field.hint.clone();
        let named = field.resources.iter().map(|r| r.as_str());
        view.resources = resources(self.layout.paper.pack, named);
        Some(view)
    }
}
