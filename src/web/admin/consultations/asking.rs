//! Asking participants by mail: who gets one, who does not and why, and calling it back.

use actix_web::http::StatusCode;
use actix_web::web::{Path, Query};
use actix_web::{HttpResponse, get, post};
use askama::Template;

use super::views::{Head, person};
use super::{PhasePath, Rights, base, by, found};
use crate::domain::consultations::{self, AskCheck, AskTurn, Consultation, ConsultationError, Standing};
use crate::domain::invitations::EventFacts;
use crate::i18n::Words;
use crate::web::pieces::PersonView;
use crate::web::{App, Chrome, Fields, Problem, Section, SignedIn, Submitted, html, html_status, submit};

/// How many of those left out are named for one reason.
const NAMED: usize = 12;

#[derive(Template)]
#[template(path = "admin/consultations/ask.html")]
struct AskPage {
    w: Words,
    chrome: Chrome,
    head: Head,
    turn: &'static str,
    heading: String,
    told: String,
    languages: Vec<(String, String)>,
    excluded: Vec<ExcludedLine>,
    /// What the button says; none where nobody would get a mail.
    act: Option<String>,
    why: String,
    /// Why nobody can be asked now.
    shut: Option<String>,
    action: String,
}

struct ExcludedLine {
    why: String,
    people: Vec<PersonView>,
    more: usize,
}

struct Loaded {
    event: EventFacts,
    of: Consultation,
    check: AskCheck,
    rights: Rights,
}

async fn load(app: &App, who: &SignedIn, path: &PhasePath, turn: AskTurn) -> Result<Loaded, Problem> {
    let (cx, path) = (who.context(app), path.clone());
    let read = app.db.read(move |conn| -> Result<_, ConsultationError> {
        let (event, of) = found(conn, &cx, by(&path))?;
        let check = consultations::ask_check(conn, &cx, &event, &of, turn)?;
        Ok(Loaded { rights: Rights::of(&cx, &event), event, of, check })
    });
    Ok(read.await?)
}

fn turn(fields: &Fields) -> AskTurn {
    fields.text("act").parse().unwrap_or(AskTurn::Ask)
}

fn page(app: &App, who: &SignedIn, loaded: &Loaded, turn: AskTurn) -> AskPage {
    let (w, check, of) = (who.words, &loaded.check, &loaded.of);
    let n = check.included.len();
    let standing = of.standing(app.clock.now());
    let mut excluded: Vec<ExcludedLine> = Vec::new();
    let mut last = None;
    for one in &check.excluded {
        if last != Some(one.why) {
            let why = w.t(format!("consultations-excluded-{}", one.why.key()));
            excluded.push(ExcludedLine { why, people: Vec::new(), more: 0 });
            last = Some(one.why);
        }
        if let Some(line) = excluded.last_mut() {
            if line.people.len() < NAMED {
                line.people.push(person(w, loaded.rights, &one.who.name, one.who.contact_public.as_str()));
            } else {
                line.more += 1;
            }
        }
    }
    let shut = match standing {
        _ if consultations::is_off(&loaded.event) => Some(w.t("consultations-ask-off")),
        Standing::Open | Standing::Ahead => None,
        Standing::Draft => Some(w.t("consultations-ask-draft")),
        Standing::Over => Some(w.t("consultations-ask-over")),
    };
    AskPage {
        turn: turn.as_str(),
        heading: w.t(format!("consultations-turn-{turn}")),
        told: w.n(format!("consultations-check-{turn}"), n),
        languages: check.languages.iter().map(|(l, n)| (w.t(format!("language-{l}")), w.count(*n))).collect(),
        excluded,
        act: (n > 0 && shut.is_none()).then(|| w.n(format!("consultations-act-{turn}"), n)),
        why: w.t("consultations-ask-why"),
        shut,
        action: format!("{}/{}/ask", base(&loaded.event), of.phase),
        chrome: Chrome::of(app, who, Section::Events),
        head: Head::of(w, &loaded.event, loaded.rights).with(w, of, standing),
        w,
    }
}

#[get("/programmes/{programme}/events/{event}/consultations/{phase}/ask")]
pub(super) async fn checked(
    app: App,
    who: SignedIn,
    path: Path<PhasePath>,
    query: Query<Fields>,
) -> Result<HttpResponse, Problem> {
    let turn = turn(&query);
    let loaded = load(&app, &who, &path, turn).await?;
    html(&page(&app, &who, &loaded, turn))
}

#[post("/programmes/{programme}/events/{event}/consultations/{phase}/ask")]
pub(super) async fn ask(
    app: App,
    who: SignedIn,
    path: Path<PhasePath>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let turn = turn(&form.fields);
    let named = path.clone();
    let done = submit(&app, who.context(&app), &form, move |conn, cx| {
        let (event, of) = found(conn, cx, by(&named))?;
        consultations::ask(conn, cx, &event, &of, turn)?;
        Ok::<_, ConsultationError>(format!("{}/{}", base(&event), of.phase))
    });
    match done.await {
        // Somebody was faster: the page as it stands now says so.
        Err(ConsultationError::NobodyToAsk | ConsultationError::NotOpen(_) | ConsultationError::EventOff) => {
            let loaded = load(&app, &who, &path, turn).await?;
            html_status(StatusCode::CONFLICT, &page(&app, &who, &loaded, turn))
        }
        done => Ok(done?),
    }
}

#[post("/programmes/{programme}/events/{event}/consultations/{phase}/recall")]
pub(super) async fn recall(
    app: App,
    who: SignedIn,
    path: Path<PhasePath>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let done = submit(&app, who.context(&app), &form, move |conn, cx| {
        let (event, of) = found(conn, cx, by(&path))?;
        let called = consultations::call_back(conn, cx, &event, &of)?;
        let note = format!("note=consultation-recalled&n={}", called.people);
        Ok::<_, ConsultationError>(format!("{}/{}?{note}", base(&event), of.phase))
    });
    Ok(done.await?)
}
