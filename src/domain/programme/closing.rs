//! The end of a programme: nothing is sent about it by itself any more, and nothing in it is changed, until it is opened again. That it is
//! closed whoever acts brings along ([`crate::access::Member::closed`]); the refusal is [`crate::access::require`]'s. Who acts without
//! having signed in, as the command line does, asks [`open`].

use std::collections::{BTreeSet, HashMap};

use super::model::ProgrammeError;
use super::store_closing as store;
use crate::access::{Action, Context, Denied, Scope, require};
use crate::db::{Conn, Stored};
use crate::domain::accounts::{self, Closing};
use crate::domain::history::{self, Entity, Record};
use crate::kernel::ids::ProgrammeId;
use crate::kernel::invalid::{Invalid, Reason, line};

type Result<T> = std::result::Result<T, ProgrammeError>;

const REASON: usize = 500;

/// Closes a programme, for a reason. Closed twice is closed once: the first reason stands.
pub fn close(conn: &mut Conn, cx: &Context, id: ProgrammeId, reason: &str) -> Result<()> {
    require(&cx.actor, Action::CloseProgramme, Scope::Programme(id))?;
    let reason = said(reason)?;
    if reason.is_empty() {
        return Err(Invalid::one("reason", Reason::Required).into());
    }
    if store::insert(conn, cx.now, (id, cx.actor.account()), &reason)? {
        let record = Record::new(Entity::Programme, id.raw(), "closed").within(id, None);
        history::record(conn, cx, record.because(reason))?;
    }
    Ok(())
}

/// Opens a closed programme again.
pub fn reopen(conn: &mut Conn, cx: &Context, id: ProgrammeId, reason: &str) -> Result<()> {
    require(&cx.actor, Action::CloseProgramme, Scope::Programme(id))?;
    let reason = said(reason)?;
    if store::delete(conn, id)? {
        let record = Record::new(Entity::Programme, id.raw(), "reopened").within(id, None);
        history::record(conn, cx, record.because(reason))?;
    }
    Ok(())
}

fn said(reason: &str) -> std::result::Result<String, Invalid> {
    line(reason, REASON).map_err(|fault| Invalid::one("reason", fault))
}

/// Since when, by whom and why these are closed, of those that are.
pub fn closings(conn: &mut Conn, cx: &Context, ids: &[ProgrammeId]) -> Result<HashMap<ProgrammeId, Closing>> {
    for id in ids {
        require(&cx.actor, Action::SeeProgramme, Scope::Programme(*id))?;
    }
    Ok(accounts::closings(conn, ids)?)
}

/// All that are closed: for what is sent by itself.
pub fn closed(conn: &mut Conn) -> Stored<BTreeSet<ProgrammeId>> {
    store::closed(conn)
}

/// The names of those who may open a programme again, for whoever sees it and may not.
pub fn who_may_open(conn: &mut Conn, cx: &Context, id: ProgrammeId) -> Result<Vec<String>> {
    require(&cx.actor, Action::SeeProgramme, Scope::Programme(id))?;
    Ok(accounts::who_may(conn, Action::CloseProgramme, id)?)
}

/// Refuses what would change a programme that is closed.
pub fn open(conn: &mut Conn, id: ProgrammeId) -> Result<()> {
    if closed(conn)?.contains(&id) { Err(Denied::Closed(id).into()) } else { Ok(()) }
}
