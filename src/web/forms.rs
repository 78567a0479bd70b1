//! Forms with files, read part by part. A form's own fields stand before its files, so that a forged one stores nothing.

use actix_multipart::{Field, Multipart, MultipartError};
use actix_web::HttpRequest;
use actix_web::web::Payload;
use futures_util::StreamExt;

use super::extract::check_csrf;
use super::files::{Brought, bring, give_up};
use super::problem::keep;
use super::uploads::Received;
use super::{App, Fields, Problem, SignedIn};
use crate::access::Context;
use crate::domain::deliverables::versions::FileLanguage;
use crate::i18n::Words;
use crate::kernel::files::FileFault;
use crate::kernel::invalid::{Invalid, Reason};
use crate::text::placeholders::nearest;

/// A form with files, read to its end: what came whole, what was typed, and what was refused.
#[derive(Default)]
pub struct FilesForm {
    pub typed: Fields,
    pub brought: Vec<Brought>,
    pub faults: Invalid,
}

impl FilesForm {
    /// Whether some of its files came whole, and nothing else of it was refused but other files.
    pub fn is_in_part(&self) -> bool {
        let of_files = self.faults.0.iter().all(|fault| fault.field == "file");
        of_files && !self.faults.0.is_empty() && !self.brought.is_empty()
    }

    /// Of a form for one file every other one is refused, so that none is lost unseen.
    pub fn refuse_others(&mut self) {
        let others = self.brought.iter().skip(1).map(|one| FileFault::Second.of(one.adding.name.as_str()));
        self.faults.0.extend(others);
    }

    /// What of it was taken, by name: the others stand with their reasons.
    pub fn taken(&self, w: Words) -> String {
        let names: Vec<String> = self.brought.iter().map(|one| one.adding.name.to_string()).collect();
        w.with("file-taken", &[("names", &w.list(&names))])
    }

    /// What was not taken although nothing is wrong with it; none where there is no such file.
    pub fn left(&self, w: Words) -> Option<String> {
        let is_refused = |name: &str| {
            self.faults.0.iter().any(|fault| matches!(&fault.reason, Reason::File { name: bad, .. } if bad == name))
        };
        let names = self.brought.iter().map(|one| one.adding.name.to_string()).filter(|name| !is_refused(name));
        let names: Vec<String> = names.collect();
        (!names.is_empty()).then(|| w.with("file-left", &[("names", &w.list(&names))]))
    }
}

/// Reads a form to its end. A file that is refused is noted with its reason, and the next is read all the same; a fault of ours, or a
/// form that is not ours, ends it, and nothing stays but what was typed, for the page that says so.
pub async fn read(
    app: &App,
    who: &SignedIn,
    cx: &Context,
    (req, body): (&HttpRequest, Payload),
) -> Result<FilesForm, Problem> {
    let mut form = FilesForm::default();
    let whole = parts(app, who, cx, Multipart::new(req.headers(), body), &mut form).await;
    match whole.and_then(|()| form.typed.at_odds().into_result().map_err(Problem::from)) {
        Ok(()) => Ok(form),
        Err(fault) => {
            keep(req, app, &form.typed);
            give_up(app, cx, form.brought).await;
            Err(fault)
        }
    }
}

async fn parts(
    app: &App,
    who: &SignedIn,
    cx: &Context,
    mut body: Multipart,
    form: &mut FilesForm,
) -> Result<(), Problem> {
    while let Some(part) = body.next().await {
        let mut part = match part.map_err(|fault| unread(&fault, Problem::BrokenOff)) {
            Ok(part) => part,
            // Behind it nothing can be read; what came before is kept.
            Err(Problem::Invalid(faults)) => {
                form.faults.0.extend(faults.0);
                break;
            }
            Err(fault) => return Err(fault),
        };
        let name = part.name().unwrap_or_default().to_owned();
        if name == "file" {
            check_csrf(app, &who.visitor, form.typed.text("csrf"))?;
            file(app, cx, part, form).await?;
        } else {
            form.typed.push(&name, text(&mut part).await?);
        }
    }
    check_csrf(app, &who.visitor, form.typed.text("csrf"))
}

async fn file(app: &App, cx: &Context, mut part: Field, form: &mut FilesForm) -> Result<(), Problem> {
    let file_name = file_name(&part);
    if file_name.is_empty() {
        // A form sent without a choice has a part without name and bytes.
        text(&mut part).await?;
        return Ok(());
    }
    let language = match form.typed.text("language") {
        "" => FileLanguage::Mul,
        tag => tag.parse().map_err(|_| Problem::Unreadable)?,
    };
    match bring(app, cx, (&file_name, language), &mut part).await {
        Ok(brought) => form.brought.push(brought),
        Err(Problem::Invalid(faults)) => form.faults.0.extend(faults.0),
        // What is left of it is read past.
        Err(Problem::TooLarge { limit }) => {
            let megabytes = (limit / (1024 * 1024)).max(1);
            form.faults.0.push(FileFault::TooLarge { megabytes }.of(&file_name));
        }
        Err(fault) => return Err(fault),
    }
    Ok(())
}

/// The table that a form brings; none, where it was sent without a choice.
pub async fn table(app: &App, who: &SignedIn, mut body: Multipart) -> Result<Option<Received>, Problem> {
    let mut token = String::new();
    while let Some(part) = body.next().await {
        let mut part = part.map_err(|fault| unread(&fault, Problem::BrokenOff))?;
        if part.name() == Some("file") {
            check_csrf(app, &who.visitor, &token)?;
            let name = file_name(&part);
            let received = Received::take(app, &name, part).await?;
            to_end(&mut body, false).await?;
            return Ok((!name.is_empty()).then_some(received));
        }
        let is_token = part.name() == Some("csrf");
        let value = text(&mut part).await?;
        if is_token {
            token = value;
        }
    }
    check_csrf(app, &who.visitor, &token)?;
    Ok(None)
}

/// The part of a program's form that is the file, and what it is called. The form must live as long as its part is read.
pub async fn file_part(body: &mut Multipart) -> Result<(String, Field), Problem> {
    let Some(part) = body.next().await else { return Err(Invalid::one("file", Reason::Required).into()) };
    let part = part.map_err(|fault| match fault {
        MultipartError::ContentTypeMissing
        | MultipartError::ContentTypeParse
        | MultipartError::ContentTypeIncompatible => Problem::UnsupportedMedia,
        fault => unread(&fault, Problem::Unreadable),
    })?;
    if part.name() == Some("file") { Ok((file_name(&part), part)) } else { Err(stranger(&part)) }
}

/// A part of a program's form that is no file. What concerns the file is said in the address: passed over in silence, the language of a
/// report would be lost with nobody the wiser.
fn stranger(part: &Field) -> Problem {
    let name: String = part.name().unwrap_or_default().chars().take(100).collect();
    let reason = Reason::unknown_name(nearest(&name, &["file"]), &["file"]);
    Invalid::one(name, reason).into()
}

/// The one file of a program's form, brought in.
pub async fn one_file(
    app: &App,
    cx: &Context,
    language: FileLanguage,
    mut body: Multipart,
) -> Result<Brought, Problem> {
    let (name, mut part) = file_part(&mut body).await?;
    let brought = bring(app, cx, (&name, language), &mut part).await?;
    // The form goes on once nobody reads this part of it.
    drop(part);
    match no_more(&mut body).await {
        Ok(()) => Ok(brought),
        Err(fault) => {
            give_up(app, cx, vec![brought]).await;
            Err(fault)
        }
    }
}

/// Reads a program's form whose file has come to its end.
pub async fn no_more(body: &mut Multipart) -> Result<(), Problem> {
    to_end(body, true).await
}

/// Reads a form whose file has come to its end. Another file in it would be lost unseen: it is refused by its name. So is what else
/// there is where the file stands `alone`.
async fn to_end(body: &mut Multipart, alone: bool) -> Result<(), Problem> {
    while let Some(part) = body.next().await {
        let part = part.map_err(|fault| unread(&fault, Problem::Unreadable))?;
        if part.name() == Some("file") {
            let name = file_name(&part);
            let shown = if name.is_empty() { "file" } else { &name };
            return Err(FileFault::Second.refused(shown).into());
        }
        if alone {
            return Err(stranger(&part));
        }
    }
    Ok(())
}

/// A part that does not even begin: of what browsers and programs send, it is a name with NUL or the like, which no header may hold.
fn unread(fault: &MultipartError, otherwise: Problem) -> Problem {
    match fault {
        MultipartError::Parse(_) => FileFault::NameControl.refused("…").into(),
        _ => otherwise,
    }
}

fn file_name(part: &Field) -> String {
    part.content_disposition().and_then(|d| d.get_filename()).unwrap_or_default().to_owned()
}

/// A small field.
async fn text(part: &mut Field) -> Result<String, Problem> {
    const MOST: usize = 16 * 1024;
    let mut value = Vec::new();
    while let Some(chunk) = part.next().await {
        let chunk = chunk.map_err(|_| Problem::BrokenOff)?;
        if value.len() + chunk.len() > MOST {
            return Err(Problem::Unreadable);
        }
        value.extend_from_slice(&chunk);
    }
    String::from_utf8(value).map_err(|_| Problem::Unreadable)
}
