//! The formal letter, to be read and printed on A4.

use actix_web::web::Path;
use actix_web::{HttpResponse, get};
use askama::Template;

use super::gone;
use crate::domain::invitations::{self, InvitationError, Letter};
use crate::i18n::Words;
use crate::kernel::locale::Locale;
use crate::mail::render::institutions::{Paper, number, paper};
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
    let role = letter.role.best(letter.locale);
    let name = letter.attention.shown(letter.locale);
    let attention = match (letter.locale, role.is_empty()) {
        (_, true) => name.to_owned(),
        (Locale::Zh, false) => format!("{role}{name}"),
        (_, false) => w.with("delegations-attention", &[("name", &name), ("role", &role)]),
    };
    LetterPage {
        version: assets::version(),
        number: number(w, (letter.year, letter.number)),
        // 2016年4月18日: a letter names no day of the week.
        dated: dated(w, letter.dated.at(letter.event.zone).date()),
        house: letter.organisation.best(letter.locale).to_owned(),
        attention,
        paper: paper(&letter.words, base_url),
        chinese: letter.locale == Locale::Zh,
        w,
    }
}

fn dated(w: Words, day: chrono::NaiveDate) -> String {
    let number = chrono::Datelike::day(&day);
    match w.locale() {
        Locale::Zh => w.date_medium(day),
        Locale::Fr if number == 1 => format!("1er {}", w.month(day)),
        Locale::En | Locale::Fr => format!("{number} {}", w.month(day)),
    }
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
