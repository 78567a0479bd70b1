//! One session: who appears, what is shown, and what can be done with it.

use actix_web::web::Path;
use actix_web::{HttpResponse, get};
use askama::Template;

use super::form_fields;
use super::slides::upload_fields;
use super::views::{self, Cast, Reading, WarningView};
use super::{address, programme, public_id, seen};
use crate::access::{Action, Scope, may};
use crate::domain::events::EventView;
use crate::domain::sessions::{self, Agenda, Audience, RelocateInput, Session, SessionError, Slide};
use crate::i18n::Words;
use crate::kernel::invalid::Invalid;
use crate::web::admin::events::views::{Said, said};
use crate::web::files::size;
use crate::web::merging::Seen;
use crate::web::pieces::account_fields::error_of;
use crate::web::pieces::{Control, Field, Problem as FormProblem};
use crate::web::{App, Chrome, Problem, Section, SignedIn, html};

#[derive(Template)]
#[template(path = "admin/sessions/show.html")]
pub(super) struct ShowPage {
    w: Words,
    chrome: Chrome,
    event: String,
    event_title: Said,
    agenda: String,
    here: String,
    title: Said,
    kind: String,
    range: String,
    room: String,
    languages: String,
    casts: Vec<Cast>,
    description: Option<(String, Option<&'static str>)>,
    untranslated: Vec<String>,
    warnings: Vec<WarningView>,
    slides: Vec<SlideView>,
    may_edit: bool,
    /// It was taken out.
    out: bool,
    version: i64,
    /// When and where it was, for whoever moves it too late.
    was: String,
    move_starts: Field,
    move_room: Field,
    rooms: Vec<String>,
    upload: Vec<Field>,
    problems: Vec<FormProblem>,
    taken: Option<String>,
    left: Option<String>,
}

struct SlideView {
    id: String,
    number: i32,
    name: String,
    about: String,
    public: bool,
}

/// What was typed into one of the page's forms, and what is wrong with it.
#[derive(Default)]
pub(super) struct Typed {
    pub relocate: Option<RelocateInput>,
    pub audience: Option<String>,
    /// Which slides were taken, where others were refused.
    pub taken: Option<String>,
    /// Which were not, though nothing is wrong with them.
    pub left: Option<String>,
    pub faults: Invalid,
}

#[get("/programmes/{programme}/events/{event}/sessions/{session}")]
pub(super) async fn show(
    app: App,
    who: SignedIn,
    path: Path<(String, String, String)>,
) -> Result<HttpResponse, Problem> {
    html(&page(&app, &who, &path, &Typed::default()).await?)
}

/// What the page is made of.
struct Loaded {
    view: EventView,
    session: Session,
    agenda: Agenda,
    rooms: Vec<String>,
    may_edit: bool,
    reading: Reading,
}

async fn load(app: &App, who: &SignedIn, path: &(String, String, String)) -> Result<Loaded, Problem> {
    let (id, event, session) = (programme(who, &path.0)?.id, public_id(&path.1)?, public_id(&path.2)?);
    let cx = who.context(app);
    let read = app.db.read(move |conn| -> Result<_, SessionError> {
        let view = seen(conn, &cx, id, &event)?;
        let session = sessions::by_public_id(conn, &cx, &view, &session)?;
        let may_edit = may(&cx.actor, Action::EditEvent, Scope::of(id, view.event.city));
        // What was taken out is there for those who may put it back.
        if session.removed_at.is_some() && !may_edit {
            return Err(crate::access::Denied::NotFound.into());
        }
        let agenda = sessions::agenda(conn, &cx, &view)?;
        let rooms = sessions::rooms(conn, &view)?;
        let linked = may(&cx.actor, Action::SeeContacts, Scope::Installation);
        let reading = match views::reading(&cx, &view.event) {
            Reading::Desk if linked => Reading::Linked,
            other => other,
        };
        Ok(Loaded { view, session, agenda, rooms, may_edit, reading })
    });
    Ok(read.await?)
}

pub(super) async fn page(
    app: &App,
    who: &SignedIn,
    path: &(String, String, String),
    typed: &Typed,
) -> Result<ShowPage, Problem> {
    let Loaded { view, session, agenda: all, rooms, may_edit, reading } = load(app, who, path).await?;
    let (w, agenda) = (who.words, address(&path.0, &view.event.public_id));
    let about: Vec<_> = all.warnings.iter().filter(|w| w.is_about(&session.public_id)).cloned().collect();
    let ((move_starts, move_room), upload) = (move_fields(w, &session, typed), upload_fields(app, w, typed));
    Ok(ShowPage {
        w,
        chrome: Chrome::of(app, who, Section::Events),
        event: format!("/programmes/{}/events/{}", path.0, view.event.public_id),
        event_title: said(w, &view.event.title),
        here: format!("{agenda}/{}", session.public_id),
        title: views::title(w, &session),
        kind: w.t(format!("session-kind-{}", session.kind)),
        range: w.range(session.slot.start, session.slot.end),
        room: views::room(w, session.room_in(w.locale())),
        languages: views::languages(w, &session),
        casts: views::casts(w, &session, reading),
        description: views::description(w, &session),
        untranslated: session.title.missing().iter().map(|l| w.t(format!("language-{l}"))).collect(),
        warnings: views::warnings(w, &agenda, &all.sessions, &about),
        slides: session.slides.iter().map(|s| slide(w, s)).collect(),
        out: session.removed_at.is_some(),
        version: session.version,
        was: Seen::of(&form_fields::place_of(&session)).was,
        problems: FormProblem::of([&move_starts, &move_room].into_iter().chain(&upload)),
        taken: typed.taken.clone(),
        left: typed.left.clone(),
        move_starts,
        move_room,
        upload,
        rooms,
        may_edit,
        agenda,
    })
}

fn slide(w: Words, slide: &Slide) -> SlideView {
    let language = w.t(format!("file-language-{}", slide.language));
    let parts =
        [Some(slide.kind.label().to_owned()), Some(size(w, slide.size)), Some(language), slide.added_by.clone()];
    SlideView {
        id: slide.public_id.to_string(),
        number: slide.number,
        name: slide.name.to_string(),
        about: parts.into_iter().flatten().collect::<Vec<_>>().join(" · "),
        public: slide.audience == Audience::Public,
    }
}

/// Another time and room: the plain way for what is dragged on a wide screen.
fn move_fields(w: Words, session: &Session, given: &Typed) -> (Field, Field) {
    let now = RelocateInput { starts: session.slot.start.as_typed(), room: session.room.clone() };
    let RelocateInput { starts, room } = given.relocate.clone().unwrap_or(now);
    let [at, place] = bare_move_fields(w);
    let fault = |name: &str| error_of(w, &given.faults, name);
    (at.value(starts).error(fault("starts")), place.value(room).error(fault("room")))
}

pub(super) fn bare_move_fields(w: Words) -> [Field; 2] {
    let at = Field::new("starts", w.t("session-field-starts"), Control::Line("datetime-local"));
    [at, Field::line("room", w.t("session-field-room")).optional().limit(120)]
}
