mod drawings;
mod pdfs;
mod within;

use std::io::{Cursor, Write};

use flate2::Compression;
use flate2::write::DeflateEncoder;

use super::*;

/// What a look says of these bytes under this name: the kind, or the fault's key.
fn said(name: &str, bytes: &[u8]) -> String {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(bytes).unwrap();
    let name = match FileName::parse(name) {
        Ok(name) => name,
        Err(fault) => return key(fault),
    };
    match look(&mut file, bytes.len() as u64, &name).unwrap() {
        Ok(content) => content.kind.to_string(),
        Err(fault) => key(fault),
    }
}

fn key(fault: FileFault) -> String {
    fault.of("x").reason.key().trim_start_matches("file-").to_owned()
}

/// A ZIP file of these entries, deflated. `told` says another size than the true one.
struct Packed {
    name: &'static str,
    content: Vec<u8>,
    told: Option<u32>,
    stored: bool,
}

fn entry(name: &'static str, content: &[u8]) -> Packed {
    Packed { name, content: content.to_vec(), told: None, stored: false }
}

fn zip(entries: &[Packed]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for e in entries {
        let packed = if e.stored {
            e.content.clone()
        } else {
            let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
            encoder.write_all(&e.content).unwrap();
            encoder.finish().unwrap()
        };
        let size = e.told.unwrap_or(e.content.len() as u32);
        let method: u16 = if e.stored { 0 } else { 8 };
        let offset = out.len() as u32;
        let mut common = Vec::new();
        common.extend(20_u16.to_le_bytes());
        common.extend(0_u16.to_le_bytes());
        common.extend(method.to_le_bytes());
        common.extend([0; 8]);
        common.extend((packed.len() as u32).to_le_bytes());
        common.extend(size.to_le_bytes());
        common.extend((e.name.len() as u16).to_le_bytes());
        common.extend(0_u16.to_le_bytes());
        out.extend(b"PK\x03\x04");
        out.extend(&common);
        out.extend(e.name.as_bytes());
        out.extend(&packed);
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(&common);
        directory.extend([0; 10]);
        directory.extend(offset.to_le_bytes());
        directory.extend(e.name.as_bytes());
    }
    let start = out.len() as u32;
    out.extend(&directory);
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend((entries.len() as u16).to_le_bytes());
    out.extend((entries.len() as u16).to_le_bytes());
    out.extend((directory.len() as u32).to_le_bytes());
    out.extend(start.to_le_bytes());
    out.extend([0; 2]);
    out
}

/// The same where ZIP64 says how many entries there are, and the end record only that it does not.
fn beyond(zip: &[u8], count: u64) -> Vec<u8> {
    let end = zip.windows(4).rposition(|w| w == b"PK\x05\x06").unwrap();
    let mut record = [0; 56];
    record[..4].copy_from_slice(b"PK\x06\x06");
    record[32..40].copy_from_slice(&count.to_le_bytes());
    let mut locator = [0; 20];
    locator[..4].copy_from_slice(b"PK\x06\x07");
    locator[8..16].copy_from_slice(&(end as u64).to_le_bytes());
    let mut told = zip[end..].to_vec();
    told[8..12].fill(0xff);
    [&zip[..end], &record, &locator, &told].concat()
}

fn picture(format: image::ImageFormat) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    image::RgbImage::from_fn(300, 200, |x, y| image::Rgb([x as u8, y as u8, 90])).write_to(&mut out, format).unwrap();
    out.into_inner()
}

/// A PNG that says it is so large, and is not.
fn huge_png() -> Vec<u8> {
    let mut png = picture(image::ImageFormat::Png);
    png[16..20].copy_from_slice(&60_000_u32.to_be_bytes());
    png[20..24].copy_from_slice(&60_000_u32.to_be_bytes());
    // The head's checksum, which readers look at.
    let crc = crc(&png[12..29]);
    png[29..33].copy_from_slice(&crc.to_be_bytes());
    png
}

fn crc(bytes: &[u8]) -> u32 {
    let step = |crc: u32, byte: &u8| {
        (0..8).fold(crc ^ u32::from(*byte), |c, _| if c & 1 == 1 { c >> 1 ^ 0xedb8_8320 } else { c >> 1 })
    };
    !bytes.iter().fold(!0, step)
}

const PDF: &[u8] = b"%PDF-1.7\n1 0 obj<</Type/Page>>endobj\ntrailer<<>>\n%%EOF\n";
const SVG: &[u8] = b"<?xml version=\"1.0\"?>\n<!-- a chart --><svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><path d=\"M0 0h9\"/></svg>";

#[test]
fn files_are_what_their_content_says() {
    let docx = zip(&[entry("[Content_Types].xml", b"<Types/>"), entry("word/document.xml", b"<w/>")]);
    let sheet = entry("xl/worksheets/sheet1.xml", b"<s/>");
    let xlsx = zip(&[entry("[Content_Types].xml", b"<Types/>"), entry("xl/workbook.xml", b"<w/>"), sheet]);
    let mime = b"application/vnd.oasis.opendocument.text";
    let odt = zip(&[Packed { stored: true, ..entry("mimetype", mime) }, entry("content.xml", b"<office/>")]);
    let maps = zip(&[entry("maps/land use.geojson", b"{}"), entry("maps/roads.shp", &[7; 300])]);
    let tiff = [
        &b"II*\0\x08\0\0\0\x02\0"[..],
        &[0, 1, 3, 0, 1, 0, 0, 0, 44, 1, 0, 0],
        &[1, 1, 3, 0, 1, 0, 0, 0, 200, 0, 0, 0],
        &[0; 8],
    ]
    .concat();
    let gbk = encoding_rs::GB18030.encode("城市,人口\n大同,3300000\n").0.into_owned();
    for (name, bytes, expected) in [
        ("report.pdf", PDF, "pdf"),
        ("Report.PDF", PDF, "pdf"),
        ("报告 终稿.docx", docx.as_slice(), "docx"),
        ("figures.xlsx", &xlsx, "xlsx"),
        ("report.odt", &odt, "odt"),
        ("maps.zip", &maps, "zip"),
        ("a.png", &picture(image::ImageFormat::Png), "png"),
        ("a.jpg", &picture(image::ImageFormat::Jpeg), "jpeg"),
        ("a.gif", &picture(image::ImageFormat::Gif), "gif"),
        ("a.webp", &picture(image::ImageFormat::WebP), "webp"),
        ("a.tif", &tiff, "tiff"),
        ("chart.svg", SVG, "svg"),
        ("people.csv", &gbk, "csv"),
        ("notes.txt", "Datong — 大同\n".as_bytes(), "text"),
        ("notes.txt", b"\xff\xfeA\0\n\0", "text"),
        // A name says what it is, or it lies.
        ("report.pdf", &docx, "lying"),
        ("picture.png", PDF, "lying"),
        ("report.exe", PDF, "lying"),
        ("report", PDF, "no-ending"),
        ("notes.html", b"plain words", "lying"),
    ] {
        assert_eq!(said(name, bytes), expected, "{name}");
    }
}

#[test]
fn what_acts_when_it_is_opened_is_not_taken() {
    for (name, bytes, expected) in [
        ("setup.pdf", &b"MZ\x90\0\x03"[..], "forbidden"),
        ("tool.txt", b"\x7fELF\x02\x01", "forbidden"),
        ("run.txt", b"#!/bin/sh\nrm -rf x\n", "forbidden"),
        ("page.txt", b"\xef\xbb\xbf  <!DOCTYPE html><html></html>", "forbidden"),
        ("page.csv", b"<script>alert(1)</script>", "forbidden"),
        ("a.txt", b"\0\x01\x02", "unknown"),
        ("a.csv", b"a,b\n\0", "unknown"),
        ("a.txt", b"\xef\xbb\xbf\xff\xfe", "unknown"),
        ("a.svg", b"<svg><script>alert(1)</script></svg>", "active"),
        ("a.svg", b"<svg onload=\"x()\"/>", "active"),
        ("a.svg", b"<svg><a href=\" java\nscript:x()\"/></svg>", "active"),
        ("a.svg", b"<svg><a xlink:href=\"&#106;avascript:x()\"/></svg>", "active"),
        ("a.svg", b"<svg><foreignObject/></svg>", "active"),
        ("a.svg", b"<?xpacket x?><svg/>", "active"),
        ("a.svg", b"<?xml version=\"1.0\"?><feed/>", "unknown"),
        ("a.svg", b"<svg><path>", "cut-off"),
        ("empty.pdf", b"", "empty"),
        ("a.pdf", b"%PDF-1.7\n1 0 obj", "cut-off"),
    ] {
        assert_eq!(said(name, bytes), expected, "{name} {}", String::from_utf8_lossy(bytes));
    }
}

#[test]
fn what_holds_nothing_is_no_result() {
    let types = || entry("[Content_Types].xml", b"<Types/>");
    let folders = zip(&[entry("maps/", b""), entry("maps/2016/", b"")]);
    let hollow = zip(&[entry("maps/", b""), entry("maps/a.shp", b"")]);
    let book = zip(&[types(), entry("xl/workbook.xml", b"<w/>"), entry("xl/styles.xml", b"<s/>")]);
    let talk = |part: &'static str| zip(&[types(), entry("ppt/presentation.xml", b"<p/>"), entry(part, b"<s/>")]);
    let across = [&b"%PDF-1.7\n"[..], &vec![b' '; 256 * 1024 - 18], b"<</Type/Page>>\n%%EOF\n"].concat();
    let mut flat = picture(image::ImageFormat::Png);
    flat[20..24].copy_from_slice(&0_u32.to_be_bytes());
    let head = crc(&flat[12..29]);
    flat[29..33].copy_from_slice(&head.to_be_bytes());
    for (name, bytes, expected) in [
        ("maps.zip", zip(&[]).as_slice(), "no-entries"),
        ("maps.zip", &folders, "no-entries"),
        ("maps.zip", &hollow, "no-entries"),
        ("figures.xlsx", &book, "no-sheets"),
        ("talk.pptx", &talk("ppt/slidemasters/slidemaster1.xml"), "no-slides"),
        ("talk.pptx", &talk("ppt/slides/slide1.xml"), "pptx"),
        ("report.pdf", b"%PDF-1.7\n1 0 obj<</Type/Pages/Count 0>>endobj\n%%EOF\n", "no-pages"),
        ("report.pdf", b"%PDF-1.7\n1 0 obj<</Type /ObjStm>>endobj\n%%EOF\n", "pdf"),
        ("report.pdf", &across, "pdf"),
        ("people.csv", b"\r\n \t\n", "no-lines"),
        ("people.csv", b"\xef\xbb\xbf\n", "no-lines"),
        ("notes.txt", b"\xff\xfe\n\0", "no-lines"),
    ] {
        assert_eq!(said(name, bytes), expected, "{name} {}", bytes.len());
    }
    assert!(matches!(said("flat.png", &flat).as_str(), "no-pixels" | "cut-off"), "{}", said("flat.png", &flat));
}

#[test]
fn names_that_lead_elsewhere_or_read_otherwise_are_not_taken() {
    let long = format!("{}.pdf", "长".repeat(500));
    for (name, expected) in [
        ("../../etc/report.pdf", "name-path"),
        ("..\\report.pdf", "name-path"),
        ("C:\\maps\\report.pdf", "name-path"),
        ("..", "name-path"),
        ("", "name-empty"),
        ("re\u{202e}fdp.exe", "name-unseen"),
        ("re\u{200b}port.pdf", "name-unseen"),
        ("re\nport.pdf", "name-control"),
        ("re\0port.pdf", "name-control"),
        (long.as_str(), "name-long"),
        ("报告（终稿） v2.pdf", "pdf"),
    ] {
        assert_eq!(said(name, PDF), expected, "{name:?}");
    }
}

#[test]
fn archives_that_grow_climb_or_hide_are_not_taken() {
    let zeros = vec![0; 8 * 1024 * 1024];
    let bomb = zip(&[entry("zeros.bin", &zeros)]);
    let liar = zip(&[Packed { told: Some(1_000), ..entry("zeros.bin", &zeros) }]);
    let many: Vec<Packed> = (0..10_001).map(|_| entry("a.txt", b"")).collect();
    let nested = zip(&[entry("inner.zip", &bomb)]);
    let climbing = zip(&[entry("../../a.txt", b"a")]);
    let absolute = zip(&[entry("/etc/a.txt", b"a")]);
    let hidden = zip(&[entry("maps/setup.exe", b"MZ")]);
    let program = |content: &[u8]| zip(&[entry("a.txt", b"a"), entry("maps/x.png", content)]);
    let stored = zip(&[Packed { stored: true, ..entry("x.png", b"\x7fELF\x02\x01\x01") }]);
    let macros = zip(&[
        entry("[Content_Types].xml", b"<Types/>"),
        entry("word/document.xml", b"<w/>"),
        entry("word/vbaProject.bin", b"x"),
    ]);
    let whole = zip(&[entry("a.txt", b"words and words and words")]);
    let mut overlapping = zip(&[entry("a.txt", b"one"), entry("b.txt", b"two")]);
    let size = overlapping.len();
    // The directory says of one entry that it is larger than the file.
    let at = overlapping.windows(4).position(|w| w == b"PK\x01\x02").unwrap();
    overlapping[at + 20..at + 24].copy_from_slice(&(size as u32).to_le_bytes());
    // A link says in the directory that it is one.
    let mut linked = zip(&[entry("readme.txt", b"maps"), entry("maps/a.txt", b"../../etc/passwd")]);
    let at = linked.windows(4).rposition(|w| w == b"PK\x01\x02").unwrap();
    linked[at + 40..at + 42].copy_from_slice(&0o120_777_u16.to_le_bytes());
    for (name, bytes, expected) in [
        ("a.zip", bomb.as_slice(), "bomb"),
        ("a.zip", &linked, "entry-link"),
        ("a.zip", &beyond(&whole, 70_000), "entries"),
        ("a.zip", &beyond(&whole, 1), "cut-off"),
        ("a.zip", &liar, "bomb"),
        ("a.zip", &overlapping, "bomb"),
        ("a.zip", &zip(&many), "entries"),
        ("a.zip", &nested, "nested"),
        ("a.zip", &climbing, "entry-path"),
        ("a.zip", &absolute, "entry-path"),
        ("a.zip", &hidden, "entry"),
        ("a.zip", &program(b"MZ\x90\0\x03"), "entry"),
        ("a.zip", &program(b"\xcf\xfa\xed\xfe\x07"), "entry"),
        ("a.zip", &program(b"#!/bin/sh\nrm -rf x\n"), "entry"),
        ("a.zip", &stored, "entry"),
        ("a.docx", &macros, "macros"),
        ("a.zip", &whole, "zip"),
        ("a.zip", &whole[..whole.len() - 10], "cut-off"),
        ("a.zip", &whole[..whole.len() / 2], "cut-off"),
    ] {
        assert_eq!(said(name, bytes), expected, "{name} {}", bytes.len());
    }
}

#[test]
fn pages_and_drawings_lie_in_no_archive_under_the_name_of_a_picture() {
    let png = picture(image::ImageFormat::Png);
    let holding = |name: &'static str, content: &[u8]| zip(&[entry("readme.txt", b"maps"), entry(name, content)]);
    let page = b"<!DOCTYPE html><html><body>map</body></html>";
    let drawing = b"<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"/>";
    for (name, content, expected) in [
        ("maps/a.png", page.as_slice(), "entry"),
        ("maps/A.PNG", b"\xef\xbb\xbf <html>", "entry"),
        ("maps/a.jpeg", b"<script>alert(1)</script>", "entry"),
        ("maps/a.gif", drawing, "entry"),
        ("maps/a.tif", b"<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>", "entry"),
        ("maps/a.svg", page, "entry"),
        ("maps/a.svg", drawing, "zip"),
        ("maps/a.png", &png, "zip"),
        // Named otherwise than it is, and harmless.
        ("maps/a.jpg", &png, "zip"),
        ("maps/a.bmp", b"BM\x46\0\0\0", "zip"),
        // Descriptions of maps quote pages.
        ("maps/a.xml", b"<metadata><![CDATA[<html>]]></metadata>", "zip"),
    ] {
        assert_eq!(said("a.zip", &holding(name, content)), expected, "{name}");
    }
    // Word keeps its pictures in such an archive.
    let docx = |content: &[u8]| {
        let whole = [entry("[Content_Types].xml", b"<Types/>"), entry("word/document.xml", b"<w/>")];
        zip(&whole.into_iter().chain([entry("word/media/image1.png", content)]).collect::<Vec<_>>())
    };
    assert_eq!(said("a.docx", &docx(page)), "entry");
    assert_eq!(said("a.docx", &docx(&png)), "docx");
}

#[test]
fn pictures_are_measured_before_they_are_drawn() {
    let png = picture(image::ImageFormat::Png);
    let jpeg = picture(image::ImageFormat::Jpeg);
    for (name, bytes, expected) in [
        ("a.png", huge_png().as_slice(), "pixels"),
        ("a.png", &png[..png.len() / 2], "cut-off"),
        ("a.png", &png[..20], "cut-off"),
        ("a.jpg", &jpeg[..jpeg.len() - 40], "cut-off"),
        ("a.tif", b"II*\0\xff\xff\xff\x7f", "cut-off"),
    ] {
        assert_eq!(said(name, bytes), expected, "{name} {}", bytes.len());
    }
}

#[test]
fn old_documents_of_office_say_what_they_hold() {
    for (stream, name, expected) in [
        ("WordDocument", "a.doc", "doc"),
        ("Workbook", "a.xls", "xls"),
        ("PowerPoint Document", "a.ppt", "ppt"),
        ("EncryptedPackage", "a.docx", "encrypted"),
        ("_VBA_PROJECT", "a.doc", "macros"),
        ("Something", "a.doc", "unknown"),
    ] {
        assert_eq!(said(name, &compound(stream)), expected, "{stream}");
    }
    assert_eq!(said("a.doc", &compound("WordDocument")[..700]), "cut-off");
}

/// A compound file with one stream of this name.
fn compound(stream: &str) -> Vec<u8> {
    let mut file = vec![0; 512 * 3];
    file[..8].copy_from_slice(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
    file[30..32].copy_from_slice(&9_u16.to_le_bytes());
    file[48..52].copy_from_slice(&0_u32.to_le_bytes());
    file[76..80].copy_from_slice(&1_u32.to_le_bytes());
    let mut entry = |at: usize, name: &str| {
        let units: Vec<u8> = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
        file[512 + at..512 + at + units.len()].copy_from_slice(&units);
        let length = units.len() as u16;
        file[512 + at + 64..512 + at + 66].copy_from_slice(&length.to_le_bytes());
    };
    entry(0, "Root Entry");
    entry(128, stream);
    for at in 0..128 {
        let next: u32 = if at == 0 { 0xffff_fffe } else { 0xffff_ffff };
        file[1024 + 4 * at..1028 + 4 * at].copy_from_slice(&next.to_le_bytes());
    }
    file
}
