//! What several of these pages show.

use crate::domain::merging::{Blocked, Hangs, Merge, Side, Stay};
use crate::i18n::Words;
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;
use crate::kernel::names::PersonName;
use crate::kernel::time::{Instant, Zone};
use crate::web::Section;
use crate::web::field_names::in_language;
use crate::web::pieces::PersonView;

/// Whose entries are merged.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Entries {
    People,
    Organisations,
}

/// Where they are, for a page that shows either.
pub struct Where {
    /// Where the entries are, and what that page is called.
    pub root: &'static str,
    pub title: String,
    /// Where their merges are.
    pub merges: &'static str,
    pub people: bool,
}

impl Entries {
    pub const fn root(self) -> &'static str {
        match self {
            Entries::People => "/people",
            Entries::Organisations => "/organisations",
        }
    }
    pub const fn merges(self) -> &'static str {
        match self {
            Entries::People => "/merges",
            Entries::Organisations => "/organisations/merges",
        }
    }
    pub const fn section(self) -> Section {
        match self {
            Entries::People => Section::People,
            Entries::Organisations => Section::Organisations,
        }
    }
    pub fn at(self, w: Words) -> Where {
        let title = match self {
            Entries::People => w.t("contacts-title"),
            Entries::Organisations => w.t("organisations-title"),
        };
        Where { root: self.root(), title, merges: self.merges(), people: self == Entries::People }
    }
}

/// What an entry is called.
pub trait Called {
    const ENTRIES: Entries;
    fn view(&self, w: Words) -> PersonView;
}

impl Called for PersonName {
    const ENTRIES: Entries = Entries::People;
    fn view(&self, w: Words) -> PersonView {
        PersonView::new(self, w.locale())
    }
}

impl Called for Localised {
    const ENTRIES: Entries = Entries::Organisations;
    fn view(&self, w: Words) -> PersonView {
        let best = self.best_with_locale(w.locale());
        let beside = self.iter().find(|(_, name)| best.is_none_or(|(_, best)| best != *name));
        PersonView {
            name: best.map_or_else(String::new, |(_, name)| name.to_owned()),
            name_lang: best.map(|(locale, _)| locale.bcp47()),
            beside: beside.map(|(_, name)| name.to_owned()),
            beside_lang: beside.map(|(locale, _)| locale.bcp47()),
            ..PersonView::default()
        }
    }
}

/// One of the two, without a link.
pub fn side<N: Called>(w: Words, side: &Side<N>) -> PersonView {
    match &side.name {
        Some(name) => name.view(w),
        None => PersonView { name: w.t("merging-somebody"), ..PersonView::default() },
    }
}

/// A merge as a line.
pub struct MergeLine {
    pub kept: PersonView,
    pub other: PersonView,
    /// Where it is looked at, and undone.
    pub href: String,
    pub ago: String,
    pub exact: String,
    pub machine: String,
    pub by: String,
    /// Until when it can be undone; none when that is over.
    pub until: Option<String>,
    pub undone: Option<String>,
}

pub fn line<N: Called>(w: Words, (zone, now): (Zone, Instant), merge: &Merge<N>) -> MergeLine {
    let kept = side(w, &merge.kept);
    let href = format!("{}/{}", N::ENTRIES.root(), merge.kept.public_id);
    let kept = if merge.kept.name.is_some() { kept.href(href) } else { kept };
    MergeLine {
        kept,
        other: side(w, &merge.other),
        href: format!("{}/{}", N::ENTRIES.merges(), merge.public_id),
        ago: w.ago(merge.merged_at, now, zone),
        exact: w.exact(merge.merged_at, zone),
        machine: merge.merged_at.rfc3339(),
        by: by(w, merge.by.as_deref()),
        until: merge.is_fresh(now).then(|| w.date_medium(merge.until.at(zone).date())),
        undone: merge.undone.as_ref().map(|(at, who)| {
            let (ago, by) = (w.ago(*at, now, zone), by(w, who.as_deref()));
            w.with("merging-undone-by", &[("ago", &ago), ("name", &by)])
        }),
    }
}

fn by(w: Words, name: Option<&str>) -> String {
    name.map_or_else(|| w.t("contacts-by-system"), str::to_owned)
}

/// "2 steps", "1 seat".
pub fn counted(w: Words, what: Hangs, n: i64) -> String {
    w.n(format!("merging-n-{what}"), n)
}

pub fn heading(w: Words, what: Hangs) -> String {
    w.t(format!("merging-what-{what}"))
}

/// What stays with the kept entry, in words.
pub fn stays(w: Words, stay: &Stay) -> String {
    let titled = |title: &Option<Localised>| {
        title.as_ref().map_or_else(|| w.t("merging-some-event"), |t| t.best(w.locale()).to_owned())
    };
    match stay {
        Stay::Field(name) => w.with("merging-stays-field", &[("field", &field_label(w, name))]),
        Stay::Address(email) => w.with("merging-stays-address", &[("address", email)]),
        Stay::Seat(title) => w.with("merging-stays-seat", &[("event", &titled(title))]),
        Stay::Answer(title) => w.with("merging-stays-answer", &[("event", &titled(title))]),
        Stay::Waits(title) => w.with("merging-stays-waits", &[("event", &titled(title))]),
        Stay::Gone { what, n } => w.with("merging-stays-gone", &[("what", &counted(w, *what, *n))]),
        Stay::Key(key) => w.with("merging-stays-key", &[("key", key)]),
        Stay::Wish => w.t("merging-stays-wish"),
    }
}

/// What a field is called; of a name in one language, with the language.
pub fn field_label(w: Words, name: &str) -> String {
    match name.split_once('.').map(|(field, tag)| (field, tag.parse::<Locale>())) {
        Some((field, Ok(locale))) => in_language(w, &w.t(format!("contacts-field-{field}")), locale),
        _ => w.t(format!("contacts-field-{name}")),
    }
}

/// Why a merge cannot be undone, and where to look first.
pub fn why_not<N: Called>(w: Words, why: &Blocked, later: Option<&N>) -> (String, Option<String>) {
    match why {
        Blocked::TooOld => (w.t("problem-merge-too-old-why"), None),
        Blocked::Undone => (w.t("problem-merge-undone-why"), None),
        Blocked::After { merge } => {
            let name = later.map_or_else(|| w.t("merging-somebody"), |name| name.view(w).name);
            (w.with("merging-after-first", &[("name", &name)]), Some(format!("{}/{merge}", N::ENTRIES.merges())))
        }
    }
}
