//! What beginnings of files are taken for.

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
    let table: [(&[u8], Result<&str, Danger>); 32] = [
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
        (
            &zip_with(&["_rels/.rels", "docProps/app.xml", "a", "b", "xl/workbook.xml"]),
            Ok("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ),
        (
            &zip_with(&["[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"]),
            Err(Danger::Script),
        ),
        (&zip_with(&["META-INF/MANIFEST.MF", "a.class"]), Err(Danger::Program)),
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
