//! Passages of free text, sorted into themes by hand.

use super::model::{Consultation, ConsultationError, PassageId, QuestionId, Quoting, ThemeId, Verb};
use super::store_sorting as store;
use super::{store_reading, themes};
use crate::access::{Action, Context, Denied, require};
use crate::db::Conn;
use crate::domain::invitations::EventFacts;
use crate::kernel::ids::PublicId;
use crate::kernel::invalid::{Invalid, Reason};
use crate::kernel::locale::Locale;
use crate::kernel::names::PersonName;

type Result<T> = std::result::Result<T, ConsultationError>;

/// How many passages one act may sort.
const MOST: usize = 500;

/// A passage as it is kept.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct PassageRow {
    pub id: PassageId,
    pub public_id: PublicId,
    pub person: i64,
    pub question: QuestionId,
    pub body: String,
    pub aside: bool,
    pub themes: Vec<ThemeId>,
}

impl PassageRow {
    pub fn is_sorted(&self) -> bool {
        self.aside || !self.themes.is_empty()
    }
}

/// A passage with who wrote it.
#[derive(Clone, Debug)]
pub struct Passage {
    pub id: PassageId,
    pub public_id: PublicId,
    pub question: QuestionId,
    pub body: String,
    pub aside: bool,
    pub themes: Vec<ThemeId>,
    pub name: PersonName,
    pub contact_public: PublicId,
    pub group: Option<String>,
    pub language: Locale,
    pub quoting: Option<Quoting>,
}

/// Which passages are wanted; what is left out narrows nothing.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct PassageFilter {
    pub question: Option<QuestionId>,
    pub theme: Option<ThemeId>,
    pub which: Which,
}

/// All passages, or those that nobody has sorted yet.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Which {
    #[default]
    All,
    Unsorted,
}

/// In the order of questions and people.
pub fn passages(
    conn: &mut Conn,
    cx: &Context,
    event: &EventFacts,
    of: &Consultation,
    filter: &PassageFilter,
) -> Result<Vec<Passage>> {
    require(&cx.actor, Action::ReadInput, event.scope())?;
    let respondents = store_reading::respondents(conn, of.id)?;
    let wanted = |row: &PassageRow| {
        filter.question.is_none_or(|q| q == row.question)
            && filter.theme.is_none_or(|t| row.themes.contains(&t))
            && (filter.which == Which::All || !row.is_sorted())
    };
    let rows = store::passages(conn, of.id)?;
    let with_author = |row: PassageRow| {
        let author = respondents.iter().find(|r| r.person == row.person)?;
        Some(Passage {
            id: row.id,
            public_id: row.public_id,
            question: row.question,
            body: row.body,
            aside: row.aside,
            themes: row.themes,
            name: author.name.clone(),
            contact_public: author.contact_public.clone(),
            group: author.group.clone(),
            language: author.language,
            quoting: author.quoting,
        })
    };
    Ok(rows.into_iter().filter(wanted).filter_map(with_author).collect())
}

/// An act of sorting, as it can be undone.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sort {
    pub public_id: PublicId,
    pub verb: Verb,
    pub theme: Option<ThemeId>,
    /// Those it changed.
    pub passages: Vec<PassageId>,
    pub undone: bool,
}

/// Sorts passages into a theme or out of it, or sets them aside. None where nothing changed by it.
pub fn sort(
    conn: &mut Conn,
    cx: &Context,
    event: &EventFacts,
    of: &Consultation,
    (verb, theme): (Verb, Option<&PublicId>),
    chosen: &[PublicId],
) -> Result<Option<Sort>> {
    require(&cx.actor, Action::SortInput, event.scope())?;
    let theme = match (verb, theme) {
        (Verb::Add | Verb::Take, Some(id)) => match themes::theme(conn, cx, event, id) {
            Ok(theme) => Some(theme.id),
            Err(ConsultationError::Denied(Denied::NotFound)) => {
                return Err(Invalid::one("theme", Reason::NoSuch).into());
            }
            Err(other) => return Err(other),
        },
        (Verb::Add | Verb::Take, None) => return Err(Invalid::one("theme", Reason::Required).into()),
        (Verb::Aside | Verb::Back, _) => None,
    };
    if chosen.is_empty() {
        return Err(Invalid::one("passages", Reason::Required).into());
    }
    if chosen.len() > MOST {
        return Err(Invalid::one("passages", Reason::TooMany { limit: MOST }).into());
    }
    super::store::lock(conn, of.id)?;
    let all = store::passages(conn, of.id)?;
    if !chosen.iter().all(|id| all.iter().any(|row| row.public_id == *id)) {
        return Err(Invalid::one("passages", Reason::NoSuch).into());
    }
    let changes = |row: &&PassageRow| match (verb, theme) {
        (Verb::Add, Some(theme)) => !row.themes.contains(&theme),
        (Verb::Take, Some(theme)) => row.themes.contains(&theme),
        (Verb::Aside, _) => !row.aside,
        (Verb::Back, _) => row.aside,
        _ => false,
    };
    let ids: Vec<PassageId> =
        all.iter().filter(|row| chosen.contains(&row.public_id)).filter(changes).map(|row| row.id).collect();
    if ids.is_empty() {
        return Ok(None);
    }
    apply(conn, cx, verb, theme, &ids)?;
    let public_id = store::insert_sort(conn, cx, of.id, (verb, theme), &ids)?;
    Ok(Some(Sort { public_id, verb, theme, passages: ids, undone: false }))
}

fn apply(conn: &mut Conn, cx: &Context, verb: Verb, theme: Option<ThemeId>, ids: &[PassageId]) -> Result<()> {
    match (verb, theme) {
        (Verb::Add, Some(theme)) => store::add(conn, theme, ids)?,
        (Verb::Take, Some(theme)) => store::take(conn, theme, ids)?,
        (Verb::Aside, _) => store::set_aside(conn, ids, Some(cx.now))?,
        (Verb::Back, _) => store::set_aside(conn, ids, None)?,
        _ => {}
    }
    Ok(())
}

/// An act of sorting of this questionnaire.
pub fn sorted(conn: &mut Conn, cx: &Context, event: &EventFacts, of: &Consultation, id: &PublicId) -> Result<Sort> {
    require(&cx.actor, Action::SortInput, event.scope())?;
    Ok(store::sort(conn, of.id, id)?.ok_or(Denied::NotFound)?)
}

/// Undoes an act of sorting, once: of each passage what the act did to it and nobody has done otherwise since.
pub fn undo(conn: &mut Conn, cx: &Context, event: &EventFacts, of: &Consultation, id: &PublicId) -> Result<Sort> {
    require(&cx.actor, Action::SortInput, event.scope())?;
    super::store::lock(conn, of.id)?;
    let sort = sorted(conn, cx, event, of, id)?;
    if !sort.undone {
        apply(conn, cx, sort.verb.undone(), sort.theme, &sort.passages)?;
        store::undone(conn, cx, &sort.public_id)?;
    }
    Ok(Sort { undone: true, ..sort })
}
