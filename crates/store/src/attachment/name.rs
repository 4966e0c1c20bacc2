//! Names of files as they are shown and offered for download. The name that a sender gives is never used as a path.

use super::detect::UNKNOWN;

/// The longest name, in characters; and in bytes, which is what file systems count.
const CHARACTERS: usize = 120;
const BYTES: usize = 200;

/// Endings by media type; a name with none of them gets the first.
const ENDINGS: &[(&str, &[&str])] = &[
    ("text/plain", &["txt", "text", "csv", "tsv", "md", "log"]),
    ("application/pdf", &["pdf"]),
    ("application/rtf", &["rtf"]),
    ("application/zip", &["zip"]),
    ("application/msword", &["doc"]),
    ("application/vnd.ms-excel", &["xls"]),
    ("application/vnd.ms-powerpoint", &["ppt"]),
    ("application/vnd.ms-outlook", &["msg"]),
    (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        &["docx"],
    ),
    (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        &["xlsx"],
    ),
    (
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        &["pptx"],
    ),
    ("application/vnd.oasis.opendocument.text", &["odt"]),
    ("application/vnd.oasis.opendocument.spreadsheet", &["ods"]),
    ("application/vnd.oasis.opendocument.presentation", &["odp"]),
    ("image/jpeg", &["jpg", "jpeg"]),
    ("image/png", &["png"]),
    ("image/gif", &["gif"]),
    ("image/webp", &["webp"]),
    ("image/tiff", &["tif", "tiff"]),
    ("image/bmp", &["bmp"]),
    ("image/heif", &["heic", "heif"]),
    ("image/avif", &["avif"]),
    ("audio/mpeg", &["mp3"]),
    ("audio/m4a", &["m4a"]),
    ("audio/ogg", &["ogg", "oga"]),
    ("audio/opus", &["opus"]),
    ("audio/x-wav", &["wav"]),
    ("audio/aac", &["aac"]),
    ("audio/amr", &["amr"]),
    ("video/mp4", &["mp4", "m4v"]),
    ("video/quicktime", &["mov"]),
    ("video/webm", &["webm"]),
    ("video/x-matroska", &["mkv"]),
    ("video/x-msvideo", &["avi"]),
    (UNKNOWN, &["bin"]),
];

/// A name for a file of this media type: the last part of a path, without control, invisible and direction-changing
/// characters and those that some system refuses, at most 120 characters (200 bytes), with an ending that fits what the file is.
/// Never empty, never a path, never hidden.
pub fn clean_name(name: &str, media_type: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let shown: String = last
        .chars()
        .filter(|c| !invisible(*c))
        .map(|c| match c {
            '<' | '>' | ':' | '"' | '|' | '?' | '*' => '_',
            c if c.is_whitespace() => ' ',
            c => c,
        })
        .collect();
    let words: Vec<&str> = shown.split(' ').filter(|word| !word.is_empty()).collect();
    let name = words.join(" ");
    let name = name.trim_matches([' ', '.']);
    let (stem, ending) = match name.rsplit_once('.') {
        Some((stem, ending)) if fits(ending, media_type) => (stem, ending.to_owned()),
        _ => (name, first(media_type)),
    };
    let stem = stem.trim_end_matches([' ', '.']);
    let stem = match stem {
        "" => "attachment".to_owned(),
        stem if reserved(stem) => format!("_{stem}"),
        stem => stem.to_owned(),
    };
    let room = ending.len() + 1;
    let mut short = String::new();
    for c in stem.chars().take(CHARACTERS - room) {
        if short.len() + c.len_utf8() + room > BYTES {
            break;
        }
        short.push(c);
    }
    format!("{}.{ending}", short.trim_end_matches([' ', '.']))
}

fn fits(ending: &str, media_type: &str) -> bool {
    let ending = ending.to_lowercase();
    known(media_type).is_some_and(|endings| endings.contains(&ending.as_str()))
}

fn first(media_type: &str) -> String {
    known(media_type)
        .and_then(|endings| endings.first())
        .map_or("bin", |ending| ending)
        .to_owned()
}

fn known(media_type: &str) -> Option<&'static [&'static str]> {
    ENDINGS
        .iter()
        .find(|(known, _)| *known == media_type)
        .map(|(_, endings)| *endings)
}

/// Control characters and those without a visible form: marks of direction, joiners, tags, variation selectors, fillers.
fn invisible(c: char) -> bool {
    (c.is_control() && !matches!(c, '\t' | '\n' | '\r'))
        || matches!(c,
            '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}'
            | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFF}' | '\u{E000}'..='\u{F8FF}' | '\u{E0000}'..='\u{10FFFF}')
}

/// Names that stand for devices on some systems, whatever their ending.
fn reserved(stem: &str) -> bool {
    let base = stem.split('.').next().unwrap_or_default();
    let base = base.trim_end().to_ascii_uppercase();
    let numbered = |prefix: &str| {
        base.strip_prefix(prefix)
            .is_some_and(|n| n.len() == 1 && n.as_bytes()[0].is_ascii_digit())
    };
    matches!(base.as_str(), "CON" | "PRN" | "AUX" | "NUL") || numbered("COM") || numbered("LPT")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_name_is_made_harmless() {
        let long = "x".repeat(300);
        let macrons = "ā".repeat(300);
        let pdf = "application/pdf";
        for (given, media_type, expected) in [
            ("report.pdf", pdf, "report.pdf"),
            ("Report.PDF", pdf, "Report.PDF"),
            (
                "Kōrero mō Māia, 4 June.pdf",
                pdf,
                "Kōrero mō Māia, 4 June.pdf",
            ),
            ("../../x", pdf, "x.pdf"),
            ("..\\..\\windows\\x.pdf", pdf, "x.pdf"),
            ("/etc/passwd", "text/plain", "passwd.txt"),
            ("a\u{202e}fdp.exe", pdf, "afdp.exe.pdf"),
            ("a\0b.pdf", pdf, "ab.pdf"),
            ("photo.jpg", pdf, "photo.jpg.pdf"),
            ("run.bat", "text/plain", "run.bat.txt"),
            ("list.csv", "text/plain", "list.csv"),
            (".htaccess", "text/plain", "htaccess.txt"),
            ("a\r\nSet-Cookie: x.pdf", pdf, "a Set-Cookie_ x.pdf"),
            ("", pdf, "attachment.pdf"),
            ("...", pdf, "attachment.pdf"),
            (".pdf", pdf, "pdf.pdf"),
            ("\u{200b}\u{200b}", pdf, "attachment.pdf"),
            ("con.pdf", pdf, "_con.pdf"),
            ("nul", UNKNOWN, "_nul.bin"),
            ("a.tar.gz", "application/x-something-new", "a.tar.gz.bin"),
            ("what? <is> \"this\".pdf", pdf, "what_ _is_ _this_.pdf"),
            (
                &format!("{long}.pdf"),
                pdf,
                &format!("{}.pdf", "x".repeat(116)),
            ),
            (
                &format!("{macrons}.pdf"),
                pdf,
                &format!("{}.pdf", "ā".repeat(98)),
            ),
        ] {
            assert_eq!(clean_name(given, media_type), expected, "{given:?}");
        }
    }

    proptest! {
        #[test]
        fn any_name_becomes_a_short_plain_one_and_stays_so(name in any::<String>(), text in any::<bool>()) {
            let media_type = if text { "text/plain" } else { "image/png" };
            let clean = clean_name(&name, media_type);
            prop_assert!(clean.chars().count() <= CHARACTERS && clean.len() <= BYTES);
            prop_assert!(!clean.contains(['/', '\\', '\0', '\n', '"']) && !clean.starts_with('.'));
            prop_assert!(!clean.chars().any(invisible));
            prop_assert_eq!(clean_name(&clean, media_type), clean);
        }
    }
}
