//! What the synthesis report is written from: themes with quotes, as far as consent goes, and the figures.

use super::figures::{FEW, Figures, tabulate};
use super::model::{Consultation, ConsultationError, Quoting, Theme};
use super::sorting::{Passage, PassageFilter, passages};
use super::store_reading;
use super::themes::themes;
use crate::access::{Action, Context, require};
use crate::db::Conn;
use crate::domain::contacts;
use crate::domain::invitations::EventFacts;
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;

type Result<T> = std::result::Result<T, ConsultationError>;

/// A passage as a report may have it. The words of who is not to be quoted do not leave.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Quote {
    Named {
        body: String,
        name: String,
        language: Locale,
        group: Option<Localised>,
    },
    /// Without the group where so few of it are not named that it would name them.
    Unnamed {
        body: String,
        language: Locale,
        group: Option<Localised>,
    },
}

/// One theme: what may be quoted, and how many passages may only be told in other words.
#[derive(Clone, Debug)]
pub struct Section {
    /// None: of no theme yet.
    pub theme: Option<Theme>,
    pub quotes: Vec<Quote>,
    pub not_quoted: i64,
}

#[derive(Clone, Debug)]
pub struct Report {
    pub sections: Vec<Section>,
    pub figures: Vec<Figures>,
}

/// Everything for a report, for those who may read what was said.
pub fn report(conn: &mut Conn, cx: &Context, event: &EventFacts, of: &Consultation, locale: Locale) -> Result<Report> {
    require(&cx.actor, Action::ReadInput, event.scope())?;
    let all = passages(conn, cx, event, of, &PassageFilter::default())?;
    let groups = contacts::groups(conn)?;
    let group = |code: &Option<String>| {
        let code = code.as_ref()?;
        groups.iter().find(|g| g.code == *code).map(|g| g.name.clone())
    };
    let respondents = store_reading::respondents(conn, of.id)?;
    // Those quoted by name are known: the others of a group have to be enough by themselves to hide among.
    let is_small = |code: &Option<String>| {
        let hidden = respondents.iter().filter(|r| r.group == *code && r.quoting != Some(Quoting::Named)).count();
        i64::try_from(hidden).unwrap_or(i64::MAX) < FEW
    };
    let section = |theme: Option<Theme>, own: Vec<&Passage>| {
        let mut quotes = Vec::new();
        let mut not_quoted = 0;
        for passage in own {
            let (body, language, group) = (passage.body.clone(), passage.language, group(&passage.group));
            match passage.quoting {
                Some(Quoting::Named) => {
                    let name = passage.name.shown(locale).to_owned();
                    quotes.push(Quote::Named { body, name, language, group });
                }
                Some(Quoting::Unnamed) => {
                    let group = group.filter(|_| !is_small(&passage.group));
                    quotes.push(Quote::Unnamed { body, language, group });
                }
                Some(Quoting::Never) | None => not_quoted += 1,
            }
        }
        Section { theme, quotes, not_quoted }
    };
    let mut sections = Vec::new();
    for theme in themes(conn, cx, event)? {
        let own: Vec<&Passage> = all.iter().filter(|p| p.themes.contains(&theme.id)).collect();
        if !own.is_empty() {
            sections.push(section(Some(theme), own));
        }
    }
    let rest: Vec<&Passage> = all.iter().filter(|p| p.themes.is_empty() && !p.aside).collect();
    if !rest.is_empty() {
        sections.push(section(None, rest));
    }
    Ok(Report { sections, figures: tabulate(conn, cx, event, of)? })
}
