//! What is armed, and what went: for pages and the interface.

use std::collections::HashMap;

use super::arming::Arming;
use super::ground::{Ground, People};
use super::model::{InForce, ReminderError, Rule, RuleId};
use super::occurrence::{Subject, Time, Turn};
use super::people::Crowd;
use super::store_around::{self, Written};
use super::store_missed;
use crate::access::{Action, Context, Scope, may, require};
use crate::db::Conn;
use crate::db::types::text_enum;
use crate::domain::invitations::EventFacts;
use crate::domain::outbox::MessageState;
use crate::domain::programme;
use crate::kernel::ids::ProgrammeId;
use crate::kernel::time::Instant;

type Result<T> = std::result::Result<T, ReminderError>;

text_enum! {
    /// Where a rule stands at an event.
    pub enum Standing {
        /// Switched off for the event.
        Off = "off",
        /// The programme is closed: nothing is sent.
        Closed = "closed",
        /// The event gives nothing to count from, or the hour would come too late.
        Never = "never",
        /// Another rule writes to the same guests on that day.
        Doubled = "doubled",
        Ahead = "ahead",
        /// It leaves at the next look.
        Due = "due",
        Sent = "sent",
        /// Its hour had passed when the event or the rule came to be as it is.
        Unarmed = "unarmed",
        /// Its time has passed, and it was of no use any more.
        Passed = "passed",
        /// It did not leave on its day, and somebody is asked.
        Missed = "missed",
        /// It did not leave on its day, and somebody decided that it is not sent.
        Dismissed = "dismissed",
    }
}

/// A rule at an event.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Promise {
    pub of: InForce,
    pub standing: Standing,
    pub turn: Option<Turn>,
    /// Whom it will reach as things are; none of what will not leave.
    pub crowd: Option<Crowd>,
    /// What has been written by it for the day that it counts from.
    pub sent: Option<Sent>,
}

/// Mails of one occurrence.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Sent {
    pub written: usize,
    pub gone: usize,
    /// Found pointless, or held back.
    pub stopped: usize,
    pub at: Instant,
}

impl Sent {
    fn of(written: &[Written], prefix: &str) -> Option<Sent> {
        let mut sent = Sent::default();
        for one in written.iter().filter(|one| one.key.starts_with(prefix)) {
            sent.written += 1;
            sent.at = sent.at.max(one.due_at);
            match one.state {
                MessageState::Sent => sent.gone += 1,
                MessageState::Cancelled | MessageState::Suppressed | MessageState::Failed => sent.stopped += 1,
                MessageState::Queued | MessageState::Leased | MessageState::Retry | MessageState::Doubt => {}
            }
        }
        (sent.written > 0).then_some(sent)
    }
}

/// The rules of an event with what they will do and have done, in a fixed number of statements; for those who may see its guests.
pub fn promises(conn: &mut Conn, cx: &Context, event: &EventFacts) -> Result<Vec<Promise>> {
    require(&cx.actor, Action::SeeGuests, event.scope())?;
    let ground = Ground::of_event(conn, cx, &event.view)?;
    let turns = ground.turns(conn, cx.now)?;
    let arming = Arming::load(conn, event.programme, &turns)?;
    let people = People::load(conn, cx, &ground, &turns)?;
    let written = store_around::written(conn, &[event.id])?;
    let dismissed = store_missed::dismissed_of(conn, event.id)?;
    let closed = programme::closed(conn)?.contains(&event.programme);
    let mut turns: HashMap<RuleId, Turn> = turns.into_iter().map(|turn| (turn.of.rule.id, turn)).collect();
    let promise = |rule: &Rule| {
        let turn = turns.remove(&rule.id);
        let subject = &ground.subjects[0];
        let of = ground.in_force(rule, subject);
        let sent = turn.as_ref().and_then(|turn| Sent::of(&written, &turn.prefix()));
        let standing = match &turn {
            _ if of.timing().is_none() => Standing::Off,
            // At another hour it may still reach whoever it has not.
            Some(turn) if sent.is_some() && turn.time(cx.now) != Time::Ahead => Standing::Sent,
            _ if closed => Standing::Closed,
            None if Turn::new(of.clone(), subject.clone()).is_some() => Standing::Doubled,
            None => Standing::Never,
            Some(turn) => match turn.time(cx.now) {
                Time::Ahead => Standing::Ahead,
                Time::Due | Time::Over if turn.occurrence.at.instant() <= arming.since(turn) => Standing::Unarmed,
                Time::Due => Standing::Due,
                Time::Over if turn.is_missed(cx.now) && dismissed.contains(&turn.prefix()) => Standing::Dismissed,
                // Where nobody was left to be reminded, nothing failed to leave.
                Time::Over if turn.is_missed(cx.now) && people.crowd(&ground, turn).people > 0 => Standing::Missed,
                Time::Over => Standing::Passed,
            },
        };
        let coming = turn.as_ref().filter(|_| matches!(standing, Standing::Ahead | Standing::Due));
        let crowd = coming.map(|turn| people.crowd(&ground, turn));
        Promise { of, standing, turn, crowd, sent }
    };
    Ok(ground.rules.iter().map(promise).collect())
}

/// One thing that a rule will remind of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    pub turn: Turn,
    /// None where guests are not for the reader.
    pub crowd: Option<Crowd>,
}

/// What a programme's rules will do next.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Outlook {
    /// By time: the first of them.
    pub lines: Vec<Line>,
    pub more: usize,
    /// Whose hour has passed already: they arm nothing.
    pub past: usize,
    /// Reminders of other rules that fall away: they would write to the same guests later on the same day.
    pub displaced: usize,
    /// Nothing of a closed programme is sent.
    pub closed: bool,
}

impl Outlook {
    pub const MOST: usize = 40;

    /// Of all rules, or of one beside the others.
    pub(super) fn of(conn: &mut Conn, cx: &Context, ground: &Ground, only: Option<RuleId>) -> Result<Outlook> {
        let mut all = ground.turns(conn, cx.now)?;
        all.retain(|turn| only.is_none_or(|only| turn.of.rule.id == only));
        let missed = |turn: &&Turn| {
            let hour = &turn.occurrence;
            hour.at.instant() <= cx.now && cx.now < hour.anchor.instant()
        };
        let past = all.iter().filter(missed).count();
        let mut ahead: Vec<Turn> = all.into_iter().filter(|turn| turn.time(cx.now) == Time::Ahead).collect();
        let more = ahead.len().saturating_sub(Outlook::MOST);
        ahead.truncate(Outlook::MOST);
        let programme = ground.outline.programme.id;
        let sees = |turn: &Turn| match &turn.subject {
            Subject::Event(_) => may(&cx.actor, Action::SeeGuests, Scope::of(programme, turn.subject.city())),
            // Who sees a deliverable sees whose it is.
            Subject::Due(_) => true,
        };
        let seen: Vec<Turn> = ahead.iter().filter(|turn| sees(turn)).cloned().collect();
        let people = People::load(conn, cx, ground, &seen)?;
        let line = |turn: Turn| Line { crowd: sees(&turn).then(|| people.crowd(ground, &turn)), turn };
        let lines = ahead.into_iter().map(line).collect();
        let closed = programme::closed(conn)?.contains(&programme);
        Ok(Outlook { lines, more, past, displaced: 0, closed })
    }
}

/// What the rules of a programme remind of next, for those who may see it.
pub fn outlook(conn: &mut Conn, cx: &Context, programme: ProgrammeId) -> Result<Outlook> {
    require(&cx.actor, Action::SeeProgramme, Scope::Programme(programme))?;
    let ground = Ground::load(conn, cx, programme, None)?;
    let mut outlook = Outlook::of(conn, cx, &ground, None)?;
    // What is due now leaves by itself; of a rule that stands nothing is past.
    outlook.past = 0;
    Ok(outlook)
}
