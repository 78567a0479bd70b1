//! What the frame of a page shows round its content: plain data for `templates/base/{desk,front}.html`.

use crate::i18n::{Of, Words};
use crate::kernel::locale::Locale;
use crate::web::again::Again;
use crate::web::pieces::{Notice, Undo};

/// The part of the desk a page belongs to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Section {
    Programme,
    Events,
    People,
    Mail,
    Deliverables,
    Organisations,
    Sponsors,
    Accounts,
    Settings,
    History,
    /// The member's own account, and pages that belong to no part.
    Own,
}

impl Section {
    pub fn label(self, w: impl Of<Words>) -> String {
        w.plain().t(match self {
            Section::Programme => "nav-programme",
            Section::Events => "nav-events",
            Section::People => "nav-people",
            Section::Mail => "nav-mail",
            Section::Deliverables => "nav-deliverables",
            Section::Organisations => "nav-organisations",
            Section::Sponsors => "nav-sponsors",
            Section::Accounts => "nav-accounts",
            Section::Settings => "nav-settings",
            Section::History => "nav-history",
            Section::Own => "your-account",
        })
    }

    /// The glyph of `templates/pieces/sprite.html` that stands for it where there is little room.
    pub const fn glyph(self) -> &'static str {
        match self {
            Section::Programme => "grid",
            Section::Events => "calendar",
            Section::People | Section::Own => "person",
            Section::Mail => "mail",
            Section::Deliverables => "page",
            Section::Organisations => "house",
            Section::Sponsors => "coin",
            Section::Accounts => "key",
            Section::Settings => "sliders",
            Section::History => "clock",
        }
    }

    /// The letter that goes there after `g`; the same in every language, as the keys on the keyboard are.
    pub const fn letter(self) -> &'static str {
        match self {
            Section::Programme => "p",
            Section::Events => "e",
            Section::People => "c",
            Section::Mail => "m",
            Section::Deliverables => "d",
            Section::Organisations => "o",
            Section::Sponsors => "f",
            Section::Accounts => "a",
            Section::Settings => "s",
            Section::History => "h",
            Section::Own => "y",
        }
    }

    /// Whether the bar at the foot of a phone shows it; the others are behind "More".
    const fn on_phone(self) -> bool {
        matches!(self, Section::Programme | Section::Events | Section::People | Section::Mail)
    }
}

/// One entry of the rail. Only what the member may see belongs into it.
#[derive(Clone, Debug)]
pub struct Place {
    pub section: Section,
    pub href: String,
    /// What waits there, when it is worth a number.
    pub count: Option<i64>,
}

impl Place {
    pub fn new(section: Section, href: impl Into<String>) -> Self {
        Self { section, href: href.into(), count: None }
    }
    pub fn counting(mut self, count: i64) -> Self {
        self.count = (count > 0).then_some(count);
        self
    }
}

/// The programme one works in.
#[derive(Clone, Debug)]
pub struct ProgrammeLink {
    pub title: String,
    /// Where another one is chosen; none where there is no other.
    pub switch_href: Option<String>,
    /// It is over.
    pub closed: bool,
    /// What the pages within it say of that; its first page says it at more length.
    pub bar: Option<ClosedBar>,
}

/// A closed programme on its pages.
#[derive(Clone, Debug)]
pub struct ClosedBar {
    /// "Closed on 3 May 2017 by Anna. Nothing in it can be changed."
    pub said: String,
    /// Where it is opened again, for whoever may.
    pub reopen: Option<String>,
}

/// The frame of a desk page: the field `chrome` of every page that extends `base/desk.html`.
#[derive(Clone, Debug)]
pub struct Chrome {
    pub w: Words,
    pub here: Section,
    pub member_name: String,
    pub member_href: String,
    /// The city of the member's zone: "Paris".
    pub member_zone_label: String,
    /// Programme time on the member's wall: "Mon 18 Apr 2016, 10:12".
    pub now_label: String,
    /// The token every form carries in the field `csrf`.
    pub csrf: String,
    /// How far history went when what the page's forms are about was shown; they carry it in the field `looked`.
    pub looked: Option<i64>,
    pub programme: Option<ProgrammeLink>,
    pub places: Vec<Place>,
    /// This page's path with its query, to come back to after a change of language.
    pub path: String,
    /// What was sent, on a page that answers a form: a change of language sends it once more, for the same page.
    pub again: Option<Again>,
    /// Where the language is changed (POST `locale`, `back`, `csrf`).
    pub locale_action: String,
    /// Where one signs out (POST `csrf`).
    pub sign_out_action: String,
    pub request_id: String,
    /// Said once at the head of the page: what the last act did.
    pub notice: Option<Notice>,
    /// What may still be called back.
    pub undo: Option<Undo>,
    /// Changes with every build, so that browsers may keep assets for ever: [`super::assets::version`].
    pub version: &'static str,
}

impl Chrome {
    pub fn main_places(&self) -> impl Iterator<Item = &Place> {
        self.places.iter().filter(|p| p.section.on_phone())
    }
    pub fn other_places(&self) -> impl Iterator<Item = &Place> {
        self.places.iter().filter(|p| !p.section.on_phone())
    }
    pub fn locales(&self) -> [Locale; 3] {
        Locale::ALL
    }
}

/// Whether search engines may list a page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Robots {
    Index,
    Hide,
}

/// The frame of a page for strangers: the field `front` of every page that extends `base/front.html`.
#[derive(Clone, Debug)]
pub struct Front {
    pub w: Words,
    /// Who speaks: the programme's or the organiser's name, beside the seal.
    pub host: String,
    /// The hue of the city: "hue-datong", or empty.
    pub hue: String,
    pub robots: Robots,
    /// The same page in the other languages; a link only shows, it changes nothing.
    pub languages: Vec<(Locale, String)>,
    pub request_id: String,
    pub version: &'static str,
}

impl Front {
    pub fn new(w: Words, host: impl Into<String>, version: &'static str) -> Self {
        Self {
            w,
            host: host.into(),
            hue: String::new(),
            robots: Robots::Hide,
            languages: Vec::new(),
            request_id: String::new(),
            version,
        }
    }
    /// The same page in every language by a query of `lang=`; `path` is without query.
    pub fn in_languages(mut self, path: &str) -> Self {
        self.languages = Locale::ALL.into_iter().map(|l| (l, format!("{path}?lang={}", l.tag()))).collect();
        self
    }
    pub fn hidden(&self) -> bool {
        self.robots == Robots::Hide
    }
}
