//! The rooms of an agenda. A room goes by several names: two sessions that have one in common, in whatever language, are in one room. A
//! session that went to another room and took the names of its former one along makes no one room of the two.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::clashes::same_room;
use super::model::Session;
use crate::domain::contacts::fold;
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;

#[derive(Clone, Debug, Default)]
pub struct Rooms {
    /// What each session says, one by one.
    said: Vec<Room>,
    rooms: Vec<Room>,
}

#[derive(Clone, Debug)]
struct Room {
    /// As a session gives it that says what it is called elsewhere; else as the first one does.
    name: String,
    names: Localised,
    /// Its names where it stands first, folded.
    first: BTreeSet<String>,
    /// What it is called in other languages, folded, and how many sessions say so.
    called: BTreeMap<(Locale, String), usize>,
    sessions: usize,
}

impl Room {
    fn said(name: &str, names: &Localised) -> Room {
        let filled = |text: &str| Some(fold::joined(text)).filter(|key| !key.is_empty());
        Room {
            name: name.to_owned(),
            names: names.clone(),
            first: filled(name).into_iter().collect(),
            called: names.iter().filter_map(|(locale, text)| Some(((locale, filled(text)?), 1))).collect(),
            sessions: 1,
        }
    }
    /// What is known of one room from two sides.
    fn and(self, other: Room) -> Room {
        if self.names.is_empty() && !other.names.is_empty() {
            return other.and(self);
        }
        let Room { name, mut names, mut first, mut called, sessions } = self;
        for (locale, text) in other.names.iter() {
            if names.get(locale).is_none() {
                names.set(locale, text.to_owned());
            }
        }
        first.extend(other.first);
        for (said, times) in other.called {
            *called.entry(said).or_default() += times;
        }
        Room { name, names, first, called, sessions: sessions + other.sessions }
    }
    /// How many sessions say that it is called so elsewhere.
    fn times_called(&self, key: &str) -> usize {
        self.called.iter().filter(|((_, name), _)| name == key).map(|(_, times)| times).sum()
    }
    /// Whether a name in another language makes them one. Two rooms that several sessions each know by their own names are two, whatever one
    /// of them took along; so are two that are called differently in one language.
    fn is_called_like(&self, other: &Room) -> bool {
        let doubtful = self.sessions > 1 && other.sessions > 1;
        let common = self.called.keys().any(|(_, name)| other.times_called(name) > 0);
        let all: BTreeSet<&(Locale, String)> = self.called.keys().chain(other.called.keys()).collect();
        let languages: BTreeSet<Locale> = all.iter().map(|(locale, _)| *locale).collect();
        common && !doubtful && languages.len() == all.len()
    }
}

/// Which of these is called so in another language, by most sessions.
fn best(rooms: &[Room], key: &str) -> Option<usize> {
    let called = rooms.iter().enumerate().map(|(at, room)| (room.times_called(key), Reverse(at)));
    called.filter(|(times, _)| *times > 0).max().map(|(_, Reverse(at))| at)
}

/// Makes one of two of these, where the first of them stands.
fn join(rooms: &mut Vec<Room>, one: usize, other: usize) {
    let second = rooms.remove(one.max(other));
    let first = rooms.remove(one.min(other));
    rooms.insert(one.min(other), first.and(second));
}

fn gathered(said: &[Room]) -> Vec<Room> {
    let mut rooms: Vec<Room> = Vec::new();
    for one in said {
        let known = rooms.iter().position(|room| !room.first.is_disjoint(&one.first));
        rooms.push(one.clone());
        if let Some(known) = known {
            let last = rooms.len() - 1;
            join(&mut rooms, known, last);
        }
    }
    let mut at = 0;
    while at < rooms.len() {
        match (at + 1..rooms.len()).find(|later| rooms[at].is_called_like(&rooms[*later])) {
            Some(later) => join(&mut rooms, at, later),
            None => at += 1,
        }
    }
    // A name that stands first here and is another's in some language.
    let firsts: BTreeSet<String> = said.iter().flat_map(|room| room.first.iter().cloned()).collect();
    for key in &firsts {
        let home = rooms.iter().position(|room| room.first.contains(key));
        if let (Some(home), Some(there)) = (home, best(&rooms, key))
            && home != there
        {
            join(&mut rooms, home, there);
        }
    }
    rooms
}

impl Rooms {
    pub fn of<'a>(sessions: impl IntoIterator<Item = &'a Session>) -> Rooms {
        let all = sessions.into_iter().map(|session| Room::said(&session.room, &session.room_names));
        let said: Vec<Room> = all.filter(|room| !room.first.is_empty() || !room.called.is_empty()).collect();
        Rooms { rooms: gathered(&said), said }
    }

    pub fn add(&mut self, name: &str, names: &Localised) {
        let new = Room::said(name, names);
        if !new.first.is_empty() || !new.called.is_empty() {
            self.said.push(new);
            self.rooms = gathered(&self.said);
        }
    }

    /// Which of them it is: one room has one number. None: none of them, or no room. The name that stands first counts before the others.
    pub fn number(&self, name: &str, names: &Localised) -> Option<usize> {
        let Room { first, called, .. } = Room::said(name, names);
        let home = self.rooms.iter().position(|room| !room.first.is_disjoint(&first));
        let elsewhere = || first.iter().find_map(|key| best(&self.rooms, key));
        let by_others = || {
            let keys = || called.keys().map(|(_, key)| key);
            let named = self.rooms.iter().position(|room| keys().any(|key| room.first.contains(key)));
            named.or_else(|| keys().find_map(|key| best(&self.rooms, key)))
        };
        home.or_else(elsewhere).or_else(by_others)
    }

    /// What a room that goes by this name is called in other languages; none where it is none of them.
    pub fn names_of(&self, name: &str) -> Option<&Localised> {
        let at = self.number(name, &Localised::default())?;
        self.rooms.get(at).map(|room| &room.names)
    }

    /// How a room is to be written that was typed so. One that is known in another language by this name is written as it is known, and
    /// says what it is called in the languages that were left out.
    pub fn written(&self, name: String, names: Localised) -> (String, Localised) {
        let known = |room: &&Room| !same_room(&room.name, &name) && room.names.iter().any(|(_, n)| same_room(n, &name));
        let likely = self.number(&name, &Localised::default()).and_then(|at| self.rooms.get(at));
        match likely.filter(known).or_else(|| self.rooms.iter().find(known)) {
            None => (name, names),
            Some(room) => {
                let mut all = names;
                for (locale, text) in room.names.iter() {
                    if all.get(locale).is_none() {
                        all.set(locale, text.to_owned());
                    }
                }
                (room.name.clone(), all)
            }
        }
    }

    /// One name of each, to choose from.
    pub fn named(&self) -> Vec<String> {
        self.rooms.iter().map(|room| room.name.clone()).collect()
    }
}
