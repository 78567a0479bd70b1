//! Whether anybody sends what waits.

use super::Finding;
use crate::access::{Context, Door};
use crate::app;
use crate::config::Config;
use crate::db::{DatabaseUrl, DbError};
use crate::domain::outbox::watch;
use crate::kernel::time::Clock;
use crate::kernel::token::Keys;

/// Nothing is said of a house where nothing waits: workers may well be off. Nor of a database that cannot be asked, which is said already.
pub fn found(config: &Config) -> Option<Finding> {
    // To look is not to make.
    if let Ok(DatabaseUrl::Sqlite(path)) = config.database_url()
        && !path.exists()
    {
        return None;
    }
    let db = app::open_database(config).ok()?;
    let clock = Clock::Machine;
    // Whatever key: only clocks are looked at.
    let cx = Context::system("command", Door::Command, clock.now(), clock.machine(), Keys::random());
    let unattended = db.read_now::<_, DbError>(|conn| watch::unattended(conn, &cx)).ok()?;
    unattended.then(|| Finding::Bad {
        what: "work: mail has waited for minutes, and no worker was seen".to_owned(),
        cure: "start `convoke serve` (without --no-work), or `convoke work`".to_owned(),
    })
}
