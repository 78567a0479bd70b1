//! Two organisations that somebody added under another spelling, so that their pages name each other.

use super::DemoError;
use crate::access::Context;
use crate::db::Conn;
use crate::domain::contacts::{self, NewOrganisation, OrganisationDraft};
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;

/// Language, name, kind, place, country.
const AGAIN: [(Locale, &str, &str, &str, &str); 2] = [
    (Locale::En, "Universität Neckarau", "university", "Stuttgart", "DE"),
    (Locale::Zh, "雲岡大學", "university", "Datong", "CN"),
];

pub(super) fn make(conn: &mut Conn, cx: &Context) -> Result<(), DemoError> {
    for (locale, name, kind, place, country) in AGAIN {
        let draft = OrganisationDraft {
            name: Localised::new([(locale, name.to_owned())]),
            kind: kind.to_owned(),
            place: place.to_owned(),
            country: country.to_owned(),
            ..OrganisationDraft::default()
        };
        let new = NewOrganisation::parse(draft).map_err(|e| DemoError::invalid(name, &e))?;
        contacts::create_organisation(conn, cx, &new).map_err(|e| DemoError::of(name)(&e))?;
    }
    Ok(())
}
