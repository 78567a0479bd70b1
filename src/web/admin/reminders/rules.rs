//! The rules of a programme: the list with what leaves next, and each written over what it would arm.

use actix_web::web::Path;
use actix_web::{HttpResponse, get, post};
use askama::Template;

use super::form::{self, CheckPage, FormPage, Way};
use super::views::{OutlookView, kind, when};
use super::{base, programme};
use crate::access::{Action, Denied, Scope, may, require};
use crate::domain::history::Entity;
use crate::domain::reminders::{self, NewRule, Outlook, ReminderError, Rule};
use crate::i18n::Words;
use crate::kernel::ids::{ProgrammeId, PublicId};
use crate::kernel::invalid::Invalid;
use crate::web::merging::{self, Clash, Seen};
use crate::web::pieces::Problem as FormProblem;
use crate::web::{App, Chrome, Fields, Problem, Section, SignedIn, Submitted, html, html_refused, public_id, submit};

#[derive(Template)]
#[template(path = "admin/reminders/list.html")]
struct ListPage {
    w: Words,
    chrome: Chrome,
    ways: Vec<Way>,
    here: String,
    may_edit: bool,
    rules: Vec<RuleView>,
    outlook: OutlookView,
}

struct RuleView {
    href: String,
    kind: String,
    when: String,
    late: String,
}

fn ways(w: Words, slug: &str, deeper: bool) -> Vec<Way> {
    let mut ways = vec![Way::new(format!("/programmes/{slug}/events"), w.t("events-title"))];
    if deeper {
        ways.push(Way::new(base(slug), w.t("reminders-title")));
    }
    ways
}

#[get("/programmes/{programme}/reminders")]
pub(super) async fn list(app: App, who: SignedIn, slug: Path<String>) -> Result<HttpResponse, Problem> {
    let (id, cx, w) = (programme(&who, &slug)?, who.context(&app), who.words);
    let may_edit = may(&cx.actor, Action::EditProgramme, Scope::Programme(id));
    let read = app.db.read(move |conn| -> Result<_, ReminderError> {
        Ok((reminders::list(conn, &cx, id)?, reminders::outlook(conn, &cx, id)?))
    });
    let (rules, outlook) = read.await?;
    let view = |rule: &Rule| RuleView {
        href: format!("{}/{}", base(&slug), rule.public_id),
        kind: kind(w, rule),
        when: when(w, rule.timing),
        late: w.t(format!("reminders-late-{}", rule.timing.late)),
    };
    html(&ListPage {
        w,
        chrome: Chrome::of(&app, &who, Section::Events),
        ways: ways(w, &slug, false),
        here: base(&slug),
        may_edit,
        rules: rules.iter().map(view).collect(),
        outlook: OutlookView::of((w, who.zone), &slug, &outlook),
    })
}

/// Whether the member may write rules here.
fn editable(app: &App, who: &SignedIn, slug: &str) -> Result<ProgrammeId, Problem> {
    let id = programme(who, slug)?;
    require(&who.context(app).actor, Action::EditProgramme, Scope::Programme(id))?;
    Ok(id)
}

/// A rule of the programme, for those who may change it.
async fn rule_of(app: &App, who: &SignedIn, path: &(String, String)) -> Result<Rule, Problem> {
    let (id, rule, cx) = (editable(app, who, &path.0)?, public_id(&path.1)?, who.context(app));
    let found = app.db.read(move |conn| reminders::find(conn, &cx, &rule)).await?;
    if found.programme == id { Ok(found) } else { Err(Problem::NotFound) }
}

fn page(
    (app, who): (&App, &SignedIn),
    slug: &str,
    existing: Option<&Rule>,
    (typed, faults): (&Fields, &Invalid),
) -> FormPage {
    let w = who.words;
    let fields = match existing {
        Some(rule) => form::timing(w, Some(rule.kind), typed, faults),
        None => form::with_kind(w, typed, faults),
    };
    FormPage {
        w,
        chrome: Chrome::of(app, who, Section::Events),
        ways: ways(w, slug, true),
        heading: existing.map_or_else(|| w.t("reminders-new"), |rule| kind(w, rule)),
        lead: w.t("reminders-form-lead"),
        action: existing
            .map_or_else(|| format!("{}/check", base(slug)), |rule| format!("{}/{}/check", base(slug), rule.public_id)),
        back: base(slug),
        seen: existing.map(|_| Seen::of(typed)).unwrap_or_default(),
        problems: FormProblem::of(&fields),
        fields,
    }
}

#[get("/programmes/{programme}/reminders/new")]
pub(super) async fn blank(app: App, who: SignedIn, slug: Path<String>) -> Result<HttpResponse, Problem> {
    editable(&app, &who, &slug)?;
    html(&page((&app, &who), &slug, None, (&form::blank(), &Invalid::default())))
}

/// What would be armed, on the page before the act.
fn check_page(
    (app, who): (&App, &SignedIn),
    slug: &str,
    (existing, new): (Option<&Rule>, &NewRule),
    (typed, outlook): (&Fields, &Outlook),
) -> CheckPage {
    let (w, here) = (who.words, base(slug));
    let own = existing.map_or_else(|| here.clone(), |rule| format!("{here}/{}", rule.public_id));
    CheckPage {
        w,
        chrome: Chrome::of(app, who, Section::Events),
        ways: ways(w, slug, true),
        heading: w.t("reminders-check-title"),
        lead: format!("{} · {}", w.t(format!("reminders-kind-{}", new.kind)), when(w, new.timing)),
        armed: w.t("reminders-check-armed"),
        nothing: w.t("reminders-check-none"),
        outlook: OutlookView::of((w, who.zone), slug, outlook),
        again: format!("{own}/check"),
        action: own,
        back: here,
        verb: w.t("reminders-save"),
        hidden: form::hidden(typed, existing.map_or(0, |rule| rule.version)),
    }
}

/// A question about what would be: it changes nothing.
#[post("/programmes/{programme}/reminders/check")]
pub(super) async fn check_new(
    app: App,
    who: SignedIn,
    slug: Path<String>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let id = editable(&app, &who, &slug)?;
    if form.fields.flag("again") {
        return html(&page((&app, &who), &slug, None, (&form.fields, &Invalid::default())));
    }
    let new = match form::draft(&form.fields).check() {
        Ok(new) => new,
        Err(faults) => return refused((&app, &who), &slug, None, (&form.fields, &faults)),
    };
    let cx = who.context(&app);
    let outlook = app.db.read(move |conn| reminders::foresee(conn, &cx, id, (None, &new))).await?;
    html(&check_page((&app, &who), &slug, (None, &new), (&form.fields, &outlook)))
}

fn refused(
    at: (&App, &SignedIn),
    slug: &str,
    existing: Option<&Rule>,
    typed: (&Fields, &Invalid),
) -> Result<HttpResponse, Problem> {
    html_refused(&page(at, slug, existing, typed))
}

#[post("/programmes/{programme}/reminders")]
pub(super) async fn create(
    app: App,
    who: SignedIn,
    slug: Path<String>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let id = editable(&app, &who, &slug)?;
    let new = match form::draft(&form.fields).check() {
        Ok(new) => new,
        Err(faults) => return refused((&app, &who), &slug, None, (&form.fields, &faults)),
    };
    let back = base(&slug);
    let done = submit(&app, who.context(&app), &form, move |conn, cx| {
        reminders::create(conn, cx, id, &new)?;
        Ok::<_, ReminderError>(format!("{back}?note=saved"))
    });
    match done.await {
        Err(ReminderError::Invalid(faults)) => refused((&app, &who), &slug, None, (&form.fields, &faults)),
        done => Ok(done?),
    }
}

#[get("/programmes/{programme}/reminders/{rule}")]
pub(super) async fn open(app: App, who: SignedIn, path: Path<(String, String)>) -> Result<HttpResponse, Problem> {
    let rule = rule_of(&app, &who, &path).await?;
    html(&page((&app, &who), &path.0, Some(&rule), (&form::fields_of(&rule), &Invalid::default())))
}

/// A question about what would be: it changes nothing.
#[post("/programmes/{programme}/reminders/{rule}/check")]
pub(super) async fn check(
    app: App,
    who: SignedIn,
    path: Path<(String, String)>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let rule = rule_of(&app, &who, &path).await?;
    if form.fields.flag("again") {
        return html(&page((&app, &who), &path.0, Some(&rule), (&form.fields, &Invalid::default())));
    }
    if merging::version(&form.fields, &form::fields_of(&rule)) != rule.version {
        return clash(&app, &who, &path.0, &rule, &form.fields).await;
    }
    let timing = match form::draft(&form.fields).check_timing(rule.kind) {
        Ok(timing) => timing,
        Err(faults) => return refused((&app, &who), &path.0, Some(&rule), (&form.fields, &faults)),
    };
    let (cx, known, new) = (who.context(&app), rule.clone(), NewRule { kind: rule.kind, timing });
    let outlook = app.db.read(move |conn| reminders::foresee(conn, &cx, known.programme, (Some(&known), &new))).await?;
    html(&check_page((&app, &who), &path.0, (Some(&rule), &new), (&form.fields, &outlook)))
}

#[post("/programmes/{programme}/reminders/{rule}")]
pub(super) async fn save(
    app: App,
    who: SignedIn,
    path: Path<(String, String)>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let rule = rule_of(&app, &who, &path).await?;
    let version = merging::version(&form.fields, &form::fields_of(&rule));
    let timing = match form::draft(&form.fields).check_timing(rule.kind) {
        Ok(timing) => timing,
        Err(faults) => return refused((&app, &who), &path.0, Some(&rule), (&form.fields, &faults)),
    };
    let (id, back) = (rule.public_id.clone(), base(&path.0));
    let done = submit(&app, who.context(&app), &form, move |conn, cx| {
        reminders::edit(conn, cx, &id, version, timing)?;
        Ok::<_, ReminderError>(format!("{back}?note=saved"))
    });
    match done.await {
        Err(ReminderError::Invalid(faults)) => refused((&app, &who), &path.0, Some(&rule), (&form.fields, &faults)),
        Err(ReminderError::Stale) => {
            let now = rule_of(&app, &who, &path).await?;
            clash(&app, &who, &path.0, &now, &form.fields).await
        }
        done => Ok(done?),
    }
}

/// Somebody else has changed it since the form was opened.
async fn clash(app: &App, who: &SignedIn, slug: &str, now: &Rule, typed: &Fields) -> Result<HttpResponse, Problem> {
    let (w, back) = (who.words, base(slug));
    let all = |f: &Fields| form::timing(w, Some(now.kind), f, &Invalid::default());
    let clash = Clash {
        w,
        chrome: Chrome::of(app, who, Section::Events),
        subject: (Entity::Programme, now.programme.raw()),
        title: kind(w, now),
        action: format!("{back}/{}/check", now.public_id),
        back,
        typed,
        now: form::fields_of(now),
        fields: &all,
    };
    clash.answer_of_part(&now.public_id, app, who).await
}

/// Asks before a rule is taken away: what then is not sent.
#[get("/programmes/{programme}/reminders/{rule}/remove")]
pub(super) async fn ask_removal(
    app: App,
    who: SignedIn,
    path: Path<(String, String)>,
) -> Result<HttpResponse, Problem> {
    let rule = rule_of(&app, &who, &path).await?;
    let (cx, known, new) = (who.context(&app), rule.clone(), NewRule { kind: rule.kind, timing: rule.timing });
    let mut outlook =
        app.db.read(move |conn| reminders::foresee(conn, &cx, known.programme, (Some(&known), &new))).await?;
    outlook.past = 0;
    let page = check_page((&app, &who), &path.0, (Some(&rule), &new), (&Fields::default(), &outlook));
    let w = who.words;
    html(&CheckPage {
        heading: w.t("reminders-remove-title"),
        armed: w.t("reminders-remove-armed"),
        nothing: w.t("reminders-remove-none"),
        action: format!("{}/{}/remove", base(&path.0), rule.public_id),
        again: String::new(),
        verb: w.t("reminders-remove"),
        ..page
    })
}

#[post("/programmes/{programme}/reminders/{rule}/remove")]
pub(super) async fn remove(
    app: App,
    who: SignedIn,
    path: Path<(String, String)>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let (programme, id): (_, PublicId) = (editable(&app, &who, &path.0)?, public_id(&path.1)?);
    let version: i64 = form.fields.text("version").parse().map_err(|_| Problem::Unreadable)?;
    let back = base(&path.0);
    let done = submit(&app, who.context(&app), &form, move |conn, cx| {
        let removed = reminders::remove(conn, cx, &id, version)?;
        if removed.programme != programme {
            return Err(Denied::NotFound.into());
        }
        Ok::<_, ReminderError>(format!("{back}?note=reminder-removed"))
    });
    Ok(done.await?)
}
