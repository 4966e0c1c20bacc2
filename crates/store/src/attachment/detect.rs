//! What a file is, by its first bytes: a media type, or a reason to refuse it. Never by its name, and never by what the
//! sender says. It reads signatures, not whole formats: a file that calls itself a PDF need not be a sound one, and of what is packed
//! in an archive only names are looked at. Text in which no reader could see a program (a batch file without its usual first line) is text.

#[cfg(test)]
mod tests;

use std::fmt;

use infer::MatcherType;

/// Text of any sort, in an encoding that has one byte for a Latin letter.
pub(super) const TEXT: &str = "text/plain";
/// The media type of what has no signature that is known.
pub const UNKNOWN: &str = "application/octet-stream";

/// What could do harm when opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Danger {
    /// Machine code or what installs it.
    Program,
    /// Text that a machine carries out.
    Script,
    /// HTML, SVG or another markup that a browser may run.
    Markup,
}

impl fmt::Display for Danger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Danger::Program => "a program",
            Danger::Script => "a script",
            Danger::Markup => "a web page or drawing that can carry programs",
        })
    }
}

/// The media type of content that begins with `head` (all of it where it is shorter than a part).
pub(super) fn media_type(head: &[u8]) -> Result<&'static str, Danger> {
    if let Some(text) = as_text(head) {
        return of_text(&text, head);
    }
    if let Some(wide) = as_wide_text(head) {
        // It is full of zeros, so it cannot be followed as text; but a browser would read it.
        return of_text(&wide, &[]).map(|_| UNKNOWN);
    }
    if let Some(media_type) = ole(head) {
        return Ok(media_type);
    }
    if let Some(judged) = zipped(head) {
        return judged;
    }
    let shortcut = b"\x4C\x00\x00\x00\x01\x14\x02\x00";
    if head.starts_with(shortcut) {
        return Err(Danger::Program);
    }
    let Some(found) = infer::get(head) else {
        return Ok(UNKNOWN);
    };
    match (found.matcher_type(), found.mime_type()) {
        (_, certificate @ "application/x-x509-ca-cert") => Ok(certificate),
        (MatcherType::App, _) => Err(Danger::Program),
        (MatcherType::Text, "text/x-shellscript") => Err(Danger::Script),
        (MatcherType::Text, _) => Err(Danger::Markup),
        (_, media_type) if INSTALLS.contains(&media_type) => Err(Danger::Program),
        (_, media_type) => Ok(media_type),
    }
}

/// Archives that are programs.
const INSTALLS: [&str; 6] = [
    "application/x-google-chrome-extension",
    "application/vnd.debian.binary-package",
    "application/x-rpm",
    "application/x-shockwave-flash",
    "application/x-nintendo-nes-rom",
    "application/vnd.ms-cab-compressed",
];

/// Whether bytes may stand in a text, in any encoding that has one byte for a Latin letter.
pub(super) fn goes_on_as_text(bytes: &[u8]) -> bool {
    !bytes
        .iter()
        .any(|byte| matches!(byte, 0x00..=0x08 | 0x0B | 0x0E..=0x1A | 0x1C..=0x1F | 0x7F))
}

/// The beginning as text in lower case, without a byte order mark; `None` if it is none.
fn as_text(head: &[u8]) -> Option<String> {
    if !goes_on_as_text(head) {
        return None;
    }
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    Some(String::from_utf8_lossy(head).to_lowercase())
}

/// The beginning in lower case if it is marked as UTF-16.
fn as_wide_text(head: &[u8]) -> Option<String> {
    let unit: fn([u8; 2]) -> u16 = match head.get(..2)? {
        b"\xFF\xFE" => u16::from_le_bytes,
        b"\xFE\xFF" => u16::from_be_bytes,
        _ => return None,
    };
    let units = head[2..].chunks_exact(2).map(|two| unit([two[0], two[1]]));
    let text: String = char::decode_utf16(units)
        .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect();
    Some(text.to_lowercase())
}

fn of_text(text: &str, head: &[u8]) -> Result<&'static str, Danger> {
    let begins = text.trim_start();
    let scripts = [
        "#!",
        "<?php",
        "<%",
        "@echo",
        "[internetshortcut]",
        "windows registry editor",
        "regedit4",
        "<#",
    ];
    if scripts.iter().any(|script| begins.starts_with(script)) {
        return Err(Danger::Script);
    }
    let tags = [
        "<!doctype",
        "<html",
        "<head",
        "<body",
        "<script",
        "<iframe",
        "<svg",
        "<style",
        "<object",
        "<embed",
        "<?xml",
        "<xsl:",
        "<math",
        "<hta:",
    ];
    // A page may begin with a comment or plain words, and a browser still finds its tags.
    if tags.iter().any(|tag| text.contains(tag)) {
        return Err(Danger::Markup);
    }
    match infer::get(head).map(|found| (found.matcher_type(), found.mime_type())) {
        Some((MatcherType::Text, _)) => Err(Danger::Markup),
        Some((
            _,
            media_type @ ("application/pdf"
            | "application/rtf"
            | "application/postscript"
            | "application/x-x509-ca-cert"),
        )) => Ok(media_type),
        _ => Ok(TEXT),
    }
}

/// Documents and programs that are archives, by the names of what is packed in them; `None` for any other archive. Of a large one
/// only the names near its beginning are seen.
fn zipped(head: &[u8]) -> Option<Result<&'static str, Danger>> {
    const HEADER: &[u8] = b"PK\x03\x04";
    if !head.starts_with(HEADER) {
        return None;
    }
    let starts = places(head, HEADER);
    let names: Vec<&[u8]> = starts
        .filter_map(|at| {
            let length = head.get(at + 26..at + 28)?;
            let length = u16::from_le_bytes([length[0], length[1]]).into();
            head.get(at + 30..)?.get(..length)
        })
        .collect();
    let any = |wanted: &[u8]| names.iter().any(|name| name.starts_with(wanted));
    if any(b"META-INF/MANIFEST.MF") || any(b"AndroidManifest.xml") || any(b"classes.dex") {
        return Some(Err(Danger::Program));
    }
    if names.iter().any(|name| name.ends_with(b"vbaProject.bin")) {
        return Some(Err(Danger::Script));
    }
    if !any(b"[Content_Types].xml") && !any(b"_rels/") {
        return None;
    }
    let known: [(&[u8], &'static str); 3] = [
        (
            b"word/",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        (
            b"xl/",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        (
            b"ppt/",
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        ),
    ];
    let found = known.iter().find(|(folder, _)| any(folder));
    found.map(|(_, media_type)| Ok(*media_type))
}

/// Old office documents and mails share one container; a name in its directory tells them apart.
fn ole(head: &[u8]) -> Option<&'static str> {
    if !head.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return None;
    }
    let names = [
        ("WordDocument", "application/msword"),
        ("Workbook", "application/vnd.ms-excel"),
        ("PowerPoint Document", "application/vnd.ms-powerpoint"),
        ("__substg1.0_", "application/vnd.ms-outlook"),
    ];
    let known = names.iter().find(|(name, _)| {
        let wide: Vec<u8> = name.bytes().flat_map(|byte| [byte, 0]).collect();
        places(head, &wide).next().is_some()
    });
    // An installer is one of these, too, and has none of the names.
    Some(known.map_or("application/x-ole-storage", |(_, media_type)| media_type))
}

/// Where some bytes stand in others.
fn places<'a>(all: &'a [u8], wanted: &'a [u8]) -> impl Iterator<Item = usize> + 'a {
    (0..all.len()).filter(move |at| all[*at..].starts_with(wanted))
}
