use super::*;
use crate::kernel::invalid::{Invalid, Reason};
use crate::kernel::localised::Localised;
use crate::kernel::page::PageRequest;
use crate::testing::database;

#[test]
fn no_address_is_found_by_those_who_may_not_see_it() {
    let (db, cx) = (database(), system());
    let (staff, investigator) = (member(&cx, Role::LocalCoordinator), member(&cx, Role::PrincipalInvestigator));
    db.write_now::<_, ContactError>(|conn| {
        create(conn, &cx, &new("王建国", "jgwang78@datong.example.cn"))?;
        create(conn, &cx, &new("Claire Martin", "zq77@example.fr"))?;
        let mut found = |cx: &Context, text: &str| -> (usize, i64, usize) {
            let page = list(conn, cx, &by_text(text), PageRequest::default()).unwrap();
            let count = count(conn, cx, &by_text(text)).unwrap();
            (page.items.len(), count, matching_ids(conn, cx, &by_text(text)).unwrap().len())
        };
        for address in
            ["jgwang78", "jgw", "gwang7", "datong.example", "datong.example.cn", "jgwang78@", "@", "zq77", "zq"]
        {
            assert_eq!(found(&investigator, address), (0, 0, 0), "{address}");
        }
        for address in ["jgwang78", "datong.example.cn", "jgwang78@", "zq77"] {
            assert_eq!(found(&staff, address), (1, 1, 1), "{address}");
        }
        for name in ["王建国", "建国", "wjg", "wang jianguo", "jian guo", "Wang2 Jian4guo2", "claire", "martin c"]
        {
            assert_eq!(found(&investigator, name), (1, 1, 1), "{name}");
        }
        // Nor is a double by the address a way to ask.
        let probe = Probe::of_new(&new("Somebody", "jgwang78@datong.example.cn"));
        assert_eq!(likely_duplicates(conn, &staff, &probe)?.len(), 1);
        assert!(likely_duplicates(conn, &investigator, &probe)?.is_empty());
        // A new name is found, and so is it after an edit.
        let claire = found_one(conn, &cx, "claire");
        let mut changed = NewContact::of(&claire);
        changed.name.native = "Claire Dubois".to_owned();
        edit(conn, &staff, &claire.person.public_id, claire.version, &changed)?;
        assert_eq!(count(conn, &investigator, &by_text("dubois"))?, 1);
        Ok(())
    })
    .unwrap();
}

fn found_one(conn: &mut crate::db::Conn, cx: &Context, text: &str) -> Contact {
    let ids = matching_ids(conn, cx, &by_text(text)).unwrap();
    contacts(conn, &ids).unwrap().remove(0)
}

#[test]
fn a_legal_form_alone_is_no_name_of_a_house() {
    for name in [
        "GmbH",
        "有限公司",
        "S.A.",
        "s. a. r. l.",
        "GmbH & Co. KG",
        "ＧｍｂＨ",
        "Société anonyme",
        "Co., Ltd.",
        "集团公司",
    ] {
        let draft = OrganisationDraft { name: Localised::three("", name, ""), ..OrganisationDraft::default() };
        let Invalid(faults) = NewOrganisation::parse(draft).unwrap_err();
        assert_eq!((faults[0].field.as_str(), &faults[0].reason), ("name.fr", &Reason::LegalForm(name.to_owned())));
        let affiliation = AffiliationDraft { organisation: name.to_owned(), ..AffiliationDraft::default() };
        let draft = ContactDraft {
            native_name: "Anne Martin".to_owned(),
            affiliations: vec![affiliation],
            ..ContactDraft::default()
        };
        let Invalid(faults) = NewContact::parse(draft).unwrap_err();
        assert_eq!((faults[0].field.as_str(), faults[0].reason.key()), ("organisation_0", "legal-form"), "{name}");
    }
    let borne = ["SAS", "ASA", "SE", "Zoo"];
    for name in ["Siemens AG", "AG Insurance", "公司法研究所", "SAS Institute", "Gesellschaft", "The Company of Wolves"]
        .into_iter()
        .chain(borne)
    {
        let draft = OrganisationDraft { name: Localised::three(name, "", ""), ..OrganisationDraft::default() };
        assert!(NewOrganisation::parse(draft).is_ok(), "{name}");
    }
}
