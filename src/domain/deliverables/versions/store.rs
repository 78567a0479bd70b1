use std::collections::HashMap;

use diesel::prelude::*;

use super::draft::Adding;
use super::model::{FileLanguage, Version, VersionFile, VersionState, Writer};
use crate::db::schema::{accounts, deliverable_files, deliverable_reviews, deliverable_versions, files};
use crate::db::{Conn, Stored};
use crate::domain::files::{FileKind, Pixels};
use crate::kernel::files::FileName;
use crate::kernel::ids::{AccountId, DeliverableId, FileId, PublicId, VersionFileId, VersionId};
use crate::kernel::time::Instant;

#[derive(Queryable)]
struct Row {
    id: VersionId,
    public_id: PublicId,
    version: i64,
    deliverable: DeliverableId,
    number: i32,
    state: VersionState,
    notes: String,
    _author: Option<AccountId>,
    round: i32,
    created_at: Instant,
    submitted_at: Option<Instant>,
    decided_at: Option<Instant>,
}

type WriterRow = (AccountId, PublicId, String);

fn entity((row, author): (Row, Option<WriterRow>)) -> Version {
    Version {
        id: row.id,
        public_id: row.public_id,
        version: row.version,
        deliverable: row.deliverable,
        number: row.number,
        state: row.state,
        notes: row.notes,
        author: author.map(|(id, public_id, name)| Writer { id, public_id, name }),
        round: row.round,
        created_at: row.created_at,
        submitted_at: row.submitted_at,
        decided_at: row.decided_at,
    }
}

/// All of a deliverable, the newest first.
pub fn of(conn: &mut Conn, deliverable: DeliverableId) -> Stored<Vec<Version>> {
    let rows: Vec<(Row, Option<WriterRow>)> = deliverable_versions::table
        .left_join(accounts::table)
        .filter(deliverable_versions::deliverable_id.eq(deliverable))
        .order(deliverable_versions::number.desc())
        .select((deliverable_versions::all_columns, (accounts::id, accounts::public_id, accounts::name).nullable()))
        .load(conn)?;
    Ok(rows.into_iter().map(entity).collect())
}

pub fn by_number(conn: &mut Conn, deliverable: DeliverableId, number: i32) -> Stored<Option<Version>> {
    Ok(of(conn, deliverable)?.into_iter().find(|v| v.number == number))
}

pub fn by_id(conn: &mut Conn, id: VersionId) -> Stored<Option<Version>> {
    Ok(by_ids(conn, &[id])?.remove(&id))
}

/// Several of them in one statement.
pub fn by_ids(conn: &mut Conn, ids: &[VersionId]) -> Stored<HashMap<VersionId, Version>> {
    let rows: Vec<(Row, Option<WriterRow>)> = deliverable_versions::table
        .left_join(accounts::table)
        .filter(deliverable_versions::id.eq_any(ids.to_vec()))
        .select((deliverable_versions::all_columns, (accounts::id, accounts::public_id, accounts::name).nullable()))
        .load(conn)?;
    Ok(rows.into_iter().map(entity).map(|version| (version.id, version)).collect())
}

/// The draft or the one in review, of which there is one at most.
pub fn under_way(conn: &mut Conn, deliverable: DeliverableId) -> Stored<Option<Version>> {
    Ok(of(conn, deliverable)?.into_iter().find(|v| v.state.is_under_way()))
}

/// The version in a state that only one can have.
pub fn in_state(conn: &mut Conn, deliverable: DeliverableId, state: VersionState) -> Stored<Option<Version>> {
    Ok(of(conn, deliverable)?.into_iter().find(|v| v.state == state))
}

pub fn last_number(conn: &mut Conn, deliverable: DeliverableId) -> Stored<i32> {
    let last: Option<i32> = deliverable_versions::table
        .filter(deliverable_versions::deliverable_id.eq(deliverable))
        .select(diesel::dsl::max(deliverable_versions::number))
        .first(conn)?;
    Ok(last.unwrap_or(0))
}

#[derive(Insertable)]
#[diesel(table_name = deliverable_versions)]
struct Values<'a> {
    public_id: PublicId,
    version: i64,
    deliverable_id: DeliverableId,
    number: i32,
    state: VersionState,
    notes: &'a str,
    author_id: Option<AccountId>,
    round: i32,
    created_at: Instant,
}

pub(super) fn insert(
    conn: &mut Conn,
    now: Instant,
    (deliverable, number): (DeliverableId, i32),
    notes: &str,
    author: Option<AccountId>,
) -> Stored<VersionId> {
    let row = Values {
        public_id: PublicId::random(),
        version: 1,
        deliverable_id: deliverable,
        number,
        state: VersionState::Draft,
        notes,
        author_id: author,
        round: 1,
        created_at: now,
    };
    Ok(diesel::insert_into(deliverable_versions::table)
        .values(&row)
        .returning(deliverable_versions::id)
        .get_result(conn)?)
}

pub(super) fn update_notes(conn: &mut Conn, (id, seen): (VersionId, i64), notes: &str) -> Stored<bool> {
    let target = deliverable_versions::table
        .filter(deliverable_versions::id.eq(id))
        .filter(deliverable_versions::version.eq(seen));
    let set = (deliverable_versions::notes.eq(notes), deliverable_versions::version.eq(seen + 1));
    Ok(diesel::update(target).set(set).execute(conn)? == 1)
}

pub(super) fn submit(conn: &mut Conn, id: VersionId, now: Instant) -> Stored<()> {
    diesel::update(deliverable_versions::table.filter(deliverable_versions::id.eq(id)))
        .set((
            deliverable_versions::state.eq(VersionState::InReview),
            deliverable_versions::submitted_at.eq(now),
            deliverable_versions::version.eq(deliverable_versions::version + 1),
        ))
        .execute(conn)?;
    Ok(())
}

pub(in crate::domain::deliverables) fn set_state(
    conn: &mut Conn,
    id: VersionId,
    state: VersionState,
    now: Instant,
) -> Stored<()> {
    diesel::update(deliverable_versions::table.filter(deliverable_versions::id.eq(id)))
        .set((
            deliverable_versions::state.eq(state),
            deliverable_versions::decided_at.eq(now),
            deliverable_versions::version.eq(deliverable_versions::version + 1),
        ))
        .execute(conn)?;
    Ok(())
}

/// Into review once more: what was said before does not count.
pub(super) fn reopen(conn: &mut Conn, id: VersionId, now: Instant) -> Stored<()> {
    diesel::update(deliverable_versions::table.filter(deliverable_versions::id.eq(id)))
        .set((
            deliverable_versions::state.eq(VersionState::InReview),
            deliverable_versions::round.eq(deliverable_versions::round + 1),
            deliverable_versions::submitted_at.eq(now),
            deliverable_versions::decided_at.eq(None::<Instant>),
            deliverable_versions::version.eq(deliverable_versions::version + 1),
        ))
        .execute(conn)?;
    Ok(())
}

/// With its files and what was said of it; only a draft is deleted.
pub(super) fn delete(conn: &mut Conn, id: VersionId) -> Stored<()> {
    diesel::delete(deliverable_files::table.filter(deliverable_files::version_id.eq(id))).execute(conn)?;
    diesel::delete(deliverable_reviews::table.filter(deliverable_reviews::version_id.eq(id))).execute(conn)?;
    diesel::delete(deliverable_versions::table.filter(deliverable_versions::id.eq(id))).execute(conn)?;
    Ok(())
}

/// What a file's row is read from.
macro_rules! file_query {
    ($query:expr) => {
        $query.select((
            deliverable_files::id,
            deliverable_files::public_id,
            deliverable_files::version_id,
            deliverable_files::language,
            deliverable_files::name,
            deliverable_files::kind,
            (deliverable_files::width, deliverable_files::height),
            deliverable_files::added_by,
            deliverable_files::created_at,
            (files::size, files::hash),
        ))
    };
}
type FileRow = (
    VersionFileId,
    PublicId,
    VersionId,
    FileLanguage,
    String,
    FileKind,
    (Option<i32>, Option<i32>),
    Option<AccountId>,
    Instant,
    (i64, String),
);

fn file_entity(row: FileRow) -> VersionFile {
    let (id, public_id, version, language, name, kind, (width, height), added_by, created_at, (size, hash)) = row;
    let pixels = width.zip(height).map(|(width, height)| Pixels { width, height });
    let name = FileName::stored(name);
    VersionFile { id, public_id, version, language, name, kind, size, hash, pixels, added_by, created_at }
}

/// The files of these versions, by language and name.
pub fn files(conn: &mut Conn, versions: &[VersionId]) -> Stored<Vec<VersionFile>> {
    let rows: Vec<FileRow> = file_query!(
        deliverable_files::table
            .inner_join(files::table)
            .filter(deliverable_files::version_id.eq_any(versions.to_vec()))
            .order((deliverable_files::language, deliverable_files::name, deliverable_files::id))
    )
    .load(conn)?;
    Ok(rows.into_iter().map(file_entity).collect())
}

pub fn file(conn: &mut Conn, deliverable: DeliverableId, id: &PublicId) -> Stored<Option<VersionFile>> {
    let row: Option<FileRow> = file_query!(
        deliverable_files::table
            .inner_join(files::table)
            .inner_join(deliverable_versions::table)
            .filter(deliverable_versions::deliverable_id.eq(deliverable))
            .filter(deliverable_files::public_id.eq(id))
    )
    .first(conn)
    .optional()?;
    Ok(row.map(file_entity))
}

#[derive(Insertable)]
#[diesel(table_name = deliverable_files)]
struct FileValues<'a> {
    public_id: PublicId,
    version_id: VersionId,
    file_id: FileId,
    language: FileLanguage,
    name: &'a str,
    kind: FileKind,
    width: Option<i32>,
    height: Option<i32>,
    added_by: Option<AccountId>,
    created_at: Instant,
}

pub(super) fn insert_file(
    conn: &mut Conn,
    now: Instant,
    version: VersionId,
    new: &Adding,
    by: Option<AccountId>,
) -> Stored<VersionFileId> {
    let row = FileValues {
        public_id: PublicId::random(),
        version_id: version,
        file_id: new.file,
        language: new.language,
        name: new.name.as_str(),
        kind: new.stored.kind,
        width: new.stored.pixels.map(|p| p.width),
        height: new.stored.pixels.map(|p| p.height),
        added_by: by,
        created_at: now,
    };
    Ok(diesel::insert_into(deliverable_files::table).values(&row).returning(deliverable_files::id).get_result(conn)?)
}

pub(super) fn delete_file(conn: &mut Conn, id: VersionFileId) -> Stored<()> {
    diesel::delete(deliverable_files::table.filter(deliverable_files::id.eq(id))).execute(conn)?;
    Ok(())
}

/// Who wrote a version: whoever began it, and whoever brought one of its files.
pub fn authors(conn: &mut Conn, version: &Version) -> Stored<Vec<AccountId>> {
    Ok(authors_of(conn, &[version])?.remove(&version.id).unwrap_or_default())
}

/// Of several versions in one statement.
pub fn authors_of(conn: &mut Conn, versions: &[&Version]) -> Stored<HashMap<VersionId, Vec<AccountId>>> {
    let ids: Vec<VersionId> = versions.iter().map(|version| version.id).collect();
    let added: Vec<(VersionId, Option<AccountId>)> = deliverable_files::table
        .filter(deliverable_files::version_id.eq_any(ids))
        .select((deliverable_files::version_id, deliverable_files::added_by))
        .distinct()
        .load(conn)?;
    let began = versions.iter().map(|version| (version.id, version.author.as_ref().map(|author| author.id)));
    let mut authors: HashMap<VersionId, Vec<AccountId>> = HashMap::new();
    for (version, author) in began.chain(added) {
        authors.entry(version).or_default().extend(author);
    }
    for own in authors.values_mut() {
        own.sort();
        own.dedup();
    }
    Ok(authors)
}
