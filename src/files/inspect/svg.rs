//! Drawings: whole, and without anything that acts. They are drawn by browsers, inside an image and under a policy that lets nothing
//! run; but what is downloaded is opened elsewhere.

use std::fs::File;
use std::io::{BufRead, BufReader, Seek, SeekFrom};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::{Content, Looked};
use crate::domain::files::FileKind;
use crate::kernel::files::FileFault;

/// More is more than a browser draws in a second.
const MOST: u64 = 32 * 1024 * 1024;
/// Elements in one another.
const DEPTH: usize = 256;

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
    Ok(drawing(BufReader::new(&*file)).map(|()| Content::of(FileKind::Svg)))
}

fn drawing(source: impl BufRead) -> Result<(), FileFault> {
    let mut reader = Reader::from_reader(source);
    reader.config_mut().check_end_names = true;
    let (mut buffer, mut depth, mut roots) = (Vec::new(), 0_usize, 0_usize);
    loop {
        match reader.read_event_into(&mut buffer) {
            Err(_) => return Err(FileFault::CutOff { found: FileKind::Svg.label() }),
            Ok(Event::Start(element)) => {
                if depth == 0 {
                    roots += 1;
                    root(&element)?;
                }
                depth += 1;
                if depth > DEPTH {
                    return Err(FileFault::ActiveDrawing);
                }
                passive(&element)?;
            }
            Ok(Event::Empty(element)) => {
                if depth == 0 {
                    roots += 1;
                    root(&element)?;
                }
                passive(&element)?;
            }
            Ok(Event::End(_)) => depth = depth.saturating_sub(1),
            // Entities grow without end; a stylesheet may be fetched from anywhere.
            Ok(Event::DocType(text)) if text.contains('[') => return Err(FileFault::ActiveDrawing),
            Ok(Event::PI(_)) => return Err(FileFault::ActiveDrawing),
            Ok(Event::Eof) if depth == 0 && roots == 1 => return Ok(()),
            Ok(Event::Eof) => return Err(FileFault::CutOff { found: FileKind::Svg.label() }),
            Ok(_) => {}
        }
        buffer.clear();
    }
}

fn root(element: &BytesStart<'_>) -> Result<(), FileFault> {
    if element.local_name().as_ref() == "svg" { Ok(()) } else { Err(FileFault::UnknownKind) }
}

/// Nothing that runs, listens, or is fetched from elsewhere.
fn passive(element: &BytesStart<'_>) -> Result<(), FileFault> {
    let name = element.local_name().as_ref().to_ascii_lowercase();
    let acts = ["script", "foreignobject", "iframe", "embed", "object", "handler", "listener", "link"];
    if acts.contains(&name.as_str()) {
        return Err(FileFault::ActiveDrawing);
    }
    for attribute in element.attributes() {
        let Ok(attribute) = attribute else { return Err(FileFault::CutOff { found: FileKind::Svg.label() }) };
        let key = attribute.key.local_name().as_ref().to_ascii_lowercase();
        let value = attribute.value.to_ascii_lowercase();
        let value: String = value.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
        // A letter may be written by its number, and an animation may set what was harmless: of such references none is trusted.
        let leads = matches!(key.as_str(), "href" | "to" | "from" | "by" | "values");
        let runs = value.contains("javascript:") || (leads && (value.contains("&#") || value.starts_with("data:text")));
        if key.starts_with("on") || runs {
            return Err(FileFault::ActiveDrawing);
        }
    }
    Ok(())
}
