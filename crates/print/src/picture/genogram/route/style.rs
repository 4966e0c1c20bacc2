//! What each kind of line looks like and what its legend says. No two kinds differ in colour alone. It draws nothing.

use super::super::super::BLUE;
use super::super::super::svg::Stroke;
use super::super::TieKind;

/// A kind of line, as the legend tells them apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Style {
    /// Partners.
    Partners,
    /// Former partners.
    Former,
    /// Parents of one child, of whom no more is said.
    ByChild,
    /// A tie that hangs children or joins two.
    Tie(TieKind),
    /// Twins from one point.
    Twins,
    /// Something somebody says is not so.
    Disputed,
}

/// How a line of this kind is drawn.
pub(crate) fn ink(style: Style) -> Stroke {
    use TieKind::*;
    match style {
        Style::ByChild => Stroke::dashed("9 5"),
        Style::Partners
        | Style::Former
        | Style::Twins
        | Style::Tie(ParentOf | Partner | FormerPartner | Twin) => Stroke::PLAIN,
        Style::Disputed => Stroke::dashed("4 4"),
        Style::Tie(AdoptiveParentOf) => Stroke::dashed("9 5"),
        Style::Tie(FosterCarerOf | FosterSibling) => of_care("2 4"),
        Style::Tie(KinCarerOf) => of_care("12 4"),
        Style::Tie(StepParentOf | StepSibling) => of_care("10 4 2 4"),
        Style::Tie(
            GrandparentOf | AuntOrUncleOf | FullSibling | HalfSibling | AdoptiveSibling | Sibling
            | Cousin | OtherKin,
        ) => Stroke {
            width: 1,
            ..Stroke::dashed("3 3")
        },
    }
}

fn of_care(dash: &'static str) -> Stroke {
    Stroke {
        colour: BLUE,
        ..Stroke::dashed(dash)
    }
}

/// The word on a line of this kind, where it is not told by its shape.
pub(crate) fn word(kind: TieKind) -> Option<&'static str> {
    use TieKind::*;
    match kind {
        ParentOf | AdoptiveParentOf => None,
        StepParentOf => Some("step-parent"),
        FosterCarerOf => Some("foster care"),
        KinCarerOf => Some("kin carer"),
        GrandparentOf => Some("grandparent"),
        AuntOrUncleOf => Some("aunt or uncle"),
        Partner => Some("partners"),
        FormerPartner => Some("former partners"),
        Twin => Some("twins"),
        FullSibling => Some("siblings"),
        HalfSibling => Some("half-siblings"),
        StepSibling => Some("step-siblings"),
        AdoptiveSibling => Some("siblings by adoption"),
        FosterSibling => Some("foster siblings"),
        Sibling => Some("siblings, not said how"),
        Cousin => Some("cousins"),
        OtherKin => Some("kin"),
    }
}
