//! What things are called: titles for the names that a pack's rules use of one another, linked to where they stand in the
//! book. A name that nothing has stays readable and leads nowhere.

use std::collections::{BTreeMap, BTreeSet};

use pack::Pack;
use pack::model::{Cites, Field, Form, Option_, Ref};
use pack::text::Span;

use super::rich::{Rich, rich};

/// The pack, and all that can be pointed at in its book.
pub(super) struct Book<'a> {
    pub pack: &'a Pack,
    anchors: BTreeSet<String>,
    pub rules: BTreeMap<String, String>,
}

impl<'a> Book<'a> {
    pub fn of(pack: &'a Pack) -> Self {
        let list = pack.rule_list();
        let mut anchors: BTreeSet<String> = list.iter().map(|r| r.id.clone()).collect();
        anchors.extend(pack.clauses.iter().map(|c| format!("clause:{}", c.id.0)));
        let rules = list.into_iter().map(|r| (r.id, r.title)).collect();
        Self {
            pack,
            anchors,
            rules,
        }
    }

    /// A link if the anchor is in the book, text otherwise.
    pub fn to(&self, anchor: &str, text: &str) -> Rich {
        if self.anchors.contains(anchor) {
            Rich::link(anchor, text)
        } else {
            Rich::text(text)
        }
    }

    fn titled(&self, kind: &str, name: &str, title: Option<&str>) -> Rich {
        let spoken = humanise(name);
        self.to(&format!("{kind}:{name}"), title.unwrap_or(&spoken))
    }

    pub fn form(&self, name: &str) -> Rich {
        let title = self.pack.form(name).map(|f| f.title.as_str());
        self.titled("form", name, title)
    }

    pub fn role(&self, name: &str) -> Rich {
        let title = self.pack.role(name).map(|r| r.title.as_str());
        self.titled("role", name, title)
    }

    /// Roles as `A, B or C`.
    pub fn roles(&self, names: &[Ref], last: &str) -> Rich {
        Rich::join(names.iter().map(|n| self.role(n)), last)
    }

    pub fn matter(&self, name: &str) -> Rich {
        let title = self.pack.matter(name).map(|m| m.title.as_str());
        self.titled("matter", name, title)
    }

    pub fn clock(&self, name: &str) -> Rich {
        let title = self.pack.clock(name).map(|c| c.title.as_str());
        self.titled("clock", name, title)
    }

    pub fn setting(&self, name: &str) -> Rich {
        let title = self.pack.setting(name).map(|s| s.title.as_str());
        self.titled("setting", name, title)
    }

    pub fn tray(&self, name: &str) -> Rich {
        let title = self.pack.tray(name).map(|t| t.title.as_str());
        self.titled("tray", name, title)
    }

    pub fn resource(&self, name: &str) -> Rich {
        let title = self.pack.resource(name).map(|r| r.title.as_str());
        self.titled("resource", name, title)
    }

    pub fn list(&self, name: &str) -> Rich {
        let list = self.pack.list(name);
        self.titled("list", name, list.and_then(|l| l.title.as_deref()))
    }

    pub fn state(&self, name: &str) -> Rich {
        let title = self.pack.state(name).map(|s| s.title.as_str());
        self.titled("state", name, title)
    }

    pub fn instrument(&self, name: &str) -> Rich {
        let instrument = self.pack.instrument(name);
        let title = instrument.and_then(|i| i.definition["title"].as_str());
        self.titled("instrument", name, title)
    }

    pub fn category(&self, name: &str) -> String {
        let mut all = self.pack.head.categories.iter();
        all.find(|c| *c.category == *name)
            .map_or_else(|| humanise(name), |c| c.title.clone())
    }

    /// A matter kind or a subject: what a rule hangs on.
    pub fn subject(&self, name: &str) -> Rich {
        if self.pack.matter(name).is_some() {
            self.matter(name)
        } else {
            Rich::text(&format!("the file of {}", self.a_subject(name)))
        }
    }

    /// `a person`, in the service's word.
    pub fn a_subject(&self, name: &str) -> String {
        let word = self.pack.word(name).replace(['-', '_'], " ");
        let vowel = word.starts_with(['a', 'e', 'i', 'o', 'A', 'E', 'I', 'O']);
        format!("{} {word}", if vowel { "an" } else { "a" })
    }

    /// A stage of a matter by its title, in quotation marks.
    pub fn stage(&self, matter: &str, stage: &str) -> Rich {
        let found = self.pack.matter(matter).and_then(|m| m.stage(stage));
        let title = found.map_or_else(|| humanise(stage), |s| s.title.clone());
        self.to(&format!("stage:{matter}.{stage}"), &format!("“{title}”"))
    }

    /// Clauses at the end of a rule; nothing if it cites none.
    pub fn clauses(&self, cites: &Cites) -> Rich {
        let links = cites.iter().map(|c| {
            let id = &c.value.0;
            self.to(&format!("clause:{id}"), id)
        });
        Rich::join(links, ", ")
    }

    /// The clauses with the word before them, as the last sentence of a paragraph.
    pub fn cited(&self, cites: &Cites) -> Rich {
        match cites.len() {
            0 => Rich::default(),
            1 => rich!["Clause ", self.clauses(cites), "."],
            _ => rich!["Clauses ", self.clauses(cites), "."],
        }
    }

    /// Where a rule is written and what it is called there: for whoever corrects it.
    pub fn written(&self, name: &str, span: Span) -> Rich {
        let place = self.pack.files.place(span);
        let mut parts = place.rsplitn(3, ':');
        let (_, line, file) = (parts.next(), parts.next(), parts.next());
        match (file, line) {
            (Some(file), Some(line)) if !file.is_empty() => rich![
                Rich::code(name),
                " in ",
                Rich::text(file),
                ", line ",
                Rich::text(line)
            ],
            _ => Rich::code(name),
        }
    }

    /// The options a field offers, its own or those of its list.
    pub fn options(&self, field: &'a Field) -> &'a [Option_] {
        match &field.list {
            Some(list) => self.pack.list(list).map_or(&[], |l| &l.options),
            None => &field.options,
        }
    }

    /// A question by its label in quotation marks, linked to where it stands.
    pub fn question(&self, form: &Form, field: &Field) -> Rich {
        let id = self
            .path_of(form, field)
            .unwrap_or_else(|| field.id.to_string());
        let label = format!("“{}”", field.label.trim_end_matches(':'));
        self.to(&format!("field:{}.{id}", *form.record), &label)
    }

    fn path_of(&self, form: &Form, field: &Field) -> Option<String> {
        fn seek(fields: &[Field], wanted: &Field) -> Option<String> {
            fields.iter().find_map(|f| {
                if std::ptr::eq(f, wanted) {
                    return Some(f.id.to_string());
                }
                seek(&f.fields, wanted).map(|rest| format!("{}.{rest}", *f.id))
            })
        }
        form.sections.iter().find_map(|s| seek(&s.fields, field))
    }
}

/// `begin-service` as `Begin service`.
pub(super) fn humanise(name: &str) -> String {
    let spoken = spoken(name);
    let mut chars = spoken.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().collect::<String>() + chars.as_str()
    })
}

/// `begin-service` as `begin service`.
pub(super) fn spoken(name: &str) -> String {
    name.replace(['-', '_'], " ")
}

/// A number without a needless fraction.
pub(super) fn number(value: f64) -> String {
    format!("{value}")
}
