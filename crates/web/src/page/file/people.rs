//! The people around somebody: a genogram drawn from what this file and those of kin say, and the same as a list. Nobody is in
//! it whom the reader may not know of; a file is opened from it only where it may be read.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use casework::read::folder::{Folder, Want};
use domain::FileId;
use domain::fact::{Birth, Fact, Relationship, Who, describe};
use jiff::civil::Date;
use print::picture::genogram::{Age, Genogram, Household, Person, Said, Symbol, TieKind, draw};

use super::head::Head;
use super::known::Known;
use super::opened;
use crate::ctx::Ctx;
use crate::frame::{Frame, page};
use crate::problem::Problem;

/// Somebody in the list.
struct Line {
    name: String,
    href: Option<String>,
    what: String,
}

#[derive(Template)]
#[template(path = "file/people.html")]
struct Page {
    frame: Frame,
    head: Head,
    picture: Option<String>,
    sentences: Vec<String>,
    people: Vec<Line>,
    others: Vec<Line>,
    may: bool,
}

/// `GET /files/{file}/people`
pub async fn show(ctx: Ctx, Path(file): Path<String>) -> Result<Response, Problem> {
    let folder = opened(&ctx, &file, "people", Want::Kin).await?;
    let today = ctx.me.today();
    let genogram = genogram(&ctx, &folder, today);
    let is_family = genogram.people.len() > 1;
    let (people, others) = list(&ctx, &folder, today);
    Ok(page(&Page {
        frame: ctx.frame("People"),
        head: Head::of(&ctx, &folder, "/people"),
        picture: is_family.then(|| draw(&genogram, "genogram")),
        sentences: if is_family {
            genogram.sentences()
        } else {
            Vec::new()
        },
        people,
        others,
        may: folder.may.facts,
    }))
}

/// Whom a relationship points at: a file the reader may know, or somebody in words.
fn of(folder: &Folder, who: &Who) -> Option<(String, String)> {
    match who {
        Who::File(file) => {
            let id: FileId = file.0.parse().ok()?;
            let own = folder.seen.also.contains(&id);
            let id = if own { folder.seen.file } else { id };
            folder
                .knows(id)
                .then(|| (id.to_string(), folder.name(id).to_owned()))
        }
        Who::Words(words) => Some((format!("words {words}"), words.clone())),
        Who::Role(_) => None,
    }
}

struct Family<'f> {
    folder: &'f Folder,
    people: BTreeMap<String, Person>,
    homes: BTreeMap<String, String>,
    said: Vec<Said>,
}

impl Family<'_> {
    fn person(&mut self, id: &str, name: &str) -> &mut Person {
        self.people.entry(id.to_owned()).or_insert_with(|| Person {
            id: id.to_owned(),
            name: name.to_owned(),
            ..Person::default()
        })
    }

    fn take(&mut self, of_: FileId, fact: &Fact) {
        if !self.folder.knows(of_) {
            return;
        }
        let (id, name) = (of_.to_string(), self.folder.name(of_).to_owned());
        match fact {
            Fact::Relationship(to) => {
                if let Some((other, called)) = of(self.folder, &to.to) {
                    self.person(&id, &name);
                    self.person(&other, &called);
                    self.said.push(Said::new(&id, &other, to));
                }
            }
            Fact::LivesWith(home) => {
                let household = home.household.0.parse::<FileId>();
                if let Some(house) = household.ok().filter(|h| self.folder.knows(*h)) {
                    let label = self.folder.name(house).to_owned();
                    self.homes.insert(house.to_string(), label);
                    self.person(&id, &name).households.push(house.to_string());
                }
            }
            Fact::Birth(birth) => {
                let person = self.person(&id, &name);
                person.age = age(birth);
                if matches!(birth, Birth::Expected { .. }) {
                    person.symbol = Symbol::Triangle;
                }
            }
            Fact::Death(death) => {
                let person = self.person(&id, &name);
                person.died = true;
                if death.before_birth {
                    person.symbol = Symbol::Triangle;
                }
            }
            Fact::Gender(gender) => {
                let symbol = symbol(&self.folder.pack, &gender.gender);
                let person = self.person(&id, &name);
                if person.symbol == Symbol::Diamond {
                    person.symbol = symbol;
                }
            }
            _ => {}
        }
    }
}

fn age(birth: &Birth) -> Age {
    match birth {
        Birth::Known { date } => Age::Born(date.year()),
        Birth::Estimated { date } => Age::Words(format!("born {date}")),
        Birth::Expected { due } => Age::Words(format!("due {}", due.strftime("%B %Y"))),
    }
}

/// Squares and circles are for who is said to be male or female, in our word or the pack's; everybody else is a diamond.
fn symbol(pack: &pack::Pack, gender: &str) -> Symbol {
    let said = gender.trim().to_lowercase();
    let is = |words: [&str; 3]| {
        words
            .iter()
            .any(|word| said == *word || said == pack.word(word).to_lowercase())
    };
    if is(["male", "man", "boy"]) {
        Symbol::Square
    } else if is(["female", "woman", "girl"]) {
        Symbol::Circle
    } else {
        Symbol::Diamond
    }
}

/// The family as far as the reader may see it.
pub fn genogram(ctx: &Ctx, folder: &Folder, today: Date) -> Genogram {
    let subject = folder.seen.file;
    let mut family = Family {
        folder,
        people: BTreeMap::new(),
        homes: BTreeMap::new(),
        said: Vec::new(),
    };
    family.person(&subject.to_string(), &folder.display);
    for (fact, _) in folder.facts_on(today) {
        family.take(subject, &fact);
    }
    for (file, fact) in &folder.kin {
        family.take(*file, fact);
    }
    let title = format!("Genogram of {}", folder.display);
    let households = family
        .homes
        .into_iter()
        .map(|(id, label)| Household { id, label })
        .collect();
    let word = |kind: TieKind| {
        let kin = ctx.word("kin-care");
        (kind == TieKind::KinCarerOf && kin != "kin-care").then(|| kin.to_owned())
    };
    Genogram::of(
        &subject.to_string(),
        &title,
        family.people.into_values().collect(),
        households,
        &family.said,
        word,
    )
}

/// Kin and everybody else whom facts name, as lines.
fn list(ctx: &Ctx, folder: &Folder, today: Date) -> (Vec<Line>, Vec<Line>) {
    let naming = Known {
        folder,
        pack: &folder.pack,
    };
    let facts = folder.facts_on(today);
    let people = facts.iter().filter_map(|(fact, _)| match fact {
        Fact::Relationship(to) => relationship(ctx, folder, to),
        _ => None,
    });
    let kinds = [
        "lives_with",
        "parental_responsibility",
        "guardianship",
        "care_of",
        "may_consent",
        "in_care",
        "court_order",
    ];
    let others = facts
        .iter()
        .filter(|(fact, _)| kinds.contains(&fact.kind()))
        .map(|(fact, held)| Line {
            name: describe::of(fact.kind()).map_or_else(String::new, |d| d.title.to_owned()),
            href: None,
            what: naming.sentence(fact, &held.period),
        });
    (people.collect(), others.collect())
}

fn relationship(ctx: &Ctx, folder: &Folder, to: &Relationship) -> Option<Line> {
    let (id, name) = of(folder, &to.to)?;
    let file = id.parse::<FileId>().ok().filter(|file| folder.opens(*file));
    let said = describe::relation(to.relation);
    let mut what = ctx.word(said).to_owned();
    if let Some(own) = &to.own_words {
        what = format!("{what}, “{own}”");
    }
    if to.disputed {
        what = format!("{what} (disputed)");
    }
    Some(Line {
        name,
        href: file.map(|file| format!("/files/{file}")),
        what,
    })
}
