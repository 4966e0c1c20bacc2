//! Drafts: saved by the revision that was read, listed for their author and for a file.

use domain::{FileId, RecordId};
use store::draft::{self, Content, Draft, Place};
use store::{Error, Result, Store};
use testkit::databases::on_both;

use crate::{at, id, name};

fn a_draft(record: u32, author: u32, files: &[u32], saved: i64) -> Draft {
    Draft {
        record: id('r', record),
        kind: name("visit"),
        service: id('v', 1),
        author: id('w', author),
        pack: name("demo"),
        version: "1".into(),
        amends: 0,
        content: content(files, "{}"),
        revision: 1,
        changed: at(saved),
    }
}

fn content(files: &[u32], answers: &str) -> Content {
    Content {
        files: files.iter().map(|n| id('f', *n)).collect(),
        answers: answers.into(),
        parts: "{}".into(),
    }
}

fn load(store: &Store, record: u32) -> Option<Draft> {
    let found: Result<_> = store.read(|tx| draft::load(tx, id('r', record), id('w', 1)));
    found.expect("a draft can be read")
}

/// A draft of the first author.
fn own(record: u32) -> (RecordId, FileId) {
    (id('r', record), id('w', 1))
}

#[test]
fn two_people_have_drafts_of_one_record_and_neither_touches_the_others() {
    on_both(|store| {
        let made: Result<()> = store.write(|tx| {
            draft::create(tx, &a_draft(1, 1, &[1, 2], 1))?;
            draft::create(tx, &a_draft(1, 2, &[1, 2], 2))?;
            draft::save(tx, own(1), 1, &content(&[1], "mine"), at(3))?;
            draft::amends(tx, own(1), 3)
        });
        assert_eq!(made, Ok(()));
        let both: Result<_> = store.read(|tx| {
            let others = draft::load(tx, id('r', 1), id('w', 2))?;
            Ok((others, draft::is_others(tx, id('r', 1), id('w', 1))?))
        });
        assert_eq!(both, Ok((Some(a_draft(1, 2, &[1, 2], 2)), true)));
        assert_eq!(
            load(&store, 1).map(|d| (d.amends, d.revision)),
            Some((3, 2))
        );
        let gone: Result<bool> = store.write(|tx| draft::throw_away(tx, id('r', 1), id('w', 2)));
        assert_eq!(gone, Ok(true));
        let left = load(&store, 1).expect("the first one's is there");
        assert_eq!(left.content, content(&[1], "mine"));
        let others: Result<bool> = store.read(|tx| draft::is_others(tx, id('r', 1), id('w', 1)));
        assert_eq!(others, Ok(false));
    });
}

#[test]
fn a_draft_is_saved_only_over_the_revision_that_was_read() {
    on_both(|store| {
        let first = a_draft(1, 1, &[3, 1, 2], 10);
        let outcome: Result<()> = store.write(|tx| draft::create(tx, &first));
        assert_eq!(outcome, Ok(()));
        assert_eq!(load(&store, 1), Some(first.clone()));
        let mine = content(&[2], r#"{"what":"kōrero \"q\" \u0000"}"#);
        let saved: Result<i64> = store.write(|tx| draft::save(tx, own(1), 1, &mine, at(20)));
        assert_eq!(saved, Ok(2));
        // Another window that read revision 1.
        let stale: Result<i64> =
            store.write(|tx| draft::save(tx, own(1), 1, &content(&[9], "late"), at(30)));
        assert_eq!(stale, Err(Error::Conflict));
        let stands = load(&store, 1).expect("it is there");
        assert_eq!(
            (&stands.content, stands.revision, stands.changed),
            (&mine, 2, at(20))
        );
        // A second draft of one record cannot be begun, and one that is gone cannot be saved.
        let twice: Result<()> = store.write(|tx| draft::create(tx, &first));
        assert!(matches!(twice, Err(Error::Constraint { .. })), "{twice:?}");
        let gone: Result<i64> = store.write(|tx| draft::save(tx, own(2), 1, &mine, at(30)));
        assert_eq!(gone, Err(Error::Conflict));
    });
}

#[test]
fn a_draft_leaves_when_it_is_submitted_or_its_author_throws_it_away() {
    on_both(|store| {
        let made: Result<()> = store.write(|tx| {
            draft::create(tx, &a_draft(1, 1, &[1], 1))?;
            draft::create(tx, &a_draft(2, 1, &[1], 2))
        });
        assert_eq!(made, Ok(()));
        let stale: Result<()> = store.write(|tx| draft::submitted(tx, own(1), 7));
        assert_eq!(stale, Err(Error::Conflict));
        let outcome: Result<(bool, bool)> = store.write(|tx| {
            draft::submitted(tx, own(1), 1)?;
            let somebody_else = draft::throw_away(tx, id('r', 2), id('w', 2))?;
            let author = draft::throw_away(tx, id('r', 2), id('w', 1))?;
            Ok((somebody_else, author))
        });
        assert_eq!(outcome, Ok((false, true)));
        assert_eq!((load(&store, 1), load(&store, 2)), (None, None));
        let left: Result<Vec<_>> = store.read(|tx| draft::of_file(tx, id('f', 1), None, 10));
        assert_eq!(left, Ok(vec![]));
    });
}

#[test]
fn answers_up_to_two_megabytes_are_kept_and_more_is_refused() {
    on_both(|store| {
        let mut draft = a_draft(1, 1, &[1], 1);
        draft.content.answers = "ā".repeat(draft::MOST / 2 - 1);
        let kept: Result<()> = store.write(|tx| draft::create(tx, &draft));
        assert_eq!(kept, Ok(()));
        assert_eq!(load(&store, 1), Some(draft.clone()));
        draft.content.answers.push('ā');
        let more: Result<i64> = store.write(|tx| draft::save(tx, own(1), 1, &draft.content, at(2)));
        assert!(matches!(more, Err(Error::Unstorable(_))), "{more:?}");
        let nowhere: Result<i64> =
            store.write(|tx| draft::save(tx, own(1), 1, &content(&[], "{}"), at(2)));
        assert!(matches!(nowhere, Err(Error::Unstorable(_))), "{nowhere:?}");
        assert_eq!(load(&store, 1).map(|draft| draft.revision), Some(1));
    });
}

#[test]
fn drafts_are_listed_last_saved_first_page_by_page() {
    on_both(|store| {
        let made: Result<()> = store.write(|tx| {
            for n in 0..25 {
                // Several were saved in one second, and every third is about two files.
                let files: &[u32] = if n % 3 == 0 { &[1, 2] } else { &[1] };
                draft::create(tx, &a_draft(n, n % 2, files, i64::from(n / 4)))?;
            }
            Ok(())
        });
        assert_eq!(made, Ok(()));
        let all = |list: &dyn Fn(Option<Place>) -> Result<Vec<draft::Listed>>| {
            let (mut seen, mut after) = (Vec::new(), None);
            loop {
                let page = list(after).expect("a page");
                after = page.last().map(draft::Listed::place);
                if after.is_none() {
                    return seen;
                }
                seen.extend(page.into_iter().map(|draft| draft.record));
            }
        };
        let author: FileId = id('w', 1);
        let mine = all(&|after| store.read(|tx| draft::by_author(tx, author, after, 4)));
        let expected: Vec<RecordId> = (0..25)
            .rev()
            .filter(|n| n % 2 == 1)
            .map(|n| id('r', n))
            .collect();
        assert_eq!(mine, expected);
        let second = all(&|after| store.read(|tx| draft::of_file(tx, id('f', 2), after, 4)));
        let expected: Vec<RecordId> = (0..25)
            .rev()
            .filter(|n| n % 3 == 0)
            .map(|n| id('r', n))
            .collect();
        assert_eq!(second, expected);
    });
}
