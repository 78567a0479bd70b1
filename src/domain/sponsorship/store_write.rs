use diesel::prelude::*;

use super::model::{Plan, Stage};
use crate::db::conn::each;
use crate::db::schema::{sponsorship_activities, sponsorship_people, sponsorships};
use crate::db::types::Json;
use crate::db::{Conn, Stored};
use crate::kernel::ids::{ContactId, EventId, OrganisationId, PackageId, ProgrammeId, PublicId, SponsorshipId};
use crate::kernel::money::Currency;
use crate::kernel::time::Instant;

/// What is planned, with our own numbers for what it names.
pub(super) struct Resolved<'a> {
    pub plan: &'a Plan,
    pub owner: Option<ContactId>,
    pub package: Option<PackageId>,
    pub people: Vec<ContactId>,
}

impl Resolved<'_> {
    /// Everybody who is named in it.
    pub fn named(&self) -> impl Iterator<Item = ContactId> {
        self.owner.into_iter().chain(self.people.iter().copied())
    }
}

#[derive(Insertable, AsChangeset)]
#[diesel(table_name = sponsorships, treat_none_as_null = true, treat_none_as_default_value = false)]
struct Columns<'a> {
    owner_id: Option<ContactId>,
    package_id: Option<PackageId>,
    amount_minor: Option<i64>,
    amount_currency: Option<Currency>,
    in_kind: &'a str,
    in_kind_minor: Option<i64>,
    in_kind_currency: Option<Currency>,
    next_action: &'a str,
    next_on: Option<String>,
    notes: &'a str,
    signed_on: Option<String>,
    agreement: &'a str,
    public_name: Json,
    updated_at: Instant,
}

#[derive(Insertable)]
#[diesel(table_name = sponsorships, treat_none_as_default_value = false)]
struct Values<'a> {
    public_id: PublicId,
    version: i64,
    programme_id: ProgrammeId,
    event_id: Option<EventId>,
    organisation_id: OrganisationId,
    stage: Stage,
    declined: &'a str,
    created_at: Instant,
    #[diesel(embed)]
    columns: Columns<'a>,
}

fn columns<'a>(now: Instant, resolved: &Resolved<'a>) -> Stored<Columns<'a>> {
    let plan = resolved.plan;
    Ok(Columns {
        owner_id: resolved.owner,
        package_id: resolved.package,
        amount_minor: plan.amount.map(|m| m.minor),
        amount_currency: plan.amount.map(|m| m.currency),
        in_kind: &plan.in_kind,
        in_kind_minor: plan.in_kind_value.map(|m| m.minor),
        in_kind_currency: plan.in_kind_value.map(|m| m.currency),
        next_action: &plan.next_action,
        next_on: plan.next_on.map(|on| on.to_string()),
        notes: &plan.notes,
        signed_on: plan.signed_on.map(|on| on.to_string()),
        agreement: &plan.agreement,
        public_name: Json::of(&plan.public_name)?,
        updated_at: now,
    })
}

pub(super) fn insert(
    conn: &mut Conn,
    now: Instant,
    (programme, event, firm): (ProgrammeId, Option<EventId>, OrganisationId),
    resolved: &Resolved<'_>,
) -> Stored<SponsorshipId> {
    let row = Values {
        public_id: PublicId::random(),
        version: 1,
        programme_id: programme,
        event_id: event,
        organisation_id: firm,
        stage: Stage::Identified,
        declined: "",
        created_at: now,
        columns: columns(now, resolved)?,
    };
    let id = diesel::insert_into(sponsorships::table).values(row).returning(sponsorships::id).get_result(conn)?;
    set_people(conn, id, &resolved.people)?;
    Ok(id)
}

/// Whether the row still had the version that was edited.
pub(super) fn update(
    conn: &mut Conn,
    now: Instant,
    (id, version): (SponsorshipId, i64),
    resolved: &Resolved<'_>,
) -> Stored<bool> {
    let target = sponsorships::table.filter(sponsorships::id.eq(id)).filter(sponsorships::version.eq(version));
    let set = (sponsorships::version.eq(version + 1), columns(now, resolved)?);
    let changed = diesel::update(target).set(set).execute(conn)? == 1;
    if changed {
        set_people(conn, id, &resolved.people)?;
    }
    Ok(changed)
}

fn set_people(conn: &mut Conn, id: SponsorshipId, people: &[ContactId]) -> Stored<()> {
    let theirs = sponsorship_people::table.filter(sponsorship_people::sponsorship_id.eq(id));
    diesel::delete(theirs).execute(conn)?;
    for contact in people {
        let row = (sponsorship_people::sponsorship_id.eq(id), sponsorship_people::contact_id.eq(*contact));
        diesel::insert_into(sponsorship_people::table).values(row).execute(conn)?;
    }
    Ok(())
}

/// What a move writes.
pub(super) struct Moved<'a> {
    pub stage: Stage,
    pub declined: &'a str,
    pub signed_on: Option<String>,
    pub agreement: &'a str,
}

pub(super) fn set_stage(
    conn: &mut Conn,
    now: Instant,
    (id, version): (SponsorshipId, i64),
    moved: &Moved<'_>,
) -> Stored<bool> {
    let target = sponsorships::table.filter(sponsorships::id.eq(id)).filter(sponsorships::version.eq(version));
    let set = (
        sponsorships::version.eq(version + 1),
        sponsorships::stage.eq(moved.stage),
        sponsorships::declined.eq(moved.declined),
        sponsorships::signed_on.eq(&moved.signed_on),
        sponsorships::agreement.eq(moved.agreement),
        sponsorships::updated_at.eq(now),
    );
    Ok(diesel::update(target).set(set).execute(conn)? == 1)
}

pub(super) fn set_next(
    conn: &mut Conn,
    now: Instant,
    id: SponsorshipId,
    (action, on): (&str, Option<String>),
) -> Stored<()> {
    let set = (
        sponsorships::version.eq(sponsorships::version + 1),
        sponsorships::next_action.eq(action),
        sponsorships::next_on.eq(on),
        sponsorships::updated_at.eq(now),
    );
    diesel::update(sponsorships::table.filter(sponsorships::id.eq(id))).set(set).execute(conn)?;
    Ok(())
}

/// Locks the row until the transaction ends: whoever acts about the sponsorship at the same moment waits.
pub(super) fn lock(conn: &mut Conn, id: SponsorshipId) -> Stored<()> {
    let target = sponsorships::table.filter(sponsorships::id.eq(id));
    diesel::update(target).set(sponsorships::version.eq(sponsorships::version)).execute(conn)?;
    Ok(())
}

/// The same of all of a programme, in the order of their numbers.
pub(super) fn hold(conn: &mut Conn, programme: ProgrammeId) -> Stored<()> {
    let own = sponsorships::table.filter(sponsorships::programme_id.eq(programme));
    let ids: Vec<SponsorshipId> = own.order(sponsorships::id).select(sponsorships::id).load(conn)?;
    ids.into_iter().try_for_each(|id| lock(conn, id))
}

/// Points the owners of one contact at another; tells whose.
pub(super) fn replace_owner(conn: &mut Conn, from: ContactId, into: ContactId) -> Stored<Vec<i64>> {
    let ids: Vec<i64> =
        sponsorships::table.filter(sponsorships::owner_id.eq(from)).select(sponsorships::id).load(conn)?;
    let set = (sponsorships::owner_id.eq(into), sponsorships::version.eq(sponsorships::version + 1));
    diesel::update(sponsorships::table.filter(sponsorships::owner_id.eq(from))).set(set).execute(conn)?;
    Ok(ids)
}

pub(super) fn replace_with(conn: &mut Conn, from: ContactId, into: ContactId) -> Stored<Vec<i64>> {
    let theirs = sponsorship_activities::table.filter(sponsorship_activities::contact_id.eq(from));
    let ids: Vec<i64> = theirs.select(sponsorship_activities::id).load(conn)?;
    diesel::update(theirs).set(sponsorship_activities::contact_id.eq(into)).execute(conn)?;
    Ok(ids)
}

/// Those at whom the other stands already keep both rows. Told by the sponsorship's number, for these rows have none of their own.
pub(super) fn replace_person(conn: &mut Conn, from: ContactId, into: ContactId) -> Stored<Vec<i64>> {
    let of = |conn: &mut Conn, contact: ContactId| -> Stored<Vec<SponsorshipId>> {
        let rows = sponsorship_people::table.filter(sponsorship_people::contact_id.eq(contact));
        Ok(rows.select(sponsorship_people::sponsorship_id).load(conn)?)
    };
    let there = of(conn, into)?;
    let free: Vec<SponsorshipId> = of(conn, from)?.into_iter().filter(|id| !there.contains(id)).collect();
    let target = sponsorship_people::table
        .filter(sponsorship_people::contact_id.eq(from))
        .filter(sponsorship_people::sponsorship_id.eq_any(free.clone()));
    diesel::update(target).set(sponsorship_people::contact_id.eq(into)).execute(conn)?;
    Ok(free.into_iter().map(SponsorshipId::raw).collect())
}

type Courting = (SponsorshipId, ProgrammeId, Option<EventId>);

pub(super) fn replace_firm(conn: &mut Conn, from: OrganisationId, into: OrganisationId) -> Stored<Vec<i64>> {
    let of = |conn: &mut Conn, firm: OrganisationId| -> Stored<Vec<Courting>> {
        let columns = (sponsorships::id, sponsorships::programme_id, sponsorships::event_id);
        let rows: Vec<Courting> = each!(conn, c => sponsorships::table
            .filter(sponsorships::organisation_id.eq(firm))
            .select(columns)
            .load(c))?;
        Ok(rows)
    };
    let there = of(conn, into)?;
    let clashes = |one: &Courting| there.iter().any(|other| (one.1, one.2) == (other.1, other.2));
    let free: Vec<SponsorshipId> = of(conn, from)?.into_iter().filter(|s| !clashes(s)).map(|s| s.0).collect();
    let set = (sponsorships::organisation_id.eq(into), sponsorships::version.eq(sponsorships::version + 1));
    diesel::update(sponsorships::table.filter(sponsorships::id.eq_any(free.clone()))).set(set).execute(conn)?;
    Ok(free.into_iter().map(SponsorshipId::raw).collect())
}
