mod history;

use std::path::Path;
use std::process::ExitCode;

use clap::Args;

use crate::app::{self, StartError};
use crate::config::Config;
use crate::db::{DatabaseUrl, DbError, dialect};
use crate::domain::outbox::outcome::Fault;
use crate::mail::MailUrl;
use crate::mail::render::Office;

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
        match Config::load(file, std::env::vars()) {
            Ok(config) => {
                findings.push(Finding::Good(format!("configuration: public address {}", config.base_url())));
                if !self.history {
                    findings.extend(folder(&config));
                }
                findings.extend(database(&config));
                if !self.history {
                    findings.push(mail(&config));
                }
            }
            Err(fault) => findings.push(Finding::Bad {
                what: fault.to_string(),
                cure: "`convoke --print-config` explains every key".to_owned(),
            }),
        }
        let mut code = ExitCode::SUCCESS;
        for finding in findings {
            match finding {
                Finding::Good(text) => println!("good  {text}"),
                Finding::Bad { what, cure } => {
                    code = ExitCode::FAILURE;
                    println!("BAD   {what}\n      cure: {cure}");
                }
            }
        }
        code
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

fn database(config: &Config) -> Vec<Finding> {
    // To look is not to make: an embedded database that is not there yet stays so.
    if let Ok(DatabaseUrl::Sqlite(path)) = config.database_url()
        && !path.exists()
    {
        let text = format!("database: {} is not there yet; `convoke serve` makes it", path.display());
        return vec![Finding::Good(text)];
    }
    let db = match app::open_database(config) {
        Ok(db) => db,
        Err(StartError::Database { url, fault }) => {
            let cure = "start the database, or mend database.url".to_owned();
            return vec![Finding::Bad { what: format!("database: {url}: {}", one_line(&fault.to_string())), cure }];
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
    let pending = db.pending();
    let current = pending.as_ref().is_ok_and(|pending| pending.0.is_empty());
    findings.push(match pending {
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
    });
    if current {
        findings.push(history::found(config, &db));
    }
    findings
}

/// The database's library writes its faults over several lines.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Connects, encrypts and logs in; sends nothing.
fn mail(config: &Config) -> Finding {
    let transport = match app::transport(config) {
        Ok(transport) => transport,
        Err(StartError::Mail { key: key @ "mail.trusted", fault }) => {
            let cure =
                "name the file (PEM) with the certificate of the authority that vouches for the relay".to_owned();
            return Finding::Bad { what: format!("mail: {key}: {fault}"), cure };
        }
        Err(fault) => {
            let cure = "write mail.url as smtp://user:password@host:587, smtps://…, file:DIR or memory:".to_owned();
            return Finding::Bad { what: format!("mail: {fault}"), cure };
        }
    };
    if let Err(fault) = Office::new(config) {
        let cure = "write it as \"Name <address@example.org>\"".to_owned();
        return Finding::Bad { what: format!("mail: {fault}"), cure };
    }
    let shown = config.mail.url.parse::<MailUrl>().map_or_else(|e| e.to_string(), |url| url.to_string());
    let tried = actix_web::rt::System::new().block_on(transport.check());
    match tried {
        Ok(()) => Finding::Good(format!("mail: {shown} is ready, as {}{}", config.mail.from, trusting(config))),
        Err(fault) => Finding::Bad { what: format!("mail: {shown}: {fault}"), cure: cure(fault.what).to_owned() },
    }
}

/// Whom the relay's certificate may be vouched for by, besides the public authorities.
fn trusting(config: &Config) -> String {
    let path = config.trusted_authorities();
    path.map(|path| format!(", trusting {} besides the public authorities", path.display())).unwrap_or_default()
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
