//! A browser without a window: it keeps cookies, sends forms, and tells what came back. Behind it is a service at work with
//! a clock that stands still until a test moves it.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use axum::Router;
use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE};
use axum::http::{Request, StatusCode};
use http_body_util::BodyExt;
use jiff::Timestamp;
use testkit::world::{World, a_service, pack_in};
use tower::ServiceExt;
use web::{App, router};

pub const PASSWORD: &str = "four unrelated words";

/// A service at work, with its pages.
pub struct House {
    pub world: Arc<World>,
    pub router: Router,
    now: Arc<AtomicI64>,
    runtime: tokio::runtime::Runtime,
}

/// What came back.
#[derive(Debug, Clone)]
pub struct Answer {
    pub status: StatusCode,
    pub to: Option<String>,
    pub text: String,
    pub headers: axum::http::HeaderMap,
}

impl Answer {
    /// Says which page it is, so that a failing test reads well.
    #[track_caller]
    pub fn shows(&self, text: &str) -> &Self {
        let plain = self.plain();
        assert!(
            plain.contains(text),
            "{}: no `{text}` in\n{plain}",
            self.status
        );
        self
    }

    #[track_caller]
    pub fn hides(&self, text: &str) -> &Self {
        assert!(!self.text.contains(text), "`{text}` is in\n{}", self.text);
        self
    }

    #[track_caller]
    pub fn is(&self, status: u16) -> &Self {
        assert_eq!(
            self.status.as_u16(),
            status,
            "{:?}\n{}",
            self.to,
            self.plain()
        );
        self
    }

    #[track_caller]
    pub fn leads_to(&self, to: &str) -> &Self {
        assert_eq!(
            self.to.as_deref(),
            Some(to),
            "{}\n{}",
            self.status,
            self.plain()
        );
        self
    }

    /// The page's text without its markup.
    pub fn plain(&self) -> String {
        let mut out = String::new();
        let mut inside = false;
        for c in self.text.chars() {
            match c {
                '<' => inside = true,
                '>' => {
                    inside = false;
                    out.push(' ');
                }
                c if !inside => out.push(c),
                _ => {}
            }
        }
        let words: Vec<&str> = out.split_whitespace().collect();
        words
            .join(" ")
            .replace("&#39;", "'")
            .replace("&quot;", "\"")
            .replace("&#38;", "&")
            .replace("&amp;", "&")
    }
}

/// The first service's pack in its own zone: workers Ana and Ben, their supervisor Sam, the manager Moana, the administrator
/// Ada; another worker Zoe of another agency.
pub fn a_house(store: &testkit::Store) -> House {
    let pack = pack_in("packs/massiss");
    let world = a_service(store, &pack, ("Pacific/Auckland", "nz-auk"));
    for (who, role) in [
        ("Ana", "social-worker"),
        ("Ben", "social-worker"),
        ("Sam", "supervisor"),
        ("Moana", "provider-manager"),
        ("Ada", "administrator"),
    ] {
        world.worker(who, role);
    }
    let elsewhere = world.another_agency("elsewhere");
    world.worker_at("Zoe", "provider-manager", elsewhere);
    world.supervises("Sam", "Ana");
    world.supervises("Sam", "Ben");
    world.site("Kahurangi College");
    House::of(world, "2026-03-02 09:00")
}

impl House {
    /// Pages over a world; everybody there can sign in with their name in small letters.
    pub fn of(world: World, now: &str) -> House {
        let world = Arc::new(world);
        let clock = Arc::new(AtomicI64::new(world.moment(now).as_microsecond()));
        let (ticks, dice) = (clock.clone(), world.clone());
        let app = App::new(
            world.office.clone(),
            Arc::new(move || {
                Timestamp::from_microsecond(ticks.load(Ordering::SeqCst)).expect("a moment")
            }),
            Arc::new(move || dice.fresh()),
        );
        let house = House {
            router: router(app),
            world,
            now: clock,
            runtime: tokio::runtime::Builder::new_multi_thread()
                .worker_threads(2)
                .enable_all()
                .build()
                .expect("a runtime"),
        };
        for who in ["Ana", "Ben", "Sam", "Moana", "Ada", "Zoe"] {
            house.account(who);
        }
        house
    }

    /// Gives somebody an account.
    pub fn account(&self, who: &str) {
        let worker = self.world.id(who);
        let now = self.world.moment("2025-02-01 09:00");
        let ids = &mut || self.world.fresh();
        let name = who.to_lowercase();
        casework::account::open::outright(&self.world.office, ids, now, worker, (&name, PASSWORD))
            .expect("an account");
    }

    /// Moves the clock to a moment in the service's zone.
    pub fn at(&self, moment: &str) {
        let moment = self.world.moment(moment).as_microsecond();
        self.now.store(moment, Ordering::SeqCst);
    }

    /// A browser that nobody has signed in with.
    pub fn browser(&self) -> Browser<'_> {
        Browser {
            house: self,
            cookies: BTreeMap::new(),
        }
    }

    /// Somebody's browser, signed in.
    pub fn signed_in(&self, who: &str) -> Browser<'_> {
        let mut browser = self.browser();
        let name = who.to_lowercase();
        let answer = browser.post(
            "/sign-in",
            &[("name", name.as_str()), ("password", PASSWORD)],
        );
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.plain());
        browser
    }
}

pub struct Browser<'h> {
    house: &'h House,
    pub cookies: BTreeMap<String, String>,
}

impl Browser<'_> {
    pub fn get(&mut self, path: &str) -> Answer {
        let request = Request::get(path).body(Body::empty()).expect("a request");
        self.send(request)
    }

    pub fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let mut body = form_urlencoded::Serializer::new(String::new());
        body.extend_pairs(fields);
        let request = Request::post(path)
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin")
            .body(Body::from(body.finish()))
            .expect("a request");
        self.send(request)
    }

    /// Follows where an answer leads.
    pub fn follow(&mut self, answer: &Answer) -> Answer {
        let to = answer.to.clone().expect("an answer that leads on");
        self.get(&to)
    }

    pub fn send(&mut self, mut request: Request<Body>) -> Answer {
        let cookies: Vec<String> = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        if !cookies.is_empty() {
            let value = cookies.join("; ").parse().expect("a header");
            request.headers_mut().insert(COOKIE, value);
        }
        let router = self.house.router.clone();
        let (parts, bytes) = self.house.runtime.block_on(async {
            let (parts, body) = router
                .oneshot(request)
                .await
                .expect("an answer")
                .into_parts();
            (parts, body.collect().await.expect("a body").to_bytes())
        });
        for set in parts.headers.get_all(SET_COOKIE) {
            let text = set.to_str().expect("a cookie");
            let pair = text.split(';').next().unwrap_or_default();
            let (name, value) = pair.split_once('=').expect("a cookie");
            if value.is_empty() {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.into(), value.into());
            }
        }
        Answer {
            status: parts.status,
            to: parts
                .headers
                .get(LOCATION)
                .map(|to| to.to_str().expect("an address").to_owned()),
            text: String::from_utf8_lossy(&bytes).into_owned(),
            headers: parts.headers,
        }
    }
}
