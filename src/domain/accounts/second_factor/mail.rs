//! What the account is told, so that nothing happens to its door unseen.

use super::model::News;
use crate::access::Context;
use crate::db::{Conn, Stored};
use crate::domain::accounts::model::{Account, AccountError};
use crate::domain::accounts::store as accounts;
use crate::domain::outbox::{self, Lane, Message, NewMessage};
use crate::kernel::ids::AccountId;

pub(super) fn tell(conn: &mut Conn, cx: &Context, account: AccountId, news: News) -> Result<(), AccountError> {
    let Some(to) = accounts::account(conn, account)? else { return Ok(()) };
    let at = cx.machine;
    let mail = NewMessage {
        message: Message::SecondFactor { account, news: news.to_string(), at, place: cx.place.clone() },
        lane: Lane::Prompt,
        to: to.email,
        contact: None,
        locale: to.locale,
        programme: None,
        event: None,
        due_at: cx.now,
        dedupe_key: format!("second-factor:{account}:{news}:{}", at.micros()),
    };
    outbox::enqueue(conn, cx, &mail)?;
    Ok(())
}

/// A queued piece of news, read again.
#[derive(Clone, Debug)]
pub struct Notice {
    pub account: Account,
    pub news: News,
}

/// None where the account is closed, or the word is none of ours.
pub fn notice_for_mail(conn: &mut Conn, account: AccountId, news: &str) -> Stored<Option<Notice>> {
    let account = accounts::account(conn, account)?.filter(|a| a.disabled_at.is_none());
    Ok(account.zip(news.parse().ok()).map(|(account, news)| Notice { account, news }))
}
