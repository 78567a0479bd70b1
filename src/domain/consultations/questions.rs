//! The questions of a questionnaire.

use super::draft::{NewQuestion, QuestionDraft};
use super::editing::{record, record_of};
use super::model::{Consultation, ConsultationError, Question};
use super::service::find;
use super::{parts, store, store_questions};
use crate::access::{Action, Context, require};
use crate::db::Conn;
use crate::domain::history::Change;
use crate::domain::invitations::EventFacts;
use crate::kernel::ids::PublicId;
use crate::kernel::localised::Localised;

type Result<T> = std::result::Result<T, ConsultationError>;

/// The field by which history keeps what a question asks.
const WORDS: &str = "wording";

/// In their order.
pub fn questions(conn: &mut Conn, cx: &Context, event: &EventFacts, of: &Consultation) -> Result<Vec<Question>> {
    require(&cx.actor, Action::SeeGuests, event.scope())?;
    Ok(store_questions::list(conn, of.id)?)
}

pub fn question(
    conn: &mut Conn,
    cx: &Context,
    event: &EventFacts,
    of: &Consultation,
    id: &PublicId,
) -> Result<Question> {
    parts::one(questions(conn, cx, event, of)?, id)
}

/// Those who change questions wait for each other, so that no two places are the same.
fn locked(conn: &mut Conn, cx: &Context, event: &EventFacts, of: &Consultation) -> Result<Vec<Question>> {
    require(&cx.actor, Action::EditEvent, event.scope())?;
    store::lock(conn, of.id)?;
    Ok(store_questions::list(conn, of.id)?)
}

/// Adds a question behind the others.
pub fn add_question(
    conn: &mut Conn,
    cx: &Context,
    event: &EventFacts,
    of: &Consultation,
    draft: &QuestionDraft,
) -> Result<Question> {
    locked(conn, cx, event, of)?;
    let new = draft.check()?;
    let id = store_questions::insert(conn, cx, of.id, &new, None)?;
    let words = Change::of_text(WORDS, &Localised::default(), &new.wording);
    record(conn, cx, event, ("consultation-question-added", of.phase), words)?;
    question(conn, cx, event, of, &id)
}

/// New words, or, while nobody has answered, anything else. Where the words are those that answers stand for, it is said that they mean the
/// same: who means something else adds a question.
pub fn edit_question(
    conn: &mut Conn,
    cx: &Context,
    event: &EventFacts,
    of: &Consultation,
    (id, seen): (&PublicId, i64),
    draft: &QuestionDraft,
) -> Result<Question> {
    let before = parts::one(locked(conn, cx, event, of)?, id)?;
    parts::as_seen(&before, seen)?;
    let earlier = store_questions::shapes_answered(conn, &before)?;
    let new = draft.check_edit(&before, &earlier)?;
    if (new.need, &new.wording, &new.shape) == (before.need, &before.wording, &before.shape) {
        return Ok(before);
    }
    let other_words = (&new.wording, &new.shape) != (&before.wording, &before.shape);
    let revision = if before.held > 0 && other_words { before.revision + 1 } else { before.revision };
    if !store_questions::update(conn, cx, &before, seen, &new, revision)? {
        return Err(ConsultationError::Stale);
    }
    let words = Change::of_text(WORDS, &before.wording, &new.wording);
    let changes = words.into_iter().chain([Change::of("need", before.need, new.need)]);
    record_of(conn, cx, event, ("consultation-question-edited", of.phase), &[(id, seen + 1)], changes)?;
    question(conn, cx, event, of, id)
}

/// Which way a question goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    Up,
    Down,
}

/// Changes places with the neighbour; the first stays where it goes up, the last where it goes down.
pub fn move_question(
    conn: &mut Conn,
    cx: &Context,
    event: &EventFacts,
    of: &Consultation,
    (id, seen, step): (&PublicId, i64, Step),
) -> Result<()> {
    let mut all = locked(conn, cx, event, of)?;
    let at = parts::place(&all, id)?;
    parts::as_seen(&all[at], seen)?;
    let to = match step {
        Step::Up => at.checked_sub(1),
        Step::Down => Some(at + 1).filter(|to| *to < all.len()),
    };
    let Some(to) = to else { return Ok(()) };
    all.swap(at, to);
    let mut moved = Vec::new();
    for (place, question) in (1..).zip(&all) {
        if question.position != place {
            store_questions::place(conn, question, place)?;
            moved.push((&question.public_id, question.version + 1));
        }
    }
    let what = Change::of_text(WORDS, &Localised::default(), &all[to].wording);
    let changes = what.into_iter().chain([Change::of("position", at + 1, to + 1)]);
    record_of(conn, cx, event, ("consultation-question-moved", of.phase), &moved, changes)?;
    Ok(())
}

/// Takes a question out. What was answered to it is kept and shown nowhere; the caller has said how many that are.
pub fn remove_question(
    conn: &mut Conn,
    cx: &Context,
    event: &EventFacts,
    of: &Consultation,
    (id, seen): (&PublicId, i64),
) -> Result<()> {
    let gone = parts::one(locked(conn, cx, event, of)?, id)?;
    parts::as_seen(&gone, seen)?;
    store_questions::remove(conn, cx, gone.id)?;
    let answers = Change::of("answers", "", gone.answers).filter(|_| gone.answers > 0);
    let changes = Change::of_text(WORDS, &gone.wording, &Localised::default()).into_iter().chain([answers]);
    record_of(conn, cx, event, ("consultation-question-removed", of.phase), &[(id, seen + 1)], changes)?;
    Ok(())
}

/// Asks what the other phase asks, too: those that are not there yet. Says how many came.
pub fn copy_questions(conn: &mut Conn, cx: &Context, event: &EventFacts, of: &Consultation) -> Result<usize> {
    let own = locked(conn, cx, event, of)?;
    let other = find(conn, cx, event, of.phase.other())?;
    let mut copied = 0;
    for question in store_questions::list(conn, other.id)? {
        if own.iter().any(|q| q.code == question.code) {
            continue;
        }
        let new = NewQuestion { need: question.need, wording: question.wording, shape: question.shape };
        store_questions::insert(conn, cx, of.id, &new, Some(&question.code))?;
        copied += 1;
    }
    if copied > 0 {
        record(conn, cx, event, ("consultation-copied", of.phase), [Change::of("questions", "", copied)])?;
    }
    Ok(copied)
}
