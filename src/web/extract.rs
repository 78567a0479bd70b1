//! Who asks, in which language, from where. Authentication only: what they may is decided by the services.

use std::cell::OnceCell;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::rc::Rc;

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpMessage, HttpRequest, web};
use futures_util::future::LocalBoxFuture;

use super::again::form_page;
use super::fields::Fields;
use super::middleware::RequestId;
use super::problem::Problem;
use super::state::{App, AppState};
use crate::access::{Actor, Context, Door};
use crate::domain::accounts::{self, AccountError, Standing};
use crate::i18n::Words;
use crate::kernel::ids::PublicId;
use crate::kernel::locale::Locale;
use crate::kernel::time::Zone;
use crate::kernel::token::{LinkToken, Purpose, Secret};

/// Anybody: a stranger, or a member who happens to be signed in.
#[derive(Clone, Debug)]
pub struct Visitor {
    pub words: Words,
    pub locale: Locale,
    /// The language that the address asks for, if it does.
    pub asked: Option<Locale>,
    /// The reader's zone: a member's own, else UTC.
    pub zone: Zone,
    pub request: String,
    pub path: String,
    pub query: String,
    pub network: IpAddr,
    /// Where the form is that was sent here, where this address is no page itself.
    pub page: Option<String>,
    /// What a member's form said, for the page that answers it.
    pub sent: Rc<OnceCell<Fields>>,
    pub member: Option<Rc<accounts::SignedIn>>,
}

impl Visitor {
    pub fn actor(&self) -> Actor {
        self.member.as_ref().map_or(Actor::Nobody, |m| m.actor())
    }
    /// As whoever they are, through a door, from where they are.
    fn through(&self, app: &AppState, door: Door) -> Context {
        let place = Some(app.keys.place(self.network));
        Context { place, ..app.context(self.actor(), self.locale, door, self.request.clone()) }
    }
    pub fn context(&self, app: &AppState) -> Context {
        self.through(app, Door::Page)
    }
}

/// A member on the desk. Strangers are sent to sign in, and come back.
#[derive(Clone, Debug)]
pub struct SignedIn {
    pub visitor: Visitor,
    pub member: Rc<accounts::SignedIn>,
    pub words: Words,
    pub locale: Locale,
    pub zone: Zone,
}

impl SignedIn {
    pub fn context(&self, app: &AppState) -> Context {
        self.visitor.context(app)
    }
    /// The token every form of this member carries.
    pub fn csrf(&self, app: &AppState) -> String {
        app.keys.link(Purpose::Form, self.member.sign_in.unwrap_or_default(), "csrf")
    }
}

/// The same, also while a second factor is demanded of them that they have yet to set up: for the pages that do so, and the way out.
#[derive(Clone, Debug)]
pub struct Entering(pub SignedIn);

/// A program with a token, or a member's browser.
#[derive(Clone, Debug)]
pub struct ApiCaller {
    pub visitor: Visitor,
    pub words: Words,
    pub locale: Locale,
    pub zone: Zone,
}

/// The same, also while a second factor is demanded of them that they have yet to set up.
#[derive(Clone, Debug)]
pub struct ApiEntering(pub ApiCaller);

impl ApiCaller {
    pub fn context(&self, app: &AppState) -> Context {
        self.visitor.through(app, Door::Api)
    }
}

/// The state of this application, or a fault of its assembly.
pub(super) fn state(req: &HttpRequest) -> Result<App, Problem> {
    req.app_data::<App>().cloned().ok_or_else(|| Problem::Internal("the application has no state".to_owned()))
}

/// The most bytes of the body of a form or a call.
pub(super) fn body_limit(req: &HttpRequest) -> u64 {
    req.app_data::<App>().map_or(0, |app| app.config.server.body_limit as u64)
}

impl FromRequest for Visitor {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        let req = req.clone();
        Box::pin(async move { visitor(&req).await })
    }
}

/// The one place for what a request's form said. A handler's extractors run beside each other, and each may be the first to ask for it.
fn sent_here(req: &HttpRequest) -> Rc<OnceCell<Fields>> {
    let mut kept = req.extensions_mut();
    if let Some(place) = kept.get::<Rc<OnceCell<Fields>>>() {
        return place.clone();
    }
    let place: Rc<OnceCell<Fields>> = Rc::default();
    kept.insert(place.clone());
    place
}

/// Finds out once per request who asks.
pub(super) async fn visitor(req: &HttpRequest) -> Result<Visitor, Problem> {
    if let Some(known) = req.extensions().get::<Visitor>() {
        return Ok(known.clone());
    }
    let (app, sent) = (state(req)?, sent_here(req));
    let member = member(req, &app).await?.map(Rc::new);
    let asked = asked_language(req);
    let named = Locale::from_accept_language(header_text(req, header::ACCEPT_LANGUAGE));
    // A browser names its languages in every request, and its member has chosen one; a program that names one means it.
    let program = member.as_ref().is_some_and(|m| m.token.is_some());
    let locale =
        asked.or(named.filter(|_| program)).or_else(|| member.as_ref().map(|m| m.locale)).or(named).unwrap_or_default();
    let visitor = Visitor {
        words: Words::new(locale),
        locale,
        asked,
        zone: member.as_ref().map_or(Zone::UTC, |m| m.zone),
        request: req.extensions().get::<RequestId>().map(|r| r.0.clone()).unwrap_or_default(),
        path: req.path().to_owned(),
        query: req.query_string().to_owned(),
        network: network(req, app.config.server.trusted_proxies),
        page: if req.method().is_safe() { None } else { form_page(req) },
        sent,
        member,
    };
    req.extensions_mut().insert(visitor.clone());
    Ok(visitor)
}

/// `?lang=fr`: a link only shows a language, it stores nothing.
pub(super) fn asked_language(req: &HttpRequest) -> Option<Locale> {
    let query = web::Query::<Vec<(String, String)>>::from_query(req.query_string());
    let pairs = query.map(|q| q.into_inner()).unwrap_or_else(|_| Vec::new());
    pairs.iter().find(|(n, _)| n == "lang").and_then(|(_, v)| v.parse().ok())
}

fn header_text(req: &HttpRequest, name: header::HeaderName) -> &str {
    req.headers().get(name).and_then(|v| v.to_str().ok()).unwrap_or_default()
}

/// The key of a program. The scheme's name is written in any case (RFC 9110, 11.1).
fn bearer(req: &HttpRequest) -> Option<&str> {
    let (scheme, token) = header_text(req, header::AUTHORIZATION).split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

async fn member(req: &HttpRequest, app: &App) -> Result<Option<accounts::SignedIn>, Problem> {
    let machine = app.clock.machine();
    if let Some(token) = bearer(req) {
        let token = token.to_owned();
        let found = app.db.read(move |conn| accounts::tokens::resume(conn, machine, &token)).await?;
        let found = found.ok_or(Problem::BadToken)?;
        if let Some(token) = found.token {
            touch_token(app, token).await?;
        }
        return Ok(Some(found));
    }
    let Some(cookie) = req.cookie(app.cookie_name()) else { return Ok(None) };
    let (secret, demand) = (Secret::presented(cookie.value()), app.demand);
    let found = app.db.read(move |conn| accounts::sign_in::resume(conn, machine, &secret, demand)).await?;
    if let Some(sign_in) = found.as_ref().and_then(|f| f.sign_in) {
        touch(app, sign_in).await?;
    }
    Ok(found)
}

/// Moves the end of a sign-in in use. Writes at most once an hour for each sign-in and process.
async fn touch(app: &App, sign_in: i64) -> Result<(), Problem> {
    if !app.touched.due(sign_in, app.clock.machine()) {
        return Ok(());
    }
    let days = app.config.security.sign_in_days;
    let cx = app.context(Actor::System("sign-in"), Locale::En, Door::Engine, String::new());
    app.db
        .write(move |conn| accounts::sign_in::touch(conn, &cx, sign_in, days))
        .await
        .map_err(|e: AccountError| e.into())
}

/// Notes when a key was last used. Writes at most once an hour for each key and process.
async fn touch_token(app: &App, token: i64) -> Result<(), Problem> {
    if !app.touched_tokens.due(token, app.clock.machine()) {
        return Ok(());
    }
    let cx = app.context(Actor::System("token"), Locale::En, Door::Engine, String::new());
    app.db.write(move |conn| accounts::tokens::touch(conn, &cx, token)).await.map_err(|e: AccountError| e.into())
}

/// The client's network: the peer's, or what the nearest trusted proxy says of it. A proxy may add a line of its own to what the client
/// sent, so all lines are one list; what cannot be read counts as a hop all the same.
fn network(req: &HttpRequest, trusted: usize) -> IpAddr {
    let peer = req.peer_addr().map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |a| a.ip());
    if trusted == 0 {
        return whole_network(peer);
    }
    let lines = req.headers().get_all("x-forwarded-for").map(|line| line.to_str().unwrap_or_default());
    let hops: Vec<&str> = lines.flat_map(|line| line.split(',')).map(str::trim).collect();
    let told = hops.len().checked_sub(trusted).and_then(|i| hops[i].parse().ok());
    whole_network(told.unwrap_or(peer))
}

/// Whoever has one address of IPv6 has the 2^64 beside it; and an IPv4 address is the same in either spelling.
fn whole_network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(six) => IpAddr::V6(Ipv6Addr::from_bits(six.to_bits() & !u128::from(u64::MAX))),
        four @ IpAddr::V4(_) => four,
    }
}

impl FromRequest for SignedIn {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        let req = req.clone();
        Box::pin(async move {
            let who = signed_in(&req).await?;
            if who.member.standing == Standing::Enrolling {
                return Err(Problem::SecondFactor { next: after(&req) });
            }
            Ok(who)
        })
    }
}

impl FromRequest for Entering {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        let req = req.clone();
        Box::pin(async move { Ok(Entering(signed_in(&req).await?)) })
    }
}

async fn signed_in(req: &HttpRequest) -> Result<SignedIn, Problem> {
    let visitor = visitor(req).await?;
    let Some(member) = visitor.member.clone().filter(|m| m.sign_in.is_some()) else {
        return Err(Problem::SignIn { next: after(req) });
    };
    Ok(SignedIn { words: visitor.words, locale: visitor.locale, zone: visitor.zone, member, visitor })
}

/// Where to go on when the way is open.
fn after(req: &HttpRequest) -> String {
    if req.method().is_safe() { target(req) } else { "/".to_owned() }
}

fn target(req: &HttpRequest) -> String {
    req.uri().path_and_query().map_or_else(|| "/".to_owned(), |p| p.as_str().to_owned())
}

impl FromRequest for ApiCaller {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (req, spare) = (req.clone(), super::api::spare_body(req, payload));
        Box::pin(async move {
            let who = api_caller(&req).await?;
            if who.visitor.member.as_ref().is_some_and(|m| m.standing == Standing::Enrolling) {
                return Err(Problem::SecondFactor { next: "/".to_owned() });
            }
            if let Some(spare) = spare {
                spare.await?;
            }
            Ok(who)
        })
    }
}

impl FromRequest for ApiEntering {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        let req = req.clone();
        Box::pin(async move { Ok(ApiEntering(api_caller(&req).await?)) })
    }
}

async fn api_caller(req: &HttpRequest) -> Result<ApiCaller, Problem> {
    let visitor = visitor(req).await?;
    let Some(member) = visitor.member.clone() else { return Err(Problem::NoToken) };
    if member.sign_in.is_some() && !req.method().is_safe() {
        let app = state(req)?;
        let token = header_text(req, header::HeaderName::from_static("x-csrf-token"));
        check_csrf(&app, &visitor, token)?;
    }
    super::api::check(req)?;
    Ok(ApiCaller { words: visitor.words, locale: visitor.locale, zone: visitor.zone, visitor })
}

/// What a part of an address names. What is no name of ours names nothing.
pub fn public_id(text: &str) -> Result<PublicId, Problem> {
    text.parse().map_err(|_| Problem::NotFound)
}

/// Whether a form or a script of ours made this request.
pub(super) fn check_csrf(app: &AppState, visitor: &Visitor, presented: &str) -> Result<(), Problem> {
    let Some(sign_in) = visitor.member.as_ref().and_then(|m| m.sign_in) else { return Ok(()) };
    let good = LinkToken::parse(presented)
        .is_some_and(|t| t.row == sign_in && app.keys.link_matches(&t, Purpose::Form, "csrf"));
    if good { Ok(()) } else { Err(Problem::Forged) }
}
