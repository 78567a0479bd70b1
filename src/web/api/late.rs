//! A change by an older version than there is: told what has become of the thing since, whenever it is found out.

use crate::access::{Actor, Context};
use crate::db::{Conn, DbError, Stored};
use crate::domain::history::{self, Entity, Entry};
use crate::web::merging::{Subject, is_told};
use crate::web::problem::ChangedJson;
use crate::web::{App, Problem, Seen};

/// A thing as it stands: where its history is, and its version; of a part of a thing its own.
pub(super) struct Standing {
    of: Subject,
    part: Option<String>,
    version: i64,
    /// Where a part is told of, too.
    beside: Vec<(Entity, i64)>,
}

impl Standing {
    pub fn whole(of: Subject, version: i64) -> Standing {
        Standing { of, part: None, version, beside: Vec::new() }
    }
    /// What has a version of its own and no history: it is told in that of what it belongs to.
    pub fn part(of: Subject, part: impl ToString, version: i64) -> Standing {
        Standing { of, part: Some(part.to_string()), version, beside: Vec::new() }
    }
    /// What is told of these tells of it as well.
    pub fn beside(self, beside: Vec<(Entity, i64)>) -> Standing {
        Standing { beside, ..self }
    }
}

/// A thing as a whole.
impl From<(Subject, i64)> for Standing {
    fn from((of, version): (Subject, i64)) -> Standing {
        Standing::whole(of, version)
    }
}

/// What is about to be changed over the version that was seen.
pub(super) struct Held {
    app: App,
    cx: Context,
    of: Subject,
    part: Option<Part>,
    pub version: i64,
}

/// A part by its public id, and whose histories tell of it.
#[derive(Clone)]
struct Part {
    id: String,
    told_in: Vec<(Entity, i64)>,
}

impl Part {
    /// What was done to it since this version, the newest first.
    fn since(&self, conn: &mut Conn, reader: &Actor, seen: i64) -> Stored<Vec<Entry>> {
        let mut found = Vec::new();
        for of in &self.told_in {
            found.extend(history::of_part(conn, reader, *of, (&self.id, seen))?);
        }
        found.sort_by_key(|entry| std::cmp::Reverse((entry.at, entry.id)));
        Ok(found)
    }
}

/// Who is too late is told so before their body is looked at, whose faults would be of no use to them: field by field what was changed
/// since, by whom and when, as far as they may read the thing's history. The write asks again, with the version this gives.
pub(super) async fn unchanged(
    app: &App,
    cx: &Context,
    seen: Seen,
    standing: impl Into<Standing>,
) -> Result<Held, Problem> {
    let standing = standing.into();
    let now = standing.version;
    let held = held(app, cx, seen, standing);
    if held.version == now {
        return Ok(held);
    }
    let changes = held.changes(now).await?;
    Err(Problem::Late { now, changes })
}

/// The same where the write itself says who is too late, for what was done already is no fault.
pub(super) fn held(app: &App, cx: &Context, seen: Seen, standing: Standing) -> Held {
    let Standing { of, part, version, beside } = standing;
    let part = part.map(|id| Part { id, told_in: [of.0].into_iter().chain(beside).collect() });
    Held { app: app.clone(), cx: cx.clone(), of, part, version: seen.or(version) }
}

impl Held {
    /// What came of the write. Who lost it to somebody else at the same moment is told what whoever comes later is told.
    pub async fn done<T, E: Into<Problem>>(&self, done: Result<T, E>) -> Result<T, Problem> {
        match done.map_err(Into::into) {
            Err(Problem::Stale { .. }) => Err(self.overtaken().await?),
            other => other,
        }
    }

    async fn overtaken(&self) -> Result<Problem, Problem> {
        let ((kind, id), part, seen) = (self.of.0, self.part.clone(), self.version);
        let actor = self.cx.actor.clone();
        let read = self.app.db.read(move |conn| -> Result<_, DbError> {
            let Some(part) = part else { return history::version_of(conn, kind, id) };
            let entries = part.since(conn, &actor, seen)?;
            let own = entries.iter().flat_map(|entry| &entry.parts).filter(|one| one.id == part.id);
            Ok(own.map(|one| one.version).max())
        });
        Ok(match read.await? {
            Some(now) if now > seen => Problem::Late { now, changes: self.changes(now).await? },
            now => Problem::Stale { now },
        })
    }

    /// What was changed up to this version.
    pub async fn changes(&self, now: i64) -> Result<Vec<ChangedJson>, Problem> {
        let (of, part, seen, cx) = (self.of, self.part.clone(), self.version, self.cx.clone());
        let read = self.app.db.read(move |conn| -> Result<Vec<Entry>, DbError> {
            if !is_told(&cx.actor, of) {
                return Ok(Vec::new());
            }
            match part {
                Some(part) => part.since(conn, &cx.actor, seen),
                // What became of its parts is no change of it.
                None => {
                    let entries = history::of_versions(conn, &cx.actor, of.0, now - seen)?;
                    Ok(entries.into_iter().filter(|entry| entry.parts.is_empty()).collect())
                }
            }
        });
        Ok(ChangedJson::all(&read.await?))
    }
}
