//! Sponsors that leave the public page because their firm is called otherwise now: said before and after, and told by mail to those who
//! had cleared the name that was. What changes an organisation's name ends with [`tell`].

use super::files;
use super::model::{Part, Sponsorship};
use super::showing::{Clearance, Face, PERSONS, face, is_shown, lapse, persons};
use super::{store, store_showing};
use crate::access::{Action, Context, Scope, may, require};
use crate::db::types::text_enum;
use crate::db::{Conn, Stored};
use crate::domain::contacts::{self, ContactError, NewOrganisation, Organisation};
use crate::domain::outbox::{self, Lane, Message, NewMessage};
use crate::kernel::ids::{OrganisationId, PublicId};
use crate::kernel::localised::Localised;

/// A page of sponsors on which an organisation stands under its own name, or stood.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Outward {
    pub programme: Localised,
    /// Its event is not public: it was cleared for the page, and strangers do not see it there.
    pub early: bool,
    /// The sponsorship, by the programme's name in addresses and its own, for whoever sees it.
    pub sponsorship: Option<(String, PublicId)>,
    /// The name that was cleared.
    pub cleared: Localised,
    /// Who may clear what is there now, and has not.
    pub clearers: Vec<String>,
}

/// What hangs on an organisation's name.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Outlook {
    /// In public under this name, or cleared to be: another one takes it off.
    pub shown: Vec<Outward>,
    /// Taken off by the name it has now.
    pub hidden: Vec<Outward>,
}

/// What hangs on the name, for whoever may change it.
pub fn outlook(conn: &mut Conn, cx: &Context, firm: OrganisationId) -> Result<Outlook, ContactError> {
    require(&cx.actor, Action::EditContacts, Scope::Installation)?;
    let mut found = Outlook::default();
    for Named { of, face, given } in by_own_name(conn, &[firm])? {
        if is_shown(of.stage, Some(&face), &given) {
            let cleared = face.name.clone();
            found.shown.push(outward(conn, cx, (&of, cleared), &[])?);
            continue;
        }
        let last = lapse(&face, &store_showing::given_ever(conn, of.id)?).filter(|lapse| lapse.by.len() >= PERSONS);
        if let Some(cleared) = last.and_then(|lapse| lapse.name) {
            let fitting: Vec<&Clearance> = given.iter().filter(|c| face.fits(c)).collect();
            found.hidden.push(outward(conn, cx, (&of, cleared), &fitting)?);
        }
    }
    Ok(found)
}

fn outward(
    conn: &mut Conn,
    cx: &Context,
    (of, cleared): (&Sponsorship, Localised),
    given: &[&Clearance],
) -> Stored<Outward> {
    let (slug, programme) = store_showing::place(conn, of.programme)?;
    let able = store_showing::able_to_clear(conn, of.programme, of.scope())?.into_iter();
    let open = able.filter(|(account, _)| given.iter().all(|c| c.account != *account));
    let seen = may(&cx.actor, Action::SeeSponsorship, of.scope());
    Ok(Outward {
        programme,
        early: !store_showing::is_public(conn, of)?,
        sponsorship: seen.then(|| (slug, of.public_id.clone())),
        cleared,
        clearers: open.map(|(_, name)| name).collect(),
    })
}

/// A signed sponsorship under its firm's own name, as it would be shown, with the words that were given and not taken back.
struct Named {
    of: Sponsorship,
    face: Face,
    given: Vec<Clearance>,
}

fn by_own_name(conn: &mut Conn, firms: &[OrganisationId]) -> Stored<Vec<Named>> {
    let mut all = store::of_firms(conn, firms)?;
    all.retain(|s| s.stage.is_signed() && s.public_name.is_empty());
    let ids: Vec<_> = all.iter().map(|s| s.id).collect();
    let mut given = store_showing::clearances(conn, &ids)?;
    let mut found = Vec::new();
    for of in all {
        let logo = files::current(conn, of.id, Part::Logo)?;
        let given = given.remove(&of.id).unwrap_or_default();
        if let Some(face) = face(&of, logo.as_ref()) {
            found.push(Named { of, face, given });
        }
    }
    Ok(found)
}

/// Changes an organisation. Where that takes it off a page of sponsors, those who had cleared it are told.
pub fn edit_organisation(
    conn: &mut Conn,
    cx: &Context,
    id: &PublicId,
    version: i64,
    new: &NewOrganisation,
) -> Result<Organisation, ContactError> {
    let saved = contacts::edit_organisation(conn, cx, id, version, new)?;
    tell(conn, cx, &[saved.id])?;
    Ok(saved)
}

/// Tells those whose word for one of these firms holds no more, because it is called otherwise. Each is told once of each word.
pub fn tell(conn: &mut Conn, cx: &Context, firms: &[OrganisationId]) -> Stored<()> {
    for Named { of, face, given } in by_own_name(conn, firms)? {
        if is_shown(of.stage, Some(&face), &given) {
            continue;
        }
        let Some(last) = given.iter().rev().find(|c| c.logo == face.logo && !face.fits(c)) else { continue };
        let old = Face { logo: face.logo, name: last.public_name.clone() };
        if persons(&old, &given) < PERSONS {
            continue;
        }
        let words = store_showing::words_of(conn, of.id)?.into_iter().filter(|word| old.fits(&word.given));
        let messages: Vec<NewMessage> = words
            .map(|word| NewMessage {
                message: Message::ClearanceLapsed { clearance: word.id },
                lane: Lane::Prompt,
                to: word.email,
                contact: None,
                locale: word.locale,
                programme: Some(of.programme),
                event: None,
                due_at: cx.now,
                dedupe_key: format!("clearance-lapsed:{}", word.id),
            })
            .collect();
        outbox::enqueue_all(conn, cx, &messages)?;
    }
    Ok(())
}

text_enum! {
    /// Why such a mail has no point any more.
    pub enum Moot {
        Gone = "gone",
        /// It is shown again, cleared anew or taken back, or the sponsorship is no longer signed.
        Settled = "settled",
    }
}

/// What such a mail says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LapseLetter {
    pub reader: String,
    /// What the firm is called now, and as what it was cleared.
    pub firm: Localised,
    pub cleared: Localised,
    /// Its event is not public: nothing of it was to be seen.
    pub early: bool,
    pub programme: Localised,
    pub programme_slug: String,
    pub sponsorship: PublicId,
}

/// A queued message, read again.
pub fn letter(conn: &mut Conn, clearance: i64) -> Stored<Result<LapseLetter, Moot>> {
    let Some((sponsorship, reader, cleared)) = store_showing::word(conn, clearance)? else {
        return Ok(Err(Moot::Gone));
    };
    let Some(cleared) = cleared else { return Ok(Err(Moot::Settled)) };
    let of = store::by_id(conn, sponsorship)?;
    if !of.stage.is_signed() || *of.shown_name() == cleared {
        return Ok(Err(Moot::Settled));
    }
    let (programme_slug, programme) = store_showing::place(conn, of.programme)?;
    let early = !store_showing::is_public(conn, &of)?;
    let (firm, sponsorship) = (of.firm.name, of.public_id);
    Ok(Ok(LapseLetter { reader, firm, cleared, early, programme, programme_slug, sponsorship }))
}
