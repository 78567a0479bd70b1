//! What came in, in numbers by stakeholder group, and question by question in words.

use actix_web::web::{Path, Query};
use actix_web::{HttpResponse, get};
use askama::Template;

use super::chart::{FigureView, comparison, figure};
use super::views::{Head, group, person, value};
use super::{PhasePath, Rights, by, found};
use crate::domain::consultations::{
    self, Consultation, ConsultationError, Figures, Progress, Question, Respondent, Standing, Tally, of_comparison,
};
use crate::domain::contacts::{self, Group};
use crate::i18n::Words;
use crate::web::admin::events::views::{Said, said};
use crate::web::pieces::{Choice, PersonView};
use crate::web::{App, Chrome, Fields, Problem, Section, SignedIn, html};

#[derive(Template)]
#[template(path = "admin/consultations/results.html")]
struct ResultsPage {
    w: Words,
    chrome: Chrome,
    head: Head,
    tally: Tally,
    /// Whether the reader can ask people now.
    asks: bool,
    progress: Progress,
    figures: Vec<FigureView>,
    /// What was asked in both phases.
    both: Vec<FigureView>,
}

#[derive(Template)]
#[template(path = "admin/consultations/answers.html")]
struct AnswersPage {
    w: Words,
    chrome: Chrome,
    head: Head,
    questions: Vec<Choice>,
    wording: Said,
    lines: Vec<AnswerLine>,
    earlier: Option<String>,
}

struct AnswerLine {
    person: PersonView,
    group: String,
    lang: &'static str,
    text: String,
    /// Given to earlier words of the question.
    earlier: bool,
    quoting: String,
}

/// The figures of the other phase, where there is one.
fn others(
    conn: &mut crate::db::Conn,
    cx: &crate::access::Context,
    event: &crate::domain::invitations::EventFacts,
    of: &Consultation,
) -> Result<Vec<Figures>, ConsultationError> {
    let all = consultations::of_event(conn, cx, event)?;
    match all.iter().find(|c| c.phase != of.phase) {
        Some(other) => consultations::tabulate(conn, cx, event, other),
        None => Ok(Vec::new()),
    }
}

#[get("/programmes/{programme}/events/{event}/consultations/{phase}/results")]
pub(super) async fn figures(app: App, who: SignedIn, path: Path<PhasePath>) -> Result<HttpResponse, Problem> {
    let (cx, w) = (who.context(&app), who.words);
    let read = app.db.read(move |conn| -> Result<_, ConsultationError> {
        let (event, of) = found(conn, &cx, by(&path))?;
        let own = consultations::tabulate(conn, &cx, &event, &of)?;
        let other = others(conn, &cx, &event, &of)?;
        let both = match of.phase {
            consultations::Phase::Before => of_comparison(&own, &other),
            consultations::Phase::After => of_comparison(&other, &own),
        };
        let (rights, standing) = (Rights::of(&cx, &event), of.standing(cx.now));
        let takes = matches!(standing, Standing::Open | Standing::Ahead) && !consultations::is_off(&event);
        let head = Head::of(w, &event, rights).with(w, &of, standing);
        let tally = consultations::tally(conn, &cx, &event, &of)?;
        let progress = consultations::progress(conn, &cx, &event, &of)?;
        Ok((head, (tally, takes && rights.ask), progress, own, both))
    });
    let (head, (tally, asks), progress, own, both) = read.await?;
    html(&ResultsPage {
        w,
        chrome: Chrome::of(&app, &who, Section::Events),
        head,
        tally,
        asks,
        progress,
        figures: own.iter().map(|f| figure(w, f)).collect(),
        both: both.iter().map(|(question, rows)| comparison(w, question, rows)).collect(),
    })
}

struct Loaded {
    head: Head,
    rights: Rights,
    questions: Vec<Question>,
    respondents: Vec<Respondent>,
    groups: Vec<Group>,
}

#[get("/programmes/{programme}/events/{event}/consultations/{phase}/answers")]
pub(super) async fn answers(
    app: App,
    who: SignedIn,
    path: Path<PhasePath>,
    query: Query<Fields>,
) -> Result<HttpResponse, Problem> {
    let (cx, w) = (who.context(&app), who.words);
    let read = app.db.read(move |conn| -> Result<_, ConsultationError> {
        let (event, of) = found(conn, &cx, by(&path))?;
        let rights = Rights::of(&cx, &event);
        Ok(Loaded {
            respondents: consultations::respondents(conn, &cx, &event, &of)?,
            questions: consultations::questions(conn, &cx, &event, &of)?,
            groups: contacts::groups(conn)?,
            head: Head::of(w, &event, rights).with(w, &of, of.standing(cx.now)),
            rights,
        })
    });
    let loaded = read.await?;
    let asked = query.text("question");
    let chosen = loaded.questions.iter().find(|q| q.public_id.as_str() == asked).or(loaded.questions.first());
    let current = chosen.map(|q| q.public_id.to_string()).unwrap_or_default();
    let choice = |(at, q): (usize, &Question)| {
        let label = format!("{}. {}", at + 1, q.wording.best(w.locale()));
        Choice::of(q.public_id.as_str(), label, &current)
    };
    let lines: Vec<AnswerLine> = chosen.map(|q| lines(w, &loaded, q)).unwrap_or_default();
    let earlier = lines.iter().filter(|l| l.earlier).count();
    html(&AnswersPage {
        w,
        chrome: Chrome::of(&app, &who, Section::Events),
        questions: loaded.questions.iter().enumerate().map(choice).collect(),
        wording: chosen.map(|q| said(w, &q.wording)).unwrap_or_default(),
        earlier: (earlier > 0).then(|| w.n("consultations-earlier", earlier)),
        lines,
        head: loaded.head,
    })
}

fn lines(w: Words, loaded: &Loaded, question: &Question) -> Vec<AnswerLine> {
    let line = |r: &Respondent| {
        let given = r.given.get(&question.id)?;
        Some(AnswerLine {
            person: person(w, loaded.rights, &r.name, r.contact_public.as_str()),
            group: group(w, &loaded.groups, r.group.as_deref()),
            lang: r.language.bcp47(),
            text: value(w, &question.shape, &given.value),
            earlier: given.revision < question.revision,
            quoting: quoting(w, r.quoting),
        })
    };
    loaded.respondents.iter().filter_map(line).collect()
}

/// What somebody agreed to, in a word.
pub(super) fn quoting(w: Words, of: Option<consultations::Quoting>) -> String {
    match of {
        Some(quoting) => w.t(format!("consultations-quoting-{quoting}")),
        None => w.t("consultations-quoting-unsaid"),
    }
}
