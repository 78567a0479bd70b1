//! An event's questionnaires: before it and after it.

use actix_web::web::Path;
use actix_web::{HttpResponse, get, post};
use askama::Template;

use super::views::{Head, mark, window};
use super::{EventPath, Rights, base, event, place};
use crate::access::{Action, Actor, Context, Scope, may};
use crate::db::batch::Question;
use crate::domain::consultations::{self, Consultation, ConsultationError, Phase, Tally};
use crate::domain::events::Event;
use crate::i18n::Words;
use crate::kernel::invalid::one_of_at;
use crate::kernel::time::Instant;
use crate::web::pieces::Mark;
use crate::web::{App, Chrome, Problem, Section, SignedIn, Submitted, html, submit};

#[derive(Template)]
#[template(path = "admin/consultations/list.html")]
struct ListPage {
    w: Words,
    chrome: Chrome,
    head: Head,
    cards: Vec<Card>,
}

/// One phase.
pub(in crate::web) struct Card {
    pub phase: Phase,
    pub title: String,
    pub why: String,
    pub there: Option<There>,
}

impl Card {
    pub fn word(&self) -> &'static str {
        self.phase.as_str()
    }
}

/// A questionnaire in numbers.
pub(in crate::web) struct There {
    pub href: String,
    pub mark: Mark,
    pub window: Option<String>,
    pub questions: String,
    pub asked: String,
    pub sent: String,
    /// Whether there is something to look at.
    pub answered: bool,
}

/// The section of an event's page: its questionnaires in numbers; none for those who may not see its guests.
pub(in crate::web) struct EventSection {
    pub base: String,
    pub cards: Vec<Card>,
}

fn cards(w: Words, now: Instant, (slug, event): (&str, &Event), all: &[(Consultation, Tally)]) -> Vec<Card> {
    let mut cards = Vec::new();
    for phase in Phase::ALL.iter().copied() {
        let there = all.iter().find(|(of, _)| of.phase == phase).map(|(of, tally)| There {
            href: format!("{}/{phase}", place(slug, event)),
            mark: mark(w, of.standing(now)),
            window: window(w, of),
            questions: w.n("consultations-count-questions", tally.questions),
            asked: w.n("consultations-count-asked", tally.asked),
            sent: w.n("consultations-count-sent", tally.sent),
            answered: tally.sent > 0,
        });
        cards.push(Card {
            phase,
            title: w.t(format!("consultations-phase-{phase}")),
            why: w.t(format!("consultations-phase-{phase}-why")),
            there,
        });
    }
    cards
}

/// What an event's own page asks; nothing for those who may not see its guests.
pub(in crate::web) fn asked<'a>(
    cx: &Context,
    of: &'a Event,
) -> Result<Option<Question<'a, Vec<(Consultation, Tally)>>>, ConsultationError> {
    if sees(&cx.actor, of) { consultations::in_numbers_asked(cx, of).map(Some) } else { Ok(None) }
}

/// For an event's own page.
pub(in crate::web) fn section(
    (w, now): (Words, Instant),
    slug: &str,
    of: &Event,
    all: &[(Consultation, Tally)],
) -> EventSection {
    EventSection { cards: cards(w, now, (slug, of), all), base: place(slug, of) }
}

fn sees(actor: &Actor, of: &Event) -> bool {
    may(actor, Action::SeeGuests, Scope::of(of.programme, of.city))
}

#[get("/programmes/{programme}/events/{event}/consultations")]
pub(super) async fn list(app: App, who: SignedIn, path: Path<EventPath>) -> Result<HttpResponse, Problem> {
    let (cx, w) = (who.context(&app), who.words);
    let read = app.db.read(move |conn| -> Result<_, ConsultationError> {
        let event = event(conn, &cx, &path.0, &path.1)?;
        let rights = Rights::of(&cx, &event);
        let all = consultations::in_numbers(conn, &cx, &event)?;
        Ok((Head::of(w, &event, rights), cards(w, cx.now, (event.programme_slug.as_str(), &*event), &all)))
    });
    let (head, cards) = read.await?;
    html(&ListPage { w, chrome: Chrome::of(&app, &who, Section::Events), head, cards })
}

#[post("/programmes/{programme}/events/{event}/consultations")]
pub(super) async fn create(
    app: App,
    who: SignedIn,
    path: Path<EventPath>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let typed = one_of_at::<Phase>("to", form.fields.text("to"));
    let done = submit(&app, who.context(&app), &form, move |conn, cx| {
        let event = event(conn, cx, &path.0, &path.1)?;
        crate::access::require(&cx.actor, Action::EditEvent, event.scope())?;
        let made = consultations::create(conn, cx, &event, typed?)?;
        Ok::<_, ConsultationError>(format!("{}/{}/edit", base(&event), made.phase))
    });
    Ok(done.await?)
}
