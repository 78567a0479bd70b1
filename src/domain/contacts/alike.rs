//! Whether a house is already known under another spelling: for people who are about to add, import or court one. Only ever a hint.
//!
//! # How names are compared
//!
//! A name is folded (case, accents, ä and ae, full width, traditional characters), cut into words, in Chinese along tables ([`words`],
//! [`places`]), and each word looked up: a legal form falls away; what a house is (a chamber), what it does (energy), where it is, and what
//! says little (group, technologies) become notions that are the same in all languages; what no table knows is the name's own. Words are
//! then laid beside each other in whatever order, each by its notion, its characters, its sound (pinyin against Latin letters) or its
//! letters but for a slip; what both have is weighed against what one lacks, and what contradicts (another place, another number, another
//! kind of house) weighs most. A short word may stand for a run of others by their first letters. [`compare`] has the weights.
//!
//! The weighing is Dice's coefficient with weights by the sort of word, as "soft" token matching does with how rare a word is (W. W. Cohen,
//! P. Ravikumar, S. E. Fienberg, "A comparison of string distance metrics for name-matching tasks", IJCAI workshop 2003): an installation's
//! book is too small and too one-sided to learn from it which words are rare. That legal forms and such words must be known by language is
//! what company registers found too (the list of ISO 20275, "Entity Legal Forms"). Slips are Damerau's ([`spelling`]).
//!
//! What it cannot know: names that are translated and not transliterated (吉利 is Geely, 正泰 Chint), spellings of other dialects, and
//! initials inside compounds (DAAD). `tests/data/name_pairs.csv` holds some seven hundred pairs, half of them two houses, and a test what is
//! told of them. Of those whose `fold` says `held` the mistakes were counted and not looked at until the rules stood: recall 0.96, precision
//! 0.99 then.
//!
//! # How 100,000 are asked
//!
//! Each organisation keeps some six to twelve keys in `organisation_keys` ([`keys`]; "blocking", I. P. Fellegi and A. B. Sunter, "A theory
//! for record linkage", JASA 64 (1969)), written in the transaction that writes its names. A check reads the rows of its own keys, takes the
//! organisations that share the most telling ones, and compares those: three statements, however many there are. Rules change: the
//! edition that made an organisation's keys stands beside it, and [`renew`] makes those of older ones anew.

mod compare;
mod domains;
mod keys;
mod legal;
mod lexicon;
mod likely;
mod places;
mod short;
mod spelling;
mod tokens;
mod words;

use std::collections::{HashMap, HashSet};

use super::store::alike as store;
use crate::db::{Conn, Stored};
use crate::kernel::ids::OrganisationId;
use crate::kernel::localised::Localised;

pub use domains::domain_of;
pub use legal::is_only_legal;
pub use likely::{LikelyHouse, Meant, NAMES, Sought, alike_houses, houses_meant};

/// The edition of the rules that make keys: raised whenever they would be others.
pub(super) const EDITION: i64 = 2;

/// Why an organisation may be the one that is meant.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Likeness {
    /// But for its legal form, its script or its language.
    SameName,
    /// Its website, or its people's addresses.
    SameDomain,
    AlikeName,
}

impl Likeness {
    pub const fn as_str(self) -> &'static str {
        match self {
            Likeness::SameName => "same-name",
            Likeness::SameDomain => "same-domain",
            Likeness::AlikeName => "alike-name",
        }
    }
}

/// An organisation that may be the one that is meant.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Alike {
    pub organisation: OrganisationId,
    /// From 0.8 to 1.
    pub score: f64,
    pub why: Likeness,
}

/// How many are told.
const TOLD: usize = 10;
/// How many are compared by name.
const COMPARED: usize = 120;
/// A domain that more organisations share says nothing of any.
const SHARING: usize = 20;
/// What the same domain alone is worth: houses of one group share one.
const BY_DOMAIN: f64 = 0.9;

/// The organisations that may be the one of these names (in any language) and domains, the likeliest first, at most ten. The caller has
/// checked the right to see organisations, and, for domains, to see addresses.
pub fn alike(
    conn: &mut Conn,
    names: &[String],
    domains: &[String],
    except: Option<OrganisationId>,
) -> Stored<Vec<Alike>> {
    let sought: Vec<Vec<tokens::Parsed>> = names.iter().map(|name| tokens::readings(name)).collect();
    let housed = of_domains(conn, domains)?;
    let mut wanted = candidates(conn, &sought)?;
    wanted.extend(&housed);
    wanted.retain(|id| Some(*id) != except);
    wanted.sort();
    wanted.dedup();
    let mut found: Vec<Alike> = store::names(conn, &wanted)?
        .into_iter()
        .filter_map(|(id, name)| judged(id, named(&sought, &name), housed.contains(&id)))
        .collect();
    found.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.organisation.cmp(&b.organisation)));
    found.truncate(TOLD);
    Ok(found)
}

/// How alike two names are, from 0 to 1; from 0.8 on they are told to be.
pub fn likeness(a: &str, b: &str) -> f64 {
    compare::best(&tokens::readings(a), &tokens::readings(b))
}

fn named(sought: &[Vec<tokens::Parsed>], name: &Localised) -> f64 {
    let own: Vec<Vec<tokens::Parsed>> = name.iter().map(|(_, text)| tokens::readings(text)).collect();
    let pairs = sought.iter().flat_map(|a| own.iter().map(move |b| compare::best(a, b)));
    pairs.fold(0.0, f64::max)
}

fn judged(organisation: OrganisationId, score: f64, housed: bool) -> Option<Alike> {
    let (score, why) = match (score, housed) {
        (score, _) if score >= compare::SAME => (1.0, Likeness::SameName),
        (score, true) => (score.max(BY_DOMAIN), Likeness::SameDomain),
        (score, false) if score >= compare::ALIKE => (score, Likeness::AlikeName),
        _ => return None,
    };
    Some(Alike { organisation, score, why })
}

/// The organisations worth a comparison.
fn candidates(conn: &mut Conn, sought: &[Vec<tokens::Parsed>]) -> Stored<Vec<OrganisationId>> {
    let mut keys: Vec<i64> = sought.iter().flat_map(|readings| keys::sought(readings)).collect();
    keys.sort_unstable();
    keys.dedup();
    let rows = store::holders(conn, &keys)?;
    let mut shared: HashMap<i64, usize> = HashMap::new();
    rows.iter().for_each(|(key, _)| *shared.entry(*key).or_default() += 1);
    let mut weights: HashMap<OrganisationId, f64> = HashMap::new();
    for (key, id) in rows {
        *weights.entry(id).or_default() += keys::weight(key, shared.get(&key).copied().unwrap_or(1));
    }
    let mut ranked: Vec<(OrganisationId, f64)> = weights.into_iter().collect();
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    Ok(ranked.into_iter().take(COMPARED).map(|(id, _)| id).collect())
}

/// The organisations of these domains, without domains that many share.
fn of_domains(conn: &mut Conn, domains: &[String]) -> Stored<HashSet<OrganisationId>> {
    let mut own: Vec<String> = domains.iter().filter_map(|domain| domain_of(domain)).collect();
    own.sort();
    own.dedup();
    let mut by_domain: HashMap<String, Vec<OrganisationId>> = HashMap::new();
    for (domain, id) in store::of_domains(conn, &own)? {
        by_domain.entry(domain).or_default().push(id);
    }
    Ok(by_domain.into_values().filter(|ids| ids.len() <= SHARING).flatten().collect())
}

/// The keys of an organisation's names.
pub(super) fn keys_of(name: &Localised) -> Vec<i64> {
    let mut keys: Vec<i64> = name.iter().flat_map(|(_, text)| keys::kept(&tokens::readings(text))).collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// How many are made anew in one transaction.
const PORTION: i64 = 1_000;

/// Makes the keys and domains of some organisations anew whose own are of an older edition, or were put in doubt; says how many.
pub fn renew(conn: &mut Conn) -> Stored<usize> {
    let ids = store::outdated(conn, EDITION, PORTION)?;
    store::renew(conn, &ids)?;
    Ok(ids.len())
}

/// Whether [`renew`] has anything to do.
pub fn is_outdated(conn: &mut Conn) -> Stored<bool> {
    Ok(!store::outdated(conn, EDITION, 1)?.is_empty())
}

/// Puts the keys and domains of organisations in doubt: something they rest on is gone.
pub fn doubt(conn: &mut Conn, organisations: &[OrganisationId]) -> Stored<()> {
    store::doubt(conn, organisations)
}

/// When one organisation becomes another: what both are recognised by is made anew out of what is theirs then, so no row moves.
pub fn replace_organisation(
    conn: &mut Conn,
    from: OrganisationId,
    into: OrganisationId,
) -> Stored<Vec<(&'static str, i64)>> {
    doubt(conn, &[from, into])?;
    Ok(Vec::new())
}
