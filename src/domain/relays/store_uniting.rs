//! Channels of houses that become one, written.

use diesel::prelude::*;

use crate::db::schema::{relay_channels, relays};
use crate::db::{Conn, Stored};
use crate::kernel::ids::{ChannelId, RelayId, RelayPackageId};
use crate::kernel::time::Instant;

/// Whatever its version is: whoever merges two houses has not seen their channels.
pub(super) fn set_retired(conn: &mut Conn, now: Instant, id: ChannelId, retired_at: Option<Instant>) -> Stored<()> {
    let set = (
        relay_channels::version.eq(relay_channels::version + 1),
        relay_channels::retired_at.eq(retired_at),
        relay_channels::updated_at.eq(now),
    );
    diesel::update(relay_channels::table.filter(relay_channels::id.eq(id))).set(set).execute(conn)?;
    Ok(())
}

/// Points the relays of one channel at another that was not offered the same, or those `among` them; tells which.
pub(super) fn hand_over(
    conn: &mut Conn,
    now: Instant,
    (from, into): (ChannelId, ChannelId),
    among: Option<&[RelayId]>,
) -> Stored<Vec<RelayId>> {
    let there: Vec<RelayPackageId> =
        relays::table.filter(relays::channel_id.eq(into)).select(relays::package_id).load(conn)?;
    let own: Vec<(RelayId, RelayPackageId)> = relays::table
        .filter(relays::channel_id.eq(from))
        .order(relays::id)
        .select((relays::id, relays::package_id))
        .load(conn)?;
    let goes = |(id, package): &(RelayId, RelayPackageId)| {
        among.is_none_or(|among| among.contains(id)) && !there.contains(package)
    };
    let moved: Vec<RelayId> = own.into_iter().filter(goes).map(|(id, _)| id).collect();
    let set = (relays::channel_id.eq(into), relays::updated_at.eq(now));
    diesel::update(relays::table.filter(relays::id.eq_any(moved.clone()))).set(set).execute(conn)?;
    Ok(moved)
}
