//! What is passed on of a deliverable.

use super::model::{Given, NewEmbargo, NewPackage, Package, Place, Relay, RelayError};
use super::until::{Embargo, Until};
use super::{embargo, foreseeing, store, store_around, store_write};
use crate::access::{Action, Context, Denied, require};
use crate::db::types::Json;
use crate::db::{Conn, DbError, Stored};
use crate::domain::deliverables::Deliverable;
use crate::domain::events::{self, EventError, EventView};
use crate::domain::history::{self, Change, Entity, Record};
use crate::kernel::ids::PublicId;
use crate::kernel::invalid::{Invalid, Reason};
use crate::kernel::localised::Localised;
use crate::kernel::reach::near;

type Result<T> = std::result::Result<T, RelayError>;

/// A deliverable's package with all that belongs to it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Whole {
    pub given: Given,
    pub place: Place,
    /// None while nothing is written.
    pub package: Option<Package>,
    pub until: Until,
    /// The event that the embargo counts from.
    pub event: Option<EventView>,
    pub relays: Vec<Relay>,
}

pub(super) fn stored(text: &Localised) -> Stored<String> {
    Ok(Json::of(text)?.as_str().to_owned())
}

/// The package of a deliverable that the actor sees, with its relays.
pub fn whole(conn: &mut Conn, cx: &Context, of: &Deliverable) -> Result<Whole> {
    require(&cx.actor, Action::SeeRelays, of.scope())?;
    let place = store_around::place(conn, of.programme, of.city)?;
    let package = store::package_of(conn, of.id)?;
    let event = match package.as_ref().and_then(|package| package.embargo.event()) {
        Some(event) => events::load_many(conn, &[event])?.remove(&event),
        None => None,
    };
    let until = package.as_ref().map_or(Until::Free, |package| package.embargo.until(event.as_ref()));
    let relays = match &package {
        Some(package) => store::relays_of(conn, &[package.id])?,
        None => Vec::new(),
    };
    Ok(Whole { given: Given::of(of), place, package, until, event, relays })
}

/// The right to write what is passed on, asked for before what is sent is read.
pub(super) fn allowed(cx: &Context, of: &Deliverable) -> Result<()> {
    require(&cx.actor, Action::RelayDeliverable, of.scope())?;
    // What is internal is passed on by nobody.
    if Given::of(of) == Given::Never { Err(RelayError::NotGiven) } else { Ok(()) }
}

pub(super) fn resolve(
    conn: &mut Conn,
    cx: &Context,
    of: &Deliverable,
    (before, new): (Option<Embargo>, &NewEmbargo),
) -> Result<Embargo> {
    Ok(match new {
        NewEmbargo::None => Embargo::None,
        NewEmbargo::Day(day) => {
            let stood = match before {
                Some(Embargo::Day(day)) => Some(day),
                _ => None,
            };
            let mut faults = Invalid::default();
            near(&mut faults, "embargo_on", (stood, Some(*day)), cx.now);
            faults.into_result()?;
            Embargo::Day(*day)
        }
        NewEmbargo::After { event, days } => {
            let event = match events::by_public_id(conn, cx, of.programme, event) {
                Ok(view) => view.event.id,
                Err(EventError::Denied(Denied::NotFound)) => {
                    return Err(Invalid::one("embargo_event", Reason::NoSuch).into());
                }
                Err(EventError::Denied(denied)) => return Err(denied.into()),
                Err(EventError::Db(fault)) => return Err(fault.into()),
                Err(other) => return Err(DbError::Query(other.to_string()).into()),
            };
            Embargo::After { event, days: *days }
        }
    })
}

/// Writes the first package of a deliverable.
pub fn write(conn: &mut Conn, cx: &Context, of: &Deliverable, new: &NewPackage) -> Result<Package> {
    allowed(cx, of)?;
    let embargo = resolve(conn, cx, of, (None, &new.embargo))?;
    match store_write::insert_package(conn, cx.now, of.id, (new, embargo)) {
        Ok(()) => {}
        // Somebody else wrote it at this moment.
        Err(DbError::Duplicate(_)) => return Err(RelayError::Stale),
        Err(fault) => return Err(fault.into()),
    }
    let package = store::package_of(conn, of.id)?.ok_or(Denied::NotFound)?;
    record(conn, cx, of, (&package.public_id, package.version), ("relay-package-written", Vec::new()))?;
    Ok(package)
}

/// Changes it. Whoever holds a link reads the new texts at once; whoever knows another embargo is told by mail once it cannot be changed back.
/// `seen` is the mark of what was foreseen; of a program, which looks for itself, there is none.
pub fn edit(
    conn: &mut Conn,
    cx: &Context,
    of: &Deliverable,
    (before, version): (&Package, i64),
    (new, seen): (&NewPackage, Option<&str>),
) -> Result<Package> {
    allowed(cx, of)?;
    let embargo = resolve(conn, cx, of, (Some(before.embargo), &new.embargo))?;
    let same = (&before.short, &before.long, before.embargo, before.lapse_days)
        == (&new.short, &new.long, embargo, new.lapse_days);
    if before.version == version && same {
        return Ok(before.clone());
    }
    if let Some(seen) = seen {
        let foreseen = foreseeing::foresee(conn, cx, of, (before, version), new)?;
        if foreseen.asks() && foreseen.mark() != seen {
            return Err(RelayError::Stale);
        }
    }
    if !store_write::update_package(conn, cx.now, (before.id, version), (new, embargo))? {
        return Err(RelayError::Stale);
    }
    let after = store::package_of(conn, of.id)?.ok_or(Denied::NotFound)?;
    let was = embargo::until(conn, before)?.stored();
    let will = embargo::until(conn, &after)?.stored();
    let changes = vec![
        Change::of("embargo_until", was, will),
        Change::of("lapse_days", before.lapse_days, after.lapse_days),
        Change::of("short", stored(&before.short)?, stored(&after.short)?),
        Change::of("long", stored(&before.long)?, stored(&after.long)?),
    ];
    record(conn, cx, of, (&after.public_id, after.version), ("relay-package-edited", changes))?;
    Ok(after)
}

/// Notes in the history of the deliverable what happened to its passing-on: to a package or a relay, which is at this version now.
pub(super) fn record(
    conn: &mut Conn,
    cx: &Context,
    of: &Deliverable,
    (part, version): (&PublicId, i64),
    (verb, changes): (&'static str, Vec<Option<Change>>),
) -> Stored<()> {
    let record = Record::new(Entity::Deliverable, of.id.raw(), verb).within(of.programme, of.city);
    history::record(conn, cx, record.part(part, version).changes(changes))?;
    Ok(())
}
