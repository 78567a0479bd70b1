use crate::db::types::text_enum;
use crate::kernel::files::{FileFault, FileName};
use crate::kernel::ids::FileId;
use crate::kernel::time::Instant;

text_enum! {
    /// What a file is, found in its content.
    pub enum FileKind {
        Pdf = "pdf",
        Docx = "docx",
        Xlsx = "xlsx",
        Pptx = "pptx",
        Odt = "odt",
        Ods = "ods",
        Odp = "odp",
        /// The formats of Office before 2007.
        Doc = "doc",
        Xls = "xls",
        Ppt = "ppt",
        Png = "png",
        Jpeg = "jpeg",
        Webp = "webp",
        Gif = "gif",
        Tiff = "tiff",
        Svg = "svg",
        Csv = "csv",
        Text = "text",
        Zip = "zip",
    }
}

impl FileKind {
    pub const fn media_type(self) -> &'static str {
        match self {
            FileKind::Pdf => "application/pdf",
            FileKind::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            FileKind::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            FileKind::Pptx => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            FileKind::Odt => "application/vnd.oasis.opendocument.text",
            FileKind::Ods => "application/vnd.oasis.opendocument.spreadsheet",
            FileKind::Odp => "application/vnd.oasis.opendocument.presentation",
            FileKind::Doc => "application/msword",
            FileKind::Xls => "application/vnd.ms-excel",
            FileKind::Ppt => "application/vnd.ms-powerpoint",
            FileKind::Png => "image/png",
            FileKind::Jpeg => "image/jpeg",
            FileKind::Webp => "image/webp",
            FileKind::Gif => "image/gif",
            FileKind::Tiff => "image/tiff",
            FileKind::Svg => "image/svg+xml",
            FileKind::Csv => "text/csv",
            FileKind::Text => "text/plain",
            FileKind::Zip => "application/zip",
        }
    }
    /// As people call it, in every language.
    pub const fn label(self) -> &'static str {
        match self {
            FileKind::Pdf => "PDF",
            FileKind::Docx => "Word (DOCX)",
            FileKind::Xlsx => "Excel (XLSX)",
            FileKind::Pptx => "PowerPoint (PPTX)",
            FileKind::Odt => "OpenDocument (ODT)",
            FileKind::Ods => "OpenDocument (ODS)",
            FileKind::Odp => "OpenDocument (ODP)",
            FileKind::Doc => "Word (DOC)",
            FileKind::Xls => "Excel (XLS)",
            FileKind::Ppt => "PowerPoint (PPT)",
            FileKind::Png => "PNG",
            FileKind::Jpeg => "JPEG",
            FileKind::Webp => "WebP",
            FileKind::Gif => "GIF",
            FileKind::Tiff => "TIFF",
            FileKind::Svg => "SVG",
            FileKind::Csv => "CSV",
            FileKind::Text => "TXT",
            FileKind::Zip => "ZIP",
        }
    }
    /// The endings a name of this kind may have; the first is the usual one.
    pub const fn endings(self) -> &'static [&'static str] {
        match self {
            FileKind::Pdf => &["pdf"],
            FileKind::Docx => &["docx"],
            FileKind::Xlsx => &["xlsx"],
            FileKind::Pptx => &["pptx", "ppsx"],
            FileKind::Odt => &["odt"],
            FileKind::Ods => &["ods"],
            FileKind::Odp => &["odp"],
            FileKind::Doc => &["doc"],
            FileKind::Xls => &["xls"],
            FileKind::Ppt => &["ppt", "pps"],
            FileKind::Png => &["png"],
            FileKind::Jpeg => &["jpg", "jpeg"],
            FileKind::Webp => &["webp"],
            FileKind::Gif => &["gif"],
            FileKind::Tiff => &["tif", "tiff"],
            FileKind::Svg => &["svg"],
            FileKind::Csv => &["csv", "tsv"],
            FileKind::Text => &["txt", "md", "geojson", "json"],
            FileKind::Zip => &["zip", "kmz"],
        }
    }
    /// Whether a small picture of it can be made.
    pub const fn is_picture(self) -> bool {
        matches!(self, FileKind::Png | FileKind::Jpeg | FileKind::Webp | FileKind::Gif)
    }
    /// Whether a browser may show it within a page: pictures, and drawings as pictures.
    pub const fn is_shown_inline(self) -> bool {
        self.is_picture() || matches!(self, FileKind::Svg)
    }
    /// The kind of a plain text by its name: tables and prose are the same bytes.
    pub fn of_text(name: &FileName) -> FileKind {
        let ending = name.ending();
        if FileKind::Csv.endings().contains(&ending.as_str()) { FileKind::Csv } else { FileKind::Text }
    }
    /// A name must say what the content is.
    pub fn agrees_with(self, name: &FileName) -> Result<(), FileFault> {
        let ending = name.ending();
        if ending.is_empty() {
            return Err(FileFault::NoEnding { found: self.label() });
        }
        if self.endings().contains(&ending.as_str()) {
            Ok(())
        } else {
            let ending = crate::kernel::invalid::seen(&ending).chars().take(20).collect();
            Err(FileFault::Lying { ending, found: self.label() })
        }
    }
}

/// The size of a picture.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Pixels {
    pub width: i32,
    pub height: i32,
}

/// A content that was looked at: what stands behind a hash.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StoredFile {
    /// SHA-256, as 64 hexadecimal digits.
    pub hash: String,
    pub size: i64,
    pub kind: FileKind,
    pub pixels: Option<Pixels>,
}

/// What came of noting a content.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Noted {
    /// It may be put into the store, and pointed at.
    Known { id: FileId, at: Instant },
    /// It is being removed at this moment: a little later it may be brought again.
    Doomed,
}
