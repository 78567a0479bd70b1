//! Plain data for the pieces in `templates/pieces`: what a page fills in and a macro draws.

pub mod account_fields;
mod apart;
pub mod drawn;
mod fault;
mod foreign;
mod languages;
mod past;
pub mod phone;

pub use apart::told_apart;
pub use fault::Fault;
pub use foreign::{lang_of, tongue_of};
pub use languages::{LanguageTab, LanguageTabs};
pub use past::{Changed, Past, Since, written};

use crate::kernel::locale::Locale;

/// A state as people see it: glyph, hue and word; never the hue alone.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mark {
    pub glyph: &'static str,
    pub class: &'static str,
    pub word: String,
}

impl Mark {
    fn new(glyph: &'static str, class: &'static str, word: impl Into<String>) -> Self {
        Self { glyph, class, word: word.into() }
    }
    pub fn done(word: impl Into<String>) -> Self {
        Self::new("done", "done", word)
    }
    pub fn planned(word: impl Into<String>) -> Self {
        Self::new("plan", "planned", word)
    }
    pub fn under_way(word: impl Into<String>) -> Self {
        Self::new("half", "planned", word)
    }
    pub fn at_risk(word: impl Into<String>) -> Self {
        Self::new("risk", "risk", word)
    }
    pub fn late(word: impl Into<String>) -> Self {
        Self::new("late", "risk", word)
    }
    pub fn refused(word: impl Into<String>) -> Self {
        Self::new("refused", "refused", word)
    }
    pub fn locked(word: impl Into<String>) -> Self {
        Self::new("lock", "idle", word)
    }
    pub fn idle(word: impl Into<String>) -> Self {
        Self::new("plan", "idle", word)
    }
    pub fn unsure(word: impl Into<String>) -> Self {
        Self::new("unsure", "planned", word)
    }
    pub fn waiting(word: impl Into<String>) -> Self {
        Self::new("late", "idle", word)
    }
}

/// How a notice sounds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tone {
    Done,
    Plain,
    Warning,
    Refused,
}

/// A sentence above the content.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Notice {
    pub tone: Tone,
    pub text: String,
}

impl Notice {
    pub fn new(tone: Tone, text: impl Into<String>) -> Self {
        Self { tone, text: text.into() }
    }
    pub const fn class(&self) -> &'static str {
        match self.tone {
            Tone::Done => "done",
            Tone::Plain => "planned",
            Tone::Warning => "risk",
            Tone::Refused => "refused",
        }
    }
    pub const fn glyph(&self) -> &'static str {
        match self.tone {
            Tone::Done => "done",
            Tone::Plain => "note",
            Tone::Warning => "risk",
            Tone::Refused => "refused",
        }
    }
}

/// What was just released and may be called back for a while.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Undo {
    /// "57 invitations leave at 10:17."
    pub text: String,
    /// The clock time of the end, as the reader writes it.
    pub until: String,
    /// Where the form posts to.
    pub action: String,
}

/// One of several answers to a field.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Choice {
    pub value: String,
    pub label: String,
    pub chosen: bool,
}

impl Choice {
    /// A choice that is chosen when its value is the current one.
    pub fn of(value: impl Into<String>, label: impl Into<String>, current: &str) -> Self {
        let value = value.into();
        Self { chosen: value == current, value, label: label.into() }
    }
}

/// How a field is filled in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Control {
    /// One line; the type of HTML's `input` ("text", "email", "date", "datetime-local", "number", "password", "tel", "url").
    Line(&'static str),
    /// Several lines, so many to begin with.
    Area(u8),
    Select(Vec<Choice>),
    Radios(Vec<Choice>),
    Checks(Vec<Choice>),
    /// One box to tick; it sends `yes`, and is ticked when the value is `yes`.
    Tick,
    /// A file of these kinds, as `accept` lists them.
    File(&'static str),
    /// Several of them.
    Files(&'static str),
}

impl Control {
    fn choices(&self) -> &[Choice] {
        match self {
            Control::Select(c) | Control::Radios(c) | Control::Checks(c) => c,
            _ => &[],
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Need {
    Required,
    Optional,
}

/// A field of a form: label above, help beside, error under it, and what was typed kept.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Field {
    pub name: String,
    pub label: String,
    pub value: String,
    pub help: Option<String>,
    pub error: Option<String>,
    pub need: Need,
    pub control: Control,
    /// The language of what is typed.
    pub lang: Option<&'static str>,
    /// HTML's `autocomplete`.
    pub autocomplete: Option<&'static str>,
    /// The most characters accepted.
    pub limit: Option<usize>,
    /// What it is one of several fields of the same label for, where a summary has to tell them apart: a city. (Languages are told by
    /// the field's name.)
    pub of: Option<String>,
}

impl Field {
    pub fn new(name: impl Into<String>, label: impl Into<String>, control: Control) -> Self {
        Self {
            name: name.into(),
            label: label.into(),
            value: String::new(),
            help: None,
            error: None,
            need: Need::Required,
            control,
            lang: None,
            autocomplete: None,
            limit: None,
            of: None,
        }
    }
    pub fn line(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self::new(name, label, Control::Line("text"))
    }
    pub fn area(name: impl Into<String>, label: impl Into<String>, rows: u8) -> Self {
        Self::new(name, label, Control::Area(rows))
    }
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = value.into();
        self
    }
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
    pub fn error(mut self, error: Option<impl Into<Fault>>) -> Self {
        self.error = error.map(|fault| fault.into().said(&self.control));
        self
    }
    pub fn of(mut self, whole: impl Into<String>) -> Self {
        self.of = Some(whole.into());
        self
    }
    pub fn optional(mut self) -> Self {
        self.need = Need::Optional;
        self
    }
    pub fn lang(mut self, locale: Locale) -> Self {
        self.lang = Some(locale.bcp47());
        self
    }
    pub fn autocomplete(mut self, what: &'static str) -> Self {
        self.autocomplete = Some(what);
        self
    }
    pub fn limit(mut self, characters: usize) -> Self {
        self.limit = Some(characters);
        self
    }

    pub fn id(&self) -> String {
        format!("f-{}", self.name)
    }
    pub fn required(&self) -> bool {
        self.need == Need::Required
    }
    /// For the macro that draws it.
    pub const fn shape(&self) -> &'static str {
        match self.control {
            Control::Line(_) => "line",
            Control::Area(_) => "area",
            Control::Select(_) => "select",
            Control::Radios(_) => "radio",
            Control::Checks(_) => "checkbox",
            Control::Tick => "tick",
            Control::File(_) => "file",
            Control::Files(_) => "files",
        }
    }
    /// The input's type, or what a file field accepts.
    pub const fn kind(&self) -> &'static str {
        match self.control {
            Control::Line(kind) | Control::File(kind) | Control::Files(kind) => kind,
            _ => "",
        }
    }
    pub const fn rows(&self) -> u8 {
        match self.control {
            Control::Area(rows) => rows,
            _ => 1,
        }
    }
    pub fn choices(&self) -> &[Choice] {
        self.control.choices()
    }
}

/// What a form says above itself when it was refused.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Problem {
    /// The id of the field, to jump to; empty for what concerns the whole form.
    pub field: String,
    /// The field's label, said before the text; empty where the text names it, or names none.
    pub label: String,
    pub text: String,
}

impl Problem {
    /// The problems of these fields, in their order.
    pub fn of<'a>(fields: impl IntoIterator<Item = &'a Field>) -> Vec<Problem> {
        let label = |f: &Field| match &f.of {
            Some(whole) => format!("{} ({whole})", f.label),
            None => f.label.clone(),
        };
        let problem = |f: &Field| Some(Problem { field: f.id(), label: label(f), text: f.error.clone()? });
        fields.into_iter().filter_map(problem).collect()
    }
}

/// A person in both scripts.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct PersonView {
    pub name: String,
    pub name_lang: Option<&'static str>,
    /// The name in the other script.
    pub beside: Option<String>,
    pub beside_lang: Option<&'static str>,
    /// Role and organisation, or the form of address.
    pub note: Option<String>,
    pub href: Option<String>,
}

impl PersonView {
    pub fn new(name: &crate::kernel::names::PersonName, reader: Locale) -> Self {
        let shown = name.shown(reader);
        let lang_of = |text: &str| if text == name.native { name.native_lang() } else { None };
        Self {
            name: shown.to_owned(),
            name_lang: lang_of(shown),
            beside: name.beside(reader).map(str::to_owned),
            beside_lang: name.beside(reader).and_then(lang_of),
            note: None,
            href: None,
        }
    }
    pub fn href(mut self, href: impl Into<String>) -> Self {
        self.href = Some(href.into());
        self
    }
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }
}

/// A heading of a table that sorts it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Column {
    pub label: String,
    pub href: String,
    pub sorted: Sorted,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sorted {
    No,
    Up,
    Down,
}

impl Column {
    /// For `aria-sort`.
    pub const fn aria(&self) -> &'static str {
        match self.sorted {
            Sorted::No => "none",
            Sorted::Up => "ascending",
            Sorted::Down => "descending",
        }
    }
}

/// The foot of a list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pager {
    pub shown: usize,
    pub first: Option<String>,
    pub next: Option<String>,
}
