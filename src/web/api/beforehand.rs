//! What is asked before a body is looked at: whoever may not, or comes too late, learns nothing of what is wrong with their words.

use crate::access::Context;
use crate::db::{Conn, DbError};
use crate::web::{AppState, Problem};

impl AppState {
    /// Whether the caller may, and what there is, with the context that acts afterwards.
    pub(super) async fn beforehand<T, E, F>(&self, cx: &Context, look: F) -> Result<T, Problem>
    where
        T: Send + 'static,
        E: From<DbError> + Into<Problem> + Send + 'static,
        F: FnOnce(&mut Conn, &Context) -> Result<T, E> + Send + 'static,
    {
        let cx = cx.clone();
        self.db.read(move |conn| look(conn, &cx)).await.map_err(Into::into)
    }
}
