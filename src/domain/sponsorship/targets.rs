//! How much is wanted, in each currency by itself: of a programme, and of its events.

use super::draft::money;
use super::model::SponsorshipError;
use super::{service, store_around};
use crate::access::{Action, Context, Scope, require};
use crate::db::{Conn, DbError};
use crate::domain::history::{self, Change, Entity, Record};
use crate::domain::programme;
use crate::kernel::ids::{CityId, EventId, ProgrammeId};
use crate::kernel::invalid::{Invalid, Reason};
use crate::kernel::money::{Currency, Money};

type Result<T> = std::result::Result<T, SponsorshipError>;

/// Whose targets: the programme's own, or an event's with its city.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Aim {
    pub programme: ProgrammeId,
    pub event: Option<(EventId, Option<CityId>)>,
}

impl Aim {
    fn scope(&self) -> Scope {
        Scope::of(self.programme, self.event.and_then(|(_, city)| city))
    }
    fn event(&self) -> Option<EventId> {
        self.event.map(|(id, _)| id)
    }
}

/// Every target of a programme: of which event, how much.
pub fn all(conn: &mut Conn, cx: &Context, programme: ProgrammeId) -> Result<Vec<(Option<EventId>, Money)>> {
    service::sight(&cx.actor, programme)?;
    Ok(store_around::targets(conn, programme)?)
}

/// What is typed: a line for each currency.
pub fn check(lines: &[String]) -> std::result::Result<Vec<Money>, Invalid> {
    let mut bad = Invalid::default();
    let mut sums: Vec<Money> = Vec::new();
    for (n, line) in lines.iter().enumerate() {
        let field = format!("target_{n}");
        let Some(Some(sum)) = money(&mut bad, &field, line, (&field, "")) else { continue };
        if sums.iter().any(|s| s.currency == sum.currency) {
            bad.add(field, Reason::Taken);
        }
        sums.push(sum);
    }
    if sums.len() > Currency::ALL.len() {
        bad.add("target_0", Reason::TooMany { limit: Currency::ALL.len() });
    }
    if bad.0.is_empty() { Ok(sums) } else { Err(bad) }
}

/// Puts these targets in the place of those that were seen.
pub fn set(conn: &mut Conn, cx: &Context, aim: Aim, (seen, sums): (&[Money], &[Money])) -> Result<()> {
    require(&cx.actor, Action::EditSponsorship, aim.scope())?;
    programme::lock(conn, aim.programme)?;
    let there = store_around::targets(conn, aim.programme)?;
    let own: Vec<Money> = there.into_iter().filter(|(event, _)| *event == aim.event()).map(|(_, sum)| sum).collect();
    if told(&own) != told(seen) {
        return Err(SponsorshipError::Stale);
    }
    match store_around::set_targets(conn, (aim.programme, aim.event()), sums) {
        Ok(()) => {}
        // Somebody else set the same at this moment.
        Err(DbError::Duplicate(_)) => return Err(SponsorshipError::Stale),
        Err(fault) => return Err(fault.into()),
    }
    let (id, city) = (aim.programme, aim.event.and_then(|(_, city)| city));
    let record = Record::new(Entity::Programme, id.raw(), "target-set").within(id, city);
    history::record(conn, cx, record.changes([Change::of("target", told(&own), told(sums))]))?;
    Ok(())
}

/// The same sums in one text, whatever their order.
pub fn told(sums: &[Money]) -> String {
    let mut all: Vec<String> = sums.iter().map(|m| format!("{} {}", m.plain(), m.currency)).collect();
    all.sort();
    all.join(", ")
}
