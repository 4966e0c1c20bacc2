//! Idempotency keys: a request that is sent twice is done once.

use std::sync::Barrier;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

use store::idempotency::{self, Begun};
use store::{Error, Result};
use testkit::databases::on_both;

use crate::{at, id, keys, put};

#[test]
fn a_key_gives_back_its_answer_and_is_its_workers_own() {
    on_both(|store| {
        let begin = |worker: u32, request: &str| -> Result<Begun> {
            store.write(|tx| idempotency::begin(tx, id('w', worker), "k", request, at(1)))
        };
        let first: Result<Begun> = store.write(|tx| {
            let begun = idempotency::begin(tx, id('w', 1), "k", "hash", at(1))?;
            idempotency::finish(tx, id('w', 1), "k", "/record/1")?;
            Ok(begun)
        });
        assert_eq!(first, Ok(Begun::Fresh));
        assert_eq!(begin(1, "hash"), Ok(Begun::Done("/record/1".into())));
        assert_eq!(begin(1, "another"), Ok(Begun::Other));
        assert_eq!(begin(2, "hash"), Ok(Begun::Fresh));
        // Begun and committed without an end is a mistake of the program, and is told.
        assert!(matches!(begin(2, "hash"), Err(Error::Other(_))));
        let twice: Result<()> = store.write(|tx| idempotency::finish(tx, id('w', 1), "k", "other"));
        assert_eq!(twice, Err(Error::Conflict));
        let forgotten: Result<u64> = store.write(|tx| idempotency::forget(tx, at(2)));
        assert_eq!(forgotten, Ok(2));
        assert_eq!(begin(1, "another"), Ok(Begun::Fresh));
    });
}

#[test]
fn a_key_is_kept_only_with_its_work() {
    on_both(|store| {
        let failed: Result<()> = store.write(|tx| {
            idempotency::begin(tx, id('w', 1), "k", "hash", at(1))?;
            idempotency::finish(tx, id('w', 1), "k", "done")?;
            Err(Error::Conflict)
        });
        assert_eq!(failed, Err(Error::Conflict));
        let again: Result<Begun> =
            store.write(|tx| idempotency::begin(tx, id('w', 1), "k", "hash", at(1)));
        assert_eq!(again, Ok(Begun::Fresh));
    });
}

#[test]
fn the_same_request_sent_by_many_at_once_is_done_once() {
    on_both(|store| {
        let (start, done) = (Barrier::new(4), AtomicU32::new(0));
        thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    start.wait();
                    let answer: Result<String> = store.write(|tx| {
                        match idempotency::begin(tx, id('w', 1), "k", "hash", at(1))? {
                            Begun::Fresh => {
                                done.fetch_add(1, Ordering::SeqCst);
                                put(tx, "work", "1")?;
                                idempotency::finish(tx, id('w', 1), "k", "done")?;
                                Ok("done".into())
                            }
                            Begun::Done(answer) => Ok(answer),
                            Begun::Other => Err(Error::Conflict),
                        }
                    });
                    assert_eq!(answer, Ok("done".into()));
                });
            }
        });
        assert_eq!(
            (done.load(Ordering::SeqCst), keys(&store)),
            (1, vec!["work".to_owned()])
        );
    });
}
