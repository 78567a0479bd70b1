//! On paper for the day itself: a sheet to sign, and names to stand on the tables. Each in one language, whatever the reader's own is.

use actix_web::web::{Path, Query};
use actix_web::{HttpResponse, get};
use askama::Template;

use super::views::Head;
use super::{EventPath, event, public_id};
use crate::domain::contacts::fold;
use crate::domain::invitations::{self, Answer, EventFacts, GuestFilter, GuestRow, InvitationError, Standing};
use crate::domain::sessions;
use crate::i18n::Words;
use crate::kernel::locale::Locale;
use crate::kernel::names::{PersonName, is_han};
use crate::web::admin::events::views::{Said, said, venue};
use crate::web::pieces::PersonView;
use crate::web::{App, Chrome, Fields, Problem, Section, SignedIn, html};

#[derive(Template)]
#[template(path = "admin/invitations/sheet.html")]
struct SheetPage {
    w: Words,
    chrome: Chrome,
    head: Head,
    sheet: Sheet,
    /// Numbers of the lines for whoever comes unannounced.
    blank: Vec<usize>,
}

#[derive(Template)]
#[template(path = "admin/invitations/tents.html")]
struct TentsPage {
    w: Words,
    chrome: Chrome,
    head: Head,
    sheet: Sheet,
}

/// What both pages say.
struct Sheet {
    /// The paper's words; the frame's are the reader's.
    p: Words,
    /// In which language, and where that is.
    languages: Vec<(Locale, String)>,
    /// Whose names, and where they are; the chosen one is marked.
    whose: Vec<(String, String, bool)>,
    title: Said,
    when: String,
    place: Vec<Vec<Said>>,
    people: Vec<Named>,
}

/// One person on paper.
struct Named {
    person: PersonView,
    house: Said,
    role: Said,
    /// How large the name can be on a table, as a class.
    size: &'static str,
}

/// Lines for whoever comes unannounced.
const BLANK: usize = 8;

#[get("/programmes/{programme}/events/{event}/guests/sheet")]
pub(super) async fn to_sign(
    app: App,
    who: SignedIn,
    path: Path<EventPath>,
    query: Query<Fields>,
) -> Result<HttpResponse, Problem> {
    let (head, sheet) = load(&app, &who, &path, &query, "sheet").await?;
    let named = sheet.people.len();
    let blank = (named + 1..=named + BLANK).collect();
    html(&SheetPage { w: who.words, chrome: Chrome::of(&app, &who, Section::Events), head, sheet, blank })
}

#[get("/programmes/{programme}/events/{event}/guests/tents")]
pub(super) async fn to_stand(
    app: App,
    who: SignedIn,
    path: Path<EventPath>,
    query: Query<Fields>,
) -> Result<HttpResponse, Problem> {
    let (head, sheet) = load(&app, &who, &path, &query, "tents").await?;
    html(&TentsPage { w: who.words, chrome: Chrome::of(&app, &who, Section::Events), head, sheet })
}

/// `?language=zh&standing=all`: those who come, or all but those who declined.
async fn load(
    app: &App,
    who: &SignedIn,
    path: &EventPath,
    query: &Fields,
    page: &str,
) -> Result<(Head, Sheet), Problem> {
    let (slug, id, cx) = (path.0.clone(), public_id(&path.1)?, who.context(app));
    let everybody = query.text("standing") == Standing::All.as_str();
    let standing = if everybody { Standing::All } else { Standing::Accepted };
    let read = app.db.read(move |conn| -> Result<_, InvitationError> {
        let event = event(conn, &cx, &slug, &id)?;
        let filter = GuestFilter { standing, ..GuestFilter::default() };
        let mut rows = invitations::guests_all(conn, &cx, &event, &filter)?;
        rows.extend(invitations::delegates_of(conn, &cx, &event, &filter)?);
        Ok((event, rows))
    });
    let (event, mut rows) = read.await?;
    rows.retain(|row| row.answer != Answer::Declined);
    rows.sort_by_cached_key(|row| by_family(&row.name));
    let language: Locale = query.text("language").parse().unwrap_or(who.locale);
    let (w, p, head) = (who.words, Words::new(language), Head::of(who.words, &event));
    let at = |l: Locale, s: Standing| format!("{}/guests/{page}?language={}&standing={s}", head.here, l.tag());
    let whose = |s: Standing| (w.t(format!("invitations-paper-{s}")), at(language, s), s == standing);
    let sheet = Sheet {
        languages: Locale::ALL.into_iter().map(|l| (l, at(l, standing))).collect(),
        whose: [Standing::Accepted, Standing::All].map(whose).to_vec(),
        title: said(p, &event.title),
        when: when(p, &event),
        place: venue(p, &event.venue),
        people: rows.iter().map(|row| named(p, row)).collect(),
        p,
    };
    Ok((head, sheet))
}

/// As a list at a door is searched: by family name in Latin letters, which for a Chinese name without any are its pinyin, then by the whole
/// name. Accents do not count.
fn by_family(name: &PersonName) -> (String, String) {
    let whole = fold::latin_of(&name.native, &name.latin);
    let family = fold::joined(&name.family);
    (if family.is_empty() { whole.clone() } else { family }, whole)
}

fn when(p: Words, event: &EventFacts) -> String {
    sessions::frame(event).map_or_else(String::new, |slot| p.range(slot.start, slot.end))
}

fn named(p: Words, row: &GuestRow) -> Named {
    let person = PersonView::new(&row.name, p.locale());
    Named {
        size: size(&person.name),
        house: row.organisation.as_ref().map(|name| said(p, name)).unwrap_or_default(),
        role: row.role.as_ref().map(|role| said(p, role)).unwrap_or_default(),
        person,
    }
}

/// A Chinese character is as wide as two letters.
fn size(name: &str) -> &'static str {
    match name.chars().map(|c| if is_han(c) { 2_usize } else { 1 }).sum::<usize>() {
        0..=10 => "large",
        11..=18 => "middle",
        _ => "small",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::localised::Localised;

    #[test]
    fn names_stand_as_they_are_looked_for() {
        let name = |(native, latin, family): (&str, &str, &str)| PersonName {
            native: native.to_owned(),
            latin: latin.to_owned(),
            family: family.to_owned(),
            address: Localised::default(),
        };
        let known = [
            ("王建国", "Wang Jianguo", "Wang"),
            ("Claire Martin", "", "Martin"),
            ("Zoé Adam", "", "Adam"),
            ("李娜", "", ""),
            ("Émile Éluard", "", "Éluard"),
        ];
        let mut names = known.map(name);
        names.sort_by_cached_key(by_family);
        assert_eq!(names.map(|name| name.native), ["Zoé Adam", "Émile Éluard", "李娜", "Claire Martin", "王建国"]);
    }

    #[test]
    fn a_long_name_is_set_smaller() {
        let sizes = ["王建国", "Li Na", "Claire Martin", "欧阳建国明", "Jean-Baptiste de La Rochefoucauld"].map(size);
        assert_eq!(sizes, ["large", "large", "middle", "large", "small"]);
    }
}
