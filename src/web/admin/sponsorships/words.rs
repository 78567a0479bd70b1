//! What a table of sponsors says and what becomes of its lines, in words.

use crate::domain::sponsorship::importing::{self, Line, Remark, Rival, Table, Why};
use crate::domain::sponsorship::{Courted, Stage};
use crate::i18n::Words;
use crate::kernel::invalid::Reason;
use crate::web::import_words::{rival_words, why_words};

/// Of columns that say the same, which is read when.
pub fn rivals(w: Words, table: &Table) -> Vec<String> {
    let heading = |at: usize| (table.headers.get(at).map_or("", String::as_str), at);
    let said = |rival: &Rival| {
        let both = [heading(rival.at), heading(rival.first)];
        rival_words(w, "sponsorship-import-rival", both, &field_word(w, rival.field))
    };
    table.rivals().iter().map(said).collect()
}

/// What is to be known of a line that comes in, in words.
pub fn remarks(w: Words, line: &Line) -> Vec<String> {
    let one = |remark: &Remark| match remark {
        Remark::Told(stage) => w.with("sponsorship-import-told", &[("stage", &stage_word(w, *stage))]),
        Remark::Beside(others) => w.with("sponsorship-import-beside", &[("who", &standing(w, others))]),
    };
    line.remarks.iter().map(one).collect()
}

/// Why a line is refused, in words, one reason behind the other.
pub fn reasons(w: Words, whys: &[Why]) -> String {
    w.sentences(whys.iter().map(|why| reason(w, why)))
}

fn stage_word(w: Words, stage: Stage) -> String {
    w.t(format!("sponsorship-stage-{stage}"))
}

/// The firms that are courted, each with whoever courts it.
fn standing(w: Words, others: &[Courted]) -> String {
    let names = others.iter().map(|o| {
        let owner = o.owner.as_ref().map_or_else(|| w.t("sponsorship-nobody"), |n| n.shown(w.locale()).to_owned());
        format!("{} ({owner})", o.firm_name.best(w.locale()))
    });
    w.list(&names.collect::<Vec<_>>())
}

pub fn reason(w: Words, why: &Why) -> String {
    match why {
        Why::Unreadable(why) => why_words(w, why),
        Why::Field(fault) => {
            let twice = fault.reason == Reason::GivenTwice;
            let said = if twice { w.t("sponsorship-import-columns-differ") } else { w.reason(&fault.reason) };
            w.with("word-said", &[("word", &field_word(w, &fault.field)), ("said", &said)])
        }
        Why::Courted(others) => w.with("sponsorship-import-courted", &[("who", &standing(w, others))]),
        Why::NoWay { from, to } => {
            let ways: Vec<String> = importing::ways(*from).into_iter().map(|stage| stage_word(w, stage)).collect();
            let (from, to, ways) = (stage_word(w, *from), stage_word(w, *to), w.list(&ways));
            let key = if ways.is_empty() { "sponsorship-import-no-way" } else { "sponsorship-import-other-way" };
            w.with(key, &[("from", &from), ("to", &to), ("ways", &ways)])
        }
        Why::Lacks(need) => w.t(format!("sponsorship-lacks-{need}")),
        Why::NotAllowed => w.t("sponsorship-import-not-allowed"),
    }
}

/// A column as its heading calls it.
fn field_word(w: Words, field: &str) -> String {
    w.t(match field {
        "organisation" => "sponsorship-firm",
        "website" => "sponsorship-website",
        "event" => "sponsorship-event",
        "stage" => "sponsorship-stage",
        "owner" | "owner_email" => "word-owner",
        "package" => "sponsorship-package",
        "amount" => "sponsorship-amount",
        "currency" => "sponsorship-currency",
        "in_kind" => "sponsorship-in-kind",
        "in_kind_value" => "sponsorship-in-kind-value",
        "in_kind_currency" => "sponsorship-in-kind-currency",
        "next_action" => "sponsorship-next-action",
        "next_on" => "sponsorship-next-on",
        "notes" => "sponsorship-notes",
        "signed_on" => "sponsorship-signed-on",
        "agreement" => "sponsorship-agreement",
        "confirm" => "sponsorship-confirm",
        "why_declined" | "reason" => "sponsorship-declined-why",
        other => return other.replace('_', " "),
    })
}
