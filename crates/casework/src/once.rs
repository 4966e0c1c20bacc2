//! A request that is sent twice is done once. The key is kept in the transaction of the act itself, so that there is one
//! exactly when there is the other; whoever sends the request again gets the first answer. It never looks into a request:
//! whether two are the same, their hashes say.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use serde::Serialize;
use serde::de::DeserializeOwned;
use store::idempotency::{Begun, begin, finish};

use crate::office::{Acting, Ids, Office};
use crate::unit::Unit;
use crate::{Error, Result};

/// The longest key, in bytes.
pub(crate) const KEY_MAX: usize = 200;

/// The key under which the acts of one request are done.
pub(crate) struct Keyed {
    key: String,
    request: String,
    acts: AtomicU32,
}

impl Office {
    /// Does one act once: a replay of the same request by the same worker gives the first answer and changes nothing.
    /// An act that failed leaves no key.
    ///
    /// # Errors
    /// Those of the work; `KeyReused` for a key that came with another request; `Wrong` for an empty or overlong key.
    pub fn once<T: Serialize + DeserializeOwned>(
        &self,
        acting: &Acting,
        key: &str,
        request: &str,
        ids: Ids<'_>,
        mut work: impl FnMut(&mut Unit<'_, '_>) -> Result<T>,
    ) -> Result<T> {
        if key.is_empty() || key.len() > KEY_MAX || key.chars().any(char::is_control) {
            return Err(Error::wrong(
                "the idempotency key is empty, longer than 200 characters or not plain text",
                "send a new random one with each new request",
            ));
        }
        let behalf = acting.on_behalf.map_or_else(String::new, |w| w.to_string());
        let request = format!("{} {behalf} {request}", acting.service);
        self.act_anyway(acting, ids, |unit| {
            let corrupt = |_| store::Error::Corrupt("a kept answer cannot be read".into());
            match begin(unit.tx, acting.worker, key, &request, acting.now)? {
                Begun::Fresh => {
                    let value = work(unit)?;
                    let answer = serde_json::to_string(&value).map_err(corrupt)?;
                    finish(unit.tx, acting.worker, key, &answer)?;
                    Ok(value)
                }
                Begun::Done(answer) => Ok(serde_json::from_str(&answer).map_err(corrupt)?),
                Begun::Other => Err(Error::KeyReused),
            }
        })
    }

    /// An office for one request: whatever act is done with it is done once under the key. For a request of several acts,
    /// each has its number in the order they are asked for.
    #[must_use]
    pub fn keyed(&self, key: &str, request: &str) -> Office {
        let mut office = self.clone();
        office.key = Some(Arc::new(Keyed {
            key: key.to_owned(),
            request: request.to_owned(),
            acts: AtomicU32::new(0),
        }));
        office
    }

    pub(crate) fn next_key(&self) -> Option<(String, String)> {
        let keyed = self.key.as_ref()?;
        let key = match keyed.acts.fetch_add(1, Ordering::SeqCst) {
            0 => keyed.key.clone(),
            n => format!("{} {}", keyed.key, n + 1),
        };
        Some((key, keyed.request.clone()))
    }
}
