//! What keeps all mail from leaving, in a line: for the first pages of those who see any.

use crate::access::Context;
use crate::db::{Conn, DbError};
use crate::domain::outbox::{alarms, watch};
use crate::i18n::Words;
use crate::web::{App, Chrome, Problem, Section};

pub(in crate::web) async fn trouble(
    app: &App,
    cx: Context,
    w: Words,
    chrome: &Chrome,
) -> Result<Option<String>, Problem> {
    if !chrome.places.iter().any(|place| place.section == Section::Mail) {
        return Ok(None);
    }
    let find = move |conn: &mut Conn| Ok::<_, DbError>((watch::unattended(conn, &cx)?, alarms::ringing(conn, &cx)?));
    Ok(match app.db.read(find).await? {
        (true, _) => Some(w.t("outbox-idle")),
        (false, ringing) => ringing.map(|ringing| w.t(format!("outbox-alarm-{}", ringing.what))),
    })
}
