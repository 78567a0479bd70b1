//! How long a text is, as people count it: by words where blanks set them apart, by characters where none do.

use crate::kernel::names::is_han;

/// Words of a text; of Chinese each character counts, and what stands between them in other letters or digits once a run.
pub fn length(text: &str) -> usize {
    text.split_whitespace().map(in_piece).sum()
}

fn in_piece(piece: &str) -> usize {
    let characters = piece.chars().filter(|c| is_han(*c)).count();
    if characters == 0 {
        return usize::from(piece.chars().any(char::is_alphanumeric));
    }
    let (mut runs, mut within) = (0, false);
    for c in piece.chars() {
        let foreign = c.is_alphanumeric() && !is_han(c);
        runs += usize::from(foreign && !within);
        within = foreign;
    }
    characters + runs
}

#[cfg(test)]
mod tests {
    use super::length;

    #[test]
    fn words_are_counted_where_blanks_set_them_apart_and_characters_where_none_do() {
        for (text, expected) in [
            ("", 0),
            ("One report – three cities.", 4),
            ("L’Europe et la Chine", 4),
            ("三座城市的报告。", 7),
            ("2016年，Datong与Hohhot", 5),
            ("a\n\nb  c", 3),
        ] {
            assert_eq!(length(text), expected, "{text}");
        }
    }
}
