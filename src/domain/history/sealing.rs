//! Sealing entries, and looking whether the chain holds.

use std::collections::HashMap;

use super::chain::{self, GENESIS, Personal, Sealable};
use super::store_chain::{self as store, Head, Seal};
use super::store_mark::{self as mark, Remembered};
use crate::access::Context;
use crate::db::dialect::{self, Turn, settled_history, take_turn};
use crate::db::{Conn, DbError, Stored, guards};
use crate::kernel::ids::HistoryId;
use crate::kernel::token::{Keys, Secret};

/// So many are sealed in one transaction: nobody who writes waits long for it.
const AT_ONCE: i64 = 10_000;
/// So many are read at one time.
const READ: i64 = 1_000;
/// The verb under which an erasure is on record. No use case erases yet; whichever comes first has to blank values and salts
/// (`history_personal`) and write this entry in one transaction.
const ERASED: &str = "erased";

/// Seals what is surely complete; says how many entries. A head that is not ours stops it, and so does a chain that is not the one the
/// installation remembers: what was done to it is found by [`verify`], and not covered up by a new one.
pub fn seal(conn: &mut Conn, cx: &Context) -> Stored<usize> {
    take_turn(conn, Turn::Seal)?;
    let Some(newest) = settled_history(conn)?.map(HistoryId::new) else { return Ok(0) };
    let before = store::head(conn)?;
    if before.as_ref().is_some_and(|head| !is_ours(&cx.keys, head)) {
        return Err(DbError::Damaged("the newest seal of history was not made with this key".to_owned()));
    }
    let remembered = mark::remembered(conn)?;
    if !is_remembered(conn, &cx.keys, &remembered, before.as_ref())? {
        let said =
            "the chain of history is not the one this installation remembers; `convoke check --history` says more";
        return Err(DbError::Damaged(said.to_owned()));
    }
    let mut head = before.unwrap_or_else(|| beginning(&cx.keys));
    let mut done = 0;
    while done < AT_ONCE as usize {
        let entries = store::entries(conn, head.entry, newest, READ)?;
        if entries.is_empty() {
            break;
        }
        done += entries.len();
        head = seal_some(conn, &cx.keys, head, entries)?;
    }
    if done > 0 {
        store::set_head(conn, &head)?;
        tracing::info!(entries = done, newest = %head.entry, position = head.position, seal = %head.seal, "history sealed");
    }
    if head.position > 0 && remembered != Remembered::Newest(head.clone()) {
        mark::remember(conn, &head)?;
    }
    Ok(done)
}

fn beginning(keys: &Keys) -> Head {
    let (position, entry, seal) = (0, HistoryId::new(0), GENESIS.to_owned());
    Head { mark: chain::head_mark(keys, position, entry, &seal), position, entry, seal }
}

/// Both are written in one transaction; but a node of an older version, still at work beside a newer one, moves the head alone. Then what
/// is remembered is behind, and of the same chain: nobody without the key makes such a head.
fn is_remembered(conn: &mut Conn, keys: &Keys, remembered: &Remembered, head: Option<&Head>) -> Stored<bool> {
    match (remembered, head) {
        (Remembered::NotBegun, None) => Ok(true),
        (Remembered::Newest(known), Some(head)) if known == head => Ok(true),
        (Remembered::Newest(known), Some(head)) if is_ours(keys, known) && known.position < head.position => {
            is_of_the_chain(conn, known)
        }
        _ => Ok(false),
    }
}

/// Whether the chain has this seal in its place.
fn is_of_the_chain(conn: &mut Conn, known: &Head) -> Stored<bool> {
    let there = store::seals_after(conn, known.position - 1, 1)?;
    Ok(there.first().is_some_and(|seal| (seal.position, &seal.seal) == (known.position, &known.seal)))
}

fn is_ours(keys: &Keys, head: &Head) -> bool {
    head.mark == chain::head_mark(keys, head.position, head.entry, &head.seal)
}

fn seal_some(conn: &mut Conn, keys: &Keys, mut head: Head, entries: Vec<Sealable>) -> Stored<Head> {
    let mut seals = Vec::with_capacity(entries.len());
    for mut entry in entries {
        for one in entry.personal.iter_mut().filter(|one| one.digest.is_none()) {
            digest_late(conn, one)?;
        }
        let (position, seal) = (head.position + 1, chain::seal(&head.seal, &entry));
        seals.push(Seal { position, entry: entry.id, mark: chain::mark(keys, position, &seal), seal: seal.clone() });
        let mark = chain::head_mark(keys, position, entry.id, &seal);
        head = Head { position, entry: entry.id, seal, mark };
    }
    store::add_seals(conn, &seals)?;
    Ok(head)
}

/// For what was kept before there was a chain.
fn digest_late(conn: &mut Conn, one: &mut Personal) -> Stored<()> {
    let salt = Secret::random().expose().to_owned();
    let digest = chain::digest(&salt, &one.field, one.before.as_deref(), one.after.as_deref());
    store::set_digest(conn, one.id, (&salt, &digest))?;
    (one.salt, one.digest) = (Some(salt), Some(digest));
    Ok(())
}

/// What does not fit, and where.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Fault {
    /// The entry, or what it says of whom, is not what was sealed.
    Changed(HistoryId),
    /// A person's values are not those that were sealed.
    PersonChanged(HistoryId),
    /// A person's values are gone, and no erasure of the person is on record.
    ErasedInSilence(HistoryId),
    /// Sealed, and no longer there.
    Missing(HistoryId),
    /// There, and never sealed, between others that were or before the first of them.
    Inserted(HistoryId),
    /// Seals are missing between two entries, and perhaps entries too.
    SealsMissing { after: HistoryId, before: HistoryId },
    /// The seal fits what stands there, and was not made with this installation's key.
    Resealed(HistoryId),
    /// The end was cut off: the newest seal known is of a later entry than the last one there.
    CutOff { last: HistoryId, newest: HistoryId },
    /// There are seals, and nothing says which is the newest.
    NoHead,
    /// What says which seal is the newest was not made with this installation's key, or says something else than the chain.
    ForeignHead,
    /// There was a chain up to this entry, and there is none.
    ChainGone(HistoryId),
    /// There is no chain, though the engine must have sealed this entry.
    NeverSealed(HistoryId),
    /// There are members, and no entry at all.
    Emptied,
    /// What the installation remembers of the chain was taken away.
    Forgotten,
    /// What it remembers was not written by it, or is of another chain.
    ForeignMemory,
}

/// How the chain was found.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Proof {
    /// How many seals fit, from the first on.
    pub sealed: i64,
    /// The last of them.
    pub newest: Option<(HistoryId, String)>,
    /// Entries that are not sealed yet.
    pub waiting: i64,
    /// The first that does not fit.
    pub fault: Option<Fault>,
    /// Guards of the tables that are gone, by their names in the database.
    pub unguarded: Vec<&'static str>,
    /// What stands on the tables and is not as the migrations made it.
    pub altered: Vec<String>,
}

/// Goes through the whole chain, in one snapshot, and stops at the first entry that does not fit.
pub fn verify(conn: &mut Conn, keys: &Keys) -> Stored<Proof> {
    let mut walk = Walk {
        keys,
        erased: store::erasures(conn, ERASED)?,
        position: 0,
        entry: HistoryId::new(0),
        seal: GENESIS.into(),
    };
    let head = store::head(conn)?;
    let remembered = mark::remembered(conn)?;
    // No entry is given such a number, so none is ever sealed with it: the walk begins behind it.
    let mut fault = store::below_the_first(conn)?.map(Fault::Inserted);
    if fault.is_none() {
        fault = match walk.all(conn)? {
            None => match walk.at_the_end(head.as_ref()) {
                None => walk.as_remembered(conn, &remembered)?,
                found => found,
            },
            found => found,
        };
    }
    if fault.is_none() && walk.position == 0 {
        let emptied = mark::emptied(conn)?.then_some(Fault::Emptied);
        fault = emptied.or(mark::sealed_once(conn)?.map(Fault::NeverSealed));
    }
    let waiting = store::waiting(conn, walk.entry)?;
    let newest = (walk.position > 0).then_some((walk.entry, walk.seal));
    let unguarded = dialect::missing_history_guards(conn)?;
    let altered = guards::altered_history_guards(conn)?;
    Ok(Proof { sealed: walk.position, newest, waiting, fault, unguarded, altered })
}

struct Walk<'a> {
    keys: &'a Keys,
    erased: HashMap<i64, HistoryId>,
    /// The last seal that fits.
    position: i64,
    entry: HistoryId,
    seal: String,
}

impl Walk<'_> {
    fn all(&mut self, conn: &mut Conn) -> Stored<Option<Fault>> {
        loop {
            let seals = store::seals_after(conn, self.position, READ)?;
            let Some(last) = seals.last().map(|seal| seal.entry) else { return Ok(None) };
            // Entries that were inserted come on top of those that belong there: one more is enough to see it.
            let entries = store::entries(conn, self.entry, last, READ + 1)?;
            let mut entries = entries.into_iter().peekable();
            for seal in seals {
                let fault = self.step(&seal, &mut entries);
                if fault.is_some() {
                    return Ok(fault);
                }
            }
        }
    }

    fn step(
        &mut self,
        seal: &Seal,
        entries: &mut std::iter::Peekable<impl Iterator<Item = Sealable>>,
    ) -> Option<Fault> {
        if seal.position != self.position + 1 || seal.entry <= self.entry {
            return Some(Fault::SealsMissing { after: self.entry, before: seal.entry });
        }
        let Some(entry) = entries.next_if(|e| e.id <= seal.entry) else { return Some(Fault::Missing(seal.entry)) };
        if entry.id != seal.entry {
            return Some(Fault::Inserted(entry.id));
        }
        if chain::seal(&self.seal, &entry) != seal.seal {
            return Some(Fault::Changed(entry.id));
        }
        if chain::mark(self.keys, seal.position, &seal.seal) != seal.mark {
            return Some(Fault::Resealed(entry.id));
        }
        let fault = entry.personal.iter().find_map(|one| self.of_person(entry.id, one));
        if fault.is_none() {
            (self.position, self.entry, self.seal) = (seal.position, seal.entry, seal.seal.clone());
        }
        fault
    }

    fn of_person(&self, entry: HistoryId, one: &Personal) -> Option<Fault> {
        match one.holds() {
            Some(true) => None,
            Some(false) => Some(Fault::PersonChanged(entry)),
            None => {
                let rightly = one.contact.and_then(|c| self.erased.get(&c.raw())).is_some_and(|by| *by > entry);
                (!rightly).then_some(Fault::ErasedInSilence(entry))
            }
        }
    }

    fn at_the_end(&self, head: Option<&Head>) -> Option<Fault> {
        match head {
            // That there should be a chain, the installation remembers.
            None if self.position == 0 => None,
            None => Some(Fault::NoHead),
            Some(head) if !is_ours(self.keys, head) => Some(Fault::ForeignHead),
            Some(head) if head.position > self.position => Some(Fault::CutOff { last: self.entry, newest: head.entry }),
            Some(head) if head.seal != self.seal => Some(Fault::ForeignHead),
            Some(_) => None,
        }
    }

    /// By what the installation knows besides; it may be behind, as [`is_remembered`] says.
    fn as_remembered(&self, conn: &mut Conn, remembered: &Remembered) -> Stored<Option<Fault>> {
        Ok(match remembered {
            Remembered::Nothing => Some(Fault::Forgotten),
            Remembered::NotBegun if self.position == 0 => None,
            Remembered::Newest(known) if !is_ours(self.keys, known) => Some(Fault::ForeignMemory),
            Remembered::Newest(known) if self.position == 0 => Some(Fault::ChainGone(known.entry)),
            Remembered::Newest(known) if known.position > self.position => {
                Some(Fault::CutOff { last: self.entry, newest: known.entry })
            }
            Remembered::Newest(known) if is_of_the_chain(conn, known)? => None,
            Remembered::Newest(_) | Remembered::NotBegun | Remembered::Garbage => Some(Fault::ForeignMemory),
        })
    }
}
