use actix_web::web::{Path, Query};
use actix_web::{HttpResponse, get, post};
use askama::Template;

use super::views::filter_of;
use crate::access::Context;
use crate::db::Conn;
use crate::domain::accounts::{self, AccountError};
use crate::domain::contacts::{self, ContactError};
use crate::domain::outbox::desk::{self, Act, OutboxError, Part, Selection};
use crate::i18n::Words;
use crate::kernel::ids::{OutboxId, PublicId};
use crate::web::{App, Chrome, Fields, Problem, Section, SignedIn, Submitted, html, is_first, see_other, submit};

fn act_of(fields: &Fields) -> Result<Act, Problem> {
    match fields.text("act") {
        "again" => Ok(Act::TryAgain),
        "cancel" => Ok(Act::Cancel),
        _ => Err(Problem::NotFound),
    }
}

fn selection(fields: &Fields) -> Selection {
    if fields.flag("all") {
        return Selection::Matching(filter_of(fields));
    }
    Selection::These(fields.all("id").flat_map(str::parse).take(1_000).collect())
}

#[derive(Template)]
#[template(path = "admin/mail/confirm.html")]
struct ConfirmPage {
    w: Words,
    chrome: Chrome,
    count: i64,
    /// Why there is nothing to do, when there is nothing.
    none: String,
    cancels: bool,
    hidden: Vec<(String, String)>,
    back: String,
}

/// What would be done, in numbers. Changes nothing.
#[get("/mail/selected")]
pub(super) async fn confirm(app: App, who: SignedIn, query: Query<Fields>) -> Result<HttpResponse, Problem> {
    let (cx, act, chosen) = (who.context(&app), act_of(&query)?, selection(&query));
    let nobody = matches!(&chosen, Selection::These(ids) if ids.is_empty());
    let none = who.words.t(if nobody { "outbox-nothing-selected" } else { "outbox-selected-none" });
    let count = app.db.read(move |conn| desk::reach(conn, &cx, act, &chosen)).await?.count;
    let mut back = super::views::narrowing(&query).query();
    if !back.is_empty() {
        back.insert(0, '?');
    }
    html(&ConfirmPage {
        w: who.words,
        chrome: Chrome::of(&app, &who, Section::Mail),
        count,
        none,
        cancels: act == Act::Cancel,
        hidden: query.iter().map(|(n, v)| (n.to_owned(), v.to_owned())).collect(),
        back: format!("/mail{back}"),
    })
}

/// However many there are: a thousand in each transaction, so that sending goes on beside it.
#[post("/mail/selected")]
pub(super) async fn many(app: App, who: SignedIn, form: Submitted) -> Result<HttpResponse, Problem> {
    let (cx, act, chosen) = (who.context(&app), act_of(&form.fields)?, selection(&form.fields));
    let (looking, all) = (cx.clone(), chosen.clone());
    let reach = app.db.read(move |conn| desk::reach(conn, &looking, act, &all)).await?;
    let back = format!("/mail?note={}", note(act));
    if !is_first(&app, cx.clone(), &form, &back).await? {
        return Ok(see_other(&back));
    }
    let mut done = 0;
    match carry_out(&app, &cx, act, &chosen, reach.last, &mut done).await {
        Ok(()) => Ok(see_other(&format!("{back}&n={done}"))),
        Err(fault) if done == 0 => Err(fault.into()),
        Err(fault) => {
            tracing::error!(error = %fault, done, "an act on many messages broke off");
            let args = vec![("done", done.to_string()), ("all", reach.count.to_string())];
            Err(Problem::Conflict { key: "mail-broken-off", args })
        }
    }
}

async fn carry_out(
    app: &App,
    cx: &Context,
    act: Act,
    chosen: &Selection,
    last: OutboxId,
    done: &mut usize,
) -> Result<(), OutboxError> {
    let mut next = Some(OutboxId::new(0));
    while let Some(after) = next {
        let (cx, chosen) = (cx.clone(), chosen.clone());
        let part = app
            .db
            .write(move |conn| {
                let part = desk::act(conn, &cx, act, &chosen, (after, last))?;
                trust(conn, &cx, part)
            })
            .await?;
        *done += part.done;
        next = part.next;
    }
    Ok(())
}

/// A mail tried again goes to an address that staff hold to be right.
fn trust(conn: &mut Conn, cx: &Context, part: Part) -> Result<Part, OutboxError> {
    contacts::confirm_addresses(conn, cx, &part.trusted).map_err(|error| match error {
        ContactError::Denied(denied) => OutboxError::Denied(denied),
        ContactError::Db(fault) => OutboxError::Db(fault),
        other => OutboxError::Db(crate::db::DbError::Query(other.to_string())),
    })?;
    Ok(part)
}

const fn note(act: Act) -> &'static str {
    match act {
        Act::TryAgain => "mail-again",
        Act::Cancel => "mail-cancelled",
    }
}

#[post("/mail/{message}/again")]
pub(super) async fn again(
    app: App,
    who: SignedIn,
    id: Path<PublicId>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    one(app, who, id.into_inner(), form, Act::TryAgain).await
}

#[post("/mail/{message}/cancel")]
pub(super) async fn cancel(
    app: App,
    who: SignedIn,
    id: Path<PublicId>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    one(app, who, id.into_inner(), form, Act::Cancel).await
}

async fn one(app: App, who: SignedIn, id: PublicId, form: Submitted, act: Act) -> Result<HttpResponse, Problem> {
    Ok(submit(&app, who.context(&app), &form, move |conn, cx| {
        let part = desk::act_on(conn, cx, act, &id)?;
        trust(conn, cx, part)?;
        Ok::<_, OutboxError>(format!("/mail/{id}?note={}", note(act)))
    })
    .await?)
}

/// Sends a test to the administrator who asks.
#[post("/mail/test")]
pub(super) async fn test(app: App, who: SignedIn, form: Submitted) -> Result<HttpResponse, Problem> {
    Ok(submit(&app, who.context(&app), &form, move |conn, cx| {
        let own = accounts::own(conn, cx).map_err(|error| match error {
            AccountError::Db(error) => OutboxError::Db(error),
            _ => OutboxError::Denied(crate::access::Denied::NotFound),
        })?;
        desk::send_test(conn, cx, own.id, &own.email, own.locale)?;
        Ok::<_, OutboxError>("/mail?note=mail-test".to_owned())
    })
    .await?)
}
