//! What the steps have yielded by now: maps, charts and reports with their versions, read by colleagues.

use super::dates::days_before;
use super::drawings;
use super::programme::Made;
use super::{Colleague, DemoError, at};
use crate::access::{Actor, Context, Member};
use crate::db::Conn;
use crate::domain::deliverables::reviews::{self, NewPanel, Verdict};
use crate::domain::deliverables::versions::{self, Adding, FileLanguage};
use crate::domain::deliverables::{self, Deliverable, DeliverableKind, DeliverableState, OwnWork};
use crate::domain::files::{self, Noted};
use crate::domain::programme;
use crate::kernel::locale::Locale;
use crate::web::AppState;

fn fault<E: std::error::Error>(error: E) -> DemoError {
    DemoError::of("results")(&error)
}

/// A file that was put into the store.
pub(super) struct Kept {
    pub adding: Adding,
}

/// A deliverable that is to be further than a draft gets the version that brings it there.
pub(super) fn make(state: &AppState, cx: &Context, made: &Made, others: &[Colleague]) -> Result<(), DemoError> {
    let outline = state.db.read_now(|conn| programme::load_by_id(conn, cx, made.programme)).map_err(fault)?;
    let all = state.db.read_now(|conn| deliverables::all(conn, cx, made.programme)).map_err(fault)?;
    let goal = |d: &Deliverable| made.story.goal(&outline, d);
    let handed_in = all.iter().filter_map(|one| Some((one, goal(one)?)));
    let handed_in = handed_in.filter(|(_, goal)| *goal == DeliverableState::InReview || goal.is_reached());
    for (seed, (one, goal)) in handed_in.enumerate() {
        let mut kept = Vec::new();
        for (name, language, bytes) in drawn(one, seed) {
            kept.push(keep(state, cx, (&name, language), &bytes)?);
        }
        let then = match one.due_on {
            Some(day) => days_before(cx, day, 9, seed)?,
            None => cx.clone(),
        };
        state.db.write_now(|conn| version(conn, &then, (one, goal), &kept, others))?;
    }
    Ok(())
}

pub(super) fn keep(
    state: &AppState,
    cx: &Context,
    (name, language): (&str, FileLanguage),
    bytes: &[u8],
) -> Result<Kept, DemoError> {
    let received = state.files.keep_now(name, bytes).map_err(fault)?;
    let stored = received.file.clone();
    let noted = state.db.write_now(|conn| files::note(conn, cx, &stored))?;
    let Noted::Known { id, .. } = noted else { return Err(DemoError::Data(format!("{name} is being removed"))) };
    Ok(Kept { adding: Adding { file: id, stored, name: received.name.clone(), language } })
}

/// What stands in for the work of months: its name, its language, its bytes.
fn drawn(one: &Deliverable, seed: usize) -> Vec<(String, FileLanguage, Vec<u8>)> {
    let title = |l| one.title.get(l).unwrap_or_default().to_owned();
    let any = FileLanguage::Mul;
    match one.kind {
        DeliverableKind::Map => vec![
            ("Land use 1996-2015.png".to_owned(), any, drawings::land(seed)),
            ("Street network.svg".to_owned(), any, drawings::streets(seed).into_bytes()),
        ],
        DeliverableKind::Graph => vec![("Partner cities.svg".to_owned(), any, drawings::network(seed).into_bytes())],
        DeliverableKind::Chart => vec![
            ("Employment by sector.svg".to_owned(), any, drawings::bars(seed).into_bytes()),
            ("Employment by sector.csv".to_owned(), any, drawings::table(seed).into_bytes()),
        ],
        _ => vec![
            (format!("{}.pdf", plain(&title(Locale::En))), FileLanguage::En, drawings::pdf(&title(Locale::En))),
            (format!("{}.pdf", plain(&title(Locale::Zh))), FileLanguage::Zh, drawings::pdf(&title(Locale::En))),
        ],
    }
}

/// A title as a file's name.
fn plain(title: &str) -> String {
    title.chars().map(|c| if matches!(c, '/' | '\\' | ':') { '-' } else { c }).collect()
}

fn version(
    conn: &mut Conn,
    cx: &Context,
    (one, goal): (&Deliverable, DeliverableState),
    kept: &[Kept],
    others: &[Colleague],
) -> Result<(), DemoError> {
    let again = |conn: &mut Conn| deliverables::find(conn, cx, one.programme, &one.public_id).map_err(fault);
    let readers: Vec<&Colleague> = others.iter().filter(|c| reads(c)).collect();
    let approved = goal.is_reached();
    let panel = NewPanel {
        reviewers: readers.iter().map(|c| c.account.public_id.clone()).collect(),
        quorum: 2,
        own_work: OwnWork::Forbidden,
    };
    reviews::name_reviewers(conn, cx, one, one.version, &panel).map_err(fault)?;
    let begun = versions::begin(conn, cx, one, "").map_err(fault)?;
    for file in kept {
        versions::add_file(conn, cx, one, begun.number, &file.adding).map_err(fault)?;
    }
    versions::submit(conn, cx, one, begun.number).map_err(fault)?;
    for (days, reader) in readers.iter().enumerate().take(if approved { 2 } else { 1 }) {
        let reading = acting(cx, reader, i64::try_from(days).unwrap_or(0) + 1);
        let of = again(conn)?;
        reviews::say(conn, &reading, &of, begun.number, (Verdict::Approve, "")).map_err(fault)?;
    }
    Ok(())
}

fn reads(colleague: &Colleague) -> bool {
    use crate::access::Role::{Coordinator, PrincipalInvestigator};
    colleague.grants.iter().any(|g| matches!(g.role, Coordinator | PrincipalInvestigator))
}

/// A colleague, some days later.
pub(super) fn acting(cx: &Context, colleague: &Colleague, days: i64) -> Context {
    let member =
        Member { account: colleague.account.id, grants: colleague.grants.clone(), token: None, closed: Vec::new() };
    Context { actor: Actor::Member(member), ..at(cx, cx.now.plus_days(days)) }
}
