//! Questionnaires, questions and themes as somebody writes them: one check for forms and for programs.

use std::collections::BTreeMap;

use super::model::{
    CHOICES, ChoiceText, Consultation, Need, Opinion, Question, QuestionKind, Shape, Since, TEXT_LIMIT, WORDING,
};
use crate::domain::programme::Hue;
use crate::kernel::invalid::{Invalid, Reason, line, one_of, prose, whole};
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;
use crate::kernel::time::{Instant, WallTime, Zone};

const INTRO: usize = 2_000;
const LABEL: usize = 120;
const NAME: usize = 80;
/// The ends that a scale may have.
const ENDS: (i64, i64) = (0, 10);

type Texts = BTreeMap<Locale, String>;

/// A text that everybody reads in their own language, so that it is wanted in each.
fn in_all(bad: &mut Invalid, field: &str, typed: &Texts, read: impl Fn(&str) -> Result<String, Reason>) -> Localised {
    let mut found = Localised::default();
    for locale in Locale::ALL {
        let text = read(typed.get(&locale).map_or("", String::as_str));
        let text = text.and_then(|t| if t.is_empty() { Err(Reason::Required) } else { Ok(t) });
        if let Some(good) = bad.take(&format!("{field}.{locale}"), text) {
            found.set(locale, good);
        }
    }
    found
}

/// The settings of a questionnaire, as typed.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ConsultationDraft {
    /// On the venue's wall: `2016-05-10T09:00`; may be empty.
    pub opens: String,
    pub closes: String,
    pub intro: Texts,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Settings {
    pub opens: Option<WallTime>,
    pub closes: Option<WallTime>,
    pub intro: Localised,
}

impl ConsultationDraft {
    pub fn of(of: &Consultation) -> ConsultationDraft {
        let wall = |at: Option<WallTime>| at.map(WallTime::as_typed).unwrap_or_default();
        ConsultationDraft { opens: wall(of.opens), closes: wall(of.closes), intro: of.intro.clone().into() }
    }

    /// `open`: an end that has passed would close it, which is done by closing it. One asked after its event has both its times after it.
    pub fn check(&self, zone: Zone, now: Instant, (open, since): (Open, Since)) -> Result<Settings, Invalid> {
        let mut bad = Invalid::default();
        let opens = bad.take("opens", WallTime::typed(&self.opens, zone)).flatten();
        let closes = bad.take("closes", WallTime::typed(&self.closes, zone)).flatten();
        if let (Some(opens), Some(closes)) = (opens, closes)
            && closes.instant() <= opens.instant()
        {
            bad.add("closes", Reason::EndsBeforeStart);
        } else if open == Open::Yes {
            match closes {
                None if self.closes.trim().is_empty() => bad.add("closes", Reason::Required),
                Some(closes) if closes.instant() <= now => bad.add("closes", Reason::Past),
                _ => {}
            }
        }
        if let Since::Ends(end) = since {
            let early = |at: WallTime| at.instant() < end.instant();
            if opens.is_some_and(early) {
                bad.add("opens", Reason::BeforeEventEnds { end });
            }
            if closes.is_some_and(|at| at.instant() <= end.instant()) && bad.0.iter().all(|f| f.field != "closes") {
                bad.add("closes", Reason::BeforeEventEnds { end });
            }
        }
        let intro = Localised::new(self.intro.clone()).checked(&mut bad, "intro", |text| prose(text, INTRO));
        if !intro.is_empty() {
            for missing in intro.missing() {
                let field = format!("intro.{missing}");
                if bad.0.iter().all(|fault| fault.field != field) {
                    bad.add(field, Reason::Required);
                }
            }
        }
        bad.into_result()?;
        Ok(Settings { opens, closes, intro })
    }
}

/// Whether a questionnaire is open while its times are changed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Open {
    Yes,
    No,
}

/// A question as typed. Of its fields only those count that its kind asks for.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct QuestionDraft {
    pub kind: String,
    pub need: String,
    pub wording: Texts,
    pub limit: String,
    pub least: String,
    pub most: String,
    pub low: Texts,
    pub high: Texts,
    pub opinion: String,
    /// One choice a line, the same number of lines in each language.
    pub choices: Texts,
    /// `yes`: other words of choices or of a scale's ends mean what the former ones meant, and answers given to these count for them.
    pub same: String,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewQuestion {
    pub need: Need,
    pub wording: Localised,
    pub shape: Shape,
}

impl QuestionDraft {
    pub fn of(question: &Question) -> QuestionDraft {
        let base = QuestionDraft {
            kind: question.shape.kind().to_string(),
            need: question.need.to_string(),
            wording: question.wording.clone().into(),
            ..QuestionDraft::default()
        };
        match &question.shape {
            Shape::Text { limit } => QuestionDraft { limit: limit.to_string(), ..base },
            Shape::Scale { least, most, low, high, opinion } => QuestionDraft {
                least: least.to_string(),
                most: most.to_string(),
                low: low.clone().into(),
                high: high.clone().into(),
                opinion: opinion.to_string(),
                ..base
            },
            Shape::Single { choices } | Shape::Multiple { choices } => {
                let lines = |locale: Locale| {
                    choices.iter().map(|c| c.text.get(locale).unwrap_or_default()).collect::<Vec<_>>().join("\n")
                };
                QuestionDraft { choices: Locale::ALL.map(|l| (l, lines(l))).into(), ..base }
            }
        }
    }

    pub fn check(&self) -> Result<NewQuestion, Invalid> {
        let mut bad = Invalid::default();
        let kind: Option<QuestionKind> = bad.take("kind", one_of(&self.kind));
        let need: Option<Need> = bad.take("need", one_of(&self.need));
        let wording = in_all(&mut bad, "wording", &self.wording, |text| line(text, WORDING));
        let shape = kind.and_then(|kind| match kind {
            QuestionKind::Text => bad
                .take("limit", whole(&self.limit, 1, TEXT_LIMIT as i64))
                .map(|limit| Shape::Text { limit: usize::try_from(limit).unwrap_or(TEXT_LIMIT) }),
            QuestionKind::Scale => self.scale(&mut bad),
            QuestionKind::Single => self.choices(&mut bad).map(|choices| Shape::Single { choices }),
            QuestionKind::Multiple => self.choices(&mut bad).map(|choices| Shape::Multiple { choices }),
        });
        match (need, shape) {
            (Some(need), Some(shape)) if bad.0.is_empty() => Ok(NewQuestion { need, wording, shape }),
            _ => Err(bad),
        }
    }

    /// The same for a question that is there: what has been answered keeps its meaning. `earlier` are the shapes it had when answers were
    /// given that stand: by several steps, too, no choice comes to have another's words.
    pub fn check_edit(&self, before: &Question, earlier: &[Shape]) -> Result<NewQuestion, Invalid> {
        let new = self.check()?;
        if before.held == 0 {
            return Ok(new);
        }
        if new.shape.means(&before.shape) {
            let moved = earlier.iter().chain([&before.shape]).find_map(|was| new.shape.moved(was));
            return match moved {
                Some((field, locale)) => Err(Invalid::one(format!("{field}.{locale}"), Reason::ChoiceMoved)),
                None if new.shape.reworded(&before.shape) && self.same.trim() != "yes" => {
                    Err(Invalid::one("same", Reason::MeaningUnsaid))
                }
                None => Ok(new),
            };
        }
        let mut bad = Invalid::default();
        match (&before.shape, &new.shape) {
            (a, b) if a.kind() != b.kind() => bad.add("kind", Reason::Fixed),
            (Shape::Scale { least, most, opinion, .. }, Shape::Scale { least: l, most: m, opinion: o, .. }) => {
                for (field, same) in [("least", least == l), ("most", most == m), ("opinion", opinion == o)] {
                    if !same {
                        bad.add(field, Reason::Fixed);
                    }
                }
            }
            _ => bad.add(format!("choices.{}", Locale::En), Reason::Fixed),
        }
        Err(bad)
    }

    fn scale(&self, bad: &mut Invalid) -> Option<Shape> {
        let least = bad.take("least", whole(&self.least, ENDS.0, ENDS.1 - 1));
        let most = bad.take("most", whole(&self.most, least.unwrap_or(ENDS.0) + 1, ENDS.1));
        let low = in_all(bad, "low", &self.low, |text| line(text, LABEL));
        let high = in_all(bad, "high", &self.high, |text| line(text, LABEL));
        let opinion: Opinion = bad.take("opinion", one_of(&self.opinion))?;
        Some(Shape::Scale { least: least?, most: most?, low, high, opinion })
    }

    fn choices(&self, bad: &mut Invalid) -> Option<Vec<ChoiceText>> {
        let mut lists: Vec<(Locale, Vec<String>)> = Vec::new();
        for locale in Locale::ALL {
            let field = format!("choices.{locale}");
            let text = self.choices.get(&locale).map_or("", String::as_str);
            let lines: Result<Vec<String>, Reason> = text
                .lines()
                .map(|typed| line(typed, LABEL))
                .filter(|read| !read.as_ref().is_ok_and(String::is_empty))
                .collect();
            let lines = bad.take(&field, lines)?;
            let wrong = match lines.len() {
                0 => Some(Reason::Required),
                1 => Some(Reason::LinesDiffer { wanted: 2, found: 1 }),
                n if n > CHOICES => Some(Reason::TooMany { limit: CHOICES }),
                n => lists
                    .first()
                    .filter(|(_, first)| first.len() != n)
                    .map(|(_, first)| Reason::LinesDiffer { wanted: first.len(), found: n }),
            };
            match wrong {
                Some(reason) => bad.add(field, reason),
                None => lists.push((locale, lines)),
            }
        }
        if lists.len() != Locale::ALL.len() {
            return None;
        }
        let count = lists.first().map_or(0, |(_, lines)| lines.len());
        let choice = |n: usize| {
            let texts = lists.iter().filter_map(|(locale, lines)| Some((*locale, lines.get(n)?.clone())));
            ChoiceText { key: (n + 1).to_string(), text: Localised::new(texts) }
        };
        Some((0..count).map(choice).collect())
    }
}

/// A theme as typed.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ThemeDraft {
    pub name: Texts,
    /// A place on the wheel; empty: the next free one.
    pub hue: String,
    /// `programme`: for all its events.
    pub reach: String,
}

impl ThemeDraft {
    pub(super) fn check(&self, taken: &[Hue]) -> Result<(Localised, Hue), Invalid> {
        let mut bad = Invalid::default();
        let name = in_all(&mut bad, "name", &self.name, |text| line(text, NAME));
        let hue = match self.hue.trim() {
            "" => Some(Hue::free(taken)),
            typed => bad.take("hue", typed.parse::<Hue>().map_err(|_| Reason::NoSuch)),
        };
        match hue {
            Some(hue) if bad.0.is_empty() => Ok((name, hue)),
            _ => Err(bad),
        }
    }
}
