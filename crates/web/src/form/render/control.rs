//! How each type of question is asked. It takes what stands in the inputs by their names; it reads no answer itself.

use pack::model::{Field, FieldType};
use pack::practice::{FieldProblem, options};

use super::place::{At, Drawing};
use super::{id_of, instrument};
use crate::form::choose::Choice;
use crate::form::dates;
use crate::form::kind::{Layout as Kind, Member, in_rows, layout, several};
use crate::form::pairs::{OTHER, items};
use crate::form::show;
use crate::form::view::{
    AreaView, BoxView, Control, FieldView, LineView, MembersView, OptionView, OtherView, PickView,
    RowView, RowsView, ScoreView,
};

/// The most options that are all shown at once.
const MOST_SHOWN: usize = 9;

/// A problem in one sentence or two.
pub(super) fn said(problem: &FieldProblem) -> String {
    let mut remedy = problem.remedy.chars();
    match remedy.next() {
        Some(first) => format!(
            "{}: {}{}",
            problem.message,
            first.to_lowercase(),
            remedy.as_str()
        ),
        None => problem.message.clone(),
    }
}

impl Drawing<'_> {
    /// How a question of the form is asked; nothing where there is nothing to show.
    pub fn control(&self, field: &Field, at: &At) -> Option<Control> {
        match *field.kind {
            FieldType::Note => return Some(Control::Text(field.label.clone())),
            FieldType::Computed => {
                let scope = self.layout.asked.scope(at.part)?;
                let value = scope.computed.get(field.id.as_str())?;
                return Some(Control::Text(show::plainly(value)));
            }
            _ => {}
        }
        if in_rows(field) {
            return Some(Control::Rows(self.rows(field, at)));
        }
        Some(self.one(field, at))
    }

    fn one(&self, field: &Field, at: &At) -> Control {
        let kind = *field.kind;
        match layout(kind) {
            Kind::Line => Control::Line(LineView {
                value: self.filled.one(&at.name).to_owned(),
                mode: "text",
                ..LineView::default()
            }),
            Kind::Area => Control::Area(AreaView {
                value: self.filled.one(&at.name).to_owned(),
                rows: 4,
                longest: field.max_length,
            }),
            Kind::Number => self.number(field, at),
            Kind::Time => Control::Line(LineView {
                value: self.filled.one(&at.name).to_owned(),
                width: 5,
                mode: "text",
                ..LineView::default()
            }),
            Kind::Day => Control::Boxes(self.boxes(at, false, false)),
            Kind::Moment => Control::Boxes(self.boxes(at, true, false)),
            Kind::About => Control::Boxes(self.boxes(at, false, true)),
            Kind::Members(members) => self.members(kind, members, at),
            Kind::Score => self.score(field, at),
            Kind::One | Kind::Row | Kind::None => self.pick(field, at),
        }
    }

    fn number(&self, field: &Field, at: &At) -> Control {
        let unit = match *field.kind {
            FieldType::Minutes => Some("minutes".to_owned()),
            FieldType::Hours => Some("hours".to_owned()),
            FieldType::Percent => Some("%".to_owned()),
            _ => field.unit.clone(),
        };
        let whole = matches!(
            *field.kind,
            FieldType::Integer | FieldType::Minutes | FieldType::Scale
        );
        Control::Line(LineView {
            value: self.filled.one(&at.name).to_owned(),
            width: if *field.kind == FieldType::Money {
                10
            } else {
                5
            },
            mode: if whole { "numeric" } else { "decimal" },
            unit,
            blank: None,
        })
    }

    fn boxes(&self, at: &At, time: bool, about: bool) -> Vec<BoxView> {
        let one = |name: &str, label: &'static str, width: u8, tick: bool, mode: &'static str| {
            let name = format!("{}.{name}", at.name);
            BoxView {
                id: id_of(&name),
                value: self.filled.one(&name).to_owned(),
                name,
                label,
                width,
                tick,
                mode,
            }
        };
        let mut all: Vec<BoxView> = dates::DAY
            .iter()
            .map(|(name, label)| {
                one(
                    name,
                    label,
                    if *name == "year" { 4 } else { 2 },
                    false,
                    "numeric",
                )
            })
            .collect();
        if time {
            all.push(one("time", "Time", 5, false, "text"));
        }
        if about {
            all.push(one("about", "About then", 0, true, "text"));
        }
        all
    }

    /// What a field offers, and how many of it are picked.
    fn pick(&self, field: &Field, at: &At) -> Control {
        let picked = self.filled.all(&at.name);
        let mut offered: Vec<Choice> = match *field.kind {
            FieldType::YesNo => plain(&[("yes", "Yes"), ("no", "No")]),
            FieldType::YesNoUnknown => {
                plain(&[("yes", "Yes"), ("no", "No"), ("unknown", "Not known")])
            }
            FieldType::Choice | FieldType::Choices | FieldType::Checklist => {
                options(self.layout.paper.pack, field)
                    .iter()
                    .filter(|o| !o.retired || picked.iter().any(|p| *o.id == *p.as_str()))
                    .map(|o| Choice::new(o.id.as_str(), o.label.clone()))
                    .collect()
            }
            _ => self.layout.choices.of(field),
        };
        // What was answered stays in view, even where it is no longer offered.
        for value in picked.iter().filter(|p| *p != OTHER) {
            if !offered.iter().any(|o| o.id == *value) {
                let known = self.layout.choices.name(value);
                let label =
                    known.map_or_else(|| format!("{value} (not offered now)"), str::to_owned);
                offered.push(Choice::new(value.clone(), label));
            }
        }
        let id = id_of(&at.name);
        let options: Vec<OptionView> = offered
            .into_iter()
            .enumerate()
            .map(|(index, choice)| OptionView {
                id: if index == 0 {
                    id.clone()
                } else {
                    format!("{id}-{}", index + 1)
                },
                picked: picked.contains(&choice.id),
                value: choice.id,
                label: choice.label,
            })
            .collect();
        let other = field.other.then(|| OtherView {
            id: format!("{id}-other-option"),
            picked: picked.iter().any(|p| p == OTHER),
            text: self.filled.one(&format!("{}.other", at.name)).to_owned(),
        });
        let many = several(field);
        let needed = self
            .layout
            .asked
            .scope(at.part)
            .map(|s| s.at(&at.place).required);
        let view = PickView {
            inline: matches!(*field.kind, FieldType::YesNo | FieldType::YesNoUnknown),
            clear: !many && needed == Some(false) && !picked.is_empty(),
            options,
            other,
        };
        match *field.kind {
            FieldType::Attachment | FieldType::Attachments => Control::Documents(view),
            _ if many => Control::Checks(view),
            _ if view.options.len() > MOST_SHOWN || is_listed(*field.kind) => Control::Select(view),
            _ => Control::Radios(view),
        }
    }

    fn members(&self, kind: FieldType, members: &'static [Member], at: &At) -> Control {
        let in_part = at.part.map(|file| self.layout.paper.name(file));
        let own_words = kind == FieldType::Words && in_part.is_some_and(|name| !name.is_empty());
        let mut shown = Vec::new();
        let mut folded = Vec::new();
        let mut open = false;
        for member in members {
            if member.name == "file" && self.layout.choices.files().is_empty() {
                let held = !self.filled.one(&format!("{}.file", at.name)).is_empty();
                if !held {
                    continue;
                }
            }
            let below = at.below(member.name);
            // In somebody's own part nobody need say whose words they are.
            let fold = member.folded || (own_words && member.name == "who");
            let mut view = self.framed(&below, member.label, false, self.member(member, &below));
            if own_words && member.name == "who" {
                view.hint = in_part.map(|name| format!("{name}, if you leave this empty"));
            }
            open |= fold
                && (self.filled.any_below(&below.name) && !self.is_own(in_part, member, &below));
            open |= fold && !view.errors.is_empty();
            if fold { &mut folded } else { &mut shown }.push(view);
        }
        Control::Members(MembersView {
            members: shown,
            folded,
            open,
        })
    }

    /// Whose words they are is said, and it is the person whose part this is: nothing to unfold for.
    fn is_own(&self, name: Option<&str>, member: &Member, at: &At) -> bool {
        member.name == "who" && name == Some(self.filled.one(&at.name))
    }

    fn member(&self, member: &Member, at: &At) -> Control {
        let value = self.filled.one(&at.name);
        match member.layout {
            Kind::Area => Control::Area(AreaView {
                value: value.to_owned(),
                rows: if member.lines { 2 } else { 3 },
                longest: None,
            }),
            Kind::Moment => Control::Boxes(self.boxes(at, true, false)),
            Kind::One if member.options.is_empty() => {
                self.select(at, self.layout.choices.files(), value)
            }
            Kind::One => {
                let Control::Select(mut view) = self.select(at, plain(member.options), value)
                else {
                    return Control::Text(String::new());
                };
                view.clear = !value.is_empty();
                Control::Radios(view)
            }
            _ => Control::Line(LineView {
                value: value.to_owned(),
                mode: "text",
                ..LineView::default()
            }),
        }
    }

    fn select(&self, at: &At, mut offered: Vec<Choice>, value: &str) -> Control {
        if !value.is_empty() && !offered.iter().any(|o| o.id == value) {
            let known = self.layout.choices.name(value);
            let label = known.map_or_else(|| format!("{value} (not offered now)"), str::to_owned);
            offered.push(Choice::new(value, label));
        }
        let id = id_of(&at.name);
        let options = offered
            .into_iter()
            .enumerate()
            .map(|(index, choice)| OptionView {
                id: if index == 0 {
                    id.clone()
                } else {
                    format!("{id}-{}", index + 1)
                },
                picked: choice.id == value,
                value: choice.id,
                label: choice.label,
            });
        Control::Select(PickView {
            options: options.collect(),
            ..PickView::default()
        })
    }

    fn rows(&self, field: &Field, at: &At) -> RowsView {
        let given = self.layout.given;
        let answers = match at.part {
            None => Some(&given.answers),
            Some(file) => given.parts.get(&file),
        };
        let held = answers.and_then(|a| a.get(field.id.as_str()));
        let held = held.map(items).unwrap_or_default();
        let mut rows: Vec<RowView> = Vec::new();
        for number in 1..=held.len() {
            let below = at.below(number);
            rows.push(RowView {
                number,
                name: below.name.clone(),
                headed: *field.kind == FieldType::Group,
                errors: if *field.kind == FieldType::Group {
                    self.errors(&below)
                } else {
                    Vec::new()
                },
                fields: self.row(field, number, &below),
            });
        }
        RowsView {
            rows,
            one: field.label.clone(),
        }
    }

    fn row(&self, field: &Field, number: usize, at: &At) -> Vec<FieldView> {
        if *field.kind == FieldType::Group {
            let inner = field.fields.iter();
            return inner
                .filter_map(|inner| self.field(inner, &at.below(inner.id.as_str())))
                .collect();
        }
        let control = self.one(field, at);
        let label = format!("{} {number}", field.label);
        vec![self.framed(at, &label, false, control)]
    }

    fn score(&self, field: &Field, at: &At) -> Control {
        let Some(definition) = instrument(self.layout.paper.pack, field) else {
            return Control::Text("The instrument of this question cannot be read.".into());
        };
        let version = at.below("version");
        let offered = definition.versions.iter();
        let offered = offered.map(|v| Choice::new(v.version.clone(), v.title.clone()));
        let chosen = self.filled.one(&version.name);
        let control = match self.select(&version, offered.collect(), chosen) {
            Control::Select(view) => Control::Radios(view),
            other => other,
        };
        let version = self.framed(&version, "Who answered", false, control);
        let line = |at: &At, label: &str, hint: Option<String>| {
            let control = Control::Line(LineView {
                value: self.filled.one(&at.name).to_owned(),
                width: 3,
                mode: "numeric",
                ..LineView::default()
            });
            let mut view = self.framed(at, label, false, control);
            view.hint = hint;
            view
        };
        let scores = definition.score_names().into_iter().map(|name| {
            let (title, total) = title_of(&definition, name);
            let range = definition.range(chosen, name);
            let range = range.map(|(low, high)| format!("{low} to {high}"));
            let left = total.then(|| "added up if you leave it empty".to_owned());
            let hint: Vec<String> = range.into_iter().chain(left).collect();
            let hint = (!hint.is_empty()).then(|| hint.join("; "));
            line(&at.below("scores").below(name), title, hint)
        });
        let scores = scores.collect();
        let (mut singles, mut impact) = (Vec::new(), Vec::new());
        if self.layout.items.contains(&definition.instrument) {
            let numbers = 1..=definition.items;
            let one = |n| line(&at.below("items").below(n), &format!("{n}"), None);
            singles = numbers.map(one).collect();
            let places = definition.supplement.iter().flat_map(|s| &s.places);
            impact = places
                .enumerate()
                .map(|(i, p)| line(&at.below("impact").below(i + 1), &p.title, None))
                .collect();
        }
        Control::Score(ScoreView {
            copyright: definition.copyright.clone(),
            version: Box::new(version),
            scores,
            items: singles,
            impact,
        })
    }
}

/// The title of a score, and whether it is a sum of others.
pub(crate) fn title_of<'d>(
    definition: &'d domain::instrument::InstrumentDef,
    name: &'d str,
) -> (&'d str, bool) {
    if let Some(scale) = definition.scale(name) {
        return (&scale.title, false);
    }
    if let Some(total) = definition.totals.iter().find(|t| t.total == name) {
        return (&total.title, true);
    }
    let supplement = definition
        .supplement
        .as_ref()
        .filter(|s| s.supplement == name);
    (supplement.map_or(name, |s| s.title.as_str()), false)
}

fn plain(all: &[(&str, &str)]) -> Vec<Choice> {
    all.iter()
        .map(|(id, label)| Choice::new(*id, *label))
        .collect()
}

/// Chosen from a list that may be long.
fn is_listed(kind: FieldType) -> bool {
    matches!(
        kind,
        FieldType::Person
            | FieldType::Worker
            | FieldType::Site
            | FieldType::Agency
            | FieldType::GroupFile
            | FieldType::Post
            | FieldType::Record
            | FieldType::Matter
    )
}
