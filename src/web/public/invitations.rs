//! The answer page behind a guest's link.
//!
//! The token is the proof: no account, no cookie. Looking changes nothing, however often a mail scanner looks; only a POST acts.
//! Whatever is wrong with a link, the page is the same.

use actix_web::http::{StatusCode, header};
use actix_web::web::{Path, ServiceConfig};
use actix_web::{HttpResponse, get, post};
use askama::Template;

use crate::access::{Actor, Context, Door};
use crate::calendar::{self, Method};
use crate::domain::events::Venue;
use crate::domain::invitations::{self, Answer, Closed, Given, InvitationError, OpenSeat};
use crate::i18n::Words;
use crate::kernel::invalid::{Invalid, Reason};
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;
use crate::mail::render::invitations as render;
use crate::text;
use crate::web::pieces::phone::dial;
use crate::web::pieces::{Field, Problem as FieldProblem};
use crate::web::{
    App, Fields, Front, Problem, Submitted, Visitor, assets, html, html_later, html_refused, html_status, see_other,
};

pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(show).service(reply).service(file);
}

/// A text and, when it is not the page's, its language.
pub(super) struct Said {
    pub text: String,
    pub lang: Option<&'static str>,
}

#[derive(Template)]
#[template(path = "public/answers/show.html")]
struct AnswerPage {
    w: Words,
    front: Front,
    /// Where the form posts to.
    here: String,
    hello: Option<String>,
    title: Said,
    description: String,
    description_lang: Option<&'static str>,
    when: Option<String>,
    /// Of an event of others: the whole of it.
    around: Option<String>,
    machine: String,
    clock: String,
    venue: Vec<Said>,
    map_url: String,
    languages: String,
    person: String,
    phone: String,
    /// The number for `tel:`.
    dial: String,
    legend: String,
    /// What we understood last.
    understood: Option<String>,
    /// How that sounds.
    tone: &'static str,
    /// What the button under the note and the needs sends again; none before the first answer.
    wish: Option<&'static str>,
    /// What the button sends that sends a held answer once more.
    repeat: Option<&'static str>,
    /// The event is cancelled: its day is struck out.
    off: bool,
    answer: Answer,
    change: Option<String>,
    full: bool,
    closed: Option<String>,
    /// An answer came just now, and too late.
    late: Option<String>,
    /// What was written with it, so that it is not lost to them.
    wrote: Vec<String>,
    /// Too many answers came at once: this one was not taken.
    held: Option<String>,
    /// The event moved since they answered.
    again: Option<String>,
    /// They asked us not to write: no confirmation will come.
    silent: Option<String>,
    /// Who waits: how many are before them.
    line: Option<String>,
    /// Who waits, and could have a place now: how to take it.
    free: Option<String>,
    fields: Vec<Field>,
    problems: Vec<FieldProblem>,
    calendar: Option<String>,
    /// "Please don't write to me again"; none for those who have asked.
    stop: Option<String>,
}

#[derive(Template)]
#[template(path = "public/answers/quiet.html")]
struct QuietPage {
    front: Front,
    title: String,
    why: String,
}

/// The language asked for by the address; a link of the page, it only shows.
pub(super) fn asked(visitor: &Visitor) -> Option<Locale> {
    visitor.query.split('&').find_map(|pair| pair.strip_prefix("lang=")?.parse().ok())
}

/// The page that every link without an open seat leads to.
pub(super) fn quiet(visitor: &Visitor) -> Result<HttpResponse, Problem> {
    let w = visitor.words;
    let page = QuietPage {
        front: Front::new(w, w.t("product-name"), assets::version()),
        title: w.t("answers-gone-title"),
        why: w.t("answers-gone-why"),
    };
    html_status(StatusCode::NOT_FOUND, &page)
}

async fn open(app: &App, visitor: &Visitor, token: &str) -> Result<Option<OpenSeat>, Problem> {
    let (cx, token) = (visitor.context(app), token.to_owned());
    match app.db.read(move |conn| invitations::open_link(conn, &cx, &token)).await {
        Ok(seat) => Ok(Some(seat)),
        Err(InvitationError::Denied(_)) => Ok(None),
        Err(fault) => Err(fault.into()),
    }
}

#[get("/a/{token}")]
async fn show(app: App, visitor: Visitor, token: Path<String>) -> Result<HttpResponse, Problem> {
    let Some(seat) = open(&app, &visitor, &token).await? else { return quiet(&visitor) };
    let mut typed = Fields::default();
    typed.set("note", seat.note.clone());
    typed.set("dietary", seat.needs.dietary.clone());
    typed.set("access", seat.needs.access.clone());
    html(&page(&visitor, &token, &seat, &typed, &Invalid::default()))
}

#[post("/a/{token}")]
async fn reply(app: App, visitor: Visitor, token: Path<String>, submitted: Submitted) -> Result<HttpResponse, Problem> {
    let Some(seat) = open(&app, &visitor, &token).await? else { return quiet(&visitor) };
    let (typed, twice) = submitted.fields.once(&["answer"], &["note", "dietary", "access"]);
    if submitted.held {
        return held(&visitor, &token, &seat, &typed);
    }
    let given = match twice.into_result().and_then(|()| given(&typed)) {
        Ok(given) => given,
        Err(invalid) => {
            return html_refused(&page(&visitor, &token, &seat, &typed, &invalid));
        }
    };
    // Whoever holds the link answers as this seat's guest, even when they are signed in as somebody else.
    let cx = Context { actor: Actor::Guest(seat.id), door: Door::Page, ..visitor.context(&app) };
    let done = app.db.write(move |conn| invitations::answer(conn, &cx, seat.id, &given)).await;
    match done {
        Ok(_) => Ok(see_other(&back(&visitor, &token))),
        Err(InvitationError::Closed(_)) => too_late(&app, &visitor, &token, &typed).await,
        Err(InvitationError::Denied(_)) => quiet(&visitor),
        Err(fault) => Err(fault.into()),
    }
}

fn given(typed: &Fields) -> Result<Given, Invalid> {
    Given::parse(typed.text("answer"), typed.text("note"), typed.text("dietary"), typed.text("access"))
}

/// The page as it stands now, which says why, and that this answer was not taken.
async fn too_late(app: &App, visitor: &Visitor, token: &str, typed: &Fields) -> Result<HttpResponse, Problem> {
    let Some(seat) = open(app, visitor, token).await? else { return quiet(visitor) };
    let mut page = page(visitor, token, &seat, &Fields::default(), &Invalid::default());
    page.late = Some(page.w.t(match seat.answer {
        Answer::None => "answers-late",
        _ => "answers-late-stands",
    }));
    let answer = match typed.text("answer") {
        "accepted" => page.w.t("answers-accept"),
        "tentative" => page.w.t("answers-maybe"),
        _ => page.w.t("answers-decline"),
    };
    let [note, dietary, access] = ["note", "dietary", "access"].map(|name| typed.text(name).trim().to_owned());
    let texts = [answer, note, dietary, access];
    page.wrote = texts.into_iter().filter(|text| !text.is_empty()).collect();
    html_status(StatusCode::CONFLICT, &page)
}

/// The page with all that was written still in it, to be sent once more.
fn held(visitor: &Visitor, token: &str, seat: &OpenSeat, typed: &Fields) -> Result<HttpResponse, Problem> {
    let mut page = page(visitor, token, seat, typed, &Invalid::default());
    page.held = Some(page.w.t("answers-held"));
    page.repeat = typed.text("answer").parse().ok().and_then(wish);
    html_later(1, &page)
}

/// The page again, in the language it was read in.
fn back(visitor: &Visitor, token: &str) -> String {
    match asked(visitor) {
        Some(locale) => format!("/a/{token}?lang={locale}"),
        None => format!("/a/{token}"),
    }
}

#[get("/a/{token}/event.ics")]
async fn file(app: App, visitor: Visitor, token: Path<String>) -> Result<HttpResponse, Problem> {
    let Some(seat) = open(&app, &visitor, &token).await? else { return quiet(&visitor) };
    let locale = asked(&visitor).unwrap_or(seat.locale);
    let link = format!("{}/a/{token}", app.config.base_url());
    let Some(entry) = render::guest_entry(&seat.event, locale, link, app.clock.now()) else {
        return quiet(&visitor);
    };
    Ok(HttpResponse::Ok()
        .content_type(Method::Publish.content_type())
        .insert_header((header::CONTENT_DISPOSITION, "attachment; filename=\"event.ics\""))
        .body(calendar::write(Method::Publish, &[entry])))
}

fn page(visitor: &Visitor, token: &str, seat: &OpenSeat, typed: &Fields, invalid: &Invalid) -> AnswerPage {
    let locale = asked(visitor).unwrap_or(seat.locale);
    let (w, event) = (Words::new(locale), &seat.event);
    let path = format!("/a/{token}");
    let until = event.answers_until().map(|at| w.moment_at(at, event.place.best(locale)));
    let description = event.description.best_with_locale(locale);
    let fields = fields(w, typed, invalid);
    let mut front = Front::new(w, event.programme_title.best(locale), assets::version()).in_languages(&path);
    front.hue = event.view.city.as_ref().map(|c| format!("hue-{}", c.hue)).unwrap_or_default();
    let answered = seat.answer != Answer::None;
    let off = seat.closed == Some(Closed::Cancelled);
    AnswerPage {
        hello: hello(w, seat),
        title: said(w, &event.title),
        description: description.map(|(_, text)| text::page_html(text)).unwrap_or_default(),
        description_lang: description.and_then(|(l, _)| (l != locale).then_some(l.bcp47())),
        off,
        when: event.for_guests().filter(|_| event.time_holds() || off).map(|slot| w.range(slot.start, slot.end)),
        around: event.around().map(|slot| w.part_of(event.host.name.best(locale), slot.start, slot.end)),
        machine: event.for_guests().map(|slot| slot.start.instant().rfc3339()).unwrap_or_default(),
        clock: clock(w, seat),
        venue: venue(w, &event.venue),
        map_url: event.venue.map_url.clone(),
        languages: w.list(&event.languages.iter().map(|l| w.t(format!("language-{l}"))).collect::<Vec<_>>()),
        person: event.card.name.clone(),
        dial: dial(&event.card.phone),
        phone: event.card.phone.clone(),
        legend: match (&event.reply_by, &until) {
            (Some(_), Some(until)) => w.with("answers-ask-until", &[("when", until)]),
            _ => w.t("answers-ask"),
        },
        understood: (answered && !off).then(|| w.t(format!("answers-understood-{}", seat.answer))),
        tone: if seat.answer == Answer::Accepted { "done" } else { "planned" },
        wish: wish(seat.answer),
        repeat: None,
        answer: seat.answer,
        change: until.filter(|_| answered).map(|until| w.with("answers-change-until", &[("when", &until)])),
        full: seat.places_left == Some(0) && !matches!(seat.answer, Answer::Accepted | Answer::Waiting),
        closed: seat.closed.map(|why| closed(w, why)),
        late: None,
        wrote: Vec::new(),
        held: None,
        again: again(w, seat),
        silent: seat.silent_since.map(|_| w.t("answers-silent")),
        line: seat.before_me.filter(|_| !place_free(seat)).map(|n| w.n("answers-before-you", n)),
        free: place_free(seat).then(|| w.with("answers-place-free", &[("act", &w.t("answers-accept"))])),
        problems: problems(w, &fields, invalid),
        calendar: (event.when.is_some() && event.time_holds()).then(|| format!("{path}/event.ics?lang={locale}")),
        stop: seat.silent_since.is_none().then(|| format!("/n/{}?lang={locale}", seat.stop_token)),
        fields,
        here: back(visitor, token),
        w,
        front,
    }
}

/// What is wrong: first that none of the three answers was given, or several, which are buttons and no field.
fn problems(w: Words, fields: &[Field], invalid: &Invalid) -> Vec<FieldProblem> {
    let unanswered = invalid.0.iter().find(|fault| fault.field == "answer").map(|fault| {
        if fault.reason == Reason::GivenTwice {
            return FieldProblem { field: String::new(), label: w.t("answers-yours"), text: w.reason(&fault.reason) };
        }
        let between = if w.locale() == Locale::Zh { "、" } else { ", " };
        let choices = ["answers-accept", "answers-maybe", "answers-decline"].map(|key| w.t(key)).join(between);
        FieldProblem {
            field: String::new(),
            label: String::new(),
            text: w.with("form-choose", &[("choices", &choices)]),
        }
    });
    unanswered.into_iter().chain(FieldProblem::of(fields)).collect()
}

/// What a move makes of the answer given before it.
fn again(w: Words, seat: &OpenSeat) -> Option<String> {
    let key = match seat {
        seat if seat.asked_again => "answers-asked-again",
        seat if seat.moved_since => "answers-moved-since",
        _ => return None,
    };
    Some(w.t(key))
}

/// Whether a place became free for somebody who waits, or their number is no longer limited.
fn place_free(seat: &OpenSeat) -> bool {
    seat.answer == Answer::Waiting && seat.closed.is_none() && seat.places_left.is_none_or(|n| n > 0)
}

/// The wish behind an answer.
const fn wish(answer: Answer) -> Option<&'static str> {
    match answer {
        Answer::None => None,
        Answer::Accepted | Answer::Waiting => Some("accepted"),
        Answer::Tentative => Some("tentative"),
        Answer::Declined => Some("declined"),
    }
}

pub(super) fn said(w: Words, text: &Localised) -> Said {
    match text.best_with_locale(w.locale()) {
        Some((locale, text)) => Said { text: text.to_owned(), lang: (locale != w.locale()).then_some(locale.bcp47()) },
        None => Said { text: String::new(), lang: None },
    }
}

/// The greeting as it was written for this person, else by name.
fn hello(w: Words, seat: &OpenSeat) -> Option<String> {
    let name = seat.name.shown(w.locale()).to_owned();
    let written = seat.name.address.get(w.locale()).map(str::to_owned);
    written.or_else(|| (!name.is_empty()).then(|| w.with("answers-mail-hello", &[("name", &name)])))
}

fn clock(w: Words, seat: &OpenSeat) -> String {
    let event = &seat.event;
    let Some(slot) = event.for_guests() else { return String::new() };
    w.clock_of(event.place.best(w.locale()), slot.start, slot.end)
}

fn venue(w: Words, venue: &Venue) -> Vec<Said> {
    let side = |found: Option<(Locale, &str)>| {
        found.map(|(l, text)| Said { text: text.to_owned(), lang: (l != w.locale()).then_some(l.bcp47()) })
    };
    let (name, name_beside) = Venue::in_both_scripts(&venue.name, w.locale());
    let (address, address_beside) = Venue::in_both_scripts(&venue.address, w.locale());
    let room = venue.room_in(w).map(|text| Said { text, lang: None });
    [side(name), room, side(address), side(name_beside), side(address_beside)].into_iter().flatten().collect()
}

pub(super) fn closed(w: Words, why: Closed) -> String {
    w.t(match why {
        Closed::Cancelled => "answers-closed-cancelled",
        Closed::Postponed => "answers-closed-postponed",
        Closed::Over => "answers-closed-over",
        Closed::DeadlinePassed => "answers-closed-deadline",
    })
}

fn fields(w: Words, typed: &Fields, invalid: &Invalid) -> Vec<Field> {
    let error = |name: &str| invalid.0.iter().find(|f| f.field == name).map(|f| w.reason(&f.reason));
    let field = |name: &str, label: String, rows: u8, limit: usize| {
        Field::area(name, label, rows).optional().limit(limit).value(typed.text(name)).error(error(name))
    };
    vec![
        field("note", w.t("answers-note"), 2, Given::NOTE_LIMIT),
        field("dietary", w.t("answers-dietary"), 1, Given::NEEDS_LIMIT),
        field("access", w.t("answers-access"), 1, Given::NEEDS_LIMIT).help(w.t("answers-needs-help")),
    ]
}
