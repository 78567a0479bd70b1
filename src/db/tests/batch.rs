//! Several questions in one statement.

use crate::db::batch::{Batch, Question, Row};
use crate::db::{DbError, Stored};
use crate::testing::database;

#[test]
fn questions_asked_together_are_told_apart() {
    let db = database();
    let told = db.read_now(|conn| {
        let mut batch = Batch::default();
        let numbers = Question::new(&["n", "odd", "none"], NUMBERS.to_owned(), |rows| {
            let read = |mut row: Row| Ok((row.one::<i64>()?, row.is()?, row.some::<String>()?));
            let mut read = rows.into_iter().map(read).collect::<Stored<Vec<_>>>()?;
            read.sort();
            Ok(read)
        });
        let words = Question::new(&["word"], "SELECT '大同 ''’' AS word".to_owned(), |rows| {
            rows.into_iter().map(|mut row| row.one::<String>()).collect::<Stored<Vec<_>>>()
        });
        let (numbers, words) = (batch.ask(numbers), batch.ask(words));
        let mut told = batch.told(conn)?;
        Ok::<_, DbError>((told.of(words)?, told.of(numbers)?))
    });
    let (words, numbers) = told.expect("told");
    assert_eq!((words, numbers), (vec!["大同 '’".to_owned()], vec![(1, true, None), (2, false, None)]));
    let nothing = db.read_now(|conn| Batch::default().told(conn).map(|_| ()));
    assert!(nothing.is_ok());
}

const NUMBERS: &str = "WITH few AS (SELECT 1 AS n UNION ALL SELECT 2) SELECT n, n = 1 AS odd, NULL AS none FROM few";
