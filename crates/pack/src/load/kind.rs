//! Which files a pack may have and what each of them holds. It never reads one.

use crate::text::nearest;

/// What a file of a pack holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "each is the file or folder of its name")]
pub enum FileKind {
    Pack,
    Clauses,
    Roles,
    Process,
    Records,
    Lists,
    Instruments,
    Clocks,
    Rules,
    Trays,
    Settings,
    Resources,
    Measures,
    Returns,
    Letters,
    Scenarios,
    Migrations,
    Readme,
}

impl FileKind {
    /// Every kind with its path: a file, or a folder and how the names in it end.
    pub const ALL: [(Self, &'static str); 18] = [
        (Self::Pack, "pack.yaml"),
        (Self::Clauses, "clauses.yaml"),
        (Self::Roles, "roles.yaml"),
        (Self::Process, "process.yaml"),
        (Self::Records, "records/*.yaml"),
        (Self::Lists, "lists.yaml"),
        (Self::Instruments, "instruments/*.yaml"),
        (Self::Clocks, "clocks.yaml"),
        (Self::Rules, "rules.yaml"),
        (Self::Trays, "trays.yaml"),
        (Self::Settings, "settings.yaml"),
        (Self::Resources, "resources.yaml"),
        (Self::Measures, "measures/*.sql"),
        (Self::Returns, "returns/*.yaml"),
        (Self::Letters, "letters/*.typ"),
        (Self::Scenarios, "scenarios/*.yaml"),
        (Self::Migrations, "migrations/*.yaml"),
        (Self::Readme, "README.md"),
    ];

    /// What the file at a path inside the pack holds, if the pack language has such a file.
    pub fn of(path: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .find(|(_, pattern)| match pattern.split_once('*') {
                None => path == *pattern,
                Some((folder, end)) => path
                    .strip_prefix(folder)
                    .and_then(|rest| rest.strip_suffix(end))
                    .is_some_and(|stem| !stem.is_empty() && !stem.contains('/')),
            })
            .map(|(kind, _)| *kind)
    }

    /// Its path: a file, or a folder and how the names in it end.
    pub fn path(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(kind, _)| *kind == self)
            .map_or("", |(_, path)| path)
    }

    /// The path that was probably meant by one that the language does not have.
    pub fn nearest(path: &str) -> Option<String> {
        let Some((folder, file)) = path.split_once('/') else {
            let names = Self::ALL.iter().map(|(_, p)| *p);
            return nearest(path, names.filter(|p| !p.contains('*')));
        };
        let known = Self::ALL
            .iter()
            .filter_map(|(_, p)| p.split_once("/*"))
            .collect::<Vec<_>>();
        let folders = known.iter().map(|(folder, _)| *folder);
        let folder = match known.iter().find(|(name, _)| *name == folder) {
            Some((name, _)) => (*name).to_owned(),
            None => nearest(folder, folders)?,
        };
        let (_, end) = known.iter().find(|(name, _)| *name == folder)?;
        let stem = file.rsplit('/').next().unwrap_or(file);
        let stem = stem.split_once('.').map_or(stem, |(stem, _)| stem);
        Some(format!("{folder}/{stem}{end}"))
    }
}

/// The name of a file without its folder and ending.
pub(super) fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

#[cfg(test)]
mod tests {
    use super::FileKind;

    #[test]
    fn a_path_says_what_a_file_holds_or_what_was_meant() {
        for (path, kind, meant) in [
            ("clocks.yaml", Some(FileKind::Clocks), None),
            ("records/visit.yaml", Some(FileKind::Records), None),
            ("clock.yaml", None, Some("clocks.yaml")),
            ("clocks.yml", None, Some("clocks.yaml")),
            ("record/visit.yaml", None, Some("records/visit.yaml")),
            ("records/visit.yml", None, Some("records/visit.yaml")),
            ("records/old/visit.yaml", None, Some("records/visit.yaml")),
            ("measures/x.txt", None, Some("measures/x.sql")),
            ("photographs/x.jpg", None, None),
        ] {
            assert_eq!(FileKind::of(path), kind, "{path}");
            if kind.is_none() {
                assert_eq!(FileKind::nearest(path).as_deref(), meant, "{path}");
            }
        }
    }
}
