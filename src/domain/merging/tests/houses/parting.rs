//! Two organisations that were made one are parted again, as far as nothing was changed since.

use super::*;

#[test]
fn what_was_changed_since_stays_and_is_said_before() {
    let house = house();
    let (kept, other, [ana, bo], ..) = full(&house);
    let done = merge(&house, &kept, &other).unwrap();
    for of in [&ana, &bo] {
        house.edit(of, |new| new.affiliations.clear());
    }
    let now = again(&house, &kept);
    let moved = NewOrganisation { website: "https://new.example.fr".to_owned(), ..NewOrganisation::of(&now) };
    house
        .db
        .write_now(|c| contacts::edit_organisation(c, &house.staff(), &now.public_id, now.version, &moved))
        .unwrap();
    let stays = check(&house, &done).stays;
    assert_eq!(stays, [Stay::Gone { what: Hangs::People, n: 2 }, Stay::Field("website")]);
    let late = house.write(|c| merging::undo::<Organisations>(c, &house.staff(), &done.public_id, now.version));
    assert!(matches!(late, Err(MergeError::Stale)), "what changed between check and undo is checked again");
    part(&house, &done).unwrap();
    let (kept, other) = (again(&house, &kept), again(&house, &other));
    assert_eq!((kept.website.as_str(), other.website.as_str()), ("https://new.example.fr", "https://cci.example.fr"));
    assert_eq!((kept.people, other.people), (0, 0));
    assert_eq!((kept.notes.as_str(), other.notes.as_str()), ("Speaks at noon.", "Met in May."));
}

#[test]
fn two_houses_are_parted_also_where_a_third_has_the_key_of_one() {
    let house = house();
    let keyed = |en: &str, key: &str| OrganisationDraft {
        name: Localised::three(en, "", ""),
        source_key: key.to_owned(),
        ..OrganisationDraft::default()
    };
    let [kept, other] = [("Alpha", "crm-1"), ("Beta", "crm-2")].map(|(en, key)| made(&house, keyed(en, key)));
    let choices: organisations::Choices = [(FieldName::SourceKey, Pick::Other)].into();
    let (both, versions) = ((&kept.public_id, &other.public_id), Versions { kept: kept.version, other: other.version });
    let done =
        house.write(|c| organisations::merge_organisations(c, &house.staff(), both, versions, &choices)).unwrap();
    assert_eq!(again(&house, &kept).source_key.as_deref(), Some("crm-2"));
    assert_eq!(check(&house, &done).stays, []);
    let third = made(&house, keyed("Gamma", "crm-1"));
    assert_eq!(check(&house, &done).stays, [Stay::Key("crm-1".to_owned())], "a key that stays away is told before");
    part(&house, &done).unwrap();
    let key = |of: &Organisation| again(&house, of).source_key;
    assert_eq!([key(&kept), key(&other), key(&third)].map(Option::unwrap_or_default), ["", "crm-2", "crm-1"]);
}

#[test]
fn after_a_month_it_is_one_house_for_good() {
    use crate::db::schema::{organisation_merge_rows, organisation_merges};
    let house = house();
    let (kept, other, ..) = full(&house);
    let done = merge(&house, &kept, &other).unwrap();
    let over = "2016-05-18T08:00:00Z";
    assert_eq!(house.db.write_now(|c| forget(c, &house.later("2016-05-18T07:59:59Z"))).unwrap(), 0);
    let plan = house.db.read_now(|c| merging::check::<Organisations>(c, &house.later(over), &done.public_id)).unwrap();
    assert_eq!(plan.blocked, Some(Blocked::TooOld));
    assert_eq!(house.db.write_now(|c| forget(c, &house.later(over))).unwrap(), 1);
    let left = house.db.read_now(|c| -> Result<_, DbError> {
        let kept: i64 =
            organisation_merges::table.filter(organisation_merges::snapshot.is_not_null()).count().get_result(c)?;
        let rows: i64 = organisation_merge_rows::table.count().get_result(c)?;
        Ok((kept, rows))
    });
    assert_eq!(left.unwrap(), (0, 0));
}

#[test]
fn two_channels_of_one_programme_are_one_until_their_houses_are_parted() {
    use crate::domain::relays::{self, NewChannel};
    let house = house();
    let (kept, other) = chambers(&house);
    let both = [("CCI Paris", Localised::default()), ("Paris Chamber", Localised::default())];
    let officer = person_at(&house, "ana", &both);
    let programme = house.outline.programme.id;
    let channel = |of: &Organisation| {
        let (organisation, officer) = (of.public_id.clone(), officer.person.public_id.clone());
        let new = NewChannel { organisation, officer, members: None, note: String::new() };
        house.db.write_now(|c| relays::create_channel(c, &house.staff(), programme, &new)).unwrap().id
    };
    let (going, staying) = (channel(&other), channel(&kept));
    let asked = || {
        let (all, _) = house.db.read_now(|c| relays::channels(c, &house.staff(), programme)).unwrap();
        all.into_iter().filter(|one| one.retired_at.is_none()).map(|one| one.id).collect::<Vec<_>>()
    };
    let done = merge(&house, &kept, &other).unwrap();
    assert_eq!(asked(), [staying]);
    assert!(check(&house, &done).back.contains(&(Hangs::Channels, 1)));
    part(&house, &done).unwrap();
    assert_eq!(asked(), [going, staying]);
}
