//! The decision who may see a file, as a condition for lists: the SQL twin of `access::decide` over `SeeFile`. Every
//! list, search, count and report of files carries it. It decides nothing of its own; a test compares the two.

use std::collections::{BTreeMap, BTreeSet};
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

/// The people, families and groups of which somebody on duty learns that they are known, restricted or not: those of the
/// services in which they are on duty. Never one whose restriction holds towards those on duty as well, nor another file
/// about the same subject, nor one with whom they have declared a conflict. Arguments are numbered from `first`.
pub fn on_duty(scope: &Scope, first: usize) -> Condition {
    let mut builder = Builder::new(scope, first);
    let me = builder.me.clone();
    let conflict = builder.holds("k.valid_from", "k.valid_to");
    let services = match scope.duty.is_empty() {
        true => "(NULL)".to_owned(),
        false => builder.list(&scope.duty),
    };
    let sql = format!(
        "({} AND s.service IN {services} AND s.not_even_duty = 0
 AND NOT EXISTS (SELECT 1 FROM same_as x JOIN subject r ON r.file = x.other WHERE x.file = s.file AND r.not_even_duty = 1)
 {})",
        subjects(Sort::Case),
        no_conflict(&me, "s.file", &conflict)
    );
    Condition {
        sql,
        args: builder.args,
    }
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

    /// A list of identifiers, an argument each: there are few, and both planners make more of it than of one list.
    fn list<T: Display>(&mut self, items: impl IntoIterator<Item = T>) -> String {
        let mut numbers = Vec::new();
        for item in items {
            numbers.push(self.arg(Value::from(item.to_string())));
        }
        format!("({})", numbers.join(", "))
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
        let listed = |file: &str| {
            format!("EXISTS (SELECT 1 FROM allowed a WHERE a.file = {file} AND a.worker = {me})")
        };
        let sql = format!(
            "(({ways})
 AND (s.restricted = 0 OR {})
 AND NOT EXISTS (SELECT 1 FROM same_as x JOIN subject r ON r.file = x.other
     WHERE x.file = s.file AND r.restricted = 1 AND NOT {})
 {})",
            listed("s.file"),
            listed("r.file"),
            no_conflict(&me, "s.file", &conflict)
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
        for (services, held) in self.team_mates(&scope.teams) {
            let held = format!("i.worker IN ({held})");
            files.extend(through(&held, &services, Some(&conflict)));
        }
        let recorded = format!(
            "m.file = e.file AND m.matter = e.matter AND e.author = {me} AND e.status <> 'removed'"
        );
        files.extend(waiting("entry e CROSS JOIN matter m", &recorded, &own));
        if !scope.allocates.is_empty() {
            let services = self.list(&scope.allocates);
            files.extend(waiting("matter m", "1 = 1", &services));
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
        for (_, held) in self.team_mates(&scope.staff_teams) {
            ways.push(format!("s.file IN ({held})"));
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

    /// For each service its list, and the workers who hold a role in one of these teams of it.
    fn team_mates(&mut self, teams: &BTreeSet<(ServiceId, FileId)>) -> Vec<(String, String)> {
        let mut of: BTreeMap<ServiceId, BTreeSet<FileId>> = BTreeMap::new();
        for (service, team) in teams {
            of.entry(*service).or_default().insert(*team);
        }
        let holds = self.holds("h.starts", "h.until");
        let mut all = Vec::new();
        for (service, teams) in of {
            let (service, teams) = (self.list([service]), self.list(teams));
            let mates = format!(
                "SELECT h.file FROM role_held h WHERE h.service IN {service} AND h.team IN {teams} AND {holds}"
            );
            all.push((service, mates));
        }
        all
    }

    /// Restricted files, and those about the same subject, with the actor on the list.
    fn listed(&self) -> [String; 2] {
        let me = &self.me;
        both(|join, file| {
            format!(
                "SELECT t.file FROM allowed a CROSS JOIN subject r {join}
                 WHERE a.worker = {me} AND r.file = a.file AND r.restricted = 1 AND {}",
                file("a.file")
            )
        })
    }
}

/// A selection of files, and of those about the same subject: `t` is the file that is reached from another one. The
/// joins are ordered by hand, from the few rows of a worker to the many files.
fn both(select: impl Fn(&str, &dyn Fn(&str) -> String) -> String) -> [String; 2] {
    [
        select("CROSS JOIN subject t", &|from| format!("t.file = {from}")),
        select("CROSS JOIN same_as x CROSS JOIN subject t", &|from| {
            format!("x.file = {from} AND t.file = x.other")
        }),
    ]
}

/// That a worker has declared no conflict with a file nor with another one about the same subject: two conditions, for
/// an index each.
fn no_conflict(worker: &str, file: &str, valid: &str) -> String {
    let is = format!("k.file = {worker} AND k.what = 'conflict_of_interest' AND {valid}");
    format!(
        "AND NOT EXISTS (SELECT 1 FROM link k WHERE k.other = {file} AND {is})
 AND NOT EXISTS (SELECT 1 FROM same_as y JOIN link k ON k.other = y.other WHERE y.file = {file} AND {is})"
    )
}

/// Files reached through workers involved now in an open matter of the file's service. Who is in conflict with the
/// subject gives no way.
fn through(worker: &str, services: &str, conflict: Option<&str>) -> [String; 2] {
    let conflict = conflict.map_or_else(String::new, |valid| {
        no_conflict("i.worker", "t.file", valid)
    });
    both(|join, file| {
        format!(
            "SELECT t.file FROM involvement i CROSS JOIN matter m {join}
             WHERE {worker} AND i.ended IS NULL AND m.file = i.file AND m.matter = i.matter
                 AND (m.closed IS NULL OR EXISTS (SELECT 1 FROM cycle y WHERE y.file = m.file
                     AND y.outcome = 'running' AND (y.matter = m.matter OR y.matter = '')))
                 AND m.service IN {services} AND {} AND t.service = m.service {conflict}",
            file("i.file")
        )
    })
}

/// Files with an open matter of their service in which nobody is involved.
fn waiting(from: &str, only: &str, services: &str) -> [String; 2] {
    both(|join, file| {
        format!(
            "SELECT t.file FROM {from} {join}
             WHERE {only} AND m.closed IS NULL AND m.service IN {services} AND {} AND t.service = m.service
                 AND NOT EXISTS (SELECT 1 FROM involvement i
                     WHERE i.file = m.file AND i.matter = m.matter AND i.ended IS NULL)",
            file("m.file")
        )
    })
}

fn subjects(sort: Sort) -> String {
    let quoted: Vec<_> = sort
        .subjects()
        .map(|subject| format!("'{}'", subject.as_str()))
        .collect();
    format!("s.subject IN ({})", quoted.join(", "))
}
