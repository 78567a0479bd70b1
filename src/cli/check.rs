mod address;
mod grants;
mod history;
mod server;
mod space;
#[cfg(test)]
mod tests;
mod work;

use std::path::Path;
use std::process::ExitCode;

use clap::Args;

use super::say::say;
use crate::app::{self, StartError};
use crate::config::{self, Config, ConfigError};
use crate::db::{DatabaseUrl, Db, DbError, Pending, dialect};
use crate::domain::installation::{self, KeyIs};
use crate::domain::outbox::outcome::{Fault, RelayFault};
use crate::files::{FOLDER, Store};
use crate::kernel::token::Keys;
use crate::mail::render::Office;
use crate::mail::{BadMailUrl, MailUrl, NO_LOGIN_OFFERED, NotReady};

#[derive(Args)]
pub struct Check {
    /// Only go through the chain of history's seals, entry by entry.
    #[arg(long)]
    history: bool,
}

/// What a look at one thing found.
enum Finding {
    Good(String),
    Bad { what: String, cure: String },
}

impl Check {
    pub fn run(&self, file: Option<&Path>) -> ExitCode {
        let mut findings = Vec::new();
        match Config::load(file, config::environment()) {
            Ok(config) => {
                findings.push(Finding::Good(format!("configuration: public address {}", config.base_url())));
                if !self.history {
                    findings.extend(address::found(&config));
                    findings.extend(folder(&config));
                    findings.extend(space::found(&config));
                    findings.push(files(&config));
                }
                findings.extend(database(&config));
                if !self.history {
                    findings.extend(work::found(&config));
                    findings.push(mail(&config));
                }
            }
            Err(fault) => findings.extend(
                fault
                    .each()
                    .into_iter()
                    .map(|fault| Finding::Bad { cure: cure_of_config(&fault).to_owned(), what: fault.to_string() }),
            ),
        }
        let mut code = ExitCode::SUCCESS;
        for finding in findings {
            match finding {
                Finding::Good(text) => say!("good  {text}"),
                Finding::Bad { what, cure } => {
                    code = ExitCode::FAILURE;
                    say!("BAD   {what}\n      cure: {cure}");
                }
            }
        }
        code
    }
}

fn cure_of_config(fault: &ConfigError) -> &'static str {
    match fault {
        ConfigError::Unreadable { .. } => {
            "name a file that is there and may be read with --config or CONVOKE_CONFIG; `convoke --print-config > FILE` makes one"
        }
        _ => "`convoke --print-config` explains every key",
    }
}

fn folder(config: &Config) -> Vec<Finding> {
    let dir = &config.data.dir;
    let probe = dir.join(".check");
    let tried =
        app::make_folder(dir).and_then(|()| std::fs::write(&probe, "")).and_then(|()| std::fs::remove_file(&probe));
    vec![match tried {
        Ok(()) => Finding::Good(format!("folder: {} can be written", dir.display())),
        Err(fault) => Finding::Bad {
            what: format!("folder: {}: {fault}", dir.display()),
            cure: "give it to the user that runs convoke, or name another with data.dir".to_owned(),
        },
    }]
}

/// Writes something small into the store, reads it, and takes it away.
fn files(config: &Config) -> Finding {
    let place = match config.files.url.as_str() {
        "" => format!("{}/{FOLDER}", config.data.dir.display()),
        url => url.to_owned(),
    };
    let tried =
        Store::open(config).and_then(|store| actix_web::rt::System::new().block_on(async { store.check().await }));
    match tried {
        Ok(()) => Finding::Good(format!("files: {place} takes files, up to {} MB each", config.files.limit / 1_048_576)),
        Err(fault) => Finding::Bad {
            what: format!("files: {place}: {}", one_line(&fault.to_string())),
            cure: match config.files.url.as_str() {
                "" => "give the folder to the user that runs convoke, and room on its disk",
                _ => "look at files.url, files.endpoint, files.region, files.key_id and files.secret; the key must read, write, list and delete there",
            }
            .to_owned(),
        },
    }
}

fn database(config: &Config) -> Vec<Finding> {
    // To look is not to make: an embedded database that is not there yet stays so.
    if let Ok(DatabaseUrl::Sqlite(path)) = config.database_url()
        && !path.exists()
    {
        let key = key_file(&config.in_data(&config.security.key_file));
        return std::iter::once(to_be_made(&path)).chain(key.err()).collect();
    }
    let db = match app::open_database(config) {
        Ok(db) => db,
        Err(StartError::Database { url, fault }) => {
            let said = one_line(&fault.to_string());
            let cure = cure_of_database(config, &said);
            return vec![Finding::Bad { what: format!("database: {url}: {said}"), cure }];
        }
        Err(fault) => {
            let cure = "mend database.url".to_owned();
            return vec![Finding::Bad { what: format!("database: {fault}"), cure }];
        }
    };
    let seen = db.read_now::<_, DbError>(|conn| Ok((dialect::version(conn)?, dialect::size(conn)?)));
    let mut findings = vec![match seen {
        Ok((version, bytes)) => Finding::Good(format!("database: {version} at {}, {} MB", db.url(), bytes / 1_048_576)),
        Err(fault) => {
            Finding::Bad { what: format!("database: {fault}"), cure: "look into the database's own log".to_owned() }
        }
    }];
    // Without these nothing else can be looked at.
    if let Some(lacking) = grants::found(&db) {
        findings.push(lacking);
        return findings;
    }
    findings.extend(server::found(config, &db));
    let pending = db.pending();
    let current = pending.as_ref().is_ok_and(|pending| pending.0.is_empty());
    findings.push(schema(&db, pending));
    findings.extend(newer(&db));
    findings.extend(key(config, &db));
    if current {
        findings.extend(history::found(config, &db));
    }
    findings
}

/// Whether the tables are those that this program knows.
fn schema(db: &Db, pending: Result<Pending, DbError>) -> Finding {
    match pending {
        Ok(pending) if pending.0.is_empty() => Finding::Good("schema: up to date".to_owned()),
        Ok(pending) => Finding::Bad {
            what: format!("schema: {} migration(s) are missing", pending.0.len()),
            cure: match db.url() {
                DatabaseUrl::Sqlite(_) => "start `convoke serve`, which brings it up to date, or run `convoke migrate`",
                DatabaseUrl::Postgres(_) => "run `convoke migrate`",
            }
            .to_owned(),
        },
        Err(fault) => {
            Finding::Bad { what: format!("schema: {fault}"), cure: "look into the database's own log".to_owned() }
        }
    }
}

/// Whether a newer program was here.
fn newer(db: &Db) -> Option<Finding> {
    let (what, cure) = match db.unknown() {
        Ok(0) => return None,
        Ok(n) => (
            format!("schema: {n} migration(s) are of a newer version than this program"),
            "install the version that made them, or bring back a backup from before",
        ),
        Err(fault) => (format!("schema: {fault}"), "look into the database's own log"),
    };
    Some(Finding::Bad { what, cure: cure.to_owned() })
}

/// What stands in the key's file, if there is one.
fn key_file(path: &Path) -> Result<Option<Keys>, Finding> {
    if !path.exists() {
        return Ok(None);
    }
    app::keys(path).map(Some).map_err(|fault| Finding::Bad {
        what: format!("key: {}", one_line(&fault.to_string())),
        cure: "take it from a backup; where there is no database yet, take it away, and `convoke serve` makes one"
            .to_owned(),
    })
}

/// Whether this machine has the key that links in this database's mails are made with. A key that nobody has used yet is made by `serve`.
fn key(config: &Config, db: &Db) -> Option<Finding> {
    let path = config.in_data(&config.security.key_file);
    let keys = match key_file(&path) {
        Ok(Some(keys)) => keys,
        Ok(None) => {
            let lost = matches!(db.read_now(installation::knows_key), Ok(true));
            return lost.then(|| Finding::Bad {
                what: format!("key: {} is not there, and this database's links are made with it", path.display()),
                cure: "copy security.key from the node or the backup that the database belongs to".to_owned(),
            });
        }
        Err(fault) => return Some(fault),
    };
    match db.read_now(|conn| installation::look_at_key(conn, &keys)) {
        Ok(KeyIs::Ours) => Some(Finding::Good(format!("key: {} is this database's", path.display()))),
        Ok(KeyIs::Another) => Some(Finding::Bad {
            what: format!("key: {} is not the one that this database's links are made with", path.display()),
            cure: "copy security.key from the node or the backup that the database belongs to".to_owned(),
        }),
        Err(fault) => {
            let cure = "bring the schema up to date first".to_owned();
            Some(Finding::Bad { what: format!("key: {}", one_line(&fault.to_string())), cure })
        }
    }
}

/// An embedded database that is not there yet: its first start makes the file, and no folder for it but the installation's own.
fn to_be_made(path: &Path) -> Finding {
    let parent = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let probe = parent.join(".check");
    match std::fs::write(&probe, "").and_then(|()| std::fs::remove_file(&probe)) {
        Ok(()) => Finding::Good(format!("database: {} is not there yet; `convoke serve` makes it", path.display())),
        Err(fault) => Finding::Bad {
            what: format!("database: {} cannot be made: {}: {fault}", path.display(), parent.display()),
            cure: "make that folder and give it to the user that runs convoke, or mend database.url".to_owned(),
        },
    }
}

/// By the database's own words, which its library hands on as text alone.
fn cure_of_database(config: &Config, said: &str) -> String {
    let has = |words: &[&str]| words.iter().all(|word| said.contains(word));
    let cure = match config.database_url() {
        Ok(DatabaseUrl::Sqlite(_)) if has(&["not a database"]) || has(&["malformed"]) => {
            "this file is something else, or damaged: name another with database.url, or bring back a backup"
        }
        Ok(DatabaseUrl::Sqlite(_)) => {
            "give the file and its folder to the user that runs convoke, or name another with database.url"
        }
        _ if has(&["role \"", "does not exist"]) => {
            "make it with `createuser --pwprompt`, or mend the user in database.url"
        }
        _ if has(&["database", "does not exist"]) => {
            "make it with `createdb`, owned by the user of database.url, then run `convoke migrate`; or mend the name in database.url"
        }
        _ if has(&["authentication failed"]) => {
            "mend user and password in database.url (write @ as %40, : as %3A, / as %2F)"
        }
        _ if has(&["no pg_hba.conf entry"]) => {
            "let this machine in with a line in the database's pg_hba.conf, or mend host and user"
        }
        _ if has(&["sslmode", "not compiled in"]) => {
            "this program was built to speak to PostgreSQL in the clear: leave sslmode out of database.url, or build one with --features \
             postgres-tls"
        }
        _ if has(&["invalid URI query parameter"]) => {
            "leave out of database.url what stands behind ? and is no setting of libpq"
        }
        _ if has(&["translate host name"]) => "mend the host in database.url: nobody knows this name",
        _ if has(&["too many"]) => "raise the database's max_connections, or lower database.connections",
        _ => "start the database, or mend host and port in database.url",
    };
    cure.to_owned()
}

/// The database's library writes its faults over several lines.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Connects, encrypts, logs in and names the sender; sends nothing.
fn mail(config: &Config) -> Finding {
    let transport = match app::transport(config) {
        Ok(transport) => transport,
        Err(fault) => return no_transport(config, &fault),
    };
    let office = match Office::new(config) {
        Ok(office) => office,
        Err(fault) => {
            let cure = "write it as \"Name <address@example.org>\"".to_owned();
            return Finding::Bad { what: format!("mail: {fault}"), cure };
        }
    };
    let shown = config.mail.url.parse::<MailUrl>().map_or_else(|e| e.to_string(), |url| url.to_string());
    let tried = actix_web::rt::System::new().block_on(transport.check(&office.from.email));
    match tried {
        Ok(()) => {
            let (from, trusting, staying) = (&config.mail.from, trusting(config), staying(config));
            Finding::Good(format!("mail: {shown} is ready, as {from}{trusting}{staying}"))
        }
        Err(NotReady::Relay(fault)) if fault.text == NO_LOGIN_OFFERED => Finding::Bad {
            what: format!("mail: {shown}: {fault}"),
            cure: "this relay takes no login here: leave user and password out of mail.url, or use the port on which it does (587, 465)"
                .to_owned(),
        },
        Err(NotReady::Relay(fault)) if fault.text.contains("CaUsedAsEndEntity") => Finding::Bad {
            what: format!("mail: {shown}: tls: the relay shows the certificate of an authority as its own"),
            cure: "give the relay a certificate that this authority has signed (CA:FALSE), and name the authority with mail.trusted"
                .to_owned(),
        },
        Err(NotReady::Relay(fault)) => {
            Finding::Bad { what: format!("mail: {shown}: {fault}"), cure: cure(meant(&fault)).to_owned() }
        }
        Err(NotReady::Sender(refusal)) => Finding::Bad {
            what: format!("mail: {shown} takes nothing from {}: {refusal}", office.from.email),
            cure: "put user and password into mail.url if the relay wants a login; write a sender into mail.from that it may send for"
                .to_owned(),
        },
    }
}

/// Why what the configuration says is no way for a mail to leave.
fn no_transport(config: &Config, fault: &StartError) -> Finding {
    if let StartError::Mail { key: key @ "mail.trusted", fault } = fault {
        let cure = "name the file (PEM) with the certificate of the authority that vouches for the relay".to_owned();
        return Finding::Bad { what: format!("mail: {key}: {fault}"), cure };
    }
    let cure = match config.mail.url.parse::<MailUrl>() {
        Ok(MailUrl::File(_)) => cure(Fault::Storage),
        Err(BadMailUrl::Port) => {
            "write a port from 1 to 65535 behind the host (usually 587 for smtp://, 465 for smtps://)"
        }
        _ => "write mail.url as smtp://user:password@host:587, smtps://…, file:DIR or memory:",
    };
    Finding::Bad { what: format!("mail: {}", first_line(fault)), cure: cure.to_owned() }
}

/// What is wrong, without the line that sends whoever reads it here.
fn first_line(fault: &StartError) -> String {
    fault.to_string().lines().next().unwrap_or_default().to_owned()
}

/// Whom the relay's certificate may be vouched for by, besides the public authorities.
fn trusting(config: &Config) -> String {
    let path = config.trusted_authorities();
    path.map(|path| format!(", trusting {} besides the public authorities", path.display())).unwrap_or_default()
}

/// A folder and the memory are for trying out, and take every mail as if it had left.
fn staying(config: &Config) -> &'static str {
    match config.mail.url.parse() {
        Ok(MailUrl::File(_) | MailUrl::Memory) => {
            "; every mail stays there and reaches nobody, until mail.url names a relay"
        }
        Ok(MailUrl::Smtp { .. }) | Err(_) => "",
    }
}

/// Of a login put off for now (4xx) the password is not to blame.
fn meant(fault: &RelayFault) -> Fault {
    if fault.what == Fault::Login && fault.text.starts_with('4') { Fault::Unavailable } else { fault.what }
}

const fn cure(fault: Fault) -> &'static str {
    match fault {
        Fault::Connect => {
            "is the relay running, are host and port in mail.url right, and does a firewall let this machine out to it?"
        }
        Fault::Tls => {
            "the relay must offer STARTTLS with a certificate for its name (port 587), or TLS from the first byte (smtps://, port 465); \
             an authority of your own is named with mail.trusted; a relay on this machine may be used in the clear with mail.tls = \"none\""
        }
        Fault::Greeting => {
            "the relay does not want this machine: ask its keeper to allow the address, or use another relay"
        }
        Fault::Login => {
            "mend user and password in mail.url (write @ as %40, : as %3A, / as %2F); some relays want an app password"
        }
        Fault::Unavailable => "the relay is busy or closing; try again in some minutes, or ask its keeper",
        Fault::Garbage => "what answers there is no mail relay: look at host and port in mail.url",
        Fault::Silence => {
            "the relay accepts the connection and says nothing: smtps:// on a STARTTLS port or the other way round does that"
        }
        Fault::Lost => "the relay hung up: look into its log, it says why",
        Fault::Storage => "give the folder to the user that runs convoke, or name another with mail.url = \"file:DIR\"",
    }
}
