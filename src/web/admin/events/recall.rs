//! What an event's last act has not told anybody yet: the bar that offers to call it back, and the calling back.

use actix_web::web::Path;
use actix_web::{HttpResponse, post};

use super::acts::{self, ActError};
use super::{address, programme, public_id};
use crate::domain::events::{self, Event, NoticeKind, Pending};
use crate::domain::invitations::Unsent;
use crate::i18n::Words;
use crate::kernel::time::{Instant, Zone};
use crate::web::pieces::Undo;
use crate::web::{App, Problem, SignedIn, Submitted, submit};

/// What waits to be told, and with how many mails.
pub(super) enum Waiting {
    /// It may be called back.
    Open { pending: Box<Pending>, mails: usize },
    /// It was changed again since, or a guest has answered to it: its mails leave then.
    Bound { leaves_at: Instant, mails: usize, why: &'static str },
}

pub(super) fn waiting(found: Option<events::Waiting>, unsent: Unsent) -> Option<Waiting> {
    let (notice, back) = found?;
    let (leaves_at, mails) = (notice.leaves_at, unsent.mails);
    match back {
        Some(_) if unsent.answered => Some(Waiting::Bound { leaves_at, mails, why: "events-bound-answered" }),
        Some(back) => Some(Waiting::Open { pending: Box::new(Pending { notice, back }), mails }),
        None if mails == 0 => None,
        None => Some(Waiting::Bound { leaves_at, mails, why: "events-bound" }),
    }
}

/// What happened, how many mails wait, and what calling back restores.
pub(super) fn undo(w: Words, zone: Zone, slug: &str, event: &Event, waiting: &Waiting) -> Option<Undo> {
    let Waiting::Open { pending, mails } = waiting else { return None };
    let Pending { notice, back } = &**pending;
    let state = w.t(format!("event-state-{}", back.state));
    let back_to = match (notice.kind, back.when.filter(|_| back.time_holds())) {
        (NoticeKind::Moved, Some(slot)) => w.with("events-undo-date", &[("when", &w.range(slot.start, slot.end))]),
        _ => w.with("events-undo-state", &[("state", &state)]),
    };
    let done = w.t(format!("event-did-{}", notice.kind));
    let mails = w.n("events-undo-mails", mails);
    Some(Undo {
        text: w.with("events-undo", &[("done", &done), ("mails", &mails), ("back", &back_to)]),
        until: w.time(notice.leaves_at.at(zone)),
        action: format!("{}/notices/{}/recall", address(slug, &event.public_id), notice.sequence),
    })
}

/// When mails leave that can no longer be called back.
pub(super) fn bound(w: Words, zone: Zone, waiting: &Waiting) -> Option<String> {
    let Waiting::Bound { leaves_at, mails, why } = waiting else { return None };
    let mails = w.n("events-bound-mails", mails);
    Some(w.with(*why, &[("mails", &mails), ("time", &w.time(leaves_at.at(zone)))]))
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
