//! Beginning to court a firm, and changing what is planned with it.

use actix_web::web::{Path, Query};
use actix_web::{HttpResponse, get, post};
use askama::Template;

use super::typed::{draft, fields_of};
use super::views::{besides, currencies, mark};
use super::{address, editable, found, list_of};
use crate::access::{Action, Denied, may, require_open};
use crate::domain::contacts::{self, Person};
use crate::domain::history::Entity;
use crate::domain::programme::{self, Candidate, Outline, Owner};
use crate::domain::sponsorship::{
    self, Courted, EventFace, Package, Sponsorship, SponsorshipDraft, SponsorshipError, packages,
};
use crate::i18n::Words;
use crate::kernel::ids::ProgrammeId;
use crate::kernel::invalid::Invalid;
use crate::kernel::page::PageRequest;
use crate::web::admin::events::views::{Said, said};
use crate::web::admin::programmes::views::{base, date_field, owner_fields};
use crate::web::merging::{self, Clash, Seen};
use crate::web::pieces::account_fields::error_of;
use crate::web::pieces::{Choice, Control, Field, LanguageTabs, Mark, PersonView, Problem as FormProblem, told_apart};
use crate::web::{App, Chrome, Fields, Problem, Section, SignedIn, Submitted, html, html_refused, submit_retrying};

#[derive(Template)]
#[template(path = "admin/sponsorships/form.html")]
struct FormPage {
    w: Words,
    chrome: Chrome,
    base: String,
    programme: String,
    heading: String,
    action: String,
    back: String,
    seen: Seen,
    problems: Vec<FormProblem>,
    fields: Vec<Field>,
    names: LanguageTabs,
    /// Who courts the firm already, with the field that asks for a reason.
    courted: Option<(Vec<CourtedView>, Field)>,
    /// The very same courting.
    twice: Option<String>,
}

struct CourtedView {
    firm: Said,
    kin: String,
    owner: Option<PersonView>,
    mark: Mark,
}

struct Frame<'a> {
    app: &'a App,
    who: &'a SignedIn,
    around: &'a Around,
    /// What is changed, the form as it was filled in, and people at the firm.
    existing: Option<(&'a Sponsorship, &'a Fields, &'a [Person])>,
}

/// What may be chosen.
struct Around {
    outline: Outline,
    owners: Vec<Candidate>,
    events: Vec<EventFace>,
    packages: Vec<Package>,
    /// The programme itself may be courted for.
    whole: bool,
}

/// What stands in the way besides faults of fields.
#[derive(Default)]
struct InTheWay {
    courted: Vec<Courted>,
    twice: Option<String>,
}

impl Frame<'_> {
    fn page(&self, draft: &SponsorshipDraft, faults: &Invalid, way: &InTheWay) -> FormPage {
        let (w, outline) = (self.who.words, &self.around.outline);
        let (fields, names) = (self.fields(draft, faults), names(w, draft, faults));
        let list = list_of(outline);
        let here = self.existing.map(|(s, ..)| address(outline, s));
        FormPage {
            w,
            chrome: Chrome::of(self.app, self.who, Section::Sponsors),
            programme: outline.programme.title.best(w.locale()).to_owned(),
            heading: match self.existing {
                Some((s, ..)) => s.firm.name.best(w.locale()).to_owned(),
                None => w.t("sponsorship-new"),
            },
            action: here.as_ref().map_or_else(|| list.clone(), |a| format!("{a}/edit")),
            back: here.unwrap_or(list),
            seen: self.existing.map(|(_, filled, _)| Seen::of(filled)).unwrap_or_default(),
            problems: FormProblem::of(fields.iter().chain(names.fields())),
            courted: (!way.courted.is_empty()).then(|| (self.courted(&way.courted), confirm(w, draft, faults))),
            twice: way.twice.clone(),
            base: base(outline),
            fields,
            names,
        }
    }

    fn courted(&self, all: &[Courted]) -> Vec<CourtedView> {
        let w = self.who.words;
        let one = |c: &Courted| CourtedView {
            firm: said(w, &c.firm_name),
            kin: w.t(format!("sponsorship-kin-{}", c.kin)),
            owner: c.owner.as_ref().map(|name| PersonView::new(name, w.locale())),
            mark: mark(w, c.stage),
        };
        all.iter().map(one).collect()
    }

    fn fields(&self, draft: &SponsorshipDraft, faults: &Invalid) -> Vec<Field> {
        let w = self.who.words;
        let error = |name: &str| error_of(w, faults, name);
        let mut fields = Vec::new();
        if self.existing.is_none() {
            let firm = Field::line("organisation", w.t("sponsorship-firm")).value(&draft.organisation).limit(200);
            fields.push(firm.help(w.t("sponsorship-firm-help")).error(error("organisation")));
            let site = Field::new("website", w.t("sponsorship-website"), Control::Line("url")).value(&draft.website);
            fields.push(site.help(w.t("sponsorship-website-help")).optional().error(error("website")));
            let events = Field::new("event", w.t("sponsorship-event"), Control::Select(self.events(&draft.event)));
            fields.push(events.error(error("event")));
        }
        let mut owner = owner_fields(w, (&draft.owner, &draft.owner_email), &self.around.owners, faults);
        let email = owner.pop().map(|email| email.help(w.t("sponsorship-owner-email-help")));
        fields.extend(owner.into_iter().chain(email));
        fields.push(self.package(draft).error(error("package")));
        let amount = Field::line("amount", w.t("sponsorship-amount")).value(&draft.amount).limit(80);
        fields.push(amount.help(w.t("sponsorship-amount-help")).optional().error(error("amount")));
        fields.push(currency(w, "currency", &draft.currency).error(error("currency")));
        let kind = Field::area("in_kind", w.t("sponsorship-in-kind"), 2).value(&draft.in_kind);
        fields.push(kind.help(w.t("sponsorship-in-kind-help")).optional().error(error("in_kind")));
        let worth = Field::line("in_kind_value", w.t("sponsorship-in-kind-value")).value(&draft.in_kind_value);
        fields.push(worth.optional().limit(80).error(error("in_kind_value")));
        fields.push(currency(w, "in_kind_currency", &draft.in_kind_currency).error(error("in_kind_currency")));
        let next = Field::line("next_action", w.t("sponsorship-next-action")).value(&draft.next_action).limit(300);
        fields.push(next.optional().error(error("next_action")));
        fields.push(date_field(w, "next_on", "sponsorship-next-on", &draft.next_on, faults).optional());
        let notes = Field::area("notes", w.t("sponsorship-notes"), 4).value(&draft.notes);
        fields.push(notes.optional().error(error("notes")));
        if let Some((_, _, people)) = self.existing {
            fields.extend(self.people(people, &draft.people).map(|f| f.optional().error(error("people"))));
            fields.push(date_field(w, "signed_on", "sponsorship-signed-on", &draft.signed_on, faults).optional());
            let agreement = Field::area("agreement", w.t("sponsorship-agreement"), 3).value(&draft.agreement);
            fields.push(agreement.optional().error(error("agreement")));
        }
        fields
    }

    fn events(&self, current: &str) -> Vec<Choice> {
        let w = self.who.words;
        let own = self.around.whole.then(|| Choice::of("", w.t("sponsorship-of-programme"), current));
        let one = |e: &EventFace| {
            (Choice::of(e.public_id.as_str(), e.title.best(w.locale()), current), besides(w, &self.around.outline, e))
        };
        own.into_iter().chain(told_apart(self.around.events.iter().map(one))).collect()
    }

    /// What is offered, and what is proposed already.
    fn package(&self, draft: &SponsorshipDraft) -> Field {
        let w = self.who.words;
        let mut choices = vec![Choice::of("", w.t("word-none"), &draft.package)];
        let offered = self.around.packages.iter();
        let offered = offered.filter(|p| p.retired_at.is_none() || p.public_id.as_str() == draft.package);
        choices.extend(told_apart(offered.map(|p| {
            let name = p.name.best(w.locale());
            let label = match p.price {
                Some(price) => format!("{name} · {}", price.shown(w.locale())),
                None => name.to_owned(),
            };
            (Choice::of(p.public_id.as_str(), label, &draft.package), Vec::new())
        })));
        Field::new("package", w.t("sponsorship-package"), Control::Select(choices)).optional()
    }

    /// Those who work at the firm; none: nobody to choose.
    fn people(&self, people: &[Person], chosen: &[String]) -> Option<Field> {
        let w = self.who.words;
        let one = |p: &Person| {
            let role = p.affiliation().map(|a| a.role.best(w.locale()).to_owned()).unwrap_or_default();
            let address = p.mailbox().map(|a| a.email.to_string()).unwrap_or_default();
            let choice = Choice {
                value: p.public_id.to_string(),
                label: p.name.shown(w.locale()).to_owned(),
                chosen: chosen.iter().any(|c| *c == p.public_id.as_str()),
            };
            (choice, vec![role, address])
        };
        let choices = told_apart(people.iter().map(one));
        let field = Field::new("people", w.t("sponsorship-people"), Control::Checks(choices));
        (!people.is_empty()).then(|| field.help(w.t("sponsorship-people-help")))
    }

    fn refused(&self, draft: &SponsorshipDraft, faults: &Invalid, way: &InTheWay) -> Result<HttpResponse, Problem> {
        html_refused(&self.page(draft, faults, way))
    }

    /// Somebody else has changed it since the form was opened.
    async fn clash(&self, now: &Sponsorship, typed: &Fields) -> Result<HttpResponse, Problem> {
        let here = address(&self.around.outline, now);
        let w = self.who.words;
        let fields = |f: &Fields| {
            let (draft, none) = (draft(f), Invalid::default());
            self.fields(&draft, &none).into_iter().chain(names(w, &draft, &none).fields().cloned()).collect()
        };
        let clash = Clash {
            w,
            chrome: Chrome::of(self.app, self.who, Section::Sponsors),
            subject: (Entity::Sponsorship, now.id.raw()),
            title: now.firm.name.best(self.who.locale).to_owned(),
            action: format!("{here}/edit"),
            back: here,
            typed,
            now: fields_of(now),
            fields: &fields,
        };
        clash.answer(self.app, self.who).await
    }
}

fn confirm(w: Words, draft: &SponsorshipDraft, faults: &Invalid) -> Field {
    let field = Field::line("confirm", w.t("sponsorship-confirm")).value(&draft.confirm).limit(500);
    field.help(w.t("sponsorship-confirm-help")).error(error_of(w, faults, "confirm"))
}

fn currency(w: Words, name: &str, current: &str) -> Field {
    let current = if current.is_empty() { "EUR" } else { current };
    Field::new(name, w.t("sponsorship-currency"), Control::Select(currencies(current)))
}

fn names(w: Words, draft: &SponsorshipDraft, faults: &Invalid) -> LanguageTabs {
    LanguageTabs::new("names", |l| {
        let name = format!("public_name.{l}");
        let value = draft.public_name.get(&l).cloned().unwrap_or_default();
        let field = Field::line(&name, w.t("sponsorship-public-name")).value(value).limit(200).optional();
        vec![field.help(w.t("sponsorship-public-name-help")).error(error_of(w, faults, &name))]
    })
}

async fn around(app: &App, who: &SignedIn, key: String, existing: Option<&Sponsorship>) -> Result<Around, Problem> {
    let cx = who.context(app);
    let duty = sponsorship::duty(existing.map(Sponsorship::scope));
    let kept: Vec<Owner> = existing.and_then(|s| s.owner.clone()).into_iter().collect();
    let read = app.db.read(move |conn| -> Result<_, SponsorshipError> {
        let outline = programme::load(conn, &cx, &key)?;
        let id: ProgrammeId = outline.programme.id;
        sponsorship::sight(&cx.actor, id)?;
        require_open(&cx.actor, id)?;
        let whole = may(&cx.actor, Action::EditSponsorship, crate::access::Scope::Programme(id));
        let events = sponsorship::events_open(conn, &cx, id)?;
        if !whole && events.is_empty() {
            return Err(Denied::Forbidden.into());
        }
        let owners = programme::owner_candidates(conn, &cx, id, duty, &kept)?;
        Ok(Around { owners, events, packages: packages::list(conn, &cx, id)?, whole, outline })
    });
    Ok(read.await?)
}

#[get("/programmes/{programme}/sponsorships/new")]
pub(super) async fn blank(
    app: App,
    who: SignedIn,
    key: Path<String>,
    query: Query<Fields>,
) -> Result<HttpResponse, Problem> {
    let around = around(&app, &who, key.into_inner(), None).await?;
    let mut draft = SponsorshipDraft { event: query.text("event").to_owned(), ..SponsorshipDraft::default() };
    if let Some(id) = query.filled("organisation").and_then(|id| id.parse().ok()) {
        let cx = who.context(&app);
        let known = app.db.read(move |conn| contacts::organisation(conn, &cx, &id)).await?;
        draft.organisation = known.name.best(who.locale).to_owned();
    }
    let frame = Frame { app: &app, who: &who, around: &around, existing: None };
    html(&frame.page(&draft, &Invalid::default(), &InTheWay::default()))
}

#[post("/programmes/{programme}/sponsorships")]
pub(super) async fn create(
    app: App,
    who: SignedIn,
    key: Path<String>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let around = around(&app, &who, key.into_inner(), None).await?;
    let frame = Frame { app: &app, who: &who, around: &around, existing: None };
    let draft = draft(&form.fields);
    let new = match draft.check() {
        Ok(new) => new,
        Err(faults) => return frame.refused(&draft, &faults, &InTheWay::default()),
    };
    let within = around.outline.clone();
    let done = submit_retrying(&app, who.context(&app), &form, move |conn, cx| {
        let made = sponsorship::create(conn, cx, &within, &new)?;
        Ok::<_, SponsorshipError>(format!("{}?note=saved", address(&within, &made)))
    });
    match done.await {
        Err(SponsorshipError::Invalid(faults)) => frame.refused(&draft, &faults, &InTheWay::default()),
        Err(SponsorshipError::Courted(courted)) => {
            frame.refused(&draft, &Invalid::default(), &InTheWay { courted, twice: None })
        }
        Err(SponsorshipError::Twice(Some(there))) => {
            let twice = Some(format!("{}/{there}", list_of(&around.outline)));
            frame.refused(&draft, &Invalid::default(), &InTheWay { courted: Vec::new(), twice })
        }
        done => Ok(done?),
    }
}

/// People at the firm, and those who were named before they left it.
async fn people(app: &App, who: &SignedIn, s: &Sponsorship) -> Result<Vec<Person>, Problem> {
    let (cx, firm) = (who.context(app), s.firm.public_id.clone());
    let filter = contacts::Filter { organisation: Some(firm), ..contacts::Filter::default() };
    let page = PageRequest::new(None, Some(PageRequest::MAX));
    Ok(app.db.read(move |conn| contacts::list(conn, &cx, &filter, page)).await?.items)
}

#[get("/programmes/{programme}/sponsorships/{sponsorship}/edit")]
pub(super) async fn open(app: App, who: SignedIn, path: Path<(String, String)>) -> Result<HttpResponse, Problem> {
    let (key, id) = path.into_inner();
    let (_, s) = editable(&app, &who, (key.clone(), id)).await?;
    let around = around(&app, &who, key, Some(&s)).await?;
    let (filled, people) = (fields_of(&s), people(&app, &who, &s).await?);
    let frame = Frame { app: &app, who: &who, around: &around, existing: Some((&s, &filled, &people)) };
    html(&frame.page(&draft(&filled), &Invalid::default(), &InTheWay::default()))
}

#[post("/programmes/{programme}/sponsorships/{sponsorship}/edit")]
pub(super) async fn save(
    app: App,
    who: SignedIn,
    path: Path<(String, String)>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let (key, id) = path.into_inner();
    let (_, s) = editable(&app, &who, (key.clone(), id.clone())).await?;
    let around = around(&app, &who, key.clone(), Some(&s)).await?;
    let people = people(&app, &who, &s).await?;
    let version: i64 = merging::version(&form.fields, &fields_of(&s));
    let frame = Frame { app: &app, who: &who, around: &around, existing: Some((&s, &form.fields, &people)) };
    let draft = draft(&form.fields);
    let plan = match draft.check_edit() {
        Ok(plan) => plan,
        Err(faults) => return frame.refused(&draft, &faults, &InTheWay::default()),
    };
    let (before, here) = (s.clone(), address(&around.outline, &s));
    let done = submit_retrying(&app, who.context(&app), &form, move |conn, cx| {
        sponsorship::edit(conn, cx, &before, version, &plan)?;
        Ok::<_, SponsorshipError>(format!("{here}?note=saved"))
    });
    match done.await {
        Err(SponsorshipError::Invalid(faults)) => frame.refused(&draft, &faults, &InTheWay::default()),
        Err(SponsorshipError::Stale) => {
            let (_, now) = found(&app, &who, (key, id)).await?;
            frame.clash(&now, &form.fields).await
        }
        done => Ok(done?),
    }
}
