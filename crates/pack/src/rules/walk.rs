//! One walk over all rules of a pack, which may take any of them out: the list of rules and the pack without one cannot
//! differ in what they call a rule.

use crate::model::{Cites, ClauseId, Field, Form, Matter, Option_, Pack, Rule};
use crate::text::{Span, Spanned};

/// A rule while the walk stands at it.
pub(super) struct At<'a> {
    kind: &'static str,
    /// The names it stands in, and its own.
    path: &'a [&'a str],
    pub title: &'a str,
    pub clauses: &'a [Spanned<ClauseId>],
    pub span: Span,
}

impl At<'_> {
    pub fn id(&self) -> String {
        format!("{}:{}", self.kind, self.path.join("."))
    }

    /// Whether this is the rule of an id.
    pub fn is(&self, id: &str) -> bool {
        let Some(path) = id
            .strip_prefix(self.kind)
            .and_then(|rest| rest.strip_prefix(':'))
        else {
            return false;
        };
        path.split('.').eq(self.path.iter().copied())
    }
}

type Keep<'k> = &'k mut dyn FnMut(&At<'_>) -> bool;

fn at<'a>(
    kind: &'static str,
    path: &'a [&'a str],
    title: &'a str,
    clauses: &'a Cites,
    span: Span,
) -> At<'a> {
    At {
        kind,
        path,
        title,
        clauses,
        span,
    }
}

/// Keeps the rules that `keep` says; a rule that goes takes what stands in it along without asking.
pub(super) fn retain(pack: &mut Pack, keep: Keep<'_>) {
    pack.roles
        .retain(|r| keep(&at("role", &[&r.role], &r.title, &r.clause, r.role.span)));
    pack.matters.retain_mut(|m| matter(m, keep));
    pack.states.retain_mut(|s| {
        if !keep(&at("state", &[&s.state], &s.title, &s.clause, s.state.span)) {
            return false;
        }
        let state = s.state.value.clone();
        s.values.retain(|v| {
            keep(&at(
                "value",
                &[&state, &v.id],
                &v.title,
                &v.clause,
                v.id.span,
            ))
        });
        true
    });
    pack.forms.retain_mut(|f| form(f, keep));
    pack.lists.retain_mut(|l| {
        let title = l.title.as_deref().unwrap_or(&l.list);
        if !keep(&at("list", &[&l.list], title, &l.clause, l.list.span)) {
            return false;
        }
        let list = l.list.value.clone();
        options(&mut l.options, &[&list], keep);
        true
    });
    pack.instruments.retain(|i| {
        let title = i.definition["title"].as_str().unwrap_or(&i.id);
        keep(&at("instrument", &[&i.id], title, &i.clause, i.id.span))
    });
    pack.clocks.retain_mut(|c| {
        if !keep(&at("clock", &[&c.clock], &c.title, &c.clause, c.clock.span)) {
            return false;
        }
        let (clock, title, span) = (c.clock.value.clone(), c.title.clone(), c.clock.span);
        let mut number = 0;
        c.escalate.retain(|e| {
            let n = number.to_string();
            number += 1;
            let span = e.tell.first().map_or(span, |role| role.span);
            keep(&at("escalation", &[&clock, &n], &title, &e.clause, span))
        });
        true
    });
    pack.rules.retain(|r| {
        let says = match r {
            Rule::Guard(r) => &r.says,
            Rule::Warning(r) => &r.says,
            Rule::Eligibility(r) => &r.says,
            Rule::Notice(r) => &r.says,
            Rule::Threshold(r) => &r.says,
        };
        keep(&at(r.kind(), &[r.name()], says, r.clause(), r.name().span))
    });
    pack.trays
        .retain(|t| keep(&at("tray", &[&t.tray], &t.title, &t.clause, t.tray.span)));
    pack.settings.retain(|s| {
        let span = s.setting.span;
        keep(&at("setting", &[&s.setting], &s.title, &s.clause, span))
    });
    pack.resources.retain(|r| {
        let span = r.resource.span;
        keep(&at("resource", &[&r.resource], &r.title, &r.clause, span))
    });
    pack.measures
        .retain(|m| keep(&at("measure", &[&m.name], &m.label, &m.clause, m.name.span)));
    pack.returns
        .retain(|r| keep(&at("return", &[&r.name], &r.title, &r.clause, r.name.span)));
    pack.letters.retain(|l| {
        let title = l.label.as_deref().unwrap_or(&l.name);
        keep(&at("letter", &[&l.name], title, &l.clause, l.name.span))
    });
}

fn matter(m: &mut Matter, keep: Keep<'_>) -> bool {
    if !keep(&at(
        "matter",
        &[&m.matter],
        &m.title,
        &m.clause,
        m.matter.span,
    )) {
        return false;
    }
    let matter = m.matter.value.clone();
    m.stages.retain(|s| {
        keep(&at(
            "stage",
            &[&matter, &s.stage],
            &s.title,
            &s.clause,
            s.stage.span,
        ))
    });
    // A move to a stage that went leads nowhere.
    let there: Vec<String> = m.stages.iter().map(|s| s.stage.to_string()).collect();
    m.moves.retain(|v| {
        there.iter().any(|stage| *stage == **v.to)
            && keep(&at(
                "move",
                &[&matter, &v.name],
                &v.name,
                &v.clause,
                v.name.span,
            ))
    });
    true
}

fn form(f: &mut Form, keep: Keep<'_>) -> bool {
    if !keep(&at(
        "form",
        &[&f.record],
        &f.title,
        &f.clause,
        f.record.span,
    )) {
        return false;
    }
    let (record, span) = (f.record.value.clone(), f.record.span);
    f.signing.retain(|s| {
        let title = s.title.as_deref().unwrap_or(&s.step);
        keep(&at(
            "step",
            &[&record, &s.step],
            title,
            &s.clause,
            s.step.span,
        ))
    });
    let mut number = 0;
    f.sections.retain_mut(|s| {
        let n = number.to_string();
        number += 1;
        let span = s.fields.first().map_or(span, |field| field.id.span);
        if !keep(&at("section", &[&record, &n], &s.title, &s.clause, span)) {
            return false;
        }
        fields(&mut s.fields, &[&record], keep);
        true
    });
    true
}

fn fields(list: &mut Vec<Field>, within: &[&str], keep: Keep<'_>) {
    list.retain_mut(|f| {
        let id = f.id.value.clone();
        let path = [within, &[&id]].concat();
        if !keep(&at("field", &path, &f.label, &f.clause, f.id.span)) {
            return false;
        }
        options(&mut f.options, &path, keep);
        fields(&mut f.fields, &path, keep);
        true
    });
}

fn options(list: &mut Vec<Option_>, within: &[&str], keep: Keep<'_>) {
    list.retain(|o| {
        let path = [within, &[&o.id]].concat();
        keep(&at("option", &path, &o.label, &o.clause, o.id.span))
    });
}
