use super::model::{Noted, StoredFile};
use super::store;
use crate::access::Context;
use crate::db::{Conn, Stored};
use crate::kernel::ids::FileId;
use crate::kernel::time::Instant;

/// How long a content is kept that nobody points at: an upload may be on its way to its row.
const GRACE_SECONDS: i64 = 24 * 3_600;
/// A removal that has not ended after this long never will: its process died.
const REMOVAL_SECONDS: i64 = 600;

/// Notes a content that is about to be put into the store. The caller has checked the right to bring it.
pub fn note(conn: &mut Conn, cx: &Context, file: &StoredFile) -> Stored<Noted> {
    store::insert_if_new(conn, (&file.hash, file.size), cx.machine, None)?;
    match store::touch(conn, &file.hash, cx.machine, cx.machine.plus_seconds(-REMOVAL_SECONDS))? {
        Some(id) => Ok(Noted::Known { id, at: cx.machine }),
        None => Ok(Noted::Doomed),
    }
}

/// Whether a content may be pointed at now; it will not be removed before this transaction ends. Anything that keeps files calls this
/// in the transaction that writes its pointer.
pub fn claim(conn: &mut Conn, cx: &Context, id: FileId) -> Stored<bool> {
    store::touch_known(conn, id, cx.machine)
}

/// The same for several: in the order of their numbers, so that two who bring the same ones never wait for each other in a ring.
pub fn claim_all(conn: &mut Conn, cx: &Context, ids: impl IntoIterator<Item = FileId>) -> Stored<bool> {
    let mut ids: Vec<FileId> = ids.into_iter().collect();
    ids.sort();
    ids.dedup();
    for id in ids {
        if !claim(conn, cx, id)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Dooms a content that was brought in vain, unless somebody points at it or brought the same meanwhile. The caller takes it out of
/// the store and then calls [`forget`].
pub fn let_go(conn: &mut Conn, cx: &Context, noted: (FileId, Instant)) -> Stored<Option<String>> {
    store::doom_one(conn, noted, cx.machine)
}

/// Dooms what nobody has pointed at for a day, and tells what was doomed before and is still to be removed.
pub fn doom(conn: &mut Conn, cx: &Context) -> Stored<Vec<String>> {
    store::doom_all(conn, cx.machine.plus_seconds(-GRACE_SECONDS), cx.machine)?;
    store::doomed(conn)
}

/// Forgets a content that has left the store.
pub fn forget(conn: &mut Conn, hash: &str) -> Stored<()> {
    store::delete_doomed(conn, hash)
}

/// Dooms what the store holds and nobody has noted: left from before a backup that was restored. `found` are contents older than a day,
/// with their sizes. Tells which are to be removed.
pub fn doom_strays(conn: &mut Conn, cx: &Context, found: &[(String, i64)]) -> Stored<Vec<String>> {
    let hashes: Vec<String> = found.iter().map(|(hash, _)| hash.clone()).collect();
    let known = store::known(conn, &hashes)?;
    for (hash, size) in found.iter().filter(|(hash, _)| !known.contains(hash)) {
        store::insert_if_new(conn, (hash, *size), cx.machine, Some(cx.machine))?;
    }
    store::doomed(conn)
}
