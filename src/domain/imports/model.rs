//! What an import is, and what may be wrong with a file or a line.

use serde::{Deserialize, Serialize};

use crate::access::Denied;
use crate::db::DbError;
use crate::db::types::text_enum;
use crate::domain::contacts::{ContactError, Mode};
use crate::kernel::ids::{ImportId, PublicId};
use crate::kernel::invalid::{Invalid, Reason};
use crate::kernel::locale::Locale;
use crate::kernel::time::Instant;

text_enum! {
    /// What a column says of a contact.
    pub enum Field {
        /// The name as the person writes it, whole.
        Name = "name",
        /// The whole name in Latin letters.
        LatinName = "latin-name",
        FamilyName = "family-name",
        GivenName = "given-name",
        /// The form of address, in the person's language.
        Salutation = "salutation",
        SalutationEn = "salutation-en",
        SalutationFr = "salutation-fr",
        SalutationZh = "salutation-zh",
        Organisation = "organisation",
        OrganisationKind = "organisation-kind",
        /// Where the organisation is.
        Place = "place",
        Country = "country",
        /// In the person's language.
        Role = "role",
        RoleEn = "role-en",
        RoleFr = "role-fr",
        RoleZh = "role-zh",
        Email = "email",
        Phone = "phone",
        Language = "language",
        Groups = "groups",
        Tags = "tags",
        Notes = "notes",
        /// What identifies the person in the system the file comes from.
        Key = "key",
        /// Whether the person asked not to be written to. It only ever adds the wish.
        DoNotContact = "do-not-contact",
    }
}

impl Field {
    /// Whether several columns may say it together.
    pub const fn many(self) -> bool {
        matches!(self, Field::Email | Field::Phone | Field::Groups | Field::Tags | Field::Notes | Field::DoNotContact)
    }
    /// Whether it names the person.
    pub const fn names(self) -> bool {
        matches!(self, Field::Name | Field::LatinName | Field::FamilyName | Field::GivenName)
    }
    /// The field that a contact's faults and changes call `name`: `email_1`, `native_name`, `role_0.fr` …
    pub fn of_contact(name: &str) -> Option<Field> {
        let head = name.split(['.', '_']).next().unwrap_or(name);
        Some(match head {
            "native" => Field::Name,
            "latin" => Field::LatinName,
            "family" => Field::FamilyName,
            "salutation" => Field::Salutation,
            "organisation" | "affiliations" => Field::Organisation,
            "kind" => Field::OrganisationKind,
            "place" => Field::Place,
            "country" => Field::Country,
            "do" => Field::DoNotContact,
            "role" => Field::Role,
            "email" | "label" | "addresses" => Field::Email,
            "phone" => Field::Phone,
            "language" => Field::Language,
            "groups" => Field::Groups,
            "tags" => Field::Tags,
            "notes" => Field::Notes,
            "source" => Field::Key,
            _ => return None,
        })
    }
}

/// A column of a file and what it says; nothing when it is left out.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Column {
    pub header: String,
    pub field: Option<Field>,
}

/// The columns of a file in their order.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Mapping(pub Vec<Column>);

impl Mapping {
    /// Whether it can be worked with: somebody is named, and nothing is said by two columns that only one may say.
    pub fn check(&self) -> Result<(), Invalid> {
        let mut faults = Invalid::default();
        let fields: Vec<Option<Field>> = self.0.iter().map(|c| c.field).collect();
        for (at, field) in fields.iter().enumerate() {
            if field.is_some_and(|f| !f.many()) && fields[..at].contains(field) {
                faults.add(format!("column_{at}"), Reason::Taken);
            }
        }
        if !fields.iter().flatten().any(|f| f.names()) {
            faults.add("columns", Reason::Required);
        }
        faults.into_result()
    }
    /// Where a field stands.
    pub fn position(&self, field: Field) -> Option<usize> {
        self.0.iter().position(|c| c.field == Some(field))
    }
    pub fn headers(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|c| c.header.as_str())
    }
}

text_enum! {
    /// Where an import stands.
    pub enum State {
        /// The file is here; its columns are being matched.
        Uploaded = "uploaded",
        /// It is to be run by whoever has time.
        Waiting = "waiting",
        Running = "running",
        /// A dry run has ended.
        Checked = "checked",
        Done = "done",
        Stopped = "stopped",
        /// It could not go on; the fault says why.
        Failed = "failed",
    }
}

text_enum! {
    /// What a run is for.
    pub enum Pass {
        /// Only says what would become of each line.
        Dry = "dry",
        Write = "write",
    }
}

impl Pass {
    pub(super) const fn mode(self) -> Mode {
        match self {
            Pass::Dry => Mode::Dry,
            Pass::Write => Mode::Write,
        }
    }
}

text_enum! {
    /// What becomes of a line.
    pub enum Verdict {
        New = "new",
        Changed = "changed",
        Same = "same",
        Refused = "refused",
    }
}

/// How many lines of each verdict.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Counts {
    pub new: i64,
    pub changed: i64,
    pub same: i64,
    pub refused: i64,
}

impl Counts {
    pub fn of(&self, verdict: Verdict) -> i64 {
        match verdict {
            Verdict::New => self.new,
            Verdict::Changed => self.changed,
            Verdict::Same => self.same,
            Verdict::Refused => self.refused,
        }
    }
    pub(super) fn add(&mut self, verdict: Verdict) {
        let count = match verdict {
            Verdict::New => &mut self.new,
            Verdict::Changed => &mut self.changed,
            Verdict::Same => &mut self.same,
            Verdict::Refused => &mut self.refused,
        };
        *count += 1;
    }
    pub fn total(&self) -> i64 {
        self.new + self.changed + self.same + self.refused
    }
}

/// One reason, for words in any language: of a field the sentence `invalid-<key>`, of a line or a file `import-why-<key>`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Why {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<Field>,
    pub key: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub args: Vec<(String, String)>,
}

impl Why {
    pub(super) fn new<const N: usize>(key: &str, args: [(&str, String); N]) -> Why {
        let args = args.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        Why { field: None, key: key.to_owned(), args }
    }
    /// The reasons why a contact was refused.
    pub(super) fn of_invalid(invalid: &Invalid) -> Vec<Why> {
        let why = |fault: &crate::kernel::invalid::FieldError| Why {
            field: Field::of_contact(&fault.field),
            key: fault.reason.key().to_owned(),
            args: fault.reason.args(Locale::En).into_iter().map(|(name, value)| (name.to_owned(), value)).collect(),
        };
        invalid.0.iter().map(why).collect()
    }
    /// A field that a line changes.
    pub(super) fn changed(field: &str) -> Why {
        Why { field: Field::of_contact(field), key: "changes".to_owned(), args: Vec::new() }
    }
}

/// A line that was looked at.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    /// The cursor of lists.
    pub id: i64,
    /// Counted from 1, the headings included.
    pub line: i64,
    pub verdict: Verdict,
    pub reasons: Vec<Why>,
    /// The beginning of its cells, each cut short; empty where it could not be read.
    pub cells: Vec<String>,
}

/// An import as it stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Import {
    pub id: ImportId,
    pub public_id: PublicId,
    pub version: i64,
    /// Whoever brought it, by name; none from the command line.
    pub by: Option<String>,
    pub file_name: String,
    /// Its name within [`super::FOLDER`]; none when the file is not kept.
    pub stored_name: Option<String>,
    pub bytes: i64,
    pub settings: super::editing::Settings,
    pub state: State,
    pub pass: Pass,
    pub stop_asked: bool,
    pub bytes_read: i64,
    pub lines_done: i64,
    pub counts: Counts,
    /// What the run before this one came to, as long as this one has not begun.
    pub tried: Option<Counts>,
    pub fault: Option<Why>,
    pub created_at: Instant,
    pub finished_at: Option<Instant>,
}

impl Import {
    pub fn under_way(&self) -> bool {
        matches!(self.state, State::Waiting | State::Running)
    }
    /// Whether the columns may still be matched otherwise: nothing of the file was written yet.
    pub fn editable(&self) -> bool {
        let untouched = self.pass == Pass::Dry || self.lines_done == 0;
        self.stored_name.is_some() && !self.under_way() && untouched
    }
    /// Whether it may be written, or written on.
    pub fn writable(&self) -> bool {
        let ready = match self.state {
            State::Uploaded | State::Checked => true,
            State::Stopped | State::Failed => self.pass == Pass::Write || self.mapped(),
            State::Waiting | State::Running | State::Done => false,
        };
        self.stored_name.is_some() && ready && self.mapped()
    }
    fn mapped(&self) -> bool {
        self.settings.mapping.check().is_ok()
    }
}

/// Why something was not done with an import.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    #[error(transparent)]
    Denied(#[from] Denied),
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// The file is no table that can be read.
    #[error("the file cannot be read: {}", .0.key)]
    File(Why),
    /// It is under way, or done.
    #[error("the import is {0}")]
    State(State),
    #[error("the file is no longer kept")]
    Gone,
    /// Another process runs it now.
    #[error("another process runs the import")]
    LeaseLost,
    #[error("the import was changed by somebody else")]
    Stale,
    #[error(transparent)]
    Contact(#[from] ContactError),
    #[error(transparent)]
    Db(#[from] DbError),
}
