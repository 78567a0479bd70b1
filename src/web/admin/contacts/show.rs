use actix_web::web::Path;
use actix_web::{HttpResponse, get, post};
use askama::Template;

use super::past::pasts;
use super::{person_view, place_words};
use crate::access::{Action, Actor, Scope, may};
use crate::domain::contacts::{
    self, Address, Contact, ContactError, Details, Likely, Likeness, Person, Probe, Refusal,
};
use crate::domain::invitations::{self, Delivery, GuestSight, PersonSeat};
use crate::domain::merging::{self, People};
use crate::i18n::Words;
use crate::kernel::email::Email;
use crate::kernel::ids::PublicId;
use crate::kernel::time::{Instant, Zone};
use crate::web::admin::events::views::{Said, hue, said};
use crate::web::admin::invitations::views::{answer, delivery};
use crate::web::admin::merges::gone::gone;
use crate::web::admin::merges::may_merge;
use crate::web::admin::merges::views::{MergeLine, line};
use crate::web::pieces::{Mark, Past, PersonView};
use crate::web::{App, Chrome, Problem, Section, SignedIn, Submitted, encode, html, submit};

#[derive(Template)]
#[template(path = "admin/contacts/show.html")]
struct ShowPage {
    w: Words,
    chrome: Chrome,
    href: String,
    contact: Contact,
    title: PersonView,
    place: Option<String>,
    language: String,
    /// Language tag, the language's own name, the opening line.
    salutations: Vec<(&'static str, &'static str, String)>,
    houses: Vec<(String, Said, Said)>,
    groups: Vec<(String, String)>,
    silent_since: Option<String>,
    added: String,
    changed: String,
    likely: Vec<LikelyView>,
    addresses: Vec<AddressView>,
    past: Vec<Past>,
    edits: bool,
    /// What went into this entry, and whether the reader may merge and part.
    merges: Vec<MergeLine>,
    merging: bool,
    /// Whether addresses, telephone number and notes are for the reader.
    details: bool,
    seats: Vec<SeatView>,
    /// What is said where there are none; nothing for those who see no guests at all.
    uninvited: Option<String>,
}

/// An event this person was invited to.
struct SeatView {
    title: Said,
    href: String,
    hue: String,
    place: String,
    day: String,
    answer: Mark,
    answered: Option<String>,
    delivery: Mark,
    invited: Option<String>,
    reply: Option<String>,
}

fn seat_view(w: Words, (zone, now): (Zone, Instant), seat: &PersonSeat) -> SeatView {
    let event = &seat.event;
    SeatView {
        title: said(w, &event.title),
        href: format!("/programmes/{}/events/{}/guests", event.programme_slug, event.public_id),
        hue: hue(&event.view),
        place: event.place.best(w.locale()).to_owned(),
        day: event.when.map_or_else(|| w.t("events-no-date"), |s| w.date_medium(s.start.date())),
        answer: answer(w, seat.answer),
        answered: seat.answered_at.map(|at| w.with("contacts-answered-ago", &[("ago", &w.ago(at, now, zone))])),
        delivery: delivery(w, seat.delivery),
        invited: seat.sent_at.map(|at| w.with("contacts-invited-ago", &[("ago", &w.ago(at, now, zone))])),
        reply: seat.reply.clone().filter(|_| seat.delivery == Delivery::Refused),
    }
}

/// That somebody has no seat is told as far as the reader sees seats.
fn uninvited(w: Words, reader: &Actor) -> Option<String> {
    match GuestSight::of(reader) {
        GuestSight::All => Some(w.t("contacts-invited-none")),
        GuestSight::Some => Some(w.t("contacts-invited-none-seen")),
        GuestSight::None => None,
    }
}

/// An address, and what the relay said when it refused it.
struct AddressView {
    email: String,
    label: String,
    refused: Option<String>,
    /// As a query says it.
    asked: String,
}

/// Somebody who may be the same person.
pub(in crate::web::admin) struct LikelyView {
    pub person: PersonView,
    pub why: String,
    pub email: Option<String>,
    /// Where the two are compared, and made one.
    pub compare: Option<String>,
}

impl LikelyView {
    pub fn merging(self, compare: String) -> LikelyView {
        LikelyView { compare: Some(compare), ..self }
    }
}

pub(in crate::web::admin) fn likely_view(w: Words, likely: &Likely) -> LikelyView {
    let why = match likely.why {
        Likeness::Address => "contacts-likely-address",
        Likeness::NameAndOrganisation => "contacts-likely-name-and-organisation",
        Likeness::Name => "contacts-likely-name",
        Likeness::Sound => "contacts-likely-sound",
    };
    LikelyView {
        person: person_view(w, &likely.person),
        why: w.t(why),
        email: likely.person.mailbox().map(|a| a.email.to_string()),
        compare: None,
    }
}

/// With the way to compare the two, for whoever may make them one.
fn compared(w: Words, person: &Person, merging: bool, likely: &Likely) -> LikelyView {
    let view = likely_view(w, likely);
    if merging {
        view.merging(format!("{}/merge/{}", super::person_href(person), likely.person.public_id))
    } else {
        view
    }
}

fn address_view(w: Words, zone: Zone, address: &Address) -> AddressView {
    let refused = |r: &Refusal| {
        let day = w.date_medium(r.at.at(zone).date());
        w.with("invitations-refused-on", &[("day", &day), ("reply", &r.reply)])
    };
    AddressView {
        email: address.email.to_string(),
        label: address.label.clone(),
        asked: encode(address.email.as_str()),
        refused: address.refused.as_ref().map(refused),
    }
}

/// Staff say that an address the relay refused is right all the same.
#[post("/people/{contact}/confirm-address")]
pub(super) async fn confirm(
    app: App,
    who: SignedIn,
    id: Path<PublicId>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let email: Email = form.fields.text("address").parse().map_err(|_| Problem::NotFound)?;
    let done = submit(&app, who.context(&app), &form, move |conn, cx| -> Result<String, ContactError> {
        contacts::confirm_address(conn, cx, &id, &email)?;
        Ok(format!("/people/{id}?note=address-confirmed"))
    });
    Ok(done.await?)
}

#[get("/people/{contact}")]
pub(super) async fn show(app: App, who: SignedIn, id: Path<PublicId>) -> Result<HttpResponse, Problem> {
    let cx = who.context(&app);
    let (now, asked) = (cx.now, id.clone());
    let read = app.db.read(move |conn| -> Result<_, Problem> {
        let contact = contacts::contact(conn, &cx, &id)?;
        let likely = contacts::likely_duplicates(conn, &cx, &Probe::of(&contact))?;
        let told = contacts::tells_history(&cx.actor);
        let past = if told { merging::past::<People>(conn, &cx, &contact)? } else { Vec::new() };
        let seats = invitations::seats_of(conn, &cx, contact.person.id)?;
        let merges = merging::standing::<People>(conn, &cx, &contact)?;
        Ok((contact, contacts::groups(conn)?, likely, past, (seats, merges)))
    });
    let (contact, groups, likely, past, (seats, merges)) = match read.await {
        Err(Problem::NotFound) => return gone::<People>(&app, &who, &asked).await,
        read => read?,
    };
    let merging = may_merge(&who.visitor.actor());
    let (w, locale) = (who.words, who.locale);
    let person = &contact.person;
    let named = |code: &String| {
        let group = groups.iter().find(|g| g.code == *code)?;
        Some((format!("/people?group={code}"), group.name.best(locale).to_owned()))
    };
    html(&ShowPage {
        w,
        chrome: Chrome::of(&app, &who, Section::People),
        href: super::person_href(person),
        title: PersonView { href: None, ..PersonView::new(&person.name, locale) },
        place: person.affiliation().map(|a| place_words(w, a)),
        language: w.t(format!("language-{}", person.language)),
        salutations: person.name.address.iter().map(|(l, text)| (l.bcp47(), l.endonym(), text.to_owned())).collect(),
        houses: person
            .affiliations
            .iter()
            .map(|a| {
                let href = format!("/organisations/{}", a.organisation_public);
                (href, said(w, &a.name), said(w, &a.role))
            })
            .collect(),
        groups: person.groups.iter().filter_map(named).collect(),
        silent_since: contact
            .do_not_contact
            .as_ref()
            .map(|d| w.with("contacts-silent-since", &[("ago", &w.ago(d.at, now, who.zone))])),
        addresses: person.addresses.iter().map(|a| address_view(w, who.zone, a)).collect(),
        added: w.exact(contact.created_at, who.zone),
        changed: w.ago(contact.updated_at, now, who.zone),
        likely: likely.iter().map(|l| compared(w, person, merging, l)).collect(),
        merges: merges.iter().map(|m| line(w, (who.zone, now), m)).collect(),
        merging,
        seats: seats.iter().map(|s| seat_view(w, (who.zone, now), s)).collect(),
        uninvited: uninvited(w, &who.visitor.actor()),
        past: pasts(w, who.zone, now, &groups, past),
        details: Details::of(&who.visitor.actor()).are_shown(),
        edits: may(&who.visitor.actor(), Action::EditContacts, Scope::Installation),
        contact,
    })
}
