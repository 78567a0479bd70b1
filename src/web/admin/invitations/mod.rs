//! An event's guests and rounds on the desk: the list and what is printed of it, adding and taking away, answers by telephone, the
//! four-step sender.

mod answering;
mod audience;
mod file;
mod guests;
mod late;
mod paper;
pub(in crate::web) mod preview;
mod rounds;
mod seats;
mod sender;
mod show;
pub(in crate::web) mod views;

use actix_web::web::ServiceConfig;

use crate::access::{self, Action, Context, Denied, Scope};
use crate::db::Conn;
use crate::domain::invitations::{self, Closed, EventFacts, EventReadiness, InvitationError};
use crate::kernel::ids::PublicId;
use crate::web::public_id;

pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(guests::list).service(guests::chase).service(file::csv).service(file::xlsx);
    cfg.service(paper::to_sign).service(paper::to_stand);
    cfg.service(seats::search).service(seats::add).service(seats::ask_removal).service(seats::remove);
    cfg.service(answering::blank).service(answering::record);
    cfg.service(rounds::list).service(audience::begin).service(rounds::blank).service(rounds::create);
    cfg.service(rounds::reword).service(rounds::save).service(rounds::guests_of).service(rounds::choose);
    cfg.service(sender::checked).service(preview::preview).service(preview::preview_html).service(sender::act);
    cfg.service(show::show);
}

/// Which event an address names: the programme's slug and the event's public id.
type EventPath = (String, String);

/// The event, for those who may see its guests; under another programme's name it is not found.
pub(super) fn event(conn: &mut Conn, cx: &Context, slug: &str, id: &PublicId) -> Result<EventFacts, InvitationError> {
    let event = invitations::event_of(conn, cx, id)?;
    if event.programme_slug == slug { Ok(event) } else { Err(Denied::NotFound.into()) }
}

/// Where the event's page is.
fn address(event: &EventFacts) -> String {
    format!("/programmes/{}/events/{}", event.programme_slug, event.public_id)
}

/// What the member may do with the event's guests as it stands: which buttons are shown. The services decide again.
#[derive(Clone, Copy)]
struct Rights {
    invite: bool,
    /// To give seats: not at an event that is cancelled.
    seat: bool,
    /// To begin a round: only while somebody can be invited to the event, or for when it has a date.
    ask: bool,
    release: bool,
    record: bool,
    needs: bool,
    /// Telephone numbers and notes.
    details: bool,
    /// The pages of people, to which a name leads.
    people: bool,
}

impl Rights {
    fn of(cx: &Context, event: &EventFacts) -> Rights {
        let may = |action| access::may(&cx.actor, action, event.scope());
        let invite = may(Action::Invite);
        let closed = invitations::closed(event, cx.now);
        Rights {
            invite,
            seat: invite && closed != Some(Closed::Cancelled),
            ask: invite && invitations::readiness(event, cx.now) != EventReadiness::Off,
            release: may(Action::ReleaseInvitations),
            record: may(Action::RecordAnswer) && !matches!(closed, Some(Closed::Cancelled | Closed::Postponed)),
            needs: may(Action::SeeNeeds),
            details: may(Action::SeeDetails),
            people: access::may(&cx.actor, Action::SeeContacts, Scope::Installation),
        }
    }
}
