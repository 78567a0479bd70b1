//! Closed lists of words and days, as rows keep them.

use crate::db::DbError;
use crate::db::types::{day, text_enum};
use crate::kernel::invalid::{Invalid, Reason, one_of, one_of_at};
use crate::kernel::locale::Locale;

text_enum! {
    /// What a choir sings.
    pub enum Voice {
        High = "high",
        Low = "low",
    }
}

#[test]
fn a_word_that_is_none_of_a_list_is_told_with_all_there_are() {
    let told = |allowed: &str| Reason::NotOneOf { allowed: allowed.to_owned() };
    assert_eq!(one_of::<Voice>(" low\n"), Ok(Voice::Low));
    assert_eq!(one_of::<Voice>("Low"), Err(told("high, low")));
    assert_eq!(one_of::<Voice>(""), Err(told("high, low")));
    assert_eq!(one_of_at::<Voice>("voice", "middle"), Err(Invalid::one("voice", told("high, low"))));
    assert_eq!(one_of::<Locale>("de"), Err(told("en, fr, zh")));
}

#[test]
fn days_are_read_as_they_are_kept() {
    assert_eq!(day("2016-02-29").unwrap().to_string(), "2016-02-29");
    assert_eq!(day("+12016-05-24").unwrap().to_string(), "+12016-05-24", "whatever a day can be");
    for damaged in ["", "2016-02-30", "2016-13-01", "2016/05/24", "20160524", "２016-05-2", "2016-0a-24"] {
        assert!(matches!(day(damaged), Err(DbError::Damaged(_))), "{damaged}");
    }
}
