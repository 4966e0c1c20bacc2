//! For tests only: builders, a fake clock, throw-away databases.

pub mod databases;
pub mod world;

pub use store::Store;

/// The code that an authenticator shows at a second since 1970, for a secret in base 32.
///
/// # Panics
/// For a secret that is none.
pub fn code_of(secret: &str, at: u64) -> String {
    let secret = totp_rs::Secret::try_from_base32(secret).expect("a secret in base 32");
    let totp = totp_rs::Builder::new().with_secret(secret).build();
    totp.expect("a good secret").generate(at).to_string()
}
