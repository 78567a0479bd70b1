//! Whole files through the reader, and the ZIP files that other tests here need.

use std::fs;
use std::io::Cursor;
use std::path::PathBuf;

use tempfile::TempDir;

use super::row::{Note, RowErrorKind};
use super::sniff::{Format, Refusal, SniffError, sniff};
use super::{ChildLimits, Encoding, Malformed, OpenError, ReadOptions, Separator, TableReader, fold_header};

/// One stored (not compressed) file of a ZIP, with what its directory entry claims.
pub(super) struct Part {
    name: String,
    bytes: Vec<u8>,
    claims: (u32, u32),
    flags: u16,
}

impl Part {
    pub(super) fn new(name: &str, text: &str) -> Self {
        let size = text.len() as u32;
        Self { name: name.to_owned(), bytes: text.as_bytes().to_vec(), claims: (size, size), flags: 0 }
    }

    pub(super) fn claiming(self, compressed: u32, size: u32) -> Self {
        Self { claims: (compressed, size), ..self }
    }

    pub(super) fn encrypted(self) -> Self {
        Self { flags: 1, ..self }
    }
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0xEDB8_8320 } else { crc >> 1 })
    })
}

pub(super) fn zip_of(parts: &[Part]) -> Vec<u8> {
    let (mut file, mut directory) = (Vec::new(), Vec::new());
    for part in parts {
        let mut fields = Vec::new();
        fields.extend([20u16, part.flags, 0, 0, 0x21].iter().flat_map(|field| field.to_le_bytes()));
        fields.extend([crc32(&part.bytes), part.claims.0, part.claims.1].iter().flat_map(|field| field.to_le_bytes()));
        fields.extend([part.name.len() as u16, 0].iter().flat_map(|field| field.to_le_bytes()));
        let offset = file.len() as u32;
        directory.extend(
            [b"PK\x01\x02\x14\0".as_slice(), &fields, &[0; 10], &offset.to_le_bytes(), part.name.as_bytes()].concat(),
        );
        file.extend([b"PK\x03\x04".as_slice(), &fields, part.name.as_bytes(), &part.bytes].concat());
    }
    let (start, size, count) = (file.len() as u32, directory.len() as u32, (parts.len() as u16).to_le_bytes());
    file.extend(directory);
    file.extend(
        [b"PK\x05\x06\0\0\0\0".as_slice(), &count, &count, &size.to_le_bytes(), &start.to_le_bytes(), &[0; 2]].concat(),
    );
    file
}

#[test]
fn files_are_known_by_their_content() {
    let xlsx = zip_of(&[Part::new("[Content_Types].xml", ""), Part::new("xl/workbook.xml", "")]);
    let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let ole = [b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".as_slice(), &[0; 500]].concat();
    let cases: Vec<(&str, Vec<u8>, Result<Format, Refusal>)> = vec![
        ("text", b"a,b\n".to_vec(), Ok(Format::Csv)),
        ("an e-mail address below a PK name", b"PK,b\n".to_vec(), Ok(Format::Csv)),
        ("latin", b"pr\xE9nom\n".to_vec(), Ok(Format::Csv)),
        ("utf-16", wide("姓名,城市\n"), Ok(Format::Csv)),
        ("one NUL in much text", [b"a,b\n".repeat(300), b"x\0\n".to_vec()].concat(), Ok(Format::Csv)),
        ("xlsx", xlsx.clone(), Ok(Format::Xlsx)),
        ("half an xlsx", xlsx[..xlsx.len() / 2].to_vec(), Err(Refusal::DamagedZip)),
        ("zip", zip_of(&[Part::new("contacts.csv", "a,b")]), Err(Refusal::Archive)),
        (
            "docx",
            zip_of(&[Part::new("[Content_Types].xml", ""), Part::new("word/document.xml", "")]),
            Err(Refusal::Archive),
        ),
        (
            "xlsb",
            zip_of(&[Part::new("[Content_Types].xml", ""), Part::new("xl/workbook.bin", "")]),
            Err(Refusal::BinaryWorkbook),
        ),
        ("ods", zip_of(&[Part::new("mimetype", ""), Part::new("content.xml", "")]), Err(Refusal::OpenDocument)),
        ("empty zip", zip_of(&[]), Err(Refusal::Archive)),
        ("xls", ole.clone(), Err(Refusal::OldExcel)),
        ("locked xlsx", [ole, wide("EncryptedPackage")].concat(), Err(Refusal::Encrypted)),
        ("html", b"\r\n <!DOCTYPE html><html>".to_vec(), Err(Refusal::Html)),
        ("html with mark", "\u{FEFF}<HTML>".into(), Err(Refusal::Html)),
        ("html in utf-16", wide("<table><tr><td>a</td></tr>"), Err(Refusal::Html)),
        ("xml", b"<?xml version=\"1.0\"?><Workbook/>".to_vec(), Err(Refusal::Xml)),
        ("pdf", b"%PDF-1.7".to_vec(), Err(Refusal::Pdf)),
        ("png", b"\x89PNG\r\n\x1A\n".to_vec(), Err(Refusal::Image)),
        ("jpeg", b"\xFF\xD8\xFF\xE0".to_vec(), Err(Refusal::Image)),
        ("gzip", b"\x1F\x8B\x08".to_vec(), Err(Refusal::Archive)),
        ("rtf", b"{\\rtf1 a}".to_vec(), Err(Refusal::RichText)),
        ("program", b"\x7FELF\x02\x01".to_vec(), Err(Refusal::Binary)),
        ("noise", (0..=255).cycle().take(5_000).collect(), Err(Refusal::Binary)),
        ("nothing", Vec::new(), Err(Refusal::Empty)),
    ];
    for (name, bytes, expected) in cases {
        let found = match sniff(&mut Cursor::new(bytes)) {
            Ok(format) => Ok(format),
            Err(SniffError::Refused(refusal)) => Err(refusal),
            Err(SniffError::Io(error)) => panic!("{name}: {error}"),
        };
        assert_eq!(found, expected, "{name}");
    }
}

#[test]
fn headers_are_folded() {
    let cases = [
        (" E-Mail ", "email"),
        ("Prénom", "prenom"),
        ("Pre\u{301}nom", "prenom"),
        ("N° de téléphone", "ndetelephone"),
        ("ＦＡＸ　号码", "fax号码"),
        ("邮箱（工作）", "邮箱工作"),
        ("xìng_míng", "xingming"),
        ("Cœur / Straße", "coeurstrasse"),
        ("***", ""),
    ];
    for (header, expected) in cases {
        assert_eq!(fold_header(header), expected, "{header}");
    }
}

fn options() -> ReadOptions {
    ReadOptions::new(ChildLimits::new(PathBuf::from("/nonexistent")))
}

fn open(bytes: &[u8], options: &ReadOptions) -> Result<(TableReader, TempDir), OpenError> {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("table");
    fs::write(&path, bytes).expect("a file");
    TableReader::open(&path, options).map(|table| (table, folder))
}

#[test]
fn a_table_is_read_from_header_to_end() {
    let (text, _, _) = encoding_rs::GB18030.encode("\n姓名 ; 城市;;\n王建国;大同\n;;\n李;呼和浩特;;\n赵\n孙;a;b;c\n");
    let (mut table, _folder) = open(&text, &options()).expect("it opens");
    assert_eq!(table.headers(), ["姓名", "城市"]);
    assert_eq!(
        (table.format(), table.encoding(), table.separator()),
        (Format::Csv, Some(Encoding::Gb18030), Some(Separator::Semicolon))
    );
    let rows: Vec<_> = table.by_ref().collect();
    let cells = |n: usize| rows[n].as_ref().map(|row| row.iter().collect::<Vec<_>>());
    assert_eq!(cells(0), Ok(vec!["王建国", "大同"]));
    assert_eq!(cells(1), Ok(vec!["李", "呼和浩特"]));
    assert_eq!(cells(2), Ok(vec!["赵", ""]));
    assert_eq!(
        rows[2].as_ref().map(|row| (row.line(), row.notes())),
        Ok((6, &[Note::Short { expected: 2, found: 1 }][..]))
    );
    assert!(
        matches!(&rows[3], Err(error) if error.line == 7 && error.kind == RowErrorKind::Ragged { expected: 2, found: 4 })
    );
    assert_eq!(rows.len(), 4);
    assert_eq!((table.bytes_read(), table.malformed()), (table.total_bytes(), None));
}

#[test]
fn a_wrong_encoding_is_told_and_may_be_overruled() {
    let (bytes, _, _) = encoding_rs::GB18030.encode("name,city\n王建国,大同\nLi,Paris\n李,呼和浩特\n");
    let utf8 = ReadOptions { encoding: Some(Encoding::Utf8), ..options() };
    let (mut table, _folder) = open(&bytes, &utf8).expect("it opens");
    let lost: Vec<u64> = table.by_ref().filter_map(Result::err).map(|error| error.line).collect();
    assert_eq!(lost, [2, 4]);
    assert!(matches!(table.malformed(), Some(Malformed { first_line: 2, .. })));
    let (table, _folder) = open(&bytes, &options()).expect("it opens");
    assert_eq!(table.filter_map(Result::ok).count(), 3);
}

#[test]
fn what_is_no_table_does_not_open() {
    assert!(matches!(open(b"", &options()), Err(OpenError::Refused(Refusal::Empty))));
    assert!(matches!(open(b"\n\n ,\n", &options()), Err(OpenError::NoHeader)));
    assert!(matches!(open(b"<html>", &options()), Err(OpenError::Refused(Refusal::Html))));
    let wide = open(",".repeat(100_000).as_bytes(), &options());
    assert!(matches!(wide, Err(OpenError::Header(error)) if error.kind == RowErrorKind::TooManyColumns { limit: 512 }));
    let long = open("x".repeat(2_000_000).as_bytes(), &options());
    assert!(matches!(long, Err(OpenError::Header(error)) if matches!(error.kind, RowErrorKind::CellTooLong { .. })));
    assert!(matches!(TableReader::open(&PathBuf::from("/nonexistent"), &options()), Err(OpenError::Io(_))));
}

#[test]
fn a_workbook_goes_to_the_child_and_its_failure_comes_back() {
    let bytes = zip_of(&[Part::new("[Content_Types].xml", ""), Part::new("xl/workbook.xml", "")]);
    assert!(matches!(open(&bytes, &options()), Err(OpenError::Workbook(_))));
}
