//! An answer that came by telephone or letter, entered by staff with its source.

use actix_web::web::{Path, Query};
use actix_web::{HttpResponse, get, post};
use askama::Template;

use super::views::{GuestLine, Head};
use super::{Rights, address, event, public_id};
use crate::access::{Action, require};
use crate::domain::invitations::{
    self, Answer, EventFacts, Given, GuestRow, InvitationError, Needs, Numbers, Source, Way, Wish,
};
use crate::i18n::Words;
use crate::kernel::invalid::Invalid;
use crate::web::pieces::account_fields::error_of;
use crate::web::pieces::{Choice, Control, Field, Problem as FieldProblem};
use crate::web::{App, Chrome, Fields, Problem, Section, SignedIn, Submitted, html, html_refused, submit};

#[derive(Template)]
#[template(path = "admin/invitations/answer.html")]
struct AnswerPage {
    w: Words,
    chrome: Chrome,
    head: Head,
    guest: GuestLine,
    /// Others wait longer for the place.
    line: Option<String>,
    action: String,
    /// Where one came from: the list to telephone, or the guests.
    back: String,
    fields: Vec<Field>,
    problems: Vec<FieldProblem>,
}

struct Loaded {
    event: EventFacts,
    row: GuestRow,
    /// None for those who may not see needs; then the form does not ask for them either.
    needs: Option<Needs>,
    /// How many have waited longer for a place that is free.
    before: i64,
}

type SeatPath = (String, String, String);

async fn load(app: &App, who: &SignedIn, path: &SeatPath) -> Result<Loaded, Problem> {
    let (slug, id, seat, cx) = (path.0.clone(), public_id(&path.1)?, public_id(&path.2)?, who.context(app));
    let read = app.db.read(move |conn| -> Result<_, InvitationError> {
        let event = event(conn, &cx, &slug, &id)?;
        require(&cx.actor, Action::RecordAnswer, event.scope())?;
        let row = invitations::find_seat(conn, &cx, &event, &seat)?;
        let before = before(&event, &invitations::numbers(conn, &cx, &event)?, &row);
        let needs = match Rights::of(&cx, &event).needs {
            true => {
                let all = invitations::needs_of(conn, &cx, &event)?;
                Some(all.into_iter().find(|(s, _)| *s == row.id).map(|(_, n)| n).unwrap_or_default())
            }
            false => None,
        };
        Ok(Loaded { event, row, needs, before })
    });
    Ok(read.await?)
}

/// Whom staff would pass over by giving this guest a free place.
fn before(event: &EventFacts, numbers: &Numbers, row: &GuestRow) -> i64 {
    match (row.answer, row.place_in_line) {
        _ if event.free_places(numbers) == 0 => 0,
        (Answer::Accepted, _) => 0,
        (Answer::Waiting, Some(place)) => place - 1,
        _ => numbers.all.waiting,
    }
}

#[get("/programmes/{programme}/events/{event}/guests/{seat}/answer")]
pub(super) async fn blank(
    app: App,
    who: SignedIn,
    path: Path<SeatPath>,
    query: Query<Fields>,
) -> Result<HttpResponse, Problem> {
    let loaded = load(&app, &who, &path).await?;
    let mut typed = Fields::default();
    typed.set("back", back_of(&query));
    typed.set("answer", loaded.row.answer.as_str());
    typed.set("note", loaded.row.note.clone());
    if back_of(&query) == "guests/chase" {
        typed.set("how", Way::Phone.as_str());
    }
    if let Some(needs) = &loaded.needs {
        typed.set("dietary", needs.dietary.clone());
        typed.set("access", needs.access.clone());
    }
    html(&page(&app, &who, &loaded, &typed, &Invalid::default()))
}

#[post("/programmes/{programme}/events/{event}/guests/{seat}/answer")]
pub(super) async fn record(
    app: App,
    who: SignedIn,
    path: Path<SeatPath>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let typed = &form.fields;
    let given = Given::parse(typed.text("answer"), typed.text("note"), typed.text("dietary"), typed.text("access"));
    let source = Source::parse(typed.text("how"), typed.text("source"));
    let done = match both(given, source) {
        Err(invalid) => Err(InvitationError::Invalid(invalid)),
        Ok((mut given, source)) => {
            if !typed.has("dietary") {
                given.needs = None;
            }
            let (slug, id, seat) = (path.0.clone(), public_id(&path.1)?, public_id(&path.2)?);
            let back = back_of(typed);
            submit(&app, who.context(&app), &form, move |conn, cx| {
                let event = event(conn, cx, &slug, &id)?;
                let note = match invitations::record_answer(conn, cx, &event, &seat, &given, &source)?.answer() {
                    Answer::Waiting => "answer-waits",
                    _ => "answer-recorded",
                };
                Ok(format!("{}/{back}?note={note}", address(&event)))
            })
            .await
        }
    };
    match done {
        Err(InvitationError::Invalid(invalid)) => {
            let loaded = load(&app, &who, &path).await?;
            html_refused(&page(&app, &who, &loaded, typed, &invalid))
        }
        done => Ok(done?),
    }
}

/// What was given and how it came, or all that is wrong with either.
fn both(given: Result<Given, Invalid>, source: Result<Source, Invalid>) -> Result<(Given, Source), Invalid> {
    match (given, source) {
        (Ok(given), Ok(source)) => Ok((given, source)),
        (given, source) => {
            let faults = given.err().into_iter().chain(source.err()).flat_map(|invalid| invalid.0);
            Err(Invalid(faults.collect()))
        }
    }
}

/// The list one goes back to, by a closed choice: an address that says it anew is not followed.
fn back_of(fields: &Fields) -> &'static str {
    match fields.text("back") {
        "guests/chase" => "guests/chase",
        _ => "guests",
    }
}

fn page(app: &App, who: &SignedIn, loaded: &Loaded, typed: &Fields, invalid: &Invalid) -> AnswerPage {
    let (w, head) = (who.words, Head::of(who.words, &loaded.event));
    let fields = fields(w, loaded, typed, invalid);
    AnswerPage {
        w,
        chrome: Chrome::of(app, who, Section::Events),
        guest: GuestLine::of(w, who.zone, app.clock.now(), &loaded.row),
        line: (loaded.before > 0).then(|| w.n("invitations-before", loaded.before)),
        action: format!("{}/guests/{}/answer", head.here, loaded.row.public_id),
        back: back_of(typed).to_owned(),
        problems: FieldProblem::of(&fields),
        head,
        fields,
    }
}

fn fields(w: Words, loaded: &Loaded, typed: &Fields, invalid: &Invalid) -> Vec<Field> {
    let with = |field: Field| {
        let (value, fault) = (typed.text(&field.name).to_owned(), error_of(w, invalid, &field.name));
        field.value(value).error(fault)
    };
    let wish = |wish: &Wish| Choice::of(wish.as_str(), w.t(format!("invitations-answer-{wish}")), typed.text("answer"));
    let wishes = Control::Radios(Wish::ALL.iter().map(wish).collect());
    let way = |way: &Way| Choice::of(way.as_str(), w.t(format!("invitations-way-{way}")), typed.text("how"));
    let ways = Way::ALL.iter().map(way).collect();
    let mut fields = vec![
        with(Field::new("answer", w.t("invitations-col-answer"), wishes)),
        with(Field::new("how", w.t("invitations-source"), Control::Radios(ways))),
        with(
            Field::line("source", w.t("invitations-source-words"))
                .optional()
                .help(w.t("invitations-source-help"))
                .limit(Source::LIMIT),
        ),
        with(
            Field::area("note", w.t("word-note"), 2)
                .optional()
                .help(w.t("invitations-note-help"))
                .limit(Given::NOTE_LIMIT),
        ),
    ];
    if loaded.needs.is_some() {
        let help = w.t("answers-needs-help");
        fields.push(with(Field::area("dietary", w.t("answers-dietary"), 1).optional().limit(Given::NEEDS_LIMIT)));
        fields.push(with(
            Field::area("access", w.t("answers-access"), 1).optional().limit(Given::NEEDS_LIMIT).help(help),
        ));
    }
    fields
}
