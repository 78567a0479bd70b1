//! The stakeholder groups: seen, added, and given other names.

use actix_web::web::Path;
use actix_web::{HttpResponse, get, post};
use askama::Template;

use crate::access::{Action, Scope, require};
use crate::domain::contacts::{self, ContactError, Group};
use crate::domain::history::Entity;
use crate::i18n::Words;
use crate::kernel::invalid::Invalid;
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;
use crate::web::fields::encode;
use crate::web::merging::{Clash, Seen};
use crate::web::pieces::account_fields::error_of;
use crate::web::pieces::{Field, Problem as FormProblem};
use crate::web::{App, Chrome, Fields, Problem, Section, SignedIn, Submitted, html, html_refused, submit};

#[derive(Template)]
#[template(path = "admin/contacts/groups.html")]
struct GroupsPage {
    w: Words,
    chrome: Chrome,
    rows: Vec<Row>,
    form: FormView,
    /// Whether a group is being renamed and not added.
    renames: bool,
}

struct Row {
    code: String,
    name: String,
    /// In the other languages.
    others: Vec<(&'static str, String)>,
    edit: String,
}

struct FormView {
    title: String,
    action: String,
    verb: String,
    problems: Vec<FormProblem>,
    names: Vec<Field>,
    /// The names that were seen.
    seen: Vec<(String, String)>,
}

#[derive(Clone)]
enum About {
    New,
    Known(Group),
}

async fn known(app: &App, who: &SignedIn) -> Result<Vec<Group>, Problem> {
    require(&who.visitor.actor(), Action::EditContacts, Scope::Installation)?;
    Ok(app.db.read(contacts::groups).await?)
}

async fn one(app: &App, who: &SignedIn, code: &str) -> Result<About, Problem> {
    let (cx, code) = (who.context(app), code.to_owned());
    Ok(About::Known(app.db.read(move |conn| contacts::group(conn, &cx, &code)).await?))
}

fn row(w: Words, group: &Group) -> Row {
    let own = w.locale();
    let others = group.name.iter().filter(|(locale, _)| *locale != own);
    Row {
        code: group.code.clone(),
        name: group.name.best(own).to_owned(),
        others: others.map(|(locale, text)| (locale.bcp47(), text.to_owned())).collect(),
        edit: href(&group.code),
    }
}

fn href(code: &str) -> String {
    format!("/people/groups/{}", encode(code))
}

fn form(w: Words, about: &About, typed: &Fields, faults: &Invalid) -> FormView {
    let name = |locale: Locale| {
        let name = format!("name.{}", locale.tag());
        let label = w.t(format!("language-{}", locale.tag()));
        let error = error_of(w, faults, &name);
        Field::line(&name, label).value(typed.text(&name)).error(error)
    };
    let names: Vec<Field> = Locale::ALL.into_iter().map(name).collect();
    let (title, action, verb, seen) = match about {
        About::New => (w.t("groups-add-title"), "/people/groups".to_owned(), w.t("groups-add-verb"), Vec::new()),
        About::Known(group) => {
            let title = w.with("groups-rename-title", &[("name", &group.name.best(w.locale()))]);
            let seen = group.name.iter().map(|(l, text)| (format!("seen.{}", l.tag()), text.to_owned()));
            (title, href(&group.code), w.t("contacts-save"), seen.collect())
        }
    };
    FormView { title, action, verb, problems: FormProblem::of(&names), names, seen }
}

async fn page(
    app: &App,
    who: &SignedIn,
    about: &About,
    typed: &Fields,
    faults: &Invalid,
) -> Result<GroupsPage, Problem> {
    let (groups, w) = (known(app, who).await?, who.words);
    Ok(GroupsPage {
        w,
        chrome: Chrome::of(app, who, Section::People),
        rows: groups.iter().map(|group| row(w, group)).collect(),
        form: form(w, about, typed, faults),
        renames: matches!(about, About::Known(_)),
    })
}

#[get("/people/groups")]
pub(super) async fn list(app: App, who: SignedIn) -> Result<HttpResponse, Problem> {
    html(&page(&app, &who, &About::New, &Fields::default(), &Invalid::default()).await?)
}

#[get("/people/groups/{group}")]
pub(super) async fn show(app: App, who: SignedIn, code: Path<String>) -> Result<HttpResponse, Problem> {
    let about = one(&app, &who, &code).await?;
    let mut typed = Fields::default();
    if let About::Known(group) = &about {
        typed.set_localised("name", &group.name);
    }
    html(&page(&app, &who, &about, &typed, &Invalid::default()).await?)
}

#[post("/people/groups")]
pub(super) async fn add(app: App, who: SignedIn, form: Submitted) -> Result<HttpResponse, Problem> {
    let name = form.fields.localised("name");
    let done = submit(&app, who.context(&app), &form, move |conn, cx| {
        contacts::add_group(conn, cx, &name)?;
        Ok::<_, ContactError>("/people/groups?note=group-added".to_owned())
    });
    match done.await {
        Err(ContactError::Invalid(faults)) => refused(&app, &who, &About::New, &form.fields, &faults).await,
        other => Ok(other?),
    }
}

#[post("/people/groups/{group}")]
pub(super) async fn rename(
    app: App,
    who: SignedIn,
    code: Path<String>,
    form: Submitted,
) -> Result<HttpResponse, Problem> {
    let about = one(&app, &who, &code).await?;
    if form.fields.has("undecided") {
        return clash(&app, &who, &code, &form.fields).await;
    }
    let (seen, name, named) = (form.fields.localised("seen"), form.fields.localised("name"), code.clone());
    let done = submit(&app, who.context(&app), &form, move |conn, cx| {
        contacts::rename_group(conn, cx, &code, &seen, &name)?;
        Ok::<_, ContactError>("/people/groups?note=group-saved".to_owned())
    });
    match done.await {
        Err(ContactError::Invalid(faults)) => refused(&app, &who, &about, &form.fields, &faults).await,
        Err(ContactError::Stale) => clash(&app, &who, &named, &form.fields).await,
        other => Ok(other?),
    }
}

/// The names as the form has them. They have no number of their own: it is by what was seen that they are known.
fn names_of(name: &Localised, seen: &Localised) -> Fields {
    let mut fields = Fields::default();
    fields.set("version", "1");
    for locale in Locale::ALL {
        fields.set(&format!("name.{locale}"), name.get(locale).unwrap_or_default());
        fields.set(&format!("seen.{locale}"), seen.get(locale).unwrap_or_default());
    }
    fields
}

/// Somebody else has given the group other names since the form was opened: both, language by language.
async fn clash(app: &App, who: &SignedIn, code: &str, sent: &Fields) -> Result<HttpResponse, Problem> {
    let (cx, named, w) = (who.context(app), code.to_owned(), who.words);
    let (now, row) = app.db.read(move |conn| contacts::group_in_history(conn, &cx, &named)).await?;
    let mut typed = names_of(&sent.localised("name"), &now.name);
    if sent.has("undecided") {
        typed.set("was", sent.text("was"));
        let decided = sent.iter().filter(|(name, _)| *name == "undecided" || is_choice(name));
        decided.for_each(|(name, value)| typed.push(name, value));
    } else {
        typed.set("was", Seen::of(&names_of(&sent.localised("seen"), &now.name)).was);
    }
    let fields = |f: &Fields| {
        let name = |locale: Locale| {
            let name = format!("name.{locale}");
            let value = f.text(&name).to_owned();
            Field { lang: Some(locale.bcp47()), ..Field::line(name, w.t("groups-name")).value(value) }
        };
        Locale::ALL.map(name).to_vec()
    };
    let clash = Clash {
        w,
        chrome: Chrome::of(app, who, Section::People),
        subject: (Entity::Group, row),
        title: now.name.best(w.locale()).to_owned(),
        action: href(code),
        back: "/people/groups".to_owned(),
        typed: &typed,
        now: names_of(&now.name, &now.name),
        fields: &fields,
    };
    clash.answer(app, who).await
}

/// What was chosen on the page of two versions, and what was written there.
fn is_choice(name: &str) -> bool {
    name.starts_with("pick:") || name.starts_with("hand:")
}

async fn refused(
    app: &App,
    who: &SignedIn,
    about: &About,
    typed: &Fields,
    faults: &Invalid,
) -> Result<HttpResponse, Problem> {
    html_refused(&page(app, who, about, typed, faults).await?)
}
