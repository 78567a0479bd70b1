//! Where organisations are, in the reader's words.

use crate::access::Context;
use crate::db::Conn;
use crate::domain::programme::{self, ProgrammeError};
use crate::i18n::Words;
use crate::kernel::localised::Localised;

/// The cities of the programmes a member sees, by all their names: a place is typed once, in whatever language.
pub(in crate::web::admin) struct Places(Vec<Localised>);

impl Places {
    pub fn seen_by(conn: &mut Conn, cx: &Context) -> Result<Places, ProgrammeError> {
        let mut names = Vec::new();
        for one in programme::list(conn, cx)? {
            names.extend(programme::cities(conn, cx, one.id)?.into_iter().map(|city| city.name));
        }
        Ok(Places(names))
    }

    pub fn named(&self, w: Words, typed: &str) -> String {
        match self.0.iter().find(|city| city.iter().any(|(_, name)| name == typed)) {
            Some(city) => city.best(w.locale()).to_owned(),
            None => w.town(typed),
        }
    }
}
