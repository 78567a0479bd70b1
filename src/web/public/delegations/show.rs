use actix_web::http::StatusCode;
use actix_web::web::Path;
use actix_web::{HttpResponse, get, post};
use askama::Template;

use super::{acting, gone, open, page_of};
use crate::domain::events::Venue;
use crate::domain::invitations::{self, Answer, Closed, Given, HasLetter, InvitationError, OpenDelegation, Taking};
use crate::i18n::Words;
use crate::kernel::ids::PublicId;
use crate::kernel::invalid::Invalid;
use crate::mail::render::institutions::understood;
use crate::web::pieces::account_fields::error_of;
use crate::web::pieces::phone::dial;
use crate::web::pieces::{Choice, Control, Field, PersonView, Problem as FieldProblem};
use crate::web::public::invitations::{Said, asked, closed, said};
use crate::web::{App, Fields, Front, Problem, Submitted, Visitor, assets, html, html_refused, html_status, submit};

#[derive(Template)]
#[template(path = "public/delegations/show.html")]
struct OfficePage {
    w: Words,
    front: Front,
    here: String,
    form_key: String,
    hello: Option<String>,
    house: Said,
    title: Said,
    when: Option<String>,
    machine: String,
    clock: String,
    off: bool,
    venue: Vec<String>,
    person: String,
    phone: String,
    dial: String,
    closed: Option<String>,
    /// An answer or a name came just now, and too late.
    late: bool,
    again: bool,
    understood: Option<String>,
    tone: &'static str,
    change: Option<String>,
    legend: String,
    full: bool,
    fields: Vec<Field>,
    problems: Vec<FieldProblem>,
    places: Vec<PlaceRow>,
    /// Where somebody is named; none when every place has a name, or nobody comes.
    name_href: Option<String>,
    letter: Option<String>,
    silent: bool,
    stop: Option<String>,
}

/// One of the institution's places as it sees them itself.
struct PlaceRow {
    number: i32,
    state: String,
    delegate: Option<PersonView>,
    /// Another person in their stead; withdrawn.
    other_href: String,
    withdraw_href: String,
}

#[get("/d/{token}")]
pub(super) async fn show(app: App, visitor: Visitor, token: Path<String>) -> Result<HttpResponse, Problem> {
    let Some(open) = open(&app, &visitor, &token).await? else { return gone(&visitor) };
    html(&page(&visitor, &token, &open, &standing(&open), &Invalid::default()))
}

/// What the form shows at first: the answer that stands, and all places before there is one.
fn standing(open: &OpenDelegation) -> Fields {
    let one = &open.delegation;
    let mut typed = Fields::default();
    let answer = if one.answer == Answer::Waiting { Answer::Accepted } else { one.answer };
    typed.set("answer", answer.as_str());
    typed.set("places", if one.taken() > 0 { one.taken() } else { one.places }.to_string());
    typed.set("note", open.note.clone());
    typed
}

#[post("/d/{token}")]
pub(super) async fn reply(
    app: App,
    visitor: Visitor,
    token: Path<String>,
    submitted: Submitted,
) -> Result<HttpResponse, Problem> {
    let Some(open) = open(&app, &visitor, &token).await? else { return gone(&visitor) };
    let (typed, twice) = submitted.fields.once(&["answer", "places"], &["note"]);
    let refused = |invalid: &Invalid| html_refused(&page(&visitor, &token, &open, &typed, invalid));
    let (most, text) = (open.delegation.places, |name: &str| typed.text(name));
    let taking = twice.into_result().and_then(|()| Taking::parse(text("answer"), text("places"), text("note"), most));
    let taking = match taking {
        Ok(taking) => taking,
        Err(invalid) => return refused(&invalid),
    };
    let (id, back) = (open.delegation.id, page_of(&visitor, &token, ""));
    let done = submit(&app, acting(&app, &visitor, &open), &submitted, move |conn, cx| {
        invitations::answer_delegation(conn, cx, id, &taking)?;
        Ok::<_, InvitationError>(back)
    });
    match done.await {
        Ok(done) => Ok(done),
        Err(InvitationError::Invalid(invalid)) => refused(&invalid),
        Err(InvitationError::Closed(_)) => too_late(&app, &visitor, &token).await,
        Err(InvitationError::Denied(_)) => gone(&visitor),
        Err(fault) => Err(fault.into()),
    }
}

/// The page as it stands now, which says why what came was not taken.
pub(super) async fn too_late(app: &App, visitor: &Visitor, token: &str) -> Result<HttpResponse, Problem> {
    let Some(open) = open(app, visitor, token).await? else { return gone(visitor) };
    let mut page = page(visitor, token, &open, &standing(&open), &Invalid::default());
    page.late = true;
    html_status(StatusCode::CONFLICT, &page)
}

fn page(visitor: &Visitor, token: &str, open: &OpenDelegation, typed: &Fields, invalid: &Invalid) -> OfficePage {
    let one = &open.delegation;
    let locale = asked(visitor).unwrap_or(one.locale);
    let (w, event) = (Words::new(locale), &open.event);
    let until = event.answers_until().map(|at| w.moment_at(at, event.place.best(locale)));
    let fields = fields(w, open, typed, invalid);
    let mut front =
        Front::new(w, event.programme_title.best(locale), assets::version()).in_languages(&format!("/d/{token}"));
    front.hue = event.view.city.as_ref().map(|c| format!("hue-{}", c.hue)).unwrap_or_default();
    let off = open.closed == Some(Closed::Cancelled);
    let answered = one.answer != Answer::None;
    let free_names = open.places.iter().any(|p| p.delegate.is_none() && p.answer != Answer::Declined);
    OfficePage {
        hello: one.salutation.get(locale).map(str::to_owned),
        house: said(w, &one.name),
        title: said(w, &event.title),
        off,
        when: event.for_guests().filter(|_| event.time_holds() || off).map(|slot| w.range(slot.start, slot.end)),
        machine: event.for_guests().map(|slot| slot.start.instant().rfc3339()).unwrap_or_default(),
        clock: clock(w, open),
        venue: venue(w, &event.venue),
        person: event.card.name.clone(),
        dial: dial(&event.card.phone),
        phone: event.card.phone.clone(),
        closed: open.closed.map(|why| closed(w, why)),
        late: false,
        again: open.asked_again,
        understood: (answered && !off).then(|| understood(w, one.answer, (one.accepted, one.waiting, one.tentative))),
        tone: if one.answer == Answer::Accepted { "done" } else { "planned" },
        change: until.as_ref().filter(|_| answered).map(|until| w.with("answers-change-until", &[("when", until)])),
        legend: match &until {
            Some(until) => w.with("delegations-ask-until", &[("when", until)]),
            None => w.t("delegations-ask"),
        },
        full: open.places_left == Some(0) && one.taken() == 0,
        problems: FieldProblem::of(&fields),
        fields,
        places: rows(w, visitor, token, open),
        name_href: (free_names && open.closed.is_none() && one.answer != Answer::Declined)
            .then(|| page_of(visitor, token, "/delegates")),
        letter: (open.letter == HasLetter::Yes).then(|| format!("/d/{token}/letter")),
        silent: one.silent_since.is_some(),
        stop: one.silent_since.is_none().then(|| format!("/n/{}?lang={locale}", open.stop_token)),
        form_key: PublicId::random().to_string(),
        here: page_of(visitor, token, ""),
        w,
        front,
    }
}

fn rows(w: Words, visitor: &Visitor, token: &str, open: &OpenDelegation) -> Vec<PlaceRow> {
    let shown = open.places.iter().filter(|p| p.answer != Answer::Declined || p.delegate.is_some());
    let row = |place: &invitations::Place| {
        let href = |end: &str| page_of(visitor, token, &format!("/delegates/{}{end}", place.public_id));
        let delegate = place.delegate.as_ref().map(|d| {
            let role = d.role.best(w.locale());
            let view = PersonView::new(&d.name, w.locale());
            if role.is_empty() { view } else { view.note(role) }
        });
        PlaceRow {
            number: place.ordinal,
            state: w.t(format!("delegations-place-{}", place.answer)),
            delegate,
            other_href: href(""),
            withdraw_href: href("/withdraw"),
        }
    };
    shown.map(row).collect()
}

fn fields(w: Words, open: &OpenDelegation, typed: &Fields, invalid: &Invalid) -> Vec<Field> {
    let with = |field: Field| {
        let (value, fault) = (typed.text(&field.name).to_owned(), error_of(w, invalid, &field.name));
        field.value(value).error(fault)
    };
    let one = |(value, key): (&str, &str)| Choice::of(value, w.t(key), typed.text("answer"));
    let wishes =
        [("accepted", "delegations-come"), ("tentative", "delegations-perhaps"), ("declined", "delegations-stay-away")];
    let counts = (1..=open.delegation.places)
        .map(|n| Choice::of(n.to_string(), w.n("delegations-n-places", n), typed.text("places")));
    vec![
        with(Field::new("answer", w.t("delegations-answer"), Control::Radios(wishes.map(one).to_vec()))),
        with(Field::new("places", w.t("delegations-how-many"), Control::Select(counts.collect()))),
        with(Field::area("note", w.t("answers-note"), 2).optional().limit(Given::NOTE_LIMIT)),
    ]
}

fn clock(w: Words, open: &OpenDelegation) -> String {
    let event = &open.event;
    let Some(slot) = event.for_guests() else { return String::new() };
    w.clock_of(event.place.best(w.locale()), slot.start, slot.end)
}

fn venue(w: Words, venue: &Venue) -> Vec<String> {
    let (name, _) = Venue::in_both_scripts(&venue.name, w.locale());
    let (address, _) = Venue::in_both_scripts(&venue.address, w.locale());
    let text = |found: Option<(_, &str)>| found.map(|(_, text): (crate::kernel::locale::Locale, &str)| text.to_owned());
    [text(name), venue.room_in(w), text(address)].into_iter().flatten().collect()
}
