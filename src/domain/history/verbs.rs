//! What is done to each kind of thing: the one list of verbs. [`super::record`] takes no other, words and filters are made from it.

use super::model::Entity;

/// Every kind with its verbs, in the order in which they are offered.
pub const VERBS: &[(Entity, &[&str])] = &[
    (Entity::Event, EVENT),
    (Entity::Deliverable, DELIVERABLE),
    (Entity::Step, &["edited", "moved", "followed", "gate-changed"]),
    (Entity::City, &["added", "edited"]),
    (Entity::Programme, PROGRAMME),
    (Entity::Round, &["created", "edited", "chosen", "asked", "released", "recalled", "taken-up", "deleted"]),
    (Entity::Seat, SEAT),
    (Entity::Sponsorship, SPONSORSHIP),
    (Entity::Message, &["tried-again", "cancelled"]),
    (Entity::Contact, CONTACT),
    (Entity::Organisation, &["created", "edited", "merged", "merged-away", "parted", "parted-again"]),
    (Entity::Group, &["created", "edited"]),
    (
        Entity::Import,
        &["uploaded", "columns-set", "started", "stopped", "finished", "interrupted", "failed", "discarded"],
    ),
    (Entity::Account, ACCOUNT),
];

/// Whether this is done to things of this kind.
pub fn is_verb(kind: Entity, action: &str) -> bool {
    VERBS.iter().any(|(of, verbs)| *of == kind && verbs.contains(&action))
}

/// Whether it left the thing itself with a newer version. What is done to its parts, or told of it, does not.
pub fn makes_version(kind: Entity, action: &str) -> bool {
    match kind {
        Entity::Event => EVENT_VERSIONS.contains(&action),
        Entity::Deliverable | Entity::Sponsorship => matches!(action, "edited" | "moved" | "reviewers-named" | "told"),
        Entity::Step => action != "gate-changed",
        Entity::Programme => action == "edited",
        Entity::Contact => !matches!(action, "address-refused" | "address-confirmed"),
        _ => true,
    }
}

const EVENT_VERSIONS: &[&str] = &[
    "edited",
    "moved",
    "planned",
    "replanned",
    "returned",
    "announced",
    "confirmed",
    "held",
    "reported",
    "postponed",
    "cancelled",
    "recalled",
];

const EVENT: &[&str] = &[
    "created",
    "edited",
    "cloned",
    "moved",
    "planned",
    "replanned",
    "returned",
    "announced",
    "confirmed",
    "held",
    "reported",
    "postponed",
    "cancelled",
    "recalled",
    "gate-changed",
    "gate-overridden",
    "nudged",
    "at-risk",
    "risk-ended",
    "session-added",
    "session-edited",
    "session-moved",
    "session-removed",
    "session-put-back",
    "slides-added",
    "slides-marked",
    "slides-removed",
    "agenda-copied",
    "agenda-followed",
    "agenda-shifted",
    "break-inserted",
    "consultation-created",
    "consultation-edited",
    "consultation-copied",
    "consultation-question-added",
    "consultation-question-edited",
    "consultation-question-moved",
    "consultation-question-removed",
    "consultation-opened",
    "consultation-asked",
    "consultation-called-back",
    "consultation-reminded",
    "consultation-reminder-called-back",
    "consultation-closed",
    "consultation-reopened",
    "consultation-theme-added",
    "consultation-theme-edited",
    "consultation-theme-removed",
    "seats-added",
    "institution-invited",
    "institution-edited",
    "institution-answered",
    "institution-admitted",
    "institution-linked",
    "institution-removed",
    "institution-link-renewed",
    "counting-set",
    "reminder-set",
    "deadline-added",
    "deadline-met",
    "deadline-reopened",
    "deadline-removed",
];

const DELIVERABLE: &[&str] = &[
    "created",
    "edited",
    "moved",
    "reviewers-named",
    "version-begun",
    "version-edited",
    "file-added",
    "file-removed",
    "version-discarded",
    "submitted",
    "reviewed",
    "approved",
    "shared",
    "share-revoked",
];

const PROGRAMME: &[&str] = &[
    "created",
    "edited",
    "closed",
    "reopened",
    "reminder-added",
    "reminder-edited",
    "reminder-removed",
    "package-added",
    "package-edited",
    "package-retired",
    "package-offered",
    "target-set",
];

const SEAT: &[&str] = &[
    "answered",
    "named",
    "substituted",
    "withdrawn",
    "gave-input",
    "changed-input",
    "quoting-set",
    "link-renewed",
    "removed",
    "restored",
];

const SPONSORSHIP: &[&str] = &[
    "created",
    "edited",
    "moved",
    "told",
    "spoken",
    "corrected",
    "logo-brought",
    "agreement-brought",
    "cleared",
    "uncleared",
    "clearing-void",
];

const CONTACT: &[&str] = &[
    "created",
    "edited",
    "merged",
    "merged-away",
    "parted",
    "parted-again",
    "silenced",
    "unsilenced",
    "address-refused",
    "address-confirmed",
    "address-handed-over",
    "address-taken-over",
    "erased",
];

const ACCOUNT: &[&str] = &[
    "created",
    "changed",
    "linked",
    "role-given",
    "role-taken",
    "disabled",
    "enabled",
    "password-set",
    "token-made",
    "token-ended",
    "second-factor-on",
    "second-factor-moved",
    "second-factor-off",
    "second-factor-reset",
    "recovery-codes-renewed",
    "recovery-code-used",
];
