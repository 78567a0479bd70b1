//! What became of one field, by what it was, what one person made of it and what it is now.

/// The values of a field: one of a line, several of boxes, none of what is blank.
pub type Values = Vec<String>;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Side {
    Mine,
    Theirs,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// Both say the same.
    Agreed,
    /// Only one side says something new.
    Changed(Side),
    /// Both say something new, or it is not known what was before.
    Disputed,
}

/// Compares the three; `before` is none where it is not known.
pub fn verdict(before: Option<&Before>, mine: &Values, theirs: &Values) -> Verdict {
    match before {
        _ if mine == theirs => Verdict::Agreed,
        Some(before) if before.is(mine) => Verdict::Changed(Side::Theirs),
        Some(before) if before.is(theirs) => Verdict::Changed(Side::Mine),
        _ => Verdict::Disputed,
    }
}

/// What a field was: itself, or of a long text only its print, by which it is known again.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Before {
    Values(Values),
    Print(String),
}

/// A text of more bytes than this is remembered by its print: a page that carries it three times would be too large to be sent.
const REMEMBERED: usize = 600;

impl Before {
    pub fn of(values: &Values) -> Before {
        if values.iter().map(String::len).sum::<usize>() > REMEMBERED {
            Before::Print(print(values))
        } else {
            Before::Values(values.clone())
        }
    }
    pub fn is(&self, values: &Values) -> bool {
        match self {
            Before::Values(own) => own == values,
            Before::Print(own) => *own == print(values),
        }
    }
}

fn print(values: &Values) -> String {
    use sha2::{Digest, Sha256};
    let digest = Sha256::digest(values.join("\u{1f}").as_bytes());
    digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

/// A value as it is compared: line ends of one kind, nothing round it.
pub fn plain(value: &str) -> String {
    value.replace("\r\n", "\n").replace('\r', "\n").trim().to_owned()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]

    use proptest::prelude::*;

    use super::*;

    fn values(text: &str) -> Values {
        text.split(',').filter(|v| !v.is_empty()).map(str::to_owned).collect()
    }

    #[test]
    fn the_side_that_changed_is_known_and_a_dispute_stays_open() {
        use Side::{Mine, Theirs};
        for (before, mine, theirs, expected) in [
            (Some("a"), "a", "a", Verdict::Agreed),
            (Some("a"), "b", "b", Verdict::Agreed),
            (Some("a"), "b", "a", Verdict::Changed(Mine)),
            (Some("a"), "a", "b", Verdict::Changed(Theirs)),
            (Some("a"), "b", "c", Verdict::Disputed),
            (Some("a"), "", "a", Verdict::Changed(Mine)),
            (Some("a"), "", "b", Verdict::Disputed),
            (Some(""), "", "a", Verdict::Changed(Theirs)),
            (Some("en,fr"), "en", "en,fr,zh", Verdict::Disputed),
            (None, "a", "b", Verdict::Disputed),
            (None, "a", "a", Verdict::Agreed),
        ] {
            let before = before.map(|text| Before::of(&values(text)));
            let told = verdict(before.as_ref(), &values(mine), &values(theirs));
            assert_eq!(told, expected, "{before:?} {mine:?} {theirs:?}");
        }
    }

    #[test]
    fn a_long_text_is_known_by_its_print() {
        let long = vec!["文".repeat(5_000)];
        let other = vec![format!("{}x", long[0])];
        let before = Before::of(&long);
        assert!(matches!(&before, Before::Print(print) if print.len() == 32));
        assert_eq!(verdict(Some(&before), &long, &other), Verdict::Changed(Side::Theirs));
        assert_eq!(verdict(Some(&before), &other, &long), Verdict::Changed(Side::Mine));
    }

    proptest! {
        /// What is chosen without a question is never what only the other side has said.
        #[test]
        fn no_change_of_either_side_is_lost(before in "[ab]{0,2}", mine in "[ab]{0,2}", theirs in "[ab]{0,2}") {
            let known = Before::of(&values(&before));
            let kept = match verdict(Some(&known), &values(&mine), &values(&theirs)) {
                Verdict::Agreed | Verdict::Changed(Side::Mine) => mine.clone(),
                Verdict::Changed(Side::Theirs) => theirs.clone(),
                // Nothing is chosen: both are asked about.
                Verdict::Disputed => {
                    prop_assert!(mine != before && theirs != before && mine != theirs);
                    return Ok(());
                }
            };
            prop_assert!(mine == before || kept == mine, "mine is kept");
            prop_assert!(theirs == before || kept == theirs, "theirs is kept");
        }
    }
}
