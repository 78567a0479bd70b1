//! One institution at an event: its places, its delegates, its story.

use actix_web::web::Path;
use actix_web::{HttpResponse, get};
use askama::Template;

use super::views::{Line, PlaceLine, StoryLine, said};
use super::{OfficePath, Rights, address, list_of, whole};
use crate::access::Action;
use crate::domain::invitations::{Act, Answer, Chance, closed};
use crate::i18n::Words;
use crate::kernel::locale::Locale;
use crate::web::admin::invitations::views::Head;
use crate::web::{App, Chrome, Problem, Section, SignedIn, html};

#[derive(Template)]
#[template(path = "admin/delegations/show.html")]
struct ShowPage {
    w: Words,
    chrome: Chrome,
    head: Head,
    rights: Rights,
    list: String,
    here: String,
    line: Line,
    house_href: String,
    phone: String,
    said: String,
    places: Vec<PlaceLine>,
    /// Somebody may be named.
    open: bool,
    story: Vec<StoryLine>,
    /// The wording of the letter, in its language.
    salutation: Vec<String>,
    closing: Vec<String>,
    lang: &'static str,
    /// Where the letter can be read.
    letter: Option<String>,
    /// Nobody was written to yet, or only somebody who does not speak for it any more.
    unasked: bool,
    /// The same where it has answered, so that no letter asks it.
    unlinked: bool,
    /// It waits, and places are free.
    turn: Option<FreePlaces>,
    until: Option<String>,
}

/// Places that an institution could be given.
struct FreePlaces {
    text: String,
    /// Others have waited longer.
    before: Option<String>,
    verb: String,
}

impl FreePlaces {
    fn of(w: Words, chance: Chance) -> Option<FreePlaces> {
        (chance.places > 0).then(|| FreePlaces {
            text: w.n("delegations-turn", chance.places),
            before: (chance.before > 0).then(|| w.n("delegations-turn-before", chance.before)),
            verb: w.n("delegations-admit", chance.places),
        })
    }
}

#[get("/programmes/{programme}/events/{event}/delegations/{delegation}")]
pub(super) async fn show(app: App, who: SignedIn, path: Path<OfficePath>) -> Result<HttpResponse, Problem> {
    let whole = whole(&app, &who, &path, Action::SeeGuests).await?;
    let (w, cx) = (who.words, who.context(&app));
    let rights = Rights::of(&cx, &whole.event);
    let one = &whole.delegation;
    let here = address(&whole.event, one);
    // The latest of what says whether whoever speaks for it now was written to, or has written.
    let asked = whole.story.iter().find_map(|entry| match entry.act {
        Act::Invited | Act::Linked | Act::Answered | Act::Admitted => Some(true),
        Act::Recalled | Act::ContactReplaced | Act::Created => Some(false),
        _ => None,
    });
    let lettered = whole.story.iter().any(|entry| entry.act == Act::Invited);
    let lines = |text: &str| text.lines().map(str::to_owned).collect();
    html(&ShowPage {
        w,
        chrome: Chrome::of(&app, &who, Section::Events),
        head: Head::of(w, &whole.event),
        rights,
        list: list_of(&whole.event),
        line: Line::of(w, who.zone, cx.now, &whole.event, rights, one),
        house_href: format!("/organisations/{}", one.organisation_public),
        phone: one.contact_phone.clone(),
        said: said(w, one),
        places: whole.places.iter().map(|place| PlaceLine::of(w, rights, place)).collect(),
        open: whole.places.iter().any(|p| p.delegate.is_none() && p.answer != Answer::Declined),
        story: whole.story.iter().map(|entry| StoryLine::of(w, who.zone, cx.now, entry)).collect(),
        salutation: lines(one.salutation.best(one.locale)),
        closing: lines(one.closing.best(one.locale)),
        lang: Locale::bcp47(one.locale),
        letter: lettered.then(|| format!("{here}/letter")),
        unasked: asked != Some(true) && one.answer == Answer::None,
        unlinked: asked != Some(true) && one.answer != Answer::None && closed(&whole.event, cx.now).is_none(),
        turn: FreePlaces::of(w, whole.chance),
        until: whole.event.answers_until().map(|at| w.moment_at(at, whole.event.place.best(w.locale()))),
        here,
    })
}
