//! What an officer does by the link of their own, and staff for those who telephone.

use super::draft::{Bounds, ToldDraft};
use super::model::{Given, Package, Place, Relay, RelayError, Source, Told};
use super::packages::{record, stored};
use super::store_write::Standing;
use super::until::Until;
use super::{embargo, store, store_around, store_write};
use crate::access::{Action, Context, Denied, require};
use crate::db::{Conn, Stored};
use crate::domain::deliverables::versions::{self, VersionFile, VersionView};
use crate::domain::deliverables::{self, Deliverable};
use crate::domain::history::Change;
use crate::kernel::ids::{PublicId, RelayId};
use crate::kernel::token::{LinkToken, Purpose};

type Result<T> = std::result::Result<T, RelayError>;

/// What a link opens.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Opened {
    pub relay: Relay,
    pub package: Package,
    pub deliverable: Deliverable,
    pub place: Place,
    pub given: Given,
    pub until: Until,
    /// None while it is not given to outsiders.
    pub version: Option<VersionView>,
}

impl Opened {
    /// The files in the officer's language, and those of any; all of them where there are none such.
    pub fn files(&self) -> Vec<&VersionFile> {
        let all: Vec<&VersionFile> = self.version.iter().flat_map(|view| &view.files).collect();
        let tag = self.relay.locale.tag();
        let own = |file: &&VersionFile| file.language.as_str() == tag || file.language == versions::FileLanguage::Mul;
        let fitting: Vec<&VersionFile> = all.iter().copied().filter(own).collect();
        if fitting.is_empty() { all } else { fitting }
    }
    /// What a day of passing-on is held against.
    pub fn bounds(&self, cx: &Context) -> Bounds {
        bounds(cx, &self.relay, &self.place)
    }
}

fn bounds(cx: &Context, relay: &Relay, place: &Place) -> Bounds {
    let day = |at: crate::kernel::time::Instant| at.at(place.zone).date();
    Bounds { offered: day(relay.offered_at), today: day(cx.now), stood: relay.forwarded_on }
}

/// What a link opens now; "not found" for one that never was, was renewed, or leads to what is internal now.
pub fn open_link(conn: &mut Conn, cx: &Context, token: &str) -> Result<Opened> {
    let token = LinkToken::parse(token).ok_or(Denied::NotFound)?;
    let id = RelayId::new(token.row);
    let relay = store::relays_by_id(conn, &[id])?.remove(&id).ok_or(Denied::NotFound)?;
    if !cx.keys.link_matches(&token, Purpose::Relay, &relay.nonce) {
        return Err(Denied::NotFound.into());
    }
    let package = store::packages(conn, &[relay.package])?.remove(&relay.package).ok_or(Denied::NotFound)?;
    let of = package.deliverable;
    let deliverable = deliverables::load_many(conn, &[of])?.remove(&of).ok_or(Denied::NotFound)?;
    let given = Given::of(&deliverable);
    if given == Given::Never {
        return Err(Denied::NotFound.into());
    }
    let place = store_around::place(conn, deliverable.programme, deliverable.city)?;
    let until = embargo::until(conn, &package)?;
    let version = if given == Given::Open { pinned(conn, &deliverable)? } else { None };
    Ok(Opened { relay, package, deliverable, place, given, until, version })
}

fn pinned(conn: &mut Conn, of: &Deliverable) -> Result<Option<VersionView>> {
    use crate::domain::deliverables::DeliverableError as E;
    versions::pinned(conn, of).map_err(|fault| match fault {
        E::Db(fault) => RelayError::Db(fault),
        other => RelayError::Db(crate::db::DbError::Query(other.to_string())),
    })
}

/// One file of what a link opens.
pub fn download(conn: &mut Conn, cx: &Context, token: &str, file: &PublicId) -> Result<(RelayId, VersionFile)> {
    let opened = open_link(conn, cx, token)?;
    let found = opened.files().into_iter().find(|one| one.public_id == *file).cloned();
    Ok((opened.relay.id, found.ok_or(Denied::NotFound)?))
}

/// Counts an opening of the page, or the fetching of a file.
pub fn visit(conn: &mut Conn, cx: &Context, relay: RelayId, file: Option<&VersionFile>) -> Stored<()> {
    store_write::visit(conn, relay, file.map(|file| file.id), cx.now)
}

/// What the officer says. The link is the proof; the version is of what they saw.
pub fn tell(conn: &mut Conn, cx: &Context, token: &str, (version, draft): (i64, &ToldDraft)) -> Result<()> {
    let seen = open_link(conn, cx, token)?;
    store_write::lock_relay(conn, seen.relay.id)?;
    let opened = open_link(conn, cx, token)?;
    if opened.given == Given::Withdrawn {
        return Err(RelayError::Over);
    }
    let told = draft.check(opened.bounds(cx))?;
    settle(conn, cx, (&opened.relay, &opened.deliverable), (version, &told, Source::Page))
}

/// The same, as somebody told staff.
pub fn enter(
    conn: &mut Conn,
    cx: &Context,
    of: &Deliverable,
    (relay, version): (&PublicId, i64),
    draft: &ToldDraft,
) -> Result<()> {
    require(&cx.actor, Action::RelayDeliverable, of.scope())?;
    let package = store::package_of(conn, of.id)?.ok_or(Denied::NotFound)?;
    let all = store::relays_of(conn, &[package.id])?;
    let seen = all.into_iter().find(|one| one.public_id == *relay).ok_or(Denied::NotFound)?;
    store_write::lock_relay(conn, seen.id)?;
    let relay = store::relays_by_id(conn, &[seen.id])?.remove(&seen.id).ok_or(Denied::NotFound)?;
    let place = store_around::place(conn, of.programme, of.city)?;
    let told = draft.check(bounds(cx, &relay, &place))?;
    settle(conn, cx, (&relay, of), (version, &told, Source::Staff))
}

/// Whether a relay stands so already: the same told twice is told once.
fn stands(relay: &Relay, told: &Told) -> bool {
    relay.state == told.state()
        && match told {
            Told::Taken => true,
            Told::Passed { on, members } => relay.forwarded_on == Some(*on) && relay.members == *members,
            Told::Declined { reason } => relay.reason == *reason,
        }
}

fn settle(
    conn: &mut Conn,
    cx: &Context,
    (relay, of): (&Relay, &Deliverable),
    (version, told, source): (i64, &Told, Source),
) -> Result<()> {
    if stands(relay, told) {
        return Ok(());
    }
    if relay.version != version || !relay.state.may_become(told.state()) {
        return Err(RelayError::Stale);
    }
    let (members, forwarded_on, reason) = match told {
        Told::Taken => (None, None, ""),
        Told::Passed { on, members } => (*members, Some(*on), ""),
        Told::Declined { reason } => (None, None, reason.as_str()),
    };
    let answered_at = Some(cx.now);
    let standing = Standing { state: told.state(), members, forwarded_on, reason, source, answered_at };
    if !store_write::set_standing(conn, cx.now, (relay.id, version), &standing)? {
        return Err(RelayError::Stale);
    }
    note(conn, cx, (relay, of), &standing)?;
    Ok(())
}

/// Notes a step in the history, by which the relay has its next version: where it stood, where it stands, and by whose word. Why somebody declines is theirs, and stays beside the
/// relay alone.
pub(super) fn note(
    conn: &mut Conn,
    cx: &Context,
    (relay, of): (&Relay, &Deliverable),
    after: &Standing<'_>,
) -> Stored<()> {
    let shown = |n: Option<i64>| n.map(|n| n.to_string()).unwrap_or_default();
    let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    let changes = vec![
        Change::of("channel", "", stored(&relay.channel.house.name)?),
        Change::of("relay_state", relay.state, after.state),
        Change::of("members", shown(relay.members), shown(after.members)),
        Change::of("forwarded_on", day(relay.forwarded_on), day(after.forwarded_on)),
        Change::of("relay_source", relay.source, after.source),
    ];
    record(conn, cx, of, (&relay.public_id, relay.version + 1), ("relay-moved", changes))
}
