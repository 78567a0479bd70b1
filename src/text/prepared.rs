//! A mail's text, rendered and cleaned once for all its readers, then filled for each.

use super::html::mail_html_with;
use super::markdown::may_link;
use super::placeholders::{self, Part, one_line};
use super::plain::{Block, blocks};

/// Staff's Markdown with placeholders, ready to be filled. Filling costs a copy, no parsing; a value is only ever text, or a link where
/// the Markdown has a link to the placeholder, `[Answer]({answer_link})`, or where an address stands by itself: `{link}`.
#[derive(Clone, Debug)]
pub struct Prepared {
    html: Vec<Piece>,
    text: Vec<(Block, Lines)>,
}

/// The lines of a block of plain text.
#[derive(Clone, Debug)]
enum Lines {
    /// The same for all readers, wrapped.
    Set(String),
    /// Wrapped once its slots are filled.
    ToFill(Vec<Piece>),
}

#[derive(Clone, PartialEq, Eq, Debug)]
enum Piece {
    Literal(String),
    Slot { name: String, place: Place },
}

/// Where in HTML a slot stands; plain text has only [`Place::Text`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Place {
    Text,
    /// A whole link: `href="{…}"`.
    Link,
    /// A part of a link: `href="https://example.org/{…}"`.
    LinkPart,
    /// The address itself, in the middle of a text: it becomes a link to itself.
    Address,
}

impl Prepared {
    /// What has no closing brace, or no opening one, stays as it is typed: a check refused it when it was saved.
    pub fn new(markdown: &str) -> Prepared {
        let names = placeholders::names(markdown);
        let stem = stem_not_in(markdown);
        let mut source = String::with_capacity(markdown.len() * 2);
        for (_, part) in placeholders::parts(markdown) {
            match part {
                Part::Literal(literal) => source.push_str(literal),
                Part::Name(name) => source.extend(names.iter().position(|n| *n == name).map(|i| format!("{stem}{i}z"))),
                Part::Unclosed => source.push('{'),
                Part::Unopened => source.push('}'),
            }
        }
        let is_slot = |dest: &str| slot(dest, &stem, &names).is_some_and(|(_, rest)| rest.is_empty());
        let html = pieces(&mail_html_with(&source, is_slot), &stem, &names, place_in_html);
        let text = blocks(&source, is_slot)
            .into_iter()
            .map(|block| {
                let lines = Lines::of(&block, pieces(&block.text, &stem, &names, |_, _| Place::Text));
                (block, lines)
            })
            .collect();
        Prepared { html, text }
    }

    /// The HTML for one reader: simple tags without classes, values escaped. A link that is not to `https`, `http`, `mailto` or `tel`
    /// leads nowhere.
    pub fn html(&self, value: impl FnMut(&str) -> String) -> String {
        join(&self.html, value, |place, value| match place {
            Place::Text => escaped(value),
            Place::Link if may_link(value) => escaped(value),
            Place::Link => "#".to_owned(),
            Place::LinkPart => percent_encoded(value),
            Place::Address if may_link(value) => format!("<a href=\"{0}\">{0}</a>", escaped(value)),
            Place::Address => escaped(value),
        })
    }

    /// The plain text for one reader, wrapped after filling.
    pub fn text(&self, mut value: impl FnMut(&str) -> String) -> String {
        let mut out = String::new();
        for (block, lines) in &self.text {
            block.part(&mut out);
            match lines {
                Lines::Set(set) => out.push_str(set),
                Lines::ToFill(pieces) => {
                    block.set(&join_text(pieces, &mut value), &mut out);
                }
            }
        }
        out
    }
}

impl Lines {
    fn of(block: &Block, pieces: Vec<Piece>) -> Lines {
        if pieces.iter().any(|piece| matches!(piece, Piece::Slot { .. })) {
            return Lines::ToFill(pieces);
        }
        let mut set = String::new();
        block.set(&block.text, &mut set);
        Lines::Set(set)
    }
}

fn join(pieces: &[Piece], mut value: impl FnMut(&str) -> String, encode: impl Fn(Place, &str) -> String) -> String {
    let mut out = String::new();
    for piece in pieces {
        match piece {
            Piece::Literal(literal) => out.push_str(literal),
            Piece::Slot { name, place } => out.push_str(&encode(*place, &one_line(&value(name)))),
        }
    }
    out
}

/// Plain text for one reader. What stands for an address stands apart from a word and from another address: mail programmes would take
/// them for a part of it.
fn join_text(pieces: &[Piece], mut value: impl FnMut(&str) -> String) -> String {
    let (mut out, mut behind_address) = (String::new(), false);
    for piece in pieces {
        let (said, address) = match piece {
            Piece::Literal(literal) => (literal.clone(), false),
            Piece::Slot { name, .. } => {
                let said = one_line(&value(name));
                let address = is_address(name) && may_link(&said);
                (said, address)
            }
        };
        let (before, after) = (out.chars().next_back(), said.chars().next());
        let glued = [before, after].iter().all(|c| c.is_some_and(|c| c.is_ascii_alphanumeric()));
        if glued && (address || behind_address) {
            out.push(' ');
        }
        if after.is_some() {
            behind_address = address;
        }
        out.push_str(&said);
    }
    out
}

/// A word that the text does not hold, for the stand-ins: letters only, so that Markdown sees a word and HTML keeps it.
fn stem_not_in(text: &str) -> String {
    let mut stem = "xslot".to_owned();
    while text.contains(&stem) {
        stem.push('q');
    }
    stem
}

/// The name a text begins with the stand-in of, and what follows it.
fn slot<'t, 'n>(text: &'t str, stem: &str, names: &[&'n str]) -> Option<(&'n str, &'t str)> {
    let (index, rest) = text.strip_prefix(stem)?.split_once('z')?;
    let index: usize = index.parse().ok()?;
    names.get(index).map(|name| (*name, rest))
}

fn pieces(text: &str, stem: &str, names: &[&str], place: impl Fn(&str, &str) -> Place) -> Vec<Piece> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(stem) {
        let Some((name, after)) = slot(&rest[at..], stem, names) else { break };
        let before = &text[..text.len() - rest.len() + at];
        out.push(Piece::Literal(rest[..at].to_owned()));
        out.push(Piece::Slot { name: name.to_owned(), place: place(name, before) });
        rest = after;
    }
    out.push(Piece::Literal(rest.to_owned()));
    out
}

/// The HTML is ammonia's: `<` and `>` stand for tags only, and `href` is the only attribute that takes text.
fn place_in_html(name: &str, before: &str) -> Place {
    let in_tag = before.rfind('<').is_some_and(|open| before.rfind('>').is_none_or(|close| close < open));
    let in_link = before.rfind("<a ").is_some_and(|open| before.rfind("</a>").is_none_or(|close| close < open));
    match (in_tag, before.ends_with("href=\"")) {
        (false, _) if is_address(name) && !in_link => Place::Address,
        (false, _) => Place::Text,
        (true, true) => Place::Link,
        (true, false) => Place::LinkPart,
    }
}

/// Whether a placeholder stands for an address of ours; any other value, such as a name, never links.
fn is_address(name: &str) -> bool {
    name == "link" || name.ends_with("_link")
}

fn escaped(value: &str) -> String {
    value.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}

/// RFC 3986, 2.3: all but unreserved characters.
fn percent_encoded(value: &str) -> String {
    let mut out = String::with_capacity(value.len() * 3);
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}
