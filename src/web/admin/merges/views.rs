//! What several of these pages show.

use crate::domain::merging::{Hangs, Merge, Side};
use crate::i18n::Words;
use crate::kernel::names::is_han;
use crate::kernel::time::{Instant, Zone};
use crate::web::pieces::PersonView;

/// One of the two, with a link where there is an entry to lead to.
pub fn side(w: Words, side: &Side) -> PersonView {
    match &side.name {
        Some(name) => PersonView::new(name, w.locale()),
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

pub fn line(w: Words, (zone, now): (Zone, Instant), merge: &Merge) -> MergeLine {
    let kept = side(w, &merge.kept);
    let kept = if merge.kept.name.is_some() { kept.href(format!("/people/{}", merge.kept.public_id)) } else { kept };
    MergeLine {
        kept,
        other: side(w, &merge.other),
        href: format!("/merges/{}", merge.public_id),
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

/// The language of a foreign run, where its script tells.
pub fn lang_of(text: &str) -> Option<&'static str> {
    text.chars().any(is_han).then_some("zh-Hans")
}
