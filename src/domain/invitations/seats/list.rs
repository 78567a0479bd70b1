//! The guest list: one row a seat, with delivery and answer.

use super::list_store as store;
use crate::access::{Action, Context, Denied, Door, may, require};
use crate::db::Conn;
use crate::db::types::text_enum;
use crate::domain::contacts::{Details, Refusal};
use crate::domain::invitations::facts::EventFacts;
use crate::domain::invitations::model::{Answer, InvitationError};
use crate::domain::outbox::MessageState;
use crate::kernel::ids::{ContactId, PublicId, SeatId};
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;
use crate::kernel::names::PersonName;
use crate::kernel::page::{Page, PageRequest};
use crate::kernel::time::Instant;

text_enum! {
    /// Which guests a list shows.
    pub enum Standing {
        All = "all",
        NotInvited = "not-invited",
        /// Invited, and no answer yet.
        Unanswered = "unanswered",
        Accepted = "accepted",
        Tentative = "tentative",
        Declined = "declined",
        Waiting = "waiting",
        /// The mail was refused or may not be sent.
        Refused = "refused",
        /// Invited or coming, not declined, and out of reach of any mail: what changes must be told by telephone.
        ByPhone = "by-phone",
    }
}

text_enum! {
    /// How a guest learns of a change.
    pub enum Reach {
        Mail = "mail",
        Phone = "phone",
    }
}

text_enum! {
    /// What became of a guest's invitation.
    pub enum Delivery {
        NotInvited = "not-invited",
        /// They were asked, and no mail has gone: none reaches them.
        NoMail = "no-mail",
        OnItsWay = "on-its-way",
        /// The relay has taken it.
        Delivered = "delivered",
        Refused = "refused",
        /// The address is not to be written to.
        Suppressed = "suppressed",
        Doubt = "doubt",
    }
}

impl Delivery {
    /// Of the last invitation that was not taken back unread: one that is cancelled was once handed over without an answer.
    pub(super) const fn of(state: MessageState) -> Delivery {
        match state {
            MessageState::Queued | MessageState::Leased | MessageState::Retry => Delivery::OnItsWay,
            MessageState::Sent => Delivery::Delivered,
            MessageState::Failed => Delivery::Refused,
            MessageState::Suppressed => Delivery::Suppressed,
            MessageState::Doubt | MessageState::Cancelled => Delivery::Doubt,
        }
    }
}

text_enum! {
    /// Whose seats a list shows.
    pub enum Whose {
        Persons = "persons",
        /// Those that institutions have named.
        Institutions = "institutions",
    }
}

/// All conditions hold together.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct GuestFilter {
    pub whose: Whose,
    pub standing: Standing,
    /// A stakeholder group's code.
    pub group: Option<String>,
    /// Words of a name or an organisation.
    pub text: String,
}

impl Default for GuestFilter {
    fn default() -> Self {
        Self { whose: Whose::Persons, standing: Standing::All, group: None, text: String::new() }
    }
}

/// One guest.
#[derive(Clone, Debug)]
pub struct GuestRow {
    pub id: SeatId,
    pub public_id: PublicId,
    pub contact: ContactId,
    pub contact_public: PublicId,
    pub name: PersonName,
    pub language: Locale,
    /// The language of the last invitation, which stays when theirs changes.
    pub written_in: Option<Locale>,
    pub phone: String,
    pub organisation: Option<Localised>,
    pub role: Option<Localised>,
    pub place: String,
    pub answer: Answer,
    pub door: Option<Door>,
    pub answered_at: Option<Instant>,
    pub waiting_since: Option<Instant>,
    /// Who waits: their place in the line, from 1.
    pub place_in_line: Option<i64>,
    /// The last answer's note and, when staff entered it, how it came.
    pub note: String,
    pub source: String,
    pub delivery: Delivery,
    /// When the last invitation left; none while it waits.
    pub invited_at: Option<Instant>,
    /// The relay's words when it refused.
    pub reply: Option<String>,
    pub do_not_contact: bool,
    pub reach: Reach,
    /// The last of their addresses to be refused for good.
    pub refusal: Option<Refusal>,
}

impl GuestRow {
    /// Some may know who has a seat and what they said, and no more of them.
    pub(super) fn seen_by(self, cx: &Context, event: &EventFacts) -> GuestRow {
        if may(&cx.actor, Action::SeeDetails, event.scope()) {
            return self;
        }
        let none = String::new;
        GuestRow { phone: none(), note: none(), source: none(), reply: None, refusal: None, ..self }
    }
}

/// A line of the list of those to be telephoned.
pub type Chase = GuestRow;

/// A page of an event's guests, in the order in which they got their seats; those who wait, in the order of their turn.
pub fn guests(
    conn: &mut Conn,
    cx: &Context,
    event: &EventFacts,
    filter: &GuestFilter,
    page: PageRequest,
) -> Result<Page<GuestRow>, InvitationError> {
    require(&cx.actor, Action::SeeGuests, event.scope())?;
    let details = Details::within(&cx.actor, event.scope());
    Ok(store::page(conn, event.id, filter, details, page)?.map(|row| row.seen_by(cx, event)))
}

/// Whose turn it is when a place is free: the first of the persons who wait.
pub fn first_in_line(conn: &mut Conn, cx: &Context, event: &EventFacts) -> Result<Option<PersonName>, InvitationError> {
    require(&cx.actor, Action::SeeGuests, event.scope())?;
    Ok(store::first_in_line(conn, event.id)?)
}

/// How many guests match, on all pages.
pub fn count_guests(
    conn: &mut Conn,
    cx: &Context,
    event: &EventFacts,
    filter: &GuestFilter,
) -> Result<i64, InvitationError> {
    require(&cx.actor, Action::SeeGuests, event.scope())?;
    Ok(store::count(conn, event.id, filter, Details::within(&cx.actor, event.scope()))?)
}

/// All guests that match, for a file.
pub fn guests_all(
    conn: &mut Conn,
    cx: &Context,
    event: &EventFacts,
    filter: &GuestFilter,
) -> Result<Vec<GuestRow>, InvitationError> {
    let mut all = Vec::new();
    let mut after = None;
    loop {
        let page = guests(conn, cx, event, filter, PageRequest::new(after, Some(PageRequest::MAX)))?;
        all.extend(page.items);
        after = page.next;
        if after.is_none() {
            return Ok(all);
        }
    }
}

/// These guests, as far as they have a seat still.
pub fn guests_among(
    conn: &mut Conn,
    cx: &Context,
    event: &EventFacts,
    seats: &[PublicId],
) -> Result<Vec<GuestRow>, InvitationError> {
    require(&cx.actor, Action::SeeGuests, event.scope())?;
    let mut found = Vec::with_capacity(seats.len());
    for some in seats.chunks(PageRequest::MAX as usize) {
        found.extend(store::among(conn, event.id, some)?.into_iter().map(|row| row.seen_by(cx, event)));
    }
    Ok(found)
}

/// All whom institutions have named, of those that match, for a file.
pub(in crate::domain::invitations) fn delegates(
    conn: &mut Conn,
    cx: &Context,
    event: &EventFacts,
    filter: &GuestFilter,
) -> Result<Vec<GuestRow>, InvitationError> {
    guests_all(conn, cx, event, &GuestFilter { whose: Whose::Institutions, ..filter.clone() })
}

/// A page of those who were invited and have not answered, to be telephoned, and how many there are on all pages.
pub fn chase_list(
    conn: &mut Conn,
    cx: &Context,
    event: &EventFacts,
    page: PageRequest,
) -> Result<(Page<Chase>, i64), InvitationError> {
    require(&cx.actor, Action::SeeGuests, event.scope())?;
    if !may(&cx.actor, Action::SeeDetails, event.scope()) {
        return Err(Denied::Forbidden.into());
    }
    let silent = GuestFilter { standing: Standing::Unanswered, ..GuestFilter::default() };
    Ok((guests(conn, cx, event, &silent, page)?, count_guests(conn, cx, event, &silent)?))
}
