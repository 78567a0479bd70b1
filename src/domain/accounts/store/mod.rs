//! The tables accounts, grants, sign_ins, sign_in_attempts, account_links, setup_links, api_tokens.

mod accounts;
mod links;
mod sign_ins;
mod tokens;

pub(super) use accounts::*;
pub(super) use links::*;
pub(super) use sign_ins::*;
pub(super) use tokens::*;
