use super::model::{Event, EventState, EventView, Venue};
use crate::calendar;
use crate::i18n::Words;
use crate::kernel::ids::PublicId;
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;
use crate::kernel::time::Instant;
use crate::text;

/// The event's name among all calendars of the world. It depends on nothing that an installation may change.
pub fn uid(event: &PublicId) -> String {
    format!("{event}@events.convoke")
}

/// The event as a calendar shows it to one reader; none while it has no date. Who is asked, if anybody, is for the caller to add.
pub fn calendar_entry(view: &EventView, locale: Locale, stamp: Instant) -> Option<calendar::Event> {
    let event = &view.event;
    let when = event.for_guests()?;
    Some(calendar::Event {
        uid: uid(&event.public_id),
        sequence: u32::try_from(event.sequence).unwrap_or(u32::MAX),
        stamp,
        start: when.start,
        end: when.end,
        status: status(event.state),
        summary: event.title.best(locale).to_owned(),
        description: text::plain_unwrapped(event.description.best(locale)),
        location: location(event, locale),
        url: None,
        organiser: None,
        attendee: None,
        categories: Vec::new(),
        last_modified: Some(event.updated_at),
        locale,
    })
}

/// A postponed event is off its date, so its entry is struck out; the next date comes with a higher SEQUENCE.
const fn status(state: EventState) -> calendar::Status {
    match state {
        EventState::Idea | EventState::Planned | EventState::Announced => calendar::Status::Tentative,
        EventState::Confirmed | EventState::Held | EventState::Reported => calendar::Status::Confirmed,
        EventState::Postponed | EventState::Cancelled => calendar::Status::Cancelled,
    }
}

/// "Datong Library, Room 3, 12 Pingcheng Street, 大同图书馆, 平城街12号": for the reader first, then for the driver.
fn location(event: &Event, locale: Locale) -> String {
    let venue = &event.venue;
    let both = |text: &Localised| {
        let (shown, beside) = Venue::in_both_scripts(text, locale);
        let owned = |side: Option<(Locale, &str)>| side.map(|(_, text)| text.to_owned());
        (owned(shown), owned(beside))
    };
    let ((name, name_beside), (address, address_beside)) = (both(&venue.name), both(&venue.address));
    let room = venue.room_in(Words::new(locale));
    let parts: Vec<String> =
        [name, room, address, name_beside, address_beside].into_iter().flatten().filter(|p| !p.is_empty()).collect();
    if parts.is_empty() { event.place.best(locale).to_owned() } else { parts.join(", ") }
}
