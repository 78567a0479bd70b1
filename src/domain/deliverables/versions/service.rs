//! Versions as they are read: by whoever may see the deliverable, and by nobody else.

use super::model::{Version, VersionFile, VersionState};
use super::store;
use crate::access::{Context, Denied};
use crate::db::Conn;
use crate::domain::deliverables::model::{Deliverable, DeliverableError};
use crate::domain::deliverables::service::seen;
use crate::kernel::ids::{AccountId, PublicId};

type Result<T> = std::result::Result<T, DeliverableError>;

/// A version with its files.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct VersionView {
    pub version: Version,
    /// By language, then by name.
    pub files: Vec<VersionFile>,
}

impl VersionView {
    pub fn bytes(&self) -> i64 {
        self.files.iter().map(|f| f.size).sum()
    }
    /// Whether somebody wrote it, or brought one of its files.
    pub fn is_work_of(&self, account: AccountId) -> bool {
        self.version.author.as_ref().is_some_and(|a| a.id == account)
            || self.files.iter().any(|f| f.added_by == Some(account))
    }
}

/// All versions of a deliverable, the newest first.
pub fn list(conn: &mut Conn, cx: &Context, of: &Deliverable) -> Result<Vec<VersionView>> {
    seen(cx, of)?;
    let versions = store::of(conn, of.id)?;
    let ids: Vec<_> = versions.iter().map(|v| v.id).collect();
    let mut files = store::files(conn, &ids)?;
    let view = |version: Version| {
        let own = files.extract_if(.., |f| f.version == version.id).collect();
        VersionView { version, files: own }
    };
    Ok(versions.into_iter().map(view).collect())
}

/// One version by its number.
pub fn show(conn: &mut Conn, cx: &Context, of: &Deliverable, number: i32) -> Result<VersionView> {
    seen(cx, of)?;
    let version = store::by_number(conn, of.id, number)?.ok_or(Denied::NotFound)?;
    let files = store::files(conn, &[version.id])?;
    Ok(VersionView { version, files })
}

/// The deliverable's own version: the one approved last, if its approval stands. The caller has checked that it may be seen.
pub fn pinned(conn: &mut Conn, of: &Deliverable) -> Result<Option<VersionView>> {
    let Some(version) = store::in_state(conn, of.id, VersionState::Approved)? else { return Ok(None) };
    let files = store::files(conn, &[version.id])?;
    Ok(Some(VersionView { version, files }))
}

/// A file of one of the deliverable's versions.
pub fn file(conn: &mut Conn, cx: &Context, of: &Deliverable, id: &PublicId) -> Result<VersionFile> {
    seen(cx, of)?;
    Ok(store::file(conn, of.id, id)?.ok_or(Denied::NotFound)?)
}
