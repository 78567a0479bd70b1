use super::draft::{Draft, parse};
use super::input::{EventInput, Passed};
use super::model::*;
use super::reach::{self, Times};
use super::service::{choices, for_action};
use super::{store, store_around, store_deadlines, store_guests};
use crate::access::{Action, Context, Scope, may, require, require_open};
use crate::db::{Conn, Stored};
use crate::domain::history::{self, Change, Entity, PersonalChange, Record};
use crate::kernel::ids::{ProgrammeId, PublicId};
use crate::kernel::invalid::{Invalid, Reason};
use crate::kernel::localised::Localised;
use crate::kernel::time::WallTime;

/// The card a new event starts with: the member who writes it. The caller shows it in the form, where it may be changed.
pub fn default_card(conn: &mut Conn, cx: &Context) -> Stored<ContactCard> {
    let Some(account) = cx.actor.account() else { return Ok(ContactCard::default()) };
    Ok(store_around::card_of_account(conn, account)?.unwrap_or_default())
}

/// A new event: an idea, or planned when it has a date.
pub fn create(
    conn: &mut Conn,
    cx: &Context,
    programme: ProgrammeId,
    input: &EventInput,
) -> Result<EventView, EventError> {
    require(&cx.actor, Action::SeeProgramme, Scope::Programme(programme))?;
    require_open(&cx.actor, programme)?;
    let choices = choices(conn, programme)?;
    let draft = parse(input, &choices)?;
    reach::within(cx, None, &times(&draft))?;
    deadline_ahead(cx, draft.when, draft.reply_by)?;
    meant(cx, None, (draft.when, draft.host.slot), input.passed)?;
    let edits = |scope| may(&cx.actor, Action::EditEvent, scope);
    let holds_cities = choices.cities.iter().any(|c| edits(Scope::City(programme, c.id)));
    if draft.city.is_none() && holds_cities && !edits(Scope::Programme(programme)) {
        return Err(Invalid::one("city", Reason::Required).into());
    }
    require(&cx.actor, Action::EditEvent, Scope::of(programme, draft.city.as_ref().map(|c| c.id)))?;
    let state = if draft.when.is_some() { EventState::Planned } else { EventState::Idea };
    let mut event = blank(cx, programme, &draft, state);
    apply(&mut event, &draft);
    event.contact = contact_behind(conn, &event.card)?;
    event.id = store::insert(conn, &event)?;
    let made = Record::new(Entity::Event, event.id.raw(), "created").within(programme, event.city);
    history::record(conn, cx, made.changes(Change::of_text("title", &Localised::default(), &event.title)))?;
    Ok(EventView { event, city: draft.city, step: draft.step })
}

/// Changes an event. A time that guests know stays: that is a move ([`super::reschedule`]).
pub fn edit(
    conn: &mut Conn,
    cx: &Context,
    programme: ProgrammeId,
    id: &PublicId,
    seen: i64,
    input: &EventInput,
) -> Result<EventView, EventError> {
    let before = for_action(conn, cx, programme, id, Action::EditEvent)?;
    // Who is too late is told so first: what is wrong with an older version may be right by now.
    if before.event.version != seen {
        return Err(EventError::Stale);
    }
    let choices = choices(conn, programme)?;
    let mut input = input.clone();
    follow_city(&before, &input.city, &mut input.place, &mut input.zone);
    let draft = parse(&input, &choices)?;
    require(&cx.actor, Action::EditEvent, Scope::of(programme, draft.city.as_ref().map(|c| c.id)))?;
    reach::within(cx, Some(&before.event), &times(&draft))?;
    if draft.reply_by != before.event.reply_by {
        deadline_ahead(cx, draft.when, draft.reply_by)?;
    }
    meant(cx, Some(&before.event), (draft.when, draft.host.slot), input.passed)?;
    let mut event = before.event.clone();
    apply(&mut event, &draft);
    // The count of places given and the new capacity are one decision.
    store::lock_places(conn, event.id)?;
    let guests = store_guests::guests(conn, &[event.id], cx.now)?.remove(&event.id).unwrap_or_default();
    if event.capacity.is_some_and(|c| c < guests.accepted) {
        return Err(Invalid::one("capacity", Reason::BelowAccepted { accepted: guests.accepted }).into());
    }
    if is_shift(&before.event, &event) {
        if !super::transitions::is_movable(event.state) {
            return Err(EventError::Settled(event.state));
        }
        if guests.bound > 0 {
            return Err(EventError::GuestsKnow { guests: guests.bound });
        }
        event.sequence += 1;
    }
    event.contact = contact_behind(conn, &event.card)?;
    if event == before.event {
        return Ok(before);
    }
    write(conn, cx, &before.event, &mut event, seen)?;
    let record = Record::new(Entity::Event, event.id.raw(), "edited").within(programme, event.city);
    let record = record.changes(changes(&before.event, &event)).personal(card_changes(&before.event, &event));
    if !record.changes.is_empty() || !record.personal.is_empty() {
        history::record(conn, cx, record)?;
    }
    Ok(EventView { event, city: draft.city, step: draft.step })
}

const fn times(draft: &Draft) -> Times {
    Times { when: draft.when, reply_by: draft.reply_by, own: draft.host.slot }
}

/// Nobody could answer an event that is still ahead by a deadline that has passed.
pub(super) fn deadline_ahead(cx: &Context, when: Option<Slot>, reply_by: Option<WallTime>) -> Result<(), Invalid> {
    let ahead = when.is_some_and(|slot| slot.start.instant() > cx.now);
    let passed = reply_by.is_some_and(|by| by.instant() <= cx.now);
    if ahead && passed { Err(Invalid::one("reply_by", Reason::Past)) } else { Ok(()) }
}

/// Whether a time would be taken to where it has passed: to another beginning, or to an end that is over.
fn passes(cx: &Context, before: Option<Slot>, after: Slot) -> bool {
    let past = |at: WallTime| at.instant() <= cx.now;
    let begins_anew = before.is_none_or(|slot| slot.start.instant() != after.start.instant());
    let ends_anew = before.is_none_or(|slot| slot.end.instant() != after.end.instant());
    (past(after.start) && begins_anew) || (past(after.end) && ends_anew)
}

/// What would be taken to a time that has passed, the whole of an event or our own part of it, by the field that says when.
pub(super) fn passing(
    cx: &Context,
    before: Option<&Event>,
    (when, own): (Option<Slot>, Option<Slot>),
) -> Option<&'static str> {
    if passes(cx, before.and_then(|event| event.when), when?) {
        return Some("starts");
    }
    // What guests went by before is what it is another than.
    passes(cx, before.and_then(Event::for_guests), own?).then_some("slot_starts")
}

/// A date in the past is a record or a slip: whoever writes it says that it is meant.
pub(super) fn meant(
    cx: &Context,
    before: Option<&Event>,
    times: (Option<Slot>, Option<Slot>),
    said: Passed,
) -> Result<(), Invalid> {
    let passed = passing(cx, before, times).is_some();
    if passed && said == Passed::Unsaid { Err(Invalid::one("passed", Reason::PastUnmeant)) } else { Ok(()) }
}

/// A copy to go on from: an idea without guests or notices; of its dates only those yet to come.
pub fn clone_event(
    conn: &mut Conn,
    cx: &Context,
    programme: ProgrammeId,
    id: &PublicId,
) -> Result<EventView, EventError> {
    let origin = for_action(conn, cx, programme, id, Action::EditEvent)?;
    let ahead = |at: WallTime| at.instant() > cx.now;
    let mut event = origin.event.clone();
    event.public_id = PublicId::random();
    event.version = 1;
    event.state = EventState::Idea;
    event.state_reason = None;
    event.when = event.when.filter(|w| ahead(w.start));
    event.reply_by = event.reply_by.filter(|r| ahead(*r) && event.when.is_some());
    event.host.slot = event.host.slot.filter(|s| ahead(s.start));
    event.sequence = 0;
    event.announced_at = None;
    (event.created_at, event.updated_at) = (cx.now, cx.now);
    event.id = store::insert(conn, &event)?;
    let today = cx.now.at(event.zone).date();
    for deadline in store_deadlines::deadlines(conn, origin.event.id)? {
        if deadline.due_on >= today {
            let public_id = PublicId::random();
            store_deadlines::insert_deadline(
                conn,
                event.id,
                &public_id,
                &deadline.label,
                deadline.due_on,
                &deadline.url,
            )?;
        }
    }
    let record = Record::new(Entity::Event, event.id.raw(), "cloned").within(programme, event.city);
    history::record(conn, cx, record.changes([Change::of("origin", "", &origin.event.public_id)]))?;
    Ok(EventView { event, ..origin })
}

fn blank(cx: &Context, programme: ProgrammeId, draft: &Draft, state: EventState) -> Event {
    Event {
        id: 0.into(),
        public_id: PublicId::random(),
        version: 1,
        programme,
        city: None,
        step: None,
        kind: draft.kind,
        hosting: draft.hosting,
        state,
        state_reason: None,
        title: Localised::default(),
        description: Localised::default(),
        venue: Venue::default(),
        place: Localised::default(),
        languages: Vec::new(),
        zone: draft.zone,
        when: None,
        capacity: None,
        reply_by: None,
        contact: None,
        card: ContactCard::default(),
        host: Host::default(),
        sequence: 0,
        announced_at: None,
        created_at: cx.now,
        updated_at: cx.now,
    }
}

fn apply(event: &mut Event, draft: &Draft) {
    event.kind = draft.kind;
    event.hosting = draft.hosting;
    event.city = draft.city.as_ref().map(|c| c.id);
    event.step = draft.step.as_ref().map(|s| s.id);
    event.title = draft.title.clone();
    event.description = draft.description.clone();
    event.venue = draft.venue.clone();
    event.place = draft.place.clone();
    event.languages = draft.languages.clone();
    event.zone = draft.zone;
    event.when = draft.when;
    event.capacity = draft.capacity;
    event.reply_by = draft.reply_by;
    event.card = draft.card.clone();
    event.host = draft.host.clone();
}

/// A form shows the old city's name and zone beside the new choice; what was only the old city's follows to the new one.
pub(super) fn follow_city(before: &EventView, city: &str, place: &mut Localised, zone: &mut String) {
    let Some(old) = before.city.as_ref().filter(|c| c.public_id.as_str() != city.trim()) else { return };
    for (locale, name) in old.name.iter() {
        if place.get(locale) == Some(name) {
            place.set(locale, String::new());
        }
    }
    if zone.trim() == old.zone.name() && !city.trim().is_empty() {
        zone.clear();
    }
}

/// Whether calendars must take note: time (of our part, too), zone or city changed. (Without a city, its name stands for it.)
pub(super) fn is_shift(before: &Event, after: &Event) -> bool {
    let unnamed = before.city.is_none() && after.city.is_none();
    before.when != after.when
        || before.for_guests() != after.for_guests()
        || before.zone != after.zone
        || before.city != after.city
        || (unnamed && before.place != after.place)
}

/// Writes the new state of an event over the version that was seen.
pub(super) fn write(
    conn: &mut Conn,
    cx: &Context,
    before: &Event,
    event: &mut Event,
    seen: i64,
) -> Result<(), EventError> {
    if before.version != seen {
        return Err(EventError::Stale);
    }
    // Everybody takes the places before the event itself: who edits and who moves never wait for each other in a ring.
    store::lock_places(conn, event.id)?;
    event.version = seen + 1;
    event.updated_at = cx.now;
    store::update(conn, event, seen)?.ok_or(EventError::Stale)
}

fn contact_behind(conn: &mut Conn, card: &ContactCard) -> Stored<Option<crate::kernel::ids::ContactId>> {
    card.email.as_ref().map_or(Ok(None), |email| store_around::contact_of_account(conn, email))
}

fn said<T: ToString>(value: Option<T>) -> String {
    value.map_or_else(String::new, |v| v.to_string())
}

/// Time and place of two versions, field by field.
pub(super) fn shift_changes(before: &Event, after: &Event) -> Vec<Option<Change>> {
    let start = |e: &Event| said(e.when.map(|w| w.start.stored()));
    let end = |e: &Event| said(e.when.map(|w| w.end.stored()));
    let by = |e: &Event| said(e.reply_by.map(WallTime::stored));
    let slot = |e: &Event| said(e.host.slot.map(|s| format!("{} / {}", s.start.stored(), s.end.stored())));
    let mut all = vec![
        Change::of("starts", start(before), start(after)),
        Change::of("ends", end(before), end(after)),
        Change::of("zone", before.zone, after.zone),
        Change::of("reply_by", by(before), by(after)),
        Change::of("slot", slot(before), slot(after)),
    ];
    all.extend(Change::of_text("place", &before.place, &after.place));
    all
}

fn changes(before: &Event, after: &Event) -> Vec<Option<Change>> {
    let spoken = |e: &Event| e.languages.iter().map(|l| l.tag()).collect::<Vec<_>>().join(", ");
    let mut all = shift_changes(before, after);
    all.extend([
        Change::of("kind", before.kind, after.kind),
        Change::of("hosting", before.hosting, after.hosting),
        Change::of("room", &before.venue.room, &after.venue.room),
        Change::of("map_url", &before.venue.map_url, &after.venue.map_url),
        Change::of("languages", spoken(before), spoken(after)),
        Change::of("capacity", said(before.capacity), said(after.capacity)),
        Change::of("host_url", &before.host.url, &after.host.url),
    ]);
    for (field, old, new) in [
        ("title", &before.title, &after.title),
        ("description", &before.description, &after.description),
        ("venue_name", &before.venue.name, &after.venue.name),
        ("venue_address", &before.venue.address, &after.venue.address),
        ("host_name", &before.host.name, &after.host.name),
    ] {
        all.extend(Change::of_text(field, old, new));
    }
    all
}

/// Names, addresses and numbers of persons go where they can be erased.
fn card_changes(before: &Event, after: &Event) -> Vec<PersonalChange> {
    let email = |e: &Event| said(e.card.email.as_ref());
    [
        ("contact_name", before.card.name.clone(), after.card.name.clone()),
        ("contact_email", email(before), email(after)),
        ("contact_phone", before.card.phone.clone(), after.card.phone.clone()),
        ("host_contact", before.host.contact.clone(), after.host.contact.clone()),
    ]
    .into_iter()
    .filter(|(_, old, new)| old != new)
    .map(|(field, old, new)| PersonalChange {
        contact: after.contact,
        field: field.to_owned(),
        before: Some(old),
        after: Some(new),
    })
    .collect()
}
