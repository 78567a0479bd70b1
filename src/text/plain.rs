//! Markdown to plain text, for the text part of a mail, which must do alone.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::apart::apart;
use super::markdown::{self, is_wide};

/// Where lines of Latin script are broken (RFC 5322 asks for 78 at most; quoting takes some).
const WIDTH: usize = 72;

/// Plain text: links as `text (https://…)`, lists with dashes or numbers, a blank line between paragraphs. Paragraphs are wrapped at 72
/// columns, Chinese ones not, for there a line end would show as a gap. Ends without a line end.
pub fn plain(source: &str) -> String {
    let mut out = String::new();
    for block in blocks(source, |_| false) {
        block.part(&mut out);
        block.set(&block.text, &mut out);
    }
    out
}

/// As [`plain`], each paragraph in one line, for whoever breaks lines where their screen ends (calendars).
pub fn plain_unwrapped(source: &str) -> String {
    let mut out = String::new();
    for mut block in blocks(source, |_| false) {
        block.part(&mut out);
        block.lines = LineEnds::AsTyped;
        block.set(&block.text, &mut out);
    }
    out
}

/// One paragraph, heading or list item before wrapping.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Block {
    first: String,
    rest: String,
    pub(super) text: String,
    gap: Gap,
    lines: LineEnds,
}

/// What stands between a block and the one above it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Gap {
    BlankLine,
    None,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum LineEnds {
    Wrapped,
    AsTyped,
}

impl Block {
    /// Appends what stands between this block and the one above.
    pub(super) fn part(&self, out: &mut String) {
        if !out.is_empty() {
            out.push_str(if self.gap == Gap::BlankLine { "\n\n" } else { "\n" });
        }
    }

    /// Appends the lines of the block, with `text` in the place of its own, which may be filled by then.
    pub(super) fn set(&self, text: &str, out: &mut String) {
        let mut prefix = self.first.as_str();
        for line in apart(text).split('\n') {
            if self.lines == LineEnds::AsTyped || mostly_wide(line) {
                out.push_str(format!("{prefix}{line}").trim_end());
            } else {
                wrap(line, prefix, &self.rest, out);
            }
            out.push('\n');
            prefix = &self.rest;
        }
        out.pop();
    }
}

/// Whether a line is Chinese rather than Latin with a Chinese name in it.
fn mostly_wide(line: &str) -> bool {
    if line.is_ascii() {
        return false;
    }
    let wide = line.chars().filter(|c| is_wide(*c)).count();
    let words = line.split(|c: char| !c.is_alphabetic() || is_wide(c)).filter(|w| !w.is_empty()).count();
    wide > words
}

/// Breaks at spaces only: a link stays whole, and so does what a non-breaking space holds together.
fn wrap(line: &str, first: &str, rest: &str, out: &mut String) {
    let columns = |text: &str| match text.is_ascii() {
        true => text.len(),
        false => text.chars().map(|c| 1 + usize::from(is_wide(c))).sum(),
    };
    out.push_str(first);
    let mut used = columns(first);
    let mut fresh = true;
    for word in line.split(' ').filter(|w| !w.is_empty()) {
        if !fresh && used + 1 + columns(word) > WIDTH {
            out.push('\n');
            out.push_str(rest);
            used = columns(rest);
        } else if !fresh {
            out.push(' ');
            used += 1;
        }
        out.push_str(word);
        used += columns(word);
        fresh = false;
    }
}

/// What a block stands in.
enum Container {
    Quote,
    /// A list and the number of its next item; none where items have dashes.
    List(Option<u64>),
    /// An item, with the columns its marker takes.
    Item(usize),
}

#[derive(Default)]
struct Writer {
    blocks: Vec<Block>,
    text: String,
    containers: Vec<Container>,
    marker: Option<String>,
    links: Vec<(String, usize)>,
}

pub(super) fn blocks(source: &str, also: impl Fn(&str) -> bool) -> Vec<Block> {
    let mut writer = Writer::default();
    for event in markdown::events(source, also) {
        writer.take(event);
    }
    writer.flush(LineEnds::Wrapped);
    writer.blocks
}

impl Writer {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Text(text) | Event::Code(text) => self.text.push_str(&text),
            Event::SoftBreak => self.text.push(' '),
            Event::HardBreak => self.text.push('\n'),
            Event::Rule => {
                self.text.push_str("* * *");
                self.flush(LineEnds::AsTyped);
            }
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::BlockQuote(_) => self.open(Container::Quote),
            Tag::List(number) => self.open(Container::List(number)),
            Tag::Item => {
                self.flush(LineEnds::Wrapped);
                let marker = match self.containers.last_mut() {
                    Some(Container::List(Some(number))) => {
                        *number += 1;
                        format!("{}. ", *number - 1)
                    }
                    _ => "- ".to_owned(),
                };
                self.containers.push(Container::Item(marker.len()));
                self.marker = Some(marker);
            }
            Tag::Link { dest_url, .. } => self.links.push((dest_url.into_string(), self.text.len())),
            _ => {}
        }
    }

    fn open(&mut self, container: Container) {
        self.flush(LineEnds::Wrapped);
        self.containers.push(container);
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) => self.flush(LineEnds::Wrapped),
            TagEnd::CodeBlock => self.flush(LineEnds::AsTyped),
            TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Item => {
                self.flush(LineEnds::Wrapped);
                self.containers.pop();
            }
            TagEnd::Link => self.end_link(),
            _ => {}
        }
    }

    /// `text (https://…)`, but an address that is its own text only once; see [`apart`] for what comes behind it.
    fn end_link(&mut self) {
        let Some((dest, from)) = self.links.pop() else { return };
        let shown = dest.strip_prefix("mailto:").or_else(|| dest.strip_prefix("tel:")).unwrap_or(&dest);
        let text = self.text.get(from..).unwrap_or_default().trim();
        if text.is_empty() {
            self.text.push_str(shown);
        } else if text != shown && text != dest {
            self.text.push_str(&format!(" ({shown})"));
        }
    }

    fn flush(&mut self, lines: LineEnds) {
        let text = std::mem::take(&mut self.text);
        let text = text.trim_matches(['\n', ' ']);
        if text.is_empty() {
            return;
        }
        let rest: String = self
            .containers
            .iter()
            .map(|c| match c {
                Container::Quote => "> ".to_owned(),
                Container::List(_) => String::new(),
                Container::Item(width) => " ".repeat(*width),
            })
            .collect();
        let in_list = self.blocks.last().is_some_and(|b| b.first != b.rest);
        let (first, gap) = match self.marker.take() {
            Some(marker) => {
                let outside = rest.len().saturating_sub(marker.len());
                let gap = if in_list || outside > 0 { Gap::None } else { Gap::BlankLine };
                (format!("{}{marker}", rest.get(..outside).unwrap_or_default()), gap)
            }
            None => (rest.clone(), Gap::BlankLine),
        };
        self.blocks.push(Block { first, rest, text: text.to_owned(), gap, lines });
    }
}
