//! Two entries side by side, and making them one.

use actix_web::http::StatusCode;
use actix_web::web::Path;
use actix_web::{HttpResponse, get, post};
use askama::Template;

use super::choosing::Typed;
use super::frame::{Column, Frame};
use super::views::Entries;
use crate::access::{Action, Scope, require};
use crate::domain::contacts::{self, Contact, Group, Half};
use crate::domain::merging::{self, Hanging, Hangs, MergeDraft, MergeError, Plan, TwoSeats, Versions};
use crate::i18n::Words;
use crate::kernel::ids::PublicId;
use crate::kernel::invalid::Invalid;
use crate::web::admin::contacts::{person_view, place_words};
use crate::web::admin::events::views::{Said, said};
use crate::web::admin::invitations::views::answer;
use crate::web::pieces::account_fields::error_of;
use crate::web::pieces::{Fault, Mark, Problem as FormProblem};
use crate::web::{App, Chrome, Fields, Problem, Section, SignedIn, Submitted, html, html_status, submit_retrying};

#[derive(Template)]
#[template(path = "admin/merges/compare.html")]
struct ComparePage {
    w: Words,
    chrome: Chrome,
    f: Frame,
    lists: Vec<ListView>,
    seats: Vec<SeatsView>,
    silences: bool,
    /// The names of two accounts: it cannot be done.
    members: Option<(String, String)>,
    /// Both come to one event, one of them for an institution: it cannot be done.
    delegates: bool,
}

struct ListView {
    label: String,
    kept: Vec<String>,
    other: Vec<String>,
}

/// An event at which both have a seat.
struct SeatsView {
    event: Option<(String, Said)>,
    kept: (Mark, bool),
    other: (Mark, bool),
}

fn lists(w: Words, groups: &[Group], kept: &Contact, other: &Contact) -> Vec<ListView> {
    type Of = fn(Words, &[Group], &Contact) -> Vec<String>;
    let all: [(&str, Of); 4] = [
        ("contacts-addresses", |_, _, c| c.person.addresses.iter().map(|a| a.email.to_string()).collect()),
        ("contacts-affiliations", |w, _, c| c.person.affiliations.iter().map(|a| place_words(w, a)).collect()),
        ("contacts-groups", |w, groups, c| {
            let own = groups.iter().filter(|group| c.person.groups.contains(&group.code));
            own.map(|group| group.name.best(w.locale()).to_owned()).collect()
        }),
        ("contacts-tags", |_, _, c| c.person.tags.clone()),
    ];
    let list = |(label, of): (&str, Of)| ListView {
        label: w.t(label),
        kept: of(w, groups, kept),
        other: of(w, groups, other),
    };
    all.into_iter().map(list).filter(|l| !l.kept.is_empty() || !l.other.is_empty()).collect()
}

fn seats(w: Words, two: &TwoSeats, typed: &Fields) -> SeatsView {
    let field = |id: &PublicId| format!("seat_{id}");
    let half = two.event.as_ref().and_then(|e| typed.text(&field(&e.public_id)).parse::<Half>().ok());
    let half = half.unwrap_or(two.likely);
    SeatsView {
        event: two.event.as_ref().map(|e| (field(&e.public_id), said(w, &e.title))),
        kept: (answer(w, two.kept.answer), half == Half::Kept),
        other: (answer(w, two.other.answer), half == Half::Other),
    }
}

fn column(w: Words, of: &Contact) -> Column<'_> {
    Column { id: &of.person.public_id, view: person_view(w, &of.person), version: of.version }
}

fn page(app: &App, who: &SignedIn, (plan, groups): &(Plan, Vec<Group>), typed: &Typed<'_>) -> ComparePage {
    let w = who.words;
    let both = (column(w, &plan.kept), column(w, &plan.other));
    // The others stand above by name.
    let named = |h: &&Hanging| matches!(h.what, Hangs::Addresses | Hangs::Affiliations | Hangs::Groups | Hangs::Tags);
    let hangs: Vec<Hanging> = plan.hangs.iter().filter(|h| !named(h)).copied().collect();
    let mut f = Frame::of(w, Entries::People, both, (plan.fields.as_slice(), hangs.as_slice()), typed);
    f.problems.extend(["addresses", "affiliations"].into_iter().filter_map(|field| {
        let text = error_of(w, typed.faults, field).map(Fault::alone)?;
        Some(FormProblem { field: String::new(), label: w.t(format!("contacts-field-{field}")), text })
    }));
    ComparePage {
        w,
        chrome: Chrome::of(app, who, Section::People),
        f,
        lists: lists(w, groups, &plan.kept, &plan.other),
        seats: plan.seats.iter().map(|two| seats(w, two, typed.fields)).collect(),
        silences: plan.silences(),
        members: plan.members.clone(),
        delegates: plan.delegates,
    }
}

/// The plan, with the groups by whose names it is told.
async fn planned(
    app: &App,
    who: &SignedIn,
    kept: &PublicId,
    other: &PublicId,
) -> Result<(Plan, Vec<Group>), MergeError> {
    let (cx, kept, other) = (who.context(app), kept.clone(), other.clone());
    app.db.read(move |conn| Ok((merging::plan(conn, &cx, &kept, &other)?, contacts::groups(conn)?))).await
}

#[get("/people/{contact}/merge/{other}")]
pub(super) async fn compare(
    app: App,
    who: SignedIn,
    path: Path<(PublicId, PublicId)>,
) -> Result<HttpResponse, Problem> {
    let plan = planned(&app, &who, &path.0, &path.1).await?;
    let typed = Typed { fields: &Fields::default(), faults: &Invalid::default(), changed: false };
    html(&page(&app, &who, &plan, &typed))
}

/// What a form has chosen: `pick_phone`, `seat_…`.
fn draft(fields: &Fields) -> MergeDraft {
    MergeDraft { fields: named(fields, "pick_"), seats: named(fields, "seat_") }
}

/// The fields whose names begin so, by what follows.
pub(super) fn named(fields: &Fields, head: &str) -> Vec<(String, String)> {
    let of = |(name, value): (&str, &str)| Some((name.strip_prefix(head)?.to_owned(), value.to_owned()));
    fields.iter().filter_map(of).collect()
}

/// The versions that a form was shown with.
pub(super) fn versions(fields: &Fields) -> Versions {
    let version = |name: &str| fields.text(name).parse().unwrap_or(0);
    Versions { kept: version("kept_version"), other: version("other_version") }
}

#[post("/people/{contact}/merge/{other}")]
pub(super) async fn merge(
    app: App,
    who: SignedIn,
    path: Path<(PublicId, PublicId)>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let (kept, other) = path.into_inner();
    let both = (kept.clone(), other.clone());
    let draft = draft(&form.fields);
    let versions = versions(&form.fields);
    let done = submit_retrying(&app, who.context(&app), &form, move |conn, cx| -> Result<String, MergeError> {
        require(&cx.actor, Action::MergeContacts, Scope::Installation)?;
        merging::merge_contacts(conn, cx, (&kept, &other), versions, &draft.parse()?)?;
        Ok(format!("/people/{kept}?note=people-merged"))
    });
    let (status, faults, changed) = match done.await {
        Err(MergeError::Invalid(faults)) => (StatusCode::UNPROCESSABLE_ENTITY, faults, false),
        Err(MergeError::Stale) => (StatusCode::CONFLICT, Invalid::default(), true),
        done => return Ok(done?),
    };
    let plan = planned(&app, &who, &both.0, &both.1).await?;
    let typed = Typed { fields: &form.fields, faults: &faults, changed };
    html_status(status, &page(&app, &who, &plan, &typed))
}
