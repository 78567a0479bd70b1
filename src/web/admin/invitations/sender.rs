//! The last two steps of the sender: check and release; tests to oneself, asking, releasing, calling back.

use std::collections::BTreeMap;

use actix_web::web::Path;
use actix_web::{HttpResponse, get, post};
use askama::Template;

use super::late::late;
use super::rounds::RoundPath;
use super::views::{Bar, Head, person, refused_on, round_address, state, undo};
use super::{Rights, address, event, public_id};
use crate::access::{Action, may};
use crate::domain::invitations::{
    self, Check, EventFacts, Exclusion, GuestFacts, InvitationError, Purpose, Round, RoundState, Shared, mail,
};
use crate::domain::outbox::desk::Drawer;
use crate::domain::programme::ReleaseRule;
use crate::i18n::Words;
use crate::kernel::invalid::Reason;
use crate::kernel::locale::Locale;
use crate::kernel::time::{Instant, Zone};
use crate::mail::render::invitations as render;
use crate::web::merging::Onward;
use crate::web::pieces::{Choice, Mark, PersonView};
use crate::web::{App, Chrome, Problem, Section, SignedIn, Submitted, html, html_refused, submit};

#[derive(Template)]
#[template(path = "admin/invitations/check.html")]
struct CheckPage {
    w: Words,
    chrome: Chrome,
    head: Head,
    rights: Rights,
    name: String,
    mark: Mark,
    version: i64,
    /// The round may still change.
    open: bool,
    /// It reminds those who were asked.
    chases: bool,
    asked: bool,
    recalled: bool,
    released_on: Option<String>,
    included: usize,
    /// How many get a mail, or got one, or would have.
    told: String,
    languages: Vec<LanguageLine>,
    shared: Vec<SharedLine>,
    /// How many of those who get a mail share an address.
    sharing: usize,
    excluded: Vec<ExclusionLine>,
    /// How many get nothing, or got nothing; none where all do.
    left_out: Option<String>,
    /// Where all are who were asked by no round.
    uninvited: Option<String>,
    groups: Vec<Bar>,
    second: bool,
    /// The reader has asked for the release and may not give it.
    own: bool,
    who_href: String,
    text_href: String,
    /// How many test mails a press of the button writes; none for those who may not, or when the round has left the desk.
    tests: usize,
    /// Of a released round: where its mails are, or nothing for those who may not see them.
    left: Option<String>,
    /// Nobody could answer: since when.
    over: Option<String>,
    /// The reader may set another deadline.
    edits: bool,
    /// Where the buttons post to, without the verb.
    base: String,
}

struct LanguageLine {
    /// In the reader's words.
    language: String,
    lang: &'static str,
    tag: &'static str,
    people: usize,
    /// As the first of its guests finds it.
    subject: Option<String>,
    /// Read as: where the round is written in the language.
    readers: Vec<Choice>,
    read_href: String,
}

/// One reason, and whom it leaves out.
struct ExclusionLine {
    why: String,
    people: Vec<PersonView>,
    more: usize,
}

/// An address, and who reads their mail at it.
struct SharedLine {
    address: String,
    people: Vec<PersonView>,
    more: usize,
}

struct Loaded {
    event: EventFacts,
    round: Round,
    rights: Rights,
    check: Check,
    /// One for each language the round is written in.
    samples: Vec<mail::InvitationLetter>,
    numbers: invitations::Numbers,
}

async fn load(app: &App, who: &SignedIn, path: &RoundPath) -> Result<Loaded, Problem> {
    let name = who.member.name.clone();
    let (slug, id, round, cx) = (path.0.clone(), public_id(&path.1)?, public_id(&path.2)?, who.context(app));
    let read = app.db.read(move |conn| -> Result<_, InvitationError> {
        let event = event(conn, &cx, &slug, &id)?;
        let round = invitations::find_round(conn, &cx, &event, &round)?;
        let check = invitations::check(conn, &cx, &event, &round)?;
        let numbers = invitations::numbers(conn, &cx, &event)?;
        let rights = Rights::of(&cx, &event);
        let mut samples = Vec::new();
        for locale in Locale::ALL.into_iter().filter(|l| round.text.speaks(*l)) {
            samples.push(match check.readers().find(|guest| guest.language == locale) {
                Some(guest) => mail::preview_letter(conn, &cx, &event, &round, &guest.seat_public)?,
                None => mail::stand_in_letter(&event, &round, locale, &name),
            });
        }
        Ok(Loaded { event, round, rights, check, samples, numbers })
    });
    Ok(read.await?)
}

#[get("/programmes/{programme}/events/{event}/rounds/{round}/check")]
pub(super) async fn checked(app: App, who: SignedIn, path: Path<RoundPath>) -> Result<HttpResponse, Problem> {
    html(&check_page(&app, &who, &load(&app, &who, &path).await?))
}

fn check_page(app: &App, who: &SignedIn, loaded: &Loaded) -> CheckPage {
    let Loaded { event, round, rights, check, numbers, .. } = loaded;
    let (w, now) = (who.words, app.clock.now());
    let link = |page: &str| round_address(event, &round.public_id, page);
    let undo = undo(w, who.zone, now, event, *rights, std::slice::from_ref(round));
    let included = check.languages.iter().map(|l| l.people).sum();
    let may = |action| may(&who.visitor.actor(), action, event.scope());
    CheckPage {
        w,
        chrome: Chrome::of(app, who, Section::Events).with_undo(undo),
        head: Head::of(w, event),
        rights: *rights,
        name: round.text.name.clone(),
        mark: state(w, round.state),
        version: round.version,
        open: round.state.is_open(),
        chases: round.purpose == Purpose::Chase,
        asked: round.state == RoundState::Asked,
        recalled: round.state == RoundState::Recalled,
        released_on: round.released_at.map(|at| w.exact(at, who.zone)),
        included,
        told: told(w, round, now, included),
        languages: languages(loaded, w, app.config.base_url()),
        left_out: left_out(w, round, now, check.left_out().len()),
        uninvited: (round.purpose == Purpose::Ask && !round.state.is_open())
            .then(|| format!("{}/guests?standing=not-invited", address(event))),
        shared: check.shared.iter().map(|s| shared(w, s, *rights)).collect(),
        sharing: check.shared.iter().map(|s| s.guests.len()).sum(),
        excluded: exclusions(w, who.zone, loaded),
        groups: numbers.groups.iter().map(|g| Bar::of(w, g.name.best(who.locale), g.tally)).collect(),
        second: event.release_rule == ReleaseRule::SecondPerson,
        own: round.asked_by.is_some() && round.asked_by == who.visitor.actor().account(),
        who_href: link("who"),
        text_href: link("text"),
        tests: if round.state.is_open() && (rights.invite || rights.release) { loaded.samples.len() } else { 0 },
        left: (round.state == RoundState::Released).then(|| match may(Action::SeeOutbox) {
            true => mails_of(event, round, now),
            false => String::new(),
        }),
        over: check.answers_over.map(|by| w.reason(&Reason::AnswersOver { by })),
        edits: may(Action::EditEvent),
        base: format!("{}/rounds/{}", address(event), round.public_id),
    }
}

/// The drawer that a released round's mails lie in.
fn mails_of(event: &EventFacts, round: &Round, now: Instant) -> String {
    let drawer = if round.can_be_recalled(now) { Drawer::Waiting } else { Drawer::Went };
    format!("/mail?drawer={drawer}&kind=invitation&event={}", event.public_id)
}

/// What the round does or did to how many, in the words of its state: nobody was written to before the first mail leaves.
fn told(w: Words, round: &Round, now: Instant, people: usize) -> String {
    match round.state {
        RoundState::Draft | RoundState::Asked => w.n("invitations-will-get", people),
        RoundState::Released if round.can_be_recalled(now) => w.n("invitations-leaving", people),
        RoundState::Released => w.n("invitations-got", people),
        RoundState::Recalled => w.t("invitations-got-nobody"),
    }
}

/// How many it left or leaves out; of one that was called back nothing is told.
fn left_out(w: Words, round: &Round, now: Instant, people: usize) -> Option<String> {
    let key = match round.state {
        _ if people == 0 => return None,
        RoundState::Recalled => return None,
        RoundState::Released if !round.can_be_recalled(now) => "invitations-did-not",
        RoundState::Draft | RoundState::Asked | RoundState::Released => "invitations-will-not",
    };
    Some(w.n(key, people))
}

/// Each language with its subject filled in, and as whom its letter can be read.
fn languages(loaded: &Loaded, w: Words, base_url: &str) -> Vec<LanguageLine> {
    const OFFERED: usize = 200;
    let line = |l: &invitations::LocaleCount| {
        let sample = loaded.samples.iter().find(|s| s.reader.locale == l.locale);
        let guests = loaded.check.readers().filter(|g| g.language == l.locale && sample.is_some());
        let choice = |g: &GuestFacts| Choice::of(g.seat_public.as_str(), g.name.shown(w.locale()), "");
        LanguageLine {
            language: w.t(format!("language-{}", l.locale)),
            lang: l.locale.bcp47(),
            tag: l.locale.tag(),
            people: l.people,
            subject: sample.map(|letter| render::subject(letter, base_url)),
            readers: guests.take(OFFERED).map(choice).collect(),
            read_href: round_address(&loaded.event, &loaded.round.public_id, "preview"),
        }
    };
    loaded.check.languages.iter().map(line).collect()
}

/// So many people are named in one line; of the others it is said how many they are.
const NAMED: usize = 12;

fn shared(w: Words, shared: &Shared, rights: Rights) -> SharedLine {
    let address = shared.email.as_ref().map_or_else(|| w.t("invitations-shared-hidden"), ToString::to_string);
    let people = shared.guests.iter().take(NAMED).map(|guest| person(w, guest, rights)).collect();
    SharedLine { address, people, more: shared.guests.len().saturating_sub(NAMED) }
}

/// The relay's words quote the address, and are for those who may see it.
fn exclusions(w: Words, zone: Zone, loaded: &Loaded) -> Vec<ExclusionLine> {
    let Loaded { event, rights, check, .. } = loaded;
    // Those against whom nothing stands come last.
    let mut by_reason: BTreeMap<(bool, Option<Exclusion>), Vec<PersonView>> = BTreeMap::new();
    for (guest, why) in check.left_out() {
        let mut view = person(w, guest, *rights);
        let refusal = guest.refusal().filter(|_| rights.details);
        if let (Some(Exclusion::AddressRefused), Some(refusal)) = (why, refusal) {
            view = view.note(refused_on(w, zone, refusal));
        }
        by_reason.entry((why.is_none(), why)).or_default().push(view);
    }
    let line = |((_, why), mut people): ((bool, Option<Exclusion>), Vec<PersonView>)| {
        let more = people.len().saturating_sub(NAMED);
        people.truncate(NAMED);
        let why = match why {
            Some(Exclusion::MissingTranslation(locale)) => {
                let language = w.t(format!("language-{locale}"));
                w.with("invitations-why-missing-translation", &[("language", &language)])
            }
            Some(Exclusion::RemindedToday) => {
                let last = check.excluded.iter().filter_map(|excluded| excluded.guest.reminded).max();
                // Days are the venue's.
                let when = last.map(|at| w.moment_at(at.at(event.zone), event.place.best(w.locale())));
                w.with("invitations-why-reminded-today", &[("when", &when.unwrap_or_default())])
            }
            Some(other) => w.t(format!("invitations-why-{}", other.key())),
            None => w.t("invitations-why-later"),
        };
        ExclusionLine { why, people, more }
    };
    by_reason.into_iter().map(line).collect()
}

/// Programme slug, event, round, verb.
type ActPath = (String, String, String, String);

/// Try, ask, release, recall, take up, copy, delete.
#[post("/programmes/{programme}/events/{event}/rounds/{round}/{verb}")]
pub(super) async fn act(
    app: App,
    who: SignedIn,
    path: Path<ActPath>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let (slug, id, round) = (path.0.clone(), public_id(&path.1)?, public_id(&path.2)?);
    let (version, of) = (form.fields.version(), (path.0.clone(), path.1.clone(), path.2.clone()));
    let verb = Verb::of(&path.3).ok_or(Problem::NotFound)?;
    let done = submit(&app, who.context(&app), &form, move |conn, cx| -> Result<String, InvitationError> {
        let event = event(conn, cx, &slug, &id)?;
        let round = invitations::find_round(conn, cx, &event, &round)?;
        let same = |note: &str| format!("{}?note={note}", round_address(&event, &round.public_id, "check"));
        Ok(match verb {
            Verb::Try => {
                invitations::send_tests(conn, cx, &round)?;
                same("round-tried")
            }
            Verb::Ask => {
                invitations::ask_release(conn, cx, &round, version)?;
                same("round-asked")
            }
            Verb::Release => {
                invitations::release(conn, cx, &round, version)?;
                same("round-released")
            }
            // Called back already, by a second press or from another window: that is what was wanted.
            Verb::Recall if round.state == RoundState::Recalled => same("round-recalled"),
            Verb::Recall => {
                invitations::recall(conn, cx, &round)?;
                same("round-recalled")
            }
            Verb::TakeUp => {
                invitations::take_up(conn, cx, &round, version)?;
                same("round-taken-up")
            }
            Verb::Copy => {
                let copy = invitations::copy_round(conn, cx, &event, &round)?;
                round_address(&event, &copy.public_id, "check")
            }
            Verb::Delete => {
                invitations::delete_round(conn, cx, &round, version)?;
                format!("{}/rounds?note=round-deleted", address(&event))
            }
        })
    });
    match done.await {
        // The page says what stands against it.
        Err(InvitationError::Invalid(_)) => {
            let loaded = load(&app, &who, &of).await?;
            html_refused(&check_page(&app, &who, &loaded))
        }
        // Whom it goes to and what it says is looked at again before it leaves.
        Err(InvitationError::Stale) => late(&app, &who, &of, ("check", |_: &Round| Onward::Look), &form.fields).await,
        done => Ok(done?),
    }
}

#[derive(Clone, Copy)]
enum Verb {
    /// Test mails to oneself.
    Try,
    Ask,
    Release,
    Recall,
    /// A draft again, after it was called back.
    TakeUp,
    Copy,
    Delete,
}

impl Verb {
    fn of(text: &str) -> Option<Verb> {
        match text {
            "try" => Some(Verb::Try),
            "ask" => Some(Verb::Ask),
            "release" => Some(Verb::Release),
            "recall" => Some(Verb::Recall),
            "take-up" => Some(Verb::TakeUp),
            "copy" => Some(Verb::Copy),
            "delete" => Some(Verb::Delete),
            _ => None,
        }
    }
}
