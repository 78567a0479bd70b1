//! The worst files there are: each ends in a report.

use super::*;

/// What a file comes to: the reason it is refused as a whole, or its counts and the reasons of its refused lines.
fn report(bytes: &[u8]) -> Result<(Import, Vec<(i64, String)>), String> {
    let house = House::new();
    match house.bring(bytes, Pass::Write) {
        Err(ImportError::File(why)) => Err(why.key),
        Err(ImportError::Invalid(invalid)) => Err(invalid.0[0].field.clone()),
        Err(other) => panic!("{other}"),
        Ok((import, _)) => {
            assert_eq!(import.state, State::Done);
            assert_eq!(house.people(), import.counts.new);
            let refused = house.lines(&import, Verdict::Refused);
            Ok((import, refused.into_iter().map(|l| (l.line, l.reasons[0].key.clone())).collect()))
        }
    }
}

fn whole_file_refused(bytes: &[u8]) -> String {
    report(bytes).map(|(import, lines)| format!("{import:?} {lines:?}")).unwrap_err()
}

#[test]
fn what_is_no_table_is_told_by_its_content() {
    assert_eq!(whole_file_refused(b""), "file-empty");
    assert_eq!(whole_file_refused(b"\r\n \r\n\n"), "file-no-header");
    assert_eq!(whole_file_refused(b"<!DOCTYPE html><html><table><tr><td>Name</td></tr></table>"), "file-html");
    assert_eq!(whole_file_refused(b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"), "file-archive");
    assert_eq!(whole_file_refused(b"PK\x03\x04 and then it broke off"), "file-damaged-zip");
    assert_eq!(whole_file_refused(b"%PDF-1.4\n%\xE2\xE3\xCF\xD3\n1 0 obj"), "file-pdf");
    assert_eq!(whole_file_refused(&[0u8, 159, 146, 150, 1, 2, 3, 4, 5, 6, 7, 8]), "file-binary");
    let wide = vec!["x"; 100_000].join(",") + "\n1,2,3\n";
    assert_eq!(whole_file_refused(wide.as_bytes()), "file-header-too-many-columns");
    assert_eq!(whole_file_refused(b"Shoe size,Hat\n42,L\n"), "columns");
}

#[test]
fn headings_that_are_looked_for_below_the_end_are_told_as_such() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("people.csv");
    std::fs::write(&path, "Name,Email\nAnne,anne@example.fr\n").unwrap();
    let mut source = Source::new(&path, ChildLimits::new(PathBuf::from("/nowhere")));
    source.header_line = Some(99);
    let Err(ImportError::File(why)) = preview(&source, 5) else { panic!("there is no row 99") };
    assert_eq!((why.key.as_str(), why.args), ("file-ends-above", vec![("line".to_owned(), "99".to_owned())]));
    source.header_line = Some(1);
    assert_eq!(preview(&source, 5).unwrap().headers, ["Name", "Email"]);
}

/// The file is opened again for each step of its way: all of them must come upon the same sheet.
#[test]
fn a_sheet_that_cannot_be_read_for_now_is_not_passed_over() {
    let folder = tempfile::tempdir().unwrap();
    let (path, program) = (folder.path().join("people.xlsx"), folder.path().join("program"));
    let mut book = rust_xlsxwriter::Workbook::new();
    book.add_worksheet().write(0, 0, "x").unwrap();
    book.save(&path).unwrap();
    // A stand-in for the reader, whose process does not come up for the sheet with people.
    let script = r#"#!/bin/sh
case "$*" in
*--sheet=Guests) echo 'no room' >&2; exit 2 ;;
esac
echo '{"Sheets":{"names":["Cover","Guests"]}}'
echo '{"Sheet":{"name":"Cover"}}'
echo '{"Row":{"line":1,"read":0,"cells":["Item","Euro"],"errors":[]}}'
echo '{"Row":{"line":2,"read":0,"cells":["Room","900"],"errors":[]}}'
echo '"End"'
"#;
    std::fs::write(&program, script).unwrap();
    std::fs::set_permissions(&program, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    let mut source = Source::new(&path, ChildLimits::new(program));
    assert!(matches!(preview(&source, 5), Err(ImportError::File(_))), "neither does it bring the cover in");
    source.sheet = Some("Cover".to_owned());
    assert_eq!(preview(&source, 5).unwrap().headers, ["Item", "Euro"], "whoever names a sheet gets it");
}

#[test]
fn headings_alone_bring_nobody() {
    let (import, lines) = report(b"Name,Email\n").unwrap();
    assert_eq!((counts(&import), lines.len()), ((0, 0, 0, 0), 0));
}

#[test]
fn mixed_line_ends_and_blank_lines_are_read() {
    let (import, _) = report(b"Name,Email\r\nAnne,a@example.fr\n\n\rBea,b@example.fr\rCleo,c@example.fr\r\n").unwrap();
    assert_eq!(counts(&import), (3, 0, 0, 0));
}

#[test]
fn one_bad_line_stops_no_other() {
    let mut bytes =
        b"Name,Email,Notes\nAnne,a@example.fr,ok\nB\0ea,b@example.fr,\nCleo,c@example,fr,x\nDora,d@example.fr,"
            .to_vec();
    bytes.extend(std::iter::repeat_n(b'x', 20 * 1024 * 1024));
    bytes.extend_from_slice(b"\nEva,e@example.fr,fine\nFay,not an address,\nGia,g@example.fr,\xC3\x28\n");
    for _ in 0..40 {
        bytes.extend_from_slice("Hélène,h@example.fr,été\n".as_bytes());
    }
    let (import, lines) = report(&bytes).unwrap();
    let told: Vec<(i64, &str)> = lines.iter().map(|(line, key)| (*line, key.as_str())).collect();
    assert_eq!(
        told,
        [(3, "nul"), (4, "ragged"), (5, "cell-too-long"), (7, "email-character"), (8, "lost-characters"),]
    );
    assert_eq!(counts(&import), (3, 0, 39, 5));
}

#[test]
fn a_line_wider_than_its_headings_shows_what_stands_in_it() {
    let house = House::new();
    let text = b"Name,Email\nAnne,a@example.fr\nBea,b@example.fr\nCleo,c@example.fr\nDora,d@example.fr,five,six\n";
    let (import, _) = house.bring(text, Pass::Dry).unwrap();
    assert_eq!(counts(&import), (3, 0, 0, 1));
    let refused = house.lines(&import, Verdict::Refused).remove(0);
    assert_eq!((refused.line, refused.reasons[0].key.as_str()), (5, "ragged"));
    assert_eq!(refused.cells, ["Dora", "d@example.fr", "five", "six"]);
}

#[test]
fn a_quotation_mark_that_is_never_closed_is_one_refused_line() {
    let (import, lines) = report(b"Name,Email\nAnne,a@example.fr\n\"Bea,b@example.fr\nCleo,c@example.fr\n").unwrap();
    assert_eq!(import.counts.new + import.counts.refused, 2 + i64::from(import.counts.new == 2));
    assert!(lines.iter().any(|(line, key)| *line == 3 && key == "unclosed-quote"), "{lines:?}");
}

#[test]
fn headings_that_stand_twice_are_matched_once() {
    let (import, lines) = report(b"Name,Name,Email,Email\nAnne,Other,a@example.fr,b@example.fr\n").unwrap();
    assert_eq!((counts(&import), lines.len()), ((1, 0, 0, 0), 0));
}

#[test]
fn a_wrong_encoding_is_refused_line_by_line_and_never_stored() {
    let house = House::new();
    let (name, _, _) = encoding_rs::GB18030.encode("姓名,邮箱\n王建国,w@example.cn\n李娜,l@example.cn\n");
    let (upload, source) = house.upload(&name).unwrap();
    assert_eq!(upload.settings.encoding, Some(crate::tables::Encoding::Gb18030));
    let wrong = Settings { encoding: Some(crate::tables::Encoding::Utf8), ..upload.settings.clone() };
    assert!(
        matches!(preview(&source.clone().with(&wrong), 20), Ok(p) if p.garbled)
            || {
                matches!(preview(&source.with(&wrong), 20), Err(ImportError::File(why)) if why.key == "file-header-lost-characters")
            }
    );
    let (import, _) = house.bring(&name, Pass::Write).unwrap();
    assert_eq!(counts(&import), (2, 0, 0, 0));
}

#[test]
fn one_bad_byte_in_a_small_file_is_one_refused_line() {
    let bytes = b"Name,Email\nRen\xC3\xA9e,r@example.fr\nJos\xE9,j@example.fr\n";
    let (import, lines) = report(bytes).unwrap();
    assert_eq!((counts(&import), lines), ((1, 0, 0, 1), vec![(3, "lost-characters".to_owned())]));
    let house = House::new();
    let (upload, source) = house.upload(bytes).unwrap();
    let shown = preview(&source, 20).unwrap();
    assert_eq!(upload.settings.encoding, Some(crate::tables::Encoding::Utf8));
    assert_eq!((shown.garbled, shown.certainty), (true, crate::tables::Certainty::Doubtful));
}

#[test]
fn nothing_but_a_mark_or_nothing_that_is_text_is_told() {
    for mark in [b"\xEF\xBB\xBF".as_slice(), b"\xFF\xFE", b"\xFE\xFF"] {
        assert_eq!(whole_file_refused(mark), "file-empty", "{mark:?}");
    }
    assert_eq!(whole_file_refused(b"\xEF\xBB\xBF\r\n"), "file-no-header");
    assert_eq!(whole_file_refused(&[0; 4_096]), "file-binary");
    assert_eq!(whole_file_refused(b"\""), "file-header-unclosed-quote");
    assert_eq!(whole_file_refused(b"\"Name,Email\nAnne,a@example.fr\n"), "file-header-unclosed-quote");
    assert_eq!(whole_file_refused(b"{\\rtf1\\ansi Name}"), "file-rich-text");
    assert_eq!(whole_file_refused(b"<?xml version=\"1.0\"?><Workbook/>"), "file-xml");
    let long = ["Name,", &"x".repeat(2_000_000), "\nAnne,a\n"].concat();
    assert_eq!(whole_file_refused(long.as_bytes()), "file-header-cell-too-long");
}

#[test]
fn quotation_marks_within_a_cell_are_text() {
    let text = "Name,Email,Notes\nAn\"ne,a@example.fr,5\"\nBea,b@example.fr,\"said \"\"yes\"\"\"\n\"Cleo\",c@example.fr,\"\"\n";
    let (import, lines) = report(text.as_bytes()).unwrap();
    assert_eq!((counts(&import), lines), ((3, 0, 0, 0), vec![]));
}

#[test]
fn a_row_of_a_hundred_thousand_columns_and_a_cell_of_a_hundred_megabytes_are_two_refused_lines() {
    let mut bytes = b"Name,Email\nAnne,a@example.fr\n".to_vec();
    bytes.extend(std::iter::repeat_n(b',', 100_000));
    bytes.extend_from_slice(b"\nBea,b@example.fr\nDora,");
    bytes.extend(std::iter::repeat_n(b'x', 100_000_000));
    bytes.extend_from_slice(b"\nCleo,c@example.fr\n");
    let (import, lines) = report(&bytes).unwrap();
    let told: Vec<(i64, &str)> = lines.iter().map(|(line, key)| (*line, key.as_str())).collect();
    assert_eq!((counts(&import), told), ((3, 0, 0, 2), vec![(3, "too-many-columns"), (5, "cell-too-long")]));
}

#[test]
fn a_table_in_two_bytes_a_letter_is_read_with_its_mark_and_without() {
    let text = "Name,Email,Notes\r\n王建国,w@example.cn,大同\r\nAnne,a@example.fr,\r\n";
    let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    for bytes in [[b"\xFF\xFE".as_slice(), &little].concat(), [b"\xFE\xFF".as_slice(), &big].concat(), little, big] {
        let (import, lines) = report(&bytes).unwrap();
        assert_eq!((counts(&import), lines), ((2, 0, 0, 0), vec![]));
    }
}

#[test]
fn titles_above_the_headings_are_passed_over() {
    let titled =
        b"Guests of the conference,,\nAs of 18 April,,\n\nName,Email,Phone\nAnne,a@example.fr,030 55501\nBea,b@example.fr,030 55502\n";
    let (import, lines) = report(titled).unwrap();
    assert_eq!((counts(&import), lines.len()), ((2, 0, 0, 0), 0));
    let (import, _) = report("名单\n姓名\n王建国\n".as_bytes()).unwrap();
    assert_eq!(import.counts.new, 1);
    // What people are called or do is no heading.
    let (import, _) = report(b"Name,Notes\nAnne,Contact\nBea,Email\n").unwrap();
    assert_eq!(import.counts.new, 2);
}
