//! `pack.yaml` and `clauses.yaml`.

use crate::text::{Entries, Fields, FromNode, Ident, Node, OneOrMany, Problems, Spanned};

use super::ClauseId;

crate::record! {
    /// Where a pack's practice comes from.
    #[derive(Debug, Clone, Default)]
    pub struct Source: "a source" {
        /// The document's title.
        pub title: String,
        /// Which edition of it.
        pub edition: Option<String>,
        /// Where it is published.
        pub url: Option<String>,
    }
}

crate::record! {
    /// What access decides by: every record kind is in one category.
    #[derive(Debug, Clone)]
    pub struct Category: "a category" {
        /// Its name.
        pub category: Spanned<Ident>,
        /// What people call it.
        pub title: String,
        /// `never`: may not be filed on a person receiving the service.
        pub on_child_file: Option<OnChildFile>,
    }
}

crate::name_enum! {
    /// Whether records of a category may stand on the file of somebody who is served.
    pub enum OnChildFile: "whether it may stand on a child's file" {
        /// They may not.
        Never = "never",
    }
}

/// A title of the service.
pub type Title = String;

crate::record! {
    /// `pack.yaml`.
    #[derive(Debug, Clone)]
    pub struct Head: "a pack" {
        /// The pack's name, the same as its folder's.
        pub pack: Spanned<Ident>,
        /// Its version, three numbers.
        pub version: Spanned<String>,
        /// Its title.
        pub title: String,
        /// Other names of the service.
        pub titles: OneOrMany<Title>,
        /// Where the practice comes from.
        pub source: Option<Source>,
        /// Whether the starting day is the first day of a limit.
        pub counting: Counting = Counting::Exclusive,
        /// The group of services it belongs to.
        pub umbrella: Option<String>,
        /// The service's words for the engine's.
        pub words: Entries<String>,
        /// What access decides by.
        pub categories: Vec<Category>,
    }
}

crate::name_enum! {
    /// Whether the starting day is the first day of a limit.
    pub enum Counting: "a counting convention" {
        /// The day after the start is the first day.
        Exclusive = "exclusive",
        /// The start is the first day.
        Inclusive = "inclusive",
    }
}

impl Default for Head {
    fn default() -> Self {
        Self {
            pack: Spanned::new(Ident::known("unnamed"), Default::default()),
            version: Spanned::new("0.0.0".into(), Default::default()),
            title: String::new(),
            titles: OneOrMany(Vec::new()),
            source: None,
            counting: Counting::Exclusive,
            umbrella: None,
            words: Entries(Vec::new()),
            categories: Vec::new(),
        }
    }
}

/// How a clause is met where no rule of the pack cites it.
#[derive(Debug, Clone)]
pub enum How {
    /// A part of the engine carries it out.
    Feature(Vec<Spanned<Ident>>),
    /// It is outside software, for this reason.
    NotSoftware(String),
}

impl FromNode for How {
    fn expected() -> String {
        "`{feature: name}` or `{not_software: reason}`".into()
    }
    fn from_node(node: &Node, problems: &mut Problems) -> Option<Self> {
        let mut fields = Fields::of(node, "how a clause is met", problems)?;
        let which = fields.one_of(&["feature", "not_software"]);
        let how = match which? {
            "feature" => fields
                .required::<OneOrMany<Spanned<Ident>>>("feature")
                .map(|f| Self::Feature(f.0)),
            _ => fields
                .required::<String>("not_software")
                .map(Self::NotSoftware),
        };
        fields.done();
        how
    }
}

crate::record! {
    /// One clause of the source, in our own words.
    #[derive(Debug, Clone)]
    pub struct Clause: "a clause" {
        /// Its id, kept from the index of the source.
        pub id: Spanned<ClauseId>,
        /// Where it stands.
        pub section: String,
        /// What sort of thing it asks for.
        pub kind: Option<String>,
        /// What it asks.
        pub text: String,
        /// The exact items it names.
        pub data: Vec<String>,
        /// Who it is asked of.
        pub who: Option<String>,
        /// Where it is unclear or contradicts another, the reading taken.
        pub ambiguity: Option<String>,
        /// How it is met where no rule cites it.
        pub how: Option<How>,
    }
}
