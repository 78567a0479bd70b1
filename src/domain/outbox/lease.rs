//! Taking messages to send and writing down what became of them: each a short transaction of the engine's.

use std::collections::{HashMap, HashSet};

use super::model::{Claimed, HeldBack, Lane, Message, Settlement, Verdict, Wanted};
use super::rates::{Limits, Rates, Wait};
use super::store::{lease as store, rates as buckets};
use crate::access::Context;
use crate::db::{Conn, DbError, Stored};
use crate::kernel::email::Email;
use crate::kernel::ids::{ContactId, OutboxId};
use crate::kernel::time::Instant;

/// Days for which an address that the relay refused, and that stands in no address book, is not tried again.
const REFUSED_DAYS: i64 = 30;

/// Claims after which a worker looks at its lanes from the beginning again.
const LOOK_BACK: u32 = 64;

/// What one worker remembers between its claims.
#[derive(Debug)]
pub struct Worker {
    /// Unique among all workers that ever were.
    pub owner: String,
    lease_seconds: i64,
    limits: Limits,
    /// Seconds until the sender's rate allows another message, as the last claim found it.
    wait_seconds: Option<i64>,
    /// Where each lane was left. What stands before it was taken or put off; looking there again would cost a walk over dead entries.
    floors: [Option<(Instant, OutboxId)>; Worker::LANES],
    claims: u32,
}

impl Worker {
    const LANES: usize = 3;

    pub fn new(owner: String, lease_seconds: i64, limits: Limits) -> Worker {
        Worker { owner, lease_seconds, limits, wait_seconds: None, floors: [None; Self::LANES], claims: 0 }
    }

    /// Until when what is claimed or renewed at `machine` is held.
    pub const fn lease_end(&self, machine: Instant) -> Instant {
        machine.plus_seconds(self.lease_seconds)
    }

    /// Seconds until the sender's rate allows another message; none when it did at the last claim.
    pub const fn wait_seconds(&self) -> Option<i64> {
        self.wait_seconds
    }
}

/// What a claim found.
#[derive(Debug, Default)]
pub struct Batch {
    /// In the order in which they should leave.
    pub taken: Vec<Claimed>,
    /// Held back for good, by suppression or wish.
    pub held_back: usize,
    /// Put off by a domain's rate.
    pub put_off: usize,
}

impl Batch {
    pub fn is_empty(&self) -> bool {
        self.taken.is_empty() && self.held_back == 0 && self.put_off == 0
    }
}

/// What there is to do, found by reading alone.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Waiting {
    pub due: bool,
    /// Leases that ran out, or doubt that has rested.
    pub to_sweep: bool,
}

pub fn waiting(conn: &mut Conn, cx: &Context) -> Stored<Waiting> {
    Ok(Waiting {
        due: store::any_due(conn, cx.now)?,
        to_sweep: store::any_expired(conn, cx.machine)? || store::any_rested(conn, cx.now)?,
    })
}

/// Gives rows whose lease ran out, and rows in doubt that have rested, back to the queue. Says how many.
pub fn sweep(conn: &mut Conn, cx: &Context) -> Stored<usize> {
    Ok(store::reclaim(conn, cx.machine)? + store::end_rest(conn, cx.now)?)
}

/// Gives back everything that is held, in a copy of the database: whoever holds it works on the original. Says how many.
pub fn free_all(conn: &mut Conn) -> Stored<usize> {
    store::reclaim(conn, Instant::from_micros(i64::MAX))
}

/// Takes at most `wanted` due messages, the first lanes first, the oldest first, and no more than the rates of the whole installation
/// allow: their buckets are held until the claim is committed.
pub fn claim(conn: &mut Conn, cx: &Context, worker: &mut Worker, wanted: usize) -> Stored<Batch> {
    worker.claims += 1;
    if worker.claims.is_multiple_of(LOOK_BACK) {
        worker.floors = [None; Worker::LANES];
    }
    let mut rates = buckets::hold(conn, worker.limits, cx.machine)?;
    let room = rates.room(wanted, cx.machine);
    let mut batch = Batch::default();
    for lane in 0..Worker::LANES {
        let room = room.saturating_sub(batch.taken.len());
        if room == 0 {
            break;
        }
        claim_lane(conn, cx, worker, lane, room, &mut rates, &mut batch)?;
    }
    buckets::keep(conn, &rates)?;
    worker.wait_seconds = rates.wait_seconds(cx.machine);
    Ok(batch)
}

fn claim_lane(
    conn: &mut Conn,
    cx: &Context,
    worker: &mut Worker,
    lane: usize,
    room: usize,
    rates: &mut Rates,
    batch: &mut Batch,
) -> Stored<()> {
    let (number, limit) = (lane as i32, room as i64);
    let mut rows = store::due(conn, number, cx.now, worker.floors[lane], limit)?;
    if rows.len() < room && worker.floors[lane].is_some() {
        // Nothing more behind the mark: what came back to the queue meanwhile stands before it.
        rows = store::due(conn, number, cx.now, None, limit)?;
    }
    worker.floors[lane] = rows.last().filter(|_| rows.len() == room).map(|r| (r.due_at, r.id));
    let barred = barred(conn, cx, &rows)?;
    buckets::learn(conn, rates, rows.iter().map(|r| r.domain.as_str()))?;
    let until = worker.lease_end(cx.machine);
    let wait = if number == Lane::Prompt as i32 { Wait::InFront } else { Wait::InLine };
    let mut taken = Vec::new();
    let mut held: HashMap<HeldBack, Vec<OutboxId>> = HashMap::new();
    for row in rows {
        let message: Message = row.message.read()?;
        if let Some(why) = barred.why(&row, &message) {
            held.entry(why).or_default().push(row.id);
        } else if let Err(turn) = rates.take(&row.domain, wait, cx.machine) {
            let later = Instant::from_micros(cx.now.micros() + turn.micros() - cx.machine.micros());
            store::put_off(conn, row.id, later)?;
            batch.put_off += 1;
        } else {
            taken.push(row.claimed(message, until));
        }
    }
    let ids: Vec<OutboxId> = taken.iter().map(|c| c.id).collect();
    store::lease(conn, &ids, &worker.owner, until)?;
    for (why, ids) in held {
        batch.held_back += store::hold_back(conn, &ids, why, cx.now)?;
    }
    batch.taken.extend(taken);
    Ok(())
}

/// Who may not be written to, among the readers of a batch.
struct Barred {
    wishes: HashSet<ContactId>,
    erased: HashSet<ContactId>,
    /// Addresses by what their suppression says.
    suppressed: HashMap<String, store::Suppression>,
    refused: HashSet<String>,
    /// What the address book says of addresses it knows.
    book: HashMap<String, store::Known>,
    /// Addresses, in folded form, that are no longer their contact's.
    removed: HashSet<(ContactId, String)>,
}

impl Barred {
    /// A wish not to be written to yields to what a member needs; a mailbox that is not there yields to a test of the relay.
    fn why(&self, row: &store::DueRow, message: &Message) -> Option<HeldBack> {
        let (ours, folded) = (message.wanted() == Wanted::ByUs, row.email.folded());
        let test = matches!(message, Message::RelayTest { .. });
        if row.contact.is_some_and(|c| self.erased.contains(&c)) {
            return Some(HeldBack::Erased);
        }
        match self.suppressed.get(&folded) {
            Some(store::Suppression::Wish) if ours => return Some(HeldBack::DoNotContact),
            Some(store::Suppression::Address) if !test => return Some(HeldBack::Suppressed),
            _ => {}
        }
        if ours && row.contact.is_some_and(|c| self.wishes.contains(&c)) {
            return Some(HeldBack::DoNotContact);
        }
        if !test && self.is_refused(row, &folded) {
            return Some(HeldBack::RefusedBefore);
        }
        // They can be invited again, at the right address. Whoever was invited is told of changes all the same.
        let asks = matches!(message, Message::Invitation { .. } | Message::DelegationInvitation { .. });
        let removed = asks && row.contact.is_some_and(|c| self.removed.contains(&(c, folded)));
        removed.then_some(HeldBack::AddressRemoved)
    }

    /// The address book has the last word on what it knows: a mark stays until staff confirm the address, and then the mail goes. A mail
    /// that is no guest's (a member's password) is not kept back for longer than the relay's word is fresh.
    fn is_refused(&self, row: &store::DueRow, folded: &str) -> bool {
        match self.book.get(folded) {
            Some(store::Known::Good) => false,
            Some(store::Known::Refused) if row.contact.is_some() => true,
            Some(store::Known::Refused) | None => self.refused.contains(folded),
        }
    }
}

fn barred(conn: &mut Conn, cx: &Context, rows: &[store::DueRow]) -> Stored<Barred> {
    let contacts: Vec<ContactId> = rows.iter().filter_map(|r| r.contact).collect();
    let (wishes, erased) = store::silent(conn, &contacts)?;
    let by_digest: HashMap<String, String> =
        rows.iter().map(|r| r.email.folded()).map(|folded| (cx.keys.digest(&folded), folded)).collect();
    let suppressed = store::suppressions(conn, by_digest.keys())?
        .into_iter()
        .filter_map(|(digest, what)| by_digest.get(&digest).map(|folded| (folded.clone(), what)))
        .collect();
    let refused = store::refused_since(conn, rows.iter().map(|r| &r.email), cx.now.plus_days(-REFUSED_DAYS))?;
    let book = store::known(conn, rows.iter().map(|r| &r.email))?;
    let removed = store::removed(conn, &contacts)?;
    Ok(Barred { wishes, erased, suppressed, refused, book, removed })
}

/// Holds everything of this worker's for another lease. Says until when.
pub fn renew(conn: &mut Conn, cx: &Context, owner: &str, until: Instant) -> Stored<usize> {
    debug_assert!(until > cx.machine);
    store::renew(conn, owner, until)
}

/// Whether this worker holds anything.
pub fn holds_any(conn: &mut Conn, owner: &str) -> Stored<bool> {
    store::holds_any(conn, owner)
}

/// What a settlement found.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Settled {
    pub sent: usize,
    /// Rows that were no longer this worker's; nothing was written to them.
    pub lost: usize,
    /// Addresses of which the relay said that there is no such mailbox, or that cannot be written to over it, and the words: for the
    /// address book, in the same transaction.
    pub refused: Vec<(Email, String)>,
}

/// Writes down the ends of attempts, in one transaction, for rows that are still this worker's.
pub fn settle(conn: &mut Conn, cx: &Context, owner: &str, ends: &[Settlement]) -> Stored<Settled> {
    let sent: Vec<(i64, &str)> =
        ends.iter().filter(|e| e.verdict == Verdict::Sent).map(|e| (e.id.raw(), e.reply.as_str())).collect();
    let mut done = Settled { sent: store::sent(conn, owner, cx.now, &sent)?, ..Settled::default() };
    done.lost = sent.len() - done.sent.min(sent.len());
    let released: Vec<OutboxId> = ends.iter().filter(|e| e.verdict == Verdict::Release).map(|e| e.id).collect();
    done.lost += released.len() - store::release(conn, owner, &released)?;
    for end in ends.iter().filter(|e| !matches!(e.verdict, Verdict::Sent | Verdict::Release)) {
        if !settle_one(conn, cx, owner, end)? {
            done.lost += 1;
        } else if matches!(end.verdict, Verdict::Failed(reason) if reason.is_about_address()) {
            done.refused.push((store::email(conn, end.id)?, end.reply.clone()));
        }
    }
    Ok(done)
}

/// Failures that were the relay's doing: the messages wait once more, for so many seconds. Says whose addresses were held to be wrong, and
/// in which words.
pub fn take_back(conn: &mut Conn, cx: &Context, ids: &[OutboxId], seconds: i64) -> Stored<Vec<(Email, String)>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let blamed = store::blamed(conn, ids)?;
    store::fail_no_more(conn, ids, cx.now.plus_seconds(seconds))?;
    Ok(blamed)
}

fn settle_one(conn: &mut Conn, cx: &Context, owner: &str, end: &Settlement) -> Result<bool, DbError> {
    let kept = match &end.verdict {
        Verdict::Sent | Verdict::Release => return Ok(true),
        Verdict::RetryAfter(seconds) => store::retry(conn, owner, end, cx.now.plus_seconds(*seconds))?,
        Verdict::Failed(reason) => store::fail(conn, owner, end, *reason, cx.now)?,
        Verdict::Moot(word) => store::moot(conn, owner, end, word, cx.now)?,
        Verdict::Doubt => store::doubt(conn, owner, end, cx.now)?,
    };
    if kept && !matches!(end.verdict, Verdict::Moot(_)) {
        store::note_attempt(conn, end, cx.now)?;
    }
    Ok(kept)
}

/// Days for which the bucket of a domain is kept that nobody writes to: full for long, it is as good as new.
const BUCKET_DAYS: i64 = 1;

/// Forgets buckets that have been full for long. Says how many.
pub fn forget_buckets(conn: &mut Conn, cx: &Context) -> Stored<usize> {
    buckets::forget_before(conn, cx.machine.plus_days(-BUCKET_DAYS))
}
