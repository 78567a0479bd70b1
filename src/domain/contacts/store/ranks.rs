//! Whom a search finds first: those who are called so, before those who only work where something is called so.
//!
//! A rank is a condition, and those of each rank are read by themselves in the usual order: a page ends as soon as it is full, and its
//! cursor stays the last of its rows. To have the database put all that it finds in order would be to have it read all of it each time.

use diesel::dsl::not;
use diesel::expression::BoxableExpression;
use diesel::prelude::*;
use diesel::sql_types::Bool;

use super::super::fold;
use crate::db::conn::MultiBackend;
use crate::db::dialect::{begins_pattern, contains_pattern};
use crate::db::schema::{contacts, organisation_names, organisations};

pub(super) type OnContacts = Box<dyn BoxableExpression<contacts::table, MultiBackend, SqlType = Bool>>;
pub(super) type OnOrganisations = Box<dyn BoxableExpression<organisations::table, MultiBackend, SqlType = Bool>>;

/// How near a name is to what is sought. Behind the last rank are all others that are found: by an address, an organisation, a place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Rank {
    /// It is the name.
    Exact,
    /// The name begins so.
    Begins,
    /// Words of the name begin so, as written or as said.
    Word,
    /// It stands in the name.
    Within,
}

impl Rank {
    pub(super) const OF_PEOPLE: &[Rank] = &[Rank::Exact, Rank::Begins, Rank::Word, Rank::Within];
    /// An organisation's key holds its place among its names: what else stands in it is not told apart.
    pub(super) const OF_ORGANISATIONS: &[Rank] = &[Rank::Exact, Rank::Begins, Rank::Word];
}

/// What somebody typed of a name, in each way to write it, in parts.
pub(super) struct Sought(Vec<Vec<String>>);

impl Sought {
    /// None where no name was typed.
    pub(super) fn of(text: &str) -> Option<Sought> {
        let mut ways: Vec<Vec<String>> = Vec::new();
        for way in fold::needles(text) {
            if !ways.contains(&way) {
                ways.push(way);
            }
        }
        (!ways.is_empty() && !text.contains('@')).then_some(Sought(ways))
    }

    /// Each way in one word, family name first or last.
    fn wholes(&self) -> Vec<String> {
        let mut all: Vec<String> = self.0.iter().flat_map(|way| fold::orders(&way.join(" "))).collect();
        all.sort();
        all.dedup();
        all
    }

    /// The people of the nth rank and of no better one.
    pub(super) fn people(&self, nth: usize) -> OnContacts {
        let better = nth.checked_sub(1).and_then(|before| Rank::OF_PEOPLE.get(before)).map(|rank| self.person(*rank));
        match (Rank::OF_PEOPLE.get(nth).map(|rank| self.person(*rank)), better) {
            (Some(own), Some(better)) => Box::new(own.and(not(better))),
            (Some(own), None) => own,
            (None, Some(better)) => Box::new(not(better)),
            (None, None) => Box::new(contacts::id.eq(0)),
        }
    }

    /// A person of this rank or a better one.
    pub(super) fn person(&self, rank: Rank) -> OnContacts {
        let wholes = || self.wholes().into_iter();
        match rank {
            Rank::Exact => any_person(wholes().map(|whole| -> OnContacts {
                Box::new(contacts::folded_name.eq(whole.clone()).or(contacts::folded_latin.eq(whole)))
            })),
            Rank::Begins => {
                any_person(std::iter::once(self.person(Rank::Exact)).chain(wholes().map(|whole| -> OnContacts {
                    let pattern = begins_pattern(&whole);
                    let native = contacts::folded_name.like(pattern.clone()).escape('\\');
                    Box::new(native.or(contacts::folded_latin.like(pattern).escape('\\')))
                })))
            }
            Rank::Word => any_person(std::iter::once(self.person(Rank::Begins)).chain(self.each_part(person_word))),
            Rank::Within => {
                any_person(std::iter::once(self.person(Rank::Word)).chain(
                    self.each_part(|part| Box::new(contacts::name_key.like(contains_pattern(part)).escape('\\'))),
                ))
            }
        }
    }

    /// Of each way the condition that all its parts are so.
    fn each_part(&self, is: impl Fn(&str) -> OnContacts) -> Vec<OnContacts> {
        let all_of = |way: &Vec<String>| {
            let parts = way.iter().map(|part| is(part));
            parts.reduce(|a, b| -> OnContacts { Box::new(a.and(b)) })
        };
        self.0.iter().filter_map(all_of).collect()
    }

    /// The organisations of the nth rank and of no better one.
    pub(super) fn organisations(&self, nth: usize) -> OnOrganisations {
        let ranks = Rank::OF_ORGANISATIONS;
        let better = nth.checked_sub(1).and_then(|before| ranks.get(before)).map(|rank| self.organisation(*rank));
        match (ranks.get(nth).map(|rank| self.organisation(*rank)), better) {
            (Some(own), Some(better)) => Box::new(own.and(not(better))),
            (Some(own), None) => own,
            (None, Some(better)) => Box::new(not(better)),
            (None, None) => Box::new(organisations::id.eq(0)),
        }
    }

    /// An organisation of this rank or a better one.
    pub(super) fn organisation(&self, rank: Rank) -> OnOrganisations {
        let wholes = || self.0.iter().map(|way| way.concat());
        match rank {
            Rank::Exact => any_organisation(wholes().map(|whole| -> OnOrganisations {
                let called = organisation_names::table
                    .filter(organisation_names::folded.eq(whole))
                    .select(organisation_names::organisation_id);
                Box::new(organisations::id.eq_any(called))
            })),
            Rank::Begins => any_organisation(std::iter::once(self.organisation(Rank::Exact)).chain(wholes().map(
                |whole| -> OnOrganisations {
                    let called = organisation_names::table
                        .filter(organisation_names::folded.like(begins_pattern(&whole)).escape('\\'))
                        .select(organisation_names::organisation_id);
                    Box::new(organisations::id.eq_any(called))
                },
            ))),
            Rank::Word | Rank::Within => {
                let all_of = |way: &Vec<String>| {
                    let parts = way.iter().map(|part| organisation_word(part));
                    parts.reduce(|a, b| -> OnOrganisations { Box::new(a.and(b)) })
                };
                let words = self.0.iter().filter_map(all_of);
                any_organisation(std::iter::once(self.organisation(Rank::Begins)).chain(words))
            }
        }
    }
}

fn any_person(ways: impl Iterator<Item = OnContacts>) -> OnContacts {
    let any = ways.reduce(|a, b| -> OnContacts { Box::new(a.or(b)) });
    any.unwrap_or_else(|| Box::new(contacts::id.eq(0)))
}

fn any_organisation(ways: impl Iterator<Item = OnOrganisations>) -> OnOrganisations {
    let any = ways.reduce(|a, b| -> OnOrganisations { Box::new(a.or(b)) });
    any.unwrap_or_else(|| Box::new(organisations::id.eq(0)))
}

/// Where a word may begin in a key: with the key, with a piece of it, behind a space.
fn word_patterns(part: &str) -> [String; 3] {
    [begins_pattern(part), contains_pattern(&format!("\n{part}")), contains_pattern(&format!(" {part}"))]
}

fn person_word(part: &str) -> OnContacts {
    let [first, piece, word] = word_patterns(part);
    let key = contacts::name_key;
    Box::new(key.like(first).escape('\\').or(key.like(piece).escape('\\')).or(key.like(word).escape('\\')))
}

fn organisation_word(part: &str) -> OnOrganisations {
    let [first, piece, word] = word_patterns(part);
    let key = organisations::search_key;
    Box::new(key.like(first).escape('\\').or(key.like(piece).escape('\\')).or(key.like(word).escape('\\')))
}
