//! The parent's side: a child process under limits, and the rows it sends.

use std::io::{self, BufReader, Read};
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;

use super::frames::{FrameReader, Next};
use super::{CHILD_COMMAND, WorkbookError};
use crate::tables::row::{Row, RowError, RowErrorKind};

/// The program that reads workbooks, and what it may use.
#[derive(Clone, Debug)]
pub struct ChildLimits {
    /// A program that knows `read-xlsx FILE [--sheet=NAME]`: this one.
    pub program: PathBuf,
    /// Bytes of address space.
    pub memory: u64,
    /// Processor time, not time on the wall: a parent that takes its rows slowly is no reason to stop.
    pub processor: Duration,
}

impl ChildLimits {
    pub const MEMORY: u64 = 512 * 1024 * 1024;
    pub const PROCESSOR: Duration = Duration::from_secs(60);

    /// `program` with the usual limits.
    pub fn new(program: PathBuf) -> Self {
        Self { program, memory: Self::MEMORY, processor: Self::PROCESSOR }
    }

    /// The running program with the usual limits.
    pub fn this_program() -> io::Result<Self> {
        std::env::current_exe().map(Self::new)
    }
}

/// The shell sets the limits and becomes the program. The limit on processor time is a soft one, which tells itself from other
/// deaths by its signal. Core files would hold people's names.
const LIMIT_AND_RUN: &str =
    "ulimit -c 0; ulimit -v \"$1\" && ulimit -S -t \"$2\" || exit 126; shift 2; exec \"$0\" \"$@\"";

/// Starts the child that reads `file`, the first visible sheet in which anything stands, or the named one.
pub fn read_in_child(limits: &ChildLimits, file: &Path, sheet: Option<&str>) -> Result<ChildReader, WorkbookError> {
    let failed = |error: io::Error| WorkbookError::Process { detail: error.to_string() };
    let mut command = Command::new("sh");
    command.arg("-c").arg(LIMIT_AND_RUN).arg(&limits.program);
    command.arg((limits.memory / 1024).to_string()).arg(limits.processor.as_secs().max(1).to_string());
    command.arg(CHILD_COMMAND).arg(std::path::absolute(file).map_err(failed)?);
    if let Some(sheet) = sheet {
        command.arg(format!("--sheet={sheet}"));
    }
    // No backtrace: reading debug data takes more memory than the child has.
    command.env("RUST_BACKTRACE", "0");
    let mut child =
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().map_err(failed)?;
    match child.stdout.take() {
        Some(stdout) => Ok(ChildReader {
            child,
            frames: FrameReader::new(BufReader::with_capacity(64 * 1024, stdout)),
            done: false,
        }),
        None => Err(WorkbookError::Process { detail: "no output".to_owned() }),
    }
}

/// Rows as the child sends them. A workbook that cannot be read gives one last, fatal error. Dropping it ends the child.
pub struct ChildReader {
    child: Child,
    frames: FrameReader<BufReader<ChildStdout>>,
    done: bool,
}

impl ChildReader {
    /// Bytes of the workbook that the child had read by the last row.
    pub fn bytes_read(&self) -> u64 {
        self.frames.bytes_read
    }

    /// The visible sheets of the workbook in their order; known with the first row.
    pub fn sheets(&self) -> &[String] {
        &self.frames.sheets
    }

    /// The sheet whose rows come; known with the first row.
    pub fn sheet(&self) -> Option<&str> {
        self.frames.sheet.as_deref()
    }

    /// Why the child ended without a last word.
    fn cause_of_death(&mut self) -> WorkbookError {
        let mut said = Vec::new();
        let read = match self.child.stderr.take() {
            Some(stderr) => stderr.take(4096).read_to_end(&mut said),
            None => Ok(0),
        };
        let status = match read.and_then(|_| self.child.wait()) {
            Ok(status) => status,
            Err(error) => {
                return WorkbookError::Process { detail: error.to_string() };
            }
        };
        let said = String::from_utf8_lossy(&said);
        let detail = said.lines().next().unwrap_or_default().to_owned();
        match (status.signal(), status.code()) {
            (Some(SIGXCPU), _) => WorkbookError::TooSlow,
            (Some(_), _) => WorkbookError::NeedsMoreMemory,
            _ if said.contains("capacity overflow") || said.contains("memory allocation") => {
                WorkbookError::NeedsMoreMemory
            }
            // Too little to load the program's own libraries.
            (None, Some(127)) if said.contains("shared librar") => WorkbookError::NeedsMoreMemory,
            (None, Some(PANICKED)) => WorkbookError::Damaged { detail },
            _ => WorkbookError::Process { detail },
        }
    }
}

/// Linux, on every architecture we build for.
const SIGXCPU: i32 = 24;
/// What a Rust program exits with after a panic.
const PANICKED: i32 = 101;

impl Iterator for ChildReader {
    type Item = Result<Row, RowError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        let error = match self.frames.next() {
            Ok(Next::Row(row)) => return Some(Ok(row)),
            Ok(Next::Fault(error)) => return Some(Err(error)),
            Ok(Next::End) => {
                self.done = true;
                return None;
            }
            Ok(Next::Failed(error)) => error,
            Ok(Next::Cut) => self.cause_of_death(),
            Err(error) => WorkbookError::Process { detail: error.to_string() },
        };
        self.done = true;
        Some(Err(RowError::at(0, RowErrorKind::Workbook(error))))
    }
}

impl Drop for ChildReader {
    fn drop(&mut self) {
        // Ended already in most cases; what fails here has no one to be told.
        if let Err(error) = self.child.kill().and_then(|()| self.child.wait()) {
            tracing::debug!(%error, "the process that reads workbooks could not be ended");
        }
    }
}
