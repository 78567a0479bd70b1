//! From stage to stage.

use chrono::NaiveDate;

use super::draft::{PROSE, REASON};
use super::model::{Part, Sponsorship, SponsorshipError, Stage};
use super::stages::Given;
use super::store_write::{self, Moved};
use super::{files, showing, store, store_showing};
use crate::access::{Action, Context, require};
use crate::db::{Conn, Stored};
use crate::domain::contacts;
use crate::domain::history::{self, Change, Entity, PersonalChange, Record};
use crate::kernel::ids::PublicId;
use crate::kernel::invalid::{Invalid, Reason, prose};

/// Where to, and what goes with it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Step {
    pub to: Stage,
    pub reason: String,
    /// The day of the signature, where it is said with the move.
    pub signed_on: Option<NaiveDate>,
    /// A note of the agreement, likewise.
    pub agreement: String,
}

impl Step {
    pub fn to(to: Stage) -> Step {
        Step { to, reason: String::new(), signed_on: None, agreement: String::new() }
    }
}

/// Moves a sponsorship along the table of stages. Back, declined and asked again want a reason; a stage has what it asks for.
pub fn advance(
    conn: &mut Conn,
    cx: &Context,
    of: &Sponsorship,
    version: i64,
    step: &Step,
) -> Result<Sponsorship, SponsorshipError> {
    require(&cx.actor, Action::EditSponsorship, of.scope())?;
    let before = locked(conn, of, version)?;
    if !before.stage.may_become(step.to) {
        return Err(SponsorshipError::NoWay { from: before.stage, to: step.to });
    }
    if before.stage == Stage::Declined
        && let Some(there) = succeeded(conn, &before)?
    {
        return Err(SponsorshipError::Twice(Some(there)));
    }
    write(conn, cx, &before, (step, "moved"))
}

/// Where a firm that went into another is courted for the same: what it had declined before is not taken up beside.
fn succeeded(conn: &mut Conn, of: &Sponsorship) -> Stored<Option<PublicId>> {
    match contacts::organisation_heir(conn, of.firm.id)? {
        Some(heir) if heir != of.firm.id => {
            store::same(conn, of.programme, heir, of.event.as_ref().map(|event| event.id))
        }
        _ => Ok(None),
    }
}

/// Puts one that was just made at the stage it has reached elsewhere: what lies between nobody here has seen, and history says so.
pub(super) fn as_told(
    conn: &mut Conn,
    cx: &Context,
    of: &Sponsorship,
    version: i64,
    step: &Step,
) -> Result<Sponsorship, SponsorshipError> {
    require(&cx.actor, Action::EditSponsorship, of.scope())?;
    let before = locked(conn, of, version)?;
    write(conn, cx, &before, (step, "told"))
}

fn locked(conn: &mut Conn, of: &Sponsorship, version: i64) -> Result<Sponsorship, SponsorshipError> {
    store_write::lock(conn, of.id)?;
    let before = store::by_id(conn, of.id)?;
    if before.version == version { Ok(before) } else { Err(SponsorshipError::Stale) }
}

fn write(
    conn: &mut Conn,
    cx: &Context,
    before: &Sponsorship,
    (step, verb): (&Step, &'static str),
) -> Result<Sponsorship, SponsorshipError> {
    let reason = prose(&step.reason, REASON).map_err(|r| Invalid::one("reason", r))?;
    if reason.is_empty() && before.stage.wants_reason(step.to) {
        return Err(Invalid::one("reason", Reason::Required).into());
    }
    let given = prose(&step.agreement, PROSE).map_err(|r| Invalid::one("agreement", r))?;
    let (note, signed) = standing(before);
    let agreement = if given.is_empty() { note.to_owned() } else { given };
    let signed_on = step.signed_on.or(signed);
    if step.to.is_signed() && signed_on.is_some_and(|day| day > latest(cx)) {
        return Err(Invalid::one("signed_on", Reason::NotYet { last: latest(cx) }).into());
    }
    let paper = files::current(conn, before.id, Part::Agreement)?;
    let given = Given { signed_on, agreement: &agreement, ..Given::of(before, paper.as_ref()) };
    if let Some(need) = given.lacks(step.to) {
        return Err(SponsorshipError::Lacks(need));
    }
    let declined = if step.to == Stage::Declined { reason.as_str() } else { "" };
    let moved =
        Moved { stage: step.to, declined, signed_on: signed_on.map(|day| day.to_string()), agreement: &agreement };
    if !store_write::set_stage(conn, cx.now, (before.id, before.version), &moved)? {
        return Err(SponsorshipError::Stale);
    }
    if before.stage == Stage::Declined {
        // With the note and the day, which do not hold either.
        store_showing::set_aside(conn, cx.now, before.id, Part::Agreement)?;
    }
    let day = |d: Option<NaiveDate>| d.map(|d| d.to_string()).unwrap_or_default();
    let changes =
        [Change::of("stage", before.stage, step.to), Change::of("signed_on", day(before.signed_on), day(signed_on))];
    let noted = (agreement != before.agreement).then(|| PersonalChange {
        contact: None,
        field: "agreement".to_owned(),
        before: Some(before.agreement.clone()),
        after: Some(agreement.clone()),
    });
    let record = Record::new(Entity::Sponsorship, before.id.raw(), verb).within(before.programme, before.city());
    history::record(conn, cx, record.because(reason).changes(changes).personal(noted))?;
    if before.stage.is_signed() && !step.to.is_signed() {
        showing::void(conn, cx, before)?;
    }
    Ok(store::by_id(conn, before.id)?)
}

/// What was agreed on and when it was signed, as far as it holds: what a firm had signed before it declined binds nobody when it is asked
/// again.
fn standing(of: &Sponsorship) -> (&str, Option<NaiveDate>) {
    if of.stage == Stage::Declined { ("", None) } else { (of.agreement.as_str(), of.signed_on) }
}

/// The last day that has begun anywhere: nothing is signed later.
pub(super) fn latest(cx: &Context) -> NaiveDate {
    cx.now.plus_seconds(14 * 3_600).at(crate::kernel::time::Zone::UTC).date()
}
