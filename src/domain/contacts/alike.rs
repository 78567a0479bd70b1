//! Organisations that may be one: the same name, or the same house on the web.

use diesel::prelude::*;

use super::fold;
use super::store::organisations as store;
use crate::db::schema::organisations;
use crate::db::{Conn, Stored};
use crate::kernel::ids::OrganisationId;

/// Why two organisations may be one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Likeness {
    Name,
    Domain,
}

/// An organisation that may be the one that is looked for.
#[derive(Clone, PartialEq, Debug)]
pub struct Alike {
    pub organisation: OrganisationId,
    /// From 0 to 1.
    pub score: f64,
    pub why: Likeness,
}

/// Organisations of one of these names or domains, but for one.
pub fn alike(
    conn: &mut Conn,
    names: &[String],
    domains: &[String],
    except: Option<OrganisationId>,
) -> Stored<Vec<Alike>> {
    let folded: Vec<String> = names.iter().map(|name| fold::joined(name)).filter(|f| !f.is_empty()).collect();
    let mut found: Vec<Alike> = Vec::new();
    let mut add = |organisation: OrganisationId, why: Likeness| {
        if Some(organisation) != except && found.iter().all(|a| a.organisation != organisation) {
            found.push(Alike { organisation, score: 1.0, why });
        }
    };
    for (_, id) in store::by_names(conn, &folded)? {
        add(id, Likeness::Name);
    }
    for domain in domains {
        let rows: Vec<(OrganisationId, String)> = organisations::table
            .filter(organisations::website.like(crate::db::dialect::contains_pattern(domain)).escape('\\'))
            .filter(organisations::erased_at.is_null())
            .select((organisations::id, organisations::website))
            .load(conn)?;
        for (id, _) in rows.iter().filter(|(_, site)| host(site) == *domain) {
            add(*id, Likeness::Domain);
        }
    }
    Ok(found)
}

fn host(website: &str) -> String {
    let rest = website.split_once("://").map_or(website, |(_, rest)| rest);
    let host = rest.split(['/', ':', '?', '#']).next().unwrap_or_default().to_lowercase();
    host.strip_prefix("www.").unwrap_or(&host).to_owned()
}
