//! What was typed into a form that could not be taken: shown again on the problem's page, to be copied. Nobody's words are lost because
//! somebody else was faster.

use actix_web::http::header;
use actix_web::{HttpMessage, HttpRequest};
use chrono::NaiveDate;

use super::Problem;
use crate::i18n::Words;
use crate::kernel::ids::PublicId;
use crate::kernel::locale::Locale;
use crate::kernel::time::{WallTime, Zone};
use crate::web::field_names::label;
use crate::web::fields::Fields;
use crate::web::merging::{is_frame, untouched};
use crate::web::respond::own_path;
use crate::web::state::AppState;

/// A member's form as it came in: left with the request for a page that has to say no.
#[derive(Clone)]
struct Typed {
    fields: Fields,
    back: Option<String>,
}

/// One field as typed.
pub(in crate::web) struct Kept {
    pub label: String,
    /// The tag of the language it was written in, where the form asked for each.
    pub lang: Option<&'static str>,
    pub value: String,
    /// Lines a text wants; none for a single line.
    pub rows: Option<usize>,
}

/// Everything kept of a refused form.
#[derive(Default)]
pub(super) struct KeptForm {
    pub fields: Vec<Kept>,
    /// The form's own page, which shows the newer version.
    pub back: Option<String>,
}

/// What the page put there itself beside the frame that every form has, and what was picked rather than typed: nobody copies a key.
const NOT_TYPED: &[&str] = &[
    "header_line_was",
    "sheet_was",
    "sheet",
    // A gate as its form was opened, and its places on the page that shows two.
    "base",
    "against",
    "s",
    "back",
    "next",
    "seen",
    "pass",
    "id",
    "row",
    "only",
    "more",
    "to",
    "audience",
    "address",
    "addresses",
    "affiliations",
    "began_zone",
    "began_city",
    "period",
    "drawer",
    "seat",
    "kind",
    "hosting",
    "city",
    "step",
    "languages",
    "language",
    "locale",
    "answer",
    "role",
    "how",
    "state",
    "hue",
    "template",
    "release_rule",
    "owner",
    "programme",
    "groups",
    "scopes",
    "deputy",
    "owed",
    "missing",
    "seen_files",
    // What a page of two entries, of an agenda or of sponsors carries along.
    "shift_minutes",
    "view",
    "kept_version",
    "of_event",
    "of_place",
    "instead_of",
    "of_organisation",
    "board",
    "shift_what",
    "kept",
    "other_version",
    "drag_starts",
    "drag_room",
    // A step's other days were asked about already, or are typed again.
    "asked",
    "again",
    // A gate's tree keeps what was typed on its own page.
    "join",
    "new",
    "p",
    "verdict",
    "reviewers",
    "own_work",
    "confirm",
    // Of rows that are numbered: `kind_0`.
    "kind_",
];

/// Leaves a member's form with its request.
pub fn keep(req: &HttpRequest, app: &AppState, fields: &Fields) {
    let typed = Typed { fields: fields.clone(), back: came_from(req, app) };
    req.extensions_mut().insert(typed);
}

/// The page of ours that the form was on, by the browser's word.
fn came_from(req: &HttpRequest, app: &AppState) -> Option<String> {
    let text = |name: header::HeaderName| req.headers().get(name).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let (from, host) = (text(header::REFERER), text(header::HOST));
    let bare = from.split_once("://").and_then(|(_, rest)| rest.strip_prefix(host)).filter(|_| !host.is_empty());
    let path = from.strip_prefix(app.config.base_url()).or(bare)?;
    Some(path).filter(|path| path.starts_with('/') && own_path(path) == *path).map(str::to_owned)
}

/// What to show of the form behind this problem; nothing where the problem is of another kind, or no member's form was sent.
pub(super) fn kept(req: &HttpRequest, problem: &Problem, w: Words) -> KeptForm {
    if !is_lost(problem) {
        return KeptForm::default();
    }
    let Some(typed) = req.extensions().get::<Typed>().cloned() else { return KeptForm::default() };
    KeptForm { fields: self::typed(w, &typed.fields), back: typed.back }
}

/// Whether a form that was refused so has no page of its own that would show it again.
const fn is_lost(problem: &Problem) -> bool {
    let passing =
        matches!(problem, Problem::Busy | Problem::DatabaseFull(_) | Problem::StorageFull | Problem::StoreAway(_));
    let late = matches!(problem, Problem::Stale { .. } | Problem::Conflict { .. } | Problem::Courted { .. });
    let refused = matches!(problem, Problem::Invalid(_) | Problem::GateClosed { .. } | Problem::ProgrammeClosed { .. });
    passing || late || refused
}

/// What somebody wrote into a form themselves. What they left as it was is no word of theirs.
pub(in crate::web) fn typed(w: Words, fields: &Fields) -> Vec<Kept> {
    let same = untouched(fields);
    let own = fields.iter().filter(|(name, value)| is_typed(name, value) && !same.contains(*name));
    own.map(|(name, value)| field(w, name, value)).collect()
}

fn is_typed(name: &str, value: &str) -> bool {
    let base = name.split('.').next().unwrap_or(name);
    let secret = ["password", "secret", "token", "code"].iter().any(|word| name.contains(word));
    let picked = [base, base.trim_end_matches(|c: char| c.is_ascii_digit())].iter().any(|b| NOT_TYPED.contains(b));
    // The radios of languages' tabs are no fields.
    let control = name.ends_with("-tab") || is_frame(name);
    !secret && !picked && !control && !value.trim().is_empty() && value.parse::<PublicId>().is_err()
}

fn field(w: Words, name: &str, value: &str) -> Kept {
    let locale = name.rsplit_once('.').and_then(|(_, tag)| tag.parse::<Locale>().ok());
    // Signs of East Asia take the room of two.
    let width = |line: &str| line.chars().map(|c| 1 + usize::from(c >= '\u{2e80}')).sum::<usize>();
    let lines = value.lines().map(|line| 1 + width(line) / 60).sum::<usize>();
    Kept {
        label: label(w, name),
        lang: locale.map(Locale::bcp47),
        value: said(w, value),
        rows: (lines > 1).then_some(lines.clamp(3, 16)),
    }
}

/// As people read it: days and hours are picked, and sent as a machine writes them.
fn said(w: Words, value: &str) -> String {
    if let Ok(day) = value.parse::<NaiveDate>() {
        return w.date_medium(day);
    }
    WallTime::parse(value, Zone::UTC).map_or_else(|_| value.to_owned(), |at| w.moment_short(at))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]

    use std::path::Path;

    use super::{field, is_lost, is_typed};
    use crate::i18n::Words;
    use crate::kernel::invalid::{Invalid, Reason};
    use crate::kernel::locale::Locale;
    use crate::web::Problem;

    fn templates(folder: &Path, found: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                templates(&path, found);
            } else if path.extension().is_some_and(|e| e == "html") {
                found.push(std::fs::read_to_string(&path).unwrap());
            }
        }
    }

    /// A new one has to be said not to be typed: it would be shown to people as if it were their words.
    #[test]
    fn no_hidden_field_of_any_form_is_shown_as_typed() {
        let mut pages = Vec::new();
        templates(&Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/admin"), &mut pages);
        let hidden = |page: &String| -> Vec<String> {
            let after = page.split("type=\"hidden\" name=\"").skip(1);
            after
                .filter_map(|rest| rest.split('"').next())
                .filter(|name| !name.contains('{'))
                .map(str::to_owned)
                .collect()
        };
        let names: Vec<String> = pages.iter().flat_map(hidden).collect();
        assert!(names.len() > 20, "the forms were read: {names:?}");
        for name in names {
            assert!(!is_typed(&name, "words"), "the hidden field {name:?} is missing in NOT_TYPED");
        }
    }

    #[test]
    fn what_a_refusal_would_lose_is_shown_with_it() {
        let invalid = Problem::Invalid(Invalid::one("to", Reason::NoSuch));
        for problem in [invalid, Problem::Stale { now: None }, Problem::Busy, Problem::StorageFull] {
            assert!(is_lost(&problem), "{problem}");
        }
        for problem in [Problem::NotFound, Problem::Forbidden, Problem::Forged] {
            assert!(!is_lost(&problem), "{problem}");
        }
    }

    #[test]
    fn what_people_type_is_kept_and_secrets_are_not() {
        let texts =
            ["title.fr", "notes", "reason", "phone", "email_0", "role_0.fr", "family_name", "summary.en", "due_on"];
        let shared = ["starts", "room", "place.fr", "organisation", "minutes"];
        for name in texts.into_iter().chain(shared) {
            assert!(is_typed(name, "words"), "{name}");
        }
        for name in ["password", "token_name", "csrf", "version", "kind", "kind_0", "state", "owner", "groups"] {
            assert!(!is_typed(name, "words"), "{name}");
        }
        assert!(!is_typed("notes", "  "), "nothing was typed");
    }

    #[test]
    fn a_text_has_lines_by_the_room_it_takes() {
        let rows = |value: &str| field(Words::new(Locale::Zh), "description.zh", value).rows;
        assert_eq!(rows(&"a".repeat(40)), None);
        assert_eq!(rows(&"会".repeat(20)), None);
        assert_eq!(rows(&"会".repeat(40)), Some(3));
    }

    #[test]
    fn days_and_hours_are_shown_as_people_write_them() {
        let value = |locale, value| field(Words::new(locale), "starts", value).value;
        assert_eq!(value(Locale::En, "2016-05-17T09:30"), "17\u{a0}May 2016, 09:30");
        assert_eq!(value(Locale::Fr, "2016-05-17"), "17\u{a0}mai 2016");
        assert_eq!(value(Locale::Zh, "2016-05-17"), "2016年5月17日");
        assert_eq!(value(Locale::En, "On 2016-05-17 we met"), "On 2016-05-17 we met");
    }

    #[test]
    fn what_was_typed_is_named_in_the_readers_language() {
        let label = |locale, name| field(Words::new(locale), name, "typed").label;
        assert_eq!(label(Locale::Fr, "words"), "En quelques mots");
        assert_eq!(label(Locale::Fr, "override_reason"), "Motif");
        assert_eq!(label(Locale::Zh, "recipient"), "给谁");
        assert_eq!(label(Locale::Zh, "quorum"), Words::new(Locale::Zh).t("review-quorum"));
        assert_eq!(label(Locale::En, "unheard_thing"), "unheard thing", "what nobody has named");
    }
}
