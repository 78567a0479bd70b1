use chrono::NaiveDate;

use super::model::{Answered, AtRisk, Blocked, DigestLetter, Item, Moot, Part, Section, StuckReview, Week};
use super::store;
use crate::access::{Action, Actor, Context, Role, Scope, may};
use crate::db::{Conn, DbError, Stored};
use crate::domain::accounts::{self, Account, DigestWish, ProgrammeRef};
use crate::domain::deliverables::{DeliverableError, reviews};
use crate::domain::events::EventView;
use crate::domain::outbox::{self, Lane, Message, NewMessage};
use crate::domain::overview::{self, Cell, Dues, Lock, Look, Next, Overview, Target};
use crate::domain::programme::ProgrammeError;
use crate::kernel::ids::{AccountId, CityId};
use crate::kernel::localised::Localised;
use crate::kernel::time::Instant;
use crate::kernel::token::Purpose;

/// How near the next day of a step must be for its closed gate to be told, in days: the six weeks that the heading says. One that has
/// passed is told too, as the heading says.
const NEAR: i64 = 42;

/// Writes a message for everybody whose Monday morning it is; says how many are new.
pub fn enqueue_due(conn: &mut Conn, cx: &Context) -> Stored<usize> {
    let due = |account: Account| {
        let week = Week::due(cx.now, account.zone)?;
        Some(NewMessage {
            message: Message::Digest { account: account.id, week: week.number() },
            lane: Lane::Invitations,
            to: account.email,
            contact: None,
            locale: account.locale,
            programme: None,
            event: None,
            due_at: week.opens(account.zone),
            dedupe_key: format!("digest:{}:{week}", account.id),
        })
    };
    let messages: Vec<NewMessage> = accounts::with_digest(conn)?.into_iter().filter_map(due).collect();
    outbox::enqueue_all(conn, cx, &messages)
}

/// What these members are told for these weeks, in their order.
pub fn letters(conn: &mut Conn, cx: &Context, wanted: &[(AccountId, i32)]) -> Stored<Vec<Result<DigestLetter, Moot>>> {
    wanted.iter().map(|(account, week)| letter(conn, cx, *account, *week)).collect()
}

fn letter(conn: &mut Conn, cx: &Context, account: AccountId, week: i32) -> Stored<Result<DigestLetter, Moot>> {
    let week = Week::of_number(week).ok_or_else(|| DbError::Damaged(format!("{week} is no week")))?;
    let Some((account, signed_in)) = accounts::as_member(conn, account)? else { return Ok(Err(Moot::Gone)) };
    if account.digest == DigestWish::Off {
        return Ok(Err(Moot::TurnedOff));
    }
    if cx.now >= week.closes(account.zone) {
        return Ok(Err(Moot::TooLate));
    }
    let member = Context { actor: Actor::Member(signed_in.member), locale: account.locale, ..cx.clone() };
    let mut sections = Vec::new();
    // What is over is no business of a Monday.
    for programme in signed_in.programmes.iter().filter(|programme| !programme.is_closed()) {
        let section = section(conn, &member, &account, week, programme)?;
        sections.extend(section.filter(|s| !s.is_empty()));
    }
    if sections.is_empty() {
        return Ok(Err(Moot::NothingToSay));
    }
    let stop_token = cx.keys.link(Purpose::Digest, account.id.raw(), account.public_id.as_str());
    Ok(Ok(DigestLetter { name: account.name, locale: account.locale, week, stop_token, sections }))
}

/// What of a programme is a member's business.
enum Reach {
    Whole,
    Cities(Vec<CityId>),
}

impl Reach {
    fn of(actor: &Actor, programme: &ProgrammeRef) -> Reach {
        let own =
            || actor.grants().iter().filter(|g| g.role == Role::Administrator || g.programme == Some(programme.id));
        if own().any(|g| g.city.is_none()) {
            return Reach::Whole;
        }
        Reach::Cities(own().filter_map(|g| g.city).collect())
    }
    fn covers(&self, city: Option<CityId>) -> bool {
        match (self, city) {
            (Reach::Whole, _) => true,
            (Reach::Cities(own), Some(city)) => own.contains(&city),
            (Reach::Cities(_), None) => false,
        }
    }
}

fn section(
    conn: &mut Conn,
    cx: &Context,
    account: &Account,
    week: Week,
    programme: &ProgrammeRef,
) -> Stored<Option<Section>> {
    let reach = Reach::of(&cx.actor, programme);
    let covers = |city| reach.covers(city);
    let look = Look { covers: &covers, until: Some(week.sunday()), most: Part::<Item>::MOST };
    let overview = match overview::look_at(conn, cx, &programme.slug, &look) {
        Ok(overview) => overview,
        Err(ProgrammeError::Denied(_)) => return Ok(None),
        Err(ProgrammeError::Db(error)) => return Err(error),
        Err(other) => return Err(DbError::Damaged(other.to_string())),
    };
    let item = |due: &overview::Due| Item { due: due.clone(), city: city_name(&overview, due.city) };
    let part = |dues: &Dues| Part { shown: dues.shown.iter().map(item).collect(), more: dues.more() };
    let (late, due) = (part(&overview.late), part(&overview.soon));
    let window = (week.since(account.zone), week.opens(account.zone));
    let answered = answered(conn, cx, &overview, &reach, window)?;
    Ok(Some(Section {
        slug: programme.slug.clone(),
        title: programme.title.clone(),
        late,
        due,
        at_risk: Part::of(at_risk(&overview, &reach)),
        blocked: Part::of(blocked(&overview, &reach, (week, cx.now))),
        stuck: Part::of(stuck(conn, cx, &overview, &reach)?),
        groups: overview.groups.clone(),
        answers: answered.iter().map(Answered::count).sum(),
        answered: Part::of(answered),
    }))
}

/// Versions in review that too few are left to approve.
fn stuck(conn: &mut Conn, cx: &Context, overview: &Overview, reach: &Reach) -> Stored<Vec<StuckReview>> {
    let found = match reviews::stuck(conn, cx, overview.outline.programme.id) {
        Ok(found) => found,
        Err(DeliverableError::Denied(_)) => return Ok(Vec::new()),
        Err(DeliverableError::Db(error)) => return Err(error),
        Err(other) => return Err(DbError::Damaged(other.to_string())),
    };
    let mine = found.into_iter().filter(|stuck| reach.covers(stuck.deliverable.city));
    let told = |stuck: reviews::Stuck| StuckReview {
        deliverable: stuck.deliverable.public_id,
        title: stuck.deliverable.title,
        number: stuck.version.number,
        city: city_name(overview, stuck.deliverable.city),
        owner: stuck.deliverable.owner,
    };
    Ok(mine.map(told).collect())
}

fn city_name(overview: &Overview, city: Option<CityId>) -> Option<Localised> {
    city.and_then(|id| overview.outline.city(id)).map(|city| city.name.clone())
}

/// Events that lost something they rest on. They are past their gates, so they are not among what is blocked.
fn at_risk(overview: &Overview, reach: &Reach) -> Vec<AtRisk> {
    let told = |view: &EventView| {
        let lost = &overview.risks.get(&view.event.id)?.missing;
        Some(AtRisk {
            event: view.event.public_id.clone(),
            title: view.event.title.clone(),
            city: city_name(overview, view.event.city),
            first: lost.first()?.what.clone(),
            others: lost.len() - 1,
        })
    };
    overview.events.iter().filter(|view| reach.covers(view.event.city)).filter_map(told).collect()
}

fn blocked(overview: &Overview, reach: &Reach, (week, now): (Week, Instant)) -> Vec<Blocked> {
    let rows = overview.rows.iter().filter(|row| reach.covers(Some(row.city.id)));
    let cells = rows.flat_map(|row| {
        let city = &row.city;
        row.cells.iter().flatten().map(move |cell| (city, cell))
    });
    let steps = cells.filter(|(_, cell)| is_near(cell, week)).filter_map(|(city, cell)| {
        let target = Target::Step(cell.step.clone());
        waiting(&cell.lock, target, &cell.title, Some(city.name.clone()))
    });
    let own = overview.own.iter().filter(|_| reach.covers(None)).map(|one| (None::<Localised>, one));
    let of_cities = overview.rows.iter().filter(|row| reach.covers(Some(row.city.id)));
    let others = of_cities.flat_map(|row| row.others.iter().map(move |one| (Some(row.city.name.clone()), one)));
    let events = own.chain(others).filter_map(|(city, one)| {
        let event = &overview.event(one.event)?.event;
        let ahead = event.when.filter(|_| event.time_holds() && !event.is_over(now));
        let days = [ahead.map(|slot| slot.start.date()), one.deadline.as_ref().map(|(_, due_on)| *due_on)];
        days.into_iter().flatten().find(|day| is_within(*day, week))?;
        waiting(&one.lock, Target::Event(event.public_id.clone()), &event.title, city)
    });
    steps.chain(events).collect()
}

/// What a closed gate waits for first; none of an open one.
fn waiting(lock: &Lock, target: Target, title: &Localised, city: Option<Localised>) -> Option<Blocked> {
    let missing = lock.missing();
    let first = missing.first()?;
    Some(Blocked {
        target,
        title: title.clone(),
        city,
        first: first.what.clone(),
        owner: first.owner.clone().or_else(|| first.deputy.clone()),
        others: missing.len() - 1,
    })
}

/// Whether a step's next day has come, or is near.
fn is_near(cell: &Cell, week: Week) -> bool {
    let day = match &cell.next {
        Some(Next::Event(start)) => start.date(),
        Some(Next::Deliverable { due_on, .. }) => *due_on,
        Some(Next::StepBegins(on) | Next::StepEnds(on)) => *on,
        None => return false,
    };
    is_within(day, week)
}

fn is_within(day: NaiveDate, week: Week) -> bool {
    (day - week.monday()).num_days() <= NEAR
}

fn answered(
    conn: &mut Conn,
    cx: &Context,
    overview: &Overview,
    reach: &Reach,
    window: (Instant, Instant),
) -> Stored<Vec<Answered>> {
    let programme = overview.outline.programme.id;
    let mut told = Vec::new();
    for (event, answers) in store::answered(conn, programme, window)? {
        let Some(view) = overview.event(event) else { continue };
        let scope = Scope::of(programme, view.event.city);
        if !reach.covers(view.event.city) || !may(&cx.actor, Action::SeeGuests, scope) {
            continue;
        }
        let mut one = Answered {
            event: view.event.public_id.clone(),
            title: view.event.title.clone(),
            city: city_name(overview, view.event.city),
            accepted: 0,
            tentative: 0,
            declined: 0,
            waiting: 0,
        };
        for (answer, n) in answers {
            match answer.as_str() {
                "accepted" => one.accepted += n,
                "tentative" => one.tentative += n,
                "declined" => one.declined += n,
                "waiting" => one.waiting += n,
                _ => {}
            }
        }
        told.push(one);
    }
    Ok(told)
}
