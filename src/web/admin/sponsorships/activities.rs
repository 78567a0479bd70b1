//! Writing down what was said, and correcting it.

use actix_web::web::Path;
use actix_web::{HttpResponse, get, post};
use askama::Template;

use super::{address, editable, list_of};
use crate::domain::programme::Outline;
use crate::domain::sponsorship::{Activity, ActivityDraft, ActivityKind, Sponsorship, SponsorshipError, activities};
use crate::i18n::Words;
use crate::kernel::invalid::Invalid;
use crate::web::admin::programmes::views::date_field;
use crate::web::pieces::account_fields::error_of;
use crate::web::pieces::{Choice, Control, Field, Problem as FormProblem};
use crate::web::{App, Chrome, Fields, Problem, Section, SignedIn, Submitted, html, html_refused, public_id, submit};

#[derive(Template)]
#[template(path = "admin/sponsorships/activity.html")]
struct ActivityPage {
    w: Words,
    chrome: Chrome,
    list: String,
    here: String,
    firm: String,
    heading: String,
    lead: String,
    action: String,
    problems: Vec<FormProblem>,
    fields: Vec<Field>,
}

fn page(
    app: &App,
    who: &SignedIn,
    (outline, s): (&Outline, &Sponsorship),
    wrong: Option<&Activity>,
    (draft, faults): (&ActivityDraft, &Invalid),
) -> ActivityPage {
    let w = who.words;
    let here = address(outline, s);
    let fields = fields(w, s, draft, faults);
    ActivityPage {
        w,
        chrome: Chrome::of(app, who, Section::Sponsors),
        list: list_of(outline),
        firm: s.firm.name.best(w.locale()).to_owned(),
        heading: w.t(if wrong.is_some() { "sponsorship-correct" } else { "sponsorship-say" }),
        lead: if wrong.is_some() { w.t("sponsorship-correct-lead") } else { w.t("sponsorship-say-lead") },
        action: match wrong {
            Some(wrong) => format!("{here}/activities/{}", wrong.public_id),
            None => format!("{here}/activities"),
        },
        problems: FormProblem::of(&fields),
        here,
        fields,
    }
}

fn fields(w: Words, s: &Sponsorship, draft: &ActivityDraft, faults: &Invalid) -> Vec<Field> {
    let error = |name: &str| error_of(w, faults, name);
    let kind = |k: &ActivityKind| Choice::of(k.as_str(), w.t(format!("sponsorship-activity-{k}")), &draft.kind);
    let kinds = Control::Radios(ActivityKind::ALL.iter().map(kind).collect());
    let mut with = vec![Choice::of("", w.t("word-none"), &draft.with)];
    with.extend(s.people.iter().map(|p| Choice::of(p.public_id.as_str(), p.name.shown(w.locale()), &draft.with)));
    let body = Field::area("body", w.t("sponsorship-said"), 5).value(&draft.body);
    let next = Field::line("next_action", w.t("sponsorship-next-action")).value(&draft.next_action).limit(300);
    vec![
        Field::new("kind", w.t("word-kind"), kinds).error(error("kind")),
        date_field(w, "on", "sponsorship-when", &draft.on, faults).optional(),
        Field::new("with", w.t("sponsorship-with"), Control::Select(with))
            .optional()
            .help(w.t("sponsorship-with-help"))
            .error(error("with")),
        body.error(error("body")),
        next.optional().help(w.t("sponsorship-next-help")).error(error("next_action")),
        date_field(w, "next_on", "sponsorship-next-on", &draft.next_on, faults).optional(),
    ]
}

fn draft(fields: &Fields) -> ActivityDraft {
    let text = |name: &str| fields.text(name).to_owned();
    ActivityDraft {
        kind: text("kind"),
        on: text("on"),
        with: text("with"),
        body: text("body"),
        next_action: text("next_action"),
        next_on: text("next_on"),
    }
}

#[get("/programmes/{programme}/sponsorships/{sponsorship}/activities/new")]
pub(super) async fn blank(app: App, who: SignedIn, path: Path<(String, String)>) -> Result<HttpResponse, Problem> {
    let (outline, s) = editable(&app, &who, path.into_inner()).await?;
    let today = app.clock.now().at(who.zone).date().to_string();
    let draft = ActivityDraft { kind: "call".to_owned(), on: today, ..ActivityDraft::default() };
    html(&page(&app, &who, (&outline, &s), None, (&draft, &Invalid::default())))
}

#[post("/programmes/{programme}/sponsorships/{sponsorship}/activities")]
pub(super) async fn add(
    app: App,
    who: SignedIn,
    path: Path<(String, String)>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let (outline, s) = editable(&app, &who, path.into_inner()).await?;
    write(&app, &who, (&outline, &s), None, &form).await
}

async fn write(
    app: &App,
    who: &SignedIn,
    around: (&Outline, &Sponsorship),
    wrong: Option<&Activity>,
    form: &Submitted,
) -> Result<HttpResponse, Problem> {
    let draft = draft(&form.fields);
    let refused = |faults: &Invalid| html_refused(&page(app, who, around, wrong, (&draft, faults)));
    let new = match draft.check(app.clock.now().at(who.zone).date()) {
        Ok(new) => new,
        Err(faults) => return refused(&faults),
    };
    let (of, here) = (around.1.clone(), address(around.0, around.1));
    let wrong_id = wrong.map(|a| a.public_id.clone());
    let done = submit(app, who.context(app), form, move |conn, cx| {
        match &wrong_id {
            Some(id) => activities::correct(conn, cx, &of, (id, &new))?,
            None => activities::add(conn, cx, &of, &new)?,
        };
        Ok::<_, SponsorshipError>(format!("{here}?note=saved#said"))
    });
    match done.await {
        Err(SponsorshipError::Invalid(faults)) => refused(&faults),
        done => Ok(done?),
    }
}

type Named = Path<(String, String, String)>;

async fn one(
    app: &App,
    who: &SignedIn,
    (key, id, activity): (String, String, String),
) -> Result<(Outline, Sponsorship, Activity), Problem> {
    let (outline, s) = editable(app, who, (key, id)).await?;
    let (cx, of) = (who.context(app), s.clone());
    let id = public_id(&activity)?;
    let wrong = app.db.read(move |conn| activities::find(conn, &cx, &of, &id)).await?;
    Ok((outline, s, wrong))
}

#[get("/programmes/{programme}/sponsorships/{sponsorship}/activities/{activity}")]
pub(super) async fn open(app: App, who: SignedIn, path: Named) -> Result<HttpResponse, Problem> {
    let (outline, s, wrong) = one(&app, &who, path.into_inner()).await?;
    let draft = ActivityDraft {
        kind: wrong.kind.to_string(),
        on: wrong.on.to_string(),
        with: wrong.with.as_ref().map(|p| p.public_id.to_string()).unwrap_or_default(),
        body: wrong.body.clone(),
        next_action: String::new(),
        next_on: String::new(),
    };
    html(&page(&app, &who, (&outline, &s), Some(&wrong), (&draft, &Invalid::default())))
}

#[post("/programmes/{programme}/sponsorships/{sponsorship}/activities/{activity}")]
pub(super) async fn correct(app: App, who: SignedIn, path: Named, form: Submitted) -> Result<HttpResponse, Problem> {
    let (outline, s, wrong) = one(&app, &who, path.into_inner()).await?;
    write(&app, &who, (&outline, &s), Some(&wrong), &form).await
}
