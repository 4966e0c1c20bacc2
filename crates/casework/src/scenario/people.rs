//! The people of a scenario: their files are opened before everything else or, in a story, by the worker to whom they first
//! come. It knows no form.

use domain::FileId;
use domain::event::Subject;
use domain::fact::{FileRef, Relation, Relationship, Who};
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use pack::scenario::{PersonSpec, Scenario};
use serde_json::{Value, json};

use super::stage::{Stage, instant, named};
use crate::person::register;
use crate::{Error, Result, setup};

impl Stage<'_> {
    /// Opens the files of those who are there from the beginning, and keeps the others for their day.
    pub(super) fn await_people(
        &mut self,
        scenario: &Scenario,
        now: Timestamp,
        long_ago: Date,
    ) -> Result<()> {
        let there = || scenario.people.iter().filter(|p| p.arrives.is_none());
        for person in there() {
            let known = self.known_of(person, long_ago)?;
            self.file(now, Subject::Person, &known, &person.name)?;
        }
        for person in there() {
            self.others_of(person, now)?;
        }
        let mut later: Vec<PersonSpec> = scenario.people.clone();
        later.retain(|p| p.arrives.is_some());
        later.sort_by_key(|p| p.arrives.as_ref().map(|a| (a.date, a.time)));
        later.reverse();
        self.awaited = later;
        Ok(())
    }

    /// Opens the files of everybody who comes until a moment, then states what is known of them: facts may name each other.
    pub(super) fn arrive(&mut self, date: Date, time: Option<Time>) -> Result<()> {
        let mut come = Vec::new();
        while let Some(person) = self.awaited.pop_if(|next| {
            let due = next.arrives.as_ref();
            due.is_some_and(|a| (a.date, a.time) <= (date, time))
        }) {
            come.push(person);
        }
        // Whoever has nobody to name is there first.
        come.sort_by_key(|person| (person.facts.len(), person.sibling_of.len()));
        for person in &come {
            let Some(arrival) = &person.arrives else {
                continue;
            };
            let acting = self.acting(&arrival.by, arrival.date, arrival.time)?;
            let known = self.known_of(person, self.long_ago)?;
            if self.files.contains_key(person.name.as_str()) {
                return Err(Error::wrong(
                    format!("`{}` is named twice", *person.name),
                    "look at the story",
                ));
            }
            let office = self.office;
            let file = self.with_ids(|ids| {
                register::register(office, &acting, ids, Subject::Person, &known)
            })?;
            self.files.insert(person.name.value.clone(), file);
        }
        for person in &come {
            let now = instant(&self.zone, date, time)?;
            self.others_of(person, now)?;
        }
        Ok(())
    }

    fn known_of(&self, person: &PersonSpec, long_ago: Date) -> Result<register::Known> {
        let mut known = vec![named(&person.name, long_ago)];
        if let Some(born) = person.born {
            known.push(setup::known(
                "birth",
                json!({"certainty": "known", "date": born.to_string()}),
                Some(born),
            ));
        }
        if let Some(school) = &person.school {
            let site = match self.files.get(school) {
                Some(site) => json!({"file": site.to_string()}),
                None => json!({"words": school}),
            };
            known.push(setup::known(
                "school_attendance",
                json!({"site": site}),
                None,
            ));
        }
        for (kind, node) in &person.facts {
            known.extend(self.facts_of(kind, &pack::scenario::json_of(node), None)?);
        }
        Ok(known)
    }

    /// What somebody's arrival says about others: who is a sibling stands on both files, and so does every relationship.
    fn others_of(&mut self, person: &PersonSpec, now: Timestamp) -> Result<()> {
        let one = self.named(&person.name)?;
        let mut related: Vec<(FileId, Relationship)> = Vec::new();
        let towards = |file: FileId| FileRef(file.to_string());
        for sibling in &person.sibling_of {
            let other = self.named(sibling)?;
            let is = |to: FileId| Relationship {
                to: Who::File(towards(to)),
                relation: Relation::Sibling,
                own_words: None,
                biological: None,
                legal: None,
                disputed: false,
            };
            related.push((one, is(other)));
            related.push((other, is(one)));
        }
        for (kind, node) in &person.facts {
            for (what, value, _) in self.facts_of(kind, &pack::scenario::json_of(node), None)? {
                if *what != *"relationship" {
                    continue;
                }
                let Ok(held) = serde_json::from_value::<Relationship>(Value::Object(value)) else {
                    continue;
                };
                let Some(other) = held.to.file().and_then(|f| f.0.parse().ok()) else {
                    continue;
                };
                related.push((other, held.turned_round(towards(one))));
            }
        }
        let (office, service) = (self.office, self.service);
        for (file, is) in related {
            let value = serde_json::to_value(is)
                .map_err(|e| Error::wrong(e.to_string(), "look at the scenario"))?;
            let known = vec![setup::known("relationship", value, None)];
            self.with_ids(|ids| setup::facts(office, ids, now, service, file, &known))?;
        }
        Ok(())
    }
}
