use diesel::prelude::*;

use super::batch::Judged;
use super::editing::Settings;
use super::model::{Counts, Import, Line, Mapping, Pass, State, Verdict, Why};
use super::running::{Lease, Progress};
use super::service::Upload;
use crate::access::Context;
use crate::db::conn::{MultiBackend, each};
use crate::db::schema::{accounts, import_lines, imports};
use crate::db::types::Json;
use crate::db::{Conn, DbError, Stored};
use crate::kernel::ids::{AccountId, ImportId, PublicId};
use crate::kernel::page::{Page, PageRequest};
use crate::kernel::time::Instant;
use crate::tables::{Encoding, Format, Separator};

#[derive(Insertable)]
#[diesel(table_name = imports, treat_none_as_default_value = false)]
struct NewRow<'a> {
    public_id: PublicId,
    version: i64,
    account_id: Option<AccountId>,
    file_name: &'a str,
    stored_name: &'a str,
    bytes: i64,
    format: &'static str,
    encoding: &'static str,
    separator: &'static str,
    sheet: Option<&'a str>,
    header_line: Option<i64>,
    mapping: Json,
    state: State,
    mode: Pass,
    bytes_read: i64,
    lines_done: i64,
    lines_new: i64,
    lines_changed: i64,
    lines_same: i64,
    lines_refused: i64,
    created_at: Instant,
}

pub(super) fn insert(conn: &mut Conn, cx: &Context, upload: &Upload) -> Stored<(ImportId, PublicId)> {
    let public_id = PublicId::random();
    let row = NewRow {
        public_id: public_id.clone(),
        version: 1,
        account_id: cx.actor.account(),
        file_name: &upload.file_name,
        stored_name: upload.stored_name.as_deref().unwrap_or(""),
        bytes: i64::try_from(upload.bytes).unwrap_or(i64::MAX),
        format: if upload.format == Format::Csv { "csv" } else { "xlsx" },
        encoding: upload.settings.encoding.map_or("", Encoding::label),
        separator: upload.settings.separator.map_or("", Separator::label),
        sheet: upload.settings.sheet.as_deref(),
        header_line: kept_line(&upload.settings),
        mapping: Json::of(&upload.settings.mapping)?,
        state: State::Uploaded,
        mode: Pass::Dry,
        bytes_read: 0,
        lines_done: 0,
        lines_new: 0,
        lines_changed: 0,
        lines_same: 0,
        lines_refused: 0,
        created_at: cx.now,
    };
    let id = diesel::insert_into(imports::table).values(&row).returning(imports::id).get_result(conn)?;
    Ok((id, public_id))
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = imports)]
struct Row {
    id: ImportId,
    public_id: PublicId,
    version: i64,
    file_name: String,
    stored_name: String,
    bytes: i64,
    encoding: String,
    separator: String,
    sheet: Option<String>,
    header_line: Option<i64>,
    mapping: Json,
    state: State,
    mode: Pass,
    stop_asked_at: Option<Instant>,
    bytes_read: i64,
    lines_done: i64,
    lines_new: i64,
    lines_changed: i64,
    lines_same: i64,
    lines_refused: i64,
    fault: Option<Json>,
    created_at: Instant,
    finished_at: Option<Instant>,
}

fn read((row, by): (Row, Option<String>)) -> Stored<Import> {
    let counted =
        Counts { new: row.lines_new, changed: row.lines_changed, same: row.lines_same, refused: row.lines_refused };
    // Whoever begins makes these columns anew; until then they are of the run before.
    let fresh = row.state == State::Waiting && row.lines_done == 0;
    Ok(Import {
        id: row.id,
        public_id: row.public_id,
        version: row.version,
        by,
        file_name: row.file_name,
        stored_name: Some(row.stored_name).filter(|name| !name.is_empty()),
        bytes: row.bytes,
        settings: Settings {
            encoding: Encoding::from_label(&row.encoding),
            separator: Separator::from_label(&row.separator),
            sheet: row.sheet,
            header_line: row.header_line.and_then(|line| u64::try_from(line).ok()),
            mapping: row.mapping.read::<Mapping>()?,
        },
        state: row.state,
        pass: row.mode,
        stop_asked: row.stop_asked_at.is_some(),
        bytes_read: if fresh { 0 } else { row.bytes_read },
        lines_done: row.lines_done,
        counts: if fresh { Counts::default() } else { counted },
        tried: Some(counted).filter(|counts| fresh && counts.total() > 0),
        fault: row.fault.map(|fault| fault.read::<Why>()).transpose()?,
        created_at: row.created_at,
        finished_at: row.finished_at,
    })
}

/// Imports with the names of those who brought them.
macro_rules! selected {
    () => {
        imports::table
            .left_join(accounts::table)
            .select((Row::as_select(), accounts::name.nullable()))
            .into_boxed::<MultiBackend>()
    };
}

fn one(found: Option<(Row, Option<String>)>) -> Stored<Import> {
    found.ok_or(DbError::NotFound).and_then(read)
}

pub(super) fn by_id(conn: &mut Conn, id: ImportId) -> Stored<Import> {
    one(selected!().filter(imports::id.eq(id)).first(conn).optional()?)
}

pub(super) fn by_public_id(conn: &mut Conn, id: &PublicId) -> Stored<Import> {
    one(selected!().filter(imports::public_id.eq(id.clone())).first(conn).optional()?)
}

pub(super) fn list(conn: &mut Conn, page: PageRequest) -> Stored<Page<Import>> {
    let mut query = selected!();
    if let Some(after) = page.after {
        query = query.filter(imports::id.lt(ImportId::new(after)));
    }
    let rows: Vec<(Row, Option<String>)> = query.order(imports::id.desc()).limit(page.limit + 1).load(conn)?;
    let items = rows.into_iter().map(read).collect::<Stored<Vec<Import>>>()?;
    Ok(Page::cut(items, page, |import| import.id.raw()))
}

fn kept_line(settings: &Settings) -> Option<i64> {
    settings.header_line.and_then(|line| i64::try_from(line).ok())
}

/// Writes the settings over the version that was seen; says whether it still stood.
pub(super) fn set_settings(conn: &mut Conn, id: ImportId, version: i64, settings: &Settings) -> Stored<bool> {
    let written = diesel::update(imports::table.find(id).filter(imports::version.eq(version)))
        .set((
            imports::version.eq(version + 1),
            imports::encoding.eq(settings.encoding.map_or("", Encoding::label)),
            imports::separator.eq(settings.separator.map_or("", Separator::label)),
            imports::sheet.eq(settings.sheet.as_deref()),
            imports::header_line.eq(kept_line(settings)),
            imports::mapping.eq(Json::of(&settings.mapping)?),
            imports::state.eq(State::Uploaded),
            imports::mode.eq(Pass::Dry),
            imports::fault.eq(None::<String>),
        ))
        .execute(conn)?;
    Ok(written == 1)
}

/// Says whether the import still stood as it was read. A write run goes on behind what an earlier one has done.
pub(super) fn set_waiting(conn: &mut Conn, import: &Import, pass: Pass) -> Stored<bool> {
    let goes_on = pass == Pass::Write && import.pass == Pass::Write;
    let done = if goes_on { import.lines_done } else { 0 };
    let written = diesel::update(imports::table.find(import.id).filter(imports::version.eq(import.version)))
        .set((
            imports::version.eq(import.version + 1),
            imports::state.eq(State::Waiting),
            imports::mode.eq(pass),
            imports::lines_done.eq(done),
            imports::stop_asked_at.eq(None::<i64>),
            imports::fault.eq(None::<String>),
            imports::finished_at.eq(None::<i64>),
        ))
        .execute(conn)?;
    Ok(written == 1)
}

pub(super) fn ask_to_stop(conn: &mut Conn, id: ImportId, at: Instant) -> Stored<()> {
    let next = imports::version.eq(imports::version + 1);
    diesel::update(imports::table.find(id)).set((next, imports::stop_asked_at.eq(at))).execute(conn)?;
    diesel::update(imports::table.find(id).filter(imports::state.eq(State::Waiting)))
        .set(imports::state.eq(State::Stopped))
        .execute(conn)?;
    Ok(())
}

/// Nothing runs it and somebody could: it waits, or the lease of who ran it is over.
pub(super) fn claimable(conn: &mut Conn, now: Instant) -> Stored<Vec<Import>> {
    let left = imports::state.eq(State::Running).and(imports::leased_until.lt(now));
    let rows: Vec<(Row, Option<String>)> = selected!()
        .filter(imports::stored_name.ne(""))
        .filter(imports::state.eq(State::Waiting).or(left.assume_not_null()))
        .order(imports::id.asc())
        .load(conn)?;
    rows.into_iter().map(read).collect()
}

pub(super) fn take_lease(conn: &mut Conn, id: ImportId, lease: &Lease, now: Instant) -> Stored<bool> {
    let left = imports::state.eq(State::Running).and(imports::leased_until.lt(now));
    let free = imports::state.eq(State::Waiting).or(left.assume_not_null());
    let taken = diesel::update(imports::table.filter(imports::id.eq(id)).filter(free))
        .set((
            imports::version.eq(imports::version + 1),
            imports::state.eq(State::Running),
            imports::leased_by.eq(&lease.by),
            imports::leased_until.eq(now.plus_seconds(lease.seconds)),
        ))
        .execute(conn)?;
    Ok(taken == 1)
}

/// Begins a pass anew: no line counts yet.
pub(super) fn restart(conn: &mut Conn, import: &Import) -> Stored<()> {
    delete_lines(conn, import.id)?;
    let none = Progress { bytes_read: 0, lines_done: 0, counts: Counts::default(), stop_asked: false };
    set_progress(conn, import.id, &none)
}

/// Renews the lease and gives what is done so far; none when the lease is another's.
pub(super) fn hold(conn: &mut Conn, id: ImportId, lease: &Lease, now: Instant) -> Stored<Option<Progress>> {
    let held = imports::table
        .filter(imports::id.eq(id))
        .filter(imports::leased_by.eq(&lease.by))
        .filter(imports::state.eq(State::Running));
    let renewed = diesel::update(held).set(imports::leased_until.eq(now.plus_seconds(lease.seconds))).execute(conn)?;
    if renewed == 0 {
        return Ok(None);
    }
    let import = by_id(conn, id)?;
    Ok(Some(Progress {
        bytes_read: import.bytes_read,
        lines_done: import.lines_done,
        counts: import.counts,
        stop_asked: import.stop_asked,
    }))
}

pub(super) fn set_progress(conn: &mut Conn, id: ImportId, progress: &Progress) -> Stored<()> {
    diesel::update(imports::table.find(id))
        .set((
            imports::version.eq(imports::version + 1),
            imports::bytes_read.eq(progress.bytes_read),
            imports::lines_done.eq(progress.lines_done),
            imports::lines_new.eq(progress.counts.new),
            imports::lines_changed.eq(progress.counts.changed),
            imports::lines_same.eq(progress.counts.same),
            imports::lines_refused.eq(progress.counts.refused),
        ))
        .execute(conn)?;
    Ok(())
}

pub(super) fn set_ended(conn: &mut Conn, id: ImportId, state: State, fault: Option<&Why>, now: Instant) -> Stored<()> {
    diesel::update(imports::table.find(id))
        .set((
            imports::version.eq(imports::version + 1),
            imports::state.eq(state),
            imports::fault.eq(fault.map(Json::of).transpose()?),
            imports::finished_at.eq(now),
            imports::leased_by.eq(None::<String>),
            imports::leased_until.eq(None::<i64>),
        ))
        .execute(conn)?;
    Ok(())
}

pub(super) fn give_back(conn: &mut Conn, id: ImportId, lease: &Lease) -> Stored<()> {
    let held = imports::table.filter(imports::id.eq(id)).filter(imports::leased_by.eq(&lease.by));
    diesel::update(held.filter(imports::state.eq(State::Running)))
        .set((
            imports::version.eq(imports::version + 1),
            imports::state.eq(State::Waiting),
            imports::leased_by.eq(None::<String>),
            imports::leased_until.eq(None::<i64>),
        ))
        .execute(conn)?;
    Ok(())
}

#[derive(Insertable)]
#[diesel(table_name = import_lines, treat_none_as_default_value = false)]
pub(super) struct LineRow {
    import_id: ImportId,
    mode: Pass,
    line: i64,
    verdict: Verdict,
    reasons: Json,
    cells: Json,
}

pub(super) fn line_row(import: ImportId, pass: Pass, line: &Judged<'_>, counts: &Counts) -> Stored<LineRow> {
    Ok(LineRow {
        import_id: import,
        mode: pass,
        line: i64::try_from(line.entry.line).unwrap_or(i64::MAX),
        verdict: line.verdict,
        reasons: Json::of(&line.reasons)?,
        cells: Json::of(&line.cells(counts))?,
    })
}

/// Six values a row; SQLite allows 32,766 a statement.
const ROWS: usize = 2_000;

pub(super) fn insert_lines(conn: &mut Conn, rows: &[LineRow]) -> Stored<()> {
    for batch in rows.chunks(ROWS) {
        each!(conn, c => diesel::insert_into(import_lines::table).values(batch).execute(c))?;
    }
    Ok(())
}

pub(super) fn delete_lines(conn: &mut Conn, id: ImportId) -> Stored<()> {
    diesel::delete(import_lines::table.filter(import_lines::import_id.eq(id))).execute(conn)?;
    Ok(())
}

pub(super) fn lines(
    conn: &mut Conn,
    id: ImportId,
    pass: Pass,
    verdict: Verdict,
    page: PageRequest,
) -> Stored<Page<Line>> {
    type Found = (i64, i64, Verdict, Json, Json);
    let rows: Vec<Found> = import_lines::table
        .filter(import_lines::import_id.eq(id))
        .filter(import_lines::mode.eq(pass))
        .filter(import_lines::verdict.eq(verdict))
        .filter(import_lines::id.gt(page.after.unwrap_or(0)))
        .order(import_lines::id.asc())
        .limit(page.limit + 1)
        .select((
            import_lines::id,
            import_lines::line,
            import_lines::verdict,
            import_lines::reasons,
            import_lines::cells,
        ))
        .load(conn)?;
    let read = |(id, line, verdict, reasons, cells): Found| {
        Ok(Line { id, line, verdict, reasons: reasons.read()?, cells: cells.read()? })
    };
    let items = rows.into_iter().map(read).collect::<Stored<Vec<Line>>>()?;
    Ok(Page::cut(items, page, |line| line.id))
}
