//! Which other files a fact points at.

use domain::fact::{Fact, FileRef, SafeWith, Who};
use serde_json::Value;
use store::derived::Text;

use super::text;

/// Every file that a fact points at, and what the subject of the other is to the one of this, where the fact says so.
/// Services are no files.
pub(super) fn links(fact: &Fact) -> Vec<(&FileRef, Option<Text>)> {
    if let Fact::Relationship(f) = fact {
        let relation = serde_json::to_value(f.relation).ok();
        let relation = relation.as_ref().and_then(Value::as_str).map(text);
        return f
            .to
            .file()
            .map(|file| (file, relation))
            .into_iter()
            .collect();
    }
    named(fact).into_iter().map(|file| (file, None)).collect()
}

fn safe_with(safe: &SafeWith) -> Vec<&FileRef> {
    match safe {
        SafeWith::Everyone | SafeWith::OnlyPerson => Vec::new(),
        SafeWith::Listed(whos) => files(whos),
    }
}

fn files<'f>(whos: impl IntoIterator<Item = &'f Who>) -> Vec<&'f FileRef> {
    whos.into_iter().filter_map(Who::file).collect()
}

/// Every file that a fact points at.
pub(crate) fn named(fact: &Fact) -> Vec<&FileRef> {
    match fact {
        Fact::Name(f) => safe_with(&f.safe_with),
        Fact::Gender(f) => safe_with(&f.safe_with),
        Fact::Address(f) => files(&f.protected_from),
        Fact::MustNotBeTold(f) => files([&f.who]),
        Fact::DangerNote(f) => files([&f.decided_by]),
        Fact::LivesWith(f) => vec![&f.household],
        Fact::Relationship(f) => files([&f.to]),
        Fact::ParentalResponsibility(f) => files([&f.holder]),
        Fact::Guardianship(f) => files([&f.holder]),
        Fact::CareOf(f) => files([&f.carer]),
        Fact::MayConsent(f) => files([&f.holder]),
        Fact::CourtOrder(f) => files(&f.concerns),
        Fact::InCare(f) => files(
            [Some(&f.agency), f.worker.as_ref(), f.site.as_ref()]
                .into_iter()
                .flatten(),
        ),
        Fact::SchoolAttendance(f) => files([&f.site]),
        Fact::SchoolFact(f) => files(&f.site),
        Fact::RoleHeld(f) => f.team.iter().collect(),
        Fact::Employment(f) => files([&f.employer]).into_iter().chain(&f.post).collect(),
        Fact::ConflictOfInterest(f) => files([&f.with]),
        Fact::Leave(f) => f.covered_by.iter().collect(),
        Fact::SupervisedBy(f) => files([&f.supervisor]),
        Fact::TeamMembership(f) => vec![&f.team],
        Fact::Site(f) => files(&f.run_by),
        Fact::TeamMember(f) => files([&f.person]),
        Fact::Post(f) => files(&f.cluster),
        Fact::Accreditation(f) => files(&f.granted_by),
        Fact::Birth(_)
        | Fact::Death(_)
        | Fact::Identifier(_)
        | Fact::Ethnicity(_)
        | Fact::Affiliation(_)
        | Fact::Language(_)
        | Fact::AccessNeed(_)
        | Fact::CultureNote(_)
        | Fact::Contact(_)
        | Fact::SafeContactRule(_)
        | Fact::Qualification(_)
        | Fact::Registration(_)
        | Fact::PractisingCertificate(_)
        | Fact::Vetting(_)
        | Fact::Skill(_)
        | Fact::OutsideAccount(_)
        | Fact::Acknowledgement(_)
        | Fact::Served(_)
        | Fact::Measure(_)
        | Fact::SupportGiven(_)
        | Fact::Vacancy(_)
        | Fact::Locality(_)
        | Fact::Agency(_)
        | Fact::AgencyContact(_) => Vec::new(),
    }
}
