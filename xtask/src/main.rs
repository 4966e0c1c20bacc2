//! Checks of the repository that reviewers forget, run as `cargo xtask tidy`.
//!
//! It reads files and reports; it never changes one, and it knows nothing of what the product does.

mod source;
mod tidy;
mod tree;

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["tidy"] => tidy_here(),
        _ => {
            eprintln!("usage: cargo xtask tidy    check the invariants that ARCHITECTURE.md lists");
            ExitCode::from(2)
        }
    }
}

/// Checks the repository that holds the working directory: every problem on a line of its own, then a count.
#[expect(clippy::print_stdout, reason = "a command prints its report")]
fn tidy_here() -> ExitCode {
    let tree = match std::env::current_dir().and_then(|here| tree::Tree::read(&here)) {
        Ok(tree) => tree,
        Err(error) => {
            eprintln!("the repository cannot be read: {error}");
            return ExitCode::from(2);
        }
    };
    for notice in tidy::notices(&tree) {
        println!("note: {notice}");
    }
    let problems = tidy::problems(&tree);
    for problem in &problems {
        println!("{problem}");
    }
    let files = tree.files().count();
    if problems.is_empty() {
        println!("tidy: {files} files, nothing to mend");
        ExitCode::SUCCESS
    } else {
        println!("tidy: {files} files, {} to mend", problems.len());
        ExitCode::FAILURE
    }
}
