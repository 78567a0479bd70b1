//! Mails of rules: a guest has not answered, or comes soon; whoever answers for an event or a deliverable learns that its day is near.

use askama::Template;

use super::frame::Frame;
use super::invitations::{Rendered, finish};
use super::ticket::{Ticket, salutation};
use super::{Content, Draft, Links, Loaded, Office, RenderError, from_guests, masked};
use crate::access::Context;
use crate::db::Conn;
use crate::domain::invitations::mail::Reading;
use crate::domain::outbox::Reminded;
use crate::domain::reminders::mail::{self, About, GuestId, GuestLetter, GuestOf, Moot, OwnedId, OwnerLetter, OwnerOf};
use crate::domain::reminders::{Due, RuleKind, Whom};
use crate::i18n::Words;
use crate::kernel::locale::Locale;
use crate::mail::AutoSubmitted;

/// What one mail of a rule says.
#[derive(Clone, Debug)]
pub enum Reminder {
    Guest(GuestLetter),
    Owner(OwnerLetter),
}

fn loaded(letter: Result<Reminder, Moot>) -> Loaded {
    match letter {
        Ok(letter) => Loaded::Draft(Draft::Reminder(Box::new(letter))),
        Err(moot) => Loaded::Moot(moot.as_str().to_owned()),
    }
}

/// In their order; guests and owners each in few statements.
pub(super) fn load(
    conn: &mut Conn,
    cx: &Context,
    ids: &[Reminded],
    reading: Reading,
) -> Result<Vec<Loaded>, RenderError> {
    let guest = |id: &Reminded| -> Option<GuestOf> {
        match *id {
            Reminded::Guest { rule, seat, day } => Some((rule, GuestId::Seat(seat), day)),
            Reminded::Office { rule, delegation, contact, day } => {
                Some((rule, GuestId::Office(delegation, contact), day))
            }
            _ => None,
        }
    };
    let owner = |id: &Reminded| -> Option<OwnerOf> {
        match *id {
            Reminded::Event { rule, event, contact, day } => Some((rule, OwnedId::Event(event), contact, day)),
            Reminded::Due { rule, deliverable, contact, day } => {
                Some((rule, OwnedId::Deliverable(deliverable), contact, day))
            }
            _ => None,
        }
    };
    let guests: Vec<GuestOf> = ids.iter().filter_map(guest).collect();
    let owners: Vec<OwnerOf> = ids.iter().filter_map(owner).collect();
    let mut guests = mail::guest_letters(conn, cx, &guests, reading)?.into_iter();
    let mut owners = mail::owner_letters(conn, cx, &owners, reading)?.into_iter();
    let one = |id: &Reminded| {
        let letter = match guest(id) {
            Some(_) => guests.next().map(|letter| letter.map(Reminder::Guest)),
            None => owners.next().map(|letter| letter.map(Reminder::Owner)),
        };
        loaded(letter.unwrap_or(Err(Moot::Gone)))
    };
    Ok(ids.iter().map(one).collect())
}

impl Reminder {
    pub(super) fn content(&self, office: &Office, locale: Locale, links: Links) -> Result<Content, RenderError> {
        match self {
            Reminder::Guest(letter) => {
                let letter = GuestLetter { reader: masked(&letter.reader, links), ..letter.clone() };
                Ok(from_guests(guest(&letter, &office.base_url)?))
            }
            Reminder::Owner(letter) => owner(letter, locale, office),
        }
    }
}

#[derive(Template)]
#[template(path = "mail/reminder.txt", escape = "none")]
struct GuestText<'a>(&'a GuestPage);

#[derive(Template)]
#[template(path = "mail/reminder.html")]
struct GuestHtml<'a>(&'a GuestPage);

struct GuestPage {
    t: Ticket,
    f: Frame,
    hello: String,
    lead: String,
    verb: String,
    here: String,
    /// They have not answered; else they come.
    asks: bool,
    /// No page takes another answer.
    late: bool,
}

/// A guest is reminded: short, and by the same link as their invitation.
pub fn guest(letter: &GuestLetter, base_url: &str) -> Result<Rendered, askama::Error> {
    let t = Ticket::new(&letter.event, &letter.reader, base_url);
    let w = t.w;
    let asks = letter.kind.whom() == Whom::Silent;
    let said = if asks { "silent" } else { "coming" };
    let subject = w.with(format!("reminders-mail-{said}-subject"), &[("event", &t.title.text)]);
    let page = GuestPage {
        hello: salutation(w, &letter.reader),
        lead: match &letter.organisation {
            Some(house) => {
                let house = house.best(w.locale()).to_owned();
                w.with("reminders-mail-office", &[("event", &t.title.text), ("organisation", &house)])
            }
            None => w.with(format!("reminders-mail-{said}"), &[("event", &t.title.text)]),
        },
        verb: w.t(if letter.organisation.is_some() { "delegations-mail-verb" } else { "answers-mail-verb" }),
        here: w.t(match letter.organisation {
            Some(_) => "delegations-mail-answer-here",
            None => "answers-mail-answer-here",
        }),
        asks,
        late: letter.closed,
        f: Frame::new(letter.reader.locale),
        t,
    };
    let (text, html) = (GuestText(&page).render()?, GuestHtml(&page).render()?);
    let mut done = finish(&letter.event, &letter.reader, &page.t, subject, text, html);
    if asks {
        // Who has not said that they come has no entry for it.
        done.calendar = None;
    }
    Ok(done)
}

#[derive(Template)]
#[template(path = "mail/reminder-owner.txt", escape = "none")]
struct OwnerText<'a>(&'a OwnerPage);

#[derive(Template)]
#[template(path = "mail/reminder-owner.html")]
struct OwnerHtml<'a>(&'a OwnerPage);

struct OwnerPage {
    f: Frame,
    programme: String,
    hello: String,
    lead: String,
    link: String,
    verb: String,
    why: String,
    subject: String,
}

/// A result by its title, and by its city where it has one: other cities have theirs of the same title.
fn in_its_city(w: Words, due: &Due) -> String {
    let title = due.deliverable.title.best(w.locale());
    let Some(city) = &due.city else { return title.to_owned() };
    w.with("reminders-mail-of-city", &[("title", &title), ("city", &city.best(w.locale()))])
}

/// Whoever answers for something is reminded of it: what, until when on its own wall, and where.
fn owner(letter: &OwnerLetter, locale: Locale, office: &Office) -> Result<Content, RenderError> {
    let w = Words::new(locale);
    let base = format!("/programmes/{}", letter.programme_slug);
    let (title, when, day, path) = match &letter.about {
        About::Event(view) => {
            let event = &view.event;
            let at = match letter.kind {
                RuleKind::OwnerBeforeDeadline => event.answers_until(),
                _ => event.for_guests().map(|slot| slot.start),
            };
            let when = at.map(|at| w.moment_at(at, event.place.best(locale))).unwrap_or_default();
            let day = at.map(|at| w.date_medium(at.date())).unwrap_or_default();
            (event.title.best(locale).to_owned(), when, day, format!("{base}/events/{}", event.public_id))
        }
        About::Due(due) => {
            let one = &due.deliverable;
            let day = |long: bool| one.due_on.map(|day| if long { w.date(day) } else { w.date_medium(day) });
            let path = format!("{base}/deliverables/{}", one.public_id);
            (in_its_city(w, due), day(true).unwrap_or_default(), day(false).unwrap_or_default(), path)
        }
    };
    let kind = letter.kind.as_str();
    let name = letter.reader.shown(locale).to_owned();
    let own = letter.reader.address.get(locale).map(str::to_owned);
    let page = OwnerPage {
        f: Frame::new(locale),
        programme: letter.programme_title.best(locale).to_owned(),
        hello: own.unwrap_or_else(|| w.with("answers-mail-hello", &[("name", &name)])),
        lead: w.with(format!("reminders-mail-{kind}"), &[("title", &title), ("when", &when)]),
        link: office.link(&path),
        verb: w.t("reminders-mail-verb"),
        why: w.t("reminders-mail-why"),
        subject: w.with(format!("reminders-mail-{kind}-subject"), &[("title", &title), ("day", &day)]),
    };
    Ok(Content {
        to_name: name,
        text: OwnerText(&page).render()?,
        html: OwnerHtml(&page).render()?,
        subject: page.subject,
        reply_to: None,
        calendar: None,
        auto_submitted: AutoSubmitted::Generated,
        list_unsubscribe: None,
    })
}
