use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::domain::reminders::{
    Crowd, InForce, Line, Occurrence, Outlook, OwnDraft, Promise, Rule, RuleDraft, Shift, Subject, Timing,
};
use crate::kernel::ids::PublicId;
use crate::web::api::exchange::written;

/// A rule of a programme.
#[derive(Serialize, ToSchema)]
pub(super) struct ReminderJson {
    #[schema(value_type = String)]
    id: PublicId,
    version: i64,
    /// silent-before-deadline, silent-before-start, coming-before-start, owner-before-deadline, owner-before-start or owner-before-due.
    kind: &'static str,
    /// Calendar days before.
    days: u32,
    /// Such as 09:00.
    clock: String,
    /// skip, send or task.
    late: &'static str,
}

impl ReminderJson {
    pub fn of(rule: &Rule) -> ReminderJson {
        ReminderJson {
            id: rule.public_id.clone(),
            version: rule.version,
            kind: rule.kind.as_str(),
            days: rule.timing.days,
            clock: rule.timing.clock.to_string(),
            late: rule.timing.late.as_str(),
        }
    }
}

written! {
    pub(super) struct ReminderBody {
        /// Stays what it was made with.
        pub kind: String,
        days: Option<i64>,
        clock: String,
        late: String,
    } shows {
        id, version
    }
}

impl ReminderBody {
    pub fn draft(self) -> RuleDraft {
        let days = self.days.map(|days| days.to_string()).unwrap_or_default();
        RuleDraft { kind: self.kind, days, clock: self.clock, late: self.late }
    }
}

/// What an event does with a rule, and what that comes to.
#[derive(Serialize, ToSchema)]
pub(super) struct EventReminderJson {
    /// The rule's id.
    #[schema(value_type = String)]
    rule: PublicId,
    kind: &'static str,
    version: i64,
    /// follow, off or other.
    wish: &'static str,
    /// The time in force; of what is switched off, the programme's.
    days: u32,
    clock: String,
    late: &'static str,
    /// off, closed, never, doubled, ahead, due, sent, unarmed, passed, missed or dismissed.
    standing: Option<&'static str>,
    /// The local hour at which it leaves or has left.
    at: Option<String>,
    zone: Option<&'static str>,
    reaches: Option<CrowdJson>,
    /// Mails written, gone, and held back.
    written: Option<usize>,
    gone: Option<usize>,
    stopped: Option<usize>,
}

impl EventReminderJson {
    pub fn of(of: &InForce) -> EventReminderJson {
        let timing: Timing = of.timing().unwrap_or(of.rule.timing);
        EventReminderJson {
            rule: of.rule.public_id.clone(),
            kind: of.rule.kind.as_str(),
            version: of.version(),
            wish: of.wish().as_str(),
            days: timing.days,
            clock: timing.clock.to_string(),
            late: timing.late.as_str(),
            standing: None,
            at: None,
            zone: None,
            reaches: None,
            written: None,
            gone: None,
            stopped: None,
        }
    }
    pub fn promised(promise: &Promise) -> EventReminderJson {
        let at = promise.turn.as_ref().map(|turn| turn.occurrence.at);
        EventReminderJson {
            standing: Some(promise.standing.as_str()),
            at: at.map(|at| at.stored()),
            zone: at.map(|at| at.zone.name()),
            reaches: promise.crowd.as_ref().map(CrowdJson::of),
            written: promise.sent.map(|sent| sent.written),
            gone: promise.sent.map(|sent| sent.gone),
            stopped: promise.sent.map(|sent| sent.stopped),
            ..EventReminderJson::of(&promise.of)
        }
    }
}

written! {
    pub(super) struct EventReminderBody {
        wish: String,
        days: Option<i64>,
        clock: String,
        late: String,
    } shows {
        rule, kind, version, standing, at, zone, reaches, written, gone, stopped
    }
}

impl EventReminderBody {
    pub fn draft(self) -> OwnDraft {
        let days = self.days.map(|days| days.to_string()).unwrap_or_default();
        OwnDraft { wish: self.wish, days, clock: self.clock, late: self.late }
    }
}

/// Who is reminded, in numbers.
#[derive(Serialize, ToSchema)]
pub(super) struct CrowdJson {
    people: usize,
    by_language: BTreeMap<String, usize>,
    /// By reason: do-not-contact, no-address, address-refused, suppressed, chased, later.
    left_out: BTreeMap<String, usize>,
}

impl CrowdJson {
    pub fn of(crowd: &Crowd) -> CrowdJson {
        CrowdJson {
            people: crowd.people,
            by_language: crowd.languages.iter().map(|(locale, n)| (locale.to_string(), *n)).collect(),
            left_out: crowd.left_out.iter().map(|(why, n)| (why.key().to_owned(), *n)).collect(),
        }
    }
}

/// One thing that a rule reminds of next.
#[derive(Serialize, ToSchema)]
pub(super) struct ArmedJson {
    event: Option<String>,
    deliverable: Option<String>,
    at: String,
    zone: &'static str,
    /// Left out where guests are not for the caller.
    reaches: Option<CrowdJson>,
}

impl ArmedJson {
    pub fn of(line: &Line) -> ArmedJson {
        let (event, deliverable) = match &line.turn.subject {
            Subject::Event(view) => (Some(view.event.public_id.to_string()), None),
            Subject::Due(due) => (None, Some(due.deliverable.public_id.to_string())),
        };
        let at = line.turn.occurrence.at;
        let reaches = line.crowd.as_ref().map(CrowdJson::of);
        ArmedJson { event, deliverable, at: at.stored(), zone: at.zone.name(), reaches }
    }
}

/// What a rule would arm.
#[derive(Serialize, ToSchema)]
pub(super) struct ForeseenJson {
    armed: Vec<ArmedJson>,
    /// How many more follow.
    more: usize,
    /// For so many things the hour has passed: nothing is sent for them.
    past: usize,
    /// So many reminders of other rules fall away: they would write to the same guests later on the same day.
    displaced: usize,
    /// The programme is closed; nothing is sent.
    closed: bool,
}

impl ForeseenJson {
    pub fn of(outlook: &Outlook) -> ForeseenJson {
        let armed = outlook.lines.iter().map(ArmedJson::of).collect();
        let Outlook { more, past, displaced, closed, .. } = *outlook;
        ForeseenJson { armed, more, past, displaced, closed }
    }
}

/// What may become of an event: another deadline for answers, or a state in which it is off.
#[derive(Deserialize, Default, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct ReminderShiftBody {
    /// On the event's wall, such as 2016-05-10T18:00.
    pub reply_by: Option<String>,
    /// postponed or cancelled.
    pub state: Option<String>,
}

/// What becomes of one rule's reminder.
#[derive(Serialize, ToSchema)]
pub(in crate::web::api) struct ReminderShiftJson {
    kind: &'static str,
    /// shifts, stays (at its hour, with other people), anew or lost.
    became: &'static str,
    before: Option<String>,
    after: Option<String>,
    people: usize,
}

impl ReminderShiftJson {
    pub fn of(shift: &Shift) -> ReminderShiftJson {
        let wall = |at: Option<Occurrence>| at.map(|at| at.at.stored());
        ReminderShiftJson {
            kind: shift.kind.as_str(),
            became: shift.became.as_str(),
            before: wall(shift.before),
            after: wall(shift.after),
            people: shift.people,
        }
    }
}
