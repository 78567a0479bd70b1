//! Sponsors as files, as the filter of the list has them.

use actix_web::web::{Path, Query};
use actix_web::{HttpResponse, get};

use super::board::{filter, load};
use crate::access::{Action, holds};
use crate::domain::sponsorship::{
    self, EventFace, Package, PackageFace, Sort, Sponsorship, SponsorshipError, arrange, importing, packages,
};
use crate::i18n::Words;
use crate::kernel::money::Money;
use crate::web::downloads::{self, ExportError, TableFile};
use crate::web::{App, Fields, Problem, SignedIn};

#[get("/programmes/{programme}/sponsorships.csv")]
pub(super) async fn csv(
    app: App,
    who: SignedIn,
    key: Path<String>,
    query: Query<Fields>,
) -> Result<HttpResponse, Problem> {
    file(&app, &who, (key.into_inner(), &query), TableFile::Csv).await
}

#[get("/programmes/{programme}/sponsorships.xlsx")]
pub(super) async fn xlsx(
    app: App,
    who: SignedIn,
    key: Path<String>,
    query: Query<Fields>,
) -> Result<HttpResponse, Problem> {
    file(&app, &who, (key.into_inner(), &query), TableFile::Xlsx).await
}

async fn file(
    app: &App,
    who: &SignedIn,
    (key, query): (String, &Fields),
    kind: TableFile,
) -> Result<HttpResponse, Problem> {
    let (outline, all) = load(app, who, key).await?;
    let (cx, id) = (who.context(app), outline.programme.id);
    let read = app.db.read(move |conn| -> Result<Namesakes, SponsorshipError> {
        Ok(Namesakes {
            events: sponsorship::events_open(conn, &cx, id)?,
            packages: packages::list(conn, &cx, id)?,
            owners: importing::Owners::read(conn, &cx, id)?,
        })
    });
    let beside = read.await?;
    let (w, actor) = (who.words, who.visitor.actor());
    let asked = filter(query, outline.programme.today(app.clock.now()));
    let sort = query.filled("sort").and_then(|s| s.parse().ok()).unwrap_or(Sort::Firm);
    let shown = arrange::arranged(all, &asked, sort, w.locale());
    let rows: Vec<Vec<String>> =
        shown.iter().map(|s| cells(w, s, &beside, holds(&actor, Action::EditSponsorship, s.scope()))).collect();
    Ok(downloads::table("sponsorships", kind, move |table| {
        let head: Vec<String> = COLUMNS.iter().map(|key| w.t(key)).collect();
        for row in std::iter::once(&head).chain(&rows) {
            let cells: Vec<&str> = row.iter().map(String::as_str).collect();
            table.row(&cells)?;
        }
        Ok::<(), ExportError>(())
    }))
}

/// Among which a title and a name have to tell one apart, so that the file can be brought in again.
struct Namesakes {
    events: Vec<EventFace>,
    packages: Vec<Package>,
    owners: importing::Owners,
}

const COLUMNS: [&str; 18] = [
    "sponsorship-column-id",
    "sponsorship-firm",
    "sponsorship-website",
    "sponsorship-event",
    "sponsorship-stage",
    "word-owner",
    "sponsorship-package",
    "sponsorship-amount",
    "sponsorship-currency",
    "sponsorship-in-kind",
    "sponsorship-in-kind-value",
    "sponsorship-in-kind-currency",
    "sponsorship-next-action",
    "sponsorship-next-on",
    "sponsorship-signed-on",
    "sponsorship-agreement",
    "sponsorship-notes",
    "sponsorship-declined-why",
];

/// What a reader without the words gets has none already; `full` only says whether the firm's own page is theirs too.
fn cells(w: Words, s: &Sponsorship, beside: &Namesakes, full: bool) -> Vec<String> {
    let sum = |m: Option<Money>| m.map(Money::plain).unwrap_or_default();
    let currency = |m: Option<Money>| m.map(|m| m.currency.to_string()).unwrap_or_default();
    let day = |d: Option<chrono::NaiveDate>| d.map(|d| d.to_string()).unwrap_or_default();
    let event = |e: &EventFace| importing::event_cell(&beside.events, e, e.title.best(w.locale()));
    let package = |p: &PackageFace| importing::package_cell(&beside.packages, p, p.name.best(w.locale()));
    vec![
        s.public_id.to_string(),
        s.firm.name.best(w.locale()).to_owned(),
        if full { s.firm.website.clone() } else { String::new() },
        s.event.as_ref().map(event).unwrap_or_default(),
        s.stage.to_string(),
        s.owner.as_ref().map(|o| beside.owners.cell(o, o.name.shown(w.locale()))).unwrap_or_default(),
        s.package.as_ref().map(package).unwrap_or_default(),
        sum(s.amount),
        currency(s.amount),
        s.in_kind.clone(),
        sum(s.in_kind_value),
        currency(s.in_kind_value),
        s.next_action.clone(),
        day(s.next_on),
        day(s.signed_on),
        s.agreement.clone(),
        s.notes.clone(),
        s.declined.clone(),
    ]
}
