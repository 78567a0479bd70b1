//! Links for outsiders: made, counted, revoked.

use actix_web::http::StatusCode;
use actix_web::web::Path;
use actix_web::{HttpResponse, get, post};
use askama::Template;

use super::versions::found;
use crate::domain::deliverables::shares::{self, Share, ShareDraft, ShareState};
use crate::domain::deliverables::{Audience, Deliverable, DeliverableError};
use crate::domain::programme::Outline;
use crate::i18n::Words;
use crate::kernel::invalid::Invalid;
use crate::web::admin::programmes::views::{base, date_field};
use crate::web::pieces::account_fields::error_of;
use crate::web::pieces::{Field, Mark, Problem as FormProblem};
use crate::web::{
    App, Chrome, Fields, Problem, Section, SignedIn, Submitted, html_refused, html_status, is_first, see_other, submit,
};

#[derive(Template)]
#[template(path = "admin/deliverables/shares.html")]
struct SharesPage {
    w: Words,
    chrome: Chrome,
    base: String,
    title: String,
    back: String,
    /// No link leads to it.
    internal: bool,
    /// Nothing is approved yet: links wait.
    waiting: bool,
    /// The address just made, shown this once.
    made: Option<(String, String)>,
    rows: Vec<Row>,
    /// Who ends links does not always make them.
    may_make: bool,
    problems: Vec<FormProblem>,
    fields: Vec<Field>,
}

struct Row {
    recipient: String,
    mark: Mark,
    by: String,
    until: String,
    visits: String,
    downloads: String,
    last: Option<(String, String)>,
    revoke: Option<String>,
}

async fn read(app: &App, who: &SignedIn, of: &Deliverable) -> Result<Vec<Share>, Problem> {
    let (cx, of) = (who.context(app), of.clone());
    Ok(app.db.read(move |conn| shares::list(conn, &cx, &of)).await?)
}

fn fields(w: Words, typed: &Fields, faults: &Invalid) -> Vec<Field> {
    let recipient = Field::line("recipient", w.t("share-recipient")).value(typed.text("recipient")).limit(200);
    vec![
        recipient.help(w.t("share-recipient-help")).error(error_of(w, faults, "recipient")),
        date_field(w, "until", "share-until", typed.text("until"), faults).help(w.t("share-until-help")),
    ]
}

fn page(
    app: &App,
    who: &SignedIn,
    (outline, d): (&Outline, &Deliverable),
    links: &[Share],
    (typed, faults): (&Fields, &Invalid),
) -> SharesPage {
    let (w, now) = (who.words, app.clock.now());
    let base = base(outline);
    let back = format!("{base}/deliverables/{}", d.public_id);
    let row = |s: &Share| {
        let state = s.state(now, d);
        let word = w.t(format!("share-state-{state}"));
        Row {
            recipient: s.recipient.clone(),
            mark: match state {
                ShareState::Open => Mark::done(word),
                ShareState::Waiting => Mark::planned(word),
                ShareState::Expired | ShareState::Empty | ShareState::Resting => Mark::idle(word),
                ShareState::Revoked => Mark::refused(word),
            },
            by: s.by.as_ref().map_or_else(|| w.t("programme-past-engine"), |by| by.name.clone()),
            // The day before the midnight at which it ends.
            until: w.date_medium(s.expires_at.plus_seconds(-1).at(outline.zone(d.city)).date()),
            visits: w.count(s.visits),
            downloads: w.count(s.downloads),
            last: s.last_at.map(|at| (w.ago(at, now, who.zone), w.exact(at, who.zone))),
            revoke: state.lives().then(|| format!("{back}/shares/{}/revoke", s.public_id)),
        }
    };
    let fields = fields(w, typed, faults);
    SharesPage {
        w,
        chrome: Chrome::of(app, who, Section::Deliverables),
        title: d.title.best(w.locale()).to_owned(),
        internal: d.audience == Audience::Internal,
        waiting: d.audience == Audience::External && !d.state.is_reached(),
        made: None,
        rows: links.iter().map(row).collect(),
        may_make: shares::may_share(&who.visitor.actor(), d),
        problems: FormProblem::of(&fields),
        fields,
        base,
        back,
    }
}

#[get("/programmes/{programme}/deliverables/{deliverable}/shares")]
pub(super) async fn list(app: App, who: SignedIn, path: Path<(String, String)>) -> Result<HttpResponse, Problem> {
    let (key, id) = path.into_inner();
    let (outline, d) = found(&app, &who, key, &id).await?;
    let shares = read(&app, &who, &d).await?;
    let empty = (&Fields::default(), &Invalid::default());
    html_status(StatusCode::OK, &page(&app, &who, (&outline, &d), &shares, empty))
}

/// The secret is in the answer and nowhere else: a form sent twice makes one link, and the second answer is the list.
#[post("/programmes/{programme}/deliverables/{deliverable}/shares")]
pub(super) async fn create(
    app: App,
    who: SignedIn,
    path: Path<(String, String)>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let (key, id) = path.into_inner();
    let (outline, d) = found(&app, &who, key, &id).await?;
    shares::allowed(&who.context(&app), &d)?;
    let before = read(&app, &who, &d).await?;
    let text = |name: &str| form.fields.text(name).to_owned();
    let draft = ShareDraft { recipient: text("recipient"), until: text("until") };
    let zone = outline.zone(d.city);
    let new = match draft.check(app.clock.now().at(zone).date()) {
        Ok(new) => new,
        Err(faults) => {
            let page = page(&app, &who, (&outline, &d), &before, (&form.fields, &faults));
            return html_refused(&page);
        }
    };
    let (cx, of, here) =
        (who.context(&app), d.clone(), format!("{}/deliverables/{}/shares", base(&outline), d.public_id));
    let empty = (&Fields::default(), &Invalid::default());
    if !is_first(&app, who.context(&app), &form, &here).await? {
        return Ok(see_other(&format!("{here}?note=share-made-already")));
    }
    let made = app.db.write(move |conn| shares::create(conn, &cx, &of, &new, zone)).await?;
    let after = read(&app, &who, &d).await?;
    let address = format!("{}/s/{}", app.config.base_url(), made.secret);
    let page = page(&app, &who, (&outline, &d), &after, empty);
    html_status(StatusCode::OK, &SharesPage { made: Some((made.share.recipient, address)), ..page })
}

#[post("/programmes/{programme}/deliverables/{deliverable}/shares/{share}/revoke")]
pub(super) async fn revoke(
    app: App,
    who: SignedIn,
    path: Path<(String, String, String)>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let (key, id, share) = path.into_inner();
    let (outline, of) = found(&app, &who, key, &id).await?;
    let share = share.parse().map_err(|_| Problem::NotFound)?;
    let back = format!("{}/deliverables/{}/shares?note=saved", base(&outline), of.public_id);
    let done = submit(&app, who.context(&app), &form, move |conn, cx| {
        shares::revoke(conn, cx, &of, &share)?;
        Ok::<_, DeliverableError>(back)
    });
    Ok(done.await?)
}
