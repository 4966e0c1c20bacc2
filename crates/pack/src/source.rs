//! A pack as the bytes of its files. This is the one place of the crate that opens a folder; from here on a pack is read
//! from memory, so that a published version can be kept in a database and read again. It never looks inside a file.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use sha2::{Digest, Sha256};

/// The most bytes a pack may have in all.
pub const MAX_TOTAL: u64 = 20 * 1024 * 1024;
/// The most files a pack may have.
pub const MAX_FILES: usize = 2_000;
/// How many folders deep a pack is read.
const MAX_DEPTH: usize = 8;

/// The files of a pack by their paths inside it, `/` between folder and file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sources {
    /// Path to content.
    pub files: BTreeMap<String, Vec<u8>>,
}

/// Why kept sources cannot be written or read.
#[derive(Debug, thiserror::Error)]
pub enum KeptError {
    /// A file is not text.
    #[error("`{path}` is not text in UTF-8")]
    NotText {
        /// The file.
        path: String,
    },
    /// The bytes are not a pack that was kept.
    #[error("not a kept pack: {0}")]
    NotKept(#[from] serde_json::Error),
    /// More than a pack may have.
    #[error("larger than a pack may be: {MAX_TOTAL} bytes in {MAX_FILES} files")]
    TooLarge,
}

impl Sources {
    /// Reads a folder: symbolic links are not followed, hidden files and folders are passed over. Fails with
    /// `InvalidData` beyond [`MAX_TOTAL`], [`MAX_FILES`] or eight folders deep, or on a name that is not text.
    pub fn read_dir(dir: &Path) -> io::Result<Self> {
        let mut sources = Self::default();
        let mut total = 0;
        sources.read_folder(dir, "", 0, &mut total)?;
        Ok(sources)
    }

    fn read_folder(
        &mut self,
        dir: &Path,
        prefix: &str,
        depth: usize,
        total: &mut u64,
    ) -> io::Result<()> {
        if depth > MAX_DEPTH {
            return Err(refused(format!(
                "{}: more than {MAX_DEPTH} folders deep",
                dir.display()
            )));
        }
        for entry in std::fs::read_dir(dir)? {
            let entry = entry?;
            let kind = entry.file_type()?;
            let name = entry.file_name().into_string().map_err(|name| {
                refused(format!(
                    "{}: a name that is not text",
                    name.to_string_lossy()
                ))
            })?;
            if name.starts_with('.') || kind.is_symlink() {
                continue;
            }
            let path = format!("{prefix}{name}");
            if kind.is_dir() {
                self.read_folder(&entry.path(), &format!("{path}/"), depth + 1, total)?;
            } else if kind.is_file() {
                *total += entry.metadata()?.len();
                if *total > MAX_TOTAL || self.files.len() >= MAX_FILES {
                    return Err(refused(KeptError::TooLarge.to_string()));
                }
                self.files.insert(path, std::fs::read(entry.path())?);
            }
        }
        Ok(())
    }

    /// SHA-256 over every path and content in order of path, each with its length before it, as 64 hexadecimal digits.
    /// Two packs have the same hash only if they are the same byte for byte.
    pub fn hash(&self) -> String {
        let mut hash = Sha256::new();
        for (path, content) in &self.files {
            for part in [path.as_bytes(), content] {
                hash.update((part.len() as u64).to_be_bytes());
                hash.update(part);
            }
        }
        hash.finalize().iter().map(|b| format!("{b:02x}")).collect()
    }

    /// One text of the whole pack, to be kept: JSON of path to text. Fails on the first file that is not UTF-8.
    pub fn to_text(&self) -> Result<String, KeptError> {
        let mut texts = BTreeMap::new();
        for (path, content) in &self.files {
            let text = std::str::from_utf8(content)
                .map_err(|_| KeptError::NotText { path: path.clone() })?;
            texts.insert(path.as_str(), text);
        }
        Ok(serde_json::to_string(&texts)?)
    }

    /// What [`Sources::to_text`] wrote. The limits of a folder hold here too.
    pub fn from_text(text: &str) -> Result<Self, KeptError> {
        let texts: BTreeMap<String, String> = serde_json::from_str(text)?;
        let total: usize = texts.values().map(String::len).sum();
        if texts.len() > MAX_FILES || total as u64 > MAX_TOTAL {
            return Err(KeptError::TooLarge);
        }
        let files = texts.into_iter().map(|(p, t)| (p, t.into_bytes()));
        Ok(Self {
            files: files.collect(),
        })
    }

    /// Sources from paths and texts, for tests and generated packs.
    pub fn of<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let files = files.into_iter();
        Self {
            files: files
                .map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec()))
                .collect(),
        }
    }
}

fn refused(message: String) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pack_kept_as_one_text_comes_back_the_same() {
        let sources = Sources::of([
            ("pack.yaml", "pack: x\n"),
            ("records/visit.yaml", "ā: \"1\""),
        ]);
        let back = Sources::from_text(&sources.to_text().unwrap()).unwrap();
        assert_eq!(back, sources);
        assert_eq!(back.hash(), sources.hash());
        let mut bytes = sources.clone();
        bytes.files.insert("a".into(), vec![0xff]);
        assert!(matches!(bytes.to_text(), Err(KeptError::NotText { path }) if path == "a"));
        assert!(Sources::from_text("[1]").is_err());
    }

    #[test]
    fn the_hash_tells_paths_from_contents() {
        let hashes = [
            Sources::of([]),
            Sources::of([("ab", "c")]),
            Sources::of([("a", "bc")]),
            Sources::of([("a", "b"), ("c", "")]),
            Sources::of([("a", ""), ("b", "c")]),
        ]
        .map(|s| s.hash());
        for (i, one) in hashes.iter().enumerate() {
            assert_eq!(one.len(), 64);
            assert!(hashes[i + 1..].iter().all(|other| other != one));
        }
    }
}
