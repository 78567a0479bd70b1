use super::people::found;
use super::*;
use crate::kernel::invalid::Invalid;
use crate::kernel::localised::Localised;
use crate::kernel::page::PageRequest;
use crate::testing::database;

#[test]
fn organisations_are_known_by_all_their_names() {
    let (db, cx) = (database(), system());
    db.write_now::<_, ContactError>(|conn| {
        let bureau = NewOrganisation::parse(OrganisationDraft {
            name: Localised::three("Datong Planning Bureau", "", "大同市规划局"),
            kind: "city-office".to_owned(),
            place: "Datong".to_owned(),
            country: "cn".to_owned(),
            ..OrganisationDraft::default()
        })?;
        let made = create_organisation(conn, &cx, &bureau)?;
        assert_eq!(made.country, "CN");
        create(conn, &cx, &at("王建国", "a@example.cn", "大同市规划局"))?;
        create(conn, &cx, &at("李娜", "b@example.cn", "DATONG planning bureau"))?;
        let all = list_organisations(conn, &cx, &OrganisationFilter::default(), PageRequest::default())?;
        assert_eq!(all.items.len(), 1, "the same office");
        assert_eq!(all.items[0].people, 2);
        let searched = OrganisationFilter { text: "datong guihuaju".to_owned(), ..OrganisationFilter::default() };
        assert_eq!(count_organisations(conn, &cx, &searched)?, 1);
        let renamed = NewOrganisation { name: Localised::three("Planning Office", "", ""), ..bureau };
        edit_organisation(conn, &cx, &made.public_id, 1, &renamed)?;
        let stale = edit_organisation(conn, &cx, &made.public_id, 1, &renamed);
        assert!(matches!(stale, Err(ContactError::Stale)));
        assert_eq!(found(conn, &cx, &by_text("planning office")).len(), 2);
        let of_it = Filter { organisation: Some(made.public_id), ..Filter::default() };
        assert_eq!(found(conn, &cx, &of_it).len(), 2);
        Ok(())
    })
    .unwrap();
}

#[test]
fn a_bad_organisation_is_told_field_by_field() {
    let draft = OrganisationDraft {
        kind: "castle".to_owned(),
        country: "China".to_owned(),
        website: "javascript:alert(1)".to_owned(),
        ..OrganisationDraft::default()
    };
    let Invalid(faults) = NewOrganisation::parse(draft).unwrap_err();
    let fields: Vec<&str> = faults.iter().map(|f| f.field.as_str()).collect();
    assert_eq!(fields, ["name.en", "kind", "country", "website"]);
}
