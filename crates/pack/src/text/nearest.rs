//! The nearest right name to a wrong one. It never changes what was written: it only suggests.

/// Longer names are not compared: the work grows with the square of the length.
const LONGEST: usize = 64;

/// The candidate nearest to `written`, if it is near enough to be what was meant: one slip in a short name, two in a
/// middling one, three from eight characters on; capitals, `-`, `_` and spaces are taken as the same. Of equals the first.
pub fn nearest<S: AsRef<str>>(
    written: &str,
    candidates: impl IntoIterator<Item = S>,
) -> Option<String> {
    let length = written.chars().count();
    if length == 0 || length > LONGEST {
        return None;
    }
    let written_plain = plain(written);
    let mut best: Option<(usize, String)> = None;
    for candidate in candidates {
        let candidate = candidate.as_ref();
        let longer = length.max(candidate.chars().count());
        let slips = match longer {
            0..=3 => 1,
            4..=7 => 2,
            8..=LONGEST => 3,
            _ => continue,
        };
        let distance = strsim::osa_distance(&written_plain, &plain(candidate));
        let near =
            distance <= slips && (distance == 0 || distance < length) && candidate != written;
        if near && best.as_ref().is_none_or(|(least, _)| distance < *least) {
            best = Some((distance, candidate.to_owned()));
        }
    }
    best.map(|(_, name)| name)
}

fn plain(name: &str) -> String {
    name.chars()
        .map(|c| {
            if matches!(c, '_' | ' ') {
                '-'
            } else {
                c.to_ascii_lowercase()
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn the_nearest_name_forgives_slips_in_proportion_to_length() {
        let names = ["hours", "days", "working_days", "weeks", "is"];
        let table = [
            ("hour", Some("hours")),
            ("dasy", Some("days")),
            ("Working-Days", Some("working_days")),
            ("wroking dyas", Some("working_days")),
            ("fortnights", None),
            ("x", None),
            ("", None),
        ];
        for (written, meant) in table {
            assert_eq!(nearest(written, names).as_deref(), meant, "{written}");
        }
        assert_eq!(nearest(&"a".repeat(100_000), names), None);
    }
}
