//! The part of CommonMark that staff may use, as events with everything else made harmless.

use std::borrow::Cow;

use pulldown_cmark::{CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::flanking::{JOINER, joined};
use crate::kernel::names::is_han;

const SCHEMES: [&str; 4] = ["https://", "http://", "mailto:", "tel:"];

/// Parses and makes harmless: raw HTML becomes text, an image its alternative text, a link elsewhere than to [`SCHEMES`] (or to what
/// `also` lets pass) its own text; a line end between two Chinese characters becomes nothing, for it would show as a gap.
pub(super) fn events<'a>(source: &'a str, also: impl Fn(&str) -> bool) -> Vec<Event<'a>> {
    match joined(source) {
        Cow::Borrowed(source) => harmless(Parser::new_ext(source, Options::empty()), also),
        Cow::Owned(source) => {
            let parser = Parser::new_ext(&source, Options::empty());
            harmless(parser.map(|event| without_joiner(event.into_static())), also)
        }
    }
}

/// Without what only the parser was to see.
fn without_joiner(event: Event<'static>) -> Event<'static> {
    let bare = |text: CowStr<'static>| match text.contains(JOINER) {
        true => CowStr::from(text.replace(JOINER, "")),
        false => text,
    };
    match event {
        Event::Text(text) => Event::Text(bare(text)),
        Event::Code(text) => Event::Code(bare(text)),
        Event::Html(raw) => Event::Html(bare(raw)),
        Event::InlineHtml(raw) => Event::InlineHtml(bare(raw)),
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
            Event::Start(Tag::Link { link_type, dest_url: bare(dest_url), title, id })
        }
        other => other,
    }
}

fn harmless<'a>(events: impl Iterator<Item = Event<'a>>, also: impl Fn(&str) -> bool) -> Vec<Event<'a>> {
    let mut out: Vec<Event<'a>> = Vec::new();
    let mut open_links = Vec::new();
    for event in events {
        match event {
            Event::Html(raw) | Event::InlineHtml(raw) => out.push(Event::Text(raw)),
            Event::Start(Tag::HtmlBlock) => out.push(Event::Start(Tag::Paragraph)),
            Event::End(TagEnd::HtmlBlock) => out.push(Event::End(TagEnd::Paragraph)),
            Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => {}
            Event::Start(Tag::Link { dest_url, id, .. }) => {
                let dest_url = absolute(dest_url);
                let good = may_link(&dest_url) || also(&dest_url);
                open_links.push(good);
                if good {
                    let (link_type, title) = (LinkType::Inline, CowStr::Borrowed(""));
                    out.push(Event::Start(Tag::Link { link_type, dest_url, title, id }));
                }
            }
            Event::End(TagEnd::Link) => {
                if open_links.pop() == Some(true) {
                    out.push(Event::End(TagEnd::Link));
                }
            }
            other => out.push(other),
        }
    }
    join_chinese(out)
}

/// An address in angle brackets (`<name@example.org>`) comes without its scheme.
fn absolute(dest: CowStr<'_>) -> CowStr<'_> {
    let bare_address = dest.contains('@') && !dest.contains([':', '/']);
    if bare_address { format!("mailto:{dest}").into() } else { dest }
}

/// Whether a link may go there.
pub(super) fn may_link(dest: &str) -> bool {
    let lower: String = dest.chars().take(8).flat_map(char::to_lowercase).collect();
    SCHEMES.iter().any(|s| lower.starts_with(s)) && !dest.chars().any(|c| c.is_control() || c.is_whitespace())
}

fn join_chinese(events: Vec<Event<'_>>) -> Vec<Event<'_>> {
    let joins = |at: usize| {
        let before = events[..at].iter().rev().find_map(text_of).and_then(|t| t.chars().next_back());
        let after = events[at + 1..].iter().find_map(text_of).and_then(|t| t.chars().next());
        before.is_some_and(is_wide) && after.is_some_and(is_wide)
    };
    let gaps: Vec<bool> = (0..events.len()).map(|i| matches!(events[i], Event::SoftBreak) && joins(i)).collect();
    events.into_iter().zip(gaps).filter(|(_, gap)| !gap).map(|(event, _)| event).collect()
}

fn text_of<'e>(event: &'e Event<'_>) -> Option<&'e str> {
    match event {
        Event::Text(text) | Event::Code(text) if !text.is_empty() => Some(text),
        _ => None,
    }
}

/// Whether a character takes two columns: Chinese, its punctuation, full-width forms.
pub(super) fn is_wide(c: char) -> bool {
    is_han(c) || matches!(c, '\u{3000}'..='\u{30ff}' | '\u{ac00}'..='\u{d7af}' | '\u{ff00}'..='\u{ff60}')
}
