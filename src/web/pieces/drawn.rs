//! Pieces that many pages draw, each a template of its own: a macro is compiled anew wherever it is called, and a form of twenty fields
//! would carry twenty copies of one.

use askama::Template;
use askama::filters::HtmlSafe;

use super::{Field, LanguageTabs, Pager, Past, PersonView, Problem, Since};
use crate::i18n::{Of, Words};
use crate::kernel::locale::Locale;
use crate::web::field_names::in_language;

#[derive(Template)]
#[template(path = "pieces/field.html")]
pub struct FieldPiece<'a> {
    w: Words,
    f: &'a Field,
}

#[derive(Template)]
#[template(path = "pieces/languages.html")]
pub struct LanguagesPiece<'a> {
    w: Words,
    t: &'a LanguageTabs,
}

#[derive(Template)]
#[template(path = "pieces/problems.html")]
pub struct ProblemsPiece<'a> {
    w: Words,
    list: &'a [Problem],
}

#[derive(Template)]
#[template(path = "pieces/history.html")]
pub struct HistoryPiece<'a> {
    w: Words,
    entries: &'a [Past],
}

#[derive(Template)]
#[template(path = "pieces/since.html")]
pub struct SincePiece<'a> {
    w: Words,
    s: &'a Since,
}

#[derive(Template)]
#[template(path = "pieces/pager.html")]
pub struct PagerPiece<'a> {
    w: Words,
    p: &'a Pager,
}

#[derive(Template)]
#[template(path = "pieces/person.html")]
pub struct PersonPiece<'a> {
    p: &'a PersonView,
}

// Each has encoded what it says.
impl HtmlSafe for FieldPiece<'_> {}
impl HtmlSafe for LanguagesPiece<'_> {}
impl HtmlSafe for ProblemsPiece<'_> {}
impl HtmlSafe for HistoryPiece<'_> {}
impl HtmlSafe for SincePiece<'_> {}
impl HtmlSafe for PagerPiece<'_> {}
impl HtmlSafe for PersonPiece<'_> {}

impl Field {
    pub fn drawn(&self, w: impl Of<Words>) -> FieldPiece<'_> {
        FieldPiece { w: w.plain(), f: self }
    }
}

impl LanguageTabs {
    pub fn drawn(&self, w: impl Of<Words>) -> LanguagesPiece<'_> {
        LanguagesPiece { w: w.plain(), t: self }
    }
}

impl Since {
    pub fn drawn(&self, w: impl Of<Words>) -> SincePiece<'_> {
        SincePiece { w: w.plain(), s: self }
    }
}

impl Pager {
    pub fn drawn(&self, w: impl Of<Words>) -> PagerPiece<'_> {
        PagerPiece { w: w.plain(), p: self }
    }
}

impl PersonView {
    pub const fn drawn(&self) -> PersonPiece<'_> {
        PersonPiece { p: self }
    }
}

impl Problem {
    /// What is wrong, behind the field's label and, of a field that is there in every language, its own; where that asks, its own mark is
    /// enough.
    pub fn said(&self, w: impl Of<Words>) -> String {
        let w = w.plain();
        let language = self.field.rsplit_once('.').and_then(|(_, tag)| tag.parse::<Locale>().ok());
        let label = match language.filter(|_| !self.label.is_empty()) {
            Some(language) => in_language(w, &self.label, language),
            None => self.label.clone(),
        };
        match label.as_str() {
            "" => self.text.clone(),
            asks if asks.ends_with(['?', '？']) => w.ahead(asks) + &self.text,
            label => w.with("word-said", &[("word", &label), ("said", &self.text)]),
        }
    }
}

pub fn problems<'a>(w: impl Of<Words>, list: &'a (impl AsRef<[Problem]> + ?Sized)) -> ProblemsPiece<'a> {
    ProblemsPiece { w: w.plain(), list: list.as_ref() }
}

pub fn history<'a>(w: impl Of<Words>, entries: &'a (impl AsRef<[Past]> + ?Sized)) -> HistoryPiece<'a> {
    HistoryPiece { w: w.plain(), entries: entries.as_ref() }
}
