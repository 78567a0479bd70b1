//! Who appears: from what was typed to a contact or a name to come, and back.

use std::collections::HashMap;

use super::input::{MOST_PEOPLE, PersonInput, Sought};
use super::model::*;
use super::store::PersonValues;
use super::store_around::Placed;
use super::{store, store_around};
use crate::access::{Action, Context, Scope, require};
use crate::db::{Conn, Stored};
use crate::domain::contacts::{self, ContactError, Filter, Person};
use crate::domain::events::EventView;
use crate::kernel::email::Email;
use crate::kernel::ids::{ContactId, PublicId};
use crate::kernel::invalid::{Invalid, Reason, line, one_of};
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;
use crate::kernel::names::PersonName;
use crate::kernel::page::PageRequest;

const NAME: usize = 200;
/// Names offered while somebody types.
const MOST_LIKELY: i64 = 300;

/// Puts people into sessions that were read without them.
pub(super) fn fill(conn: &mut Conn, sessions: &mut [Session]) -> Stored<()> {
    let ids: Vec<_> = sessions.iter().map(|s| s.id).collect();
    let rows = store_around::people(conn, &ids)?;
    let mut contacts: Vec<ContactId> = rows.iter().filter_map(|row| row.2).collect();
    contacts.sort();
    contacts.dedup();
    let known: HashMap<ContactId, Person> = if contacts.is_empty() {
        HashMap::new()
    } else {
        contacts::people(conn, &contacts)?.into_iter().map(|p| (p.id, p)).collect()
    };
    for (session, part, contact, name, names) in rows {
        // Of somebody who was erased the place remains.
        let who = contact.and_then(|id| known.get(&id)).map_or(Who::ToCome(name), who);
        let names = names.read()?;
        if let Some(session) = sessions.iter_mut().find(|s| s.id == session) {
            session.people.push(Appearance { part, who, names });
        }
    }
    Ok(())
}

/// The same by their names alone, without the houses they come from.
pub(super) fn fill_names(sessions: &mut [Session], mut placed: Vec<Placed>) -> Stored<()> {
    placed.sort_by_key(|(_, place, _)| *place);
    for ((session, part, _, to_come, names), _, face) in placed {
        let who = match face {
            None => Who::ToCome(to_come),
            // Of somebody who was erased the place remains.
            Some(face) if face.name.native.is_empty() && face.name.latin.is_empty() => Who::ToCome(String::new()),
            Some(face) => {
                let (id, public_id, name) = (face.id, face.public_id, face.name);
                Who::Contact { id, public_id, name, organisation: Localised::default() }
            }
        };
        if let Some(session) = sessions.iter_mut().find(|s| s.id == session) {
            session.people.push(Appearance { part, who, names: names.read()? });
        }
    }
    Ok(())
}

fn who(person: &Person) -> Who {
    if person.name.native.is_empty() && person.name.latin.is_empty() {
        return Who::ToCome(String::new());
    }
    Who::Contact {
        id: person.id,
        public_id: person.public_id.clone(),
        name: person.name.clone(),
        organisation: person.affiliation().map(|a| a.name.clone()).unwrap_or_default(),
    }
}

/// Everybody who was named. Blank rows are passed over; faults are told as `people.2.name`.
pub(super) fn resolve(
    conn: &mut Conn,
    cx: &Context,
    typed: &[PersonInput],
    faults: &mut Invalid,
) -> Result<Vec<PersonValues>, SessionError> {
    let mut people: Vec<PersonValues> = Vec::new();
    for (nth, row) in typed.iter().enumerate() {
        let field = |name: &str| format!("people.{nth}.{name}");
        let Some(sought_for) = given(row) else { continue };
        if people.len() >= MOST_PEOPLE {
            faults.add(field("name"), Reason::TooMany { limit: MOST_PEOPLE });
            break;
        }
        let part = faults.take(&field("part"), one_of::<Part>(&row.part));
        let key = if matches!(sought_for, Sought::Contact(_)) { "contact" } else { "name" };
        let found = named(conn, cx, &sought_for)?;
        let (Some(part), Some((contact, name))) = (part, faults.take(&field(key), found)) else { continue };
        if contact.is_some() && people.iter().any(|p| p.part == part && p.contact == contact) {
            faults.add(field(key), Reason::Taken);
            continue;
        }
        let names = if contact.is_some() { Localised::default() } else { translated(&row.names, (&name, nth), faults) };
        people.push(PersonValues { part, contact, name, names });
    }
    Ok(people)
}

/// What a name to come is called in other languages; what says the same says nothing more.
fn translated(names: &Localised, (given, nth): (&str, usize), faults: &mut Invalid) -> Localised {
    let mut good = Localised::default();
    for (locale, text) in names.iter() {
        let text = faults.take(&format!("people.{nth}.names.{locale}"), line(text, NAME));
        if let Some(text) = text.filter(|text| text != given) {
            good.set(locale, text);
        }
    }
    good
}

/// Who is sought in a row; of a name that was written in other languages only, the best of these is the one given. None: it is blank.
fn given(row: &PersonInput) -> Option<Sought> {
    match &row.who {
        who if !is_blank(who) => Some(who.clone()),
        _ if row.names.is_empty() => None,
        Sought::Typed(_) => Some(Sought::Typed(row.names.best(Locale::En).to_owned())),
        Sought::Contact(_) | Sought::ToCome(_) => Some(Sought::ToCome(row.names.best(Locale::En).to_owned())),
    }
}

fn is_blank(who: &Sought) -> bool {
    let (Sought::Contact(text) | Sought::Typed(text) | Sought::ToCome(text)) = who;
    text.trim().is_empty()
}

type Named = Result<(Option<ContactId>, String), Reason>;

fn named(conn: &mut Conn, cx: &Context, who: &Sought) -> Result<Named, SessionError> {
    match who {
        Sought::ToCome(name) => Ok(line(name, NAME).map(|name| (None, name))),
        Sought::Contact(id) => {
            require(&cx.actor, Action::SeeContacts, Scope::Installation)?;
            let id: Option<PublicId> = id.trim().parse().ok();
            let found = id.map_or(Ok(None), |id| contacts::id_of(conn, &id))?;
            Ok(found.map(|id| (Some(id), String::new())).ok_or(Reason::NoSuch))
        }
        Sought::Typed(text) => match line(text, NAME) {
            Err(reason) => Ok(Err(reason)),
            Ok(text) => sought(conn, cx, &text),
        },
    }
}

/// Whose name or address that is. A name that is nobody's is one to come; one that several have has to be said more exactly.
fn sought(conn: &mut Conn, cx: &Context, text: &str) -> Result<Named, SessionError> {
    require(&cx.actor, Action::SeeContacts, Scope::Installation)?;
    let ids = if text.contains('@') {
        match text.parse::<Email>() {
            Err(why) => return Ok(Err(Reason::BadEmail(why))),
            Ok(email) => store_around::at_address(conn, &email.folded())?,
        }
    } else {
        bearing(conn, cx, text)?
    };
    Ok(match ids.as_slice() {
        [one] => Ok((Some(*one), String::new())),
        [] if text.contains('@') => Err(Reason::NoneNamed { name: text.to_owned() }),
        [] => Ok((None, text.to_owned())),
        several => Err(Reason::SeveralNamed { name: text.to_owned(), n: several.len() }),
    })
}

/// Everybody of this name, in either script or in both as it is offered.
fn bearing(conn: &mut Conn, cx: &Context, text: &str) -> Result<Vec<ContactId>, SessionError> {
    let sought = text.split(['(', '（']).next().unwrap_or(text).trim().to_owned();
    let filter = Filter { text: sought, ..Filter::default() };
    let page = contacts::list(conn, cx, &filter, PageRequest::new(None, Some(PageRequest::MAX)));
    let people = page.map_err(of_contacts)?.items;
    let plain = text.to_lowercase();
    let bears = |name: &PersonName| {
        [name.native.clone(), name.latin.clone(), offered(name)].iter().any(|n| n.to_lowercase() == plain)
    };
    Ok(people.into_iter().filter(|p| bears(&p.name)).map(|p| p.id).collect())
}

/// A name in both scripts, as it is offered and understood: "Wang Jianguo (王建国)".
pub fn offered(name: &PersonName) -> String {
    if name.latin.is_empty() { name.native.clone() } else { format!("{} ({})", name.latin, name.native) }
}

fn of_contacts(error: ContactError) -> SessionError {
    match error {
        ContactError::Denied(denied) => denied.into(),
        ContactError::Invalid(invalid) => invalid.into(),
        ContactError::Stale => SessionError::Stale,
        ContactError::Db(error) => error.into(),
    }
}

/// Names to offer while somebody types, for those who may see people.
pub fn suggestions(conn: &mut Conn, cx: &Context, view: &EventView) -> Stored<Vec<String>> {
    if !crate::access::may(&cx.actor, Action::SeeContacts, Scope::Installation) {
        return Ok(Vec::new());
    }
    let ids = store_around::likely(conn, view.event.id, view.event.programme, MOST_LIKELY)?;
    let mut names: Vec<String> = contacts::people(conn, &ids)?.iter().map(|p| offered(&p.name)).collect();
    names.sort();
    names.dedup();
    Ok(names)
}

/// Points what one contact does in agendas to another; tells each row that changed. Where the other does the same already, both stay.
pub fn replace_contact(conn: &mut Conn, from: ContactId, into: ContactId) -> Stored<Vec<(&'static str, i64)>> {
    let own: Vec<_> =
        store_around::rows_of(conn, into)?.into_iter().map(|(_, session, part)| (session, part)).collect();
    let mut changed = Vec::new();
    for (row, session, part) in store_around::rows_of(conn, from)? {
        if !own.contains(&(session, part)) {
            store_around::set_contact(conn, row, into)?;
            changed.push(("session_people", row));
        }
    }
    Ok(changed)
}

/// Whether these appear in a session already, in this order.
pub(super) fn are(people: &[PersonValues], session: &Session) -> bool {
    let same = |(new, old): (&PersonValues, &Appearance)| {
        let who = match &old.who {
            Who::Contact { id, .. } => new.contact == Some(*id),
            Who::ToCome(name) => new.contact.is_none() && new.name == *name,
        };
        who && new.part == old.part && new.names == old.names
    };
    people.len() == session.people.len() && people.iter().zip(&session.people).all(same)
}

/// Writes who appears.
pub(super) fn write(conn: &mut Conn, session: crate::kernel::ids::SessionId, people: &[PersonValues]) -> Stored<()> {
    store::set_people(conn, session, people)
}
