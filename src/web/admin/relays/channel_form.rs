//! The form of a channel: its officer, how many members it reaches, a note.

use askama::Template;

use super::channels::here;
use super::list_of;
use crate::domain::contacts::{Organisation, Person};
use crate::domain::programme::Outline;
use crate::domain::relays::{Channel, ChannelDraft, NOTE};
use crate::i18n::Words;
use crate::kernel::invalid::Invalid;
use crate::web::merging::Seen;
use crate::web::pieces::account_fields::error_of;
use crate::web::pieces::{Choice, Control, Field, Problem as FormProblem, told_apart};
use crate::web::{App, Chrome, Fields, Section, SignedIn};

#[derive(Template)]
#[template(path = "admin/relays/channel.html")]
pub(super) struct FormPage {
    w: Words,
    chrome: Chrome,
    list: String,
    here: String,
    heading: String,
    house: Face,
    action: String,
    seen: Seen,
    /// Nobody of the house is known: an officer is added to the people first.
    nobody: bool,
    problems: Vec<FormProblem>,
    fields: Vec<Field>,
}

/// The house on its form.
#[derive(Clone)]
pub(super) struct Face {
    name: String,
    /// What the form sends.
    organisation: String,
    href: String,
}

pub(super) fn face(w: Words, of: &Organisation) -> Face {
    let organisation = of.public_id.to_string();
    Face { name: of.name.best(w.locale()).to_owned(), href: format!("/organisations/{organisation}"), organisation }
}

pub(super) fn face_of(w: Words, channel: &Channel) -> Face {
    let organisation = channel.house.public_id.to_string();
    let name = channel.house.name.best(w.locale()).to_owned();
    Face { name, href: format!("/organisations/{organisation}"), organisation }
}

pub(super) fn fields(w: Words, people: &[(Choice, Vec<String>)], typed: &Fields, faults: &Invalid) -> Vec<Field> {
    let current = typed.text("officer");
    let chosen = |(choice, beside): &(Choice, Vec<String>)| {
        (Choice::of(choice.value.clone(), choice.label.clone(), current), beside.clone())
    };
    let none = Choice::of("", w.t("relays-officer-choose"), current);
    let choices: Vec<Choice> = std::iter::once(none).chain(told_apart(people.iter().map(chosen))).collect();
    let officer = Field::new("officer", w.t("relays-officer"), Control::Select(choices));
    let members = Field::line("members", w.t("relays-channel-members")).value(typed.text("members"));
    let note = Field::area("note", w.t("relays-channel-note"), 2).value(typed.text("note"));
    vec![
        officer.value(current).help(w.t("relays-officer-help")).error(error_of(w, faults, "officer")),
        members.limit(20).optional().help(w.t("relays-channel-members-help")).error(error_of(w, faults, "members")),
        note.limit(NOTE).optional().error(error_of(w, faults, "note")),
    ]
}

/// Those of the house, and who is the officer now.
pub(super) fn with_officer(w: Words, people: &[Person], channel: Option<&Channel>) -> Vec<(Choice, Vec<String>)> {
    let one = |p: &Person| {
        let beside = p.name.beside(w.locale()).unwrap_or_default().to_owned();
        (Choice::of(p.public_id.as_str(), p.name.shown(w.locale()), ""), vec![beside])
    };
    let mut all: Vec<(Choice, Vec<String>)> = people.iter().map(one).collect();
    let known = |all: &[(Choice, Vec<String>)], id: &str| all.iter().any(|(choice, _)| choice.value == id);
    let officer = channel.map(|channel| &channel.officer);
    if let Some(officer) = officer.filter(|officer| !known(&all, officer.public_id.as_str())) {
        let beside = officer.name.beside(w.locale()).unwrap_or_default().to_owned();
        all.push((Choice::of(officer.public_id.as_str(), officer.name.shown(w.locale()), ""), vec![beside]));
    }
    all
}

pub(super) fn page(
    app: &App,
    who: &SignedIn,
    (outline, existing): (&Outline, Option<&Channel>),
    (house, people): (&Face, &[Person]),
    (typed, faults): (&Fields, &Invalid),
) -> FormPage {
    let (w, here) = (who.words, here(outline));
    let people = with_officer(w, people, existing);
    let fields = fields(w, &people, typed, faults);
    let whole = faults.0.iter().filter(|fault| fault.field == "organisation").map(|fault| FormProblem {
        field: String::new(),
        label: w.t("field-organisation"),
        text: w.reason(&fault.reason),
    });
    FormPage {
        w,
        chrome: Chrome::of(app, who, Section::Deliverables),
        list: list_of(outline),
        heading: w.t(if existing.is_some() { "relays-channel-edit" } else { "relays-channel-new" }),
        house: house.clone(),
        action: existing.map_or_else(|| here.clone(), |channel| format!("{here}/{}", channel.public_id)),
        seen: existing.map(|_| Seen::of(typed)).unwrap_or_default(),
        nobody: people.is_empty(),
        problems: whole.chain(FormProblem::of(&fields)).collect(),
        fields,
        here,
    }
}

pub(super) fn draft(fields: &Fields) -> ChannelDraft {
    let text = |name: &str| fields.text(name).to_owned();
    ChannelDraft { organisation: text("id"), officer: text("officer"), members: text("members"), note: text("note") }
}

pub(super) fn fields_of(channel: &Channel) -> Fields {
    let mut typed = Fields::default();
    typed.set("version", channel.version.to_string());
    typed.set("officer", channel.officer.public_id.to_string());
    typed.set("members", channel.members.map(|n| n.to_string()).unwrap_or_default());
    typed.set("note", channel.note.clone());
    typed
}
