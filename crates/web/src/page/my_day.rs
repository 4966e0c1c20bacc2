//! What somebody sees first: who must be seen or reported before they leave, then this week, what waits for them, what is out
//! of timescale with what was agreed, and everybody they work with. One ranked list; what is due soon stands before what is late.

use askama::Template;
use axum::extract::RawQuery;
use axum::response::Response;
use casework::read::my_day::{CyclePlace, Due, MyDay, Sort, Waiting, my_day};
use domain::Name;
use jiff::Timestamp;
use jiff::civil::Date;
use pack::model::{Act, Purpose};
use print::picture::bar::{Capacity, capacity};

use super::people::{self, Line};
use crate::body::Sent;
use crate::ctx::{Ctx, go};
use crate::days;
use crate::frame::{Frame, page};
use crate::problem::{Problem, sentence};
use crate::routes::routes;

routes! {
    get "/" SignedIn => show;
}

/// A line of something due.
struct Item {
    name: String,
    href: String,
    restricted: bool,
    what: String,
    when: String,
    why: String,
    more: String,
}

/// A line of something that waits.
struct Task {
    href: String,
    name: String,
    what: String,
    when: String,
}

/// Lines under a heading.
struct Part {
    id: &'static str,
    title: &'static str,
    tasks: Vec<Task>,
}

#[derive(Template)]
#[template(path = "my_day/show.html")]
struct Page {
    frame: Frame,
    today: String,
    buttons: Vec<(&'static str, String)>,
    covers: Vec<String>,
    before: Vec<Item>,
    week: Vec<Item>,
    parts: Vec<Part>,
    late: Vec<Item>,
    more_due: Option<String>,
    people: Vec<Line>,
    covered: Vec<Line>,
    more_people: Option<String>,
    children: String,
    count: String,
    bar: Option<String>,
    places: Vec<(&'static str, String)>,
}

/// `GET /`: `due` and `people` say where the lists go on.
pub async fn show(ctx: Ctx, RawQuery(query): RawQuery) -> Result<Response, Problem> {
    if !ctx.me.reaches_files() {
        let keeps = ctx.me.may(Act::People) || ctx.me.may(Act::Settings);
        return Ok(go(if keeps { "/admin" } else { "/account" }));
    }
    let sent = super::search::asked(query);
    let due_after = due_place(sent.get("due"));
    let people_after = people::place(sent.get("people"));
    let day = ctx
        .run(move |office, acting, _| {
            my_day(office, acting, due_after.as_ref(), people_after.as_ref())
        })
        .await?;
    Ok(page(&laid(&ctx, &sent, day)))
}

fn laid(ctx: &Ctx, sent: &Sent, day: MyDay) -> Page {
    let today = day.today;
    let (late, soon): (Vec<Due>, Vec<Due>) = day.due.into_iter().partition(|due| due.late);
    let (before, week): (Vec<Due>, Vec<Due>) = soon
        .into_iter()
        .partition(|due| due.due_date.is_none_or(|day| day <= today));
    let last_seen = |due: &Due| {
        let person = day.people.iter().find(|p| p.file == due.file);
        person.and_then(|p| people::last_seen(p.seen.as_ref(), today))
    };
    let items = |all: Vec<Due>| -> Vec<Item> {
        let mut items = Vec::new();
        for due in all {
            let seen = last_seen(&due);
            items.push(item(ctx, due, today, seen));
        }
        items
    };
    let whole = day.people_after.is_none() && sent.get("people").is_empty();
    let own = day.people.iter().filter(|p| p.covered.is_none()).count();
    let most = people::most_intense(&ctx.me.pack);
    let high = most.as_ref().map(|most| {
        let own = day.people.iter().filter(|p| p.covered.is_none());
        own.filter(|p| p.states.contains(most)).count()
    });
    let full = Capacity {
        whose: ctx.me.display.clone(),
        now: u32::try_from(own).unwrap_or(u32::MAX),
        band: people::band(day.band),
    };
    let count = match (whole, high) {
        (false, _) => "a part of the list".to_owned(),
        (true, Some(high)) if high > 0 => format!("{} ({high} high)", full.words()),
        (true, _) => full.words(),
    };
    let bar = (whole && day.band.is_some() && own > 0).then(|| capacity(&full, "my-caseload"));
    let covers: Vec<String> = day
        .covers
        .iter()
        .map(|(worker, until)| {
            let named = day.people.iter().find_map(|p| p.covered.as_deref());
            let whom = named.filter(|_| day.covers.len() == 1);
            let until = days::near(*until, today);
            match whom {
                Some(name) => format!("You cover for {name} until {until}."),
                None => format!("You cover for a colleague ({worker}) until {until}."),
            }
        })
        .collect();
    let (before, week, late) = (items(before), items(week), items(late));
    let lines = day
        .people
        .into_iter()
        .map(|person| people::line(person, most.as_ref(), today));
    let (people, covered) = lines.partition(|line| line.covered.is_none());
    Page {
        frame: ctx.frame("My day"),
        today: days::long(today),
        buttons: buttons(ctx),
        covers,
        more_due: day.due_after.as_ref().map(written),
        more_people: day.people_after.as_ref().map(people::written),
        before,
        week,
        late,
        parts: parts(ctx, day.waiting),
        people,
        covered,
        children: ctx.word("children").to_owned(),
        count,
        bar,
        places: places(ctx),
    }
}

/// The big buttons: only what this person writes.
fn buttons(ctx: &Ctx) -> Vec<(&'static str, String)> {
    let writes = |purpose: Purpose| {
        let mut forms = ctx.me.pack.serving(purpose);
        forms.any(|form| ctx.me.writes(form))
    };
    let mut buttons = Vec::new();
    if writes(Purpose::VisitNote) || writes(Purpose::DutyVisit) {
        buttons.push(("/visit", "Visit note".to_owned()));
    }
    if let Some(form) = ctx
        .me
        .pack
        .serving(Purpose::DropIn)
        .find(|f| ctx.me.writes(f))
    {
        buttons.push(("/drop-in", form.title.clone()));
    }
    if writes(Purpose::Referral) {
        buttons.push(("/referral", "Referral".to_owned()));
    }
    buttons
}

/// Where somebody with nobody of their own goes from here.
fn places(ctx: &Ctx) -> Vec<(&'static str, String)> {
    let frame = ctx.frame("");
    let places = frame.places.into_iter().filter(|place| place.href != "/");
    places.map(|place| (place.href, place.text)).collect()
}

fn item(ctx: &Ctx, due: Due, today: Date, seen: Option<String>) -> Item {
    let file = due.file;
    let day = due.due_date;
    let when = match (due.late, day) {
        (true, Some(day)) => match days::apart(day, today) {
            ..=0 => "out of timescale since today".to_owned(),
            1 => "1 day out of timescale".to_owned(),
            days => format!("{days} days out of timescale"),
        },
        (true, None) => "out of timescale".to_owned(),
        (false, Some(day)) if day == today => {
            let at = due.due_at.to_zoned(ctx.me.zone.clone());
            // The end of a day is midnight; anything else is an hour to keep to.
            match at.date() == today && (at.hour(), at.minute()) != (23, 59) {
                true => format!("due today by {}", at.strftime("%H:%M")),
                false => "due today".to_owned(),
            }
        }
        (false, Some(day)) => format!("due {}", days::near(day, today)),
        (false, None) => "due".to_owned(),
    };
    let agreed = due.agreed.as_ref().map(|(why, by)| match by {
        Some(by) => format!("“{why}”, agreed with {by}"),
        None => format!("“{why}”"),
    });
    let more = match (due.late, agreed) {
        (_, Some(agreed)) => agreed,
        (true, None) => "No reason is agreed yet.".to_owned(),
        (false, None) => seen.unwrap_or_default(),
    };
    let why = why(
        &format!("/files/{file}"),
        due.matter.map(|m| m.to_string()),
        &due.clock,
        &due.key,
        due.n,
    );
    Item {
        name: due.display,
        href: format!("/files/{file}"),
        restricted: due.restricted,
        what: due.title,
        when,
        why,
        more,
    }
}

/// Where it is told why something is due.
pub fn why(file: &str, matter: Option<String>, clock: &str, key: &str, n: i64) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    if let Some(matter) = matter {
        query.append_pair("matter", &matter);
    }
    query.append_pair("clock", clock);
    query.append_pair("key", key);
    query.append_pair("n", &n.to_string());
    format!("{file}/timescales/why?{}", query.finish())
}

fn parts(ctx: &Ctx, waiting: Vec<Waiting>) -> Vec<Part> {
    let mut parts = [
        Part {
            id: "sign",
            title: "Needs your signature",
            tasks: Vec::new(),
        },
        Part {
            id: "returned",
            title: "Came back to you",
            tasks: Vec::new(),
        },
        Part {
            id: "told",
            title: "For you to know",
            tasks: Vec::new(),
        },
        Part {
            id: "drafts",
            title: "Your drafts",
            tasks: Vec::new(),
        },
    ];
    for one in waiting {
        let [sign, returned, told, drafts] = &mut parts;
        let (part, task) = match one.sort {
            Sort::Sign => (sign, task(ctx, one, "/records/")),
            Sort::Returned => (returned, task(ctx, one, "/records/")),
            Sort::Notice => (told, task(ctx, one, "/records/")),
            Sort::Draft => (drafts, task(ctx, one, "/drafts/")),
        };
        part.tasks.push(task);
    }
    parts.into_iter().filter(|p| !p.tasks.is_empty()).collect()
}

fn task(ctx: &Ctx, one: Waiting, place: &str) -> Task {
    let href = match (one.record, one.file) {
        (Some(record), _) => format!("{place}{record}"),
        (None, Some(file)) => format!("/files/{file}"),
        (None, None) => "/trays".to_owned(),
    };
    let mut what = one.title;
    if let Some(says) = one.says.filter(|says| !says.is_empty()) {
        what = match one.sort {
            Sort::Notice => sentence(&says),
            _ => format!("{what}: {says}"),
        };
    }
    let mut when = days::moment(one.at, &ctx.me.zone);
    if let Some(author) = one.author {
        when = format!("{when}, {author}");
    }
    Task {
        href,
        name: one.display.unwrap_or_else(|| what.clone()),
        what,
        when,
    }
}

/// A place in the timescales as an address holds it.
fn written((late, place): &(bool, CyclePlace)) -> String {
    let matter = place.matter.map(|m| m.to_string()).unwrap_or_default();
    let at = place.due_at.as_microsecond();
    let fixed = format!(
        "{} {at} {} {matter} {} {}",
        *late as u8, place.file, place.clock, place.n
    );
    let whole = format!("{fixed} {}", place.key);
    form_urlencoded::byte_serialize(whole.as_bytes()).collect()
}

fn due_place(text: &str) -> Option<(bool, CyclePlace)> {
    let mut parts = text.splitn(7, ' ');
    let late = parts.next()? == "1";
    let due_at = Timestamp::from_microsecond(parts.next()?.parse().ok()?).ok()?;
    let file = parts.next()?.parse().ok()?;
    let matter = match parts.next()? {
        "" => None,
        matter => Some(matter.parse().ok()?),
    };
    let clock = Name::parse(parts.next()?)?;
    let n = parts.next()?.parse().ok()?;
    let key = parts.next()?.to_owned();
    let place = CyclePlace {
        due_at,
        file,
        matter,
        clock,
        key,
        n,
    };
    Some((late, place))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::FileId;

    #[test]
    fn a_place_in_the_list_reads_back() {
        let place = CyclePlace {
            due_at: Timestamp::from_second(1_780_000_000).expect("a moment"),
            file: FileId::from_bits(7),
            matter: None,
            clock: Name::known("contact-made"),
            key: "2026-03-01 a".into(),
            n: 2,
        };
        let text = written(&(true, place.clone()));
        let sent = Sent::parse(format!("due={text}").as_bytes());
        assert_eq!(due_place(sent.raw("due")), Some((true, place)));
        assert_eq!(due_place("nonsense"), None);
    }
}
