//! The page that shows both versions.

use std::collections::{BTreeMap, BTreeSet};

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use askama::Template;

use super::seen::{by_name, carried, is_frame, read};
use super::spoken::Spoken;
use super::three_way::{Before, Side, Values, Verdict, plain, verdict};
use crate::db::DbError;
use crate::domain::history::{self, Entity, Entry};
use crate::i18n::Words;
use crate::kernel::ids::PublicId;
use crate::kernel::locale::Locale;
use crate::kernel::page::PageRequest;
use crate::kernel::time::{WallTime, Zone};
use crate::web::field_names::in_language;
use crate::web::pieces::{Control, Field, Problem as FormProblem};
use crate::web::{App, Chrome, Fields, Problem, SignedIn, html_status, see_other};

/// A form that was shown with an older version than there is.
pub struct Clash<'a> {
    pub w: Words,
    pub chrome: Chrome,
    /// What is changed: for history, and for people.
    pub subject: (Entity, i64),
    pub title: String,
    /// Where the form posts to.
    pub action: String,
    /// Where the thing is looked at.
    pub back: String,
    /// The form as it came in.
    pub typed: &'a Fields,
    /// The thing as the form would show it now, with its version.
    pub now: Fields,
    /// The form's fields, filled in with these values.
    pub fields: &'a dyn Fn(&Fields) -> Vec<Field>,
}

#[derive(Template)]
#[template(path = "admin/merging/clash.html")]
struct ClashPage {
    w: Words,
    chrome: Chrome,
    title: String,
    action: String,
    back: String,
    spoken: Spoken,
    /// Who saved the other version, and when.
    by: Option<By>,
    version: String,
    was: String,
    now: String,
    /// On the button: what comes next.
    verb: String,
    problems: Vec<FormProblem>,
    /// What the form sends and both agree on.
    agreed: Vec<(String, String)>,
    differences: Vec<Difference>,
}

struct By {
    said: String,
    exact: String,
    machine: String,
}

struct Difference {
    /// Stands above the first of its kind.
    heading: Option<String>,
    verdict: Verdict,
    name: String,
    label: String,
    lang: Option<&'static str>,
    /// In words; none where it is not known, or too long to be carried.
    before: Option<String>,
    mine: Version,
    theirs: Version,
    /// What is merged by hand, where the field is a text.
    hand: Option<String>,
    rows: usize,
    picked: String,
    error: Option<String>,
}

impl Difference {
    fn id(&self) -> String {
        format!("f-{}", self.name)
    }
}

/// Whose last change is told.
#[derive(Clone, Copy)]
enum Of<'a> {
    Whole,
    Field(&'a str),
    Part(&'a PublicId),
}

/// One side of a field.
struct Version {
    shown: String,
    values: Values,
}

impl Clash<'_> {
    /// Asks about what differs; goes on where nothing does.
    pub async fn answer(self, app: &App, who: &SignedIn) -> Result<HttpResponse, Problem> {
        self.told(Of::Whole, "merge-save", app, who).await
    }

    /// The same where what is chosen is looked at once more before anything is done.
    pub async fn answer_and_check(
        self,
        verb: &'static str,
        app: &App,
        who: &SignedIn,
    ) -> Result<HttpResponse, Problem> {
        self.told(Of::Whole, verb, app, who).await
    }

    /// The same for what history keeps as one field of something larger: who saved that last is named.
    pub async fn answer_of(self, field: &str, app: &App, who: &SignedIn) -> Result<HttpResponse, Problem> {
        self.told(Of::Field(field), "merge-save", app, who).await
    }

    /// The same for a part with a version of its own, by its public id.
    pub async fn answer_of_part(self, part: &PublicId, app: &App, who: &SignedIn) -> Result<HttpResponse, Problem> {
        self.told(Of::Part(part), "merge-save", app, who).await
    }

    /// The same where what is chosen is looked at once more.
    pub async fn answer_of_part_and_check(
        self,
        part: &PublicId,
        verb: &'static str,
        app: &App,
        who: &SignedIn,
    ) -> Result<HttpResponse, Problem> {
        self.told(Of::Part(part), verb, app, who).await
    }

    async fn told(self, of: Of<'_>, verb: &'static str, app: &App, who: &SignedIn) -> Result<HttpResponse, Problem> {
        let (kind, id) = self.subject;
        let actor = who.visitor.actor();
        let part = match of {
            Of::Part(part) => Some(part.to_string()),
            Of::Whole | Of::Field(_) => None,
        };
        let read_entries = app.db.read(move |conn| -> Result<_, DbError> {
            match part {
                Some(part) => history::of_part(conn, &actor, (kind, id), (&part, 0)),
                None => Ok(history::of_entity(conn, kind, id, PageRequest::default())?.items),
            }
        });
        let entries = read_entries.await?;
        let last = last_change(&entries, of);
        let spoken = Spoken::of(last, who.visitor.actor().account());
        let (mine, theirs) = ((self.fields)(self.typed), (self.fields)(&self.now));
        let before = read(self.typed.text("was"));
        let sides = Sides { mine: values(&mine), theirs: values(&theirs), before: before.as_ref() };
        let mut differences = Vec::new();
        let mut told = BTreeSet::new();
        for field in mine.iter().chain(&theirs).filter(|field| told.insert(field.name.clone())) {
            let find = |fields: &[Field]| fields.iter().find(|f| f.name == field.name).cloned();
            let both = (find(&mine).unwrap_or_else(|| field.clone()), find(&theirs).unwrap_or_else(|| field.clone()));
            differences.extend(self.difference(spoken, &sides, &both));
        }
        if differences.is_empty() {
            return Ok(see_other(&format!("{}?note={}", self.back, spoken.alike)));
        }
        let by = last.map(|entry| self.by(app, who, (spoken, entry)));
        let differences = in_order(self.w, spoken, differences);
        html_status(StatusCode::CONFLICT, &self.page(spoken, verb, (differences, &told), by))
    }

    fn by(&self, app: &App, who: &SignedIn, (spoken, entry): (Spoken, &Entry)) -> By {
        let name = entry.actor_name.clone().unwrap_or_else(|| self.w.t("programme-past-engine"));
        let ago = self.w.ago(entry.at, app.clock.now(), who.zone);
        By {
            said: self.w.with(spoken.by, &[("name", &name), ("ago", &ago)]),
            exact: self.w.exact(entry.at, who.zone),
            machine: entry.at.rfc3339(),
        }
    }

    fn difference(&self, spoken: Spoken, sides: &Sides<'_>, (own, other): &(Field, Field)) -> Option<Difference> {
        let (w, name) = (self.w, own.name.as_str());
        let (mine, theirs) = (sides.of(&sides.mine, name), sides.of(&sides.theirs, name));
        let before = sides.before(name);
        let verdict = verdict(before.as_ref(), &mine, &theirs);
        // Why something is done, and that a day in the past is meant, is said by whoever does it, and is no field of the thing.
        let said_with_it = matches!(name.split('.').next(), Some("reason" | "passed"));
        if verdict == Verdict::Agreed || said_with_it {
            return None;
        }
        let chosen = match verdict {
            Verdict::Changed(Side::Mine) => "mine",
            Verdict::Changed(Side::Theirs) => "theirs",
            Verdict::Agreed | Verdict::Disputed => "",
        };
        let pick = format!("pick:{name}");
        let picked = if self.typed.has(&pick) { self.typed.text(&pick) } else { chosen }.to_owned();
        // A room or a number is chosen; texts may be written together.
        let text = own.lang.is_some() && matches!(own.control, Control::Line("text"));
        let written = text || matches!(own.control, Control::Area(_));
        let by_hand = format!("hand:{name}");
        let drawn = together(verdict, own, other);
        let hand = if self.typed.has(&by_hand) { self.typed.text(&by_hand) } else { &drawn };
        let undecided = self.typed.has("undecided") && picked.is_empty();
        let why = match (written, plain(hand) == plain(&drawn)) {
            (false, _) => spoken.unchosen,
            (true, true) => spoken.undecided,
            (true, false) => "merge-written",
        };
        let shown = |field: &Field, values: &Values| shown(w, field, values);
        Some(Difference {
            heading: None,
            verdict,
            label: label(w, own),
            lang: own.lang,
            before: match &before {
                Some(Before::Values(values)) => Some(shown(own, values)),
                Some(Before::Print(_)) | None => None,
            },
            mine: Version { shown: shown(own, &mine), values: mine },
            theirs: Version { shown: shown(other, &theirs), values: theirs },
            rows: (1 + hand.chars().count() / 60 + hand.lines().count()).clamp(2, 16),
            hand: written.then(|| hand.to_owned()),
            error: undecided.then(|| w.t(why)),
            name: name.to_owned(),
            picked,
        })
    }

    /// Of what was sent, what belongs to the form goes on with it.
    fn page(
        self,
        spoken: Spoken,
        verb: &'static str,
        (differences, own): (Vec<Difference>, &BTreeSet<String>),
        by: Option<By>,
    ) -> ClashPage {
        let differ: BTreeSet<&str> = differences.iter().map(|d| d.name.as_str()).collect();
        let own: BTreeSet<&str> = own.iter().map(String::as_str).chain(self.now.iter().map(|(name, _)| name)).collect();
        let agreed = |name: &str| !is_frame(name) && own.contains(name) && !differ.contains(name);
        let agreed = self.typed.iter().filter(|(name, _)| agreed(name));
        let problem =
            |d: &Difference| Some(FormProblem { field: d.id(), label: d.label.clone(), text: d.error.clone()? });
        ClashPage {
            w: self.w,
            title: self.title,
            action: self.action,
            back: self.back,
            spoken,
            by,
            version: self.now.text("version").to_owned(),
            was: self.typed.text("was").to_owned(),
            now: carried(&self.now),
            verb: self.w.t(verb),
            problems: differences.iter().filter_map(problem).collect(),
            agreed: agreed.map(|(n, v)| (n.to_owned(), v.to_owned())).collect(),
            differences,
            chrome: self.chrome,
        }
    }
}

/// The values of every field on both sides, and what they were.
struct Sides<'a> {
    mine: BTreeMap<String, Values>,
    theirs: BTreeMap<String, Values>,
    before: Option<&'a BTreeMap<String, Before>>,
}

impl Sides<'_> {
    fn of(&self, side: &BTreeMap<String, Values>, name: &str) -> Values {
        side.get(name).cloned().unwrap_or_default()
    }
    /// What a form did not have was blank.
    fn before(&self, name: &str) -> Option<Before> {
        let before = self.before?;
        Some(before.get(name).cloned().unwrap_or(Before::Values(Values::new())))
    }
}

/// What the fields would send, as it is compared.
fn values(fields: &[Field]) -> BTreeMap<String, Values> {
    let mut sent = Fields::default();
    for field in fields {
        match &field.control {
            Control::Select(choices) | Control::Radios(choices) | Control::Checks(choices) => {
                choices.iter().filter(|c| c.chosen).for_each(|c| sent.push(&field.name, c.value.as_str()));
            }
            Control::Line(_) | Control::Area(_) | Control::Tick => sent.push(&field.name, field.value.as_str()),
            Control::File(_) | Control::Files(_) => {}
        }
    }
    by_name(&sent)
}

/// The newest entry that says what changed, or that this field did; of none, the newest.
fn last_change<'a>(entries: &'a [Entry], of: Of<'_>) -> Option<&'a Entry> {
    let changed = |e: &&Entry| match of {
        Of::Field(field) => e.changes.iter().any(|change| change.field == field),
        Of::Whole | Of::Part(_) => !(e.changes.is_empty() && e.personal.is_empty()),
    };
    entries.iter().find(changed).or(entries.first())
}

/// What both have changed comes first: only that is to be decided.
fn in_order(w: Words, spoken: Spoken, mut differences: Vec<Difference>) -> Vec<Difference> {
    let rank = |verdict: Verdict| match verdict {
        Verdict::Agreed | Verdict::Disputed => (0, spoken.both),
        Verdict::Changed(Side::Theirs) => (1, spoken.them),
        Verdict::Changed(Side::Mine) => (2, spoken.you),
    };
    differences.sort_by_key(|d| rank(d.verdict).0);
    let mut last = None;
    for d in &mut differences {
        let (kind, key) = rank(d.verdict);
        d.heading = (last != Some(kind)).then(|| w.t(key));
        last = Some(kind);
    }
    differences
}

/// What a text written together begins with: the side that changed something, and of two both.
fn together(verdict: Verdict, own: &Field, other: &Field) -> String {
    let (mine, theirs) = (own.value.trim(), other.value.trim());
    match verdict {
        Verdict::Changed(Side::Theirs) => other.value.clone(),
        Verdict::Disputed if mine.is_empty() => other.value.clone(),
        Verdict::Disputed if !theirs.is_empty() => {
            let between = if matches!(own.control, Control::Area(_)) { "\n\n" } else { " / " };
            format!("{theirs}{between}{mine}")
        }
        Verdict::Changed(Side::Mine) | Verdict::Disputed | Verdict::Agreed => own.value.clone(),
    }
}

/// The field's label, with its language where it is asked for in each and the label does not say it itself.
fn label(w: Words, field: &Field) -> String {
    let language = field.name.rsplit_once('.').and_then(|(_, tag)| tag.parse::<Locale>().ok());
    match language {
        Some(language) => in_language(w, &field.label, language),
        None => field.label.clone(),
    }
}

/// Values as people read them: of choices their words, of nothing that there is nothing.
fn shown(w: Words, field: &Field, values: &Values) -> String {
    let word = |value: &String| match &field.control {
        Control::Line("date") => {
            value.parse().map_or_else(|_| value.clone(), |day: chrono::NaiveDate| w.date_medium(day))
        }
        // As it is typed, on whichever wall: people read it as they write it.
        Control::Line("datetime-local") => {
            WallTime::parse(value, Zone::UTC).map_or_else(|_| value.clone(), |at| w.moment_short(at))
        }
        _ => {
            let choice = field.choices().iter().find(|c| c.value == *value);
            choice.map_or_else(|| value.clone(), |choice| choice.label.clone())
        }
    };
    let words: Vec<String> = match (&field.control, values.is_empty()) {
        (Control::Tick, empty) => vec![w.t(if empty { "word-no" } else { "word-yes" })],
        (_, true) => vec![w.t("merge-blank")],
        (_, false) => values.iter().map(word).collect(),
    };
    w.list(&words)
}
