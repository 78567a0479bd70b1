//! Words and marks that all pages of an import share.

use crate::domain::imports::{Import, Pass, State};
use crate::i18n::Words;
use crate::kernel::time::Instant;
use crate::web::SignedIn;
use crate::web::files::size;
use crate::web::pieces::Mark;

/// An import in a list and at the head of its page.
pub(super) struct Head {
    pub href: String,
    pub file_name: String,
    pub mark: Mark,
    /// "4.2 MB · Anne Laurent · 3 minutes ago"
    pub about: String,
}

pub(super) fn href(import: &Import) -> String {
    format!("/people/import/{}", import.public_id)
}

pub(super) fn head(who: &SignedIn, import: &Import, now: Instant) -> Head {
    let w = who.words;
    let by = import.by.clone().unwrap_or_else(|| w.t("import-by-command"));
    let about = [size(w, import.bytes), by, w.ago(import.created_at, now, who.zone)].join(" · ");
    Head { href: href(import), file_name: import.file_name.clone(), mark: mark(w, import), about }
}

fn mark(w: Words, import: &Import) -> Mark {
    let word = w.t(match (import.state, import.pass) {
        (State::Uploaded, _) => "import-state-uploaded",
        (State::Waiting, _) => "import-state-waiting",
        (State::Running, Pass::Dry) => "import-state-checking",
        (State::Running, Pass::Write) => "import-state-running",
        (State::Checked, _) => "import-state-checked",
        (State::Done, _) => "import-state-done",
        (State::Stopped, _) => "import-state-stopped",
        (State::Failed, _) => "import-state-failed",
    });
    match import.state {
        State::Uploaded => Mark::idle(word),
        State::Waiting => Mark::waiting(word),
        State::Running => Mark::under_way(word),
        State::Checked => Mark::planned(word),
        State::Done if import.counts.refused > 0 => Mark::at_risk(word),
        State::Done => Mark::done(word),
        State::Stopped => Mark::at_risk(word),
        State::Failed => Mark::refused(word),
    }
}

/// Where the import stands among the four steps: file, columns, check, import.
pub(super) fn step(import: &Import) -> usize {
    match (import.state, import.pass) {
        (State::Uploaded, _) => 2,
        (State::Waiting | State::Running | State::Stopped | State::Failed, Pass::Dry) => 3,
        (State::Checked, _) => 3,
        _ => 4,
    }
}
