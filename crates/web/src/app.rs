//! What every request shares: the office, the clock and the dice, handed in by whoever starts the server. Casework blocks the
//! thread it runs on, so it is only ever called on one that may block.

use std::sync::Arc;

use casework::{Ids, Office};
use jiff::Timestamp;

use crate::problem::Problem;

/// The present moment.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;
/// New identifiers.
pub type Dice = Arc<dyn Fn() -> u128 + Send + Sync>;

/// What every request shares.
#[derive(Clone)]
pub struct App {
    office: Office,
    clock: Clock,
    dice: Dice,
    secure: bool,
    demo: Option<Arc<str>>,
}

impl App {
    /// Over an office, with a clock and dice.
    pub fn new(office: Office, clock: Clock, dice: Dice) -> Self {
        Self {
            office,
            clock,
            dice,
            secure: false,
            demo: None,
        }
    }

    /// Behind HTTPS: cookies are sent over nothing else.
    #[must_use]
    pub fn behind_https(mut self) -> Self {
        self.secure = true;
        self
    }

    /// A demonstration, which every page says, and the password that the sign-in page may tell.
    #[must_use]
    pub fn demonstration(mut self, password: &str) -> Self {
        self.demo = Some(password.into());
        self
    }

    /// The office.
    pub fn office(&self) -> &Office {
        &self.office
    }

    /// The present moment.
    pub fn now(&self) -> Timestamp {
        (self.clock)()
    }

    /// A new identifier's bits.
    pub fn fresh(&self) -> u128 {
        (self.dice)()
    }

    /// Whether cookies go over HTTPS alone.
    pub fn is_secure(&self) -> bool {
        self.secure
    }

    /// The password of a demonstration.
    pub fn demo(&self) -> Option<&str> {
        self.demo.as_deref()
    }

    /// Does casework on a thread that may block.
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Office, Ids<'_>) -> casework::Result<T> + Send + 'static,
    ) -> Result<T, Problem> {
        let app = self.clone();
        let done = tokio::task::spawn_blocking(move || {
            let dice = app.dice.clone();
            work(&app.office, &mut || dice())
        });
        match done.await {
            Ok(result) => result.map_err(Problem::from),
            Err(_) => Err(Problem::Broken),
        }
    }
}
