use super::*;
use crate::domain::contacts::Refusal;
use crate::kernel::invalid::Reason;

fn address(refused: bool, suppressed: bool) -> Address {
    let refused = refused.then(|| Refusal { at: at(NOW), reply: "550 5.1.1".to_owned() });
    Address { id: AddressId::new(1), email: "a@guests.example".parse().unwrap(), refused, suppressed }
}

fn facts(addresses: Vec<Address>) -> GuestFacts {
    GuestFacts {
        seat: SeatId::new(1),
        seat_public: PublicId::random(),
        contact: ContactId::new(1),
        contact_public: PublicId::random(),
        name: crate::kernel::names::PersonName::default(),
        language: Locale::Zh,
        addresses,
        do_not_contact_at: None,
        asked: Asked::No,
        answer: Answer::None,
        reminded: None,
        office: None,
    }
}

#[test]
fn each_reason_excludes_and_the_most_final_one_is_told() {
    let good = facts(vec![address(false, false)]);
    let asked_not = GuestFacts { do_not_contact_at: Some(at(NOW)), asked: Asked::Yes, ..good.clone() };
    let twice = GuestFacts { asked: Asked::Yes, ..good.clone() };
    let bounced = GuestFacts { asked: Asked::Refused, ..good.clone() };
    let today = GuestFacts { reminded: Some(at(NOW)), ..twice.clone() };
    let came = GuestFacts { asked: Asked::Yes, answer: Answer::Accepted, ..good.clone() };
    let french = GuestFacts { language: Locale::Fr, ..good.clone() };
    let english = GuestFacts { language: Locale::En, ..good.clone() };
    let second = facts(vec![address(true, false), address(false, true), address(false, false)]);
    let mut text = text();
    text.body.set(Locale::Fr, String::new());
    let titled = |l: Locale| l != Locale::En;
    let table = [
        (&good, EventReadiness::Ready, None),
        (&second, EventReadiness::Ready, None),
        (&good, EventReadiness::Off, Some(Exclusion::EventOff)),
        (&good, EventReadiness::Undated, Some(Exclusion::EventUndated)),
        (&asked_not, EventReadiness::Ready, Some(Exclusion::DoNotContact)),
        (&twice, EventReadiness::Ready, Some(Exclusion::AlreadyInvited)),
        (&french, EventReadiness::Ready, Some(Exclusion::MissingTranslation(Locale::Fr))),
        (&english, EventReadiness::Ready, Some(Exclusion::MissingTranslation(Locale::En))),
        (&facts(vec![]), EventReadiness::Ready, Some(Exclusion::NoAddress)),
        (&facts(vec![address(true, false)]), EventReadiness::Ready, Some(Exclusion::AddressRefused)),
        (&facts(vec![address(true, true), address(false, true)]), EventReadiness::Ready, Some(Exclusion::Suppressed)),
    ];
    for (guest, event, expected) in table {
        assert_eq!(exclude(guest, Purpose::Ask, &text, titled, event), expected, "{guest:?} {event:?}");
    }
    // A mail that was refused asked nobody; a reminder goes to those who were asked and are silent.
    let chases = [
        (&bounced, Purpose::Ask, None),
        (&twice, Purpose::Chase, None),
        (&bounced, Purpose::Chase, None),
        (&good, Purpose::Chase, Some(Exclusion::NotAsked)),
        (&came, Purpose::Chase, Some(Exclusion::Answered)),
        (&today, Purpose::Chase, Some(Exclusion::RemindedToday)),
        (&today, Purpose::Ask, Some(Exclusion::AlreadyInvited)),
        (&asked_not, Purpose::Chase, Some(Exclusion::DoNotContact)),
    ];
    for (guest, purpose, expected) in chases {
        assert_eq!(exclude(guest, purpose, &text, titled, EventReadiness::Ready), expected, "{guest:?} {purpose}");
    }
}

#[test]
fn a_text_is_refused_with_the_field_and_the_nearest_placeholder() {
    let subject = Localised::three("For {evnt}", "", "邀请");
    let body = Localised::three("Dear {name}", "Texte sans objet", "");
    let refused = RoundText::parse("", &subject, &body).unwrap_err();
    let has = |field: &str, reason: &Reason| refused.0.iter().any(|f| f.field == field && f.reason == *reason);
    assert!(has("name", &Reason::Required));
    assert!(has("subject.en", &Reason::UnknownPlaceholder { wrong: vec![("evnt".to_owned(), "event".to_owned())] }));
    assert!(has("subject.fr", &Reason::Required));
    assert!(has("body.zh", &Reason::Required));
    let empty = RoundText::parse("x", &Localised::default(), &Localised::default()).unwrap_err();
    assert_eq!(empty.0[0].field, "subject.en");
    let brace = RoundText::parse("x", &Localised::three("a {", "", ""), &Localised::three("b", "", "")).unwrap_err();
    assert_eq!(brace.0[0].reason, Reason::UnbalancedBrace);
}

#[test]
fn all_wrong_placeholders_are_named_and_a_second_greeting_is_found() {
    let reasons = |body: &str| -> Vec<Reason> {
        let text = RoundText::parse("x", &Localised::three("s", "", ""), &Localised::three(body, "", ""));
        text.err().map_or_else(Vec::new, |faults| faults.0.into_iter().map(|f| f.reason).collect())
    };
    let pair = |name: &str, nearest: &str| (name.to_owned(), nearest.to_owned());
    let wrong = [pair("evnt", "event"), pair("zzzzzzzz", "city")];
    let told = reasons("{evnt} {zzzzzzzz} {evnt}");
    assert!(
        matches!(&told[..], [Reason::UnknownPlaceholder { wrong: told }] if told.len() == 2 && told[0] == wrong[0])
    );
    for (body, word) in [
        ("Dear {salutation}", Some("Dear")),
        ("**Dear** { salutation }", Some("Dear")),
        ("Cher {salutation}\n", Some("Cher")),
        ("Bonjour, {salutation}", Some("Bonjour")),
        ("尊敬的{salutation}", Some("尊敬的")),
        ("{salutation}\n\nDear all", None),
        ("Dear {name}", None),
        ("Oh dear\n{salutation}", None),
        ("Endear {salutation}", None),
    ] {
        let expected = word.map(|word| Reason::GreetsTwice { word: word.to_owned() });
        assert_eq!(reasons(body), Vec::from_iter(expected), "{body}");
    }
}

#[test]
fn who_shares_an_address_is_counted_whatever_its_case() {
    let at = |email: &str| facts(vec![Address { email: email.parse().unwrap(), ..address(false, false) }]);
    let guests = [at("office@example.org"), at("own@example.org"), at("Office@Example.org")];
    let shared = Shared::among(&guests);
    assert_eq!((shared.len(), shared[0].guests.len()), (1, 2));
    assert_eq!(shared[0].guests[1].addresses[0].email.to_string(), "Office@Example.org");
}
