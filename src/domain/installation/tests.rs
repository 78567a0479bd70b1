use super::*;
use crate::testing::database;

#[test]
fn the_first_key_is_the_installations_and_no_other_is_taken_beside_it() {
    let db = database();
    let (first, other) = (Keys::new([1; 32]), Keys::new([2; 32]));
    db.write_now::<_, crate::db::DbError>(|conn| {
        assert_eq!((look_at_key(conn, &other)?, knows_key(conn)?), (KeyIs::Ours, false), "nobody has been here");
        assert_eq!(compare_key(conn, &first)?, KeyIs::Ours);
        assert_eq!(compare_key(conn, &first)?, KeyIs::Ours);
        assert_eq!(compare_key(conn, &other)?, KeyIs::Another);
        assert_eq!((look_at_key(conn, &other)?, knows_key(conn)?), (KeyIs::Another, true));
        Ok(())
    })
    .unwrap();
}

#[test]
fn where_the_pages_are_is_what_was_said_last() {
    let db = database();
    db.write_now::<_, crate::db::DbError>(|conn| {
        assert_eq!(pages(conn)?, None, "nobody has served them");
        for address in ["https://convoke.example", "https://convoke.example", "https://events.example"] {
            note_pages(conn, address)?;
            assert_eq!(pages(conn)?.as_deref(), Some(address));
        }
        assert!(!knows_key(conn)?, "and nothing else was said");
        Ok(())
    })
    .unwrap();
}
