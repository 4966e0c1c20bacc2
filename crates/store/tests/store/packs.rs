//! Published versions of packs: never changed.

use std::collections::BTreeMap;

use store::Store;
use store::pack_version::{self, Published, Refused};
use testkit::databases::on_both;

use crate::{at, name};

fn pack(version: &str, hash: &str) -> Published {
    let texts = [
        ("pack.yaml", "name: demo"),
        ("forms/visit.yaml", "title: Kōrero"),
    ];
    Published {
        pack: name("demo"),
        version: version.into(),
        hash: hash.into(),
        sources: texts
            .map(|(path, text)| (path.into(), format!("{text} # {hash}")))
            .into(),
    }
}

fn publish(store: &Store, new: &Published, second: i64) -> Result<bool, Refused> {
    store.write(|tx| pack_version::publish(tx, new, at(second)))
}

#[test]
fn a_published_version_never_changes() {
    on_both(|store| {
        let first = pack("1.0", "aa");
        assert_eq!(publish(&store, &first, 1), Ok(true));
        assert_eq!(publish(&store, &first, 2), Ok(false));
        let changed = publish(&store, &pack("1.0", "bb"), 3);
        let told = changed.expect_err("it is refused").to_string();
        assert!(told.contains("version 1.0 of `demo`"), "{told}");
        assert!(told.contains("a published version never changes"), "{told}");
        assert_eq!(publish(&store, &pack("1.1", "bb"), 4), Ok(true));
        let found = store.read(|tx| {
            let versions = pack_version::versions(tx, &name("demo"))?;
            assert_eq!(versions, pack_version::all(tx)?);
            assert!(pack_version::versions(tx, &name("other"))?.is_empty());
            let versions: Vec<_> = versions
                .into_iter()
                .map(|v| (v.version, v.hash, v.published))
                .collect();
            Ok::<_, store::Error>((
                versions,
                pack_version::load(tx, &name("demo"), "1.0")?,
                pack_version::load(tx, &name("demo"), "2.0")?,
            ))
        });
        let (versions, loaded, none) = found.expect("versions can be read");
        assert_eq!(
            versions,
            [
                ("1.1".into(), "bb".into(), at(4)),
                ("1.0".into(), "aa".into(), at(1))
            ]
        );
        assert_eq!((loaded, none), (Some(first), None));
    });
}

#[test]
fn a_pack_may_be_large() {
    on_both(|store| {
        let mut large = pack("1.0", "aa");
        large.sources = BTreeMap::from([("book.yaml".into(), "ā: \"x\"\n".repeat(400_000))]);
        assert_eq!(publish(&store, &large, 1), Ok(true));
        let found = store.read(|tx| pack_version::load(tx, &name("demo"), "1.0"));
        assert_eq!(found, Ok::<_, store::Error>(Some(large)));
    });
}
