use std::io::{BufRead, IsTerminal};
use std::process::ExitCode;

use clap::Subcommand;

use super::say::{self, say};
use super::{CommandError, context, parts};
use crate::access::{Context, Grant, Role};
use crate::config::Config;
use crate::db::Conn;
use crate::domain::accounts::{self, AccountError, NewAccount, passwords, second_factor, tokens};
use crate::domain::programme;
use crate::kernel::invalid::{Invalid, Reason};

#[derive(Subcommand)]
pub enum User {
    /// Make an account. The password is read from standard input; without one (--invite) a link is mailed.
    Create {
        /// The mail address, also used to sign in.
        email: String,
        /// The person's name, as colleagues read it.
        #[arg(long)]
        name: String,
        /// Make it an administrator; else it gets its roles here (--role), or on the page "Accounts".
        #[arg(long, conflicts_with = "role")]
        administrator: bool,
        /// A role in a programme: coordinator, local-coordinator, principal-investigator, auditor, editor or relay-officer.
        #[arg(long, requires = "programme")]
        role: Option<String>,
        /// The programme's short name, for --role.
        #[arg(long, requires = "role")]
        programme: Option<String>,
        /// The short name of one of its cities, where the role holds in that alone.
        #[arg(long, requires = "role")]
        city: Option<String>,
        /// Mail a link to choose a password instead of reading one.
        #[arg(long)]
        invite: bool,
        /// The language of pages and mails: en, fr or zh.
        #[arg(long, default_value = "en")]
        language: String,
        /// An IANA zone.
        #[arg(long, default_value = "Europe/Brussels")]
        zone: String,
    },
    /// Take the second factor of an account away, for the day phone and recovery codes are gone; the account is told by mail.
    ResetSecondFactor {
        /// The account's mail address.
        email: String,
    },
}

#[derive(Subcommand)]
pub enum Token {
    /// Make a key for an account; it is printed once.
    Create {
        /// The account's mail address.
        email: String,
        /// What it is for.
        #[arg(long)]
        name: String,
        /// read, write, import, metrics, accounts; several with commas.
        #[arg(long, value_delimiter = ',', default_value = "read")]
        scopes: Vec<String>,
    },
}

impl User {
    pub fn run(self, config: Config) -> Result<ExitCode, CommandError> {
        if matches!(self, User::ResetSecondFactor { .. }) {
            return self.reset_second_factor(config);
        }
        let User::Create { email, name, administrator, role, programme, city, invite, language, zone } = self else {
            return Ok(ExitCode::from(2));
        };
        let mut new = NewAccount::parse(&email, &name, &language, &zone).map_err(accounts::AccountError::from)?;
        if administrator {
            new.grants.push(Grant { role: Role::Administrator, programme: None, city: None });
        }
        let state = parts(config)?;
        let cx = context(&state);
        if let (Some(role), Some(programme)) = (&role, &programme) {
            new.grants.push(state.db.read_now(|conn| place_of(conn, &cx, role, (programme, city.as_deref())))?);
        }
        if invite {
            state.db.write_now(|conn| accounts::invite(conn, &cx, &new))?;
            say!("{email}: the invitation is in the outbox");
            return Ok(ExitCode::SUCCESS);
        }
        let password = read_password()?;
        passwords::check_strength(&password, &[&name, &email])
            .map_err(|reason| accounts::AccountError::from(Invalid::one("password", reason)))?;
        let hash = passwords::hash(&password)?;
        state.db.write_now(|conn| accounts::create(conn, &cx, &new, &hash))?;
        say!("{email}: the account is made");
        Ok(ExitCode::SUCCESS)
    }

    fn reset_second_factor(self, config: Config) -> Result<ExitCode, CommandError> {
        let User::ResetSecondFactor { email } = self else { return Ok(ExitCode::from(2)) };
        let state = parts(config)?;
        let cx = context(&state);
        let reset = state.db.write_now(|conn| second_factor::reset_by_email(conn, &cx, &email));
        let account = reset.map_err(|error| of_account(error, &email))?;
        say!("{}: the second factor is taken away, and every sign-in has ended", account.email);
        Ok(ExitCode::SUCCESS)
    }
}

/// An address that is nobody's is said with the way to make it somebody's.
fn of_account(error: AccountError, email: &str) -> CommandError {
    match &error {
        AccountError::Invalid(faults) if faults.0.iter().any(|f| f.field == "email" && f.reason == Reason::NoSuch) => {
            CommandError::Refused(format!(
                "email: no account has the address {email:?}; `convoke user create` makes one"
            ))
        }
        _ => error.into(),
    }
}

/// The role and where it holds, as the command line names them.
fn place_of(
    conn: &mut Conn,
    cx: &Context,
    role: &str,
    (programme, city): (&str, Option<&str>),
) -> Result<Grant, CommandError> {
    let whole = |r: &&Role| **r != Role::Administrator;
    let allowed = || Role::ALL.iter().filter(whole).map(|r| r.as_str()).collect::<Vec<_>>().join(", ");
    let role = role.parse().ok().filter(|r| *r != Role::Administrator);
    let role: Role = role.ok_or_else(|| CommandError::Refused(format!("--role: one of {}", allowed())))?;
    let none = |key: &'static str, name: &str| CommandError::Refused(format!("{key}: there is no {name:?}"));
    let found = programme::find(conn, cx, programme).map_err(|_| none("--programme", programme))?.id;
    let city = match city {
        None => None,
        Some(key) => Some(programme::city(conn, cx, found, key).map_err(|_| none("--city", key))?.id),
    };
    Ok(Grant { role, programme: Some(found), city })
}

fn read_password() -> Result<String, CommandError> {
    let input = std::io::stdin();
    if input.is_terminal() {
        say::ask("Password (it will be seen; or pipe it in): ");
    }
    let mut line = String::new();
    input
        .lock()
        .read_line(&mut line)
        .map_err(|fault| CommandError::File { path: "standard input".to_owned(), fault })?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

impl Token {
    pub fn run(self, config: Config) -> Result<ExitCode, CommandError> {
        let Token::Create { email, name, scopes } = self;
        let scopes: Vec<&str> = scopes.iter().map(|scope| scope.trim()).collect();
        let new = tokens::NewToken::parse(&name, &scopes, None).map_err(accounts::AccountError::from)?;
        let state = parts(config)?;
        let cx = context(&state);
        let made = state.db.write_now(|conn| tokens::create_for_email(conn, &cx, &email, &new));
        let token = made.map_err(|error| of_account(error, &email))?;
        say!("{token}");
        Ok(ExitCode::SUCCESS)
    }
}
