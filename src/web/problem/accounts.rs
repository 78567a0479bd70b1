use super::Problem;
use crate::domain::accounts::AccountError;
use crate::kernel::invalid::{Invalid, Reason};

impl From<AccountError> for Problem {
    fn from(error: AccountError) -> Problem {
        match error {
            AccountError::Denied(denied) => denied.into(),
            AccountError::Invalid(invalid) => invalid.into(),
            AccountError::WrongCredentials => Invalid::one("password", Reason::NoSuch).into(),
            AccountError::TooMany { minutes, .. } => Problem::TooMany { minutes },
            AccountError::WrongCode => Invalid::one("code", Reason::WrongCode).into(),
            AccountError::NoStep => Problem::SignIn { next: "/".to_owned() },
            AccountError::FactorOn => Problem::conflict("factor-on"),
            AccountError::NoFactor => Problem::conflict("no-factor"),
            AccountError::FactorDemanded => Problem::conflict("factor-demanded"),
            AccountError::OwnFactor => Problem::conflict("own-factor"),
            AccountError::Sealed(fault) => Problem::Internal(fault.to_string()),
            AccountError::DeadLink => Problem::conflict("dead-link"),
            AccountError::AlreadySetUp => Problem::conflict("already-set-up"),
            AccountError::LastAdministrator => Problem::conflict("last-administrator"),
            AccountError::Stale => Problem::Stale { now: None },
            AccountError::Hashing(text) => Problem::Internal(text),
            AccountError::Db(error) => error.into(),
        }
    }
}
