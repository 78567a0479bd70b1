//! What a page asks of the database, counted at the connections: the sign-in and the rights of who opens it are in it.

use std::collections::HashMap;
use std::future::Future;
use std::sync::{Mutex, PoisonError};

use convoke::db::DatabaseUrl;
use diesel::connection::{Instrumentation, InstrumentationEvent, set_default_instrumentation};

use super::TestApp;

/// The statements of each database that somebody listens to.
static HEARD: Mutex<Option<HashMap<String, Vec<String>>>> = Mutex::new(None);

/// One connection, and to which database.
#[derive(Default)]
struct Ear {
    database: String,
}

impl Instrumentation for Ear {
    fn on_connection_event(&mut self, event: InstrumentationEvent<'_>) {
        match event {
            InstrumentationEvent::StartEstablishConnection { url, .. } => self.database = url.to_owned(),
            InstrumentationEvent::StartQuery { query, .. } => {
                let mut heard = HEARD.lock().unwrap_or_else(PoisonError::into_inner);
                if let Some(statements) = heard.as_mut().and_then(|all| all.get_mut(&self.database)) {
                    statements.push(query.to_string());
                }
            }
            _ => {}
        }
    }
}

fn ear() -> Option<Box<dyn Instrumentation>> {
    Some(Box::new(Ear::default()))
}

/// An application whose connections can be listened to.
pub fn listening() -> TestApp {
    set_default_instrumentation(ear).expect("an ear for new connections");
    TestApp::start()
}

/// What `visit` says, and the statements that it cost; setting up a connection, and beginning and ending transactions, are not among them.
pub async fn by<T>(app: &TestApp, visit: impl Future<Output = T>) -> (T, Vec<String>) {
    let database = match app.database().url() {
        DatabaseUrl::Sqlite(path) => path.to_str().expect("a path").to_owned(),
        DatabaseUrl::Postgres(url) => url,
    };
    let listen = |heard: Option<Vec<String>>| {
        let mut kept = HEARD.lock().unwrap_or_else(PoisonError::into_inner);
        let all = kept.get_or_insert_with(HashMap::new);
        match heard {
            Some(empty) => all.insert(database.clone(), empty),
            None => all.remove(&database),
        }
    };
    listen(Some(Vec::new()));
    let said = visit.await;
    let mut statements = listen(None).unwrap_or_default();
    let verbs = ["SELECT", "WITH", "INSERT", "UPDATE", "DELETE"];
    statements.retain(|statement| verbs.iter().any(|verb| statement.trim_start().starts_with(verb)));
    (said, statements)
}
