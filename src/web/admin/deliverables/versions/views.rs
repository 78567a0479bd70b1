//! Versions and files as pages show them.

use crate::domain::deliverables::versions::{VersionFile, VersionState, VersionView};
use crate::domain::files::FileKind;
use crate::files::Thumbnails;
use crate::i18n::Words;
use crate::kernel::time::{Instant, Zone};
use crate::web::files::size;
use crate::web::pieces::Mark;

/// A file as a card of the gallery.
pub struct Card {
    pub href: String,
    pub name: String,
    /// A small picture, or the drawing itself.
    pub picture: Option<String>,
    /// "PDF", "Word (DOCX)".
    pub kind: &'static str,
    /// What stands large on a card without a picture: "PDF", "DOCX".
    pub sign: String,
    /// "French", "any language".
    pub language: String,
    /// "4.2 MB · 1200 × 800".
    pub about: String,
    /// Where it is taken out, while the version is a draft.
    pub remove: Option<String>,
}

/// `files` is the address of the deliverable's files.
pub fn card(w: Words, files: &str, file: &VersionFile) -> Card {
    let href = format!("{files}/{}", file.public_id);
    let picture = match file.kind {
        FileKind::Svg => Some(format!("{href}/view")),
        kind if Thumbnails::can(kind, file.size, file.pixels) => Some(format!("{href}/thumbnail")),
        _ => None,
    };
    let bytes = size(w, file.size);
    let about = match file.pixels {
        Some(p) => format!("{bytes} · {} × {}", p.width, p.height),
        None => bytes,
    };
    Card {
        name: file.name.to_string(),
        picture,
        kind: file.kind.label(),
        sign: file.name.ending().to_uppercase(),
        language: w.t(format!("file-language-{}", file.language)),
        about,
        remove: None,
        href,
    }
}

pub fn mark(w: Words, state: VersionState) -> Mark {
    let word = w.t(format!("version-state-{state}"));
    match state {
        VersionState::Draft => Mark::planned(word),
        VersionState::InReview => Mark::under_way(word),
        VersionState::Returned => Mark::at_risk(word),
        VersionState::Approved => Mark::done(word),
        VersionState::Superseded => Mark::idle(word),
        VersionState::Withdrawn => Mark::refused(word),
    }
}

/// A version as a row.
pub struct Row {
    pub href: String,
    /// "Version 3".
    pub title: String,
    pub notes: String,
    pub mark: Mark,
    /// "2 files · 4.2 MB".
    pub about: String,
    pub author: String,
    pub ago: String,
    pub exact: String,
    pub machine: String,
}

pub fn row(w: Words, (zone, now): (Zone, Instant), address: &str, view: &VersionView) -> Row {
    let version = &view.version;
    let at = version.decided_at.or(version.submitted_at).unwrap_or(version.created_at);
    Row {
        href: format!("{address}/versions/{}", version.number),
        title: w.with("version-title", &[("number", &version.number)]),
        notes: version.notes.clone(),
        mark: mark(w, version.state),
        about: about(w, view),
        author: version.author.as_ref().map_or_else(|| w.t("programme-past-engine"), |a| a.name.clone()),
        ago: w.ago(at, now, zone),
        exact: w.exact(at, zone),
        machine: at.rfc3339(),
    }
}

pub fn about(w: Words, view: &VersionView) -> String {
    let files = w.n("version-files", view.files.len());
    if view.files.is_empty() { files } else { format!("{files} · {}", size(w, view.bytes())) }
}
