//! Signing in with a name and a password, then a second factor where there is one. Every refusal reads the same, and takes
//! as long, whether there is such a name or not; who fails often waits.

use domain::{Name, ServiceId};
use jiff::{SignedDuration, Timestamp};
use store::Tx;
use store::session::Session;

use super::{earlier, hashed, password, secret};
use crate::office::{Ids, Office};
use crate::{Error, Result};

/// So many failures are forgiven before anybody waits.
const FORGIVEN: i64 = 5;
/// Failures from one address, of any name: a school's whole staff may sit behind one.
const FORGIVEN_OF_ADDRESS: i64 = 30;
/// Failures count together for so long.
const WINDOW: SignedDuration = SignedDuration::from_mins(30);
/// The longest wait.
const LONGEST_WAIT: SignedDuration = SignedDuration::from_mins(15);

/// What a sign-in page sends.
#[derive(Clone, Copy)]
pub struct Attempt<'a> {
    /// The name typed.
    pub name: &'a str,
    /// The password typed.
    pub password: &'a str,
    /// The address it came from.
    pub address: &'a str,
    /// What the browser calls itself.
    pub browser: &'a str,
}

/// What came of an attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SignedIn {
    /// A session; its token goes into the browser's cookie and nowhere else.
    In {
        /// The token.
        token: String,
        /// The password is to be changed first.
        must_change: bool,
    },
    /// The second factor is still to be given, with this token.
    Second {
        /// The token.
        token: String,
    },
    /// Name and password do not belong together, or there is no such account, or it is closed.
    Refused,
    /// Too many failures: again after this moment.
    Wait {
        /// When.
        until: Timestamp,
    },
}

/// Signs in.
///
/// # Errors
/// `Wrong` for somebody who holds no role anywhere; those of the database.
pub fn sign_in(
    office: &Office,
    ids: Ids<'_>,
    now: Timestamp,
    attempt: &Attempt<'_>,
) -> Result<SignedIn> {
    let name = domain::text::fold(attempt.name.trim());
    let keys = [
        (hashed(&format!("name {name}")), FORGIVEN),
        (
            hashed(&format!("address {}", attempt.address)),
            FORGIVEN_OF_ADDRESS,
        ),
    ];
    let (until, account) = office.store.read(|tx| -> Result<_> {
        let mut until = None;
        for (key, forgiven) in &keys {
            until = until.max(wait(store::account::failures(tx, key)?, *forgiven));
        }
        Ok((until, store::account::by_name(tx, &name)?))
    })?;
    if let Some(until) = until.filter(|until| *until > now) {
        return Ok(SignedIn::Wait { until });
    }
    // Outside any transaction: it takes tens of milliseconds by design.
    let kept = account.as_ref().filter(|a| !a.disabled);
    let fits = password::fits(attempt.password, kept.map(|a| a.password.as_str()));
    let Some(account) = account.filter(|_| fits) else {
        office.store.write(|tx| -> Result<()> {
            for (key, _) in &keys {
                store::account::failed(tx, key, now, earlier(now, WINDOW))?;
            }
            Ok(())
        })?;
        return Ok(SignedIn::Refused);
    };
    let token = secret(ids);
    let second = account.second.is_some();
    office.store.write(|tx| -> Result<()> {
        // A password that fits does not clear the failures of a second factor.
        if !second {
            store::account::succeeded(tx, &keys[0].0)?;
        }
        let service = service_of(office, tx, account.worker, now)?;
        let stage = Name::known(if second { "second" } else { "full" });
        let session = Session {
            token: hashed(&token),
            worker: account.worker,
            service,
            stage,
            begun: now,
            seen: now,
            ended: None,
            browser: attempt.browser.chars().take(200).collect(),
        };
        Ok(store::session::begin(tx, &session)?)
    })?;
    Ok(if second {
        SignedIn::Second { token }
    } else {
        SignedIn::In {
            token,
            must_change: account.must_change,
        }
    })
}

/// Gives the second factor. The token changes with it.
///
/// # Errors
/// `NotFound` for a session that is not waiting for one.
pub fn second(
    office: &Office,
    ids: Ids<'_>,
    now: Timestamp,
    token: &str,
    code: &str,
) -> Result<SignedIn> {
    let fresh = secret(ids);
    office.store.write(|tx| {
        let known = store::session::load(tx, &hashed(token))?
            .filter(|k| super::session::runs(&k.session, now) && !k.disabled)
            .filter(|k| &*k.session.stage == "second")
            .ok_or(Error::NotFound("session"))?;
        let worker = known.session.worker;
        let key = hashed(&format!("second {worker}"));
        let until = wait(store::account::failures(tx, &key)?, FORGIVEN);
        if let Some(until) = until.filter(|until| *until > now) {
            return Ok(SignedIn::Wait { until });
        }
        let account = store::account::of_worker(tx, worker)?.ok_or(Error::NotFound("account"))?;
        let step = account
            .second
            .as_deref()
            .and_then(|kept| super::second::step_of(kept, code, now));
        let taken = match step {
            Some(step) => store::account::take_step(tx, worker, step)?,
            None => false,
        };
        if !taken {
            store::account::failed(tx, &key, now, earlier(now, WINDOW))?;
            return Ok(SignedIn::Refused);
        }
        store::account::succeeded(tx, &key)?;
        store::account::succeeded(tx, &hashed(&format!("name {}", account.name)))?;
        store::session::end(tx, &known.session.token, now)?;
        let session = Session {
            token: hashed(&fresh),
            stage: Name::known("full"),
            begun: now,
            seen: now,
            ..known.session
        };
        store::session::begin(tx, &session)?;
        Ok(SignedIn::In {
            token: fresh.clone(),
            must_change: account.must_change,
        })
    })
}

/// Until when somebody waits: a minute after the failures that are forgiven, then twice as long each time.
fn wait(failures: Option<(i64, Timestamp)>, forgiven: i64) -> Option<Timestamp> {
    let (count, latest) = failures?;
    let over = u32::try_from(count - forgiven).ok()?;
    let minutes = 1i64 << over.min(10);
    let wait = SignedDuration::from_mins(minutes).min(LONGEST_WAIT);
    latest.checked_add(wait).ok()
}

/// The first service in which a worker holds a role today.
fn service_of(
    office: &Office,
    tx: &mut Tx<'_>,
    worker: domain::FileId,
    now: Timestamp,
) -> Result<ServiceId> {
    for row in store::service::all(tx)? {
        if let Some(view) = office.service(tx, row.service)? {
            let today = now.to_zoned(view.zone.clone()).date();
            let held = store::service::roles_of(tx, worker, today)?;
            if held.iter().any(|(service, _, _)| *service == row.service) {
                return Ok(row.service);
            }
        }
    }
    Err(Error::wrong(
        "you hold no role in any service today",
        "ask whoever looks after people where you work",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_fails_often_waits_ever_longer_and_never_more_than_a_quarter_of_an_hour() {
        let at: Timestamp = "2026-03-02T09:00:00Z".parse().expect("a moment");
        let minutes = |count| {
            wait(Some((count, at)), FORGIVEN).map(|until| until.duration_since(at).as_mins())
        };
        assert_eq!(wait(None, FORGIVEN), None);
        assert_eq!(minutes(4), None);
        assert_eq!(minutes(5), Some(1));
        assert_eq!(minutes(6), Some(2));
        assert_eq!(minutes(8), Some(8));
        assert_eq!(minutes(9), Some(15));
        assert_eq!(minutes(1_000_000), Some(15));
    }
}
