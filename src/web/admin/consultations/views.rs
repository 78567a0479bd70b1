//! What the pages about an event's questionnaires share.

use askama::Template;

use super::{Rights, base};
use crate::domain::consultations::{Consultation, Question, Shape, Standing, Theme, Value, is_off};
use crate::domain::contacts::Group;
use crate::domain::invitations::EventFacts;
use crate::i18n::Words;
use crate::kernel::locale::Locale;
use crate::kernel::names::PersonName;
use crate::kernel::time::Zone;
use crate::web::Chrome;
use crate::web::admin::events::views::{Said, said};
use crate::web::pieces::{Mark, PersonView};

/// The way here, and the pages of one questionnaire.
pub(super) struct Head {
    pub title: Said,
    /// The event's page.
    pub event: String,
    /// All questionnaires of the event.
    pub base: String,
    /// This one's; empty on the page of all.
    pub here: String,
    pub phase: String,
    pub mark: Option<Mark>,
    /// The event does not take place, or not for now.
    pub off: bool,
    pub rights: Rights,
}

impl Head {
    pub fn of(w: Words, event: &EventFacts, rights: Rights) -> Head {
        let base = base(event);
        Head {
            title: said(w, &event.title),
            event: base.trim_end_matches("/consultations").to_owned(),
            base,
            here: String::new(),
            phase: String::new(),
            mark: None,
            off: is_off(event),
            rights,
        }
    }
    pub fn with(mut self, w: Words, of: &Consultation, standing: Standing) -> Head {
        self.here = format!("{}/{}", self.base, of.phase);
        self.phase = w.t(format!("consultations-phase-{}", of.phase));
        self.mark = Some(mark(w, standing));
        self
    }
}

/// What asks whether a question or a theme is taken out.
#[derive(Template)]
#[template(path = "admin/consultations/remove.html")]
pub(super) struct RemovePage {
    pub w: Words,
    pub chrome: Chrome,
    pub head: Head,
    pub heading: String,
    pub said: Said,
    /// Of what the reader sees.
    pub version: i64,
    pub why: String,
    pub action: String,
    pub back: String,
    pub act: String,
}

pub(super) fn mark(w: Words, standing: Standing) -> Mark {
    let word = w.t(format!("consultations-standing-{}", standing.key()));
    match standing {
        Standing::Draft => Mark::idle(word),
        Standing::Ahead => Mark::planned(word),
        Standing::Open => Mark::under_way(word),
        Standing::Over => Mark::done(word),
    }
}

/// "10 May, 09:00 – 20 May, 18:00", as far as it is known.
pub(super) fn window(w: Words, of: &Consultation) -> Option<String> {
    match (of.opens, of.closes) {
        (Some(opens), Some(closes)) => {
            Some(w.with("consultations-window", &[("opens", &w.moment(opens)), ("closes", &w.moment(closes))]))
        }
        (None, Some(closes)) => Some(w.with("consultations-until", &[("when", &w.moment(closes))])),
        (Some(opens), None) => Some(w.with("consultations-opens", &[("when", &w.moment(opens))])),
        (None, None) => None,
    }
}

pub(super) fn kind(w: Words, question: &Question) -> String {
    let kind = w.t(format!("consultations-kind-{}", question.shape.kind()));
    match &question.shape {
        Shape::Text { limit } => format!("{kind} · {}", w.n("consultations-text-limit", *limit)),
        Shape::Scale { least, most, low, high, .. } => {
            let (low, high) = (low.best(w.locale()), high.best(w.locale()));
            let ends: [(&str, &dyn crate::i18n::Arg); 4] =
                [("least", least), ("most", most), ("low", &low), ("high", &high)];
            format!("{kind} · {}", w.with("consultations-scale-ends", &ends))
        }
        Shape::Single { choices } | Shape::Multiple { choices } => {
            let names: Vec<&str> = choices.iter().map(|c| c.text.best(w.locale())).collect();
            format!("{kind} · {}", together(w, &names))
        }
    }
}

/// Choices beside each other; they may hold commas and "and" themselves.
pub(super) fn together(w: Words, names: &[&str]) -> String {
    names.join(match w.locale() {
        Locale::En => "; ",
        Locale::Fr => "\u{202f}; ",
        Locale::Zh => "；",
    })
}

/// What somebody answered, in words.
pub(super) fn value(w: Words, shape: &Shape, value: &Value) -> String {
    match value {
        Value::Text(text) => text.clone(),
        Value::Scale(n) => n.to_string(),
        Value::NoOpinion => w.t("consultations-no-opinion"),
        Value::Choices(keys) => {
            let names: Vec<&str> =
                shape.choices().iter().filter(|c| keys.contains(&c.key)).map(|c| c.text.best(w.locale())).collect();
            together(w, &names)
        }
    }
}

/// The name of a stakeholder group by its code.
pub(super) fn group(w: Words, groups: &[Group], code: Option<&str>) -> String {
    let named = code.and_then(|code| groups.iter().find(|g| g.code == code));
    named.map_or_else(|| w.t("consultations-no-group"), |g| g.name.best(w.locale()).to_owned())
}

/// Somebody by name; it leads to their page where the reader may go there.
pub(super) fn person(w: Words, rights: Rights, name: &PersonName, id: &str) -> PersonView {
    let view = PersonView::new(name, w.locale());
    if rights.people { view.href(format!("/people/{id}")) } else { view }
}

/// A theme as a chip.
pub(super) struct ThemeView {
    pub id: String,
    pub name: Said,
    pub hue: String,
}

impl ThemeView {
    pub fn of(w: Words, theme: &Theme) -> ThemeView {
        ThemeView { id: theme.public_id.to_string(), name: said(w, &theme.name), hue: format!("hue-{}", theme.hue) }
    }
}

/// When something happened, as one reads it and exactly.
pub(super) fn past(
    w: Words,
    (zone, now): (Zone, crate::kernel::time::Instant),
    at: crate::kernel::time::Instant,
) -> (String, String) {
    (w.ago(at, now, zone), w.exact(at, zone))
}
