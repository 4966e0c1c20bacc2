//! Facts about the subject of a file: a name, where someone lives, who is guardian, which certificate a worker holds.
//! Each is a small value that says *what*; *when* it held is the [`Period`] of the event that states it, and what became
//! of it (ended, corrected, retracted) is told by later events, so that no fact repeats its own dates. Several facts of one
//! kind may hold at once. Facts check themselves and report every problem; they never look at other files, at a
//! clock, or at who may read them.
//!
//! In JSON a fact is one object with a `kind`: `{"kind": "ethnicity", "code": "211", "name": "Samoan"}`.

mod agency;
mod care;
mod check;
mod contact;
mod culture;
pub mod describe;
mod identity;
mod kinship;
mod period;
mod post;
mod registration;
mod safety;
pub mod say;
mod school;
mod site;
mod when;
mod who;
mod worker;

#[cfg(test)]
mod tests;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use agency::{Accreditation, Agency, AgencyContact};
pub use care::{
    CareOf, CourtOrder, Guardianship, HowGuardian, InCare, MayConsent, ParentalResponsibility,
};
pub use check::FactProblem;
pub use contact::{Address, AddressKind, Channel, Contact, Safe, SafeContact, SafeContactRule};
pub use culture::{AccessNeed, Affiliation, CultureNote, Ethnicity, Language, NeedArea};
pub use identity::{Birth, Death, Gender, Identifier, Name, NameKind, SafeWith};
pub use kinship::{LivesWith, Relation, Relationship};
pub use period::Period;
pub use post::{Fte, NotAnFte, Post, TeamMembership, Vacancy};
pub use registration::{PractisingCertificate, Registration, RegistrationStatus};
pub use safety::{DangerNote, MustNotBeTold};
pub use school::{SchoolAttendance, SchoolEvent, SchoolFact};
pub use site::{Locality, Measure, Served, Site, SupportGiven, TeamMember};
pub use when::{NotAPartDate, PartDate, Precision};
pub use who::{FileRef, Who};
pub use worker::{
    Acknowledgement, ConflictOfInterest, Employment, Leave, OutsideAccount, Qualification,
    RoleHeld, Skill, SupervisedBy, Vetting,
};

use check::Check;

pub use crate::event::Subject;

/// One fact of each kind in JSON, all about invented people: for tests, scenarios and documentation.
pub const ONE_OF_EACH: &str = include_str!("one_of_each.json");

const PEOPLE: &[Subject] = &[Subject::Person, Subject::Worker, Subject::Volunteer];
const WORKERS: &[Subject] = &[Subject::Worker, Subject::Volunteer];
const PERSON: &[Subject] = &[Subject::Person];
const HOMES: &[Subject] = &[Subject::Person, Subject::Family];
const POST: &[Subject] = &[Subject::Post];
const SITE: &[Subject] = &[Subject::Site];
const AGENCY: &[Subject] = &[Subject::Agency];
const ANY: &[Subject] = &[
    Subject::Person,
    Subject::Family,
    Subject::Worker,
    Subject::Volunteer,
    Subject::Post,
    Subject::Team,
    Subject::Group,
    Subject::Site,
    Subject::Agency,
];

/// How a fact's own problems are found; one implementation per struct, beside it.
trait Checked {
    /// Adds every problem of the fact to `check`.
    fn check(&self, check: &mut Check);

    /// Whether it is good on a day by its own dates.
    fn stands_on(&self, _day: Date) -> bool {
        true
    }

    /// Adds every contradiction with a known birth. Most facts have none.
    fn check_against(&self, _period: &Period, _birth: &Birth, _check: &mut Check) {}
}

macro_rules! facts {
    ($($(#[$doc:meta])+ $name:ident = $kind:literal on $subjects:expr;)+) => {
        /// A fact about the subject of a file. The variants' docs say what each is; the structs hold the fields.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(tag = "kind")]
        pub enum Fact {
            $($(#[$doc])+ #[serde(rename = $kind)] $name($name),)+
        }

        impl Fact {
            /// Every `kind`, in the order of this enum. The names are stored and never change.
            pub const KINDS: &'static [&'static str] = &[$($kind),+];

            /// The fact's `kind` in JSON.
            pub fn kind(&self) -> &'static str {
                match self { $(Fact::$name(_) => $kind,)+ }
            }

            /// The sorts of file on which the fact makes sense.
            pub fn subjects(&self) -> &'static [Subject] {
                match self { $(Fact::$name(_) => $subjects,)+ }
            }

            /// The sorts of file on which a kind of fact makes sense; none for a kind there is not.
            pub fn subjects_of(kind: &str) -> &'static [Subject] {
                match kind { $($kind => $subjects,)+ _ => &[] }
            }

            /// Whether it is good on a day by its own dates and standing, such as a certificate that has not expired.
            /// Most facts are good as long as they hold.
            pub fn stands_on(&self, day: Date) -> bool {
                self.checked().stands_on(day)
            }

            fn checked(&self) -> &dyn Checked {
                match self { $(Fact::$name(fact) => fact,)+ }
            }
        }

        $(impl From<$name> for Fact {
            fn from(fact: $name) -> Fact { Fact::$name(fact) }
        })+
    };
}

facts! {
    /// A name, of several over time.
    Name = "name" on ANY;
    /// When someone was, or will be, born.
    Birth = "birth" on PEOPLE;
    /// That someone has died, or that a pregnancy was lost.
    Death = "death" on PEOPLE;
    /// Gender and pronouns in the person's own words.
    Gender = "gender" on PEOPLE;
    /// A number or code another system knows the subject by.
    Identifier = "identifier" on ANY;
    /// One ethnicity, of several.
    Ethnicity = "ethnicity" on PEOPLE;
    /// A people, tribe or clan the person belongs to, and the branch of it.
    Affiliation = "affiliation" on PEOPLE;
    /// A language the person uses, and whether an interpreter is needed.
    Language = "language" on PEOPLE;
    /// A disability or something the person needs to take part.
    AccessNeed = "access_need" on PEOPLE;
    /// What the person wants workers to know about culture, faith or custom.
    CultureNote = "culture_note" on HOMES;
    /// Where someone or something is.
    Address = "address" on ANY;
    /// A number, address or account by which to reach someone.
    Contact = "contact" on ANY;
    /// What holds for every way of reaching this person.
    SafeContactRule = "safe_contact_rule" on PERSON;
    /// Someone who must not learn of something.
    MustNotBeTold = "must_not_be_told" on HOMES;
    /// A warning to workers.
    DangerNote = "danger_note" on HOMES;
    /// A household the person belongs to.
    LivesWith = "lives_with" on PERSON;
    /// Someone's relation to the person.
    Relationship = "relationship" on PERSON;
    /// Who holds parental responsibility.
    ParentalResponsibility = "parental_responsibility" on PERSON;
    /// Who is guardian, and how they came to be.
    Guardianship = "guardianship" on PERSON;
    /// Who cares for the person day by day.
    CareOf = "care_of" on PERSON;
    /// Who may consent, and to what.
    MayConsent = "may_consent" on PERSON;
    /// What a court has ordered.
    CourtOrder = "court_order" on HOMES;
    /// That an agency has the person in its care.
    InCare = "in_care" on PERSON;
    /// A school or early-learning place the person is enrolled at.
    SchoolAttendance = "school_attendance" on PERSON;
    /// Something that happened, or was measured, at school on a day.
    SchoolFact = "school_fact" on PERSON;
    /// A role in a service or team.
    RoleHeld = "role_held" on WORKERS;
    /// A job with an employer.
    Employment = "employment" on WORKERS;
    /// A qualification gained.
    Qualification = "qualification" on WORKERS;
    /// Standing with a professional body.
    Registration = "registration" on WORKERS;
    /// A licence to practise for a time.
    PractisingCertificate = "practising_certificate" on WORKERS;
    /// A safety check and its result.
    Vetting = "vetting" on WORKERS;
    /// Someone the worker is too close to.
    ConflictOfInterest = "conflict_of_interest" on WORKERS;
    /// Time away.
    Leave = "leave" on WORKERS;
    /// Who supervises the worker.
    SupervisedBy = "supervised_by" on WORKERS;
    /// Something the worker can do or has been trained to lead.
    Skill = "skill" on WORKERS;
    /// Whether the worker has an account at another system; never its password.
    OutsideAccount = "outside_account" on WORKERS;
    /// That a worker has read and accepted a document.
    Acknowledgement = "acknowledgement" on WORKERS;
    /// Membership of a team.
    TeamMembership = "team_membership" on WORKERS;
    /// What sort of place the site is.
    Site = "site" on SITE;
    /// Whether a service serves the site.
    Served = "served" on SITE;
    /// A figure about a site, agency or group of sites, as on a day.
    Measure = "measure" on ANY;
    /// Someone on the site's own team.
    TeamMember = "team_member" on SITE;
    /// One point of what the site provides for the service.
    SupportGiven = "support_given" on SITE;
    /// What a post is: its hours, funding and place.
    Post = "post" on POST;
    /// That a post is unfilled.
    Vacancy = "vacancy" on POST;
    /// An area a team, post or site belongs to or looks after.
    Locality = "locality" on ANY;
    /// What sort of organisation an agency is.
    Agency = "agency" on AGENCY;
    /// A standing an agency has been granted.
    Accreditation = "accreditation" on AGENCY;
    /// Whom to ask for at an agency.
    AgencyContact = "agency_contact" on AGENCY;
}

impl Fact {
    /// All problems of the fact by itself. Without `today` no date is judged to be in the future.
    pub fn validate(&self, today: Option<Date>) -> Vec<FactProblem> {
        let mut check = Check::new(today);
        self.checked().check(&mut check);
        check.done()
    }

    /// All contradictions between the fact, the period in which it is said to hold, and the subject's birth:
    /// what cannot have been before it. What can precede a birth (a warning, an order, an address) is left alone, and so
    /// is everything while the birth is only expected.
    pub fn validate_against(&self, period: &Period, birth: &Birth) -> Vec<FactProblem> {
        let mut check = Check::new(None);
        if birth.earliest().is_some() {
            self.checked().check_against(period, birth, &mut check);
        }
        check.done()
    }
}
