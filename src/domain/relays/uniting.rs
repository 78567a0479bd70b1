//! Two houses become one, and both are channels of one programme: the channel of the house that stays goes on with what the other was
//! offered, and the other is asked no more. So nobody gets a thing twice, and what was told counts where it is looked for.

use serde::{Deserialize, Serialize};

use super::model::Channel;
use super::{channels, store, store_uniting};
use crate::access::Context;
use crate::db::{Conn, Stored};
use crate::kernel::ids::{ChannelId, OrganisationId, RelayId};

/// What parting two houses again has to know of two channels that became one.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct United {
    /// The channel that is asked no more, and the one that goes on.
    pub channel: i64,
    pub heir: i64,
    /// What went along.
    pub relays: Vec<i64>,
    /// Whether it was asked until then.
    pub asked: bool,
}

/// Two channels of one programme: of the house that goes, and of the one that stays.
fn doubled(conn: &mut Conn, from: OrganisationId, into: OrganisationId) -> Stored<Vec<(Channel, Channel)>> {
    let heirs = store::channels_of(conn, into)?;
    let pair = |channel: Channel| {
        let heir = heirs.iter().find(|heir| heir.programme == channel.programme)?;
        Some((channel, heir.clone()))
    };
    Ok(store::channels_of(conn, from)?.into_iter().filter_map(pair).collect())
}

/// Hands over what the channels of a house were offered, wherever the other is a channel too. What both were offered stays with each.
pub fn unite(conn: &mut Conn, cx: &Context, from: OrganisationId, into: OrganisationId) -> Stored<Vec<United>> {
    let mut united = Vec::new();
    for (channel, heir) in doubled(conn, from, into)? {
        let asked = channel.retired_at.is_none();
        if asked {
            store_uniting::set_retired(conn, cx.now, channel.id, Some(cx.now))?;
            channels::record(conn, cx, (&channel, channel.version + 1), ("channel-retired", None))?;
        }
        let relays = store_uniting::hand_over(conn, cx.now, (channel.id, heir.id), None)?;
        let relays = relays.into_iter().map(RelayId::raw).collect();
        united.push(United { channel: channel.id.raw(), heir: heir.id.raw(), relays, asked });
    }
    Ok(united)
}

/// Gives back what went along, to the channels that are still there.
pub fn part(conn: &mut Conn, cx: &Context, other: OrganisationId, united: &[United]) -> Stored<()> {
    for channel in store::channels_of(conn, other)? {
        let Some(two) = united.iter().find(|two| two.channel == channel.id.raw()) else { continue };
        if two.asked && channel.retired_at.is_some() {
            store_uniting::set_retired(conn, cx.now, channel.id, None)?;
            channels::record(conn, cx, (&channel, channel.version + 1), ("channel-back", None))?;
        }
        let theirs: Vec<RelayId> = two.relays.iter().copied().map(RelayId::new).collect();
        store_uniting::hand_over(conn, cx.now, (ChannelId::new(two.heir), channel.id), Some(&theirs))?;
    }
    Ok(())
}
