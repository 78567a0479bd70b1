mod buckets;
mod copies;
mod drawers;
mod leases;
mod verdicts;

use super::*;
use crate::access::{Context, Door};
use crate::db::Conn;
use crate::kernel::ids::{AccountId, ContactId, OutboxId};
use crate::kernel::locale::Locale;
use crate::kernel::time::Instant;
use crate::kernel::token::Keys;

fn at(text: &str) -> Instant {
    text.parse().unwrap()
}

fn now() -> Instant {
    at("2016-04-18T08:00:00Z")
}

fn engine_at(now: Instant) -> Context {
    Context::system("outbox", Door::Engine, now, now, Keys::new([7; 32]))
}

fn engine() -> Context {
    engine_at(now())
}

fn invitation(number: i64, to: &str) -> NewMessage {
    NewMessage {
        message: Message::Invitation { invitation: number.into() },
        lane: Lane::Invitations,
        to: to.parse().unwrap(),
        contact: None,
        locale: Locale::Zh,
        programme: None,
        event: None,
        due_at: now(),
        dedupe_key: format!("invitation:{number}"),
    }
}

fn prompt(number: i64, to: &str) -> NewMessage {
    NewMessage {
        message: Message::RelayTest { account: AccountId::new(number) },
        lane: Lane::Prompt,
        dedupe_key: format!("prompt:{number}"),
        ..invitation(number, to)
    }
}

fn worker(name: &str) -> lease::Worker {
    lease::Worker::new(name.to_owned(), 120, rates::Limits::default())
}

fn ids(batch: &lease::Batch) -> Vec<OutboxId> {
    batch.taken.iter().map(|c| c.id).collect()
}

fn end(one: &Claimed, verdict: Verdict, reply: &str) -> Settlement {
    Settlement { id: one.id, attempts: one.attempts, verdict, reply: reply.to_owned() }
}

/// A contact of whom only the name and the wish matter.
fn contact(conn: &mut Conn, wish: Option<Instant>) -> ContactId {
    use crate::db::schema::contacts;
    use diesel::prelude::*;
    diesel::insert_into(contacts::table)
        .values((
            (
                contacts::public_id.eq(crate::kernel::ids::PublicId::random()),
                contacts::version.eq(1),
                contacts::native_name.eq("王建国"),
                contacts::latin_name.eq("Wang Jianguo"),
                contacts::family_name.eq("Wang"),
                contacts::salutation.eq("{}"),
                contacts::language.eq("zh"),
                contacts::phone.eq(""),
                contacts::notes.eq(""),
            ),
            (
                contacts::do_not_contact_at.eq(wish),
                contacts::nonce.eq("n"),
                contacts::folded_name.eq("wang jianguo"),
                contacts::folded_latin.eq("wang jianguo"),
                contacts::search_key.eq("wang jianguo"),
                contacts::created_at.eq(now()),
                contacts::updated_at.eq(now()),
            ),
        ))
        .returning(contacts::id)
        .get_result(conn)
        .unwrap()
}

fn states(conn: &mut Conn) -> Vec<(MessageState, Option<String>)> {
    use crate::db::schema::outbox;
    use diesel::prelude::*;
    outbox::table.order(outbox::id).select((outbox::state, outbox::reason)).load(conn).unwrap()
}
