//! Bringing a file in, and looking at what became of it.

use super::editing::Settings;
use super::model::{Import, ImportError, Line, Pass, Verdict};
use super::store;
use crate::access::{Action, Context, Scope, require};
use crate::db::Conn;
use crate::domain::history::{self, Entity, Record};
use crate::kernel::ids::{ImportId, PublicId};
use crate::kernel::page::{Page, PageRequest};
use crate::tables::Format;

/// A file that has been looked at and can be read.
#[derive(Clone, Debug)]
pub struct Upload {
    pub file_name: String,
    /// Its name within [`super::FOLDER`]; none when it stays where it is.
    pub stored_name: Option<String>,
    pub bytes: u64,
    pub format: Format,
    pub settings: Settings,
}

/// Whether somebody may import at all: asked before anything of a file is taken.
pub fn allowed(cx: &Context) -> Result<(), ImportError> {
    Ok(require(&cx.actor, Action::ImportContacts, Scope::Installation)?)
}

/// Notes a file that came in.
pub fn add(conn: &mut Conn, cx: &Context, upload: &Upload) -> Result<(ImportId, PublicId), ImportError> {
    require(&cx.actor, Action::ImportContacts, Scope::Installation)?;
    let (id, public_id) = store::insert(conn, cx, upload)?;
    history::record(conn, cx, Record::new(Entity::Import, id.raw(), "uploaded"))?;
    Ok((id, public_id))
}

pub fn import(conn: &mut Conn, cx: &Context, id: &PublicId) -> Result<Import, ImportError> {
    require(&cx.actor, Action::ImportContacts, Scope::Installation)?;
    Ok(store::by_public_id(conn, id)?)
}

/// The newest first.
pub fn list(conn: &mut Conn, cx: &Context, page: PageRequest) -> Result<Page<Import>, ImportError> {
    require(&cx.actor, Action::ImportContacts, Scope::Installation)?;
    Ok(store::list(conn, page)?)
}

/// The lines of one verdict that a run left, in the file's order.
pub fn lines(
    conn: &mut Conn,
    cx: &Context,
    import: &Import,
    pass: Pass,
    verdict: Verdict,
    page: PageRequest,
) -> Result<Page<Line>, ImportError> {
    require(&cx.actor, Action::ImportContacts, Scope::Installation)?;
    Ok(store::lines(conn, import.id, pass, verdict, page)?)
}
