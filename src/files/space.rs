//! What can go wrong with a disk or a store.

use std::io;

use crate::kernel::files::FileFault;
use crate::kernel::invalid::Invalid;

#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// The file itself is not taken.
    #[error(transparent)]
    Refused(#[from] Invalid),
    /// More bytes than may come.
    #[error("more than {limit} bytes")]
    TooLarge { limit: u64 },
    /// The sender left before the end.
    #[error("the upload broke off")]
    BrokenOff,
    /// There is no room left, on the disk or for this user.
    #[error("there is no room left for files")]
    Full,
    #[error("a file could not be kept: {0}")]
    Io(String),
    #[error("the store of files refused: {0}")]
    Store(String),
    /// A row names a content that the store does not have.
    #[error("the store has no content {0}")]
    Lost(String),
}

impl FileError {
    /// A fault of a file whose name is known.
    pub fn refused(fault: FileFault, name: &str) -> FileError {
        FileError::Refused(fault.refused(name))
    }
}

impl From<io::Error> for FileError {
    fn from(fault: io::Error) -> FileError {
        use io::ErrorKind::{FileTooLarge, QuotaExceeded, StorageFull};
        match fault.kind() {
            StorageFull | QuotaExceeded | FileTooLarge => FileError::Full,
            _ => FileError::Io(fault.to_string()),
        }
    }
}

impl From<object_store::Error> for FileError {
    fn from(fault: object_store::Error) -> FileError {
        match fault {
            object_store::Error::NotFound { path, .. } => FileError::Lost(path),
            other => match io_fault(&other) {
                Some(kind) => io::Error::from(kind).into(),
                None => FileError::Store(other.to_string()),
            },
        }
    }
}

/// The fault of the disk at the bottom of a fault of the store, if there is one.
fn io_fault(fault: &object_store::Error) -> Option<io::ErrorKind> {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = std::error::Error::source(fault);
    while let Some(inner) = cause {
        if let Some(io) = inner.downcast_ref::<io::Error>() {
            return matches!(io.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded).then_some(io.kind());
        }
        cause = inner.source();
    }
    None
}
