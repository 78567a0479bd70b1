//! Reading ahead: rows become contacts in batches that fit into memory, away from any transaction.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::draft;
use super::model::{Counts, ImportError, Mapping, Pass, Verdict, Why};
use super::source::{Source, excerpt, of_row, ragged};
use crate::domain::contacts::{ContactError, NewContact};
use crate::kernel::ids::ContactId;
use crate::tables::{Format, Row, RowError, TableReader};

/// Lines of one transaction: enough to be quick, few enough that pages wait only a moment for theirs.
const LINES: usize = 2_000;
/// Bytes of cells that end a batch early: rows may be large.
const BYTES: usize = 4 * 1024 * 1024;

/// A line of a batch.
pub(super) struct Entry {
    pub line: u64,
    /// The beginning of its cells.
    pub cells: Option<Row>,
    /// Why it is refused; none when it became the next contact of the batch.
    pub refused: Vec<Why>,
}

/// Lines to be brought in together.
pub struct Batch {
    pub(super) entries: Vec<Entry>,
    /// Those of the entries that are not refused, in their order.
    pub(super) contacts: Vec<NewContact>,
    /// How far the file was read then.
    pub(super) bytes_read: i64,
}

impl Batch {
    pub fn len(&self) -> usize {
        self.entries.len()
    }
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
    /// Two halves, for a batch that the database refused: the line at fault is found by halving.
    pub fn halves(mut self) -> (Batch, Batch) {
        let later = self.entries.split_off(self.entries.len() / 2);
        let kept = self.entries.iter().filter(|e| e.refused.is_empty()).count();
        let contacts = self.contacts.split_off(kept);
        let second = Batch { entries: later, contacts, bytes_read: self.bytes_read };
        (self, second)
    }
    /// Refuses all its lines for what only the database knew.
    pub fn refuse(mut self, error: &ImportError) -> Batch {
        let whys = match error {
            ImportError::Contact(ContactError::Invalid(invalid)) => Why::of_invalid(invalid),
            _ => vec![Why::new("not-stored", [])],
        };
        for entry in self.entries.iter_mut().filter(|e| e.refused.is_empty()) {
            entry.refused.clone_from(&whys);
        }
        self.contacts.clear();
        self
    }
}

/// The batches of a file, one after the other. The last item may be the fault that ended reading.
pub struct Batches {
    table: TableReader,
    mapping: Mapping,
    fault: Option<Why>,
    ended: bool,
}

impl Batches {
    /// Opens the file and passes over the lines that are done.
    pub fn open(source: &Source, mapping: &Mapping, done: i64) -> Result<Batches, ImportError> {
        // A row that is too wide is refused with its cells: by them it is known again.
        let mut table = source.open()?.keep_wide();
        let same = table.headers().iter().map(String::as_str).eq(mapping.headers());
        if !same {
            return Err(ImportError::File(Why::new("file-changed", [])));
        }
        for _ in 0..done {
            match table.next() {
                Some(Err(error)) if error.is_fatal() => return Err(ImportError::File(of_row(&error))),
                Some(_) => {}
                None => break,
            }
        }
        Ok(Batches { table, mapping: mapping.clone(), fault: None, ended: false })
    }
    fn take(&mut self, batch: &mut Batch, row: Result<Row, RowError>) -> usize {
        let width = self.table.headers().len();
        let (entry, size) = match row {
            Ok(row) if row.len() > width => {
                let (size, why) = (row.iter().map(str::len).sum(), ragged(width, row.len()));
                (Entry { line: row.line(), cells: Some(row), refused: vec![why] }, size)
            }
            Ok(row) => {
                let size = row.iter().map(str::len).sum();
                let refused = match draft::contact(&row, &self.mapping) {
                    Ok(contact) => {
                        batch.contacts.push(contact);
                        Vec::new()
                    }
                    Err(whys) => whys,
                };
                (Entry { line: row.line(), cells: Some(row), refused }, size)
            }
            Err(error) => (Entry { line: error.line, cells: None, refused: vec![of_row(&error)] }, 0),
        };
        batch.entries.push(entry);
        size
    }
}

impl Iterator for Batches {
    type Item = Result<Batch, ImportError>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut batch = Batch { entries: Vec::new(), contacts: Vec::new(), bytes_read: 0 };
        let mut size = 0;
        while !self.ended && batch.len() < LINES && size < BYTES {
            match self.table.next() {
                None => self.ended = true,
                Some(Err(error)) if error.is_fatal() => {
                    self.ended = true;
                    self.fault = Some(of_row(&error));
                }
                Some(row) => size += self.take(&mut batch, row),
            }
        }
        batch.bytes_read = i64::try_from(self.table.bytes_read()).unwrap_or(i64::MAX);
        match batch.is_empty() {
            false => Some(Ok(batch)),
            true => self.fault.take().map(|why| Err(ImportError::File(why))),
        }
    }
}

/// Reads a workbook to its end before anything of it is written: what ends it early is known then. A CSV file has no such end.
pub fn check_whole(source: &Source) -> Result<(), ImportError> {
    let mut table = source.open()?;
    if table.format() == Format::Csv {
        return Ok(());
    }
    match table.find_map(|row| row.err().filter(RowError::is_fatal)) {
        Some(error) => Err(ImportError::File(of_row(&error))),
        None => Ok(()),
    }
}

/// Lines of a dry run that would have made or changed somebody, so that a person who stands twice in a file is counted once. Some 40
/// bytes a line.
#[derive(Default)]
pub struct Seen {
    made: HashMap<u64, u64>,
    /// The last line that would have changed each.
    changed: HashMap<ContactId, u64>,
}

impl Seen {
    /// What becomes of a contact that nobody in the database is, given those before it.
    pub(super) fn judge(&mut self, contact: &NewContact) -> Verdict {
        let whole = digest(&format!("{contact:?}"));
        let mut verdict = Verdict::New;
        for identity in identities(contact) {
            match self.made.insert(identity, whole) {
                None => {}
                Some(before) if before == whole && verdict != Verdict::Changed => verdict = Verdict::Same,
                Some(_) => verdict = Verdict::Changed,
            }
        }
        verdict
    }

    /// Whether a line would change somebody whom the last line about them has changed in the same way.
    pub(super) fn repeats(&mut self, who: ContactId, contact: &NewContact) -> bool {
        let whole = digest(&format!("{contact:?}"));
        self.changed.insert(who, whole) == Some(whole)
    }
}

/// By what a later line would be taken for the same person.
fn identities(contact: &NewContact) -> Vec<u64> {
    use crate::domain::contacts::fold;
    if let Some(key) = &contact.source_key {
        return vec![digest(&("key", key))];
    }
    let name = fold::joined(&contact.name.native);
    if contact.addresses.is_empty() {
        let houses: Vec<String> = contact.affiliations.iter().map(|a| fold::joined(&a.organisation)).collect();
        return vec![digest(&("name", name, houses, &contact.phone))];
    }
    contact.addresses.iter().map(|a| digest(&("address", &name, a.email.folded()))).collect()
}

fn digest(what: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    what.hash(&mut hasher);
    hasher.finish()
}

/// What a run found in a batch, line by line, for the list of lines.
pub(super) struct Judged<'a> {
    pub entry: &'a Entry,
    pub verdict: Verdict,
    pub reasons: Vec<Why>,
}

impl Judged<'_> {
    /// Whether the line is to be listed, given how many of its verdict are listed already. Of what is written only what is refused or
    /// changed is of interest afterwards.
    pub fn kept(&self, pass: Pass, counts: &Counts) -> bool {
        match (self.verdict, pass) {
            (Verdict::Refused, _) => true,
            (Verdict::Changed, _) | (_, Pass::Dry) => counts.of(self.verdict) <= super::SHOWN,
            (Verdict::New | Verdict::Same, Pass::Write) => false,
        }
    }
    /// Its cells as they are kept: none where nobody will page so far.
    pub fn cells(&self, counts: &Counts) -> Vec<String> {
        let shown = counts.of(self.verdict) <= super::SHOWN;
        self.entry.cells.as_ref().filter(|_| shown).map_or_else(Vec::new, excerpt)
    }
}
