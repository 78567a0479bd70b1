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
    }
}

#[test]
fn each_reason_excludes_and_the_most_final_one_is_told() {
    let good = facts(vec![address(false, false)]);
    let asked_not = GuestFacts { do_not_contact_at: Some(at(NOW)), asked: Asked::Yes, ..good.clone() };
    let twice = GuestFacts { asked: Asked::Yes, ..good.clone() };
    let bounced = GuestFacts { asked: Asked::Refused, ..good.clone() };
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
    assert!(has("subject.en", &Reason::UnknownPlaceholder { name: "evnt".to_owned(), nearest: "event".to_owned() }));
    assert!(has("subject.fr", &Reason::Required));
    assert!(has("body.zh", &Reason::Required));
    let empty = RoundText::parse("x", &Localised::default(), &Localised::default()).unwrap_err();
    assert_eq!(empty.0[0].field, "subject.en");
    let brace = RoundText::parse("x", &Localised::three("a {", "", ""), &Localised::three("b", "", "")).unwrap_err();
    assert_eq!(brace.0[0].reason, Reason::UnbalancedBrace);
}
