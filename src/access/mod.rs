//! Who may do what.
//!
//! [`Actor`] says who acts, [`policy::may`] is the one pure function that says what they may, from one table. Services call
//! [`require`] in their first line; routing decides nothing.

mod actor;
pub mod context;
mod demand;
pub mod policy;

pub use actor::{Actor, Grant, Member, Programmes, Role, TokenScope};
pub use context::{Context, Door};
pub use demand::Demand;
pub use policy::{Action, Scope, holds, may};

use crate::kernel::ids::ProgrammeId;

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
    /// No key may, whatever its scopes: it wants somebody who has signed in.
    #[error("a person has to do this")]
    WantsPerson,
    /// A second factor is demanded of this account, and it has none: first that.
    #[error("the second factor comes first")]
    SecondFactor,
    /// They may, but the programme is closed: first it is opened again.
    #[error("the programme is closed")]
    Closed(ProgrammeId),
}

/// The right to act here, or the refusal to answer with.
pub fn require(actor: &Actor, action: Action, scope: Scope) -> Result<(), Denied> {
    if may(actor, action, scope) {
        return Ok(());
    }
    past_the_door(actor)?;
    if let Some(scope) = policy::lacked(actor, action, scope) {
        return Err(Denied::KeyLacks(scope));
    }
    if let Some(programme) = policy::shut(actor, action, scope).filter(|_| holds(actor, action, scope)) {
        return Err(Denied::Closed(programme));
    }
    if may(actor, policy::sight_of(action), scope) { Err(Denied::Forbidden) } else { Err(Denied::NotFound) }
}

/// The same for what only those who may change something may read, or end: also in a programme that is closed.
pub fn require_held(actor: &Actor, action: Action, scope: Scope) -> Result<(), Denied> {
    match require(actor, action, scope) {
        Err(Denied::Closed(_)) => Ok(()),
        other => other,
    }
}

/// Refuses whatever would change a closed programme, wherever in it that is; whether they may is asked besides.
pub fn require_open(actor: &Actor, programme: ProgrammeId) -> Result<(), Denied> {
    match actor {
        Actor::Member(member) if member.closed.contains(&programme) => Err(Denied::Closed(programme)),
        _ => Ok(()),
    }
}

/// The right to act somewhere, for an act whose place stands in what was sent: whoever has it nowhere is told so before that is read.
pub fn require_somewhere(actor: &Actor, action: Action) -> Result<(), Denied> {
    let granted = actor.grants().iter().filter_map(|g| g.programme.map(|p| Scope::of(p, g.city)));
    let mut refusal = Denied::NotFound;
    for place in granted.chain([Scope::Installation]) {
        match require(actor, action, place) {
            Ok(()) => return Ok(()),
            Err(Denied::NotFound) => {}
            Err(nearer) => refusal = nearer,
        }
    }
    Err(refusal)
}

/// What concerns only the actor's own account wants no role; a key must have been made for it.
pub fn require_scope(actor: &Actor, scope: TokenScope) -> Result<(), Denied> {
    past_the_door(actor)?;
    match actor {
        Actor::Member(Member { token: Some(scopes), .. }) if !scopes.contains(&scope) => Err(Denied::KeyLacks(scope)),
        _ => Ok(()),
    }
}

/// Refuses every key: what it would open outlives it.
pub fn require_person(actor: &Actor) -> Result<(), Denied> {
    past_the_door(actor)?;
    match actor {
        Actor::Member(Member { token: Some(_), .. }) => Err(Denied::WantsPerson),
        _ => Ok(()),
    }
}

/// Refuses whoever has yet to set up the second factor that is demanded of them.
fn past_the_door(actor: &Actor) -> Result<(), Denied> {
    match actor {
        Actor::Enrolling(_) => Err(Denied::SecondFactor),
        _ => Ok(()),
    }
}
