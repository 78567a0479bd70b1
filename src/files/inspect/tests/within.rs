//! What lies in an archive: by the rules of what is sent by itself.

use super::*;

#[test]
fn what_would_be_refused_by_itself_is_refused_in_an_archive() {
    let holding = |name: &'static str, content: &[u8]| zip(&[entry("readme.txt", b"maps"), entry(name, content)]);
    let document = |part: &'static str| {
        let types = entry("[Content_Types].xml", b"<Types/>");
        zip(&[types, entry("word/document.xml", b"<w/>"), entry(part, &[7; 9_000])])
    };
    let (plain, macros) = (document("word/styles.xml"), document("word/vbaProject.bin"));
    let drawing = |inner: &str| format!("<?xml version=\"1.0\"?><svg viewBox=\"0 0 9 9\">{inner}</svg>");
    let (quiet, scripted) = (drawing("<path d=\"M0 0h9\"/>"), drawing("<script>alert(1)</script>"));
    for (name, content, expected) in [
        ("report.docx", plain.as_slice(), "zip"),
        ("report.docx", &macros, "entry-active"),
        ("report.docm", &plain, "entry"),
        ("sums.XLSM", &plain, "entry"),
        ("report.dat", &plain, "nested"),
        ("maps.dat", b"Rar!\x1a\x07\x01\0", "nested"),
        ("old.doc", &compound("WordDocument"), "zip"),
        ("old.doc", &compound("_VBA_PROJECT"), "entry-active"),
        ("old.docx", &compound("EncryptedPackage"), "entry-active"),
        ("map.svg", quiet.as_bytes(), "zip"),
        ("map.svg", scripted.as_bytes(), "entry-active"),
        ("map.svg.", scripted.as_bytes(), "entry-active"),
        ("map.xml", scripted.as_bytes(), "entry-active"),
        ("map.svg", b"<svg><image href=\"http://evil.example/a.png\"/></svg>", "entry-active"),
        ("map.xml", b"<?xml version=\"1.0\"?><?xml-stylesheet href=\"http://x\"?><metadata/>", "zip"),
        ("a.html.", b"plain", "entry"),
        ("b.html ", b"plain", "entry"),
        ("c.js . .", b"plain", "entry"),
        ("d.html::$DATA", b"plain", "entry"),
        ("e.reg", b"plain", "entry"),
        ("f.url", b"plain", "entry"),
        ("g.pl", b"plain", "entry"),
        ("h.MHT", b"plain", "entry"),
        ("i.hta", b"plain", "entry"),
        ("j.lnk", b"plain", "entry"),
        ("k.scf", b"plain", "entry"),
        ("v1. final.", b"plain", "zip"),
    ] {
        assert_eq!(said("a.zip", &holding(name, content)), expected, "{name}");
    }
}

/// How many bytes a length has where it is told behind a part.
#[derive(Clone, Copy, PartialEq)]
enum Lengths {
    Four,
    Eight,
}

/// A document as programs write it that do not know beforehand how long a part becomes: it is told behind it.
fn streamed(parts: &[(&str, &[u8])], lengths: Lengths) -> Vec<u8> {
    let (unknown, extra): ([u8; 8], Vec<u8>) = match lengths {
        Lengths::Four => ([0; 8], Vec::new()),
        Lengths::Eight => ([0xff; 8], [b"\x01\0\x10\0".as_slice(), &[0; 16]].concat()),
    };
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (name, content) in parts {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(content).unwrap();
        let packed = encoder.finish().unwrap();
        let sizes = [(packed.len() as u32).to_le_bytes(), (content.len() as u32).to_le_bytes()].concat();
        let head = |sizes: &[u8], extra: &[u8]| {
            let flags = b"\x14\0\x08\0\x08\0\0\0\0\0\0\0\0\0".as_slice();
            [flags, sizes, &(name.len() as u16).to_le_bytes(), &(extra.len() as u16).to_le_bytes()].concat()
        };
        let told = match lengths {
            Lengths::Four => sizes.clone(),
            Lengths::Eight => [(packed.len() as u64).to_le_bytes(), (content.len() as u64).to_le_bytes()].concat(),
        };
        let offset = out.len() as u32;
        out.extend([b"PK\x03\x04".as_slice(), head(&unknown, &extra).as_slice(), name.as_bytes(), &extra].concat());
        out.extend([packed.as_slice(), b"PK\x07\x08\0\0\0\0", &told].concat());
        directory.extend([b"PK\x01\x02\x14\0".as_slice(), head(&sizes, &[]).as_slice(), &[0; 10]].concat());
        directory.extend([offset.to_le_bytes().as_slice(), name.as_bytes()].concat());
    }
    let (start, count) = (out.len() as u32, (parts.len() as u16).to_le_bytes());
    out.extend(&directory);
    out.extend([b"PK\x05\x06\0\0\0\0".as_slice(), count.as_slice(), &count].concat());
    out.extend([(directory.len() as u32).to_le_bytes(), start.to_le_bytes()].concat());
    out.extend([0; 2]);
    out
}

#[test]
fn macros_are_found_by_what_they_are_whatever_they_are_called() {
    let told =
        b"<Types><Override PartName=\"/word/x.bin\" ContentType=\"application/vnd.ms-office.vbaProject\"/></Types>";
    let wide: Vec<u8> = String::from_utf8_lossy(told).encode_utf16().flat_map(u16::to_le_bytes).collect();
    let leads = b"<Relationships><Relationship Target=\"x.bin\" \
        Type=\"http://schemas.microsoft.com/office/2006/relationships/vbaProject\"/></Relationships>";
    let (quiet, project) = (b"<Types/>".as_slice(), compound("_VBA_PROJECT"));
    for (types, leads, part, alone, packed) in [
        (told.as_slice(), b"<r/>".as_slice(), b"x".as_slice(), "macros", "entry-active"),
        (&wide, b"<r/>", b"x", "macros", "entry-active"),
        (quiet, leads.as_slice(), b"x", "macros", "entry-active"),
        (quiet, b"<r/>", &project, "entry-active", "entry-active"),
        (quiet, b"<r/>", b"x", "docx", "zip"),
    ] {
        let parts: [(&'static str, &[u8]); 4] = [
            ("[Content_Types].xml", types),
            ("word/document.xml", b"<w/>"),
            ("word/_rels/document.xml.rels", leads),
            ("word/x.bin", part),
        ];
        let whole = zip(&parts.map(|(name, content)| entry(name, content)));
        for document in [whole, streamed(&parts, Lengths::Four), streamed(&parts, Lengths::Eight)] {
            assert_eq!(said("a.docx", &document), alone);
            assert_eq!(said("a.zip", &zip(&[entry("a.txt", b"maps"), entry("report.docx", &document)])), packed);
            // One document within another.
            let outer = zip(&[
                entry("[Content_Types].xml", b"<Types/>"),
                entry("word/document.xml", b"<w/>"),
                entry("word/embeddings/object.docx", &document),
            ]);
            assert_eq!(said("a.zip", &zip(&[entry("report.docx", &outer)])), packed);
            assert_eq!(said("a.docx", &outer), if packed == "zip" { "docx" } else { packed });
        }
    }
}

#[test]
fn an_object_that_nobody_can_look_into_stays_in_its_document_and_macros_do_not() {
    for (stream, alone, packed) in [
        ("Equation Native", "docx", "zip"),
        ("VisioDocument", "docx", "zip"),
        ("Workbook", "docx", "zip"),
        ("EncryptedPackage", "docx", "zip"),
        ("_VBA_PROJECT_CUR", "entry-active", "entry-active"),
    ] {
        let document = zip(&[
            entry("[Content_Types].xml", b"<Types/>"),
            entry("word/document.xml", b"<w/>"),
            entry("word/embeddings/oleObject1.bin", &compound(stream)),
        ]);
        assert_eq!(said("a.docx", &document), alone, "{stream}");
        assert_eq!(said("a.zip", &zip(&[entry("report.docx", &document)])), packed, "{stream}");
    }
}

#[test]
fn modules_and_scripts_of_open_documents_are_macros_and_their_lists_are_not() {
    for (name, alone, packed) in [
        ("Basic/Standard/Module1.xml", "macros", "entry-active"),
        ("Scripts/python/act.py", "macros", "entry-active"),
        ("Basic/script-lc.xml", "odt", "zip"),
        ("Basic/Standard/script-lb.xml", "odt", "zip"),
    ] {
        let document = zip(&[
            Packed { stored: true, ..entry("mimetype", b"application/vnd.oasis.opendocument.text") },
            entry("content.xml", b"<office/>"),
            entry(name, b"<library/>"),
        ]);
        assert_eq!(said("a.odt", &document), alone, "{name}");
        assert_eq!(said("a.zip", &zip(&[entry("report.odt", &document)])), packed, "{name}");
    }
    // Maps keep their scripts' notes where they like.
    assert_eq!(said("a.zip", &zip(&[entry("scripts/notes.txt", b"maps")])), "zip");
}

#[test]
fn a_document_whose_directory_names_other_parts_cannot_be_looked_into() {
    let mut document = zip(&[
        entry("[Content_Types].xml", b"<Types/>"),
        entry("word/document.xml", b"<w/>"),
        entry("word/x.bin", b"x"),
    ]);
    assert_eq!(said("a.zip", &zip(&[entry("report.docx", &document)])), "zip");
    let at = document.windows(4).rposition(|w| w == b"PK\x01\x02").unwrap();
    document[at + 42] ^= 1;
    assert_eq!(said("a.zip", &zip(&[entry("report.docx", &document)])), "entry-active");
    let cut = &document[..document.len() / 2];
    assert_eq!(said("a.zip", &zip(&[entry("report.docx", cut)])), "entry-active");
}

#[test]
fn nothing_lies_behind_the_end_of_an_archive() {
    let whole = zip(&[entry("a.txt", b"words and words and words")]);
    let mut commented = whole.clone();
    let end = commented.len() - 2;
    commented[end..].copy_from_slice(&8_u16.to_le_bytes());
    commented.extend(b"PK\x05\x06maps");
    for (bytes, expected) in [
        (whole.as_slice(), "zip"),
        (&[whole.as_slice(), b"8 bytes!"].concat(), "behind"),
        (&commented, "zip"),
        (&[commented.as_slice(), b"x"].concat(), "behind"),
        (&commented[..commented.len() - 1], "cut-off"),
    ] {
        assert_eq!(said("a.zip", bytes), expected, "{} bytes", bytes.len());
    }
}

#[test]
fn two_entries_that_other_systems_take_for_one_are_refused() {
    for (first, second, expected) in [
        ("x.png", "X.PNG", "entry-double"),
        ("maps/r\u{e9}sum\u{e9}.txt", "maps/re\u{301}sume\u{301}.txt", "entry-double"),
        ("maps/\u{c9}t\u{e9}.txt", "Maps/\u{e9}t\u{e9}.txt", "entry-double"),
        ("a.txt", "a.txt.", "entry-double"),
        ("a.txt", "maps/a.txt", "zip"),
        ("maps/", "Maps/", "zip"),
    ] {
        let both = zip(&[entry("readme.txt", b"maps"), entry(first, b"1"), entry(second, b"2")]);
        assert_eq!(said("a.zip", &both), expected, "{second}");
    }
}
