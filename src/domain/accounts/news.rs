//! What an account is told by mail of its own door, so that nothing happens to it unseen: its password, and keys made for it. What
//! becomes of its second factor is told beside it (see [`second_factor`](super::second_factor)).

use super::model::{Account, AccountError};
use super::store;
use crate::access::Context;
use crate::db::types::text_enum;
use crate::db::{Conn, Stored};
use crate::domain::outbox::{self, Lane, Message, NewMessage};
use crate::kernel::ids::AccountId;

text_enum! {
    /// What happened.
    pub enum DoorNews {
        /// On the account's page, by whoever knew the old one.
        PasswordChanged = "password-changed",
        /// By a link to the mailbox.
        PasswordReset = "password-reset",
        /// A key for programs.
        TokenMade = "token-made",
    }
}

/// What of it is told, and by which number of its own: a link or a key is used or made once, whatever comes twice.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Act {
    Changed,
    ResetBy { link: i64 },
    Token(i64),
}

impl Act {
    const fn news(self) -> DoorNews {
        match self {
            Act::Changed => DoorNews::PasswordChanged,
            Act::ResetBy { .. } => DoorNews::PasswordReset,
            Act::Token(_) => DoorNews::TokenMade,
        }
    }
}

pub(super) fn tell(conn: &mut Conn, cx: &Context, account: AccountId, act: Act) -> Result<(), AccountError> {
    let Some(to) = store::account(conn, account)? else { return Ok(()) };
    let (at, news) = (cx.machine, act.news());
    let (token, once) = match act {
        Act::Changed => (None, format!("{}:{}", at.micros(), cx.request)),
        Act::ResetBy { link } => (None, link.to_string()),
        Act::Token(token) => (Some(token), token.to_string()),
    };
    let mail = NewMessage {
        message: Message::AccountNews { account, news: news.to_string(), token, at, place: cx.place.clone() },
        lane: Lane::Prompt,
        to: to.email,
        contact: None,
        locale: to.locale,
        programme: None,
        event: None,
        due_at: cx.now,
        dedupe_key: format!("account-news:{account}:{news}:{once}"),
    };
    outbox::enqueue(conn, cx, &mail)?;
    Ok(())
}

/// A queued piece of news, read again.
#[derive(Clone, Debug)]
pub struct Notice {
    pub account: Account,
    pub news: DoorNews,
    /// What the key is called, where one was made.
    pub token: Option<String>,
}

/// None where the account is closed, the key is gone with its time, or the word is none of ours.
pub fn notice_for_mail(conn: &mut Conn, account: AccountId, news: &str, token: Option<i64>) -> Stored<Option<Notice>> {
    let Some(account) = store::account(conn, account)?.filter(|a| a.disabled_at.is_none()) else { return Ok(None) };
    let Ok(news) = news.parse::<DoorNews>() else { return Ok(None) };
    let named = match token {
        Some(id) => store::token_name(conn, account.id, id)?,
        None => None,
    };
    if news == DoorNews::TokenMade && named.is_none() {
        return Ok(None);
    }
    Ok(Some(Notice { account, news, token: named }))
}
