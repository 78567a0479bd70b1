//! Accounts: who may sign in, how they prove it, and what they hold.
//!
//! Owns `accounts`, `grants`, `sign_ins`, `sign_in_attempts`, `account_links`, `setup_links`, `api_tokens`.
//!
//! - A password is known as an argon2id hash only. Hashing takes long on purpose and never happens inside a transaction: signing in
//!   is [`begin_with`](sign_in::begin_with) (a transaction), [`passwords::verify`] (pure, slow) and [`finish`](sign_in::finish) (a transaction).
//! - A sign-in is a row with a secret's digest: it can be listed and ended one by one.
//! - Links of invitations and resets are MACs over a row, good once, for a limited time.
//! - Known and unknown addresses get the same words after the same time.
//! - Where a second factor is on, a password alone opens nothing (see [`second_factor`]).
//! - Another password, a new key and what becomes of the second factor are told to an account by mail, from where and when (see
//!   [`notice_for_mail`]).
//! - Sign-ins, links and limits live on machine time, never on programme time.

mod digest;
mod links;
mod members;
mod model;
mod news;
pub mod passwords;
mod programmes;
mod replacing;
pub mod retention;
pub mod second_factor;
pub mod sign_in;
mod store;
#[cfg(test)]
mod tests;
pub mod tokens;

pub use digest::{as_member, of_digest_link, stop_digest, with_digest};
pub use links::{
    AccountLink, ask_reset, is_set_up_by, is_set_up_open, link_for_mail, make_setup_link, open_link, set_password,
    set_up,
};
pub use members::{
    NewAccount, OwnSettings, create, disable, edit_own, enable, grant, invite, link_contact, list, own, revoke_grant,
    show, update_own,
};
pub use model::{
    Account, AccountError, AccountView, ApiToken, Closing, Counted, DigestWish, GrantView, LinkPurpose, ProgrammeRef,
    SignIn, SignedIn, Standing,
};
pub use news::{DoorNews, Notice, notice_for_mail};
pub use programmes::{closings, who_may};
pub use replacing::{of_contacts, replace_contact};
