//! Everybody in a demonstration can sign in: a short name each, one password for all. It gives accounts to workers of a story
//! that was just told, and to nobody else.

use std::collections::BTreeSet;
use std::io::Write;

use casework::Office;
use casework::account::open;
use domain::{FileId, ServiceId};
use jiff::Timestamp;
use miette::IntoDiagnostic;

use crate::database::ids;

/// Opens an account for each of these workers. `taken` holds the names that others have.
pub fn give(
    office: &Office,
    workers: &[(String, FileId)],
    password: &str,
    taken: &mut BTreeSet<String>,
) -> miette::Result<()> {
    let mut ids = ids();
    for (name, file) in workers {
        let sign_in = name_of(name, taken);
        open::outright(
            office,
            &mut ids,
            Timestamp::now(),
            *file,
            (&sign_in, password),
        )
        .into_diagnostic()?;
        taken.insert(sign_in);
    }
    Ok(())
}

/// A sign-in name: the first name as it is kept; where that is taken with the family name, then with a number.
fn name_of(name: &str, taken: &BTreeSet<String>) -> String {
    let plain = |words: &[&str]| {
        let folded: Vec<String> = words.iter().map(|w| domain::text::fold(w)).collect();
        let mut text = folded.join(".");
        text.retain(|c| c.is_ascii_alphanumeric() || c == '.' || c == '-');
        text
    };
    let words: Vec<&str> = name.split_whitespace().collect();
    let first = plain(words.get(..1).unwrap_or_default());
    let whole = plain(&words);
    let mut names = [first, whole.clone()].into_iter();
    names
        .find(|n| !n.is_empty() && !taken.contains(n))
        .or_else(|| {
            (2..)
                .map(|n| format!("{whole}{n}"))
                .find(|n| !taken.contains(n))
        })
        .unwrap_or(whole)
}

/// Prints who can sign in, and with what.
pub fn print(
    office: &Office,
    services: &[ServiceId],
    password: &str,
    out: &mut impl Write,
) -> miette::Result<()> {
    let mut rows = Vec::new();
    for service in services {
        let seen = casework::read::overview::overview(office, *service, Timestamp::now())
            .into_diagnostic()?;
        let files: Vec<FileId> = seen.workers.iter().map(|w| w.file).collect();
        let names = open::names(office, &files).into_diagnostic()?;
        for worker in seen.workers {
            let account = names.iter().find(|(file, ..)| *file == worker.file);
            if let Some((_, name, closed)) = account {
                let note = if *closed { " (closed)" } else { "" };
                rows.push([
                    worker.name,
                    format!("{name}{note}"),
                    worker.title,
                    seen.service.clone(),
                ]);
            }
        }
    }
    if rows.is_empty() {
        return Ok(());
    }
    let heads = ["Name", "Sign-in name", "Title", "Service"].map(String::from);
    let width = |column: usize| {
        let all = std::iter::once(&heads).chain(&rows);
        all.filter_map(|row| Some(row.get(column)?.chars().count()))
            .max()
    };
    let widths = [0, 1, 2].map(|column| width(column).unwrap_or_default());
    let mut text = String::from("\nWho can sign in\n");
    for [name, sign_in, title, service] in std::iter::once(&heads).chain(&rows) {
        let [first, second, third] = widths;
        text.push_str(&format!(
            "  {name:<first$}  {sign_in:<second$}  {title:<third$}  {service}\n"
        ));
    }
    text.push_str(&format!(
        "\n  The password of the demonstration is: {password}\n  Whoever changed theirs signs in with their own.\n"
    ));
    out.write_all(text.as_bytes()).into_diagnostic()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_short_plain_and_each_somebodys_own() {
        let mut taken = BTreeSet::new();
        for (name, expected) in [
            ("Rāwiri Mockingham", "rawiri"),
            ("Rawiri Othername", "rawiri.othername"),
            ("Rāwiri Othername", "rawiri.othername2"),
            ("Te Ao Exemplar", "te"),
            ("Māia", "maia"),
        ] {
            let found = name_of(name, &taken);
            assert_eq!(found, expected);
            taken.insert(found);
        }
    }
}
