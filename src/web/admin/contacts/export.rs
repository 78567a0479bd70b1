//! People as files, as the filter of the list has them.

use actix_web::web::Query;
use actix_web::{HttpResponse, get};

use super::filter::filter_of;
use super::many::chosen;
use crate::db::Db;
use crate::domain::contacts::{self, Chosen, Contact};
use crate::i18n::Words;
use crate::kernel::ids::ContactId;
use crate::kernel::locale::Locale;
use crate::tables::TableWriter;
use crate::web::downloads::{self, ExportError, TableFile, write};
use crate::web::{App, Fields, Problem, SignedIn};

#[get("/people.csv")]
pub(super) async fn csv(app: App, who: SignedIn, query: Query<Fields>) -> Result<HttpResponse, Problem> {
    file(&app, &who, &query, TableFile::Csv).await
}

#[get("/people.xlsx")]
pub(super) async fn xlsx(app: App, who: SignedIn, query: Query<Fields>) -> Result<HttpResponse, Problem> {
    file(&app, &who, &query, TableFile::Xlsx).await
}

async fn file(app: &App, who: &SignedIn, query: &Fields, kind: TableFile) -> Result<HttpResponse, Problem> {
    // From the bar under the list: only those ticked there.
    let whom = if query.has("only") { chosen(query)? } else { Chosen::Matching(filter_of(query)?) };
    let cx = who.context(app);
    let ids = app.db.read(move |conn| contacts::exported_choice(conn, &cx, &whom)).await?;
    let (db, w) = (app.db.clone(), who.words);
    Ok(downloads::table("people", kind, move |table| write_all(&db, w, &ids, table)))
}

/// How many people are held at one time.
const AT_ONCE: usize = 1_000;

fn write_all(db: &Db, w: Words, ids: &[ContactId], table: &mut dyn TableWriter) -> Result<(), ExportError> {
    let header: Vec<String> = COLUMNS.iter().map(|key| w.t(key)).collect();
    write(table, &header)?;
    for batch in ids.chunks(AT_ONCE) {
        let people: Vec<Contact> = db.read_now(|conn| contacts::contacts(conn, batch))?;
        for contact in &people {
            write(table, &cells(w.locale(), contact))?;
        }
    }
    Ok(())
}

const COLUMNS: [&str; 21] = [
    "export-contact-id",
    "contacts-source-key",
    "contacts-native-name",
    "contacts-latin-name",
    "contacts-family-name",
    "export-contact-address-en",
    "export-contact-address-fr",
    "export-contact-address-zh",
    "contacts-language",
    "export-contact-emails",
    "contacts-phone",
    "contacts-organisation",
    "organisations-place",
    "organisations-country",
    "export-contact-role-en",
    "export-contact-role-fr",
    "export-contact-role-zh",
    "contacts-groups",
    "contacts-tags",
    "contacts-notes",
    "export-contact-silent",
];

fn cells(reader: Locale, contact: &Contact) -> Vec<String> {
    let person = &contact.person;
    let said = |locale: Locale| person.name.address.get(locale).unwrap_or("").to_owned();
    let role = |locale| person.affiliation().and_then(|a| a.role.get(locale)).unwrap_or("").to_owned();
    let emails: Vec<&str> = person.addresses.iter().map(|a| a.email.as_str()).collect();
    let silent = |d: &contacts::DoNotContact| format!("{} {}", d.at.rfc3339(), d.reason).trim_end().to_owned();
    vec![
        person.public_id.to_string(),
        contact.source_key.clone().unwrap_or_default(),
        person.name.native.clone(),
        person.name.latin.clone(),
        person.name.family.clone(),
        said(Locale::En),
        said(Locale::Fr),
        said(Locale::Zh),
        person.language.to_string(),
        emails.join("; "),
        person.phone.clone(),
        person.affiliation().map_or_else(String::new, |a| a.name.best(reader).to_owned()),
        person.affiliation().map_or_else(String::new, |a| a.place.clone()),
        person.affiliation().map_or_else(String::new, |a| a.country.clone()),
        role(Locale::En),
        role(Locale::Fr),
        role(Locale::Zh),
        person.groups.join("; "),
        person.tags.join("; "),
        contact.notes.clone(),
        contact.do_not_contact.as_ref().map_or_else(String::new, silent),
    ]
}
