//! The local mailbox: where mail lands when `mail.url` is a folder. Everybody's mail, so for administrators alone.

use actix_web::http::header;
use actix_web::web::{Path, Query};
use actix_web::{HttpResponse, get};
use askama::Template;

use super::framed;
use crate::access::{Action, Scope, require};
use crate::i18n::Words;
use crate::kernel::locale::Locale;
use crate::mail::Transport;
use crate::mail::maildir::Maildir;
use crate::mail::reading::ReadMail;
use crate::web::pieces::{Pager, lang_of};
use crate::web::{App, Chrome, Fields, Problem, Section, SignedIn, html as page};

/// How many mails stand on a page; each is opened and read.
const SHOWN: usize = 40;

struct Line {
    href: String,
    to: String,
    subject: String,
    lang: Option<&'static str>,
    at: String,
    calendar: bool,
}

#[derive(Template)]
#[template(path = "admin/mail/mailbox.html")]
struct MailboxPage {
    w: Words,
    chrome: Chrome,
    folder: String,
    total: usize,
    query: String,
    lines: Vec<Line>,
    pager: Pager,
}

/// The folder, if there is one and the reader may look into it.
fn folder(app: &App, who: &SignedIn) -> Result<Maildir, Problem> {
    require(&who.visitor.actor(), Action::ManageInstallation, Scope::Installation)?;
    match &app.post.transport {
        Transport::File(maildir) => Ok(maildir.clone()),
        Transport::Smtp(_) | Transport::Memory(_) => Err(Problem::NotFound),
    }
}

/// Files are read on a thread that may block.
async fn reading<T: Send + 'static>(work: impl FnOnce() -> std::io::Result<T> + Send + 'static) -> Result<T, Problem> {
    let done = actix_web::web::block(work).await.map_err(|fault| Problem::Internal(fault.to_string()))?;
    done.map_err(|fault| Problem::Internal(fault.to_string()))
}

/// What a mail is written in: as it says itself, else as its script does.
fn lang(mail: &ReadMail) -> Option<&'static str> {
    mail.locale.map(Locale::bcp47).or_else(|| lang_of(&mail.subject))
}

#[derive(Clone)]
struct Found {
    name: String,
    mail: ReadMail,
}

/// The newest mails after `after` whose reader or subject has `text`, and whether there are more.
fn newest(maildir: &Maildir, after: Option<String>, text: &str) -> std::io::Result<(usize, Vec<Found>)> {
    let entries = maildir.list()?;
    let total = entries.len();
    let mut found = Vec::new();
    for entry in entries.into_iter().skip_while(|e| after.as_ref().is_some_and(|a| e.name >= *a)) {
        let Some(bytes) = maildir.read(&entry.name)? else { continue };
        let Ok(mail) = ReadMail::parse(&bytes) else { continue };
        let fits = |s: &str| s.to_lowercase().contains(text);
        if text.is_empty() || fits(&mail.to) || fits(&mail.subject) {
            found.push(Found { name: entry.name, mail });
        }
        if found.len() > SHOWN {
            break;
        }
    }
    Ok((total, found))
}

#[get("/mailbox")]
pub(super) async fn list(app: App, who: SignedIn, query: Query<Fields>) -> Result<HttpResponse, Problem> {
    let maildir = folder(&app, &who)?;
    let shown_folder = maildir.folder().display().to_string();
    let (after, text) = (query.filled("after").map(str::to_owned), query.text("q").trim().to_lowercase());
    let (later, sought) = (after.is_some(), text.clone());
    let (total, mut found) = reading(move || newest(&maildir, after, &sought)).await?;
    let more = found.len() > SHOWN;
    found.truncate(SHOWN);
    let link = |after: Option<&str>| {
        let mut fields = Fields::default();
        fields.set("q", text.clone());
        fields.set("after", after.unwrap_or_default());
        format!("/mailbox?{}", fields.query())
    };
    let next = found.last().filter(|_| more).map(|f| link(Some(&f.name)));
    let line = |f: &Found| Line {
        href: format!("/mailbox/{}", f.name),
        to: f.mail.to.clone(),
        subject: f.mail.subject.clone(),
        lang: lang(&f.mail),
        at: f.mail.date.map(|at| who.words.exact(at, who.zone)).unwrap_or_default(),
        calendar: f.mail.calendar.is_some(),
    };
    page(&MailboxPage {
        w: who.words,
        chrome: Chrome::of(&app, &who, Section::Mail),
        folder: shown_folder,
        total,
        pager: Pager { shown: found.len(), first: later.then(|| link(None)), next },
        lines: found.iter().map(line).collect(),
        query: text,
    })
}

#[derive(Template)]
#[template(path = "admin/mail/letter.html")]
struct LetterPage {
    w: Words,
    chrome: Chrome,
    mail: ReadMail,
    lang: &'static str,
    at: String,
    html_href: String,
    raw_href: String,
    source: String,
    /// The addresses in the text part: the frame lets nobody out, so they stand here.
    links: Vec<String>,
}

async fn mail(app: &App, who: &SignedIn, name: String) -> Result<(ReadMail, Vec<u8>), Problem> {
    let maildir = folder(app, who)?;
    let bytes = reading(move || maildir.read(&name)).await?.ok_or(Problem::NotFound)?;
    let mail = ReadMail::parse(&bytes).map_err(|_| Problem::NotFound)?;
    Ok((mail, bytes))
}

fn links(text: &str) -> Vec<String> {
    let is_link = |word: &&str| word.starts_with("https://") || word.starts_with("http://");
    let mut found: Vec<String> = text.split_whitespace().filter(is_link).map(str::to_owned).collect();
    found.dedup();
    found
}

#[get("/mailbox/{name}")]
pub(super) async fn show(app: App, who: SignedIn, name: Path<String>) -> Result<HttpResponse, Problem> {
    let (mail, bytes) = mail(&app, &who, name.clone()).await?;
    page(&LetterPage {
        w: who.words,
        chrome: Chrome::of(&app, &who, Section::Mail),
        at: mail.date.map(|at| who.words.exact(at, who.zone)).unwrap_or_default(),
        lang: lang(&mail).unwrap_or_default(),
        links: links(&mail.text),
        html_href: format!("/mailbox/{name}/html"),
        raw_href: format!("/mailbox/{name}/raw"),
        source: String::from_utf8_lossy(&bytes).into_owned(),
        mail,
    })
}

#[get("/mailbox/{name}/html")]
pub(super) async fn html(app: App, who: SignedIn, name: Path<String>) -> Result<HttpResponse, Problem> {
    let (mail, _) = mail(&app, &who, name.into_inner()).await?;
    mail.html.map(framed).ok_or(Problem::NotFound)
}

/// The file as it lies there.
#[get("/mailbox/{name}/raw")]
pub(super) async fn raw(app: App, who: SignedIn, name: Path<String>) -> Result<HttpResponse, Problem> {
    let (_, bytes) = mail(&app, &who, name.into_inner()).await?;
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_DISPOSITION, "attachment; filename=\"mail.eml\""))
        .content_type("message/rfc822")
        .body(bytes))
}
