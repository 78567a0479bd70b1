//! A table that comes through a pipe, which can be read once, kept as a file for as long as the command runs.

use std::fs::File;
use std::io::{Read, Write, stdin};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use super::CommandError;
use crate::app::make_folder;
use crate::config::Config;
use crate::domain::imports::FOLDER;
use crate::kernel::ids::PublicId;

/// A file to be read more than once.
pub(super) struct Spooled {
    path: PathBuf,
    /// As it is told and noted.
    pub name: String,
    pub bytes: u64,
    /// It was written here, and goes with the command. What a killed one leaves behind is removed after a day, as uploads are.
    ours: bool,
}

/// Standard input, by the name that commands have for it.
const STANDARD_INPUT: &str = "-";
/// Where each process finds something of its own: it would be another file to the one that reads workbooks.
const OWN: [&str; 3] = ["/dev/stdin", "/dev/fd", "/proc"];

impl Spooled {
    /// The file itself, or what comes through "-" or a pipe, of at most `server.upload_limit` bytes.
    pub fn take(named: &Path, config: &Config) -> Result<Spooled, CommandError> {
        let fault = |fault| CommandError::File { path: named.display().to_string(), fault };
        let name = named.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        if named == Path::new(STANDARD_INPUT) {
            return Spooled::copy(stdin().lock(), "stdin".to_owned(), config);
        }
        let about = std::fs::metadata(named).map_err(fault)?;
        if about.is_dir() {
            return Err(fault(std::io::ErrorKind::IsADirectory.into()));
        }
        let own = OWN.iter().any(|place| named.starts_with(place));
        if about.is_file() && !own {
            return Ok(Spooled { path: named.to_owned(), name, bytes: about.len(), ours: false });
        }
        Spooled::copy(File::open(named).map_err(fault)?, name, config)
    }

    fn copy(from: impl Read, name: String, config: &Config) -> Result<Spooled, CommandError> {
        let folder = config.data.dir.join(FOLDER);
        let path = folder.join(format!("{}.part", PublicId::random()));
        let fault = |fault| CommandError::File { path: path.display().to_string(), fault };
        make_folder(&folder).map_err(fault)?;
        let mut options = File::options();
        let mut file = options.write(true).create_new(true).mode(0o600).open(&path).map_err(fault)?;
        // From here on it goes when something fails.
        let mut spooled = Spooled { path: path.clone(), name, bytes: 0, ours: true };
        let limit = config.server.upload_limit;
        let read = std::io::copy(&mut from.take(limit.saturating_add(1)), &mut file).and_then(|n| {
            file.flush()?;
            Ok(n)
        });
        spooled.bytes = read.map_err(fault)?;
        if spooled.bytes > limit {
            return Err(CommandError::Refused(format!(
                "{}: more than {limit} bytes came, the most that is kept of a pipe (server.upload_limit); a file of its own may be larger",
                spooled.name
            )));
        }
        Ok(spooled)
    }

    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for Spooled {
    fn drop(&mut self) {
        if self.ours
            && let Err(fault) = std::fs::remove_file(&self.path)
        {
            tracing::warn!(error = %fault, "what came through a pipe could not be removed");
        }
    }
}
