//! Two entries field by field, and whose value stays.

use super::views::field_label;
use crate::domain::merging::organisations::FieldName as OrganisationField;
use crate::domain::merging::{Field, FieldName, Pick};
use crate::i18n::Words;
use crate::kernel::invalid::Invalid;
use crate::web::Fields;
use crate::web::admin::contacts::in_its_language;
use crate::web::pieces::account_fields::error_of;
use crate::web::pieces::{Fault, Problem as FormProblem, lang_of};

pub(super) struct ChoiceView {
    pub name: &'static str,
    pub label: String,
    pub kept: SideView,
    pub other: SideView,
    /// One below the other, where that is possible.
    pub both: Option<SideView>,
    pub error: Option<String>,
}

pub(super) struct SideView {
    pub text: String,
    pub lang: Option<&'static str>,
    pub chosen: bool,
}

/// What a page is drawn with besides the plan.
pub(super) struct Typed<'a> {
    pub fields: &'a Fields,
    pub faults: &'a Invalid,
    /// Whether somebody was faster.
    pub changed: bool,
}

/// A field as pages show it.
pub(super) trait Shown: Copy {
    fn word(self) -> &'static str;
    /// A value that is not empty, in the reader's words.
    fn value(self, w: Words, text: &str) -> String;
    /// The language of a foreign run.
    fn lang(self, text: &str) -> Option<&'static str> {
        lang_of(text)
    }
    /// Whether both values may stay, one below the other.
    fn joins(self) -> bool;
}

impl Shown for FieldName {
    fn word(self) -> &'static str {
        self.as_str()
    }
    fn value(self, w: Words, text: &str) -> String {
        match self {
            FieldName::Language => w.t(format!("language-{text}")),
            FieldName::Salutation => {
                text.lines().map(|line| in_its_language(w, line)).collect::<Vec<String>>().join("\n")
            }
            _ => text.to_owned(),
        }
    }
    fn joins(self) -> bool {
        self == FieldName::Notes
    }
}

impl Shown for OrganisationField {
    fn word(self) -> &'static str {
        self.as_str()
    }
    fn value(self, w: Words, text: &str) -> String {
        match self {
            OrganisationField::Kind => w.t(format!("organisation-kind-{text}")),
            OrganisationField::Place => w.town(text),
            OrganisationField::Country => w.country(text),
            _ => text.to_owned(),
        }
    }
    fn lang(self, text: &str) -> Option<&'static str> {
        match (self, self.locale()) {
            (_, Some(locale)) => Some(locale.bcp47()),
            (OrganisationField::Notes, None) => lang_of(text),
            _ => None,
        }
    }
    fn joins(self) -> bool {
        self == OrganisationField::Notes
    }
}

/// A value and its language; that there is none is said in the reader's.
fn said<F: Shown>(w: Words, name: F, text: &str) -> (String, Option<&'static str>) {
    if text.is_empty() { (w.t("word-not-set"), None) } else { (name.value(w, text), name.lang(text)) }
}

fn choice<F: Shown>(w: Words, field: &Field<F>, typed: &Typed<'_>) -> ChoiceView {
    let name = field.name.word();
    let picked = typed.fields.text(&format!("pick_{name}")).parse().unwrap_or(field.likely);
    let side = |text: &str, pick: Pick| {
        let (text, lang) = said(w, field.name, text);
        SideView { text, lang, chosen: pick == picked }
    };
    let both = (field.name.joins() && !field.kept.is_empty() && !field.other.is_empty()).then(|| SideView {
        text: w.t("merging-both-notes"),
        lang: None,
        chosen: picked == Pick::Both,
    });
    ChoiceView {
        name,
        label: field_label(w, name),
        kept: side(&field.kept, Pick::Kept),
        other: side(&field.other, Pick::Other),
        both,
        error: error_of(w, typed.faults, &format!("choices.{name}")).map(Fault::alone),
    }
}

/// Where something has to be chosen.
pub(super) fn choices<F: Shown>(w: Words, fields: &[Field<F>], typed: &Typed<'_>) -> Vec<ChoiceView> {
    fields.iter().filter(|field| field.differs()).map(|field| choice(w, field, typed)).collect()
}

/// What both say: label, value and its language.
pub(super) fn agreed<F: Shown>(w: Words, fields: &[Field<F>]) -> Vec<(String, String, Option<&'static str>)> {
    let alike = fields.iter().filter(|field| !field.differs() && !field.kept.is_empty());
    let line = |field: &Field<F>| {
        let (text, lang) = said(w, field.name, &field.kept);
        (field_label(w, field.name.word()), text, lang)
    };
    alike.map(line).collect()
}

/// What is wrong with what was chosen.
pub(super) fn problems(choices: &[ChoiceView]) -> Vec<FormProblem> {
    let problem = |c: &ChoiceView| {
        let text = c.error.clone()?;
        Some(FormProblem { field: format!("pick-{}", c.name), label: c.label.clone(), text })
    };
    choices.iter().filter_map(problem).collect()
}
