//! The worker who asks, with the roles they hold on the day. Loaded in the transaction that acts on the answer,
//! and bound to its lifetime.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use domain::{FileId, Name, ServiceId};
use jiff::civil::Date;

use crate::{PackRole, RoleBook};

/// A role held in a service on the day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldRole {
    /// Where.
    pub service: ServiceId,
    /// The team it is held in, if in one.
    pub team: Option<FileId>,
    /// The role with its rights there.
    pub role: Arc<PackRole>,
}

/// Who asks. `'tx` is the transaction's: nothing made of an actor outlives it.
#[derive(Clone)]
pub struct Actor<'tx> {
    file: FileId,
    today: Date,
    roles: Vec<HeldRole>,
    book: Arc<RoleBook>,
    within: PhantomData<fn(&'tx ()) -> &'tx ()>,
}

impl<'tx> Actor<'tx> {
    /// For the store, which has just read the roles (service, role, team) that the worker holds on the day, and
    /// names the transaction in `'tx`. A role that the pack in force does not know gives no right.
    pub fn loaded(
        file: FileId,
        today: Date,
        held: impl IntoIterator<Item = (ServiceId, Name, Option<FileId>)>,
        book: Arc<RoleBook>,
    ) -> Self {
        let known = |(service, role, team): (ServiceId, Name, Option<FileId>)| {
            let role = book.role(service, &role)?.clone();
            Some(HeldRole {
                service,
                team,
                role,
            })
        };
        Self {
            file,
            today,
            roles: held.into_iter().filter_map(known).collect(),
            book,
            within: PhantomData,
        }
    }

    /// Their own file.
    pub fn file(&self) -> FileId {
        self.file
    }

    /// The day by which cover, roles and links were read.
    pub fn today(&self) -> Date {
        self.today
    }

    /// The roles they hold.
    pub fn roles(&self) -> &[HeldRole] {
        &self.roles
    }

    /// The roles of every service.
    pub fn book(&self) -> &RoleBook {
        &self.book
    }
}

impl fmt::Debug for Actor<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Actor")
            .field("file", &self.file)
            .field("roles", &self.roles)
            .finish_non_exhaustive()
    }
}
