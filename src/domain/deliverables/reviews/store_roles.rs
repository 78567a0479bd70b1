use std::collections::HashMap;

use diesel::prelude::*;

use crate::access::{Action, Actor, Grant, Member, Role, may};
use crate::db::schema::grants;
use crate::db::{Conn, Stored};
use crate::domain::deliverables::model::Deliverable;
use crate::kernel::ids::{AccountId, CityId, ProgrammeId};

/// As what everybody may review this deliverable.
pub(super) fn roles(conn: &mut Conn, of: &Deliverable) -> Stored<HashMap<AccountId, Role>> {
    let rows: Vec<(AccountId, Role, Option<ProgrammeId>, Option<CityId>)> = grants::table
        .filter(grants::programme_id.eq(of.programme).or(grants::programme_id.is_null()))
        .order(grants::id.desc())
        .select((grants::account_id, grants::role, grants::programme_id, grants::city_id))
        .load(conn)?;
    let able = rows.into_iter().filter(|(account, role, programme, city)| {
        let grants = vec![Grant { role: *role, programme: *programme, city: *city }];
        let actor = Actor::Member(Member { account: *account, grants, token: None });
        may(&actor, Action::ReviewDeliverable, of.scope())
    });
    // Of several roles the oldest is told.
    Ok(able.map(|(account, role, ..)| (account, role)).collect())
}
