//! The decision who may see a file, as a condition for lists: the SQL twin of `access::decide` over `SeeFile`. Every
//! list, search, count and report of files carries it. It decides nothing of its own; a test compares the two.

use std::collections::BTreeSet;
use std::fmt::Display;

use access::{Scope, Sort};
use domain::{FileId, ServiceId};

use crate::db::Value;

/// A condition over the alias `s` of table `subject`, and the arguments it names.
#[derive(Debug, Clone, PartialEq)]
pub struct Condition {
    /// To be put after WHERE or AND; in brackets.
    pub sql: String,
    /// Its arguments, in the order of their numbers.
    pub args: Vec<Value<'static>>,
}

/// The files that the actor may know of: content and directory. Arguments are numbered from `first`.
pub fn known(scope: &Scope, first: usize) -> Condition {
    Builder::new(scope, first).condition(true)
}

/// The files whose content the actor may read, category by category: `known` without the directory. Arguments are
/// numbered from `first`.
pub fn readable(scope: &Scope, first: usize) -> Condition {
    Builder::new(scope, first).condition(false)
}

struct Builder<'s> {
    scope: &'s Scope,
    first: usize,
    args: Vec<Value<'static>>,
    me: String,
    today: Option<String>,
}

impl<'s> Builder<'s> {
    fn new(scope: &'s Scope, first: usize) -> Self {
        let mut new = Builder {
            scope,
            first,
            args: Vec::new(),
            me: String::new(),
            today: None,
        };
        new.me = new.arg(Value::from(scope.actor.to_string()));
        new
    }

    fn arg(&mut self, value: Value<'static>) -> String {
        self.args.push(value);
        format!("?{}", self.first + self.args.len() - 1)
    }

    fn today(&mut self) -> String {
        if self.today.is_none() {
            self.today = Some(self.arg(Value::from(self.scope.today)));
        }
        self.today.clone().unwrap_or_default()
    }

    fn list<T: Display>(&mut self, items: impl IntoIterator<Item = T>) -> String {
        let number = self.arg(Value::texts(items.into_iter().map(|item| item.to_string())));
        format!("{{{{texts {number}}}}}")
    }

    /// Whether a dated row holds today.
    fn holds(&mut self, from: &str, to: &str) -> String {
        let today = self.today();
        format!("({from} IS NULL OR {from} <= {today}) AND ({to} IS NULL OR {to} >= {today})")
    }

    fn condition(mut self, directory: bool) -> Condition {
        let me = self.me.clone();
        let mut ways = vec![format!("s.file = {me}")];
        ways.extend(self.cases());
        ways.extend(self.staff(directory));
        ways.extend(self.places(directory));
        let ways = ways.join("\n OR ");
        let conflict = self.holds("k.valid_from", "k.valid_to");
        let sql = format!(
            "(({ways})
 AND NOT EXISTS (SELECT 1 FROM subject r
     WHERE (r.file = s.file OR r.file IN (SELECT x.other FROM same_as x WHERE x.file = s.file))
         AND r.restricted = 1 AND NOT EXISTS (SELECT 1 FROM allowed a WHERE a.file = r.file AND a.worker = {me}))
 AND NOT EXISTS (SELECT 1 FROM link k WHERE k.file = {me} AND k.what = 'conflict_of_interest' AND {conflict}
     AND (k.other = s.file OR k.other IN (SELECT x.other FROM same_as x WHERE x.file = s.file))))"
        );
        Condition {
            sql,
            args: self.args,
        }
    }

    /// Children, families and groups: by relation, or whole services.
    fn cases(&mut self) -> Option<String> {
        let scope = self.scope;
        if scope.own.is_empty() {
            return None;
        }
        let me = self.me.clone();
        let today = self.today();
        let own = self.list(&scope.own);
        let mut files = Vec::new();
        files.extend(through(&format!("i.worker = {me}"), &own, None));
        let conflict = self.holds("k.valid_from", "k.valid_to");
        let covered = format!(
            "i.worker IN (SELECT c.file FROM cover c WHERE c.by_worker = {me} AND c.ended = 0
                 AND c.starts <= {today} AND c.until >= {today})"
        );
        files.extend(through(&covered, &own, Some(&conflict)));
        if !scope.supervised.is_empty() {
            let services = self.list(&scope.supervised);
            let valid = self.holds("l.valid_from", "l.valid_to");
            let supervised = format!(
                "i.worker IN (SELECT l.file FROM link l
                     WHERE l.other = {me} AND l.what = 'supervised_by' AND {valid})"
            );
            files.extend(through(&supervised, &services, Some(&conflict)));
        }
        if !scope.teams.is_empty() {
            let held = self.in_teams("i.worker", &scope.teams);
            files.extend(through(
                &format!("{held} AND h.service = m.service)"),
                &own,
                Some(&conflict),
            ));
        }
        files.extend(waiting(
            &format!(
                "EXISTS (SELECT 1 FROM entry e WHERE e.file = m.file AND e.matter = m.matter
                     AND e.author = {me} AND e.status <> 'removed')"
            ),
            &own,
        ));
        if !scope.allocates.is_empty() {
            let services = self.list(&scope.allocates);
            files.extend(waiting("1 = 1", &services));
        }
        files.extend(
            self.listed()
                .map(|listed| format!("{listed} AND t.service IN {own}")),
        );
        let mut ways = vec![format!("s.file IN ({})", files.join("\n UNION ALL "))];
        if !scope.whole.is_empty() {
            let whole = self.list(&scope.whole);
            ways.push(format!("s.service IN {whole}"));
        }
        Some(format!(
            "({} AND ({}))",
            subjects(Sort::Case),
            ways.join("\n OR ")
        ))
    }

    /// Workers and volunteers.
    fn staff(&mut self, directory: bool) -> Option<String> {
        let scope = self.scope;
        let me = self.me.clone();
        let mut ways = Vec::new();
        if !scope.own.is_empty() {
            let valid = self.holds("l.valid_from", "l.valid_to");
            let listed = self.listed().join("\n UNION ALL ");
            let here = self.works_in(&scope.own);
            ways.push(format!(
                "({here} AND s.file IN (SELECT l.file FROM link l
                     WHERE l.other = {me} AND l.what = 'supervised_by' AND {valid} UNION ALL {listed}))"
            ));
        }
        if !scope.staff_teams.is_empty() {
            ways.push(format!("{})", self.in_teams("s.file", &scope.staff_teams)));
        }
        if !scope.staff.is_empty() {
            ways.push(self.works_in(&scope.staff));
        }
        let directory_of: BTreeSet<_> = scope.own.union(&scope.administers).copied().collect();
        if directory && !directory_of.is_empty() {
            ways.push(self.works_in(&directory_of));
        }
        (!ways.is_empty())
            .then(|| format!("({} AND ({}))", subjects(Sort::Staff), ways.join("\n OR ")))
    }

    /// Teams, posts, sites and agencies.
    fn places(&mut self, directory: bool) -> Option<String> {
        let mut services = self.scope.own.clone();
        if directory {
            services.extend(&self.scope.administers);
        }
        if services.is_empty() {
            return None;
        }
        let services = self.list(&services);
        Some(format!(
            "({} AND (s.service IN {services}
                 OR s.service IS NULL AND (COALESCE(s.agency, s.file) IN (SELECT v.file FROM service v WHERE v.service IN {services})
                     OR s.agency IS NULL AND NOT EXISTS (SELECT 1 FROM service v WHERE v.file = s.file))))",
            subjects(Sort::Place)
        ))
    }

    /// Whether the worker `s` holds a role in one of these services, or was opened by one; if nowhere, whether their
    /// agency runs one.
    fn works_in(&mut self, services: &BTreeSet<ServiceId>) -> String {
        let services = self.list(services);
        let holds = self.holds("h.starts", "h.until");
        format!(
            "(s.service IN {services}
             OR EXISTS (SELECT 1 FROM role_held h WHERE h.file = s.file AND h.service IN {services} AND {holds})
             OR s.service IS NULL AND s.agency IN (SELECT v.file FROM service v WHERE v.service IN {services})
                 AND NOT EXISTS (SELECT 1 FROM role_held h WHERE h.file = s.file AND {holds}))"
        )
    }

    /// Whether a worker holds a role in one of these teams; without the closing bracket, for more conditions on `h`.
    fn in_teams(&mut self, worker: &str, teams: &BTreeSet<(ServiceId, FileId)>) -> String {
        let pairs = self.list(
            teams
                .iter()
                .map(|(service, team)| format!("{service} {team}")),
        );
        let holds = self.holds("h.starts", "h.until");
        format!(
            "EXISTS (SELECT 1 FROM role_held h WHERE h.file = {worker}
                 AND h.service || ' ' || h.team IN {pairs} AND {holds}"
        )
    }

    /// Restricted files, and those about the same subject, with the actor on the list.
    fn listed(&self) -> [String; 2] {
        let me = &self.me;
        let select = |join: &str| {
            format!(
                "SELECT t.file FROM allowed a JOIN subject r ON r.file = a.file AND r.restricted = 1 {join}
                 WHERE a.worker = {me}"
            )
        };
        [
            select("JOIN subject t ON t.file = a.file"),
            select("JOIN same_as x ON x.other = a.file JOIN subject t ON t.file = x.file"),
        ]
    }
}

/// Files reached through workers involved now in an open matter of the file's service, and those about the same
/// subject. Who is in conflict with the subject gives no way.
fn through(worker: &str, services: &str, conflict: Option<&str>) -> [String; 2] {
    let conflict = conflict.map_or_else(String::new, |valid| {
        format!(
            "AND NOT EXISTS (SELECT 1 FROM link k WHERE k.file = i.worker AND k.what = 'conflict_of_interest' AND {valid}
                 AND (k.other = t.file OR k.other IN (SELECT y.other FROM same_as y WHERE y.file = t.file)))"
        )
    });
    let select = |join: &str| {
        format!(
            "SELECT t.file FROM involvement i
             JOIN matter m ON m.file = i.file AND m.matter = i.matter AND m.closed IS NULL {join} AND t.service = m.service
             WHERE i.ended IS NULL AND {worker} AND m.service IN {services} {conflict}"
        )
    };
    [
        select("JOIN subject t ON t.file = i.file"),
        select("JOIN same_as x ON x.other = i.file JOIN subject t ON t.file = x.file"),
    ]
}

/// Files with an open matter of their service in which nobody is involved, and those about the same subject.
fn waiting(only: &str, services: &str) -> [String; 2] {
    let select = |join: &str| {
        format!(
            "SELECT t.file FROM matter m {join} AND t.service = m.service
             WHERE m.closed IS NULL AND m.service IN {services} AND {only}
                 AND NOT EXISTS (SELECT 1 FROM involvement i
                     WHERE i.file = m.file AND i.matter = m.matter AND i.ended IS NULL)"
        )
    };
    [
        select("JOIN subject t ON t.file = m.file"),
        select("JOIN same_as x ON x.other = m.file JOIN subject t ON t.file = x.file"),
    ]
}

fn subjects(sort: Sort) -> String {
    let quoted: Vec<_> = sort
        .subjects()
        .map(|subject| format!("'{}'", subject.as_str()))
        .collect();
    format!("s.subject IN ({})", quoted.join(", "))
}
