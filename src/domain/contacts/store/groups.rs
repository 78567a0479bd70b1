use diesel::dsl::max;
use diesel::prelude::*;

use crate::db::schema::stakeholder_groups;
use crate::db::types::Json;
use crate::db::{Conn, Stored};
use crate::kernel::ids::PublicId;
use crate::kernel::localised::Localised;

#[derive(Queryable)]
pub struct Row {
    pub id: i64,
    pub code: String,
    pub name: Json,
}

/// In their order.
pub fn all(conn: &mut Conn) -> Stored<Vec<Row>> {
    Ok(stakeholder_groups::table
        .order((stakeholder_groups::position.asc(), stakeholder_groups::id.asc()))
        .select((stakeholder_groups::id, stakeholder_groups::code, stakeholder_groups::name))
        .load(conn)?)
}

pub fn insert(conn: &mut Conn, code: &str, name: &Localised) -> Stored<i64> {
    let last: Option<i32> = stakeholder_groups::table.select(max(stakeholder_groups::position)).first(conn)?;
    let row = (
        stakeholder_groups::public_id.eq(PublicId::random()),
        stakeholder_groups::code.eq(code),
        stakeholder_groups::name.eq(Json::of(name)?),
        stakeholder_groups::position.eq(last.unwrap_or(0) + 1),
    );
    let insert = diesel::insert_into(stakeholder_groups::table).values(row);
    Ok(insert.returning(stakeholder_groups::id).get_result(conn)?)
}

pub fn rename(conn: &mut Conn, code: &str, name: &Localised) -> Stored<i64> {
    let own = stakeholder_groups::table.filter(stakeholder_groups::code.eq(code));
    diesel::update(own).set(stakeholder_groups::name.eq(Json::of(name)?)).execute(conn)?;
    row(conn, code)
}

pub fn row(conn: &mut Conn, code: &str) -> Stored<i64> {
    let own = stakeholder_groups::table.filter(stakeholder_groups::code.eq(code));
    Ok(own.select(stakeholder_groups::id).first(conn)?)
}
