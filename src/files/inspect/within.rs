//! What lies in an archive, by the rules of what is sent by itself, as far as a name and one look at the passing bytes tell.

use std::io::{self, Write};

use super::{Kind, kind};

/// Endings of programs, scripts, pages, shortcuts, and documents that may hold macros.
const ACTING: &[&str] = &[
    "action",
    "ahk",
    "apk",
    "app",
    "appimage",
    "application",
    "appref-ms",
    "appx",
    "asp",
    "aspx",
    "bash",
    "bat",
    "cgi",
    "chm",
    "cmd",
    "com",
    "command",
    "cpl",
    "csh",
    "deb",
    "desktop",
    "diagcab",
    "dll",
    "dmg",
    "docm",
    "dotm",
    "exe",
    "fish",
    "gadget",
    "hlp",
    "hta",
    "htm",
    "html",
    "htt",
    "inf",
    "ins",
    "iqy",
    "isp",
    "jar",
    "jnlp",
    "js",
    "jse",
    "jsp",
    "ksh",
    "library-ms",
    "lnk",
    "mht",
    "mhtml",
    "mjs",
    "msc",
    "msh",
    "msi",
    "msix",
    "msp",
    "mst",
    "phar",
    "php",
    "php3",
    "php4",
    "php5",
    "phtml",
    "pif",
    "pkg",
    "pl",
    "pm",
    "potm",
    "ppam",
    "ppsm",
    "pptm",
    "ps1",
    "ps1xml",
    "ps2",
    "psd1",
    "psm1",
    "py",
    "pyc",
    "pyw",
    "pyz",
    "rb",
    "rdp",
    "reg",
    "rpm",
    "run",
    "scf",
    "scpt",
    "scr",
    "sct",
    "search-ms",
    "settingcontent-ms",
    "sh",
    "shb",
    "shs",
    "shtml",
    "slk",
    "sldm",
    "svgz",
    "swf",
    "sys",
    "terminal",
    "url",
    "vb",
    "vbe",
    "vbs",
    "vxd",
    "webloc",
    "website",
    "workflow",
    "ws",
    "wsc",
    "wsf",
    "wsh",
    "xbap",
    "xht",
    "xhtml",
    "xlam",
    "xll",
    "xlsb",
    "xlsm",
    "xltm",
    "zsh",
];

const ARCHIVES: &[&str] =
    &["zip", "7z", "rar", "gz", "tgz", "bz2", "xz", "zst", "tar", "cab", "iso", "kmz", "arj", "lzh", "vhd"];

/// Documents that are ZIP files themselves.
const DOCUMENTS: &[&str] = &["docx", "xlsx", "pptx", "ppsx", "dotx", "xltx", "potx", "odt", "ods", "odp", "odg", "ott"];

/// What stands behind the last dot, as a system takes it that drops dots and blanks from a name's end; names are in small letters.
pub(super) fn ending(name: &str) -> &str {
    let name = name.trim_end_matches(|c: char| c == '.' || c.is_whitespace());
    name.rsplit_once('.').map_or("", |(_, ending)| ending.trim())
}

/// By its name something acts when it is opened. Behind a colon some systems see a part of the same file.
pub(super) fn acts_when_opened(name: &str) -> bool {
    name.split(':').any(|part| ACTING.contains(&ending(part)))
}

/// Whether it is a ZIP file, whatever its name.
pub(super) fn is_packed(head: &[u8]) -> bool {
    matches!(kind(head), Some(Kind::Zip))
}

/// Whether it is an archive, by its name or by how it begins.
pub(super) fn is_archive(name: &str, head: &[u8]) -> bool {
    let packed = is_packed(head) && !DOCUMENTS.contains(&ending(name));
    packed || head.starts_with(b"7z\xbc\xaf\x27\x1c") || head.starts_with(b"Rar!\x1a\x07") || is_archive_by_name(name)
}

pub(super) fn is_archive_by_name(name: &str) -> bool {
    ARCHIVES.contains(&ending(name))
}

/// A part of a document that is macros by where it stands: in Office's own place, or among the modules and scripts of OpenDocument.
pub(super) fn is_macros(name: &str) -> bool {
    let lists = |rest: &str| rest.ends_with("/script-lb.xml") || rest.ends_with("/dialog-lb.xml");
    let module = |rest: &str| rest.contains('/') && ending(rest) == "xml" && !lists(rest);
    let script = |rest: &str| !rest.is_empty() && !rest.ends_with('/');
    name.ends_with("vbaproject.bin")
        || name.strip_prefix("basic/").is_some_and(module)
        || name.strip_prefix("scripts/").is_some_and(script)
}

/// A part of a document that says what its other parts are, whatever they are called.
pub(super) fn tells_parts(name: &str) -> bool {
    name == "[content_types].xml" || name.ends_with(".rels")
}

/// How parts that hold macros are told there.
const MACROS: [&str; 4] = ["vnd.ms-office.vbaproject", "macroenabled", "vnd.ms-excel.macrosheet", "intlmacrosheet"];
const LEADS_TO_MACROS: [&str; 2] = ["2006/relationships/vbaproject", "2006/relationships/xlmacrosheet"];

/// An entry's bytes as they pass. Of a document the names of its parts stand in them as they are, packed or not: it is searched for the
/// part that holds macros, and for the one that says that the rest is encrypted. What tells of parts is searched for those with macros.
pub(super) struct Passing {
    pub head: Vec<u8>,
    macros: Vec<Vec<u8>>,
    locks: Vec<Vec<u8>>,
    /// The last bytes, in small letters: what is searched for may lie across two pieces.
    last: Vec<u8>,
    /// There are macros.
    pub hides: bool,
    /// It is encrypted.
    pub locked: bool,
}

impl Passing {
    pub fn after(head: Vec<u8>, name: &str) -> Passing {
        let wide = |name: &str| name.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        let turned = |name: &str| name.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>();
        let told = |names: &[&str]| -> Vec<Vec<u8>> {
            names.iter().flat_map(|name| [name.as_bytes().to_vec(), wide(name), turned(name)]).collect()
        };
        let locks = if matches!(kind(&head), Some(Kind::Ole)) { vec![wide("encryptedpackage")] } else { Vec::new() };
        let macros = match kind(&head) {
            Some(Kind::Zip) => vec![b"vbaproject.bin".to_vec()],
            Some(Kind::Ole) => vec![wide("_vba_project")],
            _ if name.ends_with(".rels") => told(&LEADS_TO_MACROS),
            _ if tells_parts(name) => told(&MACROS),
            _ => Vec::new(),
        };
        let mut passing = Passing { head: Vec::new(), macros, locks, last: Vec::new(), hides: false, locked: false };
        passing.search(&head);
        Passing { head, ..passing }
    }

    fn search(&mut self, bytes: &[u8]) {
        let Some(longest) = self.macros.iter().chain(&self.locks).map(Vec::len).max() else { return };
        self.last.extend(bytes.iter().map(u8::to_ascii_lowercase));
        let found = |all: &[Vec<u8>]| all.iter().any(|needle| memchr::memmem::find(&self.last, needle).is_some());
        let (hides, locked) = (found(&self.macros), found(&self.locks));
        self.hides |= hides;
        self.locked |= locked;
        self.last.drain(..self.last.len().saturating_sub(longest));
    }
}

impl Write for Passing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.search(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
