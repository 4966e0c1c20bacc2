//! Changing one's own password. Every other session ends with it.

use crate::office::{Acting, Ids, Office};
use crate::{Error, Result};

/// Changes the acting worker's password.
///
/// # Errors
/// `Wrong` where the present password does not fit, or the new one is weak or the same.
pub fn password(
    office: &Office,
    acting: &Acting,
    ids: Ids<'_>,
    token: &str,
    (present, new): (&str, &str),
) -> Result<()> {
    let kept = office
        .store
        .read(|tx| store::account::of_worker(tx, acting.worker))?
        .ok_or(Error::NotFound("account"))?;
    if !super::password::fits(present, Some(&kept.password)) {
        return Err(Error::wrong(
            "the present password is not right",
            "type the one you signed in with",
        ));
    }
    if present == new {
        return Err(Error::wrong(
            "the new password is the present one",
            "choose another",
        ));
    }
    let hash = super::password::hash(ids, new, &kept.name)?;
    super::second::change(office, acting.worker, token, acting.now, |account| {
        account.password = hash.clone();
        account.must_change = false;
        Ok(())
    })
}

/// The acting worker's sign-in name, and whether a second factor is on.
///
/// # Errors
/// `NotFound` for somebody without an account.
pub fn own(office: &Office, acting: &Acting) -> Result<(String, bool)> {
    let kept = office
        .store
        .read(|tx| store::account::of_worker(tx, acting.worker))?
        .ok_or(Error::NotFound("account"))?;
    Ok((kept.name, kept.second.is_some()))
}
