//! What is shown in a session: files, each a version of its own.

use super::editing::{Side, about, called, locked, standing};
use super::model::*;
use super::{service, store_slides};
use crate::access::{Context, Denied};
use crate::db::Conn;
use crate::domain::deliverables::versions::Adding;
use crate::domain::events::EventView;
use crate::domain::files::{self, FileKind};
use crate::domain::history::{self, Change};
use crate::kernel::files::FileFault;
use crate::kernel::ids::PublicId;
use crate::kernel::invalid::{Invalid, Reason};

type Result<T> = std::result::Result<T, SessionError>;

/// Versions of one session.
pub const MOST_SLIDES: usize = 50;

/// What is shown by a projector, and handed out after.
const KINDS: [FileKind; 4] = [FileKind::Pdf, FileKind::Pptx, FileKind::Odp, FileKind::Ppt];

/// Adds files, each as the next version.
pub fn add_slides(
    conn: &mut Conn,
    cx: &Context,
    view: &EventView,
    (id, audience): (&PublicId, Audience),
    new: &[Adding],
) -> Result<Session> {
    let view = locked(conn, cx, view)?;
    let session = standing(conn, cx, &view, id)?;
    let mut number = session.slides.first().map_or(0, |s| s.number);
    if !files::claim_all(conn, cx, new.iter().map(|file| file.file))? {
        return Err(SessionError::BringAgain);
    }
    for file in new {
        if !KINDS.contains(&file.stored.kind) {
            let allowed = KINDS.iter().map(|k| k.label()).collect::<Vec<_>>().join(", ");
            return Err(Invalid::one("file", Reason::NotOneOf { allowed }).into());
        }
        if session.slides.len() + new.len() > MOST_SLIDES {
            return Err(FileFault::TooManyFiles { limit: MOST_SLIDES }.refused(file.name.as_str()).into());
        }
        number += 1;
        store_slides::insert(conn, (session.id, number), file, audience, (cx.actor.account(), cx.now))?;
        let changes = [called(&session.title, Side::Both), Change::of("slides", "", &file.name)];
        history::record(conn, cx, about(&view, "slides-added").changes(changes))?;
    }
    service::by_public_id(conn, cx, &view, id)
}

/// One of a session's files, for those who see the programme.
pub fn slide(conn: &mut Conn, cx: &Context, view: &EventView, id: &PublicId, slide: &PublicId) -> Result<Slide> {
    let session = service::by_public_id(conn, cx, view, id)?;
    Ok(session.slides.into_iter().find(|s| s.public_id == *slide).ok_or(Denied::NotFound)?)
}

/// The same for strangers: of an agenda they may read, and marked for them.
pub fn public_slide(conn: &mut Conn, event: &PublicId, slide: &PublicId) -> Result<Slide> {
    let (_, _, sessions) = service::published(conn, event)?;
    let found = sessions.into_iter().flat_map(|s| s.slides).find(|s| s.public_id == *slide);
    Ok(found.ok_or(Denied::NotFound)?)
}

/// Says who sees a file.
pub fn set_audience(
    conn: &mut Conn,
    cx: &Context,
    view: &EventView,
    (id, slide): (&PublicId, &PublicId),
    audience: Audience,
) -> Result<()> {
    let (view, session, slide) = open(conn, cx, view, id, slide)?;
    if slide.audience == audience {
        return Ok(());
    }
    store_slides::set_audience(conn, slide.id, audience)?;
    let changes = [
        called(&session.title, Side::Both),
        Change::of("slides", &slide.name, ""),
        Change::of("audience", slide.audience, audience),
    ];
    history::record(conn, cx, about(&view, "slides-marked").changes(changes))?;
    Ok(())
}

/// Takes a file away. Its content goes with the last that points at it.
pub fn remove_slide(
    conn: &mut Conn,
    cx: &Context,
    view: &EventView,
    (id, slide): (&PublicId, &PublicId),
) -> Result<()> {
    let (view, session, slide) = open(conn, cx, view, id, slide)?;
    store_slides::delete(conn, slide.id)?;
    let changes = [called(&session.title, Side::Both), Change::of("slides", &slide.name, "")];
    history::record(conn, cx, about(&view, "slides-removed").changes(changes))?;
    Ok(())
}

fn open(
    conn: &mut Conn,
    cx: &Context,
    view: &EventView,
    id: &PublicId,
    slide: &PublicId,
) -> Result<(EventView, Session, Slide)> {
    let view = locked(conn, cx, view)?;
    let session = standing(conn, cx, &view, id)?;
    let found = session.slides.iter().find(|s| s.public_id == *slide).cloned().ok_or(Denied::NotFound)?;
    Ok((view, session, found))
}
