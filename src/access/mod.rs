//! Who may do what.
//!
//! [`Actor`] says who acts, [`policy::may`] is the one pure function that says what they may, from one table. Services call
//! [`require`] in their first line; routing decides nothing.

mod actor;
pub mod context;
pub mod policy;

pub use actor::{Actor, Grant, Member, Programmes, Role, TokenScope};
pub use context::{Context, Door};
pub use policy::{Action, Scope, may};

/// Why an act was not done. What an actor may not even see is "not found", so that nothing is told by a refusal.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Denied {
    #[error("not found")]
    NotFound,
    #[error("not allowed")]
    Forbidden,
    /// The account may, the key it came with may not.
    #[error("the key lacks a scope")]
    KeyLacks(TokenScope),
}

/// The right to act here, or the refusal to answer with.
pub fn require(actor: &Actor, action: Action, scope: Scope) -> Result<(), Denied> {
    if may(actor, action, scope) {
        return Ok(());
    }
    if let Some(scope) = policy::lacked(actor, action, scope) {
        return Err(Denied::KeyLacks(scope));
    }
    if may(actor, policy::sight_of(action), scope) { Err(Denied::Forbidden) } else { Err(Denied::NotFound) }
}
