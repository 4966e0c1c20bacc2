//! The files of `demo/` and `packs/` as they were when the program was built. It hands bytes out and reads none of them.

use pack::Sources;

const FILES: &[(&str, &[u8])] = &include!(concat!(env!("OUT_DIR"), "/embedded.rs"));

/// A text by its path from the root of the repository.
pub fn text(path: &str) -> Option<&'static str> {
    let (_, bytes) = FILES.iter().find(|(name, _)| *name == path)?;
    std::str::from_utf8(bytes).ok()
}

/// A pack by its name; without any file if there is none.
pub fn pack(name: &str) -> Sources {
    let folder = format!("packs/{name}/");
    let files = FILES.iter().filter_map(|(path, bytes)| {
        let path = path.strip_prefix(&folder)?;
        Some((path.to_owned(), bytes.to_vec()))
    });
    Sources {
        files: files.collect(),
    }
}
