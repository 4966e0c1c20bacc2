//! What was typed about somebody who is taken in: checked, turned into what matching compares and what a file begins with,
//! and carried from step to step.

use casework::person::register::Known;
use casework::setup::known;
use domain::FileId;
use domain::fact::{Birth, PartDate};
use domain::matching::{KnownName, Person};
use serde_json::json;

use super::Wrong;
use crate::body::Sent;

/// What was typed.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    /// What was searched for before.
    pub q: String,
    /// The form of the referral.
    pub form: String,
    /// Given names.
    pub given: String,
    /// Family names.
    pub family: String,
    /// What they want to be called.
    pub preferred: String,
    /// Birth as far as it is known.
    pub birth: String,
    /// They are not born yet.
    pub unborn: bool,
    /// The file of their school.
    pub school: String,
    /// Another school, in words.
    pub other_school: String,
    /// A telephone number.
    pub phone: String,
    /// Where they live, roughly.
    pub locality: String,
    /// The household they live in.
    pub household: String,
}

impl Typed {
    /// A search that found nobody becomes the name; the last word is the family's.
    pub fn begun_with(q: &str) -> Self {
        let words: Vec<&str> = q
            .split_whitespace()
            .filter(|word| word.chars().any(char::is_alphabetic))
            .collect();
        let (given, family) = match words.as_slice() {
            [] => (String::new(), String::new()),
            [one] => ((*one).to_owned(), String::new()),
            [given @ .., family] => (given.join(" "), (*family).to_owned()),
        };
        let figures = |word: &&str| word.chars().filter(char::is_ascii_digit).count() >= 6;
        let phone = q.split_whitespace().find(figures).unwrap_or_default();
        Self {
            q: q.to_owned(),
            given,
            family,
            phone: phone.to_owned(),
            ..Self::default()
        }
    }

    /// Reads what was sent.
    pub fn read(sent: &Sent) -> Self {
        let text = |name: &str| sent.get(name).to_owned();
        Self {
            q: text("q"),
            form: text("form"),
            given: text("given"),
            family: text("family"),
            preferred: text("preferred"),
            birth: text("birth"),
            unborn: sent.get("unborn") == "yes",
            school: text("school"),
            other_school: text("other_school"),
            phone: text("phone"),
            locality: text("locality"),
            household: text("household"),
        }
    }

    /// Names and values to carry unseen to the next step.
    pub fn carried(&self) -> Vec<(&'static str, &str)> {
        let all = [
            ("q", self.q.as_str()),
            ("form", &self.form),
            ("given", &self.given),
            ("family", &self.family),
            ("preferred", &self.preferred),
            ("birth", &self.birth),
            ("unborn", if self.unborn { "yes" } else { "" }),
            ("school", &self.school),
            ("other_school", &self.other_school),
            ("phone", &self.phone),
            ("locality", &self.locality),
            ("household", &self.household),
        ];
        all.into_iter()
            .filter(|(_, value)| !value.is_empty())
            .collect()
    }

    /// What needs another look.
    pub fn wrong(&self) -> Vec<Wrong> {
        let mut wrong = Vec::new();
        if self.given.is_empty() && self.family.is_empty() && self.preferred.is_empty() {
            let says =
                "Nobody is named. Type at least one name; for somebody not born yet the mother's.";
            wrong.push(("given".to_owned(), says.to_owned()));
        }
        if !self.birth.is_empty() && self.born().is_none() {
            let says = match self.unborn {
                true => format!(
                    "“{}” is not a day. Type the day they are due, such as 14 March 2027.",
                    self.birth
                ),
                false => format!(
                    "“{}” is not a date. Type it as far as it is known: 14 March 2012, March 2012, 2012 or about 2012.",
                    self.birth
                ),
            };
            wrong.push(("birth".to_owned(), says));
        }
        wrong
    }

    fn born(&self) -> Option<Birth> {
        let date: PartDate = self.birth.parse().ok()?;
        match (self.unborn, date.exact()) {
            (true, due) => Some(Birth::Expected { due: due? }),
            (false, Some(date)) => Some(Birth::Known { date }),
            (false, None) => Some(Birth::Estimated { date }),
        }
    }

    /// As matching takes it.
    pub fn person(&self) -> Person {
        let named = |given: &str| KnownName {
            given: given.to_owned(),
            family: self.family.clone(),
            former: false,
        };
        let mut names = vec![named(&self.given)];
        if !self.preferred.is_empty() {
            names.push(named(&self.preferred));
        }
        let all = |texts: &[&String]| {
            let typed = texts.iter().filter(|text| !text.is_empty());
            typed.map(|text| (*text).clone()).collect()
        };
        Person {
            names,
            birth: self.born(),
            schools: all(&[&self.school, &self.other_school]),
            localities: all(&[&self.locality]),
            phones: all(&[&self.phone]),
            ..Person::default()
        }
    }

    /// What their file begins with.
    pub fn known(&self, household: Option<FileId>) -> Known {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let mut name = serde_json::Map::new();
        name.insert("name_kind".into(), "legal".into());
        for (part, text) in [
            ("given", &self.given),
            ("family", &self.family),
            ("preferred", &self.preferred),
        ] {
            if let Some(text) = some(text) {
                name.insert(part.into(), text.into());
            }
        }
        let mut all = vec![known("name", name.into(), None)];
        if let Some(born) = self.born()
            && let Ok(fields) = serde_json::to_value(born)
        {
            all.push(known("birth", fields, None));
        }
        let school = match (self.school.parse::<FileId>(), some(&self.other_school)) {
            (Ok(school), _) => Some(json!({"file": school.to_string()})),
            (Err(_), Some(words)) => Some(json!({ "words": words })),
            (Err(_), None) => None,
        };
        if let Some(site) = school {
            all.push(known("school_attendance", json!({ "site": site }), None));
        }
        if let Some(phone) = some(&self.phone) {
            let contact = json!({"channel": "phone", "value": phone});
            all.push(known("contact", contact, None));
        }
        if let Some(locality) = some(&self.locality) {
            let address = json!({"address_kind": "home", "locality": locality});
            all.push(known("address", address, None));
        }
        if let Some(household) = household {
            let home = json!({"household": household.to_string(), "main": true});
            all.push(known("lives_with", home, None));
        }
        all
    }

    /// Everything typed, in lines: what it is, what was typed.
    pub fn summary(&self, school: Option<&str>, site: &str) -> Vec<(String, String)> {
        let name = [&self.given, &self.family].map(String::as_str).join(" ");
        let birth = match self.unborn {
            true => "Due",
            false => "Born",
        };
        let mut site = site.to_owned();
        if let Some(first) = site.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        let all = [
            ("Name", name.trim()),
            ("Called", &self.preferred),
            (birth, &self.birth),
            (&site, school.unwrap_or(&self.other_school)),
            ("Telephone", &self.phone),
            ("Lives in", &self.locality),
            ("Household", &self.household),
        ];
        all.into_iter()
            .filter(|(_, typed)| !typed.is_empty())
            .map(|(what, typed)| (what.to_owned(), typed.to_owned()))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_becomes_a_name_and_figures_a_telephone() {
        let typed = Typed::begun_with("Hana Mere Tauirapai 0211234567");
        assert_eq!(typed.given, "Hana Mere");
        assert_eq!(typed.family, "Tauirapai");
        assert_eq!(typed.phone, "0211234567");
        assert_eq!(Typed::begun_with("").given, "");
    }

    #[test]
    fn a_birth_is_taken_as_far_as_it_is_known() {
        let typed = |birth: &str, unborn: bool| Typed {
            given: "Hana".into(),
            birth: birth.into(),
            unborn,
            ..Typed::default()
        };
        for birth in [
            "14 March 2012",
            "2012-03-14",
            "March 2012",
            "about 2012",
            "",
        ] {
            assert_eq!(typed(birth, false).wrong(), [], "{birth}");
        }
        assert_eq!(typed("3 June 2026", true).wrong(), []);
        assert_eq!(typed("soon", false).wrong().len(), 1);
        assert_eq!(typed("June 2026", true).wrong().len(), 1);
    }

    #[test]
    fn somebody_without_any_name_needs_another_look() {
        let wrong = Typed::default().wrong();
        assert_eq!(wrong.first().map(|(at, _)| at.as_str()), Some("given"));
    }

    #[test]
    fn what_a_file_begins_with_are_facts_without_a_mistake() {
        let typed = Typed {
            given: "Hana".into(),
            family: "Wharetest".into(),
            preferred: "Hani".into(),
            birth: "about 2012".into(),
            other_school: "Test College".into(),
            phone: "021 123 4567".into(),
            locality: "Sampleton".into(),
            ..Typed::default()
        };
        let all = typed.known(Some(FileId::from_bits(7)));
        assert_eq!(all.len(), 6);
        for (kind, mut fields, _) in all {
            fields.insert("kind".into(), kind.as_str().into());
            let fact: domain::fact::Fact =
                serde_json::from_value(fields.into()).expect("a fact of that kind");
            assert_eq!(fact.validate(None), [], "{kind}");
        }
    }
}
