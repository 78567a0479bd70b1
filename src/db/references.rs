//! Rows that point to a row, whatever their table: for what concerns everything that hangs on something. Names of tables and columns are
//! constants of ours, numbers are numbers.

use diesel::prelude::*;
use diesel::sql_types::BigInt;

use super::{Conn, Stored};

/// A column that points to rows of one table, and the column by which its own rows are told apart.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Reference {
    pub table: &'static str,
    pub column: &'static str,
    pub key: &'static str,
}

#[derive(QueryableByName)]
struct KeyRow {
    #[diesel(sql_type = BigInt)]
    own: i64,
}

/// SQLite takes a million bytes a statement: so many numbers are named in one.
const BATCH: usize = 5_000;

/// The keys of the rows that point to `to`.
pub fn pointing(conn: &mut Conn, at: Reference, to: i64) -> Stored<Vec<i64>> {
    let Reference { table, column, key } = at;
    let sql = format!("SELECT {key} AS own FROM {table} WHERE {column} = {to} ORDER BY {key}");
    Ok(diesel::sql_query(sql).load::<KeyRow>(conn)?.into_iter().map(|row| row.own).collect())
}

/// Points those of the rows that still point to `from` to `to`; says how many.
pub fn repoint(conn: &mut Conn, at: Reference, rows: &[i64], from: i64, to: i64) -> Stored<usize> {
    let Reference { table, column, key } = at;
    let mut done = 0;
    for batch in rows.chunks(BATCH) {
        let keys: Vec<String> = batch.iter().map(i64::to_string).collect();
        let keys = keys.join(", ");
        let sql = format!("UPDATE {table} SET {column} = {to} WHERE {column} = {from} AND {key} IN ({keys})");
        done += diesel::sql_query(sql).execute(conn)?;
    }
    Ok(done)
}
