//! Paging by cursor: a page begins after a row, so that rows added meanwhile shift nothing.

/// What part of a list is asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PageRequest {
    /// The id after which the page begins.
    pub after: Option<i64>,
    pub limit: i64,
}

impl PageRequest {
    /// Rows of a page where nobody says how many.
    pub const DEFAULT: i64 = 50;
    /// Rows of a page at the most.
    pub const MAX: i64 = 200;

    /// A limit out of bounds is drawn to the nearest one: whoever must be told of it asks first.
    pub fn new(after: Option<i64>, limit: Option<i64>) -> Self {
        Self { after, limit: limit.unwrap_or(Self::DEFAULT).clamp(1, Self::MAX) }
    }
}

impl Default for PageRequest {
    fn default() -> Self {
        Self::new(None, None)
    }
}

/// Rows and, when there are more, the cursor of the next page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Page<T> {
    pub items: Vec<T>,
    pub next: Option<i64>,
}

impl<T> Page<T> {
    /// Cuts a list that was read with one row more than asked for.
    pub fn cut(mut items: Vec<T>, request: PageRequest, cursor: impl Fn(&T) -> i64) -> Self {
        let limit = usize::try_from(request.limit).unwrap_or(usize::MAX);
        let more = items.len() > limit;
        items.truncate(limit);
        let next = if more { items.last().map(cursor) } else { None };
        Self { items, next }
    }
    /// The same page of what is made of each row.
    pub fn map<U>(self, f: impl FnMut(T) -> U) -> Page<U> {
        Page { items: self.items.into_iter().map(f).collect(), next: self.next }
    }
}
