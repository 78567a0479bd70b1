//! Markdown to HTML, for pages and for mails. Both end in ammonia, whatever came before.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};
use pulldown_cmark::{CowStr, Event, HeadingLevel, Tag, TagEnd};

use super::markdown;

const PAGE_TAGS: &[&str] =
    &["p", "a", "strong", "em", "ul", "ol", "li", "br", "h3", "h4", "h5", "h6", "blockquote", "pre", "code", "hr"];
const MAIL_TAGS: &[&str] = &["p", "a", "strong", "em", "ul", "ol", "li", "br", "h3"];

/// So many texts are kept cleaned on each thread.
const KEPT: usize = 64;
/// Of at most so many bytes each.
const KEPT_BYTES: usize = 16 * 1024;

/// HTML for a page of ours. Headings begin at `h3`, below the page's own; links say `noopener noreferrer nofollow`.
///
/// Cleaning is dear, and a thousand guests read the same description: the last texts are kept.
pub fn page_html(source: &str) -> String {
    thread_local!(static CLEANED: RefCell<HashMap<String, String>> = RefCell::default());
    if source.len() > KEPT_BYTES {
        return cleaned_page(source);
    }
    CLEANED.with_borrow_mut(|kept| {
        if let Some(html) = kept.get(source) {
            return html.clone();
        }
        if kept.len() >= KEPT {
            kept.clear();
        }
        let html = cleaned_page(source);
        kept.insert(source.to_owned(), html.clone());
        html
    })
}

fn cleaned_page(source: &str) -> String {
    let events = markdown::events(source, |_| false);
    static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| {
        let mut builder = allowing(PAGE_TAGS);
        builder.link_rel(Some("noopener noreferrer nofollow")).url_relative(UrlRelative::Deny);
        builder
    });
    CLEANER.clean(&rendered(events.into_iter().map(demoted))).to_string()
}

/// HTML for a mail: paragraphs, links, emphasis, lists, line breaks and one kind of heading, without classes or styles, so that a mail's
/// layout can style the tags.
pub fn mail_html(source: &str) -> String {
    mail_html_with(source, |_| false)
}

/// As [`mail_html`], with links to what `also` lets pass.
pub(super) fn mail_html_with(source: &str, also: impl Fn(&str) -> bool) -> String {
    let events = markdown::events(source, also);
    // What links where is decided by then; `also` is for stand-ins without a scheme, which ammonia would take for relative ones.
    static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| {
        let mut builder = allowing(MAIL_TAGS);
        builder.link_rel(None).url_relative(UrlRelative::PassThrough);
        builder
    });
    CLEANER.clean(&rendered(events.into_iter().map(plainer))).to_string()
}

fn allowing(tags: &'static [&'static str]) -> Builder<'static> {
    let mut builder = Builder::empty();
    builder
        .tags(tags.iter().copied().collect())
        .tag_attributes(HashMap::from([("a", HashSet::from(["href"])), ("ol", HashSet::from(["start"]))]))
        .url_schemes(HashSet::from(["https", "http", "mailto", "tel"]));
    builder
}

fn rendered<'a>(events: impl Iterator<Item = Event<'a>>) -> String {
    let mut out = String::new();
    pulldown_cmark::html::push_html(&mut out, events);
    out.truncate(out.trim_end().len());
    out
}

fn demoted(event: Event<'_>) -> Event<'_> {
    let lower = |level: HeadingLevel| match level {
        HeadingLevel::H1 => HeadingLevel::H3,
        HeadingLevel::H2 => HeadingLevel::H4,
        HeadingLevel::H3 => HeadingLevel::H5,
        HeadingLevel::H4 | HeadingLevel::H5 | HeadingLevel::H6 => HeadingLevel::H6,
    };
    match event {
        Event::Start(Tag::Heading { level, .. }) => heading(lower(level)),
        Event::End(TagEnd::Heading(level)) => Event::End(TagEnd::Heading(lower(level))),
        other => other,
    }
}

/// One heading, no code, no quotes, no rules: what remains looks the same in every mail programme.
fn plainer(event: Event<'_>) -> Event<'_> {
    match event {
        Event::Start(Tag::Heading { .. }) => heading(HeadingLevel::H3),
        Event::End(TagEnd::Heading(_)) => Event::End(TagEnd::Heading(HeadingLevel::H3)),
        Event::Start(Tag::CodeBlock(_)) => Event::Start(Tag::Paragraph),
        Event::End(TagEnd::CodeBlock) => Event::End(TagEnd::Paragraph),
        Event::Code(text) => Event::Text(text),
        Event::Rule => Event::Text(CowStr::Borrowed("")),
        other => other,
    }
}

fn heading<'a>(level: HeadingLevel) -> Event<'a> {
    Event::Start(Tag::Heading { level, id: None, classes: Vec::new(), attrs: Vec::new() })
}
