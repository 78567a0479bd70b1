//! What forms and programs may say of a delegation, of its answer and of a delegate: one set of rules for all doors.

use crate::domain::contacts::{AddressDraft, AffiliationDraft, ContactDraft, NewContact};
use crate::domain::invitations::answers::{Given, Needs};
use crate::domain::invitations::model::Wish;
use crate::kernel::ids::PublicId;
use crate::kernel::invalid::{Invalid, Reason, line, one_of, prose, whole};
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;

/// The most places one institution is offered.
pub const LIMIT_PLACES: i64 = 50;
pub const LIMIT_WORDING: usize = 300;
const LIMIT_RANK: i64 = 9_999;

/// A delegation as typed.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct DelegationDraft {
    /// The organisation's id.
    pub organisation: String,
    /// The id of the person there through whom we write.
    pub contact: String,
    pub places: String,
    /// Empty: after all others.
    pub rank: String,
    pub language: String,
    pub salutation: Localised,
    pub closing: Localised,
}

/// One whose parts are sound.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewDelegation {
    pub organisation: PublicId,
    pub contact: PublicId,
    pub places: i64,
    pub rank: Option<i64>,
    pub locale: Locale,
    pub salutation: Localised,
    pub closing: Localised,
}

impl NewDelegation {
    pub fn parse(draft: &DelegationDraft) -> Result<NewDelegation, Invalid> {
        let mut bad = Invalid::default();
        let id = |text: &str| match text.trim() {
            "" => Err(Reason::Required),
            text => text.parse::<PublicId>().map_err(|_| Reason::NoSuch),
        };
        let organisation = bad.take("organisation", id(&draft.organisation));
        let contact = bad.take("contact", id(&draft.contact));
        let places = bad.take("places", required(&draft.places, LIMIT_PLACES));
        let rank = match draft.rank.trim() {
            "" => Some(None),
            text => bad.take("rank", whole(text, 1, LIMIT_RANK)).map(Some),
        };
        let locale = bad.take("language", one_of::<Locale>(&draft.language));
        let salutation = wording("salutation", &draft.salutation, locale, &mut bad);
        let closing = wording("closing", &draft.closing, locale, &mut bad);
        match (organisation, contact, places, rank, locale) {
            (Some(organisation), Some(contact), Some(places), Some(rank), Some(locale)) if bad.0.is_empty() => {
                Ok(NewDelegation { organisation, contact, places, rank, locale, salutation, closing })
            }
            _ => Err(bad),
        }
    }
}

fn required(text: &str, most: i64) -> Result<i64, Reason> {
    if text.trim().is_empty() { Err(Reason::Required) } else { whole(text, 1, most) }
}

/// Words of a letter, of which those in the letter's language are needed.
fn wording(field: &str, typed: &Localised, needed: Option<Locale>, bad: &mut Invalid) -> Localised {
    let out = typed.checked(bad, field, |text| prose(text, LIMIT_WORDING));
    if let Some(locale) = needed
        && typed.get(locale).is_none_or(|text| text.trim().is_empty())
    {
        bad.add(format!("{field}.{}", locale.tag()), Reason::Required);
    }
    out
}

/// What an institution answers.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Taking {
    pub wish: Wish,
    /// So many of its places; none where it does not come.
    pub places: i64,
    pub note: String,
}

impl Taking {
    /// From what was typed by an institution with so many places.
    pub fn parse(wish: &str, places: &str, note: &str, offered: i64) -> Result<Taking, Invalid> {
        let mut bad = Invalid::default();
        let wish = bad.take("answer", one_of(wish));
        let places = match wish {
            Some(Wish::Declined) => Some(0),
            _ => bad.take("places", required(places, offered)),
        };
        let note = bad.take("note", prose(note, Given::NOTE_LIMIT));
        match (wish, places, note) {
            (Some(wish), Some(places), Some(note)) => Ok(Taking { wish, places, note }),
            _ => Err(bad),
        }
    }
}

/// A delegate as typed.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct DelegateDraft {
    /// The id of somebody who is known, or "new"; empty: whoever of that name is known there. Only staff know ids.
    pub contact: String,
    pub native_name: String,
    pub latin_name: String,
    pub role: String,
    pub email: String,
    pub phone: String,
    /// None of both: what is known of needs stays.
    pub dietary: Option<String>,
    pub access: Option<String>,
    /// Who has the place, as a form carries it (see [`Holder`]). None of a program, which does not say.
    pub instead_of: Option<String>,
}

/// Who had a place when somebody decided about it: another person there since is not the one who was meant.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Holder {
    /// Programs do not say.
    Unsaid,
    Nobody,
    Somebody(PublicId),
}

impl Holder {
    /// As a form carries it; what is nobody's id is nobody. A form that names nobody has seen nobody there: it replaces nobody.
    pub fn read(text: &str) -> Holder {
        text.trim().parse::<PublicId>().map_or(Holder::Nobody, Holder::Somebody)
    }
    /// For a form about a place.
    pub fn typed(now: Option<&PublicId>) -> String {
        now.map_or_else(|| "nobody".to_owned(), PublicId::to_string)
    }
    /// Whether it is still so.
    pub(super) fn is(&self, now: Option<&PublicId>) -> bool {
        match self {
            Holder::Unsaid => true,
            Holder::Nobody => now.is_none(),
            Holder::Somebody(id) => now == Some(id),
        }
    }
}

/// Who is meant by a name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Whom {
    Known(PublicId),
    /// Whoever of that name is known at the institution, else somebody new.
    Likely,
    New,
}

impl Whom {
    /// The field by which it was said who is meant.
    pub const fn field(&self) -> &'static str {
        match self {
            Whom::Known(_) => "contact",
            Whom::Likely | Whom::New => "native_name",
        }
    }
}

/// One whose parts are sound.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewDelegate {
    pub whom: Whom,
    pub person: NewContact,
    /// Role, address and number as they were typed.
    pub said: Vec<String>,
    pub needs: Option<Needs>,
    pub instead_of: Holder,
}

impl NewDelegate {
    /// `house` is the institution by one of its names, `locale` the language in which it writes.
    pub fn parse(draft: &DelegateDraft, house: &str, locale: Locale) -> Result<NewDelegate, Invalid> {
        let mut bad = Invalid::default();
        let whom = match draft.contact.trim() {
            "" => Whom::Likely,
            "new" => Whom::New,
            text => match bad.take("contact", text.parse::<PublicId>().map_err(|_| Reason::NoSuch)) {
                Some(id) => Whom::Known(id),
                None => Whom::Likely,
            },
        };
        let person = match whom {
            Whom::Known(_) => Some(NewContact::default()),
            Whom::Likely | Whom::New => bad.keep(NewContact::parse(person(draft, house, locale)).map_err(in_our_words)),
        };
        let said = said(draft, &whom, &mut bad);
        let mut need = |field: &str, text: &Option<String>| {
            text.as_ref().map(|text| bad.take(field, prose(text, Given::NEEDS_LIMIT)).unwrap_or_default())
        };
        let (dietary, access) = (need("dietary", &draft.dietary), need("access", &draft.access));
        let needs = match (dietary, access) {
            (None, None) => None,
            (dietary, access) => {
                Some(Needs { dietary: dietary.unwrap_or_default(), access: access.unwrap_or_default() })
            }
        };
        match person {
            Some(person) if bad.0.is_empty() => {
                let instead_of = draft.instead_of.as_deref().map_or(Holder::Unsaid, Holder::read);
                Ok(NewDelegate { whom, person, said, needs, instead_of })
            }
            _ => Err(bad),
        }
    }
}

/// What was typed beside the name. Of somebody new it is read by the rules of contacts, and refused by them.
fn said(draft: &DelegateDraft, whom: &Whom, bad: &mut Invalid) -> Vec<String> {
    let mut said = Vec::new();
    for (field, text) in [("role", &draft.role), ("email", &draft.email), ("phone", &draft.phone)] {
        match line(text, LIMIT_WORDING) {
            Ok(text) if text.is_empty() => {}
            Ok(text) => said.push(text),
            Err(reason) if matches!(whom, Whom::Known(_)) => bad.add(field, reason),
            Err(_) => {}
        }
    }
    said
}

fn person(draft: &DelegateDraft, house: &str, locale: Locale) -> ContactDraft {
    let role = line(&draft.role, usize::MAX).unwrap_or_else(|_| draft.role.clone());
    let affiliation = AffiliationDraft {
        organisation: house.to_owned(),
        role: if role.is_empty() { Localised::default() } else { Localised::new([(locale, role)]) },
        ..AffiliationDraft::default()
    };
    ContactDraft {
        native_name: draft.native_name.clone(),
        latin_name: draft.latin_name.clone(),
        language: locale.tag().to_owned(),
        phone: draft.phone.clone(),
        addresses: vec![AddressDraft { email: draft.email.clone(), label: String::new() }],
        affiliations: vec![affiliation],
        ..ContactDraft::default()
    }
}

/// The faults by the fields of this form.
fn in_our_words(mut faults: Invalid) -> Invalid {
    for fault in &mut faults.0 {
        let name = match fault.field.as_str() {
            "email_0" => "email",
            field if field.starts_with("role_0") => "role",
            _ => continue,
        };
        fault.field = name.to_owned();
    }
    faults
}
