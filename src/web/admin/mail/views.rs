//! Messages and alarms in words.

use crate::domain::contacts::fold;
use crate::domain::outbox::MessageState;
use crate::domain::outbox::alarms::Ringing;
use crate::domain::outbox::desk::{About, Drawer, Filter, Listed};
use crate::i18n::Words;
use crate::kernel::time::{Instant, Zone};
use crate::web::Fields;
use crate::web::admin::events::views::{Said, said};
use crate::web::pieces::{Mark, PersonView};

/// Whoever reads the page, and when.
#[derive(Clone, Copy)]
pub(super) struct Reader {
    pub w: Words,
    pub zone: Zone,
    /// Programme time.
    pub now: Instant,
}

pub(super) struct Row {
    pub id: String,
    pub href: String,
    pub email: String,
    /// Who gets it, in both scripts.
    pub person: Option<PersonView>,
    pub kind: String,
    pub event: Option<(String, Said)>,
    pub mark: Mark,
    /// When it is due, or when it ended.
    pub when: String,
    pub exact: String,
    /// Why it is where it is.
    pub note: String,
}

pub(super) fn row(reader: Reader, message: &Listed) -> Row {
    let w = reader.w;
    let (when, exact) = when(reader, message);
    Row {
        id: message.public_id.to_string(),
        href: format!("/mail/{}", message.public_id),
        email: message.email.to_string(),
        person: message.person.as_ref().map(|name| PersonView::new(name, w.locale())),
        kind: kind(w, &message.kind),
        event: message.event.as_ref().map(|about| (event_href(about), said(w, &about.title))),
        mark: mark(w, message.state),
        when,
        exact,
        note: note(w, message),
    }
}

pub(super) fn event_href(about: &About) -> String {
    format!("/programmes/{}/events/{}", about.programme_slug, about.public_id)
}

pub(in crate::web) fn kind(w: Words, kind: &str) -> String {
    w.t(format!("outbox-kind-{kind}"))
}

pub(super) fn mark(w: Words, state: MessageState) -> Mark {
    let word = w.t(format!("outbox-state-{state}"));
    match state {
        MessageState::Queued => Mark::waiting(word),
        MessageState::Leased => Mark::under_way(word),
        MessageState::Sent => Mark::done(word),
        MessageState::Retry => Mark::late(word),
        MessageState::Failed => Mark::refused(word),
        MessageState::Suppressed => Mark::locked(word),
        MessageState::Cancelled => Mark::idle(word),
        MessageState::Doubt => Mark::unsure(word),
    }
}

/// Past instants relative with the exact one beside, future ones exact.
fn when(reader: Reader, message: &Listed) -> (String, String) {
    let at = message.settled_at.unwrap_or(message.due_at);
    let exact = reader.w.exact(at, reader.zone);
    match (message.state, message.settled_at) {
        // In doubt a second time: no hour is set.
        (MessageState::Doubt, _) if at.seconds_since(reader.now) > 366 * 86_400 => {
            (reader.w.t("outbox-waits-for-you"), String::new())
        }
        (_, None) if at > reader.now => (exact, String::new()),
        _ => (reader.w.ago(at, reader.now, reader.zone), exact),
    }
}

/// The reason in words, else the relay's own.
pub(super) fn note(w: Words, message: &Listed) -> String {
    let reason = message.reason.as_ref().map(|reason| format!("outbox-reason-{reason}")).filter(|key| w.has(key));
    match (reason, &message.reply, message.state) {
        (Some(key), _, _) => w.t(key),
        (None, Some(reply), state) if state != MessageState::Sent => reply.clone(),
        _ => String::new(),
    }
}

/// The banner while the relay cannot be used.
pub(super) struct Alarm {
    pub title: String,
    pub detail: String,
    pub since: String,
    pub next: String,
}

/// Alarms live on machine time, and so do their hours.
pub(super) fn alarm(w: Words, zone: Zone, machine: Instant, ringing: Ringing) -> Alarm {
    let next = match ringing.retry_at > machine {
        true => w.with("outbox-alarm-next", &[("time", &w.exact(ringing.retry_at, zone))]),
        false => w.t("outbox-alarm-now"),
    };
    Alarm {
        title: w.t(format!("outbox-alarm-{}", ringing.what)),
        detail: ringing.detail,
        since: w.with("outbox-alarm-since", &[("ago", &w.ago(ringing.raised_at, machine, zone))]),
        next,
    }
}

/// What the address narrows the list to; what is no drawer or kind narrows nothing.
pub(super) fn filter_of(fields: &Fields) -> Filter {
    let known = |kind: &&str| crate::domain::outbox::Message::KINDS.contains(kind);
    let drawer = match fields.filled("drawer") {
        Some(word) => Drawer::ALL.iter().copied().find(|d| d.as_str() == word),
        None => Some(Drawer::Waiting),
    };
    let text: String = fields.text("q").trim().chars().take(200).collect();
    // What has an @ is an address, and no name.
    let mut names = if text.contains('@') { Vec::new() } else { fold::needles(&text) };
    // Each is a search of its own.
    names.sort();
    names.dedup();
    Filter {
        drawer,
        event: fields.filled("event").into_iter().flat_map(str::parse).next(),
        kind: fields.filled("kind").filter(known).map(str::to_owned),
        text,
        names,
    }
}

/// The fields of the address that narrow, without the page.
pub(super) fn narrowing(fields: &Fields) -> Fields {
    let mut own = Fields::default();
    for name in ["drawer", "event", "kind", "q"] {
        if let Some(value) = fields.filled(name) {
            own.set(name, value);
        }
    }
    own
}
