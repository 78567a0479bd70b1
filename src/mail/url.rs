//! Where mail goes, as one line of configuration.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

/// `smtp://user:pass@host:port`, `smtps://…`, `file:DIR` or `memory:`. Neither Debug nor Display shows the password.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum MailUrl {
    Smtp {
        security: Security,
        host: String,
        port: u16,
        login: Option<Login>,
    },
    /// A Maildir.
    File(PathBuf),
    Memory,
}

/// How a connection begins.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Security {
    /// In the clear, turned to TLS by STARTTLS where that is asked for; port 587 unless given.
    Plain,
    /// TLS from the first byte (RFC 8314); port 465 unless given.
    Implicit,
}

/// A user and a password for the relay.
#[derive(Clone, PartialEq, Eq)]
pub struct Login {
    pub user: String,
    password: String,
}

impl Login {
    /// Both in the clear, as they go over the wire.
    pub fn new(user: String, password: String) -> Self {
        Self { user, password }
    }
    /// For the wire alone.
    pub(super) fn password(&self) -> &str {
        &self.password
    }
}

impl fmt::Debug for Login {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Login({}, …)", self.user)
    }
}

/// What is wrong with a mail URL; the text never repeats the password.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum BadMailUrl {
    #[error("must begin with smtp://, smtps://, file: or memory:")]
    Scheme,
    #[error("needs a host: smtp://user:password@host:587")]
    Host,
    #[error("has a port that is not a number from 1 to 65535")]
    Port,
    #[error("needs a password beside the user: smtp://user:password@host (write @ as %40, : as %3A, / as %2F)")]
    Login,
    #[error("has a % that is not followed by two hexadecimal digits, or that spells no UTF-8")]
    Escape,
    #[error("has something after the host and port; nothing may stand there")]
    Tail,
    #[error("needs a folder: file:/var/lib/convoke/mail")]
    Folder,
    #[error("has something after memory:")]
    Memory,
}

impl FromStr for MailUrl {
    type Err = BadMailUrl;
    fn from_str(text: &str) -> Result<Self, BadMailUrl> {
        let (scheme, rest) = text.trim().split_once(':').ok_or(BadMailUrl::Scheme)?;
        let authority = || rest.strip_prefix("//").ok_or(BadMailUrl::Host);
        match scheme.to_ascii_lowercase().as_str() {
            "smtp" => smtp(Security::Plain, authority()?),
            "smtps" => smtp(Security::Implicit, authority()?),
            "file" => match rest.strip_prefix("//").unwrap_or(rest) {
                "" => Err(BadMailUrl::Folder),
                folder => Ok(MailUrl::File(folder.into())),
            },
            "memory" if rest.is_empty() => Ok(MailUrl::Memory),
            "memory" => Err(BadMailUrl::Memory),
            _ => Err(BadMailUrl::Scheme),
        }
    }
}

fn smtp(security: Security, authority: &str) -> Result<MailUrl, BadMailUrl> {
    let authority = authority.strip_suffix('/').unwrap_or(authority);
    let (login, place) = match authority.rsplit_once('@') {
        Some((login, place)) => (Some(read_login(login)?), place),
        None => (None, authority),
    };
    if place.contains(['/', '?', '#']) {
        return Err(BadMailUrl::Tail);
    }
    let (host, port) = split_port(place)?;
    if host.is_empty() || host.chars().any(|c| c.is_whitespace() || c.is_control()) {
        return Err(BadMailUrl::Host);
    }
    let usual = match security {
        Security::Plain => 587,
        Security::Implicit => 465,
    };
    let port = match port {
        None => usual,
        Some(port) => port.parse().ok().filter(|p| *p > 0).ok_or(BadMailUrl::Port)?,
    };
    Ok(MailUrl::Smtp { security, host: host.to_owned(), port, login })
}

/// `host`, `host:port`, `[::1]`, `[::1]:port`.
fn split_port(place: &str) -> Result<(&str, Option<&str>), BadMailUrl> {
    if let Some(v6) = place.strip_prefix('[') {
        let (host, after) = v6.split_once(']').ok_or(BadMailUrl::Host)?;
        return match after {
            "" => Ok((host, None)),
            after => Ok((host, Some(after.strip_prefix(':').ok_or(BadMailUrl::Port)?))),
        };
    }
    Ok(place.split_once(':').map_or((place, None), |(host, port)| (host, Some(port))))
}

fn read_login(text: &str) -> Result<Login, BadMailUrl> {
    let (user, password) = text.split_once(':').ok_or(BadMailUrl::Login)?;
    if user.is_empty() || password.is_empty() {
        return Err(BadMailUrl::Login);
    }
    Ok(Login::new(unescape(user)?, unescape(password)?))
}

/// RFC 3986, 2.1.
fn unescape(text: &str) -> Result<String, BadMailUrl> {
    let mut pieces = text.split('%');
    let mut octets = pieces.next().unwrap_or_default().as_bytes().to_vec();
    for piece in pieces {
        let digits = piece.get(..2).ok_or(BadMailUrl::Escape)?;
        let octet = Some(digits).filter(|d| d.bytes().all(|b| b.is_ascii_hexdigit())).ok_or(BadMailUrl::Escape)?;
        octets.push(u8::from_str_radix(octet, 16).map_err(|_| BadMailUrl::Escape)?);
        octets.extend_from_slice(&piece.as_bytes()[2..]);
    }
    String::from_utf8(octets).map_err(|_| BadMailUrl::Escape)
}

impl fmt::Display for MailUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            MailUrl::Memory => f.write_str("memory:"),
            MailUrl::File(folder) => write!(f, "file:{}", folder.display()),
            MailUrl::Smtp { security, host, port, login } => {
                f.write_str(match security {
                    Security::Plain => "smtp://",
                    Security::Implicit => "smtps://",
                })?;
                if let Some(login) = login {
                    write!(f, "{}:…@", login.user)?;
                }
                if host.contains(':') { write!(f, "[{host}]:{port}") } else { write!(f, "{host}:{port}") }
            }
        }
    }
}
