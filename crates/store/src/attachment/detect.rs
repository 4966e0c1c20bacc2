//! What a file is, by its first bytes: a media type, or a reason to refuse it. Never by its name, and never by what the
//! sender says. It reads signatures, not whole formats: a file that calls itself a PDF need not be a sound one, and what is packed
//! in an archive is not looked at. Text in which no reader could see a program (a batch file without its usual first line) is text.

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
        head.windows(wide.len()).any(|window| window == wide)
    });
    // An installer is one of these, too, and has none of the names.
    Some(known.map_or("application/x-ole-storage", |(_, media_type)| media_type))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn zip_with(names: &[&str]) -> Vec<u8> {
        let mut out = Vec::new();
        for name in names {
            out.extend(b"PK\x03\x04\x14\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00");
            out.extend(5_u32.to_le_bytes());
            out.extend(5_u32.to_le_bytes());
            out.extend((name.len() as u16).to_le_bytes());
            out.extend([0, 0]);
            out.extend(name.bytes());
            out.extend(b"<a/>\n");
        }
        out.extend([0; 64]);
        out
    }

    #[test]
    fn content_says_what_it_is() {
        let word = zip_with(&[
            "[Content_Types].xml",
            "_rels/.rels",
            "word/document.xml",
            "word/styles.xml",
        ]);
        let mut old = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0".to_vec();
        old.extend("WordDocument".bytes().flat_map(|b| [b, 0]));
        let table: [(&[u8], Result<&str, Danger>); 29] = [
            (b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n\0", Ok("application/pdf")),
            (b"%PDF-1.4\nall in letters", Ok("application/pdf")),
            (b"\xFF\xD8\xFF\xE0\0\x10JFIF\0", Ok("image/jpeg")),
            (b"\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR", Ok("image/png")),
            (b"{\\rtf1\\ansi hello}", Ok("application/rtf")),
            (
                &word,
                Ok("application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
            ),
            (&old, Ok("application/msword")),
            (&zip_with(&["a.txt"]), Ok("application/zip")),
            ("Tēnā koe, Māia".as_bytes(), Ok(TEXT)),
            (b"caf\xE9 in an old encoding", Ok(TEXT)),
            (b"MZ is how his name begins", Ok(TEXT)),
            (b"name,born\nHana,2010-01-02\n", Ok(TEXT)),
            (b"\x01\x02\x03\x04\x05", Ok(UNKNOWN)),
            (b"MZ\x90\0\x03\0\0\0\x04\0\0\0", Err(Danger::Program)),
            (
                b"\x7FELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0",
                Err(Danger::Program),
            ),
            (b"\x4C\0\0\0\x01\x14\x02\0\0\0", Err(Danger::Program)),
            (b"#!/bin/sh\nrm -rf /", Err(Danger::Script)),
            (b"\r\n@ECHO off\r\ndel *", Err(Danger::Script)),
            (b"<?php echo 1;", Err(Danger::Script)),
            (b"[InternetShortcut]\nURL=file:///x", Err(Danger::Script)),
            (b"<!DOCTYPE html><p>hello", Err(Danger::Markup)),
            (b"\xEF\xBB\xBF  <HTML><body>", Err(Danger::Markup)),
            (b"hello <ScRiPt>alert(1)</script>", Err(Danger::Markup)),
            (
                b"<?xml version='1.0'?><svg xmlns='x'/>",
                Err(Danger::Markup),
            ),
            (b"<!-- --><svg onload=alert(1)>", Err(Danger::Markup)),
            (b"<p>hello</p>", Err(Danger::Markup)),
            (b"<html>\0\x01</html>", Err(Danger::Markup)),
            (b"\xFF\xFE<\0s\0v\0g\0>\0", Err(Danger::Markup)),
            (b"\xFE\xFF\0h\0a\0n\0a", Ok(UNKNOWN)),
        ];
        for (head, expected) in table {
            assert_eq!(
                media_type(head),
                expected,
                "{:?}",
                String::from_utf8_lossy(head)
            );
        }
    }

    proptest! {
        #[test]
        fn no_beginning_makes_judging_panic(
            begin in prop::sample::select(vec![
                &b""[..], b"PK\x03\x04", b"MZ", b"\xCA\xFE\xBA\xBE", b"dex\n", b"dey\n", b"RIFF", b"\x7FELF", b"!<arch>\n",
                b"\0\0\0\x18ftyp", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", b"\x1A\x45\xDF\xA3", b"<",
            ]),
            rest in prop::collection::vec(any::<u8>(), 0..400),
            zeros in 0_usize..200,
        ) {
            let mut head = begin.to_vec();
            head.resize(head.len() + zeros, 0);
            head.extend(rest);
            let _ = media_type(&head);
        }
    }
}
