//! Configuration: defaults embedded from `config/convoke.toml`, a file on top, the environment on top of that.
//!
//! The defaults name every key there is, so an unknown key is found by comparison and told with the nearest known spelling.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fmt;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::time::Duration;

use serde::Deserialize;
use toml::{Table, Value};

use crate::db::DatabaseUrl;

/// The commented defaults, also printed by `convoke --print-config`.
pub const DEFAULTS: &str = include_str!("../config/convoke.toml");
const PREFIX: &str = "CONVOKE_";
const DATABASE_PLACES: &str = "sqlite:PATH or postgres://user:password@host:port/name";
const MAIL_PLACES: &str = "smtp://user:password@host:port, smtps://…, file:DIR or memory:";

/// Everything that may be set. Secrets (the relay's and the database's password, the key of a store) are never shown by `Debug`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    pub server: Server,
    pub database: Database,
    pub data: Data,
    pub files: Files,
    pub mail: Mail,
    pub security: Security,
    pub accounts: Accounts,
    pub work: Work,
    pub log: Log,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Server {
    pub bind: String,
    pub public_url: String,
    pub threads: usize,
    pub trusted_proxies: usize,
    pub body_limit: usize,
    pub body_wait: u64,
    pub upload_limit: u64,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Database {
    pub url: String,
    pub connections: u32,
    pub wait: u64,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Data {
    pub dir: PathBuf,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Files {
    pub url: String,
    pub endpoint: String,
    pub region: String,
    pub key_id: String,
    pub secret: String,
    pub wait: u64,
    pub limit: u64,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mail {
    pub url: String,
    pub tls: String,
    pub trusted: PathBuf,
    pub connections: usize,
    pub rate: u32,
    pub domain_rate: u32,
    pub from: String,
    pub timeout: u64,
    pub recycle_after: u32,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Security {
    pub key_file: PathBuf,
    pub sign_in_days: u32,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Accounts {
    pub second_factor: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Work {
    pub heartbeat: u64,
    pub lease: u64,
    pub drain: u64,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Log {
    pub level: String,
    pub format: String,
}

impl fmt::Debug for Database {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Database")
            .field("connections", &self.connections)
            .field("wait", &self.wait)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Files {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Files").field("url", &self.url).field("limit", &self.limit).finish_non_exhaustive()
    }
}

impl fmt::Debug for Mail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mail").field("tls", &self.tls).field("connections", &self.connections).finish_non_exhaustive()
    }
}

/// The environment as text. What is none is marked, and refused where it would set something; of others it is nobody's business.
pub fn environment() -> impl Iterator<Item = (String, String)> {
    let text = |part: OsString| part.to_string_lossy().into_owned();
    std::env::vars_os().map(move |(name, value)| (text(name), text(value)))
}

/// What is wrong with the configuration, where, and how to mend it.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    #[error("{source_name}: cannot be read: {fault}")]
    Unreadable { source_name: String, fault: String },
    #[error("{source_name}: {fault}")]
    Syntax { source_name: String, fault: String },
    #[error("{source_name}: there is no key {key}{}", nearest.as_ref().map(|n| format!("; did you mean {n}?")).unwrap_or_default())]
    UnknownKey { source_name: String, key: String, nearest: Option<String> },
    #[error("{source_name}: {key} must be {expected}, not {found:?}")]
    BadValue { source_name: String, key: String, expected: &'static str, found: String },
    /// More than one of the others: who mends them wants to know of all.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Several(Vec<ConfigError>),
    #[error("{source_name}: {key} must be {expected}, not {found:?}; did you mean {nearest}?")]
    Misspelt { source_name: String, key: String, expected: &'static str, found: String, nearest: String },
    #[error("{name}: there is no such setting{}", nearest.as_ref().map(|n| format!("; did you mean {n}?")).unwrap_or_default())]
    UnknownVariable { name: String, nearest: Option<String> },
}

/// Where each key was last set: a file, or a variable of the environment.
type Origins = BTreeMap<String, String>;

impl ConfigError {
    /// All of these as one, if there are any.
    fn all(mut faults: Vec<ConfigError>) -> Result<(), ConfigError> {
        match (faults.pop(), faults.is_empty()) {
            (None, _) => Ok(()),
            (Some(only), true) => Err(only),
            (Some(last), false) => {
                faults.push(last);
                Err(ConfigError::Several(faults))
            }
        }
    }
    /// Each fault by itself.
    pub fn each(self) -> Vec<ConfigError> {
        match self {
            ConfigError::Several(faults) => faults,
            only => vec![only],
        }
    }
    /// The same fault, with the place to mend it.
    fn found_in(self, origins: &Origins) -> ConfigError {
        match self {
            ConfigError::BadValue { source_name, key, expected, found } => {
                let source_name = origins.get(&key).cloned().unwrap_or(source_name);
                ConfigError::BadValue { source_name, key, expected, found }
            }
            ConfigError::Misspelt { source_name, key, expected, found, nearest } => {
                let source_name = origins.get(&key).cloned().unwrap_or(source_name);
                ConfigError::Misspelt { source_name, key, expected, found, nearest }
            }
            other => other,
        }
    }
}

impl Config {
    /// Reads the defaults, then `file` if given, then the environment; then checks every value.
    pub fn load(
        file: Option<&Path>,
        environment: impl Iterator<Item = (String, String)>,
    ) -> Result<Config, ConfigError> {
        let mut merged = parse("the built-in defaults", DEFAULTS)?;
        let mut origin = "the built-in defaults".to_owned();
        let (mut origins, mut faults) = (Origins::new(), Vec::new());
        if let Some(path) = file {
            origin = path.display().to_string();
            let text = std::fs::read_to_string(path)
                .map_err(|e| ConfigError::Unreadable { source_name: origin.clone(), fault: e.to_string() })?;
            layers::merge_file(&mut merged, parse(&origin, &text)?, &origin, (&mut origins, &mut faults));
        }
        let environment: Vec<(String, String)> = environment.collect();
        faults.extend(words::strays(&merged, &environment).err());
        layers::merge_environment(&mut merged, environment.into_iter(), (&mut origins, &mut faults));
        if let Err(fault) = words::numbers(&merged) {
            // What no type can hold would be told without its name.
            faults.push(fault.found_in(&origins));
            return Err(ConfigError::Several(faults));
        }
        let mut config: Config = Value::Table(merged)
            .try_into()
            .map_err(|e: toml::de::Error| ConfigError::Syntax { source_name: origin, fault: e.to_string() })?;
        if config.server.public_url.is_empty() {
            config.server.public_url = config.server.local_url();
        }
        faults.extend(config.faults().into_iter().map(|fault| fault.found_in(&origins)));
        ConfigError::all(faults)?;
        Ok(config)
    }

    /// A path of the installation: relative ones count from `data.dir`.
    pub fn in_data(&self, path: &Path) -> PathBuf {
        if path.is_absolute() { path.to_owned() } else { self.data.dir.join(path) }
    }

    /// The database, with SQLite's path made whole.
    pub fn database_url(&self) -> Result<DatabaseUrl, ConfigError> {
        let url = DatabaseUrl::from_str(&self.database.url).map_err(|_| {
            // The value may hold a password: it is not repeated.
            bad("database.url", DATABASE_PLACES, "…")
        })?;
        Ok(match url {
            DatabaseUrl::Sqlite(path) => DatabaseUrl::Sqlite(self.in_data(&path)),
            other => other,
        })
    }

    /// The file with certificate authorities of one's own, if there is one.
    pub fn trusted_authorities(&self) -> Option<PathBuf> {
        let path = &self.mail.trusted;
        (!path.as_os_str().is_empty()).then(|| self.in_data(path))
    }

    pub fn public_is_https(&self) -> bool {
        self.server.public_url.starts_with("https://")
    }

    /// Whether somebody said where the pages are, or it is only what is listened on.
    pub fn public_is_told(&self) -> bool {
        self.server.public_url != self.server.local_url()
    }

    /// The public address without a slash at its end.
    pub fn base_url(&self) -> &str {
        self.server.public_url.trim_end_matches('/')
    }

    pub fn lease(&self) -> Duration {
        Duration::from_secs(self.work.lease)
    }

    /// Every value that cannot be.
    fn faults(&self) -> Vec<ConfigError> {
        let mut faults = Vec::new();
        let url = &self.server.public_url;
        faults.extend(words::web_address(url).err().map(|expected| bad("server.public_url", expected, url)));
        if self.server.bind.parse::<SocketAddr>().is_err() {
            faults.push(bad("server.bind", "an IP address and port such as 127.0.0.1:8080", &self.server.bind));
        }
        if !matches!(self.mail.tls.as_str(), "required" | "none") {
            faults.push(bad("mail.tls", "\"required\" or \"none\"", &self.mail.tls));
        }
        if !matches!(self.log.format.as_str(), "text" | "json") {
            faults.push(bad("log.format", "\"text\" or \"json\"", &self.log.format));
        }
        let demand = &self.accounts.second_factor;
        if !matches!(demand.as_str(), "administrators" | "everybody" | "nobody") {
            let allowed = "\"administrators\", \"everybody\" or \"nobody\"";
            faults.push(bad("accounts.second_factor", allowed, demand));
        }
        faults.extend(words::places(&self.data, &self.security));
        faults.extend(words::bucket(&self.files));
        faults.extend(words::log_level(&self.log.level).err());
        faults
            .extend(words::scheme("mail.url", &self.mail.url, MAIL_PLACES, &["smtp", "smtps", "file", "memory"]).err());
        let databases = ["sqlite", "postgres", "postgresql"];
        let spelt = words::scheme("database.url", &self.database.url, DATABASE_PLACES, &databases).err();
        faults.extend(spelt.or_else(|| self.database_url().err()));
        let outside = self.ranges().into_iter().filter(|(_, value, min, max, _)| !(min..=max).contains(&value));
        faults.extend(outside.map(|(key, value, _, _, expected)| bad(key, expected, &value.to_string())));
        faults
    }

    /// What each number may be, least and most, and how that is said.
    fn ranges(&self) -> [(&'static str, u64, u64, u64, &'static str); 16] {
        let server = &self.server;
        [
            ("files.limit", self.files.limit, 1, 1 << 40, "between 1 and 1099511627776"),
            ("files.wait", self.files.wait, 1, 600, "between 1 and 600"),
            ("server.threads", server.threads as u64, 0, 256, "between 0 and 256"),
            ("server.trusted_proxies", server.trusted_proxies as u64, 0, 32, "between 0 and 32"),
            ("server.body_limit", server.body_limit as u64, 1 << 14, 1 << 30, "between 16384 and 1073741824"),
            ("server.body_wait", server.body_wait, 1, 600, "between 1 and 600"),
            ("server.upload_limit", server.upload_limit, 1, 1 << 40, "between 1 and 1099511627776"),
            ("database.connections", u64::from(self.database.connections), 1, 512, "between 1 and 512"),
            ("database.wait", self.database.wait, 1, 300, "between 1 and 300"),
            ("mail.connections", self.mail.connections as u64, 1, 256, "between 1 and 256"),
            ("mail.timeout", self.mail.timeout, 1, 600, "between 1 and 600"),
            ("mail.recycle_after", u64::from(self.mail.recycle_after), 1, 1_000_000, "between 1 and 1000000"),
            ("security.sign_in_days", u64::from(self.security.sign_in_days), 1, 365, "between 1 and 365"),
            ("work.heartbeat", self.work.heartbeat, 1, 3600, "between 1 and 3600"),
            ("work.lease", self.work.lease, 10, 3600, "between 10 and 3600"),
            ("work.drain", self.work.drain, 0, 600, "between 0 and 600"),
        ]
    }
}

impl Server {
    /// Where a browser on this machine finds what listens: a wildcard is no address to go to.
    fn local_url(&self) -> String {
        let Ok(mut address) = self.bind.parse::<SocketAddr>() else { return "http://127.0.0.1:8080".to_owned() };
        if address.ip().is_unspecified() {
            address.set_ip(Ipv4Addr::LOCALHOST.into());
        }
        format!("http://{address}")
    }
}

fn bad(key: &str, expected: &'static str, found: &str) -> ConfigError {
    ConfigError::BadValue {
        source_name: "configuration".to_owned(),
        key: key.to_owned(),
        expected,
        found: found.to_owned(),
    }
}

fn parse(source_name: &str, text: &str) -> Result<Table, ConfigError> {
    text.parse::<Table>().map_err(|e| ConfigError::Syntax { source_name: source_name.to_owned(), fault: e.to_string() })
}

mod layers;
mod words;

#[cfg(test)]
mod tests;
