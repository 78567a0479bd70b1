//! What a seal is made of. Every part is written with its length or its width, so that no two entries are the same bytes.

use sha2::{Digest, Sha256};

use super::model::Entity;
use crate::access::Door;
use crate::kernel::ids::{ContactId, HistoryId};
use crate::kernel::time::Instant;
use crate::kernel::token::Keys;

/// The seal before the first.
pub(super) const GENESIS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// An entry as it is stored.
pub(super) struct Sealable {
    pub id: HistoryId,
    pub at: Instant,
    pub actor_kind: String,
    pub actor: Option<i64>,
    pub door: Door,
    pub request: String,
    pub place: Option<String>,
    pub programme: Option<i64>,
    pub city: Option<i64>,
    pub kind: Entity,
    pub object: i64,
    pub action: String,
    pub reason: Option<String>,
    pub changes: String,
    pub personal: Vec<Personal>,
}

/// What an entry says of a person; values and salt are gone when the person was erased.
#[derive(Clone)]
pub(super) struct Personal {
    pub id: i64,
    pub contact: Option<ContactId>,
    pub field: String,
    pub before: Option<String>,
    pub after: Option<String>,
    pub salt: Option<String>,
    pub digest: Option<String>,
}

impl Personal {
    /// Whether the values are those that were digested; none where they were erased.
    pub fn holds(&self) -> Option<bool> {
        let Some(salt) = &self.salt else {
            return if self.before.is_none() && self.after.is_none() { None } else { Some(false) };
        };
        let made = digest(salt, &self.field, self.before.as_deref(), self.after.as_deref());
        Some(self.digest.as_ref() == Some(&made))
    }
}

/// The digest of a person's values. The salt is random, so that nobody finds a short value by trying once it was erased.
pub(super) fn digest(salt: &str, field: &str, before: Option<&str>, after: Option<&str>) -> String {
    let mut bytes = Bytes::new(b"convoke history personal 1");
    bytes.text(salt).text(field).maybe(before).maybe(after);
    bytes.end()
}

/// The seal of an entry after the one before it.
pub(super) fn seal(before: &str, entry: &Sealable) -> String {
    let mut bytes = Bytes::new(b"convoke history 1");
    bytes.text(before).number(entry.id.raw()).number(entry.at.micros());
    bytes.text(&entry.actor_kind).maybe_number(entry.actor);
    bytes.text(entry.door.as_str()).text(&entry.request).maybe(entry.place.as_deref());
    bytes.maybe_number(entry.programme).maybe_number(entry.city);
    bytes.text(entry.kind.as_str()).number(entry.object).text(&entry.action);
    bytes.maybe(entry.reason.as_deref()).text(&entry.changes);
    for one in &entry.personal {
        bytes
            .number(one.id)
            .maybe_number(one.contact.map(ContactId::raw))
            .text(&one.field)
            .maybe(one.digest.as_deref());
    }
    bytes.end()
}

/// What only the installation can write beside a seal.
pub(super) fn mark(keys: &Keys, position: i64, seal: &str) -> String {
    hex(&keys.mac(&[b"history-seal", &position.to_be_bytes(), seal.as_bytes()])[..16])
}

/// The same beside the newest; no seal's own mark will do for it.
pub(super) fn head_mark(keys: &Keys, position: i64, entry: HistoryId, seal: &str) -> String {
    let (position, entry) = (position.to_be_bytes(), entry.raw().to_be_bytes());
    hex(&keys.mac(&[b"history-head", &position, &entry, seal.as_bytes()])[..16])
}

pub(super) fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |n: u8| char::from(DIGITS[usize::from(n & 15)]);
    bytes.iter().flat_map(|b| [digit(b >> 4), digit(*b)]).collect()
}

struct Bytes(Sha256);

impl Bytes {
    fn new(what: &[u8]) -> Bytes {
        let mut hash = Sha256::new();
        hash.update(what);
        Bytes(hash)
    }
    fn number(&mut self, n: i64) -> &mut Self {
        self.0.update(n.to_be_bytes());
        self
    }
    fn text(&mut self, text: &str) -> &mut Self {
        self.0.update((text.len() as u64).to_be_bytes());
        self.0.update(text.as_bytes());
        self
    }
    fn maybe(&mut self, text: Option<&str>) -> &mut Self {
        self.0.update([u8::from(text.is_some())]);
        text.into_iter().for_each(|text| {
            self.text(text);
        });
        self
    }
    fn maybe_number(&mut self, n: Option<i64>) -> &mut Self {
        self.0.update([u8::from(n.is_some())]);
        n.into_iter().for_each(|n| {
            self.number(n);
        });
        self
    }
    fn end(self) -> String {
        hex(&self.0.finalize())
    }
}
