//! A new deliverable, and changing one.

use actix_web::web::{Path, Query};
use actix_web::{HttpResponse, get, post};
use askama::Template;

use crate::access::{Action, Scope, may, require, require_open};
use crate::domain::deliverables::{
    self, Audience, Deliverable, DeliverableDraft, DeliverableError, DeliverableKind, DeliverableState, shares,
};
use crate::domain::history::Entity;
use crate::domain::programme::{self, Candidate, Outline};
use crate::domain::relays::{self, RelayError};
use crate::i18n::Words;
use crate::kernel::ids::PublicId;
use crate::kernel::invalid::Invalid;
use crate::web::admin::programmes::views::{base, date_field, owner_fields};
use crate::web::merging::{self, Clash, Seen};
use crate::web::pieces::account_fields::error_of;
use crate::web::pieces::{Choice, Control, Field, LanguageTabs, Problem as FormProblem};
use crate::web::{App, Chrome, Fields, Problem, Section, SignedIn, Submitted, html, html_refused, submit_retrying};

#[derive(Template)]
#[template(path = "admin/deliverables/form.html")]
pub(super) struct FormPage {
    w: Words,
    chrome: Chrome,
    base: String,
    programme: String,
    heading: String,
    action: String,
    /// Where another due date is asked about first; empty for what does not exist yet.
    check: String,
    back: String,
    seen: Seen,
    problems: Vec<FormProblem>,
    texts: LanguageTabs,
    fields: Vec<Field>,
}

/// Links of outsiders that rest when it turns internal, or work again when it turns external.
#[derive(Clone, Copy, Default)]
pub(super) struct Links {
    shares: usize,
    relays: usize,
}

impl Links {
    /// What becomes of them once it has turned so.
    pub fn said(self, w: Words, turned: Audience) -> Vec<String> {
        let (shares, relays) = match turned {
            Audience::Internal => ("share-rest-with", "relays-rest-with"),
            Audience::External => ("share-works-with", "relays-works-with"),
        };
        let counted = [(shares, self.shares), (relays, self.relays)];
        counted.into_iter().filter(|(_, n)| *n > 0).map(|(key, n)| w.n(key, n)).collect()
    }
}

pub(super) struct Frame<'a> {
    app: &'a App,
    who: &'a SignedIn,
    outline: &'a Outline,
    owners: &'a [Candidate],
    /// What is changed, and the form as it was filled in.
    existing: Option<(&'a Deliverable, &'a Fields)>,
    links: Links,
}

impl Frame<'_> {
    pub fn page(&self, draft: &DeliverableDraft, faults: &Invalid) -> FormPage {
        let w = self.who.words;
        let (texts, fields) = (texts(w, draft, faults), self.fields(draft, faults));
        let base = base(self.outline);
        let list = format!("{base}/deliverables");
        let address = self.existing.map(|(d, _)| format!("{list}/{}", d.public_id));
        FormPage {
            w,
            chrome: Chrome::of(self.app, self.who, Section::Deliverables),
            programme: self.outline.programme.title.best(w.locale()).to_owned(),
            heading: w.t(if self.existing.is_some() { "deliverable-edit" } else { "deliverable-new" }),
            action: address.as_ref().map_or_else(|| list.clone(), |a| format!("{a}/edit")),
            check: address.as_ref().map(|a| format!("{a}/check")).unwrap_or_default(),
            back: address.unwrap_or(list),
            seen: self.existing.map(|(_, filled)| Seen::of(filled)).unwrap_or_default(),
            problems: FormProblem::of(texts.fields().chain(&fields)),
            texts,
            fields,
            base,
        }
    }

    fn fields(&self, draft: &DeliverableDraft, faults: &Invalid) -> Vec<Field> {
        let w = self.who.words;
        let select = |name: &str, label: &str, choices: Vec<Choice>| {
            Field::new(name, w.t(label), Control::Select(choices)).error(error_of(w, faults, name))
        };
        let kind = |k: &DeliverableKind| Choice::of(k.as_str(), w.t(format!("deliverable-kind-{k}")), &draft.kind);
        let audience = |a: &Audience| Choice::of(a.as_str(), w.t(format!("deliverable-audience-{a}")), &draft.audience);
        let mut fields = Vec::new();
        if self.existing.is_none() {
            fields.push(select("step", "deliverable-step", self.steps(&draft.step)));
        }
        fields.push(select("kind", "word-kind", DeliverableKind::ALL.iter().map(kind).collect()));
        let audiences = Control::Radios(Audience::ALL.iter().map(audience).collect());
        let audience = Field::new("audience", w.t("deliverable-audience"), audiences);
        let mut help = w.t("deliverable-audience-help");
        let internal = self.existing.is_some_and(|(d, _)| d.audience == Audience::Internal);
        for said in self.links.said(w, if internal { Audience::External } else { Audience::Internal }) {
            help = w.sentences([help, said]);
        }
        if self.existing.is_some_and(|(d, _)| d.state == DeliverableState::Published) {
            help = w.sentences([help, w.t("deliverable-audience-published")]);
        }
        fields.push(audience.help(help).error(error_of(w, faults, "audience")));
        fields.push(date_field(w, "due_on", "deliverable-due", &draft.due_on, faults).optional());
        fields.extend(owner_fields(w, (&draft.owner, &draft.owner_email), self.owners, faults));
        fields
    }

    /// The steps where this member may add something.
    fn steps(&self, current: &str) -> Vec<Choice> {
        let (w, outline) = (self.who.words, self.outline);
        let actor = self.who.visitor.actor();
        let allowed = |city| may(&actor, Action::EditDeliverable, Scope::of(outline.programme.id, city));
        let mut choices = Vec::new();
        if allowed(None) {
            choices.push(Choice::of("", w.t("deliverable-of-programme"), current));
        }
        for city in outline.cities.iter().filter(|c| allowed(Some(c.id))) {
            let step = |s: &programme::Step| {
                let (place, title) = (city.name.best(w.locale()), s.title.best(w.locale()));
                let label = w.with("deliverable-step-in-city", &[("city", &place), ("step", &title)]);
                Choice::of(s.public_id.as_str(), label, current)
            };
            choices.extend(outline.steps_of(city.id).map(step));
        }
        choices
    }

    /// Somebody else has changed the deliverable since the form was opened.
    pub async fn clash(&self, now: &Deliverable, typed: &Fields) -> Result<HttpResponse, Problem> {
        let here = format!("{}/deliverables/{}", base(self.outline), now.public_id);
        let fields = |f: &Fields| {
            let (draft, none) = (draft(f), Invalid::default());
            texts(self.who.words, &draft, &none).fields().cloned().chain(self.fields(&draft, &none)).collect()
        };
        let clash = Clash {
            w: self.who.words,
            chrome: Chrome::of(self.app, self.who, Section::Deliverables),
            subject: (Entity::Deliverable, now.id.raw()),
            title: now.title.best(self.who.locale).to_owned(),
            // A day that was asked about is asked about again: what would follow may be something else by now.
            action: format!("{here}/{}", if typed.flag("asked") { "check" } else { "edit" }),
            back: here,
            typed,
            now: fields_of(now),
            fields: &fields,
        };
        clash.answer(self.app, self.who).await
    }

    pub fn refused(&self, draft: &DeliverableDraft, faults: &Invalid) -> Result<HttpResponse, Problem> {
        html_refused(&self.page(draft, faults))
    }
}

fn texts(w: Words, draft: &DeliverableDraft, faults: &Invalid) -> LanguageTabs {
    LanguageTabs::new("texts", |l| {
        let name = format!("title.{l}");
        let value = draft.title.get(&l).cloned().unwrap_or_default();
        vec![Field::line(&name, w.t("word-title")).value(value).limit(200).error(error_of(w, faults, &name))]
    })
}

/// A deliverable as the form would have it typed.
pub(super) fn fields_of(d: &Deliverable) -> Fields {
    let mut typed = Fields::default();
    typed.set("version", d.version.to_string());
    typed.set("kind", d.kind.as_str());
    typed.set("audience", d.audience.as_str());
    typed.set_localised("title", &d.title);
    typed.set("due_on", d.due_on.map(|on| on.to_string()).unwrap_or_default());
    typed.set("owner", d.owner.as_ref().map(|o| o.public_id.to_string()).unwrap_or_default());
    typed
}

pub(super) fn draft(fields: &Fields) -> DeliverableDraft {
    let text = |name: &str| fields.text(name).to_owned();
    DeliverableDraft {
        step: text("step"),
        kind: text("kind"),
        audience: text("audience"),
        title: fields.by_language("title"),
        due_on: text("due_on"),
        owner: text("owner"),
        owner_email: text("owner_email"),
    }
}

/// The programme, and who may be named in it, or for what is changed.
async fn around(
    app: &App,
    who: &SignedIn,
    key: String,
    existing: Option<&str>,
) -> Result<(Outline, Vec<Candidate>), Problem> {
    let cx = who.context(app);
    let existing = existing.map(str::parse::<PublicId>).transpose().map_err(|_| Problem::NotFound)?;
    let read = app.db.read(move |conn| -> Result<_, Problem> {
        let outline = programme::load(conn, &cx, &key)?;
        let (mut duty, mut kept) = (deliverables::duty(Audience::External, None), Vec::new());
        if let Some(id) = &existing {
            let d = deliverables::find(conn, &cx, outline.programme.id, id)?;
            duty = deliverables::duty(d.audience, Some(Scope::of(d.programme, d.city)));
            kept.extend(d.owner);
        }
        let owners = programme::owner_candidates(conn, &cx, outline.programme.id, duty, &kept)?;
        Ok((outline, owners))
    });
    read.await
}

/// The deliverable of an address, with the right to change it.
pub(super) async fn editable(app: &App, who: &SignedIn, outline: &Outline, id: &str) -> Result<Deliverable, Problem> {
    let (cx, p) = (who.context(app), outline.programme.id);
    let id = id.parse().map_err(|_| Problem::NotFound)?;
    let actor = cx.actor.clone();
    let found = app.db.read(move |conn| deliverables::find(conn, &cx, p, &id)).await?;
    require(&actor, Action::EditDeliverable, Scope::of(p, found.city))?;
    Ok(found)
}

/// The links that outsiders hold.
async fn links(app: &App, who: &SignedIn, of: &Deliverable) -> Result<Links, Problem> {
    let (cx, of) = (who.context(app), of.clone());
    let read = app.db.read(move |conn| -> Result<_, Problem> {
        let relays = match relays::whole(conn, &cx, &of) {
            Ok(whole) => whole.relays.len(),
            // Whoever may not see them is told of none.
            Err(RelayError::Denied(_)) => 0,
            Err(fault) => return Err(fault.into()),
        };
        Ok(Links { shares: shares::open_links(conn, &cx, &of)?, relays })
    });
    read.await
}

#[get("/programmes/{programme}/deliverables/new")]
pub(super) async fn blank(
    app: App,
    who: SignedIn,
    key: Path<String>,
    query: Query<Fields>,
) -> Result<HttpResponse, Problem> {
    let (outline, owners) = around(&app, &who, key.into_inner(), None).await?;
    require_open(&who.visitor.actor(), outline.programme.id)?;
    let frame =
        Frame { app: &app, who: &who, outline: &outline, owners: &owners, existing: None, links: Links::default() };
    if frame.steps("").is_empty() {
        return Err(Problem::Forbidden);
    }
    let draft = DeliverableDraft {
        step: query.text("step").to_owned(),
        kind: DeliverableKind::Report.to_string(),
        audience: Audience::Internal.to_string(),
        ..DeliverableDraft::default()
    };
    html(&frame.page(&draft, &Invalid::default()))
}

#[post("/programmes/{programme}/deliverables")]
pub(super) async fn create(
    app: App,
    who: SignedIn,
    key: Path<String>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let (outline, owners) = around(&app, &who, key.into_inner(), None).await?;
    require_open(&who.visitor.actor(), outline.programme.id)?;
    let frame =
        Frame { app: &app, who: &who, outline: &outline, owners: &owners, existing: None, links: Links::default() };
    let draft = draft(&form.fields);
    let new = match draft.check() {
        Ok(new) => new,
        Err(faults) => return frame.refused(&draft, &faults),
    };
    let within = outline.clone();
    let done = submit_retrying(&app, who.context(&app), &form, move |conn, cx| {
        let made = deliverables::create(conn, cx, &within, &new)?;
        Ok::<_, DeliverableError>(format!("{}/deliverables/{}?note=saved", base(&within), made.public_id))
    });
    match done.await {
        Err(DeliverableError::Invalid(faults)) => frame.refused(&draft, &faults),
        done => Ok(done?),
    }
}

/// What is changed, with all that its form tells.
pub(super) struct Existing {
    pub outline: Outline,
    pub deliverable: Deliverable,
    /// Links of outsiders that rest, or work again.
    pub links: Links,
    owners: Vec<Candidate>,
}

impl Existing {
    /// Of an address; refuses whoever may not change it, before what they sent is looked at.
    pub async fn load(app: &App, who: &SignedIn, (key, id): &(String, String)) -> Result<Existing, Problem> {
        let (outline, owners) = around(app, who, key.clone(), Some(id)).await?;
        let deliverable = editable(app, who, &outline, id).await?;
        let links = links(app, who, &deliverable).await?;
        Ok(Existing { outline, deliverable, owners, links })
    }

    pub fn frame<'a>(&'a self, app: &'a App, who: &'a SignedIn, filled: &'a Fields) -> Frame<'a> {
        let (outline, owners) = (&self.outline, self.owners.as_slice());
        Frame { app, who, outline, owners, existing: Some((&self.deliverable, filled)), links: self.links }
    }
}

#[get("/programmes/{programme}/deliverables/{deliverable}/edit")]
pub(super) async fn open(app: App, who: SignedIn, path: Path<(String, String)>) -> Result<HttpResponse, Problem> {
    let known = Existing::load(&app, &who, &path).await?;
    let filled = fields_of(&known.deliverable);
    html(&known.frame(&app, &who, &filled).page(&draft(&filled), &Invalid::default()))
}

#[post("/programmes/{programme}/deliverables/{deliverable}/edit")]
pub(super) async fn save(
    app: App,
    who: SignedIn,
    path: Path<(String, String)>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    saved(app, who, path.into_inner(), form).await
}

pub(super) async fn saved(
    app: App,
    who: SignedIn,
    path: (String, String),
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let known = Existing::load(&app, &who, &path).await?;
    let version: i64 = merging::version(&form.fields, &fields_of(&known.deliverable));
    let frame = known.frame(&app, &who, &form.fields);
    let draft = draft(&form.fields);
    let edit = match draft.check_edit() {
        Ok(edit) => edit,
        Err(faults) => return frame.refused(&draft, &faults),
    };
    let (before, base) = (known.deliverable.clone(), base(&known.outline));
    let done = submit_retrying(&app, who.context(&app), &form, move |conn, cx| {
        let after = deliverables::edit(conn, cx, &before, version, &edit)?;
        Ok::<_, DeliverableError>(format!("{base}/deliverables/{}?note=saved", after.public_id))
    });
    match done.await {
        Err(DeliverableError::Invalid(faults)) => frame.refused(&draft, &faults),
        Err(DeliverableError::Stale) => {
            let now = editable(&app, &who, &known.outline, &path.1).await?;
            frame.clash(&now, &form.fields).await
        }
        done => Ok(done?),
    }
}
