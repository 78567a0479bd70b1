//! What a file is, by its content. Names lie: HTML and ZIP come named `.csv`, CSV comes named `.xls`.

use std::io::{self, Read, Seek, SeekFrom};

use super::encoding::detect::utf16_without_mark;
use super::zip::{self, DirectoryError};

/// A format that can be read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    Csv,
    Xlsx,
}

/// Why a file is not a table we read. Each wants other advice.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Refusal {
    #[error("the file is empty")]
    Empty,
    /// Also what many web exports named `.xls` are.
    #[error("this is a web page (HTML), not a table")]
    Html,
    #[error("this is an XML file, not a table")]
    Xml,
    #[error("this is a PDF file, not a table")]
    Pdf,
    #[error("this is a picture, not a table")]
    Image,
    /// Excel 97-2003; may be saved again as XLSX.
    #[error("this is an old Excel workbook (XLS)")]
    OldExcel,
    #[error("this workbook is protected by a password")]
    Encrypted,
    #[error("this is a binary Excel workbook (XLSB)")]
    BinaryWorkbook,
    #[error("this is an OpenDocument file")]
    OpenDocument,
    /// A ZIP, gzip, 7z, RAR, xz or bzip2 file, Word and PowerPoint documents among them.
    #[error("this is an archive, not a table")]
    Archive,
    #[error("this ZIP or XLSX file is damaged or was not uploaded whole")]
    DamagedZip,
    #[error("this is a rich text document, not a table")]
    RichText,
    #[error("this is a binary file, not a table")]
    Binary,
}

/// Why a file is not looked into.
#[derive(Debug, thiserror::Error)]
pub enum SniffError {
    #[error(transparent)]
    Io(#[from] io::Error),
    #[error(transparent)]
    Refused(#[from] Refusal),
}

const HEAD: u64 = 64 * 1024;

const MAGIC: [(&[u8], Refusal); 18] = [
    (b"%PDF-", Refusal::Pdf),
    (b"\x89PNG", Refusal::Image),
    (b"\xFF\xD8\xFF", Refusal::Image),
    (b"GIF8", Refusal::Image),
    (b"RIFF", Refusal::Image),
    (b"II*\0", Refusal::Image),
    (b"MM\0*", Refusal::Image),
    (b"\0\0\x01\0", Refusal::Image),
    (b"8BPS", Refusal::Image),
    (b"\x1F\x8B", Refusal::Archive),
    (b"7z\xBC\xAF\x27\x1C", Refusal::Archive),
    (b"Rar!\x1A\x07", Refusal::Archive),
    (b"\xFD7zXZ\0", Refusal::Archive),
    (b"BZh91AY&SY", Refusal::Archive),
    (b"PK\x05\x06", Refusal::Archive),
    // Excel 2 to 4 had no container.
    (b"\x09\x04\x06\0", Refusal::OldExcel),
    (b"\x7FELF", Refusal::Binary),
    (b"{\\rtf", Refusal::RichText),
];

const HTML: [&str; 14] = [
    "<!doctype html",
    "<html",
    "<head",
    "<body",
    "<table",
    "<meta",
    "<style",
    "<script",
    "<div",
    "<title",
    "<link",
    "<span",
    "<p>",
    "<!--",
];

/// Decides what the file is and leaves its position at the start.
pub fn sniff(file: &mut (impl Read + Seek)) -> Result<Format, SniffError> {
    file.seek(SeekFrom::Start(0))?;
    let mut head = Vec::new();
    file.by_ref().take(HEAD).read_to_end(&mut head)?;
    let format = match head.starts_with(b"PK\x03\x04") {
        true => sniff_zip(file)?,
        false => sniff_bytes(&head)?,
    };
    file.seek(SeekFrom::Start(0))?;
    Ok(format)
}

fn sniff_zip(file: &mut (impl Read + Seek)) -> Result<Format, SniffError> {
    let directory = match zip::directory(file, zip::MAX_ENTRIES) {
        Ok(directory) => directory,
        Err(DirectoryError::Io(error)) => return Err(error.into()),
        Err(DirectoryError::Damaged) => return Err(Refusal::DamagedZip.into()),
        // Whatever it is: whoever reads workbooks refuses it, and names the limit.
        Err(DirectoryError::TooManyEntries) => return Ok(Format::Xlsx),
    };
    let has = |name: &str| directory.entries.iter().any(|entry| entry.name.trim_start_matches('/') == name);
    if has("[content_types].xml") && has("xl/workbook.xml") {
        return Ok(Format::Xlsx);
    }
    Err(match () {
        () if has("xl/workbook.bin") => Refusal::BinaryWorkbook,
        () if has("mimetype") && has("content.xml") => Refusal::OpenDocument,
        () => Refusal::Archive,
    }
    .into())
}

fn sniff_bytes(head: &[u8]) -> Result<Format, Refusal> {
    // A mark of its encoding is all that some programs write of an empty table.
    if matches!(head, b"" | b"\xEF\xBB\xBF" | b"\xFF\xFE" | b"\xFE\xFF") {
        return Err(Refusal::Empty);
    }
    if head.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return Err(compound(head));
    }
    if let Some((_, refusal)) = MAGIC.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Err(*refusal);
    }
    let wide = head.starts_with(b"\xFF\xFE") || head.starts_with(b"\xFE\xFF") || utf16_without_mark(head).is_some();
    if !wide && is_binary(head) {
        return Err(Refusal::Binary);
    }
    match markup(head) {
        Some(refusal) => Err(refusal),
        None => Ok(Format::Csv),
    }
}

/// An OLE container: an old workbook, or a new one inside an encrypted package (MS-OFFCRYPTO).
fn compound(head: &[u8]) -> Refusal {
    let package: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    match head.windows(package.len()).any(|window| window == package) {
        true => Refusal::Encrypted,
        false => Refusal::OldExcel,
    }
}

/// HTML and XML, in any encoding that holds ASCII: zero bytes, marks and leading space are passed over.
fn markup(head: &[u8]) -> Option<Refusal> {
    let start: String = head
        .iter()
        .filter(|byte| byte.is_ascii() && **byte != 0)
        .map(|byte| char::from(byte.to_ascii_lowercase()))
        .skip_while(char::is_ascii_whitespace)
        .take(16)
        .collect();
    match () {
        () if HTML.iter().any(|tag| start.starts_with(tag)) => Some(Refusal::Html),
        () if start.starts_with("<?xml") => Some(Refusal::Xml),
        () => None,
    }
}

/// A table may hold a stray NUL or control character, reported for its line; a binary file holds many.
fn is_binary(head: &[u8]) -> bool {
    let nuls = head.iter().filter(|byte| **byte == 0).count();
    let controls = head.iter().filter(|byte| matches!(**byte, 1..=8 | 0x0E..=0x1A | 0x1C..=0x1F)).count();
    nuls * 1000 > head.len() || controls * 50 > head.len()
}
