//! What a round says: a subject and a Markdown body in up to three languages, with placeholders from a closed list.

use crate::domain::invitations::model::PLACEHOLDERS;
use crate::kernel::invalid::{Invalid, Reason, line, prose, required_line};
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;
use crate::kernel::names::is_han;
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
        let name = faults.take("name", required_line(name, LIMIT_NAME)).unwrap_or_default();
        let mut text = RoundText { name, ..RoundText::default() };
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

/// Every wrong name is told at once, and each only once.
fn check_placeholders(faults: &mut Invalid, field: &str, text: &str) {
    let mut wrong: Vec<(String, String)> = Vec::new();
    let mut unbalanced = false;
    for fault in placeholders::check(text, PLACEHOLDERS).err().into_iter().flatten() {
        match fault {
            BadPlaceholder::Unknown { name, nearest, .. } => {
                let nearest = nearest.or_else(|| placeholders::by_nearness(&name, PLACEHOLDERS).into_iter().next());
                let pair = (name, nearest.unwrap_or_default());
                if !wrong.contains(&pair) {
                    wrong.push(pair);
                }
            }
            BadPlaceholder::Unclosed { .. } | BadPlaceholder::Unopened { .. } => unbalanced = true,
        }
    }
    if !wrong.is_empty() {
        faults.add(field, Reason::UnknownPlaceholder { wrong });
    }
    if unbalanced {
        faults.add(field, Reason::UnbalancedBrace);
    }
    if let Some(word) = second_greeting(text) {
        faults.add(field, Reason::GreetsTwice { word: word.to_owned() });
    }
}

/// How letters begin, in whatever language a text is written.
const GREETINGS: [&str; 14] = [
    "dear",
    "hello",
    "hi",
    "cher",
    "chère",
    "chers",
    "chères",
    "cher·e",
    "bonjour",
    "尊敬的",
    "敬爱的",
    "亲爱的",
    "您好",
    "你好",
];

/// The greeting that somebody wrote before `{salutation}`, which is a whole one by itself.
fn second_greeting(text: &str) -> Option<&str> {
    let mut said = None;
    for (at, _) in text.match_indices('{') {
        let name = text[at + 1..].split(['{', '}']).next().unwrap_or_default();
        let line = text[..at].rsplit('\n').next().unwrap_or_default();
        if name.trim() == "salutation" {
            said = said.or_else(|| greeting_at_the_end(line));
        }
    }
    said
}

fn greeting_at_the_end(line: &str) -> Option<&str> {
    let line = line.trim_end_matches(|c: char| c.is_whitespace() || ",:，：*_".contains(c));
    let is_one = |word: &str| GREETINGS.contains(&word.to_lowercase().as_str());
    let last = line.rsplit(|c: char| c.is_whitespace() || "*_>#".contains(c)).next().unwrap_or_default();
    // Chinese writes no blank before it.
    let joined = GREETINGS.iter().filter(|g| g.chars().all(is_han)).find(|g| line.ends_with(**g));
    if is_one(last) { Some(last) } else { joined.copied() }
}
