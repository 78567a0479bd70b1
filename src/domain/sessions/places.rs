//! The rooms of an agenda. A room goes by several names: two sessions that have one in common, in whatever language, are in one room.

use std::collections::BTreeSet;

use super::clashes::same_room;
use super::model::Session;
use crate::domain::contacts::fold;
use crate::kernel::localised::Localised;

#[derive(Clone, Debug, Default)]
pub struct Rooms(Vec<Room>);

#[derive(Clone, Debug)]
struct Room {
    /// As a session gives it that says what it is called elsewhere; else as the first one does.
    name: String,
    names: Localised,
    /// All that it is called, folded.
    keys: BTreeSet<String>,
}

impl Room {
    /// What is known of one room from two sides.
    fn and(self, other: Room) -> Room {
        if self.names.is_empty() && !other.names.is_empty() {
            return other.and(self);
        }
        let Room { name, mut names, mut keys } = self;
        for (locale, text) in other.names.iter() {
            if names.get(locale).is_none() {
                names.set(locale, text.to_owned());
            }
        }
        keys.extend(other.keys);
        Room { name, names, keys }
    }
}

fn keys(name: &str, names: &Localised) -> BTreeSet<String> {
    let all = std::iter::once(name).chain(names.iter().map(|(_, name)| name));
    all.map(fold::joined).filter(|key| !key.is_empty()).collect()
}

impl Rooms {
    pub fn of<'a>(sessions: impl IntoIterator<Item = &'a Session>) -> Rooms {
        let mut rooms = Rooms::default();
        for session in sessions {
            rooms.add(&session.room, &session.room_names);
        }
        rooms
    }

    pub fn add(&mut self, name: &str, names: &Localised) {
        let mut new = Room { name: name.to_owned(), names: names.clone(), keys: keys(name, names) };
        if new.keys.is_empty() {
            return;
        }
        // What it has in common with several makes them one.
        let (mut kept, mut place) = (Vec::with_capacity(self.0.len() + 1), None);
        for room in std::mem::take(&mut self.0) {
            if room.keys.is_disjoint(&new.keys) {
                kept.push(room);
            } else if place.is_none() {
                place = Some(kept.len());
                new = room.and(new);
            } else {
                new = new.and(room);
            }
        }
        let place = place.unwrap_or(kept.len());
        kept.insert(place, new);
        self.0 = kept;
    }

    /// Which of them it is: one room has one number. None: none of them, or no room.
    pub fn number(&self, name: &str, names: &Localised) -> Option<usize> {
        let own = keys(name, names);
        self.0.iter().position(|room| !room.keys.is_disjoint(&own))
    }

    /// What a room that goes by this name is called in other languages; none where it is none of them.
    pub fn names_of(&self, name: &str) -> Option<&Localised> {
        let at = self.number(name, &Localised::default())?;
        self.0.get(at).map(|room| &room.names)
    }

    /// How a room is to be written that was typed so. One that is known in another language by this name is written as it is known, and
    /// says what it is called in the languages that were left out.
    pub fn written(&self, name: String, names: Localised) -> (String, Localised) {
        let known = |room: &&Room| !same_room(&room.name, &name) && room.names.iter().any(|(_, n)| same_room(n, &name));
        match self.0.iter().find(known) {
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
        self.0.iter().map(|room| room.name.clone()).collect()
    }
}
