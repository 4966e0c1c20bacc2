//! What may be chosen in a form: people near the file, workers, sites, records and the like, as somebody may see them. Plain
//! data that a reading fills; nothing here looks anything up.

use std::collections::BTreeMap;

use pack::model::{Field, FieldType};

/// Something to choose.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Choice {
    /// What an answer names it by.
    pub id: String,
    /// What people read.
    pub label: String,
}

impl Choice {
    /// One of them.
    pub fn new(id: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            label: label.into(),
        }
    }
}

/// Something to choose that is of a kind: a record, a matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfKind {
    /// Its kind.
    pub kind: String,
    /// What is chosen.
    pub choice: Choice,
}

/// What may be chosen.
#[derive(Debug, Clone, Default)]
pub struct Choices {
    /// People near the file.
    pub people: Vec<Choice>,
    /// Who works in the service.
    pub workers: Vec<Choice>,
    /// Its sites.
    pub sites: Vec<Choice>,
    /// Agencies.
    pub agencies: Vec<Choice>,
    /// Group programmes.
    pub groups: Vec<Choice>,
    /// Posts.
    pub posts: Vec<Choice>,
    /// Records on the files at hand.
    pub records: Vec<OfKind>,
    /// Matters of the files at hand.
    pub matters: Vec<OfKind>,
    /// Documents at hand, by the hash of their content.
    pub documents: Vec<Choice>,
    /// Names of what is answered already and is not among the above.
    pub known: BTreeMap<String, String>,
}

impl Choices {
    /// What a field offers; nothing for one that offers nothing of this sort.
    pub fn of(&self, field: &Field) -> Vec<Choice> {
        let of_kind = |all: &[OfKind]| {
            let fits = |o: &&OfKind| {
                field
                    .of
                    .as_ref()
                    .is_none_or(|of| *of.as_str() == *o.kind.as_str())
            };
            all.iter().filter(fits).map(|o| o.choice.clone()).collect()
        };
        match *field.kind {
            FieldType::Person | FieldType::People => self.people.clone(),
            FieldType::Worker | FieldType::Workers => self.workers.clone(),
            FieldType::Site => self.sites.clone(),
            FieldType::Agency => self.agencies.clone(),
            FieldType::GroupFile => self.groups.clone(),
            FieldType::Post => self.posts.clone(),
            FieldType::Record | FieldType::Records => of_kind(&self.records),
            FieldType::Matter => of_kind(&self.matters),
            FieldType::Attachment | FieldType::Attachments => self.documents.clone(),
            _ => Vec::new(),
        }
    }

    /// Whose file may be named beside somebody's name.
    pub fn files(&self) -> Vec<Choice> {
        self.people.iter().chain(&self.workers).cloned().collect()
    }

    /// What something is called, wherever it is listed.
    pub fn name(&self, id: &str) -> Option<&str> {
        let lists = [
            &self.people,
            &self.workers,
            &self.sites,
            &self.agencies,
            &self.groups,
            &self.posts,
            &self.documents,
        ];
        let listed = lists.into_iter().flatten();
        let kinds = self.records.iter().chain(&self.matters).map(|o| &o.choice);
        let found = listed.chain(kinds).find(|choice| choice.id == id);
        found
            .map(|choice| choice.label.as_str())
            .or_else(|| self.known.get(id).map(String::as_str))
    }
}
