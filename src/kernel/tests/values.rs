//! Names of things, pages of lists, and what is wrong with an input.

use crate::kernel::email::Email;
use crate::kernel::files::FileName;
use crate::kernel::ids::{EventId, PublicId, SeatId};
use crate::kernel::invalid::{self, Invalid, Reason};
use crate::kernel::page::{Page, PageRequest};

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
        (invalid::line("a\r\nBcc: x", 99), Err(Reason::LineBreak)),
        (invalid::line("王建国\n李娜", 99), Err(Reason::LineBreak)),
        (invalid::line("a\tb", 99), Err(Reason::ControlCharacter)),
        (invalid::line("\r\na\n", 99), Ok("a".to_owned())),
        (invalid::line("a\0", 99), Err(Reason::ControlCharacter)),
        // What nobody sees is left out; what joins letters in Persian or Hindi stays.
        (invalid::line("\u{202e}Wang\u{200f} \u{2066}Li\u{2069}\u{feff}\u{200b}", 99), Ok("Wang Li".to_owned())),
        (invalid::line("\u{200e}", 99), Ok(String::new())),
        (invalid::required_line("\u{202a}\u{202c}", 99), Err(Reason::Required)),
        (invalid::line("می\u{200c}خواهم", 99), Ok("می\u{200c}خواهم".to_owned())),
        (invalid::prose("a\u{202e}b\nc", 99), Ok("ab\nc".to_owned())),
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
    faults.add("zone", Reason::UnknownZone { near: Vec::new() });
    let faults = faults.into_result().unwrap_err();
    let seen: Vec<(&str, &str)> = faults.0.iter().map(|f| (f.field.as_str(), f.reason.key())).collect();
    assert_eq!(seen, [("email", "email-no-at"), ("zone", "unknown-zone")]);
}

#[test]
fn a_number_too_large_to_be_one_is_told_the_range() {
    let range = Err(Reason::OutOfRange { min: 1, max: 40 });
    for (typed, read) in [
        (" 40 ", Ok(40)),
        ("41", range.clone()),
        ("-99999999999999999999", range.clone()),
        ("99999999999999999999", range),
        ("many", Err(Reason::NotANumber)),
        ("-", Err(Reason::NotANumber)),
        ("", Err(Reason::NotANumber)),
    ] {
        assert_eq!(invalid::whole(typed, 1, 40), read, "{typed:?}");
    }
}

#[test]
fn names_of_files_are_compared_as_disks_do_that_fold_them() {
    let folded = |name: &str| FileName::parse(name).unwrap().folded();
    for (one, other) in [
        ("caf\u{e9}.pdf", "cafe\u{301}.pdf"),
        ("Report.PDF", "report.pdf"),
        ("\u{c9}tude (2) finale.pdf", "e\u{301}tude (2) FINALE.pdf"),
        ("\u{b300}\u{b3d9}.pdf", "\u{1103}\u{1162}\u{1103}\u{1169}\u{11bc}.pdf"),
    ] {
        assert_eq!(folded(one), folded(other), "{one} {other}");
    }
    for (one, other) in
        [("caf\u{e9}.pdf", "cafe.pdf"), ("报告.pdf", "报告 .pdf"), ("a-b.pdf", "ab.pdf"), ("大同.pdf", "大冋.pdf")]
    {
        assert_ne!(folded(one), folded(other), "{one} {other}");
    }
}
