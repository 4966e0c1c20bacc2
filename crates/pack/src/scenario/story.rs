//! A story: a provider with its people over some months, in the words of scenarios, for demonstrations and for tests that
//! need a filled database. Its chapters are told one family at a time and happen all at once. Here it is read and moved in
//! time; whoever has a database carries it out.

use jiff::civil::Date;

use super::{PersonSpec, Scenario, Step, WorkerSpec, entries};
use crate::text::{Fields, FromNode, Node, Problems, Spanned, Value, parse};

/// A story as read.
#[derive(Debug, Clone)]
pub struct Story {
    /// The agency's name.
    pub agency: String,
    /// The short name of its service.
    pub slug: String,
    /// Everything that happens, in the order in which it happens.
    pub scenario: Scenario,
}

impl Story {
    /// Reads a story; it comes back only if nothing is wrong with it.
    pub fn read(name: &str, text: &str) -> (Option<Self>, Problems) {
        let mut problems = Problems::new();
        let file = problems.file(name);
        let story = parse(file, text.as_bytes(), &mut problems)
            .and_then(|node| Self::from_node(&node, &mut problems));
        let whole = !problems.has_errors();
        (story.filter(|_| whole), problems)
    }

    /// Reads a story moved by whole weeks, so that it ends in the seven days before `today`. Weekdays stay what they were;
    /// holidays and terms do not move with it.
    pub fn ending_before(name: &str, text: &str, today: Date) -> (Option<Self>, Problems) {
        let (story, problems) = Self::read(name, text);
        let Some(last) = story.as_ref().and_then(Self::last_day) else {
            return (story, problems);
        };
        let days = i64::from((today - last).get_days()) - 1;
        Self::read(name, &moved(text, days.div_euclid(7)))
    }

    /// The day of its last step.
    pub fn last_day(&self) -> Option<Date> {
        self.scenario.steps.iter().map(|step| step.date).max()
    }
}

impl FromNode for Story {
    fn expected() -> String {
        "a story as a mapping".into()
    }
    fn from_node(node: &Node, problems: &mut Problems) -> Option<Self> {
        let mut fields = Fields::of(node, "a story", problems)?;
        let span = fields.span();
        let story = fields.required::<Spanned<String>>("story");
        let agency = fields.required::<String>("agency");
        let slug = fields.required::<String>("slug");
        let zone = fields.required::<String>("zone");
        let calendar = fields.required::<String>("calendar");
        let workers = fields.node("workers");
        let sites = fields.list::<Spanned<String>>("sites");
        let chapters = fields.node("chapters");
        let problems = fields.problems();
        let workers = entries(workers, "workers by name", problems)
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
        fields.done();
        // What happens at the same moment stays in the order in which it is told.
        steps.sort_by_key(|step| (step.date, step.time));
        Some(Self {
            agency: agency?,
            slug: slug?,
            scenario: Scenario {
                scenario: story?,
                clause: Vec::new(),
                zone: zone?,
                calendar: calendar?,
                settings: Vec::new(),
                workers,
                people,
                sites,
                steps,
                span,
            },
        })
    }
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
mod tests {
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
            let (story, _) = Story::ending_before("story.yaml", STORY, today);
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
