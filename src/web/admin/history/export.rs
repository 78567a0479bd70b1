//! The log as a file, as the filter has it.

use actix_web::web::{Path, Query};
use actix_web::{HttpResponse, get};

use super::filter::asked;
use super::objects;
use super::spoken::{self, Spoken};
use super::words::{Reader, past};
use crate::access::Context;
use crate::db::{Conn, DbError, Stored};
use crate::domain::contacts::{self, Group};
use crate::domain::gates::{GateError, Known};
use crate::domain::history::{self, Asked, Entry, HistoryError, Log, Whole};
use crate::domain::programme;
use crate::kernel::page::PageRequest;
use crate::web::downloads::{self, TableFile, write};
use crate::web::pieces::Changed;
use crate::web::{App, Fields, Problem, SignedIn};

#[get("/programmes/{programme}/history.csv")]
pub(super) async fn of_programme(
    app: App,
    who: SignedIn,
    key: Path<String>,
    query: Query<Fields>,
) -> Result<HttpResponse, Problem> {
    let (cx, key) = (who.context(&app), key.into_inner());
    let of = app.db.read(move |conn| programme::find(conn, &cx, &key)).await?.id;
    file(&app, &who, Whole::Programme(of), &query).await
}

#[get("/history.csv")]
pub(super) async fn of_installation(app: App, who: SignedIn, query: Query<Fields>) -> Result<HttpResponse, Problem> {
    file(&app, &who, Whole::Installation, &query).await
}

/// How many entries are held at one time.
const AT_ONCE: i64 = 1_000;

async fn file(app: &App, who: &SignedIn, of: Whole, query: &Fields) -> Result<HttpResponse, Problem> {
    let (cx, wanted) = (who.context(app), asked(query, who.zone)?);
    // Refused before a file begins; a broken download would not say why.
    let (looking, looked) = (cx.clone(), wanted.clone());
    let groups = app.db.read(move |conn| -> Result<Vec<Group>, Problem> {
        history::whole(conn, &looking, of, &looked, PageRequest::new(None, Some(1)))?;
        Ok(contacts::groups(conn)?)
    });
    let (groups, db, w, zone) = (groups.await?, app.db.clone(), who.words, who.zone);
    Ok(downloads::table("history", TableFile::Csv, move |table| {
        write(table, &COLUMNS.map(|key| w.t(key)))?;
        let mut after = None;
        loop {
            let page = PageRequest { after, limit: AT_ONCE };
            let (log, known) = db.read_now(|conn| read(conn, &cx, of, &wanted, page))?;
            let spoken = Spoken { names: &log.names, known: &known, groups: &groups };
            let reader = Reader { w, zone, now: cx.now, spoken };
            for entry in &log.page.items {
                write(table, &cells(reader, &cx, entry))?;
            }
            after = log.page.next;
            if after.is_none() {
                return Ok(());
            }
        }
    }))
}

/// The right was there a moment ago; what is left to go wrong is the database.
fn read(conn: &mut Conn, cx: &Context, of: Whole, wanted: &Asked, page: PageRequest) -> Stored<(Log, Vec<Known>)> {
    let log = history::whole(conn, cx, of, wanted, page).map_err(|error| match error {
        HistoryError::Db(error) => error,
        other => DbError::Query(other.to_string()),
    })?;
    let known = spoken::known(conn, cx, &log.page.items).map_err(|error| match error {
        GateError::Db(error) => error,
        other => DbError::Query(other.to_string()),
    })?;
    Ok((log, known))
}

const COLUMNS: [&str; 14] = [
    "history-number",
    "history-when",
    "history-by-whom",
    "history-door",
    "history-place-column",
    "nav-programme",
    "word-city",
    "history-kind",
    "history-object",
    "history-action",
    "history-reason",
    "history-changes",
    "history-request",
    "history-seal",
];

fn cells(reader: Reader<'_>, cx: &Context, entry: &Entry) -> Vec<String> {
    let (w, names) = (reader.w, reader.spoken.names);
    let told = past(reader, entry);
    let object = objects::view(w, &cx.actor, names, entry);
    let change = |c: &Changed| format!("{}: {} → {}", c.field, c.before, c.after);
    let city = entry.city.and_then(|c| names.cities.get(&c));
    let programme = entry.programme.and_then(|p| names.programmes.get(&p));
    vec![
        entry.id.to_string(),
        entry.at.rfc3339(),
        told.who,
        w.t(format!("invitations-door-{}", entry.door)),
        entry.place.clone().unwrap_or_default(),
        programme.map(|(_, title)| title.best(w.locale()).to_owned()).unwrap_or_default(),
        city.map(|(_, name)| name.best(w.locale()).to_owned()).unwrap_or_default(),
        object.kind,
        [Some(object.name), object.of.map(|of| of.text)]
            .into_iter()
            .flatten()
            .filter(|n| !n.is_empty())
            .collect::<Vec<_>>()
            .join(" · "),
        told.what,
        told.note.unwrap_or_default(),
        told.changes.iter().map(change).collect::<Vec<_>>().join("\n"),
        entry.request.clone(),
        names.seals.get(&entry.id).cloned().unwrap_or_default(),
    ]
}
