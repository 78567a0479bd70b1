//! Two people write the same gate: whoever saves later sees both, condition by condition, and saves once. For the page that asks, each place
//! of the gate is a field: `s.0.2` is the third part of the first group, `s.0.join` how that group counts.

use actix_web::HttpResponse;

use super::words::Teller;
use crate::domain::gates::{DEPTH, Gate, GateDraft, Part, PartDraft, Path, Piece, Slot, Stored, assembled, slots};
use crate::domain::history::Entity;
use crate::web::field_names::in_language;
use crate::web::merging::{Clash, Seen};
use crate::web::pieces::{Choice, Control, Field};
use crate::web::{App, Chrome, Fields, Problem, SignedIn};

/// More places than two lawful gates have together; what is beyond is not read.
const MOST: usize = 200;

/// A gate as forms carry it.
pub(super) fn carried(gate: &Gate) -> Result<String, Problem> {
    serde_json::to_string(gate).map_err(|fault| Problem::Internal(fault.to_string()))
}

/// The gate that the form was opened with; of an answer that decides about everything, the one it was decided against.
pub(super) fn base(fields: &Fields) -> &str {
    fields.text(if is_answer(fields) && !fields.has("undecided") { "against" } else { "base" })
}

fn is_answer(fields: &Fields) -> bool {
    fields.has("against")
}

/// What was decided, where this is an answer to the page that asks.
pub(super) fn decided(fields: &Fields) -> Option<GateDraft> {
    let pieces = || fields.iter().filter_map(|(name, value)| piece(name, value)).take(MOST).collect::<Vec<_>>();
    is_answer(fields).then(|| GateDraft::of(&assembled(&pieces())))
}

fn piece(name: &str, value: &str) -> Option<(Path, Piece)> {
    let place = name.strip_prefix("s.")?;
    let (place, joins) = match place.strip_suffix("join") {
        Some(rest) => (rest.trim_end_matches('.'), true),
        None => (place, false),
    };
    let steps = place.split('.').filter(|n| !n.is_empty()).map(|n| n.parse().ok());
    let place = steps.collect::<Option<Path>>().filter(|place| place.len() <= DEPTH)?;
    let piece =
        if joins { Piece::Join(value.parse().ok()?) } else { Piece::Part(serde_json::from_str::<Part>(value).ok()?) };
    Some((place, piece))
}

/// Both versions, and how they are told.
pub(super) struct Both<'a> {
    pub chrome: Chrome,
    pub subject: (Entity, i64),
    pub title: String,
    /// The step's or the event's page.
    pub back: String,
    pub teller: Teller<'a>,
    /// The form as it came.
    pub sent: &'a Fields,
    pub mine: &'a Gate,
    pub now: &'a Stored,
}

/// A place as the page names and tells it.
struct Told {
    name: String,
    label: String,
    /// What may stand there: its value and its words.
    choices: Vec<(String, String)>,
    before: String,
    mine: String,
    theirs: String,
}

impl Both<'_> {
    /// Asks about what differs.
    pub async fn ask(self, app: &App, who: &SignedIn) -> Result<HttpResponse, Problem> {
        let opened = base(self.sent);
        // Without it, it is not known what was before: each difference is asked about.
        let before = serde_json::from_str::<Gate>(opened).ok();
        let told = slots(before.as_ref().unwrap_or(&self.now.gate), self.mine, &self.now.gate);
        let told = told.iter().map(|slot| self.told(slot)).collect::<Result<Vec<Told>, Problem>>()?;
        let side = |of: fn(&Told) -> &String| {
            let mut fields = Fields::default();
            told.iter().filter(|t| !of(t).is_empty()).for_each(|t| fields.push(&t.name, of(t).as_str()));
            fields.set("version", self.now.version.to_string());
            fields
        };
        let (was, against) = (side(|t| &t.before), carried(&self.now.gate)?);
        let (mut typed, mut now) = (side(|t| &t.mine), side(|t| &t.theirs));
        typed.set("was", if before.is_some() { Seen::of(&was).was } else { String::new() });
        typed.set("base", opened);
        typed.set("against", against.as_str());
        // What was chosen holds as long as it is chosen against the same.
        if self.sent.has("undecided") && self.sent.text("against") == against {
            typed.set("undecided", "yes");
            let picks = self.sent.iter().filter(|(name, _)| name.starts_with("pick:"));
            picks.for_each(|(name, value)| typed.push(name, value));
        }
        now.set("base", "");
        now.set("against", "");
        let field = |t: &Told, current: &str| {
            let choices = t.choices.iter().map(|(value, said)| Choice::of(value, said, current)).collect();
            Field::new(&t.name, &t.label, Control::Radios(choices))
        };
        let fields = |f: &Fields| told.iter().map(|t| field(t, f.text(&t.name))).collect();
        let clash = Clash {
            w: self.teller.w,
            chrome: self.chrome,
            subject: self.subject,
            title: self.title,
            action: format!("{}/gate", self.back),
            back: self.back,
            typed: &typed,
            now,
            fields: &fields,
        };
        clash.answer_of("gate", app, who).await
    }

    fn told(&self, slot: &Slot) -> Result<Told, Problem> {
        let w = self.teller.w;
        let place: Vec<String> = slot.place.iter().map(ToString::to_string).collect();
        let sides = [&slot.before, &slot.mine, &slot.theirs];
        let joins = sides.iter().any(|side| matches!(side, Some(Piece::Join(_))));
        let words = std::iter::once("s").chain(place.iter().map(String::as_str)).chain(joins.then_some("join"));
        let mut choices: Vec<(String, String)> = Vec::new();
        let mut pieces: Vec<&Piece> = Vec::new();
        let mut values = Vec::new();
        for side in sides {
            let value = side.as_ref().map(value).transpose()?.unwrap_or_default();
            if let Some(piece) = side
                && choices.iter().all(|(known, _)| *known != value)
            {
                choices.push((value.clone(), self.said(piece)));
                pieces.push(piece);
            }
            values.push(value);
        }
        self.told_apart(&mut choices, &pieces);
        let mut values = values.into_iter();
        let mut next = || values.next().unwrap_or_default();
        let heading = w.t(match sides.into_iter().flatten().next() {
            Some(Piece::Part(part)) => heading(part),
            Some(Piece::Join(_)) | None => "gates-group".to_owned(),
        });
        let within = slot.place.len() > usize::from(!joins);
        Ok(Told {
            name: words.collect::<Vec<_>>().join("."),
            label: if within { format!("{} · {heading}", w.t("gates-test-group")) } else { heading },
            choices,
            before: next(),
            mine: next(),
            theirs: next(),
        })
    }

    /// Where two read alike in the reader's language, it is their names in the others that differ: those are said too.
    fn told_apart(&self, choices: &mut [(String, String)], pieces: &[&Piece]) {
        let words: Vec<String> = choices.iter().map(|(_, words)| words.clone()).collect();
        for (choice, piece) in choices.iter_mut().zip(pieces) {
            if words.iter().filter(|other| **other == choice.1).count() > 1 {
                choice.1 =
                    std::iter::once(choice.1.clone()).chain(self.elsewhere(piece)).collect::<Vec<_>>().join(" · ");
            }
        }
    }

    /// What its conditions are called in the languages that the reader does not read.
    fn elsewhere(&self, piece: &Piece) -> Vec<String> {
        let w = self.teller.w;
        let Piece::Part(part) = piece else { return Vec::new() };
        let alone = Gate { parts: vec![part.clone()], ..Gate::open() };
        let titles = alone.conditions().into_iter().flat_map(|condition| {
            let others = condition.title.iter().filter(|(locale, _)| *locale != w.locale());
            others.map(|(locale, text)| in_language(w, text, locale)).collect::<Vec<_>>()
        });
        titles.collect()
    }

    fn said(&self, piece: &Piece) -> String {
        match piece {
            Piece::Join(join) => self.teller.w.t(format!("gates-group-{join}")),
            Piece::Part(Part::Group(group)) => self.teller.sentence(group),
            Piece::Part(part) => {
                let alone = Gate { parts: vec![part.clone()], ..Gate::open() };
                self.teller.sentence(&alone)
            }
        }
    }
}

fn value(piece: &Piece) -> Result<String, Problem> {
    match piece {
        Piece::Join(join) => Ok(join.to_string()),
        Piece::Part(part) => serde_json::to_string(part).map_err(|fault| Problem::Internal(fault.to_string())),
    }
}

/// The key of what a part is called.
fn heading(part: &Part) -> String {
    let alone = Gate { parts: vec![part.clone()], ..Gate::open() };
    match GateDraft::of(&alone).parts.into_iter().next() {
        Some(PartDraft::Condition(condition)) => format!("gates-test-{}", condition.test),
        Some(PartDraft::Group(_)) | None => "gates-test-group".to_owned(),
    }
}
