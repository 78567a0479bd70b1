//! The slice's tables, and nobody else's; but for the second factor's, which has a store of its own.

mod accounts;
mod links;
mod sign_ins;
mod tokens;

pub(super) use accounts::*;
pub(super) use links::*;
pub(super) use sign_ins::*;
pub(super) use tokens::*;
