//! Every route, in one table: what leads where, and who may come in. The router is made of the table alone, so that a page
//! which is not in it does not exist; a test sees to it that each has its cases of who is answered and who is not.

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::CsrfLayer;

use crate::app::App;
use crate::{headers, page, session};

/// Who may come in. What they may do inside is casework's to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Anybody.
    Public,
    /// Whoever is signed in and holds a role.
    SignedIn,
}

/// One route.
#[derive(Clone, Copy)]
pub struct Route {
    /// `get` or `post`.
    pub method: &'static str,
    /// Its address, with what varies in braces.
    pub path: &'static str,
    /// Who may come in.
    pub access: Access,
    pub(crate) mount: fn(Router<App>) -> Router<App>,
}

/// A part of the table: `method "address" Access => handler;`.
macro_rules! routes {
    ($($method:ident $path:literal $access:ident => $handler:path;)*) => {
        /// The routes of this part.
        pub const ROUTES: &[$crate::routes::Route] = &[$(
            $crate::routes::Route {
                method: stringify!($method),
                path: $path,
                access: $crate::routes::Access::$access,
                mount: |router| router.route($path, axum::routing::$method($handler)),
            },
        )*];
    };
}
pub(crate) use routes;

/// The parts of the table.
const PARTS: &[&[Route]] = &[
    own::ROUTES,
    page::sign_in::ROUTES,
    page::account::ROUTES,
    page::write::ROUTES,
    page::draft::ROUTES,
    page::record::ROUTES,
    page::document::ROUTES,
    page::drop_in::ROUTES,
    page::file::ROUTES,
    page::referral::ROUTES,
    page::search::ROUTES,
    page::visit::ROUTES,
    page::facts::ROUTES,
    page::admin::ROUTES,
    page::my_day::ROUTES,
    page::tray::ROUTES,
    page::caseload::ROUTES,
    page::duty::ROUTES,
    page::supervision::ROUTES,
    page::overview::ROUTES,
    page::allocation::ROUTES,
];

mod own {
    routes! {
        get "/assets/{name}" Public => crate::assets::serve;
        get "/health" Public => super::health;
    }
}

/// The whole table.
pub fn table() -> impl Iterator<Item = &'static Route> {
    PARTS.iter().copied().flatten()
}

/// Who may come in to a route, if there is one. HEAD is answered as GET.
pub(crate) fn find(method: &str, path: &str) -> Option<Access> {
    let method = match method {
        "HEAD" => "get".to_owned(),
        other => other.to_ascii_lowercase(),
    };
    table()
        .find(|route| route.method == method && route.path == path)
        .map(|route| route.access)
}

/// That the server is up; nothing about what it holds.
async fn health() -> &'static str {
    "up"
}

async fn nowhere() -> crate::problem::Problem {
    crate::problem::Problem::NotFound
}

/// The router.
pub fn router(app: App) -> Router {
    let mounted = table().fold(Router::new(), |router, route| (route.mount)(router));
    mounted
        .fallback(nowhere)
        .layer(from_fn_with_state(app.clone(), session::know))
        .layer(CsrfLayer::new())
        .layer(from_fn(headers::add))
        .layer(CatchPanicLayer::new())
        .layer(CompressionLayer::new())
        .with_state(app)
}
