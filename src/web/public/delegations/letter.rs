//! The formal letter, to be read and printed on A4.

use actix_web::web::Path;
use actix_web::{HttpResponse, get};
use askama::Template;

use super::gone;
use crate::domain::invitations::{self, InvitationError, Letter};
use crate::i18n::Words;
use crate::kernel::locale::Locale;
use crate::mail::render::institutions::{Paper, dated, number, paper};
use crate::web::{App, Problem, Visitor, assets, html};

#[derive(Template)]
#[template(path = "public/delegations/letter.html")]
pub(in crate::web) struct LetterPage {
    w: Words,
    version: &'static str,
    number: String,
    dated: String,
    /// The institution, then whoever the letter goes to.
    house: String,
    attention: String,
    paper: Paper,
    /// 此致 stands by itself and 敬礼 on the next line, at the margin.
    chinese: bool,
}

pub(in crate::web) fn letter_page(letter: &Letter, base_url: &str) -> LetterPage {
    let w = Words::new(letter.locale);
    LetterPage {
        version: assets::version(),
        number: number(w, (letter.year, letter.number)),
        dated: dated(w, &letter.event, letter.dated),
        house: letter.organisation.best(letter.locale).to_owned(),
        attention: attention(w, letter.attention.shown(letter.locale), letter.role.best(letter.locale)),
        paper: paper(&letter.words, base_url),
        chinese: letter.locale == Locale::Zh,
        w,
    }
}

/// To whom it goes: 白慧副主任, for in Chinese the office follows the whole name.
fn attention(w: Words, name: &str, role: &str) -> String {
    if role.is_empty() { name.to_owned() } else { w.with("delegations-attention", &[("name", &name), ("role", &role)]) }
}

#[get("/d/{token}/letter")]
pub(super) async fn read(app: App, visitor: Visitor, token: Path<String>) -> Result<HttpResponse, Problem> {
    let (cx, token) = (visitor.context(&app), token.into_inner());
    let found = app.db.read(move |conn| invitations::letter_of_link(conn, &cx, &token)).await;
    match found {
        Ok(letter) => html(&letter_page(&letter, app.config.base_url())),
        Err(InvitationError::Denied(_)) => gone(&visitor),
        Err(fault) => Err(fault.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_a_letter_goes_to_is_named_as_their_language_does() {
        let said = |locale, name, role| attention(Words::new(locale), name, role);
        assert_eq!(said(Locale::Zh, "白慧", "副主任"), "白慧副主任");
        assert_eq!(said(Locale::En, "Bai Hui", "Deputy Director"), "For the attention of Bai Hui, Deputy Director");
        assert_eq!(said(Locale::Zh, "白慧", ""), "白慧");
    }
}
