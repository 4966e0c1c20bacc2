//! Attachments: streamed in and out, judged by content, stored once, with nothing left behind.

use store::attachment::{self, Danger, Kept, Limits, PART, Receiver, Refused, UNKNOWN};
use store::{Error, Result, Store};
use testkit::databases::on_both;

use crate::at;
use crate::limits::{alone, peak};

const MB: u64 = 1024 * 1024;
const LIMITS: Limits<'_> = Limits {
    bytes: 50 * MB,
    allowed: &["application/pdf", "image/png", "text/plain"],
};

/// Sends `bytes` in chunks of this length, first `head`, then a repeating filler.
fn send(
    store: &Store,
    upload: u128,
    head: &[u8],
    bytes: u64,
    chunk: usize,
) -> std::result::Result<Kept, Refused> {
    let mut receiver = Receiver::new(upload, LIMITS, at(100));
    let filler: Vec<u8> = (0..chunk).map(|n| b'a' + (n % 23) as u8).collect();
    receiver.take(store, head)?;
    let mut left = bytes - head.len() as u64;
    while left > 0 {
        let now = left.min(chunk as u64) as usize;
        receiver.take(store, &filler[..now])?;
        left -= now as u64;
    }
    receiver.finish(store)
}

fn all_of(store: &Store, content: &[u8]) -> std::result::Result<Kept, Refused> {
    send(
        store,
        content.len() as u128,
        content,
        content.len() as u64,
        1,
    )
}

/// How many rows attachments, uploads and parts have.
fn rows(store: &Store) -> [i64; 3] {
    let counted: Result<Vec<i64>> = store.read(|tx| {
        let mut counts = Vec::new();
        for table in ["attachment", "attachment_upload", "attachment_part"] {
            let text = format!("SELECT count(*) FROM {table}");
            counts.extend(tx.query_dyn(&text, &[], |row| row.get::<i64>(0))?);
        }
        Ok(counts)
    });
    counted
        .expect("rows can be counted")
        .try_into()
        .expect("three")
}

fn read(store: &Store, sha256: &str) -> Result<Option<Vec<u8>>> {
    store.read(|tx| {
        let mut all = Vec::new();
        let any = attachment::for_each_part(tx, sha256, |part| {
            all.extend_from_slice(part);
            Ok(())
        })?;
        Ok(any.then_some(all))
    })
}

#[test]
fn fifty_megabytes_pass_through_little_memory_and_one_byte_more_leaves_nothing() {
    alone(
        "attachments::fifty_megabytes_pass_through_little_memory_and_one_byte_more_leaves_nothing",
        fifty_megabytes,
    );
}

fn fifty_megabytes() {
    on_both(|store| {
        let before = peak();
        let kept = send(&store, 1, b"%PDF-1.7\n\0", 50 * MB, 70_001).expect("it is kept");
        assert_eq!(
            (kept.media_type.as_str(), kept.bytes),
            ("application/pdf", 50 * MB)
        );
        assert_eq!(rows(&store), [1, 0, 50]);
        let mut length = 0;
        let read: Result<bool> = store.read(|tx| {
            attachment::for_each_part(tx, &kept.sha256, |part| {
                length += part.len() as u64;
                Ok(())
            })
        });
        assert_eq!((read, length), (Ok(true), 50 * MB));
        let grown = peak().saturating_sub(before);
        assert!(grown < 25_000, "{grown} kB for 50 MB");
        let over = send(&store, 2, b"%PDF-1.7\n\0", 50 * MB + 1, 70_001);
        assert_eq!(over, Err(Refused::TooLarge { most: 50 * MB }));
        assert_eq!(rows(&store), [1, 0, 50]);
    });
}

#[test]
fn content_comes_back_as_it_went_in_however_it_was_cut() {
    on_both(|store| {
        for (n, length) in [1, PART - 1, PART, PART + 1, 2 * PART, 2 * PART + 3]
            .into_iter()
            .enumerate()
        {
            let content: Vec<u8> = b"%PDF-1.7\n"
                .iter()
                .copied()
                .chain((0_u32..).map(|n| (n % 251) as u8))
                .take(length.max(10))
                .collect();
            let mut receiver = Receiver::new(n as u128, LIMITS, at(1));
            for chunk in content.chunks(PART / 3 + n) {
                receiver.take(&store, chunk).expect("a chunk is taken");
            }
            let kept = receiver.finish(&store).expect("it is kept");
            assert_eq!(read(&store, &kept.sha256), Ok(Some(content.clone())));
            let second: Result<_> = store.read(|tx| {
                Ok((
                    attachment::find(tx, &kept.sha256)?,
                    attachment::part(tx, &kept.sha256, 1)?,
                ))
            });
            let rest = content.chunks(PART).nth(1).map(<[u8]>::to_vec);
            assert_eq!(second, Ok((Some(kept), rest)));
        }
        assert_eq!(read(&store, "no such hash"), Ok(None));
    });
}

#[test]
fn the_same_content_is_stored_once() {
    on_both(|store| {
        let first = send(&store, 1, b"%PDF-1.7\n\0", 3 * MB, 1000);
        let second = send(&store, 2, b"%PDF-1.7\n\0", 3 * MB, 1000);
        assert!(first.is_ok());
        assert_eq!(first, second);
        assert_eq!(rows(&store), [1, 0, 3]);
    });
}

#[test]
fn content_is_judged_by_what_it_is_whatever_it_is_called() {
    on_both(|store| {
        // `holiday.jpg` with a PDF in it is a PDF, and its name says so from then on.
        let lying = all_of(&store, b"%PDF-1.7\n\0\x01").expect("a PDF is accepted");
        assert_eq!(lying.media_type, "application/pdf");
        assert_eq!(
            attachment::clean_name("holiday.jpg", &lying.media_type),
            "holiday.jpg.pdf"
        );
        let kept = rows(&store);
        for (content, refused) in [
            (&b""[..], Refused::Empty),
            (b"MZ\x90\0\x03\0\0\0", Refused::Dangerous(Danger::Program)),
            (b"#!/bin/sh\n", Refused::Dangerous(Danger::Script)),
            (b" <HTML><p>", Refused::Dangerous(Danger::Markup)),
            (b"<svg onload='x'/>", Refused::Dangerous(Danger::Markup)),
            (b"GIF89a\x01\0\x01\0\0\0", Refused::NotAllowed("image/gif")),
            (b"\x01\x02\x03", Refused::NotAllowed(UNKNOWN)),
        ] {
            assert_eq!(all_of(&store, content), Err(refused), "{content:?}");
        }
        assert_eq!(rows(&store), kept);
    });
}

#[test]
fn text_that_goes_on_as_something_else_is_refused_with_all_that_was_written() {
    on_both(|store| {
        let mut receiver = Receiver::new(1, LIMITS, at(1));
        let text = vec![b'a'; 2 * PART + 1];
        assert_eq!(receiver.take(&store, &text), Ok(()));
        assert_eq!(rows(&store), [0, 1, 2]);
        assert_eq!(receiver.take(&store, b"\0\x01"), Ok(()));
        assert_eq!(receiver.take(&store, &text), Err(Refused::NotText));
        assert_eq!(receiver.take(&store, b"more"), Err(Refused::Over));
        assert_eq!(receiver.finish(&store), Err(Refused::Over));
        assert_eq!(rows(&store), [0, 0, 0]);
    });
}

#[test]
fn an_upload_left_behind_is_unseen_and_swept() {
    on_both(|store| {
        let kept = send(&store, 1, b"%PDF-1.7\n\0", 3 * MB, 1000).expect("it is kept");
        // Two that a crash left behind, one that its sender gave up, one that is still under way.
        for upload in 2..=3 {
            let mut receiver = Receiver::new(upload, LIMITS, at(100));
            assert_eq!(receiver.take(&store, &vec![b'a'; 2 * PART]), Ok(()));
        }
        let mut given_up = Receiver::new(4, LIMITS, at(100));
        assert_eq!(given_up.take(&store, &vec![b'a'; 2 * PART]), Ok(()));
        assert_eq!(given_up.give_up(&store), Ok(()));
        let mut under_way = Receiver::new(5, LIMITS, at(200));
        assert_eq!(under_way.take(&store, &vec![b'b'; 2 * PART]), Ok(()));
        assert_eq!(rows(&store), [1, 3, 3 + 1 + 1 + 1]);
        let sweep =
            |second| -> Result<usize> { store.write(|tx| attachment::sweep(tx, at(second))) };
        assert_eq!((sweep(150), sweep(150)), (Ok(2), Ok(0)));
        assert_eq!(rows(&store), [1, 1, 3 + 1]);
        // One swept under way fails whole and leaves nothing.
        assert_eq!(sweep(300), Ok(1));
        assert_eq!(
            under_way.finish(&store),
            Err(Refused::Store(Error::Conflict))
        );
        assert_eq!(rows(&store), [1, 0, 3]);
        assert!(read(&store, &kept.sha256).is_ok_and(|content| content.is_some()));
    });
}

#[test]
fn content_changed_behind_our_back_is_told() {
    on_both(|store| {
        let kept = all_of(&store, b"%PDF-1.7\n\0\x01").expect("it is kept");
        let changed: Result<u64> = store.write(|tx| {
            let part: Vec<u8> = b"%PDF-1.7\n\0\x02".to_vec();
            tx.execute_dyn("UPDATE attachment_part SET content = ?1", &[part.into()])
        });
        assert_eq!(changed, Ok(1));
        assert!(matches!(read(&store, &kept.sha256), Err(Error::Corrupt(_))));
    });
}
