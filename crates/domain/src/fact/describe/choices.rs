//! The values of choices in plain English. Where a pack has a word of its own for one (it may, for a relation), that is shown
//! instead by whoever shows it.

use super::super::Relation;

type Choices = &'static [(&'static str, &'static str)];

pub(super) const NAME_KINDS: Choices = &[
    ("preferred", "What they want to be called"),
    ("legal", "On official papers now"),
    ("birth", "Given at birth"),
    ("former", "Used before and no longer"),
    ("alias", "A nickname or other name people know them by"),
    ("adoptive", "Taken on adoption"),
    ("placeholder", "For an unborn child or one without a name"),
];

pub(super) const CERTAINTIES: Choices = &[
    ("known", "The day is known"),
    ("estimated", "It is somebody's estimate"),
    ("expected", "Not born yet"),
];

pub(super) const NEED_AREAS: Choices = &[
    (
        "communication",
        "Talking, hearing, seeing, being understood",
    ),
    ("information", "Large print, easy words, audio"),
    ("physical", "Getting there and in"),
    ("sensory", "Noise, light, crowds"),
    ("learning", "Learning and remembering"),
    ("health", "Illness, of body or mind"),
    ("other", "Something else"),
];

pub(super) const ADDRESS_KINDS: Choices = &[
    ("home", "Home"),
    ("placement", "Placement"),
    ("temporary", "Staying for now"),
    ("refuge", "Refuge or other place of safety"),
    ("postal", "Letters only"),
    ("work", "Work"),
    ("office", "Office"),
    ("no_fixed_abode", "No fixed address"),
];

pub(super) const CHANNELS: Choices = &[
    ("mobile", "Mobile"),
    ("phone", "Telephone at a place"),
    ("email", "E-mail"),
    ("messaging", "Messaging account"),
    ("web", "Web address"),
    ("through", "Through another person"),
];

pub(super) const SAFE: Choices = &[
    ("yes", "Yes, they said so"),
    ("no", "No, never"),
    ("not_asked", "Not asked yet: ask first"),
];

pub(super) const HOW_GUARDIAN: Choices = &[
    ("parent", "As a parent, by law"),
    ("court", "Appointed by a court"),
    ("will", "Named in a will"),
    ("appointed", "Appointed by the other guardians"),
    ("agency", "An agency, by statute"),
    ("unknown", "Not known"),
];

pub(super) const REGISTRATION_STATES: Choices = &[
    ("registered", "On the register"),
    ("in_process", "Applied for"),
    ("experience_pathway", "On the way of proven experience"),
    ("none", "None, and none applied for"),
];

pub(super) const SCHOOL_EVENTS: Choices = &[
    ("attendance", "Attendance, in per cent"),
    ("stand_down", "Removed for some days"),
    ("suspension", "Removed until the board decides"),
    ("exclusion", "Removed, to enrol elsewhere"),
    ("expulsion", "Removed for good"),
    ("transition", "A move to another school or stage"),
    ("not_enrolled", "Not enrolled anywhere"),
    ("achievement", "A result, award or qualification"),
    ("other", "Something else"),
];

pub(super) const RELATIONS: Choices = &[
    ("parent", "parent"),
    ("child", "child"),
    ("adoptive_parent", "adoptive parent"),
    ("adopted_child", "adopted child"),
    ("step_parent", "step-parent"),
    ("step_child", "stepchild"),
    ("foster_carer", "foster carer"),
    ("foster_child", "foster child"),
    ("kin_carer", "kin carer"),
    ("kin_cared_child", "child in kin care"),
    ("sibling", "brother or sister"),
    ("full_sibling", "full brother or sister"),
    ("half_sibling", "half-brother or half-sister"),
    ("step_sibling", "stepbrother or stepsister"),
    ("adoptive_sibling", "adoptive brother or sister"),
    ("foster_sibling", "foster brother or sister"),
    ("twin", "twin"),
    ("grandparent", "grandparent"),
    ("grandchild", "grandchild"),
    ("aunt_or_uncle", "aunt or uncle"),
    ("niece_or_nephew", "niece or nephew"),
    ("cousin", "cousin"),
    ("other_kin", "other kin"),
    ("partner", "partner"),
    ("former_partner", "former partner"),
    ("friend", "friend"),
    ("neighbour", "neighbour"),
    ("professional", "professional"),
    (
        "worked_with_by_subject",
        "works with them as a professional's client",
    ),
    ("other", "other"),
];

/// A relation in words: "kin carer".
pub fn relation(relation: Relation) -> &'static str {
    let at = Relation::ALL.iter().position(|r| *r == relation);
    at.and_then(|at| RELATIONS.get(at))
        .map_or("other", |(_, words)| words)
}
