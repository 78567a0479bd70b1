//! Addresses, languages and names as people write them.

use crate::kernel::email::{BadEmail, Email};
use crate::kernel::invalid::{FieldError, Invalid, Reason, line};
use crate::kernel::locale::{Locale, UnknownLocale};
use crate::kernel::localised::Localised;
use crate::kernel::names::{PersonName, is_han};

#[test]
fn addresses_are_taken_or_refused_with_the_reason() {
    let long_local = format!("{}@example.org", "a".repeat(65));
    let long_domain = format!("a@{}.org", "a".repeat(64));
    let too_long = format!("a@{}org", "a.".repeat(150));
    let table: [(&str, Result<&str, BadEmail>); 44] = [
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
        ("Ｌｉ．Ｗａｎｇ＠ｅｘａｍｐｌｅ．ｏｒｇ", Ok("Li.Wang@example.org")),
        ("li@例子。中国", Ok("li@例子.中国")),
        ("ｍａｉｌｔｏ：li＠example。cn", Ok("li@example.cn")),
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
        // Right to left, and left to right: no form in ASCII (IDNA).
        ("li@\u{5d0}a.example", Err(BadEmail::BadDomain)),
        ("li@example.org\r\nBcc: evil@example.org", Err(BadEmail::ForbiddenCharacter)),
        ("li\r@example.org", Err(BadEmail::ForbiddenCharacter)),
        ("li\n@example.org", Err(BadEmail::ForbiddenCharacter)),
        ("li\0@example.org", Err(BadEmail::ForbiddenCharacter)),
        ("li@example.org\0", Err(BadEmail::ForbiddenCharacter)),
        ("li li@example.org", Err(BadEmail::ForbiddenCharacter)),
        ("Li <li@example.org>", Err(BadEmail::ForbiddenCharacter)),
        ("\"li\"@example.org", Err(BadEmail::ForbiddenCharacter)),
        ("li@example.org，wang@example.org", Err(BadEmail::ForbiddenCharacter)),
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
    assert_eq!(Email::folded_as_typed(" Ｌｉ．Wang＠Example。org "), address.folded(), "as it is typed to be found by");
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
fn a_localised_text_is_checked_language_by_language() {
    let mut bad = Invalid::default();
    let typed = Localised::three(" Workshop ", "Un atelier", "\u{200b}");
    let good = typed.checked(&mut bad, "title", |text| line(text, 9));
    assert_eq!(good, Localised::three("Workshop", "", ""));
    let fault = FieldError { field: "title.fr".to_owned(), reason: Reason::TooLong { limit: 9 } };
    assert_eq!(bad.0, [fault]);
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
