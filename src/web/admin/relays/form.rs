//! The form of a package.

use actix_web::http::StatusCode;
use actix_web::web::Path;
use actix_web::{HttpResponse, get, post};
use askama::Template;

use super::{address, check, editable, found, list_of};
use crate::domain::deliverables::Deliverable;
use crate::domain::events::{self, EventView};
use crate::domain::history::Entity;
use crate::domain::programme::Outline;
use crate::domain::relays::{
    self, Embargo, EmbargoKind, Foreseen, LAPSE_DAYS, NewPackage, Package, PackageDraft, RelayError, Whole, limits,
};
use crate::i18n::Words;
use crate::kernel::invalid::Invalid;
use crate::web::admin::programmes::views::date_field;
use crate::web::merging::{self, Clash, Seen};
use crate::web::pieces::account_fields::error_of;
use crate::web::pieces::{Choice, Control, Field, LanguageTabs, Problem as FormProblem};
use crate::web::{App, Chrome, Fields, Problem, Section, SignedIn, Submitted, html, html_refused, html_status, submit};

#[derive(Template)]
#[template(path = "admin/relays/package.html")]
struct FormPage {
    w: Words,
    chrome: Chrome,
    list: String,
    title: String,
    here: String,
    heading: String,
    seen: Seen,
    /// It was offered already: who knows another day is told.
    offered: bool,
    problems: Vec<FormProblem>,
    texts: LanguageTabs,
    fields: Vec<Field>,
}

fn texts(w: Words, typed: &Fields, faults: &Invalid) -> LanguageTabs {
    LanguageTabs::new("texts", |l| {
        let (short, long) = (format!("short.{l}"), format!("long.{l}"));
        let (least, most) = limits(l);
        let unit = if l == crate::kernel::locale::Locale::Zh { "characters" } else { "words" };
        let help = |limit: usize| w.n(format!("relays-limit-{unit}"), limit);
        let brief = Field::area(&short, w.t("relays-text-short"), 5).value(typed.text(&short)).help(help(least));
        let whole = Field::area(&long, w.t("relays-text-long"), 12).value(typed.text(&long)).help(help(most));
        vec![brief.optional().error(error_of(w, faults, &short)), whole.optional().error(error_of(w, faults, &long))]
    })
}

fn fields(w: Words, events: &[EventView], typed: &Fields, faults: &Invalid) -> Vec<Field> {
    let kind = |k: &EmbargoKind| Choice::of(k.as_str(), w.t(format!("relays-embargo-{k}")), typed.text("embargo"));
    let kinds = EmbargoKind::ALL.iter().map(kind).collect();
    let current = typed.text("embargo_event");
    let event = |view: &EventView| {
        let day = view.event.when.map(|slot| format!(" · {}", w.date_medium(slot.start.date()))).unwrap_or_default();
        let label = format!("{}{day}", view.event.title.best(w.locale()));
        Choice::of(view.event.public_id.as_str(), label, current)
    };
    let none = Choice::of("", w.t("relays-embargo-no-event"), current);
    let choices = std::iter::once(none).chain(events.iter().map(event)).collect();
    let number = |name: &str, key: &str| {
        Field::new(name, w.t(key), Control::Line("number")).value(typed.text(name)).error(error_of(w, faults, name))
    };
    vec![
        Field::new("embargo", w.t("relays-embargo"), Control::Radios(kinds))
            .value(typed.text("embargo"))
            .help(w.t("relays-embargo-help"))
            .error(error_of(w, faults, "embargo")),
        date_field(w, "embargo_on", "relays-embargo-on", typed.text("embargo_on"), faults).optional(),
        Field::new("embargo_event", w.t("relays-embargo-after"), Control::Select(choices))
            .value(current)
            .optional()
            .error(error_of(w, faults, "embargo_event")),
        number("embargo_days", "relays-embargo-days").optional(),
        number("lapse_days", "relays-lapse-days").help(w.t("relays-lapse-days-help")),
    ]
}

fn fields_of(package: Option<&Package>, events: &[EventView]) -> Fields {
    let mut typed = Fields::default();
    typed.set("embargo", EmbargoKind::None.as_str());
    typed.set("embargo_days", "0");
    typed.set("lapse_days", LAPSE_DAYS.to_string());
    let Some(package) = package else { return typed };
    typed.set("version", package.version.to_string());
    typed.set_localised("short", &package.short);
    typed.set_localised("long", &package.long);
    typed.set("embargo", package.embargo.kind().as_str());
    typed.set("lapse_days", package.lapse_days.to_string());
    match package.embargo {
        Embargo::None => {}
        Embargo::Day(day) => typed.set("embargo_on", day.to_string()),
        Embargo::After { event, days } => {
            let named = events.iter().find(|view| view.event.id == event);
            typed.set("embargo_event", named.map(|view| view.event.public_id.to_string()).unwrap_or_default());
            typed.set("embargo_days", days.to_string());
        }
    }
    typed
}

fn draft(fields: &Fields) -> PackageDraft {
    let text = |name: &str| fields.text(name).to_owned();
    PackageDraft {
        short: fields.by_language("short"),
        long: fields.by_language("long"),
        embargo: text("embargo"),
        embargo_on: text("embargo_on"),
        embargo_event: text("embargo_event"),
        embargo_days: text("embargo_days"),
        lapse_days: text("lapse_days"),
    }
}

async fn events_of(app: &App, who: &SignedIn, outline: &Outline) -> Result<Vec<EventView>, Problem> {
    let (cx, id) = (who.context(app), outline.programme.id);
    Ok(app.db.read(move |conn| events::of_programme(conn, &cx, id)).await?)
}

fn page(
    app: &App,
    who: &SignedIn,
    (outline, of, whole): (&Outline, &Deliverable, &Whole),
    events: &[EventView],
    (typed, faults): (&Fields, &Invalid),
) -> FormPage {
    let w = who.words;
    let (texts, fields) = (texts(w, typed, faults), fields(w, events, typed, faults));
    let written = whole.package.is_some();
    FormPage {
        w,
        chrome: Chrome::of(app, who, Section::Deliverables),
        list: list_of(outline),
        title: of.title.best(w.locale()).to_owned(),
        here: address(outline, of),
        heading: w.t(if written { "relays-package-edit" } else { "relays-package-new" }),
        seen: if written { Seen::of(typed) } else { Seen::default() },
        offered: !whole.relays.is_empty(),
        problems: FormProblem::of(texts.fields().chain(&fields)),
        texts,
        fields,
    }
}

#[get("/programmes/{programme}/deliverables/{deliverable}/relays/package")]
pub(super) async fn open(app: App, who: SignedIn, path: Path<(String, String)>) -> Result<HttpResponse, Problem> {
    let (key, id) = path.into_inner();
    let (outline, of, whole) = editable(&app, &who, (key, &id)).await?;
    let events = events_of(&app, &who, &outline).await?;
    let typed = (&fields_of(whole.package.as_ref(), &events), &Invalid::default());
    html(&page(&app, &who, (&outline, &of, &whole), &events, typed))
}

/// Another embargo is asked about first: whoever was offered it is told of it.
#[post("/programmes/{programme}/deliverables/{deliverable}/relays/package")]
pub(super) async fn save(
    app: App,
    who: SignedIn,
    path: Path<(String, String)>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let (key, id) = path.into_inner();
    let (outline, of, whole) = editable(&app, &who, (key.clone(), &id)).await?;
    let (events, typed) = (events_of(&app, &who, &outline).await?, &form.fields);
    let again = |faults: &Invalid| page(&app, &who, (&outline, &of, &whole), &events, (typed, faults));
    if typed.flag("again") {
        return html(&again(&Invalid::default()));
    }
    let version = merging::version(typed, &fields_of(whole.package.as_ref(), &events));
    let new = match draft(typed).check() {
        Ok(new) => new,
        Err(faults) => return html_refused(&again(&faults)),
    };
    let done = match foreseen(&app, &who, (&of, &whole), (version, &new)).await {
        Ok(Some(seen)) if seen.asks() && typed.text("asked") != seen.mark() => {
            return html(&check::page(&app, &who, (&outline, &of), typed, &seen));
        }
        // What was saved already by this very form is no fault, though it is over an older version by now.
        Ok(_) | Err(RelayError::Stale) => saved(&app, &who, (&outline, &of, &whole), (version, &new), &form).await,
        Err(fault) => Err(fault),
    };
    match done {
        Err(RelayError::Invalid(faults)) => html_refused(&again(&faults)),
        Err(RelayError::Stale) => {
            let (outline, of, now) = found(&app, &who, (key, &id)).await?;
            // What was seen is not what would follow by now: it is asked about once more.
            if let Ok(Some(seen)) = foreseen(&app, &who, (&of, &now), (version, &new)).await {
                let page = check::page(&app, &who, (&outline, &of), typed, &seen);
                return html_status(StatusCode::CONFLICT, &page);
            }
            let events = events_of(&app, &who, &outline).await?;
            clash(&app, &who, (&outline, &of, &now), &events, typed).await
        }
        done => Ok(done?),
    }
}

/// What saving it would do; none of a first package, which nobody was offered.
async fn foreseen(
    app: &App,
    who: &SignedIn,
    (of, whole): (&Deliverable, &Whole),
    (version, new): (i64, &NewPackage),
) -> Result<Option<Foreseen>, RelayError> {
    let Some(before) = whole.package.clone() else { return Ok(None) };
    let (cx, of, new) = (who.context(app), of.clone(), new.clone());
    let read = app.db.read(move |conn| relays::foresee_package(conn, &cx, &of, (&before, version), &new));
    Ok(Some(read.await?))
}

async fn saved(
    app: &App,
    who: &SignedIn,
    (outline, of, whole): (&Outline, &Deliverable, &Whole),
    (version, new): (i64, &NewPackage),
    form: &Submitted,
) -> Result<HttpResponse, RelayError> {
    let (back, about, before) = (address(outline, of), of.clone(), whole.package.clone());
    let (new, seen) = (new.clone(), form.fields.text("asked").to_owned());
    let done = submit(app, who.context(app), form, move |conn, cx| {
        match &before {
            Some(before) => relays::edit_package(conn, cx, &about, (before, version), (&new, Some(seen.as_str())))?,
            None => relays::write_package(conn, cx, &about, &new)?,
        };
        Ok::<_, RelayError>(format!("{back}?note=saved"))
    });
    done.await
}

/// Somebody else has changed it since the form was opened.
async fn clash(
    app: &App,
    who: &SignedIn,
    (outline, of, now): (&Outline, &Deliverable, &Whole),
    events: &[EventView],
    typed: &Fields,
) -> Result<HttpResponse, Problem> {
    let (w, back) = (who.words, address(outline, of));
    let all = |f: &Fields| {
        let none = Invalid::default();
        texts(w, f, &none).fields().cloned().chain(fields(w, events, f, &none)).collect()
    };
    let clash = Clash {
        w,
        chrome: Chrome::of(app, who, Section::Deliverables),
        subject: (Entity::Deliverable, of.id.raw()),
        title: of.title.best(w.locale()).to_owned(),
        action: format!("{back}/package"),
        back,
        typed,
        now: fields_of(now.package.as_ref(), events),
        fields: &all,
    };
    match &now.package {
        Some(package) => clash.answer_of_part(&package.public_id, app, who).await,
        None => clash.answer(app, who).await,
    }
}
