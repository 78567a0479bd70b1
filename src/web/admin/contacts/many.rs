//! Acts on the people chosen in the list: a page asks first and says how many.

use actix_web::http::StatusCode;
use actix_web::web::Query;
use actix_web::{HttpResponse, get, post};
use askama::Template;

use super::filter::{filter_of, narrowed};
use crate::domain::contacts::{self, Act, Chosen, ContactError, Group, MOST};
use crate::i18n::Words;
use crate::kernel::invalid::Invalid;
use crate::web::pieces::account_fields::error_of;
use crate::web::pieces::{Choice, Control, Fault, Field, Notice, Problem as FormProblem, Tone};
use crate::web::{App, Chrome, Fields, Problem, Section, SignedIn, Submitted, html, html_refused, html_status, submit};

/// What the list offers; each has its page.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Tags,
    Groups,
    Silence,
}

impl Kind {
    fn of(fields: &Fields) -> Result<Kind, Problem> {
        match fields.text("act") {
            "tags" => Ok(Kind::Tags),
            "groups" => Ok(Kind::Groups),
            "silence" => Ok(Kind::Silence),
            _ => Err(Problem::NotFound),
        }
    }
    const fn title(self) -> &'static str {
        match self {
            Kind::Tags => "contacts-many-tags",
            Kind::Groups => "contacts-many-groups",
            Kind::Silence => "contacts-many-silence",
        }
    }
    const fn note(self) -> &'static str {
        match self {
            Kind::Tags => "people-tagged",
            Kind::Groups => "people-grouped",
            Kind::Silence => "people-silenced",
        }
    }
}

/// Whom a list's form has chosen: the ticked ones, or all that match.
pub(super) fn chosen(fields: &Fields) -> Result<Chosen, Invalid> {
    if fields.flag("all") {
        return Ok(Chosen::Matching(filter_of(fields)?));
    }
    Ok(Chosen::These(fields.all("id").flat_map(str::parse).take(MOST).collect()))
}

fn act_of(kind: Kind, fields: &Fields) -> Act {
    let (adds, text) = (fields.text("how") != "remove", |name: &str| fields.text(name).to_owned());
    match kind {
        Kind::Tags if adds => Act::AddTags(text("tags")),
        Kind::Tags => Act::RemoveTags(text("tags")),
        Kind::Groups if adds => Act::JoinGroup(text("groups")),
        Kind::Groups => Act::LeaveGroup(text("groups")),
        Kind::Silence => Act::Silence(text("reason")),
    }
}

#[derive(Template)]
#[template(path = "admin/contacts/many.html")]
struct ManyPage {
    w: Words,
    chrome: Chrome,
    title: String,
    back: String,
    count: usize,
    told: String,
    why: String,
    verb: String,
    grave: bool,
    hidden: Vec<(String, String)>,
    fields: Vec<Field>,
    problems: Vec<FormProblem>,
}

/// The fields of the page itself; all others say who is chosen and go along.
const OWN: [&str; 8] = ["how", "tags", "groups", "reason", "csrf", "form_key", "looked", "seen"];

fn form_fields(w: Words, kind: Kind, groups: &[Group], typed: &Fields, faults: &Invalid) -> Vec<Field> {
    let how = typed.filled("how").unwrap_or("add");
    let ways = |add: &str, remove: &str| {
        let choices = vec![Choice::of("add", w.t(add), how), Choice::of("remove", w.t(remove), how)];
        Field::new("how", w.t("contacts-many-how"), Control::Radios(choices))
    };
    match kind {
        Kind::Tags => vec![
            ways("contacts-many-tags-add", "contacts-many-tags-remove"),
            Field::line("tags", w.t("contacts-tags"))
                .value(typed.text("tags"))
                .help(w.t("contacts-tags-help"))
                .error(error_of(w, faults, "tags")),
        ],
        Kind::Groups => {
            let now = typed.text("groups");
            let one = |g: &Group| Choice::of(g.code.clone(), g.name.best(w.locale()), now);
            let select = Control::Select(groups.iter().map(one).collect());
            vec![
                ways("contacts-many-groups-add", "contacts-many-groups-remove"),
                Field::new("groups", w.t("word-group"), select).error(error_of(w, faults, "groups")),
            ]
        }
        Kind::Silence => vec![
            Field::line("reason", w.t("contacts-silence-reason"))
                .value(typed.text("reason"))
                .help(w.t("contacts-silence-reason-help"))
                .error(error_of(w, faults, "reason")),
        ],
    }
}

async fn page(app: &App, who: &SignedIn, typed: &Fields, faults: &Invalid) -> Result<ManyPage, Problem> {
    let (cx, kind, chosen) = (who.context(app), Kind::of(typed)?, chosen(typed)?);
    let load = app.db.read(move |conn| {
        let count = contacts::reach(conn, &cx, &chosen)?;
        Ok::<_, ContactError>((count, contacts::groups(conn)?))
    });
    let ((count, groups), w) = (load.await?, who.words);
    let query = narrowed(typed).query();
    let fields = form_fields(w, kind, &groups, typed, faults);
    let mut problems = FormProblem::of(&fields);
    if let Some(text) = error_of(w, faults, "all").map(Fault::alone) {
        problems.push(FormProblem { field: "main".to_owned(), label: String::new(), text });
    }
    let silent = kind == Kind::Silence;
    Ok(ManyPage {
        w,
        chrome: Chrome::of(app, who, Section::People),
        title: w.t(kind.title()),
        back: if query.is_empty() { "/people".to_owned() } else { format!("/people?{query}") },
        count,
        told: w.n("contacts-many-count", count),
        why: if silent { w.t("contacts-many-silence-why") } else { String::new() },
        verb: if silent { w.n("contacts-many-silence-do", count) } else { w.n("contacts-many-do", count) },
        grave: silent,
        hidden: typed.iter().filter(|(n, _)| !OWN.contains(n)).map(|(n, v)| (n.to_owned(), v.to_owned())).collect(),
        problems,
        fields,
    })
}

/// What would be done, and to how many. Changes nothing.
#[get("/people/selected")]
pub(super) async fn ask(app: App, who: SignedIn, query: Query<Fields>) -> Result<HttpResponse, Problem> {
    html(&page(&app, &who, &query, &Invalid::default()).await?)
}

#[post("/people/selected")]
pub(super) async fn perform(app: App, who: SignedIn, form: Submitted) -> Result<HttpResponse, Problem> {
    let f = &form.fields;
    let (kind, whom) = (Kind::of(f)?, chosen(f)?);
    let (act, back) = (act_of(kind, f), narrowed(f));
    let seen = f.text("seen").parse().map_err(|_| Problem::Stale { now: None })?;
    let done = submit(&app, who.context(&app), &form, move |conn, cx| {
        contacts::act_on(conn, cx, &act, &whom, seen)?;
        let mut back = back.clone();
        back.set("note", kind.note());
        Ok::<_, ContactError>(format!("/people?{}", back.query()))
    });
    match done.await {
        Err(ContactError::Invalid(faults)) => html_refused(&page(&app, &who, f, &faults).await?),
        // The same question, of as many as there are now.
        Err(ContactError::Stale) => {
            let mut asked = page(&app, &who, f, &Invalid::default()).await?;
            asked.chrome.notice = Some(Notice::new(Tone::Warning, who.words.t("late-look-lead")));
            html_status(StatusCode::CONFLICT, &asked)
        }
        done => Ok(done?),
    }
}
