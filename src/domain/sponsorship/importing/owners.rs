//! How a table names whoever courts: by name, by address, or by id. What a file of ours writes is what a table is read by.

use crate::access::Context;
use crate::db::Conn;
use crate::domain::contacts::{Details, fold};
use crate::domain::programme::{self, Candidate, Duty, Owner, OwnerChoice};
use crate::domain::sponsorship::model::SponsorshipError;
use crate::kernel::email::Email;
use crate::kernel::ids::{ContactId, ProgrammeId, PublicId};
use crate::kernel::invalid::{Invalid, Reason};

/// Those whom a name may mean.
pub(super) fn candidates(
    conn: &mut Conn,
    cx: &Context,
    programme: ProgrammeId,
) -> Result<Vec<Candidate>, SponsorshipError> {
    // Whether they may court is said line by line.
    Ok(programme::owner_candidates(conn, cx, programme, Duty::ANY, &[])?)
}

fn meant<'a>(all: &'a [Candidate], typed: &str) -> Vec<&'a Candidate> {
    let wanted = fold::joined(typed);
    let is_called = |c: &&Candidate| [&c.name.native, &c.name.latin].iter().any(|n| fold::joined(n) == wanted);
    all.iter().filter(is_called).collect()
}

/// An owner by address, id or name among those who are likely to answer for something.
pub(super) fn owner(all: &[Candidate], typed: &str) -> Result<OwnerChoice, Invalid> {
    if typed.is_empty() {
        return Ok(OwnerChoice::Nobody);
    }
    if typed.contains('@') {
        return Ok(OwnerChoice::Email(typed.to_owned()));
    }
    if let Ok(id) = typed.parse::<PublicId>() {
        return Ok(OwnerChoice::Contact(id));
    }
    let name = typed.to_owned();
    match meant(all, typed).as_slice() {
        [one] => Ok(OwnerChoice::Contact(one.public_id.clone())),
        [] => Err(Invalid::one("owner", Reason::NoneNamed { name })),
        several => Err(Invalid::one("owner", Reason::SeveralNamed { name, n: several.len() })),
    }
}

/// Among whom a name has to tell somebody apart, and the addresses of those who have namesakes.
pub struct Owners {
    all: Vec<Candidate>,
    addresses: Vec<(ContactId, Email)>,
}

impl Owners {
    /// Without addresses for whoever sees none: then ids tell namesakes apart.
    pub fn read(conn: &mut Conn, cx: &Context, programme: ProgrammeId) -> Result<Owners, SponsorshipError> {
        let addresses = match Details::of(&cx.actor) {
            Details::Shown => programme::member_addresses(conn, cx, programme)?,
            Details::Withheld => Vec::new(),
        };
        Ok(Owners { all: candidates(conn, cx, programme)?, addresses })
    }

    /// How a table names an owner so that it is read as the same one.
    pub fn cell(&self, owner: &Owner, name: &str) -> String {
        let id = || owner.public_id.to_string();
        let address = || self.addresses.iter().find(|(of, _)| *of == owner.id).map(|(_, email)| email.to_string());
        let is_name = !name.contains('@') && name.parse::<PublicId>().is_err();
        match meant(&self.all, name).as_slice() {
            [one] if is_name && one.public_id == owner.public_id => name.to_owned(),
            // Who is among them no more can only be kept, and not be named anew.
            all if all.iter().all(|one| one.public_id != owner.public_id) => id(),
            _ => address().unwrap_or_else(id),
        }
    }
}
