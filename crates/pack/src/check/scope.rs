//! Which names an expression may use where it stands, and of what type they are: the answers of a record, stage and states
//! of a matter, what an event brings along.

use std::sync::Arc;

use super::Checker;
use super::event::Thing;
use crate::expr::{Scope, Type};
use crate::model::{Field, FieldType, Form, Matter, Option_, State};

impl<'p> Checker<'p, '_> {
    /// Stage and states of a matter, and the states of the files it stands on.
    pub(super) fn add_matter(&self, scope: &mut Scope, matter: Option<&Matter>) {
        let Some(matter) = matter else { return };
        let stages = matter.stages.iter().map(|s| s.stage.as_str());
        scope.var("stage", Type::choice(stages));
        let fits = |on: &str| **matter.matter == *on || matter.on.iter().any(|s| **s == *on);
        for state in self.pack.states.iter().filter(|s| fits(&s.on)) {
            scope.var(&state.state, type_of_state(state));
        }
    }

    /// The states of the files a record stands on.
    fn add_subjects(&self, scope: &mut Scope, form: &Form) {
        let on = |state: &&State| form.filed_on.iter().any(|s| *s.value == *state.on.value);
        for state in self.pack.states.iter().filter(on) {
            scope.var(&state.state, type_of_state(state));
        }
    }

    /// The matter a form belongs to, or opens.
    pub(super) fn matter_of(&self, form: &Form) -> Option<&'p Matter> {
        let within = form.within.as_ref().map(|name| self.pack.matter(name));
        let opens = |m: &&Matter| {
            m.opens_by
                .iter()
                .any(|kind| kind.value == form.record.value)
        };
        within.unwrap_or_else(|| self.pack.matters.iter().find(opens))
    }

    /// What a condition on a form may use: its answers and what surrounds them.
    pub(super) fn scope_of_form(&self, form: &Form, matter: Option<&Matter>) -> Scope {
        let mut scope = self.functions.clone();
        self.add_subjects(&mut scope, form);
        self.add_matter(&mut scope, self.matter_of(form).or(matter));
        self.add_answers(&mut scope, form);
        scope
    }

    /// The answers of a form; a computed one has the type its expression gives.
    fn add_answers(&self, scope: &mut Scope, form: &Form) {
        for field in form.fields().filter(|f| *f.kind != FieldType::Note) {
            scope.var(&field.id, self.type_of(field));
        }
        let before = scope.clone();
        for field in form.fields() {
            if let Some(Ok(kind)) = field.compute.as_ref().map(|c| c.expr.check(&before)) {
                scope.var(&field.id, kind);
            }
        }
    }

    /// What a condition beside an event may use.
    pub(super) fn scope_of(&self, thing: Thing<'p>, matter: Option<&'p Matter>) -> Scope {
        if let Thing::Record(form) = thing {
            return self.scope_of_form(form, matter);
        }
        let mut scope = self.functions.clone();
        match thing {
            Thing::Matter(of) => self.add_matter(&mut scope, Some(of)),
            Thing::State(state) => {
                self.add_matter(&mut scope, self.pack.matter(&state.on).or(matter));
                scope.var("value", type_of_state(state));
            }
            Thing::Clock(clock) => {
                let of = clock.on.as_ref().and_then(|on| self.pack.matter(on));
                self.add_matter(&mut scope, of.or(matter));
            }
            _ => self.add_matter(&mut scope, matter),
        }
        match thing {
            Thing::Role => {
                scope.var(
                    "role",
                    Type::choice(self.pack.roles.iter().map(|r| r.role.as_str())),
                );
                scope.var("worker", Type::Text);
            }
            Thing::Fact(fields) => {
                for field in fields {
                    scope.var(field, Type::Any);
                }
            }
            _ => {}
        }
        scope
    }

    /// The type of an answer.
    pub(super) fn type_of(&self, field: &Field) -> Type {
        let one = self.type_of_one(field);
        if field.many && !matches!(one, Type::List(_)) {
            return Type::list(one);
        }
        one
    }

    fn type_of_one(&self, field: &Field) -> Type {
        match *field.kind {
            FieldType::Text | FieldType::TextLong | FieldType::Time | FieldType::Attachment => {
                Type::Text
            }
            FieldType::Person
            | FieldType::Worker
            | FieldType::Site
            | FieldType::Agency
            | FieldType::GroupFile
            | FieldType::Post
            | FieldType::Record
            | FieldType::Matter => Type::Text,
            FieldType::People
            | FieldType::Workers
            | FieldType::Records
            | FieldType::Attachments => Type::list(Type::Text),
            FieldType::YesNo => Type::choice(["yes", "no"]),
            FieldType::YesNoUnknown => Type::choice(["yes", "no", "unknown"]),
            FieldType::Choice => Type::Choice(self.option_ids(field)),
            FieldType::Choices | FieldType::Checklist => Type::Choices(self.option_ids(field)),
            FieldType::Number
            | FieldType::Money
            | FieldType::Minutes
            | FieldType::Hours
            | FieldType::Percent => Type::Number,
            FieldType::Integer | FieldType::Scale => Type::Int,
            FieldType::Date => Type::Date,
            FieldType::Datetime => Type::Moment,
            FieldType::Words => words(),
            FieldType::NamedPerson => named(),
            FieldType::NamedPeople => Type::list(named()),
            FieldType::Consent => consent(),
            FieldType::Told => Type::map(
                "that somebody was told",
                [
                    ("to", Type::Text),
                    ("on", Type::Date),
                    ("how", Type::Text),
                    ("by", Type::Text),
                ],
            ),
            FieldType::Score => self.score(field),
            FieldType::Group => {
                let fields = field
                    .fields
                    .iter()
                    .map(|f| (f.id.as_str(), self.type_of(f)));
                Type::list(Type::map(&format!("a row of {}", field.id.value), fields))
            }
            FieldType::AboutDate | FieldType::Computed | FieldType::Note => Type::Any,
        }
    }

    fn score(&self, field: &Field) -> Type {
        let name = field.instrument.as_deref();
        let Some(instrument) = name.and_then(|name| self.pack.instrument(name)) else {
            return Type::Any;
        };
        let texts = |list: &str, key: &str| -> Vec<String> {
            let items = instrument.definition[list].as_array().into_iter().flatten();
            items
                .filter_map(|item| Some(item[key].as_str()?.to_owned()))
                .collect()
        };
        let mut scores = texts("scales", "scale");
        scores.extend(texts("totals", "total"));
        let supplement = instrument.definition["supplement"]["supplement"].as_str();
        scores.extend(supplement.map(str::to_owned));
        let scores = scores.into_iter().map(|s| (s, Type::Int));
        Type::map(
            "a score",
            [
                ("version", Type::choice(texts("versions", "version"))),
                ("scores", Type::map("the scores", scores)),
                ("impact", Type::Any),
                ("items", Type::Any),
            ],
        )
    }

    /// The ids of a field's options: its own, or its list's.
    pub(super) fn option_ids(&self, field: &Field) -> Arc<[String]> {
        let ids = self.options(field).map(|o| o.id.to_string());
        ids.chain(field.other.then(|| "other".to_owned())).collect()
    }

    pub(super) fn options<'f>(&'f self, field: &'f Field) -> impl Iterator<Item = &'f Option_> {
        let list = field.list.as_ref().and_then(|name| self.pack.list(name));
        let listed = list.into_iter().flat_map(|list| &list.options);
        field.options.iter().chain(listed)
    }
}

/// One of a state's values.
pub(super) fn type_of_state(state: &State) -> Type {
    Type::choice(state.values.iter().map(|v| v.id.as_str()))
}

fn words() -> Type {
    Type::map(
        "somebody's words",
        [
            ("who", Type::Text),
            ("said", Type::Text),
            ("on", Type::Date),
            ("how", Type::Text),
        ],
    )
}

fn named() -> Type {
    let members = ["name", "relationship", "organisation", "file", "note"];
    Type::map("somebody named", members.map(|m| (m, Type::Text)))
}

/// The states of a consent as it is recorded.
pub(super) const CONSENT_STATES: [&str; 5] =
    ["given", "refused", "withdrawn", "narrowed", "not_sought"];

fn consent() -> Type {
    Type::map(
        "a consent",
        [
            ("state", Type::choice(CONSENT_STATES)),
            ("by", Type::Any),
            ("how", Type::choice(["verbal", "written"])),
            ("on", Type::Date),
            ("expires", Type::Date),
            ("recipients", Type::Any),
            ("why", Type::Text),
        ],
    )
}
