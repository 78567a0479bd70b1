//! A run: claimed by one process, settled batch by batch, ended.

use std::collections::HashSet;

use super::batch::{Batch, Judged, Seen};
use super::model::{Counts, Import, ImportError, Pass, State, Verdict, Why};
use super::service::{self, Upload};
use super::{store, store_kept};
use crate::access::{Action, Context, Scope, require};
use crate::db::{Conn, dialect};
use crate::domain::contacts::{self, Mode};
use crate::domain::history::{self, Change, Entity, Record};
use crate::kernel::ids::ImportId;
use crate::kernel::time::Instant;

/// The right to run an import for a while, renewed with each batch.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Lease {
    /// Unlike any other run's.
    pub by: String,
    /// How long it holds, in seconds.
    pub seconds: i64,
}

/// An import that this process runs now.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Begun {
    pub import: Import,
    pub lease: Lease,
}

/// How far a run is after a batch.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Progress {
    pub bytes_read: i64,
    pub lines_done: i64,
    pub counts: Counts,
    pub stop_asked: bool,
}

/// Imports that wait, or whose process went away, with the names of their files: whoever has the file may begin.
pub fn claimable(conn: &mut Conn, cx: &Context) -> Result<Vec<Import>, ImportError> {
    require(&cx.actor, Action::ImportContacts, Scope::Installation)?;
    Ok(store::claimable(conn, cx.machine)?)
}

/// Takes the lease. A dry run always begins anew, for it keeps in memory what it has seen; writing goes on behind the last batch.
/// None when another was faster.
pub fn begin(conn: &mut Conn, cx: &Context, id: ImportId, lease: Lease) -> Result<Option<Begun>, ImportError> {
    require(&cx.actor, Action::ImportContacts, Scope::Installation)?;
    if !store::take_lease(conn, id, &lease, cx.machine)? {
        return Ok(None);
    }
    let import = store::by_id(conn, id)?;
    if import.pass == Pass::Dry || import.lines_done == 0 {
        store::restart(conn, &import)?;
    }
    Ok(Some(Begun { import: store::by_id(conn, id)?, lease }))
}

/// Begins to run a file that is not kept: a command's, which ends with it.
pub fn begin_at_once(
    conn: &mut Conn,
    cx: &Context,
    upload: &Upload,
    pass: Pass,
    lease: Lease,
) -> Result<Begun, ImportError> {
    upload.settings.mapping.check()?;
    let (id, _) = service::add(conn, cx, upload)?;
    let import = store::by_id(conn, id)?;
    if !store::set_waiting(conn, &import, pass)? {
        return Err(ImportError::Stale);
    }
    begin(conn, cx, id, lease)?.ok_or(ImportError::LeaseLost)
}

/// Brings a batch in: its contacts, what is said of its lines, and the progress, all or nothing.
/// [`ImportError::LeaseLost`] when another process runs the import by now.
pub fn settle(
    conn: &mut Conn,
    cx: &Context,
    begun: &Begun,
    batch: &Batch,
    seen: &mut Seen,
) -> Result<Progress, ImportError> {
    let (id, pass) = (begun.import.id, begun.import.pass);
    // How far it is stands in the same transaction, and the end waits for the disk with all before it.
    dialect::wait_for_no_disk(conn)?;
    let Some(mut progress) = store::hold(conn, id, &begun.lease, cx.machine)? else {
        return Err(ImportError::LeaseLost);
    };
    let verdicts = contacts::upsert_batch(conn, cx, &batch.contacts, pass.mode())?;
    let mut judged = verdicts.into_iter().zip(&batch.contacts).map(|(verdict, contact)| {
        // What a batch before this one would have done stands in no database yet.
        match verdict {
            contacts::Verdict::New(_) if pass.mode() == Mode::Dry => (seen.judge(contact), Vec::new()),
            contacts::Verdict::Changed(Some(who), _) if pass.mode() == Mode::Dry && seen.repeats(who, contact) => {
                (Verdict::Same, Vec::new())
            }
            verdict => told(verdict),
        }
    });
    let mut kept = Vec::new();
    for entry in &batch.entries {
        let (verdict, reasons) = match entry.refused.is_empty() {
            true => judged.next().unwrap_or((Verdict::Same, Vec::new())),
            false => (Verdict::Refused, entry.refused.clone()),
        };
        progress.counts.add(verdict);
        let line = Judged { entry, verdict, reasons };
        if line.kept(pass, &progress.counts) {
            kept.push(store::line_row(id, pass, &line, &progress.counts)?);
        }
    }
    progress.lines_done += i64::try_from(batch.len()).unwrap_or(i64::MAX);
    progress.bytes_read = batch.bytes_read;
    store::insert_lines(conn, &kept)?;
    store::set_progress(conn, id, &progress)?;
    Ok(progress)
}

fn told(verdict: contacts::Verdict) -> (Verdict, Vec<Why>) {
    match verdict {
        contacts::Verdict::New(_) => (Verdict::New, Vec::new()),
        contacts::Verdict::Same(_) => (Verdict::Same, Vec::new()),
        contacts::Verdict::Refused(invalid) => (Verdict::Refused, Why::of_invalid(&invalid)),
        contacts::Verdict::Changed(_, fields) => {
            let mut whys: Vec<Why> = fields.into_iter().map(Why::changed).collect();
            whys.dedup();
            (Verdict::Changed, whys)
        }
    }
}

/// The file is read to its end, or a stop was asked for.
pub fn finish(conn: &mut Conn, cx: &Context, begun: &Begun) -> Result<Import, ImportError> {
    let id = begun.import.id;
    let Some(progress) = store::hold(conn, id, &begun.lease, cx.machine)? else {
        return Err(ImportError::LeaseLost);
    };
    let state = match (progress.stop_asked, begun.import.pass) {
        (true, _) => State::Stopped,
        (false, Pass::Dry) => State::Checked,
        (false, Pass::Write) => State::Done,
    };
    store::set_ended(conn, id, state, None, cx.now)?;
    if begun.import.pass == Pass::Write {
        let counts = progress.counts;
        let record =
            Record::new(Entity::Import, id.raw(), if state == State::Done { "finished" } else { "interrupted" });
        let told = Verdict::ALL.iter().map(|v| Change::of(v.as_str(), 0, counts.of(*v)));
        history::record(conn, cx, record.changes(told))?;
    }
    Ok(store::by_id(conn, id)?)
}

/// The run cannot go on; what was settled stays.
pub fn fail(conn: &mut Conn, cx: &Context, begun: &Begun, why: &Why) -> Result<Import, ImportError> {
    let id = begun.import.id;
    if store::hold(conn, id, &begun.lease, cx.machine)?.is_none() {
        return Err(ImportError::LeaseLost);
    }
    store::set_ended(conn, id, State::Failed, Some(why), cx.now)?;
    let record = Record::new(Entity::Import, id.raw(), "failed").because(why.key.as_str());
    history::record(conn, cx, record)?;
    Ok(store::by_id(conn, id)?)
}

/// Gives the lease back, so that any process may go on at once: this one is about to end.
pub fn abandon(conn: &mut Conn, cx: &Context, begun: &Begun) -> Result<(), ImportError> {
    require(&cx.actor, Action::ImportContacts, Scope::Installation)?;
    Ok(store::give_back(conn, begun.import.id, &begun.lease)?)
}

/// Ends the runs of commands that died, forgets the lines of old ones, and gives the imports whose files are older than they are kept.
pub fn expired(conn: &mut Conn, cx: &Context) -> Result<Vec<(ImportId, String)>, ImportError> {
    require(&cx.actor, Action::ImportContacts, Scope::Installation)?;
    store_kept::end_orphans(conn, cx.now, cx.machine)?;
    let before: Instant = cx.now.plus_days(-super::KEPT_DAYS);
    store_kept::forget_lines_before(conn, before)?;
    Ok(store_kept::older_than(conn, before)?)
}

/// The files that imports know of; any other in the folder was left behind.
pub fn stored_names(conn: &mut Conn, cx: &Context) -> Result<HashSet<String>, ImportError> {
    require(&cx.actor, Action::ImportContacts, Scope::Installation)?;
    Ok(store_kept::stored_names(conn)?)
}

/// Forgets an import's file, which the caller has removed, and its lines; the counts stay.
pub fn forget(conn: &mut Conn, cx: &Context, id: ImportId) -> Result<(), ImportError> {
    require(&cx.actor, Action::ImportContacts, Scope::Installation)?;
    Ok(store_kept::forget(conn, id)?)
}
