//! Guards against a transaction begun within another one of the same store by the same thread:
//! it would wait for itself. It never blocks; it only remembers who is inside.

use std::cell::RefCell;

use super::{Error, Result};

thread_local! {
    static INSIDE: RefCell<Vec<usize>> = const { RefCell::new(Vec::new()) };
}

/// Held while a thread is inside a transaction of one store.
pub(crate) struct Inside(usize);

/// Enters a store (by its address in memory), or says that this thread is already inside.
pub(crate) fn enter(store: usize) -> Result<Inside> {
    INSIDE.with_borrow_mut(|inside| {
        if inside.contains(&store) {
            return Err(Error::Nested);
        }
        inside.push(store);
        Ok(Inside(store))
    })
}

impl Drop for Inside {
    fn drop(&mut self) {
        INSIDE.with_borrow_mut(|inside| inside.retain(|store| *store != self.0));
    }
}
