//! When a questionnaire opens and closes, and what is said above its questions.

use actix_web::web::Path;
use actix_web::{HttpResponse, get, post};
use askama::Template;

use super::PhasePath;
use super::ground::Ground;
use super::views::Head;
use crate::access::Action;
use crate::domain::consultations::{self, Consultation, ConsultationDraft, ConsultationError};
use crate::domain::history::Entity;
use crate::i18n::Words;
use crate::kernel::invalid::Invalid;
use crate::web::merging::{self, Clash, Seen};
use crate::web::pieces::account_fields::error_of;
use crate::web::pieces::{Control, Field, LanguageTabs, Problem as FormProblem};
use crate::web::{App, Chrome, Fields, Problem, Section, SignedIn, Submitted, html, html_refused, submit};

#[derive(Template)]
#[template(path = "admin/consultations/settings.html")]
struct SettingsPage {
    w: Words,
    chrome: Chrome,
    head: Head,
    seen: Seen,
    problems: Vec<FormProblem>,
    fields: Vec<Field>,
    texts: LanguageTabs,
}

async fn load(app: &App, who: &SignedIn, path: &PhasePath) -> Result<Ground, Problem> {
    let (cx, path) = (who.context(app), path.clone());
    Ok(app.db.read(move |conn| Ground::find(conn, &cx, &path, Action::EditEvent)).await?)
}

fn fields_of(of: &Consultation) -> Fields {
    let draft = ConsultationDraft::of(of);
    let mut typed = Fields::default();
    typed.set("version", of.version.to_string());
    typed.set("opens", draft.opens);
    typed.set("closes", draft.closes);
    typed.set_localised("intro", &of.intro);
    typed
}

fn draft(fields: &Fields) -> ConsultationDraft {
    ConsultationDraft {
        opens: fields.text("opens").to_owned(),
        closes: fields.text("closes").to_owned(),
        intro: fields.by_language("intro"),
    }
}

fn times(w: Words, typed: &Fields, faults: &Invalid) -> Vec<Field> {
    let field = |name: &str, label: &str, help: &str| {
        Field::new(name, w.t(label), Control::Line("datetime-local"))
            .value(typed.text(name))
            .help(w.t(help))
            .error(error_of(w, faults, name))
            .optional()
    };
    vec![
        field("opens", "event-field-opens", "consultations-opens-help"),
        field("closes", "event-field-closes", "consultations-closes-help"),
    ]
}

fn texts(w: Words, typed: &Fields, faults: &Invalid) -> LanguageTabs {
    LanguageTabs::new("texts", |l| {
        let name = format!("intro.{l}");
        let field = Field::area(&name, w.t("event-field-intro"), 5).optional().value(typed.text(&name));
        vec![field.help(w.t("consultations-intro-help")).limit(2_000).error(error_of(w, faults, &name))]
    })
}

fn page(app: &App, who: &SignedIn, ground: &Ground, typed: &Fields, faults: &Invalid) -> SettingsPage {
    let w = who.words;
    let (fields, texts) = (times(w, typed, faults), texts(w, typed, faults));
    SettingsPage {
        w,
        chrome: Chrome::of(app, who, Section::Events),
        head: ground.head(app, w),
        seen: Seen::of(typed),
        problems: FormProblem::of(fields.iter().chain(texts.fields())),
        fields,
        texts,
    }
}

#[get("/programmes/{programme}/events/{event}/consultations/{phase}/edit")]
pub(super) async fn open(app: App, who: SignedIn, path: Path<PhasePath>) -> Result<HttpResponse, Problem> {
    let ground = load(&app, &who, &path).await?;
    html(&page(&app, &who, &ground, &fields_of(&ground.of), &Invalid::default()))
}

#[post("/programmes/{programme}/events/{event}/consultations/{phase}/edit")]
pub(super) async fn save(
    app: App,
    who: SignedIn,
    path: Path<PhasePath>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let ground = load(&app, &who, &path).await?;
    let seen = merging::version(&form.fields, &fields_of(&ground.of));
    let (draft, own) = (draft(&form.fields), ground.clone());
    let done = submit(&app, who.context(&app), &form, move |conn, cx| {
        consultations::edit(conn, cx, &own.event, &own.of, seen, &draft)?;
        Ok::<_, ConsultationError>(format!("{}?note=saved", own.here()))
    });
    match done.await {
        Err(ConsultationError::Invalid(faults)) => html_refused(&page(&app, &who, &ground, &form.fields, &faults)),
        Err(ConsultationError::Stale) => clash(&app, &who, &path, &form.fields).await,
        done => Ok(done?),
    }
}

/// Somebody else has changed it since the form was opened.
async fn clash(app: &App, who: &SignedIn, path: &PhasePath, typed: &Fields) -> Result<HttpResponse, Problem> {
    let ground = load(app, who, path).await?;
    let (w, none) = (who.words, Invalid::default());
    let here = ground.here();
    let fields =
        |f: &Fields| times(w, f, &none).into_iter().chain(texts(w, f, &none).fields().cloned()).collect::<Vec<_>>();
    let clash = Clash {
        w,
        chrome: Chrome::of(app, who, Section::Events),
        subject: (Entity::Event, ground.event.id.raw()),
        title: ground.event.title.best(who.locale).to_owned(),
        action: format!("{here}/edit"),
        back: here,
        typed,
        now: fields_of(&ground.of),
        fields: &fields,
    };
    clash.answer_of_part(&ground.of.public_id, app, who).await
}
