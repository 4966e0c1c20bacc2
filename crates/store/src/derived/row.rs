//! The derived tables: their rows as typed values without the file, keys before the semicolon. They must say what the
//! schema says; a test compares them with the database's own list of columns.

use std::sync::OnceLock;

use super::statements::{question, tables};
use super::table::Statements;
use super::{Cell, Column, Derived, Kind, Row, Table, TableColumn, Text};
use crate::sql;

tables! {
    /// The file itself, as lists show it.
    Subject = "subject" {
        ;
        subject: Text, service: Option<Text>, agency: Option<Text>, display: Text, sort: Text, born: Option<Text>,
        died: Option<Text>, restricted: bool, not_even_duty: bool,
    }
    /// A key by which the file is found.
    SearchKey = "search_key" { key: Text; service: Option<Text> }
    /// A fact.
    Fact = "fact" {
        fact: Text;
        what: Text, value: Text, valid_from: Option<Text>, valid_to: Option<Text>, withdrawn: bool,
    }
    /// What a fact says of another file.
    Link = "link" {
        fact: Text, other: Text;
        what: Text, kind: Option<Text>, valid_from: Option<Text>, valid_to: Option<Text>,
    }
    /// A worker who may see a restricted file.
    Allowed = "allowed" { worker: Text; }
    /// A matter as it stands.
    Matter = "matter" {
        matter: Text;
        kind: Text, service: Text, pack: Text, version: Text, stage: Text, opened: Text, closed: Option<Text>,
    }
    /// A worker's link to a matter.
    Involvement = "involvement" {
        involvement: Text;
        matter: Text, worker: Text, role: Text, started: Text, ended: Option<Text>,
    }
    /// A dated state.
    State = "state" {
        event: Text;
        matter: Option<Text>, state: Text, value: Text, started: Text, current: bool,
    }
    /// A record as it stands.
    Entry = "entry" {
        record: Text;
        kind: Text, category: Text, matter: Option<Text>, service: Option<Text>, home: bool, version: i64, author: Text,
        occurred: Text, recorded: i64, significant: bool, status: Text, step: Option<Text>,
        removal_asked_by: Option<Text>, event: Text,
    }
    /// An answer marked for reports.
    Answer = "answer" {
        record: Text, field: Text, n: i64;
        text: Option<Text>, number: Option<f64>, day: Option<Text>,
    }
    /// What was said last about a purpose.
    Consent = "consent" {
        purpose: Text;
        state: Text, given_by: Option<Text>, how: Option<Text>, stated: Option<Text>, expires: Option<Text>, record: Text,
    }
    /// When they were last seen, and their latest words.
    Seen = "seen" {
        ;
        day: Option<Text>, alone: Option<Text>, place: Option<Text>, record: Option<Text>, category: Option<Text>,
        words: Option<Text>, words_by: Option<Text>, words_day: Option<Text>, words_record: Option<Text>,
        words_category: Option<Text>,
    }
    /// A cycle of a timescale.
    Cycle = "cycle" {
        matter: Text, clock: Text, key: Text, n: i64;
        service: Option<Text>, anchor: Text, due_date: Option<Text>, due_at: Option<i64>, first_due_at: Option<i64>,
        soon_at: Option<i64>, tell_at: Option<i64>, met_at: Option<i64>, met_by: Option<Text>, outcome: Text, why: Option<Text>,
        responsible: Option<Text>, level: Text, agreed: Option<Text>, agreed_by: Option<Text>,
    }
    /// Somebody told something.
    Notice = "notice" { event: Text, worker: Text; about: Text, says: Text, told: i64 }
    /// What somebody else looks at afterwards.
    Exception = "exception" {
        event: Text;
        service: Option<Text>, what: Text, about: Text, by_worker: Text, why: Text, at: i64,
    }
    /// Somebody acting for the worker.
    Cover = "cover" { cover: Text; by_worker: Text, starts: Text, until: Text, ended: bool }
    /// A role in a service.
    RoleHeld = "role_held" {
        fact: Text;
        service: Text, role: Text, team: Option<Text>, starts: Option<Text>, until: Option<Text>,
    }
    /// A service of an agency.
    Service = "service" {
        service: Text;
        slug: Text, name: Text, zone: Text, calendar: Text, pack: Text, version: Text,
    }
    /// A dated setting of a service.
    ServiceSetting = "service_setting" {
        event: Text;
        service: Text, setting: Text, value: Text, starts: Text,
    }
    /// A file about the same subject.
    SameAs = "same_as" { other: Text; }
}

impl DerivedTable {
    /// Its descriptor.
    pub fn table(self) -> &'static Table {
        &TABLES[self as usize]
    }
}
