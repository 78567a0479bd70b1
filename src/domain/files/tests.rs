use super::*;
use crate::access::{Context, Door};
use crate::db::DbError;
use crate::kernel::time::Instant;
use crate::kernel::token::Keys;
use crate::testing::database;

fn at(seconds: i64) -> Context {
    let now = Instant::from_micros(1_460_000_000_000_000).plus_seconds(seconds);
    Context::system("test", Door::Engine, now, now, Keys::new([7; 32]))
}

fn content(letter: char) -> StoredFile {
    StoredFile { hash: letter.to_string().repeat(64), size: 3, kind: FileKind::Text, pixels: None }
}

#[test]
fn a_content_nobody_points_at_goes_after_a_day_and_never_under_whoever_brings_it_again() {
    const HOUR: i64 = 3_600;
    let db = database();
    let note = |cx: Context, letter| db.write_now(|conn| note(conn, &cx, &content(letter))).expect("noted");
    let doom = |cx: Context| db.write_now(|conn| doom(conn, &cx)).expect("doomed");
    let Noted::Known { id, .. } = note(at(0), 'a') else { panic!("a new content is known") };
    assert_eq!(doom(at(23 * HOUR)), Vec::<String>::new(), "an upload may be on its way to its row");
    note(at(23 * HOUR), 'a');
    assert_eq!(doom(at(25 * HOUR)), Vec::<String>::new(), "brought again, it is new again");
    assert_eq!(doom(at(48 * HOUR)), [content('a').hash]);
    assert_eq!(note(at(48 * HOUR + 5), 'a'), Noted::Doomed, "it is being removed at this moment");
    let claimed = db.write_now(|conn| claim(conn, &at(48 * HOUR + 5), id)).expect("asked");
    assert!(!claimed, "nobody points at what is being removed");
    // The process that removed it died.
    assert!(matches!(note(at(49 * HOUR), 'a'), Noted::Known { .. }));
    assert_eq!(doom(at(50 * HOUR)), Vec::<String>::new());
    doom(at(80 * HOUR));
    db.write_now(|conn| forget(conn, &content('a').hash)).expect("forgotten");
    assert_eq!(doom(at(81 * HOUR)), Vec::<String>::new());
}

#[test]
fn what_was_brought_in_vain_goes_at_once_but_not_what_another_brought_meanwhile() {
    let db = database();
    let note = |cx: Context| match db.write_now(|conn| note(conn, &cx, &content('b'))).expect("noted") {
        Noted::Known { id, at } => (id, at),
        Noted::Doomed => panic!("nobody removes it"),
    };
    let let_go = |noted| db.write_now(|conn| let_go(conn, &at(9), noted)).expect("let go");
    let mine = note(at(0));
    let theirs = note(at(1));
    assert_eq!(let_go(mine), None, "another upload of the same content is on its way");
    assert_eq!(let_go(theirs), Some(content('b').hash));
}

#[test]
fn strays_of_the_store_are_doomed_and_the_known_are_not() {
    let db = database();
    db.write_now(|conn| note(conn, &at(0), &content('c'))).expect("noted");
    let found = [(content('c').hash, 3), (content('d').hash, 3)];
    let doomed = db.write_now::<_, DbError>(|conn| doom_strays(conn, &at(0), &found)).expect("doomed");
    assert_eq!(doomed, [content('d').hash]);
}
