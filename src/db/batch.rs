//! Several questions in one statement: a page that shows many things at once goes to the database once for them. Each is written out and
//! binds nothing, so that none but numbers of ours stand in it; what differs in its columns is brought home as text.

use std::str::FromStr;

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable, Text};

use super::conn::each;
use super::{Conn, DbError, Stored};

/// What a SELECT says is read by, once its rows are there. They come in no order.
type Read<'a, T> = Box<dyn FnOnce(Vec<Row>) -> Stored<T> + 'a>;

/// A SELECT whose columns have these names, and how its rows are read.
pub struct Question<'a, T> {
    columns: Vec<&'static str>,
    select: String,
    read: Read<'a, T>,
}

impl<'a, T> Question<'a, T> {
    /// `columns` in the order in which `read` takes them from a row. `select` is ours to the letter: nothing that anybody typed.
    pub fn new(
        columns: &'static [&'static str],
        select: String,
        read: impl FnOnce(Vec<Row>) -> Stored<T> + 'a,
    ) -> Question<'a, T> {
        Question { columns: Vec::new(), select, read: Box::new(read) }.further(columns)
    }

    /// The same question, whose rows go on with these columns: for what several of them end with.
    pub fn further(mut self, columns: &[&'static str]) -> Question<'a, T> {
        self.columns.extend_from_slice(columns);
        debug_assert!(self.columns.len() <= WIDTH, "{} has more columns than are brought home", self.select);
        self
    }

    /// The same question, of whose answer more is made.
    pub fn and<U>(self, more: impl FnOnce(T) -> Stored<U> + 'a) -> Question<'a, U>
    where
        T: 'a,
    {
        let read = self.read;
        Question { columns: self.columns, select: self.select, read: Box::new(move |rows| more(read(rows)?)) }
    }

    /// Asked alone.
    pub fn tell(self, conn: &mut Conn) -> Stored<T> {
        let mut batch = Batch::default();
        let asked = batch.ask(self);
        batch.told(conn)?.of(asked)
    }
}

/// What is asked together.
#[derive(Default)]
pub struct Batch {
    parts: Vec<String>,
}

/// A question that stands in a batch.
pub struct Asked<'a, T> {
    part: usize,
    read: Read<'a, T>,
}

impl Batch {
    /// Puts a question beside the others; what it comes to is told by [`Told::of`].
    pub fn ask<'a, T>(&mut self, question: Question<'a, T>) -> Asked<'a, T> {
        let part = self.parts.len();
        let cell = |n: usize| match question.columns.get(n) {
            Some(column) => format!("CAST(q{part}.{column} AS TEXT) AS c{n}"),
            None => format!("CAST(NULL AS TEXT) AS c{n}"),
        };
        let cells: Vec<String> = (0..WIDTH).map(cell).collect();
        let (cells, select) = (cells.join(", "), &question.select);
        self.parts.push(format!("SELECT CAST({part} AS BIGINT) AS part, {cells} FROM ({select}) AS q{part}"));
        Asked { part, read: question.read }
    }

    /// Where nothing was asked nobody goes.
    pub fn told(self, conn: &mut Conn) -> Stored<Told> {
        let mut told: Vec<Vec<Row>> = self.parts.iter().map(|_| Vec::new()).collect();
        if self.parts.is_empty() {
            return Ok(Told(told));
        }
        let whole = self.parts.join(" UNION ALL ");
        let found: Vec<Cells> = each!(conn, c => diesel::sql_query(whole).load::<Cells>(c))?;
        for cells in found {
            let of = usize::try_from(cells.part).ok().and_then(|part| told.get_mut(part));
            let of = of.ok_or_else(|| DbError::Damaged(format!("nothing was asked as {}", cells.part)))?;
            of.push(cells.row());
        }
        Ok(Told(told))
    }
}

/// What was said, question by question.
pub struct Told(Vec<Vec<Row>>);

impl Told {
    /// What this question's rows come to.
    pub fn of<T>(&mut self, asked: Asked<'_, T>) -> Stored<T> {
        let rows = self.0.get_mut(asked.part).map(std::mem::take).unwrap_or_default();
        (asked.read)(rows)
    }

    /// The same where it may not have been asked.
    pub fn some<T>(&mut self, asked: Option<Asked<'_, T>>) -> Stored<Option<T>> {
        asked.map(|asked| self.of(asked)).transpose()
    }
}

/// A row, read column by column in the order of the question's.
pub struct Row(std::vec::IntoIter<Option<String>>);

impl Row {
    /// The next column, where it may be empty.
    pub fn some<T: FromStr>(&mut self) -> Stored<Option<T>> {
        let Some(text) = self.0.next().flatten() else { return Ok(None) };
        text.parse().map(Some).map_err(|_| DbError::Damaged(format!("{text:?} is no {}", std::any::type_name::<T>())))
    }

    /// The next column, which is not.
    pub fn one<T: FromStr>(&mut self) -> Stored<T> {
        self.some()?.ok_or_else(|| DbError::Damaged(format!("no {} where one must be", std::any::type_name::<T>())))
    }

    /// The next column as the answer to a question: the databases spell it differently.
    pub fn is(&mut self) -> Stored<bool> {
        match self.one::<String>()?.as_str() {
            "1" | "true" => Ok(true),
            "0" | "false" => Ok(false),
            other => Err(DbError::Damaged(format!("{other:?} is neither yes nor no"))),
        }
    }
}

/// More columns has no question.
const WIDTH: usize = 14;

#[derive(QueryableByName)]
struct Cells {
    #[diesel(sql_type = BigInt)]
    part: i64,
    #[diesel(sql_type = Nullable<Text>)]
    c0: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    c1: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    c2: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    c3: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    c4: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    c5: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    c6: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    c7: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    c8: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    c9: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    c10: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    c11: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    c12: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    c13: Option<String>,
}

impl Cells {
    fn row(self) -> Row {
        let first = [self.c0, self.c1, self.c2, self.c3, self.c4, self.c5, self.c6];
        let last = [self.c7, self.c8, self.c9, self.c10, self.c11, self.c12, self.c13];
        Row(first.into_iter().chain(last).collect::<Vec<_>>().into_iter())
    }
}
