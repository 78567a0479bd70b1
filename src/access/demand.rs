//! Of whom a second factor is demanded.

use super::actor::{Grant, Role};
use crate::db::types::text_enum;

text_enum! {
    /// Who signs in with a code besides the password, as `accounts.second_factor` says.
    pub enum Demand {
        Administrators = "administrators",
        Everybody = "everybody",
        /// Whoever likes.
        Nobody = "nobody",
    }
}

impl Demand {
    /// Whether it is demanded of somebody who holds these.
    pub fn reaches(self, grants: &[Grant]) -> bool {
        match self {
            Demand::Administrators => grants.iter().any(|g| g.role == Role::Administrator),
            Demand::Everybody => true,
            Demand::Nobody => false,
        }
    }
}
