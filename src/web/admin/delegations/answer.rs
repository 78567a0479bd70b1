//! What an institution said by telephone or letter.

use actix_web::web::Path;
use actix_web::{HttpResponse, get, post};
use askama::Template;

use super::views::{House, said};
use super::{OfficePath, address, office, public_id, whole};
use crate::access::Action;
use crate::domain::invitations::{self, Answer, Given, InvitationError, Source, Taking, Way, Whole, Wish};
use crate::i18n::Words;
use crate::kernel::invalid::Invalid;
use crate::web::admin::invitations::views::Head;
use crate::web::pieces::account_fields::error_of;
use crate::web::pieces::{Choice, Control, Field, Problem as FieldProblem};
use crate::web::{App, Chrome, Fields, Problem, Section, SignedIn, Submitted, html, html_refused, submit};

#[derive(Template)]
#[template(path = "admin/delegations/answer.html")]
struct AnswerPage {
    w: Words,
    chrome: Chrome,
    head: Head,
    house: House,
    said: String,
    action: String,
    back: String,
    fields: Vec<Field>,
    problems: Vec<FieldProblem>,
}

#[get("/programmes/{programme}/events/{event}/delegations/{delegation}/answer")]
pub(super) async fn blank(app: App, who: SignedIn, path: Path<OfficePath>) -> Result<HttpResponse, Problem> {
    let whole = whole(&app, &who, &path, Action::RecordAnswer).await?;
    let one = &whole.delegation;
    let mut typed = Fields::default();
    let answer = if one.answer == Answer::Waiting { Answer::Accepted } else { one.answer };
    typed.set("answer", answer.as_str());
    let taken = one.taken();
    typed.set("places", if taken > 0 { taken } else { one.places }.to_string());
    typed.set("how", Way::Phone.as_str());
    html(&page(&app, &who, &whole, &typed, &Invalid::default()))
}

#[post("/programmes/{programme}/events/{event}/delegations/{delegation}/answer")]
pub(super) async fn record(
    app: App,
    who: SignedIn,
    path: Path<OfficePath>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let whole = whole(&app, &who, &path, Action::RecordAnswer).await?;
    let typed = &form.fields;
    let refused = |invalid: &Invalid| html_refused(&page(&app, &who, &whole, typed, invalid));
    let mut bad = Invalid::default();
    let taking = bad.keep(Taking::parse(
        typed.text("answer"),
        typed.text("places"),
        typed.text("note"),
        whole.delegation.places,
    ));
    let source = bad.keep(Source::parse(typed.text("how"), typed.text("source")));
    let (Some(taking), Some(source)) = (taking, source) else { return refused(&bad) };
    let (slug, event, id) = (path.0.clone(), public_id(&path.1)?, public_id(&path.2)?);
    let done = submit(&app, who.context(&app), &form, move |conn, cx| -> Result<String, InvitationError> {
        let (event, found) = office(conn, cx, (&slug, &event), &id)?;
        let taken = invitations::record_delegation(conn, cx, &id, &taking, &source)?;
        let note = if taken.waiting > 0 { "answer-waits" } else { "answer-recorded" };
        Ok(format!("{}?note={note}", address(&event, &found)))
    });
    match done.await {
        Err(InvitationError::Invalid(invalid)) => refused(&invalid),
        done => Ok(done?),
    }
}

fn page(app: &App, who: &SignedIn, whole: &Whole, typed: &Fields, invalid: &Invalid) -> AnswerPage {
    let w = who.words;
    let here = address(&whole.event, &whole.delegation);
    let with = |field: Field| {
        let (value, fault) = (typed.text(&field.name).to_owned(), error_of(w, invalid, &field.name));
        field.value(value).error(fault)
    };
    let wish = |wish: &Wish| Choice::of(wish.as_str(), w.t(format!("invitations-answer-{wish}")), typed.text("answer"));
    let mut fields = vec![
        with(Field::new(
            "answer",
            w.t("invitations-col-answer"),
            Control::Radios(Wish::ALL.iter().map(wish).collect()),
        )),
        with(
            Field::new("places", w.t("delegations-taken"), Control::Line("number"))
                .help(w.n("delegations-taken-help", whole.delegation.places)),
        ),
    ];
    fields.extend(source_fields(w, typed, invalid));
    fields.push(with(
        Field::area("note", w.t("word-note"), 2).optional().help(w.t("invitations-note-help")).limit(Given::NOTE_LIMIT),
    ));
    AnswerPage {
        w,
        chrome: Chrome::of(app, who, Section::Events),
        head: Head::of(w, &whole.event),
        house: House::of(w, &whole.delegation.name),
        said: said(w, &whole.delegation),
        action: format!("{here}/answer"),
        back: here,
        problems: FieldProblem::of(&fields),
        fields,
    }
}

/// Which way it came, and what is to be said of that.
pub(super) fn source_fields(w: Words, typed: &Fields, invalid: &Invalid) -> Vec<Field> {
    let with = |field: Field| {
        let (value, fault) = (typed.text(&field.name).to_owned(), error_of(w, invalid, &field.name));
        field.value(value).error(fault)
    };
    let way = |way: &Way| Choice::of(way.as_str(), w.t(format!("invitations-way-{way}")), typed.text("how"));
    let ways = Way::ALL.iter().map(way).collect();
    vec![
        with(Field::new("how", w.t("invitations-source"), Control::Radios(ways))),
        with(
            Field::line("source", w.t("invitations-source-words"))
                .optional()
                .help(w.t("delegations-source-help"))
                .limit(Source::LIMIT),
        ),
    ]
}
