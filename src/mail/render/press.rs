//! Printing many invitations: what all readers of one round and language share is written once, with marks where each reader's own
//! stands; a copy then costs a few joins instead of a page of sentences.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;

use super::invitations::{Blank, Rendered, blank, greeting};
use crate::domain::invitations::EventFacts;
use crate::domain::invitations::mail::{InvitationLetter, Words};
use crate::kernel::locale::Locale;
use crate::mail::CalendarPart;
use crate::text::placeholders;

/// Marks of what is a reader's own: characters that no text holds (Unicode, 23.7: noncharacters).
pub(super) const HELLO: char = '\u{fdd0}';
pub(super) const BODY: char = '\u{fdd1}';
pub(super) const LINK: char = '\u{fdd2}';
pub(super) const STOP: char = '\u{fdd3}';

/// Set forms, kept for the length of one batch.
#[derive(Default)]
pub struct Press {
    forms: HashMap<(*const EventFacts, *const Words, Locale), Form>,
}

/// One round in one language, set.
struct Form {
    /// Kept so that the addresses above stay theirs.
    _event: Arc<EventFacts>,
    words: Arc<Words>,
    blank: Blank,
    text: Vec<Piece>,
    html: Vec<Piece>,
    calendar: Option<Vec<Piece>>,
    base_url: String,
}

enum Piece {
    Literal(String),
    Mark(char),
}

impl Press {
    /// The same mail as [`super::invitations::invitation`] makes.
    pub(super) fn print(&mut self, letter: &InvitationLetter, base_url: &str) -> Result<Rendered, askama::Error> {
        let key = (Arc::as_ptr(&letter.event), Arc::as_ptr(&letter.words), letter.reader.locale);
        let form = match self.forms.entry(key) {
            Entry::Occupied(set) => set.into_mut(),
            Entry::Vacant(free) => {
                let form = Form::set(letter, base_url)?;
                debug_assert_eq!(form.fill(letter), super::invitations::invitation(letter, base_url)?);
                free.insert(form)
            }
        };
        Ok(form.fill(letter))
    }
}

impl Form {
    fn set(letter: &InvitationLetter, base_url: &str) -> Result<Form, askama::Error> {
        let blank = blank(letter, base_url)?;
        Ok(Form {
            _event: letter.event.clone(),
            words: letter.words.clone(),
            text: pieces(&blank.text),
            html: pieces(&blank.html),
            calendar: blank.calendar.as_ref().map(|part| pieces(&part.ics)),
            base_url: base_url.to_owned(),
            blank,
        })
    }

    fn fill(&self, letter: &InvitationLetter) -> Rendered {
        let reader = &letter.reader;
        let (hello, link) = (greeting(reader), format!("{}/a/{}", self.base_url, reader.answer_token));
        let stop = format!("{}/n/{}", self.base_url, reader.stop_token);
        let own = |name: &str| match name {
            "name" => reader.name.shown(reader.locale).to_owned(),
            "salutation" => hello.clone(),
            "link" => link.clone(),
            shared => self.blank.values.get(shared).cloned().unwrap_or_default(),
        };
        let (body_text, body_html) = (self.words.body.text(own), self.words.body.html(own));
        let plain = |mark: char| match mark {
            HELLO => hello.as_str(),
            BODY => &body_text,
            LINK => &link,
            _ => &stop,
        };
        let escaped = [&hello, &link, &stop].map(|value| escape(value));
        let marked_up = |mark: char| match mark {
            HELLO => escaped[0].as_str(),
            BODY => &body_html,
            LINK => &escaped[1],
            _ => &escaped[2],
        };
        let calendar = self.blank.calendar.as_ref().zip(self.calendar.as_ref()).map(|(part, ics)| CalendarPart {
            method: part.method,
            ics: with_link(ics, &link),
            file_name: part.file_name.clone(),
        });
        Rendered {
            to_name: reader.name.shown(reader.locale).to_owned(),
            subject: placeholders::fill_plain(&self.words.subject, own),
            text: join(&self.text, plain),
            html: join(&self.html, marked_up),
            reply_to: self.blank.reply_to.clone(),
            calendar,
            list_unsubscribe: Some(stop.clone()),
        }
    }
}

fn pieces(text: &str) -> Vec<Piece> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find([HELLO, BODY, LINK, STOP]) {
        let (before, after) = rest.split_at(at);
        found.push(Piece::Literal(before.to_owned()));
        let mut letters = after.chars();
        found.extend(letters.next().map(Piece::Mark));
        rest = letters.as_str();
    }
    found.push(Piece::Literal(rest.to_owned()));
    found
}

fn join<'a>(pieces: &[Piece], value: impl Fn(char) -> &'a str) -> String {
    let mut out = String::with_capacity(8_192);
    for piece in pieces {
        match piece {
            Piece::Literal(text) => out.push_str(text),
            Piece::Mark(mark) => out.push_str(value(*mark)),
        }
    }
    out
}

/// The five characters that mean something in HTML, as askama writes them.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&#38;"),
            '<' => out.push_str("&#60;"),
            '>' => out.push_str("&#62;"),
            '"' => out.push_str("&#34;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

/// The calendar object with the reader's link in its line, folded after 75 octets (RFC 5545, 3.1). A link is ASCII.
fn with_link(pieces: &[Piece], link: &str) -> String {
    let mut out = String::with_capacity(2_048);
    for piece in pieces {
        match piece {
            Piece::Literal(text) => out.push_str(text),
            Piece::Mark(_) => {
                let mut column = out.len() - out.rfind('\n').map_or(0, |at| at + 1);
                for c in link.chars() {
                    if column == 75 {
                        out.push_str("\r\n ");
                        column = 1;
                    }
                    out.push(c);
                    column += 1;
                }
            }
        }
    }
    out
}
