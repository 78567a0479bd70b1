use actix_web::web::Query;
use actix_web::{HttpResponse, get};
use askama::Template;

use super::views::{Alarm, Reader, Row, alarm, filter_of, kind, narrowing, row};
use crate::access::{Action, Scope, may};
use crate::domain::outbox::desk::{self, About, Breadth, Drawer, Filter, OutboxError};
use crate::domain::outbox::{Message, alarms, watch};
use crate::i18n::Words;
use crate::kernel::page::PageRequest;
use crate::mail::Transport;
use crate::web::admin::events::views::besides;
use crate::web::pieces::{Choice, Pager, told_apart};
use crate::web::{App, Chrome, Fields, Problem, Section, SignedIn, html};

#[derive(Template)]
#[template(path = "admin/mail/list.html")]
struct ListPage {
    w: Words,
    chrome: Chrome,
    /// Which mails these are.
    lead: String,
    alarm: Option<Alarm>,
    /// Nobody is there to send what waits.
    idle: bool,
    drawers: Vec<Tab>,
    query: String,
    kinds: Vec<Choice>,
    events: Vec<Choice>,
    drawer: String,
    /// Whether anything but the drawer narrows the list.
    filtered: bool,
    rows: Vec<Row>,
    total: i64,
    /// The drawer's own sentence when it is empty.
    empty: String,
    pager: Pager,
    tests: bool,
    has_mailbox: bool,
    /// The filter again, for acts on all that match.
    hidden: Vec<(String, String)>,
    retries: bool,
    cancels: bool,
}

/// A drawer with how much lies in it.
struct Tab {
    href: String,
    label: String,
    count: i64,
    current: bool,
}

fn tabs(w: Words, own: &Fields, counts: &[(Drawer, i64)], current: Option<Drawer>) -> Vec<Tab> {
    let tab = |(drawer, count): &(Drawer, i64)| {
        let mut fields = own.clone();
        fields.set("drawer", drawer.as_str());
        Tab {
            href: link(&fields),
            label: w.t(format!("outbox-drawer-{drawer}")),
            count: *count,
            current: current == Some(*drawer),
        }
    };
    counts.iter().map(tab).collect()
}

fn link(fields: &Fields) -> String {
    let query = fields.query();
    if query.is_empty() { "/mail".to_owned() } else { format!("/mail?{query}") }
}

fn kinds(w: Words, filter: &Filter) -> Vec<Choice> {
    let current = filter.kind.as_deref().unwrap_or_default();
    let mut all = vec![Choice::of("", w.t("word-any"), current)];
    all.extend(Message::KINDS.iter().map(|k| Choice::of(*k, kind(w, k), current)));
    all
}

fn events(w: Words, filter: &Filter, found: &[About]) -> Vec<Choice> {
    let current = filter.event.as_ref().map(ToString::to_string).unwrap_or_default();
    let mut all = vec![Choice::of("", w.t("word-any"), &current)];
    all.extend(told_apart(found.iter().map(|e| {
        let choice = Choice::of(e.public_id.as_str(), e.title.best(w.locale()), &current);
        (choice, besides(w, e.city.as_ref(), e.day, &e.state))
    })));
    all
}

#[get("/mail")]
pub(super) async fn list(app: App, who: SignedIn, query: Query<Fields>) -> Result<HttpResponse, Problem> {
    let (cx, wanted) = (who.context(&app), filter_of(&query));
    let page = PageRequest::new(query.filled("after").into_iter().flat_map(str::parse::<i64>).next(), None);
    let (filter, reading) = (wanted.clone(), cx.clone());
    let (found, counts, about, (ringing, idle)) = app
        .db
        .read(move |conn| {
            let found = desk::list(conn, &reading, &filter, page)?;
            let counts = desk::counts(conn, &reading, &filter)?;
            let about = desk::events(conn, &reading)?;
            let standing = (alarms::ringing(conn, &reading)?, watch::unattended(conn, &reading)?);
            Ok::<_, OutboxError>((found, counts, about, standing))
        })
        .await?;
    let (w, own) = (who.words, narrowing(&query));
    let next = found.next.map(|after| {
        let mut further = own.clone();
        further.set("after", after.to_string());
        link(&further)
    });
    let breadth = desk::breadth(&cx)?;
    let reader = Reader { w, zone: who.zone, now: cx.now };
    let total = counts.iter().filter(|(d, _)| wanted.drawer.is_none_or(|own| own == *d)).map(|(_, n)| n).sum();
    let drawer = wanted.drawer.map_or("", Drawer::as_str);
    html(&ListPage {
        w,
        chrome: Chrome::of(&app, &who, Section::Mail),
        lead: lead(w, breadth),
        alarm: ringing.map(|r| alarm(w, who.zone, cx.machine, r)),
        idle,
        drawers: tabs(w, &own, &counts, wanted.drawer),
        query: wanted.text.clone(),
        kinds: kinds(w, &wanted),
        events: events(w, &wanted, &about),
        drawer: drawer.to_owned(),
        filtered: wanted.kind.is_some() || wanted.event.is_some() || !wanted.text.is_empty(),
        pager: Pager { shown: found.items.len(), first: page.after.map(|_| link(&own)), next },
        rows: found.items.iter().map(|m| row(reader, m)).collect(),
        total,
        empty: if drawer.is_empty() { String::new() } else { w.t(format!("outbox-empty-{drawer}")) },
        tests: may(&cx.actor, Action::ManageInstallation, Scope::Installation),
        has_mailbox: matches!(app.post.transport, Transport::File(_))
            && may(&cx.actor, Action::ManageInstallation, Scope::Installation),
        hidden: own.iter().map(|(n, v)| (n.to_owned(), v.to_owned())).collect(),
        retries: reaches(wanted.drawer, desk::Act::TryAgain),
        cancels: reaches(wanted.drawer, desk::Act::Cancel),
    })
}

fn lead(w: Words, breadth: Breadth) -> String {
    w.t(match breadth {
        Breadth::All => "outbox-lead",
        Breadth::Programmes => "outbox-lead-programmes",
        Breadth::Cities => "outbox-lead-cities",
    })
}

/// Whether an act can do anything in a drawer.
fn reaches(drawer: Option<Drawer>, act: desk::Act) -> bool {
    drawer.is_some_and(|d| d.states().iter().any(|s| act.from().contains(s)))
}
