//! Whether the database's server keeps our time, and has enough connections.

use super::{Finding, one_line};
use crate::config::Config;
use crate::db::server::{self, Server};
use crate::db::{Db, DbError};
use crate::kernel::time::Clock;

pub fn found(config: &Config, db: &Db) -> Vec<Finding> {
    let before = Clock::Machine.machine().micros();
    let seen = db.read_now::<_, DbError>(server::look);
    let after = Clock::Machine.machine().micros();
    match seen {
        Ok(Some(Server { clock, connections: all })) => {
            vec![of_clock(apart(clock, (before, after))), connections(all, i64::from(config.database.connections))]
        }
        Ok(None) => Vec::new(),
        Err(fault) => vec![Finding::Bad {
            what: format!("database: {}", one_line(&fault.to_string())),
            cure: "look into the database's own log".to_owned(),
        }],
    }
}

/// How far a clock is from a time within these bounds, in microseconds; below nothing it is behind.
fn apart(clock: i64, (before, after): (i64, i64)) -> i64 {
    clock - clock.clamp(before, after)
}

/// Nodes agree through the database on who holds a mail, each by its own clock.
const MOST: i64 = 5_000_000;

pub(super) fn of_clock(apart: i64) -> Finding {
    if apart.abs() < MOST {
        return Finding::Good("clock: this machine and the database's server agree".to_owned());
    }
    let (seconds, how) = (apart.abs() / 1_000_000, if apart > 0 { "ahead of" } else { "behind" });
    Finding::Bad {
        what: format!("clock: the database's server is {seconds} seconds {how} this machine"),
        cure: "let both keep time by the same servers (chrony, systemd-timesyncd): what one node holds, another would take, and mail \
               could leave twice"
            .to_owned(),
    }
}

/// A node has as many connections for reading as for writing.
pub(super) fn connections(all: i64, each: i64) -> Finding {
    let (node, cure) = (2 * each, "raise the server's max_connections, or lower database.connections");
    match all / node {
        0 => Finding::Bad {
            what: format!("connections: the database's server has {all}, and this node alone may want {node}"),
            cure: cure.to_owned(),
        },
        1 => Finding::Good(format!(
            "connections: the database's server has {all}, enough for this node ({node}); for a second one {cure}"
        )),
        nodes => Finding::Good(format!(
            "connections: the database's server has {all}, enough for {nodes} nodes of {node} each"
        )),
    }
}
