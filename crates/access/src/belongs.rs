//! Which services a file belongs to, so that services and agencies in one database stay invisible to one
//! another.

use std::collections::BTreeSet;

use domain::ServiceId;
use domain::event::Subject;

use crate::RawFacts;

/// What access makes of a file's subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sort {
    /// People who are worked with: need to know.
    Case,
    /// Somebody who works here: their name is in the directory, the rest is between few.
    Staff,
    /// Teams, posts, sites and agencies: shared by those who work in the service.
    Place,
}

impl Sort {
    /// The sort of a subject.
    pub fn of(subject: Subject) -> Self {
        match subject {
            Subject::Person | Subject::Family | Subject::Group => Self::Case,
            Subject::Worker | Subject::Volunteer => Self::Staff,
            Subject::Team | Subject::Post | Subject::Site | Subject::Agency => Self::Place,
        }
    }

    /// The subjects of a sort.
    pub fn subjects(self) -> impl Iterator<Item = Subject> {
        Subject::ALL
            .into_iter()
            .filter(move |subject| Self::of(*subject) == self)
    }
}

/// The services a file belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Belongs {
    /// To these; none where the set is empty.
    To(BTreeSet<ServiceId>),
    /// Shared by the whole deployment: a school, a partner agency.
    Everyone,
}

impl Belongs {
    /// A case belongs to its own service alone. Staff belong to the services where they hold a role (and the one
    /// that opened their file), before and after that to their agency's. A place belongs to its service, else to
    /// the services of its agency (an agency: to those it runs), else to everyone.
    pub fn of(raw: &RawFacts) -> Self {
        let Some(subject) = raw.subject else {
            return Self::To(BTreeSet::new());
        };
        let mut services: BTreeSet<ServiceId> = raw.service.into_iter().collect();
        match Sort::of(subject) {
            Sort::Case => {}
            Sort::Staff => {
                services.extend(raw.posts.iter().map(|(service, _)| *service));
                if services.is_empty() && raw.agency.is_some() {
                    services.extend(&raw.agency_services);
                }
            }
            Sort::Place => {
                if services.is_empty() {
                    if raw.agency.is_none() && raw.agency_services.is_empty() {
                        return Self::Everyone;
                    }
                    services.extend(&raw.agency_services);
                }
            }
        }
        Self::To(services)
    }

    /// Whether it belongs to a service.
    pub fn to(&self, service: ServiceId) -> bool {
        match self {
            Self::To(services) => services.contains(&service),
            Self::Everyone => true,
        }
    }
}
