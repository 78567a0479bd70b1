//! Who may be the same person as somebody else.

use super::details::Details;
use super::fold;
use super::input::{NewContact, completed};
use super::model::{Contact, ContactError, Likely, Likeness, Person};
use super::service::people;
use super::store::people as store;
use crate::access::{Action, Context, Scope, require};
use crate::db::Conn;
use crate::kernel::ids::{ContactId, OrganisationId};
use crate::kernel::names::{PersonName, is_han};

/// Somebody whose doubles are sought.
#[derive(Clone, Debug)]
pub struct Probe {
    except: Option<ContactId>,
    name: PersonName,
    emails: Vec<String>,
    /// Folded names.
    organisations: Vec<String>,
}

impl Probe {
    pub fn of(contact: &Contact) -> Probe {
        let person = &contact.person;
        Probe {
            except: Some(person.id),
            name: person.name.clone(),
            emails: person.addresses.iter().map(|a| a.email.folded()).collect(),
            organisations: organisation_names(person),
        }
    }
    pub fn of_new(new: &NewContact) -> Probe {
        Probe {
            except: None,
            name: completed(&new.name),
            emails: new.addresses.iter().map(|a| a.email.folded()).collect(),
            organisations: new.affiliations.iter().map(|a| fold::joined(&a.organisation)).collect(),
        }
    }
}

fn organisation_names(person: &Person) -> Vec<String> {
    person.affiliations.iter().flat_map(|a| a.name.iter()).map(|(_, name)| fold::joined(name)).collect()
}

/// How many namesakes are looked at, and how many doubles are told.
const NAMESAKES: i64 = 300;
const TOLD: usize = 10;

/// Who may be the same person, the likeliest first. Only ever a hint: 王伟 has hundreds of thousands of namesakes.
pub fn likely_duplicates(conn: &mut Conn, cx: &Context, probe: &Probe) -> Result<Vec<Likely>, ContactError> {
    require(&cx.actor, Action::SeeContacts, Scope::Installation)?;
    let details = Details::of(&cx.actor);
    let native = fold::joined(&probe.name.native);
    let mut said = fold::orders(probe.name.latin_or_native());
    said.push(fold::latin_of(&probe.name.native, ""));
    // Whose an address is, is told to those who see addresses.
    let emails: &[String] = if details.are_shown() { &probe.emails } else { &[] };
    let mut ids: Vec<ContactId> = store::holders(conn, emails)?.into_iter().map(|(_, id)| id).collect();
    ids.extend(store::namesakes(conn, &native, &said, NAMESAKES)?);
    ids.sort();
    ids.dedup();
    ids.retain(|id| Some(*id) != probe.except);
    let mut found: Vec<Likely> = people(conn, &ids)?
        .into_iter()
        .map(|mut person| {
            details.keep_to_person(&mut person);
            let why = likeness(probe, &native, &person);
            Likely { why, person }
        })
        .collect();
    found.sort_by_key(|likely| (likely.why, likely.person.id));
    found.truncate(TOLD);
    Ok(found)
}

fn likeness(probe: &Probe, native: &str, person: &Person) -> Likeness {
    if person.addresses.iter().any(|a| probe.emails.contains(&a.email.folded())) {
        Likeness::Address
    } else if organisation_names(person).iter().any(|name| probe.organisations.contains(name)) {
        Likeness::NameAndOrganisation
    } else if fold::joined(&person.name.native) == native {
        Likeness::Name
    } else {
        Likeness::Sound
    }
}

/// The one known person whom an organisation means by a new one: of the same name as it is written or said, and at the same address or
/// in that organisation. Two such people are none. The caller has the right to name people; nobody else is told of it.
pub fn known_at(
    conn: &mut Conn,
    organisation: OrganisationId,
    new: &NewContact,
) -> Result<Option<ContactId>, ContactError> {
    let probe = Probe::of_new(new);
    let native = fold::joined(&probe.name.native);
    let mut said = fold::orders(probe.name.latin_or_native());
    said.push(fold::latin_of(&probe.name.native, ""));
    let ids = store::namesakes(conn, &native, &said, NAMESAKES)?;
    let mut found = people(conn, &ids)?;
    found.retain(|person| {
        let written = fold::joined(&person.name.native);
        // Two who write their names in other characters are two people, though both are said alike.
        let differs = written != native && is_written(&written) && is_written(&native);
        let there = person.affiliations.iter().any(|a| a.organisation == organisation);
        let same_address = person.addresses.iter().any(|a| probe.emails.contains(&a.email.folded()));
        !differs && (there || same_address)
    });
    Ok(if found.len() == 1 { found.pop().map(|person| person.id) } else { None })
}

fn is_written(folded: &str) -> bool {
    folded.chars().any(is_han)
}
