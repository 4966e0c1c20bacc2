//! Who asks, for handlers of pages that want somebody signed in: the session layer has seen to it before they run.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::header::{LOCATION, SET_COOKIE};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use casework::account::me::Me;
use casework::{Acting, Ids, Office};

use crate::app::App;
use crate::frame::Frame;
use crate::problem::Problem;

/// Somebody signed in, and what they ask with.
#[derive(Clone)]
pub struct Ctx {
    /// What every request shares.
    pub app: App,
    /// Who asks.
    pub me: Arc<Me>,
    /// The address they asked for, without its query.
    pub path: String,
    /// The token of their session.
    pub token: String,
    /// Something that was just done, to be said once.
    pub done: Option<String>,
}

impl Ctx {
    /// For acts of casework.
    pub fn acting(&self) -> Acting {
        self.me.acting()
    }

    /// Does casework as the one who asks.
    pub async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Office, &Acting, Ids<'_>) -> casework::Result<T> + Send + 'static,
    ) -> Result<T, Problem> {
        let acting = self.acting();
        self.app
            .run(move |office, ids| work(office, &acting, ids))
            .await
    }

    /// What is around a page.
    pub fn frame(&self, title: &str) -> Frame {
        let mut frame = Frame::of(&self.app, self.me.clone(), &self.path, title);
        frame.done = self.done.clone();
        frame
    }

    /// The service's word for one of the engine's.
    pub fn word<'a>(&'a self, word: &'a str) -> &'a str {
        self.me.pack.word(word)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Ctx {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        parts
            .extensions
            .get::<Ctx>()
            .cloned()
            .ok_or(Problem::SignIn)
    }
}

/// Leads on to a page of ours.
pub fn go(to: &str) -> Response {
    let to = HeaderValue::from_str(to).unwrap_or(HeaderValue::from_static("/"));
    (StatusCode::SEE_OTHER, [(LOCATION, to)]).into_response()
}

/// Leads on to a page of ours that says what was done.
pub fn go_and_say(to: &str, done: &str) -> Response {
    let mut answer = go(to);
    let said = percent_encoding::utf8_percent_encode(done, percent_encoding::NON_ALPHANUMERIC);
    let cookie = format!("done={said}; Path=/; Max-Age=60; HttpOnly; SameSite=Lax");
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        answer.headers_mut().append(SET_COOKIE, cookie);
    }
    answer
}
