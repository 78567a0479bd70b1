//! iCalendar (RFC 5545, and RFC 5546 for its methods): events out, as an invitation, a cancellation or a feed. Pure.
//!
//! What holds: METHOD in the body is the one of the MIME parameter ([`Method::content_type`]); every TZID has a whole VTIMEZONE with
//! at least one STANDARD part; no value, whoever wrote it, makes a line of its own; lines end with CRLF and are folded at 75 octets
//! between characters. UID and SEQUENCE are the caller's promise.

mod line;
#[cfg(test)]
mod tests;
mod zone;

use std::collections::BTreeMap;

use chrono::Datelike;
use line::{Lines, mailto, quoted, text, uri};

use crate::kernel::email::Email;
use crate::kernel::locale::Locale;
use crate::kernel::time::{Instant, WallTime, Zone};

/// What the receiver is asked to do with the events (RFC 5546, 1.4).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Method {
    /// Take note. No attendee is written, for nobody is asked.
    Publish,
    /// Answer. Wants an organiser and an attendee.
    Request,
    /// Strike out. Every event is written as cancelled, whatever its status.
    Cancel,
    /// An attendee's answer to the organiser.
    Reply,
}

impl Method {
    /// As the calendar has it (METHOD).
    pub const fn name(self) -> &'static str {
        match self {
            Method::Publish => "PUBLISH",
            Method::Request => "REQUEST",
            Method::Cancel => "CANCEL",
            Method::Reply => "REPLY",
        }
    }
    /// The media type of a mail's part that holds such a calendar.
    pub const fn content_type(self) -> &'static str {
        match self {
            Method::Publish => "text/calendar; method=PUBLISH; charset=UTF-8",
            Method::Request => "text/calendar; method=REQUEST; charset=UTF-8",
            Method::Cancel => "text/calendar; method=CANCEL; charset=UTF-8",
            Method::Reply => "text/calendar; method=REPLY; charset=UTF-8",
        }
    }
}

/// How the event stands (STATUS).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Status {
    Tentative,
    Confirmed,
    Cancelled,
}

impl Status {
    const fn name(self) -> &'static str {
        match self {
            Status::Tentative => "TENTATIVE",
            Status::Confirmed => "CONFIRMED",
            Status::Cancelled => "CANCELLED",
        }
    }
}

/// Whether the attendee is asked for an answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Rsvp {
    Wanted,
    NotWanted,
}

/// What the attendee has answered so far (PARTSTAT).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Participation {
    #[default]
    NeedsAction,
    Accepted,
    Tentative,
    Declined,
}

impl Participation {
    const fn name(self) -> &'static str {
        match self {
            Participation::NeedsAction => "NEEDS-ACTION",
            Participation::Accepted => "ACCEPTED",
            Participation::Tentative => "TENTATIVE",
            Participation::Declined => "DECLINED",
        }
    }
}

/// Whom answers go to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Organiser {
    pub name: String,
    pub email: Email,
}

/// The one guest that a calendar is for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Attendee {
    pub name: String,
    pub email: Email,
    pub rsvp: Rsvp,
    pub participation: Participation,
}

/// One event, as one reader gets it. Texts are plain; an empty one is left out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Event {
    /// Unique in the world and the same for ever: "ID@host".
    pub uid: String,
    pub sequence: u32,
    /// When this text was made (DTSTAMP).
    pub stamp: Instant,
    pub start: WallTime,
    /// Left out of the calendar when it is not after the start.
    pub end: WallTime,
    pub status: Status,
    pub summary: String,
    pub description: String,
    pub location: String,
    pub url: Option<String>,
    pub organiser: Option<Organiser>,
    pub attendee: Option<Attendee>,
    pub categories: Vec<String>,
    pub last_modified: Option<Instant>,
    /// The language of summary, description and location.
    pub locale: Locale,
}

/// A whole calendar for a mail or a download.
pub fn write(method: Method, events: &[Event]) -> String {
    calendar(method, None, events)
}

/// A calendar to subscribe to, under the name that the subscriber's programme shows.
pub fn write_feed(name: &str, events: &[Event]) -> String {
    calendar(Method::Publish, Some(name), events)
}

fn calendar(method: Method, feed: Option<&str>, events: &[Event]) -> String {
    let mut out = Lines::default();
    out.put("BEGIN", "VCALENDAR");
    out.put("VERSION", "2.0");
    out.put("PRODID", "-//Convoke//Convoke//EN");
    out.put("CALSCALE", "GREGORIAN");
    out.put("METHOD", method.name());
    if let Some(name) = feed {
        // RFC 7986 has NAME; most programmes still read the older one only.
        out.put_text("NAME", name);
        out.put_text("X-WR-CALNAME", name);
        out.put("REFRESH-INTERVAL;VALUE=DURATION", "PT6H");
        out.put("X-PUBLISHED-TTL", "PT6H");
    }
    for (zone, first, last) in zones(events) {
        zone::write(&mut out, zone, first..=last);
    }
    for event in events {
        write_event(&mut out, method, event);
    }
    out.put("END", "VCALENDAR");
    out.finish()
}

/// The zones that the events name, each with the first and the last year it must be right for, in the order of names.
fn zones(events: &[Event]) -> Vec<(Zone, i32, i32)> {
    let mut found: BTreeMap<&str, (Zone, i32, i32)> = BTreeMap::new();
    let times = events.iter().flat_map(|e| [e.start, e.end]).filter(|t| !zone::is_utc(t.zone));
    for time in times {
        let year = time.local.year();
        let entry = found.entry(time.zone.name()).or_insert((time.zone, year, year));
        *entry = (time.zone, entry.1.min(year), entry.2.max(year));
    }
    found.into_values().collect()
}

fn write_event(out: &mut Lines, method: Method, event: &Event) {
    let lang = event.locale.bcp47();
    let status = if method == Method::Cancel { Status::Cancelled } else { event.status };
    out.put("BEGIN", "VEVENT");
    out.put("UID", &text(&event.uid));
    out.put("SEQUENCE", &event.sequence.to_string());
    out.put("DTSTAMP", &utc(event.stamp));
    put_time(out, "DTSTART", event.start);
    if event.end.instant() > event.start.instant() {
        put_time(out, "DTEND", event.end);
    }
    out.put("STATUS", status.name());
    out.put_text(&format!("SUMMARY;LANGUAGE={lang}"), &event.summary);
    out.put_text(&format!("DESCRIPTION;LANGUAGE={lang}"), &event.description);
    out.put_text(&format!("LOCATION;LANGUAGE={lang}"), &event.location);
    if let Some(url) = &event.url {
        out.put("URL", &uri(url));
    }
    let categories: Vec<String> =
        event.categories.iter().filter(|c| !c.trim().is_empty()).map(|c| text(c.trim())).collect();
    if !categories.is_empty() {
        out.put("CATEGORIES", &categories.join(","));
    }
    write_people(out, method, event);
    if let Some(at) = event.last_modified {
        out.put("LAST-MODIFIED", &utc(at));
    }
    out.put("TRANSP", if status == Status::Cancelled { "TRANSPARENT" } else { "OPAQUE" });
    out.put("END", "VEVENT");
}

fn write_people(out: &mut Lines, method: Method, event: &Event) {
    if let Some(Organiser { name, email }) = &event.organiser {
        out.put(&format!("ORGANIZER;CN={}", common_name(name, email)), &mailto(email.as_str()));
    }
    let Some(attendee) = event.attendee.as_ref().filter(|_| method != Method::Publish) else { return };
    let rsvp = match (method, attendee.rsvp) {
        (Method::Request, Rsvp::Wanted) => ";RSVP=TRUE",
        _ => "",
    };
    let head = format!(
        "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT={}{rsvp};CN={}",
        attendee.participation.name(),
        common_name(&attendee.name, &attendee.email)
    );
    out.put(&head, &mailto(attendee.email.as_str()));
}

/// Some programmes refuse an empty CN and none shows a missing one better than the address.
fn common_name(name: &str, email: &Email) -> String {
    if name.trim().is_empty() { quoted(email.as_str()) } else { quoted(name) }
}

fn put_time(out: &mut Lines, name: &str, time: WallTime) {
    if zone::is_utc(time.zone) {
        out.put(name, &utc(time.instant()));
        return;
    }
    let local = zone::shown(time.instant(), time.zone);
    out.put(&format!("{name};TZID={}", time.zone.name()), &local.format("%Y%m%dT%H%M%S").to_string());
}

fn utc(at: Instant) -> String {
    at.to_utc().format("%Y%m%dT%H%M%SZ").to_string()
}
