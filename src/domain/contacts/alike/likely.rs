//! Likely doubles of organisations, for people and programs with the right to see them.

use super::super::details::Details;
use super::super::fold;
use super::super::input::{NewContact, NewOrganisation};
use super::super::model::{ContactError, Organisation};
use super::super::store::organisations as store;
use super::{Alike, alike};
use crate::access::{Action, Context, Scope, require};
use crate::db::Conn;
use crate::kernel::ids::OrganisationId;
use crate::kernel::invalid::{Invalid, Reason, required_line};

/// How many names one question may have.
pub const NAMES: usize = 10;

/// An organisation whose doubles are sought.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sought {
    except: Option<OrganisationId>,
    names: Vec<String>,
    domains: Vec<String>,
}

impl Sought {
    pub fn of(known: &Organisation) -> Sought {
        let names = known.name.iter().map(|(_, text)| text.to_owned()).collect();
        Sought { except: Some(known.id), names, domains: vec![known.website.clone()] }
    }
    pub fn of_new(new: &NewOrganisation) -> Sought {
        let names = new.name.iter().map(|(_, text)| text.to_owned()).collect();
        Sought { except: None, names, domains: vec![new.website.clone()] }
    }
    /// As asked by a program: at least one name or domain, none of them blank.
    pub fn parse(names: &[&str], domains: &[&str]) -> Result<Sought, Invalid> {
        let mut bad = Invalid::default();
        let mut read = |field: &str, typed: &[&str], limit: usize| -> Vec<String> {
            if typed.len() > NAMES {
                bad.add(field, Reason::OutOfRange { min: 0, max: NAMES as i64 });
            }
            typed.iter().filter_map(|text| bad.take(field, required_line(text, limit))).collect()
        };
        let (names, domains) =
            (read("name", names, super::super::input::NAME), read("domain", domains, super::super::input::WEBSITE));
        if names.is_empty() && domains.is_empty() && bad.0.is_empty() {
            bad.add("name", Reason::Required);
        }
        bad.into_result()?;
        Ok(Sought { except: None, names, domains })
    }
}

/// An organisation that may be the one sought, with how alike it is and why.
#[derive(Clone, PartialEq, Debug)]
pub struct LikelyHouse {
    pub organisation: Organisation,
    pub alike: Alike,
}

/// The organisations that may be the one sought, the likeliest first.
pub fn alike_houses(conn: &mut Conn, cx: &Context, sought: &Sought) -> Result<Vec<LikelyHouse>, ContactError> {
    require(&cx.actor, Action::SeeContacts, Scope::Installation)?;
    let details = Details::of(&cx.actor);
    // At which domains people have their addresses is told to those who see addresses.
    let domains: &[String] = if details.are_shown() { &sought.domains } else { &[] };
    let found = alike(conn, &sought.names, domains, sought.except)?;
    let ids: Vec<OrganisationId> = found.iter().map(|one| one.organisation).collect();
    let known = store::load(conn, &ids)?;
    let with = |mut organisation: Organisation| {
        details.keep_to_organisation(&mut organisation);
        let alike = found.iter().find(|one| one.organisation == organisation.id).copied()?;
        Some(LikelyHouse { organisation, alike })
    };
    Ok(known.into_iter().filter_map(with).collect())
}

/// Of organisations that people are said to belong to and nobody knows by this name: those that may be meant, by the name given.
pub fn houses_meant(conn: &mut Conn, cx: &Context, new: &NewContact) -> Result<Vec<Meant>, ContactError> {
    let mut meant = Vec::new();
    for affiliation in &new.affiliations {
        if store::by_names(conn, &[fold::joined(&affiliation.organisation)])?.is_empty() {
            let named = Sought { except: None, names: vec![affiliation.organisation.clone()], domains: Vec::new() };
            meant.push(Meant { given: affiliation.organisation.clone(), likely: alike_houses(conn, cx, &named)? });
        }
    }
    meant.retain(|one| !one.likely.is_empty());
    Ok(meant)
}

/// A name that nobody knows, and the organisations it may be another name of.
#[derive(Clone, PartialEq, Debug)]
pub struct Meant {
    pub given: String,
    pub likely: Vec<LikelyHouse>,
}
