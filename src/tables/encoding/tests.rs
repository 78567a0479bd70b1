use std::io::Read;

use proptest::prelude::*;

use super::detect::{Certainty, detect, utf16_without_mark};
use super::{Decoder, Encoding, Malformed};

const CHINESE: &str =
    "姓名,单位,邮箱\r\n王建国,杭州市规划局,wang@hangzhou.example\r\n李晓明,大同大学,li@datong.example\r\n";
const TRADITIONAL: &str =
    "姓名,單位,郵箱\r\n陳大文,香港總商會,chan@chamber.example\r\n林美玲,臺灣大學建築與城鄉研究所,lin@ntu.example\r\n";
const FRENCH: &str = "Prénom;Société;Rôle\r\nHélène;Chambre française;déléguée\r\nFrançois;Université d’Évry;élu\r\n";

fn utf16(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(order).collect()
}

fn encoded(text: &str, encoding: Encoding) -> Vec<u8> {
    match encoding {
        Encoding::Utf16Le => utf16(text, u16::to_le_bytes),
        Encoding::Utf16Be => utf16(text, u16::to_be_bytes),
        encoding => encoding.whatwg().encode(text).0.into_owned(),
    }
}

fn decoded(bytes: &[u8], encoding: Encoding) -> (String, Option<Malformed>) {
    let mut decoder = Decoder::new(bytes, encoding);
    let mut text = String::new();
    decoder.read_to_string(&mut text).expect("UTF-8 comes out");
    (text, decoder.malformed())
}

#[test]
fn encodings_are_found_by_content() {
    let cases = [
        ("ascii", b"name,mail\na,b@c.example\n".to_vec(), Encoding::Utf8),
        ("nothing", Vec::new(), Encoding::Utf8),
        ("utf-8", encoded(CHINESE, Encoding::Utf8), Encoding::Utf8),
        ("utf-8, one short accent", "né".into(), Encoding::Utf8),
        ("utf-8 with mark", format!("\u{FEFF}{CHINESE}").into(), Encoding::Utf8),
        ("utf-8 with one broken byte", [CHINESE.as_bytes(), b"\xFF\r\n"].concat(), Encoding::Utf8),
        ("utf-8 cut within a character", CHINESE.as_bytes()[..4].to_vec(), Encoding::Utf8),
        ("utf-16 le, mark", encoded(&format!("\u{FEFF}{CHINESE}"), Encoding::Utf16Le), Encoding::Utf16Le),
        ("utf-16 be, mark", encoded(&format!("\u{FEFF}{CHINESE}"), Encoding::Utf16Be), Encoding::Utf16Be),
        ("utf-16 le, no mark", encoded(CHINESE, Encoding::Utf16Le), Encoding::Utf16Le),
        ("utf-16 be, no mark", encoded(CHINESE, Encoding::Utf16Be), Encoding::Utf16Be),
        ("utf-16 le, no mark, ascii", encoded("name\tmail\r\na\tb\r\n", Encoding::Utf16Le), Encoding::Utf16Le),
        ("utf-16 le, no mark, 一 reads as N the other way", encoded("一,一\r\n", Encoding::Utf16Le), Encoding::Utf16Le),
        ("gb18030", encoded(CHINESE, Encoding::Gb18030), Encoding::Gb18030),
        ("gb18030, one name", encoded("name,city\r\n王建国,大同\r\n", Encoding::Gb18030), Encoding::Gb18030),
        ("gb18030, header only", encoded("姓名,邮箱\n", Encoding::Gb18030), Encoding::Gb18030),
        ("big5", encoded(TRADITIONAL, Encoding::Big5), Encoding::Big5),
        ("big5, one name", encoded("name,city\r\n陳大文,香港\r\n", Encoding::Big5), Encoding::Big5),
        ("windows-1252", encoded(FRENCH, Encoding::Windows1252), Encoding::Windows1252),
        (
            "windows-1252, one accent",
            encoded("nom;ville\r\nRenée;Paris\r\n", Encoding::Windows1252),
            Encoding::Windows1252,
        ),
        (
            "windows-1252, German",
            encoded("Größe;Straße\r\nMüller;Königsallee\r\n", Encoding::Windows1252),
            Encoding::Windows1252,
        ),
    ];
    for (name, bytes, expected) in cases {
        assert_eq!(detect(&mut bytes.as_slice()).expect("a slice reads").encoding, expected, "{name}");
    }
}

/// Few letters, some of them broken: what is nearly all UTF-8 stays UTF-8, so that the bad line is told and no good one is garbled.
#[test]
fn one_bad_byte_does_not_make_another_encoding() {
    let names = ["Renée", "Hélène Müller", "王", "李明", "王建国", "欧阳修", "Zoë,Jürgen,André"];
    for name in names {
        for bad in [b"\xFF".as_slice(), b"\xE9", b"\x80", b"\xC9vry", b"\xE4"] {
            let bytes = [b"Name,City\r\n", name.as_bytes(), b",x\r\nJos", bad, b",y\r\n"].concat();
            let found = detect(&mut bytes.as_slice()).expect("a slice reads");
            assert_eq!((found.encoding, found.certainty), (Encoding::Utf8, Certainty::Doubtful), "{name} and {bad:?}");
        }
    }
    // Short files in each of the others stay what they are, and say where little tells.
    let short = [
        ("name,city\r\n王建国,大同\r\n", Encoding::Gb18030),
        ("姓名,邮箱\n", Encoding::Gb18030),
        ("name,city\r\n陳大文,香港\r\n", Encoding::Big5),
        ("nom;ville\r\nRenée;Paris\r\n", Encoding::Windows1252),
        ("Größe;Straße\r\nMüller;Königsallee\r\n", Encoding::Windows1252),
        ("王建国,Renée\n", Encoding::Utf16Le),
        ("王建国,Renée\n", Encoding::Utf16Be),
    ];
    for (text, encoding) in short {
        let mark = matches!(encoding, Encoding::Utf16Le | Encoding::Utf16Be);
        let text = if mark { format!("\u{FEFF}{text}") } else { text.to_owned() };
        let found = detect(&mut encoded(&text, encoding).as_slice()).expect("a slice reads");
        assert_eq!(found.encoding, encoding, "{text}");
    }
    let told = |text: &str, encoding| detect(&mut encoded(text, encoding).as_slice()).expect("a slice reads").certainty;
    assert_eq!(told("nom;ville\r\nRenée;Paris\r\n", Encoding::Windows1252), Certainty::Doubtful);
    assert_eq!(told(CHINESE, Encoding::Gb18030), Certainty::Sure);
    assert_eq!(told("Renée", Encoding::Utf8), Certainty::Sure);
}

#[test]
fn a_megabyte_of_ascii_before_the_first_accent_does_not_mislead() {
    let mut bytes = b"a,b\n".repeat(600_000);
    bytes.extend(encoded(CHINESE, Encoding::Gb18030));
    assert_eq!(detect(&mut bytes.as_slice()).expect("a slice reads").encoding, Encoding::Gb18030);
}

#[test]
fn utf16_is_not_seen_in_other_bytes() {
    let cases: [&[u8]; 4] = [b"a,b\0\n", b"abcd", b"", b"\0\0\0\0\0\0"];
    for bytes in cases {
        assert_eq!(utf16_without_mark(bytes), None, "{bytes:?}");
    }
}

#[test]
fn labels_come_back_and_others_are_understood() {
    for encoding in Encoding::ALL {
        assert_eq!(Encoding::from_label(encoding.label()), Some(encoding));
    }
    let cases = [
        ("gbk", Some(Encoding::Gb18030)),
        ("GB2312", Some(Encoding::Gb18030)),
        ("latin1", Some(Encoding::Windows1252)),
        (" utf8 ", Some(Encoding::Utf8)),
        ("utf-16", Some(Encoding::Utf16Le)),
        ("koi8-r", None),
        ("", None),
    ];
    for (label, expected) in cases {
        assert_eq!(Encoding::from_label(label), expected, "{label}");
    }
}

#[test]
fn the_first_malformed_line_is_told() {
    let cases: [(&[u8], Encoding, &str, Option<(u64, u64)>); 8] = [
        (b"a\nb\n", Encoding::Utf8, "a\nb\n", None),
        (b"a\r\nb\xFF\r\nc\xFF", Encoding::Utf8, "a\r\nb\u{FFFD}\r\nc\u{FFFD}", Some((2, 2))),
        (b"a\rb\rc\xC3", Encoding::Utf8, "a\rb\rc\u{FFFD}", Some((3, 1))),
        (b"\xEF\xBB\xBFa", Encoding::Utf8, "a", None),
        (b"\xFF\xFEa\0", Encoding::Utf16Le, "a", None),
        (b"a\0\n\0b", Encoding::Utf16Le, "a\n\u{FFFD}", Some((2, 1))),
        (b"\0a\xD8\0\0b", Encoding::Utf16Be, "a\u{FFFD}b", Some((1, 1))),
        (b"\xCD\xF5\n\xFF", Encoding::Gb18030, "王\n\u{FFFD}", Some((2, 1))),
    ];
    for (bytes, encoding, text, malformed) in cases {
        let expected = malformed.map(|(first_line, count)| Malformed { first_line, count });
        assert_eq!(decoded(bytes, encoding), (text.to_owned(), expected), "{bytes:?}");
    }
}

#[test]
fn a_long_stream_is_decoded_across_buffers() {
    let text = CHINESE.repeat(5_000);
    for encoding in [Encoding::Utf8, Encoding::Utf16Le, Encoding::Utf16Be, Encoding::Gb18030] {
        assert_eq!(decoded(&encoded(&text, encoding), encoding), (text.clone(), None), "{encoding:?}");
    }
    let noise = vec![0xFF; 300_000];
    assert_eq!(decoded(&noise, Encoding::Utf8).1, Some(Malformed { first_line: 1, count: 300_000 }));
}

proptest! {
    #[test]
    fn what_unicode_encodes_decodes_to_itself(text in "[^\u{FEFF}].{0,300}") {
        for encoding in [Encoding::Utf8, Encoding::Utf16Le, Encoding::Utf16Be] {
            prop_assert_eq!(decoded(&encoded(&text, encoding), encoding), (text.clone(), None));
        }
    }

    #[test]
    fn no_bytes_break_the_decoder(bytes in proptest::collection::vec(any::<u8>(), 0..500)) {
        detect(&mut bytes.as_slice()).expect("a slice reads");
        for encoding in Encoding::ALL {
            decoded(&bytes, encoding);
        }
    }
}

#[test]
fn a_stray_nul_makes_no_utf16() {
    let mut text = b"Name,Email\nB\0ea,b@example.fr\n".to_vec();
    text.extend(std::iter::repeat_n(b'x', 4000));
    assert_eq!(utf16_without_mark(&text), None);
}
