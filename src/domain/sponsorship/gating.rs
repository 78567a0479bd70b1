//! What gates ask: how many sponsors have signed, and who could bring the next one.

use std::collections::HashMap;

use super::model::Sponsorship;
use super::service::Sight;
use super::{store, store_write};
use crate::access::{Action, Context, Denied, Scope, may, require};
use crate::db::{Conn, DbError};
use crate::domain::programme::Owner;
use crate::kernel::ids::{EventId, ProgrammeId};

/// Of one event, or of the whole programme.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct SignedCounts {
    pub signed: i64,
    /// Whoever courts those that have not signed yet, the furthest first; each once. Only those of whom the actor may know.
    pub owners: Vec<Owner>,
}

/// A programme's own counts, and those of its events.
pub fn signed(
    conn: &mut Conn,
    cx: &Context,
    programme: ProgrammeId,
) -> Result<(SignedCounts, HashMap<EventId, SignedCounts>), SignedError> {
    // How many have signed is no secret among those who see the programme: its gates say so.
    require(&cx.actor, Action::SeeProgramme, Scope::Programme(programme))?;
    let mut all = store::whole(conn, programme, &Sight::Whole)?;
    all.sort_by(|a, b| b.stage.cmp(&a.stage).then(a.id.cmp(&b.id)));
    let mut whole = SignedCounts::default();
    let mut events: HashMap<EventId, SignedCounts> = HashMap::new();
    for s in &all {
        let told = may(&cx.actor, Action::EditSponsorship, s.scope());
        count(&mut whole, s, told);
        if let Some(event) = &s.event {
            count(events.entry(event.id).or_default(), s, told);
        }
    }
    Ok((whole, events))
}

/// Makes everybody else who would move a sponsorship of the programme wait until this transaction ends: what is counted afterwards stays
/// so. The caller has checked that the programme may be seen.
pub fn hold(conn: &mut Conn, programme: ProgrammeId) -> Result<(), DbError> {
    store_write::hold(conn, programme)
}

fn count(into: &mut SignedCounts, s: &Sponsorship, told: bool) {
    if s.stage.is_signed() {
        into.signed += 1;
        return;
    }
    if let Some(owner) = s.owner.as_ref().filter(|_| told && s.stage.is_open())
        && into.owners.iter().all(|o| o.id != owner.id)
    {
        into.owners.push(owner.clone());
    }
}

#[derive(Debug, thiserror::Error)]
pub enum SignedError {
    #[error(transparent)]
    Denied(#[from] Denied),
    #[error(transparent)]
    Db(#[from] DbError),
}
