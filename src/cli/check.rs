use std::path::Path;
use std::process::ExitCode;

use clap::Args;

use crate::app;
use crate::config::Config;
use crate::db::{DbError, dialect};

#[derive(Args)]
pub struct Check {}

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
                findings.extend(folder(&config));
                findings.extend(database(&config));
                findings.extend(super::serve::check_mail(&config).into_iter().map(|(what, cure)| match cure {
                    None => Finding::Good(what),
                    Some(cure) => Finding::Bad { what, cure },
                }));
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
    let tried = std::fs::create_dir_all(dir)
        .and_then(|()| std::fs::write(&probe, ""))
        .and_then(|()| std::fs::remove_file(&probe));
    vec![match tried {
        Ok(()) => Finding::Good(format!("folder: {} can be written", dir.display())),
        Err(fault) => Finding::Bad {
            what: format!("folder: {}: {fault}", dir.display()),
            cure: "give it to the user that runs convoke, or name another with data.dir".to_owned(),
        },
    }]
}

fn database(config: &Config) -> Vec<Finding> {
    let db = match app::open_database(config) {
        Ok(db) => db,
        Err(fault) => {
            return vec![Finding::Bad {
                what: format!("database: {fault}"),
                cure: "start it, or mend database.url".to_owned(),
            }];
        }
    };
    let seen = db.read_now::<_, DbError>(|conn| Ok((dialect::version(conn)?, dialect::size(conn)?)));
    let mut findings = vec![match seen {
        Ok((version, bytes)) => Finding::Good(format!("database: {version} at {}, {} MB", db.url(), bytes / 1_048_576)),
        Err(fault) => {
            Finding::Bad { what: format!("database: {fault}"), cure: "look into the database's own log".to_owned() }
        }
    }];
    findings.push(match db.pending() {
        Ok(pending) if pending.0.is_empty() => Finding::Good("schema: up to date".to_owned()),
        Ok(pending) => Finding::Bad {
            what: format!("schema: {} migration(s) are missing", pending.0.len()),
            cure: "run `convoke migrate`".to_owned(),
        },
        Err(fault) => {
            Finding::Bad { what: format!("schema: {fault}"), cure: "look into the database's own log".to_owned() }
        }
    });
    findings
}
