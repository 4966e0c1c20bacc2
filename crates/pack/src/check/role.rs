//! Roles: what they read and write must be there, and what somebody must hold must be something that can be stated.

use super::{Checker, Class, facts};
use crate::model::Ref;

impl Checker<'_, '_> {
    pub(super) fn roles(&mut self) {
        let pack = self.pack;
        self.unique("role", pack.roles.iter().map(|r| (&**r.role, r.role.span)));
        for role in &pack.roles {
            let named = |refs: &'_ [Ref]| {
                refs.iter()
                    .filter(|r| *r.value != *"all")
                    .cloned()
                    .collect::<Vec<_>>()
            };
            self.all_known(Class::Category, &named(&role.reads));
            self.all_known(Class::Kind, &named(&role.writes));
            for needed in &role.needs {
                self.held(needed);
            }
            if let Some(protected) = &role.protected {
                self.held(&protected.needs);
            }
        }
        for form in &pack.forms {
            let kind = form.record.as_str();
            let written = !form.written_by.is_empty() || pack.roles.iter().any(|r| r.writes(kind));
            if !written && !pack.gaps.touch(Class::Role.file()) {
                self.out
                    .error(form.record.span, format!("nobody writes `{kind}`"))
                    .expected("`written_by:` here, or a role that `writes:` it");
            }
        }
    }

    /// A kind of fact, or a state of the worker's file.
    fn held(&mut self, needed: &Ref) {
        let state = self.pack.state(needed).is_some_and(|s| *s.on == "worker");
        if state || facts::fields(needed).is_some() {
            return;
        }
        let states = self.pack.states.iter().filter(|s| *s.on == "worker");
        let states = states.map(|s| s.state.as_str());
        let fit: Vec<&str> = facts::kinds().chain(states).collect();
        self.out
            .error(needed.span, format!("nobody can hold `{}`", needed.value))
            .expected("a kind of fact, or a state on `worker`")
            .nearest(needed, fit);
    }
}
