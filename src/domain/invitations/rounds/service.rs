use super::store;
use super::text::RoundText;
use crate::access::{Action, Context, Denied, require};
use crate::db::Conn;
use crate::domain::contacts;
use crate::domain::history::{self, Change, Entity, Record};
use crate::domain::invitations::facts::{EventFacts, event_facts};
use crate::domain::invitations::institutions;
use crate::domain::invitations::model::{InvitationError, Purpose, RoundState};
use crate::kernel::ids::{AccountId, EventId, PublicId, RoundId, SeatId};
use crate::kernel::time::Instant;

/// One message to some seats.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Round {
    pub id: RoundId,
    pub public_id: PublicId,
    pub version: i64,
    pub event: EventId,
    pub purpose: Purpose,
    pub text: RoundText,
    pub state: RoundState,
    pub asked_by: Option<AccountId>,
    pub asked_at: Option<Instant>,
    pub released_by: Option<AccountId>,
    pub released_at: Option<Instant>,
    /// The first mail leaves now; until then the round can be called back.
    pub leaves_at: Option<Instant>,
    pub recalled_at: Option<Instant>,
    /// How many seats it is for.
    pub seats: i64,
}

impl Round {
    pub fn can_be_recalled(&self, now: Instant) -> bool {
        self.state == RoundState::Released && self.leaves_at.is_some_and(|at| now < at)
    }
    /// Whether its text and guests may still change and it may be released.
    pub fn must_be_open(&self) -> Result<(), InvitationError> {
        match self.state {
            RoundState::Draft | RoundState::Asked => Ok(()),
            RoundState::Released => Err(InvitationError::RoundSealed),
            RoundState::Recalled => Err(InvitationError::CalledBack),
        }
    }
}

/// A released round that has not begun to leave: it may be called back.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Leaving {
    pub public_id: PublicId,
    pub name: String,
    pub leaves_at: Instant,
}

impl Leaving {
    pub fn of(round: &Round, now: Instant) -> Option<Leaving> {
        let leaves_at = round.leaves_at.filter(|_| round.can_be_recalled(now))?;
        Some(Leaving { public_id: round.public_id.clone(), name: round.text.name.clone(), leaves_at })
    }
}

/// Whom a round is for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Audience {
    /// Everybody with a seat whom no released round has asked.
    NotYetInvited,
    /// Of a stakeholder group, by its code, and not yet invited.
    Group(String),
    /// Those whom no mail of this event has reached, because it was refused or held back, and who have not answered.
    Refused,
    /// Those who were asked and have not answered: the round chases them.
    Unanswered,
    Seats(Vec<PublicId>),
    /// Institutions whom no letter has reached.
    Institutions,
    /// Those that were asked and have not answered.
    SilentInstitutions,
}

impl Audience {
    /// What a round begun for these is for.
    pub const fn purpose(&self) -> Purpose {
        match self {
            Audience::Unanswered | Audience::SilentInstitutions => Purpose::Chase,
            Audience::NotYetInvited
            | Audience::Group(_)
            | Audience::Refused
            | Audience::Seats(_)
            | Audience::Institutions => Purpose::Ask,
        }
    }
}

/// The rounds of an event, newest first.
pub fn rounds_of(conn: &mut Conn, cx: &Context, event: &EventFacts) -> Result<Vec<Round>, InvitationError> {
    require(&cx.actor, Action::SeeGuests, event.scope())?;
    Ok(store::of_event(conn, event.id)?)
}

/// The newest round of an event that may still be called back.
pub fn leaving(conn: &mut Conn, cx: &Context, event: &EventFacts) -> Result<Option<Leaving>, InvitationError> {
    require(&cx.actor, Action::SeeGuests, event.scope())?;
    Ok(store::leaving(conn, event.id, cx.now)?)
}

/// A round of an event.
pub fn find_round(
    conn: &mut Conn,
    cx: &Context,
    event: &EventFacts,
    round: &PublicId,
) -> Result<Round, InvitationError> {
    require(&cx.actor, Action::SeeGuests, event.scope())?;
    Ok(store::find(conn, event.id, round)?.ok_or(Denied::NotFound)?)
}

/// Starts a round.
pub fn create_round(
    conn: &mut Conn,
    cx: &Context,
    event: &EventFacts,
    text: &RoundText,
    audience: &Audience,
) -> Result<Round, InvitationError> {
    require(&cx.actor, Action::Invite, event.scope())?;
    check_group(conn, audience)?;
    let public_id = PublicId::random();
    let id = store::insert(conn, event, &public_id, text, audience.purpose(), cx.now)?;
    store::choose(conn, event.id, id, audience)?;
    let record = Record::new(Entity::Round, id.raw(), "created").within(event.programme, event.city);
    history::record(conn, cx, record)?;
    Ok(store::find(conn, event.id, &public_id)?.ok_or(Denied::NotFound)?)
}

/// Changes what a round says. One that waits for its second person is a draft again, for nobody has read the new words.
pub fn edit_round(
    conn: &mut Conn,
    cx: &Context,
    round: &Round,
    version: i64,
    text: &RoundText,
) -> Result<(), InvitationError> {
    let event = open_for_change(conn, cx, round)?;
    // Nothing changed is nothing written: who was asked to release it is asked still.
    if *text == round.text && version == round.version {
        return Ok(());
    }
    if store::edit(conn, round.id, version, text, cx.now)? == 0 {
        return Err(InvitationError::Stale);
    }
    let record = Record::new(Entity::Round, round.id.raw(), "edited").within(event.programme, event.city).changes([
        Change::of("name", &round.text.name, &text.name),
        Change::of("state", round.state, RoundState::Draft),
    ]);
    history::record(conn, cx, record)?;
    Ok(())
}

/// Sets whom a round is for; says how many.
pub fn choose(
    conn: &mut Conn,
    cx: &Context,
    round: &Round,
    version: i64,
    audience: &Audience,
) -> Result<usize, InvitationError> {
    let event = open_for_change(conn, cx, round)?;
    check_group(conn, audience)?;
    // Nothing changed is nothing written: who was asked to release it is asked still.
    if version == round.version && is_for(conn, &event, round, audience)? {
        return Ok(usize::try_from(round.seats).unwrap_or(0));
    }
    if store::reopen(conn, round.id, version, cx.now)? == 0 {
        return Err(InvitationError::Stale);
    }
    store::choose(conn, event.id, round.id, audience)?;
    let seats = store::chosen_count(conn, round.id)?;
    let record = Record::new(Entity::Round, round.id.raw(), "chosen")
        .within(event.programme, event.city)
        .changes([Change::of("seats", round.seats, seats)]);
    history::record(conn, cx, record)?;
    Ok(usize::try_from(seats).unwrap_or(0))
}

fn check_group(conn: &mut Conn, audience: &Audience) -> Result<(), InvitationError> {
    match audience {
        Audience::Group(code) => Ok(contacts::known_group(conn, code)??),
        _ => Ok(()),
    }
}

/// Whether a round is for just this audience.
fn is_for(conn: &mut Conn, event: &EventFacts, round: &Round, audience: &Audience) -> Result<bool, InvitationError> {
    let (mut own, mut wanted) = (store::chosen(conn, round.id)?, store::seats_of(conn, event.id, audience)?);
    own.sort_unstable();
    wanted.sort_unstable();
    wanted.dedup();
    Ok(own == wanted && institutions::is_for(conn, event.id, round.id, audience)?)
}

/// The seats a round is for.
pub fn chosen(
    conn: &mut Conn,
    cx: &Context,
    event: &EventFacts,
    round: &Round,
) -> Result<Vec<SeatId>, InvitationError> {
    require(&cx.actor, Action::SeeGuests, event.scope())?;
    Ok(store::chosen(conn, round.id)?)
}

/// A draft with the same words, for those who are not yet invited (after a recall, or for late guests), or still have not answered.
pub fn copy_round(conn: &mut Conn, cx: &Context, event: &EventFacts, round: &Round) -> Result<Round, InvitationError> {
    let audience = match (round.purpose, institutions::has_offices(conn, round.id)?) {
        (Purpose::Ask, false) => Audience::NotYetInvited,
        (Purpose::Ask, true) => Audience::Institutions,
        (Purpose::Chase, false) => Audience::Unanswered,
        (Purpose::Chase, true) => Audience::SilentInstitutions,
    };
    create_round(conn, cx, event, &round.text, &audience)
}

/// Throws a draft away. What was released stays on record.
pub fn delete_round(conn: &mut Conn, cx: &Context, round: &Round, version: i64) -> Result<(), InvitationError> {
    let event = open_for_change(conn, cx, round)?;
    if store::delete(conn, round.id, version)? == 0 {
        return Err(InvitationError::Stale);
    }
    let record = Record::new(Entity::Round, round.id.raw(), "deleted").within(event.programme, event.city);
    history::record(conn, cx, record)?;
    Ok(())
}

fn open_for_change(conn: &mut Conn, cx: &Context, round: &Round) -> Result<EventFacts, InvitationError> {
    let event = event_facts(conn, round.event)?;
    require(&cx.actor, Action::Invite, event.scope())?;
    round.must_be_open()?;
    Ok(event)
}
