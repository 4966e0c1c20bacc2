//! The second factor: codes of an authenticator (RFC 6238: six digits, thirty seconds, SHA-1, a step of leeway either way).
//! A code counts once.

use domain::FileId;
use jiff::Timestamp;
use totp_rs::{Builder, Secret, Totp};

use crate::office::{Acting, Ids, Office};
use crate::{Error, Result};

/// Seconds of a step.
const STEP: i64 = 30;

fn totp(secret: &str) -> Option<Totp> {
    let secret = Secret::try_from_base32(secret).ok()?;
    Builder::new().with_secret(secret).with_skew(1).build().ok()
}

/// The step of time that a code belongs to, if it fits now.
pub(crate) fn step_of(secret: &str, code: &str, now: Timestamp) -> Option<i64> {
    let code: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    if code.len() != 6 || !code.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let at = u64::try_from(now.as_second()).ok()?;
    let step = totp(secret)?.check(&code, at)?;
    i64::try_from(step).ok()
}

/// A new secret in base 32, to be put into an authenticator, and not kept before a code confirms it.
pub fn offer(ids: Ids<'_>) -> String {
    let mut bytes = [0u8; 20];
    bytes[..16].copy_from_slice(&ids().to_be_bytes());
    bytes[4..].copy_from_slice(&ids().to_be_bytes());
    Secret::from(bytes.to_vec()).to_base32()
}

/// What an authenticator takes instead of typing.
pub fn address(secret: &str, name: &str) -> String {
    let plain = |text: &str| -> String {
        text.chars()
            .map(|c| {
                if c.is_ascii_alphanumeric() || ".-_".contains(c) {
                    c
                } else {
                    '_'
                }
            })
            .collect()
    };
    format!(
        "otpauth://totp/Alongside:{}?secret={}&issuer=Alongside&algorithm=SHA1&digits=6&period={STEP}",
        plain(name),
        plain(secret)
    )
}

/// Turns the second factor on, with a code that shows that the authenticator has the secret. Other sessions end.
///
/// # Errors
/// `Wrong` where the code does not fit.
pub fn turn_on(
    office: &Office,
    acting: &Acting,
    token: &str,
    secret: &str,
    code: &str,
) -> Result<()> {
    let step = step_of(secret, code, acting.now).ok_or_else(|| {
        Error::wrong(
            "the code does not fit",
            "give the six digits the authenticator shows now, and look whether the phone's time is right",
        )
    })?;
    change(office, acting.worker, token, acting.now, |account| {
        account.second = Some(secret.to_owned());
        account.second_step = step;
        Ok(())
    })
}

/// Turns it off, with the password.
///
/// # Errors
/// `Wrong` where the password does not fit.
pub fn turn_off(office: &Office, acting: &Acting, token: &str, password: &str) -> Result<()> {
    let kept = office
        .store
        .read(|tx| store::account::of_worker(tx, acting.worker))?
        .ok_or(Error::NotFound("account"))?;
    if !super::password::fits(password, Some(&kept.password)) {
        return Err(Error::wrong(
            "that is not your password",
            "type the password you signed in with",
        ));
    }
    change(office, acting.worker, token, acting.now, |account| {
        account.second = None;
        Ok(())
    })
}

/// Takes the second factor of a worker away who has lost their authenticator, for who looks after people.
///
/// # Errors
/// `NotAllowed` for who may not; `NotFound` for a worker without an account.
pub fn lost(office: &Office, acting: &Acting, worker: FileId) -> Result<()> {
    office.store.write(|tx| {
        let mut none = || 0;
        let mut unit = crate::Unit::reading(tx, office, acting, &mut none);
        super::open::leave(&mut unit, worker)?;
        let mut account =
            store::account::of_worker(unit.tx, worker)?.ok_or(Error::NotFound("account"))?;
        account.second = None;
        account.changed = acting.now;
        store::account::put(unit.tx, &account)?;
        store::session::end_all(unit.tx, worker, None, acting.now)?;
        Ok(())
    })
}

pub(crate) fn change(
    office: &Office,
    worker: FileId,
    token: &str,
    now: Timestamp,
    mut with: impl FnMut(&mut store::account::Account) -> Result<()>,
) -> Result<()> {
    office.store.write(|tx| {
        let mut account =
            store::account::of_worker(tx, worker)?.ok_or(Error::NotFound("account"))?;
        with(&mut account)?;
        account.changed = now;
        store::account::put(tx, &account)?;
        store::session::end_all(tx, worker, Some(&super::hashed(token)), now)?;
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    // RFC 6238, appendix B: the secret "12345678901234567890", at 59 seconds, the last six of eight digits.
    const SECRET: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    #[test]
    fn a_code_fits_its_step_and_its_neighbours() {
        let at = |second| Timestamp::from_second(second).expect("a moment");
        assert_eq!(step_of(SECRET, "287082", at(59)), Some(1));
        assert_eq!(step_of(SECRET, "287 082", at(65)), Some(1));
        assert_eq!(step_of(SECRET, "287082", at(29)), Some(1));
        assert_eq!(step_of(SECRET, "287082", at(95)), None);
        assert_eq!(step_of(SECRET, "287083", at(59)), None);
        assert_eq!(step_of(SECRET, "28708", at(59)), None);
    }

    #[test]
    fn an_offered_secret_can_be_put_into_an_authenticator() {
        let mut n = 1u128 << 100;
        let mut ids = || {
            n = n.wrapping_mul(3).wrapping_add(1);
            n
        };
        let secret = offer(&mut ids);
        assert_eq!(secret.len(), 32);
        assert!(totp(&secret).is_some());
        assert!(address(&secret, "ana&b").contains("Alongside:ana_b?secret="));
    }
}
