use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;

use super::CommandError;
use crate::app;
use crate::config::Config;
use crate::db::DatabaseUrl;
use crate::domain::imports;

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
            return Err(CommandError::Refused(
                "PostgreSQL is backed up with its own pg_dump; copy security.key beside it".to_owned(),
            ));
        };
        if !path.exists() {
            return Err(CommandError::Refused(format!("there is no database at {}", path.display())));
        }
        let db = app::open_database(config)?;
        self.make_folder()?;
        db.copy_to(&self.folder.join("convoke.db"))?;
        let key = config.in_data(&config.security.key_file);
        std::fs::copy(&key, self.folder.join("security.key")).map_err(file_fault(&key))?;
        let files = copy_files(&config.data.dir.join(imports::FOLDER), &self.folder.join(imports::FOLDER))?;
        println!("{}: the database, the key and {files} uploaded file(s) are copied", self.folder.display());
        Ok(ExitCode::SUCCESS)
    }

    /// For its owner's eyes only: what is copied into it is everybody's data.
    fn make_folder(&self) -> Result<(), CommandError> {
        match std::fs::DirBuilder::new().mode(0o700).create(&self.folder) {
            Ok(()) => Ok(()),
            Err(fault) if fault.kind() == std::io::ErrorKind::AlreadyExists => Err(CommandError::Refused(format!(
                "{} exists already, and no backup is written over another; name a folder that does not exist",
                self.folder.display()
            ))),
            Err(fault) => Err(file_fault(&self.folder)(fault)),
        }
    }
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
