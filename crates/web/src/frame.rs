//! What is around every page: its title, who is signed in, where they can go, what just happened. And rendering itself. It
//! offers only what a role may do; that it may is decided again by whoever does it.

use std::sync::Arc;

use askama::Template;
use axum::http::HeaderValue;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use casework::account::me::Me;
use pack::model::Act;

use crate::app::App;
use crate::problem::Problem;

/// A place in the navigation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Where it leads.
    pub href: &'static str,
    /// What it is called.
    pub text: String,
    /// Whether the page is there.
    pub here: bool,
}

/// What is around a page.
#[derive(Clone)]
pub struct Frame {
    /// The page's title, and its heading where the page has none of its own.
    pub title: String,
    /// Who is signed in: none on the pages before that.
    pub me: Option<Arc<Me>>,
    /// Where they can go.
    pub places: Vec<Place>,
    /// Something that was just done, said once.
    pub done: Option<String>,
    /// It is a demonstration.
    pub demo: bool,
}

impl Frame {
    /// Around a page for somebody who is not signed in.
    pub fn outside(app: &App, title: &str) -> Self {
        Self {
            title: title.to_owned(),
            me: None,
            places: Vec::new(),
            done: None,
            demo: app.demo().is_some(),
        }
    }

    /// Around a page for somebody who is signed in.
    pub fn of(app: &App, me: Arc<Me>, path: &str, title: &str) -> Self {
        Self {
            title: title.to_owned(),
            places: places(&me, path),
            me: Some(me),
            done: None,
            demo: app.demo().is_some(),
        }
    }
}

/// Where somebody can go by their roles.
fn places(me: &Me, path: &str) -> Vec<Place> {
    let mut places = Vec::new();
    let mut add = |href: &'static str, text: String, offered: bool| {
        if offered {
            places.push(Place {
                href,
                text,
                here: path == href
                    || href != "/" && path.starts_with(href) && path[href.len()..].starts_with('/'),
            });
        }
    };
    let files = me.reaches_files();
    let supervises = me.may(Act::Allocate) || me.may(Act::Cover);
    let mine = format!("My {}", me.pack.word("children"));
    add("/", "My day".into(), files);
    add("/trays", "Trays".into(), files);
    add("/caseload", mine, files && !me.may(Act::People));
    add("/duty", "Duty desk".into(), files && me.may(Act::Duty));
    add("/allocation", "Allocation".into(), me.may(Act::Allocate));
    add("/supervision", "Supervision".into(), supervises);
    add("/overview", "Overview".into(), me.may(Act::Allocate));
    add(
        "/admin",
        "Administration".into(),
        me.may(Act::People) || me.may(Act::Settings),
    );
    places
}

/// Renders a page.
pub fn page(template: &impl Template) -> Response {
    match template.render() {
        Ok(text) => (
            [(
                CONTENT_TYPE,
                HeaderValue::from_static("text/html; charset=utf-8"),
            )],
            text,
        )
            .into_response(),
        Err(error) => {
            tracing::error!(%error, "a page could not be rendered");
            Problem::Broken.into_response()
        }
    }
}
