//! What stays of two values.

use super::*;
use crate::domain::contacts::{Half, OwnFields, reverted};
use crate::domain::invitations::{HeldSeat, stays};
use crate::kernel::invalid::Reason;
use crate::kernel::locale::Locale;
use crate::kernel::names::PersonName;

fn own(native: &str, latin: &str, phone: &str, notes: &str) -> OwnFields {
    OwnFields {
        name: PersonName {
            native: native.to_owned(),
            latin: latin.to_owned(),
            family: "Wang".to_owned(),
            address: Localised::default(),
        },
        language: Locale::En,
        phone: phone.to_owned(),
        notes: notes.to_owned(),
        source_key: None,
        silent: None,
    }
}

#[test]
fn the_fuller_value_stays_unless_somebody_says_otherwise() {
    let kept = own("Wang Jianguo", "", "", "Speaks at noon.");
    let mut other = own("王建国", "Wang Jianguo", "+86 352", "Deputy director.");
    other.source_key = Some("crm-7".to_owned());
    other.name.address = Localised::three("Dear Mr Wang,", "", "王局长，您好：");
    let new = united(&kept, &other, &Choices::default()).unwrap();
    assert_eq!((new.name.native.as_str(), new.name.latin.as_str()), ("王建国", "Wang Jianguo"));
    assert_eq!((new.phone.as_str(), new.source_key.as_deref()), ("+86 352", Some("crm-7")));
    assert_eq!(new.notes, "Speaks at noon.\n\nDeputy director.", "nobody's notes are lost");
    assert_eq!(new.name.address.get(Locale::Zh), Some("王局长，您好："));
    let draft = MergeDraft {
        fields: vec![("native_name".into(), "kept".into()), ("notes".into(), "other".into())],
        seats: vec![],
    };
    let new = united(&kept, &other, &draft.parse().unwrap()).unwrap();
    assert_eq!((new.name.native.as_str(), new.notes.as_str()), ("Wang Jianguo", "Deputy director."));
    assert_eq!(new.name.latin, "", "a name is not its own transcription");
}

#[test]
fn forms_of_address_are_completed_and_a_wish_is_eithers() {
    let mut kept = own("A", "", "", "");
    kept.name.address = Localised::three("Dear A,", "", "");
    let mut other = own("A", "", "", "");
    other.name.address = Localised::three("Hello A,", "Chère A,", "");
    other.silent = Some((NOW.parse().unwrap(), "asked by telephone".to_owned()));
    let mut choices = Choices::default();
    choices.fields.insert(FieldName::Salutation, Pick::Kept);
    let new = united(&kept, &other, &choices).unwrap();
    assert_eq!(new.name.address, Localised::three("Dear A,", "Chère A,", ""));
    assert_eq!(new.silent, other.silent);
}

#[test]
fn a_choice_that_there_is_not_is_told_by_its_field() {
    let draft = MergeDraft {
        fields: vec![("shoe_size".into(), "kept".into()), ("phone".into(), "both".into())],
        seats: vec![("nonsense".into(), "kept".into())],
    };
    let faults = draft.parse().unwrap_err();
    let told: Vec<&str> = faults.0.iter().map(|f| f.field.as_str()).collect();
    assert_eq!(told, ["choices.shoe_size", "choices.phone", "seats.nonsense"]);
    let long = own("A", "", "", &"x".repeat(6_000));
    let faults = united(&long, &own("A", "", "", &"y".repeat(6_000)), &Choices::default()).unwrap_err();
    assert!(matches!(faults.0[0].reason, Reason::TooLong { .. }));
}

#[test]
fn of_two_seats_the_one_that_says_more_stays() {
    let seat = |answer: Answer, at: Option<&str>, removed: bool| HeldSeat {
        id: SeatId::new(1),
        answer,
        answered_at: at.map(|at| at.parse().unwrap()),
        removed_at: removed.then(|| NOW.parse().unwrap()),
    };
    use Answer::{Accepted, Declined, None as Silent, Waiting};
    let (early, late) = (Some("2016-04-01T08:00:00Z"), Some("2016-04-02T08:00:00Z"));
    let table = [
        (seat(Silent, None, false), seat(Silent, None, false), Half::Kept),
        (seat(Silent, None, false), seat(Declined, early, false), Half::Other),
        (seat(Accepted, early, false), seat(Silent, None, false), Half::Kept),
        (seat(Accepted, early, false), seat(Declined, late, false), Half::Other),
        (seat(Accepted, late, false), seat(Declined, early, false), Half::Kept),
        (seat(Accepted, early, false), seat(Waiting, late, false), Half::Kept),
        (seat(Waiting, late, false), seat(Accepted, early, false), Half::Other),
        (seat(Accepted, late, true), seat(Silent, None, false), Half::Other),
        (seat(Silent, None, false), seat(Accepted, late, true), Half::Kept),
        // Asked again after a move: the time of the old answer counts for nothing.
        (seat(Declined, early, false), seat(Silent, late, false), Half::Kept),
    ];
    for (kept, other, stay) in table {
        assert_eq!(stays(&kept, &other), stay, "{kept:?} {other:?}");
    }
}

#[test]
fn a_field_goes_back_unless_it_was_edited_since() {
    let before = own("A", "", "", "");
    let merged = own("A", "", "+86", "From the other.");
    assert_eq!(reverted(&merged, &before, &merged), (before.clone(), vec![]));
    let edited = own("A", "", "+86", "From the other, and more.");
    let (back, stuck) = reverted(&edited, &before, &merged);
    assert_eq!((back.phone.as_str(), back.notes.as_str()), ("", "From the other, and more."));
    assert_eq!(stuck, ["notes"]);
    let renamed = own("B", "", "+86", "From the other.");
    assert_eq!(reverted(&renamed, &before, &merged).0.name.native, "B", "what never came from the other is kept");
}
