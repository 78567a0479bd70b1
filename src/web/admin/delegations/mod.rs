//! Institutions at an event, on the desk: by protocol, one by one, what they answer and whom they name.

mod acts;
mod answer;
mod form;
mod giving;
mod letter;
mod list;
mod names;
mod show;
mod views;
pub(in crate::web) mod wording;

pub(in crate::web) use names::{need_fields, person_fields};
pub(in crate::web) use views::SilentOffice;

use actix_web::web::ServiceConfig;

use super::invitations::event;
use crate::access::{self, Action, Context, Denied, Scope};
use crate::db::Conn;
use crate::domain::invitations::{self, Closed, Delegation, EventFacts, InvitationError, Whole};
use crate::kernel::ids::PublicId;
use crate::web::{App, Problem, SignedIn, public_id};

pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(list::list).service(acts::choose_counting).service(form::blank).service(form::create);
    cfg.service(form::existing).service(form::save).service(letter::show);
    cfg.service(answer::blank).service(answer::record).service(giving::admit).service(giving::link);
    cfg.service(names::blank).service(names::appoint);
    cfg.service(acts::ask_withdrawal).service(acts::withdraw).service(acts::ask_removal).service(acts::remove);
    cfg.service(show::show);
}

/// The programme's slug and the event's public id.
type EventPath = (String, String);
/// With the delegation's.
type OfficePath = (String, String, String);

/// One institution at the event of an address.
fn office(
    conn: &mut Conn,
    cx: &Context,
    (slug, event): (&str, &PublicId),
    id: &PublicId,
) -> Result<(EventFacts, Delegation), InvitationError> {
    let (facts, delegation) = invitations::delegation(conn, cx, id)?;
    let here = facts.programme_slug == slug && facts.public_id == *event;
    if here { Ok((facts, delegation)) } else { Err(Denied::NotFound.into()) }
}

/// The whole of it, for those with a right.
async fn whole(app: &App, who: &SignedIn, path: &OfficePath, action: Action) -> Result<Whole, Problem> {
    let (slug, event, id, cx) = (path.0.clone(), public_id(&path.1)?, public_id(&path.2)?, who.context(app));
    let read = app.db.read(move |conn| -> Result<_, InvitationError> {
        let (facts, _) = office(conn, &cx, (&slug, &event), &id)?;
        access::require(&cx.actor, action, facts.scope())?;
        invitations::whole_delegation(conn, &cx, &id)
    });
    Ok(read.await?)
}

/// Where the event's institutions are.
fn list_of(event: &EventFacts) -> String {
    format!("/programmes/{}/events/{}/delegations", event.programme_slug, event.public_id)
}

fn address(event: &EventFacts, delegation: &Delegation) -> String {
    format!("{}/{}", list_of(event), delegation.public_id)
}

/// What the member may do here: which buttons are shown. The services decide again.
#[derive(Clone, Copy)]
struct Rights {
    /// To invite institutions: not to an event that is cancelled.
    invite: bool,
    record: bool,
    edits_event: bool,
    details: bool,
    needs: bool,
    people: bool,
}

impl Rights {
    fn of(cx: &Context, event: &EventFacts) -> Rights {
        let may = |action| access::may(&cx.actor, action, event.scope());
        let closed = invitations::closed(event, cx.now);
        Rights {
            invite: may(Action::Invite) && closed != Some(Closed::Cancelled),
            record: may(Action::RecordAnswer) && !matches!(closed, Some(Closed::Cancelled | Closed::Postponed)),
            edits_event: may(Action::EditEvent),
            details: may(Action::SeeDetails),
            needs: may(Action::SeeNeeds),
            people: access::may(&cx.actor, Action::SeeContacts, Scope::Installation),
        }
    }
}
