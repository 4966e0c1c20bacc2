//! The stage of a scenario: an agency with its service, the workers, people and sites it names, on a database.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::event::{Period, Subject};
use domain::{FileId, Name, RecordId, ServiceId};
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use pack::Pack;
use pack::scenario::{Act, PersonSpec, Scenario, Step};
use serde_json::{Value, json};

use super::{Failure, describe};
use crate::office::{Acting, Office};
use crate::person::register::Known;
use crate::setup;
use crate::{Error, Result};

/// Everything a running scenario knows by name.
pub struct Stage<'o> {
    pub(super) office: &'o Office,
    pub(super) pack: Arc<Pack>,
    pub(super) zone: TimeZone,
    pub(super) agency: FileId,
    pub(super) service: ServiceId,
    elsewhere: Option<ServiceId>,
    /// Workers, people, sites by what the scenario calls them.
    pub(super) files: BTreeMap<String, FileId>,
    pub(super) workers: BTreeMap<String, (FileId, String, ServiceId)>,
    /// Records by handle, and by kind and person.
    pub(super) handles: BTreeMap<String, RecordId>,
    pub(super) latest: Vec<(String, FileId, RecordId)>,
    /// Documents that the answers of the step at hand name.
    pub(super) documents: std::cell::RefCell<Vec<String>>,
    /// People who have not come to the service yet, the next one last.
    pub(super) awaited: Vec<PersonSpec>,
    pub(super) long_ago: Date,
    count: u128,
    seed: u128,
}

/// Numbers that look random and are the same in every run.
pub(super) fn mixed(seed: u128, count: u128) -> u128 {
    let mut x = count
        .wrapping_mul(0x9E37_79B9_7F4A_7C15_F39C_C060_5CED_C835)
        .wrapping_add(seed);
    x ^= x >> 67;
    x = x.wrapping_mul(0xD6E8_FEB8_6659_FD93_2545_F491_4F6C_DD1D);
    x ^= x >> 59;
    x
}

/// The kind of a scenario's sites: what the pack calls a site, as a name.
fn site_kind(word: &str) -> String {
    let letters = word.chars().filter_map(|c| match c {
        ' ' | '-' => Some('-'),
        c if c.is_ascii_alphanumeric() => Some(c.to_ascii_lowercase()),
        _ => None,
    });
    let kind: String = letters.take(64).collect();
    if kind.is_empty() { "site".into() } else { kind }
}

fn wrong(what: impl Into<String>) -> Error {
    Error::wrong(what, "look at the scenario")
}

/// Whose stage it is.
#[derive(Debug, Clone)]
pub struct Provider {
    /// The agency's name.
    pub agency: String,
    /// Its service's short name.
    pub slug: Name,
    /// Periods of timescales are laid out at least until here.
    pub horizon: Option<Date>,
}

impl<'o> Stage<'o> {
    /// Sets the stage: opens the agency, the service and the files the scenario names. `seed` keeps the identifiers of
    /// several scenarios on one database apart.
    ///
    /// # Errors
    /// What is wrong with the scenario's own facts.
    pub fn set(
        office: &'o Office,
        pack: &Arc<Pack>,
        scenario: &Scenario,
        seed: u128,
    ) -> Result<Self> {
        let provider = Provider {
            agency: "Provider".into(),
            slug: Name::parse(&format!("{}-{seed}", pack.head.pack.value))
                .ok_or_else(|| wrong("the pack's name"))?,
            horizon: None,
        };
        Self::of(office, pack, scenario, &provider, seed)
    }

    /// Sets the stage of a provider with a name of its own.
    ///
    /// # Errors
    /// As for [`Stage::set`].
    pub fn of(
        office: &'o Office,
        pack: &Arc<Pack>,
        scenario: &Scenario,
        provider: &Provider,
        seed: u128,
    ) -> Result<Self> {
        let zone = TimeZone::get(&scenario.zone)
            .map_err(|_| wrong(format!("there is no time zone `{}`", scenario.zone)))?;
        let calendar = Name::parse(&scenario.calendar)
            .ok_or_else(|| wrong("the calendar has no such name"))?;
        let first = scenario
            .steps
            .first()
            .map_or(Date::constant(2026, 1, 1), |s| s.date);
        let last = scenario.steps.iter().map(|s| s.date).max().unwrap_or(first);
        let start = first.yesterday().unwrap_or(first);
        let long_ago = start
            .checked_sub(jiff::Span::new().years(1))
            .unwrap_or(start);
        let now = instant(&zone, start, None)?;
        let horizon = Date::new(last.year().saturating_add(1), 12, 31).unwrap_or(last);
        let horizon = provider.horizon.map_or(horizon, |day| day.max(horizon));
        setup::horizon(office, horizon)?;
        let mut count = 0u128;
        let mut ids = || {
            count += 1;
            mixed(seed, count)
        };
        let named = |name: &str| named(name, long_ago);
        let called = |name: &str| {
            let name = json!({"name_kind": "legal", "family": name, "safe_with": "everyone"});
            setup::known("name", name, Some(long_ago))
        };
        let new = setup::NewService {
            slug: provider.slug.clone(),
            name: pack.head.title.clone(),
            zone: scenario.zone.clone(),
            calendar,
            pack: pack.reference(),
        };
        let provider = vec![
            called(&provider.agency),
            setup::known("agency", json!({"agency_kind": "provider"}), None),
        ];
        let (agency, service) = setup::agency(office, &mut ids, now, &provider, &new)?;
        for (setting, value) in &scenario.settings {
            let name = Name::parse(setting).ok_or(Error::NotFound("setting"))?;
            let value = setting_value(pack, &name, value);
            setup::setting(
                office,
                &mut ids,
                now,
                service,
                agency,
                (&name, &value),
                long_ago,
            )?;
        }
        let mut stage = Stage {
            office,
            pack: pack.clone(),
            zone,
            agency,
            service,
            elsewhere: None,
            files: BTreeMap::new(),
            workers: BTreeMap::new(),
            handles: BTreeMap::new(),
            latest: Vec::new(),
            documents: Default::default(),
            awaited: Vec::new(),
            long_ago,
            count,
            seed,
        };
        if scenario.workers.iter().any(|w| w.elsewhere) {
            let other = setup::NewService {
                slug: Name::parse(&format!("other-{seed}")).ok_or(Error::NotFound("service"))?,
                ..new
            };
            let known = vec![
                called("Another provider"),
                setup::known("agency", json!({"agency_kind": "provider"}), None),
            ];
            let (_, id) = stage.with_ids(|ids| setup::agency(office, ids, now, &known, &other))?;
            stage.elsewhere = Some(id);
        }
        let kind = site_kind(pack.word("site"));
        for site in &scenario.sites {
            let known = vec![
                called(site),
                setup::known("site", json!({"site_kind": kind}), None),
            ];
            stage.file(now, Subject::Site, &known, site)?;
        }
        stage.open_workers(scenario, now, long_ago, &named)?;
        for family in &scenario.families {
            stage.file(now, Subject::Family, &vec![called(family)], family)?;
        }
        stage.await_people(scenario, now, long_ago)?;
        Ok(stage)
    }

    pub(super) fn file(
        &mut self,
        now: Timestamp,
        subject: Subject,
        known: &Known,
        name: &str,
    ) -> Result<FileId> {
        if self.files.contains_key(name) {
            return Err(wrong(format!("`{name}` is named twice")));
        }
        let (office, service, agency) = (self.office, self.service, self.agency);
        let file =
            self.with_ids(|ids| setup::file(office, ids, now, subject, service, agency, known))?;
        self.files.insert(name.to_owned(), file);
        Ok(file)
    }

    fn open_workers(
        &mut self,
        scenario: &Scenario,
        now: Timestamp,
        long_ago: Date,
        named: &dyn Fn(&str) -> (Name, domain::event::Answers, Period),
    ) -> Result<()> {
        for worker in &scenario.workers {
            let role = self
                .pack
                .role(&worker.role)
                .ok_or_else(|| wrong(format!("there is no role `{}`", *worker.role)))?
                .clone();
            let service = if worker.elsewhere {
                self.elsewhere.unwrap_or(self.service)
            } else {
                self.service
            };
            let mut known = vec![named(&worker.name)];
            let needed = role
                .needs
                .iter()
                .map(|n| n.to_string())
                .chain(role.protected.iter().map(|p| p.needs.to_string()));
            for kind in needed {
                let given = worker.facts.iter().any(|(k, _)| **k == kind);
                if !given && !worker.without.iter().any(|w| **w == kind) {
                    known.push(sample(&kind, long_ago)?);
                }
            }
            for (kind, node) in &worker.facts {
                let value = pack::scenario::json_of(node);
                known.extend(self.facts_of(kind, &value, Some(long_ago))?);
            }
            let file = self.file(now, Subject::Worker, &known, &worker.name)?;
            let mut held = json!({"role": role.role.as_str(), "service": service.to_string()});
            if let Some(team) = &worker.team {
                let team = match self.files.get(team) {
                    Some(team) => *team,
                    None => {
                        let name =
                            json!({"name_kind": "legal", "family": team, "safe_with": "everyone"});
                        let known = vec![setup::known("name", name, Some(long_ago))];
                        self.file(now, Subject::Team, &known, team)?
                    }
                };
                held["team"] = Value::String(team.to_string());
            }
            let office = self.office;
            let since = worker.since.unwrap_or(long_ago);
            let known = vec![setup::known("role_held", held, Some(since))];
            self.with_ids(|ids| setup::facts(office, ids, now, service, file, &known))?;
            self.workers.insert(
                worker.name.value.clone(),
                (file, worker.role.value.clone(), service),
            );
        }
        for worker in &scenario.workers {
            let supervisor = self.worker(&worker.name)?.0;
            for whom in &worker.supervises {
                let (file, _, service) = self.worker(whom)?;
                let known = vec![setup::known(
                    "supervised_by",
                    json!({"supervisor": {"file": supervisor.to_string()}, "form": "professional"}),
                    Some(long_ago),
                )];
                let office = self.office;
                self.with_ids(|ids| setup::facts(office, ids, now, service, file, &known))?;
            }
        }
        Ok(())
    }

    /// Runs something that needs new identifiers.
    pub(super) fn with_ids<T>(&mut self, work: impl FnOnce(&mut dyn FnMut() -> u128) -> T) -> T {
        let (mut count, seed) = (self.count, self.seed);
        let done = work(&mut || {
            count += 1;
            mixed(seed, count)
        });
        self.count = count;
        done
    }

    /// Somebody or something by its name.
    pub(super) fn named(&self, name: &str) -> Result<FileId> {
        self.files
            .get(name)
            .copied()
            .ok_or_else(|| wrong(format!("nobody here is called `{name}`")))
    }

    /// A worker by name: file, role, service.
    pub(super) fn worker(&self, name: &str) -> Result<(FileId, String, ServiceId)> {
        self.workers
            .get(name)
            .cloned()
            .ok_or_else(|| wrong(format!("no worker here is called `{name}`")))
    }

    /// Who acts in a step.
    pub(super) fn acting(&self, who: &str, date: Date, time: Option<Time>) -> Result<Acting> {
        let (worker, _, service) = self.worker(who)?;
        Ok(Acting {
            worker,
            on_behalf: None,
            service,
            now: instant(&self.zone, date, time)?,
        })
    }

    /// Plays all steps; gives what was not so.
    pub fn play(&mut self, scenario: &Scenario) -> Vec<Failure> {
        self.play_on(scenario, true, &mut |_| {})
    }

    /// Plays all steps. Where time is not `exact`, people are told of what is late once a day instead of before each step.
    /// `tick` hears how many steps are done.
    pub fn play_on(
        &mut self,
        scenario: &Scenario,
        exact: bool,
        tick: &mut dyn FnMut(usize),
    ) -> Vec<Failure> {
        let mut failures = Vec::new();
        let mut day = None;
        for (done, step) in scenario.steps.iter().enumerate() {
            tick(done);
            if let Err(error) = self.arrive(step.date, step.time) {
                failures.push(Failure {
                    line: step.span.line,
                    phrase: step.phrase.clone(),
                    found: describe(&error),
                });
            }
            if exact || day.replace(step.date) != Some(step.date) {
                self.time_passes(step, &mut failures);
            }
            match &step.act {
                Act::Expect(expects) => {
                    for expect in expects {
                        match self.expect(expect, step.date, step.time) {
                            Ok(None) => {}
                            Ok(Some(found)) => {
                                failures.push(Failure {
                                    line: expect.span.line,
                                    phrase: expect.phrase.clone(),
                                    found,
                                });
                            }
                            Err(error) => failures.push(Failure {
                                line: expect.span.line,
                                phrase: expect.phrase.clone(),
                                found: describe(&error),
                            }),
                        }
                    }
                }
                _ => {
                    if let Some(found) = self.step(step) {
                        failures.push(Failure {
                            line: step.span.line,
                            phrase: step.phrase.clone(),
                            found,
                        });
                    }
                }
            }
        }
        failures
    }

    /// What passing time tells people, up to the moment of a step.
    fn time_passes(&mut self, step: &Step, failures: &mut Vec<Failure>) {
        let (office, service) = (self.office, self.service);
        let passed = instant(&self.zone, step.date, step.time).and_then(|now| {
            let acting = setup::deployment(service, now);
            self.with_ids(|ids| crate::timescale::pass::pass(office, &acting, ids))
        });
        if let Err(error) = passed {
            failures.push(Failure {
                line: step.span.line,
                phrase: "time passes".into(),
                found: describe(&error),
            });
        }
    }
}

/// A legal name that is safe with everybody; the last of several words is the family name.
pub(super) fn named(name: &str, from: Date) -> (Name, domain::event::Answers, Period) {
    let name = match name.rsplit_once(' ') {
        Some((given, family)) => {
            json!({"name_kind": "legal", "given": given, "family": family, "safe_with": "everyone"})
        }
        None => json!({"name_kind": "legal", "given": name, "safe_with": "everyone"}),
    };
    setup::known("name", name, Some(from))
}

/// A moment of the scenario; noon where it gives no time.
pub(super) fn instant(zone: &TimeZone, date: Date, time: Option<Time>) -> Result<Timestamp> {
    let at = date.to_datetime(time.unwrap_or(Time::constant(12, 0, 0, 0)));
    zone.to_timestamp(at)
        .map_err(|_| wrong(format!("{at} is no moment in this zone")))
}

fn setting_value(pack: &Pack, name: &str, value: &str) -> Value {
    let whole = pack
        .setting(name)
        .is_some_and(|s| s.kind == pack::model::SettingType::Integer);
    match (whole, value.parse::<i64>()) {
        (true, Ok(n)) => Value::from(n),
        _ => Value::String(value.to_owned()),
    }
}

/// A fact of a kind that is good at the time of the scenario.
fn sample(kind: &str, from: Date) -> Result<(Name, domain::event::Answers, Period)> {
    let what = kind.replace('-', "_");
    let samples: Vec<Value> =
        serde_json::from_str(domain::fact::ONE_OF_EACH).map_err(|e| wrong(e.to_string()))?;
    let found = samples
        .into_iter()
        .find(|s| s.get("kind").and_then(Value::as_str) == Some(&what));
    let Some(Value::Object(mut value)) = found else {
        return Err(wrong(format!("there is no kind of fact `{kind}`")));
    };
    value.shift_remove("kind");
    // Dates of the thing itself: made long ago, good for long.
    for (name, field) in &mut value {
        if let Some(text) = field.as_str()
            && text.parse::<Date>().is_ok()
        {
            let day = if matches!(name.as_str(), "expires" | "until" | "review_on") {
                from.checked_add(jiff::Span::new().years(6)).unwrap_or(from)
            } else {
                from
            };
            *field = Value::String(day.to_string());
        }
    }
    let what = Name::parse(&what).ok_or(Error::NotFound("fact"))?;
    Ok((
        what,
        value,
        Period {
            from: Some(from),
            to: None,
        },
    ))
}

#[cfg(test)]
mod tests {
    use super::site_kind;

    #[test]
    fn a_site_is_of_the_kind_that_the_pack_calls_it() {
        for (word, kind) in [
            ("school", "school"),
            ("children's centre", "childrens-centre"),
            ("site", "site"),
            ("家", "site"),
        ] {
            assert_eq!(site_kind(word), kind, "{word}");
        }
    }
}
