//! What the public may see of a sponsor: its name and its logo, once it has signed and two persons have cleared both as they are.
//!
//! [`is_shown`] is the rule and [`shown`] the one way to it: every public road goes through them.

use std::collections::BTreeSet;

use super::model::{Part, SponsorFile, Sponsorship, SponsorshipError, Stage};
use super::{files, store, store_showing, store_write};
use crate::access::{Action, Context, Denied, require, require_held, require_person};
use crate::db::{Conn, Stored};
use crate::domain::history::{self, Entity, Record};
use crate::kernel::ids::{AccountId, EventId, OrganisationId, ProgrammeId, PublicId, SponsorFileId};
use crate::kernel::localised::Localised;
use crate::kernel::time::Instant;

type Result<T> = std::result::Result<T, SponsorshipError>;

/// How many persons must clear a logo.
pub const PERSONS: usize = 2;

/// Somebody's word that this logo and this name may be shown.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Clearance {
    pub account: AccountId,
    pub by: String,
    pub logo: SponsorFileId,
    pub public_name: Localised,
    pub at: Instant,
}

/// What would be shown.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Face {
    pub logo: SponsorFileId,
    pub name: Localised,
}

/// The rule: signed, and cleared by two persons as it is now. `given` are the clearances that were not withdrawn.
pub fn is_shown(stage: Stage, face: Option<&Face>, given: &[Clearance]) -> bool {
    let Some(face) = face else { return false };
    stage.is_signed() && persons(face, given) >= PERSONS
}

/// So many persons have cleared this very face.
pub(super) fn persons(face: &Face, given: &[Clearance]) -> usize {
    given.iter().filter(|c| face.fits(c)).map(|c| c.account).collect::<BTreeSet<AccountId>>().len()
}

impl Face {
    pub(super) fn fits(&self, given: &Clearance) -> bool {
        given.logo == self.logo && given.public_name == self.name
    }
    /// A word for this logo under this name, in all its languages.
    fn word(&self, cx: &Context) -> String {
        let names: Vec<String> = self.name.iter().map(|(locale, text)| format!("{locale} {text}")).collect();
        cx.keys.digest(&format!("face\n{}\n{}", self.logo.raw(), names.join("\n")))
    }
}

/// What was cleared last and differs from what would be shown; `all` are clearances given ever, the newest first. What was cleared once
/// as it is was taken back by somebody, and nothing else has changed.
pub fn lapse(face: &Face, all: &[Clearance]) -> Option<Lapse> {
    if persons(face, all) >= PERSONS {
        return None;
    }
    let last = all.iter().find(|c| !face.fits(c))?;
    let (mut known, mut by) = (BTreeSet::new(), Vec::new());
    for given in all.iter().filter(|c| c.logo == last.logo && c.public_name == last.public_name) {
        if known.insert(given.account) {
            by.push(given.by.clone());
        }
    }
    let name = (last.public_name != face.name).then(|| last.public_name.clone());
    Some(Lapse { by, name, other_logo: last.logo != face.logo })
}

/// A sponsor as strangers see it, with the event it belongs to, where it does. No website: nobody has cleared what stands there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Shown {
    pub name: Localised,
    pub event: Option<(PublicId, Localised)>,
    pub logo: SponsorFile,
}

/// How a sponsorship stands before the public, for members.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Standing {
    pub logo: Option<SponsorFile>,
    /// The words that hold for logo and name as they are.
    pub given: Vec<Clearance>,
    pub shown: bool,
    /// Nothing is wanting but that its event becomes public.
    pub early: bool,
    /// What was cleared last, where that is not what would be shown.
    pub lapse: Option<Lapse>,
    /// Who may clear it and has not, with their names.
    pub others: Vec<(AccountId, String)>,
    /// A word for what there is to clear, which whoever clears it says again ([`clear_seen`]); empty without a logo.
    pub seen: String,
}

/// A clearance that holds no more, because what was cleared is not what is there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Lapse {
    /// Who had cleared it.
    pub by: Vec<String>,
    /// The name that was cleared, where it is another now.
    pub name: Option<Localised>,
    /// The logo is another.
    pub other_logo: bool,
}

/// What came of somebody's word.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Cleared {
    /// It counts, and somebody else's is needed too.
    First,
    /// They had given it: one person is not two.
    Again,
    /// Enough have, and nothing is signed yet.
    Unsigned,
    /// Enough have, and its event is not public yet.
    Early,
    /// Logo and name are in public from now on, or were already.
    Shown,
}

pub(super) fn face(s: &Sponsorship, logo: Option<&SponsorFile>) -> Option<Face> {
    Some(Face { logo: logo?.id, name: s.shown_name().clone() })
}

/// Who has cleared it, for those who see the sponsorship.
pub fn standing(conn: &mut Conn, cx: &Context, of: &Sponsorship) -> Result<Standing> {
    require_held(&cx.actor, Action::EditSponsorship, of.scope())?;
    let logo = files::current(conn, of.id, Part::Logo)?;
    let mut given = store_showing::clearances(conn, &[of.id])?.remove(&of.id).unwrap_or_default();
    let face = face(of, logo.as_ref());
    let cleared = is_shown(of.stage, face.as_ref(), &given);
    let public = store_showing::is_public(conn, of)?;
    given.retain(|c| face.as_ref().is_some_and(|face| face.fits(c)));
    let lapse = match &face {
        Some(face) if !cleared && given.len() < PERSONS => lapse(face, &store_showing::given_ever(conn, of.id)?),
        _ => None,
    };
    let mut others = store_showing::able_to_clear(conn, of.programme, of.scope())?;
    others.retain(|(account, _)| given.iter().all(|c| c.account != *account));
    let seen = face.as_ref().map(|face| face.word(cx)).unwrap_or_default();
    Ok(Standing { logo, given, shown: cleared && public, early: cleared && !public, lapse, others, seen })
}

/// Every sponsor of a programme that strangers may see; those of events that are not public are not. No actor is asked.
pub fn shown(conn: &mut Conn, programme: ProgrammeId) -> Stored<Vec<Shown>> {
    shown_of(conn, programme, None)
}

fn shown_of(conn: &mut Conn, programme: ProgrammeId, event: Option<EventId>) -> Stored<Vec<Shown>> {
    let all = store_showing::signed(conn, programme, event)?;
    let ids: Vec<_> = all.iter().map(|(s, _)| s.id).collect();
    let mut given = store_showing::clearances(conn, &ids)?;
    let public = store_showing::public_events(conn, programme)?;
    let seen = |s: &Sponsorship| s.event.as_ref().is_none_or(|e| public.contains(&e.id));
    let mut found = Vec::new();
    for (s, logo) in all.into_iter().filter(|(s, _)| seen(s)) {
        let given = given.remove(&s.id).unwrap_or_default();
        if is_shown(s.stage, face(&s, Some(&logo)).as_ref(), &given) {
            let event = s.event.as_ref().map(|e| (e.public_id.clone(), e.title.clone()));
            found.push(Shown { name: s.shown_name().clone(), event, logo });
        }
    }
    Ok(found)
}

/// How many sponsorships of these firms are shown under the firms' own names, or will be as soon as their event is public: another name is
/// not before two persons have cleared it. Whoever asks has the right to change those names.
pub fn shown_by_own_name(conn: &mut Conn, firms: &[OrganisationId]) -> Stored<i64> {
    let mut all = store::of_firms(conn, firms)?;
    all.retain(|s| s.stage.is_signed() && s.public_name.is_empty());
    let ids: Vec<_> = all.iter().map(|s| s.id).collect();
    let mut given = store_showing::clearances(conn, &ids)?;
    let mut n = 0;
    for s in &all {
        let logo = files::current(conn, s.id, Part::Logo)?;
        let given = given.remove(&s.id).unwrap_or_default();
        n += i64::from(is_shown(s.stage, face(s, logo.as_ref()).as_ref(), &given));
    }
    Ok(n)
}

/// A programme's public page of sponsors, by the programme's slug: its title, and at least one sponsor; else it is not there.
pub fn public_page(conn: &mut Conn, slug: &str) -> Result<(Localised, Vec<Shown>)> {
    let (programme, title) = store_showing::programme(conn, slug)?.ok_or(Denied::NotFound)?;
    let all = shown(conn, programme)?;
    if all.is_empty() { Err(Denied::NotFound.into()) } else { Ok((title, all)) }
}

/// The sponsors of one public event, and those of its whole programme, with the programme's name in addresses.
pub fn of_event(conn: &mut Conn, event: EventId, programme: ProgrammeId) -> Stored<(String, Vec<Shown>)> {
    let own = shown_of(conn, programme, Some(event))?;
    Ok((store_showing::slug(conn, programme)?, own))
}

/// A logo that strangers may see.
pub fn public_logo(conn: &mut Conn, slug: &str, file: &PublicId) -> Result<SponsorFile> {
    let (_, all) = public_page(conn, slug)?;
    let logo = all.into_iter().map(|s| s.logo).find(|logo| logo.public_id == *file);
    logo.ok_or(Denied::NotFound.into())
}

/// One's own word that logo and name may be shown as they are. A person gives it, never a key. Given twice it counts once.
pub fn clear(conn: &mut Conn, cx: &Context, of: &Sponsorship) -> Result<Cleared> {
    require(&cx.actor, Action::ClearLogo, of.scope())?;
    require_person(&cx.actor)?;
    let account = cx.actor.account().ok_or(Denied::WantsPerson)?;
    store_write::lock(conn, of.id)?;
    let now = store::by_id(conn, of.id)?;
    let logo = files::current(conn, of.id, Part::Logo)?.ok_or(SponsorshipError::NoLogo)?;
    let face = Face { logo: logo.id, name: now.shown_name().clone() };
    let given = store_showing::clearances(conn, &[of.id])?.remove(&of.id).unwrap_or_default();
    let again = given.iter().any(|c| c.account == account && face.fits(c));
    if !again {
        store_showing::withdraw(conn, cx.now, of.id, Some(account))?;
        store_showing::insert_clearance(conn, cx.now, (of.id, account), (face.logo, &face.name))?;
        record(conn, cx, of, "cleared")?;
    }
    let enough = persons(&face, &given) + usize::from(!again) >= PERSONS;
    Ok(match (enough, again) {
        (true, _) if !now.stage.is_signed() => Cleared::Unsigned,
        (true, _) if !store_showing::is_public(conn, &now)? => Cleared::Early,
        (true, _) => Cleared::Shown,
        (false, true) => Cleared::Again,
        (false, false) => Cleared::First,
    })
}

/// The same of what somebody had before their eyes, as [`Standing::seen`] calls it: of a logo or a name that has come in its place since,
/// they have said nothing.
pub fn clear_seen(conn: &mut Conn, cx: &Context, of: &Sponsorship, seen: &str) -> Result<Cleared> {
    require(&cx.actor, Action::ClearLogo, of.scope())?;
    store_write::lock(conn, of.id)?;
    let now = store::by_id(conn, of.id)?;
    let logo = files::current(conn, of.id, Part::Logo)?.ok_or(SponsorshipError::NoLogo)?;
    if face(&now, Some(&logo)).is_none_or(|face| face.word(cx) != seen) {
        return Err(SponsorshipError::Stale);
    }
    clear(conn, cx, of)
}

/// Takes one's own word back, any time, also in a programme that is closed.
pub fn withdraw(conn: &mut Conn, cx: &Context, of: &Sponsorship) -> Result<()> {
    require_held(&cx.actor, Action::ClearLogo, of.scope())?;
    let account = cx.actor.account().ok_or(Denied::WantsPerson)?;
    store_write::lock(conn, of.id)?;
    if store_showing::withdraw(conn, cx.now, of.id, Some(account))? > 0 {
        record(conn, cx, of, "uncleared")?;
    }
    Ok(())
}

/// Another logo, another name, or a step back from signed: what was cleared is not what would be shown.
pub(super) fn void(conn: &mut Conn, cx: &Context, of: &Sponsorship) -> Result<()> {
    if store_showing::withdraw(conn, cx.now, of.id, None)? > 0 {
        record(conn, cx, of, "clearing-void")?;
    }
    Ok(())
}

fn record(conn: &mut Conn, cx: &Context, of: &Sponsorship, verb: &'static str) -> Result<()> {
    let record = Record::new(Entity::Sponsorship, of.id.raw(), verb).within(of.programme, of.city());
    history::record(conn, cx, record)?;
    Ok(())
}
