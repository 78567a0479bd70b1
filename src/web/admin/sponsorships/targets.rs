//! How much is wanted, in each currency: of the programme, or of one event.

use actix_web::web::{Path, Query};
use actix_web::{HttpResponse, get, post};
use askama::Template;

use super::list_of;
use super::typed::amount;
use crate::access::{Action, Scope, require};
use crate::domain::events::{self, Event};
use crate::domain::history::Entity;
use crate::domain::programme::{self, Outline};
use crate::domain::sponsorship::targets::{self, Aim};
use crate::domain::sponsorship::{self, SponsorshipError};
use crate::i18n::Words;
use crate::kernel::invalid::Invalid;
use crate::kernel::money::Money;
use crate::web::merging::{Clash, Seen};
use crate::web::pieces::account_fields::error_of;
use crate::web::pieces::{Field, Problem as FormProblem};
use crate::web::{App, Chrome, Fields, Problem, Section, SignedIn, Submitted, html, html_refused, submit};

#[derive(Template)]
#[template(path = "admin/sponsorships/targets.html")]
struct TargetsPage {
    w: Words,
    chrome: Chrome,
    list: String,
    action: String,
    /// The event, or the programme.
    of: String,
    event: String,
    seen: String,
    problems: Vec<FormProblem>,
    fields: Vec<Field>,
}

struct Loaded {
    outline: Outline,
    event: Option<Event>,
    sums: Vec<Money>,
}

impl Loaded {
    fn aim(&self) -> Aim {
        Aim { programme: self.outline.programme.id, event: self.event.as_ref().map(|e| (e.id, e.city)) }
    }
}

/// The targets of an address, for those who may set them.
async fn load(app: &App, who: &SignedIn, key: String, event: &str) -> Result<Loaded, Problem> {
    let cx = who.context(app);
    let event = match event.trim() {
        "" => None,
        id => Some(id.parse().map_err(|_| Problem::NotFound)?),
    };
    let read = app.db.read(move |conn| -> Result<_, SponsorshipError> {
        let outline = programme::load(conn, &cx, &key)?;
        let id = outline.programme.id;
        sponsorship::sight(&cx.actor, id)?;
        let event = match &event {
            None => None,
            Some(event) => Some(events::by_public_id(conn, &cx, id, event)?.event),
        };
        require(&cx.actor, Action::EditSponsorship, Scope::of(id, event.as_ref().and_then(|e| e.city)))?;
        let own = event.as_ref().map(|e| e.id);
        let all = targets::all(conn, &cx, id)?;
        let sums = all.into_iter().filter(|(of, _)| *of == own).map(|(_, sum)| sum).collect();
        Ok(Loaded { outline, event, sums })
    });
    Ok(read.await?)
}

/// Lines beyond those that are filled.
const FREE: usize = 2;

fn page(app: &App, who: &SignedIn, loaded: &Loaded, (lines, seen): (&[String], &str), faults: &Invalid) -> TargetsPage {
    let w = who.words;
    let list = list_of(&loaded.outline);
    let field = |n: usize| {
        let name = format!("target_{n}");
        let value = lines.get(n).cloned().unwrap_or_default();
        let error = error_of(w, faults, &name);
        Field::line(name, w.with("sponsorship-target-line", &[("n", &(n + 1))])).value(value).optional().error(error)
    };
    let fields: Vec<Field> = (0..lines.len() + FREE).map(field).collect();
    let title = loaded.event.as_ref().map_or(&loaded.outline.programme.title, |e| &e.title);
    TargetsPage {
        w,
        chrome: Chrome::of(app, who, Section::Sponsors),
        action: format!("{list}/targets"),
        list,
        of: title.best(w.locale()).to_owned(),
        event: loaded.event.as_ref().map(|e| e.public_id.to_string()).unwrap_or_default(),
        seen: seen.to_owned(),
        problems: FormProblem::of(&fields),
        fields,
    }
}

fn written(sums: &[Money]) -> Vec<String> {
    sums.iter().map(|m| format!("{} {}", amount(*m), m.currency)).collect()
}

#[get("/programmes/{programme}/sponsorships/targets")]
pub(super) async fn open(
    app: App,
    who: SignedIn,
    key: Path<String>,
    query: Query<Fields>,
) -> Result<HttpResponse, Problem> {
    let loaded = load(&app, &who, key.into_inner(), query.text("event")).await?;
    let seen = targets::told(&loaded.sums);
    html(&page(&app, &who, &loaded, (&written(&loaded.sums), &seen), &Invalid::default()))
}

#[post("/programmes/{programme}/sponsorships/targets")]
pub(super) async fn save(app: App, who: SignedIn, key: Path<String>, form: Submitted) -> Result<HttpResponse, Problem> {
    let key = key.into_inner();
    let loaded = load(&app, &who, key.clone(), form.fields.text("of_event")).await?;
    let filled = form.fields.iter().filter(|(name, value)| is_target(name) && !value.trim().is_empty());
    let lines: Vec<String> = filled.map(|(_, line)| line.trim().to_owned()).take(100).collect();
    let seen = form.fields.text("seen").to_owned();
    let before = targets::check(&seen.split(", ").map(str::to_owned).collect::<Vec<_>>());
    let (sums, before) = match (targets::check(&lines), before) {
        (Ok(sums), Ok(before)) => (sums, before),
        (Err(faults), _) => {
            let page = page(&app, &who, &loaded, (&lines, &seen), &faults);
            return html_refused(&page);
        }
        (_, Err(_)) => return Err(Problem::Unreadable),
    };
    let both = (sums.clone(), before.clone());
    if form.fields.has("undecided") {
        return clash(&app, &who, &loaded, (&both.0, &both.1), &form.fields).await;
    }
    let (aim, list) = (loaded.aim(), list_of(&loaded.outline));
    let back = match &loaded.event {
        Some(event) => format!("{list}?event={}&note=saved", event.public_id),
        None => format!("{list}?note=saved"),
    };
    let done = submit(&app, who.context(&app), &form, move |conn, cx| {
        targets::set(conn, cx, aim, (&before, &sums))?;
        Ok::<_, SponsorshipError>(back)
    });
    match done.await {
        Err(SponsorshipError::Stale) => {
            let now = load(&app, &who, key, form.fields.text("of_event")).await?;
            clash(&app, &who, &now, (&both.0, &both.1), &form.fields).await
        }
        done => Ok(done?),
    }
}

fn is_target(name: &str) -> bool {
    name.starts_with("target_")
}

/// Sums as fields, one for each currency, beside what the form carries along.
fn by_currency(sums: &[Money], now: &Loaded) -> Fields {
    let mut fields = Fields::default();
    // These sums have no number of their own: it is by `seen` that they are known.
    fields.set("version", "1");
    fields.set("of_event", now.event.as_ref().map(|e| e.public_id.to_string()).unwrap_or_default());
    fields.set("seen", targets::told(&now.sums));
    for (sum, line) in sums.iter().zip(written(sums)) {
        fields.set(&format!("target_{}", sum.currency), line);
    }
    fields
}

/// Somebody else has set other targets since the form was opened: both are told, currency by currency.
async fn clash(
    app: &App,
    who: &SignedIn,
    now: &Loaded,
    (sums, before): (&[Money], &[Money]),
    sent: &Fields,
) -> Result<HttpResponse, Problem> {
    let (w, list, programme) = (who.words, list_of(&now.outline), &now.outline.programme);
    let mut typed = by_currency(sums, now);
    let undecided = sent.has("undecided");
    typed.set("was", if undecided { sent.text("was").to_owned() } else { Seen::of(&by_currency(before, now)).was });
    let decided = sent.iter().filter(|(name, _)| undecided && (*name == "undecided" || name.starts_with("pick:")));
    decided.for_each(|(name, value)| typed.push(name, value));
    let fields = |f: &Fields| {
        let line =
            |(name, value): (&str, &str)| Field::line(name, name.trim_start_matches("target_")).value(value).optional();
        f.iter().filter(|(name, _)| is_target(name)).map(line).collect()
    };
    let clash = Clash {
        w,
        chrome: Chrome::of(app, who, Section::Sponsors),
        subject: (Entity::Programme, programme.id.raw()),
        title: w.t("sponsorship-targets"),
        action: format!("{list}/targets"),
        back: list,
        typed: &typed,
        now: by_currency(&now.sums, now),
        fields: &fields,
    };
    clash.answer_of("target", app, who).await
}
