//! Questions: made, worded anew, moved, taken out.

use actix_web::web::{Path, Query};
use actix_web::{HttpResponse, get, post};
use askama::Template;

use super::ground::{Ground, change};
use super::question_form::{begun, draft, fields_of, kind, same, settings, texts};
use super::views::{Head, RemovePage};
use super::{PartPath, PhasePath, public_id, split};
use crate::access::Action;
use crate::domain::consultations::{self, ConsultationError, Question, QuestionKind, Step};
use crate::domain::history::Entity;
use crate::i18n::Words;
use crate::kernel::invalid::Invalid;
use crate::web::admin::events::views::{Said, said};
use crate::web::merging::{self, Clash, Seen};
use crate::web::pieces::{Field, LanguageTabs, Problem as FormProblem};
use crate::web::{App, Chrome, Fields, Problem, Section, SignedIn, Submitted, html, html_refused, submit};

#[derive(Template)]
#[template(path = "admin/consultations/question.html")]
struct QuestionPage {
    w: Words,
    chrome: Chrome,
    head: Head,
    heading: String,
    kind: &'static str,
    action: String,
    seen: Seen,
    problems: Vec<FormProblem>,
    texts: LanguageTabs,
    fields: Vec<Field>,
    /// How many have answered: what changes, and what does not.
    answered: Option<String>,
    earlier: Vec<(Said, String)>,
}

struct Frame {
    ground: Ground,
    question: Option<Question>,
    earlier: Vec<consultations::Wording>,
}

async fn load(app: &App, who: &SignedIn, path: PhasePath, question: Option<String>) -> Result<Frame, Problem> {
    let cx = who.context(app);
    let id = question.map(|text| public_id(&text)).transpose()?;
    let read = app.db.read(move |conn| -> Result<_, ConsultationError> {
        let ground = Ground::find(conn, &cx, &path, Action::EditEvent)?;
        let question = match &id {
            Some(id) => Some(consultations::question(conn, &cx, &ground.event, &ground.of, id)?),
            None => None,
        };
        let earlier = match &question {
            Some(question) => consultations::wordings(conn, &cx, &ground.event, question)?,
            None => Vec::new(),
        };
        Ok(Frame { ground, question, earlier })
    });
    Ok(read.await?)
}

impl Frame {
    fn page(&self, app: &App, who: &SignedIn, typed: &Fields, faults: &Invalid) -> QuestionPage {
        let w = who.words;
        let (texts, mut fields) = (texts(w, typed, faults), settings(w, typed, faults));
        let (here, q) = (self.ground.here(), self.question.as_ref());
        fields.extend(q.and_then(|q| same(w, q, typed, faults)));
        let kind = kind(typed);
        let mut problems = FormProblem::of(texts.fields().chain(&fields));
        // What cannot be changed any more may have no field of its own.
        if let Some(fault) = faults.0.iter().find(|f| f.field == "kind") {
            problems.push(FormProblem { field: String::new(), label: String::new(), text: w.reason(&fault.reason) });
        }
        QuestionPage {
            heading: w.t(match q {
                Some(_) => "consultations-question-edit".to_owned(),
                None => format!("consultations-new-{kind}"),
            }),
            kind: kind.as_str(),
            action: match q {
                Some(q) => format!("{here}/questions/{}/edit", q.public_id),
                None => format!("{here}/questions"),
            },
            seen: Seen::of(typed),
            problems,
            texts,
            fields,
            answered: q.filter(|q| q.answers > 0).map(|q| w.n("consultations-answered-fixed", q.answers)),
            earlier: self.earlier.iter().map(|e| (said(w, &e.text), w.exact(e.replaced_at, who.zone))).collect(),
            chrome: Chrome::of(app, who, Section::Events),
            head: self.ground.head(app, w),
            w,
        }
    }
}

#[get("/programmes/{programme}/events/{event}/consultations/{phase}/questions/new")]
pub(super) async fn blank(
    app: App,
    who: SignedIn,
    path: Path<PhasePath>,
    query: Query<Fields>,
) -> Result<HttpResponse, Problem> {
    let frame = load(&app, &who, path.into_inner(), None).await?;
    let kind = query.text("kind").parse().unwrap_or(QuestionKind::Text);
    html(&frame.page(&app, &who, &begun(kind), &Invalid::default()))
}

#[post("/programmes/{programme}/events/{event}/consultations/{phase}/questions")]
pub(super) async fn create(
    app: App,
    who: SignedIn,
    path: Path<PhasePath>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let frame = load(&app, &who, path.into_inner(), None).await?;
    let (draft, ground) = (draft(&form.fields), frame.ground.clone());
    let done = submit(&app, who.context(&app), &form, move |conn, cx| {
        consultations::add_question(conn, cx, &ground.event, &ground.of, &draft)?;
        Ok::<_, ConsultationError>(format!("{}?note=saved", ground.here()))
    });
    match done.await {
        Err(ConsultationError::Invalid(faults)) => html_refused(&frame.page(&app, &who, &form.fields, &faults)),
        done => Ok(done?),
    }
}

#[get("/programmes/{programme}/events/{event}/consultations/{phase}/questions/{question}/edit")]
pub(super) async fn open(app: App, who: SignedIn, path: Path<PartPath>) -> Result<HttpResponse, Problem> {
    let (path, id) = split(path.into_inner());
    let frame = load(&app, &who, path, Some(id)).await?;
    let typed = frame.question.as_ref().map(fields_of).unwrap_or_default();
    html(&frame.page(&app, &who, &typed, &Invalid::default()))
}

#[post("/programmes/{programme}/events/{event}/consultations/{phase}/questions/{question}/edit")]
pub(super) async fn save(
    app: App,
    who: SignedIn,
    path: Path<PartPath>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let (path, id) = split(path.into_inner());
    let frame = load(&app, &who, path.clone(), Some(id.clone())).await?;
    let Some(question) = &frame.question else { return Err(Problem::NotFound) };
    let seen = merging::version(&form.fields, &fields_of(question));
    let (draft, ground) = (draft(&form.fields), frame.ground.clone());
    let name = question.public_id.clone();
    let done = submit(&app, who.context(&app), &form, move |conn, cx| {
        consultations::edit_question(conn, cx, &ground.event, &ground.of, (&name, seen), &draft)?;
        Ok::<_, ConsultationError>(format!("{}?note=saved", ground.here()))
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
    let Some(question) = &now.question else { return Err(Problem::NotFound) };
    let (w, none) = (who.words, Invalid::default());
    let fields = |f: &Fields| {
        let said = texts(w, f, &none).fields().cloned().chain(settings(w, f, &none)).collect::<Vec<Field>>();
        // That other words mean the same is said by whoever has changed them, and is kept with them.
        said.into_iter().chain(same(w, question, f, &none)).collect::<Vec<Field>>()
    };
    let clash = Clash {
        w,
        chrome: Chrome::of(app, who, Section::Events),
        subject: (Entity::Event, now.ground.event.id.raw()),
        title: question.wording.best(who.locale).to_owned(),
        action: format!("{}/questions/{}/edit", now.ground.here(), question.public_id),
        back: now.ground.here(),
        typed,
        now: fields_of(question),
        fields: &fields,
    };
    clash.answer_of_part(&question.public_id, app, who).await
}

#[post("/programmes/{programme}/events/{event}/consultations/{phase}/questions/{question}/move")]
pub(super) async fn shift(
    app: App,
    who: SignedIn,
    path: Path<PartPath>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let step = if form.fields.text("to") == "up" { Step::Up } else { Step::Down };
    change((&app, &who), path.into_inner(), &form, move |conn, cx, event, of, (id, seen)| {
        consultations::move_question(conn, cx, event, of, (id, seen, step))?;
        Ok(format!("#q-{id}"))
    })
    .await
}

#[get("/programmes/{programme}/events/{event}/consultations/{phase}/questions/{question}/remove")]
pub(super) async fn ask_removal(app: App, who: SignedIn, path: Path<PartPath>) -> Result<HttpResponse, Problem> {
    let (path, id) = split(path.into_inner());
    let frame = load(&app, &who, path, Some(id)).await?;
    let Some(q) = &frame.question else { return Err(Problem::NotFound) };
    let (w, here) = (who.words, frame.ground.here());
    html(&RemovePage {
        w,
        chrome: Chrome::of(&app, &who, Section::Events),
        heading: w.t("consultations-question-remove"),
        said: said(w, &q.wording),
        version: q.version,
        why: w.n("consultations-question-remove-why", q.answers),
        action: format!("{here}/questions/{}/remove", q.public_id),
        back: here,
        act: w.t("consultations-question-remove-act"),
        head: frame.ground.head(&app, w),
    })
}

#[post("/programmes/{programme}/events/{event}/consultations/{phase}/questions/{question}/remove")]
pub(super) async fn remove(
    app: App,
    who: SignedIn,
    path: Path<PartPath>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    change((&app, &who), path.into_inner(), &form, |conn, cx, event, of, part| {
        consultations::remove_question(conn, cx, event, of, part)?;
        Ok("?note=saved".to_owned())
    })
    .await
}
