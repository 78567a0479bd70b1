//! Stars beside Chinese. CommonMark tells an opening run of stars from a closing one by the spaces around it, and Chinese has none: after
//! a full stop, `**重点。**其余` would keep its stars. Which of both a run is, is seen here by whether one as long stands open.

use super::markdown::is_wide;

/// Counts as a space and is none that people type; taken out again behind the parser.
pub(super) const MARK: char = '\u{205f}';

/// The source with a mark outside each run of stars that touches Chinese; none where there is nothing to mark.
pub(super) fn marked(source: &str) -> Option<String> {
    if !source.contains('*') || !source.contains(is_wide) || source.contains(MARK) {
        return None;
    }
    let mut out = String::with_capacity(source.len() + 16);
    let (mut rest, mut open) = (source, None);
    while let Some(at) = rest.find('*') {
        let (before, from) = rest.split_at(at);
        let after = from.trim_start_matches('*');
        let length = from.len() - after.len();
        out.push_str(before);
        if ends_paragraph(before) {
            open = None;
        }
        let (left, right) = (out.chars().next_back(), after.chars().next());
        let run = &from[..length];
        let beside = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace());
        let wide = left.is_some_and(is_wide) || right.is_some_and(is_wide);
        match open {
            _ if left == Some('\\') => out.push_str(run),
            Some(standing) if standing == length && beside(left) => {
                out.push_str(run);
                if wide && beside(right) {
                    out.push(MARK);
                }
                open = None;
            }
            None if beside(right) => {
                if wide && beside(left) {
                    out.push(MARK);
                }
                out.push_str(run);
                open = Some(length);
            }
            _ => out.push_str(run),
        }
        rest = after;
    }
    out.push_str(rest);
    Some(out)
}

/// Whether a blank line stands in it: emphasis never goes beyond.
fn ends_paragraph(text: &str) -> bool {
    let lines: Vec<&str> = text.split('\n').collect();
    lines.len() > 2 && lines[1..lines.len() - 1].iter().any(|line| line.trim().is_empty())
}
