use actix_web::{HttpRequest, HttpResponse, post};

use super::page::{Said, codes_page, own_page, place};
use crate::access::Context;
use crate::db::Conn;
use crate::domain::accounts::second_factor::{self, Status, Typed};
use crate::domain::accounts::{AccountError, Standing, sign_in};
use crate::kernel::invalid::{Invalid, Reason};
use crate::web::admin::once_more::right_password;
use crate::web::{App, Entering, Problem, SignedIn, Submitted, html_refused, own_path, see_other, submit};

#[post("/account/second-factor")]
pub(super) async fn begin(app: App, Entering(who): Entering, form: Submitted) -> Result<HttpResponse, Problem> {
    let next = own_path(form.fields.text("next")).to_owned();
    Ok(submit(&app, who.context(&app), &form, move |conn, cx| {
        match second_factor::begin(conn, cx) {
            Ok(()) => Ok(place(&next, "")),
            // On another page, or in another browser.
            Err(AccountError::FactorOn) => Ok(place(&next, "on-already")),
            Err(other) => Err(other),
        }
    })
    .await?)
}

/// Which codes a form takes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Codes {
    App,
    AppOrRecovery,
}

/// A wrong code of one or the other kind: waiting for the next one helps only where it was an app's.
fn wrong(field: &str, form: &Submitted, codes: Codes) -> Invalid {
    let recovery = codes == Codes::AppOrRecovery && Typed::new(form.fields.text(field)).is_recovery();
    Invalid::one(field, if recovery { Reason::WrongRecoveryCode } else { Reason::WrongCode })
}

async fn refused(app: &App, who: &SignedIn, next: &str, faults: Invalid) -> Result<HttpResponse, Problem> {
    let page = own_page(app, who, Said { next, done: None, faults: &faults }).await?;
    html_refused(&page)
}

/// Answers with the recovery codes, for they are shown this once and stand in no address. Sent twice, the second time finds it on.
#[post("/account/second-factor/confirm")]
pub(super) async fn confirm(
    app: App,
    Entering(who): Entering,
    form: Submitted,
    req: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let next = own_path(form.fields.text("next"));
    let mut begun = None;
    if who.member.standing != Standing::Enrolling {
        let cx = who.context(&app);
        let status = app.db.read(move |conn| second_factor::status(conn, &cx)).await?;
        if matches!(status, Status::On { .. }) {
            return Ok(see_other(&place(next, "on-already")));
        }
        begun = right_password(&app, &who, form.fields.text("on_password"), &req).await?;
        if begun.is_none() {
            return refused(&app, &who, next, Invalid::one("on_password", Reason::WrongPassword)).await;
        }
    }
    let (cx, typed, here) = (who.context(&app), Typed::new(form.fields.text("code")), who.member.sign_in);
    match app.db.write(move |conn| second_factor::confirm(conn, &cx, begun.as_ref(), &typed, here)).await {
        Ok(fresh) => codes_page(&who, "factor-on-lead", fresh, next),
        Err(AccountError::WrongCode) => refused(&app, &who, next, Invalid::one("code", Reason::WrongCode)).await,
        Err(AccountError::FactorOn) => Ok(see_other(&place(next, "on-already"))),
        Err(AccountError::NoFactor) => begin_anew(&app, &who, next).await,
        Err(other) => Err(other.into()),
    }
}

/// The secret has waited too long: there is another, and the page says why.
async fn begin_anew(app: &App, who: &SignedIn, next: &str) -> Result<HttpResponse, Problem> {
    let cx = who.context(app);
    match app.db.write(move |conn| second_factor::begin(conn, &cx)).await {
        Ok(()) => Ok(see_other(&place(next, "begun-anew"))),
        Err(AccountError::FactorOn) => Ok(see_other(&place(next, "on-already"))),
        Err(other) => Err(other.into()),
    }
}

/// An act for which the member proves once more who they are, by the password and a code in the fields of one part of the page. What is wrong
/// there is told there; what became of the act itself is for `then`.
async fn proven<T, Act, Then>(
    (app, who): (&App, &SignedIn),
    (form, req): (&Submitted, &HttpRequest),
    (part, codes): (&str, Codes),
    act: Act,
    then: Then,
) -> Result<HttpResponse, Problem>
where
    T: Send + 'static,
    Act: FnOnce(&mut Conn, &Context, &sign_in::Begun, &Typed) -> Result<T, AccountError> + Send + 'static,
    Then: FnOnce(Result<T, AccountError>) -> Result<HttpResponse, Problem>,
{
    let (password, code) = (format!("{part}_password"), format!("{part}_code"));
    let Some(begun) = right_password(app, who, form.fields.text(&password), req).await? else {
        return refused(app, who, "/", Invalid::one(password, Reason::WrongPassword)).await;
    };
    let (cx, typed) = (who.context(app), Typed::new(form.fields.text(&code)));
    match app.db.write(move |conn| act(conn, &cx, &begun, &typed)).await {
        Err(AccountError::WrongCode) => refused(app, who, "/", wrong(&code, form, codes)).await,
        done => then(done),
    }
}

/// Other recovery codes; answers with them. Sent twice it makes them once: the code is used then.
#[post("/account/second-factor/codes")]
pub(super) async fn renew(app: App, who: SignedIn, form: Submitted, req: HttpRequest) -> Result<HttpResponse, Problem> {
    let asked = ("codes", Codes::AppOrRecovery);
    proven((&app, &who), (&form, &req), asked, second_factor::renew_codes, |done| {
        codes_page(&who, "factor-codes-lead", done?, "/account")
    })
    .await
}

/// Begins to move it to another phone. The page then shows the new secret.
#[post("/account/second-factor/move")]
pub(super) async fn begin_move(
    app: App,
    who: SignedIn,
    form: Submitted,
    req: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let asked = ("move", Codes::AppOrRecovery);
    proven((&app, &who), (&form, &req), asked, second_factor::begin_move, |done| {
        done?;
        Ok(see_other(&place("/", "")))
    })
    .await
}

/// Ends the move by the new app's first code.
#[post("/account/second-factor/move/confirm")]
pub(super) async fn end_move(
    app: App,
    who: SignedIn,
    form: Submitted,
    req: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let here = who.member.sign_in;
    let act = move |conn: &mut Conn, cx: &Context, begun: &sign_in::Begun, typed: &Typed| {
        second_factor::end_move(conn, cx, begun, typed, here)
    };
    proven((&app, &who), (&form, &req), ("moved", Codes::App), act, |done| match done {
        Ok(()) => Ok(see_other(&place("/", "moved"))),
        // Sent twice, or the secret has waited too long.
        Err(AccountError::NoFactor) => Ok(see_other(&place("/", "move-over"))),
        Err(other) => Err(other.into()),
    })
    .await
}

#[post("/account/second-factor/off")]
pub(super) async fn off(app: App, who: SignedIn, form: Submitted, req: HttpRequest) -> Result<HttpResponse, Problem> {
    let demand = app.demand;
    let act = move |conn: &mut Conn, cx: &Context, begun: &sign_in::Begun, typed: &Typed| {
        second_factor::turn_off(conn, cx, begun, typed, demand)
    };
    proven((&app, &who), (&form, &req), ("off", Codes::AppOrRecovery), act, |done| match done {
        // Sent twice, it is off already.
        Ok(()) | Err(AccountError::NoFactor) => Ok(see_other(&place("/", "off"))),
        Err(other) => Err(other.into()),
    })
    .await
}
