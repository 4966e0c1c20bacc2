//! Who people are to each other. A relationship stands on both files: what is stated on one is delivered, turned round, to
//! the other. Being kin says nothing about care, guardianship or consent; those are facts of their own.

use serde::{Deserialize, Serialize};

use super::Checked;
use super::check::Check;
use super::who::{FileRef, Who};

/// What someone is to the subject of the file. The words shown are the pack's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(
    missing_docs,
    reason = "the names say it; the few that do not are documented"
)]
pub enum Relation {
    Parent,
    Child,
    AdoptiveParent,
    AdoptedChild,
    StepParent,
    StepChild,
    FosterCarer,
    FosterChild,
    /// Raises the child within the wider family, by custom, without being its parent.
    KinCarer,
    /// Raised within the wider family by someone who is not a parent.
    KinCaredChild,
    /// Two who share parents, where it is not known how many.
    Sibling,
    FullSibling,
    HalfSibling,
    StepSibling,
    AdoptiveSibling,
    FosterSibling,
    Twin,
    Grandparent,
    Grandchild,
    AuntOrUncle,
    NieceOrNephew,
    Cousin,
    /// Kin of another degree; the own words say which.
    OtherKin,
    Partner,
    FormerPartner,
    Friend,
    Neighbour,
    /// Works with the subject: doctor, teacher, lawyer, advocate.
    Professional,
    /// Someone the subject works with as a professional.
    WorkedWithBySubject,
    /// Anything else; the own words say what.
    Other,
}

impl Relation {
    /// Every relation.
    pub const ALL: &'static [Relation] = {
        use Relation::*;
        &[
            Parent,
            Child,
            AdoptiveParent,
            AdoptedChild,
            StepParent,
            StepChild,
            FosterCarer,
            FosterChild,
            KinCarer,
            KinCaredChild,
            Sibling,
            FullSibling,
            HalfSibling,
            StepSibling,
            AdoptiveSibling,
            FosterSibling,
            Twin,
            Grandparent,
            Grandchild,
            AuntOrUncle,
            NieceOrNephew,
            Cousin,
            OtherKin,
            Partner,
            FormerPartner,
            Friend,
            Neighbour,
            Professional,
            WorkedWithBySubject,
            Other,
        ]
    };

    /// What the subject is to them, when they are this to the subject. Turning round twice changes nothing.
    pub fn inverse(self) -> Relation {
        use Relation::*;
        match self {
            Parent => Child,
            Child => Parent,
            AdoptiveParent => AdoptedChild,
            AdoptedChild => AdoptiveParent,
            StepParent => StepChild,
            StepChild => StepParent,
            FosterCarer => FosterChild,
            FosterChild => FosterCarer,
            KinCarer => KinCaredChild,
            KinCaredChild => KinCarer,
            Grandparent => Grandchild,
            Grandchild => Grandparent,
            AuntOrUncle => NieceOrNephew,
            NieceOrNephew => AuntOrUncle,
            Professional => WorkedWithBySubject,
            WorkedWithBySubject => Professional,
            Sibling | FullSibling | HalfSibling | StepSibling | AdoptiveSibling | FosterSibling
            | Twin | Cousin | OtherKin | Partner | FormerPartner | Friend | Neighbour | Other => {
                self
            }
        }
    }
}

/// Someone's relation to the subject of the file: "`to` is the subject's `relation`".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Relationship {
    /// The other person.
    pub to: Who,
    /// What they are to the subject.
    pub relation: Relation,
    /// How the family itself says it: "Nan", "māmā", "my other dad".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub own_words: Option<String>,
    /// Whether by blood, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub biological: Option<bool>,
    /// Whether in law, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub legal: Option<bool>,
    /// Whether someone says it is not so (paternity, above all).
    #[serde(default)]
    pub disputed: bool,
}

impl Relationship {
    /// The same relationship as it stands on the other's file. Own words stay behind: they are the subject's.
    pub fn turned_round(&self, subject: FileRef) -> Relationship {
        Relationship {
            to: Who::File(subject),
            relation: self.relation.inverse(),
            own_words: None,
            biological: self.biological,
            legal: self.legal,
            disputed: self.disputed,
        }
    }
}

impl Checked for Relationship {
    fn check(&self, check: &mut Check) {
        check.who("to", &self.to);
        if matches!(self.to, Who::Role(_)) {
            check.add("to", "is a role", "a file, or a person in words");
        }
        check.line_if("own_words", self.own_words.as_ref());
        if matches!(self.relation, Relation::Other | Relation::OtherKin) && self.own_words.is_none()
        {
            check.add(
                "own_words",
                "is missing for a relation of another kind",
                "how the family says it",
            );
        }
    }
}

/// A household the person belongs to; a child of two homes has two of these.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LivesWith {
    /// The household's file.
    pub household: FileRef,
    /// The part they have in it: "head", "every other week", "visitor".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// Whether it is the one they mainly live in.
    #[serde(default)]
    pub main: bool,
}

impl Checked for LivesWith {
    fn check(&self, check: &mut Check) {
        check.file("household", &self.household);
        check.line_if("role", self.role.as_ref());
    }
}
