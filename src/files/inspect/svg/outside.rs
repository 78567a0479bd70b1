//! What a drawing would fetch from elsewhere: pictures, stylesheets, fonts, parts of other drawings.

use crate::kernel::files::FileFault;

/// `named` is the attribute with its prefix.
pub(super) fn attribute(element: &str, named: &str, value: &str) -> Result<(), FileFault> {
    let key = named.rsplit(':').next().unwrap_or(named).to_ascii_lowercase();
    match key.as_str() {
        // A link leads away when somebody follows it; nothing is fetched.
        "href" if element == "a" => Ok(()),
        "href" | "src" => local(value),
        "base" if named.eq_ignore_ascii_case("xml:base") => Err(fault(value)),
        "to" | "from" | "by" | "values" => value.split(';').filter(|v| v.contains("//")).try_for_each(local),
        "style" => css(value),
        // Many of them are read as a stylesheet is.
        _ => urls(&plain(value)),
    }
}

/// A stylesheet, or a part of one.
pub(super) fn css(text: &str) -> Result<(), FileFault> {
    let text = plain(text);
    let lower = text.to_ascii_lowercase();
    for fetching in ["@import", "image-set("] {
        if lower.contains(fetching) {
            return Err(fault(fetching));
        }
    }
    urls(&text)
}

/// Each `url(…)` of a text.
fn urls(text: &str) -> Result<(), FileFault> {
    let lower = text.to_ascii_lowercase();
    for (at, found) in lower.match_indices("url(") {
        // Letters of ASCII keep their places when they are made small.
        let rest = text.get(at + found.len()..).unwrap_or_default();
        let end = rest.find(')').unwrap_or(rest.len());
        local(rest[..end].trim().trim_matches(['"', '\'']))?;
    }
    Ok(())
}

/// A part of the drawing itself, or a picture or font that is written into it. A drawing in a drawing is looked into by nobody.
fn local(reference: &str) -> Result<(), FileFault> {
    let bare: String = reference.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    let lower = bare.to_ascii_lowercase();
    let written_in = ["data:image/", "data:font/", "data:application/font", "data:application/x-font"];
    let picture = written_in.iter().any(|start| lower.starts_with(start)) && !lower.starts_with("data:image/svg");
    if bare.is_empty() || bare.starts_with('#') || picture { Ok(()) } else { Err(fault(reference)) }
}

pub(super) fn fault(reference: &str) -> FileFault {
    let shown = crate::kernel::invalid::seen(reference.trim());
    FileFault::OutsideDrawing { reference: shown.chars().filter(|c| !c.is_control()).take(60).collect() }
}

/// CSS as a browser reads it: `\75 rl` is `url`.
pub(super) fn plain(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css.chars().peekable();
    while let Some(c) = rest.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        let mut code = String::new();
        while let Some(digit) = rest.next_if(|c| c.is_ascii_hexdigit() && code.len() < 6) {
            code.push(digit);
        }
        if code.is_empty() {
            out.extend(rest.next());
            continue;
        }
        rest.next_if(|c| c.is_whitespace());
        out.extend(u32::from_str_radix(&code, 16).ok().and_then(char::from_u32));
    }
    out
}
