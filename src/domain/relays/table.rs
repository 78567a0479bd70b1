//! A programme's relays in one picture: channels by deliverables, and what was reached, as declared.

use std::collections::BTreeMap;

use super::model::{Channel, Package, Relay, RelayError, RelayState};
use super::until::Until;
use super::{embargo, store};
use crate::access::{Action, Context, Scope, require};
use crate::db::Conn;
use crate::domain::deliverables::{self, Audience, Deliverable};
use crate::kernel::ids::ProgrammeId;

type Result<T> = std::result::Result<T, RelayError>;

/// Everything of a programme that is passed on, as the actor sees it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Board {
    pub packages: Vec<(Deliverable, Package, Until)>,
    pub channels: Vec<Channel>,
    pub relays: Vec<Relay>,
}

impl Board {
    pub fn relay(&self, channel: &Channel, package: &Package) -> Option<&Relay> {
        self.relays.iter().find(|relay| relay.channel.id == channel.id && relay.package == package.id)
    }
}

/// Two or three statements for each kind of thing, however many there are.
pub fn board(conn: &mut Conn, cx: &Context, programme: ProgrammeId) -> Result<Board> {
    require(&cx.actor, Action::SeeRelays, Scope::Programme(programme))?;
    let packages = store::packages_of(conn, programme)?;
    let ids: Vec<_> = packages.iter().map(|package| package.deliverable).collect();
    let mut known = deliverables::load_many(conn, &ids)?;
    if !deliverables::sees_internal(&cx.actor, programme) {
        known.retain(|_, of| of.audience == Audience::External);
    }
    let views = embargo::views(conn, &packages)?;
    let seen = |package: Package| {
        let of = known.remove(&package.deliverable)?;
        let until = embargo::counted(&package, &views);
        Some((of, package, until))
    };
    let packages: Vec<_> = packages.into_iter().filter_map(seen).collect();
    let numbers: Vec<_> = packages.iter().map(|(_, package, _)| package.id).collect();
    Ok(Board { channels: store::channels(conn, programme)?, relays: store::relays_of(conn, &numbers)?, packages })
}

/// What was declared under one heading.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Reached {
    /// How many got it, all reports together: who is a member of two houses counts twice.
    pub members: i64,
    pub reports: usize,
}

/// The reports by what `heading` says of each.
pub fn reached_by(relays: &[Relay], heading: impl Fn(&Relay) -> String) -> BTreeMap<String, Reached> {
    let mut found: BTreeMap<String, Reached> = BTreeMap::new();
    for relay in relays.iter().filter(|relay| relay.state == RelayState::Reported) {
        let own = found.entry(heading(relay)).or_default();
        own.members = own.members.saturating_add(relay.members.unwrap_or_default());
        own.reports += 1;
    }
    found
}
