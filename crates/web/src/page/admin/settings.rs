//! What a service sets for itself: each setting with what holds, since when and by whom, what its source says, and which way it
//! may go from there.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use casework::read::admin::practice::{Set, settings};
use domain::Name;
use domain::fact::say::day as in_words;
use jiff::civil::Date;
use pack::model::{Setting, SettingType, Tighten};
use serde_json::Value;

use crate::body::Sent;
use crate::ctx::{Ctx, go_and_say};
use crate::fact::read::day;
use crate::form::tree::Tree;
use crate::frame::{Frame, page};
use crate::problem::{Problem, sentence};

#[derive(Template)]
#[template(path = "admin/settings.html")]
struct Page {
    frame: Frame,
    settings: Vec<Row>,
}

struct Row {
    setting: String,
    title: String,
    hint: Option<String>,
    clauses: String,
    now: String,
    since: Option<String>,
    source: String,
    way: &'static str,
    fixed: bool,
    options: Vec<(String, String)>,
    history: Vec<String>,
    /// What stands in the inputs: value, day, month, year.
    typed: [String; 4],
    problem: Option<String>,
}

impl Row {
    /// Whether an option was chosen already.
    fn picked(&self, option: &str) -> bool {
        self.typed.first().is_some_and(|typed| typed == option)
    }
}

fn options(setting: &Setting) -> Vec<(String, String)> {
    match setting.kind {
        SettingType::Choice => setting
            .options
            .iter()
            .map(|o| (o.id.to_string(), o.label.clone()))
            .collect(),
        SettingType::YesNo => vec![("yes".into(), "Yes".into()), ("no".into(), "No".into())],
        _ => Vec::new(),
    }
}

/// A value as people read it.
fn shown(setting: &Setting, value: &Value) -> String {
    let text = match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let label = options(setting).into_iter().find(|(id, _)| *id == text);
    match label {
        Some((_, label)) => label,
        None => crate::form::dates::read(&text),
    }
}

fn way(tighten: Tighten) -> &'static str {
    match tighten {
        Tighten::Shorter => "A service may make it shorter, not longer.",
        Tighten::Longer => "A service may make it longer, not shorter.",
        Tighten::Smaller => "A service may make it smaller, not larger.",
        Tighten::Larger => "A service may make it larger, not smaller.",
        Tighten::Fixed => "A service may not change it.",
        Tighten::Free => "The source leaves it to the service.",
    }
}

fn said(setting: &Setting, set: &Set) -> String {
    format!(
        "{} from {}, set by {} on {}",
        shown(setting, &set.value),
        in_words(set.from),
        set.by,
        set.at.strftime("%-d %B %Y")
    )
}

fn row(setting: &Setting, set: &[Set], today: Date, wrong: Option<(&Sent, String)>) -> Row {
    let now = set.iter().rfind(|set| set.from <= today);
    let source = shown(setting, &Value::String(setting.default.value.clone()));
    let name = setting.setting.value.to_string();
    let (typed, problem) = match wrong {
        Some((sent, problem)) => {
            let text = |name: &str| sent.raw(name).to_owned();
            (
                [
                    text("value"),
                    text("from.day"),
                    text("from.month"),
                    text("from.year"),
                ],
                Some(problem),
            )
        }
        None => (Default::default(), None),
    };
    Row {
        title: setting.title.clone(),
        hint: setting.hint.clone(),
        clauses: setting
            .clause
            .iter()
            .map(|clause| clause.value.0.clone())
            .collect::<Vec<_>>()
            .join(", "),
        now: now.map_or_else(|| source.clone(), |set| shown(setting, &set.value)),
        since: now.map(|set| format!("since {}, set by {}", in_words(set.from), set.by)),
        source,
        way: way(setting.tighten),
        fixed: setting.tighten == Tighten::Fixed,
        options: options(setting),
        history: set.iter().map(|set| said(setting, set)).collect(),
        setting: name,
        typed,
        problem,
    }
}

async fn draw(ctx: &Ctx, wrong: Option<(&str, &Sent, String)>) -> Result<Response, Problem> {
    let seen = ctx
        .run(|office, acting, _| settings(office, acting))
        .await?;
    let refused = wrong.is_some();
    let rows = seen.pack.settings.iter().map(|setting| {
        let name = setting.setting.value.as_str();
        let set = seen.set.get(name).map_or(&[][..], Vec::as_slice);
        let wrong = wrong.as_ref().filter(|(of, _, _)| *of == name);
        let wrong = wrong.map(|(_, sent, problem)| (*sent, problem.clone()));
        row(setting, set, seen.today, wrong)
    });
    let mut answer = page(&Page {
        frame: ctx.frame("Settings"),
        settings: rows.collect(),
    });
    if refused {
        *answer.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(answer)
}

/// `GET /admin/settings`
pub async fn show(ctx: Ctx) -> Result<Response, Problem> {
    draw(&ctx, None).await
}

/// `POST /admin/settings/{setting}`
pub async fn set(ctx: Ctx, Path(name): Path<String>, sent: Sent) -> Result<Response, Problem> {
    let setting = ctx.me.pack.setting(&name).cloned();
    let setting = setting.ok_or(Problem::NotFound)?;
    let tree = Tree::of(sent.0.iter().map(|(n, v)| (n.as_str(), v.as_str())));
    let mut wrong = Vec::new();
    let from = day(&tree, "from", "From", &mut wrong);
    let text = sent.get("value");
    let value = match (setting.kind, text.parse::<i64>()) {
        (SettingType::Integer, Ok(number)) => Value::from(number),
        _ => Value::String(text.to_owned()),
    };
    let problem = if text.is_empty() {
        Some("Say what it is to be.".to_owned())
    } else if let Some(wrong) = wrong.first() {
        Some(sentence(&wrong.says))
    } else {
        from.is_none().then(|| "Say from which day on.".to_owned())
    };
    let (Some(from), None) = (from, &problem) else {
        let problem = problem.unwrap_or_default();
        return draw(&ctx, Some((&name, &sent, problem))).await;
    };
    let of = Name::parse(&name).ok_or(Problem::NotFound)?;
    let done = ctx
        .run(move |office, acting, ids| {
            casework::settings::set(office, acting, ids, &of, &value, from)
        })
        .await;
    match done {
        Ok(()) => Ok(go_and_say(
            "/admin/settings",
            &format!("“{}” is set from {} on.", setting.title, in_words(from)),
        )),
        Err(Problem::Wrong(what, remedy)) => {
            let problem = format!("{} {}", sentence(&what), sentence(&remedy));
            draw(&ctx, Some((&name, &sent, problem))).await
        }
        Err(other) => Err(other),
    }
}
