//! What a round says: a subject and a Markdown body in up to three languages, with placeholders from a closed list.

use crate::domain::invitations::model::PLACEHOLDERS;
use crate::kernel::invalid::{Invalid, Reason, line, prose, required_line};
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;
use crate::text::placeholders::{self, BadPlaceholder};

pub const LIMIT_NAME: usize = 120;
pub const LIMIT_SUBJECT: usize = 200;
pub const LIMIT_BODY: usize = 10_000;

#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct RoundText {
    /// For staff.
    pub name: String,
    pub subject: Localised,
    pub body: Localised,
}

impl RoundText {
    /// From what was typed. A language has subject and body or neither; one language at least has both.
    pub fn parse(name: &str, subject: &Localised, body: &Localised) -> Result<RoundText, Invalid> {
        let mut faults = Invalid::default();
        let mut text = RoundText { name: String::new(), ..RoundText::default() };
        text.name = faults.take("name", required_line(name, LIMIT_NAME)).unwrap_or_default();
        for locale in Locale::ALL {
            let tag = locale.tag();
            let (subject, body) = (subject.get(locale), body.get(locale));
            if let (Some(_), None) = (subject, body) {
                faults.add(format!("body.{tag}"), Reason::Required);
            }
            if let (None, Some(_)) = (subject, body) {
                faults.add(format!("subject.{tag}"), Reason::Required);
            }
            if let Some(subject) = subject {
                let field = format!("subject.{tag}");
                check_placeholders(&mut faults, &field, subject);
                text.subject.set(locale, faults.take(&field, line(subject, LIMIT_SUBJECT)).unwrap_or_default());
            }
            if let Some(body) = body {
                let field = format!("body.{tag}");
                check_placeholders(&mut faults, &field, body);
                text.body.set(locale, faults.take(&field, prose(body, LIMIT_BODY)).unwrap_or_default());
            }
        }
        if faults.0.is_empty() && text.subject.is_empty() {
            faults.add("subject.en", Reason::Required);
        }
        faults.into_result()?;
        Ok(text)
    }
    /// Whether a guest of this language finds words of their own.
    pub fn speaks(&self, locale: Locale) -> bool {
        self.subject.get(locale).is_some() && self.body.get(locale).is_some()
    }
}

fn check_placeholders(faults: &mut Invalid, field: &str, text: &str) {
    let Err(bad) = placeholders::check(text, PLACEHOLDERS) else { return };
    for fault in bad {
        faults.add(
            field,
            match fault {
                BadPlaceholder::Unknown { name, nearest, .. } => {
                    let nearest = nearest.unwrap_or_else(|| placeholders::by_nearness(&name, PLACEHOLDERS).join(", "));
                    Reason::UnknownPlaceholder { name, nearest }
                }
                BadPlaceholder::Unclosed { .. } | BadPlaceholder::Unopened { .. } => Reason::UnbalancedBrace,
            },
        );
    }
}
