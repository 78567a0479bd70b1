//! Themes on the desk.

use actix_web::web::Path;
use actix_web::{HttpResponse, get, post};
use askama::Template;

use super::ground::{Ground, change};
use super::views::{Head, RemovePage, ThemeView};
use super::{PartPath, PhasePath, public_id, split};
use crate::access::Action;
use crate::domain::consultations::{self, ConsultationError, Theme, ThemeDraft};
use crate::domain::history::Entity;
use crate::domain::programme::Hue;
use crate::i18n::Words;
use crate::kernel::invalid::Invalid;
use crate::web::admin::events::views::said;
use crate::web::merging::{self, Clash, Seen};
use crate::web::pieces::account_fields::error_of;
use crate::web::pieces::{Choice, Control, Field, LanguageTabs, Problem as FormProblem};
use crate::web::{App, Chrome, Fields, Problem, Section, SignedIn, Submitted, html, html_refused, submit};

#[derive(Template)]
#[template(path = "admin/consultations/themes.html")]
struct ThemesPage {
    w: Words,
    chrome: Chrome,
    head: Head,
    themes: Vec<(ThemeView, bool)>,
    heading: String,
    action: String,
    seen: Seen,
    problems: Vec<FormProblem>,
    texts: LanguageTabs,
    fields: Vec<Field>,
    act: String,
}

struct Frame {
    ground: Ground,
    themes: Vec<Theme>,
    theme: Option<Theme>,
}

async fn load(app: &App, who: &SignedIn, path: PhasePath, theme: Option<String>) -> Result<Frame, Problem> {
    let cx = who.context(app);
    let id = theme.map(|text| public_id(&text)).transpose()?;
    let read = app.db.read(move |conn| -> Result<_, ConsultationError> {
        let ground = Ground::find(conn, &cx, &path, Action::SortInput)?;
        let theme = match &id {
            Some(id) => Some(consultations::theme(conn, &cx, &ground.event, id)?),
            None => None,
        };
        let themes = consultations::themes(conn, &cx, &ground.event)?;
        Ok(Frame { ground, themes, theme })
    });
    Ok(read.await?)
}

fn draft(fields: &Fields) -> ThemeDraft {
    ThemeDraft {
        name: fields.by_language("name"),
        hue: fields.text("hue").to_owned(),
        reach: fields.text("reach").to_owned(),
    }
}

fn fields_of(theme: &Theme) -> Fields {
    let mut typed = Fields::default();
    typed.set("version", theme.version.to_string());
    typed.set_localised("name", &theme.name);
    typed.set("hue", theme.hue.as_str());
    typed
}

fn texts(w: Words, typed: &Fields, faults: &Invalid) -> LanguageTabs {
    LanguageTabs::new("texts", |l| {
        let name = format!("name.{l}");
        let field = Field::line(&name, w.t("consultations-theme-name")).value(typed.text(&name)).limit(80);
        vec![field.error(error_of(w, faults, &name))]
    })
}

fn hue_field(w: Words, typed: &Fields, faults: &Invalid) -> Field {
    let now = typed.text("hue");
    let mut hues = vec![Choice::of("", w.t("programme-hue-next"), now)];
    hues.extend(Hue::ALL.iter().map(|h| Choice::of(h.as_str(), w.t(format!("programme-hue-{h}")), now)));
    Field::new("hue", w.t("programme-hue"), Control::Select(hues)).error(error_of(w, faults, "hue")).optional()
}

impl Frame {
    fn page(&self, app: &App, who: &SignedIn, typed: &Fields, faults: &Invalid) -> ThemesPage {
        let (w, here) = (who.words, self.ground.here());
        let mut fields = vec![hue_field(w, typed, faults)];
        if self.theme.is_none() && self.ground.rights.programme {
            let now = if typed.text("reach").is_empty() { "event" } else { typed.text("reach") };
            let reach = ["event", "programme"].map(|r| Choice::of(r, w.t(format!("consultations-reach-{r}")), now));
            fields.push(Field::new("reach", w.t("consultations-reach"), Control::Radios(reach.to_vec())));
        }
        let texts = texts(w, typed, faults);
        ThemesPage {
            heading: w.t(if self.theme.is_some() { "consultations-theme-edit" } else { "consultations-theme-new" }),
            action: match &self.theme {
                Some(theme) => format!("{here}/themes/{}/edit", theme.public_id),
                None => format!("{here}/themes"),
            },
            act: w.t(if self.theme.is_some() { "act-save" } else { "consultations-theme-add" }),
            themes: self.themes.iter().map(|t| (ThemeView::of(w, t), t.event.is_none())).collect(),
            seen: Seen::of(typed),
            problems: FormProblem::of(texts.fields().chain(&fields)),
            texts,
            fields,
            chrome: Chrome::of(app, who, Section::Events),
            head: self.ground.head(app, w),
            w,
        }
    }
}

#[get("/programmes/{programme}/events/{event}/consultations/{phase}/themes")]
pub(super) async fn list(app: App, who: SignedIn, path: Path<PhasePath>) -> Result<HttpResponse, Problem> {
    let frame = load(&app, &who, path.into_inner(), None).await?;
    html(&frame.page(&app, &who, &Fields::default(), &Invalid::default()))
}

#[post("/programmes/{programme}/events/{event}/consultations/{phase}/themes")]
pub(super) async fn create(
    app: App,
    who: SignedIn,
    path: Path<PhasePath>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let frame = load(&app, &who, path.into_inner(), None).await?;
    let (draft, ground) = (draft(&form.fields), frame.ground.clone());
    let done = submit(&app, who.context(&app), &form, move |conn, cx| {
        consultations::add_theme(conn, cx, &ground.event, &ground.of, &draft)?;
        Ok::<_, ConsultationError>(format!("{}/themes?note=saved", ground.here()))
    });
    match done.await {
        Err(ConsultationError::Invalid(faults)) => html_refused(&frame.page(&app, &who, &form.fields, &faults)),
        done => Ok(done?),
    }
}

#[get("/programmes/{programme}/events/{event}/consultations/{phase}/themes/{theme}/edit")]
pub(super) async fn open(app: App, who: SignedIn, path: Path<PartPath>) -> Result<HttpResponse, Problem> {
    let (path, id) = split(path.into_inner());
    let frame = load(&app, &who, path, Some(id)).await?;
    let typed = frame.theme.as_ref().map(fields_of).unwrap_or_default();
    html(&frame.page(&app, &who, &typed, &Invalid::default()))
}

#[post("/programmes/{programme}/events/{event}/consultations/{phase}/themes/{theme}/edit")]
pub(super) async fn save(
    app: App,
    who: SignedIn,
    path: Path<PartPath>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let (path, id) = split(path.into_inner());
    let frame = load(&app, &who, path.clone(), Some(id.clone())).await?;
    let Some(theme) = &frame.theme else { return Err(Problem::NotFound) };
    let seen = merging::version(&form.fields, &fields_of(theme));
    let (draft, ground) = (draft(&form.fields), frame.ground.clone());
    let name = theme.public_id.clone();
    let done = submit(&app, who.context(&app), &form, move |conn, cx| {
        consultations::edit_theme(conn, cx, &ground.event, &ground.of, (&name, seen), &draft)?;
        Ok::<_, ConsultationError>(format!("{}/themes?note=saved", ground.here()))
    });
    match done.await {
        Err(ConsultationError::Invalid(faults)) => html_refused(&frame.page(&app, &who, &form.fields, &faults)),
        Err(ConsultationError::Stale) => {
            let now = load(&app, &who, path, Some(id)).await?;
            clash(&app, &who, &now, &form.fields).await
        }
        done => Ok(done?),
    }
}

async fn clash(app: &App, who: &SignedIn, now: &Frame, typed: &Fields) -> Result<HttpResponse, Problem> {
    let Some(theme) = &now.theme else { return Err(Problem::NotFound) };
    let (w, none) = (who.words, Invalid::default());
    let fields = |f: &Fields| texts(w, f, &none).fields().cloned().chain([hue_field(w, f, &none)]).collect::<Vec<_>>();
    let clash = Clash {
        w,
        chrome: Chrome::of(app, who, Section::Events),
        subject: (Entity::Event, now.ground.event.id.raw()),
        title: theme.name.best(who.locale).to_owned(),
        action: format!("{}/themes/{}/edit", now.ground.here(), theme.public_id),
        back: format!("{}/themes", now.ground.here()),
        typed,
        now: fields_of(theme),
        fields: &fields,
    };
    clash.answer(app, who).await
}

#[get("/programmes/{programme}/events/{event}/consultations/{phase}/themes/{theme}/remove")]
pub(super) async fn ask_removal(app: App, who: SignedIn, path: Path<PartPath>) -> Result<HttpResponse, Problem> {
    let (path, id) = split(path.into_inner());
    let frame = load(&app, &who, path, Some(id)).await?;
    let Some(theme) = &frame.theme else { return Err(Problem::NotFound) };
    let (w, here) = (who.words, frame.ground.here());
    html(&RemovePage {
        w,
        chrome: Chrome::of(&app, &who, Section::Events),
        heading: w.t("consultations-theme-remove"),
        said: said(w, &theme.name),
        version: theme.version,
        why: w.t("consultations-theme-remove-why"),
        action: format!("{here}/themes/{}/remove", theme.public_id),
        back: format!("{here}/themes"),
        act: w.t("consultations-theme-remove-act"),
        head: frame.ground.head(&app, w),
    })
}

#[post("/programmes/{programme}/events/{event}/consultations/{phase}/themes/{theme}/remove")]
pub(super) async fn remove(
    app: App,
    who: SignedIn,
    path: Path<PartPath>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    change((&app, &who), path.into_inner(), &form, |conn, cx, event, of, part| {
        consultations::remove_theme(conn, cx, event, of, part)?;
        Ok("/themes?note=saved".to_owned())
    })
    .await
}
