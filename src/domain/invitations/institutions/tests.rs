//! Places shared out, as a table.
#![allow(clippy::unwrap_used)]

use super::allot::{Named, Room, Slot, StillNamed, allot, next_place, whole};
use crate::domain::events::Counting;
use crate::domain::invitations::model::{Answer, Wish};
use crate::kernel::ids::SeatId;

/// One letter a place: capital with a name; a accepted, w waiting, t tentative, d declined, n none.
fn slots(text: &str) -> Vec<Slot> {
    let slot = |(nth, c): (usize, char)| Slot {
        seat: SeatId::new(nth as i64 + 1),
        ordinal: i32::try_from(nth).unwrap() + 1,
        named: if c.is_uppercase() { Named::Yes } else { Named::No },
        answer: match c.to_ascii_lowercase() {
            'a' => Answer::Accepted,
            'w' => Answer::Waiting,
            't' => Answer::Tentative,
            'd' => Answer::Declined,
            _ => Answer::None,
        },
    };
    text.chars().enumerate().map(slot).collect()
}

fn answers(text: &str, wish: Wish, taken: usize, free: Option<i64>, counting: Counting) -> Result<String, StillNamed> {
    let mut answers = allot(&slots(text), wish, taken, Room { free, counting })?;
    answers.sort_by_key(|(seat, _)| *seat);
    let letter = |(_, answer): &(SeatId, Answer)| match answer {
        Answer::Accepted => 'a',
        Answer::Waiting => 'w',
        Answer::Tentative => 't',
        Answer::Declined => 'd',
        Answer::None => 'n',
    };
    Ok(answers.iter().map(letter).collect())
}

#[test]
fn places_are_had_as_far_as_they_are_free_and_the_rest_waits() {
    use Counting::{People, Places};
    use Wish::{Accepted, Declined, Tentative};
    for (before, wish, taken, free, counting, after) in [
        ("nn", Accepted, 2, None, Places, "aa"),
        ("nnn", Accepted, 2, Some(5), Places, "aad"),
        ("nnn", Accepted, 3, Some(1), Places, "aww"),
        ("nn", Accepted, 2, Some(0), Places, "ww"),
        // What it has it keeps, though nothing is free.
        ("aan", Accepted, 2, Some(0), Places, "aad"),
        ("aan", Accepted, 3, Some(0), Places, "aaw"),
        ("aww", Accepted, 3, Some(1), Places, "aaw"),
        // Whoever is named keeps a place when places are given up.
        ("anA", Accepted, 1, Some(0), Places, "dda"),
        ("nn", Tentative, 1, Some(0), Places, "td"),
        ("aA", Declined, 0, Some(0), Places, "dd"),
        // Where people count, only names need a place.
        ("nnn", Accepted, 3, Some(0), People, "aaa"),
        ("Nnn", Accepted, 3, Some(0), People, "waa"),
        ("NNn", Accepted, 3, Some(1), People, "awa"),
    ] {
        let case = format!("{before} {wish} {taken} {free:?} {counting}");
        assert_eq!(answers(before, wish, taken, free, counting).unwrap(), after, "{case}");
    }
    assert_eq!(answers("AAn", Accepted, 1, None, Places), Err(StillNamed(2)));
}

#[test]
fn the_whole_waits_only_when_nothing_is_had() {
    let of = |text: &str| slots(text).iter().map(|s| (s.seat, s.answer)).collect::<Vec<_>>();
    assert_eq!(whole(Wish::Accepted, &of("aw")), Answer::Accepted);
    assert_eq!(whole(Wish::Accepted, &of("wwd")), Answer::Waiting);
    assert_eq!(whole(Wish::Tentative, &of("tt")), Answer::Tentative);
    assert_eq!(whole(Wish::Declined, &of("dd")), Answer::Declined);
}

#[test]
fn the_next_name_gets_the_best_place_that_is_left() {
    let next = |text: &str| next_place(&slots(text)).map(|slot| slot.ordinal);
    assert_eq!(next("waA"), Some(2));
    assert_eq!(next("Aw"), Some(2));
    assert_eq!(next("nn"), Some(1));
    assert_eq!((next("Ad"), next("AA")), (None, None));
}
