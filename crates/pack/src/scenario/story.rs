//! A story: a provider with its people over some months, in the words of scenarios, for demonstrations and for tests that
//! need a filled database. Its chapters are told one family at a time and happen all at once; its patterns are told once and
//! happen to everybody in its cast. Here it is read and moved in time; whoever has a database carries it out.

mod cast;
mod fill;
mod part;
mod pattern;

use domain::calendar::Calendar;
use jiff::civil::{Date, Weekday};

use self::cast::Member;
use self::pattern::Patterns;
use super::{Arrival, PersonSpec, Scenario, Step, WorkerSpec, entries};
use crate::calendar_file::CalendarLibrary;
use crate::text::{Fields, Node, Problems, Spanned, Value, parse};

/// A story as read.
#[derive(Debug, Clone)]
pub struct Story {
    /// The agency's name.
    pub agency: String,
    /// The short name of its service.
    pub slug: String,
    /// Everything that happens, in the order in which it happens.
    pub scenario: Scenario,
    last: Option<Date>,
}

impl Story {
    /// Reads a story; it comes back only if nothing is wrong with it.
    pub fn read(name: &str, text: &str) -> (Option<Self>, Problems) {
        Self::until(name, text, None)
    }

    fn until(name: &str, text: &str, end: Option<Date>) -> (Option<Self>, Problems) {
        let mut problems = Problems::new();
        let file = problems.file(name);
        let story = parse(file, text.as_bytes(), &mut problems)
            .and_then(|node| Self::told(&node, end, &mut problems));
        let whole = !problems.has_errors();
        (story.filter(|_| whole), problems)
    }

    /// Reads a story moved by whole weeks, so that its chapters end in the seven days before `today`; its patterns go on
    /// until the day before. `today` is asked for the day in the story's zone. Weekdays stay what they were; holidays and terms do not move with it.
    pub fn ending_before(
        name: &str,
        text: &str,
        today: impl FnOnce(&str) -> Date,
    ) -> (Option<Self>, Problems) {
        let (story, problems) = Self::read(name, text);
        let Some((last, here)) = story
            .as_ref()
            .and_then(|s| Some((s.last?, &s.scenario.zone)))
        else {
            return (story, problems);
        };
        let today = today(here);
        let days = i64::from((today - last).get_days()) - 1;
        Self::until(name, &moved(text, days.div_euclid(7)), Some(today))
    }

    /// The last day of its chapters.
    pub fn last_day(&self) -> Option<Date> {
        self.last
    }
}

impl Story {
    /// Reads a story whose patterns go on until a day; without one they end with the last chapter.
    fn told(node: &Node, end: Option<Date>, problems: &mut Problems) -> Option<Self> {
        let mut fields = Fields::of(node, "a story", problems)?;
        let span = fields.span();
        let story = fields.required::<Spanned<String>>("story");
        let agency = fields.required::<String>("agency");
        let slug = fields.required::<String>("slug");
        let zone = fields.required::<String>("zone");
        let calendar = fields.required::<String>("calendar");
        let workers = fields.node("workers");
        let sites = fields.list::<Spanned<String>>("sites");
        let families = fields.list::<Spanned<String>>("families");
        let mut patterns = Patterns::read(&mut fields);
        let cast = fields.node("cast");
        let chapters = fields.node("chapters");
        let problems = fields.problems();
        let workers: Vec<WorkerSpec> = entries(workers, "workers by name", problems)
            .into_iter()
            .filter_map(|(name, node)| WorkerSpec::read(name, node, problems))
            .collect();
        let mut people = Vec::new();
        let mut steps: Vec<Step> = Vec::new();
        match chapters.map(|c| &c.value) {
            Some(Value::List(nodes)) => {
                for node in nodes {
                    chapter(node, &mut people, &mut steps, problems);
                }
            }
            _ => {
                problems
                    .error(chapters.map_or(span, |c| c.span), "a story needs chapters")
                    .expected("a list of `chapter`, `people` and `steps`");
            }
        }
        let last = steps.iter().map(|step| step.date).max();
        patterns.end = end.or_else(|| last?.tomorrow().ok());
        let days = calendar.as_deref().and_then(working_days);
        let working = |day: Date| next_working_day(days.as_ref(), day);
        let cast = match cast.filter(|c| !c.is_null()).map(|c| (c, c.list())) {
            Some((_, Some(nodes))) => nodes,
            Some((cast, None)) => {
                problems
                    .error(cast.span, format!("found {}", cast.describe()))
                    .expected("a list of `name`, `pattern`, `started` ...");
                &[]
            }
            None => &[],
        };
        for node in cast {
            let Some(member) = Member::read(node, problems) else {
                continue;
            };
            let elsewhere = workers
                .iter()
                .map(|w| &w.name)
                .chain(&sites)
                .chain(&families);
            let known = elsewhere.into_iter().any(|name| **name == *member.name)
                || people.iter().any(|p: &PersonSpec| *p.name == *member.name);
            let held = people
                .iter()
                .find(|p: &&PersonSpec| *p.name == *member.name);
            let school = held.and_then(|p| p.school.as_deref());
            let words = member.known(&workers, school, problems);
            let (told, usual) = patterns.tell(&member, words, &working, problems);
            people.extend(member.person(known, usual, problems));
            steps.extend(told);
        }
        // Behind another mistake, much only looks unused.
        if !problems.has_errors() {
            patterns.unused(problems);
        }
        fields.done();
        // What happens at the same moment stays in the order in which it is told.
        steps.sort_by_key(|step| (step.date, step.time));
        arrivals(&mut people, &steps);
        Some(Self {
            agency: agency?,
            slug: slug?,
            last,
            scenario: Scenario {
                scenario: story?,
                clause: Vec::new(),
                zone: zone?,
                calendar: calendar?,
                settings: Vec::new(),
                workers,
                people,
                sites,
                families,
                steps,
                span,
            },
        })
    }
}

/// Nobody's file is there before somebody has something to write on it: people arrive with the first step that names them,
/// those who are only named by others' facts with those others.
fn arrivals(people: &mut [PersonSpec], steps: &[Step]) {
    for person in people.iter_mut() {
        let name = person.name.as_str();
        let first = steps.iter().find(|step| {
            step.phrase.contains(name) || step.answers.iter().any(|(_, a)| mentions(a, name))
        });
        person.arrives = first.map(|step| Arrival {
            date: step.date,
            time: step.time,
            by: step.who.clone(),
        });
    }
    let arrived: Vec<(Vec<&Node>, Arrival)> = people
        .iter()
        .filter_map(|p| Some((p.facts.iter().map(|(_, f)| f).collect(), p.arrives.clone()?)))
        .collect();
    let with: Vec<Option<Arrival>> = people
        .iter()
        .map(|person| {
            let named = arrived
                .iter()
                .filter(|(facts, _)| facts.iter().any(|f| mentions(f, &person.name)));
            named
                .map(|(_, arrival)| arrival.clone())
                .min_by_key(|a| (a.date, a.time))
        })
        .collect();
    for (person, with) in people.iter_mut().zip(with) {
        let earlier = match (&person.arrives, &with) {
            (Some(own), Some(with)) => (with.date, with.time) < (own.date, own.time),
            (None, _) => true,
            _ => false,
        };
        if earlier {
            person.arrives = with;
        }
    }
}

fn mentions(node: &Node, name: &str) -> bool {
    match &node.value {
        Value::Scalar(text, _) => text == name,
        Value::List(nodes) => nodes.iter().any(|n| mentions(n, name)),
        Value::Map(entries) => entries.iter().any(|(_, n)| mentions(n, name)),
        Value::Broken => false,
    }
}

fn working_days(calendar: &str) -> Option<Calendar> {
    CalendarLibrary::embedded().load(calendar).ok()
}

/// The first day from this one on that is neither a weekend nor, where the calendar is known, a holiday.
fn next_working_day(calendar: Option<&Calendar>, day: Date) -> Date {
    let works = |day: Date| {
        let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
        let open = calendar.map(|c| c.is_working_day(day));
        !weekend && !matches!(open, Some(Ok(false)))
    };
    let mut day = day;
    for _ in 0..31 {
        if works(day) {
            break;
        }
        day = day.tomorrow().unwrap_or(day);
    }
    day
}

fn chapter(
    node: &Node,
    people: &mut Vec<PersonSpec>,
    steps: &mut Vec<Step>,
    problems: &mut Problems,
) {
    let Some(mut fields) = Fields::of(node, "a chapter", problems) else {
        return;
    };
    let _ = fields.required::<String>("chapter");
    let named = fields.node("people");
    steps.extend(fields.list::<Step>("steps"));
    let problems = fields.problems();
    people.extend(
        entries(named, "people by name", problems)
            .into_iter()
            .filter_map(|(name, node)| PersonSpec::read(name, node, problems)),
    );
    fields.done();
}

/// A text with every date in it moved by so many weeks; what only looks like a date stays.
fn moved(text: &str, weeks: i64) -> String {
    let span = jiff::Span::new();
    let Ok(span) = span.try_weeks(weeks) else {
        return text.to_owned();
    };
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let length = from
            .find(|c: char| !c.is_ascii_digit() && c != '-')
            .unwrap_or(from.len());
        let (run, after) = from.split_at(length);
        let date = (run.len() == 10)
            .then(|| run.parse::<Date>().ok()?.checked_add(span).ok())
            .flatten();
        match date {
            Some(date) => out.push_str(&date.to_string()),
            None => out.push_str(run),
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests;

#[cfg(test)]
mod chapters {
    use super::*;

    const STORY: &str = "
story: Two families
agency: A trust
slug: trust
zone: Etc/UTC
calendar: none
workers: {Ana: worker}
chapters:
  - chapter: The first
    people: {Hana: {born: 2010-01-02}}
    steps:
      - 2026-03-02 09:00 Ana records visit on Hana: {at: 2026-03-01 10:00, phone: 2026-0301}
      - 2026-03-09 Ana closes episode on Hana
  - chapter: The second
    people: {Tama: {}}
    steps:
      - 2026-03-03 Ana records visit on Tama
";

    #[test]
    fn chapters_happen_together_in_the_order_of_their_days() {
        let (story, problems) = Story::read("story.yaml", STORY);
        assert_eq!(problems.to_string(), "");
        let story = story.unwrap();
        let days: Vec<String> = story
            .scenario
            .steps
            .iter()
            .map(|s| s.date.to_string())
            .collect();
        assert_eq!(days, ["2026-03-02", "2026-03-03", "2026-03-09"]);
        assert_eq!(story.scenario.people.len(), 2);
    }

    #[test]
    fn a_story_moves_by_whole_weeks_and_ends_before_today() {
        for (today, last) in [
            ("2026-03-10", "2026-03-09"),
            ("2026-03-09", "2026-03-02"),
            ("2026-03-16", "2026-03-09"),
            ("2027-01-01", "2026-12-28"),
        ] {
            let today: Date = today.parse().unwrap();
            let (story, _) = Story::ending_before("story.yaml", STORY, |_| today);
            assert_eq!(story.unwrap().last_day(), Some(last.parse().unwrap()));
        }
        assert_eq!(
            moved("a 2026-03-01, 2026-0301 7", 1),
            "a 2026-03-08, 2026-0301 7"
        );
    }

    #[test]
    fn a_story_that_is_wrong_says_where() {
        let (story, problems) = Story::read(
            "story.yaml",
            "story: x\nchapters: [{chapter: a, step: b}]\n",
        );
        assert!(story.is_none());
        assert!(
            problems.to_string().contains("story.yaml:2:25"),
            "{problems}"
        );
    }
}
