//! Filters as they stand in addresses.

use crate::domain::contacts::{Consent, Filter, Group, Mailbox, OrganisationKind};
use crate::i18n::Words;
use crate::kernel::ids::PublicId;
use crate::kernel::invalid::{ClosedList, Invalid, Reason, one_of};
use crate::kernel::locale::Locale;
use crate::web::Fields;
use crate::web::pieces::Choice;

const MAILBOXES: [(&str, Mailbox); 3] = [("", Mailbox::Any), ("with", Mailbox::With), ("without", Mailbox::Without)];
const CONSENTS: [(&str, Consent); 3] =
    [("", Consent::Any), ("may-contact", Consent::MayContact), ("do-not-contact", Consent::DoNotContact)];

/// The names of a filter's parts in queries and forms.
pub const NAMES: [&str; 8] = ["q", "group", "kind", "organisation", "language", "tag", "mailbox", "consent"];

fn chosen<T: ClosedList>(bad: &mut Invalid, fields: &Fields, name: &str) -> Option<T> {
    bad.take(name, one_of(fields.filled(name)?))
}

fn listed<T: Copy + Default>(bad: &mut Invalid, fields: &Fields, name: &str, all: &[(&str, T)]) -> T {
    let text = fields.text(name).trim();
    let found = all.iter().find(|(word, _)| *word == text).map(|(_, value)| *value);
    let allowed = || all.iter().map(|(word, _)| *word).filter(|w| !w.is_empty()).collect::<Vec<_>>().join(", ");
    bad.take(name, found.ok_or_else(|| Reason::NotOneOf { allowed: allowed() })).unwrap_or_default()
}

/// Reads a filter; a word that is none of ours is told.
pub fn filter_of(fields: &Fields) -> Result<Filter, Invalid> {
    let mut bad = Invalid::default();
    let organisation = fields.filled("organisation").map(|id| id.parse::<PublicId>().map_err(|_| Reason::NoSuch));
    let filter = Filter {
        text: fields.text("q").trim().to_owned(),
        group: fields.filled("group").map(str::to_owned),
        kind: chosen(&mut bad, fields, "kind"),
        organisation: organisation.and_then(|id| bad.take("organisation", id)),
        language: chosen(&mut bad, fields, "language"),
        tag: fields.filled("tag").map(str::to_owned),
        mailbox: listed(&mut bad, fields, "mailbox", &MAILBOXES),
        consent: listed(&mut bad, fields, "consent", &CONSENTS),
    };
    bad.into_result()?;
    Ok(filter)
}

/// Only the filter of a query: no cursor, no notice.
pub fn narrowed(fields: &Fields) -> Fields {
    Fields::new(fields.iter().filter(|(n, _)| NAMES.contains(n)).map(|(n, v)| (n.to_owned(), v.to_owned())).collect())
}

/// A select of a filter bar.
pub struct Pick {
    pub name: &'static str,
    pub label: String,
    pub choices: Vec<Choice>,
}

fn pick(name: &'static str, label: String, any: String, now: &str, rest: Vec<(String, String)>) -> Pick {
    let mut choices = vec![Choice::of("", any, now)];
    choices.extend(rest.into_iter().map(|(value, label)| Choice::of(value, label, now)));
    Pick { name, label, choices }
}

pub fn kind_words(w: Words) -> Vec<(String, String)> {
    OrganisationKind::ALL.iter().map(|k| (k.to_string(), w.t(format!("organisation-kind-{k}")))).collect()
}

/// The selects of a filter of people.
pub fn picks(w: Words, fields: &Fields, groups: &[Group], tags: &[(String, i64)]) -> Vec<Pick> {
    let locale = w.locale();
    let groups = groups.iter().map(|g| (g.code.clone(), g.name.best(locale).to_owned())).collect();
    let languages = Locale::ALL.map(|l| (l.tag().to_owned(), w.t(format!("language-{l}")))).to_vec();
    let tags = tags.iter().map(|(tag, n)| (tag.clone(), format!("{tag} ({n})"))).collect();
    let states = |head: &str, words: &[&str]| -> Vec<(String, String)> {
        words.iter().filter(|s| !s.is_empty()).map(|s| ((*s).to_owned(), w.t(format!("{head}{s}")))).collect()
    };
    let mailboxes = states("contacts-mailbox-", &MAILBOXES.map(|(word, _)| word));
    let consents = states("contacts-consent-", &CONSENTS.map(|(word, _)| word));
    let now = |name: &'static str| fields.text(name);
    vec![
        pick("group", w.t("word-group"), w.t("contacts-all-groups"), now("group"), groups),
        pick("kind", w.t("contacts-organisation"), w.t("contacts-all-kinds"), now("kind"), kind_words(w)),
        pick("language", w.t("word-language"), w.t("contacts-all-languages"), now("language"), languages),
        pick("tag", w.t("contacts-tags"), w.t("contacts-all-tags"), now("tag"), tags),
        pick("mailbox", w.t("contacts-mailbox"), w.t("contacts-mailbox-any"), now("mailbox"), mailboxes),
        pick("consent", w.t("contacts-consent"), w.t("contacts-consent-any"), now("consent"), consents),
    ]
}
