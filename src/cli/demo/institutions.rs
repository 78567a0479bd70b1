//! Offices invited to the workshop in Datong: a formal letter to each, answers by the page and by telephone, delegates named.

use std::collections::BTreeSet;

use super::programme::Made;
use super::{DemoError, at, fault};
use crate::access::{Actor, Context, Door};
use crate::db::Conn;
use crate::domain::contacts::{self, Filter, OrganisationFilter};
use crate::domain::invitations::{
    self, Audience, DelegateDraft, Delegation, DelegationDraft, EventFacts, NewDelegate, NewDelegation, RoundText,
    Source, Taking,
};
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;
use crate::kernel::page::PageRequest;
use crate::kernel::time::Instant;

/// Whose event, and when the letters were released.
const EVENT: &str = "datong-workshop";
const RELEASED: &str = "2016-04-07T02:10:00Z";

/// An institution by its English name, with its places and the letter's own words.
struct Office {
    name: &'static str,
    places: &'static str,
    salutation: [&'static str; 3],
}

const OFFICES: [Office; 5] = [
    Office {
        name: "Datong Old Town Planning Office",
        places: "2",
        salutation: ["Dear Director,", "Monsieur le Directeur,", "尊敬的主任："],
    },
    Office {
        name: "Yungang University",
        places: "3",
        salutation: ["Dear President,", "Monsieur le Président,", "尊敬的校长："],
    },
    Office {
        name: "Sanggan River Academy of Social Sciences",
        places: "2",
        salutation: ["Dear President,", "Madame la Présidente,", "尊敬的院长："],
    },
    Office {
        name: "Bièvre University, Paris",
        places: "2",
        salutation: ["Dear President,", "Monsieur le Président,", "尊敬的校长："],
    },
    Office {
        name: "Wyebridge University",
        places: "1",
        salutation: ["Dear Vice-Chancellor,", "Madame la Vice-Chancelière,", "尊敬的校长："],
    },
];

fn closing() -> Localised {
    Localised::three(
        "Yours faithfully,",
        "Nous vous prions d’agréer l’expression de notre haute considération.",
        "此致\n敬礼",
    )
}

fn words() -> Result<RoundText, DemoError> {
    let subject = Localised::three(
        "{event}: invitation to your institution",
        "{event} : invitation de votre institution",
        "关于邀请贵单位出席{event}的函",
    );
    let body = Localised::three(
        "{salutation}\n\nWe have the honour of inviting your institution to “{event}”, to be held in {city} on {date}. We should be grateful if you would name those who will represent it.",
        "{salutation}\n\nNous avons l’honneur d’inviter votre institution à l’événement «\u{a0}{event}\u{a0}», qui se tiendra à {city} le {date}. Nous vous serions reconnaissants de bien vouloir désigner les personnes qui la représenteront.",
        "{salutation}\n\n兹定于{date}在{city}举行“{event}”，诚邀贵单位派员出席，并请告知参会人员名单。",
    );
    RoundText::parse("Letter to institutions", &subject, &body).map_err(|e| DemoError::invalid("letter", &e))
}

fn instant(text: &str) -> Result<Instant, DemoError> {
    text.parse().map_err(fault("instant"))
}

/// Says when mails to them came to be due.
pub(super) fn make(conn: &mut Conn, cx: &Context, made: &Made) -> Result<BTreeSet<Instant>, DemoError> {
    let Some(view) = made.events.get(EVENT) else { return Ok(BTreeSet::new()) };
    let then = at(cx, instant(RELEASED)?);
    let event = invitations::event_of(conn, &then, &view.event.public_id).map_err(fault("event"))?;
    let mut all = Vec::new();
    for office in &OFFICES {
        all.extend(invite(conn, &then, &event, office)?);
    }
    let round =
        invitations::create_round(conn, &then, &event, &words()?, &Audience::Institutions).map_err(fault("letter"))?;
    let released = invitations::release(conn, &then, &round, round.version).map_err(fault("release"))?;
    let mut due = BTreeSet::from([released.leaves_at]);
    due.extend(stories(conn, cx, &all)?);
    Ok(due)
}

fn invite(conn: &mut Conn, cx: &Context, event: &EventFacts, office: &Office) -> Result<Option<Delegation>, DemoError> {
    let filter = OrganisationFilter { text: office.name.to_owned(), kind: None };
    let found = contacts::list_organisations(conn, cx, &filter, PageRequest::new(None, Some(5)));
    let Some(house) = found.map_err(fault("institution"))?.items.into_iter().next() else { return Ok(None) };
    let people = Filter { organisation: Some(house.public_id.clone()), ..Filter::default() };
    let people = contacts::list(conn, cx, &people, PageRequest::new(None, None)).map_err(fault("institution"))?;
    let Some(contact) = people.items.iter().find(|p| p.mailbox().is_some() && !p.do_not_contact) else {
        return Ok(None);
    };
    let [en, fr, zh] = office.salutation;
    let draft = DelegationDraft {
        organisation: house.public_id.to_string(),
        contact: contact.public_id.to_string(),
        places: office.places.to_owned(),
        rank: String::new(),
        language: contact.language.tag().to_owned(),
        salutation: Localised::three(en, fr, zh),
        closing: closing(),
    };
    let new = NewDelegation::parse(&draft).map_err(|e| DemoError::invalid(office.name, &e))?;
    invitations::invite_institution(conn, cx, event, &new).map_err(fault(office.name)).map(Some)
}

/// What came back in the days after: the first office takes its two places by the page, names one, and a week later, by telephone, Deputy
/// Director Li; the second names one of two; the third may come; the fourth cannot; the last is silent.
fn stories(conn: &mut Conn, cx: &Context, all: &[Delegation]) -> Result<Vec<Instant>, DemoError> {
    let mut due = Vec::new();
    if let [first, second, third, fourth, ..] = all {
        due.push(says(conn, cx, first, ("2016-04-08T03:20:00Z", "accepted", "2"))?);
        names(conn, cx, first, ("2016-04-08T03:31:00Z", "王海燕", "Wang Haiyan", "规划科科长"))?;
        telephones(conn, cx, first, ("2016-04-14T06:40:00Z", "李志强", "Li Zhiqiang", "副主任"))?;
        due.push(says(conn, cx, second, ("2016-04-09T07:05:00Z", "accepted", "2"))?);
        names(conn, cx, second, ("2016-04-09T07:12:00Z", "陈晓光", "Chen Xiaoguang", "城市研究所所长"))?;
        due.push(says(conn, cx, third, ("2016-04-11T01:50:00Z", "tentative", "1"))?);
        due.push(says(conn, cx, fourth, ("2016-04-12T09:15:00Z", "declined", ""))?);
    }
    Ok(due)
}

fn as_office(cx: &Context, one: &Delegation, when: &str) -> Result<Context, DemoError> {
    Ok(Context { actor: Actor::Office(one.id), door: Door::Page, ..at(cx, instant(when)?) })
}

fn says(
    conn: &mut Conn,
    cx: &Context,
    one: &Delegation,
    (when, wish, places): (&str, &str, &str),
) -> Result<Instant, DemoError> {
    let cx = as_office(cx, one, when)?;
    let taking = Taking::parse(wish, places, "", one.places).map_err(|e| DemoError::invalid("answer", &e))?;
    invitations::answer_delegation(conn, &cx, one.id, &taking).map_err(fault("answer"))?;
    Ok(cx.now)
}

fn delegate(one: &Delegation, native: &str, latin: &str, role: &str) -> Result<NewDelegate, DemoError> {
    let draft = DelegateDraft {
        native_name: native.to_owned(),
        latin_name: latin.to_owned(),
        role: role.to_owned(),
        ..DelegateDraft::default()
    };
    NewDelegate::parse(&draft, one.name.best(Locale::Zh), Locale::Zh).map_err(|e| DemoError::invalid("delegate", &e))
}

type Named<'a> = (&'a str, &'a str, &'a str, &'a str);

fn names(
    conn: &mut Conn,
    cx: &Context,
    one: &Delegation,
    (when, native, latin, role): Named<'_>,
) -> Result<(), DemoError> {
    let (cx, new) = (as_office(cx, one, when)?, delegate(one, native, latin, role)?);
    invitations::name_delegate(conn, &cx, one.id, None, &new).map_err(fault("delegate"))?;
    Ok(())
}

fn telephones(
    conn: &mut Conn,
    cx: &Context,
    one: &Delegation,
    (when, native, latin, role): Named<'_>,
) -> Result<(), DemoError> {
    let (cx, new) = (at(cx, instant(when)?), delegate(one, native, latin, role)?);
    let source = Source::parse("phone", "办公室秘书赵女士").map_err(|e| DemoError::invalid("source", &e))?;
    invitations::record_delegate(conn, &cx, &one.public_id, None, &new, &source).map_err(fault("delegate"))?;
    Ok(())
}
