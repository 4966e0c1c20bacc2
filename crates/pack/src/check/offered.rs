//! Trays, settings, lists and resources: what people are offered, and what a service may set.

use std::collections::BTreeSet;

use super::{Checker, Class};
use crate::model::{Ref, Resource, Setting, SettingType, Tighten, Tray, TrayHolds};

impl<'p> Checker<'p, '_> {
    pub(super) fn offered(&mut self) {
        let pack = self.pack;
        self.unique("tray", pack.trays.iter().map(|t| (&**t.tray, t.tray.span)));
        self.unique(
            "setting",
            pack.settings.iter().map(|s| (&**s.setting, s.setting.span)),
        );
        self.unique("list", pack.lists.iter().map(|l| (&**l.list, l.list.span)));
        self.unique(
            "resource",
            pack.resources
                .iter()
                .map(|r| (&**r.resource, r.resource.span)),
        );
        for tray in &pack.trays {
            self.tray(tray);
        }
        for setting in &pack.settings {
            self.setting(setting);
        }
        for list in &pack.lists {
            self.unique("option", list.options.iter().map(|o| (&**o.id, o.id.span)));
            if list.options.is_empty() && !list.open && !pack.gaps.touch(Class::List.file()) {
                self.out
                    .error(
                        list.list.span,
                        format!("the list `{}` is empty", list.list.value),
                    )
                    .expected("`options:`, or `open: true` for a list that each service fills");
            }
        }
        for resource in &pack.resources {
            self.resource(resource);
        }
    }

    fn tray(&mut self, tray: &'p Tray) {
        self.all_known(Class::Role, &tray.for_);
        if tray.for_.is_empty() {
            self.out
                .error(
                    tray.tray.span,
                    format!("nobody works the tray `{}`", tray.tray.value),
                )
                .expected("`for:` a role");
        }
        match &tray.holds {
            TrayHolds::Records { kinds, step } => {
                self.all_known(Class::Kind, kinds);
                if let Some(step) = step {
                    self.step_of(kinds, step);
                }
            }
            TrayHolds::Matters {
                kinds,
                without,
                when,
            } => {
                self.all_known(Class::Matter, kinds);
                self.all_known(Class::Role, without);
                let Some(when) = when else { return };
                let matters = self.pack.matters.iter();
                let held = matters.filter(|m| {
                    kinds.is_empty() || kinds.iter().any(|k| k.value == m.matter.value)
                });
                for matter in held {
                    let mut scope = self.functions.clone();
                    self.add_matter(&mut scope, Some(matter));
                    self.condition(when, &scope);
                }
            }
            TrayHolds::Clocks { clocks, .. } => self.all_known(Class::Clock, clocks),
            TrayHolds::Notices | TrayHolds::Exceptions => {}
        }
    }

    /// The step must be one of every kind named; of any kind where none is.
    fn step_of(&mut self, kinds: &[Ref], step: &Ref) {
        if self.pack.gaps.may_hold(Class::Kind.file(), step) {
            return;
        }
        let forms = &self.pack.forms;
        if kinds.is_empty() {
            let steps = forms
                .iter()
                .flat_map(|f| &f.signing)
                .map(|s| s.step.as_str());
            let fit: BTreeSet<&str> = steps.collect();
            if !fit.contains(step.as_str()) {
                self.not_among(
                    "signing step",
                    step,
                    step.span,
                    &fit.into_iter().collect::<Vec<_>>(),
                );
            }
        }
        for form in kinds.iter().filter_map(|kind| self.pack.form(kind)) {
            if form.step(step).is_none() {
                let fit: Vec<&str> = form.signing.iter().map(|s| s.step.as_str()).collect();
                self.not_among(
                    &format!("signing step of `{}`", form.record.value),
                    step,
                    step.span,
                    &fit,
                );
            }
        }
    }

    fn setting(&mut self, setting: &Setting) {
        let default = &setting.default;
        let text = default.as_str();
        let (fits, expected) = match setting.kind {
            SettingType::Interval => {
                self.interval(default);
                (true, "")
            }
            SettingType::Integer => (text.parse::<i64>().is_ok(), "a whole number"),
            SettingType::YesNo => (
                matches!(text, "yes" | "no" | "true" | "false"),
                "`yes` or `no`",
            ),
            SettingType::Date => (
                text.parse::<jiff::civil::Date>().is_ok(),
                "a date like 2026-04-02",
            ),
            SettingType::OpeningHours => (
                crate::practice::opening_hours(text).is_ok(),
                "opening hours such as `monday-friday 09:00-17:00`",
            ),
            SettingType::Text => (true, ""),
            SettingType::Choice => {
                let fit: Vec<&str> = setting.options.iter().map(|o| o.id.as_str()).collect();
                if !fit.contains(&text) && !self.pack.gaps.may_hold(Class::Setting.file(), text) {
                    self.not_among("option", text, default.span, &fit);
                }
                (true, "")
            }
        };
        if !fits {
            self.out
                .error(
                    default.span,
                    format!("`{text}` is no value of type `{}`", setting.kind),
                )
                .expected(expected);
        }
        self.unique(
            "option",
            setting.options.iter().map(|o| (&**o.id, o.id.span)),
        );
        if !setting.options.is_empty() && setting.kind != SettingType::Choice {
            self.out
                .error(
                    setting.setting.span,
                    format!("`options` in a setting of type `{}`", setting.kind),
                )
                .expected("`type: choice`");
        }
        let way = match setting.tighten {
            Tighten::Shorter | Tighten::Longer => setting.kind == SettingType::Interval,
            Tighten::Smaller | Tighten::Larger => setting.kind == SettingType::Integer,
            Tighten::Fixed | Tighten::Free => true,
        };
        if !way {
            let message = format!(
                "`tighten: {}` in a setting of type `{}`",
                setting.tighten, setting.kind
            );
            self.out.error(setting.setting.span, message).expected(
                "`shorter` or `longer` for an interval, `smaller` or `larger` for a number",
            );
        }
    }

    fn resource(&mut self, resource: &Resource) {
        let pack = self.pack;
        let stages = pack.matters.iter().flat_map(|m| &m.stages);
        let stages: Vec<&str> = stages.map(|s| s.stage.as_str()).collect();
        for at in &resource.at {
            let unread = [Class::Kind, Class::Matter].map(|c| pack.gaps.may_hold(c.file(), at));
            let kind = self.names.has(Class::Kind, at) || stages.contains(&at.as_str());
            if !kind && unread == [false, false] {
                let fit: Vec<&str> = self
                    .names
                    .all(Class::Kind)
                    .chain(stages.iter().copied())
                    .collect();
                self.not_among("record kind or stage", at, at.span, &fit);
            }
        }
        if resource.url.is_none() && resource.phone.is_none() && resource.text.is_none() {
            self.out
                .warning(
                    resource.resource.span,
                    format!("the resource `{}` leads nowhere", resource.resource.value),
                )
                .expected("`url:`, `phone:` or `text:`");
        }
    }
}
