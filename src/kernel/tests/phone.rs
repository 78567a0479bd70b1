use crate::kernel::phone::phone;

#[test]
fn numbers_are_taken_as_people_write_them() {
    for good in [
        "",
        "112",
        "+86 352 555 0101",
        "(0352) 555-0101",
        "+33 (0)1 23.45.67.89",
        "02/555.12.34",
        "555 0101 ext. 12",
        "555 0101 x12",
        "01 23 45 67 89 poste 12",
        "0352-5550101转12",
        "+86 352 555 0101 / +86 139 5550 7712",
    ] {
        assert_eq!(phone(good).as_deref(), Ok(good));
    }
    assert_eq!(phone("（０３５２）５５５－０１０１").as_deref(), Ok("(0352)555-0101"));
    assert_eq!(phone("+33\u{a0}1\u{202f}23 45–67").as_deref(), Ok("+33 1 23 45-67"));
}

#[test]
fn what_is_no_number_is_refused() {
    for (bad, why) in [
        ("call me maybe <b>", "bad-phone"),
        ("12", "bad-phone"),
        ("ext. 1", "bad-phone"),
        ("555 0101 xx 12", "bad-phone"),
        ("a@example.org", "bad-phone"),
        ("555\n0101", "line-break"),
        ("1234567890 1234567890 1234567890 1234567890", "too-long"),
    ] {
        assert_eq!(phone(bad).err().map(|reason| reason.key()), Some(why), "{bad}");
    }
}
