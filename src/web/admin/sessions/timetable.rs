//! A day as a table: columns are rooms, rows are the times at which something begins or ends, cells stretch over what they last.

use chrono::{NaiveDate, NaiveDateTime};

use crate::domain::sessions::clashes::meet;
use crate::domain::sessions::{Rooms, Session};

/// A day's table. Sessions are named by their place in the list it was made of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Grid {
    pub day: NaiveDate,
    /// Names of rooms; empty for what has none yet.
    pub columns: Vec<String>,
    pub rows: Vec<Line>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Line {
    pub at: NaiveDateTime,
    /// Until the next line; nought in the last.
    pub minutes: i64,
    /// By column; what a session above stretches over has no cell.
    pub cells: Vec<Square>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Square {
    Free { column: usize },
    Session { nth: usize, rows: usize },
}

/// One table for each day on which something begins.
pub(super) fn grids(sessions: &[Session]) -> Vec<Grid> {
    let mut days: Vec<NaiveDate> = sessions.iter().map(|s| s.slot.start.date()).collect();
    days.sort();
    days.dedup();
    days.into_iter().map(|day| grid(sessions, day)).collect()
}

fn grid(sessions: &[Session], day: NaiveDate) -> Grid {
    let of_day: Vec<usize> = (0..sessions.len()).filter(|n| sessions[*n].slot.start.date() == day).collect();
    let lanes = lanes(sessions, &of_day);
    let mut times: Vec<NaiveDateTime> =
        of_day.iter().flat_map(|n| [sessions[*n].slot.start.local, sessions[*n].slot.end.local]).collect();
    times.sort();
    times.dedup();
    let row_of = |at: NaiveDateTime| times.iter().position(|t| *t == at).unwrap_or_default();
    // The last time ends the day and begins no row.
    let rows = times.iter().zip(times.iter().skip(1)).enumerate().map(|(row, (at, next))| {
        let square = |(column, lane): (usize, &Vec<usize>)| {
            let over = lane.iter().find(|n| {
                let slot = sessions[**n].slot;
                slot.start.local <= *at && *at < slot.end.local
            });
            match over {
                None => Some(Square::Free { column }),
                Some(nth) => {
                    let slot = sessions[*nth].slot;
                    let rows = row_of(slot.end.local) - row;
                    (slot.start.local == *at).then_some(Square::Session { nth: *nth, rows })
                }
            }
        };
        let cells = lanes.iter().map(|(_, lane)| lane).enumerate().filter_map(square).collect();
        Line { at: *at, minutes: (*next - *at).num_minutes(), cells }
    });
    let rows = rows.collect();
    Grid { day, columns: lanes.into_iter().map(|(room, _)| room).collect(), rows }
}

/// The columns of a day: a room has one, and what has no room yet as many as it takes.
fn lanes(sessions: &[Session], of_day: &[usize]) -> Vec<(String, Vec<usize>)> {
    let rooms = Rooms::of(sessions);
    let number = |s: &Session| rooms.number(&s.room, &s.room_names);
    let mut lanes: Vec<(String, Vec<usize>)> = Vec::new();
    for n in of_day {
        let session = &sessions[*n];
        let fits = |(room, lane): &&mut (String, Vec<usize>)| {
            let there = lane.first().and_then(|first| number(&sessions[*first]));
            let same = there.map_or(room.is_empty() && session.room.is_empty(), |_| there == number(session));
            same && lane.iter().all(|other| !meet(sessions[*other].slot, session.slot))
        };
        match lanes.iter_mut().find(fits) {
            Some((_, lane)) => lane.push(*n),
            None => lanes.push((session.room.clone(), vec![*n])),
        }
    }
    // What has no room stands last.
    lanes.sort_by_key(|(room, _)| room.is_empty());
    lanes
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::domain::events::Slot;
    use crate::domain::sessions::SessionKind;
    use crate::kernel::ids::PublicId;
    use crate::kernel::localised::Localised;
    use crate::kernel::time::{Instant, WallTime};

    fn session(start: &str, end: &str, room: &str) -> Session {
        let at =
            |clock: &str| WallTime::parse(&format!("2016-05-24T{clock}"), "Asia/Shanghai".parse().unwrap()).unwrap();
        Session {
            id: 0.into(),
            public_id: PublicId::random(),
            version: 1,
            event: 1.into(),
            kind: SessionKind::Talk,
            title: Localised::default(),
            description: Localised::default(),
            slot: Slot { start: at(start), end: at(end) },
            room: room.to_owned(),
            room_names: Localised::default(),
            languages: Vec::new(),
            interpretation: Vec::new(),
            people: Vec::new(),
            slides: Vec::new(),
            removed_at: None,
            created_at: Instant::default(),
            updated_at: Instant::default(),
        }
    }

    #[test]
    fn parallel_sessions_stand_side_by_side_and_long_ones_stretch() {
        let sessions = [
            session("09:00", "10:00", "Hall"),
            session("10:00", "11:30", "Hall"),
            session("10:00", "10:45", "Room 2"),
            session("10:45", "11:30", "room  2"),
        ];
        let grids = grids(&sessions);
        assert_eq!(grids.len(), 1);
        let grid = &grids[0];
        assert_eq!(grid.columns, ["Hall", "Room 2"]);
        let cells: Vec<_> = grid.rows.iter().map(|row| (row.minutes, row.cells.clone())).collect();
        use Square::{Free, Session};
        assert_eq!(
            cells,
            [
                (60, vec![Session { nth: 0, rows: 1 }, Free { column: 1 }]),
                (45, vec![Session { nth: 1, rows: 2 }, Session { nth: 2, rows: 1 }]),
                (45, vec![Session { nth: 3, rows: 1 }]),
            ]
        );
    }

    #[test]
    fn a_room_has_one_column_whatever_the_language_it_was_typed_in() {
        let named = |room: &str, fr: &str, zh: &str, at: (&str, &str)| Session {
            room_names: Localised::three("", fr, zh),
            ..session(at.0, at.1, room)
        };
        // The second is tied to the first by the third alone.
        let sessions = [
            named("Lecture Hall", "", "", ("09:00", "10:00")),
            named("报告厅", "", "", ("10:00", "11:00")),
            named("Grande salle", "", "报告厅", ("11:00", "12:00")),
            named("lecture hall", "Grande  salle", "", ("12:00", "13:00")),
            named("Room 2", "", "", ("09:00", "10:00")),
        ];
        let columns = &grids(&sessions)[0].columns;
        assert_eq!(columns, &["Lecture Hall", "Room 2"]);
    }

    #[test]
    fn what_has_no_room_yet_takes_as_many_columns_as_it_needs_and_stands_last() {
        let sessions =
            [session("09:00", "10:00", ""), session("09:30", "10:30", ""), session("10:00", "11:00", "Hall")];
        let grids = grids(&sessions);
        assert_eq!(grids[0].columns, ["Hall", "", ""]);
    }
}
