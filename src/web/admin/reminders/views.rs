//! Rules, and what they arm, in words.

use crate::domain::reminders::{Crowd, Line, Occurrence, Outlook, Rule, Shift, Subject, Timing, Turn};
use crate::i18n::{Clocks, Words};
use crate::kernel::locale::Locale;
use crate::kernel::time::Zone;
use crate::web::admin::events::views::{Said, clocks, said};

/// "7 days before, at 09:00".
pub(in crate::web) fn when(w: Words, timing: Timing) -> String {
    w.with("reminders-when", &[("days", &i64::from(timing.days)), ("clock", &w.clock(timing.clock.time()))])
}

pub(super) fn kind(w: Words, rule: &Rule) -> String {
    w.t(format!("reminders-kind-{}", rule.kind))
}

/// Somebody to be reminded, and of what.
pub(super) struct LineView {
    pub kind: String,
    pub subject: Said,
    pub href: String,
    pub day: String,
    pub clocks: Clocks,
    /// None where guests are not for the reader.
    pub crowd: Option<CrowdView>,
}

/// Who is reminded, in numbers.
pub(super) struct CrowdView {
    pub people: String,
    pub languages: Vec<String>,
    pub left_out: Vec<String>,
}

impl CrowdView {
    pub fn of(w: Words, crowd: &Crowd) -> CrowdView {
        let language = |(locale, n): &(Locale, usize)| {
            let name = w.t(format!("language-{locale}"));
            w.with("reminders-language", &[("language", &name), ("count", &w.count(*n))])
        };
        CrowdView {
            people: w.n("reminders-people", crowd.people),
            languages: crowd.languages.iter().map(language).collect(),
            left_out: crowd.left_out.iter().map(|(why, n)| w.n(format!("reminders-left-{}", why.key()), *n)).collect(),
        }
    }
}

/// Two clocks of a turn: the venue's first, then the reader's.
pub(super) fn hours(w: Words, turn: &Turn, reader: Zone) -> Clocks {
    let at = turn.occurrence.at;
    match &turn.subject {
        Subject::Event(view) => clocks(w, &view.event, at, reader),
        Subject::Due(due) => {
            let city = due.city.as_ref().map(|city| city.best(w.locale()).to_owned());
            w.clocks(at, reader, city.unwrap_or_else(|| w.zone_city(due.zone)), w.zone_city(reader))
        }
    }
}

impl LineView {
    pub fn of((w, reader): (Words, Zone), slug: &str, line: &Line) -> LineView {
        let (turn, base) = (&line.turn, format!("/programmes/{slug}"));
        let (subject, href) = match &turn.subject {
            Subject::Event(view) => (said(w, &view.event.title), format!("{base}/events/{}", view.event.public_id)),
            Subject::Due(due) => {
                let one = &due.deliverable;
                (said(w, &one.title), format!("{base}/deliverables/{}", one.public_id))
            }
        };
        LineView {
            kind: kind(w, &turn.of.rule),
            subject,
            href,
            day: w.date(turn.occurrence.at.date()),
            clocks: hours(w, turn, reader),
            crowd: line.crowd.as_ref().map(|crowd| CrowdView::of(w, crowd)),
        }
    }
}

/// What leaves next, or would.
pub(super) struct OutlookView {
    pub lines: Vec<LineView>,
    /// What is not shown, what is past, what falls away, and that nothing is sent: each a sentence.
    pub notes: Vec<String>,
}

impl OutlookView {
    pub fn of((w, reader): (Words, Zone), slug: &str, outlook: &Outlook) -> OutlookView {
        let mut notes = Vec::new();
        if outlook.closed {
            notes.push(w.t("reminders-closed"));
        }
        if outlook.more > 0 {
            notes.push(w.n("reminders-more", outlook.more));
        }
        if outlook.past > 0 {
            notes.push(w.n("reminders-past", outlook.past));
        }
        if outlook.displaced > 0 {
            notes.push(w.n("reminders-displaced", outlook.displaced));
        }
        let lines = outlook.lines.iter().map(|line| LineView::of((w, reader), slug, line)).collect();
        OutlookView { lines, notes }
    }
}

/// What becomes of reminders when an event moves, or is off: a sentence each.
pub(in crate::web) fn shift_words(w: Words, shifts: &[Shift]) -> Vec<String> {
    let moment = |at: Option<Occurrence>| at.map(|at| w.short_with_offset(at.at)).unwrap_or_default();
    let one = |shift: &Shift| {
        let kind = w.t(format!("reminders-kind-{}", shift.kind));
        w.with(
            format!("reminders-shift-{}", shift.became),
            &[
                ("kind", &kind),
                ("before", &moment(shift.before)),
                ("after", &moment(shift.after)),
                ("n", &shift.people),
            ],
        )
    };
    shifts.iter().map(one).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::when;
    use crate::domain::reminders::{Late, Timing};
    use crate::i18n::Words;
    use crate::kernel::locale::Locale;

    #[test]
    fn an_hour_is_written_as_its_reader_writes_it() {
        let timing = Timing { days: 7, clock: "09:00".parse().unwrap(), late: Late::Send };
        let said = |locale| when(Words::new(locale), timing);
        assert_eq!(said(Locale::En), "7 days before, at 09:00");
        assert_eq!(said(Locale::Fr), "7 jours avant, à 9\u{a0}h");
        assert_eq!(said(Locale::Zh), "提前7天，09:00");
    }
}
