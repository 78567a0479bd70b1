//! From stage to stage: asked where a reason, a day or words are wanted.

use actix_web::web::{Path, Query};
use actix_web::{HttpResponse, get, post};
use askama::Template;

use super::board::NARROWING;
use super::views::mark;
use super::{address, editable, list_of};
use crate::domain::history::Entity;
use crate::domain::programme::Outline;
use crate::domain::sponsorship::{self, Need, Sponsorship, SponsorshipError, Stage, Step};
use crate::i18n::Words;
use crate::kernel::invalid::Invalid;
use crate::web::admin::programmes::views::date_field;
use crate::web::merging::Late;
use crate::web::pieces::account_fields::error_of;
use crate::web::pieces::{Field, Mark, Problem as FormProblem};
use crate::web::{App, Chrome, Fields, Problem, Section, SignedIn, Submitted, html, html_refused, submit};

#[derive(Template)]
#[template(path = "admin/sponsorships/stage.html")]
struct StagePage {
    w: Words,
    chrome: Chrome,
    list: String,
    here: String,
    firm: String,
    heading: String,
    from: Mark,
    to: Mark,
    lead: String,
    grave: bool,
    stage: String,
    version: i64,
    /// What has to be there first, and where it is written.
    lacks: Option<String>,
    problems: Vec<FormProblem>,
    fields: Vec<Field>,
}

fn page(
    app: &App,
    who: &SignedIn,
    (outline, s): (&Outline, &Sponsorship),
    (to, typed, version): (Stage, &Fields, i64),
    (faults, lacks): (&Invalid, Option<Need>),
) -> StagePage {
    let w = who.words;
    let mut fields = Vec::new();
    if to.is_signed() && !s.stage.is_signed() {
        let day = if typed.has("signed_on") { typed.text("signed_on").to_owned() } else { day(s) };
        fields.push(date_field(w, "signed_on", "sponsorship-signed-on", &day, faults));
        let note = if typed.has("agreement") { typed.text("agreement") } else { &s.agreement };
        let note = Field::area("agreement", w.t("sponsorship-agreement"), 3).value(note);
        fields.push(note.help(w.t("sponsorship-agreement-help")).error(error_of(w, faults, "agreement")));
    }
    let reason = Field::line("reason", w.t("sponsorship-reason")).value(typed.text("reason")).limit(500);
    let reason = if s.stage.wants_reason(to) { reason } else { reason.optional() };
    fields.push(reason.error(error_of(w, faults, "reason")));
    StagePage {
        w,
        chrome: Chrome::of(app, who, Section::Sponsors),
        list: list_of(outline),
        here: address(outline, s),
        firm: s.firm.name.best(w.locale()).to_owned(),
        heading: w.t(format!("sponsorship-make-{to}")),
        from: mark(w, s.stage),
        to: mark(w, to),
        lead: w.t(format!("sponsorship-what-{to}")),
        grave: to == Stage::Declined || (s.stage.is_signed() && !to.is_signed()),
        stage: to.to_string(),
        version,
        lacks: lacks.map(|need| w.t(format!("sponsorship-lacks-{need}"))),
        problems: FormProblem::of(&fields),
        fields,
    }
}

fn day(s: &Sponsorship) -> String {
    s.signed_on.map(|on| on.to_string()).unwrap_or_default()
}

#[get("/programmes/{programme}/sponsorships/{sponsorship}/stage")]
pub(super) async fn ask(
    app: App,
    who: SignedIn,
    path: Path<(String, String)>,
    query: Query<Fields>,
) -> Result<HttpResponse, Problem> {
    let (outline, s) = editable(&app, &who, path.into_inner()).await?;
    let Some(to) = query.filled("to") else {
        return Ok(crate::web::see_other(&address(&outline, &s)));
    };
    let to: Stage = to.parse().map_err(|_| Problem::NotFound)?;
    if !s.stage.may_become(to) {
        return Err(SponsorshipError::NoWay { from: s.stage, to }.into());
    }
    let asked = (to, &Fields::default(), s.version);
    html(&page(&app, &who, (&outline, &s), asked, (&Invalid::default(), None)))
}

/// From the board one comes back to the board, narrowed as it was; else to the firm's own page.
fn back(outline: &Outline, s: &Sponsorship, fields: &Fields) -> String {
    if !fields.flag("board") {
        return format!("{}?note=saved", address(outline, s));
    }
    let mut query = Fields::default();
    for name in NARROWING {
        query.set(name, fields.text(&format!("kept.{name}")));
    }
    query.set("note", "saved");
    format!("{}?{}", list_of(outline), query.query())
}

#[post("/programmes/{programme}/sponsorships/{sponsorship}/stage")]
pub(super) async fn advance(
    app: App,
    who: SignedIn,
    path: Path<(String, String)>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let path = path.into_inner();
    let (outline, s) = editable(&app, &who, path.clone()).await?;
    let to: Stage = form.fields.text("to").parse().map_err(|_| Problem::Unreadable)?;
    let version: i64 = form.fields.version();
    let refused = |faults: &Invalid, lacks: Option<Need>| {
        let asked = (to, &form.fields, version);
        html_refused(&page(&app, &who, (&outline, &s), asked, (faults, lacks)))
    };
    let signed_on = match sponsorship::day("signed_on", form.fields.text("signed_on")) {
        Ok(day) => day,
        Err(faults) => return refused(&faults, None),
    };
    let step = Step {
        to,
        reason: form.fields.text("reason").to_owned(),
        signed_on,
        agreement: form.fields.text("agreement").to_owned(),
    };
    let back = back(&outline, &s, &form.fields);
    let before = s.clone();
    let done = submit(&app, who.context(&app), &form, move |conn, cx| {
        sponsorship::advance(conn, cx, &before, version, &step)?;
        Ok::<_, SponsorshipError>(back)
    });
    match done.await {
        Err(SponsorshipError::Invalid(faults)) => refused(&faults, None),
        Err(SponsorshipError::Lacks(need)) => refused(&Invalid::default(), Some(need)),
        Err(SponsorshipError::Stale) => late(&app, &who, path, (to, &form.fields)).await,
        done => Ok(done?),
    }
}

/// Somebody else has changed the sponsorship since its page or its card was shown.
async fn late(
    app: &App,
    who: &SignedIn,
    path: (String, String),
    (to, typed): (Stage, &Fields),
) -> Result<HttpResponse, Problem> {
    let (outline, now) = editable(app, who, path).await?;
    let (w, back) = (who.words, address(&outline, &now));
    let late = Late {
        chrome: Chrome::of(app, who, Section::Sponsors),
        subject: ((Entity::Sponsorship, now.id.raw()), now.scope()),
        title: now.firm.name.best(w.locale()).to_owned(),
        action: format!("{back}/stage"),
        back,
        typed,
        on: now.stage.may_become(to).then(|| (now.version, w.t(format!("sponsorship-make-{to}")))).into(),
    };
    late.answer(app, who).await
}
