//! Mails about gates: somebody is asked for what is missing; those who answer for an event learn that it is at risk.

use askama::Template;

use super::frame::Frame;
use super::{Content, Draft, Loaded, RenderError};
use crate::domain::events::{EventState, EventView};
use crate::domain::gates::dates_mail::DaysLetter;
use crate::domain::gates::mail::{Letters, NudgeLetter, RiskLetter};
use crate::domain::gates::{Gain, Kept, Missing, What, gain};
use crate::domain::outbox::Days;
use crate::i18n::Words;
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;
use crate::kernel::names::PersonName;
use crate::mail::{AutoSubmitted, Mailbox};

pub(super) fn drafts<T>(letters: Letters<T>, draft: fn(Box<T>) -> Draft) -> Vec<Loaded> {
    let one = |letter| match letter {
        Ok(letter) => Loaded::Draft(draft(Box::new(letter))),
        Err(moot) => Loaded::Moot(ToString::to_string(&moot)),
    };
    letters.into_iter().map(one).collect()
}

/// What is missing, in a few words, with its city where it stands in another. `group` gives a stakeholder group's name by its code.
pub fn named(w: Words, what: &What, group: impl Fn(&str) -> Option<Localised>) -> String {
    let said = bare(w, what, group);
    match what.city() {
        Some(city) => w.with("gates-what-in", &[("what", &said), ("city", &city.best(w.locale()))]),
        None => said,
    }
}

fn bare(w: Words, what: &What, group: impl Fn(&str) -> Option<Localised>) -> String {
    let text = |title: &Localised| title.best(w.locale()).to_owned();
    match what {
        What::Deliverable { title, .. } => text(title),
        What::NoDeliverable => w.t("gates-what-no-deliverable"),
        What::Accepted { group: code, accepted, least } => {
            let name = group(code).map_or_else(|| code.clone(), |name| text(&name));
            w.with("gates-what-accepted", &[("group", &name), ("accepted", accepted), ("least", least)])
        }
        What::Sponsors { of, signed, least } => {
            w.with(format!("gates-what-sponsors-{of}"), &[("signed", signed), ("least", least)])
        }
        What::StepDate { title, ends_on: Some(day), .. } => {
            w.with("gates-what-step-date", &[("step", &text(title)), ("day", &w.date_medium(*day))])
        }
        What::StepDate { title, ends_on: None, .. } => w.with("gates-what-step-open", &[("step", &text(title))]),
        What::StepEvent { title, .. } => w.with("gates-what-step-event", &[("step", &text(title))]),
        What::NoStep => w.t("gates-what-no-step"),
        What::Deadline { title, due_on, .. } => {
            w.with("gates-what-deadline", &[("label", &text(title)), ("day", &w.date_medium(*due_on))])
        }
        What::NoDeadline => w.t("gates-what-no-deadline"),
    }
}

/// How it stands: "in review, due 29 Apr 2016"; empty where the name says it all.
pub fn standing(w: Words, what: &What) -> String {
    match what {
        What::Deliverable { state, due_on: Some(day), .. } => {
            let state = w.t(format!("deliverable-state-{state}"));
            w.with("gates-standing-due", &[("state", &state), ("day", &w.date_medium(*day))])
        }
        What::Deliverable { state, due_on: None, .. } => w.t(format!("deliverable-state-{state}")),
        What::StepEvent { event: None, .. } => w.t("gates-standing-no-event"),
        _ => String::new(),
    }
}

/// What giving it comes to, where there is a choice; empty where it is needed in any case.
pub fn choice(w: Words, (one, all): (&Missing, &[Missing]), name: impl Fn(&What) -> String) -> String {
    match gain(one, all) {
        Gain::Needed => String::new(),
        Gain::Enough => w.t("gates-enough"),
        Gain::OneWay => w.t("gates-either"),
        Gain::With(with) => {
            let entry = |any: &Vec<&Missing>| any.iter().map(|m| name(&m.what)).collect::<Vec<_>>().join(" / ");
            let with: Vec<String> = with.iter().map(entry).collect();
            w.with("gates-together", &[("what", &w.list(&with))])
        }
    }
}

/// Where it is given, on the desk; `event` is the page of the event that waits.
pub fn place(programme: &str, event: &str, what: &What) -> String {
    let base = format!("/programmes/{programme}");
    match what {
        What::Deliverable { id, .. } => format!("{base}/deliverables/{id}"),
        What::StepEvent { event: Some(id), .. } => format!("{base}/events/{id}"),
        What::StepDate { step, .. } | What::StepEvent { step, event: None, .. } => format!("{base}/steps/{step}"),
        What::Accepted { .. } => format!("{event}/guests"),
        What::Sponsors { .. } => format!("{base}/sponsorships"),
        What::Deadline { .. } | What::NoDeadline => format!("{event}#deadlines"),
        What::NoDeliverable => format!("{base}/deliverables"),
        What::NoStep => base,
    }
}

struct Page {
    w: Words,
    f: Frame,
    programme: String,
    hello: String,
    event: String,
    lead: String,
    /// What is missing, or what it concerns: name, how it stands.
    missing: Vec<(String, String)>,
    after: String,
    act: String,
    /// None: whoever reads it has no account to follow it with.
    link: Option<String>,
    why: String,
}

#[derive(Template)]
#[template(path = "mail/gate.txt", escape = "none")]
struct Text<'a>(&'a Page);

#[derive(Template)]
#[template(path = "mail/gate.html")]
struct Html<'a>(&'a Page);

fn hello(w: Words, reader: &PersonName) -> String {
    let own = reader.address.get(w.locale());
    let name = reader.shown(w.locale()).to_owned();
    match own {
        Some(address) => address.to_owned(),
        None if name.is_empty() => w.t("gates-mail-hello"),
        None => w.with("answers-mail-hello", &[("name", &name)]),
    }
}

/// "Conference in Datong, 24 May 2016".
fn event_line(w: Words, view: &EventView) -> String {
    let title = view.event.title.best(w.locale()).to_owned();
    match view.event.when {
        Some(slot) => w.with("gates-mail-event", &[("event", &title), ("day", &w.date_medium(slot.start.date()))]),
        None => title,
    }
}

/// Who asks, where it is somebody else than the reader.
fn asker<'a>(by: Option<&'a str>, reader: &PersonName) -> Option<&'a str> {
    by.filter(|name| *name != reader.native && *name != reader.latin)
}

/// Somebody is asked for what an event waits for.
pub(super) fn nudge(letter: &NudgeLetter, locale: Locale, base_url: &str) -> Result<Content, RenderError> {
    let w = Words::new(locale);
    let what = &letter.missing.what;
    let named = |what: &What| named(w, what, |code| letter.groups.get(code).cloned());
    let name = named(what);
    let choice = choice(w, (&letter.missing, &letter.all), named);
    let how = [standing(w, what), choice].into_iter().filter(|said| !said.is_empty()).collect::<Vec<_>>().join(" · ");
    let page_of_event = format!("/programmes/{}/events/{}", letter.programme_slug, letter.view.event.public_id);
    let title = letter.view.event.title.best(locale).to_owned();
    let lead = match (letter.view.event.state, letter.lost, letter.missing.ways.is_empty()) {
        (_, true, _) => w.t("gates-nudge-lead-lost"),
        (EventState::Confirmed, false, _) => w.t("gates-nudge-lead-confirmed"),
        (_, false, true) => w.t("gates-nudge-lead"),
        (_, false, false) => w.t("gates-nudge-lead-either"),
    };
    let lead = match asker(letter.by.as_deref(), &letter.reader) {
        Some(by) => w.with("gates-nudge-by", &[("name", &by), ("lead", &lead)]),
        None => lead,
    };
    let page = Page {
        f: Frame::new(locale),
        programme: letter.programme_title.best(locale).to_owned(),
        hello: hello(w, &letter.reader),
        event: event_line(w, &letter.view),
        lead,
        missing: vec![(name.clone(), how)],
        after: way_out(w, letter),
        act: w.t("gates-nudge-act"),
        link: letter.signs_in.then(|| format!("{base_url}{}", place(&letter.programme_slug, &page_of_event, what))),
        why: w.t("gates-nudge-why"),
        w,
    };
    let subject = w.with("gates-nudge-subject", &[("what", &name), ("event", &title)]);
    let reply_to = letter.answers_to.clone().map(|(name, email)| Mailbox { name, email });
    Ok(Content { reply_to, ..content(&page, subject, &letter.reader)? })
}

/// What to do when something is in the way, or where there is no page to do it on.
fn way_out(w: Words, letter: &NudgeLetter) -> String {
    let Some((name, email)) = &letter.answers_to else { return w.t("gates-nudge-after") };
    let name = if name.is_empty() { email.to_string() } else { name.clone() };
    w.with(if letter.signs_in { "gates-nudge-after-reply" } else { "gates-nudge-after-mail" }, &[("name", &name)])
}

/// An event is at risk.
pub(super) fn warning(letter: &RiskLetter, locale: Locale, base_url: &str) -> Result<Content, RenderError> {
    let w = Words::new(locale);
    let title = letter.view.event.title.best(locale).to_owned();
    let group = |code: &str| letter.groups.get(code).cloned();
    let line = |kept: &Kept| (named(w, &kept.what, group), standing(w, &kept.what));
    let page = Page {
        f: Frame::new(locale),
        programme: letter.programme_title.best(locale).to_owned(),
        hello: hello(w, &letter.reader),
        event: event_line(w, &letter.view),
        lead: w.with("gates-risk-lead", &[("event", &title)]),
        missing: letter.risk.missing.iter().map(line).collect(),
        after: w.t("gates-risk-after"),
        act: w.t("gates-risk-act"),
        link: Some(format!("{base_url}/programmes/{}/events/{}", letter.programme_slug, letter.view.event.public_id)),
        why: w.t("gates-risk-why"),
        w,
    };
    content(&page, w.with("gates-risk-subject", &[("event", &title)]), &letter.reader)
}

/// From which day to which, or the one that is set.
fn span(w: Words, days: Days) -> String {
    match days {
        (Some(first), Some(last)) => w.days(first, last),
        (Some(day), None) | (None, Some(day)) => w.date_medium(day),
        (None, None) => w.t("word-not-set"),
    }
}

/// A step has other days.
pub(super) fn days(letter: &DaysLetter, locale: Locale, base_url: &str) -> Result<Content, RenderError> {
    let w = Words::new(locale);
    let (step, city) = (letter.step.title.best(locale).to_owned(), letter.city.best(locale).to_owned());
    let before = span(w, letter.before);
    let title = |view: &EventView| view.event.title.best(locale).to_owned();
    let due = letter.due.iter().map(|d| {
        let day = d.due_on.map(|day| w.date_medium(day)).unwrap_or_default();
        (d.title.best(locale).to_owned(), w.with("gates-days-due", &[("day", &day)]))
    });
    let outside = letter.outside.iter().map(|view| {
        let day = view.event.when.map(|slot| w.date_medium(slot.start.date())).unwrap_or_default();
        (title(view), w.with("gates-days-outside", &[("day", &day)]))
    });
    let waiting = letter
        .waiting
        .iter()
        .map(|(view, waits)| (title(view), w.t(if *waits { "gates-days-waits" } else { "gates-days-free" })));
    let page = Page {
        f: Frame::new(locale),
        programme: letter.programme_title.best(locale).to_owned(),
        hello: hello(w, &letter.reader),
        event: w.with("gates-days-line", &[("step", &step), ("city", &city), ("after", &span(w, letter.after))]),
        lead: match &letter.by {
            Some(by) => w.with("gates-days-by", &[("name", by), ("before", &before)]),
            None => w.with("gates-days-lead", &[("before", &before)]),
        },
        missing: due.chain(outside).chain(waiting).collect(),
        after: w.t("gates-days-after"),
        act: w.t("gates-days-act"),
        link: Some(format!("{base_url}/programmes/{}/steps/{}", letter.programme_slug, letter.step.public_id)),
        why: w.t("gates-days-why"),
        w,
    };
    content(&page, w.with("gates-days-subject", &[("step", &step), ("city", &city)]), &letter.reader)
}

fn content(page: &Page, subject: String, reader: &PersonName) -> Result<Content, RenderError> {
    Ok(Content {
        to_name: reader.shown(page.w.locale()).to_owned(),
        subject,
        text: Text(page).render()?,
        html: Html(page).render()?,
        reply_to: None,
        calendar: None,
        auto_submitted: AutoSubmitted::Generated,
        list_unsubscribe: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_told_that_they_ask_for_their_own_help() {
        let reader = PersonName { native: "李娜".to_owned(), latin: "Li Na".to_owned(), ..PersonName::default() };
        assert_eq!(asker(Some("Li Na"), &reader), None);
        assert_eq!(asker(Some("Claire Moreau"), &reader), Some("Claire Moreau"));
    }

    #[test]
    fn one_blank_line_parts_what_is_said_whether_something_is_listed_or_not() {
        let w = Words::new(Locale::En);
        let page = |missing: Vec<(String, String)>, link: Option<&str>| Page {
            w,
            f: Frame::new(Locale::En),
            programme: "Cities".to_owned(),
            hello: "Hello,".to_owned(),
            event: "Conference".to_owned(),
            lead: "Lead".to_owned(),
            missing,
            after: "After".to_owned(),
            act: "Act".to_owned(),
            link: link.map(str::to_owned),
            why: "Why".to_owned(),
        };
        let one = || vec![("Report".to_owned(), String::new())];
        for (missing, link, said) in [
            (one(), Some("L"), "Conference\n\n- Report\n\nAfter\n\nAct\nL\n\nWhy\n\nCities"),
            (Vec::new(), Some("L"), "Conference\n\nAfter\n\nAct\nL\n\nWhy\n\nCities"),
            (one(), None, "Conference\n\n- Report\n\nAfter\n\nWhy\n\nCities"),
        ] {
            let text = Text(&page(missing, link)).render().unwrap_or_default();
            assert_eq!(text.trim_end(), format!("Hello,\n\nLead\n{said}"));
        }
    }

    #[test]
    fn one_acceptance_is_one_in_french() {
        let said = |accepted: i64| {
            let what = What::Accepted { group: "planners".to_owned(), accepted, least: 10 };
            named(Words::new(Locale::Fr), &what, |_| None)
        };
        assert_eq!(said(1), "1 réponse positive sur 10\u{a0}: planners");
        assert_eq!(said(2), "2 réponses positives sur 10\u{a0}: planners");
    }
}
