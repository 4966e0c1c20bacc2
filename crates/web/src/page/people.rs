//! People as lines of lists: stage, states, when last seen, what is next. Words alone; what stands in them, casework says.

use casework::read::my_day::{LastSeen, Person, PersonPlace};
use jiff::civil::Date;
use pack::Pack;
use pack::model::Meaning;

use crate::days;

/// Somebody, in one line.
pub struct Line {
    /// Their file.
    pub file: String,
    /// The name it is shown by.
    pub name: String,
    /// Whether it is restricted.
    pub restricted: bool,
    /// Stages of what is open.
    pub stage: String,
    /// States: what is weighed, and how.
    pub states: String,
    /// The work is most intense.
    pub high: Option<String>,
    /// When they were last seen.
    pub seen: Option<String>,
    /// The next timescale and its day.
    pub next: Option<String>,
    /// How many are out of timescale, in words.
    pub late: Option<String>,
    /// For whom, where it is under cover.
    pub covered: Option<String>,
}

/// A person as a line.
pub fn line(person: Person, most: Option<&(String, String)>, today: Date) -> Line {
    let stages: Vec<&str> = person
        .matters
        .iter()
        .map(|(_, stage)| stage.as_str())
        .collect();
    let states: Vec<String> = person
        .states
        .iter()
        .map(|(title, value)| format!("{title}: {value}"))
        .collect();
    let high = most.filter(|most| person.states.contains(most));
    Line {
        file: person.file.to_string(),
        name: person.display,
        restricted: person.restricted,
        stage: stages.join(" · "),
        states: states.join(" · "),
        high: high.map(|(title, value)| format!("{title}: {value}")),
        seen: last_seen(person.seen.as_ref(), today),
        next: person.next.map(|(title, day)| next(&title, day, today)),
        late: late(person.late),
        covered: person.covered,
    }
}

/// "last seen 26 May, alone, school".
pub fn last_seen(seen: Option<&LastSeen>, today: Date) -> Option<String> {
    let seen = seen?;
    let mut said = format!("last seen {}", days::kept(&seen.day, today));
    match seen.alone.as_deref() {
        Some("yes") => said.push_str(", alone"),
        Some("no") => said.push_str(", not alone"),
        _ => {}
    }
    if let Some(place) = &seen.place {
        said.push_str(", ");
        said.push_str(&place.to_lowercase());
    }
    Some(said)
}

/// "Review of the plan: Fri 5 Jun".
pub fn next(title: &str, day: Option<Date>, today: Date) -> String {
    match day {
        Some(day) => format!("{title}: {}", days::near(day, today)),
        None => title.to_owned(),
    }
}

/// "1 out of timescale".
pub fn late(count: i64) -> Option<String> {
    (count > 0).then(|| format!("{count} out of timescale"))
}

/// The band of a full caseload.
pub fn band(band: Option<(i64, i64)>) -> Option<(u32, u32)> {
    let (least, most) = band?;
    Some((u32::try_from(least).ok()?, u32::try_from(most).ok()?))
}

/// The title of the state that says how intense the work is, and of its last value.
pub fn most_intense(pack: &Pack) -> Option<(String, String)> {
    let fields = pack.forms.iter().flat_map(|form| form.fields());
    let mut states = fields
        .filter(|field| field.is(Meaning::Level))
        .filter_map(|field| pack.state(field.sets.as_ref()?));
    let state = states.next()?;
    let last = state.values.last()?;
    Some((state.title.clone(), last.title.clone()))
}

/// A place in a list of people as an address holds it.
pub fn written((sort, file): &PersonPlace) -> String {
    let whole = format!("{file} {sort}");
    form_urlencoded::byte_serialize(whole.as_bytes()).collect()
}

/// The same, read back.
pub fn place(text: &str) -> Option<PersonPlace> {
    let (file, sort) = text.split_once(' ')?;
    Some((sort.to_owned(), file.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::FileId;

    #[test]
    fn a_place_in_the_list_reads_back_with_its_macrons() {
        let at = ("tūī  māra".to_owned(), FileId::from_bits(5));
        let sent = crate::body::Sent::parse(format!("people={}", written(&at)).as_bytes());
        assert_eq!(place(sent.raw("people")), Some(at));
        assert_eq!(place(""), None);
    }
}
