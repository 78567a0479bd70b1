//! One courting: what is planned, what was said, where it may go, and what the public sees of it.

use actix_web::web::Path;
use actix_web::{HttpResponse, get};
use askama::Template;

use super::views::{CardView, card, one_past};
use super::{address, found, list_of};
use crate::access::{Action, holds, may};
use crate::domain::history::Entry;
use crate::domain::programme::Outline;
use crate::domain::sponsorship::showing::{self, Lapse, Standing};
use crate::domain::sponsorship::{self, Activity, ContactPerson, Part, SponsorFile, Sponsorship, Stage, activities};
use crate::i18n::Words;
use crate::kernel::localised::Localised;
use crate::kernel::page::PageRequest;
use crate::web::admin::events::views::{Said, said};
use crate::web::admin::history::spoken::Heard;
use crate::web::admin::programmes::views::base;
use crate::web::pieces::{Past, PersonView};
use crate::web::{App, Chrome, Problem, Section, SignedIn, html};

#[derive(Template)]
#[template(path = "admin/sponsorships/show.html")]
struct ShowPage {
    w: Words,
    chrome: Chrome,
    base: String,
    list: String,
    programme: String,
    here: String,
    card: CardView,
    website: String,
    firm_href: Option<String>,
    package: Option<Said>,
    in_kind: String,
    worth: String,
    notes: String,
    signed_on: String,
    agreement: String,
    declined: String,
    people: Vec<PersonView>,
    /// Where it may go: the stage and the verb.
    ways: Vec<(String, String)>,
    /// Everything below is for those who court. They read it also where the programme is closed.
    reads: bool,
    may_edit: bool,
    said: Vec<ActivityView>,
    paper: Option<(String, String)>,
    public: Option<PublicView>,
    pasts: Option<Vec<Past>>,
}

/// Something that was said.
struct ActivityView {
    href: String,
    kind: String,
    day: String,
    machine: String,
    by: String,
    with: Option<PersonView>,
    body: String,
    next: String,
    /// Another stands in its place.
    corrected: bool,
}

/// How it stands before the public.
struct PublicView {
    logo: Option<String>,
    name: Said,
    /// What readers of other languages will see, where it is another name: it is cleared with this one.
    elsewhere: Vec<(&'static str, String)>,
    shown: bool,
    /// Cleared and signed, and waiting for its event to be public.
    early: bool,
    signed: bool,
    /// Who has cleared it, and when.
    given: Vec<(String, String)>,
    /// What was cleared before is not what is there.
    lapse: Option<String>,
    wanted: usize,
    /// Who else may clear it, in words.
    others: String,
    own: bool,
    may_clear: bool,
    /// Goes with the form: what is cleared is what was seen.
    seen: String,
    page: Option<String>,
}

struct Loaded {
    said: Vec<Activity>,
    files: Vec<SponsorFile>,
    standing: Option<Standing>,
    entries: Option<Vec<Entry>>,
    heard: Heard,
}

async fn load(app: &App, who: &SignedIn, s: &Sponsorship) -> Result<Loaded, Problem> {
    let (cx, s) = (who.context(app), s.clone());
    let read = app.db.read(move |conn| -> Result<_, Problem> {
        let edits = holds(&cx.actor, Action::EditSponsorship, s.scope());
        let told = may(&cx.actor, Action::SeeHistory, s.scope());
        let page = PageRequest::default();
        let entries = if told { Some(sponsorship::history(conn, &cx, &s, page)?.items) } else { None };
        let heard = Heard::read(conn, &cx, entries.as_deref().unwrap_or_default())?;
        Ok(if edits {
            Loaded {
                said: activities::list(conn, &cx, &s)?,
                files: sponsorship::files_of(conn, &cx, &s)?,
                standing: Some(showing::standing(conn, &cx, &s)?),
                entries,
                heard,
            }
        } else {
            Loaded { said: Vec::new(), files: Vec::new(), standing: None, entries, heard }
        })
    });
    read.await
}

#[get("/programmes/{programme}/sponsorships/{sponsorship}")]
pub(super) async fn show(app: App, who: SignedIn, path: Path<(String, String)>) -> Result<HttpResponse, Problem> {
    let (outline, s) = found(&app, &who, path.into_inner()).await?;
    let loaded = load(&app, &who, &s).await?;
    html(&page(&app, &who, (&outline, &s), loaded))
}

fn page(app: &App, who: &SignedIn, (outline, s): (&Outline, &Sponsorship), loaded: Loaded) -> ShowPage {
    let (w, actor, now) = (who.words, who.visitor.actor(), app.clock.now());
    let may_edit = may(&actor, Action::EditSponsorship, s.scope());
    let here = address(outline, s);
    let way = |to: &Stage| (to.to_string(), w.t(format!("sponsorship-make-{to}")));
    let person = |p: &ContactPerson| PersonView::new(&p.name, w.locale()).href(format!("/people/{}", p.public_id));
    let paper = loaded.files.iter().find(|f| f.part == Part::Agreement);
    let heard = &loaded.heard;
    let told = |e: Entry| one_past(w, (who.zone, now), heard.spoken(), e);
    let sees = may(&actor, Action::SeeContacts, crate::access::Scope::Installation);
    ShowPage {
        chrome: Chrome::of(app, who, Section::Sponsors),
        base: base(outline),
        list: list_of(outline),
        programme: outline.programme.title.best(w.locale()).to_owned(),
        card: card(w, outline, s, (outline.programme.today(now), may_edit)),
        website: s.firm.website.clone(),
        firm_href: sees.then(|| format!("/organisations/{}", s.firm.public_id)),
        package: s.package.as_ref().map(|p| said(w, &p.name)),
        in_kind: s.in_kind.clone(),
        worth: s.in_kind_value.map(|m| m.shown(w.locale())).unwrap_or_default(),
        notes: s.notes.clone(),
        signed_on: s.signed_on.map(|on| w.date_medium(on)).unwrap_or_default(),
        agreement: s.agreement.clone(),
        declined: s.declined.clone(),
        people: s.people.iter().map(person).collect(),
        ways: if may_edit { s.stage.ways().iter().map(way).collect() } else { Vec::new() },
        said: loaded.said.iter().map(|a| activity(w, &here, a, &loaded.said)).collect(),
        paper: paper.map(|f| (f.name.to_string(), format!("{here}/files/{}", f.public_id))),
        public: loaded.standing.as_ref().map(|standing| public(who, (outline, s), &here, standing)),
        pasts: loaded.entries.map(|entries| entries.into_iter().map(told).collect()),
        reads: holds(&actor, Action::EditSponsorship, s.scope()),
        may_edit,
        here,
        w,
    }
}

fn activity(w: Words, here: &str, a: &Activity, all: &[Activity]) -> ActivityView {
    let next = match (a.next_action.is_empty(), a.next_on) {
        (true, _) => String::new(),
        (false, None) => a.next_action.clone(),
        (false, Some(on)) => w.with("sponsorship-next-by", &[("action", &a.next_action), ("day", &w.date_medium(on))]),
    };
    ActivityView {
        href: format!("{here}/activities/{}", a.public_id),
        kind: w.t(format!("sponsorship-activity-{}", a.kind)),
        day: w.date_medium(a.on),
        machine: a.on.to_string(),
        by: a.by.clone().unwrap_or_default(),
        with: a.with.as_ref().map(|p| PersonView::new(&p.name, w.locale())),
        body: a.body.clone(),
        next,
        corrected: all.iter().any(|other| other.corrects == Some(a.id)),
    }
}

fn public(who: &SignedIn, (outline, s): (&Outline, &Sponsorship), here: &str, standing: &Standing) -> PublicView {
    let (w, actor) = (who.words, who.visitor.actor());
    let own = actor.account();
    let given = standing.given.iter().any(|c| Some(c.account) == own);
    // One's own word is taken back any time.
    let allowed = if given { holds } else { may };
    let name = said(w, s.shown_name());
    let elsewhere = s.shown_name().iter().filter(|(_, text)| *text != name.text.as_str());
    let elsewhere = elsewhere.map(|(locale, text)| (locale.bcp47(), text.to_owned())).collect();
    PublicView {
        logo: standing.logo.as_ref().map(|f| format!("{here}/files/{}", f.public_id)),
        name,
        elsewhere,
        shown: standing.shown,
        early: standing.early,
        signed: s.stage.is_signed(),
        given: standing.given.iter().map(|c| (c.by.clone(), w.exact(c.at, who.zone))).collect(),
        lapse: standing.lapse.as_ref().map(|lapse| lapsed(w, lapse, s.shown_name())),
        wanted: showing::PERSONS.saturating_sub(standing.given.len()),
        others: others(w, who, standing),
        may_clear: allowed(&actor, Action::ClearLogo, s.scope()),
        own: given,
        seen: standing.seen.clone(),
        page: standing.shown.then(|| format!("/sponsors/{}", outline.programme.slug)),
    }
}

/// Why what was cleared is not shown any more.
fn lapsed(w: Words, lapse: &Lapse, now: &Localised) -> String {
    let (who, before) = (w.list(&lapse.by), lapse.name.as_ref().map(|name| w.beside(name, now)).unwrap_or_default());
    let key = match (&lapse.name, lapse.other_logo) {
        (Some(_), false) => "sponsorship-lapsed-name",
        (None, _) => return w.with("sponsorship-lapsed-logo", &[("who", &who)]),
        (Some(_), true) => "sponsorship-lapsed-both",
    };
    w.with(key, &[("who", &who), ("before", &before)])
}

/// Who may clear it besides the reader, so that somebody can be asked.
fn others(w: Words, who: &SignedIn, standing: &Standing) -> String {
    let own = who.visitor.actor().account();
    let names: Vec<&str> =
        standing.others.iter().filter(|(account, _)| Some(*account) != own).map(|(_, name)| name.as_str()).collect();
    if names.is_empty() {
        return w.t("sponsorship-nobody-may-clear");
    }
    w.with("sponsorship-may-clear", &[("who", &w.list(&names))])
}
