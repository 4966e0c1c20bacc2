//! What goes wrong, as a page that says what happened and what to do. What may not be seen answers exactly like what is not
//! there. It never shows what a database or a panic said.

use askama::Template;
use axum::http::StatusCode;
use axum::http::header::{LOCATION, RETRY_AFTER};
use axum::response::{IntoResponse, Response};
use casework::Error;

use crate::frame::Frame;

/// Why a request was not answered as asked.
#[derive(Debug)]
pub enum Problem {
    /// There is no such page or thing, or none that may be seen.
    NotFound,
    /// It may be seen, but not done; why, and who can.
    NotAllowed(String),
    /// Somebody changed it in the meantime.
    Stale(String),
    /// Something sent is wrong: what, and what to do.
    Wrong(String, String),
    /// Several things are.
    Several(Vec<(String, String)>),
    /// Sign in first.
    SignIn,
    /// A form of more than [`crate::body::MOST`] bytes.
    TooLong,
    /// The database does not answer for the moment.
    Busy,
    /// Ours to mend.
    Broken,
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::NotFound(_) => Self::NotFound,
            Error::NotAllowed { why } => Self::NotAllowed(why),
            Error::Refused(refusals) => Self::Several(
                refusals
                    .into_iter()
                    .map(|r| {
                        let lift = if r.lifted_by.is_empty() {
                            "nobody can lift this".to_owned()
                        } else {
                            format!("{} can lift this", r.lifted_by.join(" or "))
                        };
                        (r.says, lift)
                    })
                    .collect(),
            ),
            Error::Invalid(problems) => Self::Several(
                problems
                    .into_iter()
                    .map(|p| (p.message, p.remedy))
                    .collect(),
            ),
            Error::Wrong { what, remedy } => Self::Wrong(what, remedy),
            Error::Stale { what } => Self::Stale(format!("{what} was changed in the meantime")),
            Error::KeyReused => Self::Wrong(
                "this was sent already".into(),
                "look whether it was done before you send it again".into(),
            ),
            Error::Store(error) => {
                tracing::error!(%error, "the database refused");
                Self::Busy
            }
        }
    }
}

impl Problem {
    fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::NotAllowed(_) => StatusCode::FORBIDDEN,
            Self::Stale(_) => StatusCode::CONFLICT,
            Self::Wrong(..) | Self::Several(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::SignIn => StatusCode::SEE_OTHER,
            Self::TooLong => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::Broken => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Heading, and lines of what happened and what to do.
    fn says(self) -> (&'static str, Vec<(String, String)>) {
        let one = |what: &str, remedy: &str| vec![(what.to_owned(), remedy.to_owned())];
        match self {
            Self::NotFound => (
                "Not found",
                one(
                    "There is nothing here for you under this address.",
                    "Look at the address, or search for the name. If a colleague sent you the link, ask them.",
                ),
            ),
            Self::NotAllowed(why) => ("This is not yours to do", vec![(sentence(&why), String::new())]),
            Self::Stale(what) => (
                "Somebody was quicker",
                vec![(
                    sentence(&what),
                    "Go back, look at it again, then repeat what you did. What you typed is still there.".into(),
                )],
            ),
            Self::Wrong(what, remedy) => {
                ("This needs another look", vec![(sentence(&what), sentence(&remedy))])
            }
            Self::Several(all) => (
                "This needs another look",
                all.into_iter()
                    .map(|(what, remedy)| (sentence(&what), sentence(&remedy)))
                    .collect(),
            ),
            Self::SignIn => ("Sign in", one("You are not signed in.", "Sign in, then open it again.")),
            Self::TooLong => (
                "This is too long",
                one(
                    "The form is longer than three million characters, so it was not kept.",
                    "Go back, shorten it, and attach long texts as documents.",
                ),
            ),
            Self::Busy => (
                "Alongside is busy",
                one(
                    "The database does not answer for the moment. Nothing was lost: drafts stay as they were saved.",
                    "Wait a few seconds, then try again.",
                ),
            ),
            Self::Broken => (
                "Something went wrong",
                one(
                    "It is our mistake and not yours. It has been noted.",
                    "Go back and try again. If it happens again, tell whoever looks after Alongside where you work.",
                ),
            ),
        }
    }
}

/// A text as a sentence.
pub fn sentence(text: &str) -> String {
    let text = text.trim();
    let mut letters = text.chars();
    let Some(first) = letters.next() else {
        return String::new();
    };
    let whole: String = first.to_uppercase().chain(letters).collect();
    if whole.ends_with(['.', '?', '!', '…']) {
        whole
    } else {
        format!("{whole}.")
    }
}

/// A problem on its way to the layer that knows who asked.
#[derive(Clone)]
pub struct Told(pub &'static str, pub Vec<(String, String)>);

#[derive(Template)]
#[template(path = "problem.html")]
struct Page {
    frame: Frame,
    lines: Vec<(String, String)>,
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = self.status();
        if matches!(self, Self::SignIn) {
            return (status, [(LOCATION, "/sign-in")]).into_response();
        }
        let busy = matches!(self, Self::Busy);
        let (heading, lines) = self.says();
        let mut answer = status.into_response();
        if busy {
            answer
                .headers_mut()
                .insert(RETRY_AFTER, axum::http::HeaderValue::from_static("5"));
        }
        answer.extensions_mut().insert(Told(heading, lines));
        answer
    }
}

/// Draws a problem as a page, in the frame of whoever asked.
pub fn drawn(mut answer: Response, frame: impl FnOnce(&str) -> Frame) -> Response {
    let Some(Told(heading, lines)) = answer.extensions_mut().remove::<Told>() else {
        return answer;
    };
    let page = Page {
        frame: frame(heading),
        lines,
    };
    let (parts, _) = answer.into_parts();
    let mut drawn = crate::frame::page(&page);
    *drawn.status_mut() = parts.status;
    for (name, value) in &parts.headers {
        if !drawn.headers().contains_key(name) && name != axum::http::header::CONTENT_LENGTH {
            drawn.headers_mut().insert(name.clone(), value.clone());
        }
    }
    drawn
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_happened_is_told_in_sentences() {
        assert_eq!(sentence("the record is gone"), "The record is gone.");
        assert_eq!(sentence("Why?"), "Why?");
        assert_eq!(sentence("ā macron"), "Ā macron.");
        assert_eq!(sentence(""), "");
    }

    #[test]
    fn what_may_not_be_seen_answers_like_what_is_not_there() {
        let answer = Problem::from(Error::NotFound("file")).into_response();
        assert_eq!(answer.status(), StatusCode::NOT_FOUND);
        let told = answer.extensions().get::<Told>().expect("a page");
        assert!(!told.1[0].0.contains("file"));
    }
}
