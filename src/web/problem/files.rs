use super::Problem;
use crate::files::FileError;

impl From<FileError> for Problem {
    fn from(error: FileError) -> Problem {
        match error {
            FileError::Refused(invalid) => invalid.into(),
            FileError::TooLarge { limit } => Problem::TooLarge { limit },
            FileError::BrokenOff => Problem::BrokenOff,
            FileError::Full => Problem::StorageFull,
            FileError::Lost(path) => Problem::Internal(format!("the store has no {path}")),
            FileError::Store(fault) => Problem::StoreAway(fault),
            FileError::Io(fault) => Problem::Internal(format!("files: {fault}")),
        }
    }
}
