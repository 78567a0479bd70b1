//! Answers in numbers, by stakeholder group; and what stays undivided so that nobody is known by it.

use std::collections::BTreeMap;

use super::model::{Consultation, ConsultationError, Phase, Question, Shape, Theme, Value};
use super::reading::Respondent;
use super::{store_questions, store_reading, store_sorting, themes};
use crate::access::{Action, Context, require};
use crate::db::Conn;
use crate::domain::contacts::{self, Group};
use crate::domain::invitations::EventFacts;
use crate::kernel::localised::Localised;

type Result<T> = std::result::Result<T, ConsultationError>;

/// Fewer people than this are not shown apart.
pub const FEW: i64 = 3;

/// Whom a row of figures is of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum RowOf {
    All,
    Group(Localised),
    /// Those in no group.
    NoGroup,
    /// The groups that are too small to be shown apart, together.
    Rest,
    Phase(Phase),
}

/// How often each step of a scale, each choice or each theme was named.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row {
    pub of: RowOf,
    pub people: i64,
    pub counts: Vec<i64>,
    pub no_opinion: i64,
    /// Of a scale, in tenths.
    pub mean: Option<i64>,
}

/// One question in numbers.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Figures {
    pub question: Question,
    pub answered: i64,
    /// All first, then the groups; empty where too few have answered for any figure. Of a free text, themes are its figures.
    pub rows: Vec<Row>,
    pub themes: Vec<Theme>,
}

/// Which of these may be shown apart. Where the rest would be so small that it could be told by subtracting, the smallest shown joins it.
pub fn shown_groups(sizes: &[i64]) -> Vec<bool> {
    let mut shown: Vec<bool> = sizes.iter().map(|n| *n >= FEW).collect();
    loop {
        let hidden: i64 = sizes.iter().zip(&shown).filter(|(_, shown)| !**shown).map(|(n, _)| n).sum();
        if hidden == 0 || hidden >= FEW {
            return shown;
        }
        let smallest = (0..sizes.len()).filter(|at| shown[*at]).min_by_key(|at| sizes[*at]);
        let Some(at) = smallest else { return shown };
        shown[at] = false;
    }
}

/// How dark a number is drawn beside the largest: 0 for none, 5 for the largest.
pub const fn heat(count: i64, largest: i64) -> i64 {
    if count <= 0 || largest <= 0 { 0 } else { (count * 5 + largest - 1) / largest }
}

/// All questions in numbers, for those who may see guests.
pub fn tabulate(conn: &mut Conn, cx: &Context, event: &EventFacts, of: &Consultation) -> Result<Vec<Figures>> {
    require(&cx.actor, Action::SeeGuests, event.scope())?;
    let questions = store_questions::list(conn, of.id)?;
    let respondents = store_reading::respondents(conn, of.id)?;
    let groups = contacts::groups(conn)?;
    let themes = themes::of_event(conn, event)?;
    let passages = store_sorting::passages(conn, of.id)?;
    Ok(questions
        .into_iter()
        .map(|question| {
            let said: Vec<Said<'_>> = match &question.shape {
                Shape::Text { .. } => respondents
                    .iter()
                    .filter(|r| r.given.contains_key(&question.id))
                    .map(|r| {
                        let own = passages.iter().filter(|p| p.person == r.person && p.question == question.id);
                        let mut counts = vec![0; themes.len()];
                        for theme in own.flat_map(|p| &p.themes) {
                            if let Some(at) = themes.iter().position(|t| t.id == *theme) {
                                counts[at] += 1;
                            }
                        }
                        Said { group: r.group.as_deref(), counts, scale: None, no_opinion: false }
                    })
                    .collect(),
                shape => respondents.iter().filter_map(|r| said(shape, &question, r)).collect(),
            };
            let text = matches!(question.shape, Shape::Text { .. });
            Figures {
                answered: i64::try_from(said.len()).unwrap_or(i64::MAX),
                rows: rows(&said, &groups),
                themes: if text { themes.clone() } else { Vec::new() },
                question,
            }
        })
        .collect())
}

/// What one person adds to the figures of one question.
struct Said<'a> {
    group: Option<&'a str>,
    counts: Vec<i64>,
    scale: Option<i64>,
    no_opinion: bool,
}

fn said<'a>(shape: &Shape, question: &Question, of: &'a Respondent) -> Option<Said<'a>> {
    let given = of.given.get(&question.id)?;
    let group = of.group.as_deref();
    Some(match (shape, &given.value) {
        (Shape::Scale { least, most, .. }, Value::Scale(n)) => {
            let counts = (*least..=*most).map(|step| i64::from(step == *n)).collect();
            Said { group, counts, scale: Some(*n), no_opinion: false }
        }
        (Shape::Scale { least, most, .. }, Value::NoOpinion) => {
            Said { group, counts: (*least..=*most).map(|_| 0).collect(), scale: None, no_opinion: true }
        }
        (Shape::Single { choices } | Shape::Multiple { choices }, Value::Choices(chosen)) => {
            let counts = choices.iter().map(|c| i64::from(chosen.contains(&c.key))).collect();
            Said { group, counts, scale: None, no_opinion: false }
        }
        _ => return None,
    })
}

fn rows(said: &[Said<'_>], groups: &[Group]) -> Vec<Row> {
    if i64::try_from(said.len()).unwrap_or(i64::MAX) < FEW {
        return Vec::new();
    }
    let mut by_group: BTreeMap<usize, Vec<&Said<'_>>> = BTreeMap::new();
    for one in said {
        let at = one.group.and_then(|code| groups.iter().position(|g| g.code == code)).unwrap_or(groups.len());
        by_group.entry(at).or_default().push(one);
    }
    let all: Vec<&Said<'_>> = said.iter().collect();
    let mut found = vec![row(RowOf::All, &all)];
    let sizes: Vec<i64> = by_group.values().map(|v| i64::try_from(v.len()).unwrap_or(i64::MAX)).collect();
    let mut rest: Vec<&Said<'_>> = Vec::new();
    for ((at, own), shown) in by_group.into_iter().zip(shown_groups(&sizes)) {
        if shown {
            let of = groups.get(at).map_or(RowOf::NoGroup, |g| RowOf::Group(g.name.clone()));
            found.push(row(of, &own));
        } else {
            rest.extend(own);
        }
    }
    // Alone it would say the same as all.
    if !rest.is_empty() && found.len() > 1 {
        found.push(row(RowOf::Rest, &rest));
    }
    found
}

fn row(of: RowOf, said: &[&Said<'_>]) -> Row {
    let mut counts = vec![0; said.first().map_or(0, |s| s.counts.len())];
    for one in said {
        for (sum, n) in counts.iter_mut().zip(&one.counts) {
            *sum += n;
        }
    }
    let scale: Vec<i64> = said.iter().filter_map(|s| s.scale).collect();
    let (n, sum) = (i64::try_from(scale.len()).unwrap_or(i64::MAX), scale.iter().sum::<i64>());
    Row {
        of,
        people: i64::try_from(said.len()).unwrap_or(i64::MAX),
        counts,
        no_opinion: said.iter().map(|s| i64::from(s.no_opinion)).sum(),
        // Rounded half up.
        mean: (n > 0).then(|| (sum * 20 + n) / (2 * n)),
    }
}

/// What was asked in both phases, all answers of each side by side.
pub fn of_comparison(before: &[Figures], after: &[Figures]) -> Vec<(Question, Vec<Row>)> {
    let pair = |a: &Figures| {
        let b = before.iter().find(|b| b.question.code == a.question.code)?;
        let (now, then) = (&a.question.shape, &b.question.shape);
        let alike = now.means(then) && now.moved(then).is_none() && !matches!(now, Shape::Text { .. });
        let (was, is) = (b.rows.first()?, a.rows.first()?);
        let side = |row: &Row, phase| Row { of: RowOf::Phase(phase), ..row.clone() };
        alike.then(|| (a.question.clone(), vec![side(was, Phase::Before), side(is, Phase::After)]))
    };
    after.iter().filter_map(pair).collect()
}
