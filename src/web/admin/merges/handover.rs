//! "This address now belongs to …": whose, then what follows, then doing it.

use actix_web::web::{Path, Query};
use actix_web::{HttpResponse, get, post};
use askama::Template;

use crate::domain::contacts::{self, Contact, Filter, Handed, Person};
use crate::domain::merging::{self, HandOver, Holding, MergeError};
use crate::i18n::Words;
use crate::kernel::email::Email;
use crate::kernel::ids::PublicId;
use crate::kernel::invalid::Invalid;
use crate::kernel::page::PageRequest;
use crate::web::admin::contacts::person_view;
use crate::web::pieces::account_fields::error_of;
use crate::web::pieces::{Choice, Control, Field, PersonView, Problem as FormProblem};
use crate::web::{App, Chrome, Fields, Problem, Section, SignedIn, Submitted, html, html_refused, submit_retrying};

#[derive(Template)]
#[template(path = "admin/merges/handover.html")]
struct HandOverPage {
    w: Words,
    chrome: Chrome,
    here: String,
    back: String,
    name: String,
    email: String,
    version: i64,
    query: String,
    searched: bool,
    /// Who may be meant, with the address of the next page.
    offered: Vec<(PersonView, String)>,
    /// Whose it becomes, with their public id; none while that is to be found.
    to: Option<(PersonView, String)>,
    /// What follows, in numbers.
    follows: Vec<String>,
    how: Field,
    problems: Vec<FormProblem>,
}

/// So many are offered.
const OFFERED: i64 = 12;

struct Loaded {
    holding: Holding,
    to: Option<Contact>,
    found: Vec<Person>,
}

async fn loaded(app: &App, who: &SignedIn, id: &PublicId, fields: &Fields) -> Result<Loaded, Problem> {
    let (cx, id) = (who.context(app), id.clone());
    let email: Email = fields.text("address").parse().map_err(|_| Problem::NotFound)?;
    let to: Option<PublicId> = fields.filled("to").and_then(|to| to.parse().ok());
    let filter = Filter { text: fields.text("q").trim().to_owned(), ..Filter::default() };
    let read = app.db.read(move |conn| -> Result<_, MergeError> {
        let holding = merging::plan_hand_over(conn, &cx, &id, &email)?;
        let to = to.map(|to| contacts::contact(conn, &cx, &to)).transpose()?;
        let found = match filter.text.is_empty() {
            true => Vec::new(),
            false => contacts::list(conn, &cx, &filter, PageRequest::new(None, Some(OFFERED)))?.items,
        };
        Ok(Loaded { holding, to, found })
    });
    Ok(read.await?)
}

fn how(w: Words, typed: &Fields, faults: &Invalid) -> Field {
    let current = typed.filled("how").unwrap_or(Handed::Moves.as_str()).to_owned();
    let choice = |handed: &Handed| Choice::of(handed.as_str(), w.t(format!("merging-hand-{handed}")), &current);
    let choices = Handed::ALL.iter().map(choice).collect();
    Field::new("how", w.t("merging-hand-how"), Control::Radios(choices)).value(current).error(error_of(w, faults, "to"))
}

fn follows(w: Words, holding: &Holding) -> Vec<String> {
    let mut said = vec![w.n("merging-hand-waiting", holding.waiting), w.n("merging-hand-links", holding.links)];
    said.push(w.t("merging-hand-answers"));
    if !holding.others.is_empty() {
        let names: Vec<&str> = holding.others.iter().map(|p| p.name.shown(w.locale())).collect();
        said.push(w.with("merging-hand-others", &[("names", &w.list(&names))]));
    }
    if holding.contact.person.do_not_contact {
        said.push(w.t("merging-hand-silent"));
    }
    said
}

fn page(app: &App, who: &SignedIn, loaded: &Loaded, typed: &Fields, faults: &Invalid) -> HandOverPage {
    let (w, Holding { contact, email, .. }) = (who.words, &loaded.holding);
    let person = &contact.person;
    let back = format!("/people/{}", person.public_id);
    let here = format!("{back}/hand-over");
    let link = |p: &Person| {
        let mut query = Fields::default();
        query.set("address", email.as_str());
        query.set("to", p.public_id.as_str());
        (person_view(w, p), format!("{here}?{}", query.query()))
    };
    let how = how(w, typed, faults);
    HandOverPage {
        w,
        chrome: Chrome::of(app, who, Section::People),
        name: person.name.shown(who.locale).to_owned(),
        email: email.to_string(),
        version: contact.version,
        query: typed.text("q").to_owned(),
        searched: typed.filled("q").is_some(),
        offered: loaded.found.iter().filter(|p| p.id != person.id).map(link).collect(),
        to: loaded.to.as_ref().map(|c| (person_view(w, &c.person), c.person.public_id.to_string())),
        follows: follows(w, &loaded.holding),
        problems: FormProblem::of([&how]),
        how,
        here,
        back,
    }
}

#[get("/people/{contact}/hand-over")]
pub(super) async fn ask(
    app: App,
    who: SignedIn,
    id: Path<PublicId>,
    query: Query<Fields>,
) -> Result<HttpResponse, Problem> {
    let loaded = loaded(&app, &who, &id, &query).await?;
    html(&page(&app, &who, &loaded, &query, &Invalid::default()))
}

#[post("/people/{contact}/hand-over")]
pub(super) async fn perform(
    app: App,
    who: SignedIn,
    id: Path<PublicId>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let f = &form.fields;
    let wanted = HandOver {
        contact: id.clone(),
        version: f.version(),
        email: f.text("address").parse().map_err(|_| Problem::NotFound)?,
        to: f.text("to").parse().map_err(|_| Problem::NotFound)?,
        handed: f.text("how").parse().map_err(|_| Problem::NotFound)?,
    };
    let done = submit_retrying(&app, who.context(&app), &form, move |conn, cx| -> Result<String, MergeError> {
        let note = match wanted.handed {
            Handed::Moves => "address-handed-over",
            Handed::Shared => "address-shared",
        };
        merging::hand_over(conn, cx, &wanted)?;
        Ok(format!("/people/{}?note={note}", wanted.to))
    });
    match done.await {
        Err(MergeError::Invalid(faults)) => {
            let loaded = loaded(&app, &who, &id, f).await?;
            html_refused(&page(&app, &who, &loaded, f, &faults))
        }
        done => Ok(done?),
    }
}
