//! What has become of a thing since somebody looked at it.

use crate::access::{Action, Actor, Scope, may};
use crate::domain::contacts;
use crate::domain::gates::GateError;
use crate::domain::history::{self, Entity};
use crate::web::admin::history::spoken::Heard;
use crate::web::admin::history::{Reader, past};
use crate::web::pieces::Since;
use crate::web::{App, Fields, Problem, SignedIn};

/// What is told of, and where its history may be read.
pub type Subject = ((Entity, i64), Scope);

/// Whether somebody may read what was done to a thing; with people and organisations it holds details.
pub fn is_told(reader: &Actor, ((kind, id), scope): Subject) -> bool {
    match kind {
        Entity::Contact | Entity::Organisation => contacts::tells_history(reader),
        // One's own account is no secret to oneself.
        Entity::Account if reader.account().is_some_and(|own| own.raw() == id) => true,
        _ => may(reader, Action::SeeHistory, scope),
    }
}

/// What was done since the form was shown, by whom and when, field by field: as far as the reader may see the thing's history.
pub async fn since(app: &App, who: &SignedIn, (subject, scope): Subject, typed: &Fields) -> Result<Since, Problem> {
    let (cx, place) = (who.context(app), typed.text("looked").parse::<i64>().ok());
    let read = app.db.read(move |conn| -> Result<_, GateError> {
        if !is_told(&cx.actor, (subject, scope)) {
            return Ok((Vec::new(), Heard::default()));
        }
        let entries = match place {
            Some(place) => history::since(conn, &cx.actor, subject, place)?,
            // The form does not say when it was shown: what was done last.
            None => history::of_versions(conn, &cx.actor, subject, 1)?,
        };
        let heard = Heard::read(conn, &cx, &entries)?;
        Ok((entries, heard))
    });
    let (entries, heard) = read.await?;
    let (w, own) = (who.words, who.visitor.actor().account());
    let reader = Reader { w, zone: who.zone, now: app.clock.now(), spoken: heard.spoken() };
    let alone = own.is_some() && !entries.is_empty() && entries.iter().all(|entry| entry.account == own);
    Ok(Since {
        lead: w.t(if alone { "late-own-lead" } else { "late-lead" }),
        entries: entries.iter().map(|entry| past(reader, entry)).collect(),
    })
}
