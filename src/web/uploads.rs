//! Files that come in: written to disk as they arrive, within the limit, under a name of their own, and looked at before they count.

use std::path::{Path, PathBuf};

use actix_web::web::Bytes;
use futures_util::{Stream, StreamExt};
use tokio::io::AsyncWriteExt;

use super::problem::Problem;
use super::state::AppState;
use crate::domain::imports::{self, FOLDER, ImportError, Settings, Source, Upload};
use crate::files::FileError;
use crate::kernel::ids::PublicId;
use crate::kernel::invalid::seen;
use crate::tables::ChildLimits;

/// A file on disk that nobody knows of yet. Dropped before it is kept, it goes.
pub struct Received {
    folder: PathBuf,
    name: String,
    file_name: String,
    bytes: u64,
    kept: bool,
}

/// Rows of a file that are looked at before it is accepted.
const LOOK: usize = 20;

impl Received {
    /// Takes a stream of at most `server.upload_limit` bytes.
    pub async fn take<E>(
        app: &AppState,
        file_name: &str,
        mut stream: impl Stream<Item = Result<Bytes, E>> + Unpin,
    ) -> Result<Received, Problem> {
        let folder = folder(app);
        tokio::fs::create_dir_all(&folder).await.map_err(FileError::from)?;
        let name = PublicId::random().to_string();
        let mut received = Received { folder, name, file_name: shown_name(file_name), bytes: 0, kept: false };
        let mut options = tokio::fs::OpenOptions::new();
        options.write(true).create_new(true).mode(0o600);
        let mut file = options.open(received.path()).await.map_err(FileError::from)?;
        let limit = app.config.server.upload_limit;
        while let Some(chunk) = stream.next().await {
            let chunk = chunk.map_err(|_| Problem::BrokenOff)?;
            received.bytes += chunk.len() as u64;
            if received.bytes > limit {
                return Err(Problem::TooLarge { limit });
            }
            file.write_all(&chunk).await.map_err(FileError::from)?;
        }
        file.flush().await.map_err(FileError::from)?;
        file.sync_all().await.map_err(FileError::from)?;
        Ok(received)
    }

    fn path(&self) -> PathBuf {
        self.folder.join(format!("{}.part", self.name))
    }

    /// Keeps it under a name of its own, as it is: whoever reads it finds out what it is. What nobody knows of goes after a day.
    pub async fn keep(mut self) -> Result<String, Problem> {
        let stored_name = format!("{}.table", self.name);
        tokio::fs::rename(self.path(), self.folder.join(&stored_name)).await.map_err(FileError::from)?;
        self.kept = true;
        Ok(stored_name)
    }

    /// Finds out whether it is a table, and keeps it if so.
    pub async fn look(mut self) -> Result<Upload, ImportError> {
        let looked = tokio::task::spawn_blocking(move || {
            let preview = imports::preview(&Source::new(&self.path(), child()?), LOOK)?;
            let stored_name = format!("{}.table", self.name);
            std::fs::rename(self.path(), self.folder.join(&stored_name)).map_err(stored)?;
            self.kept = true;
            let mapping = imports::guess(preview.headers.iter().map(String::as_str));
            Ok(Upload {
                file_name: self.file_name.clone(),
                stored_name: Some(stored_name),
                bytes: self.bytes,
                format: preview.format,
                settings: Settings {
                    encoding: preview.encoding,
                    separator: preview.separator,
                    sheet: None,
                    header_line: None,
                    mapping,
                },
            })
        });
        looked.await.map_err(|fault| crate::db::DbError::Query(fault.to_string()))?
    }
}

impl Drop for Received {
    fn drop(&mut self) {
        if !self.kept
            && let Err(fault) = std::fs::remove_file(self.path())
            && fault.kind() != std::io::ErrorKind::NotFound
        {
            tracing::warn!(error = %fault, "an upload that broke off could not be removed");
        }
    }
}

pub fn folder(app: &AppState) -> PathBuf {
    app.config.data.dir.join(FOLDER)
}

/// The program that reads workbooks: this one.
pub fn child() -> Result<ChildLimits, ImportError> {
    ChildLimits::this_program().map_err(stored)
}

fn stored(fault: std::io::Error) -> ImportError {
    crate::db::DbError::Query(format!("a file could not be stored: {fault}")).into()
}

/// The stored file of an import, read as was settled.
pub fn source(app: &AppState, import: &imports::Import) -> Result<Source, ImportError> {
    let name = import.stored_name.as_ref().ok_or(ImportError::Gone)?;
    Ok(Source::new(&folder(app).join(name), child()?).with(&import.settings))
}

/// Removes a stored file; one that is gone already is no fault.
pub async fn remove(app: &AppState, stored_name: &str) -> Result<(), Problem> {
    match tokio::fs::remove_file(folder(app).join(stored_name)).await {
        Err(fault) if fault.kind() != std::io::ErrorKind::NotFound => Err(Problem::Internal(fault.to_string())),
        _ => Ok(()),
    }
}

/// A file's name as it is shown: its last part, without anything invisible, not overlong.
fn shown_name(typed: &str) -> String {
    let last = typed.rsplit(['/', '\\']).next().unwrap_or(typed);
    let name = Path::new(last).file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let name: String = seen(&name).chars().filter(|c| !c.is_control()).take(120).collect();
    if name.trim().is_empty() { "table".to_owned() } else { name }
}
