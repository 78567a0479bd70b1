//! Two entries for one organisation, where they are parted otherwise than two for a person.

use super::model::Snapshot;
use crate::access::Context;
use crate::db::references::Reference;
use crate::db::{Conn, Stored as Db};
use crate::domain::contacts::{self, NewOrganisation, Organisation, OrganisationParting, reverted_organisation};
use crate::domain::history::{Entity, Entry};
use crate::domain::invitations;
use crate::domain::merging::kind::{Back, Kind, Organisations};
use crate::domain::merging::model::{MergeError, Stay, Stored};
use crate::domain::merging::rows::{Hangs, ORGANISATION_REFERENCES};
use crate::domain::merging::store_shelf::Shelf;
use crate::domain::merging::undo::split;
use crate::domain::relays;
use crate::domain::sponsorship;
use crate::kernel::ids::{OrganisationId, PublicId};

impl Kind for Organisations {
    type Entry = Organisation;
    const ENTITY: Entity = Entity::Organisation;
    const REFERENCES: &'static [(Hangs, Reference)] = ORGANISATION_REFERENCES;

    fn id(of: &Organisation) -> OrganisationId {
        of.id
    }

    fn version(of: &Organisation) -> i64 {
        of.version
    }

    fn living(conn: &mut Conn, id: OrganisationId) -> Db<Option<Organisation>> {
        Ok(contacts::organisations(conn, &[id])?.pop())
    }

    fn heir_of(conn: &mut Conn, id: &PublicId) -> Db<Option<PublicId>> {
        let Some(heir) = contacts::organisation_heir_of(conn, id)? else { return Ok(None) };
        Ok(contacts::organisations(conn, &[heir])?.pop().map(|known| known.public_id))
    }

    fn story(conn: &mut Conn, cx: &Context, of: &Organisation) -> Result<Vec<Entry>, MergeError> {
        Ok(contacts::organisation_history(conn, cx, of)?)
    }

    /// Places of people, and channels.
    fn paired(
        conn: &mut Conn,
        (stored, snapshot): (&Stored<Organisations>, &Snapshot),
        _: &Organisation,
    ) -> Result<Vec<(Hangs, i64)>, MergeError> {
        let channels = i64::try_from(snapshot.channels.len()).unwrap_or(i64::MAX);
        let places = contacts::places_to_part(conn, stored.kept, &snapshot.both)?.0;
        Ok(vec![(Hangs::People, places), (Hangs::Channels, channels)])
    }

    fn weigh(
        conn: &mut Conn,
        _: &Context,
        (stored, snapshot): (&Stored<Organisations>, &Snapshot),
        kept: &Organisation,
    ) -> Result<(Vec<Back>, Vec<Stay>), MergeError> {
        let (mut back, mut stays): (Vec<Back>, Vec<Stay>) = (Vec::new(), Vec::new());
        for (what, at) in ORGANISATION_REFERENCES {
            let moved = Organisations::rows(conn, stored.id, *at)?;
            let (mut go, mut gone) = split(conn, *at, moved, stored.kept.raw())?;
            match what {
                Hangs::People => gone += contacts::places_to_part(conn, kept.id, &snapshot.both)?.1,
                // Places follow their invitations, which stand before them.
                Hangs::Places => {
                    let invited = back.iter().find(|(own, ..)| *own == Hangs::Institutions);
                    let invited = invited.map_or_else(Vec::new, |(_, _, rows)| rows.clone());
                    (go, gone) = (invitations::places_of(conn, kept.id, &invited, &go)?, 0);
                }
                _ => {}
            }
            if gone > 0 {
                stays.push(Stay::Gone { what: *what, n: gone });
            }
            if !go.is_empty() {
                back.push((*what, *at, go));
            }
        }
        let (_, fields) = reverted_organisation(&NewOrganisation::of(kept), &snapshot.before, &snapshot.merged);
        stays.extend(fields.into_iter().map(Stay::Field));
        let (former, theirs) = contacts::keys_away(conn, kept, parting(snapshot))?;
        stays.extend(former.into_iter().chain(theirs).map(Stay::Key));
        Ok((back, stays))
    }

    fn hold(conn: &mut Conn, kept: OrganisationId) -> Result<(), MergeError> {
        invitations::hold_places(conn, &[kept])?;
        Ok(contacts::hold_organisation(conn, kept)?)
    }

    fn part(
        conn: &mut Conn,
        cx: &Context,
        (stored, snapshot): (&Stored<Organisations>, &Snapshot),
        kept: &Organisation,
    ) -> Result<(), MergeError> {
        contacts::part_organisations(conn, cx, (kept, stored.other), parting(snapshot))?;
        relays::part(conn, cx, stored.other, &snapshot.channels)?;
        Ok(sponsorship::lapsing::tell(conn, cx, &[stored.kept, stored.other])?)
    }
}

fn parting(snapshot: &Snapshot) -> OrganisationParting<'_> {
    OrganisationParting {
        other: &snapshot.other,
        before: &snapshot.before,
        merged: &snapshot.merged,
        both: &snapshot.both,
    }
}
