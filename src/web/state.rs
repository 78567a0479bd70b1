//! What every handler can reach.

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use actix_web::web::Data;
use governor::clock::DefaultClock;
use governor::state::keyed::DashMapStateStore;
use governor::{Quota, RateLimiter};

use super::hashing::Hashing;
use crate::access::{Actor, Context, Demand, Door};
use crate::config::Config;
use crate::db::Db;
use crate::files::{Store, Thumbnails};
use crate::kernel::time::Clock;
use crate::kernel::token::{Keys, LinkToken};
use crate::mail::Transport;
use crate::mail::render::Office;

pub type App = Data<AppState>;

/// Shared by all threads of the server.
pub struct AppState {
    pub db: Db,
    pub clock: Clock,
    pub keys: Keys,
    pub config: Arc<Config>,
    /// Of whom a second factor is demanded.
    pub demand: Demand,
    pub hashing: Hashing,
    pub touched: Touched,
    pub touched_tokens: Touched,
    /// What may be posted by one link.
    pub guests: RateLimiter<LinkToken, DashMapStateStore<LinkToken>, DefaultClock>,
    /// What may be posted by all links together, by network: links that are invented have a bucket each.
    pub houses: RateLimiter<IpAddr, DashMapStateStore<IpAddr>, DefaultClock>,
    /// What strangers may post without one, by network.
    pub strangers: RateLimiter<IpAddr, DashMapStateStore<IpAddr>, DefaultClock>,
    pub metrics: metrics_exporter_prometheus::PrometheusHandle,
    pub post: Post,
    pub files: Store,
    pub thumbnails: Thumbnails,
    /// Whether the database was found to have the schema of this version; it stays so while the version runs.
    pub schema_is_whole: AtomicBool,
}

/// Where mail goes, and who writes it: for previews and the mailbox; the engine does the sending.
#[derive(Clone)]
pub struct Post {
    pub transport: Transport,
    pub office: Arc<Office>,
}

/// Posts of strangers from one network or by one link: three a second for long, sixty at once. An office answers together, each by their
/// own link, so guests count by the network ten times as widely.
const STRANGERS_PER_SECOND: NonZeroU32 = NonZeroU32::MIN.saturating_add(2);
const STRANGERS_AT_ONCE: NonZeroU32 = NonZeroU32::MIN.saturating_add(59);
const HOUSES_PER_SECOND: NonZeroU32 = NonZeroU32::MIN.saturating_add(29);
const HOUSES_AT_ONCE: NonZeroU32 = NonZeroU32::MIN.saturating_add(599);

impl AppState {
    pub fn new(
        db: Db,
        clock: Clock,
        keys: Keys,
        config: Arc<Config>,
        metrics: metrics_exporter_prometheus::PrometheusHandle,
        post: Post,
        files: Store,
    ) -> AppState {
        let quota = Quota::per_second(STRANGERS_PER_SECOND).allow_burst(STRANGERS_AT_ONCE);
        let wide = Quota::per_second(HOUSES_PER_SECOND).allow_burst(HOUSES_AT_ONCE);
        AppState {
            db,
            clock,
            keys,
            // The configuration has been checked; a word that it did not know would not open a door.
            demand: config.accounts.second_factor.parse().unwrap_or(Demand::Administrators),
            config,
            hashing: Hashing::start(),
            touched: Touched::default(),
            touched_tokens: Touched::default(),
            guests: RateLimiter::dashmap(quota),
            houses: RateLimiter::dashmap(wide),
            strangers: RateLimiter::dashmap(quota),
            metrics,
            post,
            thumbnails: Thumbnails::new(files.clone()),
            files,
            schema_is_whole: AtomicBool::new(false),
        }
    }

    /// A context for an actor that came through a door.
    pub fn context(&self, actor: Actor, locale: crate::kernel::locale::Locale, door: Door, request: String) -> Context {
        Context {
            actor,
            now: self.clock.now(),
            machine: self.clock.machine(),
            locale,
            door,
            request,
            place: None,
            keys: self.keys.clone(),
        }
    }

    /// Whether cookies are bound to the public address.
    pub fn secure(&self) -> bool {
        self.config.public_is_https()
    }

    /// The name of the cookie by which a browser is known.
    pub fn device_cookie_name(&self) -> &'static str {
        if self.secure() { "__Host-convoke-device" } else { "convoke-device" }
    }

    /// The name of the cookie of a right password that waits for its code.
    pub fn code_cookie_name(&self) -> &'static str {
        if self.secure() { "__Host-convoke-code" } else { "convoke-code" }
    }

    /// The name of the sign-in's cookie.
    pub fn cookie_name(&self) -> &'static str {
        if self.secure() { "__Host-convoke" } else { "convoke" }
    }
}

/// Which sign-ins, or which keys of programs, this process has touched within the hour.
#[derive(Default)]
pub struct Touched(std::sync::Mutex<std::collections::HashMap<i64, crate::kernel::time::Instant>>);

impl Touched {
    /// Whether one is due to be touched; notes it when it is.
    pub fn due(&self, row: i64, now: crate::kernel::time::Instant) -> bool {
        let mut seen = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if seen.get(&row).is_some_and(|at| now.seconds_since(*at) < 3_600) {
            return false;
        }
        if seen.len() > 10_000 {
            seen.clear();
        }
        seen.insert(row, now);
        true
    }
}
