//! Two rounds of invitations: one released twelve days ago and partly answered, one ready to be released.

use std::collections::BTreeSet;

use super::programme::{Made, RoundStory};
use super::{DemoError, at, fault};
use crate::access::{Actor, Context, Door};
use crate::db::Conn;
use crate::domain::contacts::{self, Consent, Filter};
use crate::domain::invitations::{self, Audience, EventFacts, Given, GuestFilter, Needs, RoundText, Source, Wish};
use crate::kernel::ids::ContactId;
use crate::kernel::locale::Locale;
use crate::kernel::time::Instant;

/// Says when mails of the rounds came to be due.
pub(super) fn make(conn: &mut Conn, cx: &Context, made: &Made) -> Result<BTreeSet<Instant>, DemoError> {
    let mut due = BTreeSet::new();
    for round in &made.story.rounds {
        due.extend(make_round(conn, cx, made, round)?);
    }
    Ok(due)
}

fn make_round(conn: &mut Conn, cx: &Context, made: &Made, told: &RoundStory) -> Result<Vec<Instant>, DemoError> {
    let view = made.events.get(&told.event).ok_or_else(|| DemoError::Data(format!("no event {}", told.event)))?;
    let when = match &told.on {
        Some(text) => text.parse::<Instant>().map_err(fault("round"))?,
        None => cx.now,
    };
    let then = at(cx, when);
    let event = invitations::event_of(conn, &then, &view.event.public_id).map_err(fault("event"))?;
    let place = view.city.as_ref().map(|c| c.name.best(Locale::En).to_owned()).unwrap_or_default();
    let guests = guests(conn, &then, told, &place)?;
    invitations::add_seats(conn, &then, &event, &guests).map_err(fault("seats"))?;
    let message = &made.story.message;
    let text = RoundText::parse(&message.name, &message.subject, &message.body)
        .map_err(|e| DemoError::invalid("message", &e))?;
    let round =
        invitations::create_round(conn, &then, &event, &text, &Audience::NotYetInvited).map_err(fault("round"))?;
    if told.state != "released" {
        return Ok(Vec::new());
    }
    let released = invitations::release(conn, &then, &round, round.version).map_err(fault("release"))?;
    let mut due = answers(conn, cx, &event, when)?;
    due.push(released.leaves_at);
    Ok(due)
}

/// The people of the groups, those whose organisation stands in the city first.
fn guests(conn: &mut Conn, cx: &Context, told: &RoundStory, place: &str) -> Result<Vec<ContactId>, DemoError> {
    let mut chosen = Vec::new();
    for (groups, near) in [(&told.groups, true), (&told.others, false)] {
        for group in groups {
            let filter = Filter { group: Some(group.clone()), consent: Consent::MayContact, ..Filter::default() };
            let ids = contacts::matching_ids(conn, cx, &filter).map_err(fault("guests"))?;
            let people = contacts::people(conn, &ids).map_err(fault("guests"))?;
            let houses: Vec<_> = people.iter().filter_map(|p| p.affiliation().map(|a| a.organisation)).collect();
            let houses = contacts::organisations(conn, &houses)?;
            let here = |a: &contacts::Affiliation| houses.iter().any(|h| h.id == a.organisation && h.place == place);
            let inside = |p: &contacts::Person| p.affiliation().is_some_and(here) || !near;
            let (first, then): (Vec<_>, Vec<_>) = people.iter().partition(|p| inside(p));
            chosen.extend(first.into_iter().chain(then).take(told.guests / 5).map(|p| p.id));
        }
    }
    chosen.truncate(told.guests);
    Ok(chosen)
}

/// What some of those who come must be able to eat, or need to get in.
fn needs(n: usize, wish: Wish) -> Option<Needs> {
    let (dietary, access) = match n {
        2 => ("素食", ""),
        11 => ("清真餐", ""),
        20 => ("", "使用轮椅，需要无障碍通道"),
        24 => ("Vegetarian, no nuts", ""),
        34 => ("", "需要第一排座位，听力不佳"),
        _ => return None,
    };
    let needs = Needs { dietary: dietary.to_owned(), access: access.to_owned() };
    (wish == Wish::Accepted).then_some(needs)
}

/// What came back in the days after, and when: most accept, some cannot, some are not sure, some are silent, a few telephone.
fn answers(conn: &mut Conn, cx: &Context, event: &EventFacts, released: Instant) -> Result<Vec<Instant>, DemoError> {
    let mut came = Vec::new();
    let rows = invitations::guests_all(conn, cx, event, &GuestFilter::default()).map_err(fault("guests"))?;
    for (n, row) in rows.iter().enumerate() {
        let wish = match n % 10 {
            0..=5 => Wish::Accepted,
            6 => Wish::Declined,
            7 => Wish::Tentative,
            _ => continue,
        };
        let hours = 3 + (n as i64 * 37) % 200;
        let then = at(cx, released.plus_seconds(hours * 3_600));
        came.push(then.now);
        let given = Given { wish, note: String::new(), needs: needs(n, wish) };
        if n % 7 == 3 {
            let source = Source::parse("phone", "").map_err(|e| DemoError::invalid("source", &e))?;
            invitations::record_answer(conn, &then, event, &row.public_id, &given, &source).map_err(fault("answer"))?;
        } else {
            let guest = Context { actor: Actor::Guest(row.id), door: Door::Page, ..then };
            invitations::answer(conn, &guest, row.id, &given).map_err(fault("answer"))?;
        }
    }
    Ok(came)
}
