//! The programme's deliverables by due date.

use actix_web::web::{Path, Query};
use actix_web::{HttpResponse, get};
use askama::Template;

use super::views::{Line, line};
use crate::access::{Action, Scope, may};
use crate::domain::deliverables::{self, Audience, DeliverableState, Filter, Lateness, OwnerFilter};
use crate::domain::programme::{self, Outline, Owner};
use crate::i18n::Words;
use crate::kernel::page::PageRequest;
use crate::web::admin::programmes::views::base;
use crate::web::pieces::{Choice, Pager, told_apart};
use crate::web::{App, Chrome, Fields, Problem, Section, SignedIn, html};

#[derive(Template)]
#[template(path = "admin/deliverables/list.html")]
struct ListPage {
    w: Words,
    chrome: Chrome,
    base: String,
    programme: String,
    /// Whether internal ones are among them.
    inside: bool,
    may_add: bool,
    /// Whether the reader sees what is passed on.
    relays: bool,
    filtered: bool,
    cities: Vec<Choice>,
    steps: Vec<Choice>,
    states: Vec<Choice>,
    times: Vec<Choice>,
    audiences: Vec<Choice>,
    owners: Vec<Choice>,
    lines: Vec<Line>,
    pager: Pager,
}

/// Reads the filter out of the address; what is unknown filters nothing away but is shown as no choice.
pub(in crate::web) fn filter(outline: &Outline, query: &Fields) -> Filter {
    let city = query.filled("city");
    Filter {
        city: city.and_then(|key| outline.cities.iter().find(|c| c.slug.as_str() == key)).map(|c| c.id),
        step_kind: query.filled("step").map(str::to_owned),
        step: None,
        state: query.filled("state").and_then(|s| s.parse::<DeliverableState>().ok()),
        audience: query.filled("audience").and_then(|s| s.parse::<Audience>().ok()),
        lateness: query.filled("when").and_then(|s| s.parse::<Lateness>().ok()),
        owner: query.filled("owner").and_then(|s| s.parse::<OwnerFilter>().ok()),
    }
}

pub(in crate::web) fn with_all(w: Words, choices: impl Iterator<Item = Choice>) -> Vec<Choice> {
    after_all(w.t("word-all"), choices)
}

/// The same among cities, steps and deadlines, which are feminine in French.
pub(in crate::web) fn with_all_feminine(w: Words, choices: impl Iterator<Item = Choice>) -> Vec<Choice> {
    after_all(w.t("word-all-feminine"), choices)
}

fn after_all(label: String, choices: impl Iterator<Item = Choice>) -> Vec<Choice> {
    let mut all = vec![Choice { value: String::new(), label, chosen: false }];
    all.extend(choices);
    all
}

fn step_choices(w: Words, outline: &Outline, current: &str) -> Vec<Choice> {
    let mut kinds: Vec<Choice> = Vec::new();
    for step in &outline.steps {
        if kinds.iter().all(|c| c.value != step.kind.as_str()) {
            kinds.push(Choice::of(step.kind.as_str(), step.title.best(w.locale()), current));
        }
    }
    with_all_feminine(w, kinds.into_iter())
}

pub(in crate::web) fn owner_choices(w: Words, owners: &[Owner], current: &str) -> Vec<Choice> {
    let nobody = Choice::of("nobody", w.t("deliverable-owner-nobody"), current);
    let person = |o: &Owner| {
        let beside = o.name.beside(w.locale()).unwrap_or_default().to_owned();
        (Choice::of(o.public_id.as_str(), o.name.shown(w.locale()), current), vec![beside])
    };
    with_all(w, std::iter::once(nobody).chain(told_apart(owners.iter().map(person))))
}

#[get("/programmes/{programme}/deliverables")]
pub(super) async fn list(
    app: App,
    who: SignedIn,
    key: Path<String>,
    query: Query<Fields>,
) -> Result<HttpResponse, Problem> {
    let (cx, w, query) = (who.context(&app), who.words, query.into_inner());
    let (now, actor) = (cx.now, cx.actor.clone());
    let after = query.filled("after").and_then(|a| a.parse().ok());
    let page = PageRequest::new(after, None);
    let asked = query.clone();
    let read = app.db.read(move |conn| -> Result<_, Problem> {
        let outline = programme::load(conn, &cx, &key)?;
        let page = deliverables::list(conn, &cx, &outline, &filter(&outline, &asked), page)?;
        let owners = programme::known_owners(conn, &cx, outline.programme.id)?;
        Ok((outline, page, owners))
    });
    let (outline, found, owners) = read.await?;
    let base = base(&outline);
    let link = |after: Option<i64>| {
        let mut fields = query.clone();
        fields.set("after", after.map(|a| a.to_string()).unwrap_or_default());
        format!("{base}/deliverables?{}", fields.query())
    };
    let cities =
        outline.cities.iter().map(|c| Choice::of(c.slug.as_str(), c.name.best(w.locale()), query.text("city")));
    let state =
        |s: &DeliverableState| Choice::of(s.as_str(), w.t(format!("deliverable-state-{s}")), query.text("state"));
    let time = |l: &Lateness| Choice::of(l.as_str(), w.t(format!("deliverable-when-{l}")), query.text("when"));
    let audience =
        |a: &Audience| Choice::of(a.as_str(), w.t(format!("deliverable-audience-{a}")), query.text("audience"));
    let scopes = std::iter::once(None).chain(outline.cities.iter().map(|c| Some(c.id)));
    let p = outline.programme.id;
    html(&ListPage {
        w,
        chrome: Chrome::of(&app, &who, Section::Deliverables),
        programme: outline.programme.title.best(who.locale).to_owned(),
        inside: deliverables::sees_internal(&actor, p),
        relays: may(&actor, Action::SeeRelays, Scope::Programme(p)),
        may_add: scopes.into_iter().any(|city| may(&actor, Action::EditDeliverable, Scope::of(p, city))),
        filtered: ["city", "step", "state", "when", "audience", "owner"].iter().any(|f| query.filled(f).is_some()),
        cities: with_all_feminine(w, cities),
        steps: step_choices(w, &outline, query.text("step")),
        states: with_all(w, DeliverableState::ALL.iter().map(state)),
        times: with_all_feminine(w, Lateness::ALL.iter().map(time)),
        audiences: with_all(w, Audience::ALL.iter().map(audience)),
        owners: owner_choices(w, &owners, query.text("owner")),
        lines: found.items.iter().map(|d| line(w, &outline, d, now)).collect(),
        pager: Pager {
            shown: found.items.len(),
            first: after.map(|_| link(None)),
            next: found.next.map(|next| link(Some(next))),
        },
        base,
    })
}
