//! What was said with a firm: only ever added to. A wrong entry is corrected by another one, and stays to be read.

use super::model::{Activity, NewActivity, Sponsorship, SponsorshipError};
use super::{store, store_around, store_write};
use crate::access::{Action, Context, Denied, require, require_held};
use crate::db::{Conn, DbError};
use crate::domain::contacts;
use crate::domain::history::{self, Change, Entity, Record};
use crate::kernel::ids::{ActivityId, ContactId, PublicId};
use crate::kernel::invalid::{Invalid, Reason};

type Result<T> = std::result::Result<T, SponsorshipError>;

/// Everything that was said, the newest first, for those who may read it.
pub fn list(conn: &mut Conn, cx: &Context, of: &Sponsorship) -> Result<Vec<Activity>> {
    require_held(&cx.actor, Action::EditSponsorship, of.scope())?;
    let rows = store_around::activities(conn, of.id)?;
    let people = store::persons(conn, &rows.iter().filter_map(|(_, with)| *with).collect::<Vec<_>>())?;
    let filled = |(activity, with): (Activity, Option<ContactId>)| Activity {
        with: with.and_then(|id| people.get(&id)).cloned(),
        ..activity
    };
    Ok(rows.into_iter().map(filled).collect())
}

/// One of them.
pub fn find(conn: &mut Conn, cx: &Context, of: &Sponsorship, id: &PublicId) -> Result<Activity> {
    let found = list(conn, cx, of)?.into_iter().find(|a| a.public_id == *id);
    found.ok_or(Denied::NotFound.into())
}

/// Writes down what was said; a next action that comes of it becomes the sponsorship's.
pub fn add(conn: &mut Conn, cx: &Context, of: &Sponsorship, new: &NewActivity) -> Result<PublicId> {
    require(&cx.actor, Action::EditSponsorship, of.scope())?;
    written(conn, cx, of, new, None)
}

/// Puts a better entry in the place of one, which stays.
pub fn correct(
    conn: &mut Conn,
    cx: &Context,
    of: &Sponsorship,
    (wrong, new): (&PublicId, &NewActivity),
) -> Result<PublicId> {
    require(&cx.actor, Action::EditSponsorship, of.scope())?;
    let wrong = find(conn, cx, of, wrong)?;
    written(conn, cx, of, new, Some(wrong.id))
}

fn written(
    conn: &mut Conn,
    cx: &Context,
    of: &Sponsorship,
    new: &NewActivity,
    corrects: Option<ActivityId>,
) -> Result<PublicId> {
    let with = match &new.with {
        None => None,
        Some(id) => {
            let known = contacts::held_id_of(conn, id)?;
            Some(known.ok_or_else(|| Invalid::one("with", Reason::NoSuch))?)
        }
    };
    let public = match store_around::insert_activity(conn, cx, (of.id, corrects), new, with) {
        Ok(public) => public,
        Err(DbError::Duplicate(_)) => return Err(SponsorshipError::Corrected),
        Err(fault) => return Err(fault.into()),
    };
    if !new.next_action.is_empty() {
        let next = (new.next_action.as_str(), new.next_on.map(|on| on.to_string()));
        store_write::set_next(conn, cx.now, of.id, next)?;
    }
    let verb = if corrects.is_some() { "corrected" } else { "spoken" };
    let record = Record::new(Entity::Sponsorship, of.id.raw(), verb).within(of.programme, of.city());
    history::record(conn, cx, record.changes([Change::of("activity", "", new.kind)]).naming(with))?;
    Ok(public)
}
