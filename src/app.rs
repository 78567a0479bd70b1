//! The composition root: builds the parts from the configuration and starts them.

use std::io::Write;
use std::net::TcpListener;
use std::path::Path;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use actix_web::middleware::{Compress, from_fn};
use actix_web::web::{Data, PayloadConfig};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};

use crate::config::Config;
use crate::db::{Db, DbError, Limits};
use crate::domain::installation::{self, KeyIs};
use crate::domain::outbox::outcome::Fault;
use crate::files::Store;
use crate::kernel::time::Clock;
use crate::kernel::token::Keys;
use crate::mail::render::Office;
use crate::mail::smtp::{Deadlines, Recycling, SmtpConfig, TlsPolicy};
use crate::mail::{MailUrl, Transport};
use crate::web::{AppState, Post};
use crate::work::{Engine, EngineHandle, Parts, Ran, WorkError, run_until_idle as run_engine};

/// What can keep the application from starting, and its cure.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error("{0}")]
    Config(#[from] crate::config::ConfigError),
    #[error(
        "{url}: {fault}\n  Is the database running, and is database.url right? `convoke check` looks at it step by step."
    )]
    Database { url: String, fault: DbError },
    #[error("the folder {path} cannot be used: {fault}\n  Make it, or name another with data.dir.")]
    Folder { path: String, fault: std::io::Error },
    #[error(
        "the key {path} cannot be used: {fault}.\n  A key is 64 hexadecimal digits; a backup has it beside the database."
    )]
    Key { path: String, fault: String },
    #[error("nothing can listen on {address}: {fault}\n  {cure}.")]
    Listen { address: String, fault: std::io::Error, cure: &'static str },
    #[error(
        "the key {path} is not the one of this database: links in mails that other nodes send would be dead here, and the other way round\n  Copy security.key from the node (or the backup) that this database belongs to, or name it with security.key_file."
    )]
    OtherKey { path: String },
    #[error(
        "the key {path} is not there, and links in this database's mails are made with it\n  Copy security.key from the node (or the backup) that this database belongs to, or name it with security.key_file."
    )]
    NoKey { path: String },
    #[error(
        "links in mails from here would begin with {own}, and the pages are at {pages}\n  Give this node the server.public_url of those that serve the pages."
    )]
    ElsewhereThanPages { own: String, pages: String },
    #[error(
        "the database's schema is older than this version: {pending} migration(s) are missing\n  Run `convoke migrate` once, then start again."
    )]
    OldSchema { pending: usize },
    #[error(
        "the database's schema is newer than this program: {newer} migration(s) are of a later version\n  Start the version that made them (it is what the other nodes run), or bring back a backup from before."
    )]
    NewSchema { newer: usize },
    #[error("the server failed: {0}")]
    Server(std::io::Error),
    #[error("{key}: {fault}\n  `convoke check` looks at the relay step by step.")]
    Mail { key: &'static str, fault: String },
    #[error("files.url: {fault}\n  `convoke check` looks at the store of files.")]
    Files { fault: String },
    #[error("the mail engine failed: {0}")]
    Engine(String),
}

/// The data folder. One made here is its owner's alone: the database in it holds everybody's addresses.
pub fn make_folder(path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(path)
}

/// The parts, before anything is started.
pub fn build(config: Config, clock: Clock) -> Result<AppState, StartError> {
    let folder = &config.data.dir;
    make_folder(folder).map_err(|fault| StartError::Folder { path: folder.display().to_string(), fault })?;
    let transport = transport(&config)?;
    let office = Office::new(&config).map_err(|e| StartError::Mail { key: "mail.from", fault: e.to_string() })?;
    let db = open_database(&config)?;
    let keys = keys_beside(&config, &db)?;
    let files = Store::open(&config).map_err(|fault| StartError::Files { fault: fault.to_string() })?;
    let post = Post { transport, office: Arc::new(office) };
    Ok(AppState::new(db, clock, keys, Arc::new(config), recorder(), post, files))
}

/// The way mail leaves, as configured; nothing is connected yet.
pub fn transport(config: &Config) -> Result<Transport, StartError> {
    let fault = |fault: String| StartError::Mail { key: "mail.url", fault };
    let url: MailUrl = config.mail.url.parse().map_err(|e: crate::mail::BadMailUrl| fault(e.to_string()))?;
    let url = match url {
        MailUrl::File(folder) => MailUrl::File(config.in_data(&folder)),
        other => other,
    };
    let trusted = trusted(config)?;
    let own = trusted.is_some();
    let opened = Transport::open(&url, |smtp| {
        refine(smtp, config);
        smtp.trusted_pem = trusted;
    });
    opened.map_err(|e| match e.what {
        Fault::Tls if own => StartError::Mail { key: "mail.trusted", fault: e.text },
        _ => fault(e.to_string()),
    })
}

/// The certificate authorities of `mail.trusted`, as the file has them.
fn trusted(config: &Config) -> Result<Option<String>, StartError> {
    let Some(path) = config.trusted_authorities() else { return Ok(None) };
    let fault = |fault: String| StartError::Mail { key: "mail.trusted", fault: format!("{}: {fault}", path.display()) };
    let text = std::fs::read(&path).map_err(|e| fault(e.to_string()))?;
    String::from_utf8(text).map(Some).map_err(|_| fault("is no PEM file: it holds bytes that no text has".to_owned()))
}

/// What `mail.url` does not say.
fn refine(smtp: &mut SmtpConfig, config: &Config) {
    let step = Duration::from_secs(config.mail.timeout);
    if config.mail.tls == "none" {
        smtp.tls = TlsPolicy::None;
    }
    // After the end of a message patience costs less than sending twice (RFC 5321, 4.5.3.2.6).
    smtp.deadlines =
        Deadlines { connect: step, reply: step, write: step * 2, verdict: step * 10, ..Deadlines::default() };
    smtp.recycling = Recycling { messages: config.mail.recycle_after, ..Recycling::default() };
    if let Ok(office) = Office::new(config) {
        let literal = office.host.parse::<std::net::Ipv4Addr>().is_ok();
        smtp.hello = if literal { format!("[{}]", office.host) } else { office.host };
    }
}

/// What the engine works with.
pub fn parts(state: &AppState) -> Parts {
    Parts {
        db: state.db.clone(),
        clock: state.clock.clone(),
        keys: state.keys.clone(),
        config: state.config.clone(),
        transport: state.post.transport.clone(),
        office: state.post.office.clone(),
        files: state.files.clone(),
    }
}

/// Starts the workers on threads of their own.
pub fn engine(state: &AppState) -> Result<EngineHandle, StartError> {
    Engine::start(parts(state)).map_err(|fault| StartError::Engine(fault.to_string()))
}

/// Sends everything that is due, runs every task, and comes back: for tests and commands.
pub async fn run_until_idle(state: &AppState) -> Result<Ran, WorkError> {
    run_engine(&parts(state)).await
}

pub fn open_database(config: &Config) -> Result<Db, StartError> {
    let url = config.database_url()?;
    let limits = Limits { connections: config.database.connections, wait: Duration::from_secs(config.database.wait) };
    Db::open(&url, &limits).map_err(|fault| StartError::Database { url: url.to_string(), fault })
}

/// The installation's key. None is made beside a database that was used with one: that one is missing, and another would only hide it.
fn keys_beside(config: &Config, db: &Db) -> Result<Keys, StartError> {
    let path = config.in_data(&config.security.key_file);
    if !path.exists() && knows_key(db)? {
        return Err(StartError::NoKey { path: path.display().to_string() });
    }
    keys(&path)
}

fn knows_key(db: &Db) -> Result<bool, StartError> {
    match db.read_now(installation::knows_key) {
        Ok(known) => Ok(known),
        // Before its first migrations a database has no place for it.
        Err(_) if db.pending().is_ok_and(|pending| !pending.0.is_empty()) => Ok(false),
        Err(fault) => Err(StartError::Database { url: db.url().to_string(), fault }),
    }
}

/// Reads the installation's key, or makes it at the first start, readable by its owner only.
pub fn keys(path: &Path) -> Result<Keys, StartError> {
    let fault = |fault: String| StartError::Key { path: path.display().to_string(), fault };
    match std::fs::read_to_string(path) {
        Ok(text) => parse_key(text.trim()).ok_or_else(|| fault("it is damaged".to_owned())),
        Err(missing) if missing.kind() == std::io::ErrorKind::NotFound => {
            let keys = Keys::random();
            write_key(path, &keys).map_err(|e| fault(e.to_string()))?;
            // Two processes may start at once: whoever wrote first has the key.
            let text = std::fs::read_to_string(path).map_err(|e| fault(e.to_string()))?;
            parse_key(text.trim()).ok_or_else(|| fault("it is damaged".to_owned()))
        }
        Err(other) => Err(fault(other.to_string())),
    }
}

fn write_key(path: &Path, keys: &Keys) -> std::io::Result<()> {
    use std::os::unix::fs::OpenOptionsExt;
    let text: String = keys.bytes().iter().map(|b| format!("{b:02x}")).collect();
    let opened = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
    match opened {
        Ok(mut file) => {
            file.write_all(text.as_bytes())?;
            file.sync_all()
        }
        Err(there) if there.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        Err(other) => Err(other),
    }
}

fn parse_key(text: &str) -> Option<Keys> {
    let mut bytes = [0; 32];
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    for (i, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&text[2 * i..2 * i + 2], 16).ok()?;
    }
    Some(Keys::new(bytes))
}

/// One recorder for the process: tests start many applications in one.
fn recorder() -> PrometheusHandle {
    static HANDLE: OnceLock<PrometheusHandle> = OnceLock::new();
    HANDLE
        .get_or_init(|| {
            let recorder = PrometheusBuilder::new().build_recorder();
            let handle = recorder.handle();
            if metrics::set_global_recorder(recorder).is_err() {
                tracing::warn!("another recorder of figures was there first; /metrics stays empty");
            }
            keep_small(handle.clone());
            handle
        })
        .clone()
}

/// Times are kept one by one until somebody reads the figures or this sums them up; and perhaps nobody ever reads.
fn keep_small(figures: PrometheusHandle) {
    let work = move || {
        loop {
            std::thread::sleep(Duration::from_secs(5));
            figures.run_upkeep();
        }
    };
    if let Err(fault) = std::thread::Builder::new().name("figures".to_owned()).spawn(work) {
        tracing::warn!(error = %fault, "figures are not summed up; read /metrics often");
    }
}

/// SQLite is brought up to date without asking; PostgreSQL, where other nodes may run, wants `migrate` to be told.
pub fn ensure_schema(db: &Db) -> Result<(), StartError> {
    let fault = |fault| match fault {
        DbError::Newer(newer) => StartError::NewSchema { newer },
        fault => StartError::Database { url: db.url().to_string(), fault },
    };
    match db.url() {
        crate::db::DatabaseUrl::Sqlite(_) => db.migrate().map(|_| ()).map_err(fault),
        crate::db::DatabaseUrl::Postgres(_) => {
            let newer = db.unknown().map_err(fault)?;
            if newer > 0 {
                return Err(StartError::NewSchema { newer });
            }
            let pending = db.pending().map_err(fault)?.0.len();
            if pending == 0 { Ok(()) } else { Err(StartError::OldSchema { pending }) }
        }
    }
}

/// The schema as this version knows it, and the key that links in this database's mails are made with.
pub fn ensure_ready(state: &AppState) -> Result<(), StartError> {
    ensure_schema(&state.db)?;
    let fault = |fault| StartError::Database { url: state.db.url().to_string(), fault };
    match state.db.write_now(|conn| installation::compare_key(conn, &state.keys)).map_err(fault)? {
        KeyIs::Ours => Ok(()),
        KeyIs::Another => {
            let path = state.config.in_data(&state.config.security.key_file).display().to_string();
            Err(StartError::OtherKey { path })
        }
    }
}

/// Notes where this node's pages are, for nodes that only send mail.
pub fn note_pages(state: &AppState) -> Result<(), StartError> {
    let address = state.config.base_url();
    let noted = state.db.write_now(|conn| installation::note_pages(conn, address));
    noted.map_err(|fault| StartError::Database { url: state.db.url().to_string(), fault })
}

/// Whether links in this node's mails lead to the pages. An address that nobody told it is an oversight; one that it was told may be where
/// the pages are about to go.
pub fn ensure_links(state: &AppState) -> Result<(), StartError> {
    let own = state.config.base_url();
    let known = state.db.read_now(installation::pages);
    let known = known.map_err(|fault| StartError::Database { url: state.db.url().to_string(), fault })?;
    let Some(pages) = known.filter(|pages| pages != own) else { return Ok(()) };
    if state.config.public_is_told() {
        tracing::warn!(%own, %pages, "links in mails lead elsewhere than to where the pages were last served");
        return Ok(());
    }
    Err(StartError::ElsewhereThanPages { own: own.to_owned(), pages })
}

/// A listening socket for the configured address; port 0 takes a free one.
pub fn listen(address: &str) -> Result<TcpListener, StartError> {
    let cure = "Choose another address with server.bind";
    let fault = |fault| StartError::Listen { address: address.to_owned(), fault, cure };
    let listener = TcpListener::bind(address).map_err(fault)?;
    listener.set_nonblocking(true).map_err(fault)?;
    Ok(listener)
}

/// The server, ready to be awaited; stopping its handle drains what is under way.
pub fn server(state: Data<AppState>, listener: TcpListener) -> Result<actix_web::dev::Server, StartError> {
    let threads = match state.config.server.threads {
        0 => std::thread::available_parallelism().map_or(2, usize::from),
        n => n,
    };
    let drain = state.config.work.drain;
    let bodies = PayloadConfig::new(state.config.server.body_limit);
    let server = actix_web::HttpServer::new(move || {
        actix_web::App::new()
            .app_data(state.clone())
            .app_data(bodies.clone())
            .wrap(Compress::default())
            .wrap(from_fn(crate::web::around))
            .configure(crate::web::configure)
    });
    let server = server.workers(threads).shutdown_timeout(drain).disable_signals();
    Ok(server.listen(listener).map_err(StartError::Server)?.run())
}
