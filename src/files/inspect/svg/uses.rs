//! How far a drawing grows by what it draws again: ten times ten times ten is a few lines of text, and a browser that stands still.

use std::collections::{HashMap, HashSet};
use std::io::BufRead;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::{DAMAGED, DEPTH, value};
use crate::kernel::files::FileFault;

/// Elements that may be drawn beyond those that are written.
pub(super) const MOST: usize = 300_000;

/// What an element draws again, by its name: what it uses, and the patterns, masks and paths it is filled or cut with.
pub(super) fn targets(element: &BytesStart<'_>) -> Vec<String> {
    let mut all: Vec<String> = used(element).into_iter().collect();
    for attribute in element.attributes().flatten() {
        let said = super::outside::plain(&value(&attribute));
        all.extend(said.match_indices("url(").filter_map(|(at, found)| {
            let rest = said.get(at + found.len()..)?;
            let name = rest.split(')').next()?.trim().trim_matches(['"', '\'']).trim().strip_prefix('#')?;
            Some(decoded(name))
        }));
    }
    all
}

fn used(element: &BytesStart<'_>) -> Option<String> {
    if element.local_name().as_ref().eq_ignore_ascii_case("a") {
        return None;
    }
    // Where both are there, the plain one is meant.
    let href = attribute(element, "href").or_else(|| attribute(element, "xlink:href"))?;
    let name = href.trim().strip_prefix('#')?;
    Some(decoded(name))
}

/// By its whole name; a prefix that is not the usual one counts for `xlink`.
fn attribute(element: &BytesStart<'_>, named: &str) -> Option<String> {
    let is = |key: &str| key == named || (named == "xlink:href" && key.ends_with(":href"));
    element.attributes().flatten().find(|a| is(a.key.as_ref())).map(|a| value(&a))
}

/// A name in an address: `%61` is `a`.
fn decoded(name: &str) -> String {
    let mut bytes = Vec::with_capacity(name.len());
    let mut rest = name.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        let code = behind.get(..2).filter(|_| *first == b'%').and_then(|two| std::str::from_utf8(two).ok());
        match code.and_then(|two| u8::from_str_radix(two, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &behind[2..];
            }
            None => {
                bytes.push(*first);
                rest = behind;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// What comes of a part.
#[derive(Clone, Copy)]
struct Drawn {
    elements: usize,
    depth: usize,
}

/// An element that is drawn more than once, as far as no other such stands in it; the first is the drawing itself.
#[derive(Clone, Default)]
struct Part {
    found: bool,
    elements: usize,
    /// The parts within, and those drawn again there.
    shows: Vec<usize>,
    drawn: Option<Drawn>,
    /// It is being counted.
    on_the_way: bool,
}

/// Refuses a drawing that would grow too far, or draws itself in itself. It has been read once and is whole.
pub(super) fn bounded(source: impl BufRead, used: &HashSet<String>) -> Result<(), FileFault> {
    let mut parts = read(source, used)?;
    let written: usize = parts.iter().map(|part| part.elements).sum();
    let drawn = total(&mut parts, 0, 0)?.elements;
    if drawn.saturating_sub(written) > MOST { Err(FileFault::GrowingDrawing { limit: MOST }) } else { Ok(()) }
}

fn read(source: impl BufRead, used: &HashSet<String>) -> Result<Vec<Part>, FileFault> {
    let places: HashMap<&str, usize> = used.iter().enumerate().map(|(n, name)| (name.as_str(), n + 1)).collect();
    let mut parts = vec![Part::default(); used.len() + 1];
    let mut reader = Reader::from_reader(source);
    let (mut buffer, mut open) = (Vec::new(), vec![0]);
    loop {
        match reader.read_event_into(&mut buffer) {
            Err(_) => return Err(DAMAGED),
            Ok(Event::Start(element)) => {
                let own = place(&mut parts, &places, (open.last().copied().unwrap_or(0), &element));
                open.push(own);
            }
            Ok(Event::Empty(element)) => {
                place(&mut parts, &places, (open.last().copied().unwrap_or(0), &element));
            }
            Ok(Event::End(_)) => drop(open.pop()),
            Ok(Event::Eof) => return Ok(parts),
            Ok(_) => {}
        }
        buffer.clear();
    }
}

/// Counts an element; says of which part it is.
fn place(parts: &mut [Part], places: &HashMap<&str, usize>, (around, element): (usize, &BytesStart<'_>)) -> usize {
    let named = attribute(element, "id").and_then(|id| places.get(id.as_str()).copied());
    // Of two with one name the first is meant.
    let own = match named.filter(|n| !parts[*n].found) {
        Some(own) => {
            parts[own].found = true;
            parts[around].shows.push(own);
            own
        }
        None => around,
    };
    parts[own].elements += 1;
    let again = targets(element).into_iter().filter_map(|name| places.get(name.as_str()).copied());
    parts[own].shows.extend(again);
    own
}

/// The elements of a part with all that it shows, and how deep it is drawn. The way there is bounded too: it is this thread's stack.
fn total(parts: &mut [Part], at: usize, way: usize) -> Result<Drawn, FileFault> {
    if let Some(known) = parts[at].drawn {
        return Ok(known);
    }
    if parts[at].on_the_way {
        return Err(FileFault::CircularDrawing);
    }
    let mut drawn = Drawn { elements: parts[at].elements, depth: 1 };
    parts[at].on_the_way = true;
    for shown in std::mem::take(&mut parts[at].shows) {
        if way == DEPTH {
            return Err(FileFault::DeepDrawing { limit: DEPTH });
        }
        let inner = total(parts, shown, way + 1)?;
        drawn.elements = drawn.elements.saturating_add(inner.elements);
        drawn.depth = drawn.depth.max(inner.depth + 1);
    }
    if drawn.depth > DEPTH {
        return Err(FileFault::DeepDrawing { limit: DEPTH });
    }
    (parts[at].on_the_way, parts[at].drawn) = (false, Some(drawn));
    Ok(drawn)
}
