mod faults;
mod idle;
mod sending;
mod sink;

use std::sync::Arc;
use std::time::{Duration, Instant as Stopwatch};

use diesel::prelude::*;

use super::{Engine, EngineHandle, Parts};
use crate::access::{Context, Door};
use crate::app;
use crate::config::Config;
use crate::db::DbError;
use crate::db::schema::{addresses, outbox, outbox_alarms};
use crate::domain::contacts::{self, AddressDraft, ContactDraft, NewContact};
use crate::domain::outbox::{Lane, Message, MessageState, NewMessage, enqueue_all};
use crate::files::Store;
use crate::kernel::ids::AccountId;
use crate::kernel::locale::Locale;
use crate::kernel::time::Clock;
use crate::kernel::token::Keys;
use crate::mail::render::Office;
use crate::testing::{TestDatabase, database};

/// An engine's parts on a database of its own.
struct House {
    db: TestDatabase,
    parts: Parts,
}

impl House {
    /// `settings` are keys and values as in the environment, without the prefix.
    fn new(settings: &[(&str, &str)]) -> House {
        let usual = [("MAIL__URL", "memory:"), ("MAIL__TLS", "none"), ("MAIL__TIMEOUT", "1"), ("WORK__HEARTBEAT", "1")];
        let db = database();
        let folder = [("DATA__DIR", db.folder().to_str().unwrap())];
        let all = usual.iter().chain(&folder).chain(settings);
        let all = all.map(|(k, v)| (format!("CONVOKE_{k}"), (*v).to_owned()));
        let config = Config::load(None, all).unwrap();
        let parts = Parts {
            db: (*db).clone(),
            clock: Clock::Machine,
            keys: Keys::new([7; 32]),
            transport: app::transport(&config).unwrap(),
            office: Arc::new(Office::new(&config).unwrap()),
            files: Store::open(&config).unwrap(),
            config: Arc::new(config),
        };
        House { db, parts }
    }

    fn sending_to(port: u16) -> House {
        House::new(&[("MAIL__URL", &format!("smtp://127.0.0.1:{port}"))])
    }

    fn context(&self) -> Context {
        let clock = &self.parts.clock;
        Context::system("test", Door::Command, clock.now(), clock.machine(), self.parts.keys.clone())
    }

    /// So many tests of the relay, to `g1@x.example` and so on.
    fn queue(&self, count: i64) {
        let cx = self.context();
        let mails: Vec<NewMessage> = (1..=count)
            .map(|n| NewMessage {
                message: Message::RelayTest { account: AccountId::new(n) },
                lane: Lane::Invitations,
                to: format!("g{n}@x.example").parse().unwrap(),
                contact: None,
                locale: Locale::Zh,
                programme: None,
                event: None,
                due_at: cx.now,
                dedupe_key: format!("mail:{n}"),
            })
            .collect();
        self.db.write_now(|conn| enqueue_all(conn, &cx, &mails)).unwrap();
    }

    /// Somebody in the address book who has this address.
    fn known(&self, email: &str) {
        let address = AddressDraft { email: email.to_owned(), ..AddressDraft::default() };
        let draft = ContactDraft {
            native_name: "王建国".to_owned(),
            language: "zh".to_owned(),
            addresses: vec![address],
            ..ContactDraft::default()
        };
        let (cx, new) = (self.context(), NewContact::parse(draft).unwrap());
        self.db.write_now(|conn| contacts::create(conn, &cx, &new)).unwrap();
    }

    /// How many addresses are held to be wrong.
    fn marked(&self) -> i64 {
        let count = |conn: &mut crate::db::Conn| {
            let marked = addresses::table.filter(addresses::refused_at.is_not_null());
            Ok::<i64, DbError>(marked.count().get_result(conn)?)
        };
        self.db.read_now(count).unwrap()
    }

    fn start(&self) -> EngineHandle {
        Engine::start(self.parts.clone()).unwrap()
    }

    fn count(&self, state: MessageState) -> i64 {
        let count = |conn: &mut crate::db::Conn| {
            Ok::<i64, DbError>(outbox::table.filter(outbox::state.eq(state)).count().get_result(conn)?)
        };
        self.db.read_now(count).unwrap()
    }

    /// Alarms that ring, and all there ever were.
    fn alarms(&self) -> (Vec<(String, String)>, i64) {
        let read = |conn: &mut crate::db::Conn| {
            let ringing = outbox_alarms::table
                .filter(outbox_alarms::cleared_at.is_null())
                .select((outbox_alarms::what, outbox_alarms::detail))
                .load(conn)?;
            Ok::<_, DbError>((ringing, outbox_alarms::table.count().get_result(conn)?))
        };
        self.db.read_now(read).unwrap()
    }

    /// Looks again and again until it is so; a minute at most.
    async fn until(&self, what: &str, so: impl Fn(&House) -> bool) {
        let began = Stopwatch::now();
        while !so(self) {
            assert!(began.elapsed() < Duration::from_secs(60), "never {what}; alarms {:?}", self.alarms());
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }
}
