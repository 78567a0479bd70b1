use super::Problem;
use crate::domain::imports::{ImportError, Why};
use crate::i18n::Words;
use crate::kernel::locale::Locale;
use crate::web::import_words::why_words;

impl From<ImportError> for Problem {
    fn from(error: ImportError) -> Problem {
        match error {
            ImportError::Denied(denied) => denied.into(),
            ImportError::Invalid(invalid) => invalid.into(),
            // Handlers tell it in the reader's language before it comes so far.
            ImportError::File(why) => unreadable(Words::new(Locale::En), &why),
            ImportError::State(_) | ImportError::LeaseLost => Problem::conflict("import-state"),
            ImportError::Gone => Problem::conflict("import-gone"),
            ImportError::Stale => Problem::Stale { now: None },
            ImportError::Contact(error) => error.into(),
            ImportError::Db(error) => error.into(),
        }
    }
}

/// A file that is no table, told with its reason.
pub fn unreadable(w: Words, why: &Why) -> Problem {
    Problem::Conflict { key: "import-file", args: vec![("why", why_words(w, why))] }
}
