//! Why a file is reached, in plain words for the person who looks and for the log of views. The reason for
//! "hidden" says nothing.

use std::fmt;

use domain::FileId;
use jiff::civil::Date;

/// A day as people say it; the year only where it is not the present one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day {
    date: Date,
    this_year: bool,
}

impl Day {
    /// A day as it is said on another.
    pub fn said_on(date: Date, today: Date) -> Self {
        Self {
            date,
            this_year: date.year() == today.year(),
        }
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const MONTHS: [&str; 12] = [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ];
        let month = MONTHS[usize::from(self.date.month().unsigned_abs().clamp(1, 12)) - 1];
        write!(f, "{} {month}", self.date.day())?;
        if self.this_year {
            Ok(())
        } else {
            write!(f, " {}", self.date.year())
        }
    }
}

/// The reason for a decision. More will come: consent and agreements between agencies, membership of a child's
/// network, emergency access.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Why {
    /// The file is about the actor.
    OwnFile,
    /// The actor is involved.
    Involved {
        /// The role's title.
        title: String,
        /// The kind of matter, in words.
        matter: String,
        /// Since when.
        since: Option<Day>,
    },
    /// The actor covers for somebody involved.
    Covers {
        /// For whom.
        worker: FileId,
        /// Their name.
        name: String,
        /// The last day.
        until: Day,
    },
    /// The actor supervises the worker whom the file is about.
    SupervisesThem,
    /// The actor is on the list of a restricted file.
    Listed,
    /// The actor wrote what nobody has been allocated to.
    Recorded,
    /// The actor supervises somebody involved.
    Supervises {
        /// Whom.
        name: String,
    },
    /// Nobody has been allocated, and the actor may allocate.
    Allocates,
    /// The actor is in a team with somebody involved.
    Team {
        /// With whom.
        name: String,
    },
    /// The actor's role sees the whole service.
    Service {
        /// The role's title.
        title: String,
    },
    /// The actor's role reads what is kept about workers.
    ReadsStaff {
        /// The role's title.
        title: String,
    },
    /// A team, post, site or agency of the actor's service.
    Place,
    /// A colleague, in the directory.
    Directory,
    /// The actor looks after workers' roles or a service's settings.
    Administers {
        /// The role's title.
        title: String,
    },
    /// The actor may record that somebody has come to the service.
    TakesIn {
        /// The role's title.
        title: String,
    },
    /// Nothing reaches it, or there is nothing.
    Hidden,
}

impl Why {
    /// The nearer the relation, the smaller: the reason that is told where there are several.
    pub(crate) fn distance(&self) -> u8 {
        match self {
            Self::OwnFile => 0,
            Self::Involved { .. } => 1,
            Self::Covers { .. } => 2,
            Self::SupervisesThem => 3,
            Self::Listed => 4,
            Self::Recorded => 5,
            Self::Supervises { .. } => 6,
            Self::Allocates => 7,
            Self::Team { .. } => 8,
            Self::Service { .. } => 9,
            Self::ReadsStaff { .. } => 10,
            Self::Place => 11,
            Self::Directory => 12,
            Self::Administers { .. } => 13,
            Self::TakesIn { .. } => 14,
            Self::Hidden => 15,
        }
    }
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OwnFile => f.write_str("it is your own file"),
            Self::Involved {
                title,
                matter,
                since,
            } => {
                write!(f, "you are {title} of an open {matter}")?;
                since.map_or(Ok(()), |since| write!(f, " since {since}"))
            }
            Self::Covers { name, until, .. } => write!(f, "you cover for {name} until {until}"),
            Self::SupervisesThem => f.write_str("you supervise them"),
            Self::Listed => f.write_str("you are on the list of those who may see it"),
            Self::Recorded => f.write_str("you recorded what nobody has been allocated to yet"),
            Self::Supervises { name } => write!(f, "you supervise {name}, who works with them"),
            Self::Allocates => f.write_str("nobody has been allocated yet, and you may allocate"),
            Self::Team { name } => write!(f, "you are in a team with {name}, who works with them"),
            Self::Service { title } => write!(f, "as {title} you see every file of the service"),
            Self::ReadsStaff { title } => {
                write!(f, "as {title} you may read what is kept about workers")
            }
            Self::Place => f.write_str("everybody who works in the service may see it"),
            Self::Directory => f.write_str("you work in the same service"),
            Self::Administers { title } => {
                write!(f, "as {title} you look after workers and settings")
            }
            Self::TakesIn { title } => {
                write!(f, "as {title} you may record who comes to the service")
            }
            Self::Hidden => f.write_str("not found"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_reason_is_told_in_plain_words() {
        let today = date(2026, 5, 1);
        let day = |date| Day::said_on(date, today);
        let involved = |since| Why::Involved {
            title: "social worker".into(),
            matter: "episode".into(),
            since,
        };
        for (why, says) in [
            (
                involved(Some(day(date(2026, 3, 3)))),
                "you are social worker of an open episode since 3 March",
            ),
            (
                involved(Some(day(date(2025, 12, 31)))),
                "you are social worker of an open episode since 31 December 2025",
            ),
            (involved(None), "you are social worker of an open episode"),
            (
                Why::Covers {
                    worker: FileId::from_bits(1),
                    name: "Ana".into(),
                    until: day(date(2026, 6, 12)),
                },
                "you cover for Ana until 12 June",
            ),
            (
                Why::Supervises { name: "Ana".into() },
                "you supervise Ana, who works with them",
            ),
            (Why::Hidden, "not found"),
        ] {
            assert_eq!(why.to_string(), says);
        }
    }
}
