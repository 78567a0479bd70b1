//! Links and secrets.

use proptest::prelude::*;

use crate::kernel::email::Email;
use crate::kernel::ids::PublicId;
use crate::kernel::locale::Locale;
use crate::kernel::token::{Keys, LinkToken, Purpose, Secret, nonce};

#[test]
fn a_link_is_good_for_its_purpose_row_and_nonce_only() {
    let keys = Keys::new([7; 32]);
    let link = keys.link(Purpose::Answer, 4711, "n1");
    let token = LinkToken::parse(&link).unwrap();
    assert_eq!(token.row, 4711);
    assert_eq!(keys.link(Purpose::Answer, 4711, "n1"), link);
    assert!(keys.link_matches(&token, Purpose::Answer, "n1"));
    assert!(!keys.link_matches(&token, Purpose::Answer, "n2"));
    assert!(!keys.link_matches(&token, Purpose::Answer, ""));
    for other in [Purpose::DoNotContact, Purpose::Preview, Purpose::Form] {
        assert!(!keys.link_matches(&token, other, "n1"), "{other:?}");
    }
    assert!(!Keys::new([8; 32]).link_matches(&token, Purpose::Answer, "n1"));
    assert_eq!(format!("{keys:?}"), "Keys(…)");
}

#[test]
fn one_changed_character_and_the_link_is_dead() {
    let keys = Keys::new([7; 32]);
    for row in [0, 1, 31, 32, 4711, i64::MAX] {
        let link = keys.link(Purpose::Answer, row, "n1");
        assert!(keys.link_matches(&LinkToken::parse(&link).unwrap(), Purpose::Answer, "n1"));
        for at in 0..link.len() {
            for letter in (0..128u8).map(char::from).filter(|c| !link[at..].starts_with(*c)) {
                let changed = format!("{}{letter}{}", &link[..at], &link[at + 1..]);
                let opens = LinkToken::parse(&changed).is_some_and(|t| keys.link_matches(&t, Purpose::Answer, "n1"));
                assert!(!opens, "{changed} opens {link}");
            }
            let shorter = format!("{}{}", &link[..at], &link[at + 1..]);
            assert!(LinkToken::parse(&shorter).is_none_or(|t| !keys.link_matches(&t, Purpose::Answer, "n1")));
        }
        assert!(LinkToken::parse(&format!("{link}0")).is_none());
        assert!(LinkToken::parse(&format!("0{link}")).is_none_or(|t| t.row != row));
    }
}

#[test]
fn garbage_is_no_token() {
    let long = "z".repeat(100_000);
    let huge = format!("{}-0000000000000000", "z".repeat(13));
    for text in [
        "",
        "-",
        "1",
        "1-",
        "-0000000000000000",
        "1-0",
        "l-0000000000000000",
        "1-000000000000000é",
        "1-0000000000000000-",
        "王-0000000000000000",
        "01-0000000000000000",
        long.as_str(),
        huge.as_str(),
        "1-ILOU000000000000",
        "+1-0000000000000000",
    ] {
        assert_eq!(LinkToken::parse(text), None, "{text}");
    }
}

proptest! {
    #[test]
    fn any_text_is_parsed_or_refused(text in any::<String>()) {
        LinkToken::parse(&text);
        let address = text.parse::<Email>();
        if let Ok(address) = address {
            prop_assert!(!address.as_str().chars().any(|c| c.is_control() || c.is_whitespace() || c == '<' || c == '>'));
        }
        Locale::from_accept_language(&text);
        prop_assert!(text.parse::<PublicId>().is_err() || text.len() == PublicId::LEN);
    }
    #[test]
    fn every_link_reads_back(row in 0..i64::MAX, nonce in "[a-z0-9]{0,12}") {
        let keys = Keys::new([1; 32]);
        let token = LinkToken::parse(&keys.link(Purpose::Form, row, &nonce)).unwrap();
        prop_assert_eq!(token.row, row);
        prop_assert!(keys.link_matches(&token, Purpose::Form, &nonce));
    }
}

#[test]
fn secrets_and_nonces_are_random_and_hidden() {
    let (one, two) = (Secret::random(), Secret::random());
    assert_ne!(one.expose(), two.expose());
    assert_eq!(one.expose().len(), 32);
    assert_eq!(Secret::presented(one.expose()).digest(), one.digest());
    assert_ne!(one.digest(), two.digest());
    assert_eq!(format!("{one:?}"), "Secret(…)");
    assert_ne!(nonce(), nonce());
    let keys = Keys::new([7; 32]);
    assert_ne!(keys.mac(&[b"ab", b"c"]), keys.mac(&[b"a", b"bc"]));
    assert_ne!(keys.digest("li@example.org"), Keys::new([8; 32]).digest("li@example.org"));
}
