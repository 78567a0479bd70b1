//! What a questionnaire, its questions and its themes have in common: each is found by its name among others, and changed by whoever saw
//! its latest version.

use super::model::{Consultation, ConsultationError, Question, Theme};
use crate::access::Denied;
use crate::kernel::ids::PublicId;

type Result<T> = std::result::Result<T, ConsultationError>;

pub(super) trait Part {
    fn public_id(&self) -> &PublicId;
    fn version(&self) -> i64;
}

macro_rules! parts {
    ($($noun:ident),+) => {
        $(impl Part for $noun {
            fn public_id(&self) -> &PublicId {
                &self.public_id
            }
            fn version(&self) -> i64 {
                self.version
            }
        })+
    };
}

parts!(Consultation, Question, Theme);

/// At which place it stands.
pub(super) fn place(all: &[impl Part], id: &PublicId) -> Result<usize> {
    Ok(all.iter().position(|part| part.public_id() == id).ok_or(Denied::NotFound)?)
}

pub(super) fn one<T: Part>(mut all: Vec<T>, id: &PublicId) -> Result<T> {
    let at = place(&all, id)?;
    Ok(all.swap_remove(at))
}

/// Refuses what was decided on an older version.
pub(super) fn as_seen(part: &impl Part, seen: i64) -> Result<()> {
    if part.version() == seen { Ok(()) } else { Err(ConsultationError::Stale) }
}
