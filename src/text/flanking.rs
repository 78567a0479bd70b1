//! Emphasis beside Chinese punctuation. CommonMark decides by blanks and punctuation whether `**` opens or closes, and Chinese has no
//! blanks: in `**重要。**请看` the run after the full stop could only open, and stays as it was typed. A word joiner between the two,
//! which nobody sees and the parser takes for a letter, lets it close.

use std::borrow::Cow;

/// Taken out again of everything that is shown.
pub(super) const JOINER: char = '\u{2060}';

/// The text with joiners where a run of asterisks lies between a closing mark and a letter, or between a letter and an opening mark.
pub(super) fn joined(source: &str) -> Cow<'_, str> {
    let (mut out, mut copied, mut from) = (String::new(), 0, 0);
    while let Some(at) = source.get(from..).and_then(|rest| rest.find('*')).map(|found| from + found) {
        let after = &source[at..];
        let end = at + (after.len() - after.trim_start_matches('*').len());
        let (before, next) = (source[..at].chars().next_back(), source[end..].chars().next());
        if let (Some(before), Some(next)) = (before, next) {
            let place = if closes(before, next) {
                Some(at)
            } else if opens(next, before) {
                Some(end)
            } else {
                None
            };
            if let Some(place) = place {
                out.push_str(&source[copied..place]);
                out.push(JOINER);
                copied = place;
            }
        }
        from = end;
    }
    if out.is_empty() {
        return Cow::Borrowed(source);
    }
    out.push_str(&source[copied..]);
    Cow::Owned(out)
}

/// Whether a mark ends what stands before it, with a letter on the other side of the run.
fn closes(mark: char, letter: char) -> bool {
    letter.is_alphanumeric()
        && (matches!(
            mark,
            '\u{3001}' | '\u{3002}' | '〉' | '》' | '」' | '』' | '】' | '〕' | '〗' | '〙' | '〛' | '〞' | '〟'
        ) || matches!(
            mark,
            '！' | '％' | '）' | '，' | '．' | '：' | '；' | '？' | '］' | '｝' | '｠' | '｡' | '｣' | '､'
        ) || matches!(mark, '”' | '’' | '…' | '—') && super::markdown::is_wide(letter))
}

/// The same of a mark that begins what follows it.
fn opens(mark: char, letter: char) -> bool {
    letter.is_alphanumeric()
        && (matches!(mark, '〈' | '《' | '「' | '『' | '【' | '〔' | '〖' | '〘' | '〚' | '〝')
            || matches!(mark, '（' | '［' | '｛' | '｟' | '｢')
            || matches!(mark, '“' | '‘') && super::markdown::is_wide(letter))
}
