//! How much room there is on the disks that are written to.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::Finding;
use crate::config::Config;
use crate::db::DatabaseUrl;

/// With less than this, in MiB, the next import or upload may be the last.
const LEAST: u64 = 512;

/// Of each folder that is there; nothing where the system does not say.
pub fn found(config: &Config) -> Vec<Finding> {
    let mut folders = vec![("data.dir", config.data.dir.clone())];
    if let Ok(DatabaseUrl::Sqlite(path)) = config.database_url() {
        let beside = beside(&path);
        if beside != config.data.dir {
            folders.push(("the database", beside));
        }
    }
    let told = folders.into_iter().filter_map(|(what, folder): (_, PathBuf)| Some((what, free(&folder)?, folder)));
    told.map(|(what, free, folder)| finding(what, free, &folder)).collect()
}

/// The folder of a file; a bare name lies where the program runs.
pub(super) fn beside(file: &Path) -> PathBuf {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    folder.unwrap_or(Path::new(".")).to_owned()
}

pub(super) fn finding(what: &str, free: u64, folder: &Path) -> Finding {
    let place = folder.display();
    let room = if free < 10 * 1024 { format!("{free} MB") } else { format!("{} GB", free / 1024) };
    if free >= LEAST {
        return Finding::Good(format!("room: {room} are free for {what} ({place})"));
    }
    Finding::Bad {
        what: format!("room: {room} are free for {what} ({place})"),
        cure: format!(
            "make room on that disk, {LEAST} MB at least: where it is full nothing can be saved, and `/health/ready` says so"
        ),
    }
}

/// Free MiB, by the system's own program.
fn free(folder: &Path) -> Option<u64> {
    let mut command = Command::new("df");
    let asked = command.args(["-P", "-k", "--"]).arg(folder).env("LC_ALL", "C").output();
    match asked {
        Ok(told) if told.status.success() => available(&String::from_utf8_lossy(&told.stdout)),
        Ok(_) | Err(_) => None,
    }
}

/// The fourth column of the line below the headings (POSIX), in MiB.
pub(super) fn available(table: &str) -> Option<u64> {
    let kilobytes: u64 = table.lines().nth(1)?.split_whitespace().nth(3)?.parse().ok()?;
    Some(kilobytes / 1024)
}
