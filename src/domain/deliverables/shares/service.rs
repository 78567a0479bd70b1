use chrono::NaiveTime;

use super::model::{Confirmed, NewShare, Opened, Share, ShareState, Shared};
use super::store::{self, Place};
use crate::access::{Action, Actor, Context, Denied, may, require, require_person};
use crate::db::{Conn, Stored};
use crate::domain::deliverables::model::{Audience, Deliverable, DeliverableError};
use crate::domain::deliverables::store as deliverables;
use crate::domain::deliverables::versions::{self, VersionFile};
use crate::domain::history::{self, Change, Entity, Record};
use crate::kernel::ids::{PublicId, ShareId};
use crate::kernel::time::{WallTime, Zone};
use crate::kernel::token::Secret;

type Result<T> = std::result::Result<T, DeliverableError>;

/// What wants to be said to make a link: more for what is internal.
const fn action(of: &Deliverable) -> Action {
    match of.audience {
        Audience::External => Action::ShareDeliverable,
        Audience::Internal => Action::ShareInternal,
    }
}

/// Whether this actor may make links to it.
pub fn may_share(actor: &Actor, of: &Deliverable) -> bool {
    may(actor, action(of), of.scope())
}

/// The right to make links to it, asked for before what is sent is read.
pub fn allowed(cx: &Context, of: &Deliverable) -> Result<()> {
    require(&cx.actor, action(of), of.scope())?;
    if of.audience == Audience::Internal {
        require_person(&cx.actor)?;
    }
    Ok(())
}

/// The links to a deliverable, the newest first.
pub fn list(conn: &mut Conn, cx: &Context, of: &Deliverable) -> Result<Vec<Share>> {
    require(&cx.actor, action(of), of.scope())?;
    Ok(store::list(conn, of.id)?)
}

/// Makes a link for somebody. To what is internal only a coordinator does, who has signed in and said so.
pub fn create(conn: &mut Conn, cx: &Context, of: &Deliverable, new: &NewShare, zone: Zone) -> Result<Shared> {
    allowed(cx, of)?;
    if of.audience == Audience::Internal && new.internal == Confirmed::No {
        return Err(Denied::Forbidden.into());
    }
    let expires_at = WallTime::new((new.until + chrono::Days::new(1)).and_time(NaiveTime::MIN), zone).instant();
    let secret = Secret::random();
    let digest = digest(cx, &secret);
    let id = store::insert(conn, cx, of.id, &digest, &new.recipient, expires_at)?;
    let share = by_id(conn, of, id)?;
    // Whom it is for is told by the link itself, for as long as it is kept.
    let changes = [Change::of("share", "", &share.public_id), Change::of("until", "", new.until)];
    record(conn, cx, of, "shared", changes)?;
    Ok(Shared { share, secret: secret.expose().to_owned() })
}

/// Ends a link at once.
pub fn revoke(conn: &mut Conn, cx: &Context, of: &Deliverable, id: &PublicId) -> Result<()> {
    require(&cx.actor, action(of), of.scope())?;
    let share = store::list(conn, of.id)?.into_iter().find(|s| s.public_id == *id).ok_or(Denied::NotFound)?;
    if store::revoke(conn, share.id, cx.now)? {
        record(conn, cx, of, "share-revoked", [Change::of("share", "", &share.public_id)])?;
    }
    Ok(())
}

/// What a link opens now; "not found" for one that is over, revoked, or never was.
pub fn open(conn: &mut Conn, cx: &Context, secret: &Secret) -> Result<Opened> {
    let Some((share, deliverable)) = store::by_digest(conn, &digest(cx, secret))? else {
        return Err(Denied::NotFound.into());
    };
    if share.state(cx.now) != ShareState::Open {
        return Err(Denied::NotFound.into());
    }
    let deliverable = deliverables::anywhere(conn, deliverable)?.ok_or(Denied::NotFound)?;
    let version = if deliverable.state.is_reached() { versions::pinned(conn, &deliverable)? } else { None };
    let Place { programme, city, zone } = store::place(conn, deliverable.programme, deliverable.city)?;
    Ok(Opened { share, programme, city, zone, deliverable, version })
}

/// One file of what a link opens.
pub fn download(conn: &mut Conn, cx: &Context, secret: &Secret, file: &PublicId) -> Result<(ShareId, VersionFile)> {
    let opened = open(conn, cx, secret)?;
    let files = opened.version.map(|v| v.files).unwrap_or_default();
    let file = files.into_iter().find(|f| f.public_id == *file).ok_or(Denied::NotFound)?;
    Ok((opened.share.id, file))
}

/// Counts an opening of the page, or the fetching of a file.
pub fn visit(conn: &mut Conn, cx: &Context, share: ShareId, file: Option<&VersionFile>) -> Stored<()> {
    store::visit(conn, share, file.map(|f| f.id), cx.now)
}

/// Good for links alone: the same secret means nothing elsewhere.
fn digest(cx: &Context, secret: &Secret) -> String {
    cx.keys.digest(&format!("share\n{}", secret.expose()))
}

fn by_id(conn: &mut Conn, of: &Deliverable, id: ShareId) -> Result<Share> {
    Ok(store::list(conn, of.id)?.into_iter().find(|s| s.id == id).ok_or(Denied::NotFound)?)
}

fn record(
    conn: &mut Conn,
    cx: &Context,
    of: &Deliverable,
    what: &'static str,
    changes: impl IntoIterator<Item = Option<Change>>,
) -> Stored<()> {
    let record = Record::new(Entity::Deliverable, of.id.raw(), what).within(of.programme, of.city);
    history::record(conn, cx, record.changes(changes))?;
    Ok(())
}
