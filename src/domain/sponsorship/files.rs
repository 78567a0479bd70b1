//! A sponsorship's files: its logo, and the agreement.

use super::model::{Part, SponsorFile, Sponsorship, SponsorshipError};
use super::{showing, store_showing, store_write};
use crate::access::{Action, Context, Denied, require, require_held};
use crate::db::{Conn, Stored};
use crate::domain::files::{self, FileKind, StoredFile};
use crate::domain::history::{self, Entity, Record};
use crate::domain::programme;
use crate::kernel::files::{FileFault, FileName};
use crate::kernel::ids::{FileId, PublicId, SponsorshipId};

type Result<T> = std::result::Result<T, SponsorshipError>;

/// A content that stands in the store and is to be pointed at.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Bringing {
    pub file: FileId,
    pub stored: StoredFile,
    pub name: FileName,
    pub part: Part,
}

/// A logo is larger than this by mistake only.
const LOGO_BYTES: i64 = 2 * 1024 * 1024;

/// Puts a file in the place of the one there was. With another logo, whoever cleared the old one is asked again.
pub fn bring(conn: &mut Conn, cx: &Context, of: &Sponsorship, brought: &Bringing) -> Result<SponsorFile> {
    require(&cx.actor, Action::EditSponsorship, of.scope())?;
    // A file takes its time to come in: the programme may have been closed meanwhile.
    programme::open(conn, of.programme)?;
    if brought.part == Part::Logo {
        if !matches!(brought.stored.kind, FileKind::Svg | FileKind::Png) {
            let fault = FileFault::Forbidden { what: brought.stored.kind.label().to_owned() };
            return Err(fault.refused(brought.name.as_str()).into());
        }
        if brought.stored.size > LOGO_BYTES {
            return Err(FileFault::TooLarge { megabytes: 2 }.refused(brought.name.as_str()).into());
        }
    }
    if !files::claim(conn, cx, brought.file)? {
        return Err(SponsorshipError::BringAgain);
    }
    store_write::lock(conn, of.id)?;
    // The same brought twice is the same, and as cleared as it was.
    let known = current(conn, of.id, brought.part)?;
    if let Some(same) = known.filter(|known| known.hash == brought.stored.hash && known.name == brought.name) {
        return Ok(same);
    }
    store_showing::replace(conn, cx, of.id, brought)?;
    let after = current(conn, of.id, brought.part)?.ok_or(Denied::NotFound)?;
    let verb = if brought.part == Part::Logo { "logo-brought" } else { "agreement-brought" };
    let record = Record::new(Entity::Sponsorship, of.id.raw(), verb).within(of.programme, of.city());
    history::record(conn, cx, record)?;
    if brought.part == Part::Logo {
        showing::void(conn, cx, of)?;
    }
    Ok(after)
}

pub(super) fn current(conn: &mut Conn, of: SponsorshipId, part: Part) -> Stored<Option<SponsorFile>> {
    Ok(store_showing::files(conn, of)?.into_iter().find(|f| f.part == part))
}

/// Those that stand now, for members who may read them: agreements are for whoever may edit.
pub fn list(conn: &mut Conn, cx: &Context, of: &Sponsorship) -> Result<Vec<SponsorFile>> {
    require_held(&cx.actor, Action::EditSponsorship, of.scope())?;
    Ok(store_showing::files(conn, of.id)?)
}

/// One of them, by its name.
pub fn file(conn: &mut Conn, cx: &Context, of: &Sponsorship, id: &PublicId) -> Result<SponsorFile> {
    let found = list(conn, cx, of)?.into_iter().find(|f| f.public_id == *id);
    found.ok_or(Denied::NotFound.into())
}
