//! `scenarios/*.yaml`: a pack's own tests, as sentences. Read here; carried out by whoever has a database.

mod expect;
mod step;
mod story;

use jiff::civil::{Date, Time};

use crate::model::ClauseId;
use crate::text::{Fields, FromNode, Node, OneOrMany, Problems, Span, Spanned, Value};

pub use expect::{ClockLook, Expect, What};
pub use step::{Act, Step};
pub use story::Story;

/// Somebody who works in the service.
#[derive(Debug, Clone)]
pub struct WorkerSpec {
    /// What the scenario calls them.
    pub name: Spanned<String>,
    /// Their role.
    pub role: Spanned<String>,
    /// Whom they supervise.
    pub supervises: Vec<Spanned<String>>,
    /// Facts they lack that the role would need.
    pub without: Vec<Spanned<String>>,
    /// Other facts, kind to fields.
    pub facts: Vec<(Spanned<String>, Node)>,
    /// Their team, where it matters.
    pub team: Option<String>,
    /// Since when they hold the role; a year before the scenario where it does not matter.
    pub since: Option<Date>,
    /// They work for another agency's service of the same kind.
    pub elsewhere: bool,
}

/// Somebody the service works with.
#[derive(Debug, Clone)]
pub struct PersonSpec {
    /// What the scenario calls them.
    pub name: Spanned<String>,
    /// Their birthday.
    pub born: Option<Date>,
    /// Whose sibling they are.
    pub sibling_of: Vec<Spanned<String>>,
    /// The site they attend.
    pub school: Option<String>,
    /// Other facts, kind to fields, or to a list of them.
    pub facts: Vec<(Spanned<String>, Node)>,
    /// When they first come to the service; before everything else where it does not matter.
    pub arrives: Option<Arrival>,
}

/// Somebody's coming to the service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrival {
    /// The day.
    pub date: Date,
    /// The time; noon where it does not matter.
    pub time: Option<Time>,
    /// The worker who opens the file.
    pub by: String,
}

/// One scenario.
#[derive(Debug, Clone)]
pub struct Scenario {
    /// What it tells.
    pub scenario: Spanned<String>,
    /// Clauses it is about.
    pub clause: Vec<Spanned<ClauseId>>,
    /// The service's time zone.
    pub zone: String,
    /// The service's calendar.
    pub calendar: String,
    /// The service's settings.
    pub settings: Vec<(Spanned<String>, Spanned<String>)>,
    /// Workers.
    pub workers: Vec<WorkerSpec>,
    /// People.
    pub people: Vec<PersonSpec>,
    /// Sites.
    pub sites: Vec<Spanned<String>>,
    /// Families and households.
    pub families: Vec<Spanned<String>>,
    /// What happens.
    pub steps: Vec<Step>,
    /// Where it stands.
    pub span: Span,
}

/// Answers as JSON: plain numbers and truth values as such, everything else as text.
pub fn json_of(node: &Node) -> serde_json::Value {
    crate::model::to_json(node)
}

/// A mapping whose keys are free text.
pub(crate) fn entries<'n>(
    node: Option<&'n Node>,
    what: &str,
    problems: &mut Problems,
) -> Vec<(Spanned<String>, &'n Node)> {
    let Some(node) = node else { return Vec::new() };
    match &node.value {
        Value::Map(entries) => entries
            .iter()
            .map(|(key, value)| (Spanned::new(key.name.clone(), key.span), value))
            .collect(),
        _ if node.is_null() => Vec::new(),
        _ => {
            problems
                .error(node.span, format!("found {}", node.describe()))
                .expected(what.to_owned());
            Vec::new()
        }
    }
}

fn facts(fields: &mut Fields<'_, '_>) -> Vec<(Spanned<String>, Node)> {
    let node = fields.node("facts");
    entries(node, "facts by kind", fields.problems())
        .into_iter()
        .map(|(k, v)| (k, v.clone()))
        .collect()
}

impl WorkerSpec {
    fn read(name: Spanned<String>, node: &Node, problems: &mut Problems) -> Option<Self> {
        if !matches!(node.value, Value::Map(_)) {
            let role = Spanned::<String>::from_node(node, problems)?;
            return Some(Self {
                name,
                role,
                supervises: Vec::new(),
                without: Vec::new(),
                facts: Vec::new(),
                team: None,
                since: None,
                elsewhere: false,
            });
        }
        let mut fields = Fields::of(node, "a worker", problems)?;
        let role = fields.required::<Spanned<String>>("role");
        let supervises = fields
            .get::<OneOrMany<Spanned<String>>>("supervises")
            .unwrap_or_default();
        let without = fields
            .get::<OneOrMany<Spanned<String>>>("without")
            .unwrap_or_default();
        let team = fields.optional::<String>("team");
        let since = fields.optional::<Date>("since");
        let elsewhere = fields.or("elsewhere", false).unwrap_or_default();
        let facts = facts(&mut fields);
        fields.done();
        Some(Self {
            name,
            role: role?,
            supervises: supervises.0,
            without: without.0,
            facts,
            team,
            since,
            elsewhere,
        })
    }
}

impl PersonSpec {
    fn read(name: Spanned<String>, node: &Node, problems: &mut Problems) -> Option<Self> {
        if node.is_null() {
            return Some(Self {
                name,
                born: None,
                sibling_of: Vec::new(),
                school: None,
                facts: Vec::new(),
                arrives: None,
            });
        }
        let mut fields = Fields::of(node, "a person", problems)?;
        let born = fields.optional::<Date>("born");
        let sibling_of = fields
            .get::<OneOrMany<Spanned<String>>>("sibling_of")
            .unwrap_or_default()
            .0;
        let school = fields.optional::<String>("school");
        let facts = facts(&mut fields);
        fields.done();
        Some(Self {
            name,
            born,
            sibling_of,
            school,
            facts,
            arrives: None,
        })
    }
}

impl FromNode for Scenario {
    fn expected() -> String {
        "a scenario as a mapping".into()
    }
    fn from_node(node: &Node, problems: &mut Problems) -> Option<Self> {
        let mut fields = Fields::of(node, "a scenario", problems)?;
        let span = fields.span();
        let scenario = fields.required::<Spanned<String>>("scenario");
        let clause = fields
            .get::<OneOrMany<Spanned<ClauseId>>>("clause")
            .unwrap_or_default()
            .0;
        let zone = fields.or("zone", "Etc/UTC".to_owned());
        let calendar = fields.required::<String>("calendar");
        let _ = fields.optional::<String>("given");
        let settings = fields.node("settings");
        let workers = fields.node("workers");
        let people = fields.node("people");
        let sites = fields.list::<Spanned<String>>("sites");
        let families = fields.list::<Spanned<String>>("families");
        let steps = fields.node("steps");
        let problems = fields.problems();
        let settings = entries(settings, "settings by name", problems)
            .into_iter()
            .filter_map(|(k, v)| Some((k, Spanned::<String>::from_node(v, problems)?)))
            .collect();
        let workers = entries(workers, "workers by name", problems)
            .into_iter()
            .filter_map(|(k, v)| WorkerSpec::read(k, v, problems))
            .collect();
        let people = entries(people, "people by name", problems)
            .into_iter()
            .filter_map(|(k, v)| PersonSpec::read(k, v, problems))
            .collect();
        let mut read = Vec::new();
        match steps.map(|s| &s.value) {
            Some(Value::List(nodes)) => {
                for node in nodes {
                    read.extend(Step::from_node(node, problems));
                }
            }
            _ => {
                problems
                    .error(steps.map_or(span, |s| s.span), "a scenario needs steps")
                    .expected("a list of steps");
            }
        }
        fields.done();
        Some(Self {
            scenario: scenario?,
            clause,
            zone: zone?,
            calendar: calendar?,
            settings,
            workers,
            people,
            sites,
            families,
            steps: read,
            span,
        })
    }
}

/// Reads `2026-03-02` or `2026-03-02 09:10` at the beginning of a phrase; the rest of the words follow.
pub(crate) fn moment(words: &[&str]) -> Option<(Date, Option<Time>, usize)> {
    let date: Date = words.first()?.parse().ok()?;
    let time = words
        .get(1)
        .filter(|w| w.len() == 5 && w.as_bytes()[2] == b':')
        .and_then(|w| format!("{w}:00").parse().ok());
    Some((date, time, if time.is_some() { 2 } else { 1 }))
}
