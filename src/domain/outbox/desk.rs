//! The outbox as staff see it: lists, one message, try again, cancel. A member sees the mails of the programmes and cities where they
//! hold the right; mails of the installation (accounts, tests) are the administrators' alone.

use super::model::{Claimed, Lane, Message, MessageState, NewMessage};
use super::store::desk as store;
use crate::access::{Action, Actor, Context, Denied, Programmes, Scope, may, require, require_somewhere};
use crate::db::types::text_enum;
use crate::db::{Conn, DbError};
use crate::domain::history::{self, Change, Entity, Record};
use crate::kernel::email::Email;
use crate::kernel::ids::{AccountId, CityId, ContactId, EventId, OutboxId, ProgrammeId, PublicId};
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;
use crate::kernel::names::PersonName;
use crate::kernel::page::{Page, PageRequest};
use crate::kernel::time::Instant;

text_enum! {
    /// The outbox's drawers.
    pub enum Drawer {
        /// Queued, on its way, or to be tried again.
        Waiting = "waiting",
        Went = "went",
        Failed = "failed",
        Doubt = "doubt",
        /// Held back by suppression or wish.
        HeldBack = "held-back",
        Cancelled = "cancelled",
    }
}

impl Drawer {
    pub const fn states(self) -> &'static [MessageState] {
        match self {
            Drawer::Waiting => &[MessageState::Queued, MessageState::Leased, MessageState::Retry],
            Drawer::Went => &[MessageState::Sent],
            Drawer::Failed => &[MessageState::Failed],
            Drawer::Doubt => &[MessageState::Doubt],
            Drawer::HeldBack => &[MessageState::Suppressed],
            Drawer::Cancelled => &[MessageState::Cancelled],
        }
    }
}

/// What a list is narrowed to.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Filter {
    pub drawer: Option<Drawer>,
    pub event: Option<PublicId>,
    /// One of [`Message::KINDS`].
    pub kind: Option<String>,
    /// Part of an address or of the relay's words.
    pub text: String,
    /// The same as names are kept to be found, folded by the address book: alternatives, of one of which each part stands in a name.
    pub names: Vec<Vec<String>>,
}

/// A message in a list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Listed {
    pub id: OutboxId,
    pub public_id: PublicId,
    pub kind: String,
    pub state: MessageState,
    pub email: Email,
    /// Who gets it, where it is somebody known.
    pub person: Option<PersonName>,
    pub locale: Locale,
    pub event: Option<About>,
    pub due_at: Instant,
    pub attempts: i32,
    pub reply: Option<String>,
    /// A word of `FailReason`, `HeldBack`, or of the slice that found the message pointless.
    pub reason: Option<String>,
    pub created_at: Instant,
    pub settled_at: Option<Instant>,
}

/// The event a mail is about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct About {
    pub id: EventId,
    pub public_id: PublicId,
    pub title: Localised,
    pub programme_slug: String,
    /// What tells it from another of its title: city, day, and the word of its state.
    pub city: Option<Localised>,
    pub day: Option<chrono::NaiveDate>,
    pub state: String,
}

/// One message with all that is known of it.
#[derive(Clone, Debug)]
pub struct Shown {
    pub listed: Listed,
    pub message: Message,
    pub contact: Option<ContactId>,
    pub programme: Option<ProgrammeId>,
    pub city: Option<CityId>,
    pub failures: Vec<Failure>,
}

/// An attempt that did not go through.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Failure {
    pub at: Instant,
    /// `put-off`, `refused` or `doubt`.
    pub outcome: String,
    pub reply: String,
}

impl Shown {
    fn scope(&self) -> Scope {
        self.programme.map_or(Scope::Installation, |p| Scope::of(p, self.city))
    }
    /// As the engine would take it, to be rendered for eyes.
    pub fn as_claimed(&self) -> Claimed {
        Claimed {
            id: self.listed.id,
            public_id: self.listed.public_id.clone(),
            message: self.message.clone(),
            email: self.listed.email.clone(),
            contact: self.contact,
            locale: self.listed.locale,
            programme: self.programme,
            event: self.listed.event.as_ref().map(|e| e.id),
            attempts: self.listed.attempts,
            created_at: self.listed.created_at,
            until: self.listed.due_at,
        }
    }
}

#[derive(Debug, thiserror::Error)]
pub enum OutboxError {
    #[error(transparent)]
    Denied(#[from] Denied),
    /// It went, or is on its way: nothing of it can be changed.
    #[error("this message can no longer be changed")]
    TooLate,
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Where an actor may do something with mails.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Sight {
    All,
    Some { programmes: Vec<ProgrammeId>, cities: Vec<CityId> },
}

impl Sight {
    fn of(actor: &Actor, action: Action) -> Result<Sight, Denied> {
        if may(actor, action, Scope::Installation) && matches!(actor.programmes(), Programmes::All) {
            return Ok(Sight::All);
        }
        let (mut programmes, mut cities) = (Vec::new(), Vec::new());
        for grant in actor.grants() {
            let Some(programme) = grant.programme else { continue };
            match grant.city {
                None if may(actor, action, Scope::Programme(programme)) => programmes.push(programme),
                Some(city) if may(actor, action, Scope::City(programme, city)) => cities.push(city),
                _ => {}
            }
        }
        if programmes.is_empty() && cities.is_empty() {
            // Nowhere: for want of a role, or of the key's scope.
            return Err(require_somewhere(actor, action).err().unwrap_or(Denied::NotFound));
        }
        Ok(Sight::Some { programmes, cities })
    }
}

/// Which mails an actor sees: for the sentence that says so.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Breadth {
    All,
    Programmes,
    /// Those about the events of some cities.
    Cities,
}

pub fn breadth(cx: &Context) -> Result<Breadth, OutboxError> {
    Ok(match Sight::of(&cx.actor, Action::SeeOutbox)? {
        Sight::All => Breadth::All,
        Sight::Some { programmes, .. } if programmes.is_empty() => Breadth::Cities,
        Sight::Some { .. } => Breadth::Programmes,
    })
}

/// A page of messages, newest first.
pub fn list(conn: &mut Conn, cx: &Context, filter: &Filter, page: PageRequest) -> Result<Page<Listed>, OutboxError> {
    let sight = Sight::of(&cx.actor, Action::SeeOutbox)?;
    Ok(store::list(conn, &sight, filter, page)?)
}

/// How many messages lie in each drawer, whatever drawer the filter names.
pub fn counts(conn: &mut Conn, cx: &Context, filter: &Filter) -> Result<Vec<(Drawer, i64)>, OutboxError> {
    let sight = Sight::of(&cx.actor, Action::SeeOutbox)?;
    let by_state = store::counts(conn, &sight, filter)?;
    let count = |drawer: Drawer| by_state.iter().filter(|(s, _)| drawer.states().contains(s)).map(|(_, n)| n).sum();
    Ok(Drawer::ALL.iter().map(|d| (*d, count(*d))).collect())
}

/// The events that mails are about, for the filter.
pub fn events(conn: &mut Conn, cx: &Context) -> Result<Vec<About>, OutboxError> {
    let sight = Sight::of(&cx.actor, Action::SeeOutbox)?;
    Ok(store::events(conn, &sight)?)
}

pub fn show(conn: &mut Conn, cx: &Context, id: &PublicId) -> Result<Shown, OutboxError> {
    let shown = store::show(conn, id)?.ok_or(Denied::NotFound)?;
    require(&cx.actor, Action::SeeOutbox, shown.scope())?;
    Ok(shown)
}

/// What staff may do with messages.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Act {
    /// Send as soon as possible, as if it were new.
    TryAgain,
    Cancel,
}

impl Act {
    /// The states in which it can be done.
    pub const fn from(self) -> &'static [MessageState] {
        match self {
            Act::TryAgain => {
                &[MessageState::Failed, MessageState::Suppressed, MessageState::Doubt, MessageState::Retry]
            }
            Act::Cancel => &[MessageState::Queued, MessageState::Retry, MessageState::Doubt],
        }
    }
    const fn verb(self) -> &'static str {
        match self {
            Act::TryAgain => "tried-again",
            Act::Cancel => "cancelled",
        }
    }
    const fn to(self) -> MessageState {
        match self {
            Act::TryAgain => MessageState::Queued,
            Act::Cancel => MessageState::Cancelled,
        }
    }
}

/// Which messages an act is about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Selection {
    These(Vec<PublicId>),
    Matching(Filter),
}

/// So many are done in one transaction: neither the engine nor anybody else waits for more.
pub const AT_ONCE: usize = 1_000;

/// What an act would reach now.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Reach {
    pub count: i64,
    /// The youngest of them: what comes into the outbox meanwhile is not meant.
    pub last: OutboxId,
}

/// How many of a selection the act would reach, and how far.
pub fn reach(conn: &mut Conn, cx: &Context, act: Act, selection: &Selection) -> Result<Reach, OutboxError> {
    let sight = Sight::of(&cx.actor, Action::ManageOutbox).map_err(|_| Denied::Forbidden)?;
    let (count, last) = store::reach(conn, &sight, act, selection)?;
    Ok(Reach { count, last: last.unwrap_or(OutboxId::new(0)) })
}

/// What one transaction of an act did.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Part {
    pub done: usize,
    /// Whose mails are tried again although their address was refused: whoever has it done holds the addresses to be right, and says so
    /// to the address book in the same transaction.
    pub trusted: Vec<(ContactId, Email)>,
    /// Behind which message the next one goes on; none at the end.
    pub next: Option<OutboxId>,
}

/// Does it to the next [`AT_ONCE`] of a selection that it can still be done to: those after `after`, up to `last`. One transaction each,
/// until there is no next.
pub fn act(
    conn: &mut Conn,
    cx: &Context,
    act: Act,
    selection: &Selection,
    (after, last): (OutboxId, OutboxId),
) -> Result<Part, OutboxError> {
    let sight = Sight::of(&cx.actor, Action::ManageOutbox).map_err(|_| Denied::Forbidden)?;
    let rows = store::reached(conn, &sight, act, selection, (after, last), AT_ONCE)?;
    for row in &rows {
        let mut record =
            Record::new(Entity::Message, row.id.raw(), act.verb()).changes([Change::of("state", row.state, act.to())]);
        record.programme = row.programme;
        history::record(conn, cx, record)?;
    }
    let ids: Vec<OutboxId> = rows.iter().map(|r| r.id).collect();
    let next = if ids.len() < AT_ONCE { None } else { ids.last().copied() };
    let trusted = match act {
        Act::TryAgain => rows.into_iter().filter_map(store::Reached::refused).collect(),
        Act::Cancel => Vec::new(),
    };
    Ok(Part { done: store::act(conn, cx.now, act, &ids)?, trusted, next })
}

/// Does it to one message.
pub fn act_on(conn: &mut Conn, cx: &Context, what: Act, id: &PublicId) -> Result<Part, OutboxError> {
    let shown = show(conn, cx, id)?;
    require(&cx.actor, Action::ManageOutbox, shown.scope())?;
    let (id, this) = (shown.listed.id, Selection::These(vec![id.clone()]));
    match act(conn, cx, what, &this, (OutboxId::new(0), id))? {
        Part { done: 0, .. } => Err(OutboxError::TooLate),
        part => Ok(part),
    }
}

/// "Does the relay work?", to the administrator who asks.
pub fn send_test(
    conn: &mut Conn,
    cx: &Context,
    account: AccountId,
    to: &Email,
    locale: Locale,
) -> Result<(), OutboxError> {
    require(&cx.actor, Action::ManageInstallation, Scope::Installation)?;
    let mail = NewMessage {
        message: Message::RelayTest { account },
        lane: Lane::Prompt,
        to: to.clone(),
        contact: None,
        locale,
        programme: None,
        event: None,
        due_at: cx.now,
        dedupe_key: format!("relay-test:{}", PublicId::random()),
    };
    super::enqueue(conn, cx, &mail)?;
    Ok(())
}
