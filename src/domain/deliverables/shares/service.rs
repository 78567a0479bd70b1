use chrono::NaiveTime;

use super::model::{NewShare, Opened, Over, Share, ShareState, Shared};
use super::store::{self, Place};
use crate::access::{Action, Actor, Context, Denied, TokenScope, holds, may, require, require_held, require_scope};
use crate::db::{Conn, Stored};
use crate::domain::deliverables::model::{Audience, Deliverable, DeliverableError};
use crate::domain::deliverables::service::seen;
use crate::domain::deliverables::store as deliverables;
use crate::domain::deliverables::versions::{self, VersionFile};
use crate::domain::history::{self, Change, Entity, Record};
use crate::kernel::ids::{DeliverableId, PublicId, ShareId};
use crate::kernel::time::{WallTime, Zone};
use crate::kernel::token::Secret;

type Result<T> = std::result::Result<T, DeliverableError>;

/// Whether this actor may make links to it: nobody does to what is internal.
pub fn may_share(actor: &Actor, of: &Deliverable) -> bool {
    of.audience == Audience::External && may(actor, Action::ShareDeliverable, of.scope())
}

/// The right to make links to it, asked for before what is sent is read.
pub fn allowed(cx: &Context, of: &Deliverable) -> Result<()> {
    require(&cx.actor, Action::ShareDeliverable, of.scope())?;
    match of.audience {
        Audience::External => Ok(()),
        Audience::Internal => Err(DeliverableError::Internal),
    }
}

/// Whether this actor sees and ends all links to it. Whoever makes links to what is external does, also when it has turned internal, and
/// when the programme is closed: a door that stands open can always be shut.
pub fn may_end(actor: &Actor, of: &Deliverable) -> bool {
    holds(actor, Action::ShareDeliverable, of.scope())
}

/// The links to a deliverable, the newest first: all of them, or else those of one's own making.
pub fn list(conn: &mut Conn, cx: &Context, of: &Deliverable) -> Result<Vec<Share>> {
    seen(cx, of)?;
    let mut links = store::list(conn, of.id)?;
    if !may_end(&cx.actor, of) {
        // A key that may not make links sees none: not even a part of them, which would pass for all.
        require_scope(&cx.actor, TokenScope::Write)?;
        links.retain(|share| share.by.as_ref().map(|by| by.id) == cx.actor.account());
        if links.is_empty() || cx.actor.account().is_none() {
            require_held(&cx.actor, Action::ShareDeliverable, of.scope())?;
        }
    }
    Ok(links)
}

/// How many links rest when a deliverable turns internal, or work again when it turns external; for whoever may turn it so.
pub fn open_links(conn: &mut Conn, cx: &Context, of: &Deliverable) -> Result<usize> {
    require(&cx.actor, Action::EditDeliverable, of.scope())?;
    Ok(store::list(conn, of.id)?.iter().filter(|share| share.state(cx.now, of).lives()).count())
}

/// Makes a link for somebody to what is external.
pub fn create(conn: &mut Conn, cx: &Context, of: &Deliverable, new: &NewShare, zone: Zone) -> Result<Shared> {
    // Behind the lock it is what it is: nobody turns it internal beside this.
    let of = &versions::lock(conn, of)?;
    allowed(cx, of)?;
    let expires_at = WallTime::new((new.until + chrono::Days::new(1)).and_time(NaiveTime::MIN), zone).instant();
    let secret = Secret::random();
    let digest = digest(cx, &secret, Made::ForEverybody);
    let id = store::insert(conn, cx, of.id, &digest, &new.recipient, expires_at)?;
    let share = by_id(conn, of, id)?;
    // Whom it is for is told by the link itself, for as long as it is kept.
    let changes = [Change::of("share", "", &share.public_id), Change::of("until", "", new.until)];
    record(conn, cx, of, "shared", changes)?;
    Ok(Shared { share, secret: secret.expose().to_owned() })
}

/// Ends a link at once.
pub fn revoke(conn: &mut Conn, cx: &Context, of: &Deliverable, id: &PublicId) -> Result<()> {
    require_scope(&cx.actor, TokenScope::Write)?;
    let share = list(conn, cx, of)?.into_iter().find(|s| s.public_id == *id).ok_or(Denied::NotFound)?;
    if store::revoke(conn, share.id, cx.now)? {
        record(conn, cx, of, "share-revoked", [Change::of("share", "", &share.public_id)])?;
    }
    Ok(())
}

/// What a link opens now; "not found" for one that is over, revoked, or never was, and for every one to what is internal now.
pub fn open(conn: &mut Conn, cx: &Context, secret: &Secret) -> Result<Opened> {
    let (share, deliverable) = by_secret(conn, cx, secret)?.ok_or(Denied::NotFound)?;
    let deliverable = deliverables::anywhere(conn, deliverable)?.ok_or(Denied::NotFound)?;
    if !share.state(cx.now, &deliverable).opens() {
        return Err(Denied::NotFound.into());
    }
    let version = if deliverable.state.is_reached() { versions::pinned(conn, &deliverable)? } else { None };
    let Place { programme, city, zone } = store::place(conn, deliverable.programme, deliverable.city)?;
    Ok(Opened { share, programme, city, zone, deliverable, version })
}

/// What has become of a link that was good and is over: that much may whoever holds it know. None of one that rests, or never was.
pub fn over(conn: &mut Conn, cx: &Context, secret: &Secret) -> Result<Option<Over>> {
    let Some((share, of)) = by_secret(conn, cx, secret)? else { return Ok(None) };
    let Some(of) = deliverables::anywhere(conn, of)? else { return Ok(None) };
    if !matches!(share.state(cx.now, &of), ShareState::Expired | ShareState::Revoked) {
        return Ok(None);
    }
    let Place { programme, zone, .. } = store::place(conn, of.programme, of.city)?;
    Ok(Some(Over { share, programme, zone }))
}

fn by_secret(conn: &mut Conn, cx: &Context, secret: &Secret) -> Stored<Option<(Share, DeliverableId)>> {
    let mut found = None;
    for made in [Made::ForEverybody, Made::WhileInternal] {
        found = found.or(store::by_digest(conn, &digest(cx, secret, made))?);
    }
    Ok(found)
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

/// When a link was made.
#[derive(Clone, Copy)]
enum Made {
    ForEverybody,
    /// While links to what is internal could be made. They open again what turns external.
    WhileInternal,
}

/// Good for links alone: the same secret means nothing elsewhere.
fn digest(cx: &Context, secret: &Secret, made: Made) -> String {
    let purpose = match made {
        Made::ForEverybody => "share",
        Made::WhileInternal => "share-internal",
    };
    cx.keys.digest(&format!("{purpose}\n{}", secret.expose()))
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
