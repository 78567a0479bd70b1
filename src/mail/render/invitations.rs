//! Mails to guests: the invitation, what we understood of an answer, a moved or cancelled event; and to staff: a release wanted.
//!
//! The text part is complete by itself, every link on a line of its own. The HTML part is tables and inline styles, for Outlook, Apple
//! Mail, Gmail and QQ alike, without an image. The venue's hour stands with its offset, for we do not know where the reader sits.

use std::collections::HashMap;

use askama::Template;

use super::press;
use crate::calendar;
use crate::domain::events::{self, Event, NoticeKind, Slot, Venue};
use crate::domain::invitations::mail::{
    ConfirmationLetter, InvitationLetter, NoticeLetter, Reader, RequestLetter, reply_to,
};
use crate::domain::invitations::{Answer, EventFacts};
use crate::i18n::Words;
use crate::kernel::locale::Locale;
use crate::mail::{CalendarPart, Mailbox, Method};
use crate::text::placeholders;

/// What one mail says to one reader.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Rendered {
    /// The reader's name as the header shows it.
    pub to_name: String,
    pub subject: String,
    /// Complete by itself.
    pub text: String,
    pub html: String,
    /// The event's coordinator, when one is named.
    pub reply_to: Option<Mailbox>,
    pub calendar: Option<CalendarPart>,
    /// Where a POST stops all mail to this reader (RFC 8058).
    pub list_unsubscribe: Option<String>,
}

/// A text in one language, marked when it is not the reader's.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Said {
    text: String,
    lang: Option<&'static str>,
}

/// The event as every mail to a guest shows it.
struct Ticket {
    w: Words,
    programme: String,
    title: Said,
    /// The city's colour: mails know no classes.
    hue: &'static str,
    /// "Tuesday 24 May 2016, 09:00–17:00"; none while there is no date.
    when: Option<String>,
    /// "Datong, UTC+8".
    clock: String,
    venue: Vec<Said>,
    reply_by: Option<String>,
    link: String,
    stop: String,
    person: String,
    phone: String,
}

fn said(w: Words, found: Option<(Locale, &str)>) -> Option<Said> {
    found.map(|(locale, text)| Said { text: text.to_owned(), lang: (locale != w.locale()).then_some(locale.bcp47()) })
}

/// The city's stroke, as the site has it in daylight.
fn hue(event: &EventFacts) -> &'static str {
    const HUES: [&str; 12] = [
        "#1f8a8c", "#b07a1e", "#4a8f5b", "#5b5fa8", "#b0567a", "#3d82b8", "#8a6d3b", "#7a8f2a", "#a8552f", "#7d58a6",
        "#2d7f6a", "#8c5560",
    ];
    let number = event.view.city.as_ref().and_then(|c| c.hue.parse::<usize>().ok());
    number.and_then(|n| HUES.get(n.checked_sub(1)?)).copied().unwrap_or("#b3382c")
}

impl Ticket {
    fn new(event: &EventFacts, reader: &Reader, base_url: &str) -> Ticket {
        let w = Words::new(reader.locale);
        let title = said(w, event.title.best_with_locale(reader.locale));
        Ticket {
            w,
            programme: event.programme_title.best(reader.locale).to_owned(),
            title: title.unwrap_or(Said { text: String::new(), lang: None }),
            hue: hue(event),
            when: event.when.map(|slot| w.range(slot.start, slot.end)),
            clock: clock(w, event),
            venue: venue(w, event),
            reply_by: event.reply_by.map(|at| w.moment(at)),
            link: format!("{base_url}/a/{}", reader.answer_token),
            stop: format!("{base_url}/n/{}", reader.stop_token),
            person: event.card.name.clone(),
            phone: event.card.phone.clone(),
        }
    }
    fn coordinator(&self) -> String {
        [self.person.as_str(), self.phone.as_str()]
            .into_iter()
            .filter(|p| !p.is_empty())
            .collect::<Vec<_>>()
            .join(" · ")
    }
}

/// "Datong, UTC+8": whose clock the hour is on.
fn clock(w: Words, event: &Event) -> String {
    let place = event.place.best(w.locale());
    let place = if place.is_empty() { w.zone_city(event.zone) } else { place.to_owned() };
    let offset = event.when.map(|slot| slot.start.offset_label());
    match offset {
        Some(offset) => w.with("answers-mail-clock", &[("place", &place), ("offset", &offset)]),
        None => place,
    }
}

/// Name, room and address, for the reader first and in the other script for the driver.
fn venue(w: Words, event: &Event) -> Vec<Said> {
    let venue = &event.venue;
    let room = (!venue.room.is_empty()).then(|| Said { text: venue.room.clone(), lang: None });
    let (name, name_beside) = Venue::in_both_scripts(&venue.name, w.locale());
    let (address, address_beside) = Venue::in_both_scripts(&venue.address, w.locale());
    let mut lines: Vec<Said> = [said(w, name), room, said(w, address)].into_iter().flatten().collect();
    let beside: Vec<Said> = [said(w, name_beside), said(w, address_beside)].into_iter().flatten().collect();
    lines.extend(beside);
    lines
}

fn salutation(w: Words, reader: &Reader) -> String {
    let name = reader.name.shown(reader.locale).to_owned();
    reader.salutation().map_or_else(|| w.with("answers-mail-hello", &[("name", &name)]), str::to_owned)
}

#[derive(Template)]
#[template(path = "mail/invitation.txt", escape = "none")]
struct InvitationText<'a>(&'a InvitationPage);

#[derive(Template)]
#[template(path = "mail/invitation.html")]
struct InvitationHtml<'a>(&'a InvitationPage);

struct InvitationPage {
    t: Ticket,
    /// None where the body greets by itself.
    hello: Option<String>,
    body_text: String,
    body_html: String,
}

/// A guest is asked.
pub fn invitation(letter: &InvitationLetter, base_url: &str) -> Result<Rendered, askama::Error> {
    let (event, reader) = (&letter.event, &letter.reader);
    let t = Ticket::new(event, reader, base_url);
    let value = |name: &str| placeholder(&t, event, reader, name);
    let page = InvitationPage {
        hello: (!letter.words.greets).then(|| salutation(t.w, reader)),
        body_text: letter.words.body.text(value),
        body_html: letter.words.body.html(value),
        t,
    };
    let subject = placeholders::fill_plain(&letter.words.subject, |name| placeholder(&page.t, event, reader, name));
    let (text, html) = (InvitationText(&page).render()?, InvitationHtml(&page).render()?);
    Ok(finish(event, reader, &page.t, subject, text, html))
}

/// An invitation with marks where each reader's own stands.
pub(super) struct Blank {
    pub text: String,
    pub html: String,
    pub reply_to: Option<Mailbox>,
    pub calendar: Option<CalendarPart>,
    /// Placeholders of the staff's text that are the same for all readers.
    pub values: HashMap<&'static str, String>,
}

pub(super) fn blank(letter: &InvitationLetter, base_url: &str) -> Result<Blank, askama::Error> {
    let (event, reader) = (&letter.event, &letter.reader);
    let ticket = Ticket::new(event, reader, base_url);
    let t = Ticket { link: press::LINK.to_string(), stop: press::STOP.to_string(), ..ticket };
    let shared = ["event", "city", "date", "time", "venue", "reply_by"];
    let values = shared.map(|name| (name, placeholder(&t, event, reader, name))).into();
    let page = InvitationPage {
        hello: (!letter.words.greets).then(|| press::HELLO.to_string()),
        body_text: press::BODY.to_string(),
        body_html: press::BODY.to_string(),
        t,
    };
    let (text, html) = (InvitationText(&page).render()?, InvitationHtml(&page).render()?);
    let done = finish(event, reader, &page.t, String::new(), text, html);
    Ok(Blank { text: done.text, html: done.html, reply_to: done.reply_to, calendar: done.calendar, values })
}

/// How a mail begins for this reader.
pub(super) fn greeting(reader: &Reader) -> String {
    salutation(Words::new(reader.locale), reader)
}

/// What a placeholder of the staff's text becomes for this reader.
fn placeholder(t: &Ticket, event: &Event, reader: &Reader, name: &str) -> String {
    let w = t.w;
    let slot: Option<Slot> = event.when;
    match name {
        "name" => reader.name.shown(reader.locale).to_owned(),
        "salutation" => salutation(w, reader),
        "event" => t.title.text.clone(),
        "city" => event.place.best(w.locale()).to_owned(),
        "date" => slot.map(|s| w.date(s.start.date())).unwrap_or_default(),
        "time" => slot.map(|s| w.hours(s.start, s.end)).unwrap_or_default(),
        "venue" => t.venue.first().map(|v| v.text.clone()).unwrap_or_default(),
        "reply_by" => event.answers_until().map(|at| w.date(at.date())).unwrap_or_default(),
        "link" => t.link.clone(),
        _ => String::new(),
    }
}

#[derive(Template)]
#[template(path = "mail/answer-confirmation.txt", escape = "none")]
struct ConfirmationText<'a>(&'a ConfirmationPage);

#[derive(Template)]
#[template(path = "mail/answer-confirmation.html")]
struct ConfirmationHtml<'a>(&'a ConfirmationPage);

struct ConfirmationPage {
    t: Ticket,
    hello: String,
    understood: String,
    note: String,
}

/// What we understood of an answer.
pub fn confirmation(letter: &ConfirmationLetter, base_url: &str) -> Result<Rendered, askama::Error> {
    let t = Ticket::new(&letter.event, &letter.reader, base_url);
    let w = t.w;
    let subject = w.with(format!("answers-mail-subject-{}", letter.answer), &[("event", &t.title.text)]);
    let page = ConfirmationPage {
        hello: salutation(w, &letter.reader),
        understood: w.t(format!("answers-understood-{}", letter.answer)),
        note: letter.note.clone(),
        t,
    };
    let (text, html) = (ConfirmationText(&page).render()?, ConfirmationHtml(&page).render()?);
    let mut done = finish(&letter.event, &letter.reader, &page.t, subject, text, html);
    if matches!(letter.answer, Answer::Declined | Answer::None) {
        // Who does not come wants no entry.
        done.calendar = None;
    }
    Ok(done)
}

#[derive(Template)]
#[template(path = "mail/event-notice.txt", escape = "none")]
struct NoticeText<'a>(&'a NoticePage);

#[derive(Template)]
#[template(path = "mail/event-notice.html")]
struct NoticeHtml<'a>(&'a NoticePage);

struct NoticePage {
    t: Ticket,
    hello: String,
    lead: String,
    reason: String,
    /// Before, with the clock it was on.
    before: Option<String>,
    /// The new time; none where there is none yet, or never.
    after: Option<String>,
    /// They are asked again.
    asks: bool,
}

/// The event moved, was postponed or is off.
pub fn notice(letter: &NoticeLetter, base_url: &str) -> Result<Rendered, askama::Error> {
    let (notice, t) = (&letter.notice, Ticket::new(&letter.event, &letter.reader, base_url));
    let w = t.w;
    let side = |facts: &events::NoticeFacts| {
        facts.when.map(|slot| {
            let place = facts.place.best(w.locale()).to_owned();
            let place = if place.is_empty() { w.zone_city(facts.zone) } else { place };
            let offset = slot.start.offset_label();
            let clock = w.with("answers-mail-clock", &[("place", &place), ("offset", &offset)]);
            format!("{} ({clock})", w.range(slot.start, slot.end))
        })
    };
    let subject = w.with(format!("answers-notice-subject-{}", notice.kind), &[("event", &t.title.text)]);
    let page = NoticePage {
        hello: salutation(w, &letter.reader),
        lead: w.with(format!("answers-notice-{}", notice.kind), &[("event", &t.title.text)]),
        reason: notice.reason.clone(),
        before: side(&notice.before),
        after: if notice.kind == NoticeKind::Moved { side(&notice.after) } else { None },
        asks: notice.kind == NoticeKind::Moved,
        t,
    };
    let (text, html) = (NoticeText(&page).render()?, NoticeHtml(&page).render()?);
    Ok(finish(&letter.event, &letter.reader, &page.t, subject, text, html))
}

#[derive(Template)]
#[template(path = "mail/release-request.txt", escape = "none")]
struct RequestText<'a>(&'a RequestPage);

#[derive(Template)]
#[template(path = "mail/release-request.html")]
struct RequestHtml<'a>(&'a RequestPage);

struct RequestPage {
    w: Words,
    hello: String,
    lead: String,
    round: String,
    link: String,
    programme: String,
}

/// A second person is asked to release a round.
pub fn release_request(letter: &RequestLetter, base_url: &str) -> Result<Rendered, askama::Error> {
    let (w, event) = (Words::new(letter.locale), &letter.event);
    let title = event.title.best(letter.locale).to_owned();
    let path = format!("/programmes/{}/events/{}/rounds/{}/check", event.programme_slug, event.public_id, letter.round);
    let page = RequestPage {
        w,
        hello: w.with("answers-mail-hello", &[("name", &letter.account_name)]),
        lead: w
            .with("invitations-mail-request", &[("name", &letter.asker_name), ("n", &letter.seats), ("event", &title)]),
        round: letter.round_name.clone(),
        link: format!("{base_url}{path}"),
        programme: event.programme_title.best(letter.locale).to_owned(),
    };
    Ok(Rendered {
        to_name: letter.account_name.clone(),
        subject: w.with("invitations-mail-request-subject", &[("event", &title)]),
        text: RequestText(&page).render()?,
        html: RequestHtml(&page).render()?,
        reply_to: None,
        calendar: None,
        list_unsubscribe: None,
    })
}

fn finish(event: &EventFacts, reader: &Reader, t: &Ticket, subject: String, text: String, html: String) -> Rendered {
    Rendered {
        to_name: reader.name.shown(reader.locale).to_owned(),
        subject,
        text,
        html,
        reply_to: reply_to(event).map(|(name, email)| Mailbox { name: name.to_owned(), email: email.clone() }),
        calendar: entry(event, reader.locale, &t.link),
        list_unsubscribe: Some(t.stop.clone()),
    }
}

/// The event for the reader's calendar. Its stamp is the event's last change, so that a retry is the same mail.
fn entry(event: &EventFacts, locale: Locale, link: &str) -> Option<CalendarPart> {
    let mut entry = events::calendar_entry(&event.view, locale, event.updated_at)?;
    entry.url = Some(link.to_owned());
    let ics = calendar::write(calendar::Method::Publish, &[entry]);
    Some(CalendarPart { method: Method::Publish, ics, file_name: "event.ics".to_owned() })
}
