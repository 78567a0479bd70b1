//! "The programme is closed": since when and by whom, and who opens it again.

use serde::Serialize;

use super::Problem;
use crate::access::{Action, Scope, holds};
use crate::domain::programme::{self, Closing, ProgrammeError};
use crate::i18n::Words;
use crate::kernel::localised::Localised;
use crate::kernel::time::Zone;
use crate::web::admin::programmes::closing::said;
use crate::web::extract::Visitor;
use crate::web::state::AppState;

/// What whoever wanted to change something is told of the programme.
#[derive(Clone, Debug)]
pub struct ClosedProgramme {
    slug: String,
    title: Localised,
    closing: Closing,
    /// The reader's.
    zone: Zone,
    opens: Opens,
}

/// Who opens it again.
#[derive(Clone, Debug)]
enum Opens {
    /// The reader.
    Own,
    Others(Vec<String>),
}

/// For programs.
#[derive(Serialize)]
pub(super) struct ClosedProgrammeJson<'a> {
    /// The programme's name in addresses.
    programme: &'a str,
    at: String,
    by: Option<&'a str>,
    reason: &'a str,
    /// Whether the caller may open it again, and else the names of those who may.
    reopens: bool,
    reopened_by: &'a [String],
}

/// For people.
pub(super) struct ClosedView {
    pub title: String,
    pub href: String,
    /// "Closed on 3 May 2017 by Anna."
    pub said: String,
    pub reason: String,
    /// Where the reader opens it again.
    pub reopen: Option<String>,
    /// Whom they ask to.
    pub ask: Option<String>,
}

/// A refusal for the end of a programme, with what is to be told of it; anything else as it is.
pub(in crate::web) async fn informed(app: &AppState, visitor: &Visitor, problem: Problem) -> Problem {
    let Problem::ProgrammeClosed { programme: id, .. } = problem else { return problem };
    let Some(member) = visitor.member.as_ref() else { return problem };
    let Some(of) = member.programmes.iter().find(|p| p.id == id) else { return problem };
    let Some(closing) = of.closing.clone() else { return problem };
    let cx = visitor.context(app);
    let opens = if holds(&cx.actor, Action::CloseProgramme, Scope::Programme(id)) {
        Opens::Own
    } else {
        let read = app.db.read(move |conn| programme::who_may_open(conn, &cx, id)).await;
        Opens::Others(read.unwrap_or_else(|fault: ProgrammeError| {
            tracing::warn!(error = %fault, "who may open a programme again was not found out");
            Vec::new()
        }))
    };
    let told = ClosedProgramme { slug: of.slug.clone(), title: of.title.clone(), closing, zone: visitor.zone, opens };
    Problem::ProgrammeClosed { programme: id, told: Some(Box::new(told)) }
}

impl ClosedProgramme {
    fn ask(&self, w: Words) -> Option<String> {
        match &self.opens {
            Opens::Others(names) if !names.is_empty() => {
                Some(w.with("programme-closed-ask", &[("names", &w.list(names))]))
            }
            _ => None,
        }
    }

    /// Behind the reason of the refusal, in one paragraph.
    pub(super) fn detail(&self, w: Words, why: String) -> String {
        w.sentences([Some(why), Some(said(w, self.zone, &self.closing)), self.ask(w)].into_iter().flatten())
    }

    pub(super) fn json(&self) -> ClosedProgrammeJson<'_> {
        ClosedProgrammeJson {
            programme: &self.slug,
            at: self.closing.at.rfc3339(),
            by: self.closing.by.as_deref(),
            reason: &self.closing.reason,
            reopens: matches!(self.opens, Opens::Own),
            reopened_by: match &self.opens {
                Opens::Own => &[],
                Opens::Others(names) => names,
            },
        }
    }

    pub(super) fn view(&self, w: Words) -> ClosedView {
        let href = format!("/programmes/{}", self.slug);
        ClosedView {
            title: self.title.best(w.locale()).to_owned(),
            said: said(w, self.zone, &self.closing),
            reason: self.closing.reason.clone(),
            reopen: matches!(self.opens, Opens::Own).then(|| format!("{href}/close")),
            ask: self.ask(w),
            href,
        }
    }
}
