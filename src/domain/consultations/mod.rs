//! Consultations: what an event's participants are asked before it and after it, what they said, and what is made of it.
//!
//! Owns `consultations`, `consultation_questions`, `consultation_wordings`, `consultation_people`, `consultation_answers`,
//! `consultation_consents`, `consultation_passages`, `consultation_themes`, `consultation_sortings`, `consultation_sorts`.
//!
//! - An event has one questionnaire for each phase: draft -> open -> closed, and open again. It takes answers while it is open and the
//!   venue's clock stands between its two times ([`Standing`]). One asked after the event takes none before that is over ([`Since`]).
//! - A question that somebody has answered keeps its meaning: its kind, its range and its choices stay, each in its place, however many
//!   steps it is changed by; new words make a revision, the old ones are kept, and every answer knows which it was given to.
//! - Whoever accepted may be asked, by a link of their own; answers are only ever added, the latest counts. What was saved and never
//!   sent counts nowhere and is shown to nobody.
//! - Nobody is quoted who has not said so: consent is asked for apart, none is chosen beforehand, and each is kept with the exact words it
//!   was given to. It can be changed after the questionnaire has closed, and by whoever has no seat any more.
//! - Figures of fewer than [`FEW`] people are never split out ([`tabulate`]).
//! - Free text falls into passages, which are sorted into themes; each act of sorting can be undone.

mod answering;
mod asking;
mod asking_facts;
mod draft;
mod editing;
mod figures;
pub mod mail;
mod model;
mod parts;
mod questions;
mod reading;
mod replacing;
mod report;
mod service;
mod sorting;
mod store;
mod store_answers;
mod store_asking;
mod store_questions;
mod store_reading;
mod store_replacing;
mod store_sorting;
#[cfg(test)]
mod tests;
mod themes;
mod values;

pub use answering::{Answered, Consent, Sheet, answer, consent, open_link};
pub use asking::{AskCheck, Called, Excluded, ask, ask_check, call_back, is_off, waiting_until};
pub use asking_facts::{Exclusion, Mailbox, Participant, exclude};
pub use draft::{ConsultationDraft, NewQuestion, QuestionDraft, Settings, ThemeDraft};
pub use editing::{advance, create, edit};
pub use figures::{FEW, Figures, Row, RowOf, heat, of_comparison, shown_groups, tabulate};
pub use model::{
    AskTurn, CHOICES, ChoiceText, Consultation, ConsultationError, ConsultationId, ConsultationState, Need, Opinion,
    PassageId, Phase, Question, QuestionId, QuestionKind, Quoting, Shape, Since, Standing, TEXT_LIMIT, Theme, ThemeId,
    Value, Verb, WORDING,
};
pub use questions::{
    Step, add_question, copy_questions, edit_question, move_question, question, questions, remove_question,
};
pub use reading::{Given, Person, Progress, Respondent, Wording, people, progress, respondents, wordings};
pub use replacing::{links_at, renew_links, replace_contact};
pub use report::{Quote, Report, Section, report};
pub use service::{Tally, find, find_by_id, in_numbers, in_numbers_asked, of_event, tally};
pub use sorting::{Passage, PassageFilter, Sort, Which, passages, sort, sorted, undo};
pub use themes::{add_theme, edit_theme, remove_theme, theme, themes};
pub use values::{NO_OPINION, Typed, Wish, parse};
