//! Small generated worlds: three services of two agencies, a few workers, children and places, and everything that
//! may stand between them, over and gone included.

use access::{Names, PackRole, Rights, RoleBook, Sees};
use domain::event::Subject;
use domain::{FileId, MatterId, Name, ServiceId};
use jiff::civil::{Date, date};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use store::{Result, Tx, args};

const WORKERS: u128 = 5;
const FILES: u128 = 16;
const SERVICES: u128 = 3;
const ACTS: [&str; 4] = ["allocate", "people", "settings", "read-staff"];

pub fn today() -> Date {
    date(2026, 5, 1)
}

/// When something dated holds.
#[derive(Debug, Clone, Copy)]
pub struct Dated {
    pub from: Option<Date>,
    pub to: Option<Date>,
}

impl Dated {
    pub fn now(&self) -> bool {
        self.from.is_none_or(|from| from <= today()) && self.to.is_none_or(|to| today() <= to)
    }
}

#[derive(Debug, Clone)]
pub struct File {
    pub id: FileId,
    pub subject: Subject,
    pub service: Option<ServiceId>,
    pub agency: Option<FileId>,
    pub restricted: bool,
    pub allowed: Vec<FileId>,
}

#[derive(Debug, Clone)]
pub struct Post {
    pub worker: FileId,
    pub service: ServiceId,
    pub role: usize,
    pub team: Option<FileId>,
    pub dated: Dated,
}

#[derive(Debug, Clone)]
pub struct Link {
    pub worker: FileId,
    pub other: FileId,
    pub dated: Dated,
}

#[derive(Debug, Clone)]
pub struct Cover {
    pub away: FileId,
    pub by: FileId,
    pub from: Date,
    pub until: Date,
    pub ended: bool,
}

#[derive(Debug, Clone)]
pub struct Matter {
    pub file: FileId,
    pub service: ServiceId,
    pub closed: bool,
    /// A timescale still runs: of this matter, or of the file.
    pub runs: Option<bool>,
    /// Worker, whether ended.
    pub involved: Vec<(FileId, bool)>,
    /// Author, whether removed.
    pub entries: Vec<(FileId, bool)>,
}

#[derive(Debug, Clone)]
pub struct World {
    pub roles: Vec<(Sees, Vec<&'static str>)>,
    pub files: Vec<File>,
    pub posts: Vec<Post>,
    pub supervisors: Vec<Link>,
    pub conflicts: Vec<Link>,
    pub covers: Vec<Cover>,
    pub matters: Vec<Matter>,
    pub same: Vec<(FileId, FileId)>,
}

pub fn agency_of(service: ServiceId) -> FileId {
    FileId::from_bits(if service.bits() == 102 { 16 } else { 15 })
}

pub fn services() -> impl Iterator<Item = ServiceId> {
    (100..100 + SERVICES).map(ServiceId::from_bits)
}

fn worker() -> impl Strategy<Value = FileId> {
    (1..=WORKERS).prop_map(FileId::from_bits)
}

fn file() -> impl Strategy<Value = FileId> {
    (1..=FILES).prop_map(FileId::from_bits)
}

/// Children, families, groups above all.
fn case() -> impl Strategy<Value = FileId> {
    prop_oneof![9 => (6..=10_u128).prop_map(FileId::from_bits), 1 => file()]
}

fn service() -> impl Strategy<Value = ServiceId> {
    select(vec![100, 100, 100, 101, 102]).prop_map(ServiceId::from_bits)
}

fn team() -> impl Strategy<Value = Option<FileId>> {
    select(vec![None, Some(11), Some(12)]).prop_map(|team| team.map(FileId::from_bits))
}

fn dated() -> impl Strategy<Value = Dated> {
    let (past, now, future) = (date(2026, 4, 30), today(), date(2026, 5, 2));
    select(vec![
        (None, None),
        (None, None),
        (Some(past), None),
        (Some(now), Some(now)),
        (Some(past), Some(future)),
        (None, Some(past)),
        (Some(future), None),
    ])
    .prop_map(|(from, to)| Dated { from, to })
}

fn a_file(bits: u128) -> impl Strategy<Value = File> {
    let agencies = select(vec![
        None,
        Some(FileId::from_bits(15)),
        Some(FileId::from_bits(16)),
    ]);
    let subjects = match bits {
        1..=5 => vec![Subject::Worker, Subject::Worker, Subject::Volunteer],
        6..=10 => vec![
            Subject::Person,
            Subject::Person,
            Subject::Family,
            Subject::Group,
        ],
        11 | 12 => vec![Subject::Team],
        13 | 14 => vec![Subject::Site, Subject::Post],
        _ => vec![Subject::Agency],
    };
    let served = if (6..=10).contains(&bits) { 0.9 } else { 0.3 };
    (
        select(subjects),
        prop::option::weighted(served, service()),
        agencies,
        prop::bool::weighted(0.2),
        vec(worker(), 0..4),
    )
        .prop_map(
            move |(subject, service, agency, restricted, allowed)| File {
                id: FileId::from_bits(bits),
                subject,
                service,
                agency: agency.filter(|_| subject != Subject::Agency),
                restricted,
                allowed,
            },
        )
}

fn matter() -> impl Strategy<Value = Matter> {
    (
        case(),
        service(),
        prop::bool::weighted(0.3),
        prop::option::weighted(0.3, prop::bool::ANY),
        vec((worker(), prop::bool::weighted(0.25)), 0..3),
        vec((worker(), prop::bool::weighted(0.2)), 0..2),
    )
        .prop_map(|(file, service, closed, runs, involved, entries)| Matter {
            file,
            service,
            closed,
            runs,
            involved,
            entries,
        })
}

fn link(other: impl Strategy<Value = FileId>) -> impl Strategy<Value = Link> {
    (worker(), other, dated()).prop_map(|(worker, other, dated)| Link {
        worker,
        other,
        dated,
    })
}

fn cover() -> impl Strategy<Value = Cover> {
    (worker(), worker(), dated(), prop::bool::weighted(0.2)).prop_map(|(away, by, dated, ended)| {
        Cover {
            away,
            by,
            from: dated.from.unwrap_or(date(2026, 1, 1)),
            until: dated.to.unwrap_or(date(2026, 6, 12)),
            ended,
        }
    })
}

fn post() -> impl Strategy<Value = Post> {
    (worker(), service(), 0..4_usize, team(), dated()).prop_map(
        |(worker, service, role, team, dated)| Post {
            worker,
            service,
            role,
            team,
            dated,
        },
    )
}

/// A world.
pub fn world() -> impl Strategy<Value = World> {
    let role = (
        select(Sees::ALL.to_vec()),
        subsequence(ACTS.to_vec(), 0..=2),
    );
    let files: Vec<_> = (1..=FILES).map(|bits| a_file(bits).boxed()).collect();
    (
        (vec(role, 4), files),
        vec(post(), 2..9),
        vec(link(worker()), 0..5),
        vec(link(file()), 0..2),
        vec(cover(), 0..3),
        vec(matter(), 1..7),
        vec((case(), case()), 0..2),
    )
        .prop_map(
            |((roles, files), posts, supervisors, conflicts, covers, matters, same)| World {
                roles,
                files,
                posts,
                supervisors,
                conflicts,
                covers,
                matters,
                same: same
                    .into_iter()
                    .filter(|(one, other)| one != other)
                    .flat_map(|(one, other)| [(one, other), (other, one)])
                    .collect(),
            },
        )
}

fn known(text: &str) -> Name {
    Name::parse(text).expect("a name")
}

impl World {
    pub fn workers(&self) -> impl Iterator<Item = FileId> {
        (1..=WORKERS).map(FileId::from_bits)
    }

    pub fn files(&self) -> impl Iterator<Item = FileId> {
        self.files.iter().map(|file| file.id)
    }

    /// The same roles in every service.
    pub fn book(&self) -> RoleBook {
        let mut book = RoleBook::default();
        for service in services() {
            let roles = self
                .roles
                .iter()
                .enumerate()
                .map(|(n, (sees, acts))| PackRole {
                    role: known(&format!("role-{n}")),
                    title: format!("Role {n}"),
                    rights: Rights {
                        sees: *sees,
                        reads: Names::All,
                        writes: Names::All,
                        acts: acts.iter().map(|act| known(act)).collect(),
                    },
                });
            book.set(service, roles.collect::<Vec<_>>());
        }
        book
    }

    /// Writes the derived rows.
    pub fn fill(&self, tx: &mut Tx<'_>) -> Result<()> {
        self.fill_files(tx)?;
        self.fill_workers(tx)?;
        for (n, matter) in self.matters.iter().enumerate() {
            let id = MatterId::from_bits(n as u128).to_string();
            let file = matter.file.to_string();
            let closed = matter.closed.then_some("2026-04-01");
            tx.execute_dyn(
                "INSERT INTO matter (file, matter, kind, service, pack, version, stage, opened, closed)
                 VALUES (?1, ?2, 'episode', ?3, 'example', '1', 'open', '2026-01-05', ?4)",
                args![&file, &id, matter.service.to_string(), closed],
            )?;
            if let Some(of_matter) = matter.runs {
                let on = if of_matter { id.as_str() } else { "" };
                tx.execute_dyn(
                    "INSERT INTO cycle (file, matter, clock, key, n, anchor, outcome, level)
                     VALUES (?1, ?2, 'told', ?3, 1, '2026-04-01', 'running', 'required')",
                    args![&file, on, &id],
                )?;
            }
            for (k, (worker, ended)) in matter.involved.iter().enumerate() {
                let ended = ended.then_some("2026-04-01");
                tx.execute_dyn(
                    "INSERT INTO involvement (file, involvement, matter, worker, role, started, ended)
                     VALUES (?1, ?2, ?3, ?4, 'role-0', ?5, ?6)",
                    args![&file, format!("{id}{k}"), &id, worker.to_string(), "2026-01-05 09:30", ended],
                )?;
            }
            for (k, (author, removed)) in matter.entries.iter().enumerate() {
                let status = if *removed { "removed" } else { "complete" };
                tx.execute_dyn(
                    "INSERT INTO entry (file, record, kind, category, matter, home, version, author, occurred, recorded,
                         significant, status, event)
                     VALUES (?1, ?2, 'referral', 'case', ?3, 1, 1, ?4, '2026-01-05', 0, 0, ?5, 'e')",
                    args![&file, format!("{id}{k}"), &id, author.to_string(), status],
                )?;
            }
        }
        Ok(())
    }

    fn fill_files(&self, tx: &mut Tx<'_>) -> Result<()> {
        for file in &self.files {
            let service = file.service.map(|service| service.to_string());
            let agency = file.agency.map(|agency| agency.to_string());
            tx.execute_dyn(
                "INSERT INTO subject (file, subject, service, agency, display, sort, restricted)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?5, ?6)",
                args![
                    file.id.to_string(),
                    file.subject.as_str(),
                    service,
                    agency,
                    format!("Name {}", file.id.bits()),
                    file.restricted
                ],
            )?;
            let mut allowed = file.allowed.clone();
            allowed.sort_unstable();
            allowed.dedup();
            for worker in allowed {
                tx.execute_dyn(
                    "INSERT INTO allowed (file, worker) VALUES (?1, ?2)",
                    args![file.id.to_string(), worker.to_string()],
                )?;
            }
        }
        for service in services() {
            tx.execute_dyn(
                "INSERT INTO service (file, service, slug, name, zone, calendar, pack, version)
                 VALUES (?1, ?2, ?2, 'A service', 'UTC', 'none', 'example', '1')",
                args![agency_of(service).to_string(), service.to_string()],
            )?;
        }
        for (one, other) in &self.same {
            tx.execute_dyn(
                "INSERT INTO same_as (file, other) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
                args![one.to_string(), other.to_string()],
            )?;
        }
        Ok(())
    }

    fn fill_workers(&self, tx: &mut Tx<'_>) -> Result<()> {
        for (n, post) in self.posts.iter().enumerate() {
            let team = post.team.map(|team| team.to_string());
            tx.execute_dyn(
                "INSERT INTO role_held (file, fact, service, role, team, starts, until)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                args![
                    post.worker.to_string(),
                    n.to_string(),
                    post.service.to_string(),
                    format!("role-{}", post.role),
                    team,
                    post.dated.from,
                    post.dated.to
                ],
            )?;
        }
        let supervisors = self.supervisors.iter().map(|link| ("supervised_by", link));
        let conflicts = self
            .conflicts
            .iter()
            .map(|link| ("conflict_of_interest", link));
        for (n, (what, link)) in supervisors.chain(conflicts).enumerate() {
            tx.execute_dyn(
                "INSERT INTO link (file, fact, other, what, valid_from, valid_to) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                args![
                    link.worker.to_string(),
                    n.to_string(),
                    link.other.to_string(),
                    what,
                    link.dated.from,
                    link.dated.to
                ],
            )?;
        }
        for (n, cover) in self.covers.iter().enumerate() {
            tx.execute_dyn(
                "INSERT INTO cover (file, cover, by_worker, starts, until, ended) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                args![
                    cover.away.to_string(),
                    n.to_string(),
                    cover.by.to_string(),
                    cover.from,
                    cover.until,
                    cover.ended
                ],
            )?;
        }
        Ok(())
    }
}
