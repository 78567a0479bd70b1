use actix_web::web::Path;
use actix_web::{HttpResponse, get};
use askama::Template;

use super::alike::{LikelyView, likely_view};
use super::outward::{self, Hidden};
use super::places::Places;
use crate::access::{Action, Scope, may};
use crate::domain::contacts::alike::{self, LikelyHouse, Sought};
use crate::domain::contacts::{self, Filter, Organisation};
use crate::domain::merging::{self, Organisations};
use crate::domain::sponsorship::lapsing::{self, Outlook};
use crate::i18n::Words;
use crate::kernel::ids::PublicId;
use crate::kernel::page::PageRequest;
use crate::web::admin::contacts::past::pasts;
use crate::web::admin::contacts::person_href;
use crate::web::admin::merges::gone::gone;
use crate::web::admin::merges::may_merge;
use crate::web::admin::merges::views::{MergeLine, line};
use crate::web::pieces::{Past, PersonView};
use crate::web::{App, Chrome, Problem, Section, SignedIn, html};

#[derive(Template)]
#[template(path = "admin/organisations/show.html")]
struct ShowPage {
    w: Words,
    chrome: Chrome,
    href: String,
    title: String,
    title_lang: &'static str,
    organisation: Organisation,
    kind: String,
    place: String,
    country: String,
    /// Language tag, the language's own name, the name.
    names: Vec<(&'static str, &'static str, String)>,
    people: Vec<PersonView>,
    /// Where the rest of its people are, when not all are shown.
    all_people: Option<String>,
    likely: Vec<LikelyView>,
    added: String,
    past: Vec<Past>,
    edits: bool,
    /// Public pages that its name has taken it off, for whoever may change it.
    hidden: Vec<Hidden>,
    /// What went into this entry, and whether the reader may merge and part.
    merges: Vec<MergeLine>,
    merging: bool,
}

/// With the way to compare the two, for whoever may make them one.
fn compared(w: Words, places: &Places, own: &Organisation, merging: bool, likely: &LikelyHouse) -> LikelyView {
    let view = likely_view(w, places, likely);
    if merging {
        view.merging(format!("/organisations/{}/merge/{}", own.public_id, likely.organisation.public_id))
    } else {
        view
    }
}

/// How many people a page shows of an organisation.
const SHOWN: i64 = 30;

#[get("/organisations/{organisation}")]
pub(super) async fn show(app: App, who: SignedIn, id: Path<PublicId>) -> Result<HttpResponse, Problem> {
    let cx = who.context(&app);
    let now = cx.now;
    let seeing = cx.clone();
    let places = app.db.read(move |conn| Places::seen_by(conn, &seeing)).await?;
    let asked = id.clone();
    let read = app.db.read(move |conn| -> Result<_, Problem> {
        let organisation = contacts::organisation(conn, &cx, &id)?;
        let of_it = Filter { organisation: Some(id.clone()), ..Filter::default() };
        let people = contacts::list(conn, &cx, &of_it, PageRequest::new(None, Some(SHOWN)))?;
        let likely = alike::alike_houses(conn, &cx, &Sought::of(&organisation))?;
        let told = contacts::tells_history(&cx.actor);
        let past = if told { merging::past::<Organisations>(conn, &cx, &organisation)? } else { Vec::new() };
        let merges = merging::standing::<Organisations>(conn, &cx, &organisation)?;
        let edits = may(&cx.actor, Action::EditContacts, Scope::Installation);
        let outlook = if edits { lapsing::outlook(conn, &cx, organisation.id)? } else { Outlook::default() };
        Ok((organisation, people, likely, past, merges, outlook.hidden))
    });
    let (organisation, people, likely, past, merges, hidden) = match read.await {
        Err(Problem::NotFound) => return gone::<Organisations>(&app, &who, &asked).await,
        read => read?,
    };
    let merging = may_merge(&who.visitor.actor());
    let (w, locale) = (who.words, who.locale);
    let view = |person: &contacts::Person| {
        let view = PersonView::new(&person.name, locale).href(person_href(person));
        let here = person.affiliations.iter().find(|a| a.organisation == organisation.id);
        match here.map(|a| a.role.best(locale)).filter(|role| !role.is_empty()) {
            Some(role) => view.note(role),
            None => view,
        }
    };
    let (title_lang, title) = organisation.name.best_with_locale(locale).map_or(("", ""), |(l, n)| (l.bcp47(), n));
    html(&ShowPage {
        w,
        chrome: Chrome::of(&app, &who, Section::Organisations),
        href: format!("/organisations/{}", organisation.public_id),
        title: title.to_owned(),
        title_lang,
        kind: w.t(format!("organisation-kind-{}", organisation.kind)),
        place: places.named(w, &organisation.place),
        country: w.country(&organisation.country),
        names: organisation.name.iter().map(|(l, name)| (l.bcp47(), l.endonym(), name.to_owned())).collect(),
        people: people.items.iter().map(view).collect(),
        all_people: people.next.map(|_| format!("/people?organisation={}", organisation.public_id)),
        likely: likely.iter().map(|one| compared(w, &places, &organisation, merging, one)).collect(),
        merges: merges.iter().map(|merge| line(w, (who.zone, now), merge)).collect(),
        merging,
        added: w.exact(organisation.created_at, who.zone),
        past: pasts(w, who.zone, now, &[], past),
        hidden: hidden.iter().map(|one| outward::hidden(w, one, &organisation.name)).collect(),
        edits: may(&who.visitor.actor(), Action::EditContacts, Scope::Installation),
        organisation,
    })
}
