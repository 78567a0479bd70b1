use std::process::ExitCode;

use super::CommandError;
use super::say::say;
use crate::app;
use crate::config::Config;

pub fn run(config: &Config) -> Result<ExitCode, CommandError> {
    app::make_folder(&config.data.dir)
        .map_err(|fault| CommandError::File { path: config.data.dir.display().to_string(), fault })?;
    let db = app::open_database(config)?;
    let done = db.migrate()?;
    match done.0.len() {
        0 => say!("{}: the schema is up to date", db.url()),
        n => say!("{}: {n} migration(s) applied: {}", db.url(), done.0.join(", ")),
    }
    Ok(ExitCode::SUCCESS)
}
