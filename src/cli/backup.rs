use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;

use super::CommandError;
use super::say::{say, tell};
use super::stop::Half;
use crate::app;
use crate::config::Config;
use crate::db::{DatabaseUrl, Db};
use crate::domain::imports;
use crate::domain::outbox::lease;
use crate::files;

#[derive(Args)]
pub struct Backup {
    /// A folder that does not exist yet.
    folder: PathBuf,
}

fn file_fault(path: &Path) -> impl FnOnce(std::io::Error) -> CommandError {
    let path = path.display().to_string();
    move |fault| CommandError::File { path, fault }
}

impl Backup {
    pub fn run(self, config: &Config) -> Result<ExitCode, CommandError> {
        let DatabaseUrl::Sqlite(path) = config.database_url()? else {
            return Err(CommandError::Refused(other_tools(config)));
        };
        if !path.exists() {
            return Err(CommandError::Refused(format!("there is no database at {}", path.display())));
        }
        let key = config.in_data(&config.security.key_file);
        if !key.exists() {
            return Err(CommandError::Refused(format!(
                "there is no key at {}, and a copy without it opens no link of a mail; bring it back from the last backup, or name it with security.key_file",
                key.display()
            )));
        }
        let db = app::open_database(config)?;
        let half = Half::watched().map_err(file_fault(&self.folder))?;
        let part = self.part()?;
        half.begun(&part);
        // Half a copy is never taken for a whole one: it has another name until it ends.
        let done = copy(config, &db, &key, &part)
            .and_then(|copied| half.whole(&self.folder).map(|()| copied).map_err(file_fault(&self.folder)));
        let Ok(copied) = done else {
            if let Err(left) = std::fs::remove_dir_all(&part) {
                tell!("convoke: {} is what came of it, and could not be removed: {left}", part.display());
            }
            return done.map(|_| ExitCode::FAILURE);
        };
        say!("{}: the database, the key and {copied} uploaded file(s) are copied", self.folder.display());
        let places = [("convoke.db", &path), ("security.key", &key)];
        for (name, place) in places.into_iter().filter(|(name, place)| **place != config.in_data(Path::new(name))) {
            say!("to restore, put {name} back as {}", place.display());
        }
        if !config.files.url.is_empty() {
            say!("files of deliverables are in {}: that store is backed up by itself", config.files.url);
        }
        Ok(ExitCode::SUCCESS)
    }

    /// The folder under the name that it has until it is whole. For its owner's eyes only: what is copied into it is everybody's data.
    fn part(&self) -> Result<PathBuf, CommandError> {
        if self.folder.symlink_metadata().is_ok() {
            return Err(CommandError::Refused(format!(
                "{} exists already, and no backup is written over another; name a folder that does not exist",
                self.folder.display()
            )));
        }
        let name = self.folder.file_name().unwrap_or_default().to_string_lossy();
        let part = self.folder.with_file_name(format!("{name}.part"));
        match std::fs::DirBuilder::new().mode(0o700).create(&part) {
            Ok(()) => Ok(part),
            Err(fault) if fault.kind() == std::io::ErrorKind::AlreadyExists => Err(CommandError::Refused(format!(
                "{} is left from a backup that did not end, or one is being made at this moment; if not, remove it",
                part.display()
            ))),
            Err(fault) => Err(file_fault(&self.folder)(fault)),
        }
    }
}

/// PostgreSQL is copied by its own means, and what is in a store of its own by that store's.
fn other_tools(config: &Config) -> String {
    let files = match config.files.url.as_str() {
        "" => "security.key and data.dir/files beside it".to_owned(),
        url => format!("security.key beside it; files of deliverables are in {url}, which is backed up by itself"),
    };
    format!("PostgreSQL is backed up with its own pg_dump; copy {files}")
}

/// Everything into a folder of its own. Says how many uploaded files that were.
fn copy(config: &Config, db: &Db, key: &Path, to: &Path) -> Result<usize, CommandError> {
    // What a worker has taken is still to be sent, as far as the copy knows, and can be cancelled in it.
    db.copy_to(&to.join("convoke.db"), |conn| lease::free_all(conn).map(|_| ()))?;
    std::fs::copy(key, to.join("security.key")).map_err(file_fault(key))?;
    let imported = copy_files(&config.data.dir.join(imports::FOLDER), &to.join(imports::FOLDER))?;
    // After the database: what its rows name is in the store by then.
    Ok(imported + copy_store(config, to)?)
}

/// The contents that versions of deliverables name. Small pictures are made again, and uploads under way count nowhere yet.
fn copy_store(config: &Config, to: &Path) -> Result<usize, CommandError> {
    if !config.files.url.is_empty() {
        return Ok(0);
    }
    let from = config.data.dir.join(files::FOLDER).join(files::OBJECTS);
    let shelves = match std::fs::read_dir(&from) {
        Ok(shelves) => shelves,
        Err(fault) if fault.kind() == std::io::ErrorKind::NotFound => return Ok(0),
        Err(fault) => return Err(file_fault(&from)(fault)),
    };
    let to = to.join(files::FOLDER).join(files::OBJECTS);
    std::fs::create_dir_all(&to).map_err(file_fault(&to))?;
    let mut copied = 0;
    for shelf in shelves {
        let shelf = shelf.map_err(file_fault(&from))?;
        copied += copy_files(&shelf.path(), &to.join(shelf.file_name()))?;
    }
    Ok(copied)
}

/// Copies what was uploaded and says how many files that were. One that is taken away meanwhile is not missed: its work was done.
fn copy_files(from: &Path, to: &Path) -> Result<usize, CommandError> {
    let entries = match std::fs::read_dir(from) {
        Ok(entries) => entries,
        Err(fault) if fault.kind() == std::io::ErrorKind::NotFound => return Ok(0),
        Err(fault) => return Err(file_fault(from)(fault)),
    };
    std::fs::create_dir(to).map_err(file_fault(to))?;
    let mut copied = 0;
    for entry in entries {
        let entry = entry.map_err(file_fault(from))?;
        if !entry.file_type().map_err(file_fault(from))?.is_file() {
            continue;
        }
        match std::fs::copy(entry.path(), to.join(entry.file_name())) {
            Ok(_) => copied += 1,
            Err(fault) if fault.kind() == std::io::ErrorKind::NotFound => {}
            Err(fault) => return Err(file_fault(&entry.path())(fault)),
        }
    }
    Ok(copied)
}
