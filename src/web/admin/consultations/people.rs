//! Who was asked, and what each said.

use actix_web::web::Path;
use actix_web::{HttpResponse, get};
use askama::Template;

use super::results::quoting;
use super::views::{Head, group, past, person, value};
use super::{PartPath, PhasePath, Rights, by, found, public_id};
use crate::access::Denied;
use crate::domain::consultations::{self, ConsultationError, Person, Question};
use crate::domain::contacts;
use crate::i18n::Words;
use crate::web::admin::events::views::{Said, said};
use crate::web::pieces::{Mark, PersonView};
use crate::web::{App, Chrome, Problem, Section, SignedIn, html};

#[derive(Template)]
#[template(path = "admin/consultations/people.html")]
struct PeoplePage {
    w: Words,
    chrome: Chrome,
    head: Head,
    rows: Vec<PersonLine>,
}

struct PersonLine {
    person: PersonView,
    group: String,
    language: String,
    mark: Mark,
    when: Option<(String, String)>,
    /// Their sheet, once it was sent.
    href: Option<String>,
    quoting: String,
}

#[derive(Template)]
#[template(path = "admin/consultations/person.html")]
struct PersonPage {
    w: Words,
    chrome: Chrome,
    head: Head,
    person: PersonView,
    group: String,
    sent: (String, String),
    quoting: String,
    lang: &'static str,
    answers: Vec<(Said, Option<String>)>,
}

/// How far somebody is, and since when.
fn standing(w: Words, of: &Person) -> (Mark, Option<crate::kernel::time::Instant>) {
    match of {
        Person { sent_at: Some(at), .. } => (Mark::done(w.t("consultations-person-sent")), Some(*at)),
        Person { saved_at: Some(at), .. } => (Mark::under_way(w.t("consultations-person-saved")), Some(*at)),
        Person { reminded_at: Some(at), .. } => (Mark::waiting(w.t("consultations-person-reminded")), Some(*at)),
        Person { asked_at: Some(at), .. } => (Mark::planned(w.t("consultations-person-asked")), Some(*at)),
        Person { .. } => (Mark::idle(w.t("consultations-person-not-asked")), None),
    }
}

#[get("/programmes/{programme}/events/{event}/consultations/{phase}/people")]
pub(super) async fn list(app: App, who: SignedIn, path: Path<PhasePath>) -> Result<HttpResponse, Problem> {
    let (cx, w) = (who.context(&app), who.words);
    let at = (who.zone, cx.now);
    let read = app.db.read(move |conn| -> Result<_, ConsultationError> {
        let (event, of) = found(conn, &cx, by(&path))?;
        let rights = Rights::of(&cx, &event);
        let people = consultations::people(conn, &cx, &event, &of)?;
        let head = Head::of(w, &event, rights).with(w, &of, of.standing(cx.now));
        Ok((head, rights, people, contacts::groups(conn)?))
    });
    let (head, rights, people, groups) = read.await?;
    let line = |p: &Person| {
        let (mark, when) = standing(w, p);
        PersonLine {
            person: person(w, rights, &p.name, p.contact_public.as_str()),
            group: group(w, &groups, p.group.as_deref()),
            language: w.t(format!("language-{}", p.language)),
            mark,
            when: when.map(|when| past(w, at, when)),
            href: p.sent_at.map(|_| format!("{}/people/{}", head.here, p.public_id)),
            quoting: quoting(w, p.quoting),
        }
    };
    html(&PeoplePage {
        rows: people.iter().map(line).collect(),
        w,
        chrome: Chrome::of(&app, &who, Section::Events),
        head,
    })
}

#[get("/programmes/{programme}/events/{event}/consultations/{phase}/people/{person}")]
pub(super) async fn show(app: App, who: SignedIn, path: Path<PartPath>) -> Result<HttpResponse, Problem> {
    let (cx, w, id) = (who.context(&app), who.words, public_id(&path.3)?);
    let at = (who.zone, cx.now);
    let read = app.db.read(move |conn| -> Result<_, ConsultationError> {
        let (event, of) = found(conn, &cx, (&path.0, &path.1, &path.2))?;
        let rights = Rights::of(&cx, &event);
        let all = consultations::respondents(conn, &cx, &event, &of)?;
        let one = all.into_iter().find(|r| r.public_id == id).ok_or(Denied::NotFound)?;
        let questions = consultations::questions(conn, &cx, &event, &of)?;
        let head = Head::of(w, &event, rights).with(w, &of, of.standing(cx.now));
        Ok((head, rights, one, questions, contacts::groups(conn)?))
    });
    let (head, rights, one, questions, groups) = read.await?;
    let answer =
        |q: &Question| (said(w, &q.wording), one.given.get(&q.id).map(|given| value(w, &q.shape, &given.value)));
    html(&PersonPage {
        w,
        chrome: Chrome::of(&app, &who, Section::Events),
        person: person(w, rights, &one.name, one.contact_public.as_str()),
        group: group(w, &groups, one.group.as_deref()),
        sent: past(w, at, one.sent_at),
        quoting: quoting(w, one.quoting),
        lang: one.language.bcp47(),
        answers: questions.iter().map(answer).collect(),
        head,
    })
}
