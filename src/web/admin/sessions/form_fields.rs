//! The fields of a session's form: from what was typed, from what is stored, and as they are shown.

use crate::domain::sessions::{
    MOST_PEOPLE, Part, PersonInput, Session, SessionInput, SessionKind, Sought, Who, offered,
};
use crate::i18n::Words;
use crate::kernel::invalid::Invalid;
use crate::kernel::locale::Locale;
use crate::web::Fields;
use crate::web::merging::Seen;
use crate::web::pieces::account_fields::error_of;
use crate::web::pieces::{Choice, Control, Field, LanguageTabs, Need, Problem};

/// Rows for people that stand empty below those that are filled.
const BLANK: usize = 3;

/// The session as typed.
pub(super) fn input(f: &Fields) -> SessionInput {
    let text = |name: &str| f.text(name).to_owned();
    let many = |name: &str| f.all(name).map(str::to_owned).collect();
    SessionInput {
        kind: text("kind"),
        title: f.localised("title"),
        description: f.localised("description"),
        starts: text("starts"),
        ends: text("ends"),
        room: text("room"),
        room_names: f.localised("room_names"),
        languages: many("languages"),
        interpretation: many("interpretation"),
        people: (0..rows(f)).map(|nth| person(f, nth)).collect(),
    }
}

/// How many rows for people were sent.
fn rows(f: &Fields) -> usize {
    (0..=MOST_PEOPLE).rev().find(|nth| f.has(&format!("people.{nth}.name"))).map_or(0, |last| last + 1)
}

/// A name that is what it was shown as means who it meant; another one is looked for.
fn person(f: &Fields, nth: usize) -> PersonInput {
    let text = |name: &str| f.text(&format!("people.{nth}.{name}")).trim().to_owned();
    let (name, known) = (text("name"), text("known"));
    let who = if !name.is_empty() && name == known { Sought::Contact(text("contact")) } else { Sought::Typed(name) };
    PersonInput { part: text("part"), who, names: f.localised(&format!("people.{nth}.names")) }
}

/// Everything of a session.
pub(super) fn of(session: &Session) -> Fields {
    let mut f = Fields::default();
    f.set("version", session.version.to_string());
    f.set("kind", session.kind.as_str());
    f.set_localised("title", &session.title);
    f.set_localised("description", &session.description);
    f.set("starts", session.slot.start.as_typed());
    f.set("ends", session.slot.end.as_typed());
    f.set("room", &*session.room);
    f.set_localised("room_names", &session.room_names);
    session.languages.iter().for_each(|l| f.push("languages", l.tag()));
    session.interpretation.iter().for_each(|l| f.push("interpretation", l.tag()));
    for (nth, appearance) in session.people.iter().enumerate() {
        let mut set = |name: &str, value: String| f.set(&format!("people.{nth}.{name}"), value);
        set("part", appearance.part.as_str().to_owned());
        match &appearance.who {
            Who::Contact { public_id, name, .. } => {
                set("name", offered(name));
                set("known", offered(name));
                set("contact", public_id.to_string());
            }
            Who::ToCome(name) => set("name", name.clone()),
        }
        f.set_localised(&format!("people.{nth}.names"), &appearance.names);
    }
    f
}

/// When and in which room it is: what a move of it names.
pub(super) fn place_of(session: &Session) -> Fields {
    let mut f = Fields::default();
    f.set("version", session.version.to_string());
    f.set("starts", session.slot.start.as_typed());
    f.set("room", &*session.room);
    f
}

/// What a form offers to choose from.
#[derive(Clone, Debug, Default)]
pub(super) struct Offer {
    pub rooms: Vec<String>,
    pub names: Vec<String>,
}

/// A row for somebody who appears.
pub(super) struct PersonRow {
    pub part: Field,
    pub name: Field,
    /// What a name to come is called in other languages; none where somebody is behind it.
    pub names: Elsewhere,
    /// The contact behind the name, and the name it had.
    pub contact: (String, String),
    pub known: (String, String),
}

/// A name by language, for those who call it otherwise than it was given: folded while nobody does.
pub(super) struct Elsewhere {
    pub open: bool,
    pub fields: Vec<Field>,
}

impl Elsewhere {
    fn of(fields: Vec<Field>) -> Elsewhere {
        Elsewhere { open: fields.iter().any(|f| !f.value.is_empty() || f.error.is_some()), fields }
    }
}

/// The fields as shown.
pub(super) struct FormView {
    w: Words,
    fields: Fields,
    faults: Invalid,
    pub offer: Offer,
}

impl FormView {
    pub fn new(w: Words, fields: Fields, faults: Invalid, offer: Offer) -> FormView {
        FormView { w, fields, faults, offer }
    }
    pub fn seen(&self) -> Seen {
        Seen::of(&self.fields)
    }
    /// Every field, in the form's order.
    pub fn all(&self) -> Vec<Field> {
        let mut all: Vec<Field> = self.texts().fields().cloned().collect();
        all.extend([self.kind(), self.moment("starts"), self.moment("ends"), self.room()]);
        all.extend(self.room_names().fields);
        all.extend([self.languages("languages"), self.languages("interpretation")]);
        // An empty row is nobody, whatever they would do.
        let filled = |row: &PersonRow| !row.name.value.trim().is_empty() || row.names.open;
        for row in self.people().into_iter().filter(filled) {
            all.extend([row.part, row.name]);
            all.extend(row.names.fields);
        }
        all
    }
    fn label(&self, name: &str) -> String {
        self.w.t(format!("session-field-{name}"))
    }
    fn filled(&self, field: Field) -> Field {
        let fault = error_of(self.w, &self.faults, &field.name);
        let value = self.fields.text(&field.name).to_owned();
        field.value(value).error(fault)
    }
    pub fn kind(&self) -> Field {
        let now = self.fields.text("kind");
        let one = |k: &SessionKind| Choice::of(k.as_str(), self.w.t(format!("session-kind-{k}")), now);
        let choices = SessionKind::ALL.iter().map(one).collect();
        self.filled(Field::new("kind", self.label("kind"), Control::Select(choices)))
    }
    pub fn moment(&self, name: &'static str) -> Field {
        self.filled(Field::new(name, self.label(name), Control::Line("datetime-local")))
    }
    pub fn room(&self) -> Field {
        self.filled(Field::line("room", self.label("room")).optional().limit(120)).help(self.w.t("session-help-room"))
    }
    pub fn room_names(&self) -> Elsewhere {
        let label = |l| self.w.with("session-field-room-in", &[("language", &self.language(l))]);
        Elsewhere::of(self.in_each("room_names", 120, label))
    }
    fn in_each(&self, name: &str, limit: usize, label: impl Fn(Locale) -> String) -> Vec<Field> {
        let field = |l: Locale| Field::line(format!("{name}.{l}"), label(l)).lang(l).optional().limit(limit);
        Locale::ALL.into_iter().map(|l| self.filled(field(l))).collect()
    }
    fn language(&self, locale: Locale) -> String {
        self.w.t(format!("language-{locale}"))
    }
    pub fn languages(&self, name: &'static str) -> Field {
        let now: Vec<&str> = self.fields.all(name).collect();
        let one = |l: Locale| Choice {
            value: l.tag().to_owned(),
            label: self.w.t(format!("language-{l}")),
            chosen: now.contains(&l.tag()),
        };
        let choices = Locale::ALL.into_iter().map(one).collect();
        self.filled(Field::new(name, self.label(name), Control::Checks(choices)).optional())
    }
    pub fn texts(&self) -> LanguageTabs {
        let whole = error_of(self.w, &self.faults, "title");
        LanguageTabs::new("texts", |l| {
            let field = |name: &str, control, limit| {
                self.filled(Field::new(format!("{name}.{l}"), self.label(name), control).optional().limit(limit))
            };
            let mut title = field("title", Control::Line("text"), 200);
            // A tab without its title wears a dot; that all are missing is told in the first.
            title.need = Need::Required;
            if let Some(fault) = whole.clone().filter(|_| l == Locale::En && title.error.is_none()) {
                title = title.error(Some(fault));
            }
            let description = field("description", Control::Area(5), 10_000).help(self.w.t("events-markdown"));
            vec![title, description]
        })
    }
    /// Those who are named, and some empty rows.
    pub fn people(&self) -> Vec<PersonRow> {
        let typed = rows(&self.fields);
        let shown = (typed + BLANK).min(MOST_PEOPLE).max(typed);
        (0..shown).map(|nth| self.person(nth)).collect()
    }
    fn person(&self, nth: usize) -> PersonRow {
        let name = |what: &str| format!("people.{nth}.{what}");
        let n = nth + 1;
        let now = Some(self.fields.text(&name("part"))).filter(|p| !p.is_empty()).unwrap_or(Part::Speaker.as_str());
        let one = |p: &Part| Choice::of(p.as_str(), self.w.t(format!("session-does-{p}")), now);
        let choices = Control::Select(Part::ALL.iter().map(one).collect());
        let part = Field::new(name("part"), self.w.n("session-field-part", n), choices);
        let who = Field::line(name("name"), self.w.n("session-field-person", n)).optional().limit(200);
        let mut who = self.filled(who);
        if let Some(fault) = error_of(self.w, &self.faults, &name("contact")) {
            who = who.error(Some(fault));
        }
        let hidden = |what: &str| (name(what), self.fields.text(&name(what)).to_owned());
        let (contact, known) = (hidden("contact"), hidden("known"));
        let of = |l| self.w.with("session-field-person-in", &[("n", &n), ("language", &self.language(l))]);
        let names = if contact.1.is_empty() { self.in_each(&name("names"), 200, of) } else { Vec::new() };
        let names = Elsewhere::of(names);
        PersonRow { part: self.filled(part), name: who, names, contact, known }
    }
    /// The summary above the form.
    pub fn problems(&self) -> Vec<Problem> {
        Problem::of(&self.all())
    }
}
