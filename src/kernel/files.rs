//! Names of files as they come from other machines, and what is wrong with a file.

use super::invalid::{FieldError, Invalid, Reason};

/// Why a file is not taken.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FileFault {
    /// Slashes, or `..`: it would lead elsewhere.
    NamePath,
    /// Marks that nobody sees and that turn what stands beside them: `gpj.exe` reads as `exe.jpg`.
    NameUnseen,
    NameControl,
    NameTooLong {
        limit: usize,
    },
    NameEmpty,
    /// Without an ending nobody's machine knows what to do with it.
    NoEnding {
        found: &'static str,
    },
    Empty,
    /// An archive of folders, or of empty files.
    NoEntries,
    NoPages,
    NoSheets,
    NoSlides,
    /// A text of blanks.
    NoLines,
    /// A picture without width or height.
    NoPixels,
    TooLarge {
        megabytes: u64,
    },
    /// Programs, scripts, pages: `what` names it.
    Forbidden {
        what: String,
    },
    UnknownKind,
    /// The name says one thing, the content another.
    Lying {
        ending: String,
        found: &'static str,
    },
    /// It ends before its end.
    CutOff {
        found: &'static str,
    },
    Encrypted,
    Macros,
    /// Unpacks to many times its size.
    Bomb,
    TooManyEntries {
        limit: usize,
    },
    EntryPath {
        entry: String,
    },
    /// A link to another place: unpacked, it leads wherever it says.
    EntryLink {
        entry: String,
    },
    NestedArchive {
        entry: String,
    },
    ForbiddenEntry {
        entry: String,
    },
    /// Something in it has macros or scripts, or cannot be looked into.
    ActiveEntry {
        entry: String,
    },
    /// Two entries that are one file where letters are told apart by less.
    DoubleEntry {
        entry: String,
    },
    /// It goes on behind its end.
    Behind {
        bytes: u64,
    },
    TooManyPixels {
        width: u64,
        height: u64,
        megapixels: u64,
    },
    /// A PDF with scripts, commands that start programs, or attached programs.
    ActivePdf {
        found: &'static str,
    },
    /// A drawing that acts.
    ActiveDrawing,
    /// A drawing that fetches something from elsewhere.
    OutsideDrawing {
        reference: String,
    },
    /// A drawing that declares what it is made of: entities grow without end.
    DrawingEntities,
    DeepDrawing {
        limit: usize,
    },
    /// A drawing that draws so much again.
    GrowingDrawing {
        limit: usize,
    },
    /// A drawing that draws itself within itself.
    CircularDrawing,
    /// A drawing that would be drawn as nothing.
    SizelessDrawing,
    TooManyFiles {
        limit: usize,
    },
    /// A file of this name and language is there already.
    SameName,
    /// Where one file is asked for, another one came with it.
    Second,
}

impl FileFault {
    /// As the refusal of the field `file`; `name` is what was sent, cut to what can be shown.
    pub fn of(self, name: &str) -> FieldError {
        let shown: String = super::invalid::seen(name).chars().filter(|c| !c.is_control()).take(60).collect();
        FieldError { field: "file".to_owned(), reason: Reason::File { name: shown, fault: self } }
    }
    /// The same as all that is wrong with a form.
    pub fn refused(self, name: &str) -> Invalid {
        Invalid(vec![self.of(name)])
    }
    /// The last part of the key of its sentence.
    pub const fn key(&self) -> &'static str {
        match self {
            FileFault::NamePath => "file-name-path",
            FileFault::NameUnseen => "file-name-unseen",
            FileFault::NameControl => "file-name-control",
            FileFault::NameTooLong { .. } => "file-name-long",
            FileFault::NameEmpty => "file-name-empty",
            FileFault::NoEnding { .. } => "file-no-ending",
            FileFault::Empty => "file-empty",
            FileFault::NoEntries => "file-no-entries",
            FileFault::NoPages => "file-no-pages",
            FileFault::NoSheets => "file-no-sheets",
            FileFault::NoSlides => "file-no-slides",
            FileFault::NoLines => "file-no-lines",
            FileFault::NoPixels => "file-no-pixels",
            FileFault::TooLarge { .. } => "file-large",
            FileFault::Forbidden { .. } => "file-forbidden",
            FileFault::UnknownKind => "file-unknown",
            FileFault::Lying { .. } => "file-lying",
            FileFault::CutOff { .. } => "file-cut-off",
            FileFault::Encrypted => "file-encrypted",
            FileFault::Macros => "file-macros",
            FileFault::Bomb => "file-bomb",
            FileFault::TooManyEntries { .. } => "file-entries",
            FileFault::EntryPath { .. } => "file-entry-path",
            FileFault::EntryLink { .. } => "file-entry-link",
            FileFault::NestedArchive { .. } => "file-nested",
            FileFault::ForbiddenEntry { .. } => "file-entry",
            FileFault::ActiveEntry { .. } => "file-entry-active",
            FileFault::DoubleEntry { .. } => "file-entry-double",
            FileFault::Behind { .. } => "file-behind",
            FileFault::TooManyPixels { .. } => "file-pixels",
            FileFault::ActivePdf { .. } => "file-active-pdf",
            FileFault::ActiveDrawing => "file-active",
            FileFault::OutsideDrawing { .. } => "file-outside",
            FileFault::DrawingEntities => "file-entities",
            FileFault::DeepDrawing { .. } => "file-deep",
            FileFault::GrowingDrawing { .. } => "file-growing",
            FileFault::CircularDrawing => "file-circular",
            FileFault::SizelessDrawing => "file-sizeless",
            FileFault::TooManyFiles { .. } => "file-many",
            FileFault::SameName => "file-same",
            FileFault::Second => "file-second",
        }
    }
    /// What its sentence is filled with.
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            FileFault::NameTooLong { limit }
            | FileFault::TooManyEntries { limit }
            | FileFault::DeepDrawing { limit }
            | FileFault::GrowingDrawing { limit }
            | FileFault::TooManyFiles { limit } => vec![("limit", limit.to_string())],
            FileFault::TooLarge { megabytes } => vec![("limit", megabytes.to_string())],
            FileFault::NoEnding { found } | FileFault::CutOff { found } | FileFault::ActivePdf { found } => {
                vec![("found", (*found).to_owned())]
            }
            FileFault::Forbidden { what } => vec![("what", what.clone())],
            FileFault::OutsideDrawing { reference } => vec![("reference", reference.clone())],
            FileFault::Lying { ending, found } => vec![("ending", ending.clone()), ("found", (*found).to_owned())],
            FileFault::EntryPath { entry }
            | FileFault::EntryLink { entry }
            | FileFault::NestedArchive { entry }
            | FileFault::ForbiddenEntry { entry }
            | FileFault::ActiveEntry { entry }
            | FileFault::DoubleEntry { entry } => vec![("entry", entry.clone())],
            FileFault::Behind { bytes } => vec![("bytes", bytes.to_string())],
            FileFault::TooManyPixels { width, height, megapixels } => {
                vec![("width", width.to_string()), ("height", height.to_string()), ("limit", megapixels.to_string())]
            }
            _ => Vec::new(),
        }
    }
}

/// A file's name that may be shown and saved anywhere: one part, nothing unseen in it, not overlong. Kept as it was given otherwise.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct FileName(String);

impl FileName {
    /// In bytes as UTF-8: what every file system takes, with room for a number behind it.
    pub const LIMIT: usize = 200;

    /// Blanks round it fall away; what could not be saved or shown anywhere is refused with its reason.
    pub fn parse(given: &str) -> Result<FileName, FileFault> {
        let name = given.trim();
        if name.is_empty() || name.chars().all(|c| c == '.') {
            return Err(if name.len() > 1 { FileFault::NamePath } else { FileFault::NameEmpty });
        }
        if name.contains(['/', '\\']) || name.starts_with("..") {
            return Err(FileFault::NamePath);
        }
        if name.chars().any(char::is_control) {
            return Err(FileFault::NameControl);
        }
        if super::invalid::seen(name) != name {
            return Err(FileFault::NameUnseen);
        }
        if name.len() > Self::LIMIT {
            return Err(FileFault::NameTooLong { limit: Self::LIMIT });
        }
        Ok(FileName(name.to_owned()))
    }
    /// A stored name, trusted as it is.
    pub fn stored(name: String) -> FileName {
        FileName(name)
    }
    /// The name with its ending.
    pub fn as_str(&self) -> &str {
        &self.0
    }
    /// What two names are compared by: whether letters are small or large does not tell them apart, nor whether a letter with an accent is
    /// written as one sign or as two. On many a disk they would be one file.
    pub fn folded(&self) -> String {
        self.0.split_inclusive(|c: char| c.is_ascii() && !c.is_ascii_alphanumeric()).map(folded).collect()
    }
    /// What stands behind the last dot, in small letters; empty where nothing does.
    pub fn ending(&self) -> String {
        self.0.rsplit_once('.').map_or(String::new(), |(_, ending)| ending.to_ascii_lowercase())
    }
}

/// A run of letters and the sign that ends it, by the mapping that names of hosts go through (UTS 46: composed, and of one case). What has
/// no place in those stays.
fn folded(piece: &str) -> String {
    let sign = piece.chars().last().filter(|c| c.is_ascii() && !c.is_ascii_alphanumeric());
    let letters = &piece[..piece.len() - sign.map_or(0, char::len_utf8)];
    let mapped = if letters.is_ascii() { letters.to_owned() } else { idna::domain_to_unicode(letters).0 };
    let lost = mapped.contains('\u{fffd}') && !letters.contains('\u{fffd}');
    let mut folded = if lost { letters.to_lowercase() } else { mapped.to_lowercase() };
    folded.extend(sign);
    folded
}

impl std::fmt::Display for FileName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}
