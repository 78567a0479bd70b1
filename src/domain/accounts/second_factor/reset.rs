//! Another's second factor, for the day phone and recovery codes are gone.

use super::model::News;
use super::{mail, step, store};
use crate::access::{Action, Context, Scope, require, require_person};
use crate::db::Conn;
use crate::domain::accounts::members::{record_own, show};
use crate::domain::accounts::model::{Account, AccountError};
use crate::domain::accounts::store as accounts;
use crate::kernel::email::Email;
use crate::kernel::ids::PublicId;
use crate::kernel::invalid::{Invalid, Reason};

/// Takes it away: its secret and codes are gone, its sign-ins end, and the account is told. An administrator who has signed in does it for
/// others; nobody for themselves, for a borrowed browser would be enough then.
pub fn reset(conn: &mut Conn, cx: &Context, id: &PublicId) -> Result<Account, AccountError> {
    let view = show(conn, cx, id)?;
    require_person(&cx.actor)?;
    if cx.actor.account() == Some(view.account.id) {
        return Err(AccountError::OwnFactor);
    }
    take_away(conn, cx, view.account)
}

/// The same by an address: the command line, which is the way in when nobody else can help.
pub fn reset_by_email(conn: &mut Conn, cx: &Context, email: &str) -> Result<Account, AccountError> {
    require(&cx.actor, Action::ManageAccounts, Scope::Installation)?;
    require_person(&cx.actor)?;
    let account = accounts::account_by_email(conn, &Email::folded_as_typed(email))?;
    take_away(conn, cx, account.ok_or_else(|| Invalid::one("email", Reason::NoSuch))?)
}

fn take_away(conn: &mut Conn, cx: &Context, account: Account) -> Result<Account, AccountError> {
    if !store::remove(conn, account.id)? {
        return Err(AccountError::NoFactor);
    }
    step::stop_waiting(conn, cx, account.id)?;
    accounts::end_all_sign_ins(conn, account.id, cx.machine)?;
    record_own(conn, cx, account.id, "second-factor-reset")?;
    mail::tell(conn, cx, account.id, News::Reset)?;
    Ok(account)
}
