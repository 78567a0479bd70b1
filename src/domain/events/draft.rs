//! From what was typed to what an event is: every fault is found at once and told by field.

use super::input::{EventInput, HostInput, MoveInput};
use super::label::Label;
use super::model::{CityFace, ContactCard, EventKind, Host, Hosting, Slot, StepFace, Venue};
use crate::kernel::email::Email;
use crate::kernel::invalid::{ClosedList, Invalid, Reason, line, one_of, prose, required_line, whole};
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;
use crate::kernel::phone::phone;
use crate::kernel::time::{WallTime, Zone};
use crate::kernel::zones;

const TITLE: usize = 200;
const DESCRIPTION: usize = 20_000;
const NAME: usize = 200;
const ADDRESS: usize = 400;
const ROOM: usize = 120;
const URL: usize = 500;
const MOST_PLACES: i64 = 100_000;

/// A checked event, not yet written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Draft {
    pub kind: EventKind,
    pub hosting: Hosting,
    pub city: Option<CityFace>,
    pub step: Option<StepFace>,
    pub title: Localised,
    pub description: Localised,
    pub venue: Venue,
    pub place: Localised,
    pub languages: Vec<Locale>,
    pub zone: Zone,
    pub when: Option<Slot>,
    pub capacity: Option<i64>,
    pub reply_by: Option<WallTime>,
    pub card: ContactCard,
    pub host: Host,
}

/// What a programme offers to choose from.
pub(super) struct Choices {
    pub cities: Vec<CityFace>,
    pub steps: Vec<StepFace>,
    /// The programme's own zone, for events without a city.
    pub zone: Zone,
}

impl Choices {
    pub fn city(&self, typed: &str, faults: &mut Invalid) -> Option<CityFace> {
        let typed = typed.trim();
        let found = self.cities.iter().find(|c| c.public_id.as_str() == typed).cloned();
        if found.is_none() && !typed.is_empty() {
            faults.add("city", Reason::NoSuch);
        }
        found
    }
    /// A step of the chosen city; a step elsewhere is no such step.
    fn step(&self, typed: &str, city: Option<&CityFace>, faults: &mut Invalid) -> Option<StepFace> {
        let typed = typed.trim();
        let own = |s: &&StepFace| s.public_id.as_str() == typed && city.is_some_and(|c| c.id == s.city);
        let found = self.steps.iter().find(own).cloned();
        if found.is_none() && !typed.is_empty() {
            faults.add("step", Reason::NoSuch);
        }
        found
    }
    pub fn zone(&self, typed: &str, city: Option<&CityFace>, faults: &mut Invalid) -> Zone {
        let default = city.map_or(self.zone, |c| c.zone);
        if typed.trim().is_empty() {
            return default;
        }
        faults.take("zone", zones::zone(typed)).unwrap_or(default)
    }
}

pub(super) fn parse(input: &EventInput, choices: &Choices) -> Result<Draft, Invalid> {
    let mut faults = Invalid::default();
    let f = &mut faults;
    let kind = f.take("kind", required_one_of::<EventKind>(&input.kind));
    let hosting = f.take("hosting", required_one_of::<Hosting>(&input.hosting));
    let city = choices.city(&input.city, f);
    let step = choices.step(&input.step, city.as_ref(), f);
    let told = f.0.len();
    let title = input.title.checked(f, "title", |t| line(t, TITLE));
    // Nothing, or only marks that nobody sees.
    if title.is_empty() && f.0.len() == told {
        f.add("title", Reason::Required);
    }
    let description = input.description.checked(f, "description", |t| prose(t, DESCRIPTION));
    let venue = venue(f, input);
    let place = place(f, &input.place, city.as_ref());
    let zone = choices.zone(&input.zone, city.as_ref(), f);
    let when = slot(f, ("starts", &input.starts), ("ends", &input.ends), zone);
    let reply_by = reply_by(f, &input.reply_by, zone, when);
    let languages = languages(f, &input.languages);
    let capacity = capacity(f, &input.capacity);
    let card = card(f, input);
    let host = match hosting {
        Some(Hosting::Others) => host(f, &input.host, zone, when),
        _ => Host::default(),
    };
    faults.into_result()?;
    let (Some(kind), Some(hosting)) = (kind, hosting) else { return Err(Invalid::one("kind", Reason::Required)) };
    Ok(Draft {
        kind,
        hosting,
        city,
        step,
        title,
        description,
        venue,
        place,
        languages,
        zone,
        when,
        capacity,
        reply_by,
        card,
        host,
    })
}

/// The parts of a move that are not in [`super::model::Move`] by another way.
pub(super) struct MoveParts {
    pub city: Option<CityFace>,
    pub place: Localised,
    pub zone: Zone,
    pub slot: Slot,
    /// Our part of an event of others, where it is to be another than goes along with the whole.
    pub own: Option<Slot>,
    pub reply_by: Option<WallTime>,
    pub reason: Label,
}

pub(super) fn parse_move(input: &MoveInput, choices: &Choices) -> Result<MoveParts, Invalid> {
    let mut faults = Invalid::default();
    let f = &mut faults;
    let city = choices.city(&input.city, f);
    let zone = choices.zone(&input.zone, city.as_ref(), f);
    let place = place(f, &input.place, city.as_ref());
    let own = slot(f, ("slot_starts", &input.slot_starts), ("slot_ends", &input.slot_ends), zone);
    let slot = slot(f, ("starts", &input.starts), ("ends", &input.ends), zone);
    part_of(f, own, slot);
    if input.starts.trim().is_empty() && input.ends.trim().is_empty() {
        f.add("starts", Reason::Required);
    }
    let reply_by = reply_by(f, &input.reply_by, zone, slot);
    let reason = input.reason.checked_reason(f);
    faults.into_result()?;
    let slot = slot.ok_or_else(|| Invalid::one("starts", Reason::Required))?;
    Ok(MoveParts { city, place, zone, slot, own, reply_by, reason })
}

/// Why somebody did something, required.
pub(super) fn reason(typed: &Label) -> Result<Label, Invalid> {
    let mut faults = Invalid::default();
    let reason = typed.checked_reason(&mut faults);
    faults.into_result()?;
    if reason.is_empty() { Err(Invalid::one("reason", Reason::Required)) } else { Ok(reason) }
}

fn required_one_of<T: ClosedList>(typed: &str) -> Result<T, Reason> {
    if typed.trim().is_empty() { Err(Reason::Required) } else { one_of(typed) }
}

fn venue(faults: &mut Invalid, input: &EventInput) -> Venue {
    Venue {
        name: input.venue_name.checked(faults, "venue_name", |t| line(t, NAME)),
        address: input.venue_address.checked(faults, "venue_address", |t| line(t, ADDRESS)),
        room: faults.take("room", line(&input.room, ROOM)).unwrap_or_default(),
        map_url: url(faults, "map_url", &input.map_url),
    }
}

/// The place as typed; languages left empty get the city's name.
fn place(faults: &mut Invalid, typed: &Localised, city: Option<&CityFace>) -> Localised {
    let mut place = typed.checked(faults, "place", |t| line(t, ROOM));
    for (locale, name) in city.iter().flat_map(|c| c.name.iter()) {
        if place.get(locale).is_none() {
            place.set(locale, name.to_owned());
        }
    }
    place
}

fn languages(faults: &mut Invalid, typed: &[String]) -> Vec<Locale> {
    let mut spoken = Vec::new();
    for text in typed.iter().filter(|t| !t.trim().is_empty()) {
        spoken.extend(faults.take("languages", one_of::<Locale>(text)));
    }
    spoken.sort();
    spoken.dedup();
    spoken
}

/// An absolute http or https address without anything that could leave its attribute or its line.
pub(super) fn url(faults: &mut Invalid, field: &str, typed: &str) -> String {
    let Some(text) = faults.take(field, line(typed, URL)) else { return String::new() };
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let good = rest.is_some_and(|r| {
        r.starts_with(char::is_alphanumeric) && !r.contains(|c: char| c.is_whitespace() || "\"'<>\\^`{|}".contains(c))
    });
    if text.is_empty() || good {
        return text;
    }
    faults.add(field, Reason::BadUrl);
    String::new()
}

fn wall(faults: &mut Invalid, field: &str, typed: &str, zone: Zone) -> Option<WallTime> {
    faults.take(field, WallTime::typed(typed, zone)).flatten()
}

/// Both ends or neither. The order is that of the instants: a clock change between them may turn it round.
fn slot(faults: &mut Invalid, starts: (&str, &str), ends: (&str, &str), zone: Zone) -> Option<Slot> {
    let start = wall(faults, starts.0, starts.1, zone);
    let end = wall(faults, ends.0, ends.1, zone);
    match (starts.1.trim().is_empty(), ends.1.trim().is_empty()) {
        (false, true) => faults.add(ends.0, Reason::Required),
        (true, false) => faults.add(starts.0, Reason::Required),
        _ => {}
    }
    let (start, end) = (start?, end?);
    if end.instant() <= start.instant() {
        faults.add(ends.0, Reason::EndsBeforeStart);
        return None;
    }
    Some(Slot { start, end })
}

fn reply_by(faults: &mut Invalid, typed: &str, zone: Zone, when: Option<Slot>) -> Option<WallTime> {
    let by = wall(faults, "reply_by", typed, zone)?;
    if when.is_some_and(|w| by.instant() >= w.start.instant()) {
        faults.add("reply_by", Reason::AfterStart);
    }
    Some(by)
}

fn capacity(faults: &mut Invalid, typed: &str) -> Option<i64> {
    let typed = typed.trim();
    if typed.is_empty() {
        return None;
    }
    faults.take("capacity", whole(typed, 1, MOST_PLACES))
}

fn card(faults: &mut Invalid, input: &EventInput) -> ContactCard {
    let typed = input.contact_email.trim();
    let email = if typed.is_empty() {
        None
    } else {
        faults.take("contact_email", typed.parse::<Email>().map_err(Reason::BadEmail))
    };
    ContactCard {
        name: faults.take("contact_name", line(&input.contact_name, NAME)).unwrap_or_default(),
        email,
        phone: faults.take("contact_phone", phone(&input.contact_phone)).unwrap_or_default(),
    }
}

fn host(faults: &mut Invalid, input: &HostInput, zone: Zone, when: Option<Slot>) -> Host {
    let name = input.name.checked(faults, "host_name", |t| required_line(t, NAME));
    if input.name.is_empty() {
        faults.add("host_name", Reason::Required);
    }
    let slot = slot(faults, ("slot_starts", &input.slot_starts), ("slot_ends", &input.slot_ends), zone);
    part_of(faults, slot, when);
    Host {
        name,
        url: url(faults, "host_url", &input.url),
        contact: faults.take("host_contact", prose(&input.contact, ADDRESS)).unwrap_or_default(),
        slot,
    }
}

/// Our part lies within the whole.
fn part_of(faults: &mut Invalid, own: Option<Slot>, whole: Option<Slot>) {
    let (Some(own), Some(whole)) = (own, whole) else { return };
    for (field, at) in [("slot_starts", own.start), ("slot_ends", own.end)] {
        if at.instant() < whole.start.instant() || at.instant() > whole.end.instant() {
            faults.add(field, Reason::OutsideEvent);
        }
    }
}
