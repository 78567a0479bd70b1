//! What several pages of guests and rounds show.

use super::{Rights, address};
use crate::domain::contacts::Refusal;
use crate::domain::invitations::{
    Answer, Delivery, EventFacts, GuestFacts, GuestRow, Leaving, Numbers, Reach, Round, RoundState, Source, Standing,
    Tally, Way,
};
use crate::i18n::Words;
use crate::kernel::ids::PublicId;
use crate::kernel::localised::Localised;
use crate::kernel::time::{Instant, Zone};
use crate::web::admin::contacts::office;
use crate::web::pieces::{Mark, PersonView, Undo};

/// The head that all pages of an event's guests share.
pub(in crate::web) struct Head {
    pub title: String,
    pub lang: Option<&'static str>,
    /// The event's page.
    pub here: String,
    pub when: String,
}

impl Head {
    pub fn of(w: Words, event: &EventFacts) -> Head {
        let found = event.title.best_with_locale(w.locale());
        Head {
            title: found.map(|(_, text)| text.to_owned()).unwrap_or_default(),
            lang: found.and_then(|(l, _)| (l != w.locale()).then_some(l.bcp47())),
            here: address(event),
            when: event.when.map(|slot| w.moment(slot.start)).unwrap_or_default(),
        }
    }
}

/// One guest of the list.
pub(super) struct GuestLine {
    pub id: String,
    pub person: PersonView,
    pub plain_name: String,
    pub language: String,
    /// The language of their invitation, and theirs where it is another by now.
    pub written: String,
    pub delivery: Mark,
    /// The relay's words when it refused.
    pub reply: Option<String>,
    pub invited: Option<(String, String)>,
    pub answer: Mark,
    pub door: Option<String>,
    pub answered: Option<(String, String)>,
    pub note: String,
    pub phone: String,
    pub off: bool,
    /// No mail reaches them: changes are told by telephone.
    pub by_phone: bool,
    /// Who waits: "second in line".
    pub line: Option<String>,
    /// An address of theirs was refused, when and in which words.
    pub refusal: Option<String>,
}

impl GuestLine {
    /// The line as somebody with these rights sees it: a name leads only where they may go.
    pub(super) fn seen_with(mut self, rights: Rights) -> GuestLine {
        self.person.href = self.person.href.filter(|_| rights.people);
        self
    }
    /// Among those who are to be telephoned each is, also whom a move asks again who never had a mail.
    pub(super) fn among(mut self, standing: Standing) -> GuestLine {
        self.by_phone |= standing == Standing::ByPhone;
        self
    }
    pub fn of(w: Words, zone: Zone, now: Instant, row: &GuestRow) -> GuestLine {
        let times = |at: Instant| (w.ago(at, now, zone), w.exact(at, zone));
        let best = |text: Option<&Localised>| text.map_or("", |t| t.best(w.locale())).to_owned();
        let note = office(w, &best(row.role.as_ref()), &best(row.organisation.as_ref()));
        let mut person = PersonView::new(&row.name, w.locale()).href(format!("/people/{}", row.contact_public));
        if !note.is_empty() {
            person = person.note(note);
        }
        let door = row.door.map(|door| w.t(format!("invitations-door-{door}")));
        GuestLine {
            id: row.public_id.to_string(),
            plain_name: row.name.shown(w.locale()).to_owned(),
            person,
            language: w.t(format!("language-{}", row.language)),
            written: written(w, row),
            delivery: delivery(w, row.delivery),
            reply: row.reply.clone().filter(|_| row.delivery == Delivery::Refused && row.refusal.is_none()),
            invited: row.invited_at.map(times),
            answer: answer(w, row.answer),
            door: match (door, source(w, &row.source)) {
                (Some(door), said) if row.answer != Answer::None && !said.is_empty() => {
                    Some(format!("{door} · {said}"))
                }
                (door, _) => door,
            },
            answered: row.answered_at.map(times),
            note: row.note.clone(),
            phone: row.phone.clone(),
            off: row.do_not_contact,
            // Who comes may have heard of it without a mail; who declined hears of nothing.
            by_phone: row.reach == Reach::Phone
                && row.answer != Answer::Declined
                && (row.delivery != Delivery::NotInvited || row.answer != Answer::None),
            line: row.place_in_line.map(|n| w.with("invitations-in-line", &[("n", &n)])),
            refusal: row.refusal.as_ref().map(|r| refused_on(w, zone, r)),
        }
    }
}

fn written(w: Words, row: &GuestRow) -> String {
    let now = w.t(format!("language-{}", row.language));
    match row.written_in.filter(|then| *then != row.language) {
        Some(then) => {
            let then = w.t(format!("language-{then}"));
            w.with("invitations-written-in", &[("then", &then), ("now", &now)])
        }
        None => now,
    }
}

/// How an answer came that staff entered: "by telephone: his secretary".
fn source(w: Words, kept: &str) -> String {
    match Source::read(kept) {
        (None, words) | (Some(Way::Other), words) => words.to_owned(),
        (Some(way), "") => w.t(format!("invitations-by-{way}")),
        (Some(way), words) => w.with("word-said", &[("word", &w.t(format!("invitations-by-{way}"))), ("said", &words)]),
    }
}

/// By which way staff heard it, where a reason that history keeps is one.
pub(in crate::web) fn way(w: Words, reason: &str) -> Option<String> {
    reason.parse::<Way>().ok().map(|way| w.t(format!("invitations-way-{way}")))
}

pub(in crate::web) fn answer(w: Words, answer: Answer) -> Mark {
    let word = w.t(format!("invitations-answer-{answer}"));
    match answer {
        Answer::None => Mark::idle(word),
        Answer::Accepted => Mark::done(word),
        Answer::Tentative => Mark::under_way(word),
        Answer::Declined => Mark::refused(word),
        Answer::Waiting => Mark::waiting(word),
    }
}

pub(in crate::web) fn delivery(w: Words, delivery: Delivery) -> Mark {
    let word = w.t(format!("invitations-delivery-{delivery}"));
    match delivery {
        Delivery::NotInvited | Delivery::NoMail => Mark::idle(word),
        Delivery::OnItsWay => Mark::under_way(word),
        Delivery::Delivered => Mark::done(word),
        Delivery::Refused => Mark::refused(word),
        Delivery::Suppressed => Mark::locked(word),
        Delivery::Doubt => Mark::unsure(word),
    }
}

pub(super) fn state(w: Words, state: RoundState) -> Mark {
    let word = w.t(format!("invitations-state-{state}"));
    match state {
        RoundState::Draft => Mark::idle(word),
        RoundState::Asked => Mark::waiting(word),
        RoundState::Released => Mark::done(word),
        RoundState::Recalled => Mark::refused(word),
    }
}

/// A line of numbers with a bar of answers: all of them, a group or a place.
pub(super) struct Bar {
    pub name: String,
    pub tally: Tally,
    /// Class, where it begins and how long it is, in hundredths of the whole.
    pub parts: Vec<(&'static str, String, String)>,
    /// The same in words.
    pub said: String,
}

impl Bar {
    pub fn of(w: Words, name: &str, tally: Tally) -> Bar {
        Bar::split(name, w, tally, &[(w.t("invitations-bar-open"), tally.open())])
    }

    /// All seats of an event: who was asked and is silent stands apart from who was not asked yet.
    pub fn all(w: Words, numbers: &Numbers) -> Bar {
        let unanswered = numbers.silent();
        let open = [("unanswered", unanswered), ("not-invited", numbers.all.open() - unanswered)];
        let open = open.map(|(key, n)| (w.t(format!("invitations-standing-{key}")), n));
        Bar::split(&w.t("word-all"), w, numbers.all, &open)
    }

    fn split(name: &str, w: Words, tally: Tally, open: &[(String, i64)]) -> Bar {
        let answered = [
            ("fill-done", tally.accepted, Answer::Accepted),
            ("fill-planned", tally.tentative, Answer::Tentative),
            ("fill-risk", tally.waiting, Answer::Waiting),
            ("fill-refused", tally.declined, Answer::Declined),
        ];
        let answered = answered.map(|(class, n, answer)| (class, n, w.t(format!("invitations-answer-{answer}"))));
        let open = open.iter().map(|(word, n)| ("fill-idle", *n, word.clone()));
        let (mut parts, mut said, mut before) = (Vec::new(), Vec::new(), 0);
        for (class, n, word) in answered.into_iter().chain(open).filter(|(_, n, _)| *n > 0) {
            let share = |n: i64| format!("{:.2}", n as f64 * 100.0 / tally.seats.max(1) as f64);
            parts.push((class, share(before), share(n)));
            said.push(w.with("invitations-bar-part", &[("word", &word), ("n", &w.count(n))]));
            before += n;
        }
        Bar { name: name.to_owned(), tally, parts, said: w.list(&said) }
    }
}

/// "Refused on 3 May 2016: 550 5.1.1 no such user".
pub(super) fn refused_on(w: Words, zone: Zone, refusal: &Refusal) -> String {
    let day = w.date_medium(refusal.at.at(zone).date());
    w.with("invitations-refused-on", &[("day", &day), ("reply", &refusal.reply)])
}

/// A guest as the check shows one.
pub(super) fn person(w: Words, guest: &GuestFacts, rights: Rights) -> PersonView {
    let view = PersonView::new(&guest.name, w.locale());
    // Of an institution's letter the house matters first.
    let view = match &guest.office {
        Some(office) => view.note(office.name.best(w.locale())),
        None => view,
    };
    if rights.people { view.href(format!("/people/{}", guest.contact_public)) } else { view }
}

/// The round that may still be called back, as the bar above the page offers it to those who may.
pub(super) fn undo(
    w: Words,
    zone: Zone,
    now: Instant,
    event: &EventFacts,
    rights: Rights,
    rounds: &[Round],
) -> Option<Undo> {
    let leaving = rounds.iter().find_map(|round| Leaving::of(round, now)).filter(|_| rights.invite);
    leaving.map(|round| calling_back(w, zone, event, &round))
}

pub(super) fn calling_back(w: Words, zone: Zone, event: &EventFacts, round: &Leaving) -> Undo {
    Undo {
        text: w.with("invitations-undo", &[("name", &round.name)]),
        until: w.time(round.leaves_at.at(zone)),
        action: round_address(event, &round.public_id, "recall"),
    }
}

/// The address of one of a round's pages.
pub(super) fn round_address(event: &EventFacts, round: &PublicId, page: &str) -> String {
    format!("{}/rounds/{round}/{page}", address(event))
}
