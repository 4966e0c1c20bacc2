//! What stands at the top of every page of a file: who it is, what keeps people safe, where its pages are.

use casework::read::folder::Folder;
use domain::event::Subject;
use domain::fact::{Fact, say};
use jiff::civil::Date;
use pack::model::{Act, Purpose};

use super::known::Known;
use super::words;
use crate::ctx::Ctx;

/// A page of the file in its navigation.
pub struct Tab {
    /// Where it leads.
    pub href: String,
    /// What it is called.
    pub text: String,
    /// Whether it is the one shown.
    pub here: bool,
}

/// A warning to those who work with the person.
pub struct Danger {
    /// What, as a sentence.
    pub what: String,
    /// What to do about it.
    pub precaution: Option<String>,
    /// Reason, who decided, when it is looked at again, whether the person knows.
    pub more: String,
}

/// The top of a page of a file.
pub struct Head {
    /// The file.
    pub file: String,
    /// The name it is shown by.
    pub name: String,
    /// What is said beside the name: pronouns, age, school.
    pub beside: Vec<String>,
    /// Warnings.
    pub dangers: Vec<Danger>,
    /// Who alone may see it.
    pub restricted: Option<String>,
    /// What is kept from this reader.
    pub kept: Option<String>,
    /// After a death.
    pub died: Option<String>,
    /// Who must not be told what.
    pub not_told: Vec<String>,
    /// Why they see it.
    pub why: String,
    /// Its pages.
    pub tabs: Vec<Tab>,
    /// Whether it is about somebody the service works with.
    pub is_case: bool,
}

/// The pages of a file: the end of their address, and what they are called.
const TABS: [(&str, &str); 11] = [
    ("", "Front page"),
    ("/timeline", "Timeline"),
    ("/chronology", "Chronology"),
    ("/plan", "Plan"),
    ("/people", "People"),
    ("/scores", "Scores"),
    ("/records", "Records"),
    ("/documents", "Documents"),
    ("/timescales", "Timescales"),
    ("/facts", "Facts"),
    ("/looked", "Who looked"),
];

impl Head {
    /// The top of a page; `here` is the end of its address.
    pub fn of(ctx: &Ctx, folder: &Folder, here: &str) -> Head {
        let today = ctx.me.today();
        let naming = Known {
            folder,
            pack: &folder.pack,
        };
        let file = folder.seen.file.to_string();
        let is_person = folder.subject == Subject::Person;
        let shows = |end: &str| match end {
            "/chronology" => serves(folder, Purpose::Chronology),
            "/plan" => is_person && serves(folder, Purpose::Plan),
            "/scores" => is_person && serves(folder, Purpose::Scores),
            "/people" => is_person,
            "/looked" => folder.may.act(Act::WhoLooked) && !folder.not_told,
            _ => true,
        };
        let tabs = TABS.iter().filter(|(end, _)| shows(end) || *end == here);
        let tabs = tabs.map(|(end, text)| Tab {
            href: format!("/files/{file}{end}"),
            text: (*text).to_owned(),
            here: *end == here,
        });
        let mut head = Head {
            name: folder.display.clone(),
            beside: Vec::new(),
            dangers: Vec::new(),
            restricted: restricted(folder),
            kept: folder.place_hidden.then(|| {
                "Where they live, and what would tell it, is protected and not shown to you. Whoever works with them knows."
                    .to_owned()
            }),
            died: None,
            not_told: Vec::new(),
            why: folder.seen.why.clone(),
            tabs: tabs.collect(),
            is_case: matches!(
                folder.subject,
                Subject::Person | Subject::Family | Subject::Group
            ),
            file,
        };
        head.take(folder, &naming, today);
        head
    }

    fn take(&mut self, folder: &Folder, naming: &Known<'_>, today: Date) {
        let facts = folder.facts_on(today);
        let mut school = None;
        let (mut pronouns, mut age) = (None, None);
        for (fact, held) in &facts {
            match fact {
                Fact::Gender(gender) => pronouns = gender.pronouns.clone(),
                Fact::Birth(birth) => age = Some(words::age(birth, today)),
                Fact::Death(death) if death.before_birth => {
                    self.died = Some(format!("The pregnancy ended: {}", death.date));
                }
                Fact::Death(death) => self.died = Some(format!("Died {}", death.date)),
                Fact::SchoolAttendance(at) => {
                    let year = at.year_level.iter().cloned();
                    let at: Vec<String> = year.chain([naming.who(&at.site)]).collect();
                    school = Some(at.join(", "));
                }
                Fact::DangerNote(note) => self.dangers.push(Danger {
                    what: note.what.clone(),
                    precaution: note.precaution.clone(),
                    more: danger(note, naming, today),
                }),
                Fact::MustNotBeTold(_) => self.not_told.push(naming.sentence(fact, &held.period)),
                Fact::Site(_) | Fact::Agency(_) => self.beside.push(say::say(fact, naming)),
                _ => {}
            }
        }
        self.beside.extend(pronouns);
        self.beside.extend(age.filter(|age| !age.is_empty()));
        self.beside.extend(school);
    }
}

fn danger(note: &domain::fact::DangerNote, naming: &Known<'_>, today: Date) -> String {
    let mut said = vec![
        note.why.clone(),
        format!("decided by {}", naming.who(&note.decided_by)),
    ];
    said.push(if note.review_on < today {
        format!(
            "was to be looked at again by {}: still so?",
            words::day(note.review_on)
        )
    } else {
        format!("looked at again by {}", words::day(note.review_on))
    });
    said.push(match (note.person_told, &note.why_not_told) {
        (true, _) => "they were told of this note".to_owned(),
        (false, Some(why)) => format!("they were not told of this note: {why}"),
        (false, None) => "they were not told of this note".to_owned(),
    });
    said.join(" · ")
}

fn restricted(folder: &Folder) -> Option<String> {
    let allowed = folder.restricted.as_ref()?;
    let mut names: Vec<&str> = allowed.iter().map(|w| folder.name(*w)).collect();
    names.sort_unstable();
    Some(names.join(", "))
}

fn serves(folder: &Folder, purpose: Purpose) -> bool {
    let subject = folder.subject.as_str();
    let filed = |form: &pack::model::Form| form.filed_on.iter().any(|s| *s.value == *subject);
    folder.pack.serving(purpose).any(filed)
        || folder
            .seen
            .records
            .iter()
            .any(|r| folder.form(r).is_some_and(|(_, form)| form.serves(purpose)))
}
