//! What the participants of a workshop are asked before it, and what some have said.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::programme::Made;
use super::{DemoError, at};
use crate::access::{Actor, Context, Door};
use crate::db::Conn;
use crate::domain::consultations::{
    self, AskTurn, Consent, Consultation, ConsultationDraft, ConsultationError, ConsultationState, PassageFilter,
    Phase, QuestionDraft, Quoting, ThemeDraft, Typed, Verb, Wish,
};
use crate::domain::events::UNDO_SECONDS;
use crate::domain::invitations::{self, EventFacts};
use crate::i18n::Words;
use crate::kernel::ids::PublicId;
use crate::kernel::locale::Locale;
use crate::kernel::time::Instant;

const DATA: &str = include_str!("../../../config/demo/input.toml");

type Texts = BTreeMap<Locale, String>;

#[derive(Deserialize)]
struct Input {
    event: String,
    asked: String,
    closes: String,
    intro: Texts,
    questions: Vec<Asked>,
    themes: Vec<Texts>,
    voices: Vec<Voice>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Asked {
    kind: String,
    need: String,
    wording: Texts,
    limit: String,
    least: String,
    most: String,
    low: Texts,
    high: Texts,
    opinion: String,
    choices: Texts,
}

#[derive(Deserialize)]
struct Voice {
    language: Locale,
    /// A text, and behind it the numbers of its themes.
    passages: Vec<Vec<toml::Value>>,
}

impl Voice {
    fn text(&self) -> String {
        let texts = self.passages.iter().filter_map(|p| p.first()?.as_str());
        texts.collect::<Vec<_>>().join("\n\n")
    }
}

fn fault(error: ConsultationError) -> DemoError {
    DemoError::of("input")(&error)
}

/// Says when the mails came to be due.
pub(super) fn make(conn: &mut Conn, cx: &Context, made: &Made) -> Result<Vec<Instant>, DemoError> {
    let told: Input = toml::from_str(DATA).map_err(|e| DemoError::Data(e.to_string()))?;
    let view = made.events.get(&told.event).ok_or_else(|| DemoError::Data(format!("no event {}", told.event)))?;
    let asked: Instant = told.asked.parse().map_err(|e| DemoError::of("input")(&e))?;
    let then = at(cx, asked);
    let event = invitations::event_of(conn, &then, &view.event.public_id).map_err(|e| DemoError::of("event")(&e))?;
    let of = questionnaire(conn, &at(cx, asked.plus_days(-2)), &event, &told).map_err(fault)?;
    consultations::ask(conn, &then, &event, &of, AskTurn::Ask).map_err(fault)?;
    voices(conn, cx, (&event, &of), &told, asked).map_err(fault)?;
    sorting(conn, &at(cx, cx.now.plus_seconds(-3_600)), (&event, &of), &told).map_err(fault)?;
    let after = consultations::create(conn, cx, &event, Phase::After).map_err(fault)?;
    consultations::copy_questions(conn, cx, &event, &after).map_err(fault)?;
    Ok(vec![asked.plus_seconds(UNDO_SECONDS)])
}

fn questionnaire(
    conn: &mut Conn,
    cx: &Context,
    event: &EventFacts,
    told: &Input,
) -> Result<Consultation, ConsultationError> {
    let made = consultations::create(conn, cx, event, Phase::Before)?;
    for q in &told.questions {
        let draft = QuestionDraft {
            kind: q.kind.clone(),
            need: q.need.clone(),
            wording: q.wording.clone(),
            limit: q.limit.clone(),
            least: q.least.clone(),
            most: q.most.clone(),
            low: q.low.clone(),
            high: q.high.clone(),
            opinion: q.opinion.clone(),
            choices: q.choices.clone(),
            same: String::new(),
        };
        consultations::add_question(conn, cx, event, &made, &draft)?;
    }
    let draft = ConsultationDraft { opens: String::new(), closes: told.closes.clone(), intro: told.intro.clone() };
    let set = consultations::edit(conn, cx, event, &made, made.version, &draft)?;
    consultations::advance(conn, cx, event, &set, set.version, ConsultationState::Open)
}

/// Two of three answer in the days after; most of them write something.
fn voices(
    conn: &mut Conn,
    cx: &Context,
    (event, of): (&EventFacts, &Consultation),
    told: &Input,
    asked: Instant,
) -> Result<(), ConsultationError> {
    let questions = consultations::questions(conn, cx, event, of)?;
    let people = consultations::ask_check(conn, cx, event, of, AskTurn::Remind)?.included;
    let mut left: Vec<&Voice> = told.voices.iter().collect();
    // Before they are sorted.
    let latest = cx.now.plus_seconds(-7_200);
    for (n, who) in people.iter().enumerate().filter(|(n, _)| n % 3 != 2) {
        let Some(person) = who.person else { continue };
        let hours = 2 + i64::try_from(n * 11 % 68).unwrap_or_default();
        let then = Context {
            actor: Actor::Guest(who.seat),
            door: Door::Page,
            ..at(cx, asked.plus_seconds(UNDO_SECONDS + hours * 3_600).min(latest))
        };
        let voice = left.iter().position(|v| v.language == who.language).map(|at| left.remove(at));
        let mark = ["3", "4", "2", "5", "none", "3", "4"][n % 7];
        let topics = [&["1", "2"][..], &["3"], &["2"], &["1", "4"], &["2", "3"]][n % 5];
        let mut typed = Typed::default();
        for (question, values) in questions.iter().zip([
            vec![mark.to_owned()],
            topics.iter().map(|t| (*t).to_owned()).collect(),
            voice.map(Voice::text).into_iter().collect(),
        ]) {
            typed.0.insert(question.public_id.clone(), values);
        }
        let quoting = [Some(Quoting::Unnamed), Some(Quoting::Named), None, Some(Quoting::Never)][n % 4];
        let w = Words::new(who.language);
        let consent = quoting.map(|quoting| Consent {
            quoting,
            words: format!("{} {}", w.t("consultations-quote-ask"), w.t(format!("consultations-quote-{quoting}"))),
            locale: who.language,
        });
        consultations::answer(conn, &then, person, (&typed, Wish::Send), consent.as_ref())?;
    }
    Ok(())
}

/// What somebody has begun to sort.
fn sorting(
    conn: &mut Conn,
    cx: &Context,
    (event, of): (&EventFacts, &Consultation),
    told: &Input,
) -> Result<(), ConsultationError> {
    let all = consultations::passages(conn, cx, event, of, &PassageFilter::default())?;
    for (number, name) in (1_i64..).zip(&told.themes) {
        let draft = ThemeDraft { name: name.clone(), hue: String::new(), reach: "programme".to_owned() };
        let theme = consultations::add_theme(conn, cx, event, of, &draft)?;
        let belongs = |body: &str| {
            let told = told
                .voices
                .iter()
                .flat_map(|v| &v.passages)
                .find(|p| p.first().is_some_and(|t| t.as_str() == Some(body)));
            told.is_some_and(|p| p.iter().skip(1).any(|n| n.as_integer() == Some(number)))
        };
        let chosen: Vec<PublicId> = all.iter().filter(|p| belongs(&p.body)).map(|p| p.public_id.clone()).collect();
        if !chosen.is_empty() {
            consultations::sort(conn, cx, event, of, (Verb::Add, Some(&theme.public_id)), &chosen)?;
        }
    }
    Ok(())
}
