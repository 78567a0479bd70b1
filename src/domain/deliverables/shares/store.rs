use diesel::prelude::*;

use super::model::Share;
use crate::access::Context;
use crate::db::schema::{accounts, cities, deliverable_shares, deliverable_visits, programmes};
use crate::db::types::Json;
use crate::db::{Conn, Stored};
use crate::domain::deliverables::versions::Writer;
use crate::kernel::ids::{AccountId, CityId, DeliverableId, ProgrammeId, PublicId, ShareId, VersionFileId};
use crate::kernel::localised::Localised;
use crate::kernel::time::{Instant, Zone};

type Row = (ShareId, PublicId, DeliverableId, String, Instant, Instant, Option<Instant>);
type WriterRow = (AccountId, PublicId, String);

const SHARE: (
    deliverable_shares::id,
    deliverable_shares::public_id,
    deliverable_shares::deliverable_id,
    deliverable_shares::recipient,
    deliverable_shares::created_at,
    deliverable_shares::expires_at,
    deliverable_shares::revoked_at,
) = (
    deliverable_shares::id,
    deliverable_shares::public_id,
    deliverable_shares::deliverable_id,
    deliverable_shares::recipient,
    deliverable_shares::created_at,
    deliverable_shares::expires_at,
    deliverable_shares::revoked_at,
);

fn entity((row, by): (Row, Option<WriterRow>)) -> Share {
    let (id, public_id, _, recipient, created_at, expires_at, revoked_at) = row;
    let by = by.map(|(id, public_id, name)| Writer { id, public_id, name });
    Share { id, public_id, recipient, by, created_at, expires_at, revoked_at, visits: 0, downloads: 0, last_at: None }
}

pub(super) fn list(conn: &mut Conn, of: DeliverableId) -> Stored<Vec<Share>> {
    let rows: Vec<(Row, Option<WriterRow>)> = deliverable_shares::table
        .left_join(accounts::table)
        .filter(deliverable_shares::deliverable_id.eq(of))
        .order(deliverable_shares::id.desc())
        .select((SHARE, (accounts::id, accounts::public_id, accounts::name).nullable()))
        .load(conn)?;
    let mut shares: Vec<Share> = rows.into_iter().map(entity).collect();
    let ids: Vec<ShareId> = shares.iter().map(|s| s.id).collect();
    let counted: Vec<(ShareId, i64, i64, Option<Instant>)> = deliverable_visits::table
        .filter(deliverable_visits::share_id.eq_any(ids))
        .group_by(deliverable_visits::share_id)
        .select((
            deliverable_visits::share_id,
            diesel::dsl::count(deliverable_visits::id),
            diesel::dsl::count(deliverable_visits::file_id),
            diesel::dsl::max(deliverable_visits::at),
        ))
        .load(conn)?;
    for share in &mut shares {
        if let Some((_, all, files, last)) = counted.iter().find(|(id, ..)| *id == share.id) {
            (share.visits, share.downloads, share.last_at) = (all - files, *files, *last);
        }
    }
    Ok(shares)
}

pub(super) fn by_digest(conn: &mut Conn, digest: &str) -> Stored<Option<(Share, DeliverableId)>> {
    let row: Option<(Row, Option<WriterRow>)> = deliverable_shares::table
        .left_join(accounts::table)
        .filter(deliverable_shares::secret_digest.eq(digest))
        .select((SHARE, (accounts::id, accounts::public_id, accounts::name).nullable()))
        .first(conn)
        .optional()?;
    Ok(row.map(|row| {
        let deliverable = row.0.2;
        (entity(row), deliverable)
    }))
}

#[derive(Insertable)]
#[diesel(table_name = deliverable_shares)]
struct Values<'a> {
    public_id: PublicId,
    deliverable_id: DeliverableId,
    secret_digest: &'a str,
    recipient: &'a str,
    created_by: Option<AccountId>,
    created_at: Instant,
    expires_at: Instant,
}

pub(super) fn insert(
    conn: &mut Conn,
    cx: &Context,
    of: DeliverableId,
    digest: &str,
    recipient: &str,
    expires_at: Instant,
) -> Stored<ShareId> {
    let row = Values {
        public_id: PublicId::random(),
        deliverable_id: of,
        secret_digest: digest,
        recipient,
        created_by: cx.actor.account(),
        created_at: cx.now,
        expires_at,
    };
    Ok(diesel::insert_into(deliverable_shares::table)
        .values(&row)
        .returning(deliverable_shares::id)
        .get_result(conn)?)
}

/// Whether it was still open.
pub(super) fn revoke(conn: &mut Conn, id: ShareId, now: Instant) -> Stored<bool> {
    let target = deliverable_shares::table
        .filter(deliverable_shares::id.eq(id))
        .filter(deliverable_shares::revoked_at.is_null());
    Ok(diesel::update(target).set(deliverable_shares::revoked_at.eq(now)).execute(conn)? == 1)
}

pub(super) fn visit(conn: &mut Conn, share: ShareId, file: Option<VersionFileId>, now: Instant) -> Stored<()> {
    diesel::insert_into(deliverable_visits::table)
        .values((
            deliverable_visits::share_id.eq(share),
            deliverable_visits::file_id.eq(file),
            deliverable_visits::at.eq(now),
        ))
        .execute(conn)?;
    Ok(())
}

/// Where a deliverable belongs.
pub(super) struct Place {
    pub programme: Localised,
    pub city: Option<Localised>,
    /// The city's, or else the programme's.
    pub zone: Zone,
}

pub(super) fn place(conn: &mut Conn, programme: ProgrammeId, city: Option<CityId>) -> Stored<Place> {
    let (title, zone): (Json, Zone) =
        programmes::table.find(programme).select((programmes::title, programmes::zone)).first(conn)?;
    let own: Option<(Json, Zone)> = match city {
        Some(city) => cities::table.find(city).select((cities::name, cities::zone)).first(conn).optional()?,
        None => None,
    };
    let zone = own.as_ref().map_or(zone, |(_, zone)| *zone);
    Ok(Place { programme: title.read()?, city: own.map(|(name, _)| name.read()).transpose()?, zone })
}
