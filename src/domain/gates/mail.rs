//! What this slice's mails say: every value, no sentence. A message may have become pointless since it was written down; the word says why.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::known::Known;
use super::model::{GateError, Missing, Risk};
use super::service::{Standing, known};
use super::store_mail as store;
use crate::access::{Context, Role};
use crate::db::types::text_enum;
use crate::db::{Conn, DbError, Stored};
use crate::domain::events::{self, Event, EventState, EventView};
use crate::kernel::email::Email;
use crate::kernel::ids::{AccountId, ContactId, EventId};
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;
use crate::kernel::names::{PersonName, is_han};

text_enum! {
    /// Why a message has no point any more.
    pub enum Moot {
        Gone = "gone",
        /// What was missing is given, or the event rests on it no more.
        Settled = "settled",
        /// The event is cancelled, postponed or over.
        EventOff = "event-off",
    }
}

/// Somebody who is told that an event is at risk.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Recipient {
    pub email: Email,
    pub locale: Locale,
    pub contact: Option<ContactId>,
    /// None beside no contact: whom guests write to, by the event's card.
    pub account: Option<AccountId>,
}

/// The first address of a contact that takes mail, where they have not asked not to be written to.
pub(super) fn address_of(conn: &mut Conn, contact: ContactId) -> Stored<Option<(Email, Locale)>> {
    Ok(store::addresses(conn, &[contact])?.remove(&contact))
}

/// Who answers for an event: whom guests write to, the step's owner and deputy, and the coordinators of its city. Each address once.
pub(super) fn recipients(conn: &mut Conn, known: &Known, view: &EventView) -> Stored<Vec<Recipient>> {
    Ok(recipients_of_each(conn, known, &[view])?.pop().unwrap_or_default())
}

/// The same of several events of a programme, in their order, in as many statements as for one.
pub(super) fn recipients_of_each(conn: &mut Conn, known: &Known, views: &[&EventView]) -> Stored<Vec<Vec<Recipient>>> {
    if views.is_empty() {
        return Ok(Vec::new());
    }
    let contacts: Vec<ContactId> = views.iter().flat_map(|view| contacts_of(known, view)).collect();
    let addresses = store::addresses(conn, &contacts)?;
    let members = store::members(conn, known.outline.programme.id)?;
    let cards: Vec<String> = views.iter().filter_map(|v| Some(v.event.card.email.as_ref()?.folded())).collect();
    let languages = store::languages_of(conn, &cards)?;
    Ok(views.iter().map(|view| reached(known, view, (&addresses, &languages), &members)).collect())
}

/// Whom guests write to, and who answers for its step.
fn contacts_of(known: &Known, view: &EventView) -> Vec<ContactId> {
    let step = view.event.step.and_then(|id| known.step(id));
    let people = step.into_iter().flat_map(|s| [&s.owner, &s.deputy]).flatten().map(|owner| owner.id);
    view.event.contact.into_iter().chain(people).collect()
}

fn reached(
    known: &Known,
    view: &EventView,
    (addresses, languages): (&HashMap<ContactId, (Email, Locale)>, &HashMap<String, Locale>),
    members: &[store::MemberRow],
) -> Vec<Recipient> {
    let event = &view.event;
    let mut found: Vec<Recipient> = Vec::new();
    let mut add = |new: Recipient| {
        match found.iter_mut().find(|f| f.email.folded() == new.email.folded()) {
            // Of somebody with an account it is the account that says in which language they read.
            Some(known) if new.account.is_some() => known.locale = new.locale,
            Some(_) => {}
            None => found.push(new),
        }
    };
    for contact in contacts_of(known, view) {
        if let Some((email, locale)) = addresses.get(&contact) {
            add(Recipient { email: email.clone(), locale: *locale, contact: Some(contact), account: None });
        }
    }
    for (grant, account, email, locale) in members {
        let here = grant.city.is_none_or(|own| event.city == Some(own));
        if here && matches!(grant.role, Role::Coordinator | Role::LocalCoordinator) {
            add(Recipient { email: email.clone(), locale: *locale, contact: None, account: Some(*account) });
        }
    }
    if let Some(email) = &event.card.email {
        let locale = languages.get(&email.folded()).copied().unwrap_or_else(|| likely(event));
        add(Recipient { email: email.clone(), locale, contact: None, account: None });
    }
    found
}

/// In which language somebody reads of whom nobody has written it down: by the characters of their name, or by the one that is spoken there.
fn likely(event: &Event) -> Locale {
    match event.languages.as_slice() {
        _ if event.card.name.chars().any(is_han) => Locale::Zh,
        [spoken] => *spoken,
        _ => Locale::default(),
    }
}

/// The owner of something that an event waits for is asked for it.
#[derive(Clone, Debug)]
pub struct NudgeLetter {
    pub view: EventView,
    pub programme_slug: String,
    pub programme_title: Localised,
    pub reader: PersonName,
    pub missing: Missing,
    /// Everything that is missing beside it.
    pub all: Vec<Missing>,
    /// The event rests on it, and it is no longer given.
    pub lost: bool,
    /// Names of stakeholder groups by code.
    pub groups: HashMap<String, Localised>,
    /// Who asks.
    pub by: Option<String>,
    /// Whom an answer reaches: whoever asks, or whom guests write to.
    pub answers_to: Option<(String, Email)>,
    /// The reader has an account that sees the programme.
    pub signs_in: bool,
}

/// Those who answer for an event are told that it lost something it rests on.
#[derive(Clone, Debug)]
pub struct RiskLetter {
    pub view: EventView,
    pub programme_slug: String,
    pub programme_title: Localised,
    pub reader: PersonName,
    pub risk: Risk,
    /// Names of stakeholder groups by code.
    pub groups: HashMap<String, Localised>,
}

/// What a nudge is made from: event, contact, what is owed, who asks.
pub type NudgeOf = (EventId, ContactId, String, Option<AccountId>);
/// What a warning is made from: risk, and who reads it.
pub type RiskOf = (i64, Option<ContactId>, Option<AccountId>);

/// Either a letter or the reason why there is none, in the order asked for.
pub type Letters<T> = Vec<Result<T, Moot>>;

const fn is_off(state: EventState) -> bool {
    matches!(state, EventState::Cancelled | EventState::Postponed | EventState::Held | EventState::Reported)
}

/// Each programme of a batch is read once.
#[derive(Default)]
struct Shelf(HashMap<EventId, (EventView, Known)>);

impl Shelf {
    fn of(&mut self, conn: &mut Conn, cx: &Context, event: EventId) -> Stored<Option<&(EventView, Known)>> {
        match self.0.entry(event) {
            Entry::Occupied(there) => Ok(Some(there.into_mut())),
            Entry::Vacant(free) => {
                let Some(view) = events::load_many(conn, &[event])?.remove(&event) else { return Ok(None) };
                let known = known(conn, cx, view.event.programme).map_err(read_fault)?;
                Ok(Some(free.insert((view, known))))
            }
        }
    }
}

pub(super) fn read_fault(error: GateError) -> DbError {
    match error {
        GateError::Db(error) => error,
        other => DbError::Query(other.to_string()),
    }
}

/// The letters that remind owners.
pub fn nudges(conn: &mut Conn, cx: &Context, ids: &[NudgeOf]) -> Stored<Letters<NudgeLetter>> {
    let mut shelf = Shelf::default();
    ids.iter()
        .map(|(event, contact, owed, by)| {
            let Some(reader) = store::name(conn, *contact)? else { return Ok(Err(Moot::Gone)) };
            let asker = by.map(|account| store::mailbox(conn, account, *contact)).transpose()?.flatten();
            let by = by.map(|account| store::account_name(conn, account)).transpose()?.flatten();
            let Some((view, known)) = shelf.of(conn, cx, *event)? else { return Ok(Err(Moot::Gone)) };
            if is_off(view.event.state) {
                return Ok(Err(Moot::EventOff));
            }
            let Standing { verdict, lost, .. } = known.standing(view);
            let find = |all: &[Missing]| all.iter().find(|m| m.what.key() == *owed).cloned();
            let (missing, all, lost) = match (find(&lost), find(&verdict.missing)) {
                (Some(missing), _) => (missing, lost, true),
                (None, Some(missing)) => (missing, verdict.missing, false),
                (None, None) => return Ok(Err(Moot::Settled)),
            };
            let card = &view.event.card;
            let programme = &known.outline.programme;
            Ok(Ok(NudgeLetter {
                answers_to: asker.or_else(|| Some((card.name.clone(), card.email.clone()?))),
                signs_in: store::signs_in(conn, *contact, programme.id)?,
                view: view.clone(),
                programme_slug: programme.slug.to_string(),
                programme_title: programme.title.clone(),
                reader,
                missing,
                all,
                lost,
                groups: known.groups.clone(),
                by,
            }))
        })
        .collect()
}

/// The letters that warn of an event at risk.
pub fn warnings(conn: &mut Conn, cx: &Context, ids: &[RiskOf]) -> Stored<Letters<RiskLetter>> {
    let mut shelf = Shelf::default();
    ids.iter()
        .map(|(risk, contact, account)| {
            let Some((event, risk, cleared)) = super::store::risk(conn, *risk)? else { return Ok(Err(Moot::Gone)) };
            if cleared.is_some() {
                return Ok(Err(Moot::Settled));
            }
            let named = match (contact, account) {
                (Some(contact), _) => store::name(conn, *contact)?,
                (None, Some(account)) => store::account_name(conn, *account)?.map(bare),
                (None, None) => None,
            };
            let Some((view, known)) = shelf.of(conn, cx, event)? else { return Ok(Err(Moot::Gone)) };
            if is_off(view.event.state) {
                return Ok(Err(Moot::EventOff));
            }
            // What is given again at this moment may be gone at the next, and nobody would be told: only the flag itself, which is taken
            // down a moment late, ends the matter. Until then it is told as it was noted.
            let risk = match known.risk_now(&view.event) {
                Some(Risk { missing, .. }) => Risk { missing, ..risk },
                None => risk,
            };
            let programme = &known.outline.programme;
            Ok(Ok(RiskLetter {
                reader: named.unwrap_or_else(|| bare(view.event.card.name.clone())),
                view: view.clone(),
                programme_slug: programme.slug.to_string(),
                programme_title: programme.title.clone(),
                risk,
                groups: known.groups.clone(),
            }))
        })
        .collect()
}

fn bare(name: String) -> PersonName {
    PersonName { native: name, ..PersonName::default() }
}
