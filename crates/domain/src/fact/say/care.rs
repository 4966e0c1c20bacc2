//! Kin, care, guardianship, consent, orders; safety; school. Each says only its own: that somebody cares is never told as if
//! they were guardian.

use super::super::describe::relation;
use super::super::{
    CourtOrder, DangerNote, Fact, HowGuardian, Relation, Relationship, SchoolEvent, SchoolFact,
};
use super::{Naming, day, file, list, when, who, whos, with};

pub(super) fn say(fact: &Fact, naming: &dyn Naming) -> Option<String> {
    let name = |of| who(of, naming);
    Some(match fact {
        Fact::MustNotBeTold(of) => {
            let again = of.review_on.map(|on| format!("look again on {}", day(on)));
            let said = format!("{} must not be told {}", name(&of.who), of.about);
            with(said, [Some(of.why.clone()), again])
        }
        Fact::DangerNote(of) => danger(of, naming),
        Fact::LivesWith(of) => with(
            format!("lives with {}", file(&of.household, naming)),
            [when(of.main, "main home"), of.role.clone()],
        ),
        Fact::Relationship(of) => related(of, naming),
        Fact::ParentalResponsibility(of) => with(
            format!("{} has parental responsibility", name(&of.holder)),
            [
                of.basis.clone(),
                of.limits.as_ref().map(|l| format!("limited: {l}")),
            ],
        ),
        Fact::Guardianship(of) => {
            let how = match of.how {
                HowGuardian::Parent => Some("as a parent, by law"),
                HowGuardian::Court => Some("appointed by a court"),
                HowGuardian::Will => Some("named in a will"),
                HowGuardian::Appointed => Some("appointed by the other guardians"),
                HowGuardian::Agency => Some("by statute"),
                HowGuardian::Unknown => None,
            };
            let purpose = of.purpose.as_ref().map(|p| format!("only for {p}"));
            let said = format!("{} is guardian", name(&of.holder));
            with(said, [how.map(Into::into), purpose])
        }
        Fact::CareOf(of) => with(
            format!("in the day-to-day care of {}", name(&of.carer)),
            [of.arrangement.clone(), of.share.clone()],
        ),
        Fact::MayConsent(of) => with(
            format!(
                "{} may consent to {}",
                name(&of.holder),
                list(of.to_what.iter().cloned())
            ),
            [of.basis.clone()],
        ),
        Fact::CourtOrder(of) => order(of, naming),
        Fact::InCare(of) => with(
            format!("in the care of {}", name(&of.agency)),
            [
                of.worker
                    .as_ref()
                    .map(|w| format!("social worker {}", name(w))),
                of.site.as_ref().map(name),
                of.basis.clone(),
            ],
        ),
        Fact::SchoolAttendance(of) => with(
            format!("goes to {}", name(&of.site)),
            [
                of.year_level.clone(),
                of.class.clone(),
                of.reason_left.as_ref().map(|why| format!("left: {why}")),
            ],
        ),
        Fact::SchoolFact(of) => school(of, naming),
        _ => return None,
    })
}

fn danger(of: &DangerNote, naming: &dyn Naming) -> String {
    let what = of.what.trim_end_matches('.');
    let said = match &of.precaution {
        Some(precaution) => format!("{what}: {}", precaution.trim_end_matches('.')),
        None => what.to_owned(),
    };
    let told = match (of.person_told, &of.why_not_told) {
        (true, _) => "they were told of this note".to_owned(),
        (false, Some(why)) => format!("they were not told of this note: {why}"),
        (false, None) => "they were not told of this note".to_owned(),
    };
    with(
        said,
        [
            Some(format!("because {}", of.why.trim_end_matches('.'))),
            Some(format!("decided by {}", who(&of.decided_by, naming))),
            Some(told),
            Some(format!("look again on {}", day(of.review_on))),
        ],
    )
}

fn related(of: &Relationship, naming: &dyn Naming) -> String {
    let plain = naming.word(relation(of.relation));
    let other = matches!(of.relation, Relation::Other | Relation::OtherKin);
    let relation = match &of.own_words {
        Some(words) if other => words.clone(),
        _ => plain,
    };
    let yes_no = |known: Option<bool>, yes: &str, no: &str| {
        known.map(|so| if so { yes } else { no }.to_owned())
    };
    with(
        format!("{}: {relation}", who(&of.to, naming)),
        [
            of.own_words
                .as_ref()
                .filter(|_| !other)
                .map(|w| format!("“{w}”")),
            yes_no(of.biological, "by blood", "not by blood"),
            yes_no(of.legal, "in law", "not in law"),
            when(of.disputed, "somebody says it is not so"),
        ],
    )
}

fn order(of: &CourtOrder, naming: &dyn Naming) -> String {
    let until = of.until.map(|until| format!("until {}", day(until)));
    let concerns =
        (!of.concerns.is_empty()).then(|| format!("names {}", whos(&of.concerns, naming)));
    let orders = of.orders.trim_end_matches('.');
    with(
        format!("{}, made on {}: {orders}", of.order, day(of.made_on)),
        [until, of.court.clone(), of.reference.clone(), concerns],
    )
}

fn school(of: &SchoolFact, naming: &dyn Naming) -> String {
    let what = match &of.what {
        SchoolEvent::Attendance { percent } => format!("attended {percent} % of school days"),
        SchoolEvent::StandDown { days: Some(1) } => "removed from school for a day".into(),
        SchoolEvent::StandDown { days: Some(days) } => {
            format!("removed from school for {days} days")
        }
        SchoolEvent::StandDown { days: None } => "removed from school for some days".into(),
        SchoolEvent::Suspension => "removed from school until the board decides".into(),
        SchoolEvent::Exclusion => "removed from school, to enrol elsewhere".into(),
        SchoolEvent::Expulsion => "removed from school for good".into(),
        SchoolEvent::Transition { to } => format!("moves to {}", who(to, naming)),
        SchoolEvent::NotEnrolled => "not enrolled anywhere".into(),
        SchoolEvent::Achievement => match &of.note {
            Some(note) => note.clone(),
            None => "a result or award".into(),
        },
        SchoolEvent::Other => of.note.clone().unwrap_or_default(),
    };
    let told = matches!(of.what, SchoolEvent::Achievement | SchoolEvent::Other);
    with(
        format!("{what}, {}", day(of.on)),
        [
            of.site.as_ref().map(|site| who(site, naming)),
            of.note.clone().filter(|_| !told),
        ],
    )
}
