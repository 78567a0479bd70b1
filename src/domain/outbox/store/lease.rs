use std::collections::{HashMap, HashSet};

use diesel::prelude::*;

use crate::db::conn::each;
use crate::db::schema::{addresses, contacts, outbox, outbox_attempts as attempts, suppressions};
use crate::db::types::Json;
use crate::db::{Conn, Stored, conditions, dialect};
use crate::domain::outbox::model::{Claimed, FailReason, HeldBack, Message, MessageState, Settlement, Verdict};
use crate::domain::outbox::policy::DOUBT_PAUSE;
use crate::kernel::email::Email;
use crate::kernel::ids::{ContactId, EventId, OutboxId, ProgrammeId, PublicId};
use crate::kernel::locale::Locale;
use crate::kernel::time::Instant;

#[derive(Queryable)]
pub struct DueRow {
    pub id: OutboxId,
    public_id: PublicId,
    pub message: Json,
    pub email: Email,
    pub domain: String,
    pub contact: Option<ContactId>,
    locale: Locale,
    programme: Option<ProgrammeId>,
    event: Option<EventId>,
    pub due_at: Instant,
    attempts: i32,
    created_at: Instant,
}

impl DueRow {
    pub fn claimed(self, message: Message, until: Instant) -> Claimed {
        Claimed {
            id: self.id,
            public_id: self.public_id,
            message,
            email: self.email,
            contact: self.contact,
            locale: self.locale,
            programme: self.programme,
            event: self.event,
            attempts: self.attempts,
            created_at: self.created_at,
            until,
        }
    }
}

/// Rows due in a lane in their order; on PostgreSQL locked, without those another claim has locked.
pub fn due(
    conn: &mut Conn,
    lane: i32,
    now: Instant,
    floor: Option<(Instant, OutboxId)>,
    limit: i64,
) -> Stored<Vec<DueRow>> {
    let floor = floor.map_or((i64::MIN, 0), |(at, id)| (at.micros(), id.raw()));
    let ids = dialect::due_messages(conn, lane, now.micros(), floor, limit)?;
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    Ok(each!(conn, c => outbox::table
        .filter(outbox::id.eq_any(ids))
        .order((outbox::due_at, outbox::id))
        .select((
            outbox::id,
            outbox::public_id,
            outbox::message,
            outbox::email,
            outbox::domain,
            outbox::contact_id,
            outbox::locale,
            outbox::programme_id,
            outbox::event_id,
            outbox::due_at,
            outbox::attempts,
            outbox::created_at,
        ))
        .load(c))?)
}

pub fn any_due(conn: &mut Conn, now: Instant) -> Stored<bool> {
    for lane in 0..3 {
        if dialect::is_message_due(conn, lane, now.micros())? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn expired(
    machine: Instant,
) -> diesel::dsl::Filter<
    diesel::dsl::Filter<outbox::table, diesel::dsl::Eq<outbox::state, MessageState>>,
    diesel::dsl::Lt<outbox::leased_until, Option<Instant>>,
> {
    outbox::table.filter(outbox::state.eq(MessageState::Leased)).filter(outbox::leased_until.lt(Some(machine)))
}

pub fn any_expired(conn: &mut Conn, machine: Instant) -> Stored<bool> {
    Ok(expired(machine).select(outbox::id).first::<OutboxId>(conn).optional()?.is_some())
}

/// Leases that ran out: whoever held them died or hangs.
pub fn reclaim(conn: &mut Conn, machine: Instant) -> Stored<usize> {
    let fresh = diesel::update(expired(machine).filter(outbox::attempts.eq(0))).set(free(MessageState::Queued));
    let tried = diesel::update(expired(machine).filter(outbox::attempts.gt(0))).set(free(MessageState::Retry));
    Ok(fresh.execute(conn)? + tried.execute(conn)?)
}

type Free = (
    diesel::dsl::Eq<outbox::state, MessageState>,
    diesel::dsl::Eq<outbox::leased_by, Option<String>>,
    diesel::dsl::Eq<outbox::leased_until, Option<Instant>>,
);

/// A new state, and nobody's lease.
fn free(state: MessageState) -> Free {
    (outbox::state.eq(state), outbox::leased_by.eq(None), outbox::leased_until.eq(None))
}

pub fn any_rested(conn: &mut Conn, now: Instant) -> Stored<bool> {
    let rested = outbox::table.filter(outbox::state.eq(MessageState::Doubt)).filter(outbox::due_at.le(now));
    Ok(rested.select(outbox::id).first::<OutboxId>(conn).optional()?.is_some())
}

pub fn end_rest(conn: &mut Conn, now: Instant) -> Stored<usize> {
    let rested = outbox::table.filter(outbox::state.eq(MessageState::Doubt)).filter(outbox::due_at.le(now));
    Ok(diesel::update(rested).set(outbox::state.eq(MessageState::Retry)).execute(conn)?)
}

pub fn lease(conn: &mut Conn, ids: &[OutboxId], owner: &str, until: Instant) -> Stored<()> {
    if ids.is_empty() {
        return Ok(());
    }
    let set = (
        outbox::state.eq(MessageState::Leased),
        outbox::leased_by.eq(Some(owner)),
        outbox::leased_until.eq(Some(until)),
    );
    each!(conn, c => diesel::update(outbox::table.filter(outbox::id.eq_any(ids))).set(set).execute(c))?;
    Ok(())
}

pub fn put_off(conn: &mut Conn, id: OutboxId, due_at: Instant) -> Stored<()> {
    diesel::update(outbox::table.find(id)).set(outbox::due_at.eq(due_at)).execute(conn)?;
    Ok(())
}

pub fn hold_back(conn: &mut Conn, ids: &[OutboxId], why: HeldBack, now: Instant) -> Stored<usize> {
    let set = (outbox::state.eq(why.state()), outbox::reason.eq(Some(why.as_str())), outbox::settled_at.eq(Some(now)));
    Ok(diesel::update(outbox::table.filter(outbox::id.eq_any(ids.iter().copied()))).set(set).execute(conn)?)
}

/// Of these contacts, those who asked not to be written to, and those erased.
pub fn silent(conn: &mut Conn, ids: &[ContactId]) -> Stored<(HashSet<ContactId>, HashSet<ContactId>)> {
    if ids.is_empty() {
        return Ok(Default::default());
    }
    let rows: Vec<(ContactId, Option<Instant>, Option<Instant>)> = each!(conn, c => contacts::table
        .filter(contacts::id.eq_any(ids))
        .filter(contacts::do_not_contact_at.is_not_null().or(contacts::erased_at.is_not_null()))
        .select((contacts::id, contacts::do_not_contact_at, contacts::erased_at))
        .load(c))?;
    let wishes = rows.iter().filter(|r| r.1.is_some()).map(|r| r.0).collect();
    Ok((wishes, rows.iter().filter(|r| r.2.is_some()).map(|r| r.0).collect()))
}

/// Why an address is on the list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Suppression {
    /// Its owner asked for it.
    Wish,
    /// It refuses mail, or complained.
    Address,
}

pub fn suppressions<'a>(
    conn: &mut Conn,
    digests: impl Iterator<Item = &'a String>,
) -> Stored<HashMap<String, Suppression>> {
    let digests: Vec<&String> = digests.collect();
    if digests.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<(String, String)> = each!(conn, c => suppressions::table
        .filter(suppressions::email_digest.eq_any(digests))
        .select((suppressions::email_digest, suppressions::reason))
        .load(c))?;
    let what = |reason: &str| if reason == "do-not-contact" { Suppression::Wish } else { Suppression::Address };
    Ok(rows.into_iter().map(|(digest, reason)| (digest, what(&reason))).collect())
}

/// Of these addresses, in folded form, those that the relay refused since.
pub fn refused_since<'a>(
    conn: &mut Conn,
    emails: impl Iterator<Item = &'a Email>,
    since: Instant,
) -> Stored<HashSet<String>> {
    let emails: Vec<&Email> = emails.collect();
    if emails.is_empty() {
        return Ok(HashSet::new());
    }
    let rows: Vec<Email> = each!(conn, c => outbox::table
        .filter(conditions::refused_address())
        .filter(outbox::email.eq_any(emails))
        .filter(outbox::settled_at.gt(Some(since)))
        .select(outbox::email)
        .load(c))?;
    Ok(rows.into_iter().map(|e| e.folded()).collect())
}

/// What the address book says of an address.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Known {
    Good,
    Refused,
}

/// Of these addresses, in folded form, those that stand in the address book. One that any contact has without the mark is good.
pub fn known<'a>(conn: &mut Conn, emails: impl Iterator<Item = &'a Email>) -> Stored<HashMap<String, Known>> {
    let folded: HashSet<String> = emails.map(Email::folded).collect();
    if folded.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<(String, Option<Instant>)> = each!(conn, c => addresses::table
        .filter(addresses::email_folded.eq_any(folded))
        .filter(addresses::removed_at.is_null())
        .select((addresses::email_folded, addresses::refused_at))
        .load(c))?;
    let mut known = HashMap::with_capacity(rows.len());
    for (folded, refused_at) in rows {
        let word = if refused_at.is_some() { Known::Refused } else { Known::Good };
        let kept = known.entry(folded).or_insert(word);
        if word == Known::Good {
            *kept = word;
        }
    }
    Ok(known)
}

/// The addresses of these contacts, in folded form, that were taken out of the address book.
pub fn removed(conn: &mut Conn, contacts: &[ContactId]) -> Stored<HashSet<(ContactId, String)>> {
    if contacts.is_empty() {
        return Ok(HashSet::new());
    }
    let rows: Vec<(ContactId, String)> = each!(conn, c => addresses::table
        .filter(addresses::contact_id.eq_any(contacts))
        .filter(addresses::removed_at.is_not_null())
        .select((addresses::contact_id, addresses::email_folded))
        .load(c))?;
    Ok(rows.into_iter().collect())
}

/// Where a message went.
pub fn email(conn: &mut Conn, id: OutboxId) -> Stored<Email> {
    Ok(outbox::table.find(id).select(outbox::email).first(conn)?)
}

pub fn renew(conn: &mut Conn, owner: &str, until: Instant) -> Stored<usize> {
    let own = outbox::table.filter(outbox::state.eq(MessageState::Leased)).filter(outbox::leased_by.eq(Some(owner)));
    Ok(diesel::update(own).set(outbox::leased_until.eq(Some(until))).execute(conn)?)
}

pub fn holds_any(conn: &mut Conn, owner: &str) -> Stored<bool> {
    let own = outbox::table.filter(outbox::state.eq(MessageState::Leased)).filter(outbox::leased_by.eq(Some(owner)));
    Ok(own.select(outbox::id).first::<OutboxId>(conn).optional()?.is_some())
}

/// Sets the columns of one row that this worker still holds; whether it did.
macro_rules! settle_held {
    ($conn:expr, $owner:expr, $id:expr, $set:expr) => {
        diesel::update(
            outbox::table
                .filter(outbox::id.eq($id))
                .filter(outbox::state.eq(MessageState::Leased))
                .filter(outbox::leased_by.eq(Some($owner))),
        )
        .set($set)
        .execute($conn)
    };
}

pub fn sent(conn: &mut Conn, owner: &str, now: Instant, rows: &[(i64, &str)]) -> Stored<usize> {
    if rows.is_empty() { Ok(0) } else { dialect::settle_sent(conn, owner, now.micros(), rows) }
}

pub fn release(conn: &mut Conn, owner: &str, ids: &[OutboxId]) -> Stored<usize> {
    if ids.is_empty() {
        return Ok(0);
    }
    let held = || {
        outbox::table
            .filter(outbox::id.eq_any(ids.iter().copied()))
            .filter(outbox::state.eq(MessageState::Leased))
            .filter(outbox::leased_by.eq(Some(owner)))
    };
    let fresh = diesel::update(held().filter(outbox::attempts.eq(0))).set(free(MessageState::Queued)).execute(conn)?;
    Ok(fresh + diesel::update(held().filter(outbox::attempts.gt(0))).set(free(MessageState::Retry)).execute(conn)?)
}

pub fn retry(conn: &mut Conn, owner: &str, end: &Settlement, due_at: Instant) -> Stored<bool> {
    let set = (
        free(MessageState::Retry),
        outbox::attempts.eq(end.attempts + 1),
        outbox::reply.eq(Some(&end.reply)),
        outbox::due_at.eq(due_at),
    );
    Ok(settle_held!(conn, owner, end.id, set)? == 1)
}

pub fn fail(conn: &mut Conn, owner: &str, end: &Settlement, why: FailReason, now: Instant) -> Stored<bool> {
    let set = (
        free(MessageState::Failed),
        outbox::attempts.eq(end.attempts + 1),
        outbox::reply.eq(Some(&end.reply)),
        outbox::reason.eq(Some(why.as_str())),
        outbox::settled_at.eq(Some(now)),
    );
    Ok(settle_held!(conn, owner, end.id, set)? == 1)
}

/// Of these messages, the addresses that the relay said are not there, with its words.
pub fn blamed(conn: &mut Conn, ids: &[OutboxId]) -> Stored<Vec<(Email, String)>> {
    let rows: Vec<(Email, Option<String>)> = outbox::table
        .filter(outbox::id.eq_any(ids.iter().copied()))
        .filter(outbox::state.eq(MessageState::Failed))
        .filter(outbox::reason.eq(Some(FailReason::AddressRefused.as_str())))
        .select((outbox::email, outbox::reply))
        .load(conn)?;
    Ok(rows.into_iter().map(|(email, reply)| (email, reply.unwrap_or_default())).collect())
}

pub fn fail_no_more(conn: &mut Conn, ids: &[OutboxId], due_at: Instant) -> Stored<usize> {
    let failed =
        outbox::table.filter(outbox::id.eq_any(ids.iter().copied())).filter(outbox::state.eq(MessageState::Failed));
    let set = (
        free(MessageState::Retry),
        outbox::due_at.eq(due_at),
        outbox::reason.eq(None::<&str>),
        outbox::settled_at.eq(None::<Instant>),
    );
    Ok(diesel::update(failed).set(set).execute(conn)?)
}

pub fn moot(conn: &mut Conn, owner: &str, end: &Settlement, word: &str, now: Instant) -> Stored<bool> {
    let set = (free(MessageState::Cancelled), outbox::reason.eq(Some(word)), outbox::settled_at.eq(Some(now)));
    Ok(settle_held!(conn, owner, end.id, set)? == 1)
}

/// The first doubt rests and is tried again; a second one waits for a person.
pub fn doubt(conn: &mut Conn, owner: &str, end: &Settlement, now: Instant) -> Stored<bool> {
    let before: i64 = attempts::table
        .filter(attempts::outbox_id.eq(end.id))
        .filter(attempts::outcome.eq(outcome_word(&Verdict::Doubt)))
        .count()
        .get_result(conn)?;
    let again = if before == 0 { now.plus_seconds(DOUBT_PAUSE) } else { NEVER };
    let set = (
        free(MessageState::Doubt),
        outbox::attempts.eq(end.attempts + 1),
        outbox::reply.eq(Some(&end.reply)),
        outbox::due_at.eq(again),
    );
    Ok(settle_held!(conn, owner, end.id, set)? == 1)
}

/// Later than any programme.
const NEVER: Instant = Instant::from_micros(i64::MAX / 2);

pub fn note_attempt(conn: &mut Conn, end: &Settlement, now: Instant) -> Stored<()> {
    let row = (
        attempts::outbox_id.eq(end.id),
        attempts::at.eq(now),
        attempts::outcome.eq(outcome_word(&end.verdict)),
        attempts::reply.eq(&end.reply),
    );
    diesel::insert_into(attempts::table).values(row).execute(conn)?;
    Ok(())
}

const fn outcome_word(verdict: &Verdict) -> &'static str {
    match verdict {
        Verdict::Sent => "sent",
        Verdict::RetryAfter(_) => "put-off",
        Verdict::Failed(_) => "refused",
        Verdict::Doubt => "doubt",
        Verdict::Release => "released",
        Verdict::Moot(_) => "moot",
    }
}
