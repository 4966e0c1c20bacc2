//! A description laid out as inputs, with what stands in them and what is wrong.

use std::collections::BTreeMap;

use casework::record::paper::Named;
use domain::event::Subject;
use domain::fact::describe::{Description, Field, Input, Whom};
use domain::fact::say::Naming;
use pack::Pack;

use super::input;
use super::read::{Wrong, below};
use crate::form::dates;
use crate::form::tree::Tree;
use crate::form::view::{
    AreaView, BoxView, Control, FieldView, LineView, MembersView, OptionView, PickView, RowView,
    RowsView,
};

/// The most options that are all shown at once.
const MOST_SHOWN: usize = 9;

/// What a fact's inputs are laid out from.
pub struct Layout<'a> {
    /// The pack, for its roles.
    pub pack: &'a Pack,
    /// The pack's words.
    pub naming: &'a dyn Naming,
    /// Files that may be named.
    pub offer: &'a BTreeMap<Subject, Vec<Named>>,
    /// Services that may be named.
    pub services: &'a [Named],
    /// What stands in the inputs.
    pub tree: &'a Tree,
    /// What is wrong.
    pub wrong: &'a [Wrong],
}

/// The sorts of file that a description's fields point at.
pub fn sorts(description: &Description) -> Vec<Subject> {
    let mut all: Vec<Subject> = Vec::new();
    let fields = description.fields.iter();
    for sort in fields.flat_map(|field| match field.input {
        Input::Who { whom, .. } | Input::File(whom) => beside(whom),
        Input::SafeWith => beside(Whom::Anybody),
        _ => &[],
    }) {
        if !all.contains(sort) {
            all.push(*sort);
        }
    }
    all
}

/// What is offered beside what the file names already: all workers and places of a service, never all its people.
fn beside(whom: Whom) -> &'static [Subject] {
    match whom {
        Whom::Anybody | Whom::Worker => &[Subject::Worker, Subject::Volunteer],
        Whom::Site => &[Subject::Site],
        Whom::Agency => &[Subject::Agency],
        Whom::Team => &[Subject::Team],
        Whom::Post => &[Subject::Post],
        Whom::Household | Whom::Service => &[],
    }
}

/// What may be chosen for a field.
fn chosen_from(whom: Whom) -> &'static [Subject] {
    match whom {
        Whom::Anybody => &[
            Subject::Person,
            Subject::Family,
            Subject::Agency,
            Subject::Worker,
            Subject::Volunteer,
        ],
        Whom::Household => &[Subject::Family],
        other => beside(other),
    }
}

/// The identifier that goes with a name.
pub fn id_of(name: &str) -> String {
    name.replace(['.', '~'], "-")
}

impl Layout<'_> {
    /// The inputs of a kind of fact.
    pub fn fields(&self, description: &Description) -> Vec<FieldView> {
        description
            .fields
            .iter()
            .map(|field| self.field(description, field))
            .collect()
    }

    /// When a fact holds.
    pub fn period(&self, (from, to): (&str, &str)) -> Vec<FieldView> {
        [("period.from", from), ("period.to", to)]
            .into_iter()
            .map(|(name, label)| {
                self.view(
                    name,
                    label,
                    "",
                    false,
                    Control::Boxes(self.boxes(name, false)),
                )
            })
            .collect()
    }

    /// A day by itself.
    pub fn day(&self, name: &str, label: &str, hint: &str) -> FieldView {
        self.view(
            name,
            label,
            hint,
            true,
            Control::Boxes(self.boxes(name, false)),
        )
    }

    fn field(&self, description: &Description, field: &Field) -> FieldView {
        let name = input(field);
        let label = match field.when {
            Some((path, wanted)) => {
                let of = domain::fact::describe::label(description.kind, path, wanted);
                format!(
                    "{} (if: {})",
                    field.label,
                    of.unwrap_or(wanted).to_lowercase()
                )
            }
            None => field.label.to_owned(),
        };
        let control = self.control(field, &name);
        self.view(
            &name,
            &label,
            field.hint,
            field.needed && field.when.is_none(),
            control,
        )
    }

    fn view(
        &self,
        name: &str,
        label: &str,
        hint: &str,
        needed: bool,
        control: Control,
    ) -> FieldView {
        FieldView {
            id: id_of(name),
            name: name.to_owned(),
            label: label.to_owned(),
            needed,
            hint: (!hint.is_empty()).then(|| hint.to_owned()),
            resources: Vec::new(),
            errors: self.errors(name, &control),
            control,
        }
    }

    /// What is wrong with an input, or with something within it that has no place of its own.
    fn errors(&self, name: &str, control: &Control) -> Vec<String> {
        let whole = !matches!(control, Control::Members(_) | Control::Rows(_));
        let prefix = format!("{name}.");
        let here = self
            .wrong
            .iter()
            .filter(|w| w.name == name || whole && w.name.starts_with(&prefix));
        here.map(|w| crate::problem::sentence(&w.says)).collect()
    }

    fn one(&self, name: &str) -> String {
        below(self.tree, name).map_or("", Tree::one).to_owned()
    }

    fn line(&self, name: &str, width: u8, mode: &'static str) -> Control {
        Control::Line(LineView {
            value: self.one(name),
            width,
            mode,
            ..LineView::default()
        })
    }

    fn control(&self, field: &Field, name: &str) -> Control {
        match field.input {
            Input::Line => self.line(name, 0, "text"),
            Input::Word => self.line(name, 20, "text"),
            Input::Number(_) => self.line(name, 5, "numeric"),
            Input::Share => self.line(name, 5, "decimal"),
            Input::Text => self.area(name, 4),
            Input::Lines => self.area(name, 3),
            Input::Choice(options) => {
                let read =
                    |(kept, words): &(&str, &str)| ((*kept).to_owned(), self.naming.word(words));
                self.pick(name, options.iter().map(read).collect())
            }
            Input::Role => {
                let roles = self.pack.roles.iter();
                let roles = roles.map(|role| (role.role.value.to_string(), role.title.clone()));
                Control::Select(self.options(name, roles.collect()))
            }
            Input::YesNo => self.yes_no(name, None),
            Input::YesNoUnknown => self.yes_no(name, Some("Not known")),
            Input::Day => Control::Boxes(self.boxes(name, false)),
            Input::PartDate => Control::Boxes(self.boxes(name, true)),
            Input::File(whom) => Control::Select(self.options(name, self.files(whom, name))),
            Input::Who {
                whom,
                roles,
                several,
            } if several => self.rows(name, whom, roles),
            Input::Who { whom, roles, .. } => Control::Members(MembersView {
                members: self.who(name, whom, roles),
                folded: Vec::new(),
                open: false,
            }),
            Input::SafeWith => self.safe_with(name),
        }
    }

    fn area(&self, name: &str, rows: u8) -> Control {
        Control::Area(AreaView {
            value: self.one(name),
            rows,
            longest: None,
        })
    }

    fn options(&self, name: &str, all: Vec<(String, String)>) -> PickView {
        let picked = self.one(name);
        let id = id_of(name);
        let options = all
            .into_iter()
            .enumerate()
            .map(|(index, (value, label))| OptionView {
                // The first has the field's own identifier, so that a link to the field leads somewhere.
                id: match index {
                    0 => id.clone(),
                    _ => format!("{id}-{}", index + 1),
                },
                picked: value == picked,
                value,
                label,
            });
        PickView {
            options: options.collect(),
            ..PickView::default()
        }
    }

    fn pick(&self, name: &str, all: Vec<(String, String)>) -> Control {
        let many = all.len() > MOST_SHOWN;
        let pick = self.options(name, all);
        if many {
            Control::Select(pick)
        } else {
            Control::Radios(pick)
        }
    }

    fn yes_no(&self, name: &str, unknown: Option<&str>) -> Control {
        let mut all = vec![
            ("yes".to_owned(), "Yes".to_owned()),
            ("no".into(), "No".into()),
        ];
        all.extend(unknown.map(|label| (String::new(), label.to_owned())));
        Control::Radios(PickView {
            inline: true,
            ..self.options(name, all)
        })
    }

    fn boxes(&self, name: &str, about: bool) -> Vec<BoxView> {
        let one = |piece: &str, label: &'static str, width: u8, tick: bool| {
            let name = format!("{name}.{piece}");
            BoxView {
                id: id_of(&name),
                value: self.one(&name),
                name,
                label,
                width,
                tick,
                mode: "numeric",
            }
        };
        let width = |piece: &str| if piece == "year" { 4 } else { 2 };
        let mut all: Vec<BoxView> = dates::DAY
            .iter()
            .map(|(piece, label)| one(piece, label, width(piece), false))
            .collect();
        if about {
            all.push(one("about", "About then", 0, true));
        }
        all
    }

    fn files(&self, whom: Whom, name: &str) -> Vec<(String, String)> {
        let pair = |named: &Named| (named.id.clone(), named.name.clone());
        let mut all: Vec<(String, String)> = match whom {
            Whom::Service => self.services.iter().map(pair).collect(),
            other => chosen_from(other)
                .iter()
                .filter_map(|subject| self.offer.get(subject))
                .flatten()
                .map(pair)
                .collect(),
        };
        // What stands there stays, even where its name may not be told.
        let picked = self.one(name);
        if !picked.is_empty() && !all.iter().any(|(id, _)| *id == picked) {
            all.push((picked, "Somebody whose file you do not see".into()));
        }
        all
    }

    fn who(&self, name: &str, whom: Whom, roles: bool) -> Vec<FieldView> {
        let piece = |piece: &str, label: &str, control: Control| {
            self.view(&format!("{name}.{piece}"), label, "", false, control)
        };
        let file = format!("{name}.file");
        let files = Control::Select(self.options(&file, self.files(whom, &file)));
        let mut all = vec![piece("file", "Choose", files)];
        let role = format!("{name}.role");
        if roles || !self.one(&role).is_empty() {
            let known = self.pack.roles.iter();
            let known = known.map(|role| (role.role.value.to_string(), role.title.clone()));
            let pick = Control::Select(self.options(&role, known.collect()));
            all.push(piece("role", "Or everybody in a role", pick));
        }
        let words = format!("{name}.words");
        all.push(piece("words", "Or in words", self.line(&words, 0, "text")));
        all
    }

    fn rows(&self, name: &str, whom: Whom, roles: bool) -> Control {
        let known = below(self.tree, name).map_or(0, |tree| tree.rows().len());
        let rows = (1..=known).map(|number| {
            let name = format!("{name}.{number}");
            let wrong = self.wrong.iter().filter(|w| w.name == name);
            RowView {
                number,
                headed: true,
                fields: self.who(&name, whom, roles),
                errors: wrong.map(|w| crate::problem::sentence(&w.says)).collect(),
                name,
            }
        });
        Control::Rows(RowsView {
            rows: rows.collect(),
            one: "person".into(),
        })
    }

    fn safe_with(&self, name: &str) -> Control {
        let whom = format!("{name}.whom");
        let all = [
            ("everyone", "Everyone who may see the file"),
            ("only_person", "Only in talking with the person themselves"),
            ("listed", "The person and those listed"),
        ];
        let all = all.map(|(value, label)| (value.to_owned(), label.to_owned()));
        let pick = Control::Radios(self.options(&whom, all.to_vec()));
        let listed = format!("{name}.listed");
        let rows = self.rows(&listed, Whom::Anybody, true);
        Control::Members(MembersView {
            members: vec![
                self.view(&whom, "With whom", "", false, pick),
                self.view(&listed, "Listed", "", false, rows),
            ],
            folded: Vec::new(),
            open: false,
        })
    }
}
