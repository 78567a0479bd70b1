//! One's own account: settings, where one is signed in, keys for programs.

use actix_web::web::{Path, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get, post};
use askama::Template;

use crate::access::TokenScope;
use crate::domain::accounts::{
    self, AccountError, ApiToken, DigestWish, OwnSettings, SignIn, passwords, second_factor, sign_in, tokens,
};
use crate::i18n::Words;
use crate::kernel::ids::PublicId;
use crate::kernel::invalid::{Invalid, Reason};
use crate::kernel::locale::Locale;
use crate::kernel::time::{Instant, Zone};
use crate::web::admin::once_more::right_password;
use crate::web::again::speak;
use crate::web::hashing::hash;
use crate::web::pieces::account_fields::{error_of, locale_field, password_field, present_password_field, zone_field};
use crate::web::pieces::{Choice, Control, Field, Problem as FormProblem};
use crate::web::{
    App, Chrome, Fields, Problem, Section, SignedIn, Submitted, html, html_refused, is_first, own_path, see_other,
    submit,
};

pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(show).service(save).service(password).service(language).service(end);
    cfg.service(make_token).service(end_token);
}

#[derive(Template)]
#[template(path = "admin/accounts/own.html")]
struct OwnPage {
    w: Words,
    chrome: Chrome,
    email: String,
    problems: Vec<FormProblem>,
    fields: Vec<Field>,
    password_fields: Vec<Field>,
    token_fields: Vec<Field>,
    /// A key just made, shown this once.
    fresh_token: Option<String>,
    sign_ins: Vec<SignInRow>,
    tokens: Vec<TokenRow>,
    /// How the second factor stands.
    factor: String,
}

struct SignInRow {
    id: String,
    /// The browser and its system, as people call them.
    program: String,
    /// What the browser said of itself, whole.
    device: String,
    seen: String,
    since: String,
    /// The one that asks.
    here: bool,
}

struct TokenRow {
    id: String,
    name: String,
    scopes: String,
    seen: String,
}

struct Own {
    account: accounts::Account,
    sign_ins: Vec<SignIn>,
    tokens: Vec<ApiToken>,
    factor: second_factor::Status,
}

async fn load(app: &App, who: &SignedIn) -> Result<Own, Problem> {
    let cx = who.context(app);
    let own = app.db.read(move |conn| {
        Ok::<_, AccountError>(Own {
            account: accounts::own(conn, &cx)?,
            sign_ins: sign_in::list_own(conn, &cx)?,
            tokens: tokens::list_own(conn, &cx)?,
            factor: second_factor::status(conn, &cx)?,
        })
    });
    Ok(own.await?)
}

fn page(app: &App, who: &SignedIn, own: Own, typed: Option<&Fields>, faults: &Invalid) -> OwnPage {
    let w = who.words;
    let now = app.clock.machine();
    let kept = |name: &str, stored: &str| typed.filter(|f| f.has(name)).map_or(stored, |f| f.text(name)).to_owned();
    let a = &own.account;
    // A box that was not ticked is not sent.
    let monday = typed.map_or(a.digest == DigestWish::On, |f| f.flag("digest"));
    let fields = vec![
        Field::line("name", w.t("account-name")).value(kept("name", &a.name)).error(error_of(w, faults, "name")),
        locale_field(w, &kept("locale", a.locale.tag()), error_of(w, faults, "locale")),
        zone_field(w, &kept("zone", a.zone.name()), error_of(w, faults, "zone")),
        Field::new("digest", w.t("digest-wish"), Control::Tick)
            .optional()
            .value(if monday { "yes" } else { "" })
            .help(w.t("digest-wish-help")),
    ];
    let scopes = TokenScope::ALL.iter().map(|s| Choice {
        value: s.as_str().to_owned(),
        label: w.t(format!("token-scope-{s}")),
        chosen: typed.is_some_and(|f| f.all("scopes").any(|v| v == s.as_str())),
    });
    let token_fields = vec![
        Field::line("token_name", w.t("token-name"))
            .value(kept("token_name", ""))
            .help(w.t("token-name-help"))
            .error(error_of(w, faults, "token_name")),
        Field::new("scopes", w.t("token-scopes"), Control::Checks(scopes.collect()))
            .error(error_of(w, faults, "scopes")),
    ];
    let password_fields = vec![
        present_password_field(w, error_of(w, faults, "current_password")),
        password_field(w, error_of(w, faults, "password")),
    ];
    OwnPage {
        w,
        chrome: Chrome::of(app, who, Section::Own),
        email: a.email.to_string(),
        problems: FormProblem::of(fields.iter().chain(&password_fields).chain(&token_fields)),
        fields,
        password_fields,
        token_fields,
        fresh_token: None,
        sign_ins: own.sign_ins.into_iter().map(|s| sign_in_row(w, s, (who.zone, now), who.member.sign_in)).collect(),
        factor: factor_words(w, own.factor),
        tokens: own.tokens.into_iter().map(|t| token_row(w, t, (who.zone, now))).collect(),
    }
}

fn factor_words(w: Words, factor: second_factor::Status) -> String {
    match factor {
        second_factor::Status::On { left, .. } => {
            w.with("word-said", &[("word", &w.t("factor-state-on")), ("said", &w.n("factor-codes-left", left))])
        }
        second_factor::Status::Off | second_factor::Status::Begun => w.t("factor-state-off"),
    }
}

fn sign_in_row(w: Words, row: SignIn, (zone, now): (Zone, Instant), own: Option<i64>) -> SignInRow {
    let device = if row.device.is_empty() { w.t("sign-in-unknown-device") } else { row.device };
    SignInRow {
        id: row.public_id.to_string(),
        program: program(&device),
        device,
        seen: w.ago(row.seen_at, now, zone),
        since: w.ago(row.created_at, now, zone),
        here: own == Some(row.row),
    }
}

/// "Firefox · Windows"; what is unknown stays as it was said. The order matters: Edge also calls itself Chrome, and Chrome Safari.
fn program(device: &str) -> String {
    const BROWSERS: [(&str, &str); 5] =
        [("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari")];
    const SYSTEMS: [(&str, &str); 6] = [
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("Linux", "Linux"),
    ];
    let known =
        |names: &[(&str, &'static str)]| names.iter().find(|(sign, _)| device.contains(sign)).map(|(_, name)| *name);
    match (known(&BROWSERS), known(&SYSTEMS)) {
        (Some(browser), Some(system)) => format!("{browser} · {system}"),
        (Some(browser), None) => browser.to_owned(),
        _ => device.to_owned(),
    }
}

fn token_row(w: Words, row: ApiToken, (zone, now): (Zone, Instant)) -> TokenRow {
    let scopes: Vec<String> = row.scopes.iter().map(|s| w.t(format!("token-scope-{s}"))).collect();
    TokenRow {
        id: row.public_id.to_string(),
        name: row.name,
        scopes: w.list(&scopes),
        seen: row.seen_at.map_or_else(|| w.t("token-never-used"), |at| w.ago(at, now, zone)),
    }
}

#[get("/account")]
async fn show(app: App, who: SignedIn) -> Result<HttpResponse, Problem> {
    let own = load(&app, &who).await?;
    html(&page(&app, &who, own, None, &Invalid::default()))
}

#[post("/account")]
async fn save(app: App, who: SignedIn, form: Submitted) -> Result<HttpResponse, Problem> {
    let f = &form.fields;
    let digest = if f.flag("digest") { DigestWish::On } else { DigestWish::Off };
    let new = match OwnSettings::parse(f.text("name"), f.text("locale"), f.text("zone"), Some(digest)) {
        Ok(new) => new,
        Err(faults) => return refused(&app, &who, &form.fields, &faults).await,
    };
    Ok(submit(&app, who.context(&app), &form, move |conn, cx| {
        accounts::update_own(conn, cx, &new)?;
        Ok::<_, AccountError>("/account?note=saved".to_owned())
    })
    .await?)
}

async fn refused(app: &App, who: &SignedIn, typed: &Fields, faults: &Invalid) -> Result<HttpResponse, Problem> {
    let own = load(app, who).await?;
    html_refused(&page(app, who, own, Some(typed), faults))
}

/// Hashed outside of any transaction, as the present one is verified.
#[post("/account/password")]
async fn password(app: App, who: SignedIn, form: Submitted, req: HttpRequest) -> Result<HttpResponse, Problem> {
    let (typed, Own { account, .. }) = (&form.fields, load(&app, &who).await?);
    if let Err(reason) = passwords::check_strength(typed.text("password"), &[&account.name, account.email.as_str()]) {
        return refused(&app, &who, typed, &Invalid::one("password", reason)).await;
    }
    let Some(begun) = right_password(&app, &who, typed.text("current_password"), &req).await? else {
        return refused(&app, &who, typed, &Invalid::one("current_password", Reason::WrongPassword)).await;
    };
    // Nobody who was told to choose another is to believe that they have.
    if typed.text("password") == typed.text("current_password") {
        return refused(&app, &who, typed, &Invalid::one("password", Reason::SamePassword)).await;
    }
    let (here, hash) = (who.member.sign_in.ok_or(Problem::NotFound)?, hash(&app, typed.text("password")).await?);
    let done = submit(&app, who.context(&app), &form, move |conn, cx| {
        sign_in::change_password(conn, cx, &begun, here, &hash)?;
        Ok::<_, AccountError>("/account?note=password-changed".to_owned())
    });
    Ok(done.await?)
}

/// The switch in the rail: another language, and back to the same page.
#[post("/account/language")]
async fn language(app: App, who: SignedIn, form: Submitted) -> Result<HttpResponse, Problem> {
    let locale: Locale = form.fields.text("locale").parse().map_err(|_| Problem::Unreadable)?;
    let back = own_path(form.fields.text("back")).to_owned();
    speak(&app, who.context(&app), locale).await?;
    Ok(see_other(&back))
}

#[post("/account/sign-ins/{sign_in}/end")]
async fn end(app: App, who: SignedIn, id: Path<PublicId>, form: Submitted) -> Result<HttpResponse, Problem> {
    let id = id.into_inner();
    Ok(submit(&app, who.context(&app), &form, move |conn, cx| {
        sign_in::end_own(conn, cx, &id)?;
        Ok::<_, AccountError>("/account?note=sign-in-ended".to_owned())
    })
    .await?)
}

/// Answers with the page itself, for the secret is shown this once and never stands in an address.
#[post("/account/tokens")]
async fn make_token(app: App, who: SignedIn, form: Submitted) -> Result<HttpResponse, Problem> {
    let scopes: Vec<&str> = form.fields.all("scopes").collect();
    let new = match tokens::NewToken::parse(form.fields.text("token_name"), &scopes, None) {
        Ok(new) => new,
        Err(mut faults) => {
            faults.0.iter_mut().filter(|f| f.field == "name").for_each(|f| f.field = "token_name".to_owned());
            return refused(&app, &who, &form.fields, &faults).await;
        }
    };
    // Sent twice, it makes one key; the key itself was shown the first time, and cannot be shown again.
    if !is_first(&app, who.context(&app), &form, "/account").await? {
        return Ok(see_other("/account?note=token-made-already"));
    }
    let cx = who.context(&app);
    let secret = app.db.write(move |conn| tokens::create_own(conn, &cx, &new)).await?;
    let own = load(&app, &who).await?;
    let page = page(&app, &who, own, None, &Invalid::default());
    html(&OwnPage { fresh_token: Some(secret), ..page })
}

#[post("/account/tokens/{token}/end")]
async fn end_token(app: App, who: SignedIn, id: Path<PublicId>, form: Submitted) -> Result<HttpResponse, Problem> {
    let id = id.into_inner();
    Ok(submit(&app, who.context(&app), &form, move |conn, cx| {
        tokens::revoke_own(conn, cx, &id)?;
        Ok::<_, AccountError>("/account?note=token-ended".to_owned())
    })
    .await?)
}
