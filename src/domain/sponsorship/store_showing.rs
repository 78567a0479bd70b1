use std::collections::{BTreeSet, HashMap};

use diesel::prelude::*;

use super::files::Bringing;
use super::model::{Part, SponsorFile, Sponsorship};
use super::showing::Clearance;
use super::store;
use crate::access::{Action, Actor, Context, Grant, Member, Role, Scope, may};
use crate::db::schema::{accounts, events, files, grants, programmes, sponsorship_clearances, sponsorship_files};
use crate::db::types::Json;
use crate::db::{Conn, Stored};
use crate::domain::events::EventState;
use crate::domain::files::FileKind;
use crate::kernel::email::Email;
use crate::kernel::files::FileName;
use crate::kernel::ids::{AccountId, CityId, EventId, ProgrammeId, PublicId, SponsorFileId, SponsorshipId};
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;
use crate::kernel::time::Instant;

type FileRow = (SponsorshipId, SponsorFileId, PublicId, Part, String, FileKind, Instant, (i64, String));

fn entity(row: FileRow) -> (SponsorshipId, SponsorFile) {
    let (of, id, public_id, part, name, kind, created_at, (size, hash)) = row;
    (of, SponsorFile { id, public_id, part, name: FileName::stored(name), kind, size, hash, created_at })
}

fn files_of(conn: &mut Conn, ids: &[SponsorshipId]) -> Stored<Vec<(SponsorshipId, SponsorFile)>> {
    let rows: Vec<FileRow> = sponsorship_files::table
        .inner_join(files::table)
        .filter(sponsorship_files::sponsorship_id.eq_any(ids.to_vec()))
        .filter(sponsorship_files::replaced_at.is_null())
        .order(sponsorship_files::id)
        .select((
            sponsorship_files::sponsorship_id,
            sponsorship_files::id,
            sponsorship_files::public_id,
            sponsorship_files::part,
            sponsorship_files::name,
            sponsorship_files::kind,
            sponsorship_files::created_at,
            (files::size, files::hash),
        ))
        .load(conn)?;
    Ok(rows.into_iter().map(entity).collect())
}

/// The files that stand now.
pub(super) fn files(conn: &mut Conn, of: SponsorshipId) -> Stored<Vec<SponsorFile>> {
    Ok(files_of(conn, &[of])?.into_iter().map(|(_, file)| file).collect())
}

#[derive(Insertable)]
#[diesel(table_name = sponsorship_files)]
struct NewFile<'a> {
    public_id: PublicId,
    sponsorship_id: SponsorshipId,
    part: Part,
    file_id: crate::kernel::ids::FileId,
    name: &'a str,
    kind: FileKind,
    account_id: Option<AccountId>,
    created_at: Instant,
}

/// Lets what there is stand no more; its row stays. The caller holds the sponsorship's lock.
pub(super) fn set_aside(conn: &mut Conn, now: Instant, of: SponsorshipId, part: Part) -> Stored<()> {
    let there = sponsorship_files::table
        .filter(sponsorship_files::sponsorship_id.eq(of))
        .filter(sponsorship_files::part.eq(part))
        .filter(sponsorship_files::replaced_at.is_null());
    diesel::update(there).set(sponsorship_files::replaced_at.eq(Some(now))).execute(conn)?;
    Ok(())
}

/// Puts a file in the place of the one there was. The caller holds the sponsorship's lock.
pub(super) fn replace(conn: &mut Conn, cx: &Context, of: SponsorshipId, new: &Bringing) -> Stored<()> {
    set_aside(conn, cx.now, of, new.part)?;
    let row = NewFile {
        public_id: PublicId::random(),
        sponsorship_id: of,
        part: new.part,
        file_id: new.file,
        name: new.name.as_str(),
        kind: new.stored.kind,
        account_id: cx.actor.account(),
        created_at: cx.now,
    };
    diesel::insert_into(sponsorship_files::table).values(&row).execute(conn)?;
    Ok(())
}

/// Everybody whose grants let them clear here, by the one table of rights, with their names.
pub(super) fn able_to_clear(conn: &mut Conn, of: ProgrammeId, scope: Scope) -> Stored<Vec<(AccountId, String)>> {
    type Row = (AccountId, String, Role, Option<ProgrammeId>, Option<CityId>);
    let rows: Vec<Row> = grants::table
        .inner_join(accounts::table)
        .filter(accounts::disabled_at.is_null())
        .filter(accounts::password_hash.is_not_null())
        .filter(grants::programme_id.eq(of).or(grants::programme_id.is_null()))
        .order(accounts::id)
        .select((accounts::id, accounts::name, grants::role, grants::programme_id, grants::city_id))
        .load(conn)?;
    let mut found: Vec<(AccountId, String)> = Vec::new();
    for (account, name, role, programme, city) in rows {
        let actor = Actor::Member(Member {
            account,
            grants: vec![Grant { role, programme, city }],
            token: None,
            closed: Vec::new(),
        });
        let new = found.last().is_none_or(|(last, _)| *last != account);
        if new && may(&actor, Action::ClearLogo, scope) {
            found.push((account, name));
        }
    }
    Ok(found)
}

/// More of them say nothing new.
const PAST: i64 = 50;

/// The last clearances that were given, withdrawn or not, the newest first.
pub(super) fn given_ever(conn: &mut Conn, of: SponsorshipId) -> Stored<Vec<Clearance>> {
    type Row = (AccountId, SponsorFileId, Json, Instant, String);
    let rows: Vec<Row> = sponsorship_clearances::table
        .inner_join(accounts::table)
        .filter(sponsorship_clearances::sponsorship_id.eq(of))
        .order(sponsorship_clearances::id.desc())
        .limit(PAST)
        .select((
            sponsorship_clearances::account_id,
            sponsorship_clearances::logo_id,
            sponsorship_clearances::public_name,
            sponsorship_clearances::at,
            accounts::name,
        ))
        .load(conn)?;
    let one = |(account, logo, name, at, by): Row| Ok(Clearance { account, by, logo, public_name: name.read()?, at });
    rows.into_iter().map(one).collect()
}

/// The clearances that were not withdrawn, by those who still have an account.
pub(super) fn clearances(conn: &mut Conn, of: &[SponsorshipId]) -> Stored<HashMap<SponsorshipId, Vec<Clearance>>> {
    type Row = (SponsorshipId, AccountId, SponsorFileId, Json, Instant, String);
    let rows: Vec<Row> = sponsorship_clearances::table
        .inner_join(accounts::table)
        .filter(sponsorship_clearances::sponsorship_id.eq_any(of.to_vec()))
        .filter(sponsorship_clearances::withdrawn_at.is_null())
        .filter(accounts::disabled_at.is_null())
        .order(sponsorship_clearances::id)
        .select((
            sponsorship_clearances::sponsorship_id,
            sponsorship_clearances::account_id,
            sponsorship_clearances::logo_id,
            sponsorship_clearances::public_name,
            sponsorship_clearances::at,
            accounts::name,
        ))
        .load(conn)?;
    let mut found: HashMap<SponsorshipId, Vec<Clearance>> = HashMap::new();
    for (sponsorship, account, logo, public_name, at, by) in rows {
        let one = Clearance { account, by, logo, public_name: public_name.read()?, at };
        found.entry(sponsorship).or_default().push(one);
    }
    Ok(found)
}

/// Somebody's word that was not taken back, with its number and where they are told.
pub(super) struct Word {
    pub id: i64,
    pub given: Clearance,
    pub email: Email,
    pub locale: Locale,
}

/// Those of one sponsorship, by those who still have an account.
pub(super) fn words_of(conn: &mut Conn, of: SponsorshipId) -> Stored<Vec<Word>> {
    type Row = (i64, AccountId, SponsorFileId, Json, Instant, (String, Email, Locale));
    let rows: Vec<Row> = sponsorship_clearances::table
        .inner_join(accounts::table)
        .filter(sponsorship_clearances::sponsorship_id.eq(of))
        .filter(sponsorship_clearances::withdrawn_at.is_null())
        .filter(accounts::disabled_at.is_null())
        .order(sponsorship_clearances::id)
        .select((
            sponsorship_clearances::id,
            sponsorship_clearances::account_id,
            sponsorship_clearances::logo_id,
            sponsorship_clearances::public_name,
            sponsorship_clearances::at,
            (accounts::name, accounts::email, accounts::locale),
        ))
        .load(conn)?;
    let one = |(id, account, logo, name, at, (by, email, locale)): Row| {
        let given = Clearance { account, by, logo, public_name: name.read()?, at };
        Ok(Word { id, given, email, locale })
    };
    rows.into_iter().map(one).collect()
}

/// Whose word it was and for what name; no name where it was taken back.
pub(super) fn word(conn: &mut Conn, id: i64) -> Stored<Option<(SponsorshipId, String, Option<Localised>)>> {
    let row: Option<(SponsorshipId, String, Json, Option<Instant>)> = sponsorship_clearances::table
        .inner_join(accounts::table)
        .filter(sponsorship_clearances::id.eq(id))
        .filter(accounts::disabled_at.is_null())
        .select((
            sponsorship_clearances::sponsorship_id,
            accounts::name,
            sponsorship_clearances::public_name,
            sponsorship_clearances::withdrawn_at,
        ))
        .first(conn)
        .optional()?;
    let Some((of, reader, name, withdrawn)) = row else { return Ok(None) };
    let name = if withdrawn.is_none() { Some(name.read()?) } else { None };
    Ok(Some((of, reader, name)))
}

/// A programme's name in addresses, and its title.
pub(super) fn place(conn: &mut Conn, programme: ProgrammeId) -> Stored<(String, Localised)> {
    let own = programmes::table.filter(programmes::id.eq(programme));
    let (slug, title): (String, Json) = own.select((programmes::slug, programmes::title)).first(conn)?;
    Ok((slug, title.read()?))
}

pub(super) fn insert_clearance(
    conn: &mut Conn,
    now: Instant,
    (of, account): (SponsorshipId, AccountId),
    (logo, name): (SponsorFileId, &Localised),
) -> Stored<()> {
    let row = (
        sponsorship_clearances::sponsorship_id.eq(of),
        sponsorship_clearances::account_id.eq(account),
        sponsorship_clearances::logo_id.eq(logo),
        sponsorship_clearances::public_name.eq(Json::of(name)?),
        sponsorship_clearances::at.eq(now),
    );
    diesel::insert_into(sponsorship_clearances::table).values(row).execute(conn)?;
    Ok(())
}

/// Takes back everybody's, or one's own; says how many.
pub(super) fn withdraw(conn: &mut Conn, now: Instant, of: SponsorshipId, whose: Option<AccountId>) -> Stored<usize> {
    let standing: Vec<(i64, AccountId)> = sponsorship_clearances::table
        .filter(sponsorship_clearances::sponsorship_id.eq(of))
        .filter(sponsorship_clearances::withdrawn_at.is_null())
        .select((sponsorship_clearances::id, sponsorship_clearances::account_id))
        .load(conn)?;
    let theirs = standing.into_iter().filter(|(_, account)| whose.is_none_or(|own| own == *account));
    let ids: Vec<i64> = theirs.map(|(id, _)| id).collect();
    let target = sponsorship_clearances::table.filter(sponsorship_clearances::id.eq_any(ids));
    Ok(diesel::update(target).set(sponsorship_clearances::withdrawn_at.eq(Some(now))).execute(conn)?)
}

/// What has signed and has a logo; see [`store::signed`].
pub(super) fn signed(
    conn: &mut Conn,
    programme: ProgrammeId,
    event: Option<EventId>,
) -> Stored<Vec<(Sponsorship, SponsorFile)>> {
    let all = store::signed(conn, programme, event)?;
    let ids: Vec<SponsorshipId> = all.iter().map(|s| s.id).collect();
    let files = files_of(conn, &ids)?.into_iter().filter(|(_, file)| file.part == Part::Logo);
    let mut logos: HashMap<SponsorshipId, SponsorFile> = files.collect();
    Ok(all.into_iter().filter_map(|s| logos.remove(&s.id).map(|logo| (s, logo))).collect())
}

/// The events that strangers know of.
pub(super) fn public_events(conn: &mut Conn, programme: ProgrammeId) -> Stored<BTreeSet<EventId>> {
    let rows: Vec<(EventId, EventState, Option<Instant>)> = events::table
        .filter(events::programme_id.eq(programme))
        .select((events::id, events::state, events::announced_at))
        .load(conn)?;
    Ok(rows.into_iter().filter(|(_, state, at)| state.is_public(*at)).map(|(id, ..)| id).collect())
}

/// Whether strangers may know of what a sponsorship is for.
pub(super) fn is_public(conn: &mut Conn, of: &Sponsorship) -> Stored<bool> {
    let Some(event) = &of.event else { return Ok(true) };
    let (state, at): (EventState, Option<Instant>) =
        events::table.find(event.id).select((events::state, events::announced_at)).first(conn)?;
    Ok(state.is_public(at))
}

pub(super) fn programme(conn: &mut Conn, slug: &str) -> Stored<Option<(ProgrammeId, Localised)>> {
    let row: Option<(ProgrammeId, Json)> = programmes::table
        .filter(programmes::slug.eq(slug))
        .select((programmes::id, programmes::title))
        .first(conn)
        .optional()?;
    row.map(|(id, title)| Ok((id, title.read()?))).transpose()
}

pub(super) fn slug(conn: &mut Conn, programme: ProgrammeId) -> Stored<String> {
    Ok(programmes::table.filter(programmes::id.eq(programme)).select(programmes::slug).first(conn)?)
}
