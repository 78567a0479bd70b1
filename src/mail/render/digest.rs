//! A member's Monday: late, due, at risk, blocked, answered, by programme, each line with its link.

use askama::Template;

use super::frame::Frame;
use super::{Content, Draft, Links, Loaded, Office, RenderError, gates};
use crate::access::Context;
use crate::db::Conn;
use crate::domain::digest::{self, Answered, AtRisk, Blocked, DigestLetter, Item, Part, Section, StuckReview};
use crate::domain::overview::{DueKind, Target};
use crate::i18n::Words;
use crate::kernel::ids::AccountId;
use crate::mail::AutoSubmitted;

pub(super) fn load(conn: &mut Conn, cx: &Context, wanted: &[(AccountId, i32)]) -> Result<Vec<Loaded>, RenderError> {
    let letters = digest::letters(conn, cx, wanted)?;
    let one = |letter: Result<DigestLetter, digest::Moot>| match letter {
        Ok(letter) => Loaded::Draft(Draft::Digest(Box::new(letter))),
        Err(moot) => Loaded::Moot(moot.as_str().to_owned()),
    };
    Ok(letters.into_iter().map(one).collect())
}

#[derive(Template)]
#[template(path = "mail/digest.txt", escape = "none")]
struct Text<'a>(&'a Page);

#[derive(Template)]
#[template(path = "mail/digest.html")]
struct Html<'a>(&'a Page);

struct Page {
    w: Words,
    f: Frame,
    title: String,
    /// What a list of mails shows beside the subject.
    summary: String,
    programmes: Vec<Programme>,
    settings: String,
    stop: String,
}

struct Programme {
    title: String,
    href: String,
    parts: Vec<List>,
}

struct List {
    heading: String,
    lines: Vec<Line>,
    /// "and 3 more"
    more: Option<String>,
}

struct Line {
    title: String,
    href: String,
    note: String,
}

pub(super) fn content(letter: &DigestLetter, office: &Office, links: Links) -> Result<Content, RenderError> {
    let w = Words::new(letter.locale);
    let stop = office.link(&format!("/digest/{}", links.token(&letter.stop_token)));
    let counts = counts(w, letter);
    let page = Page {
        w,
        f: Frame::new(letter.locale),
        title: w.with("digest-title", &[("day", &w.date_short(letter.week.monday()))]),
        summary: counts.join(" · "),
        programmes: letter.sections.iter().map(|section| programme(w, office, section)).collect(),
        settings: office.link("/account"),
        stop: stop.clone(),
    };
    Ok(Content {
        to_name: letter.name.clone(),
        subject: w
            .with("digest-subject", &[("day", &w.date_short(letter.week.monday())), ("counts", &w.list(&counts))]),
        text: Text(&page).render()?,
        html: Html(&page).render()?,
        reply_to: None,
        calendar: None,
        auto_submitted: AutoSubmitted::Generated,
        list_unsubscribe: Some(stop),
    })
}

/// "2 late", "3 due this week", as far as there are any.
fn counts(w: Words, letter: &DigestLetter) -> Vec<String> {
    let sum = |count: fn(&Section) -> usize| letter.sections.iter().map(count).sum::<usize>();
    let answers: i64 = letter.sections.iter().map(|s| s.answers).sum();
    let counts = [
        ("digest-count-late", sum(|s| s.late.count())),
        ("digest-count-due", sum(|s| s.due.count())),
        ("digest-count-at-risk", sum(|s| s.at_risk.count())),
        ("digest-count-blocked", sum(|s| s.blocked.count())),
        ("digest-count-stuck", sum(|s| s.stuck.count())),
        ("digest-count-answers", usize::try_from(answers).unwrap_or(0)),
    ];
    counts.into_iter().filter(|(_, n)| *n > 0).map(|(key, n)| w.n(key, n)).collect()
}

fn programme(w: Words, office: &Office, section: &Section) -> Programme {
    let base = office.link(&format!("/programmes/{}", section.slug));
    let parts = [
        list(w, "digest-late", &section.late, |item| due_line(w, &base, item)),
        list(w, "digest-due", &section.due, |item| due_line(w, &base, item)),
        list(w, "digest-at-risk", &section.at_risk, |item| risk_line(w, &base, (section, item))),
        list(w, "digest-blocked", &section.blocked, |item| blocked_line(w, &base, (section, item))),
        list(w, "digest-stuck", &section.stuck, |item| stuck_line(w, &base, item)),
        list(w, "digest-answered", &section.answered, |item| answered_line(w, &base, item)),
    ];
    Programme {
        title: section.title.best(w.locale()).to_owned(),
        href: base,
        parts: parts.into_iter().flatten().collect(),
    }
}

fn list<T>(w: Words, heading: &str, part: &Part<T>, line: impl Fn(&T) -> Line) -> Option<List> {
    (part.count() > 0).then(|| List {
        heading: w.t(heading),
        lines: part.shown.iter().map(line).collect(),
        more: (part.more > 0).then(|| w.n("digest-more", part.more)),
    })
}

fn due_line(w: Words, base: &str, item: &Item) -> Line {
    let due = &item.due;
    let title = due.title.best(w.locale()).to_owned();
    let (title, what) = match (due.kind, &due.note) {
        (DueKind::Deadline, Some(label)) => (label.best(w.locale()).1.to_owned(), Some(title)),
        (DueKind::Deliverable, _) => (title, None),
        (kind, _) => (title, Some(w.t(format!("overview-due-{kind}")))),
    };
    let when = if due.is_late() { w.due(due.on, due.today) } else { w.day(due.on) };
    let href = address(base, &due.target);
    let city = item.city.as_ref().map(|city| city.best(w.locale()).to_owned());
    let owner = due.owner.as_ref().map(|owner| owner.name.shown(w.locale()).to_owned());
    Line { title, href, note: [Some(when), city, what, owner].into_iter().flatten().collect::<Vec<_>>().join(" · ") }
}

fn address(base: &str, target: &Target) -> String {
    match target {
        Target::Deliverable(id) => format!("{base}/deliverables/{id}"),
        Target::Event(id) => format!("{base}/events/{id}"),
        Target::Step(id) => format!("{base}/steps/{id}"),
        Target::Reminders(id) => format!("{base}/events/{id}/reminders"),
    }
}

fn risk_line(w: Words, base: &str, (section, item): (&Section, &AtRisk)) -> Line {
    let what = gates::named(w, &item.first, |code| section.groups.get(code).cloned());
    let lost = match item.others {
        0 => w.with("gates-lost", &[("what", &what)]),
        others => w.with("gates-lost-more", &[("what", &what), ("n", &others)]),
    };
    let city = item.city.as_ref().map(|city| city.best(w.locale()).to_owned());
    Line {
        title: item.title.best(w.locale()).to_owned(),
        href: format!("{base}/events/{}", item.event),
        note: city.into_iter().chain([lost]).collect::<Vec<_>>().join(" · "),
    }
}

fn blocked_line(w: Words, base: &str, (section, item): (&Section, &Blocked)) -> Line {
    let name = gates::named(w, &item.first, |code| section.groups.get(code).cloned());
    let owner = item.owner.as_ref().map(|owner| owner.name.shown(w.locale()).to_owned());
    let owner = owner.unwrap_or_else(|| w.t("digest-no-owner"));
    let what = w.with("digest-waits-owner", &[("what", &name), ("owner", &owner)]);
    let waits = match item.others {
        0 => w.with("gates-waits-for", &[("what", &what)]),
        others => w.with("gates-waits-for-more", &[("what", &what), ("n", &others)]),
    };
    let city = item.city.as_ref().map(|city| city.best(w.locale()).to_owned());
    Line {
        title: item.title.best(w.locale()).to_owned(),
        href: address(base, &item.target),
        note: city.into_iter().chain([waits]).collect::<Vec<_>>().join(" · "),
    }
}

fn stuck_line(w: Words, base: &str, item: &StuckReview) -> Line {
    let owner = item.owner.as_ref().map(|owner| owner.name.shown(w.locale()).to_owned());
    let owner = owner.unwrap_or_else(|| w.t("digest-no-owner"));
    let city = item.city.as_ref().map(|city| city.best(w.locale()).to_owned());
    let version = w.with("version-title", &[("number", &item.number)]);
    Line {
        title: item.title.best(w.locale()).to_owned(),
        href: format!("{base}/deliverables/{}/versions/{}", item.deliverable, item.number),
        note: city.into_iter().chain([version, owner]).collect::<Vec<_>>().join(" · "),
    }
}

fn answered_line(w: Words, base: &str, item: &Answered) -> Line {
    let answers = [
        ("digest-accepted", item.accepted),
        ("digest-tentative", item.tentative),
        ("digest-declined", item.declined),
        ("digest-waiting", item.waiting),
    ];
    let said: Vec<String> = answers.into_iter().filter(|(_, n)| *n > 0).map(|(key, n)| w.n(key, n)).collect();
    let city = item.city.as_ref().map(|city| city.best(w.locale()).to_owned());
    Line {
        title: item.title.best(w.locale()).to_owned(),
        href: format!("{base}/events/{}/guests", item.event),
        note: city.into_iter().chain([w.list(&said)]).collect::<Vec<_>>().join(" · "),
    }
}
