//! What an event's last act has not told anybody yet: the bar that offers to call it back, and the calling back.

use actix_web::web::Path;
use actix_web::{HttpResponse, post};

use super::acts::{self, ActError};
use super::{address, programme, public_id};
use crate::access::Context;
use crate::db::Conn;
use crate::domain::events::{self, Event, NoticeKind, Pending};
use crate::domain::invitations;
use crate::i18n::Words;
use crate::kernel::time::Zone;
use crate::web::pieces::Undo;
use crate::web::{App, Problem, SignedIn, Submitted, submit};

/// What may be called back, and how many mails wait for it.
pub(super) struct Waiting {
    pending: Pending,
    mails: usize,
}

pub(super) fn waiting(conn: &mut Conn, cx: &Context, event: &Event) -> Result<Option<Waiting>, ActError> {
    let Some(pending) = events::pending(conn, event, cx.now)? else { return Ok(None) };
    let mails = invitations::mails_waiting(conn, &pending.notice)?;
    Ok(Some(Waiting { pending, mails }))
}

/// What happened, how many mails wait, and what calling back restores.
pub(super) fn undo(w: Words, zone: Zone, slug: &str, event: &Event, waiting: &Waiting) -> Undo {
    let Waiting { pending: Pending { notice, back }, mails } = waiting;
    let state = w.t(format!("event-state-{}", back.state));
    let back_to = match (notice.kind, back.when.filter(|_| back.time_holds())) {
        (NoticeKind::Moved, Some(slot)) => w.with("events-undo-date", &[("when", &w.range(slot.start, slot.end))]),
        _ => w.with("events-undo-state", &[("state", &state)]),
    };
    let done = w.t(format!("event-did-{}", notice.kind));
    let mails = w.n("events-undo-mails", mails);
    Undo {
        text: w.with("events-undo", &[("done", &done), ("mails", &mails), ("back", &back_to)]),
        until: w.time(notice.leaves_at.at(zone)),
        action: format!("{}/notices/{}/recall", address(slug, &event.public_id), notice.sequence),
    }
}

#[post("/programmes/{programme}/events/{event}/notices/{sequence}/recall")]
pub(super) async fn perform(
    app: App,
    who: SignedIn,
    path: Path<(String, String, String)>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let (id, event, slug) = (programme(&who, &path.0)?.id, public_id(&path.1)?, path.0.clone());
    let sequence = path.2.parse().map_err(|_| Problem::NotFound)?;
    let done = submit(&app, who.context(&app), &form, move |conn, cx| {
        acts::call_back(conn, cx, id, &event, sequence)?;
        Ok::<_, ActError>(format!("{}?note=event-recalled", address(&slug, &event)))
    });
    Ok(done.await?)
}
