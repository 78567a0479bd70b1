//! Whatever stands in a name, a subject or a file's name: the header has the lines it should have, each short, in seven bits, whole.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use proptest::prelude::*;

use super::super::header::one_line;
use crate::kernel::email::Email;
use crate::kernel::locale::Locale;
use crate::mail::reading::ReadMail;
use crate::mail::{AutoSubmitted, CalendarPart, Letter, Mailbox, Method};

/// What makes header lines, hides in them, turns them round or looks like a piece of one.
const SLY: [&str; 28] = [
    "\r\nBcc: all@b.example\r\n",
    "\n",
    "\r",
    "\r\n ",
    "\r\n\t",
    "\0",
    "\u{b}",
    "\u{c}",
    "\u{1b}[2J",
    "\u{7f}",
    "\u{85}",
    "\u{2028}",
    "\u{2029}",
    "\u{202e}",
    "\u{2066}",
    "\u{200f}",
    "\u{feff}",
    "=?utf-8?B?",
    "?=",
    "=?utf-8?Q?=0D=0ABcc:_x?=",
    "\"",
    "\\",
    "<evil@x.example>",
    ", ",
    ";",
    "''",
    "%0d%0a",
    "\u{10ffff}",
];

fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => proptest::sample::select(SLY.to_vec()).prop_map(str::to_owned),
        2 => "\\PC{0,30}",
        1 => "[a-zA-Z ,.;:'\"-]{0,40}",
        1 => "[王建国李娜🏙é]{0,90}",
        1 => (1usize..10_000).prop_map(|n| "x".repeat(n)),
    ]
}

/// A text that somebody typed, or meant to break something with.
fn sly() -> impl Strategy<Value = String> {
    proptest::collection::vec(piece(), 0..8).prop_map(|pieces| pieces.concat())
}

fn mailbox(name: &str) -> Mailbox {
    Mailbox { name: name.to_owned(), email: Email::stored("li@datong.example".to_owned()) }
}

fn letter(subject: &str, name: &str, file: &str) -> Letter {
    let ics = "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n".to_owned();
    Letter {
        message_id: "7.x2@convoke.example".into(),
        date: "2016-04-18T08:00:00Z".parse().unwrap(),
        from: mailbox(name),
        reply_to: Some(mailbox(name)),
        to: mailbox(name),
        subject: subject.to_owned(),
        text: "text".into(),
        html: "<p>text</p>".into(),
        calendar: Some(CalendarPart { method: Method::Publish, ics, file_name: file.to_owned() }),
        locale: Locale::Zh,
        auto_submitted: AutoSubmitted::Generated,
        list_unsubscribe: Some("https://c.example/n/1-abc".into()),
    }
}

/// Header lines of the mail and of its parts, unfolded to name and value.
fn fields(text: &str) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    let mut in_head = true;
    for line in text.split("\r\n") {
        match (line, in_head) {
            ("", _) => in_head = false,
            (line, false) => in_head = line.starts_with("--=_") && !line.ends_with("--"),
            (line, true) if line.starts_with([' ', '\t']) => {
                let (_, value) = found.last_mut().expect("a folded line continues one");
                value.push_str(line);
            }
            (line, true) => {
                let (name, value) = line.split_once(':').unwrap_or_else(|| panic!("no header line: {line:?}"));
                found.push((name.to_owned(), value.to_owned()));
            }
        }
    }
    found
}

fn names(text: &str) -> Vec<String> {
    fields(text).into_iter().map(|(name, _)| name).collect()
}

/// What holds for every letter; gives its text.
fn sound(letter: &Letter) -> String {
    let bytes = letter.to_bytes().unwrap();
    assert!(bytes.is_ascii(), "an eighth bit");
    let text = String::from_utf8(bytes).unwrap();
    assert_eq!(text.matches('\r').count(), text.matches("\r\n").count(), "a lone CR");
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count(), "a lone LF");
    assert!(!text.chars().any(|c| c.is_control() && !matches!(c, '\r' | '\n')), "a control character");
    assert!(text.split("\r\n").all(|line| line.len() <= 998), "a line too long");
    assert_eq!(names(&text), names(&letter_bytes_of_a_plain_one()), "a header made or broken");
    let (head, _) = text.split_once("\r\n\r\n").unwrap();
    for line in head.split("\r\n") {
        // RFC 2047, 2: a line with an encoded word is at most 76 characters long, the word at most 75, and it decodes by itself.
        for word in line.split(' ').filter(|w| w.starts_with("=?utf-8?B?") && w.ends_with("?=")) {
            assert!(line.len() <= 76 && word.len() <= 75, "{line}");
            let octets = STANDARD.decode(&word[10..word.len() - 2]).expect("base64");
            String::from_utf8(octets).expect("whole characters");
        }
    }
    text
}

fn letter_bytes_of_a_plain_one() -> String {
    String::from_utf8(letter("Subject", "Li Na", "invite.ics").to_bytes().unwrap()).unwrap()
}

/// The file's name out of `filename="…"` or RFC 2231's numbered pieces, each of which holds whole characters.
fn file_name(text: &str) -> String {
    let all = fields(text);
    let (_, value) = all.iter().find(|(name, _)| name == "Content-Disposition").expect("an attachment");
    let mut name = String::new();
    for parameter in parameters(value).into_iter().skip(1) {
        let (key, value) = parameter.trim().split_once('=').expect("a parameter");
        assert!(key.starts_with("filename"), "{key}");
        match key.ends_with('*') {
            true => {
                let coded = value.strip_prefix("utf-8''").unwrap_or(value);
                assert!(coded.bytes().all(|b| b.is_ascii_alphanumeric() || b"%-._~!#$&+^`{}|".contains(&b)), "{coded}");
                name.push_str(&unescaped(coded).expect("whole characters"));
            }
            false => name.push_str(&value.trim_matches('"').replace("\\\"", "\"").replace("\\\\", "\\")),
        }
    }
    name
}

/// Pieces between semicolons, those within quotation marks aside.
fn parameters(value: &str) -> Vec<String> {
    let (mut found, mut quoted) = (vec![String::new()], false);
    for letter in value.chars() {
        quoted ^= letter == '"';
        match letter {
            ';' if !quoted => found.push(String::new()),
            letter => found.last_mut().expect("there is one").push(letter),
        }
    }
    found
}

fn unescaped(coded: &str) -> Option<String> {
    let mut octets = Vec::new();
    let mut rest = coded.bytes();
    while let Some(byte) = rest.next() {
        match byte {
            b'%' => {
                let digits = [rest.next()?, rest.next()?];
                octets.push(u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?);
            }
            plain => octets.push(plain),
        }
    }
    String::from_utf8(octets).ok()
}

#[test]
fn the_longest_and_the_slyest_there_are() {
    let long = ["x".repeat(10_000), "x ".repeat(5_000), "王".repeat(10_000), "é\u{202e}".repeat(5_000)];
    for text in long.iter().map(String::as_str).chain(SLY) {
        let letter = letter(text, text, text);
        let read = ReadMail::parse(sound(&letter).as_bytes()).unwrap();
        assert_eq!(read.subject, one_line(text), "{text:.40?}");
    }
}

#[test]
fn an_attachment_keeps_its_name_in_any_script() {
    for name in ["invite.ics", "邀请函 大同 会议.ics", "Réunion d’été à Hohhot.ics", "a;b=c, d's 100%.ics", "🏙🏙.ics"]
    {
        assert_eq!(file_name(&sound(&letter("s", "n", name))), name);
        let read = ReadMail::parse(sound(&letter("s", "n", name)).as_bytes()).unwrap();
        assert_eq!(read.files[0].name, name);
    }
    let long = format!("{}.ics", "可持续城市化".repeat(100));
    assert_eq!(file_name(&sound(&letter("s", "n", &long))), long);
    let slashes = file_name(&sound(&letter("s", "n", "../../etc/\"passwd\"\r\n\\x")));
    assert_eq!(slashes, "..-..-etc--passwd- -x");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn no_text_makes_or_breaks_a_header(subject in sly(), name in sly(), file in sly()) {
        let letter = letter(&subject, &name, &file);
        let text = sound(&letter);
        let read = ReadMail::parse(text.as_bytes()).unwrap();
        prop_assert_eq!(read.subject, one_line(&subject));
        let shown = one_line(&name);
        let expected = if shown.is_empty() { "li@datong.example".to_owned() } else { format!("{shown} <li@datong.example>") };
        prop_assert_eq!(&read.to, &expected);
        prop_assert_eq!(&read.from, &expected);
        let file = one_line(&file).replace(['/', '\\', '"'], "-");
        prop_assert_eq!(file_name(&text), if file.is_empty() { "invite.ics".to_owned() } else { file });
        prop_assert_eq!(read.files.len(), 1);
    }
}
