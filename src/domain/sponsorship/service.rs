use std::collections::BTreeSet;

use super::clash;
use super::files;
use super::model::{EventFace, Firm, FirmChoice, Need, NewSponsorship, Part, Plan, Sponsorship, SponsorshipError};
use super::moving::latest;
use super::stages::Given;
use super::store_write::{self, Resolved};
use super::{packages, showing, store};
use crate::access::{Action, Actor, Context, Denied, Scope, holds, may, require, require_open};
use crate::db::dialect::{Turn, take_turn};
use crate::db::{Conn, DbError};
use crate::domain::contacts::{self, NewOrganisation, OrganisationDraft};
use crate::domain::events::{self, EventState};
use crate::domain::history::{self, Change, Entity, Entry, PersonalChange, Record};
use crate::domain::programme::{self, Duty, Outline, Outsiders, OwnerChoice};
use crate::kernel::ids::{CityId, ContactId, OrganisationId, ProgrammeId, PublicId};
use crate::kernel::invalid::{Invalid, Reason};
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;
use crate::kernel::money::Money;
use crate::kernel::names::is_han;
use crate::kernel::page::{Page, PageRequest};

type Result<T> = std::result::Result<T, SponsorshipError>;

/// How much of a programme somebody sees.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Sight {
    Whole,
    /// What belongs to events of these cities.
    Cities(Vec<CityId>),
}

/// What the actor sees of a programme's sponsorships.
pub fn sight(actor: &Actor, programme: ProgrammeId) -> std::result::Result<Sight, Denied> {
    let refusal = match require(actor, Action::SeeSponsorship, Scope::Programme(programme)) {
        Ok(()) => return Ok(Sight::Whole),
        Err(refusal) => refusal,
    };
    let own = actor.grants().iter().filter(|g| g.programme == Some(programme)).filter_map(|g| g.city);
    let mut cities = Vec::new();
    let mut nearer = refusal;
    for city in own {
        match require(actor, Action::SeeSponsorship, Scope::City(programme, city)) {
            Ok(()) => cities.push(city),
            Err(Denied::NotFound) => {}
            Err(other) => nearer = other,
        }
    }
    if cities.is_empty() { Err(nearer) } else { Ok(Sight::Cities(cities)) }
}

/// With what the actor may read of it.
fn kept(actor: &Actor, s: Sponsorship) -> Sponsorship {
    if holds(actor, Action::EditSponsorship, s.scope()) { s } else { s.without_words() }
}

/// Everything of a programme that the actor sees, the oldest first.
pub fn whole(conn: &mut Conn, cx: &Context, programme: ProgrammeId) -> Result<Vec<Sponsorship>> {
    let sight = sight(&cx.actor, programme)?;
    let all = store::whole(conn, programme, &sight)?;
    Ok(all.into_iter().map(|s| kept(&cx.actor, s)).collect())
}

/// One by its name alone.
pub fn find(conn: &mut Conn, cx: &Context, id: &PublicId) -> Result<Sponsorship> {
    let found = store::anywhere(conn, id)?.ok_or(Denied::NotFound)?;
    require(&cx.actor, Action::SeeSponsorship, found.scope())?;
    Ok(kept(&cx.actor, found))
}

/// The events of a programme for which somebody may court; of a closed one, for which they may once it is open again.
pub fn events_open(conn: &mut Conn, cx: &Context, programme: ProgrammeId) -> Result<Vec<EventFace>> {
    let all = events::of_programme(conn, cx, programme)?;
    let allowed = |city| holds(&cx.actor, Action::EditSponsorship, Scope::of(programme, city));
    let open = all.into_iter().map(|view| view.event).filter(|e| e.state != EventState::Cancelled && allowed(e.city));
    let face = |e: events::Event| EventFace {
        id: e.id,
        public_id: e.public_id,
        title: e.title,
        city: e.city,
        day: e.when.map(|slot| slot.start.date()),
        state: e.state,
    };
    Ok(open.map(face).collect())
}

/// Begins to court a firm. Where others court it already, or one alike, the reason to go on must be given.
pub fn create(conn: &mut Conn, cx: &Context, outline: &Outline, new: &NewSponsorship) -> Result<Sponsorship> {
    begin(conn, cx, outline, (new, Wait::InTurn))
}

/// Whether whoever goes to the same door at this moment waits, and is told of us.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Wait {
    InTurn,
    /// The turn is taken already, or nothing of it will stay.
    No,
}

pub(super) fn begin(
    conn: &mut Conn,
    cx: &Context,
    outline: &Outline,
    (new, wait): (&NewSponsorship, Wait),
) -> Result<Sponsorship> {
    let programme = outline.programme.id;
    require_open(&cx.actor, programme)?;
    let event = match &new.event {
        None => None,
        Some(id) => match events::by_public_id(conn, cx, programme, id) {
            Ok(view) => Some(view.event),
            Err(events::EventError::Denied(Denied::NotFound)) => {
                return Err(Invalid::one("event", Reason::NoSuch).into());
            }
            Err(other) => return Err(other.into()),
        },
    };
    let city = event.as_ref().and_then(|e| e.city);
    require(&cx.actor, Action::EditSponsorship, Scope::of(programme, city))?;
    if wait == Wait::InTurn {
        take_turn(conn, Turn::Courting)?;
    }
    let event = event.map(|e| e.id);
    let firm = firm(conn, cx, &new.firm)?;
    // Found and pointed at are two moments: a merge may pass between them.
    let firm = match contacts::held_organisation(conn, firm.id)?.ok_or(Denied::NotFound)? {
        same if same == firm.id => firm,
        heir => store::firm(conn, heir)?,
    };
    if let Some(there) = store::same(conn, programme, firm.id, event)? {
        return Err(SponsorshipError::Twice(Some(there)));
    }
    let resolved = resolve(conn, cx, (Scope::of(programme, city), programme, firm.id), &new.plan, None)?;
    let others = clash::others(conn, &firm, resolved.owner)?;
    if !others.is_empty() && new.confirm.is_empty() {
        return Err(SponsorshipError::Courted(others));
    }
    let id = match store_write::insert(conn, cx.now, (programme, event, firm.id), &resolved) {
        Ok(id) => id,
        Err(DbError::Duplicate(_)) => return Err(SponsorshipError::Twice(None)),
        Err(fault) => return Err(fault.into()),
    };
    let known: Vec<String> = others.iter().map(|o| o.public_id.to_string()).collect();
    let record = Record::new(Entity::Sponsorship, id.raw(), "created").within(programme, city);
    let because = if others.is_empty() { "" } else { new.confirm.as_str() };
    let changes = [Change::of("clash", "", known.join(", "))];
    let made = store::by_id(conn, id)?;
    history::record(conn, cx, record.because(because).changes(changes).naming(resolved.named()))?;
    Ok(made)
}

/// The firm that is meant: known, known by this name, or made.
fn firm(conn: &mut Conn, cx: &Context, choice: &FirmChoice) -> Result<Firm> {
    let id = match choice {
        FirmChoice::Known(id) => match contacts::organisation(conn, cx, id) {
            Ok(known) => known.id,
            Err(contacts::ContactError::Denied(Denied::NotFound)) => {
                return Err(Invalid::one("organisation", Reason::NoSuch).into());
            }
            Err(other) => return Err(other.into()),
        },
        FirmChoice::Named { name, website } => match contacts::organisation_called(conn, cx, name)? {
            Some(id) => id,
            None => make(conn, cx, name, website)?,
        },
    };
    Ok(store::firm(conn, id)?)
}

/// The firm that is meant, if it is known.
pub(super) fn known_firm(conn: &mut Conn, cx: &Context, choice: &FirmChoice) -> Result<Option<OrganisationId>> {
    match choice {
        FirmChoice::Known(_) => Ok(Some(firm(conn, cx, choice)?.id)),
        FirmChoice::Named { name, .. } => Ok(contacts::organisation_called(conn, cx, name)?),
    }
}

fn make(conn: &mut Conn, cx: &Context, name: &str, website: &str) -> Result<OrganisationId> {
    if !may(&cx.actor, Action::EditContacts, Scope::Installation) {
        return Err(Invalid::one("organisation", Reason::NoneNamed { name: name.to_owned() }).into());
    }
    let locale = match (name.chars().any(is_han), cx.locale) {
        (true, _) => Locale::Zh,
        (false, Locale::Fr) => Locale::Fr,
        (false, _) => Locale::En,
    };
    let draft = OrganisationDraft {
        name: Localised::new([(locale, name.to_owned())]),
        kind: "firm".to_owned(),
        website: website.to_owned(),
        ..OrganisationDraft::default()
    };
    let new = NewOrganisation::parse(draft).map_err(of_firm)?;
    Ok(contacts::create_organisation(conn, cx, &new)?.id)
}

/// The faults of an organisation, by the names that our own fields have.
fn of_firm(Invalid(mut faults): Invalid) -> Invalid {
    for fault in faults.iter_mut().filter(|fault| fault.field != "website") {
        "organisation".clone_into(&mut fault.field);
    }
    Invalid(faults)
}

/// Whoever courts may court: there, or somewhere in the programme while the place is not chosen.
pub fn duty(place: Option<Scope>) -> Duty {
    Duty { actions: &[Action::EditSponsorship], place, outsiders: Outsiders::Refused }
}

/// Our own numbers for what a plan names.
fn resolve<'a>(
    conn: &mut Conn,
    cx: &Context,
    (place, programme, firm): (Scope, ProgrammeId, OrganisationId),
    plan: &'a Plan,
    before: Option<&Sponsorship>,
) -> Result<Resolved<'a>> {
    let own = before.and_then(|s| s.owner.as_ref());
    let owner = match (own, &plan.owner) {
        (Some(owner), OwnerChoice::Contact(id)) if owner.public_id == *id => Some(owner.id),
        (_, choice) => programme::resolve_owner(conn, cx, programme, choice, duty(Some(place)))?,
    };
    let package = match (before.and_then(|s| s.package.as_ref()), &plan.package) {
        (_, None) => None,
        (Some(kept), Some(id)) if kept.public_id == *id => Some(kept.id),
        (_, Some(id)) => Some(packages::offered(conn, programme, id)?),
    };
    let mut people = Vec::with_capacity(plan.people.len());
    for id in &plan.people {
        let contact = match contacts::contact(conn, cx, id) {
            Ok(known) => known,
            Err(contacts::ContactError::Denied(Denied::NotFound)) => {
                return Err(Invalid::one("people", Reason::NoSuch).into());
            }
            Err(other) => return Err(other.into()),
        };
        let there = contact.person.affiliations.iter().any(|a| a.organisation == firm);
        let before = before.is_some_and(|s| s.people.iter().any(|p| p.public_id == *id));
        if !there && !before {
            return Err(Invalid::one("people", Reason::NoSuch).into());
        }
        people.push(contact.person.id);
    }
    Ok(Resolved { plan, owner, package, people })
}

/// Changes what is planned. What the stage rests on has to stay.
pub fn edit(conn: &mut Conn, cx: &Context, before: &Sponsorship, version: i64, plan: &Plan) -> Result<Sponsorship> {
    require(&cx.actor, Action::EditSponsorship, before.scope())?;
    store_write::lock(conn, before.id)?;
    let before = &store::by_id(conn, before.id)?;
    if before.version != version {
        return Err(SponsorshipError::Stale);
    }
    if before.stage.is_signed() && plan.signed_on.is_some_and(|day| day > latest(cx)) {
        return Err(Invalid::one("signed_on", Reason::NotYet { last: latest(cx) }).into());
    }
    let paper = files::current(conn, before.id, Part::Agreement)?;
    if let Some(need) = Given::planned(plan, paper.as_ref()).lacks(before.stage) {
        return Err(lacking(need).into());
    }
    let resolved = resolve(conn, cx, (before.scope(), before.programme, before.firm.id), plan, Some(before))?;
    let bare = |plan: Plan| Plan { owner: OwnerChoice::Nobody, ..plan };
    let same = bare(plan.clone()) == bare(Plan::of(before)) && resolved.owner == before.owner.as_ref().map(|o| o.id);
    if same {
        return Ok(before.clone());
    }
    if !store_write::update(conn, cx.now, (before.id, version), &resolved)? {
        return Err(SponsorshipError::Stale);
    }
    let after = store::by_id(conn, before.id)?;
    let record = Record::new(Entity::Sponsorship, before.id.raw(), "edited").within(before.programme, before.city());
    let record = record.changes(changes(before, &after)?).personal(personal(before, &after));
    let record = record.naming(exchanged(before, &after));
    history::record(conn, cx, record)?;
    if after.shown_name() != before.shown_name() {
        showing::void(conn, cx, &after)?;
    }
    Ok(after)
}

/// What keeps a stage standing, told as the field that would be emptied.
fn lacking(need: Need) -> Invalid {
    let field = match need {
        Need::Offer | Need::Pledge => "amount",
        Need::Agreement => "agreement",
    };
    Invalid::one(field, Reason::Required)
}

fn changes(before: &Sponsorship, after: &Sponsorship) -> Result<Vec<Option<Change>>> {
    let sum = |m: Option<Money>| m.map(|m| format!("{} {}", m.plain(), m.currency)).unwrap_or_default();
    let day = |d: Option<chrono::NaiveDate>| d.map(|d| d.to_string()).unwrap_or_default();
    let package = |s: &Sponsorship| s.package.as_ref().map_or(Ok(String::new()), |p| store::stored(&p.name));
    Ok(vec![
        Change::of("package", package(before)?, package(after)?),
        Change::of("amount", sum(before.amount), sum(after.amount)),
        Change::of("in_kind", &before.in_kind, &after.in_kind),
        Change::of("in_kind_value", sum(before.in_kind_value), sum(after.in_kind_value)),
        Change::of("next_on", day(before.next_on), day(after.next_on)),
        Change::of("signed_on", day(before.signed_on), day(after.signed_on)),
        Change::of("public_name", store::stored(&before.public_name)?, store::stored(&after.public_name)?),
    ])
}

/// Who begins to court a firm or ends it, and who joins those that are talked to there or leaves them.
fn exchanged(before: &Sponsorship, after: &Sponsorship) -> Vec<ContactId> {
    let owner = |s: &Sponsorship| s.owner.as_ref().map(|o| o.id);
    let owners = [owner(before), owner(after)].into_iter().flatten().filter(|_| owner(before) != owner(after));
    let people = |s: &Sponsorship| s.people.iter().map(|person| person.id).collect::<BTreeSet<_>>();
    let (were, are) = (people(before), people(after));
    owners.chain(were.symmetric_difference(&are).copied()).collect()
}

/// Words and persons: kept where they can be erased, and told to nobody who only counts.
fn personal(before: &Sponsorship, after: &Sponsorship) -> Vec<PersonalChange> {
    let owner = |s: &Sponsorship| s.owner.as_ref().map(|o| o.public_id.to_string()).unwrap_or_default();
    let people = |s: &Sponsorship| s.people.iter().map(|p| p.public_id.to_string()).collect::<Vec<_>>().join(", ");
    let fields = [
        ("owner", owner(before), owner(after)),
        ("next_action", before.next_action.clone(), after.next_action.clone()),
        ("notes", before.notes.clone(), after.notes.clone()),
        ("agreement", before.agreement.clone(), after.agreement.clone()),
        ("people", people(before), people(after)),
    ];
    let changed = fields.into_iter().filter(|(_, before, after)| before != after);
    changed
        .map(|(field, before, after)| PersonalChange {
            contact: None,
            field: field.to_owned(),
            before: Some(before),
            after: Some(after),
        })
        .collect()
}

/// What happened to a sponsorship, newest first.
pub fn history(conn: &mut Conn, cx: &Context, of: &Sponsorship, page: PageRequest) -> Result<Page<Entry>> {
    require(&cx.actor, Action::SeeHistory, of.scope())?;
    Ok(history::of_sponsorship(conn, &cx.actor, of.id.raw(), page)?)
}
