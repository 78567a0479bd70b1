//! What leaves when a package is offered, by language, and who is left out and why; and the offering.

use std::collections::BTreeMap;

use actix_web::web::Path;
use actix_web::{HttpResponse, get, post};
use askama::Template;

use super::views::{officer, until};
use super::{address, editable, list_of};
use crate::access::Scope;
use crate::domain::deliverables::Deliverable;
use crate::domain::history::Entity;
use crate::domain::programme::Outline;
use crate::domain::relays::{self, Line, RelayError, Whole, Why};
use crate::i18n::Words;
use crate::kernel::ids::PublicId;
use crate::kernel::locale::Locale;
use crate::web::merging::{Late, Onward};
use crate::web::pieces::PersonView;
use crate::web::{App, Chrome, Problem, Section, SignedIn, Submitted, html, html_refused, submit};

#[derive(Template)]
#[template(path = "admin/relays/offer.html")]
struct OfferPage {
    w: Words,
    chrome: Chrome,
    list: String,
    channels: String,
    here: String,
    title: String,
    version: i64,
    until: String,
    /// "3 in French".
    languages: Vec<String>,
    /// Those who would get it.
    reached: Vec<Row>,
    /// Those who are left out, and why.
    left_out: Vec<Row>,
    total: usize,
    /// Why there is nobody to write to.
    done: Option<String>,
    /// Nobody was ticked.
    nobody: bool,
}

struct Row {
    id: String,
    house: String,
    officer: Option<PersonView>,
    /// The language, or the reason.
    about: String,
    ticked: bool,
}

async fn load(
    app: &App,
    who: &SignedIn,
    path: (String, &str),
) -> Result<(Outline, Deliverable, Whole, Vec<Line>), Problem> {
    let (outline, of, whole) = editable(app, who, path).await?;
    let (cx, asked) = (who.context(app), of.clone());
    let (_, lines) = app.db.read(move |conn| relays::outlook(conn, &cx, &asked)).await?;
    Ok((outline, of, whole, lines))
}

/// `ticked`: whom the form named; none of a form that was not sent yet, which names all.
fn page(
    app: &App,
    who: &SignedIn,
    (outline, of, whole): (&Outline, &Deliverable, &Whole),
    lines: &[Line],
    ticked: Option<&[String]>,
) -> OfferPage {
    let (w, actor) = (who.words, who.visitor.actor());
    let row = |line: &Line| {
        let id = line.channel.public_id.to_string();
        Row {
            house: line.channel.house.name.best(w.locale()).to_owned(),
            officer: officer(w, &actor, &line.channel.officer),
            about: match line.verdict {
                Ok(locale) => w.t(format!("language-{locale}")),
                Err(why) => w.t(format!("relays-why-{why}")),
            },
            ticked: ticked.is_none_or(|named| named.contains(&id)),
            id,
        }
    };
    let mut by_language: BTreeMap<Locale, usize> = BTreeMap::new();
    for locale in lines.iter().filter_map(|line| line.verdict.ok()) {
        *by_language.entry(locale).or_default() += 1;
    }
    let counted = |(locale, n): (&Locale, &usize)| {
        w.with("relays-by-language", &[("language", &w.t(format!("language-{locale}"))), ("n", n)])
    };
    OfferPage {
        w,
        chrome: Chrome::of(app, who, Section::Deliverables),
        list: list_of(outline),
        channels: format!("{}/channels", list_of(outline)),
        here: address(outline, of),
        title: of.title.best(w.locale()).to_owned(),
        version: whole.package.as_ref().map_or(0, |package| package.version),
        until: until(w, whole.until),
        languages: by_language.iter().map(counted).collect(),
        total: by_language.values().sum(),
        done: by_language.is_empty().then(|| w.t(nobody(lines))),
        reached: lines.iter().filter(|line| line.verdict.is_ok()).map(row).collect(),
        left_out: lines.iter().filter(|line| line.verdict.is_err()).map(row).collect(),
        nobody: false,
    }
}

/// Everybody was offered it, or nobody can be.
fn nobody(lines: &[Line]) -> &'static str {
    let past = |line: &Line| matches!(line.verdict, Err(Why::Offered | Why::Retired));
    let all = lines.iter().all(past) && lines.iter().any(|line| line.verdict == Err(Why::Offered));
    if all { "relays-offer-everybody" } else { "relays-offer-no-one" }
}

#[get("/programmes/{programme}/deliverables/{deliverable}/relays/offer")]
pub(super) async fn ask(app: App, who: SignedIn, path: Path<(String, String)>) -> Result<HttpResponse, Problem> {
    let (key, id) = path.into_inner();
    let (outline, of, whole, lines) = load(&app, &who, (key, &id)).await?;
    html(&page(&app, &who, (&outline, &of, &whole), &lines, None))
}

#[post("/programmes/{programme}/deliverables/{deliverable}/relays/offer")]
pub(super) async fn release(
    app: App,
    who: SignedIn,
    path: Path<(String, String)>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let (key, id) = path.into_inner();
    let (outline, of, _) = editable(&app, &who, (key.clone(), &id)).await?;
    let named: Vec<String> = form.fields.all("channel").map(str::to_owned).collect();
    let chosen: Vec<PublicId> = named.iter().filter_map(|id| id.parse().ok()).collect();
    let (version, back, about) = (form.fields.version(), address(&outline, &of), of.clone());
    let done = submit(&app, who.context(&app), &form, move |conn, cx| {
        let n = relays::offer(conn, cx, &about, (version, &chosen))?;
        Ok::<_, RelayError>(format!("{back}?note=relays-offered&n={n}"))
    });
    match done.await {
        Err(RelayError::Nobody) => {
            let (outline, of, whole, lines) = load(&app, &who, (key, &id)).await?;
            let page = page(&app, &who, (&outline, &of, &whole), &lines, Some(&named));
            html_refused(&OfferPage { nobody: true, ..page })
        }
        Err(RelayError::Stale) => late(&app, &who, (&outline, &of), &form).await,
        done => Ok(done?),
    }
}

/// Takes back what was offered in the last minutes, while its mails wait.
#[post("/programmes/{programme}/deliverables/{deliverable}/relays/recall")]
pub(super) async fn recall(
    app: App,
    who: SignedIn,
    path: Path<(String, String)>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let (key, id) = path.into_inner();
    let (outline, of, _) = editable(&app, &who, (key, &id)).await?;
    let back = address(&outline, &of);
    let done = submit(&app, who.context(&app), &form, move |conn, cx| {
        relays::call_back(conn, cx, &of)?;
        Ok::<_, RelayError>(format!("{back}?note=relays-recalled"))
    });
    Ok(done.await?)
}

/// The texts were changed since they were looked at: what would leave now nobody has seen.
async fn late(
    app: &App,
    who: &SignedIn,
    (outline, of): (&Outline, &Deliverable),
    form: &Submitted,
) -> Result<HttpResponse, Problem> {
    let here = address(outline, of);
    let late = Late {
        chrome: Chrome::of(app, who, Section::Deliverables),
        subject: ((Entity::Deliverable, of.id.raw()), Scope::of(of.programme, of.city)),
        title: of.title.best(who.locale).to_owned(),
        action: format!("{here}/offer"),
        back: here,
        typed: &form.fields,
        on: Onward::Look,
    };
    late.answer(app, who).await
}
