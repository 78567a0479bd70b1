use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;

use super::CommandError;
use crate::app;
use crate::config::Config;
use crate::db::DatabaseUrl;

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
        std::fs::create_dir(&self.folder).map_err(file_fault(&self.folder))?;
        db.copy_to(&self.folder.join("convoke.db"))?;
        let key = config.in_data(&config.security.key_file);
        std::fs::copy(&key, self.folder.join("security.key")).map_err(file_fault(&key))?;
        println!("{}: the database and the key are copied", self.folder.display());
        Ok(ExitCode::SUCCESS)
    }
}
