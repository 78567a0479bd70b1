//! The leaf types' promises, as tables.

use chrono::NaiveTime;
use proptest::prelude::*;

use super::email::{BadEmail, Email};
use super::ids::{EventId, PublicId, SeatId};
use super::invalid::{self, Invalid, Reason};
use super::locale::{Locale, UnknownLocale};
use super::localised::Localised;
use super::names::{PersonName, is_han};
use super::page::{Page, PageRequest};
use super::time::{BadInstant, BadWallTime, Clock, Instant, UnknownZone, WallTime, Zone};
use super::token::{Keys, LinkToken, Purpose, Secret, nonce};

fn instant(text: &str) -> Instant {
    text.parse().unwrap()
}
fn zone(name: &str) -> Zone {
    name.parse().unwrap()
}
fn wall(local: &str, name: &str) -> WallTime {
    WallTime::parse(local, zone(name)).unwrap()
}

#[test]
fn a_wall_time_means_one_instant_also_where_clocks_change() {
    let table = [
        // Brussels, 27 March 2016: 02:00 becomes 03:00; a skipped time moves on by the hour that is missing.
        ("2016-03-27 01:59:59", "Europe/Brussels", "2016-03-27T00:59:59Z"),
        ("2016-03-27 02:00", "Europe/Brussels", "2016-03-27T01:00:00Z"),
        ("2016-03-27 02:30", "Europe/Brussels", "2016-03-27T01:30:00Z"),
        ("2016-03-27 03:00", "Europe/Brussels", "2016-03-27T01:00:00Z"),
        // 30 October 2016: 03:00 becomes 02:00; a doubled time means the first.
        ("2016-10-30 01:59:59", "Europe/Brussels", "2016-10-29T23:59:59Z"),
        ("2016-10-30 02:00", "Europe/Brussels", "2016-10-30T00:00:00Z"),
        ("2016-10-30 02:30", "Europe/Brussels", "2016-10-30T00:30:00Z"),
        ("2016-10-30 03:00", "Europe/Brussels", "2016-10-30T02:00:00Z"),
        ("2016-05-24 09:00", "Asia/Shanghai", "2016-05-24T01:00:00Z"),
        ("2016-03-27 02:30", "Asia/Shanghai", "2016-03-26T18:30:00Z"),
        ("2016-10-30 02:30", "Asia/Shanghai", "2016-10-29T18:30:00Z"),
        ("2016-03-13 02:30", "America/New_York", "2016-03-13T07:30:00Z"),
        ("2016-11-06 01:30", "America/New_York", "2016-11-06T05:30:00Z"),
        // Lord Howe moves by half an hour, Apia left out a whole day.
        ("2016-10-02 02:15", "Australia/Lord_Howe", "2016-10-01T15:45:00Z"),
        ("2011-12-30 12:00", "Pacific/Apia", "2011-12-30T22:00:00Z"),
    ];
    for (local, name, utc) in table {
        assert_eq!(wall(local, name).instant(), instant(utc), "{local} {name}");
    }
}

#[test]
fn an_instant_shows_on_every_wall() {
    let at = instant("2016-10-30T00:30:00Z");
    assert_eq!(at.at(zone("Europe/Brussels")).stored(), "2016-10-30T02:30:00");
    assert_eq!(at.plus_seconds(3600).at(zone("Europe/Brussels")).stored(), "2016-10-30T02:30:00");
    assert_eq!(at.at(zone("Asia/Shanghai")).stored(), "2016-10-30T08:30:00");
    for hour in 0..366 * 24 {
        let at = instant("2016-01-01T00:00:00Z").plus_seconds(hour * 3600);
        assert_eq!(at.at(zone("Asia/Shanghai")).instant(), at);
        assert_eq!(zone("Asia/Shanghai").offset_seconds(at), 8 * 3600);
    }
}

#[test]
fn an_offset_is_named_by_its_hours() {
    let table = [
        ("Asia/Shanghai", "2016-05-24T00:00:00Z", "UTC+8"),
        ("Asia/Kolkata", "2016-05-24T00:00:00Z", "UTC+5:30"),
        ("Asia/Kathmandu", "2016-05-24T00:00:00Z", "UTC+5:45"),
        ("Europe/Brussels", "2016-03-27T00:59:59Z", "UTC+1"),
        ("Europe/Brussels", "2016-03-27T01:00:00Z", "UTC+2"),
        ("Europe/London", "2016-01-01T00:00:00Z", "UTC"),
        ("America/New_York", "2016-01-01T00:00:00Z", "UTC−5"),
        ("America/St_Johns", "2016-01-01T00:00:00Z", "UTC−3:30"),
        ("UTC", "2016-01-01T00:00:00Z", "UTC"),
    ];
    for (name, at, label) in table {
        assert_eq!(zone(name).offset_label(instant(at)), label, "{name}");
    }
    assert_eq!(wall("2016-05-24 09:00", "Asia/Kolkata").offset_label(), "UTC+5:30");
    assert_eq!("CST".parse::<Zone>(), Err(UnknownZone));
    assert_eq!(" Asia/Shanghai ".parse::<Zone>().unwrap().name(), "Asia/Shanghai");
}

#[test]
fn days_before_are_days_on_the_wall() {
    let nine = NaiveTime::from_hms_opt(9, 0, 0).unwrap();
    // event, days, the reminder's wall time, its instant
    let table = [
        ("2016-03-30 14:00", "Europe/Brussels", 7, "2016-03-23T09:00:00", "2016-03-23T08:00:00Z"),
        ("2016-11-02 14:00", "Europe/Brussels", 7, "2016-10-26T09:00:00", "2016-10-26T07:00:00Z"),
        ("2016-03-30 14:00", "Asia/Shanghai", 7, "2016-03-23T09:00:00", "2016-03-23T01:00:00Z"),
        ("2016-03-01 00:30", "Europe/Brussels", 1, "2016-02-29T09:00:00", "2016-02-29T08:00:00Z"),
        ("2016-05-24 09:00", "Asia/Shanghai", 0, "2016-05-24T09:00:00", "2016-05-24T01:00:00Z"),
    ];
    for (event, name, days, local, utc) in table {
        let due = wall(event, name).days_before(days, nine);
        assert_eq!((due.stored().as_str(), due.instant()), (local, instant(utc)), "{event} {name}");
    }
    assert!(
        wall("2016-05-24 09:00", "Asia/Shanghai").days_before(u32::MAX, nine).instant()
            < instant("2016-05-24T00:00:00Z")
    );
}

#[test]
fn times_are_read_strictly() {
    for good in ["2016-05-24T09:00:00", "2016-05-24 09:00:00", "2016-05-24 09:00", " 2016-05-24T09:00 "] {
        assert_eq!(wall(good, "Asia/Shanghai").stored(), "2016-05-24T09:00:00", "{good}");
    }
    for bad in [
        "",
        "2016-05-24",
        "24/05/2016 09:00",
        "2016-02-30 09:00",
        "2016-05-24 24:00",
        "2016-05-24 09:60",
        "1066-10-14 09:00",
        "9999-01-01 00:00",
        "2016-12-31 23:59:60",
        "2016-05-24T09:00Z",
    ] {
        assert_eq!(WallTime::parse(bad, Zone::UTC), Err(BadWallTime), "{bad}");
    }
    assert_eq!(instant("2016-04-18T10:00:00+02:00"), instant("2016-04-18T08:00:00Z"));
    assert_eq!(instant("2016-04-18T08:00:00Z").rfc3339(), "2016-04-18T08:00:00Z");
    for bad in ["", "2016-04-18", "2016-04-18T08:00:00", "yesterday"] {
        assert_eq!(bad.parse::<Instant>(), Err(BadInstant), "{bad}");
    }
}

#[test]
fn instants_at_the_ends_of_the_scale_do_no_harm() {
    let (first, last) = (Instant::from_micros(i64::MIN), Instant::from_micros(i64::MAX));
    assert_eq!(last.plus_seconds(i64::MAX), last);
    assert_eq!(first.plus_days(i64::MIN), first);
    assert!(last.seconds_since(first) > 0);
    assert!(!first.rfc3339().is_empty() && !last.rfc3339().is_empty());
}

#[test]
fn only_a_standing_clock_is_set() {
    let clock = Clock::standing_at(instant("2016-04-18T08:00:00Z"));
    let copy = clock.clone();
    clock.set(instant("2016-05-24T01:00:00Z"));
    assert_eq!((copy.now(), copy.machine()), (instant("2016-05-24T01:00:00Z"), instant("2016-05-24T01:00:00Z")));
    let shifted = Clock::starting_at(instant("2016-04-18T08:00:00Z"));
    assert!((0..60).contains(&shifted.now().seconds_since(instant("2016-04-18T08:00:00Z"))));
    assert!(shifted.machine() > instant("2020-01-01T00:00:00Z"));
}

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

#[test]
fn public_ids_spell_nothing_and_are_read_strictly() {
    let ids: std::collections::BTreeSet<PublicId> = (0..2_000).map(|_| PublicId::random()).collect();
    assert_eq!(ids.len(), 2_000);
    for id in &ids {
        assert_eq!(id.as_str().parse::<PublicId>().as_ref(), Ok(id));
        assert!(!id.as_str().contains(['a', 'e', 'i', 'o', 'u', 'l', '0', '1']));
    }
    for bad in [
        "",
        "short",
        "23456789bcdfghj",
        "23456789bcdfghjkm",
        "23456789BCDFGHJK",
        "23456789bcdfghj'",
        "王王王王王1",
        "../../etc/passwd",
    ] {
        assert!(bad.parse::<PublicId>().is_err(), "{bad}");
    }
    assert_eq!(serde_json::to_string(&EventId::new(7)).unwrap(), "7");
    assert_eq!(serde_json::from_str::<SeatId>("7").unwrap(), SeatId::new(7));
    assert!(serde_json::from_str::<PublicId>("\"DROP TABLE\"").is_err());
}

#[test]
fn addresses_are_taken_or_refused_with_the_reason() {
    let long_local = format!("{}@example.org", "a".repeat(65));
    let long_domain = format!("a@{}.org", "a".repeat(64));
    let too_long = format!("a@{}org", "a.".repeat(150));
    let table: [(&str, Result<&str, BadEmail>); 39] = [
        ("li@example.org", Ok("li@example.org")),
        ("  li@example.org\r\n", Ok("li@example.org")),
        ("mailto:li@example.org", Ok("li@example.org")),
        ("MailTo:li@example.org", Ok("li@example.org")),
        ("Li.Wang+news@Mail.Example.ORG", Ok("Li.Wang+news@Mail.Example.ORG")),
        ("o'hara_x-1@example.org", Ok("o'hara_x-1@example.org")),
        ("12345678@qq.com", Ok("12345678@qq.com")),
        ("li@例子.中国", Ok("li@例子.中国")),
        ("王@example.cn", Ok("王@example.cn")),
        ("root@localhost", Ok("root@localhost")),
        ("", Err(BadEmail::Empty)),
        ("   ", Err(BadEmail::Empty)),
        ("mailto:", Err(BadEmail::Empty)),
        ("li", Err(BadEmail::NoAt)),
        ("@example.org", Err(BadEmail::NoAt)),
        ("li@", Err(BadEmail::NoAt)),
        ("a@b@example.org", Err(BadEmail::NoAt)),
        ("li@example", Err(BadEmail::BadDomain)),
        ("li@-example.org", Err(BadEmail::BadDomain)),
        ("li@example-.org", Err(BadEmail::BadDomain)),
        ("li@example..org", Err(BadEmail::BadDomain)),
        ("li@.example.org", Err(BadEmail::BadDomain)),
        ("li@example.org.", Err(BadEmail::BadDomain)),
        ("li@exa_mple.org", Err(BadEmail::BadDomain)),
        ("li@exam%70le.org", Err(BadEmail::BadDomain)),
        ("li@example.org\r\nBcc: evil@example.org", Err(BadEmail::ForbiddenCharacter)),
        ("li\r@example.org", Err(BadEmail::ForbiddenCharacter)),
        ("li\n@example.org", Err(BadEmail::ForbiddenCharacter)),
        ("li\0@example.org", Err(BadEmail::ForbiddenCharacter)),
        ("li@example.org\0", Err(BadEmail::ForbiddenCharacter)),
        ("li li@example.org", Err(BadEmail::ForbiddenCharacter)),
        ("Li <li@example.org>", Err(BadEmail::ForbiddenCharacter)),
        ("\"li\"@example.org", Err(BadEmail::ForbiddenCharacter)),
        ("li@example.org,wang@example.org", Err(BadEmail::ForbiddenCharacter)),
        ("li\u{200b}@example.org", Err(BadEmail::ForbiddenCharacter)),
        ("li\u{202e}@example.org", Err(BadEmail::ForbiddenCharacter)),
        (".li@example.org", Err(BadEmail::BadLocalPart)),
        ("li.@example.org", Err(BadEmail::BadLocalPart)),
        ("l..i@example.org", Err(BadEmail::BadLocalPart)),
    ];
    for (text, wanted) in table {
        assert_eq!(text.parse::<Email>().map(|e| e.to_string()), wanted.map(str::to_owned), "{text:?}");
    }
    assert_eq!(long_local.parse::<Email>(), Err(BadEmail::TooLong));
    assert_eq!(long_domain.parse::<Email>(), Err(BadEmail::BadDomain));
    assert_eq!(too_long.parse::<Email>(), Err(BadEmail::TooLong));
    let address: Email = "Li.Wang@Example.org".parse().unwrap();
    assert_eq!((address.local_part(), address.domain()), ("Li.Wang", "Example.org"));
    assert_eq!((address.folded().as_str(), address.masked().as_str()), ("li.wang@example.org", "L…@Example.org"));
    assert!(serde_json::from_str::<Email>("\"a@b\\r\\n.org\"").is_err());
}

#[test]
fn languages_are_negotiated() {
    let table = [
        ("fr", Some(Locale::Fr)),
        ("fr-BE,fr;q=0.9,en;q=0.8", Some(Locale::Fr)),
        ("de,zh-CN;q=0.7,en;q=0.3", Some(Locale::Zh)),
        ("zh-Hans-CN", Some(Locale::Zh)),
        ("en;q=0.2, fr;q=0.9, zh ; q=0.5", Some(Locale::Fr)),
        ("en;Q=0.2,fr;Q=0.9", Some(Locale::Fr)),
        ("en,fr", Some(Locale::En)),
        ("fr;q=0,en;q=0.1", Some(Locale::En)),
        ("fr;q=0", None),
        ("fr;q=NaN", None),
        ("fr;q=banana,en;q=0.1", Some(Locale::En)),
        ("de, *;q=0.5", None),
        ("", None),
        (",,;;,q=1", None),
        ("english", None),
    ];
    for (header, wanted) in table {
        assert_eq!(Locale::from_accept_language(header), wanted, "{header}");
    }
    for locale in Locale::ALL {
        assert_eq!(locale.tag().parse(), Ok(locale));
        assert_eq!(locale.bcp47().parse(), Ok(locale));
        assert_eq!(serde_json::to_value(locale).unwrap(), locale.tag());
    }
    assert_eq!("zh_CN".parse(), Ok(Locale::Zh));
    assert_eq!("FR".parse(), Ok(Locale::Fr));
    assert_eq!("de".parse::<Locale>(), Err(UnknownLocale));
}

#[test]
fn a_localised_text_knows_what_it_lacks() {
    let mut title = Localised::three("Workshop", " ", "研讨会");
    assert_eq!(title.missing(), [Locale::Fr]);
    assert_eq!((title.best(Locale::Zh), title.best(Locale::Fr)), ("研讨会", "Workshop"));
    assert_eq!(title.best_with_locale(Locale::Fr), Some((Locale::En, "Workshop")));
    assert_eq!(serde_json::to_string(&title).unwrap(), r#"{"en":"Workshop","zh":"研讨会"}"#);
    assert_eq!(serde_json::from_str::<Localised>(r#"{"en":"Workshop","zh":"研讨会"}"#).unwrap(), title);
    title.set(Locale::En, String::new());
    assert_eq!(title.best_with_locale(Locale::Fr), Some((Locale::Zh, "研讨会")));
    title.set(Locale::Zh, String::new());
    assert!(title.is_empty());
    assert_eq!((title.best(Locale::En), title.best_with_locale(Locale::En)), ("", None));
    let blank: Localised = serde_json::from_str(r#"{"en":"","fr":"  ","zh":"会议"}"#).unwrap();
    assert_eq!(blank.missing(), [Locale::En, Locale::Fr]);
    assert_eq!(blank.best(Locale::En), "会议");
    assert!(serde_json::from_str::<Localised>(r#"{"de":"x"}"#).is_err());
}

#[test]
fn a_name_is_shown_in_the_readers_script() {
    let name = |native: &str, latin: &str| PersonName {
        native: native.to_owned(),
        latin: latin.to_owned(),
        family: String::new(),
        address: Localised::default(),
    };
    let wang = name("王建国", "Wang Jianguo");
    assert_eq!((wang.shown(Locale::Zh), wang.beside(Locale::Zh)), ("王建国", Some("Wang Jianguo")));
    assert_eq!((wang.shown(Locale::Fr), wang.beside(Locale::Fr)), ("Wang Jianguo", Some("王建国")));
    assert_eq!(wang.native_lang(), Some("zh-Hans"));
    let laurent = name("Camille Laurent", "");
    for locale in Locale::ALL {
        assert_eq!((laurent.shown(locale), laurent.beside(locale)), ("Camille Laurent", None));
    }
    assert_eq!(laurent.native_lang(), None);
    assert_eq!(name("王", "").shown(Locale::En), "王");
    assert_eq!(name("", "Wang").shown(Locale::Zh), "Wang");
    for (c, han) in [('王', true), ('\u{20000}', true), ('䶿', true), ('a', false), ('，', false), ('あ', false)] {
        assert_eq!(is_han(c), han, "{c}");
    }
}

#[test]
fn a_page_ends_where_the_next_begins() {
    let request = PageRequest::new(Some(3), Some(2));
    let full = Page::cut(vec![4, 5, 6], request, |n| *n);
    assert_eq!((full.items.as_slice(), full.next), ([4, 5].as_slice(), Some(5)));
    let exact = Page::cut(vec![4, 5], request, |n| *n);
    assert_eq!((exact.items.len(), exact.next), (2, None));
    assert_eq!(Page::cut(Vec::<i64>::new(), request, |n| *n).next, None);
    assert_eq!(full.map(|n| n * 2).items, [8, 10]);
    for (asked, limit) in [(None, 50), (Some(0), 1), (Some(-5), 1), (Some(i64::MAX), 200), (Some(7), 7)] {
        assert_eq!(PageRequest::new(None, asked).limit, limit);
    }
}

#[test]
fn lines_and_prose_are_bounded_and_clean() {
    let table = [
        (invalid::line("  a b ", 3), Ok("a b".to_owned())),
        (invalid::line("", 3), Ok(String::new())),
        (invalid::line("王建国局", 3), Err(Reason::TooLong { limit: 3 })),
        (invalid::line("王建国", 3), Ok("王建国".to_owned())),
        (invalid::line("a\r\nBcc: x", 99), Err(Reason::ControlCharacter)),
        (invalid::line("a\0", 99), Err(Reason::ControlCharacter)),
        (invalid::required_line(" \t ", 99), Err(Reason::Required)),
        (invalid::required_line("a", 1), Ok("a".to_owned())),
        (invalid::prose("a\r\nb\rc\td\n", 99), Ok("a\nb\nc\td".to_owned())),
        (invalid::prose("a\0b", 99), Err(Reason::ControlCharacter)),
        (invalid::prose("abcd", 3), Err(Reason::TooLong { limit: 3 })),
    ];
    for (given, wanted) in table {
        assert_eq!(given, wanted);
    }
}

#[test]
fn all_faults_of_an_input_are_kept() {
    let mut faults = Invalid::default();
    assert_eq!(faults.take("title", invalid::required_line("Workshop", 20)), Some("Workshop".to_owned()));
    assert_eq!(faults.clone().into_result(), Ok(()));
    assert_eq!(faults.take("email", "li".parse::<Email>().map_err(Reason::BadEmail)), None);
    faults.add("zone", Reason::UnknownZone);
    let faults = faults.into_result().unwrap_err();
    let seen: Vec<(&str, &str)> = faults.0.iter().map(|f| (f.field.as_str(), f.reason.key())).collect();
    assert_eq!(seen, [("email", "email-no-at"), ("zone", "unknown-zone")]);
}
