use crate::db::types::text_enum;
use crate::domain::files::{FileKind, Pixels};
use crate::kernel::files::FileName;
use crate::kernel::ids::{AccountId, DeliverableId, PublicId, VersionFileId, VersionId};
use crate::kernel::invalid::{Invalid, line};
use crate::kernel::time::Instant;

text_enum! {
    /// Where a version stands.
    pub enum VersionState {
        Draft = "draft",
        InReview = "in-review",
        /// A reviewer asked for changes, or it was called back: the next version has them.
        Returned = "returned",
        /// The deliverable's own.
        Approved = "approved",
        /// Was approved until a later one was.
        Superseded = "superseded",
        /// The approval was taken back, or the deliverable is no longer asked for.
        Withdrawn = "withdrawn",
    }
}

impl VersionState {
    /// Whether it is the one being worked on.
    pub const fn is_under_way(self) -> bool {
        matches!(self, VersionState::Draft | VersionState::InReview)
    }
}

text_enum! {
    /// The language of a file.
    pub enum FileLanguage {
        /// Of none, or of several: maps, charts, bilingual reports.
        Mul = "mul",
        En = "en",
        Fr = "fr",
        Zh = "zh",
        De = "de",
    }
}

/// A member as their work shows them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Writer {
    pub id: AccountId,
    pub public_id: PublicId,
    pub name: String,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Version {
    pub id: VersionId,
    pub public_id: PublicId,
    pub version: i64,
    pub deliverable: DeliverableId,
    /// 1, 2, 3 …
    pub number: i32,
    pub state: VersionState,
    /// What changed, in one line of its author's language.
    pub notes: String,
    pub author: Option<Writer>,
    /// Reviews of an earlier round do not count: it was taken back since.
    pub round: i32,
    pub created_at: Instant,
    pub submitted_at: Option<Instant>,
    pub decided_at: Option<Instant>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct VersionFile {
    pub id: VersionFileId,
    pub public_id: PublicId,
    pub version: VersionId,
    pub language: FileLanguage,
    pub name: FileName,
    pub kind: FileKind,
    pub size: i64,
    pub hash: String,
    pub pixels: Option<Pixels>,
    pub added_by: Option<AccountId>,
    pub created_at: Instant,
}

/// Files of one version.
pub const MOST_FILES: usize = 100;
/// Characters of what changed.
pub const NOTES: usize = 500;

/// What changed, as typed.
pub fn notes(text: &str) -> Result<String, Invalid> {
    line(text, NOTES).map_err(|reason| Invalid::one("notes", reason))
}
