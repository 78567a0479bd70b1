use std::collections::HashMap;

use diesel::prelude::*;

use super::model::Held;
use crate::access::{Action, Actor, Grant, Member, Role, may};
use crate::db::schema::grants;
use crate::db::{Conn, Stored};
use crate::domain::deliverables::model::Deliverable;
use crate::kernel::ids::{AccountId, CityId, ProgrammeId};

/// As what everybody may review this deliverable: by the grant that is nearest to it, of several the oldest.
pub(super) fn roles(conn: &mut Conn, of: &Deliverable) -> Stored<HashMap<AccountId, Held>> {
    let mut rows: Vec<(AccountId, Role, Option<ProgrammeId>, Option<CityId>)> = grants::table
        .filter(grants::programme_id.eq(of.programme).or(grants::programme_id.is_null()))
        .order(grants::id)
        .select((grants::account_id, grants::role, grants::programme_id, grants::city_id))
        .load(conn)?;
    rows.sort_by_key(|(.., city)| match city {
        Some(city) if Some(*city) == of.city => 0,
        None => 1,
        Some(_) => 2,
    });
    let mut found: HashMap<AccountId, Held> = HashMap::new();
    for (account, role, programme, city) in rows {
        let actor = Actor::Member(Member {
            account,
            grants: vec![Grant { role, programme, city }],
            token: None,
            closed: Vec::new(),
        });
        if may(&actor, Action::ReviewDeliverable, of.scope()) {
            found.entry(account).or_insert(Held { role, city });
        }
    }
    Ok(found)
}
