//! Conditions in the very words of partial indexes: with bound values no database would choose them. Unlike the library's own literals
//! they let a statement be kept once it is planned, and so does what the busiest statement of all asks besides.

use diesel::backend::Backend;
use diesel::expression::{AppearsOnTable, Expression, SelectableExpression, ValidGrouping, is_aggregate};
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::result::QueryResult;
use diesel::sql_types::{BigInt, Bool, Nullable};

macro_rules! words {
    ($(#[$about:meta])* $make:ident, $name:ident, $kind:ty, $words:expr) => {
        #[derive(Clone, Copy, Debug, QueryId)]
        pub struct $name;

        impl $name {
            /// For statements that are written out.
            pub const WORDS: &'static str = $words;
        }

        $(#[$about])*
        pub const fn $make() -> $name {
            $name
        }

        impl Expression for $name {
            type SqlType = $kind;
        }
        impl<Group> ValidGrouping<Group> for $name {
            type IsAggregate = is_aggregate::Never;
        }
        impl<Tables> AppearsOnTable<Tables> for $name {}
        impl<Tables> SelectableExpression<Tables> for $name {}
        impl<DB: Backend> QueryFragment<DB> for $name {
            fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
                out.push_sql(Self::WORDS);
                Ok(())
            }
        }
    };
}

macro_rules! condition {
    ($(#[$about:meta])* $make:ident, $name:ident, $words:expr) => {
        words!($(#[$about])* $make, $name, Bool, $words);
    };
}

words!(
    /// How far history goes: the last entry of its index. None: nothing ever happened.
    newest_entry,
    NewestEntry,
    Nullable<BigInt>,
    "(SELECT MAX(newest.id) FROM history AS newest)"
);
condition!(
    /// The words of the partial index `seats_accepted`.
    accepted_seat,
    AcceptedSeat,
    "seats.answer = 'accepted' AND seats.removed_at IS NULL"
);
condition!(
    /// The words of the partial index `seats_waiting`.
    waiting_seat,
    WaitingSeat,
    "seats.answer = 'waiting' AND seats.removed_at IS NULL"
);
condition!(
    /// The words of the partial index `outbox_refused`.
    refused_address,
    RefusedAddress,
    "outbox.reason = 'address-refused'"
);
condition!(
    /// The words of the partial index `outbox_reminders`: a mail that a rule has written.
    mail_of_a_rule,
    MailOfARule,
    "outbox.kind IN ('guest-reminder', 'owner-reminder')"
);
condition!(
    /// What an event's capacity and gates count of its seats: all where it counts places, those of somebody named where it counts people.
    counted_seat,
    CountedSeat,
    "(seats.contact_id IS NOT NULL OR EXISTS (SELECT 1 FROM events AS counter WHERE counter.id = seats.event_id AND counter.counting = 'places'))"
);

/// A mail called `letter` that has reached its reader or may have: it has left, leaves at this moment, or was once handed over without an
/// answer.
macro_rules! left {
    () => {
        "(letter.state IN ('leased', 'sent', 'doubt') OR EXISTS (SELECT 1 FROM outbox_attempts AS tried WHERE tried.outbox_id = letter.id AND tried.outcome = 'doubt'))"
    };
}

/// See [`told_seat`].
macro_rules! told {
    () => {
        concat!(
            "(seats.organisation_id IS NULL AND (",
            "COALESCE((SELECT last.source FROM answers AS last WHERE last.seat_id = seats.id ORDER BY last.id DESC LIMIT 1), '') = 'event-moved'",
            " OR EXISTS (SELECT 1 FROM answers AS given JOIN outbox AS letter ON letter.dedupe_key = 'answer:' || given.id",
            " WHERE given.seat_id = seats.id AND ",
            left!(),
            " LIMIT 1 OFFSET 0) OR EXISTS (SELECT 1 FROM event_notices AS moved JOIN outbox AS letter",
            " ON letter.dedupe_key = 'notice:' || moved.id || ':' || seats.id",
            " WHERE moved.event_id = seats.event_id AND moved.kind = 'moved' AND ",
            left!(),
            ")))"
        )
    };
}

/// See [`invited_seat`].
macro_rules! invited {
    () => {
        "EXISTS (SELECT 1 FROM invitations JOIN rounds ON rounds.id = invitations.round_id WHERE invitations.seat_id = seats.id AND rounds.state = 'released' AND NOT EXISTS (SELECT 1 FROM outbox AS letter WHERE letter.dedupe_key = 'invitation:' || invitations.round_id || ':' || invitations.seat_id AND letter.state = 'cancelled' AND NOT EXISTS (SELECT 1 FROM outbox_attempts AS tried WHERE tried.outbox_id = letter.id AND tried.outcome = 'doubt')))"
    };
}

condition!(
    /// A released round has asked the seat, and its invitation stands.
    invited_seat,
    InvitedSeat,
    invited!()
);
condition!(
    /// A person's seat that was asked without a round: a move has taken its answer back and asks anew, or a mail that leads to its answer has
    /// left, be it what was understood of an answer by telephone, be it the notice of a move.
    /// The offset keeps the database from going through all mails there are for a list of seats to look in.
    told_seat,
    ToldSeat,
    told!()
);
condition!(
    /// The seat was asked: by a released round whose invitation stands, or as [`told_seat`] says. Each seat is looked up by its index.
    asked_seat,
    AskedSeat,
    concat!(
        "(",
        invited!(),
        " OR ",
        told!(),
        ")"
    )
);
condition!(
    /// The last invitation of a seat's person that was not taken back unread was refused. The sign keeps the database from going through all
    /// mails of the event for each person.
    refused_seat,
    RefusedSeat,
    "(SELECT letter.state FROM outbox AS letter WHERE letter.contact_id = seats.contact_id AND +letter.event_id = seats.event_id AND letter.kind = 'invitation' AND (letter.state <> 'cancelled' OR EXISTS (SELECT 1 FROM outbox_attempts AS tried WHERE tried.outbox_id = letter.id AND tried.outcome = 'doubt')) ORDER BY letter.id DESC LIMIT 1) = 'failed'"
);
condition!(
    /// An address that a mail may go to: it stands, the relay has not refused it, and nobody who holds it wants no mail. What is about to
    /// be written looks at the list of those never to write to as well; this is for statements that count.
    usable_address,
    UsableAddress,
    "addresses.refused_at IS NULL AND addresses.removed_at IS NULL AND NOT EXISTS (SELECT 1 FROM addresses AS shared JOIN contacts AS silent ON silent.id = shared.contact_id WHERE shared.email_folded = addresses.email_folded AND shared.removed_at IS NULL AND silent.do_not_contact_at IS NOT NULL)"
);
condition!(
    /// The mail of an invitation has reached its reader, may have, or was refused: it does not merely wait, and was not taken back before
    /// it left. One that was once handed over without an answer may be with its reader whatever became of it.
    invitation_left,
    InvitationLeft,
    "NOT EXISTS (SELECT 1 FROM outbox AS letter WHERE letter.dedupe_key = 'invitation:' || invitations.round_id || ':' || invitations.seat_id AND letter.state IN ('queued', 'retry', 'cancelled') AND NOT EXISTS (SELECT 1 FROM outbox_attempts AS tried WHERE tried.outbox_id = letter.id AND tried.outcome = 'doubt'))"
);
condition!(
    /// The same of a letter to an institution.
    letter_left,
    LetterLeft,
    "NOT EXISTS (SELECT 1 FROM outbox AS letter WHERE letter.dedupe_key = 'delegation:' || delegation_invitations.round_id || ':d' || delegation_invitations.delegation_id AND letter.state IN ('queued', 'retry', 'cancelled') AND NOT EXISTS (SELECT 1 FROM outbox_attempts AS tried WHERE tried.outbox_id = letter.id AND tried.outcome = 'doubt'))"
);
condition!(
    /// An invitation asks nobody once its mail was taken out of the outbox before it left. One that was once handed over without an answer
    /// may have asked, whatever became of it.
    invitation_stands,
    InvitationStands,
    "NOT EXISTS (SELECT 1 FROM outbox AS letter WHERE letter.dedupe_key = 'invitation:' || invitations.round_id || ':' || invitations.seat_id AND letter.state = 'cancelled' AND NOT EXISTS (SELECT 1 FROM outbox_attempts AS tried WHERE tried.outbox_id = letter.id AND tried.outcome = 'doubt'))"
);
condition!(
    /// The same of a letter to an institution.
    letter_stands,
    LetterStands,
    "NOT EXISTS (SELECT 1 FROM outbox AS letter WHERE letter.dedupe_key = 'delegation:' || delegation_invitations.round_id || ':d' || delegation_invitations.delegation_id AND letter.state = 'cancelled' AND NOT EXISTS (SELECT 1 FROM outbox_attempts AS tried WHERE tried.outbox_id = letter.id AND tried.outcome = 'doubt'))"
);

/// What every seat has of which [`told_seat`] holds: an answer that was taken, or a move of its event. Asked first where there are many seats
/// of which few have either.
pub const MAY_BE_TOLD: &str = "(EXISTS (SELECT 1 FROM answers AS taken WHERE taken.seat_id = seats.id LIMIT 1 OFFSET 0) OR seats.event_id IN (SELECT gone.event_id FROM event_notices AS gone WHERE gone.kind = 'moved'))";

/// An invitation, called `one`, that was not taken back before anybody can have read it.
pub const MAIL_COUNTS: &str = "one.kind = 'invitation' AND (one.state <> 'cancelled' OR EXISTS (SELECT 1 FROM outbox_attempts AS tried WHERE tried.outbox_id = one.id AND tried.outcome = 'doubt'))";

/// A mail, called `one`, that leads a guest to their answer as an invitation does, and has left or may have: where no invitation counts. What
/// an institution is told is another matter.
pub const MAIL_INSTEAD: &str = "one.kind IN ('answer-confirmation', 'event-notice') AND one.dedupe_key NOT LIKE 'notice:%:d%' AND (one.state IN ('leased', 'sent', 'doubt') OR EXISTS (SELECT 1 FROM outbox_attempts AS tried WHERE tried.outbox_id = one.id AND tried.outcome = 'doubt'))";

/// An institution that a move has asked again, though perhaps no letter has reached it.
pub const HOUSE_AGAIN: &str = "(delegations.answer = 'none' AND EXISTS (SELECT 1 FROM delegation_entries AS again WHERE again.delegation_id = delegations.id AND again.act = 'asked-again'))";
/// The same, of an institution's place.
pub const PLACE_AGAIN: &str = "(seats.organisation_id IS NOT NULL AND EXISTS (SELECT 1 FROM delegations JOIN delegation_entries AS again ON again.delegation_id = delegations.id WHERE delegations.organisation_id = seats.organisation_id AND +delegations.event_id = seats.event_id AND delegations.answer = 'none' AND again.act = 'asked-again'))";
