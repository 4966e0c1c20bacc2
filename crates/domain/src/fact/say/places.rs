//! Places, posts and organisations.

use super::super::Fact;
use super::{Naming, day, file, plain, who, whos, with};

pub(super) fn say(fact: &Fact, naming: &dyn Naming) -> Option<String> {
    Some(match fact {
        Fact::Site(of) => with(
            plain(&of.site_kind),
            [of.run_by
                .as_ref()
                .map(|by| format!("run by {}", who(by, naming)))],
        ),
        Fact::Served(of) => {
            let served = if of.served {
                "served by"
            } else {
                "not served by"
            };
            with(
                format!("{served} {}", file(&of.service, naming)),
                [of.why.clone()],
            )
        }
        Fact::Measure(of) => with(
            format!("{}: {} on {}", plain(&of.measure), of.value, day(of.on)),
            [of.source.clone()],
        ),
        Fact::TeamMember(of) => with(
            format!("{}, {}", who(&of.person, naming), of.profession),
            [of.contact.clone()],
        ),
        Fact::SupportGiven(of) => {
            let given = if of.given { "is there" } else { "is not there" };
            with(format!("{} {given}", plain(&of.item)), [of.note.clone()])
        }
        Fact::Post(of) => with(
            format!("{}, {} of full time", of.title, of.fte),
            [
                of.funding.as_ref().map(|by| format!("paid by {by}")),
                (!of.cluster.is_empty()).then(|| format!("for {}", whos(&of.cluster, naming))),
            ],
        ),
        Fact::Vacancy(of) => with(
            format!("{} of full time is unfilled", of.fte),
            [of.reason.clone()],
        ),
        Fact::Locality(of) => of.locality.clone(),
        Fact::Agency(of) => plain(&of.agency_kind),
        Fact::Accreditation(of) => with(
            match &of.level {
                Some(level) => format!("accredited: {}, {level}", of.standard),
                None => format!("accredited: {}", of.standard),
            },
            [
                of.granted_by
                    .as_ref()
                    .map(|by| format!("by {}", who(by, naming))),
                Some(format!("granted on {}", day(of.granted))),
                of.review_on
                    .map(|on| format!("looked at again on {}", day(on))),
                of.expires.map(|on| format!("runs out on {}", day(on))),
                of.conditions.clone(),
            ],
        ),
        _ => return None,
    })
}
