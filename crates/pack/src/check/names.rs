//! Every name a pack gives, by what it names. It never says whether a name is used.

use std::collections::{BTreeMap, BTreeSet};

use crate::load::FileKind;
use crate::model::{Field, FieldType, Pack};

/// What a name names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Class {
    Role,
    Kind,
    Matter,
    State,
    Clock,
    Tray,
    Setting,
    Resource,
    Instrument,
    Category,
    List,
    Measure,
    Purpose,
    Rule,
    Clause,
}

impl Class {
    pub fn what(self) -> &'static str {
        match self {
            Self::Role => "role",
            Self::Kind => "record kind",
            Self::Matter => "matter",
            Self::State => "state",
            Self::Clock => "timescale",
            Self::Tray => "tray",
            Self::Setting => "setting",
            Self::Resource => "resource",
            Self::Instrument => "instrument",
            Self::Category => "category",
            Self::List => "list",
            Self::Measure => "measure",
            Self::Purpose => "purpose of a consent",
            Self::Rule => "rule",
            Self::Clause => "clause",
        }
    }

    /// The file that gives such names.
    pub fn file(self) -> FileKind {
        match self {
            Self::Role => FileKind::Roles,
            Self::Kind | Self::Purpose => FileKind::Records,
            Self::Matter | Self::State => FileKind::Process,
            Self::Clock => FileKind::Clocks,
            Self::Tray => FileKind::Trays,
            Self::Setting => FileKind::Settings,
            Self::Resource => FileKind::Resources,
            Self::Instrument => FileKind::Instruments,
            Self::Category => FileKind::Pack,
            Self::List => FileKind::Lists,
            Self::Measure => FileKind::Measures,
            Self::Rule => FileKind::Rules,
            Self::Clause => FileKind::Clauses,
        }
    }
}

/// The names of a pack.
pub(super) struct Names<'p>(BTreeMap<Class, BTreeSet<&'p str>>);

impl<'p> Names<'p> {
    pub fn of(pack: &'p Pack) -> Self {
        let mut names = Self(BTreeMap::new());
        names.add(Class::Role, pack.roles.iter().map(|x| &**x.role));
        names.add(Class::Kind, pack.forms.iter().map(|x| &**x.record));
        names.add(Class::Matter, pack.matters.iter().map(|x| &**x.matter));
        names.add(Class::State, pack.states.iter().map(|x| &**x.state));
        names.add(Class::Clock, pack.clocks.iter().map(|x| &**x.clock));
        names.add(Class::Tray, pack.trays.iter().map(|x| &**x.tray));
        names.add(Class::Setting, pack.settings.iter().map(|x| &**x.setting));
        names.add(
            Class::Resource,
            pack.resources.iter().map(|x| &**x.resource),
        );
        names.add(Class::Instrument, pack.instruments.iter().map(|x| &**x.id));
        let categories = pack.head.categories.iter();
        names.add(Class::Category, categories.map(|x| &**x.category));
        names.add(Class::List, pack.lists.iter().map(|x| &**x.list));
        names.add(Class::Measure, pack.measures.iter().map(|x| &**x.name));
        names.add(Class::Rule, pack.rules.iter().map(|x| &***x.name()));
        names.add(Class::Clause, pack.clauses.iter().map(|x| x.id.0.as_str()));
        for form in &pack.forms {
            form.fields().for_each(|field| names.purposes(field));
        }
        names
    }

    fn add(&mut self, class: Class, all: impl Iterator<Item = &'p str>) {
        self.0.entry(class).or_default().extend(all);
    }

    fn purposes(&mut self, field: &'p Field) {
        if let (FieldType::Consent, Some(purpose)) = (field.kind.value, &field.purpose) {
            self.add(Class::Purpose, std::iter::once(purpose.as_str()));
        }
        field.fields.iter().for_each(|inner| self.purposes(inner));
    }

    pub fn has(&self, class: Class, name: &str) -> bool {
        self.0.get(&class).is_some_and(|all| all.contains(name))
    }

    pub fn all(&self, class: Class) -> impl Iterator<Item = &'p str> {
        self.0.get(&class).into_iter().flatten().copied()
    }
}
