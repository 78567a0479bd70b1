//! Drawings: whole, without anything that acts, and complete in themselves. They are drawn by browsers, inside an image and under a
//! policy that lets nothing run; but what is downloaded is opened elsewhere.

mod outside;
mod size;
mod uses;

use std::collections::HashSet;
use std::fs::File;
use std::io::{BufRead, BufReader, Seek, SeekFrom};

use quick_xml::Reader;
use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::{Content, Looked};
use crate::domain::files::FileKind;
use crate::kernel::files::FileFault;

/// More is more than a browser draws in a second.
pub(super) const MOST: u64 = 32 * 1024 * 1024;
/// Elements in one another.
const DEPTH: usize = 256;

const DAMAGED: FileFault = FileFault::CutOff { found: FileKind::Svg.label() };

/// Whether the first element may be a drawing's: an XML head, comments and a type may stand before it.
pub(super) fn may_be(head: &[u8]) -> bool {
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let text = String::from_utf8_lossy(text);
    let start = text.trim_start();
    start.starts_with("<svg") || (start.starts_with('<') && (start.contains("<svg") || start.starts_with("<?xml")))
}

pub(super) fn look(file: &mut File, size: u64) -> Looked {
    if size > MOST {
        return Ok(Err(FileFault::TooLarge { megabytes: MOST / (1024 * 1024) }));
    }
    file.seek(SeekFrom::Start(0))?;
    let read = match drawing(BufReader::new(&*file)) {
        Ok(read) => read,
        Err(fault) => return Ok(Err(fault)),
    };
    file.seek(SeekFrom::Start(0))?;
    let grown = if read.used.is_empty() { Ok(()) } else { uses::bounded(BufReader::new(&*file), &read.used) };
    let seen = if read.seen { Ok(Content::of(FileKind::Svg)) } else { Err(FileFault::SizelessDrawing) };
    Ok(grown.and(seen))
}

/// A drawing in an archive, where it is as good as any as long as it does nothing: first what it draws again, by name.
pub(super) fn passive_within(source: impl BufRead) -> Result<HashSet<String>, FileFault> {
    drawing(source).map(|read| read.used)
}

/// And in a second reading, whether that grows.
pub(super) fn bounded_within(source: impl BufRead, used: &HashSet<String>) -> Result<(), FileFault> {
    if used.is_empty() { Ok(()) } else { uses::bounded(source, used) }
}

/// What a first reading has seen so far.
#[derive(Default)]
struct Reading {
    depth: usize,
    roots: usize,
    /// The stylesheet that is being read, and how many elements of that name are open: a browser reads them as one.
    css: String,
    styles: usize,
    /// What is drawn again elsewhere, by its name; and how often anything is.
    used: HashSet<String>,
    uses: usize,
    /// It is of a size.
    seen: bool,
}

/// Says which elements are used a second time, and whether there is anything to see.
fn drawing(source: impl BufRead) -> Result<Reading, FileFault> {
    let mut reader = Reader::from_reader(source);
    reader.config_mut().check_end_names = true;
    let (mut buffer, mut seen) = (Vec::new(), Reading::default());
    loop {
        match reader.read_event_into(&mut buffer) {
            Err(_) => return Err(DAMAGED),
            Ok(Event::Start(element)) => {
                seen.element(&element)?;
                seen.depth += 1;
                if seen.depth > DEPTH {
                    return Err(FileFault::DeepDrawing { limit: DEPTH });
                }
                if element.local_name().as_ref().eq_ignore_ascii_case("style") {
                    seen.styles += 1;
                }
            }
            Ok(Event::Empty(element)) => seen.element(&element)?,
            Ok(Event::End(element)) => {
                seen.depth = seen.depth.saturating_sub(1);
                if element.local_name().as_ref().eq_ignore_ascii_case("style") {
                    seen.styles = seen.styles.saturating_sub(1);
                    if seen.styles == 0 {
                        outside::css(&std::mem::take(&mut seen.css))?;
                    }
                }
            }
            Ok(Event::Text(text)) => seen.text(&text),
            Ok(Event::CData(text)) => seen.text(&text),
            Ok(Event::GeneralRef(name)) => seen.text(&letter(&name)),
            // Entities grow without end, and what else is declared there sets attributes that nobody sees.
            Ok(Event::DocType(text)) if text.contains('[') => return Err(FileFault::DrawingEntities),
            // A stylesheet is fetched from anywhere; what else is said this way are commands to programs.
            Ok(Event::PI(text)) if text.starts_with("xml-stylesheet") => return Err(outside::fault(&text)),
            Ok(Event::PI(_)) => return Err(FileFault::ActiveDrawing),
            Ok(Event::Eof) if seen.depth == 0 && seen.roots == 1 => return Ok(seen),
            Ok(Event::Eof) => return Err(DAMAGED),
            Ok(_) => {}
        }
        buffer.clear();
    }
}

impl Reading {
    fn element(&mut self, element: &BytesStart<'_>) -> Result<(), FileFault> {
        if self.depth == 0 {
            self.roots += 1;
            root(element)?;
            self.seen = size::is_seen(element);
        }
        passive(element)?;
        for target in uses::targets(element) {
            self.uses += 1;
            if self.uses > uses::MOST {
                return Err(FileFault::GrowingDrawing { limit: uses::MOST });
            }
            self.used.insert(target);
        }
        Ok(())
    }

    fn text(&mut self, text: &str) {
        if self.styles > 0 {
            self.css.push_str(text);
        }
    }
}

/// A letter written by its number. Of those with names none matters to a stylesheet.
fn letter(name: &BytesRef<'_>) -> String {
    name.resolve_char_ref().ok().flatten().map(String::from).unwrap_or_default()
}

fn root(element: &BytesStart<'_>) -> Result<(), FileFault> {
    if element.local_name().as_ref() == "svg" { Ok(()) } else { Err(FileFault::UnknownKind) }
}

/// An attribute as it is read: letters written by their numbers are those letters.
fn value(attribute: &Attribute<'_>) -> String {
    match quick_xml::escape::unescape(&attribute.value) {
        Ok(text) => text.into_owned(),
        Err(_) => attribute.value.clone().into_owned(),
    }
}

/// Nothing that runs, listens, or is fetched from elsewhere.
fn passive(element: &BytesStart<'_>) -> Result<(), FileFault> {
    let name = element.local_name().as_ref().to_ascii_lowercase();
    let acts = ["script", "foreignobject", "iframe", "embed", "object", "handler", "listener", "link"];
    if acts.contains(&name.as_str()) {
        return Err(FileFault::ActiveDrawing);
    }
    let mut leads_away = false;
    for attribute in element.attributes() {
        let Ok(attribute) = attribute else { return Err(DAMAGED) };
        let key = attribute.key.local_name().as_ref().to_ascii_lowercase();
        let said = value(&attribute);
        let bare: String =
            said.to_ascii_lowercase().chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
        // An animation may set what was harmless.
        let leads = matches!(key.as_str(), "href" | "to" | "from" | "by" | "values");
        let runs = bare.contains("javascript:") || (leads && bare.starts_with("data:text"));
        if key.starts_with("on") || runs {
            return Err(FileFault::ActiveDrawing);
        }
        outside::attribute(&name, attribute.key.as_ref(), &said)?;
        leads_away |= key == "attributename" && bare.ends_with("href");
    }
    // An animation of what is drawn again would draw what nobody has counted.
    if leads_away { Err(FileFault::ActiveDrawing) } else { Ok(()) }
}
