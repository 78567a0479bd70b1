//! Files made to exhaust whoever opens them: workbooks packed a hundredfold, with directories that lie, in other files' clothes.

/// One part of a ZIP file, as it stands there and as the directory claims.
pub struct Part {
    name: String,
    packed: Vec<u8>,
    method: u16,
    crc: u32,
    size: u32,
}

impl Part {
    /// As it is, not packed.
    pub fn plain(name: &str, bytes: &[u8]) -> Part {
        Part { name: name.to_owned(), packed: bytes.to_vec(), method: 0, crc: crc32(bytes), size: bytes.len() as u32 }
    }

    /// `head`, then `pattern` so many times, then `tail`, packed by some hundred and fifty times. Its checksum is wrong: nobody comes so
    /// far.
    pub fn packed(name: &str, head: &str, pattern: &str, times: u64, tail: &str) -> Part {
        let size = (head.len() + tail.len()) as u64 + pattern.len() as u64 * times;
        let packed = deflated(head.as_bytes(), pattern.as_bytes(), times, tail.as_bytes());
        Part { name: name.to_owned(), packed, method: 8, crc: 0, size: u32::try_from(size).expect("below 4 GB") }
    }

    /// The directory says that it is as small as this.
    pub fn claiming(self, size: u32) -> Part {
        Part { size, ..self }
    }
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0xEDB8_8320 } else { crc >> 1 })
    })
}

pub fn zip(parts: &[Part]) -> Vec<u8> {
    let (mut file, mut directory) = (Vec::new(), Vec::new());
    for part in parts {
        let mut fields: Vec<u8> = [20u16, 0, part.method, 0, 0x21].iter().flat_map(|f| f.to_le_bytes()).collect();
        fields.extend([part.crc, part.packed.len() as u32, part.size].iter().flat_map(|f| f.to_le_bytes()));
        fields.extend([part.name.len() as u16, 0].iter().flat_map(|f| f.to_le_bytes()));
        let offset = (file.len() as u32).to_le_bytes();
        directory.extend([b"PK\x01\x02\x14\0".as_slice(), &fields, &[0; 10], &offset, part.name.as_bytes()].concat());
        file.extend([b"PK\x03\x04".as_slice(), &fields, part.name.as_bytes(), &part.packed].concat());
    }
    let (start, size, count) = (file.len() as u32, directory.len() as u32, (parts.len() as u16).to_le_bytes());
    file.extend(directory);
    let end = [b"PK\x05\x06\0\0\0\0".as_slice(), &count, &count, &size.to_le_bytes(), &start.to_le_bytes(), &[0; 2]];
    file.extend(end.concat());
    file
}

const TYPES: &str = r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>"#;
const RELS: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>"#;
const ROOT: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const BOOK: &str = r#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="People" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
const MAIN: &str = r#"xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main""#;

/// A workbook of these two parts.
pub fn workbook(sheet: Part, strings: Part) -> Vec<u8> {
    workbook_with(sheet, strings, Vec::new())
}

pub fn workbook_with(sheet: Part, strings: Part, more: Vec<Part>) -> Vec<u8> {
    let mut parts = vec![
        Part::plain("[Content_Types].xml", TYPES.as_bytes()),
        Part::plain("_rels/.rels", ROOT.as_bytes()),
        Part::plain("xl/workbook.xml", BOOK.as_bytes()),
        Part::plain("xl/_rels/workbook.xml.rels", RELS.as_bytes()),
        sheet,
        strings,
    ];
    parts.extend(more);
    zip(&parts)
}

const SHEET_NAME: &str = "xl/worksheets/sheet1.xml";
const STRINGS_NAME: &str = "xl/sharedStrings.xml";

/// A sheet of these rows of XML.
pub fn sheet(rows: &str) -> Part {
    let text = format!(r#"<?xml version="1.0"?><worksheet {MAIN}>{rows}</worksheet>"#);
    Part::plain(SHEET_NAME, text.as_bytes())
}

/// A cell with a text of its own.
pub fn cell(place: &str, text: &str) -> String {
    format!(r#"<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>"#)
}

/// Headings and one person, in words of their own.
pub fn small_sheet() -> Part {
    let first = format!(r#"<row r="1">{}{}</row>"#, cell("A1", "Name"), cell("B1", "Email"));
    let second = format!(r#"<row r="2">{}{}</row>"#, cell("A2", "Anne"), cell("B2", "anne@example.fr"));
    sheet(&format!("<sheetData>{first}{second}</sheetData>"))
}

pub fn no_strings() -> Part {
    strings("")
}

pub fn strings(items: &str) -> Part {
    Part::plain(STRINGS_NAME, format!(r#"<?xml version="1.0"?><sst {MAIN}>{items}</sst>"#).as_bytes())
}

/// Shared strings of six hundred megabytes.
pub fn endless_strings() -> Part {
    let head = format!(r#"<?xml version="1.0"?><sst {MAIN}><si><t>"#);
    Part::packed(STRINGS_NAME, &head, "AAAAAAAAAA", 60_000_000, "</t></si></sst>")
}

/// A sheet of so many zeros.
pub fn zeros(count: u64) -> Part {
    Part::packed(SHEET_NAME, "", "\0\0\0\0\0\0\0\0", count / 8, "")
}

/// Ten strings of ten of ten, nine times over: a billion, were they written out.
pub fn laughs() -> Part {
    let mut entities = String::from(r#"<!ENTITY l0 "lol">"#);
    for n in 1..10 {
        let ten = format!("&l{};", n - 1).repeat(10);
        entities.push_str(&format!(r#"<!ENTITY l{n} "{ten}">"#));
    }
    let text = format!(
        r#"<?xml version="1.0"?><!DOCTYPE sst [{entities}]><sst {MAIN}><si><t>Name</t></si><si><t>&l9;</t></si></sst>"#
    );
    Part::plain(STRINGS_NAME, text.as_bytes())
}

/// Headings and a line that are shared strings.
pub fn shared_sheet() -> Part {
    sheet(
        r#"<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row><row r="2"><c r="A2" t="s"><v>1</v></c></row></sheetData>"#,
    )
}

/// An OLE container with the name of one stream in its directory.
pub fn ole(stream: &str) -> Vec<u8> {
    let name: Vec<u8> = stream.encode_utf16().flat_map(u16::to_le_bytes).collect();
    [b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".as_slice(), &[0; 504], &name, &[0; 400]].concat()
}

/// A deflate stream (RFC 1951) of one block with the fixed codes.
fn deflated(head: &[u8], pattern: &[u8], times: u64, tail: &[u8]) -> Vec<u8> {
    const LONGEST: u64 = 258;
    let mut out = Bits::default();
    out.low_first(0b011, 3);
    head.iter().chain(pattern).for_each(|byte| out.literal(*byte));
    let rest = pattern.len() as u64 * (times - 1);
    for _ in 0..rest / LONGEST {
        // Length 258 without extra bits, then how far back.
        out.high_first(0xC5, 8);
        out.distance(pattern.len() as u32);
    }
    let begun = (rest - rest % LONGEST) as usize % pattern.len();
    pattern.iter().cycle().skip(begun).take((rest % LONGEST) as usize).chain(tail).for_each(|byte| out.literal(*byte));
    out.high_first(0, 7);
    out.low_first(0, 7);
    out.bytes
}

#[derive(Default)]
struct Bits {
    bytes: Vec<u8>,
    buffer: u32,
    held: u32,
}

impl Bits {
    fn low_first(&mut self, value: u32, count: u32) {
        self.buffer |= value << self.held;
        self.held += count;
        while self.held >= 8 {
            self.bytes.push(self.buffer as u8);
            self.buffer >>= 8;
            self.held -= 8;
        }
    }

    /// Huffman codes begin with their highest bit.
    fn high_first(&mut self, code: u32, count: u32) {
        self.low_first(code.reverse_bits() >> (32 - count), count);
    }

    fn literal(&mut self, byte: u8) {
        match u32::from(byte) {
            low @ 0..144 => self.high_first(0x30 + low, 8),
            high => self.high_first(0x190 + high - 144, 9),
        }
    }

    /// RFC 1951, 3.2.5: the code of the largest base, then what lies above it.
    fn distance(&mut self, distance: u32) {
        let base = |code: u32| match code {
            0..4 => code + 1,
            code => ((2 + (code & 1)) << (code / 2 - 1)) + 1,
        };
        let code = (0..30).rev().find(|code| base(*code) <= distance).expect("a distance");
        self.high_first(code, 5);
        self.low_first(distance - base(code), if code < 4 { 0 } else { code / 2 - 1 });
    }
}

#[test]
fn what_is_packed_is_unpacked() {
    use std::io::Read;
    let bytes = deflated(b"<a>", b"0123456789", 1_000, "</é>".as_bytes());
    let mut text = String::new();
    flate2::read::DeflateDecoder::new(bytes.as_slice()).read_to_string(&mut text).expect("a good stream");
    assert_eq!(text, format!("<a>{}</é>", "0123456789".repeat(1_000)));
    assert!(deflated(b"", b"x", 1_000_000, b"").len() < 7_000);
}
