//! Embeds `demo/` and `packs/`, so that the program can fill a database without any file beside it: a table of path and
//! bytes for `src/demo/embedded.rs`. Names of packs stand in those folders, never here.

use std::error::Error;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let root = Path::new(&env::var("CARGO_MANIFEST_DIR")?)
        .join("../..")
        .canonicalize()?;
    let mut files = Vec::new();
    for folder in ["demo", "packs"] {
        // Said from the crate, so that a copy of the built tree elsewhere notices that it is elsewhere.
        println!("cargo:rerun-if-changed=../../{folder}");
        gather(&root.join(folder), &mut files)?;
    }
    files.sort();
    let mut table = String::from("[\n");
    for path in files {
        let name = path
            .strip_prefix(&root)?
            .to_string_lossy()
            .replace('\\', "/");
        let path = path.display().to_string();
        writeln!(table, "    ({name:?}, include_bytes!({path:?})),")?;
    }
    table.push_str("]\n");
    fs::write(Path::new(&env::var("OUT_DIR")?).join("embedded.rs"), table)?;
    Ok(())
}

fn gather(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), Box<dyn Error>> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        match entry.file_type()? {
            _ if hidden => {}
            kind if kind.is_dir() => gather(&entry.path(), files)?,
            kind if kind.is_file() => files.push(entry.path()),
            _ => {}
        }
    }
    Ok(())
}
