//! Whose entries are merged: what the two kinds do each in its own way. All else is written once, over these.

use super::model::{MergeError, Stay, Stored};
use super::rows::Hangs;
use super::store_shelf::Shelf;
use crate::access::Context;
use crate::db::references::Reference;
use crate::db::{Conn, Stored as Db};
use crate::domain::history::{Entity, Entry};
use crate::kernel::ids::{Id, PublicId};

/// Two entries for one person.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum People {}

/// Two entries for one organisation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Organisations {}

/// Rows of one column that go back.
pub type Back = (Hangs, Reference, Vec<i64>);

/// A kind of entry that is merged.
pub trait Kind: Shelf + 'static {
    /// A living one.
    type Entry;
    /// By which history knows it.
    const ENTITY: Entity;
    /// Every column that points to one and moves with a merge.
    const REFERENCES: &'static [(Hangs, Reference)];

    fn id(of: &Self::Entry) -> Id<Self::Noun>;
    fn version(of: &Self::Entry) -> i64;
    fn living(conn: &mut Conn, id: Id<Self::Noun>) -> Db<Option<Self::Entry>>;
    /// The living one that stands for one that went into another.
    fn heir_of(conn: &mut Conn, id: &PublicId) -> Db<Option<PublicId>>;
    /// What happened to it by itself, the latest first.
    fn story(conn: &mut Conn, cx: &Context, of: &Self::Entry) -> Result<Vec<Entry>, MergeError>;

    /// Of what is one thing since and was two, how much becomes two again; and what goes back without a row of its own.
    fn paired(
        conn: &mut Conn,
        known: (&Stored<Self>, &Self::Snapshot),
        kept: &Self::Entry,
    ) -> Result<Vec<(Hangs, i64)>, MergeError>;
    /// What goes back, and what stays with the kept entry because somebody changed it since.
    fn weigh(
        conn: &mut Conn,
        cx: &Context,
        known: (&Stored<Self>, &Self::Snapshot),
        kept: &Self::Entry,
    ) -> Result<(Vec<Back>, Vec<Stay>), MergeError>;
    /// Makes whoever would write what parting looks at wait until it is done.
    fn hold(conn: &mut Conn, kept: Id<Self::Noun>) -> Result<(), MergeError>;
    /// Parts the entries themselves; what hangs on them has gone back by then.
    fn part(
        conn: &mut Conn,
        cx: &Context,
        known: (&Stored<Self>, &Self::Snapshot),
        kept: &Self::Entry,
    ) -> Result<(), MergeError>;
}
