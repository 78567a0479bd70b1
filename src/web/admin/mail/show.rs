use actix_web::web::Path;
use actix_web::{HttpResponse, get};
use askama::Template;

use super::framed;
use super::views::{Reader, Row, row};
use crate::access::{Action, Context, Scope, may};
use crate::db::Conn;
use crate::domain::invitations::mail::Reading;
use crate::domain::outbox::MessageState;
use crate::domain::outbox::desk::{self, Act, Shown};
use crate::i18n::Words;
use crate::kernel::ids::PublicId;
use crate::mail::Letter;
use crate::mail::render::{self, Links, Loaded, Office, Press};
use crate::web::{App, Chrome, Problem, Section, SignedIn, html as page};

#[derive(Template)]
#[template(path = "admin/mail/show.html")]
struct ShowPage {
    w: Words,
    chrome: Chrome,
    row: Row,
    language: String,
    attempts: i32,
    created: String,
    reply: Option<String>,
    failures: Vec<(String, String, String)>,
    may_retry: bool,
    may_cancel: bool,
    letter: Option<LetterView>,
    /// Why there is no letter any more.
    moot: Option<String>,
}

/// The mail with its secrets masked.
struct LetterView {
    subject: String,
    from: String,
    reply_to: Option<String>,
    message_id: String,
    text: String,
    source: String,
    calendar: Option<String>,
    html_href: String,
    lang: &'static str,
}

/// A letter, or the reason why there is none.
enum Seen {
    Letter(Box<Letter>),
    Moot(String),
}

fn see(conn: &mut Conn, cx: &Context, office: &Office, shown: &Shown) -> Result<Seen, Problem> {
    let claimed = shown.as_claimed();
    // What has left is read as it left, whatever became of it since.
    let left = matches!(shown.listed.state, MessageState::Sent | MessageState::Doubt);
    let reading = match shown.listed.settled_at.filter(|_| left) {
        Some(at) => Reading::AsSent(at),
        None => Reading::ToSend,
    };
    let loaded = render::load(conn, cx, std::slice::from_ref(&claimed), reading)?.pop();
    match loaded {
        Some(Loaded::Draft(draft)) => {
            let at = shown.listed.settled_at.unwrap_or(cx.now);
            Ok(Seen::Letter(Box::new(draft.letter(&mut Press::default(), office, &claimed, at, Links::Masked)?)))
        }
        Some(Loaded::Moot(why)) => Ok(Seen::Moot(why)),
        None => Ok(Seen::Moot("gone".to_owned())),
    }
}

async fn look(app: &App, who: &SignedIn, id: PublicId) -> Result<(Shown, Seen), Problem> {
    let (cx, office) = (who.context(app), app.post.office.clone());
    app.db
        .read(move |conn| {
            let shown = desk::show(conn, &cx, &id)?;
            let seen = see(conn, &cx, &office, &shown)?;
            Ok((shown, seen))
        })
        .await
}

fn letter_view(href: &str, letter: &Letter) -> Result<LetterView, Problem> {
    let bytes = letter.to_bytes().map_err(|fault| Problem::Internal(fault.to_string()))?;
    let shown = |m: &crate::mail::Mailbox| match m.name.is_empty() {
        true => m.email.to_string(),
        false => format!("{} <{}>", m.name, m.email),
    };
    Ok(LetterView {
        subject: letter.subject.clone(),
        from: shown(&letter.from),
        reply_to: letter.reply_to.as_ref().map(shown),
        message_id: letter.message_id.clone(),
        text: letter.text.clone(),
        source: String::from_utf8_lossy(&bytes).into_owned(),
        calendar: letter.calendar.as_ref().map(|c| c.ics.clone()),
        html_href: format!("{href}/html"),
        lang: letter.locale.bcp47(),
    })
}

#[get("/mail/{message}")]
pub(super) async fn show(app: App, who: SignedIn, id: Path<PublicId>) -> Result<HttpResponse, Problem> {
    let (shown, seen) = look(&app, &who, id.into_inner()).await?;
    let (w, now) = (who.words, app.clock.now());
    let reader = Reader { w, zone: who.zone, now };
    let row = row(reader, &shown.listed);
    let scope = match (shown.programme, shown.city) {
        (Some(programme), city) => Scope::of(programme, city),
        (None, _) => Scope::Installation,
    };
    let manages = may(&who.visitor.actor(), Action::ManageOutbox, scope);
    let (letter, moot) = match seen {
        Seen::Letter(letter) => (Some(letter_view(&row.href, &letter)?), None),
        Seen::Moot(why) => (None, Some(w.t(format!("outbox-reason-{why}")))),
    };
    let failures = shown
        .failures
        .iter()
        .map(|f| (w.exact(f.at, who.zone), w.t(format!("outbox-attempt-{}", f.outcome)), f.reply.clone()));
    page(&ShowPage {
        w,
        chrome: Chrome::of(&app, &who, Section::Mail),
        language: w.t(format!("language-{}", shown.listed.locale)),
        attempts: shown.listed.attempts,
        created: w.exact(shown.listed.created_at, who.zone),
        reply: shown.listed.reply.clone(),
        failures: failures.collect(),
        may_retry: manages && Act::TryAgain.from().contains(&shown.listed.state),
        may_cancel: manages && Act::Cancel.from().contains(&shown.listed.state),
        row,
        letter,
        moot,
    })
}

/// The HTML part alone, for the frame.
#[get("/mail/{message}/html")]
pub(super) async fn html(app: App, who: SignedIn, id: Path<PublicId>) -> Result<HttpResponse, Problem> {
    match look(&app, &who, id.into_inner()).await?.1 {
        Seen::Letter(letter) => Ok(framed(letter.html)),
        Seen::Moot(_) => Err(Problem::NotFound),
    }
}
