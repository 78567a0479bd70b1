//! Letters written and read back.

use proptest::prelude::*;

use crate::kernel::email::Email;
use crate::kernel::locale::Locale;
use crate::mail::reading::ReadMail;
use crate::mail::{AutoSubmitted, BadLetter, CalendarPart, Letter, Mailbox, Method};

fn mailbox(name: &str, email: &str) -> Mailbox {
    Mailbox { name: name.into(), email: Email::stored(email.into()) }
}

fn letter() -> Letter {
    Letter {
        message_id: "7.x2@convoke.example".into(),
        date: "2016-04-18T08:00:00Z".parse().unwrap(),
        from: mailbox("EU-China Urban Programme", "office@convoke.example"),
        reply_to: Some(mailbox("Chen Wei, 陈伟", "chen@datong.example")),
        to: mailbox("李 副局长", "li@datong.example"),
        subject: "邀请您参加大同可持续城市化会议".into(),
        text: "李副局长，您好：\n\n09:00 大同\n".into(),
        html: "<p>李副局长，您好：</p>".into(),
        calendar: None,
        locale: Locale::Zh,
        auto_submitted: AutoSubmitted::Generated,
        list_unsubscribe: None,
    }
}

fn with_calendar(method: Method) -> Letter {
    let ics = format!("BEGIN:VCALENDAR\r\nMETHOD:{}\r\nSUMMARY:会议\r\n  folded\r\nEND:VCALENDAR\r\n", method.word());
    Letter { calendar: Some(CalendarPart { method, ics, file_name: "邀请 invite.ics".into() }), ..letter() }
}

/// The bytes as text, after what must hold for every letter.
#[track_caller]
fn written(letter: &Letter) -> String {
    let bytes = letter.to_bytes().unwrap();
    assert!(bytes.is_ascii());
    let text = String::from_utf8(bytes).unwrap();
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count(), "a lone LF");
    assert_eq!(text.matches('\r').count(), text.matches("\r\n").count(), "a lone CR");
    assert!(!text.contains('\0'));
    assert!(text.lines().all(|line| line.len() <= 998));
    text
}

fn head(text: &str) -> &str {
    text.split_once("\r\n\r\n").unwrap().0
}

/// Names of the header lines, in order.
fn fields(text: &str) -> Vec<&str> {
    head(text).lines().filter(|l| !l.starts_with([' ', '\t'])).map(|l| l.split(':').next().unwrap()).collect()
}

#[test]
fn the_headers_are_these_and_in_this_order() {
    let text = written(&letter());
    assert_eq!(
        fields(&text),
        [
            "Date",
            "Message-ID",
            "From",
            "Reply-To",
            "To",
            "Subject",
            "Auto-Submitted",
            "Content-Language",
            "MIME-Version",
            "Content-Type"
        ]
    );
    assert!(text.starts_with(
        "Date: Mon, 18 Apr 2016 08:00:00 +0000\r\nMessage-ID: <7.x2@convoke.example>\r\n\
         From: EU-China Urban Programme <office@convoke.example>\r\n"
    ));
    assert!(text.contains("\r\nAuto-Submitted: auto-generated\r\nContent-Language: zh-Hans\r\nMIME-Version: 1.0\r\n"));
}

#[test]
fn a_chinese_letter_is_read_back_as_it_was_meant() {
    let read = ReadMail::parse(written(&letter()).as_bytes()).unwrap();
    assert_eq!(read.from, "EU-China Urban Programme <office@convoke.example>");
    assert_eq!(read.reply_to.as_deref(), Some("Chen Wei, 陈伟 <chen@datong.example>"));
    assert_eq!(read.to, "李 副局长 <li@datong.example>");
    assert_eq!(read.subject, letter().subject);
    assert_eq!(read.date, Some(letter().date));
    assert_eq!(read.message_id, letter().message_id);
    assert_eq!(read.text.replace("\r\n", "\n").trim_end(), letter().text.trim_end());
    assert_eq!(read.html.unwrap().trim_end(), letter().html);
    assert_eq!((read.calendar, read.files), (None, vec![]));
}

#[test]
fn the_same_letter_is_the_same_bytes() {
    assert_eq!(with_calendar(Method::Publish).to_bytes().unwrap(), with_calendar(Method::Publish).to_bytes().unwrap());
    let other = Letter { message_id: "8@convoke.example".into(), ..letter() };
    let boundary = |text: &str| text.split("boundary=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    assert_ne!(boundary(&written(&other)), boundary(&written(&letter())));
}

#[test]
fn a_calendar_goes_in_place_and_as_a_file() {
    for method in [Method::Publish, Method::Request, Method::Cancel] {
        let letter = with_calendar(method);
        let text = written(&letter);
        assert!(head(&text).contains("Content-Type: multipart/mixed; boundary="));
        let media = text.lines().find(|l| l.starts_with("Content-Type: text/calendar")).unwrap();
        assert_eq!(
            media.to_lowercase(),
            format!("content-type: text/calendar; method={}; charset=utf-8", method.word().to_lowercase())
        );
        assert!(media.contains(method.word()));
        let order: Vec<_> = text
            .lines()
            .filter(|l| l.starts_with("Content-Type: "))
            .map(|l| l[14..].split(';').next().unwrap())
            .collect();
        assert_eq!(
            order,
            ["multipart/mixed", "multipart/alternative", "text/plain", "text/html", "text/calendar", "application/ics"]
        );
        let read = ReadMail::parse(text.as_bytes()).unwrap();
        let ics = letter.calendar.unwrap().ics;
        assert_eq!(read.calendar.as_deref(), Some(ics.as_str()));
        assert_eq!(read.files.len(), 1);
        assert_eq!(read.files[0].name, "邀请 invite.ics");
        assert_eq!(read.files[0].media_type, "application/ics");
        assert_eq!(read.files[0].bytes, ics.as_bytes());
    }
}

#[test]
fn encoded_words_hold_whole_characters_and_lines_stay_short() {
    let subject = "关于可持续城市化的研讨会🏙邀请函 ".repeat(12);
    for pad in 0..8 {
        let letter = Letter {
            subject: format!("{}{subject}", "a".repeat(pad)),
            to: mailbox(&format!("{}{}", "b".repeat(pad), "王建国".repeat(20)), "wang@hohhot.example"),
            ..letter()
        };
        let text = written(&letter);
        assert!(head(&text).lines().all(|l| l.len() <= 76 || l.starts_with("Content-Type")), "{}", head(&text));
        for word in head(&text).split_whitespace().filter_map(|w| w.strip_prefix("=?utf-8?B?")?.strip_suffix("?=")) {
            use base64::Engine;
            assert!(word.len() + 12 <= 75);
            String::from_utf8(base64::engine::general_purpose::STANDARD.decode(word).unwrap()).unwrap();
        }
        let read = ReadMail::parse(text.as_bytes()).unwrap();
        assert_eq!(read.subject, letter.subject.trim_end());
        assert_eq!(read.to, format!("{} <wang@hohhot.example>", letter.to.name));
    }
}

#[test]
fn nothing_a_person_writes_begins_a_header() {
    let sly = "x\r\nBcc: all@b.example\r\n\r\n<script>\n\rFrom: evil@x.example\0\u{2028}Cc: a@b.example\u{85}z";
    let letter = Letter {
        subject: sly.into(),
        from: mailbox(sly, "office@convoke.example"),
        reply_to: Some(mailbox(sly, "chen@datong.example")),
        to: mailbox(sly, "li@datong.example"),
        text: sly.into(),
        html: sly.into(),
        calendar: Some(CalendarPart { method: Method::Publish, ics: sly.into(), file_name: sly.into() }),
        ..letter()
    };
    let text = written(&letter);
    let plain = written(&with_calendar(Method::Publish));
    assert_eq!(fields(&text), fields(&plain));
    let names = |text: &str| text.lines().filter(|l| l.to_lowercase().starts_with("content-")).count();
    assert_eq!(names(&text), names(&plain));
    let read = ReadMail::parse(text.as_bytes()).unwrap();
    assert_eq!(read.subject, "x Bcc: all@b.example <script> From: evil@x.example Cc: a@b.example z");
}

#[test]
fn what_cannot_be_made_safe_is_refused() {
    for id in ["", "noat", "a b@c", "a@b\r\nBcc: x", "<a@b>", "@b", "a@", "a@b@c", "é@b"] {
        let letter = Letter { message_id: id.into(), ..letter() };
        assert!(matches!(letter.to_bytes(), Err(BadLetter::MessageId)), "{id:?}");
    }
    for email in ["a@b.example\r\nBcc: x@y.example", "a b@c.example", "nobody", "<a@b.example>"] {
        let mut letter = letter();
        letter.to.email = Email::stored(email.into());
        assert!(matches!(letter.to_bytes(), Err(BadLetter::Address { field: "To", .. })), "{email:?}");
    }
    for link in ["http://x y", "https://x\r\nBcc: y", "https://x>", "mailto:a@b.example", "https://é.example"] {
        let letter = Letter { list_unsubscribe: Some(link.into()), ..letter() };
        assert!(matches!(letter.to_bytes(), Err(BadLetter::UnsubscribeLink)), "{link:?}");
    }
}

#[test]
fn one_click_unsubscribing_is_offered_with_its_link() {
    let letter = Letter { list_unsubscribe: Some("https://c.example/u/abc".into()), ..letter() };
    assert!(written(&letter).contains(
        "List-Unsubscribe: <https://c.example/u/abc>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"
    ));
}

#[test]
fn names_and_addresses_are_quoted_where_they_must_be() {
    let cases = [
        ("", "a@b.example", "To: a@b.example\r\n"),
        ("Marie Laurent", "a@b.example", "To: Marie Laurent <a@b.example>\r\n"),
        ("Laurent, Marie", "a@b.example", "To: \"Laurent, Marie\" <a@b.example>\r\n"),
        ("The \"Chief\" \\", "a@b.example", "To: \"The \\\"Chief\\\" \\\\\" <a@b.example>\r\n"),
        ("=?utf-8?B?eA==?=", "a@b.example", "To: =?utf-8?B?PT91dGYtOD9CP2VBPT0/PQ==?= <a@b.example>\r\n"),
        ("", "a..b.@b.example", "To: \"a..b.\"@b.example\r\n"),
        ("", "a@bücher.example", "To: a@xn--bcher-kva.example\r\n"),
    ];
    for (name, email, line) in cases {
        let text = written(&Letter { to: mailbox(name, email), ..letter() });
        assert!(text.contains(line), "{line} not in {}", head(&text));
    }
}

#[test]
fn long_words_and_long_lines_are_broken_up() {
    let long = "x".repeat(5000);
    let letter = Letter { subject: long.clone(), text: long.clone(), html: format!("<p>{long}</p>"), ..letter() };
    let read = ReadMail::parse(written(&letter).as_bytes()).unwrap();
    assert_eq!(read.subject, long);
    assert_eq!(read.text.trim_end(), long);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn any_subject_and_text_come_back(subject in "\\PC{0,200}", name in ".{0,80}", text in "(?s).{0,400}") {
        let letter = Letter { subject, text, to: mailbox(&name, "li@datong.example"), ..letter() };
        let read = ReadMail::parse(written(&letter).as_bytes()).unwrap();
        prop_assert_eq!(read.subject, super::super::header::one_line(&letter.subject));
        let lf = |s: &str| s.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "").trim_end_matches('\n').to_owned();
        prop_assert_eq!(lf(&read.text), lf(&letter.text));
    }
}
