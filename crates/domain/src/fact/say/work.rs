//! What is kept of somebody who works here.

use super::super::{Fact, RegistrationStatus};
use super::{Naming, day, file, plain, role, when, who, with};

pub(super) fn say(fact: &Fact, naming: &dyn Naming) -> Option<String> {
    let until = |said: &str, on: Option<_>| on.map(|on| format!("{said} {}", day(on)));
    Some(match fact {
        Fact::RoleHeld(of) => {
            let at = of.team.as_ref().or(of.service.as_ref());
            let known = at.and_then(|at| naming.file(&at.0));
            match known {
                Some(at) => format!("{} in {at}", role(&of.role, naming)),
                None => role(&of.role, naming),
            }
        }
        Fact::Employment(of) => with(
            format!("{} for {}", of.title, who(&of.employer, naming)),
            [
                Some(format!("{} of full time", of.fte)),
                of.post.as_ref().map(|post| file(post, naming)),
                of.funding.as_ref().map(|by| format!("paid by {by}")),
            ],
        ),
        Fact::Qualification(of) => with(
            of.what.clone(),
            [of.from.clone(), of.gained.map(|when| when.to_string())],
        ),
        Fact::Registration(of) => match &of.status {
            RegistrationStatus::Registered {
                number,
                since,
                conditions,
            } => with(
                format!("registered with {}, number {number}", of.body),
                [until("since", *since), conditions.clone()],
            ),
            RegistrationStatus::InProcess {
                started,
                expected,
                stage,
            } => with(
                format!("applied to {} on {}", of.body, day(*started)),
                [stage.clone(), until("expected by", *expected)],
            ),
            RegistrationStatus::ExperiencePathway { started, note } => with(
                format!("on the way of proven experience with {}", of.body),
                [until("since", *started), note.clone()],
            ),
            RegistrationStatus::None => format!("not registered with {}", of.body),
        },
        Fact::PractisingCertificate(of) => format!(
            "practising certificate {} of {}, good from {} to {}",
            of.number,
            of.body,
            day(of.issued),
            day(of.expires)
        ),
        Fact::Vetting(of) => with(
            format!("{} check", plain(&of.check)),
            [
                of.result.clone(),
                until("made on", of.checked_on),
                until("to be made again by", of.expires),
            ],
        ),
        Fact::ConflictOfInterest(of) => with(
            format!("conflict of interest with {}", who(&of.with, naming)),
            [of.why.clone(), until("declared on", Some(of.declared_on))],
        ),
        Fact::Leave(of) => with(
            format!("away, {} leave", plain(&of.leave_kind)),
            [of.covered_by
                .as_ref()
                .map(|by| format!("{} covers", file(by, naming)))],
        ),
        Fact::SupervisedBy(of) => with(
            format!("supervised by {}", who(&of.supervisor, naming)),
            [of.form.as_ref().map(|form| plain(form))],
        ),
        Fact::Skill(of) => with(
            of.skill.clone(),
            [
                when(of.may_lead, "may lead it alone"),
                of.trained.map(|when| format!("trained {when}")),
            ],
        ),
        Fact::OutsideAccount(of) if of.exists => format!("has an account at {}", plain(&of.system)),
        Fact::OutsideAccount(of) => format!("has no account at {}", plain(&of.system)),
        Fact::Acknowledgement(of) => format!(
            "read and accepted {}, edition {}, on {}",
            plain(&of.document),
            of.edition,
            day(of.on)
        ),
        Fact::TeamMembership(of) if of.leads => format!("leads {}", file(&of.team, naming)),
        Fact::TeamMembership(of) => format!("in {}", file(&of.team, naming)),
        _ => return None,
    })
}
