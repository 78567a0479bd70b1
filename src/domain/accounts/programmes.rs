//! Programmes as those who sign in meet them: which are closed, and who may do something there.

use std::collections::HashMap;

use super::model::Closing;
use super::store;
use crate::access::{Action, Actor, Member, Scope, holds};
use crate::db::{Conn, Stored};
use crate::kernel::ids::{AccountId, ProgrammeId};

/// Since when, by whom and why these are closed, of those that are. The caller has checked that they may be seen.
pub fn closings(conn: &mut Conn, ids: &[ProgrammeId]) -> Stored<HashMap<ProgrammeId, Closing>> {
    store::closings(conn, ids)
}

/// The names of those who may do this in the whole of a programme, be it closed or not. The caller has checked that it may be seen.
pub fn who_may(conn: &mut Conn, action: Action, programme: ProgrammeId) -> Stored<Vec<String>> {
    let (mut names, mut last): (Vec<String>, Option<AccountId>) = (Vec::new(), None);
    for (account, name, grant) in store::held_in(conn, programme)? {
        let actor = Actor::Member(Member { account, grants: vec![grant], token: None, closed: Vec::new() });
        if last != Some(account) && holds(&actor, action, Scope::Programme(programme)) {
            names.push(name);
            last = Some(account);
        }
    }
    Ok(names)
}
