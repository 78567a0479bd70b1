//! One questionnaire: its questions, its times, its state.

use actix_web::web::{Path, Query};
use actix_web::{HttpResponse, get, post};
use askama::Template;

use super::ground::late;
use super::views::{Head, kind, window};
use super::{PhasePath, Rights, base, by, found};
use crate::domain::consultations::{
    self, AskTurn, Consultation, ConsultationError, ConsultationState, Question, Sheet, Since, Standing, Tally,
};
use crate::i18n::Words;
use crate::kernel::names::PersonName;
use crate::kernel::time::Instant;
use crate::text;
use crate::web::admin::events::views::{Said, said};
use crate::web::pieces::Undo;
use crate::web::public::consultations::SheetPage;
use crate::web::{App, Chrome, Fields, Problem, Section, SignedIn, Submitted, html, submit};

#[derive(Template)]
#[template(path = "admin/consultations/questionnaire.html")]
struct QuestionnairePage {
    w: Words,
    chrome: Chrome,
    head: Head,
    version: i64,
    window: Option<String>,
    /// Sanitised HTML, as participants read it.
    intro: String,
    intro_lang: Option<&'static str>,
    questions: Vec<QuestionLine>,
    /// What the other phase asks and this one does not.
    copies: Option<String>,
    tally: Tally,
    /// What it lacks before it can be opened.
    lacks: Vec<String>,
    draft: bool,
    open: bool,
    over: bool,
    /// Its event is over, where it asks about it, or does not take place.
    closable: bool,
}

struct QuestionLine {
    id: String,
    version: i64,
    wording: Said,
    kind: String,
    required: bool,
    answers: Option<String>,
    revised: bool,
    first: bool,
    last: bool,
}

struct Loaded {
    of: Consultation,
    head: Head,
    questions: Vec<Question>,
    /// How many questions could be copied.
    copies: usize,
    tally: Tally,
    waiting: Option<(AskTurn, Instant, usize)>,
}

async fn load(app: &App, who: &SignedIn, path: PhasePath) -> Result<Loaded, Problem> {
    let (cx, w) = (who.context(app), who.words);
    let read = app.db.read(move |conn| -> Result<_, ConsultationError> {
        let (event, of) = found(conn, &cx, by(&path))?;
        let rights = Rights::of(&cx, &event);
        let questions = consultations::questions(conn, &cx, &event, &of)?;
        let mut copies = 0;
        let others = consultations::of_event(conn, &cx, &event)?;
        if let Some(other) = others.iter().find(|c| c.phase != of.phase) {
            let theirs = consultations::questions(conn, &cx, &event, other)?;
            copies = theirs.iter().filter(|t| questions.iter().all(|q| q.code != t.code)).count();
        }
        Ok(Loaded {
            head: Head::of(w, &event, rights).with(w, &of, of.standing(cx.now)),
            tally: consultations::tally(conn, &cx, &event, &of)?,
            waiting: consultations::waiting_until(conn, &cx, &event, &of)?,
            questions,
            copies,
            of,
        })
    });
    Ok(read.await?)
}

#[get("/programmes/{programme}/events/{event}/consultations/{phase}")]
pub(super) async fn show(app: App, who: SignedIn, path: Path<PhasePath>) -> Result<HttpResponse, Problem> {
    let Loaded { of, head, questions, copies, tally, waiting } = load(&app, &who, path.into_inner()).await?;
    let w = who.words;
    let undo = waiting.filter(|_| head.rights.ask).map(|(turn, until, people)| Undo {
        text: w.n(format!("consultations-leaving-{turn}"), people),
        until: w.time(until.at(who.zone)),
        action: format!("{}/recall", head.here),
    });
    let last = questions.len();
    let line = |(at, q): (usize, &Question)| QuestionLine {
        id: q.public_id.to_string(),
        version: q.version,
        wording: said(w, &q.wording),
        kind: kind(w, q),
        required: q.need == consultations::Need::Required,
        answers: (q.answers > 0).then(|| w.n("consultations-answers", q.answers)),
        revised: q.revision > 1,
        first: at == 0,
        last: at + 1 == last,
    };
    let mut lacks = Vec::new();
    if questions.is_empty() {
        lacks.push(w.t("consultations-lacks-questions"));
    }
    match of.closes {
        None => lacks.push(w.t("consultations-lacks-end")),
        Some(at) if at.instant() <= app.clock.now() => lacks.push(w.t("consultations-lacks-future")),
        Some(_) => {}
    }
    lacks.extend(waits(&of, app.clock.now()).into_iter().map(|key| w.t(key)));
    let intro = said(w, &of.intro);
    html(&QuestionnairePage {
        w,
        chrome: Chrome::of(&app, &who, Section::Events).with_undo(undo),
        version: of.version,
        window: window(w, &of),
        intro: text::page_html(&intro.text),
        intro_lang: intro.lang,
        questions: questions.iter().enumerate().map(line).collect(),
        copies: (copies > 0).then(|| w.n(format!("consultations-copy-{}", of.phase), copies)),
        tally,
        lacks,
        draft: of.state == ConsultationState::Draft,
        open: of.state == ConsultationState::Open,
        over: of.standing(app.clock.now()) == Standing::Over,
        closable: !of.is_early(app.clock.now()) || head.off,
        head,
    })
}

/// What one that is asked after its event waits for.
fn waits(of: &Consultation, now: Instant) -> Vec<&'static str> {
    let mut found = Vec::new();
    match of.since {
        Since::Any => {}
        Since::Undated => found.push("consultations-lacks-date"),
        Since::Ends(end) => {
            if of.is_early(now) && of.opens.is_none_or(|at| at.instant() < end.instant()) {
                found.push("consultations-lacks-held");
            }
            if of.closes.is_some_and(|at| at.instant() <= end.instant()) {
                found.push("consultations-lacks-after");
            }
        }
    }
    found
}

#[post("/programmes/{programme}/events/{event}/consultations/{phase}/state")]
pub(super) async fn advance(
    app: App,
    who: SignedIn,
    path: Path<PhasePath>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let to: ConsultationState = form.fields.text("to").parse().map_err(|_| Problem::NotFound)?;
    let (seen, path) = (form.fields.version(), path.into_inner());
    let of = path.clone();
    let done = submit(&app, who.context(&app), &form, move |conn, cx| {
        let (event, of) = found(conn, cx, by(&path))?;
        consultations::advance(conn, cx, &event, &of, seen, to)?;
        Ok::<_, ConsultationError>(format!("{}/{}?note=saved", base(&event), of.phase))
    });
    match done.await {
        Err(ConsultationError::Stale) => late(&app, &who, of, &form.fields).await,
        done => Ok(done?),
    }
}

#[post("/programmes/{programme}/events/{event}/consultations/{phase}/copy")]
pub(super) async fn copy(
    app: App,
    who: SignedIn,
    path: Path<PhasePath>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let done = submit(&app, who.context(&app), &form, move |conn, cx| {
        let (event, of) = found(conn, cx, by(&path))?;
        consultations::copy_questions(conn, cx, &event, &of)?;
        Ok::<_, ConsultationError>(format!("{}/{}?note=saved", base(&event), of.phase))
    });
    Ok(done.await?)
}

/// The sheet as participants will read it, in the language asked for. It opens nothing and sends nothing.
#[get("/programmes/{programme}/events/{event}/consultations/{phase}/preview")]
pub(super) async fn preview(
    app: App,
    who: SignedIn,
    path: Path<PhasePath>,
    query: Query<Fields>,
) -> Result<HttpResponse, Problem> {
    let cx = who.context(&app);
    let locale = query.text("lang").parse().unwrap_or(who.locale);
    let here = format!("/programmes/{}/events/{}/consultations/{}/preview", path.0, path.1, path.2);
    let read = app.db.read(move |conn| -> Result<_, ConsultationError> {
        let (event, about) = found(conn, &cx, by(&path))?;
        let questions = consultations::questions(conn, &cx, &event, &about)?;
        Ok(Sheet {
            person: 0,
            seat: crate::kernel::ids::SeatId::new(0),
            name: PersonName::default(),
            locale,
            event,
            about,
            questions,
            given: std::collections::HashMap::new(),
            quoting: None,
            saved_at: None,
            sent_at: None,
            gone: false,
            standing: Standing::Open,
        })
    });
    html(&SheetPage::preview(Words::new(locale), &read.await?, &here))
}
