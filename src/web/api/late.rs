//! A change by an older version than there is: told what has become of the thing since.

use crate::access::Context;
use crate::db::DbError;
use crate::domain::history;
use crate::web::merging::{Subject, is_told};
use crate::web::problem::ChangedJson;
use crate::web::{App, Problem, Seen};

/// A thing as it stands: where its history is, and its version.
pub(super) type Standing = (Subject, i64);

/// As [`super::exchange::as_seen`]. Who is too late is told field by field what was changed since, by whom and when, as far as they may
/// read the thing's history.
pub(super) async fn unchanged(
    app: &App,
    cx: &Context,
    seen: Seen,
    (subject, version): Standing,
) -> Result<i64, Problem> {
    let behind = version - seen.or(version);
    if behind == 0 {
        return Ok(version);
    }
    let cx = cx.clone();
    let read = app.db.read(move |conn| -> Result<_, DbError> {
        if !is_told(&cx.actor, subject) {
            return Ok(Vec::new());
        }
        history::of_versions(conn, &cx.actor, subject.0, behind)
    });
    Err(Problem::Late { now: version, changes: ChangedJson::all(&read.await?) })
}
