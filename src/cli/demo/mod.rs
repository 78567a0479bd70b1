//! `convoke demo`: a fresh installation with the three-city programme, its mail kept in a mailbox that the browser shows.

mod agendas;
mod alike;
mod dates;
mod doubles;
mod drawings;
mod input;
mod institutions;
mod people;
mod programme;
mod relays;
mod results;
mod rounds;
mod sponsors;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use actix_web::web::Data;
use clap::Args;

use super::say::{say, tell};
use super::serve::{self, Roles};
use super::{CommandError, context};
use crate::access::{Actor, Context, Door, Grant, Member, Role};
use crate::app;
use crate::config::Config;
use crate::db::Conn;
use crate::domain::accounts::{self, Account, AccountError, NewAccount, passwords};
use crate::kernel::invalid::Invalid;
use crate::kernel::time::{Clock, Instant};
use crate::kernel::token::Secret;
use crate::web::AppState;
use crate::work;

/// Show Convoke with an invented programme. It makes a new folder of its own and never touches an existing database.
#[derive(Args)]
pub struct Demo {
    /// When programme time begins to run (RFC 3339), 2016-04-17 or later. Sign-ins and leases stay on the machine's time.
    #[arg(long, value_name = "INSTANT", default_value = "2016-04-18T08:00:00Z")]
    now: Instant,
    /// A folder for the demonstration; it must not exist, or be empty. Without it a new one is made among the system's temporary files.
    #[arg(long, value_name = "FOLDER")]
    dir: Option<PathBuf>,
    /// The port to listen on; 0 takes a free one.
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Make everything, print the login and what serves it, and end.
    #[arg(long)]
    only_make: bool,
}

/// What can go wrong while the demonstration is made. Its data is ours: any refusal is a fault.
#[derive(Debug, thiserror::Error)]
pub(super) enum DemoError {
    #[error("the demonstration's data is damaged: {0}")]
    Data(String),
    #[error(transparent)]
    Db(#[from] crate::db::DbError),
}

impl DemoError {
    /// For the errors of slices, which differ in type only.
    pub(super) fn of(what: &str) -> impl Fn(&dyn std::error::Error) -> DemoError + '_ {
        move |error| DemoError::Data(format!("{what}: {error}"))
    }
    pub(super) fn invalid(what: &str, faults: &Invalid) -> DemoError {
        let faults: Vec<String> = faults.0.iter().map(|f| format!("{} ({:?})", f.field, f.reason)).collect();
        DemoError::Data(format!("{what}: {}", faults.join(", ")))
    }
}

/// The same for what is given to `map_err`.
fn fault<E: std::error::Error>(what: &str) -> impl Fn(E) -> DemoError + '_ {
    move |error| DemoError::of(what)(&error)
}

impl Demo {
    pub fn run(self, config: Config) -> Result<ExitCode, CommandError> {
        dates::check(self.now)?;
        let folder = Folder::take(self.dir.as_deref())?;
        let (state, login) = match self.prepare(config, &folder.path) {
            Ok(ready) => ready,
            Err(fault) => {
                folder.give_back();
                return Err(fault);
            }
        };
        if self.only_make {
            hand_over(&state, &folder.path, &login);
            return Ok(ExitCode::SUCCESS);
        }
        greet(&state, &folder.path, &login);
        serve::run(Data::new(state), Roles::Both)
    }

    fn prepare(&self, mut config: Config, folder: &Path) -> Result<(AppState, Login), CommandError> {
        let listener = std::net::TcpListener::bind(("127.0.0.1", self.port)).map_err(|fault| {
            let cure = "Choose another port with --port";
            app::StartError::Listen { address: format!("127.0.0.1:{}", self.port), fault, cure }
        })?;
        let port = listener.local_addr().map_err(app::StartError::Server)?.port();
        drop(listener);
        config.data.dir = folder.to_owned();
        config.database.url = "sqlite:convoke.db".to_owned();
        config.server.bind = format!("127.0.0.1:{port}");
        config.server.public_url = format!("http://127.0.0.1:{port}");
        config.files.url = String::new();
        config.mail.url = format!("file:{}", folder.join("mail").display());
        config.mail.from = "Sustainable urbanisation <office@convoke.example>".to_owned();
        // Who tries it out has no phone at hand that knows Claire; the settings say so. Anybody may set one up all the same.
        config.accounts.second_factor = "nobody".to_owned();
        let state = app::build(config, Clock::starting_at(self.now))?;
        app::ensure_ready(&state)?;
        let login = make(&state)?;
        Ok((state, login))
    }
}

/// The ready login.
pub struct Login {
    pub email: String,
    pub password: String,
}

fn greet(state: &AppState, folder: &Path, login: &Login) {
    say!(
        "\n  Convoke, with an invented programme on {}\n\n    address   {}\n    sign in   {}\n    password  {}\n    mailbox   {}/mailbox\n    data      {}\n",
        state.clock.now().rfc3339(),
        state.config.base_url(),
        login.email,
        login.password,
        state.config.base_url(),
        folder.display()
    );
}

/// Nobody serves it: what does is told instead of an address.
fn hand_over(state: &AppState, folder: &Path, login: &Login) {
    say!(
        "\n  Convoke, with an invented programme on {}\n\n    sign in   {}\n    password  {}\n    data      {}\n",
        state.clock.now().rfc3339(),
        login.email,
        login.password,
        folder.display()
    );
    say!(
        "  Nothing serves it yet. By the machine's own clock, by which the programme is over, this does, at {}:\n\n    CONVOKE_DATA__DIR={} CONVOKE_SERVER__BIND={} CONVOKE_ACCOUNTS__SECOND_FACTOR=nobody convoke serve\n",
        state.config.base_url(),
        for_shell(&folder.display().to_string()),
        state.config.server.bind
    );
}

/// As a shell reads it.
fn for_shell(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '.' | '_' | '-');
    if text.chars().all(plain) { text.to_owned() } else { format!("'{}'", text.replace('\'', "'\\''")) }
}

/// An empty folder: the one named, or a new one.
struct Folder {
    path: PathBuf,
    /// Whether it was made here.
    made: bool,
}

impl Folder {
    fn take(named: Option<&Path>) -> Result<Folder, CommandError> {
        let fault = |path: &Path| {
            let path = path.display().to_string();
            move |fault| CommandError::File { path, fault }
        };
        let Some(path) = named else {
            let name = format!("convoke-demo-{}", crate::kernel::ids::PublicId::random());
            let path = std::env::temp_dir().join(name);
            std::fs::create_dir(&path).map_err(fault(&path))?;
            return Ok(Folder { path, made: true });
        };
        let made = !path.exists();
        std::fs::create_dir_all(path).map_err(fault(path))?;
        let mut inside = std::fs::read_dir(path).map_err(fault(path))?;
        if inside.next().is_some() {
            return Err(CommandError::Refused(format!(
                "{} is not empty; the demonstration wants a folder of its own",
                path.display()
            )));
        }
        Ok(Folder { path: std::fs::canonicalize(path).map_err(fault(path))?, made })
    }

    /// Takes a half-made demonstration away: it was empty, so all that is in it now is ours.
    fn give_back(&self) {
        let gone = match self.made {
            true => std::fs::remove_dir_all(&self.path),
            false => self.empty(),
        };
        if let Err(fault) = gone {
            tell!("{}: what was begun there could not be removed: {fault}", self.path.display());
        }
    }

    fn empty(&self) -> std::io::Result<()> {
        for entry in std::fs::read_dir(&self.path)? {
            let path = entry?.path();
            if path.is_dir() { std::fs::remove_dir_all(path)? } else { std::fs::remove_file(path)? }
        }
        Ok(())
    }
}

/// Fills a fresh installation. Public for tests, which fill PostgreSQL too.
pub fn make(state: &AppState) -> Result<Login, CommandError> {
    let refused = |e: DemoError| CommandError::Refused(e.to_string());
    let password = Secret::random().expose()[..14].to_owned();
    let hash = passwords::hash(&password)?;
    let cx = context(state);
    let then = dates::after_founding(&cx, -3, 0).map_err(refused)?;
    let claire = state.db.write_now(|conn| {
        let mut claire = account("claire.moreau@bievre.example", "Claire Moreau", "en", "Europe/Paris")?;
        claire.grants.push(Grant { role: Role::Administrator, programme: None, city: None });
        accounts::create(conn, &then, &claire, &hash)
    })?;
    let (cx, then) = (acting(&cx, &claire), acting(&then, &claire));
    state.db.write_now(|conn| people::make(conn, &then)).map_err(refused)?;
    state.db.write_now(|conn| alike::make(conn, &then)).map_err(refused)?;
    let mut made = state.db.write_now(|conn| programme::found(conn, &cx)).map_err(refused)?;
    let colleagues = state.db.write_now(|conn| colleagues(conn, &then, &made, &hash))?;
    results::make(state, &cx, &made, &colleagues).map_err(refused)?;
    state.db.write_now(|conn| programme::plan(conn, &cx, &mut made)).map_err(refused)?;
    sponsors::make(state, &cx, &made, &colleagues).map_err(refused)?;
    agendas::make(state, &cx, &made).map_err(refused)?;
    let mut due = state.db.write_now(|conn| rounds::make(conn, &cx, &made)).map_err(refused)?;
    due.extend(state.db.write_now(|conn| input::make(conn, &cx, &made)).map_err(refused)?);
    due.extend(state.db.write_now(|conn| institutions::make(conn, &cx, &made)).map_err(refused)?);
    due.extend(state.db.write_now(|conn| relays::make(conn, &cx, &made)).map_err(refused)?);
    state.db.write_now(|conn| doubles::make(conn, &cx)).map_err(refused)?;
    send(state, &due)?;
    Ok(Login { email: claire.email.to_string(), password })
}

/// The rounds' mails leave when they were due, a minute later each: so the outbox and the mailbox show them.
fn send(state: &AppState, due: &BTreeSet<Instant>) -> Result<(), CommandError> {
    let clock = Clock::standing_at(state.clock.now());
    let parts = work::Parts { clock: clock.clone(), ..app::parts(state) };
    let sending = actix_web::rt::System::new().block_on(async {
        for moment in due {
            clock.set(moment.plus_seconds(60));
            work::send_due(&parts).await?;
        }
        Ok::<_, work::WorkError>(())
    });
    sending.map_err(|fault| CommandError::Refused(format!("the demonstration's mails: {fault}")))
}

fn account(email: &str, name: &str, locale: &str, zone: &str) -> Result<NewAccount, AccountError> {
    Ok(NewAccount::parse(email, name, locale, zone)?)
}

/// The coordinator herself acts, so that the history reads as it would.
fn acting(cx: &Context, account: &Account) -> Context {
    let grants = vec![Grant { role: Role::Administrator, programme: None, city: None }];
    let actor = Actor::Member(Member { account: account.id, grants, token: None, closed: Vec::new() });
    Context { actor, door: Door::Page, ..cx.clone() }
}

/// The same actor at another time.
pub(super) fn at(cx: &Context, now: Instant) -> Context {
    Context { now, ..cx.clone() }
}

/// The others at work; they share the printed password.
fn colleagues(
    conn: &mut Conn,
    cx: &Context,
    made: &programme::Made,
    hash: &str,
) -> Result<Vec<Colleague>, AccountError> {
    let mut all = Vec::new();
    let people = [
        ("zhang.min@yungang.example", "张敏", "zh", "Asia/Shanghai", Role::LocalCoordinator),
        ("li.na@qianjiang.example", "Li Na", "en", "Asia/Shanghai", Role::PrincipalInvestigator),
        ("paul.girard@bievre.example", "Paul Girard", "fr", "Europe/Paris", Role::Coordinator),
        ("audit@funder.example", "Ingrid Lindqvist", "en", "Europe/Brussels", Role::Auditor),
        // They work for the outside, and see no internal report.
        ("lucie.fabre@bievre.example", "Lucie Fabre", "fr", "Europe/Paris", Role::Editor),
        ("katrin.vogel@handelskammer.example", "Katrin Vogel", "en", "Europe/Berlin", Role::RelayOfficer),
    ];
    for (email, name, locale, zone, role) in people {
        let mut new = account(email, name, locale, zone)?;
        let city = if role == Role::LocalCoordinator { made.datong } else { None };
        new.grants.push(Grant { role, programme: Some(made.programme), city });
        let grants = new.grants.clone();
        let account = accounts::create(conn, cx, &new, hash)?;
        all.push(Colleague { account, grants });
    }
    Ok(all)
}

/// Somebody else at work.
pub(super) struct Colleague {
    pub account: Account,
    pub grants: Vec<Grant>,
}
