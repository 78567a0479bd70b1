//! What gates ask: how many sponsors have signed, and who could bring the next one.

use std::collections::HashMap;

use super::model::Stage;
use super::{store_gating as store, store_write};
use crate::access::{Action, Context, Denied, Scope, holds, require};
use crate::db::batch::Question;
use crate::db::{Conn, DbError};
use crate::domain::programme::Owner;
use crate::kernel::ids::{CityId, EventId, ProgrammeId, SponsorshipId};

/// Of one event, or of the whole programme.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct SignedCounts {
    pub signed: i64,
    /// Whoever courts those that have not signed yet, the furthest first; each once. Only those of whom the actor may know.
    pub owners: Vec<Owner>,
}

/// A programme's own counts, and those of its events.
pub type Signed = (SignedCounts, HashMap<EventId, SignedCounts>);

pub fn signed(conn: &mut Conn, cx: &Context, programme: ProgrammeId) -> Result<Signed, SignedError> {
    Ok(signed_asked(cx, programme)?.tell(conn)?)
}

/// The same, to be asked beside other questions.
pub fn signed_asked<'a>(cx: &'a Context, programme: ProgrammeId) -> Result<Question<'a, Signed>, SignedError> {
    // How many have signed is no secret among those who see the programme: its gates say so.
    require(&cx.actor, Action::SeeProgramme, Scope::Programme(programme))?;
    Ok(store::courted(programme).and(move |mut all| {
        all.sort_by(|a, b| b.stage.cmp(&a.stage).then(a.id.cmp(&b.id)));
        let mut whole = SignedCounts::default();
        let mut events: HashMap<EventId, SignedCounts> = HashMap::new();
        for one in &all {
            let told = holds(&cx.actor, Action::EditSponsorship, Scope::of(programme, one.city));
            count(&mut whole, one, told);
            if let Some(event) = one.event {
                count(events.entry(event).or_default(), one, told);
            }
        }
        Ok((whole, events))
    }))
}

/// What is counted of a sponsorship.
pub(super) struct Courting {
    pub id: SponsorshipId,
    pub stage: Stage,
    pub event: Option<EventId>,
    /// The event's.
    pub city: Option<CityId>,
    pub owner: Option<Owner>,
}

/// Makes everybody else who would move a sponsorship of the programme wait until this transaction ends: what is counted afterwards stays
/// so. The caller has checked that the programme may be seen.
pub fn hold(conn: &mut Conn, programme: ProgrammeId) -> Result<(), DbError> {
    store_write::hold(conn, programme)
}

fn count(into: &mut SignedCounts, s: &Courting, told: bool) {
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
