//! A version while it is written: begun, filled, submitted, or thrown away.

use super::model::{FileLanguage, MOST_FILES, Version, VersionFile, VersionState};
use super::{store, tracks};
use crate::access::{Action, Context, Denied, require};
use crate::db::Conn;
use crate::domain::deliverables::model::{Deliverable, DeliverableError, DeliverableState};
use crate::domain::deliverables::reviews;
use crate::domain::deliverables::service::seen;
use crate::domain::files::{self, StoredFile};
use crate::domain::history::{self, Change, Entity, Record};
use crate::domain::programme;
use crate::kernel::files::{FileFault, FileName};
use crate::kernel::ids::{FileId, PublicId};

type Result<T> = std::result::Result<T, DeliverableError>;

/// A file on its way into a version: looked at, noted, and in the store.
#[derive(Clone, Debug)]
pub struct Adding {
    pub file: FileId,
    pub stored: StoredFile,
    pub name: FileName,
    pub language: FileLanguage,
}

/// Begins the next version. What was only outlined is a draft from then on.
pub fn begin(conn: &mut Conn, cx: &Context, of: &Deliverable, notes: &str) -> Result<Version> {
    require(&cx.actor, Action::UploadVersion, of.scope())?;
    let now = tracks::lock(conn, of)?;
    seen(cx, &now)?;
    if matches!(now.state, DeliverableState::Withdrawn | DeliverableState::Superseded) {
        return Err(DeliverableError::NoWay { from: now.state, to: DeliverableState::Draft });
    }
    if store::under_way(conn, of.id)?.is_some() {
        return Err(DeliverableError::VersionUnderWay);
    }
    let number = store::last_number(conn, of.id)? + 1;
    let id = store::insert(conn, cx.now, (of.id, number), notes, cx.actor.account())?;
    let record = about(&now, "version-begun");
    history::record(conn, cx, record.changes([Change::of("version", "", number), Change::of("notes", "", notes)]))?;
    if now.state == DeliverableState::Outlined {
        tracks::move_to(conn, cx, &now, DeliverableState::Draft)?;
    }
    found(conn, of, id)
}

/// Adds a file to the draft. Of one name there is one in each language, however it is written.
pub fn add_file(conn: &mut Conn, cx: &Context, of: &Deliverable, number: i32, new: &Adding) -> Result<VersionFile> {
    let version = open(conn, cx, of, number)?;
    let there = store::files(conn, &[version.id])?;
    if there.len() >= MOST_FILES {
        return Err(FileFault::TooManyFiles { limit: MOST_FILES }.refused(new.name.as_str()).into());
    }
    let name = new.name.folded();
    if there.iter().any(|f| f.language == new.language && f.name.folded() == name) {
        return Err(FileFault::SameName.refused(new.name.as_str()).into());
    }
    if !files::claim(conn, cx, new.file)? {
        return Err(DeliverableError::BringAgain);
    }
    let id = store::insert_file(conn, cx.now, version.id, new, cx.actor.account())?;
    let record = about(of, "file-added");
    let changes = [
        Change::of("version", "", number),
        Change::of("file", "", &new.name),
        Change::of("language", "", new.language),
    ];
    history::record(conn, cx, record.changes(changes))?;
    let added = store::files(conn, &[version.id])?.into_iter().find(|f| f.id == id);
    Ok(added.ok_or(Denied::NotFound)?)
}

/// Adds several, as they were brought together.
pub fn add_files(conn: &mut Conn, cx: &Context, of: &Deliverable, number: i32, new: &[Adding]) -> Result<()> {
    open(conn, cx, of, number)?;
    if !files::claim_all(conn, cx, new.iter().map(|one| one.file))? {
        return Err(DeliverableError::BringAgain);
    }
    for one in new {
        add_file(conn, cx, of, number, one)?;
    }
    Ok(())
}

/// Takes a file out of the draft. Its content goes with the last that points at it.
pub fn remove_file(conn: &mut Conn, cx: &Context, of: &Deliverable, number: i32, file: &PublicId) -> Result<()> {
    let version = open(conn, cx, of, number)?;
    let file = store::files(conn, &[version.id])?.into_iter().find(|f| f.public_id == *file).ok_or(Denied::NotFound)?;
    store::delete_file(conn, file.id)?;
    let record = about(of, "file-removed");
    let changes = [
        Change::of("version", "", number),
        Change::of("file", &file.name, ""),
        Change::of("language", "", file.language),
    ];
    history::record(conn, cx, record.changes(changes))?;
    Ok(())
}

/// Says anew what changed.
pub fn set_notes(
    conn: &mut Conn,
    cx: &Context,
    of: &Deliverable,
    (number, seen): (i32, i64),
    notes: &str,
) -> Result<()> {
    let version = open(conn, cx, of, number)?;
    if version.notes == notes {
        // Nothing to write, for whoever has seen the newest.
        return if version.version == seen { Ok(()) } else { Err(DeliverableError::Stale) };
    }
    if !store::update_notes(conn, (version.id, seen), notes)? {
        return Err(DeliverableError::Stale);
    }
    let record = about(of, "version-edited").part(&version.public_id, seen + 1);
    let changes = [Change::of("version", "", number), Change::of("notes", &version.notes, notes)];
    history::record(conn, cx, record.changes(changes))?;
    Ok(())
}

/// Throws the draft away with its files.
pub fn discard(conn: &mut Conn, cx: &Context, of: &Deliverable, number: i32) -> Result<()> {
    let version = open(conn, cx, of, number)?;
    store::delete(conn, version.id)?;
    let record = about(of, "version-discarded");
    history::record(conn, cx, record.changes([Change::of("version", number, "")]))?;
    Ok(())
}

/// Hands the draft to its reviewers: nothing of it changes any more.
pub fn submit(conn: &mut Conn, cx: &Context, of: &Deliverable, number: i32) -> Result<()> {
    let version = open(conn, cx, of, number)?;
    let now = tracks::lock(conn, of)?;
    submitted(conn, cx, &now, &version)
}

/// The deliverable is locked, the version is its draft.
pub(super) fn submitted(conn: &mut Conn, cx: &Context, of: &Deliverable, version: &Version) -> Result<()> {
    if store::files(conn, &[version.id])?.is_empty() {
        return Err(DeliverableError::NoVersion);
    }
    reviews::reachable(conn, of, version)?;
    store::submit(conn, version.id, cx.now)?;
    let record = about(of, "submitted").part(&version.public_id, version.version + 1);
    history::record(conn, cx, record.changes([Change::of("version", "", version.number)]))?;
    if of.state.is_open() && of.state != DeliverableState::InReview {
        tracks::move_to(conn, cx, of, DeliverableState::InReview)?;
    }
    reviews::ask(conn, cx, of, version)
}

/// The draft of this number, with the right to work on it. The deliverable's row is locked.
fn open(conn: &mut Conn, cx: &Context, of: &Deliverable, number: i32) -> Result<Version> {
    require(&cx.actor, Action::UploadVersion, of.scope())?;
    // A file takes its time to come in: the programme may have been closed meanwhile.
    programme::open(conn, of.programme)?;
    let now = tracks::lock(conn, of)?;
    seen(cx, &now)?;
    let version = store::by_number(conn, of.id, number)?.ok_or(Denied::NotFound)?;
    if version.state == VersionState::Draft { Ok(version) } else { Err(DeliverableError::Closed) }
}

fn found(conn: &mut Conn, of: &Deliverable, id: crate::kernel::ids::VersionId) -> Result<Version> {
    Ok(store::of(conn, of.id)?.into_iter().find(|v| v.id == id).ok_or(Denied::NotFound)?)
}

fn about(of: &Deliverable, action: &'static str) -> Record {
    Record::new(Entity::Deliverable, of.id.raw(), action).within(of.programme, of.city)
}
