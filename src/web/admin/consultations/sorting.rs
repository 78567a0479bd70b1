//! Passages sorted into themes: choose some, press a theme; each act can be undone.

use actix_web::web::{Path, Query};
use actix_web::{HttpResponse, get, post};
use askama::Template;

use super::results::quoting;
use super::views::{Head, ThemeView, group, person};
use super::{PartPath, PhasePath, Rights, base, by, found, public_id};
use crate::domain::consultations::{
    self, ConsultationError, Passage, PassageFilter, Progress, Question, QuestionKind, Sort, Theme, Verb, Which,
};
use crate::domain::contacts::{self, Group};
use crate::i18n::Words;
use crate::kernel::ids::PublicId;
use crate::kernel::invalid::Invalid;
use crate::web::pieces::{Choice, PersonView};
use crate::web::{App, Chrome, Fields, Problem, Section, SignedIn, Submitted, html, html_refused, submit};

#[derive(Template)]
#[template(path = "admin/consultations/sorting.html")]
struct SortingPage {
    w: Words,
    chrome: Chrome,
    head: Head,
    progress: Progress,
    questions: Vec<Choice>,
    filters: Vec<Choice>,
    themes: Vec<ThemeView>,
    passages: Vec<PassageLine>,
    /// Where the form posts to, with the filter it was shown with.
    action: String,
    /// What the last act did, and where it is undone.
    done: Option<(String, String)>,
    fault: Option<String>,
}

struct PassageLine {
    id: String,
    body: String,
    lang: &'static str,
    person: PersonView,
    group: String,
    quoting: String,
    themes: Vec<ThemeView>,
    aside: bool,
    chosen: bool,
}

struct Loaded {
    head: Head,
    rights: Rights,
    questions: Vec<Question>,
    themes: Vec<Theme>,
    passages: Vec<Passage>,
    progress: Progress,
    groups: Vec<Group>,
    last: Option<Sort>,
}

async fn load(app: &App, who: &SignedIn, path: &PhasePath, query: &Fields) -> Result<Loaded, Problem> {
    let (cx, w, path, query) = (who.context(app), who.words, path.clone(), query.clone());
    let read = app.db.read(move |conn| -> Result<_, ConsultationError> {
        let (event, of) = found(conn, &cx, by(&path))?;
        let rights = Rights::of(&cx, &event);
        let questions = consultations::questions(conn, &cx, &event, &of)?;
        let themes = consultations::themes(conn, &cx, &event)?;
        let filter = filter(&query, &questions, &themes);
        let last = match query.text("sorted").parse::<PublicId>() {
            Ok(id) if rights.sort => match consultations::sorted(conn, &cx, &event, &of, &id) {
                Ok(sort) => Some(sort),
                Err(ConsultationError::Denied(_)) => None,
                Err(fault) => return Err(fault),
            },
            _ => None,
        };
        Ok(Loaded {
            passages: consultations::passages(conn, &cx, &event, &of, &filter)?,
            progress: consultations::progress(conn, &cx, &event, &of)?,
            groups: contacts::groups(conn)?,
            head: Head::of(w, &event, rights).with(w, &of, of.standing(cx.now)),
            last: last.filter(|sort| !sort.undone),
            rights,
            questions,
            themes,
        })
    });
    Ok(read.await?)
}

/// What the address asks for: all, those nobody has sorted, or those of a theme.
fn filter(query: &Fields, questions: &[Question], themes: &[Theme]) -> PassageFilter {
    let show = query.text("show");
    PassageFilter {
        question: questions.iter().find(|q| q.public_id.as_str() == query.text("question")).map(|q| q.id),
        theme: themes.iter().find(|t| t.public_id.as_str() == show).map(|t| t.id),
        which: if show == "unsorted" { Which::Unsorted } else { Which::All },
    }
}

fn page(app: &App, who: &SignedIn, loaded: Loaded, query: &Fields, typed: &Fields) -> SortingPage {
    let (w, show, asked) = (who.words, query.text("show"), query.text("question"));
    let text = |q: &&Question| q.shape.kind() == QuestionKind::Text;
    let mut questions = vec![Choice::of("", w.t("consultations-all-questions"), asked)];
    questions.extend(
        loaded
            .questions
            .iter()
            .filter(text)
            .map(|q| Choice::of(q.public_id.as_str(), q.wording.best(w.locale()), asked)),
    );
    let mut filters = vec![
        Choice::of("", w.t("consultations-show-all"), show),
        Choice::of("unsorted", w.t("consultations-show-unsorted"), show),
    ];
    filters.extend(loaded.themes.iter().map(|t| Choice::of(t.public_id.as_str(), t.name.best(w.locale()), show)));
    let chosen: Vec<&str> = typed.all("id").collect();
    let line = |p: &Passage| PassageLine {
        id: p.public_id.to_string(),
        body: p.body.clone(),
        lang: p.language.bcp47(),
        person: person(w, loaded.rights, &p.name, p.contact_public.as_str()),
        group: group(w, &loaded.groups, p.group.as_deref()),
        quoting: quoting(w, p.quoting),
        themes: loaded.themes.iter().filter(|t| p.themes.contains(&t.id)).map(|t| ThemeView::of(w, t)).collect(),
        aside: p.aside,
        chosen: chosen.contains(&p.public_id.as_str()),
    };
    let kept = narrowing(query).query();
    SortingPage {
        action: format!("{}/sorting?{kept}", loaded.head.here),
        done: loaded.last.as_ref().map(|sort| {
            let (said, undo) = told(w, &loaded.head.here, &loaded.themes, sort);
            (said, if kept.is_empty() { undo } else { format!("{undo}?{kept}") })
        }),
        fault: None,
        passages: loaded.passages.iter().map(line).collect(),
        themes: loaded.themes.iter().map(|t| ThemeView::of(w, t)).collect(),
        questions,
        filters,
        progress: loaded.progress,
        chrome: Chrome::of(app, who, Section::Events),
        head: loaded.head,
        w,
    }
}

/// What narrows the page, for acts that come back to it.
fn narrowing(query: &Fields) -> Fields {
    let mut kept = Fields::default();
    for name in ["show", "question"] {
        kept.set(name, query.text(name));
    }
    kept
}

/// What an act did, in words, and where it is undone.
fn told(w: Words, here: &str, themes: &[Theme], sort: &Sort) -> (String, String) {
    let theme = themes.iter().find(|t| Some(t.id) == sort.theme);
    let name = theme.map(|t| t.name.best(w.locale()).to_owned()).unwrap_or_default();
    let n = sort.passages.len();
    let said = w.with(format!("consultations-did-{}", sort.verb), &[("n", &n), ("theme", &name)]);
    (said, format!("{here}/sorts/{}/undo", sort.public_id))
}

#[get("/programmes/{programme}/events/{event}/consultations/{phase}/sorting")]
pub(super) async fn list(
    app: App,
    who: SignedIn,
    path: Path<PhasePath>,
    query: Query<Fields>,
) -> Result<HttpResponse, Problem> {
    let loaded = load(&app, &who, &path, &query).await?;
    html(&page(&app, &who, loaded, &query, &Fields::default()))
}

/// What a button says: a verb, and behind a colon the theme.
fn act(fields: &Fields) -> (Verb, Option<PublicId>) {
    let (verb, theme) = fields.text("act").split_once(':').unwrap_or((fields.text("act"), ""));
    (verb.parse().unwrap_or(Verb::Aside), theme.parse().ok())
}

#[post("/programmes/{programme}/events/{event}/consultations/{phase}/sorting")]
pub(super) async fn perform(
    app: App,
    who: SignedIn,
    path: Path<PhasePath>,
    query: Query<Fields>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let (verb, theme) = act(&form.fields);
    let chosen: Vec<PublicId> = form.fields.all("id").filter_map(|id| id.parse().ok()).collect();
    let (named, mut kept) = (path.clone(), query.clone());
    kept.set("sorted", "");
    let done = submit(&app, who.context(&app), &form, move |conn, cx| {
        let (event, of) = found(conn, cx, by(&named))?;
        let sort = consultations::sort(conn, cx, &event, &of, (verb, theme.as_ref()), &chosen)?;
        kept.set("sorted", sort.map(|s| s.public_id.to_string()).unwrap_or_default());
        Ok::<_, ConsultationError>(format!("{}/{}/sorting?{}", base(&event), of.phase, kept.query()))
    });
    match done.await {
        Err(ConsultationError::Invalid(faults)) => {
            let loaded = load(&app, &who, &path, &query).await?;
            let page = page(&app, &who, loaded, &query, &form.fields);
            let fault = Some(fault(who.words, &faults));
            html_refused(&SortingPage { fault, ..page })
        }
        done => Ok(done?),
    }
}

fn fault(w: Words, faults: &Invalid) -> String {
    match faults.0.first() {
        Some(fault) if fault.field == "passages" => w.t("consultations-choose-passages"),
        Some(fault) => w.reason(&fault.reason),
        None => String::new(),
    }
}

#[post("/programmes/{programme}/events/{event}/consultations/{phase}/sorts/{sort}/undo")]
pub(super) async fn take_back(
    app: App,
    who: SignedIn,
    path: Path<PartPath>,
    query: Query<Fields>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let id = public_id(&path.3)?;
    let mut kept = narrowing(&query);
    kept.set("note", "consultation-undone");
    let done = submit(&app, who.context(&app), &form, move |conn, cx| {
        let (event, of) = found(conn, cx, (&path.0, &path.1, &path.2))?;
        consultations::undo(conn, cx, &event, &of, &id)?;
        Ok::<_, ConsultationError>(format!("{}/{}/sorting?{}", base(&event), of.phase, kept.query()))
    });
    Ok(done.await?)
}
