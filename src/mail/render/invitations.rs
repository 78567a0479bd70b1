//! Mails to guests: the invitation, what we understood of an answer, a moved or cancelled event; and to staff: a release wanted.
//!
//! The text part is complete by itself, every link on a line of its own. The HTML part is tables and inline styles, for Outlook, Apple
//! Mail, Gmail and QQ alike, without an image. The venue's hour stands with its offset, for we do not know where the reader sits.

use std::collections::HashMap;

use askama::Template;

use super::frame::Frame;
use super::press;
use super::ticket::{Ticket, salutation, time_of};
use crate::calendar;
use crate::domain::events::{self, Event, Notice, NoticeKind, Slot};
use crate::domain::invitations::mail::{
    ConfirmationLetter, InvitationLetter, NoticeLetter, Reader, RequestLetter, TestLetter, reply_to,
};
use crate::domain::invitations::{Answer, EventFacts, Purpose};
use crate::i18n::Words;
use crate::kernel::locale::Locale;
use crate::kernel::time::Instant;
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

#[derive(Template)]
#[template(path = "mail/invitation.txt", escape = "none")]
struct InvitationText<'a>(&'a InvitationPage);

#[derive(Template)]
#[template(path = "mail/invitation.html")]
struct InvitationHtml<'a>(&'a InvitationPage);

struct InvitationPage {
    t: Ticket,
    f: Frame,
    /// None where the body greets by itself.
    hello: Option<String>,
    body_text: String,
    body_html: String,
}

/// A guest is asked.
pub fn invitation(letter: &InvitationLetter, base_url: &str) -> Result<Rendered, askama::Error> {
    let frame = Frame::new(letter.reader.locale);
    asked(letter, base_url, frame)
}

/// The subject alone, as this reader finds it.
pub fn subject(letter: &InvitationLetter, base_url: &str) -> String {
    let t = Ticket::new(&letter.event, &letter.reader, base_url);
    placeholders::fill_plain(&letter.words.subject, |name| placeholder(&t, &letter.event, &letter.reader, name))
}

/// The same letter for the eyes of the member who sends it: marked as a test above and in its subject, and nothing in it acts.
pub fn test_of(test: &TestLetter, base_url: &str) -> Result<Rendered, askama::Error> {
    let w = Words::new(test.account_locale);
    let (letter, locale) = (&test.letter, test.letter.reader.locale);
    let values: [(&str, &dyn crate::i18n::Arg); 2] =
        [("round", &test.round_name), ("name", &letter.reader.name.shown(test.account_locale))];
    let banner = w.with("invitations-test-banner", &values);
    let frame = Frame { banner: Some(banner), ..Frame::new(locale) };
    let mut done = asked(letter, base_url, frame)?;
    let language = locale.endonym();
    done.subject = w.with("invitations-test-subject", &[("language", &language), ("subject", &done.subject)]);
    done.to_name = test.account_name.clone();
    done.list_unsubscribe = None;
    done.calendar = None;
    Ok(done)
}

fn asked(letter: &InvitationLetter, base_url: &str, f: Frame) -> Result<Rendered, askama::Error> {
    if let Some(office) = &letter.office {
        return super::institutions::asked(letter, office, base_url, f);
    }
    let (event, reader) = (&letter.event, &letter.reader);
    let t = Ticket::new(event, reader, base_url);
    let value = |name: &str| placeholder(&t, event, reader, name);
    let page = InvitationPage {
        hello: (!letter.words.greets).then(|| salutation(t.w, reader)),
        body_text: letter.words.body.text(value),
        body_html: letter.words.body.html(value),
        f,
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
        f: Frame::new(reader.locale),
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

/// The venue within a sentence of staff's, which has no hole where none is known yet.
fn venue(t: &Ticket) -> String {
    t.venue.first().map_or_else(|| t.w.t("answers-mail-venue-open"), |line| line.text.clone())
}

/// What a placeholder of the staff's text becomes for this reader.
pub(super) fn placeholder(t: &Ticket, event: &Event, reader: &Reader, name: &str) -> String {
    let w = t.w;
    let slot: Option<Slot> = event.for_guests();
    match name {
        "name" => reader.name.shown(reader.locale).to_owned(),
        "salutation" => salutation(w, reader),
        "event" => t.title.text.clone(),
        "city" => {
            Some(event.place.best(w.locale())).filter(|place| !place.is_empty()).map_or_else(|| venue(t), str::to_owned)
        }
        "date" => slot.map(|s| w.date(s.start.date())).unwrap_or_default(),
        "time" => slot.map(|s| time_of(w, s)).unwrap_or_default(),
        "venue" => venue(t),
        "reply_by" => {
            let place = event.place.best(w.locale());
            event.answers_until().map(|at| w.moment_at(at, place)).unwrap_or_default()
        }
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
    f: Frame,
    /// Who does not come needs neither hour nor way.
    ticket: bool,
    hello: String,
    understood: String,
    note: String,
    /// No page takes another answer.
    late: bool,
}

/// What we understood of an answer.
pub fn confirmation(letter: &ConfirmationLetter, base_url: &str) -> Result<Rendered, askama::Error> {
    let t = Ticket::new(&letter.event, &letter.reader, base_url);
    let w = t.w;
    let subject = w.with(format!("answers-mail-subject-{}", letter.answer), &[("event", &t.title.text)]);
    let comes = !matches!(letter.answer, Answer::Declined | Answer::None);
    let page = ConfirmationPage {
        hello: salutation(w, &letter.reader),
        understood: w.t(format!("answers-understood-{}", letter.answer)),
        note: letter.note.clone(),
        late: letter.late,
        f: Frame::new(letter.reader.locale),
        ticket: comes,
        t,
    };
    let (text, html) = (ConfirmationText(&page).render()?, ConfirmationHtml(&page).render()?);
    let mut done = finish(&letter.event, &letter.reader, &page.t, subject, text, html);
    if !comes || letter.answer == Answer::Waiting {
        // Nor an entry; and whoever waits has no place yet.
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
    f: Frame,
    /// The institution that is told, for one person may speak for several; and the language of its name, where it is not the reader's.
    house: Option<(String, Option<&'static str>)>,
    summary: String,
    hello: String,
    lead: String,
    reason: String,
    /// The language of the reason, where it is not the reader's.
    reason_lang: Option<&'static str>,
    /// Before, with the clock it was on, under what it is called.
    before: Option<String>,
    before_label: String,
    /// The new time; none where there is none yet, or never.
    after: Option<String>,
    /// They are asked again, for the new time, at the new place, or both.
    asks: Option<String>,
    /// Or have answered for the new date already: what we understood.
    stands: Option<String>,
}

/// The last part of the keys of a notice's sentences: of a move, whether it is the time that changed, the place, or both.
fn told_of(notice: &Notice) -> &'static str {
    let (before, after) = (&notice.before, &notice.after);
    let place = before.city != after.city || before.place != after.place;
    let time = before.hours() != after.hours();
    match notice.kind {
        NoticeKind::Moved if place && time => "moved-both",
        NoticeKind::Moved if place => "moved-place",
        kind => kind.as_str(),
    }
}

/// The event moved, was postponed or is off.
pub fn notice(letter: &NoticeLetter, base_url: &str) -> Result<Rendered, askama::Error> {
    let (notice, t) = (&letter.notice, Ticket::new(&letter.event, &letter.reader, base_url));
    let w = t.w;
    let side = |facts: &events::NoticeFacts| {
        facts.own.or(facts.when).map(|slot| {
            let clock = w.clock_of(facts.place.best(w.locale()), slot.start, slot.end);
            w.with("answers-notice-time", &[("when", &w.range(slot.start, slot.end)), ("clock", &clock)])
        })
    };
    let what = told_of(notice);
    let subject = w.with(format!("answers-notice-subject-{what}"), &[("event", &t.title.text)]);
    let (house, subject) = addressed(w, letter, subject);
    let lead = w.with(format!("answers-notice-{what}"), &[("event", &t.title.text)]);
    let after = if notice.kind == NoticeKind::Moved { side(&notice.after) } else { None };
    let (reason_in, reason) = notice.reason.best(w.locale());
    let page = NoticePage {
        f: Frame::new(letter.reader.locale),
        house,
        hello: salutation(w, &letter.reader),
        summary: after.clone().unwrap_or_else(|| lead.clone()),
        lead,
        reason: reason.to_owned(),
        reason_lang: reason_in.filter(|l| *l != w.locale()).map(Locale::bcp47),
        // Who is told to come at the hour they knew needs to read it once.
        before: if notice.kind == NoticeKind::Moved && notice.before.meets(&notice.after) {
            None
        } else {
            side(&notice.before)
        },
        after,
        before_label: w.t(if notice.kind == NoticeKind::Moved {
            "answers-notice-old-time"
        } else {
            "answers-notice-planned-time"
        }),
        asks: (notice.kind == NoticeKind::Moved && letter.answered.is_none())
            .then(|| w.t(format!("answers-notice-asks-{what}"))),
        stands: letter.answered.map(|answer| w.t(format!("answers-understood-{answer}"))),
        t,
    };
    let (text, html) = (NoticeText(&page).render()?, NoticeHtml(&page).render()?);
    let mut done = finish(&letter.event, &letter.reader, &page.t, subject, text, html);
    if letter.answered == Some(Answer::Declined) || letter.reader.page == "d" {
        // Who does not come needs no entry, and an institution sends whom it likes.
        done.calendar = None;
    }
    Ok(done)
}

/// The institution that a notice is for, with the language of its name where that is another, and the subject that names it too.
fn addressed(w: Words, letter: &NoticeLetter, subject: String) -> (Option<(String, Option<&'static str>)>, String) {
    let Some((locale, name)) = letter.organisation.as_ref().and_then(|name| name.best_with_locale(w.locale())) else {
        return (None, subject);
    };
    let named = w.with("delegations-notice-subject", &[("subject", &subject), ("house", &name)]);
    (Some((name.to_owned(), (locale != w.locale()).then(|| locale.bcp47()))), named)
}

#[derive(Template)]
#[template(path = "mail/release-request.txt", escape = "none")]
struct RequestText<'a>(&'a RequestPage);

#[derive(Template)]
#[template(path = "mail/release-request.html")]
struct RequestHtml<'a>(&'a RequestPage);

struct RequestPage {
    w: Words,
    f: Frame,
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
    let (subject, lead) = match letter.purpose {
        Purpose::Ask => ("invitations-mail-request-subject", "invitations-mail-request"),
        Purpose::Chase => ("invitations-mail-request-chase-subject", "invitations-mail-request-chase"),
    };
    let page = RequestPage {
        w,
        f: Frame::new(letter.locale),
        hello: w.with("answers-mail-hello", &[("name", &letter.account_name)]),
        lead: w.with(lead, &[("name", &letter.asker_name), ("n", &letter.guests), ("event", &title)]),
        round: letter.round_name.clone(),
        link: format!("{base_url}{path}"),
        programme: event.programme_title.best(letter.locale).to_owned(),
    };
    Ok(Rendered {
        to_name: letter.account_name.clone(),
        subject: w.with(subject, &[("event", &title)]),
        text: RequestText(&page).render()?,
        html: RequestHtml(&page).render()?,
        reply_to: None,
        calendar: None,
        list_unsubscribe: None,
    })
}

pub(super) fn finish(
    event: &EventFacts,
    reader: &Reader,
    t: &Ticket,
    subject: String,
    text: String,
    html: String,
) -> Rendered {
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
    let entry = guest_entry(event, locale, link.to_owned(), event.updated_at)?;
    let ics = calendar::write(calendar::Method::Publish, &[entry]);
    Some(CalendarPart { method: Method::Publish, ics, file_name: "event.ics".to_owned() })
}

/// The event as a guest's calendar has it: with the way to answer, and until when answers are taken, on the venue's clock; under the name
/// of whom guests write to, for an entry that is published has an organiser (RFC 5546, 3.2.1).
pub fn guest_entry(event: &EventFacts, locale: Locale, link: String, stamp: Instant) -> Option<calendar::Event> {
    let mut entry = events::calendar_entry(&event.view, locale, stamp)?;
    entry.url = Some(link);
    entry.organiser =
        reply_to(event).map(|(name, email)| calendar::Organiser { name: name.to_owned(), email: email.clone() });
    if let Some(by) = event.reply_by.filter(|_| event.time_holds()) {
        let w = Words::new(locale);
        let until = w.with("answers-entry-until", &[("when", &w.moment_at(by, event.place.best(locale)))]);
        let said = [entry.description.as_str(), until.as_str()];
        entry.description = said.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n");
    }
    Some(entry)
}
