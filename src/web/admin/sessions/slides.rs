//! Slides: brought, given out, marked for strangers, taken away.

use actix_web::web::{Path, Payload};
use actix_web::{HttpRequest, HttpResponse, get, post};

use super::show::{self, Typed};
use super::{address, edited, programme, public_id, seen};
use crate::domain::deliverables::versions::Adding;
use crate::domain::sessions::{self, Audience, SessionError};
use crate::domain::submissions;
use crate::i18n::Words;
use crate::kernel::invalid::{Invalid, Reason};
use crate::web::admin::deliverables::versions::upload::language_field;
use crate::web::files::{Shown, give_up, says_too_large, send, size};
use crate::web::forms::{self, FilesForm};
use crate::web::pieces::account_fields::errors_of;
use crate::web::pieces::{Choice, Control, Field};
use crate::web::submit::same_site;
use crate::web::{App, Problem, SignedIn, Submitted, html_refused, see_other, submit};

/// What a browser offers to choose from; the server looks at the content.
const ACCEPT: &str = ".pdf,.pptx,.ppsx,.odp,.ppt,.pps";

type Named = Path<(String, String, String)>;
type Filed = Path<(String, String, String, String)>;

/// The fields of the form that brings slides.
pub(super) fn upload_fields(app: &App, w: Words, given: &Typed) -> Vec<Field> {
    let limit = size(w, i64::try_from(app.files.limit()).unwrap_or(i64::MAX));
    let now = given.audience.clone().unwrap_or_else(|| Audience::Staff.as_str().to_owned());
    let audience = |a: &Audience| Choice::of(a.as_str(), w.t(format!("session-audience-{a}")), &now);
    vec![
        language_field(w, "", &given.faults),
        Field::new("audience", w.t("session-audience"), Control::Radios(Audience::ALL.iter().map(audience).collect())),
        // What is typed stands before the files, so that a forged form stores nothing.
        Field::new("file", w.t("session-slides"), Control::Files(ACCEPT))
            .help(w.with("session-slides-help", &[("limit", &limit)]))
            .error(errors_of(w, &given.faults, "file")),
    ]
}

#[post("/programmes/{programme}/events/{event}/sessions/{session}/slides")]
pub(super) async fn bring(
    app: App,
    who: SignedIn,
    path: Named,
    req: HttpRequest,
    body: Payload,
) -> Result<HttpResponse, Problem> {
    let (id, event, session) = (programme(&who, &path.0)?.id, public_id(&path.1)?, public_id(&path.2)?);
    let (cx, asking, of) = (who.context(&app), who.context(&app), event.clone());
    // Whoever may not bring files stores none.
    app.db.read(move |conn| edited(conn, &asking, id, &of)).await?;
    same_site(&req, &app)?;
    says_too_large(&app, &req)?;
    let mut form = forms::read(&app, &who, &cx, (&req, body)).await?;
    if form.brought.is_empty() && form.faults.0.is_empty() {
        form.faults.add("file", Reason::Required);
    }
    let in_part = form.is_in_part();
    if !in_part && !form.faults.0.is_empty() {
        return refused(&app, &who, &path, form).await;
    }
    let audience = form.typed.text("audience").parse().unwrap_or(Audience::Staff);
    let adding: Vec<Adding> = form.brought.iter().map(|b| b.adding.clone()).collect();
    let files = adding.iter().flat_map(|file| [file.stored.hash.as_str(), file.name.as_str()]);
    let form_key = submit::key(req.path(), &form.typed, files);
    let here = format!("{}/{session}?note=slides-added#slides", address(&path.0, &event));
    let acting = cx.clone();
    let written = app.db.write(move |conn| {
        let act = |conn: &mut crate::db::Conn| -> Result<String, SessionError> {
            let view = edited(conn, &acting, id, &event)?;
            sessions::add_slides(conn, &acting, &view, (&session, audience), &adding)?;
            Ok(here)
        };
        if form_key.is_empty() { act(conn) } else { submissions::once(conn, &acting, &form_key, act) }
    });
    match written.await {
        Ok(_) if in_part => {
            let taken = Some(form.taken(who.words));
            let typed = Typed { taken, faults: form.faults, ..Typed::default() };
            html_refused(&show::page(&app, &who, &path, &typed).await?)
        }
        Ok(location) => Ok(see_other(&location)),
        Err(SessionError::Invalid(faults)) => {
            form.faults.0.extend(faults.0);
            refused(&app, &who, &path, form).await
        }
        Err(fault) => {
            give_up(&app, &cx, form.brought).await;
            Err(fault.into())
        }
    }
}

async fn refused(
    app: &App,
    who: &SignedIn,
    path: &(String, String, String),
    form: FilesForm,
) -> Result<HttpResponse, Problem> {
    let left = form.left(who.words);
    give_up(app, &who.context(app), form.brought).await;
    let audience = Some(form.typed.text("audience").to_owned()).filter(|a| !a.is_empty());
    let typed = Typed { audience, left, faults: Invalid(form.faults.0), ..Typed::default() };
    html_refused(&show::page(app, who, path, &typed).await?)
}

#[get("/programmes/{programme}/events/{event}/sessions/{session}/slides/{slide}")]
pub(super) async fn download(app: App, who: SignedIn, path: Filed, req: HttpRequest) -> Result<HttpResponse, Problem> {
    let (id, event, session) = (programme(&who, &path.0)?.id, public_id(&path.1)?, public_id(&path.2)?);
    let (cx, slide) = (who.context(&app), public_id(&path.3)?);
    let read = app.db.read(move |conn| -> Result<_, SessionError> {
        let view = seen(conn, &cx, id, &event)?;
        sessions::slide(conn, &cx, &view, &session, &slide)
    });
    send(&app, &req, &read.await?, Shown::Attachment).await
}

#[post("/programmes/{programme}/events/{event}/sessions/{session}/slides/{slide}/audience")]
pub(super) async fn mark(app: App, who: SignedIn, path: Filed, form: Submitted) -> Result<HttpResponse, Problem> {
    let (id, event, session) = (programme(&who, &path.0)?.id, public_id(&path.1)?, public_id(&path.2)?);
    let slide = public_id(&path.3)?;
    let audience: Audience =
        form.fields.text("audience").parse().map_err(|_| Problem::from(Invalid::one("audience", Reason::NoSuch)))?;
    let here = format!("{}/{session}?note=saved#slides", address(&path.0, &event));
    let done = submit(&app, who.context(&app), &form, move |conn, cx| {
        let view = edited(conn, cx, id, &event)?;
        sessions::set_audience(conn, cx, &view, (&session, &slide), audience)?;
        Ok::<_, SessionError>(here)
    });
    Ok(done.await?)
}

#[post("/programmes/{programme}/events/{event}/sessions/{session}/slides/{slide}/remove")]
pub(super) async fn remove(app: App, who: SignedIn, path: Filed, form: Submitted) -> Result<HttpResponse, Problem> {
    let (id, event, session) = (programme(&who, &path.0)?.id, public_id(&path.1)?, public_id(&path.2)?);
    let slide = public_id(&path.3)?;
    let here = format!("{}/{session}?note=saved#slides", address(&path.0, &event));
    let done = submit(&app, who.context(&app), &form, move |conn, cx| {
        let view = edited(conn, cx, id, &event)?;
        sessions::remove_slide(conn, cx, &view, (&session, &slide))?;
        Ok::<_, SessionError>(here)
    });
    Ok(done.await?)
}
