//! What rules listen to, in words: `visit.recorded` becomes “Visit being recorded”. The words fit after “of”, “by” and
//! “until”.

use pack::model::Trigger;

use super::condition::Scope;
use super::name::{Book, humanise, spoken};
use super::rich::{Rich, rich};

impl<'a> Book<'a> {
    /// The event with its condition and the day it counts from.
    pub fn trigger(&self, trigger: &'a Trigger) -> Rich {
        let scope = Scope::of_trigger(self.pack, trigger);
        let mut said = self.event(&trigger.thing, &trigger.what);
        if let Some(at) = &trigger.at {
            let day = match scope.field(at) {
                Some((form, field)) => self.question(form, field),
                None => Rich::quote(&spoken(at)),
            };
            said.add(rich![" (dated by ", day, ")"]);
        }
        if let Some(when) = &trigger.when {
            said.add(rich![", where ", self.condition(&scope, when)]);
        }
        said
    }

    /// Several, any of which does.
    pub fn triggers(&self, triggers: &'a [Trigger]) -> Rich {
        match triggers {
            [one] => self.trigger(one),
            // With a condition in one of them, commas would not hold them apart.
            many => Rich::alternatives(many.iter().map(|t| self.trigger(t))),
        }
    }

    /// The event alone.
    pub fn event(&self, thing: &str, what: &str) -> Rich {
        let pack = self.pack;
        if let Some(form) = pack.form(thing) {
            let title = self.form(thing);
            return match what {
                "recorded" => rich![title, " being recorded"],
                "amended" => rich![title, " being amended"],
                "returned" => rich![title, " being sent back"],
                // Without signatures it is complete at once.
                "complete" if form.signing.is_empty() => rich![title, " being recorded"],
                "complete" => rich![title, " being fully signed"],
                step => {
                    let name = form.step(step).and_then(|s| s.title.clone());
                    let name = name.unwrap_or_else(|| humanise(step));
                    let anchor = format!("step:{thing}.{step}");
                    rich![
                        title,
                        " being signed (",
                        self.to(&anchor, &format!("“{name}”")),
                        ")"
                    ]
                }
            };
        }
        if let Some(matter) = pack.matter(thing) {
            let title = self.matter(thing);
            let a_stage = matter.stage(what).is_some();
            return match what {
                "opened" => rich![title, " opening"],
                "closed" => rich![title, " closing"],
                "reopened" => rich![title, " being reopened"],
                stage if a_stage => rich![title, " reaching ", self.stage(thing, stage)],
                name => {
                    let anchor = format!("move:{thing}.{name}");
                    let link = self.to(&anchor, &format!("“{}”", humanise(name)));
                    rich!["the move ", link, " of ", title]
                }
            };
        }
        if pack.state(thing).is_some() {
            return rich![self.state(thing), " being set"];
        }
        if pack.clock(thing).is_some() {
            return match what {
                "missed" => rich!["the timescale ", self.clock(thing), " passing unmet"],
                _ => rich!["the timescale ", self.clock(thing), " being met"],
            };
        }
        if pack.role(thing).is_some() {
            let title = self.role(thing);
            return match what {
                "allocated" => rich![title, " being allocated"],
                "ended" => rich![title, " no longer being allocated"],
                "started" => rich!["starting as ", title],
                "left" => rich!["leaving as ", title],
                other => rich![title, " ", spoken(other)],
            };
        }
        match what {
            "stated" => Rich::text(&format!("{} being stated", humanise(thing))),
            other => Rich::text(&format!("{} {}", humanise(thing), spoken(other))),
        }
    }
}
