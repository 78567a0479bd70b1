//! The guest list as a file.

use std::collections::HashMap;

use actix_web::http::header;
use actix_web::web::{Path, Query};
use actix_web::{HttpResponse, get};

use super::guests::filter;
use super::{EventPath, Rights, event, public_id};
use crate::access::{Action, Scope, may};
use crate::domain::invitations::{self, Answer, EventFacts, GuestRow, InvitationError, Needs};
use crate::i18n::Words;
use crate::kernel::email::Email;
use crate::kernel::ids::{ContactId, SeatId};
use crate::kernel::time::{Instant, Zone};
use crate::tables::{CsvWriter, TableWriter, WriteError, XlsxWriter};
use crate::web::{App, Fields, Problem, SignedIn};

struct Sheet {
    event: EventFacts,
    rows: Vec<GuestRow>,
    /// Whether telephone numbers and notes are for the reader.
    details: bool,
    /// None for those who may not see needs.
    needs: Option<HashMap<SeatId, Needs>>,
    /// None for those who may not take addresses out of the house.
    addresses: Option<HashMap<ContactId, Vec<Email>>>,
}

#[get("/programmes/{programme}/events/{event}/guests.csv")]
pub(super) async fn csv(
    app: App,
    who: SignedIn,
    path: Path<EventPath>,
    query: Query<Fields>,
) -> Result<HttpResponse, Problem> {
    let sheet = load(&app, &who, &path, &query).await?;
    let mut out = Vec::new();
    let writer = CsvWriter::new(&mut out).map_err(|e| fault(&e.into()))?;
    write(Box::new(writer), who.words, &sheet).map_err(|e| fault(&e))?;
    Ok(file(out, "text/csv; charset=utf-8", &sheet, "csv"))
}

#[get("/programmes/{programme}/events/{event}/guests.xlsx")]
pub(super) async fn xlsx(
    app: App,
    who: SignedIn,
    path: Path<EventPath>,
    query: Query<Fields>,
) -> Result<HttpResponse, Problem> {
    let sheet = load(&app, &who, &path, &query).await?;
    let mut out = std::io::Cursor::new(Vec::new());
    let writer = XlsxWriter::new(&mut out).map_err(|e| fault(&e))?;
    write(Box::new(writer), who.words, &sheet).map_err(|e| fault(&e))?;
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    Ok(file(out.into_inner(), kind, &sheet, "xlsx"))
}

fn fault(error: &WriteError) -> Problem {
    Problem::Internal(error.to_string())
}

fn file(body: Vec<u8>, kind: &str, sheet: &Sheet, ending: &str) -> HttpResponse {
    let name = format!("attachment; filename=\"guests-{}.{ending}\"", sheet.event.public_id);
    HttpResponse::Ok().content_type(kind).insert_header((header::CONTENT_DISPOSITION, name)).body(body)
}

async fn load(app: &App, who: &SignedIn, path: &EventPath, query: &Fields) -> Result<Sheet, Problem> {
    let (slug, id, cx, filter) = (path.0.clone(), public_id(&path.1)?, who.context(app), filter(query));
    let read = app.db.read(move |conn| -> Result<_, InvitationError> {
        let event = event(conn, &cx, &slug, &id)?;
        let mut rows = invitations::guests_all(conn, &cx, &event, &filter)?;
        rows.extend(invitations::delegates_of(conn, &cx, &event, &filter)?);
        let Rights { details, needs, .. } = Rights::of(&cx, &event);
        let needs = match needs {
            true => Some(invitations::needs_of(conn, &cx, &event)?.into_iter().collect()),
            false => None,
        };
        let addresses = match may(&cx.actor, Action::ExportContacts, Scope::Installation) {
            true => Some(invitations::addresses_of(conn, &cx, &event)?),
            false => None,
        };
        Ok(Sheet { event, rows, details, needs, addresses })
    });
    Ok(read.await?)
}

fn write(mut out: Box<dyn TableWriter + '_>, w: Words, sheet: &Sheet) -> Result<(), WriteError> {
    let mut head: Vec<String> = [
        "word-name",
        "invitations-col-latin",
        "invitations-col-organisation",
        "invitations-col-role",
        "word-place",
        "word-language",
        "invitations-col-delivery",
        "invitations-col-invited",
        "invitations-col-answer",
        "invitations-col-line",
        "invitations-col-door",
        "invitations-col-answered",
    ]
    .map(|key| w.t(key))
    .to_vec();
    if sheet.details {
        head.extend([w.t("word-phone"), w.t("word-note")]);
    }
    if sheet.addresses.is_some() {
        head.push(w.t("word-email"));
    }
    if sheet.needs.is_some() {
        head.extend([w.t("answers-dietary"), w.t("answers-access")]);
    }
    out.row(&head.iter().map(String::as_str).collect::<Vec<_>>())?;
    for guest in &sheet.rows {
        let cells = cells(w, sheet, guest);
        out.row(&cells.iter().map(String::as_str).collect::<Vec<_>>())?;
    }
    out.finish()
}

fn cells(w: Words, sheet: &Sheet, guest: &GuestRow) -> Vec<String> {
    let zone: Zone = sheet.event.zone;
    let time = |at: Option<Instant>| at.map(|at| at.rfc3339_in(zone).replace('T', " ")).unwrap_or_default();
    let best = |text: &Option<crate::kernel::localised::Localised>| {
        text.as_ref().map(|t| t.best(w.locale()).to_owned()).unwrap_or_default()
    };
    let door = guest.door.filter(|_| guest.answer != Answer::None);
    let mut cells = vec![
        guest.name.native.clone(),
        guest.name.latin.clone(),
        best(&guest.organisation),
        best(&guest.role),
        w.town(&guest.place),
        guest.language.tag().to_owned(),
        w.t(format!("invitations-delivery-{}", guest.delivery)),
        time(guest.invited_at),
        w.t(format!("invitations-answer-{}", guest.answer)),
        guest.place_in_line.map(|n| n.to_string()).unwrap_or_default(),
        door.map(|d| w.t(format!("invitations-door-{d}"))).unwrap_or_default(),
        time(guest.answered_at),
    ];
    if sheet.details {
        cells.extend([guest.phone.clone(), guest.note.clone()]);
    }
    if let Some(addresses) = &sheet.addresses {
        let own: Vec<&str> = addresses.get(&guest.contact).into_iter().flatten().map(Email::as_str).collect();
        cells.push(own.join("; "));
    }
    if let Some(needs) = &sheet.needs {
        let own = needs.get(&guest.id).cloned().unwrap_or_default();
        cells.extend([own.dietary, own.access]);
    }
    cells
}
