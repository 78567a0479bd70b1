//! The event as every mail to a guest shows it: what, when on the venue's clock, where in both scripts, whom to call.

use super::institutions::sentences;
use crate::domain::events::{Event, Slot, Venue};
use crate::domain::invitations::EventFacts;
use crate::domain::invitations::mail::Reader;
use crate::i18n::Words;
use crate::kernel::locale::Locale;

/// A text in one language, marked when it is not the reader's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Said {
    pub text: String,
    pub lang: Option<&'static str>,
}

/// The event as every mail to a guest shows it.
pub(super) struct Ticket {
    pub w: Words,
    pub programme: String,
    pub title: Said,
    /// The city's colour: mails know no classes.
    pub hue: &'static str,
    /// "Tuesday 24 May 2016, 09:00–17:00"; none while there is no date.
    pub when: Option<String>,
    /// "Datong, UTC+8".
    pub clock: String,
    /// The days of the whole event of others that ours is a part of.
    pub around: Option<String>,
    pub venue: Vec<Said>,
    /// The last moment for answers, on the venue's clock, which it names: its offset may be another than the event's.
    pub reply_by: Option<String>,
    pub link: String,
    pub stop: String,
    pub person: String,
    pub phone: String,
}

pub(super) fn said(w: Words, found: Option<(Locale, &str)>) -> Option<Said> {
    found.map(|(locale, text)| Said { text: text.to_owned(), lang: (locale != w.locale()).then_some(locale.bcp47()) })
}

/// The city's stroke, as the site has it in daylight.
fn hue(event: &EventFacts) -> &'static str {
    const HUES: [&str; 12] = [
        "#1f8a8c", "#b07a1e", "#4a8f5b", "#5b5fa8", "#b0567a", "#3d82b8", "#8a6d3b", "#7a8f2a", "#a8552f", "#7d58a6",
        "#2d7f6a", "#8c5560",
    ];
    let number = event.view.city.as_ref().and_then(|c| c.hue.parse::<usize>().ok());
    number.and_then(|n| HUES.get(n.checked_sub(1)?)).copied().unwrap_or("#b3382c")
}

impl Ticket {
    /// What every mail about this event says to this reader; links are built on `base_url`.
    pub fn new(event: &EventFacts, reader: &Reader, base_url: &str) -> Ticket {
        let w = Words::new(reader.locale);
        let title = said(w, event.title.best_with_locale(reader.locale));
        Ticket {
            w,
            programme: event.programme_title.best(reader.locale).to_owned(),
            title: title.unwrap_or(Said { text: String::new(), lang: None }),
            hue: hue(event),
            when: event.for_guests().map(|slot| w.range(slot.start, slot.end)),
            clock: clock(w, event),
            around: event.around().map(|slot| w.part_of(event.host.name.best(reader.locale), slot.start, slot.end)),
            venue: venue(w, event),
            reply_by: event.reply_by.map(|at| w.moment_at(at, event.place.best(reader.locale))),
            link: format!("{base_url}/{}/{}", reader.page, reader.answer_token),
            stop: format!("{base_url}/n/{}", reader.stop_token),
            person: event.card.name.clone(),
            phone: event.card.phone.clone(),
        }
    }
    /// What a list of mails shows beside the subject: when, and until when to answer.
    pub fn summary(&self) -> String {
        let by = self.reply_by.as_ref().map(|by| self.w.with("answers-mail-reply-by", &[("when", by)]));
        let when =
            self.when.as_ref().map(|when| self.w.with("answers-mail-when", &[("when", when), ("clock", &self.clock)]));
        [when, by].into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }
    /// What stands before the link to an answer: until when it can be changed.
    pub fn change(&self) -> String {
        match &self.reply_by {
            Some(by) => self.w.with("answers-mail-change-until", &[("when", by)]),
            None => self.w.t("answers-mail-change"),
        }
    }
    /// What stands in its stead where the page takes no answers any more.
    pub fn too_late(&self) -> String {
        sentences(self.w, ["answers-closed-deadline", "answers-call-us"].into_iter().map(|key| self.w.t(key)))
    }
    /// Whom to call: name and telephone, as far as there are any.
    pub fn coordinator(&self) -> String {
        [self.person.as_str(), self.phone.as_str()]
            .into_iter()
            .filter(|p| !p.is_empty())
            .collect::<Vec<_>>()
            .join(" · ")
    }
    /// The sentence that says whom to call, cut before and after the number: it stands on one line wherever the sentence breaks.
    pub fn contact(&self) -> Option<(String, String, String)> {
        let who = Some(self.coordinator()).filter(|who| !who.is_empty())?;
        let said = self.w.with("answers-mail-contact", &[("who", &who)]);
        let (before, after) = said.rsplit_once(self.phone.as_str()).unwrap_or((&said, ""));
        Some((before.to_owned(), self.phone.clone(), after.to_owned()))
    }
}

/// "Datong, UTC+8": whose clock the hour is on.
fn clock(w: Words, event: &Event) -> String {
    let place = event.place.best(w.locale());
    match event.for_guests() {
        Some(slot) => w.clock_of(place, slot.start, slot.end),
        None if place.is_empty() => w.zone_city(event.zone),
        None => place.to_owned(),
    }
}

/// Name, room and address, for the reader first and in the other script for the driver.
fn venue(w: Words, event: &Event) -> Vec<Said> {
    let venue = &event.venue;
    let room = venue.room_in(w).map(|text| Said { text, lang: None });
    let (name, name_beside) = Venue::in_both_scripts(&venue.name, w.locale());
    let (address, address_beside) = Venue::in_both_scripts(&venue.address, w.locale());
    let mut lines: Vec<Said> = [said(w, name), room, said(w, address)].into_iter().flatten().collect();
    let beside: Vec<Said> = [said(w, name_beside), said(w, address_beside)].into_iter().flatten().collect();
    lines.extend(beside);
    lines
}

pub(super) fn salutation(w: Words, reader: &Reader) -> String {
    let name = reader.name.shown(reader.locale).to_owned();
    reader.salutation().map_or_else(|| w.with("answers-mail-hello", &[("name", &name)]), str::to_owned)
}

/// From when to when; over several days, beside the first of which it stands, when it begins.
pub(super) fn time_of(w: Words, slot: Slot) -> String {
    const DAY: i64 = 86_400;
    let lasts = slot.end.instant().seconds_since(slot.start.instant());
    if lasts < DAY { w.hours(slot.start, slot.end) } else { w.time(slot.start) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::time::WallTime;

    #[test]
    fn over_several_days_the_time_is_when_it_begins() {
        let at = |text: &str| WallTime::parse(text, "Asia/Shanghai".parse().unwrap()).unwrap();
        let time = |start: &str, end: &str| time_of(Words::new(Locale::En), Slot { start: at(start), end: at(end) });
        assert_eq!(time("2016-05-24 09:00", "2016-05-24 17:00"), "09:00–17:00");
        assert_eq!(time("2016-05-24 22:00", "2016-05-25 03:00"), "22:00–03:00");
        assert_eq!(time("2016-05-24 09:00", "2016-05-26 17:00"), "09:00");
    }
}
