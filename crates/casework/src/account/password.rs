//! Passwords: what is good enough, and Argon2id. A password is neither kept nor repeated anywhere.

use argon2::password_hash::phc::PasswordHash;
use argon2::{Argon2, PasswordHasher, PasswordVerifier};

use crate::{Error, Ids, Result};

/// The least characters.
pub const LEAST: usize = 12;
/// The most characters.
pub const MOST: usize = 200;

/// A hash that fits no password: checked where there is no account, so that both answers take as long.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Hashes a password as a PHC string.
///
/// # Errors
/// `Wrong` for one that is too short, too long, or the sign-in name itself.
pub fn hash(ids: Ids<'_>, password: &str, name: &str) -> Result<String> {
    let length = password.chars().count();
    if length < LEAST {
        return Err(Error::wrong(
            format!("the password has {length} characters"),
            format!("choose one of at least {LEAST}: three or four unrelated words are good"),
        ));
    }
    if length > MOST {
        return Err(Error::wrong(
            format!("the password has {length} characters"),
            format!("choose one of at most {MOST}"),
        ));
    }
    let folded = domain::text::fold(password);
    let same = password.chars().collect::<std::collections::BTreeSet<_>>();
    if folded.contains(&domain::text::fold(name)) && !name.is_empty() || same.len() < 5 {
        return Err(Error::wrong(
            "the password is easy to guess",
            "leave your name out of it, and do not repeat a few characters",
        ));
    }
    let salt = ids().to_be_bytes();
    let hash: std::result::Result<argon2::password_hash::phc::PasswordHash, _> =
        Argon2::default().hash_password_with_salt(password.as_bytes(), &salt);
    hash.map(|hash| hash.to_string())
        .map_err(|_| Error::wrong("the password cannot be hashed", "choose another"))
}

/// Whether a password fits a hash; without one it takes as long and does not.
pub fn fits(password: &str, kept: Option<&str>) -> bool {
    let hash = PasswordHash::new(kept.unwrap_or(NOBODY));
    let fits = hash.is_ok_and(|hash| {
        Argon2::default()
            .verify_password(password.as_bytes(), &hash)
            .is_ok()
    });
    fits && kept.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_fits_its_own_hash_alone() {
        let mut n = 7u128;
        let mut ids = || {
            n += 1;
            n
        };
        let kept = hash(&mut ids, "four unrelated words", "aroha").expect("good enough");
        assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(fits("four unrelated words", Some(&kept)));
        assert!(!fits("four unrelated word", Some(&kept)));
        assert!(!fits("four unrelated words", None));
        let other = hash(&mut ids, "four unrelated words", "aroha").expect("good enough");
        assert_ne!(kept, other, "salted");
    }

    #[test]
    fn the_hash_of_nobody_is_as_costly_as_a_real_one() {
        let hash = PasswordHash::new(NOBODY).expect("a PHC string");
        assert_eq!(hash.algorithm.as_str(), "argon2id");
        let memory = hash.params.get_decimal("m");
        assert_eq!(memory, Some(argon2::Params::DEFAULT_M_COST));
    }

    #[test]
    fn what_is_easy_to_guess_is_refused_with_what_to_do() {
        let mut ids = || 1u128;
        for weak in [
            "short",
            "aaaaaaaaaaaaaaaa",
            "aroha aroha 2026",
            &"x".repeat(201),
        ] {
            let refused = hash(&mut ids, weak, "Aroha").expect_err(weak).to_string();
            assert!(!refused.contains(weak), "{refused}");
        }
    }
}
