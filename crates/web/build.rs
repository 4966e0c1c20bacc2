//! Embeds the style sheet, script and typeface that `make assets` built: a table of what each hashed name holds and one
//! constant address for each file, for `src/assets.rs`. It never builds them itself: that needs other tools than Rust's.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write;
use std::path::Path;
use std::process::ExitCode;
use std::{env, fs};

const NOT_BUILT: &str = "The style sheet and script of the pages have not been built: run `make assets`, then build again.";

fn main() -> ExitCode {
    match embed() {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::FAILURE
        }
    }
}

fn embed() -> Result<(), Box<dyn Error>> {
    let dist = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("assets/dist");
    let manifest = dist.join("manifest.json");
    println!("cargo:rerun-if-changed={}", manifest.display());
    println!("cargo:rerun-if-changed=build.rs");
    let text = fs::read_to_string(&manifest).map_err(|_| NOT_BUILT)?;
    let names: BTreeMap<String, String> = serde_json::from_str(&text)
        .map_err(|error| format!("{}: {error}. Run `make assets`.", manifest.display()))?;

    let mut constants = String::new();
    let mut table = String::from(
        "/// Every file by its hashed name, in order of the names.\nstatic FILES: &[(&str, &[u8])] = &[\n",
    );
    let mut files: Vec<&String> = names.values().collect();
    files.sort();
    for (logical, hashed) in &names {
        let constant = logical
            .replace(|letter: char| !letter.is_ascii_alphanumeric(), "_")
            .to_uppercase();
        writeln!(
            constants,
            "/// Address of `{logical}`.\npub const {constant}: &str = {:?};",
            format!("/assets/{hashed}")
        )?;
    }
    for hashed in files {
        let path = dist.join(hashed);
        if !path.is_file() {
            return Err(format!(
                "{} is missing although the manifest names it. Run `make assets`.",
                path.display()
            )
            .into());
        }
        writeln!(
            table,
            "    ({hashed:?}, include_bytes!({:?})),",
            path.display().to_string()
        )?;
    }
    table.push_str("];\n");
    let out = Path::new(&env::var("OUT_DIR")?).join("assets.rs");
    fs::write(out, constants + &table)?;
    Ok(())
}
