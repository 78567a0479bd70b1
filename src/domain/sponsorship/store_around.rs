use diesel::prelude::*;

use super::model::{Activity, ActivityKind, NewActivity, NewPackage, Package};
use super::store::money;
use crate::access::Context;
use crate::db::schema::{accounts, sponsorship_activities, sponsorship_packages, sponsorship_targets};
use crate::db::types::{Json, day};
use crate::db::{Conn, Stored};
use crate::kernel::ids::{AccountId, ActivityId, ContactId, EventId, PackageId, ProgrammeId, PublicId, SponsorshipId};
use crate::kernel::money::{Currency, Money};
use crate::kernel::time::Instant;

#[derive(Queryable)]
struct PackageRow {
    id: PackageId,
    public_id: PublicId,
    version: i64,
    programme: ProgrammeId,
    name: Json,
    price_minor: Option<i64>,
    price_currency: Option<Currency>,
    benefits: Json,
    retired_at: Option<Instant>,
}

/// By their order; those no longer offered last.
pub(super) fn packages(conn: &mut Conn, programme: ProgrammeId) -> Stored<Vec<Package>> {
    let rows: Vec<PackageRow> = sponsorship_packages::table
        .filter(sponsorship_packages::programme_id.eq(programme))
        .order((sponsorship_packages::position, sponsorship_packages::id))
        .select((
            sponsorship_packages::id,
            sponsorship_packages::public_id,
            sponsorship_packages::version,
            sponsorship_packages::programme_id,
            sponsorship_packages::name,
            sponsorship_packages::price_minor,
            sponsorship_packages::price_currency,
            sponsorship_packages::benefits,
            sponsorship_packages::retired_at,
        ))
        .load(conn)?;
    let package = |row: PackageRow| {
        Ok(Package {
            id: row.id,
            public_id: row.public_id,
            version: row.version,
            programme: row.programme,
            name: row.name.read()?,
            price: money(row.price_minor, row.price_currency),
            benefits: row.benefits.read()?,
            retired_at: row.retired_at,
        })
    };
    let mut all = rows.into_iter().map(package).collect::<Stored<Vec<Package>>>()?;
    all.sort_by_key(|p| p.retired_at.is_some());
    Ok(all)
}

#[derive(Insertable)]
#[diesel(table_name = sponsorship_packages, treat_none_as_default_value = false)]
struct NewPackageRow {
    public_id: PublicId,
    version: i64,
    programme_id: ProgrammeId,
    name: Json,
    price_minor: Option<i64>,
    price_currency: Option<Currency>,
    benefits: Json,
    position: i32,
    created_at: Instant,
    updated_at: Instant,
}

pub(super) fn insert_package(
    conn: &mut Conn,
    now: Instant,
    programme: ProgrammeId,
    new: &NewPackage,
) -> Stored<PublicId> {
    let last: Option<i32> = sponsorship_packages::table
        .filter(sponsorship_packages::programme_id.eq(programme))
        .select(diesel::dsl::max(sponsorship_packages::position))
        .first(conn)?;
    let row = NewPackageRow {
        public_id: PublicId::random(),
        version: 1,
        programme_id: programme,
        name: Json::of(&new.name)?,
        price_minor: new.price.map(|m| m.minor),
        price_currency: new.price.map(|m| m.currency),
        benefits: Json::of(&new.benefits)?,
        position: last.map_or(0, |p| p.saturating_add(1)),
        created_at: now,
        updated_at: now,
    };
    diesel::insert_into(sponsorship_packages::table).values(&row).execute(conn)?;
    Ok(row.public_id)
}

/// Whether the row still had the version that was edited.
pub(super) fn update_package(
    conn: &mut Conn,
    now: Instant,
    (id, version): (PackageId, i64),
    new: &NewPackage,
) -> Stored<bool> {
    let target = sponsorship_packages::table
        .filter(sponsorship_packages::id.eq(id))
        .filter(sponsorship_packages::version.eq(version));
    let set = (
        sponsorship_packages::version.eq(version + 1),
        sponsorship_packages::name.eq(Json::of(&new.name)?),
        sponsorship_packages::price_minor.eq(new.price.map(|m| m.minor)),
        sponsorship_packages::price_currency.eq(new.price.map(|m| m.currency)),
        sponsorship_packages::benefits.eq(Json::of(&new.benefits)?),
        sponsorship_packages::updated_at.eq(now),
    );
    Ok(diesel::update(target).set(set).execute(conn)? == 1)
}

pub(super) fn set_retired(
    conn: &mut Conn,
    now: Instant,
    (id, version): (PackageId, i64),
    retired: Option<Instant>,
) -> Stored<bool> {
    let target = sponsorship_packages::table
        .filter(sponsorship_packages::id.eq(id))
        .filter(sponsorship_packages::version.eq(version));
    let set = (
        sponsorship_packages::version.eq(version + 1),
        sponsorship_packages::retired_at.eq(retired),
        sponsorship_packages::updated_at.eq(now),
    );
    Ok(diesel::update(target).set(set).execute(conn)? == 1)
}

pub(super) fn targets(conn: &mut Conn, programme: ProgrammeId) -> Stored<Vec<(Option<EventId>, Money)>> {
    let rows: Vec<(Option<EventId>, Currency, i64)> = sponsorship_targets::table
        .filter(sponsorship_targets::programme_id.eq(programme))
        .order(sponsorship_targets::id)
        .select((sponsorship_targets::event_id, sponsorship_targets::currency, sponsorship_targets::minor))
        .load(conn)?;
    Ok(rows.into_iter().map(|(event, currency, minor)| (event, Money { minor, currency })).collect())
}

pub(super) fn set_targets(
    conn: &mut Conn,
    (programme, event): (ProgrammeId, Option<EventId>),
    sums: &[Money],
) -> Stored<()> {
    let own = sponsorship_targets::table.filter(sponsorship_targets::programme_id.eq(programme));
    match event {
        Some(event) => diesel::delete(own.filter(sponsorship_targets::event_id.eq(event))).execute(conn)?,
        None => diesel::delete(own.filter(sponsorship_targets::event_id.is_null())).execute(conn)?,
    };
    for sum in sums {
        let row = (
            sponsorship_targets::programme_id.eq(programme),
            sponsorship_targets::event_id.eq(event),
            sponsorship_targets::currency.eq(sum.currency),
            sponsorship_targets::minor.eq(sum.minor),
        );
        diesel::insert_into(sponsorship_targets::table).values(row).execute(conn)?;
    }
    Ok(())
}

#[derive(Queryable)]
struct ActivityRow {
    id: ActivityId,
    public_id: PublicId,
    kind: ActivityKind,
    on_day: String,
    with: Option<ContactId>,
    body: String,
    next_action: String,
    next_on: Option<String>,
    corrects: Option<ActivityId>,
    created_at: Instant,
    by: Option<String>,
}

/// The newest first, with whom each was.
pub(super) fn activities(conn: &mut Conn, of: SponsorshipId) -> Stored<Vec<(Activity, Option<ContactId>)>> {
    let rows: Vec<ActivityRow> = sponsorship_activities::table
        .left_join(accounts::table)
        .filter(sponsorship_activities::sponsorship_id.eq(of))
        .order((sponsorship_activities::on_day.desc(), sponsorship_activities::id.desc()))
        .select((
            sponsorship_activities::id,
            sponsorship_activities::public_id,
            sponsorship_activities::kind,
            sponsorship_activities::on_day,
            sponsorship_activities::contact_id,
            sponsorship_activities::body,
            sponsorship_activities::next_action,
            sponsorship_activities::next_on,
            sponsorship_activities::corrects_id,
            sponsorship_activities::created_at,
            accounts::name.nullable(),
        ))
        .load(conn)?;
    let activity = |row: ActivityRow| {
        let activity = Activity {
            id: row.id,
            public_id: row.public_id,
            kind: row.kind,
            on: day(&row.on_day)?,
            by: row.by,
            with: None,
            body: row.body,
            next_action: row.next_action,
            next_on: row.next_on.as_deref().map(day).transpose()?,
            corrects: row.corrects,
            created_at: row.created_at,
        };
        Ok((activity, row.with))
    };
    rows.into_iter().map(activity).collect()
}

#[derive(Insertable)]
#[diesel(table_name = sponsorship_activities, treat_none_as_default_value = false)]
struct NewActivityRow<'a> {
    public_id: PublicId,
    sponsorship_id: SponsorshipId,
    kind: ActivityKind,
    on_day: String,
    account_id: Option<AccountId>,
    contact_id: Option<ContactId>,
    body: &'a str,
    next_action: &'a str,
    next_on: Option<String>,
    corrects_id: Option<ActivityId>,
    created_at: Instant,
}

pub(super) fn insert_activity(
    conn: &mut Conn,
    cx: &Context,
    (of, corrects): (SponsorshipId, Option<ActivityId>),
    new: &NewActivity,
    with: Option<ContactId>,
) -> Stored<PublicId> {
    let row = NewActivityRow {
        public_id: PublicId::random(),
        sponsorship_id: of,
        kind: new.kind,
        on_day: new.on.to_string(),
        account_id: cx.actor.account(),
        contact_id: with,
        body: &new.body,
        next_action: &new.next_action,
        next_on: new.next_on.map(|on| on.to_string()),
        corrects_id: corrects,
        created_at: cx.now,
    };
    diesel::insert_into(sponsorship_activities::table).values(&row).execute(conn)?;
    Ok(row.public_id)
}
