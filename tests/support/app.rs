//! A real application on a free port, with a database of its own, a clock that stands where the test puts it, and people.

use std::sync::mpsc;
use std::thread::JoinHandle;

use actix_web::dev::ServerHandle;
use actix_web::web::Data;
use convoke::access::{Actor, Context, Door, Grant};
use convoke::app;
use convoke::config::Config;
use convoke::db::{Conn, DatabaseUrl, DbError};
use convoke::domain::accounts::{self, NewAccount, passwords, tokens};
use convoke::kernel::locale::Locale;
use convoke::kernel::time::Clock;
use convoke::web::AppState;
use diesel::RunQueryDsl;

use super::client::TestClient;
use super::contents::contents;
use super::database::{TestDatabase, database};
use super::mail::{self, Mail};

/// Everybody's password.
pub const PASSWORD: &str = "three cities by four steps";
/// Where programme time begins.
pub const START: &str = "2016-04-18T08:00:00Z";

pub struct TestApp {
    pub state: Data<AppState>,
    pub base: String,
    pub clock: Clock,
    server: ServerHandle,
    thread: Option<JoinHandle<std::io::Result<()>>>,
    /// Dropped last: the server uses it.
    database: TestDatabase,
}

/// Somebody with an account.
pub struct Person {
    pub email: String,
    pub account: accounts::Account,
}

impl TestApp {
    pub fn start() -> TestApp {
        TestApp::start_with(&[])
    }

    /// With keys of the configuration: `("server.body_limit", "65536")`.
    pub fn start_with(settings: &[(&str, &str)]) -> TestApp {
        TestApp::start_at(settings, Clock::standing_at(START.parse().expect("an instant")))
    }

    /// On the machine's own time, for stories in which another process takes part.
    pub fn start_now() -> TestApp {
        TestApp::start_at(&[], Clock::Machine)
    }

    fn start_at(settings: &[(&str, &str)], clock: Clock) -> TestApp {
        let database = database();
        let listener = app::listen("127.0.0.1:0").expect("a free port");
        let base = format!("http://{}", listener.local_addr().expect("an address"));
        let url = match database.url() {
            DatabaseUrl::Sqlite(path) => format!("sqlite:{}", path.display()),
            DatabaseUrl::Postgres(url) => url,
        };
        let folder = database.folder().to_str().expect("a path").to_owned();
        let own = [
            ("database.url", url.as_str()),
            ("data.dir", folder.as_str()),
            ("mail.url", "memory:"),
            ("server.public_url", base.as_str()),
            ("server.threads", "2"),
            // Most stories are not about it, and sign in with a password.
            ("accounts.second_factor", "nobody"),
        ];
        let pairs = own.iter().chain(settings).map(|(key, value)| (variable(key), (*value).to_owned()));
        let config = Config::load(None, pairs).expect("the tests' configuration");
        let state = Data::new(app::build(config, clock.clone()).expect("an application"));
        let (server, thread) = serve(state.clone(), listener);
        TestApp { state, base, clock, server, thread: Some(thread), database }
    }

    pub fn client(&self) -> TestClient {
        TestClient::new(&self.base)
    }

    /// A member who has signed in through the page.
    pub async fn sign_in(&self, person: &Person) -> TestClient {
        let client = self.client();
        let page = client.submit("/sign-in", "/sign-in", &[("email", &person.email), ("password", PASSWORD)]).await;
        assert_eq!(page.status, 303, "{}", page.text());
        client
    }

    /// Makes an account with these grants and signs in.
    pub async fn member(&self, email: &str, grants: Vec<Grant>) -> TestClient {
        let person = self.person(email, grants);
        self.sign_in(&person).await
    }

    pub fn person(&self, email: &str, grants: Vec<Grant>) -> Person {
        let person = self.reader(email, ("en", "Europe/Paris"), grants);
        // It is Monday morning in most stories, and they tell of something else.
        let quiet = format!("UPDATE accounts SET digest = 'off' WHERE id = {}", person.account.id);
        self.act(|conn, _| diesel::sql_query(quiet).execute(conn).map_err(DbError::from));
        person
    }

    /// Somebody with an account, a language and a zone, who gets the Monday mail.
    pub fn reader(&self, email: &str, (locale, zone): (&str, &str), grants: Vec<Grant>) -> Person {
        let name = email.split('@').next().expect("a name");
        let mut new = NewAccount::parse(email, name, locale, zone).expect("an account");
        new.grants = grants;
        let account = self.act(|conn, cx| accounts::create(conn, cx, &new, &hashed()));
        Person { email: email.to_owned(), account }
    }

    /// A key for programs.
    pub fn token(&self, person: &Person, scopes: &[&str]) -> String {
        let new = tokens::NewToken::parse("a test", scopes, None).expect("a token");
        let made = self.act(|conn, cx| tokens::create_for_email(conn, cx, &person.email, &new));
        // Its person is told by mail, and most stories tell of something else.
        let told = "DELETE FROM outbox WHERE kind = 'account-news' AND state = 'queued'";
        self.act(|conn, _| diesel::sql_query(told).execute(conn).map_err(DbError::from));
        made
    }

    /// The house itself at work: nobody's rights stand in its way.
    pub fn context(&self) -> Context {
        self.state.context(Actor::System("test"), Locale::En, Door::Engine, "test".to_owned())
    }

    /// One write transaction of the house itself.
    pub fn act<T, E>(&self, work: impl FnOnce(&mut Conn, &Context) -> Result<T, E>) -> T
    where
        E: From<DbError> + std::fmt::Debug,
    {
        let cx = self.context();
        self.state.db.write_now(|conn| work(conn, &cx)).expect("the house's own act")
    }

    pub fn read<T, E>(&self, work: impl FnOnce(&mut Conn, &Context) -> Result<T, E>) -> T
    where
        E: From<DbError> + std::fmt::Debug,
    {
        let cx = self.context();
        self.state.db.read_now(|conn| work(conn, &cx)).expect("a reading")
    }

    /// Waits for what a request left to be done after its answer: so many messages in the queue.
    pub async fn wait_queued(&self, count: usize) {
        for _ in 0..1_000 {
            let outbox = contents(&self.database, &[]).rows("outbox");
            if outbox.iter().filter(|row| row.contains("state=queued")).count() >= count {
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
        panic!("no {count} messages were queued");
    }

    /// Drives the engine until nothing is due; says how many mails left.
    pub async fn run_until_idle(&self) -> usize {
        app::run_until_idle(&self.state).await.expect("the engine").sent
    }

    /// What arrived since the last look, by address.
    pub fn mails(&self) -> Vec<Mail> {
        mail::take(&mail::memory(&self.state).expect("mail is kept in memory"))
    }

    /// Drives the engine and takes the one mail that comes of it.
    pub async fn one_mail(&self) -> Mail {
        self.run_until_idle().await;
        let mut mails = self.mails();
        let to: Vec<_> = mails.iter().map(|m| m.to.clone()).collect();
        assert_eq!(mails.len(), 1, "mails to {to:?}");
        mails.remove(0)
    }

    /// Lets time go by.
    pub fn pass_seconds(&self, seconds: i64) {
        self.clock.set(self.clock.now().plus_seconds(seconds));
    }

    pub fn database(&self) -> &TestDatabase {
        &self.database
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        // The command is given by the call; the thread's end says that it was followed.
        drop(self.server.stop(false));
        let ended = self.thread.take().map(JoinHandle::join);
        if !std::thread::panicking() {
            ended.expect("a thread").expect("the server did not panic").expect("the server ended well");
            let unread = mail::memory(&self.state).map_or(0, |memory| memory.len());
            assert_eq!(unread, 0, "mails that nobody looked at");
        }
    }
}

fn variable(key: &str) -> String {
    format!("CONVOKE_{}", key.replace('.', "__").to_uppercase())
}

/// Hashing takes long on purpose: once for all people of one test process.
fn hashed() -> String {
    static HASH: std::sync::OnceLock<String> = std::sync::OnceLock::new();
    HASH.get_or_init(|| passwords::hash(PASSWORD).expect("a hash")).clone()
}

fn serve(state: Data<AppState>, listener: std::net::TcpListener) -> (ServerHandle, JoinHandle<std::io::Result<()>>) {
    let (ready, started) = mpsc::channel();
    let thread = std::thread::spawn(move || {
        actix_web::rt::System::new().block_on(async move {
            let server = app::server(state, listener).expect("a server");
            ready.send(server.handle()).expect("the test waits");
            server.await
        })
    });
    (started.recv().expect("the server starts"), thread)
}
