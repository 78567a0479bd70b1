//! The only ambient input of a use case.

use super::actor::Actor;
use crate::db::types::text_enum;
use crate::kernel::locale::Locale;
use crate::kernel::time::Instant;
use crate::kernel::token::Keys;

text_enum! {
    /// By which door something came in.
    pub enum Door {
        Page = "page",
        Api = "api",
        Mail = "mail",
        Calendar = "calendar",
        /// Entered by staff for somebody else.
        Staff = "staff",
        Command = "command",
        Engine = "engine",
    }
}

/// Who acts, when, in which language, through which door. `now` is a value: nothing in the domain reads a clock.
#[derive(Clone, Debug)]
pub struct Context {
    pub actor: Actor,
    /// Programme time: what is due, what is past.
    pub now: Instant,
    /// Machine time: sign-ins, links of accounts, leases.
    pub machine: Instant,
    pub locale: Locale,
    pub door: Door,
    /// The request's id, for history and logs.
    pub request: String,
    /// From where: a mark of the network, the same for the same one (see [`Keys::place`]); none for the house's own acts.
    pub place: Option<String>,
    pub keys: Keys,
}

impl Context {
    /// For the engine and the command line.
    pub fn system(task: &'static str, door: Door, now: Instant, machine: Instant, keys: Keys) -> Context {
        let request = task.to_owned();
        Context { actor: Actor::System(task), now, machine, locale: Locale::En, door, request, place: None, keys }
    }
}
