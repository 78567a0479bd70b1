//! What this installation is: facts to read, each with the key that changes it. Nothing is changed here.

use actix_web::web::ServiceConfig;
use actix_web::{HttpResponse, get};
use askama::Template;

use crate::access::{Action, Actor, Grant, Member, Role, Scope, may, require};
use crate::config::Config;
use crate::db::{Conn, DatabaseUrl};
use crate::domain::accounts::{self, AccountView};
use crate::domain::outbox::alarms::{self, LastAlarm};
use crate::domain::programme::{self, Programme, ReleaseRule};
use crate::i18n::Words;
use crate::kernel::locale::Locale;
use crate::kernel::time::Instant;
use crate::mail::url::Security;
use crate::mail::{MailUrl, Transport};
use crate::web::pieces::Mark;
use crate::web::{App, Chrome, Problem, Section, SignedIn, html};

pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(show);
}

#[derive(Template)]
#[template(path = "admin/settings/show.html")]
struct SettingsPage {
    w: Words,
    chrome: Chrome,
    place: Vec<Fact>,
    mail: Vec<Fact>,
    /// Whether the relay takes mail; none where nothing leaves.
    relay: Option<Mark>,
    /// The relay's words, when it last could not be used.
    alarm: Option<AlarmView>,
    has_mailbox: bool,
    members: String,
    programmes: Vec<ProgrammeView>,
    languages: Vec<(&'static str, &'static str)>,
    version: &'static str,
}

/// One fact and the key that changes it.
struct Fact {
    label: String,
    value: String,
    /// What follows from the value, when that is not plain.
    note: Option<String>,
    key: &'static str,
}

struct AlarmView {
    detail: String,
    since: String,
    exact: String,
    machine: String,
    ended: Option<String>,
}

struct ProgrammeView {
    title: String,
    href: String,
    rule: String,
    /// Who may let a round go: name, account, where where it is not everywhere.
    releasers: Vec<Releaser>,
}

struct Releaser {
    name: String,
    href: String,
    place: String,
}

/// What the database knows of it.
struct Known {
    accounts: Vec<AccountView>,
    programmes: Vec<Programme>,
    alarm: Option<LastAlarm>,
}

#[get("/settings")]
async fn show(app: App, who: SignedIn) -> Result<HttpResponse, Problem> {
    let cx = who.context(&app);
    let machine = cx.machine;
    let known = app
        .db
        .read(move |conn: &mut Conn| -> Result<Known, Problem> {
            require(&cx.actor, Action::ManageInstallation, Scope::Installation)?;
            Ok(Known {
                accounts: accounts::list(conn, &cx)?,
                programmes: programme::list(conn, &cx)?,
                alarm: alarms::last(conn, &cx)?,
            })
        })
        .await?;
    let (w, config) = (who.words, &app.config);
    let open = known.accounts.iter().filter(|a| a.account.disabled_at.is_none()).count();
    html(&SettingsPage {
        w,
        chrome: Chrome::of(&app, &who, Section::Settings),
        place: place_facts(w, config, app.db.url()),
        mail: mail_facts(w, config),
        relay: relay(w, &app.post.transport, known.alarm.as_ref()),
        alarm: known.alarm.map(|a| alarm_view(w, &who, a, machine)),
        has_mailbox: matches!(app.post.transport, Transport::File(_)),
        members: w.n("settings-members", open),
        programmes: known.programmes.iter().map(|p| programme_view(w, p, &known.accounts)).collect(),
        languages: Locale::ALL.map(|l| (l.bcp47(), l.endonym())).to_vec(),
        version: env!("CARGO_PKG_VERSION"),
    })
}

fn place_facts(w: Words, config: &Config, database: &DatabaseUrl) -> Vec<Fact> {
    let fact = |label: &str, value: String, key| Fact { label: w.t(label), value, note: None, key };
    let kind = match database {
        DatabaseUrl::Sqlite(_) => "settings-database-sqlite",
        DatabaseUrl::Postgres(_) => "settings-database-postgres",
    };
    let folder = std::path::absolute(&config.data.dir).unwrap_or_else(|_| config.data.dir.clone());
    let bound = if config.public_is_https() { "settings-address-https" } else { "settings-address-http" };
    let (days, demand) = (config.security.sign_in_days, &config.accounts.second_factor);
    vec![
        Fact { note: Some(w.t(bound)), ..fact("settings-address", config.base_url().to_owned(), "server.public_url") },
        fact("settings-listens", config.server.bind.clone(), "server.bind"),
        Fact { note: Some(database.to_string()), ..fact("settings-database", w.t(kind), "database.url") },
        Fact {
            note: Some(w.t("settings-folder-note")),
            ..fact("settings-folder", folder.display().to_string(), "data.dir")
        },
        fact("settings-sign-in", w.n("settings-sign-in-days", days), "security.sign_in_days"),
        Fact {
            note: Some(w.t("factor-setting-note")),
            ..fact("factor-setting", w.t(format!("factor-setting-{demand}")), "accounts.second_factor")
        },
    ]
}

fn mail_facts(w: Words, config: &Config) -> Vec<Fact> {
    let mail = &config.mail;
    let fact = |label: &str, value: String, key| Fact { label: w.t(label), value, note: None, key };
    let hourly = |n: u32| if n == 0 { w.t("settings-rate-none") } else { w.n("settings-rate-hourly", n) };
    let mut facts = vec![fact("settings-sender", mail.from.clone(), "mail.from")];
    // The address as a whole holds a password; only its parts are shown.
    match mail.url.parse() {
        Ok(MailUrl::Smtp { security, host, port, login }) => {
            let note = if login.is_some() { "settings-relay-login" } else { "settings-relay-no-login" };
            let way = match (security, mail.tls.as_str()) {
                (Security::Implicit, _) => "settings-tls-implicit",
                (Security::Plain, "none") => "settings-tls-none",
                (Security::Plain, _) => "settings-tls-starttls",
            };
            let place = format!("{host}:{port}");
            facts.push(Fact { note: Some(w.t(note)), ..fact("settings-relay", place, "mail.url") });
            facts.push(fact("settings-tls", w.t(way), "mail.tls"));
        }
        Ok(MailUrl::File(folder)) => {
            let folder = config.in_data(&folder).display().to_string();
            let note = w.with("settings-relay-folder-note", &[("folder", &folder)]);
            facts.push(Fact { note: Some(note), ..fact("settings-relay", w.t("settings-relay-folder"), "mail.url") });
        }
        Ok(MailUrl::Memory) | Err(_) => {
            facts.push(fact("settings-relay", w.t("settings-relay-memory"), "mail.url"));
        }
    }
    facts.push(fact("settings-rate", hourly(mail.rate), "mail.rate"));
    facts.push(fact("settings-domain-rate", hourly(mail.domain_rate), "mail.domain_rate"));
    facts.push(fact("settings-connections", w.count(mail.connections as u64), "mail.connections"));
    facts
}

fn relay(w: Words, transport: &Transport, alarm: Option<&LastAlarm>) -> Option<Mark> {
    match (alarm, transport) {
        (Some(LastAlarm { cleared_at: None, .. }), _) => Some(Mark::at_risk(w.t("settings-alarm-rings"))),
        (Some(_), _) | (None, Transport::Smtp(_)) => Some(Mark::done(w.t("settings-alarm-none"))),
        (None, Transport::File(_) | Transport::Memory(_)) => None,
    }
}

fn alarm_view(w: Words, who: &SignedIn, alarm: LastAlarm, machine: Instant) -> AlarmView {
    AlarmView {
        detail: alarm.detail,
        since: w.ago(alarm.raised_at, machine, who.zone),
        exact: w.exact(alarm.raised_at, who.zone),
        machine: alarm.raised_at.rfc3339(),
        ended: alarm.cleared_at.map(|at| w.with("settings-alarm-ended", &[("when", &w.exact(at, who.zone))])),
    }
}

fn programme_view(w: Words, programme: &Programme, accounts: &[AccountView]) -> ProgrammeView {
    let rule = match programme.release_rule {
        ReleaseRule::Alone => "settings-release-alone",
        ReleaseRule::SecondPerson => "settings-release-second",
    };
    let open = accounts.iter().filter(|a| a.account.disabled_at.is_none());
    ProgrammeView {
        title: programme.title.best(w.locale()).to_owned(),
        href: format!("/programmes/{}", programme.slug),
        rule: w.t(rule),
        releasers: open.filter_map(|a| releaser(w, programme, a)).collect(),
    }
}

/// Somebody who may let a round of this programme go, by the widest of their roles.
fn releaser(w: Words, programme: &Programme, view: &AccountView) -> Option<Releaser> {
    let here = |g: &&accounts::GrantView| g.programme.as_ref().is_none_or(|(id, _)| *id == programme.public_id);
    let held = view.grants.iter().filter(here).filter(|g| releases(programme, g.role));
    let widest = held.min_by_key(|g| (g.city.is_some(), g.programme.is_some()))?;
    let role = w.t(format!("role-{}", widest.role));
    let city = widest.city.as_ref().map(|(_, name)| name.best(w.locale()).to_owned());
    Some(Releaser {
        name: view.account.name.clone(),
        href: format!("/accounts/{}", view.account.public_id),
        place: city.map_or(role.clone(), |place| w.with("role-in", &[("role", &role), ("place", &place)])),
    })
}

/// Whether a role lets rounds go, as the table of rights has it.
fn releases(programme: &Programme, role: Role) -> bool {
    let everywhere = role == Role::Administrator;
    let grant = Grant { role, programme: (!everywhere).then_some(programme.id), city: None };
    let holder = Actor::Member(Member { account: 0.into(), grants: vec![grant], token: None, closed: Vec::new() });
    may(&holder, Action::ReleaseInvitations, Scope::Programme(programme.id))
}
