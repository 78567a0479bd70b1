//! The whole log, filtered: of a programme, or of the installation.

use std::collections::HashMap;

use super::model::{Entity, Entry, HistoryError};
use super::store_log::{self as store, Courting, Filter};
use super::{store_chain, store_names};
use crate::access::{Action, Actor, Context, Denied, Door, Scope, holds, require};
use crate::db::batch::Question;
use crate::db::{Conn, Stored};
use crate::kernel::ids::{AccountId, CityId, ContactId, HistoryId, ProgrammeId, PublicId};
use crate::kernel::invalid::{Invalid, Reason};
use crate::kernel::localised::Localised;
use crate::kernel::names::PersonName;
use crate::kernel::page::{Page, PageRequest};
use crate::kernel::time::Instant;

/// Whose log.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Whole {
    Installation,
    Programme(ProgrammeId),
}

/// Who acted, as asked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum By {
    Account(PublicId),
    /// Whoever holds a seat's link.
    Guests,
    /// Whoever was not known.
    Strangers,
}

/// What is wanted of a log, as an address says it. What is left out narrows nothing.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Asked {
    /// By slug or id; for the installation's log.
    pub programme: Option<String>,
    /// By slug or id; of a programme.
    pub city: Option<String>,
    pub kind: Option<Entity>,
    /// One thing of that kind.
    pub object: Option<PublicId>,
    pub by: Option<By>,
    /// The contact whom it concerns: what is about them, what names them, and what they did.
    pub about: Option<PublicId>,
    /// The verb.
    pub action: Option<String>,
    pub door: Option<Door>,
    /// From this instant on.
    pub from: Option<Instant>,
    /// Up to it, without it.
    pub until: Option<Instant>,
}

/// What a thing is called.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Name {
    Text(String),
    Localised(Localised),
    Person(PersonName),
}

/// A thing as it is known outside, and what it is called today.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Named {
    pub public_id: PublicId,
    pub name: Name,
    /// The event a round or a seat belongs to.
    pub event: Option<(PublicId, Localised)>,
}

/// What the entries of a page speak of.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// Things that are there still.
    pub things: HashMap<(Entity, i64), Named>,
    pub accounts: HashMap<AccountId, PublicId>,
    /// By slug and title.
    pub programmes: HashMap<ProgrammeId, (String, Localised)>,
    pub cities: HashMap<CityId, (String, Localised)>,
    /// Contacts whose numbers stand in what was changed.
    pub people: HashMap<i64, (PublicId, PersonName)>,
    /// Members whose numbers stand there.
    pub members: HashMap<i64, (PublicId, String)>,
    /// For whom links were made, by the links' public ids.
    pub shares: HashMap<String, String>,
    pub seals: HashMap<HistoryId, String>,
}

#[derive(Clone, Debug)]
pub struct Log {
    pub page: Page<Entry>,
    pub names: Names,
}

/// What happened, newest first.
pub fn whole(conn: &mut Conn, cx: &Context, of: Whole, asked: &Asked, page: PageRequest) -> Result<Log, HistoryError> {
    let cities = reach(&cx.actor, of)?;
    let filter = filter(conn, (&cx.actor, of), cities, asked)?;
    let mut page = store::list(conn, &filter, page)?;
    page.items = page.items.into_iter().map(|entry| entry.read_by(&cx.actor)).collect();
    let mut names = store_names::names(conn, &page.items)?;
    let ids: Vec<HistoryId> = page.items.iter().map(|entry| entry.id).collect();
    names.seals = store_chain::seals_of(conn, &ids)?;
    Ok(Log { page, names })
}

/// What the changes in these entries speak of. The caller has seen to it that they may be told.
pub fn spoken_of(conn: &mut Conn, entries: &[Entry]) -> Stored<Names> {
    store_names::spoken(conn, entries)
}

/// The people among that, to be asked beside other questions; none where nobody is spoken of.
pub fn people_asked(entries: &[Entry]) -> Option<Question<'static, Names>> {
    store_names::people_asked(entries)
}

/// Those who may have acted there, by name: everybody with an account, or with a role in the programme.
pub fn members(conn: &mut Conn, cx: &Context, of: Whole) -> Result<Vec<(PublicId, String)>, HistoryError> {
    reach(&cx.actor, of)?;
    Ok(store_names::members(conn, of)?)
}

/// What a thing is called that a filter names. The caller has been told of it by [`whole`] already.
pub fn name_of(conn: &mut Conn, kind: Entity, id: &PublicId) -> Result<Option<Named>, HistoryError> {
    let Some(thing) = store_names::thing(conn, kind, id)? else { return Ok(None) };
    Ok(store_names::things(conn, kind, &[thing])?.pop().map(|(_, named)| named))
}

/// The cities whose entries alone are for the reader; none where all are.
fn reach(actor: &Actor, of: Whole) -> Result<Option<Vec<CityId>>, Denied> {
    let Whole::Programme(programme) = of else {
        require(actor, Action::SeeWholeHistory, Scope::Installation)?;
        return Ok(None);
    };
    let Err(mut refusal) = require(actor, Action::SeeHistory, Scope::Programme(programme)) else { return Ok(None) };
    let mut own = Vec::new();
    for city in actor.grants().iter().filter(|g| g.programme == Some(programme)).filter_map(|g| g.city) {
        match require(actor, Action::SeeHistory, Scope::City(programme, city)) {
            Ok(()) => own.push(city),
            Err(Denied::NotFound) => {}
            Err(nearer) => refusal = nearer,
        }
    }
    if own.is_empty() { Err(refusal) } else { Ok(Some(own)) }
}

/// Whether the reader is told who courts sponsors, and whom: whoever only counts finds no sponsorship by a person.
fn courting(actor: &Actor, of: Whole, cities: Option<&[CityId]>) -> Courting {
    let court = |scope| holds(actor, Action::EditSponsorship, scope);
    let told = match (of, cities) {
        (Whole::Installation, _) => true,
        (Whole::Programme(id), None) => court(Scope::Programme(id)),
        (Whole::Programme(id), Some(cities)) => cities.iter().all(|city| court(Scope::City(id, *city))),
    };
    if told { Courting::Told } else { Courting::Untold }
}

/// Names of the outside as our own numbers; what there is not is told by its field.
fn filter(
    conn: &mut Conn,
    (actor, of): (&Actor, Whole),
    cities: Option<Vec<CityId>>,
    asked: &Asked,
) -> Result<Filter, HistoryError> {
    let courting = courting(actor, of, cities.as_deref());
    let mut bad = Invalid::default();
    let mut filter = Filter {
        programme: match of {
            Whole::Programme(id) => Some(id),
            Whole::Installation => None,
        },
        cities,
        kind: asked.kind,
        action: asked.action.clone(),
        door: asked.door,
        from: asked.from,
        until: asked.until,
        ..Filter::default()
    };
    if let (Some(slug), Whole::Installation) = (&asked.programme, of) {
        filter.programme = found(&mut bad, "programme", store_names::programme(conn, slug)?);
    }
    if let Some(slug) = &asked.city {
        let city = filter.programme.map(|p| store_names::city(conn, p, slug)).transpose()?.flatten();
        filter.city = found(&mut bad, "city", city);
    }
    match (asked.kind, &asked.object) {
        (_, None) => {}
        (None, Some(_)) => bad.add("kind", Reason::Required),
        (Some(kind), Some(id)) => filter.object = found(&mut bad, "object", store_names::thing(conn, kind, id)?),
    }
    filter.by = match &asked.by {
        Some(By::Account(id)) => {
            found(&mut bad, "by", store_names::account(conn, id)?).map(|account| ("member", Some(account.raw())))
        }
        Some(By::Guests) => Some(("guest", None)),
        Some(By::Strangers) => Some(("nobody", None)),
        None => None,
    };
    if let Some(id) = &asked.about {
        let contact = found(&mut bad, "about", store_names::thing(conn, Entity::Contact, id)?);
        filter.about = contact.map(|contact| store::about(conn, ContactId::new(contact), courting)).transpose()?;
    }
    bad.into_result()?;
    Ok(filter)
}

fn found<T>(bad: &mut Invalid, field: &str, found: Option<T>) -> Option<T> {
    if found.is_none() {
        bad.add(field, Reason::NoSuch);
    }
    found
}
