//! Placeholders in staff's text: `{name}` from a closed list, `{{` and `}}` for the braces themselves. Never a template language.

/// What is wrong with a text, and where: `at` counts characters from the beginning.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum BadPlaceholder {
    #[error("there is no placeholder {{{name}}}")]
    Unknown { name: String, at: usize, nearest: Option<String> },
    #[error("the brace opened here is never closed")]
    Unclosed { at: usize },
    #[error("the brace closed here was never opened")]
    Unopened { at: usize },
}

/// A text's parts in order.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Part<'a> {
    Literal(&'a str),
    Name(&'a str),
    Unclosed,
    Unopened,
}

/// The parts with the character each begins at. A brace without its partner is shown as it was typed.
pub(super) fn parts(text: &str) -> Vec<(usize, Part<'_>)> {
    let mut out = Vec::new();
    let (mut rest, mut at) = (text, 0);
    while !rest.is_empty() {
        let (part, taken) = next(rest);
        out.push((at, part));
        at += rest[..taken].chars().count();
        rest = &rest[taken..];
    }
    out
}

/// The first part and how many bytes it takes.
fn next(rest: &str) -> (Part<'_>, usize) {
    if rest.starts_with("{{") || rest.starts_with("}}") {
        return (Part::Literal(&rest[..1]), 2);
    }
    if rest.starts_with('}') {
        return (Part::Unopened, 1);
    }
    let Some(inner) = rest.strip_prefix('{') else {
        let end = rest.find(['{', '}']).unwrap_or(rest.len());
        return (Part::Literal(&rest[..end]), end);
    };
    match inner.find(['{', '}', '\n']) {
        Some(end) if inner[end..].starts_with('}') => (Part::Name(inner[..end].trim()), end + 2),
        _ => (Part::Unclosed, 1),
    }
}

/// Checks a text when it is saved; all faults at once, in their order.
pub fn check(text: &str, allowed: &[&str]) -> Result<(), Vec<BadPlaceholder>> {
    let faults: Vec<BadPlaceholder> = parts(text)
        .into_iter()
        .filter_map(|(at, part)| match part {
            Part::Name(name) if !allowed.contains(&name) => {
                Some(BadPlaceholder::Unknown { name: name.to_owned(), at, nearest: nearest(name, allowed) })
            }
            Part::Unclosed => Some(BadPlaceholder::Unclosed { at }),
            Part::Unopened => Some(BadPlaceholder::Unopened { at }),
            Part::Literal(_) | Part::Name(_) => None,
        })
        .collect();
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}

/// The names a text uses, each once, in the order of their first use.
pub fn names(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for (_, part) in parts(text) {
        if let Part::Name(name) = part
            && !found.contains(&name)
        {
            found.push(name);
        }
    }
    found
}

/// Fills Markdown. Values are escaped, so that a guest's name never becomes Markdown or HTML; a line end in one becomes a space.
pub fn fill(text: &str, value: impl FnMut(&str) -> String) -> String {
    filled(text, value, |v| {
        let escape = |c: char| c.is_ascii_punctuation().then_some('\\').into_iter().chain([c]);
        v.chars().flat_map(escape).collect()
    })
}

/// Fills plain text, such as a subject. A value stays in its line, whatever it holds.
pub fn fill_plain(text: &str, value: impl FnMut(&str) -> String) -> String {
    filled(text, value, |v| v)
}

fn filled(text: &str, mut value: impl FnMut(&str) -> String, encode: impl Fn(String) -> String) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    for (_, part) in parts(text) {
        match part {
            Part::Literal(literal) => out.push_str(literal),
            Part::Name(name) => out.push_str(&encode(one_line(&value(name)))),
            Part::Unclosed => out.push('{'),
            Part::Unopened => out.push('}'),
        }
    }
    out
}

/// A value without control characters or marks that turn the reading direction, on one line, without spaces at its ends. Runs of
/// ordinary spaces become one; a non-breaking space stays.
pub(super) fn one_line(value: &str) -> String {
    let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let breaks = |c: char| c.is_ascii_whitespace() || matches!(c, '\u{b}' | '\u{85}' | '\u{2028}' | '\u{2029}');
    let words = value.split(breaks).filter(|w| !w.is_empty());
    words.collect::<Vec<_>>().join(" ").chars().filter(|c| !c.is_control() && !turns(*c)).collect()
}

/// The known name that a writer most likely meant: at most two slips away, or a third of its letters.
pub fn nearest(name: &str, allowed: &[&str]) -> Option<String> {
    let fold = |text: &str| text.to_lowercase().replace(['-', ' ', '.'], "_");
    let name = fold(name);
    let limit = (name.chars().count() / 3).max(2);
    let scored = allowed.iter().map(|known| (strsim::levenshtein(&name, &fold(known)), *known));
    scored.filter(|(d, _)| *d <= limit).min().map(|(_, known)| known.to_owned())
}

/// All known names, the likeliest first, for whoever is far from every one of them.
pub fn by_nearness(name: &str, allowed: &[&str]) -> Vec<String> {
    let name = name.to_lowercase();
    let mut scored: Vec<(usize, &str)> =
        allowed.iter().map(|known| (strsim::levenshtein(&name, known), *known)).collect();
    scored.sort();
    scored.into_iter().map(|(_, known)| known.to_owned()).collect()
}
