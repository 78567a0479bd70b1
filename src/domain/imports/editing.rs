//! What people decide about an import: how it is read, when it runs, that it stops or goes.

use super::model::{Field, Import, ImportError, Mapping, Pass, State};
use super::{service, store, store_kept};
use crate::access::{Action, Context, Scope, require};
use crate::db::Conn;
use crate::domain::history::{self, Change, Entity, Record};
use crate::kernel::ids::PublicId;
use crate::tables::{Encoding, Separator};

/// How a file is read. Workbooks have neither encoding nor separator, texts no sheets.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Settings {
    pub encoding: Option<Encoding>,
    pub separator: Option<Separator>,
    /// The sheet, where somebody has chosen one.
    pub sheet: Option<String>,
    /// The line of the headings, where somebody has said so.
    pub header_line: Option<u64>,
    pub mapping: Mapping,
}

impl Settings {
    /// The same for another sheet, on which the headings may stand on another line.
    pub fn on_sheet(mut self, sheet: String) -> Settings {
        if self.sheet.as_ref() != Some(&sheet) {
            (self.sheet, self.header_line) = (Some(sheet), None);
        }
        self
    }

    /// The same with other columns, each given by its place; those not named are left out.
    pub fn with_fields(&self, fields: impl Iterator<Item = Option<Field>>) -> Settings {
        let mut settings = self.clone();
        let mut fields = fields;
        for column in &mut settings.mapping.0 {
            column.field = fields.next().flatten();
        }
        settings
    }
}

/// Settles how the file is read. What was tried before is forgotten.
pub fn set_columns(
    conn: &mut Conn,
    cx: &Context,
    id: &PublicId,
    version: i64,
    settings: &Settings,
) -> Result<(), ImportError> {
    let import = service::import(conn, cx, id)?;
    if !import.editable() {
        return Err(refusal(&import));
    }
    if !store::set_settings(conn, import.id, version, settings)? {
        return Err(ImportError::Stale);
    }
    store::delete_lines(conn, import.id)?;
    history::record(conn, cx, Record::new(Entity::Import, import.id.raw(), "columns-set").part(id, version + 1))?;
    Ok(())
}

/// Hands the import to the engine: to be tried, to be written, or to go on with writing.
pub fn start(conn: &mut Conn, cx: &Context, id: &PublicId, pass: Pass) -> Result<(), ImportError> {
    let import = service::import(conn, cx, id)?;
    let ready = match pass {
        Pass::Dry => import.editable(),
        Pass::Write => import.writable(),
    };
    if !ready {
        return Err(refusal(&import));
    }
    import.settings.mapping.check()?;
    if !store::set_waiting(conn, &import, pass)? {
        return Err(ImportError::Stale);
    }
    if pass == Pass::Write {
        history::record(conn, cx, Record::new(Entity::Import, import.id.raw(), "started"))?;
    }
    Ok(())
}

/// Asks whoever runs the import to stop at the next border between two batches; what only waits stops at once.
pub fn stop(conn: &mut Conn, cx: &Context, id: &PublicId) -> Result<(), ImportError> {
    let import = service::import(conn, cx, id)?;
    if !import.under_way() {
        return Err(refusal(&import));
    }
    store::ask_to_stop(conn, import.id, cx.machine)?;
    let record = Record::new(Entity::Import, import.id.raw(), "stopped");
    history::record(conn, cx, record.changes([Change::of("lines", "", import.lines_done)]))?;
    Ok(())
}

/// Forgets the file and what was found in it line by line; gives its stored name, for the file is the caller's to remove.
pub fn discard(conn: &mut Conn, cx: &Context, id: &PublicId) -> Result<Option<String>, ImportError> {
    require(&cx.actor, Action::ImportContacts, Scope::Installation)?;
    let import = service::import(conn, cx, id)?;
    if import.under_way() {
        return Err(refusal(&import));
    }
    store_kept::forget(conn, import.id)?;
    history::record(conn, cx, Record::new(Entity::Import, import.id.raw(), "discarded"))?;
    Ok(import.stored_name)
}

fn refusal(import: &Import) -> ImportError {
    match import.stored_name {
        None if !matches!(import.state, State::Waiting | State::Running) => ImportError::Gone,
        _ => ImportError::State(import.state),
    }
}
