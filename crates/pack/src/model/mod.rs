//! The practice pack as values: what each file of a pack says, after reading and before anything is done with it.
//! Nothing here acts; [`crate::check`] finds what does not fit together, [`crate::practice`] carries it out.

mod clock;
mod form;
mod head;
mod instrument;
mod meaning;
mod process;
mod role;
mod rule;
mod settings;
mod trigger;

pub use clock::{
    AtLeast, Clock, ClosedDay, Count, Escalation, HoursKind, IfMissed, IntervalWhen, Level, OfThem,
    Pause, RepeatFrom, Warn, Within,
};
pub use form::{
    Band, Field, FieldType, FiledOn, Form, Option_, OwnWork, Per, Requirement, Section,
    SigningStep, ToFamily,
};
pub use head::{Category, Clause, Counting, Head, How, OnChildFile, Source, Title};
pub use instrument::Instrument;
pub(crate) use instrument::to_json;
pub use meaning::{Meaning, Purpose, StartsFrom};
pub use process::{Matter, Move, Stage, State, StateValue};
pub use role::{Act, Protected, Role, Sees};
pub use rule::{Eligibility, Guard, Notice, Rule, SetState, Threshold, Warning};
pub use settings::{
    ClockLook, Order, PickList, Resource, Setting, SettingType, Tighten, Tray, TrayHolds,
};
pub use trigger::{Condition, Trigger};

use crate::text::{Ident, Spanned};

/// Clauses a rule cites, each where it was written.
pub type Cites = crate::text::OneOrMany<Spanned<ClauseId>>;

/// The id of a clause as the source's index has it, such as `M-044`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
pub struct ClauseId(pub String);

impl crate::text::FromNode for ClauseId {
    fn expected() -> String {
        "the id of a clause, such as A-012".into()
    }
    fn from_node(node: &crate::text::Node, problems: &mut crate::text::Problems) -> Option<Self> {
        let text = String::from_node(node, problems)?;
        let fits = !text.is_empty()
            && text.len() <= 40
            && text
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "-._".contains(c));
        if fits {
            Some(Self(text))
        } else {
            Self::refuse(node, problems)
        }
    }
}

/// A whole pack as read.
#[derive(Debug, Clone, Default)]
pub struct Pack {
    /// `pack.yaml`
    pub head: Head,
    /// `clauses.yaml`
    pub clauses: Vec<Clause>,
    /// `roles.yaml`
    pub roles: Vec<Role>,
    /// `process.yaml`: matters
    pub matters: Vec<Matter>,
    /// `process.yaml`: dated states
    pub states: Vec<State>,
    /// `records/*.yaml`
    pub forms: Vec<Form>,
    /// `lists.yaml`
    pub lists: Vec<PickList>,
    /// `instruments/*.yaml`
    pub instruments: Vec<Instrument>,
    /// `clocks.yaml`
    pub clocks: Vec<Clock>,
    /// `rules.yaml`
    pub rules: Vec<Rule>,
    /// `trays.yaml`
    pub trays: Vec<Tray>,
    /// `settings.yaml`
    pub settings: Vec<Setting>,
    /// `resources.yaml`
    pub resources: Vec<Resource>,
    /// `measures/*.sql`
    pub measures: Vec<crate::measure::Measure>,
    /// `returns/*.yaml`
    pub returns: Vec<crate::measure::Return>,
    /// `scenarios/*.yaml`
    pub scenarios: Vec<crate::scenario::Scenario>,
    /// `migrations/*.yaml`
    pub migrations: Vec<crate::migration::Migration>,
    /// `letters/*.typ`
    pub letters: Vec<crate::measure::Letter>,
    /// The names of the files that the places point into.
    pub files: crate::text::Files,
    /// What could not be read, so that nothing is said about names that may stand there.
    pub gaps: crate::load::Gaps,
}

macro_rules! by_name {
    ($($(#[$doc:meta])* $get:ident $list:ident . $field:ident -> $type:ty;)*) => {
        impl Pack {$(
            $(#[$doc])*
            pub fn $get(&self, name: &str) -> Option<&$type> {
                self.$list.iter().find(|x| *x.$field == *name)
            }
        )*}
    };
}

by_name! {
    /// A role by its name.
    role roles.role -> Role;
    /// A matter kind by its name.
    matter matters.matter -> Matter;
    /// A dated state by its name.
    state states.state -> State;
    /// A form by its record kind.
    form forms.record -> Form;
    /// A pick list by its name.
    list lists.list -> PickList;
    /// A timescale by its name.
    clock clocks.clock -> Clock;
    /// A tray by its name.
    tray trays.tray -> Tray;
    /// A setting by its name.
    setting settings.setting -> Setting;
    /// A resource by its name.
    resource resources.resource -> Resource;
}

impl Pack {
    /// An instrument by its name.
    pub fn instrument(&self, name: &str) -> Option<&Instrument> {
        self.instruments.iter().find(|i| *i.id == *name)
    }

    /// The forms that serve a purpose, in the order of the pack.
    pub fn serving(&self, purpose: Purpose) -> impl Iterator<Item = &Form> {
        self.forms.iter().filter(move |form| form.serves(purpose))
    }

    /// A clause by its id.
    pub fn clause(&self, id: &str) -> Option<&Clause> {
        self.clauses.iter().find(|c| c.id.0 == id)
    }

    /// The pack and version to pin.
    pub fn reference(&self) -> domain::event::PackRef {
        domain::event::PackRef {
            pack: self.head.pack.value.clone(),
            version: self.head.version.value.clone(),
        }
    }

    /// The word the service uses for one of the engine's words.
    pub fn word<'a>(&'a self, word: &'a str) -> &'a str {
        self.head.words.get(word).map_or(word, String::as_str)
    }
}

/// A reference to something by its name, with its place.
pub type Ref = Spanned<Ident>;
