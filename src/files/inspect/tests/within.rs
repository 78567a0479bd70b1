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
