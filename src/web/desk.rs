//! The frame of a desk page for a member: places, programme, programme time, what the last act did.

use super::admin::programmes::closing::said;
use super::again::Again;
use super::assets;
use super::chrome::{Chrome, ClosedBar, Place, ProgrammeLink, Section};
use super::extract::SignedIn;
use super::pieces::{Notice, Tone, Undo};
use super::state::AppState;
use crate::access::{Action, Grant, Scope, may};
use crate::domain::accounts::ProgrammeRef;
use crate::domain::sponsorship;
use crate::kernel::ids::PublicId;

impl Chrome {
    pub fn of(app: &AppState, who: &SignedIn, here: Section) -> Chrome {
        let w = who.words;
        let programme = current_programme(who);
        let visitor = &who.visitor;
        let path =
            if visitor.query.is_empty() { visitor.path.clone() } else { format!("{}?{}", visitor.path, visitor.query) };
        Chrome {
            w,
            here,
            member_name: who.member.name.clone(),
            member_href: "/account".to_owned(),
            member_zone_label: w.zone_city(who.zone),
            now_label: w.exact(app.clock.now(), who.zone),
            csrf: who.csrf(app),
            looked: seen_before(who).or(who.member.place),
            programme: programme.map(|p| ProgrammeLink {
                title: p.title.best(who.locale).to_owned(),
                switch_href: (who.member.programmes.len() > 1).then(|| "/programmes".to_owned()),
                closed: p.is_closed(),
                bar: closed_bar(who, p),
            }),
            places: places(who, programme),
            path: visitor.page.clone().unwrap_or(path),
            again: Again::of(visitor),
            locale_action: "/account/language".to_owned(),
            sign_out_action: "/sign-out".to_owned(),
            request_id: visitor.request.clone(),
            notice: notice(who),
            undo: None,
            version: assets::version(),
        }
    }
    pub fn with_undo(mut self, undo: Option<Undo>) -> Chrome {
        self.undo = undo;
        self
    }
    /// For a page that tells what has been done meanwhile: its form is about that.
    pub fn up_to_date(mut self, who: &SignedIn) -> Self {
        self.looked = who.member.place;
        self
    }
    /// The hidden fields of a form: proof of our own page, a key so that sending twice acts once, and how far history went when it was
    /// shown, so that whoever is too late can be told what has happened since.
    pub fn form_guard(&self) -> String {
        let (key, looked) = (PublicId::random(), self.looked.unwrap_or_default());
        format!(
            "<input type=\"hidden\" name=\"csrf\" value=\"{}\"><input type=\"hidden\" name=\"form_key\" value=\"{key}\">\
             <input type=\"hidden\" name=\"looked\" value=\"{looked}\">",
            self.csrf
        )
    }
}

/// The programme of the address (`/programmes/{slug}/…`), else the oldest in sight that is not over.
fn current_programme(who: &SignedIn) -> Option<&ProgrammeRef> {
    let slug = who.visitor.path.strip_prefix("/programmes/").and_then(|rest| rest.split('/').next());
    let programmes = &who.member.programmes;
    let named = slug.and_then(|s| programmes.iter().find(|p| p.slug == s));
    named.or_else(|| programmes.iter().find(|p| !p.is_closed())).or_else(|| programmes.first())
}

/// What a form was first shown with, where it comes again, refused: it is still about that.
fn seen_before(who: &SignedIn) -> Option<i64> {
    who.visitor.sent.get()?.text("looked").parse().ok()
}

/// On the pages within a closed programme, but for the first one and the one that opens it again.
fn closed_bar(who: &SignedIn, programme: &ProgrammeRef) -> Option<ClosedBar> {
    let closing = programme.closing.as_ref()?;
    let within = who.visitor.path.strip_prefix("/programmes/")?.strip_prefix(programme.slug.as_str())?;
    if !within.starts_with('/') || within == "/close" {
        return None;
    }
    let opens = may(&who.visitor.actor(), Action::CloseProgramme, Scope::Programme(programme.id));
    let reopen = opens.then(|| format!("/programmes/{}/close", programme.slug));
    let w = who.words;
    Some(ClosedBar { said: w.sentences([said(w, who.zone, closing), w.t("programme-closed-bar")]), reopen })
}

/// Only what the member may see.
fn places(who: &SignedIn, programme: Option<&ProgrammeRef>) -> Vec<Place> {
    let actor = who.visitor.actor();
    let mut places = Vec::new();
    let base = programme.map(|p| format!("/programmes/{}", p.slug));
    match &base {
        Some(base) => {
            places.push(Place::new(Section::Programme, base.clone()));
            places.push(Place::new(Section::Events, format!("{base}/events")));
            places.push(Place::new(Section::Deliverables, format!("{base}/deliverables")));
        }
        None => places.push(Place::new(Section::Programme, "/programmes")),
    }
    if let Some(p) = programme.filter(|p| sponsorship::sight(&actor, p.id).is_ok()) {
        places.push(Place::new(Section::Sponsors, format!("/programmes/{}/sponsorships", p.slug)));
    }
    if may(&actor, Action::SeeContacts, Scope::Installation) {
        places.push(Place::new(Section::People, "/people"));
        places.push(Place::new(Section::Organisations, "/organisations"));
    }
    // A city's own mail is enough: the pages behind show no other.
    let of_city = |g: &Grant| g.programme.is_some_and(|p| may(&actor, Action::SeeOutbox, Scope::of(p, g.city)));
    if may(&actor, Action::SeeOutbox, Scope::Installation) || actor.grants().iter().any(of_city) {
        places.push(Place::new(Section::Mail, "/mail"));
    }
    // Of the programme one works in; who sees the whole goes on from there.
    let told = |p: &ProgrammeRef| {
        let of_city = |g: &Grant| g.programme == Some(p.id) && may(&actor, Action::SeeHistory, Scope::of(p.id, g.city));
        may(&actor, Action::SeeHistory, Scope::Programme(p.id)) || actor.grants().iter().any(of_city)
    };
    match programme {
        Some(p) if told(p) => places.push(Place::new(Section::History, format!("/programmes/{}/history", p.slug))),
        None if may(&actor, Action::SeeWholeHistory, Scope::Installation) => {
            places.push(Place::new(Section::History, "/history"));
        }
        _ => {}
    }
    if may(&actor, Action::ManageAccounts, Scope::Installation) {
        places.push(Place::new(Section::Accounts, "/accounts"));
    }
    if may(&actor, Action::ManageInstallation, Scope::Installation) {
        places.push(Place::new(Section::Settings, "/settings"));
    }
    places
}

/// `?note=saved` says the sentence `note-saved` once, and with `&n=3` how many it was: `note-saved-many`. The address holds nothing else.
fn notice(who: &SignedIn) -> Option<Notice> {
    let (w, query) = (who.words, who.visitor.query.as_str());
    let said = |name: &str| query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='));
    let name = said("note")?;
    let plain = name.len() <= 40 && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
    let key = format!("note-{name}");
    let many = format!("{key}-many");
    let counted = said("n").and_then(|n| n.parse::<u32>().ok()).filter(|_| plain && w.has(&many));
    let text = counted.map(|n| w.n(&many, i64::from(n))).or_else(|| (plain && w.has(&key)).then(|| w.t(key)));
    text.map(|text| Notice::new(Tone::Done, text))
}
